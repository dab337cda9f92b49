"""Reading what is to be counted, event by event, into columns.

Hides how few objects are alive at a time: a million participations do not fit as objects.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Connection,
    LargeBinary,
    Select,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    type_coerce,
)

from workshopdesk.domain.attendance import PRESENT
from workshopdesk.domain.counting import Participation, Scope, age_on
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.store import kept_counts
from workshopdesk.store import tables as t
from workshopdesk.store.columns import CODED, Packed, Row, pack
from workshopdesk.store.counting import Facts
from workshopdesk.store.readers import counted
from workshopdesk.store.readers.counted import CountedEvent

_AT_ONCE = 200
_LONGEST = 62
"""Half-days whose marks fit one number of the database, a bit each."""
_NONE = bytes(16)


def read(connection: Connection, scope: Scope) -> Facts:
    """The facts of a scope's events (its event and its period alone are looked at)."""
    only = None if scope.event is None else [scope.event]
    known = counted.counted_events(connection, only)
    events = {key: event for key, event in known.items() if _inside(event, scope)}
    packed = kept_counts.kept(connection, events)
    packed.update(packed_of(connection, {k: e for k, e in events.items() if k not in packed}))
    heads = [one for one in counted.heads(connection, known, only) if one.event_id in events]
    return Facts(
        events.values(),
        packed.__getitem__,
        heads,
        _types(connection),
        counted.sensitive(connection),
    )


def _inside(event: CountedEvent, scope: Scope) -> bool:
    return (scope.first_day is None or event.first_day >= scope.first_day) and (
        scope.last_day is None or event.first_day <= scope.last_day
    )


def packed_of(
    connection: Connection, events: dict[UUID, CountedEvent]
) -> Iterator[tuple[UUID, Packed]]:
    """The columns of some events, read anew."""
    short = [key for key, event in events.items() if max(event.expected) < _LONGEST]
    for start in range(0, len(short), _AT_ONCE):
        some = {key: events[key] for key in short[start : start + _AT_ONCE]}
        found, taken = _quickly_read(connection, some)
        yield from ((key, pack(own, taken=key in taken)) for key, own in found.items())
    for key in events.keys() - set(short):
        rows = [_row_of(o) for o in counted.participations(connection, events, [key])]
        yield key, pack(rows, taken=bool(_taken(connection, [key])))


def _row_of(one: Participation) -> Row:
    """An event of a month has more half-days than a number has bits."""
    return Row(
        person=one.person_id.bytes if one.person_id else None,
        organisation=one.organisation_id.bytes if one.organisation_id else _NONE,
        values=tuple(getattr(one, str(name)) for name in CODED),
        age=one.age(),
        half_days=one.half_days,
        cancelled=one.state == RegistrationState.CANCELLED,
    )


def _quickly_read(
    connection: Connection, events: dict[UUID, CountedEvent]
) -> tuple[dict[UUID, list[Row]], set[UUID]]:
    """Every registration of some events, and the events whose attendance was taken."""
    by_key = {_raw(key): event for key, event in events.items()}
    wanted = {
        key: (event.first_day, sum(1 << half_day for half_day in event.expected))
        for key, event in by_key.items()
    }
    found: dict[Any, list[Row]] = {key: [] for key in by_key}
    taken: set[UUID] = set()
    ages: dict[tuple[Any, ...], int | None] = {}
    for event, person, unit, present, marks, *rest in connection.execute(
        _query(connection, list(events))
    ):
        key = _raw(event)
        first_day, expected = wanted[key]
        born = (first_day, *rest[:4])
        if born not in ages:
            ages[born] = age_on(first_day, *rest[:4])
        if marks:
            taken.add(by_key[key].id)
        found[key].append(
            Row(
                person and _raw(person), _raw(unit) if unit else _NONE, tuple(rest[4:]),
                ages[born], ((present or 0) & expected).bit_count(),
                rest[-1] == RegistrationState.CANCELLED,
            )
        )  # fmt: skip
    return {by_key[key].id: rows for key, rows in found.items()}, taken


def _raw(key: Any) -> bytes:
    return key.bytes if isinstance(key, UUID) else key


def _query(connection: Connection, events: list[UUID]) -> Select[*tuple[Any, ...]]:
    """Keys as the driver gives them: making a million of them into objects takes seconds."""
    r, p, a = t.Registration, t.Person, t.Attendance
    there = a.mark.in_([str(mark) for mark in PRESENT])
    bit = cast(literal(1), BigInteger).op("<<")(a.half_day)
    marks = (
        select(
            a.registration_id,
            cast(func.sum(case((there, bit), else_=0)), BigInteger).label("present"),
            func.count().label("marks"),
        )
        .join(r, r.id == a.registration_id)
        .where(r.event_id.in_(events))
        .group_by(a.registration_id)
        .subquery()
    )
    keys = [r.event_id, r.person_id, r.organisation_id]
    if connection.dialect.name == "sqlite":
        keys = [type_coerce(key, LargeBinary) for key in keys]  # type: ignore[misc]  # raw bytes
    return (
        select(
            *keys, marks.c.present, marks.c.marks, p.birth_date, p.birth_year, p.age_said,
            p.age_said_on, p.sex, r.province, r.district, r.role, r.state,
        )
        .select_from(r)
        .outerjoin(p, p.id == r.person_id)
        .outerjoin(marks, marks.c.registration_id == r.id)
        .where(r.event_id.in_(events))
    )  # fmt: skip


def packed_now(connection: Connection, keys: Collection[UUID]) -> dict[UUID, Packed]:
    """The columns of these events as they are now."""
    return dict(packed_of(connection, counted.counted_events(connection, keys)))


def _taken(connection: Connection, only: list[UUID]) -> frozenset[UUID]:
    """The events whose attendance was taken, whatever the marks."""
    r = t.Registration
    marked = exists().where(t.Attendance.registration_id == r.id)
    return frozenset(
        connection.scalars(select(r.event_id).where(r.event_id.in_(only), marked).distinct())
    )


def _types(connection: Connection) -> dict[bytes, str]:
    o = t.Organisation
    rows = connection.execute(select(o.id, o.type).where(o.type.is_not(None)))
    return {row.id.bytes: row.type for row in rows}
