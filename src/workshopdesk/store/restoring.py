"""Restoring a backup: first see what would differ, then put it in place of the present file.

Hides how one file takes the place of another safely: the present one is backed up, nobody else
may have it open, the backup is written beside it and renamed.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Did
from workshopdesk.i18n import _
from workshopdesk.store import backup, engines, files
from workshopdesk.store.backup import Reason
from workshopdesk.store.opening import open_store
from workshopdesk.store.origin import Origin
from workshopdesk.store.passphrases import NO_PASSPHRASE, Passphrase, for_file
from workshopdesk.store.privacy import ERASURE
from workshopdesk.store.readers import history
from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.tables.log import Action, Change

_SHOWN = 20


_Versions = dict[str, dict[UUID, int]]


@dataclass(frozen=True, slots=True)
class TableCount:
    """Rows of a table (by its name), in the present file and in the backup.

    Since the backup so many were ``added``, ``changed`` and ``removed``.
    """

    table: str
    now: int
    then: int
    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring would change.

    ``last_now`` and ``last_then``: what was done last in the present file and in the backup;
    ``lost``: what was done since, the newest first (at most 20 of ``lost_count``).
    ``present_readable`` is False when the present file is missing or damaged.
    """

    counts: tuple[TableCount, ...]
    last_now: Did | None
    last_then: Did | None
    lost: tuple[Did, ...] = ()
    lost_count: int = 0
    present_readable: bool = True

    @property
    def differing(self) -> tuple[TableCount, ...]:
        """The tables of which rows would come, go or be as before."""
        return tuple(c for c in self.counts if c.added or c.changed or c.removed)


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens the backup, and what opens the present file; not asked for a plain one."""

    backup: Passphrase = NO_PASSPHRASE
    present: Passphrase = NO_PASSPHRASE


NO_KEYS = Keys()


@dataclass(frozen=True, slots=True)
class Restored:
    """The file restored, and where a copy of the one before it lies (None: there was none).

    ``known_again``: people who had been anonymised since the backup, so that it names them.
    """

    path: Path
    before: Path | None
    known_again: tuple[UUID, ...] = ()


def preview(path: Path, data: Path, keys: Keys = NO_KEYS) -> Preview:
    """What restoring the backup ``path`` over ``data`` would change. Nothing is written.

    Raises UserError when the backup is damaged, PassphraseNeeded, WrongPassphrase.
    """
    key = _usable(path, keys.backup)
    engine = engines.peek(path, key, fixed=True)
    try:
        with files.file_told(), engine.connect() as connection:
            then, last = _versions(connection), _last(connection)
            known = frozenset(connection.scalars(select(Action.id)))
    finally:
        engine.dispose()
    if not _readable(data, keys.present):
        counts = tuple(_compared(name, {}, rows) for name, rows in then.items())
        return Preview(counts, None, last, present_readable=False)
    present = open_store(str(data), passphrase=keys.present.text)
    try:
        with present.engine.connect() as connection:
            now = _versions(connection)
            counts = tuple(_compared(name, now[name], then.get(name, {})) for name in now)
            return _with_lost(Preview(counts, _last(connection), last), connection, known)
    finally:
        present.close()


def _versions(connection: Connection) -> _Versions:
    """Of every record its version, by table; a backup of an older schema lacks some tables."""
    there = set(inspect(connection).get_table_names())
    return {
        table.__tablename__: {
            row.id: row.version for row in connection.execute(select(table.id, table.version))
        }
        for table in record_tables()
        if table.__tablename__ in there
    }


def _compared(table: str, now: dict[UUID, int], then: dict[UUID, int]) -> TableCount:
    return TableCount(
        table,
        len(now),
        len(then),
        added=len(now.keys() - then.keys()),
        changed=sum(now[key] != then[key] for key in now.keys() & then.keys()),
        removed=len(then.keys() - now.keys()),
    )


def _last(connection: Connection) -> Did | None:
    return next(iter(history.actions(connection, limit=1)), None)


def _with_lost(seen: Preview, connection: Connection, known: Collection[object]) -> Preview:
    since = [i for i in connection.scalars(select(Action.id)) if i not in known]
    newest = history.actions(connection, limit=_SHOWN)
    shown = tuple(did for did in newest if did.id not in known)
    return replace(seen, lost=shown, lost_count=len(since))


def restore(path: Path, data: Path, origin: Origin, keys: Keys = NO_KEYS) -> Restored:
    """Put the backup ``path`` in the place of the database ``data``.

    The present file is backed up first (copied as it is when it is damaged). Killed at any
    moment, ``data`` is the present file or the restored one. Raises UserError when the backup is
    damaged or ``data`` belongs to another program, EnvironmentProblem when another window has it
    open; nothing is changed then.
    """
    key = _usable(path, keys.backup)
    part = files.part_of(data)
    with files.file_told():
        known_again = _erased_since(path, key, data, keys.present)
        before = _keep_present(data, keys.present, origin.now()) if data.exists() else None
        data.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, part)
            if files.sha256_of(part) != files.sha256_of(path):
                raise UserError(_("The backup reads differently each time"), str(path))
            files.put_in_place(part, data)
        finally:
            part.unlink(missing_ok=True)
        _supersede(data, key)
    return Restored(data, before, known_again)


def _erased_since(path: Path, key: Passphrase, data: Path, present: Passphrase) -> tuple[UUID, ...]:
    """People anonymised in the present file after the backup was made."""
    if not _readable(data, present):
        return ()
    erasures = _erasures(engines.peek(data, for_file(data, present)))
    in_backup = _erasures(engines.peek(path, key, fixed=True)).keys()
    gone = {person for action, people in erasures.items() if action not in in_backup
            for person in people}  # fmt: skip
    return tuple(sorted(gone))


def _erasures(engine: Engine) -> dict[UUID, set[UUID]]:
    """The people each action of erasing was about."""
    found: dict[UUID, set[UUID]] = {}
    erased = (
        select(Action.id, Change.record_id)
        .join(Change, Change.action == Action.number)
        .where(Action.kind == ERASURE, Change.kind == "person")
    )
    try:
        with engine.connect() as connection:
            for action, person in connection.execute(erased):
                found.setdefault(action, set()).add(person)
    finally:
        engine.dispose()
    return found


def _usable(path: Path, passphrase: Passphrase) -> Passphrase:
    """Refuse a backup that is damaged; what opens it."""
    if not path.is_file():
        raise UserError(_("No such backup"), str(path))
    said = backup.read_manifest(backup.manifest_of(path))
    if said is not None and said.sha256 != files.sha256_of(path):
        raise UserError(
            _("The backup was altered or is damaged"),
            _("Its SHA-256 is not the one taken when it was made: %s") % path,
        )
    key = for_file(path, passphrase)
    backup.verify(path, key)
    return key


def _readable(data: Path, passphrase: Passphrase) -> bool:
    """Whether the present file is a whole database of ours; refuses another program's."""
    if not data.exists() or not data.stat().st_size:
        return False
    engine = engines.peek(data, for_file(data, passphrase))
    try:
        with files.file_told(), engine.connect() as connection:
            return _ours_and_whole(connection, data)
    finally:
        engine.dispose()


