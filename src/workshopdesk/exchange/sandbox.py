"""A spreadsheet's bytes to sheets, read in a child process; hides the child, its limits, its end.

A crafted sheet of five kilobytes makes any reader ask for half a terabyte: the child dies of it
alone. Limits are set by the child on itself (address space, processor time; a job object on
Windows); the parent watches the clock everywhere.
"""

from __future__ import annotations

import json
import queue
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.exchange import blocks, child
from workshopdesk.exchange.container import MAX_ROWS, check_rows
from workshopdesk.exchange.sheets import Workbook
from workshopdesk.i18n import _

MEGABYTE: Final = 1 << 20
# In a frozen build the program starts itself with this word and calls ``run_if_asked`` first.
CHILD_WORD: Final = "--read-spreadsheet"
_LEAST_SECONDS: Final = 3
_LONGEST_MESSAGE: Final = 256 * MEGABYTE
_LIMITS: Final = {
    "memory": 380 * MEGABYTE,
    "rows": MAX_ROWS,
    "columns": 512,
    "cells": 4_000_000,
    "merges": 20_000,
}


def run_if_asked(arguments: list[str]) -> None:
    """In a frozen build's entry point, before anything else: be the child when started as one."""
    if CHILD_WORD in arguments[1:2]:
        sys.exit(child.main())


def read_spreadsheet(data: bytes, name: str, progress: Progress, unpacked: int = 0) -> Workbook:
    """All worksheets of an Excel or OpenDocument file. ``name`` is the file's, for messages;
    ``unpacked`` the bytes it unpacks to, by which it gets more time.

    UserError naming the file when it cannot be read within the limits; Cancelled when told so.
    """
    seconds = _LEAST_SECONDS + unpacked // (10 * MEGABYTE)
    with _started(_command(_LIMITS | {"cpu": seconds})) as process:
        _give(process, data)
        # Counted while the child is busy already: it is ended when there are too many.
        check_rows(data, name)
        told = _told(process, name, seconds, progress)
        try:
            return blocks.workbook(told, lambda message: _error(message, name))
        except blocks.BrokenTale:
            raise _too_much(name) from None


def _command(limits: dict[str, int]) -> list[str]:
    told = json.dumps(limits)
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_WORD, told]
    return [sys.executable, "-P", "-X", "utf8", str(Path(child.__file__)), told]


@contextmanager
def _started(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=flags,
        )
    except OSError as error:
        title = _("The list cannot be read: no process could be started")
        raise EnvironmentProblem(title, str(error)) from error
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()


def _told(
    process: subprocess.Popen[bytes], name: str, seconds: int, progress: Progress
) -> Iterator[blocks.Message]:
    """The child's messages as they come, until it says no more or its time is over."""
    # Processor time is what a hostile file spends; the clock may run on a busy machine.
    deadline = time.monotonic() + 4 * seconds
    messages = _heard(process)
    while True:
        progress.step(0, 0, name)
        if time.monotonic() > deadline:
            raise _too_much(name)
        with suppress(queue.Empty):
            message = messages.get(timeout=0.2)
            if message is None:
                return
            yield message


def _heard(process: subprocess.Popen[bytes]) -> queue.SimpleQueue[blocks.Message | None]:
    """What the child says, taken off its output beside all other work; None when it stops."""
    messages: queue.SimpleQueue[blocks.Message | None] = queue.SimpleQueue()
    stream = process.stdout
    assert stream is not None

    def listen() -> None:
        # A stream closed while it is read from ends the tale, whatever it was about to say.
        with suppress(OSError, ValueError):
            while len(head := stream.read(8)) == 8:
                told, numbers = struct.unpack("<II", head)
                if max(told, numbers) > _LONGEST_MESSAGE:
                    break
                messages.put((stream.read(told), stream.read(numbers)))
        messages.put(None)

    threading.Thread(target=listen, daemon=True).start()
    return messages


def _give(process: subprocess.Popen[bytes], data: bytes) -> None:
    """Write the child's input beside the reading of its output, however long either takes."""
    stream, process.stdin = process.stdin, None
    assert stream is not None

    def write() -> None:
        # A child that ended has no more use for its input.
        with suppress(OSError), stream:
            stream.write(data)

    threading.Thread(target=write, daemon=True).start()


def _error(message: dict[str, Any], name: str) -> UserError:
    title = _("%(file)s cannot be read") % {"file": name}
    if message["error"] == "password":
        text = _("The file is locked with a password. Open it, save it without one, try again.")
        return UserError(title, text)
    if message["error"] == "too-large":
        return _too_much(name)
    text = _("The file is damaged or not a spreadsheet.")
    return UserError(title, f"{text} ({message.get('detail', '')})")


def _too_much(name: str) -> UserError:
    return UserError(
        _("%(file)s cannot be read") % {"file": name},
        _(
            "Reading it takes more memory or time than any list of people should:"
            " it has too many rows or columns, a cell far outside the table, or it is damaged."
        ),
    )
