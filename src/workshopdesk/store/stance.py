"""How a unit of work meets what others saved meanwhile: said by who runs a verb, not by the verb.

A window knows up to where its screen was current (``position``). Under ``as_seen`` a unit of work
is refused when another window has since changed a field it is about to write; ``rehearse`` tells,
field by field, what a verb would write over what is stored, and writes nothing; ``insisting``
writes it over the newer version, as a new change, but leaves the fields named as they are.
Hides how a moment of the log is told: an entry's number on a file, a snapshot on a server (where
entries with smaller numbers may be saved later).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select, func, select, text

from workshopdesk.store.tables.log import Action, Change, PersonalValues

Place = tuple[str, UUID, str]
"""A field of a record: table, key, field; field "" is the record itself."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field as stored now and as somebody else would have it; field "" when it is to go."""

    kind: str
    record_id: UUID
    field: str
    mine: object
    theirs: object

    @property
    def place(self) -> Place:
        """Which field of which record."""
        return self.kind, self.record_id, self.field


@dataclass(frozen=True, slots=True)
class Newer:
    """Somebody else's change of a record: who saved it, when, and which fields."""

    author: str
    at: datetime
    record_id: UUID
    fields: frozenset[str]


class Stance(NamedTuple):
    """What holds for the units of work begun now."""

    seen: str = ""
    insists: bool = False
    rehearses: bool = False
    leave: frozenset[Place] = frozenset()


class Rehearsed(Exception):  # noqa: N818 - the way out of a rehearsal, no fault
    """A rehearsal has come to where it would have been saved."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__("rehearsed")
        self.clashes = clashes


_USUAL = Stance()
_now: ContextVar[Stance] = ContextVar("stance", default=_USUAL)


def current() -> Stance:
    """What a unit of work that begins now keeps to."""
    return _now.get()


@contextmanager
def _taken(stance: Stance) -> Iterator[None]:
    before = _now.set(stance)
    try:
        yield
    finally:
        _now.reset(before)


@contextmanager
def as_seen(position: str) -> Iterator[None]:
    """Inside, writing over a field that others changed after ``position`` raises Conflict."""
    with _taken(Stance(seen=position)):
        yield


@contextmanager
def insisting(leave: Collection[Place] = (), seen: str = "") -> Iterator[None]:
    """Inside, newer versions are written over; fields in ``leave`` stay as stored.

    What others change after ``seen`` is not: that is another Conflict.
    """
    with _taken(Stance(seen, insists=True, leave=frozenset(leave))):
        yield


def rehearse(verb: Callable[[], object]) -> tuple[Clash, ...]:
    """What the (first) unit of work of a verb would write over; nothing is written.

    Raises what the verb raises.
    """
    with _taken(Stance(insists=True, rehearses=True)):
        try:
            verb()
        except Rehearsed as done:
            return done.clashes
    return ()


def position(connection: Connection) -> str:
    """Up to where the log is seen by this transaction."""
    if connection.dialect.name == "sqlite":
        return str(connection.scalar(select(func.max(Change.number))) or 0)
    return str(connection.scalar(text("SELECT pg_current_snapshot()::text")))


def newer(
    connection: Connection, seen: str, records: Collection[UUID], own: Collection[UUID]
) -> tuple[Newer, ...]:
    """What others did to records after ``seen``, the newest first; ``own``: the asker's actions."""
    rows = connection.execute(_newer_than(connection, seen, records))
    return tuple(
        Newer(
            row.author,
            row.at,
            row.record_id,
            frozenset(json.loads(row.fields) | json.loads(row.personal or "{}"))
            if row.operation == "U"
            else frozenset({""}),
        )
        for row in rows
        if row.id not in own
    )


def touched(connection: Connection, seen: str, records: Collection[UUID]) -> frozenset[UUID]:
    """Which records anybody did something to after ``seen``; all, when it is no position here."""
    sqlite = connection.dialect.name == "sqlite"
    if not re.fullmatch(r"\d{1,18}" if sqlite else r"\d{1,18}:\d{1,18}:[\d,]*", seen):
        return frozenset(records)
    wanted, found = list(records), set[UUID]()
    for start in range(0, len(wanted), 500):
        rows = connection.execute(_newer_than(connection, seen, wanted[start : start + 500]))
        found |= {row.record_id for row in rows}
    return frozenset(found)


def _newer_than(
    connection: Connection, seen: str, records: Collection[UUID]
) -> Select[*tuple[Any, ...]]:
    wanted = (
        select(
            Action.id, Action.author, Action.at, Change.record_id, Change.operation, Change.fields,
            PersonalValues.fields.label("personal"),
        )
        .join(Action, Action.number == Change.action)
        .outerjoin(PersonalValues, PersonalValues.operation_id == Change.operation_id)
        .where(Change.record_id.in_(records))
        .order_by(Change.number.desc())
    )  # fmt: skip
    if connection.dialect.name == "sqlite":
        return wanted.where(Change.number > int(seen))
    unseen = text("NOT pg_visible_in_snapshot(change.xmin::text::xid8, CAST(:seen AS pg_snapshot))")
    return wanted.where(unseen.bindparams(seen=seen))
