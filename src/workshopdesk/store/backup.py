"""Backups: whole copies of a database, verified by opening them, in the user's backup folder.

Hides names, manifests and rotation. A backup is one file that opens like any other; its manifest
beside it (JSON) holds its SHA-256 and the newest hash of every device's log. A log whose end was
cut off looks whole from the inside; against those hashes it does not.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.i18n import _
from workshopdesk.store import checking, engines, files, rotation
from workshopdesk.store.backup_folders import FOLDER_VARIABLE, folder_of, folders_of
from workshopdesk.store.migrations import REVISIONS, version_table
from workshopdesk.store.passphrases import NO_PASSPHRASE, Passphrase
from workshopdesk.store.store import Store
from workshopdesk.store.tables.log import Change, Device

__all__ = [
    "FOLDER_VARIABLE",
    "Backup",
    "Head",
    "Reason",
    "automatic",
    "delete",
    "fault_of",
    "file_of",
]
__all__ += ["folder_of", "holds", "in_folder", "make", "manifest_of", "missing_anchors"]
__all__ += ["of_database", "of_file", "read_manifest", "rotate", "verify", "write_manifest"]

SUFFIX = ".wdb"
_MANIFEST = ".json"
_DAY = timedelta(days=1)


class Reason(StrEnum):
    """Why a backup was made."""

    ASKED = "asked"
    DAILY = "daily"
    LEAVING = "leaving"
    IMPORT = "import"
    MIGRATION = "migration"
    RESTORE = "restore"


class Head(NamedTuple):
    """The newest entry of a device's log; ``device`` and ``hash`` in hexadecimal."""

    device: str
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as its manifest tells it. ``superseded``: something older was restored since."""

    path: Path
    database: str
    made_at: datetime
    reason: Reason
    size: int
    sha256: str
    heads: tuple[Head, ...]
    encrypted: bool
    superseded: bool = False


def file_of(store: Store) -> Path:
    """The file a store works on. Raises UserError for a server's database."""
    if store.engine.dialect.name != "sqlite":
        raise UserError(
            _("The server keeps its own backups"),
            _("Copy the database into a file with: workshopdesk copy FROM TO"),
        )
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("PRAGMA database_list").all()
    return Path(next(file for _number, name, file in rows if name == "main"))


def make(store: Store, target: Path, reason: Reason = Reason.ASKED) -> Backup:
    """Write a verified backup of an open database to ``target``, encrypted as the database is.

    Other windows may go on writing. Raises UserError when ``target`` exists already or is the
    database itself, EnvironmentProblem when it cannot be written or does not verify.
    """
    source = file_of(store)
    if target.exists():
        raise UserError(_("The file exists already"), _("Choose another name: %s") % target)
    passphrase = engines.passphrase_of(store.engine)
    with files.file_told(), store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        return _write(raw, target, _Made(source, passphrase, store.origin.now(), reason))


def of_file(path: Path, passphrase: Passphrase, at: datetime, reason: Reason) -> Backup:
    """Back up a database that is not open, of any schema, into the user's backup folder."""
    target = _free_name(folder_of(path), at, reason)
    with files.file_told(), closing(engines.raw_connection(path, "rw", passphrase)) as raw:
        return _write(raw, target, _Made(path, passphrase, at, reason))


def automatic(store: Store, reason: Reason) -> Backup | None:
    """Back up into the user's backup folder, then let go of what rotation does not keep.

    None when nothing was written since the newest backup there (unless ASKED for; for DAILY, also
    when that is not a day old): it would be the same once more. None for a server's database.
    Raises EnvironmentProblem when it cannot be made, or an old one cannot be deleted.
    """
    if store.engine.dialect.name != "sqlite":
        return None
    with files.file_told():
        folder = folder_of(file_of(store))
        before = in_folder(folder)
        if before and not _is_due(store, reason, before[0]):
            return None
        made = make(store, _free_name(folder, store.origin.now(), reason), reason)
        rotate(folder)
    return made


def _is_due(store: Store, reason: Reason, newest: Backup) -> bool:
    if reason is Reason.ASKED:
        return True
    if reason is Reason.DAILY and store.origin.now() - newest.made_at < _DAY:
        return False
    with store.engine.connect() as connection:
        return newest.superseded or _heads(connection) != newest.heads


def rotate(folder: Path) -> list[Backup]:
    """Delete the backups of a folder that rotation does not keep; gives those deleted."""
    backups = in_folder(folder)
    stay = rotation.kept(b.made_at.astimezone() for b in backups)
    gone = [b for b in backups if b.made_at not in stay]
    for backup in gone:
        delete(backup)
    return gone


def delete(backup: Backup) -> None:
    """Delete a backup and its manifest. Raises OSError."""
    backup.path.unlink(missing_ok=True)
    manifest_of(backup.path).unlink(missing_ok=True)


def in_folder(folder: Path) -> list[Backup]:
    """The finished backups of a folder, the newest first."""
    found = [read_manifest(path) for path in folder.glob(f"*{SUFFIX}{_MANIFEST}")]
    whole = [b for b in found if b is not None and b.path.exists()]
    return sorted(whole, key=lambda b: (b.made_at, b.path.name), reverse=True)