def _ours_and_whole(connection: Connection, data: Path) -> bool:
    try:
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != engines.APPLICATION_ID:
            raise UserError(_("A database, but of another program"), str(data))
        return not backup.fault_of(connection)
    except OperationalError:  # locked, disk full: not a damage
        raise
    except DatabaseError:
        return False


def _keep_present(data: Path, passphrase: Passphrase, at: datetime) -> Path:
    if not _readable(data, passphrase):
        return _keep_damaged(data, at)
    key = for_file(data, passphrase)
    kept = backup.of_file(data, key, at, Reason.RESTORE)
    files.settle(data, key)
    return kept.path


def _keep_damaged(data: Path, at: datetime) -> Path:
    """Copy a damaged file as it is, with what lies beside it: perhaps someone can mend it."""
    folder = backup.folder_of(data) / f"{at:%Y%m%d-%H%M%S}-damaged"
    folder.mkdir(parents=True)
    for each in (data, *files.beside(data)):
        if each.exists():
            shutil.copyfile(each, folder / each.name)
    return folder / data.name


def _supersede(data: Path, passphrase: Passphrase) -> None:
    """Backups that know of entries the restored log does not hold are no measure for it now."""
    engine = engines.peek(data, passphrase, fixed=True)
    try:
        with engine.connect() as connection:
            for each in backup.of_database(data):
                whole = all(backup.holds(connection, head) for head in each.heads)
                if each.superseded is whole:
                    backup.write_manifest(replace(each, superseded=not whole))
    finally:
        engine.dispose()
