"""Reading what counting must know of every participation, as frozen domain values."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select

from workshopdesk.domain.attendance import PRESENT
from workshopdesk.domain.counting import Participation, expected_half_days
from workshopdesk.store import tables as t
from workshopdesk.store.counting import disabled


def participations(connection: Connection) -> tuple[Participation, ...]:
    """All registrations with what a count looks at, by event and in list order."""
    expected = _expected(connection)
    programmes, funders = _shared_by(connection)
    present = _present(connection)
    return tuple(
        _participation(
            row,
            expected[row.event_id],
            (frozenset(programmes[row.event_id]), frozenset(funders[row.event_id])),
            frozenset(present[row.registration_id]),
        )
        for row in connection.execute(_rows())
    )


def _rows() -> Select[*tuple[Any, ...]]:
    r, p, e, s = t.Registration, t.Person, t.Event, t.PersonSensitive
    return (
        select(
            r.id.label("registration_id"), r.person_id, r.role, r.state, p.sex, p.birth_date,
            p.birth_year, p.age_said, p.age_said_on, s.ethnic_family, disabled().label("disabled"),
            r.province, r.district, r.organisation_id,
            t.Organisation.type.label("organisation_type"),
            e.id.label("event_id"), e.code.label("event_code"), e.kind.label("event_kind"),
            e.first_day, e.completion_percent,
        )
        .join(e, e.id == r.event_id)
        .outerjoin(p, p.id == r.person_id)
        .outerjoin(t.Organisation, t.Organisation.id == r.organisation_id)
        .outerjoin(s, s.person_id == p.id)
        .order_by(e.first_day, e.code, r.order, r.id)
    )  # fmt: skip


def _participation(
    row: Row[*tuple[Any, ...]],
    expected: frozenset[int],
    shared_by: tuple[frozenset[UUID], frozenset[UUID]],
    present: frozenset[int],
) -> Participation:
    values = dict(row._mapping)
    if values["disabled"] is not None:
        values["disabled"] = bool(values["disabled"])
    return Participation(
        **values,
        programmes=shared_by[0],
        funders=shared_by[1],
        expected=expected,
        present=present,
    )


def _expected(connection: Connection) -> dict[UUID, frozenset[int]]:
    s, e = t.Session, t.Event
    sessions: dict[UUID, list[tuple[date, time, time, str]]] = defaultdict(list)
    for event_id, day, start, end, kind in connection.execute(
        select(s.event_id, s.day, s.start, s.end, s.kind)
    ):
        sessions[event_id].append((day, start, end, kind))
    return {
        event_id: expected_half_days(first_day, last_day, sessions[event_id])
        for event_id, first_day, last_day in connection.execute(
            select(e.id, e.first_day, e.last_day)
        )
    }


def _shared_by(connection: Connection) -> tuple[dict[UUID, set[UUID]], dict[UUID, set[UUID]]]:
    link, paid = t.EventProgramme, t.ProgrammeFunder
    programmes: dict[UUID, set[UUID]] = defaultdict(set)
    funders: dict[UUID, set[UUID]] = defaultdict(set)
    for event_id, programme_id, funder_id in connection.execute(
        select(link.event_id, link.programme_id, paid.funder_id).outerjoin(
            paid, paid.programme_id == link.programme_id
        )
    ):
        programmes[event_id].add(programme_id)
        if funder_id is not None:
            funders[event_id].add(funder_id)
    return programmes, funders


def _present(connection: Connection) -> dict[UUID, set[int]]:
    present: dict[UUID, set[int]] = defaultdict(set)
    for registration_id, half_day in connection.execute(
        select(t.Attendance.registration_id, t.Attendance.half_day).where(
            t.Attendance.mark.in_([str(mark) for mark in PRESENT])
        )
    ):
        present[registration_id].add(half_day)
    return present
