"""Reading what counting must know of every participation, as frozen domain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, case, literal, or_, select

from workshopdesk.domain.agenda import WITHOUT_CONTACT_HOURS
from workshopdesk.domain.attendance import PRESENT
from workshopdesk.domain.clock import minutes_between
from workshopdesk.domain.consent import Purpose
from workshopdesk.domain.counting import Participation, expected_half_days
from workshopdesk.domain.event import EventStatus
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.store import tables as t

WASHINGTON = ("seeing", "hearing", "walking", "cognition", "self_care", "communication")
A_LOT = 3
"""A Washington Group answer from which on a person counts as disabled: "a lot of difficulty"."""

Only = Collection[UUID] | None
"""The events that are looked at; None: all."""


@dataclass(frozen=True, slots=True)
class CountedEvent:
    """What counting must know of an event. ``paid_by`` pairs programmes with their funders."""

    id: UUID
    code: str
    kind: str
    first_day: date
    completion_percent: int
    held: bool
    expected: frozenset[int]
    contact_minutes: int
    programmes: frozenset[UUID]
    funders: frozenset[UUID]
    paid_by: frozenset[tuple[UUID, UUID]]


@dataclass(frozen=True, slots=True)
class Sensitive:
    """What is said of some people, each by their id; nobody else said any of it."""

    ethnic_family: dict[UUID, str]
    disabled: dict[UUID, bool]
    left_behind: dict[UUID, frozenset[tuple[UUID, str]]]
    primary: frozenset[UUID]


def counted_events(connection: Connection, only: Only = None) -> dict[UUID, CountedEvent]:
    """Events with what their agendas and programmes say, by their first day."""
    e = t.Event
    sessions = _sessions(connection, only)
    paid = _paid_by(connection, only)
    rows = connection.execute(
        _of(
            only,
            select(
                e.id, e.code, e.kind, e.first_day, e.last_day, e.completion_percent,
                held().label("held"),
            ),
        ).order_by(e.first_day, e.code)
    )  # fmt: skip
    return {
        row.id: CountedEvent(
            id=row.id,
            code=row.code,
            kind=row.kind,
            first_day=row.first_day,
            completion_percent=row.completion_percent,
            held=bool(row.held),
            expected=expected_half_days(row.first_day, row.last_day, sessions[row.id]),
            contact_minutes=_contact_minutes(sessions[row.id]),
            programmes=frozenset(programme for programme, _funder in paid[row.id]),
            funders=frozenset(funder for _p, funder in paid[row.id] if funder is not None),
            paid_by=frozenset((p, f) for p, f in paid[row.id] if f is not None),
        )
        for row in rows
    }


def participations(
    connection: Connection, events: dict[UUID, CountedEvent], only: Only = None
) -> tuple[Participation, ...]:
    """All registrations, or some events', as a count looks at them, by event and in list order."""
    present = _present(connection, only)
    said = sensitive(connection)
    return tuple(
        _participation(row, events[row.event_id], frozenset(present[row.registration_id]), said)
        for row in connection.execute(_rows(only))
    )


def heads(
    connection: Connection, events: dict[UUID, CountedEvent], only: Only = None
) -> tuple[Participation, ...]:
    """People counted but not named: a participation for each sex of each head-count."""
    h, o = t.HeadCount, t.Organisation
    rows = connection.execute(
        _of(
            only,
            select(h.id, h.event_id, h.women, h.men, h.not_said, h.role, h.organisation_id, o.type)
            .join(t.Event, t.Event.id == h.event_id)
            .outerjoin(o, o.id == h.organisation_id),
        ).order_by(h.id)
    )
    return tuple(
        one
        for row in rows
        for sex, n in (("F", row.women), ("M", row.men), (None, row.not_said))
        if (one := _unnamed(row, events[row.event_id], sex, n)).heads
    )


def sensitive(connection: Connection) -> Sensitive:
    """Ethnicity and disability of those who agreed, left-behind groups, primary stakeholders."""
    s, mine, group = t.PersonSensitive, t.PersonLeftBehindGroup, t.LeftBehindGroup
    agreed = _agreed(connection)
    said = connection.execute(
        select(s.person_id, s.ethnic_family, disabled().label("disabled"))
    ).all()
    groups: dict[UUID, set[tuple[UUID, str]]] = defaultdict(set)
    for person, programme, code in connection.execute(
        select(mine.person_id, group.programme_id, group.code).join(
            group, group.id == mine.group_id
        )
    ):
        groups[person].add((programme, code))
    primary = select(t.Person.id).where(t.Person.primary_stakeholder.is_(True))
    return Sensitive(
        {r.person_id: r.ethnic_family for r in said if r.ethnic_family and r.person_id in agreed},
        {
            r.person_id: bool(r.disabled)
            for r in said
            if r.disabled is not None and r.person_id in agreed
        },
        {person: frozenset(found) for person, found in groups.items()},
        frozenset(connection.scalars(primary)),
    )


