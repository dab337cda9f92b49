"""Reading how events stand: some of them in one query, a row each, however many there are.

Hides what "missing" means in SQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.clashes import DAY, LUNCH
from workshopdesk.domain.event import Event
from workshopdesk.domain.standing import Standing, YearInNumbers
from workshopdesk.store import tables as t

_Ids = Collection[UUID]
_r, _p, _s, _g = t.Registration, t.Person, t.Session, t.WorkGroup


def standings(connection: Connection, known: Sequence[Event]) -> tuple[Standing, ...]:
    """How these events stand, in the order given."""
    found = _standings([event.id for event in known])
    rows = {row.id: row for row in connection.execute(found)} if known else {}
    return tuple(
        Standing(
            event=event,
            people=row.people or 0,
            women=row.women or 0,
            unknown_sex=row.unknown_sex or 0,
            unknown_province=row.unknown_province or 0,
            same_names=row.same_names or 0,
            sessions=row.sessions or 0,
            doubtful_agenda=bool(row.doubtful),
            groupless=row.groupless or 0,
            silent_group=row.silent_group,
            silent_groups=row.silent_groups or 0,
            marks=bool(row.marks),
        )
        for event in known
        for row in (rows[event.id],)
    )


def programmes_of_events(connection: Connection) -> dict[UUID, frozenset[UUID]]:
    """The programmes that share each event; events of none are left out."""
    shared: dict[UUID, set[UUID]] = defaultdict(set)
    link = t.EventProgramme
    for event_id, programme in connection.execute(select(link.event_id, link.programme_id)):
        shared[event_id].add(programme)
    return {event_id: frozenset(found) for event_id, found in shared.items()}


def head_counts_of_events(
    connection: Connection, ids: _Ids | None = None
) -> dict[UUID, tuple[int, int]]:
    """Of these events, or of every one, how many people are on the list and the women among
    them; an event with nobody is left out."""
    everyone = _people(ids)
    rows = connection.execute(select(everyone.c.event_id, everyone.c.people, everyone.c.women))
    return {event_id: (people, women) for event_id, people, women in rows}


def stages(connection: Connection, event_id: UUID) -> tuple[int, int, int, int, int]:
    """How far an event is: its sessions, the places on its list, the women on it, its groups, and
    how many people have a mark. Cancelled registrations do not count."""
    sessions = select(func.count()).where(_s.event_id == event_id).scalar_subquery()
    groups = (
        select(func.count(_g.id))
        .join(_s, _s.id == _g.session_id)
        .where(_s.event_id == event_id, _s.kind == SessionKind.GROUP_WORK)
        .scalar_subquery()
    )
    marked = (
        select(func.count(t.Attendance.registration_id.distinct()))
        .join(_r, _r.id == t.Attendance.registration_id)
        .where(_r.event_id == event_id)
        .scalar_subquery()
    )
    women = func.coalesce(_number_of(_p.sex == "F"), 0)
    row = connection.execute(
        select(sessions, func.count(), women, groups, marked)
        .select_from(_r)
        .outerjoin(_p, _p.id == _r.person_id)
        .where(_r.event_id == event_id, _r.state != "cancelled")
    ).one()
    return (row[0], row[1], row[2], row[3], row[4])


def _standings(ids: _Ids) -> Select[*tuple[Any, ...]]:
    e = t.Event
    people, agenda, silent, names = _people(ids), _agenda(ids), _silent(ids), _same_names(ids)
    return (
        select(
            e.id, people.c.people, people.c.women, people.c.unknown_sex,
            people.c.unknown_province, names.c.same_names, agenda.c.sessions, agenda.c.doubtful,
            agenda.c.groupless, silent.c.silent_group, silent.c.silent_groups,
            _marked().label("marks"),
        )
        .outerjoin(people, people.c.event_id == e.id)
        .outerjoin(agenda, agenda.c.event_id == e.id)
        .outerjoin(silent, silent.c.event_id == e.id)
        .outerjoin(names, names.c.event_id == e.id)
        .where(e.id.in_(ids))
    )  # fmt: skip


def _number_of(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((what, 1), else_=0))


def _counted() -> ColumnElement[bool]:
    return and_(_r.state != "cancelled", _r.person_id.is_not(None))


def _people(ids: _Ids | None) -> Subquery:
    """Who is on the list of these events, or of every one."""
    found = (
        select(
            _r.event_id,
            func.count().label("people"),
            _number_of(_p.sex == "F").label("women"),
            _number_of(_p.sex.is_(None)).label("unknown_sex"),
            _number_of(_r.province.is_(None)).label("unknown_province"),
        )
        .join(_p, _p.id == _r.person_id)
        .where(_counted())
        .group_by(_r.event_id)
    )
    return (found if ids is None else found.where(_r.event_id.in_(ids))).subquery()


def _agenda(ids: _Ids) -> Subquery:
    """Sessions; doubtful: more may clash than does, never less."""
    other = aliased(_s)
    beside = exists().where(
        other.event_id == _s.event_id, other.day == _s.day, other.id != _s.id,
        other.start < _s.end, _s.start < other.end,
    )  # fmt: skip
    alone = or_(
        _s.end <= _s.start,
        _s.day < t.Event.first_day,
        _s.day > t.Event.last_day,
        _s.start < DAY[0],
        _s.end > DAY[1],
        and_(_s.start < LUNCH[0], _s.end > LUNCH[1]),
        beside,
        _elsewhere(),
    )
    groups = exists().where(_g.session_id == _s.id)
    return (
        select(
            _s.event_id,
            func.count().label("sessions"),
            func.max(cast(case((alone, 1), else_=0), Integer)).label("doubtful"),
            _number_of(and_(_s.kind == "group_work", ~groups)).label("groupless"),
        )
        .join(t.Event, t.Event.id == _s.event_id)
        .where(_s.event_id.in_(ids))
        .group_by(_s.event_id)
        .subquery()
    )


def _elsewhere() -> ColumnElement[bool]:
    """Whether another event uses the room of a session, or has somebody do something, meanwhile."""
    other, event, part = aliased(_s), aliased(t.Event), t.SessionPart
    mine = exists().where(part.session_id == _s.id)
    theirs = exists().where(part.session_id == other.id)
    return exists().where(
        event.id != _s.event_id, event.first_day <= _s.day, event.last_day >= _s.day,
        event.status != "cancelled", other.event_id == event.id, other.day == _s.day,
        other.start < _s.end, _s.start < other.end,
        or_(and_(_s.room != "", other.room != ""), and_(mine, theirs)),
    )  # fmt: skip


def _silent(ids: _Ids) -> Subquery:
    """Groups that reported nothing."""
    return (
        select(
            _s.event_id,
            func.min(_g.number).label("silent_group"),
            func.count().label("silent_groups"),
        )
        .join(_g, _g.session_id == _s.id)
        .where(_s.event_id.in_(ids), ~exists().where(t.Finding.group_id == _g.id))
        .group_by(_s.event_id)
        .subquery()
    )


def _same_names(ids: _Ids) -> Subquery:
    """People who share their name with another one, and were not told apart."""
    other, decided = aliased(_p), t.NotSamePerson
    apart = exists().where(
        or_(
            and_(decided.person_id == _p.id, decided.other_id == other.id),
            and_(decided.person_id == other.id, decided.other_id == _p.id),
        )
    )
    undecided = exists().where(
        other.search_key == _p.search_key, other.id != _p.id, other.merged_into_id.is_(None), ~apart
    )
    return (
        select(_r.event_id, func.count().label("same_names"))
        .join(_p, _p.id == _r.person_id)
        .where(_counted(), _p.search_key != "", undecided, _r.event_id.in_(ids))
        .group_by(_r.event_id)
        .subquery()
    )


def _marked() -> ColumnElement[bool]:
    """Whether any attendance was taken."""
    return (
        exists()
        .where(t.Attendance.registration_id == _r.id, _r.event_id == t.Event.id)
        .correlate(t.Event)
    )


def year_in_numbers(connection: Connection, event_ids: Collection[UUID]) -> YearInNumbers:
    """People of these events, counted once each, and the provinces they came from."""
    if not event_ids:
        return YearInNumbers(0, 0, 0, 0)
    row = connection.execute(
        select(
            func.count(_p.id.distinct()),
            func.count(case((_p.sex == "F", _p.id)).distinct()),
            func.count(),
            func.count(_r.province.distinct()),
        )
        .select_from(_r)
        .join(_p, _p.id == _r.person_id)
        .where(_counted(), _r.event_id.in_(event_ids))
    ).one()
    return YearInNumbers(*row)
