"""What a report over a period says: every number of it, counted once for all its outlets.

JSON, PDF and screen print what stands here; nothing is counted, added up or rounded after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from workshopdesk.domain import counting, indicators
from workshopdesk.domain.counting import SENSITIVE, Count, Dimension, Rule, Tally, Unit, Value
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.domain.indicators import Breakdown, Indicator
from workshopdesk.domain.small_cells import Shown, protect
from workshopdesk.i18n import _
from workshopdesk.lao.text import search_key
from workshopdesk.store import Reader

INDICATORS: dict[str, Count] = {
    "unique_people": Count(Unit.PERSON, Rule.REGISTERED),
    "participations": Count(Unit.PARTICIPATION, Rule.REGISTERED),
    "people_present": Count(Unit.PERSON, Rule.PRESENT),
    "completed": Count(Unit.PARTICIPATION, Rule.COMPLETED),
    "person_days": Count(Unit.PERSON_DAY, Rule.PRESENT),
    "organisations": Count(Unit.ORGANISATION, Rule.REGISTERED),
    "events": Count(Unit.EVENT, Rule.REGISTERED),
}
"""What every report counts, of all roles, by its stable English code."""

DIMENSIONS = (
    Dimension.SEX,
    Dimension.PROVINCE,
    Dimension.ORGANISATION_TYPE,
    Dimension.ROLE,
    Dimension.AGE_BAND,
)
PEOPLE = frozenset({Unit.PERSON, Unit.PARTICIPATION, Unit.PERSON_DAY})
"""The units of which each has one sex, so that women, men and not said make the total."""
_LONG = 366


@dataclass(frozen=True, slots=True)
class Scope:
    """A period (both days included); if given, a programme's code, a funder's name, a province.

    The province (ISO 3166-2, its number or name) is the participants', as they were then.
    """

    first_day: date
    last_day: date
    programme: str | None = None
    funder: str | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A number under some values; what is sensitive may stand there as ``Hidden``."""

    values: tuple[Value, ...]
    number: Shown | float


@dataclass(frozen=True, slots=True)
class Achievement:
    """What was reached of a target in its own period; percent of it.

    ``counted_from`` is earlier than ``first_day`` where the indicator runs on from the start.
    """

    first_day: date
    last_day: date
    values: tuple[tuple[Dimension, str], ...]
    target: Decimal
    reached: float
    percent: float | None
    counted_from: date | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator's numbers. ``by`` holds its breakdowns; None where nothing may be told."""

    code: str
    count: Count
    total: float
    by: tuple[tuple[Breakdown, tuple[Part, ...] | None], ...]
    indicator: Indicator | None = None
    programme: str = ""
    targets: tuple[Achievement, ...] = ()
    by_sex: tuple[Part, ...] = ()
    """Women, men, not said, where those counted are people; () where they are not."""

    def under(self, *dimensions: Dimension) -> dict[tuple[Value, ...], float]:
        """The parts by some dimensions, none of them sensitive."""
        for breakdown, parts in self.by:
            if breakdown.dimensions == dimensions and parts is not None:
                return {part.values: float(part.number) for part in parts}
        return {}


