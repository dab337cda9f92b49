"""Reading the change log: who did what, when, and what it changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Did, FieldChange, RecordChange, Sought
from workshopdesk.i18n import _
from workshopdesk.store.tables.log import Action, ActionSubject, Change, Device, PersonalValues
from workshopdesk.store.tables.people import Person


def first_author(connection: Connection) -> str:
    """Who made this database."""
    return connection.scalar(select(Action.author).order_by(Action.number).limit(1)) or ""


def actions(
    connection: Connection, *, author: str = "", record_id: UUID | None = None, limit: int = 200
) -> tuple[Did, ...]:
    """What people did, the newest first: all of it, one person's, or what touched one record."""
    return sought(connection, Sought(author=author, record=record_id), limit=limit)


def sought(
    connection: Connection, wanted: Sought, *, limit: int, before: UUID | None = None
) -> tuple[Did, ...]:
    """The newest ``limit`` actions wanted; ``before`` an action seen, for the next page."""
    a = Action
    query = _actions().order_by(a.number.desc()).limit(limit)
    for subject in (wanted.event, wanted.person):
        if subject is not None:
            one = [subject] if subject == wanted.event else parts_of(connection, subject)
            about = select(ActionSubject.action).where(ActionSubject.subject_id.in_(one))
            query = query.where(a.number.in_(about))
    if wanted.record is not None:
        touched = select(Change.action).where(Change.record_id == wanted.record)
        query = query.where(a.number.in_(touched))
    if wanted.author:
        query = query.where(a.author == wanted.author)
    if wanted.device is not None:
        query = query.where(Device.id == wanted.device)
    if wanted.since is not None:
        query = query.where(a.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(a.at < wanted.until)
    if before is not None:
        query = query.where(a.number < select(a.number).where(a.id == before).scalar_subquery())
    return tuple(_did(row) for row in connection.execute(query))


def those(connection: Connection, wanted: ColumnElement[bool], limit: int) -> tuple[Did, ...]:
    """The newest ``limit`` actions under a condition."""
    found = _actions().where(wanted).order_by(Action.number.desc()).limit(limit)
    return tuple(_did(row) for row in connection.execute(found))


def parts_of(connection: Connection, person_id: UUID) -> tuple[UUID, ...]:
    """A person and everyone merged into them, at whatever remove: one history."""
    found = [person_id]
    for into in found:
        merged = select(Person.id).where(Person.merged_into_id == into).order_by(Person.id)
        found.extend(connection.scalars(merged))
    return tuple(found)


def authors(connection: Connection) -> tuple[str, ...]:
    """Everyone who ever wrote, by name."""
    return tuple(connection.scalars(select(Action.author).distinct().order_by(Action.author)))


def devices(connection: Connection) -> tuple[tuple[UUID, str], ...]:
    """Every machine that ever wrote: its key and its name ("" where it told none)."""
    rows = connection.execute(select(Device.id, Device.name).order_by(Device.number))
    return tuple((key, name) for key, name in rows)


def _actions() -> Select[*tuple[Any, ...]]:
    a, turn = Action, aliased(Action)
    newest_turn = (
        select(turn.kind)
        .where(turn.undoes == a.id)
        .order_by(turn.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(
        a.id, a.kind, a.author, a.at, a.message, a.details, a.undoes,
        Device.id.label("device"), (a.last_sequence - a.first_sequence + 1).label("records"),
        newest_turn.label("turned"),
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
        undone=row.turned == "undo",
    )


def action(connection: Connection, action_id: UUID) -> Did:
    """One action. Raises UserError if none has this key."""
    row = connection.execute(_actions().where(Action.id == action_id)).one_or_none()
    if row is None:
        raise UserError(_("No such action"))
    return _did(row)


def newest_turn(connection: Connection, action_id: UUID) -> Did | None:
    """The newest action that took this one back or did it again."""
    wanted = _actions().where(Action.undoes == action_id).order_by(Action.number.desc())
    row = connection.execute(wanted.limit(1)).one_or_none()
    return None if row is None else _did(row)


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


def changes(
    connection: Connection, action_id: UUID, limit: int | None = None
) -> tuple[RecordChange, ...]:
    """What one action changed, record by record in the order it was done; ``limit`` of them."""
    return _changes(connection, _entries().where(Action.id == action_id).limit(limit))


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