def _agreed(connection: Connection) -> frozenset[UUID]:
    """Who said yes to being asked, and nowhere no."""
    c = t.Consent
    said: dict[bool, set[UUID]] = {True: set(), False: set()}
    for person, given in connection.execute(
        select(c.person_id, c.given).where(c.purpose == str(Purpose.SENSITIVE))
    ):
        said[given].add(person)
    return frozenset(said[True] - said[False])


def held() -> ColumnElement[bool]:
    """Whether the event was not cancelled: a cancelled one counts nothing."""
    return t.Event.status != str(EventStatus.CANCELLED)


def disabled() -> ColumnElement[bool | None]:
    """By the Washington Group's questions where asked, else as said; None when not asked."""
    answers = [getattr(t.PersonSensitive, name) for name in WASHINGTON]
    return case(
        (or_(*[answer >= A_LOT for answer in answers]), literal(True)),
        (or_(*[answer.is_not(None) for answer in answers]), literal(False)),
        else_=t.PersonSensitive.disability_said,
    )


def _of(only: Only, rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return rows if only is None else rows.where(t.Event.id.in_(only))


def _rows(only: Only) -> Select[*tuple[Any, ...]]:
    r, p, e = t.Registration, t.Person, t.Event
    rows = (
        select(
            r.id.label("registration_id"), r.person_id, r.role, r.state, p.sex, p.birth_date,
            p.birth_year, p.age_said, p.age_said_on, r.province, r.district, r.organisation_id,
            t.Organisation.type.label("organisation_type"), r.event_id,
        )
        .join(e, e.id == r.event_id)
        .outerjoin(p, p.id == r.person_id)
        .outerjoin(t.Organisation, t.Organisation.id == r.organisation_id)
        .order_by(e.first_day, e.code, r.order, r.id)
    )  # fmt: skip
    return _of(only, rows)


def _of_event(event: CountedEvent) -> dict[str, Any]:
    return {
        "event_code": event.code,
        "event_kind": event.kind,
        "first_day": event.first_day,
        "completion_percent": event.completion_percent,
        "event_held": event.held,
        "expected": event.expected,
        "contact_minutes": event.contact_minutes,
        "programmes": event.programmes,
        "funders": event.funders,
        "paid_by": event.paid_by,
    }


def _participation(
    row: Row[*tuple[Any, ...]], event: CountedEvent, present: frozenset[int], said: Sensitive
) -> Participation:
    person = row.person_id
    return Participation(
        **row._mapping,
        **_of_event(event),
        ethnic_family=said.ethnic_family.get(person),
        disabled=said.disabled.get(person),
        left_behind=said.left_behind.get(person, frozenset()),
        primary=person in said.primary,
        present=present,
    )


def _unnamed(
    row: Row[*tuple[Any, ...]], event: CountedEvent, sex: str | None, heads: int
) -> Participation:
    """Nothing personal is known of someone counted but not named."""
    return Participation(
        registration_id=row.id,
        person_id=None,
        role=row.role,
        state=RegistrationState.REGISTERED,
        sex=sex,
        birth_date=None,
        birth_year=None,
        age_said=None,
        age_said_on=None,
        ethnic_family=None,
        disabled=None,
        province=None,
        district=None,
        organisation_id=row.organisation_id,
        organisation_type=row.type,
        event_id=event.id,
        present=frozenset(),
        heads=heads,
        **_of_event(event),
    )


Sitting = tuple[date, time, time, str]


def _sessions(connection: Connection, only: Only) -> dict[UUID, list[Sitting]]:
    s = t.Session
    found: dict[UUID, list[Sitting]] = defaultdict(list)
    wanted = select(s.event_id, s.day, s.start, s.end, s.kind)
    for event_id, *sitting in connection.execute(
        _of(only, wanted.join(t.Event, t.Event.id == s.event_id))
    ):
        day, start, end, kind = sitting
        found[event_id].append((day, start, end, kind))
    return found


def _contact_minutes(sessions: list[Sitting]) -> int:
    return sum(
        minutes_between(start, end)
        for _day, start, end, kind in sessions
        if kind not in WITHOUT_CONTACT_HOURS
    )


def _paid_by(connection: Connection, only: Only) -> dict[UUID, set[tuple[UUID, UUID | None]]]:
    link, paid = t.EventProgramme, t.ProgrammeFunder
    found: dict[UUID, set[tuple[UUID, UUID | None]]] = defaultdict(set)
    for event_id, programme_id, funder_id in connection.execute(
        _of(
            only,
            select(link.event_id, link.programme_id, paid.funder_id)
            .join(t.Event, t.Event.id == link.event_id)
            .outerjoin(paid, paid.programme_id == link.programme_id),
        )
    ):
        found[event_id].add((programme_id, funder_id))
    return found


def _present(connection: Connection, only: Only) -> dict[UUID, set[int]]:
    a, r = t.Attendance, t.Registration
    present: dict[UUID, set[int]] = defaultdict(set)
    marked = a.mark.in_([str(mark) for mark in PRESENT])
    wanted = select(a.registration_id, a.half_day).join(r, r.id == a.registration_id)
    for registration_id, half_day in connection.execute(
        _of(only, wanted.join(t.Event, t.Event.id == r.event_id).where(marked))
    ):
        present[registration_id].add(half_day)
    return present