@dataclass(frozen=True, slots=True)
class EventShare:
    """An event with the participations it brought, and who shares it."""

    event: Event
    women: int
    men: int
    not_said: int
    shared_with: tuple[Funder, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return self.women + self.men + self.not_said


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Everything a period report says."""

    scope: Scope
    asked: counting.Scope
    programmes: tuple[Programme, ...]
    standard: dict[str, Measured]
    indicators: tuple[Measured, ...]
    events: tuple[EventShare, ...]
    trend: tuple[tuple[str, int, int], ...]
    times: dict[int, int]
    reconciliation: dict[str, float]


def is_named(funder: Funder, text: str) -> bool:
    """Whether a text is one of the names of a funder."""
    names = (funder.name_lo, funder.name_en, funder.abbreviation)
    return search_key(text) in {search_key(name) for name in names if name}


def measure(reader: Reader, scope: Scope) -> PeriodFigures:
    """Count everything in a scope. Raises UserError for one that cannot be."""
    asked = resolved(reader, scope)
    facts = reader.facts(asked)
    everything = [(d,) for d in DIMENSIONS] + [(d, Dimension.SEX) for d in DIMENSIONS[1:]]
    standard = {
        code: Measured(
            code,
            (counted := replace(count, scope=asked)),
            (tallies := facts.tallies(counted, everything))[0].total,
            tuple(
                (Breakdown(d), _parts(tally)) for d, tally in zip(everything, tallies, strict=True)
            ),
        )
        for code, count in INDICATORS.items()
    }
    programmes = _programmes(reader, asked)
    return PeriodFigures(
        scope=scope,
        asked=asked,
        programmes=programmes,
        standard=standard,
        indicators=tuple(
            _measured(reader, one, programme, asked)
            for programme in programmes
            for one in reader.indicators(programme.id)
        ),
        events=_shares(reader, asked),
        trend=_trend(reader, asked),
        times=facts.frequencies(standard["unique_people"].count),
        reconciliation=_reconciliation(reader, asked, standard),
    )


def resolved(reader: Reader, scope: Scope) -> counting.Scope:
    """The scope by keys. Raises UserError for a period that is none and for unknown names."""
    if scope.last_day < scope.first_day:
        raise UserError(_("The period ends before it begins"), _("Choose other days."))
    programmes = reader.programmes()
    programme = next((p for p in programmes if p.code == scope.programme), None)
    if scope.programme and programme is None:
        raise UserError(
            _("There is no programme %(code)s") % {"code": scope.programme},
            ", ".join(p.code for p in programmes),
        )
    funders = {f.id: f for p in programmes for f in p.funders}
    named = [f for f in funders.values() if scope.funder and is_named(f, scope.funder)]
    if scope.funder and not named:
        raise UserError(
            _("There is no funder %(name)s") % {"name": scope.funder},
            ", ".join(sorted({f.name_en or f.name_lo for f in funders.values()})),
        )
    return counting.Scope(
        programme=programme.id if programme else None,
        funder=named[0].id if named else None,
        province=_province(reader, scope.province),
        first_day=scope.first_day,
        last_day=scope.last_day,
    )


def _province(reader: Reader, said: str | None) -> str | None:
    if not said:
        return None
    gazetteer = reader.gazetteer()
    found = gazetteer.find_province(said)
    if found is None:
        raise UserError(
            _("There is no province %(name)s") % {"name": said},
            ", ".join(p.code for p in gazetteer.provinces),
        )
    return found.code


def _programmes(reader: Reader, asked: counting.Scope) -> tuple[Programme, ...]:
    return tuple(
        p
        for p in reader.programmes()
        if asked.programme in (None, p.id)
        and (asked.funder is None or asked.funder in {f.id for f in p.funders})
    )


def _parts(tally: Tally) -> tuple[Part, ...]:
    return tuple(Part(values, n) for values, n in sorted(tally.parts.items(), key=_order))


def _order(part: tuple[tuple[Value, ...], float]) -> tuple[tuple[bool, str], ...]:
    return tuple((value is None, value or "") for value in part[0])


def _measured(
    reader: Reader, indicator: Indicator, programme: Programme, asked: counting.Scope
) -> Measured:
    """An indicator in its own programme, within the scope asked for."""
    definition = indicator.definition
    started = _start(indicator, programme, asked)
    first = started if definition.cumulative else asked.first_day
    scope = replace(asked, programme=programme.id, first_day=first)
    count = replace(definition.count, scope=scope)
    facts = reader.facts(scope)
    told_by = [b.dimensions for b in definition.breakdowns]
    every, by_sex, *tallies = facts.tallies(count, [(), (Dimension.SEX,), *told_by])
    return Measured(
        indicator.code,
        count,
        every.total,
        tuple(
            (breakdown, told(breakdown.dimensions, tally))
            for breakdown, tally in zip(definition.breakdowns, tallies, strict=True)
        ),
        indicator,
        programme.code,
        tuple(_achievements(reader, indicator, count, asked, started)),
        _parts(by_sex) if count.unit in PEOPLE else (),
    )


def _start(indicator: Indicator, programme: Programme, asked: counting.Scope) -> date | None:
    """From when on a cumulative indicator counts, whatever period is asked for."""
    starts = [programme.first_day, *(t.first_day for t in indicator.targets)]
    return min((day for day in starts if day is not None), default=asked.first_day)


def told(dimensions: Sequence[Dimension], tally: Tally) -> tuple[Part, ...] | None:
    """The parts of a tally as they may be told: sensitive ones with small cells hidden."""
    if not SENSITIVE.intersection(dimensions):
        return _parts(tally)
    place = dimensions.index(Dimension.SEX) if Dimension.SEX in dimensions else None
    columns: list[Value] = [None]
    if place is not None:
        columns = sorted({v[place] for v in tally.parts}, key=lambda v: (v is None, v or ""))

    def key(values: tuple[Value, ...]) -> tuple[Value, ...]:
        return values if place is None else values[:place] + values[place + 1 :]

    rows = sorted({key(v) for v in tally.parts}, key=lambda v: _order((v, 0)))

    def whole(row: tuple[Value, ...], column: Value) -> tuple[Value, ...]:
        return row if place is None else (*row[:place], column, *row[place:])

    table = [[int(tally.parts.get(whole(r, c), 0)) for c in columns] for r in rows]
    shown = protect(table)
    if shown is None:
        return None
    return tuple(
        Part(whole(row, column), cell)
        for row, line in zip(rows, shown, strict=True)
        for column, cell in zip(columns, line.cells, strict=True)
        if cell != 0
    )


def _achievements(
    reader: Reader,
    indicator: Indicator,
    count: Count,
    asked: counting.Scope,
    started: date | None,
) -> list[Achievement]:
    """Each target that the period touches, with what was reached in the target's own period."""
    found = []
    for target in indicator.targets:
        if asked.first_day is None or asked.last_day is None:
            continue
        if target.last_day < asked.first_day or target.first_day > asked.last_day:
            continue
        first = started if indicator.definition.cumulative else target.first_day
        scope = replace(count.scope, first_day=first, last_day=target.last_day)
        dimensions = tuple(d for d, _value in target.dimensions)
        own = replace(count, scope=scope, dimensions=dimensions)
        tally = reader.facts(scope).tally(own)
        values = tuple(value for _d, value in target.dimensions)
        reached = tally.parts.get(values, 0) if values else tally.total
        found.append(
            Achievement(
                target.first_day, target.last_day, target.dimensions, target.value, reached,
                indicators.achieved(reached, target.value), first,
            )
        )  # fmt: skip
    return found


def _shares(reader: Reader, asked: counting.Scope) -> tuple[EventShare, ...]:
    facts = reader.facts(asked)
    count = Count(Unit.PARTICIPATION, scope=asked, dimensions=(Dimension.EVENT, Dimension.SEX))
    parts = facts.tally(count).parts
    known = {e.id: e for e in reader.events()}
    funders: dict[UUID, Funder] = {f.id: f for p in reader.programmes() for f in p.funders}
    found = []
    for event in facts.within(asked):
        women, men, unknown = (int(parts.get((event.code, sex), 0)) for sex in ("F", "M", None))
        several = [funders[f] for f in event.funders] if len(event.funders) > 1 else []
        shared = tuple(sorted(several, key=lambda f: (f.name_en, f.name_lo, str(f.id))))
        found.append(EventShare(known[event.id], women, men, unknown, shared))
    return tuple(found)


def _trend(reader: Reader, asked: counting.Scope) -> tuple[tuple[str, int, int], ...]:
    """Participations and persons of each month; of each quarter, or year, in a long period."""
    assert asked.first_day is not None
    assert asked.last_day is not None
    days = (asked.last_day - asked.first_day).days
    by = (
        Dimension.MONTH
        if days < _LONG
        else Dimension.QUARTER
        if days < 4 * _LONG
        else Dimension.YEAR
    )
    facts = reader.facts(asked)
    every = facts.tally(Count(Unit.PARTICIPATION, scope=asked, dimensions=(by,))).parts
    people = facts.tally(Count(Unit.PERSON, scope=asked, dimensions=(by,))).parts
    return tuple(
        (str(value), int(every[(value,)]), int(people.get((value,), 0)))
        for (value,) in sorted(every, key=lambda v: v[0] or "")
    )


def _reconciliation(
    reader: Reader, asked: counting.Scope, standard: dict[str, Measured]
) -> dict[str, float]:
    """Seats, cancellations and repeats, so that every figure can be led back to the lists."""
    facts = reader.facts(asked)
    events = facts.within(asked)
    participations, unique = standard["participations"], standard["unique_people"].total
    heads = facts.heads(participations.count)
    named = participations.total - heads.total
    present = facts.tally(Count(Unit.PARTICIPATION, Rule.PRESENT, scope=asked)).total
    untaken, waiting = facts.untaken(asked), facts.waiting(asked)
    seats = 0 if asked.province else facts.seats(asked)
    with_people = {event for (event,) in facts.tally(
        replace(participations.count, dimensions=(Dimension.EVENT,))
    ).parts}  # fmt: skip
    by_sex = facts.heads(replace(participations.count, dimensions=(Dimension.SEX,)))
    found = {
        "listed": named + seats + waiting,
        "seats_without_name": seats,
        "not_yet_registered": waiting,
        "participations": participations.total,
        "participations_named": named,
        "present_at_least_once": present,
        "present_never": named - untaken - present,
        "attendance_not_taken": untaken,
        "unique_people": unique,
        "repeat_participations": named - unique,
        "head_count": heads.total,
        "head_count_women": by_sex.parts.get(("F",), 0),
        "events": len(events),
        "events_without_people": sum(event.code not in with_people for event in events),
        "events_shared": sum(len(event.funders) > 1 for event in events),
    }
    return {key: whole(n) for key, n in found.items()}


def whole(n: float) -> float:
    """A whole number without a decimal point; half person-days keep theirs."""
    return int(n) if n == int(n) else n
