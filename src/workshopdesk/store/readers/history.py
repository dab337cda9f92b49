"""Reading the change log: who did what, when, and what it changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Did, FieldChange, RecordChange
from workshopdesk.i18n import _
from workshopdesk.store.tables.log import Action, Change, Device, PersonalValues


def first_author(connection: Connection) -> str:
    """Who made this database."""
    return connection.scalar(select(Action.author).order_by(Action.number).limit(1)) or ""


def actions(
    connection: Connection, *, author: str = "", record_id: UUID | None = None, limit: int = 200
) -> tuple[Did, ...]:
    """What people did, the newest first: all of it, one person's, or what touched one record."""
    wanted = _actions().order_by(Action.number.desc()).limit(limit)
    if author:
        wanted = wanted.where(Action.author == author)
    if record_id is not None:
        touched = select(Change.action).where(Change.record_id == record_id)
        wanted = wanted.where(Action.number.in_(touched))
    return tuple(_did(row) for row in connection.execute(wanted))


def _actions() -> Select[*tuple[Any, ...]]:
    a = Action
    return select(
        a.id, a.kind, a.author, a.at, a.message, a.details, a.undoes,
        Device.id.label("device"), (a.last_sequence - a.first_sequence + 1).label("records"),
    ).join(Device, Device.number == a.device)  # fmt: skip


def _did(row: Row[*tuple[Any, ...]]) -> Did:
    return Did(
        id=row.id,
        kind=row.kind,
        author=row.author,
        device=row.device,
        at=row.at,
        message=row.message,
        details=json.loads(row.details or "{}"),
        records=row.records,
        undoes=row.undoes,
    )


def action(connection: Connection, action_id: UUID) -> Did:
    """One action. Raises UserError if none has this key."""
    row = connection.execute(_actions().where(Action.id == action_id)).one_or_none()
    if row is None:
        raise UserError(_("No such action"))
    return _did(row)


def is_undone(connection: Connection, action_id: UUID) -> bool:
    """Whether an action was taken back and not done again since."""
    kind = connection.scalar(
        select(Action.kind)
        .where(Action.undoes == action_id)
        .order_by(Action.number.desc())
        .limit(1)
    )
    return kind == "undo"


def undoable(connection: Connection, author: str) -> Did | None:
    """The newest action of this person that stands: what Undo takes back."""
    turned: set[UUID] = set()
    for did in _own(connection, author):
        if did.undoes is None:
            if did.id not in turned:
                return did
        elif did.undoes not in turned:
            if did.kind == "redo":
                return action(connection, did.undoes)
            turned.add(did.undoes)
    return None


def redoable(connection: Connection, author: str) -> Did | None:
    """What this person took back last and may do again; nothing once something new was done."""
    turned: set[UUID] = set()
    for did in _own(connection, author):
        if did.undoes is None:
            return None
        if did.undoes not in turned:
            if did.kind == "undo":
                return action(connection, did.undoes)
            turned.add(did.undoes)
    return None


def _own(connection: Connection, author: str) -> Iterator[Did]:
    kinds = ("user", "undo", "redo")
    wanted = _actions().where(Action.author == author, Action.kind.in_(kinds))
    for row in connection.execute(wanted.order_by(Action.number.desc())):
        yield _did(row)


def changes(connection: Connection, action_id: UUID) -> tuple[RecordChange, ...]:
    """What one action changed, record by record in the order it was done."""
    return _changes(connection, _entries().where(Action.id == action_id))


def changes_of(connection: Connection, record_id: UUID) -> tuple[RecordChange, ...]:
    """Everything that happened to one record, the oldest first."""
    return _changes(connection, _entries().where(Change.record_id == record_id))


def _entries() -> Select[*tuple[Any, ...]]:
    c = Change
    return (
        select(
            c.operation_id, c.kind, c.record_id, c.operation, c.version, c.fields,
            Action.id.label("action_id"), PersonalValues.fields.label("personal"),
        )
        .join(Action, Action.number == c.action)
        .outerjoin(PersonalValues, PersonalValues.operation_id == c.operation_id)
        .order_by(c.number)
    )  # fmt: skip


def _changes(connection: Connection, wanted: Select[*tuple[Any, ...]]) -> tuple[RecordChange, ...]:
    return tuple(
        RecordChange(
            operation_id=row.operation_id,
            action_id=row.action_id,
            kind=row.kind,
            record_id=row.record_id,
            operation=row.operation,
            version=row.version,
            fields=tuple(_fields(row.operation, row.fields, row.personal)),
        )
        for row in connection.execute(wanted)
    )


def _fields(operation: str, public: str, personal: str | None) -> Iterable[FieldChange]:
    for name, value in (json.loads(public) | json.loads(personal or "{}")).items():
        if operation == "C":
            yield FieldChange(name, None, value)
        elif operation == "D":
            yield FieldChange(name, value, None)
        else:
            yield FieldChange(name, *value)
