"""Database files as files: copied whole, settled, renamed so that a pulled plug leaves old or new.

Hides the driver's backup call, fsync, and the ``-wal`` and ``-shm`` files that lie beside a
database in use.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.i18n import _
from workshopdesk.store import engines
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.passphrases import NO_PASSPHRASE, Passphrase

_CHUNK = 1 << 20


@contextmanager
def file_told() -> Iterator[None]:
    """Let out what the driver or the disk complains of as EnvironmentProblem."""
    with told_in_words():
        try:
            yield
        except engines.driver.Error as error:
            raise DBAPIError("", None, error) from error
        except OSError as error:
            raise EnvironmentProblem(
                _("The file cannot be written"), f"{error.filename or ''}: {error.strerror}"
            ) from error


def beside(path: Path) -> tuple[Path, Path]:
    """The files that hold what is not yet in the database file itself."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def part_of(path: Path) -> Path:
    """Where a file is written before it gets its name."""
    return path.with_name(f".{path.name}.part")


def remove(path: Path) -> None:
    """Delete a database file and what lies beside it."""
    for each in (*beside(path), path.with_name(path.name + "-journal"), path):
        each.unlink(missing_ok=True)


def copy_database(source: Any, target: Path, passphrase: Passphrase) -> None:
    """Copy all of an open database (a driver's connection) into a new file.

    SQLite's backup API: one consistent state, whoever writes meanwhile. The copy is a single
    file with nothing beside it.
    """
    remove(target)
    with closing(engines.raw_connection(target, "rwc", passphrase)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def settle(path: Path, passphrase: Passphrase = NO_PASSPHRASE) -> None:
    """Bring everything into the one file, and make sure that nobody else has it open.

    Raises EnvironmentProblem when another window or program has.
    """
    with closing(engines.raw_connection(path, "rw", passphrase)) as connection:
        connection.execute(f"PRAGMA busy_timeout={engines.BUSY_MILLISECONDS // 5}")
        try:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        except engines.driver.OperationalError as error:
            if "locked" not in str(error):
                raise
            raise EnvironmentProblem(
                _("The database is open in another window"),
                _("Close it there, then try again: %s") % path,
            ) from None


def put_in_place(part: Path, path: Path) -> None:
    """Give a finished file its name, durably; nothing of the file before it stays beside it."""
    _sync(part)
    for stale in beside(path):
        stale.unlink(missing_ok=True)
    part.replace(path)
    if os.name == "posix":  # a folder cannot be opened elsewhere, and its names are durable
        _sync(path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file, all of it or nothing."""
    part = part_of(path)
    part.write_bytes(data)
    _sync(part)
    part.replace(path)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
