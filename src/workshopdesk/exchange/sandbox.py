"""A spreadsheet's bytes to sheets, read in a child process; hides the child, its limits, its end.

A crafted sheet of five kilobytes makes any reader ask for half a terabyte: the child dies of it
alone. Limits are set by the child on itself (address space, processor time; a job object on
Windows); the parent watches the clock everywhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.exchange import child
from workshopdesk.exchange.container import MAX_ROWS
from workshopdesk.exchange.sheets import Cell, Sheet, Workbook
from workshopdesk.i18n import _

MEGABYTE: Final = 1 << 20
# In a frozen build the program starts itself with this word and calls ``run_if_asked`` first.
CHILD_WORD: Final = "--read-spreadsheet"
_LEAST_SECONDS: Final = 3
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
    code, output = _run(data, name, seconds, progress)
    return _workbook(_messages(output, code, name), name)


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


def _run(data: bytes, name: str, seconds: int, progress: Progress) -> tuple[int, bytes]:
    # Processor time is what a hostile file spends; the clock may run on a busy machine.
    deadline = time.monotonic() + 4 * seconds
    with _started(_command(_LIMITS | {"cpu": seconds})) as process:
        _give(process, data)
        while True:
            try:
                output, _errors = process.communicate(timeout=0.2)
                return process.returncode, output
            except subprocess.TimeoutExpired:
                progress.step(0, 0, name)
                if time.monotonic() > deadline:
                    raise _too_much(name) from None


def _give(process: subprocess.Popen[bytes], data: bytes) -> None:
    """Write the child's input beside the reading of its output, however long either takes.

    ``communicate`` forgets what it has not yet written when its time runs out once.
    """
    stream, process.stdin = process.stdin, None
    assert stream is not None

    def write() -> None:
        # A child that ended has no more use for its input.
        with suppress(OSError), stream:
            stream.write(data)

    threading.Thread(target=write, daemon=True).start()


def _messages(output: bytes, code: int, name: str) -> Iterator[dict[str, Any]]:
    ended = False
    for line in output.splitlines():
        try:
            message = json.loads(line, object_hook=_dated)
        except ValueError:
            break
        ended = "end" in message or "error" in message
        yield message
    if code != 0 or not ended:
        raise _too_much(name)


def _workbook(messages: Iterator[dict[str, Any]], name: str) -> Workbook:
    fonts: tuple[str, ...] = ()
    sheets: list[Sheet] = []
    rows: dict[int, tuple[Cell, ...]] = {}
    for message in messages:
        if "fonts" in message:
            fonts = tuple(message["fonts"])
        elif "sheet" in message:
            rows = {}
            sheets.append(_sheet(message, rows))
        elif "rows" in message:
            rows.update((index, tuple(cells)) for index, cells in message["rows"])
        elif "error" in message:
            raise _error(message, name)
    return Workbook(tuple(sheets), fonts)


def _sheet(message: dict[str, Any], rows: dict[int, tuple[Cell, ...]]) -> Sheet:
    return Sheet(
        name=message["sheet"],
        rows=rows,
        merges=tuple((t, left, b, r) for (t, left), (b, r) in message["merges"]),
        visible=message["visible"],
        hidden_rows=frozenset(message["hidden_rows"]),
        hidden_columns=frozenset(
            column
            for first, last in message["hidden_columns"]
            for column in range(first, min(last, 1000) + 1)
        ),
    )


def _dated(message: dict[str, Any]) -> dict[str, Any] | date:
    """A day stands as an object with its date alone; all else is as it came."""
    return date.fromisoformat(message["date"]) if "date" in message else message


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
