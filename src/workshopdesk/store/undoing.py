"""Taking an action back, and doing it again: by writing the inverse change, never by erasing.

Hides how a log entry is turned round. A record may be turned back only while it still holds
what the action left in the fields it touched; otherwise someone has built upon it, and who and
what is said.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, inspect, select

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Did, RecordChange
from workshopdesk.i18n import _
from workshopdesk.store.logbook import Saying
from workshopdesk.store.origin import Origin
from workshopdesk.store.readers import history
from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.recording import logged_fields
from workshopdesk.store.tables import Record
from workshopdesk.store.tables.base import Key
from workshopdesk.store.tables.log import Action, Change, PersonalValues
from workshopdesk.store.units import UnitOfWork

_TURNED = {"C": "D", "D": "C", "U": "U"}


def undo(engine: Engine, origin: Origin, action_id: UUID) -> UUID:
    """Take an action back; gives the new action's id. Raises UserError with who and what when
    it was taken back before, when it was built upon, or when values of it were erased."""
    return _turn(engine, origin, action_id, kind="undo")


def redo(engine: Engine, origin: Origin, action_id: UUID) -> UUID:
    """Do an action again that was taken back. As ``undo``."""
    return _turn(engine, origin, action_id, kind="redo")


def _turn(engine: Engine, origin: Origin, action_id: UUID, kind: str) -> UUID:
    with engine.connect() as connection:
        done = history.action(connection, action_id)
    saying = Saying(done.message, done.details, kind=kind, undoes=action_id)
    with UnitOfWork(engine, origin, saying) as work:
        connection = work.connection
        if history.is_undone(connection, action_id) is (kind == "undo"):
            raise UserError(_("This was taken back before") if kind == "undo" else _already())
        _refuse_erased(connection, action_id)
        changes = history.changes(connection, action_id)
        if kind == "undo":
            changes = tuple(turned(change) for change in reversed(changes))
        _apply(work, changes, done)
        deleted = [c for c in changes if c.operation == "D"]
        _refuse_needed(work.connection, deleted, done)
        work.commit()
        if work.action_id is None:
            raise UserError(_("There is nothing to take back"))
        return work.action_id


def _already() -> str:
    return _("This stands already")


def turned(change: RecordChange) -> RecordChange:
    """The change that takes this one back."""
    return RecordChange(
        operation_id=change.operation_id,
        action_id=change.action_id,
        kind=change.kind,
        record_id=change.record_id,
        operation=_TURNED[change.operation],
        version=change.version,
        fields=tuple(f.turned() for f in change.fields),
    )


def _apply(work: UnitOfWork, changes: Sequence[RecordChange], done: Did) -> None:
    """Deletions go first and creations last, so that no code exists twice on the way."""
    tables = {table.__tablename__: table for table in record_tables()}
    for wanted in ("D", "U", "C"):
        for change in changes:
            if change.operation == wanted:
                _apply_one(work, tables[change.kind], change, done)
        work.flush()


def _apply_one(work: UnitOfWork, table: type[Record], change: RecordChange, done: Did) -> None:
    found = work.find(table, id=change.record_id)
    if change.operation == "C":
        if found:
            raise _built_upon(work, change, done)
        work.add(record_from(table, change))
        return
    if not found or not _holds(found[0], change):
        raise _built_upon(work, change, done)
    if change.operation == "D":
        work.delete_alone(found[0])
        return
    for field in change.fields:
        setattr(found[0], field.field, value_of(table, field.field, field.after))


def _holds(record: Record, change: RecordChange) -> bool:
    """Whether a record still holds what is to be turned back."""
    table = type(record)
    said = {f.field: value_of(table, f.field, f.before) for f in change.fields}
    if change.operation == "D":
        said = {n: said.get(n, _empty(table, n)) for n in logged_fields(table).all}
    return all(getattr(record, name) == value for name, value in said.items())


def record_from(table: type[Record], change: RecordChange) -> Record:
    """The record a creation tells of, under the same key."""
    values: dict[str, object] = {name: _empty(table, name) for name in logged_fields(table).all}
    values |= {f.field: value_of(table, f.field, f.after) for f in change.fields}
    return table(id=change.record_id, **values)


def _empty(table: type[Record], field: str) -> str | None:
    return None if field in logged_fields(table).optional else ""


def value_of(table: type[Record], field: str, told: Any) -> object:
    """What the log tells of a field, as the column's own type."""
    if told is None:
        return _empty(table, field)
    column = inspect(table).columns[field]
    if isinstance(column.type, Key):
        return UUID(hex=told)
    kind = column.type.python_type
    if issubclass(kind, date | datetime | time):
        return kind.fromisoformat(told)
    if issubclass(kind, Decimal):
        return Decimal(told)
    return told


def _built_upon(work: UnitOfWork, change: RecordChange, done: Did) -> UserError:
    return _built_upon_by(work.connection, change.record_id, done)


def _built_upon_by(connection: Connection, record_id: UUID, done: Did) -> UserError:
    later = history.actions(connection, record_id=record_id, limit=1)
    by = later[0] if later else done
    return UserError(
        _("This cannot be taken back"),
        _("%(author)s has built upon it: %(action)s") % {"author": by.author, "action": by.said(_)},
    )


def _refuse_needed(connection: Connection, deleted: Sequence[RecordChange], done: Did) -> None:
    """What is gone now must not be named by any other record; the database would refuse too."""
    gone: dict[str, list[UUID]] = defaultdict(list)
    for change in deleted:
        gone[change.kind].append(change.record_id)
    for table in record_tables():
        for column in table.__table__.columns:
            for key in column.foreign_keys:
                kind, _dot, target = key.target_fullname.partition(".")
                for ids in _portions(gone[kind] if target == "id" else []):
                    wanted = select(table.id).where(column.in_(ids)).limit(1)
                    needing = connection.scalar(wanted)
                    if needing is not None:
                        raise _built_upon_by(connection, needing, done)


def _portions(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def _refuse_erased(connection: Connection, action_id: UUID) -> None:
    erasures = connection.scalars(
        select(PersonalValues.kept)
        .join(Change, Change.operation_id == PersonalValues.operation_id)
        .join(Action, Action.number == Change.action)
        .where(Action.id == action_id, PersonalValues.kept.is_not(None))
    )
    if any(
        what == "digest" for kept in erasures for what, _given in json.loads(kept or "{}").values()
    ):
        raise UserError(
            _("This cannot be taken back"), _("Personal data in it was erased for good.")
        )