def of_database(database: Path) -> list[Backup]:
    """The finished backups of a database, wherever they may lie, the newest first."""
    found = [each for folder in folders_of(database) for each in in_folder(folder)]
    return sorted(found, key=lambda b: (b.made_at, b.path.name), reverse=True)


def manifest_of(path: Path) -> Path:
    """The manifest that lies beside a backup."""
    return path.with_name(path.name + _MANIFEST)


def read_manifest(manifest: Path) -> Backup | None:
    """What a manifest says; None when it is missing or not one of ours."""
    try:
        said = json.loads(manifest.read_text(encoding="utf-8"))
        return Backup(
            path=manifest.with_name(manifest.name.removesuffix(_MANIFEST)),
            database=str(said["database"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            reason=Reason(said["reason"]),
            size=int(said["size"]),
            sha256=str(said["sha256"]),
            heads=tuple(Head(*head) for head in said["heads"]),
            encrypted=bool(said["encrypted"]),
            superseded=bool(said["superseded"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_manifest(backup: Backup) -> None:
    """Put down what is known of a backup, beside it."""
    said = {
        "database": backup.database,
        "made_at": backup.made_at.isoformat(),
        "reason": backup.reason.value,
        "size": backup.size,
        "sha256": backup.sha256,
        "heads": backup.heads,
        "encrypted": backup.encrypted,
        "superseded": backup.superseded,
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    files.write_whole(manifest_of(backup.path), text.encode())


def verify(path: Path, passphrase: Passphrase = NO_PASSPHRASE) -> tuple[Head, ...]:
    """Open a backup, look through its pages, references and log; the heads of its log.

    Raises WrongPassphrase, or UserError naming the first fault.
    """
    engine = engines.peek(path, passphrase, fixed=True)
    try:
        with files.file_told(), engine.connect() as connection:
            ours = connection.exec_driver_sql("PRAGMA application_id").scalar()
            if ours != engines.APPLICATION_ID:
                raise UserError(_("A database, but of another program"), str(path))
            fault = fault_of(connection)
            if fault:
                raise UserError(_("The backup is damaged"), f"{path}: {fault}")
            return _heads(connection)
    finally:
        engine.dispose()


def fault_of(connection: Connection) -> str:
    """The first fault found, in words; "" when there is none."""
    said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
    if said != "ok":
        return str(said)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        return _("A row refers to another one that is not there")
    if connection.scalar(version_table.select()) != REVISIONS[-1]:
        return ""  # an older schema, which today's tables cannot read
    problems = checking.verify_log(connection)
    return problems[0].message if problems else ""


class _Made(NamedTuple):
    source: Path
    passphrase: Passphrase
    at: datetime
    reason: Reason


def _write(source: Any, target: Path, made: _Made) -> Backup:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = files.part_of(target)
    try:
        files.copy_database(source, part, made.passphrase)
        heads = _verified(part, made.passphrase)
        backup = Backup(
            path=target,
            database=str(made.source.resolve()),
            made_at=made.at,
            reason=made.reason,
            size=part.stat().st_size,
            sha256=files.sha256_of(part),
            heads=heads,
            encrypted=bool(made.passphrase),
        )
        files.put_in_place(part, target)
    except BaseException:
        files.remove(part)
        raise
    write_manifest(backup)
    return backup


def _verified(part: Path, passphrase: Passphrase) -> tuple[Head, ...]:
    try:
        return verify(part, passphrase)
    except EnvironmentProblem:
        raise
    except UserError as fault:
        raise EnvironmentProblem(_("The backup could not be verified"), fault.message) from fault


def _free_name(folder: Path, at: datetime, reason: Reason) -> Path:
    stem = f"{at:%Y%m%d-%H%M%S}-{reason}"
    names = (folder / f"{stem}{f'-{n}' if n > 1 else ''}{SUFFIX}" for n in count(1))
    return next(path for path in names if not path.exists())


def _heads(connection: Connection) -> tuple[Head, ...]:
    rows = connection.execute(
        select(Device.id, Device.last_sequence, Device.last_hash).order_by(Device.id)
    )
    return tuple(Head(id.hex, sequence, hash.hex()) for id, sequence, hash in rows)


def missing_anchors(connection: Connection, backups: list[Backup]) -> list[Problem]:
    """Entries that a backup has seen and this log has not: its end was cut off, or rewritten."""
    found = []
    for head in {head for b in backups if not b.superseded for head in b.heads}:
        if head.sequence and not holds(connection, head):
            message = _("The log ends before entry %(number)d, which a backup has seen")
            found.append(
                Problem(
                    Severity.ERROR,
                    "log_cut",
                    message % {"number": head.sequence},
                    record=head.device,
                )
            )
    return found


def holds(connection: Connection, head: Head) -> bool:
    """Whether a log holds this very entry."""
    stored = connection.scalar(
        select(Change.hash)
        .join(Device, Device.number == Change.device)
        .where(Device.id == UUID(hex=head.device), Change.sequence == head.sequence)
    )
    return stored is not None and stored.hex() == head.hash
