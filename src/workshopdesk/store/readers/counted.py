"""Reading what counting must know of every participation, as frozen domain values."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select

from workshopdesk.domain.attendance import PRESENT
from workshopdesk.domain.counting import Participation, expected_half_days
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.store import tables as t
from workshopdesk.store.counting import disabled, held

# What nobody knows of someone counted but not named.
_PERSONAL = (
    *("person_id", "birth_date", "birth_year", "age_said", "age_said_on", "ethnic_family"),
    *("disabled", "province", "district", "organisation_id", "organisation_type"),
)


def participations(
    connection: Connection, event_id: UUID | None = None
) -> tuple[Participation, ...]:
    """All registrations, or an event's, as a count looks at them, by event and in list order."""
    events = _Events(connection, event_id)
    present = _present(connection, event_id)
    return tuple(
        _participation(row, events, frozenset(present[row.registration_id]))
        for row in connection.execute(_rows(event_id))
    )


def heads(connection: Connection, event_id: UUID | None = None) -> tuple[Participation, ...]:
    """People counted but not named: a participation for each sex of each head-count."""
    h, e = t.HeadCount, t.Event
    rows = connection.execute(
        _of_event(
            select(h.id, h.women, h.men, h.not_said, h.role, *_EVENT).join(e, e.id == h.event_id),
            event_id,
        ).order_by(h.id)
    ).all()
    events = _Events(connection, event_id) if rows else None
    return tuple(
        one
        for row in rows
        if events is not None
        for sex, n in (("F", row.women), ("M", row.men), (None, row.not_said))
        if (one := _unnamed(row, events, sex, n)).heads
    )


class _Events:
    """What the events' agendas and programmes say."""

    def __init__(self, connection: Connection, event_id: UUID | None) -> None:
        self._expected = _expected(connection, event_id)
        self._programmes, self._funders = _shared_by(connection, event_id)

    def facts(self, event_id: UUID) -> dict[str, Any]:
        """Expected half-days, programmes and funders of one event."""
        return {
            "expected": self._expected[event_id],
            "programmes": frozenset(self._programmes[event_id]),
            "funders": frozenset(self._funders[event_id]),
        }


def _of_event(rows: Select[*tuple[Any, ...]], event_id: UUID | None) -> Select[*tuple[Any, ...]]:
    return rows if event_id is None else rows.where(t.Event.id == event_id)


_EVENT = (
    t.Event.id.label("event_id"),
    t.Event.code.label("event_code"),
    t.Event.kind.label("event_kind"),
    t.Event.first_day,
    t.Event.completion_percent,
    held().label("event_held"),
)


def _rows(event_id: UUID | None) -> Select[*tuple[Any, ...]]:
    r, p, e, s = t.Registration, t.Person, t.Event, t.PersonSensitive
    rows = (
        select(
            r.id.label("registration_id"), r.person_id, r.role, r.state, p.sex, p.birth_date,
            p.birth_year, p.age_said, p.age_said_on, s.ethnic_family, disabled().label("disabled"),
            r.province, r.district, r.organisation_id,
            t.Organisation.type.label("organisation_type"),
            *_EVENT,
        )
        .join(e, e.id == r.event_id)
        .outerjoin(p, p.id == r.person_id)
        .outerjoin(t.Organisation, t.Organisation.id == r.organisation_id)
        .outerjoin(s, s.person_id == p.id)
        .order_by(e.first_day, e.code, r.order, r.id)
    )  # fmt: skip
    return _of_event(rows, event_id)


def _participation(
    row: Row[*tuple[Any, ...]], events: _Events, present: frozenset[int]
) -> Participation:
    values = dict(row._mapping)
    if values["disabled"] is not None:
        values["disabled"] = bool(values["disabled"])
    values["event_held"] = bool(values["event_held"])
    return Participation(**values, **events.facts(row.event_id), present=present)


def _unnamed(
    row: Row[*tuple[Any, ...]], events: _Events, sex: str | None, heads: int
) -> Participation:
    values: dict[str, Any] = dict.fromkeys(_PERSONAL)
    values |= {column.key: getattr(row, column.key) for column in _EVENT}
    values["event_held"] = bool(values["event_held"])
    return Participation(
        registration_id=row.id,
        role=row.role,
        state=RegistrationState.REGISTERED,
        sex=sex,
        present=frozenset(),
        heads=heads,
        **values,
        **events.facts(row.event_id),
    )


def _expected(connection: Connection, only: UUID | None) -> dict[UUID, frozenset[int]]:
    s, e = t.Session, t.Event
    sessions: dict[UUID, list[tuple[date, time, time, str]]] = defaultdict(list)
    for event_id, day, start, end, kind in connection.execute(
        _of_event(
            select(s.event_id, s.day, s.start, s.end, s.kind).join(e, e.id == s.event_id), only
        )
    ):
        sessions[event_id].append((day, start, end, kind))
    return {
        event_id: expected_half_days(first_day, last_day, sessions[event_id])
        for event_id, first_day, last_day in connection.execute(
            _of_event(select(e.id, e.first_day, e.last_day), only)
        )
    }


def _shared_by(
    connection: Connection, only: UUID | None
) -> tuple[dict[UUID, set[UUID]], dict[UUID, set[UUID]]]:
    link, paid = t.EventProgramme, t.ProgrammeFunder
    programmes: dict[UUID, set[UUID]] = defaultdict(set)
    funders: dict[UUID, set[UUID]] = defaultdict(set)
    for event_id, programme_id, funder_id in connection.execute(
        _of_event(
            select(link.event_id, link.programme_id, paid.funder_id)
            .join(t.Event, t.Event.id == link.event_id)
            .outerjoin(paid, paid.programme_id == link.programme_id),
            only,
        )
    ):
        programmes[event_id].add(programme_id)
        if funder_id is not None:
            funders[event_id].add(funder_id)
    return programmes, funders


def _present(connection: Connection, only: UUID | None) -> dict[UUID, set[int]]:
    present: dict[UUID, set[int]] = defaultdict(set)
    for registration_id, half_day in connection.execute(
        _of_event(
            select(t.Attendance.registration_id, t.Attendance.half_day)
            .join(t.Registration, t.Registration.id == t.Attendance.registration_id)
            .join(t.Event, t.Event.id == t.Registration.event_id)
            .where(t.Attendance.mark.in_([str(mark) for mark in PRESENT])),
            only,
        )
    ):
        present[registration_id].add(half_day)
    return present
