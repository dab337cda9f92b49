"""Counting in SQL: a domain Count compiled to one select, the same on both engines.

Hides the SQL. What it must give is ``domain.counting.tally`` of ``participations``.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    exists,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from workshopdesk.domain.attendance import PRESENT
from workshopdesk.domain.counting import (
    CONTACT_KINDS,
    FULL,
    NOON,
    WELL_INTO_THE_AFTERNOON,
    Count,
    Dimension,
    Rule,
    Tally,
    Unit,
    band_name,
)
from workshopdesk.domain.event import EventStatus
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.store import tables as t

WASHINGTON = ("seeing", "hearing", "walking", "cognition", "self_care", "communication")
A_LOT = 3
"""A Washington Group answer from which on a person counts as disabled: "a lot of difficulty"."""


class days_between(FunctionElement[int]):  # noqa: N801 - named as an SQL function is
    """Whole days from the second date to the first."""

    type = Integer()
    inherit_cache = True


@compiles(days_between)
def _subtract(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(c, **options) for c in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _subtract_julian(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    later, earlier = (compiler.process(c, **options) for c in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


def tally(connection: Connection, count: Count) -> Tally:
    """What a count comes to among those with a name; head-counts are for the reader to add."""
    counted = _counted(count)
    measure = _measure(count.unit, counted)
    total = connection.scalar(select(measure)) or 0
    if not count.dimensions:
        return Tally(_number(count, total), {(): _number(count, total)} if total else {})
    columns = [counted.c[d.value] for d in count.dimensions]
    rows = connection.execute(select(measure, *columns).group_by(*columns))
    return Tally(
        _number(count, total), {tuple(values): _number(count, n) for n, *values in rows if n}
    )


def _number(count: Count, found: int) -> float:
    """Sums come as decimals from a server."""
    return float(found) / 2 if count.unit is Unit.PERSON_DAY else found


def _measure(unit: Unit, counted: Subquery) -> ColumnElement[int]:
    if unit is Unit.PARTICIPATION:
        return func.count(counted.c.id)
    if unit is Unit.PERSON_DAY:
        return func.sum(counted.c.half_days)
    column = {
        Unit.PERSON: counted.c.person_id,
        Unit.EVENT: counted.c.event_id,
        Unit.ORGANISATION: counted.c.organisation_id,
    }[unit]
    return func.count(distinct(column))


def _counted(count: Count) -> Subquery:
    """One row for each participation that counts, with its values under the dimensions."""
    r, p, e = t.Registration, t.Person, t.Event
    expected = _expected()
    agenda = _agenda_sizes(expected)
    presence = _presence(expected, agenda)
    half_days = func.coalesce(presence.c.half_days, 0)
    rows = (
        select(
            r.id, r.person_id, r.event_id, r.organisation_id, e.first_day,
            half_days.label("half_days"), _age().label("age"),
            *[_value(d).label(d.value) for d in count.dimensions if d is not Dimension.AGE_BAND],
        )
        .join(p, p.id == r.person_id)
        .join(e, e.id == r.event_id)
        .join(agenda, agenda.c.event_id == e.id)
        .outerjoin(presence, presence.c.registration_id == r.id)
        .outerjoin(t.Organisation, t.Organisation.id == r.organisation_id)
        .outerjoin(t.PersonSensitive, t.PersonSensitive.person_id == p.id)
        .where(held(), *_scope(count), *_rule(count, half_days, agenda.c.half_days))
    )  # fmt: skip
    return _with_age_band(count, rows)


def _with_age_band(count: Count, rows: Select[*tuple[Any, ...]]) -> Subquery:
    """A unique person has one age, at the first counted participation."""
    counted = rows.subquery()
    if Dimension.AGE_BAND not in count.dimensions:
        return counted
    age: ColumnElement[int | None] = counted.c.age
    if count.unit is Unit.PERSON:
        age = func.first_value(age).over(
            partition_by=counted.c.person_id, order_by=[counted.c.first_day, counted.c.id]
        )
    aged = select(counted, age.label("counted_age")).subquery()
    bands = count.age_bands
    band = case(
        *[
            (aged.c.counted_age >= bands[index], band_name(bands, index))
            for index in reversed(range(len(bands)))
        ],
        else_=null(),
    )
    return select(aged, band.label(Dimension.AGE_BAND.value)).subquery()


def _expected() -> CTE:
    """The half-days the agendas fill, for events that have one."""
    s, e = t.Session, t.Event
    contact = and_(s.event_id == e.id, s.kind.in_([str(kind) for kind in CONTACT_KINDS]))
    morning = 2 * days_between(s.day, e.first_day) + 1
    mornings = select(s.event_id, morning.label("half_day")).where(contact, s.start < NOON)
    afternoons = select(s.event_id, morning + 1).where(
        contact, or_(s.start >= NOON, s.end >= WELL_INTO_THE_AFTERNOON)
    )
    return union(mornings, afternoons).cte("expected")


def _agenda_sizes(expected: CTE) -> CTE:
    """How many half-days each event has; every one of its days where there is no agenda."""
    e = t.Event
    filled = select(func.count()).where(expected.c.event_id == e.id).correlate(e).scalar_subquery()
    whole = 2 * (days_between(e.last_day, e.first_day) + 1)
    return select(
        e.id.label("event_id"),
        filled.label("filled"),
        case((filled > 0, filled), else_=whole).label("half_days"),
    ).cte("agenda")


def _presence(expected: CTE, agenda: CTE) -> Subquery:
    """Expected half-days each registration was present for."""
    a, r = t.Attendance, t.Registration
    fits = and_(expected.c.event_id == r.event_id, expected.c.half_day == a.half_day)
    without_agenda = and_(agenda.c.filled == 0, a.half_day >= 1, a.half_day <= agenda.c.half_days)
    return (
        select(a.registration_id, func.count().label("half_days"))
        .join(r, r.id == a.registration_id)
        .join(agenda, agenda.c.event_id == r.event_id)
        .outerjoin(expected, fits)
        .where(
            a.mark.in_([str(mark) for mark in PRESENT]),
            or_(expected.c.half_day.is_not(None), without_agenda),
        )
        .group_by(a.registration_id)
        .subquery("presence")
    )


def _age() -> ColumnElement[int | None]:
    """As ``Participation.age``."""
    p, first_day = t.Person, t.Event.first_day
    year = cast(extract("year", first_day), Integer)

    def month_and_day(column: Any) -> ColumnElement[int]:
        return cast(extract("month", column) * 100 + extract("day", column), Integer)

    birthday_to_come = case((month_and_day(first_day) < month_and_day(p.birth_date), 1), else_=0)
    return case(
        (
            p.birth_date.is_not(None),
            year - cast(extract("year", p.birth_date), Integer) - birthday_to_come,
        ),
        (p.birth_year.is_not(None), year - p.birth_year),
        (
            and_(p.age_said.is_not(None), p.age_said_on.is_not(None)),
            p.age_said + year - cast(extract("year", p.age_said_on), Integer),
        ),
        else_=null(),
    )


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


def _value(dimension: Dimension) -> ColumnElement[str | None]:
    r = t.Registration
    if dimension is Dimension.DISABILITY:
        return case((disabled().is_(True), "yes"), (disabled().is_(False), "no"), else_=null())
    columns: dict[Dimension, Any] = {
        Dimension.SEX: t.Person.sex,
        Dimension.PROVINCE: r.province,
        Dimension.DISTRICT: r.district,
        Dimension.ORGANISATION_TYPE: t.Organisation.type,
        Dimension.ROLE: r.role,
        Dimension.ETHNIC_FAMILY: t.PersonSensitive.ethnic_family,
        Dimension.EVENT_KIND: t.Event.kind,
        Dimension.EVENT: t.Event.code,
    }
    found: ColumnElement[str | None] = columns[dimension]
    return found


def _scope(count: Count) -> list[ColumnElement[bool]]:
    r, e, scope = t.Registration, t.Event, count.scope
    wanted: list[ColumnElement[bool]] = []
    if scope.event is not None:
        wanted.append(r.event_id == scope.event)
    if scope.programme is not None:
        link = t.EventProgramme
        wanted.append(exists().where(link.event_id == e.id, link.programme_id == scope.programme))
    if scope.funder is not None:
        link, paid = t.EventProgramme, t.ProgrammeFunder
        wanted.append(
            exists().where(
                link.event_id == e.id,
                paid.programme_id == link.programme_id,
                paid.funder_id == scope.funder,
            )
        )
    if scope.province is not None:
        wanted.append(r.province == scope.province)
    if scope.first_day is not None:
        wanted.append(e.first_day >= scope.first_day)
    if scope.last_day is not None:
        wanted.append(e.first_day <= scope.last_day)
    wanted += _admitted(r.role, count.roles_in, count.roles_out)
    kind = t.Organisation.type
    return wanted + _admitted(kind, count.organisation_types_in, count.organisation_types_out)


def _admitted(
    column: Any, wanted: frozenset[str], unwanted: frozenset[str]
) -> list[ColumnElement[bool]]:
    admitted: list[ColumnElement[bool]] = []
    if wanted:
        admitted.append(column.in_(sorted(map(str, wanted))))
    if unwanted:
        admitted.append(or_(column.is_(None), column.not_in(sorted(map(str, unwanted)))))
    return admitted


def _rule(
    count: Count, half_days: ColumnElement[int], expected: ColumnElement[int]
) -> list[ColumnElement[bool]]:
    state = t.Registration.state
    if count.rule is Rule.REGISTERED:
        return [state == str(RegistrationState.REGISTERED)]
    needed: dict[Rule, Any] = {Rule.SHARE: count.share, Rule.COMPLETED: t.Event.completion_percent}
    return [
        state != str(RegistrationState.CANCELLED),
        half_days > 0,
        half_days * FULL >= needed.get(count.rule, 0) * expected,
    ]
