"""Counting people: a count's definition as a value, and what it means in plain Python.

``store.counting`` compiles the same value to SQL; a test holds the two equal. Nothing else in
the program counts people.

Rules of the house: values are those of the registration (unit, post, province as they were
then). Late is present. A cancelled event and a cancelled registration count nothing. People
counted but not named add participations, never unique persons. A unique person counts under each
value held in a counted participation, so parts may exceed the total, but has one age: that at the
first counted one. What is sensitive (ethnicity, disability) is known only of those who agreed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from itertools import product
from uuid import UUID

from workshopdesk.domain.agenda import WITHOUT_CONTACT_HOURS, SessionKind
from workshopdesk.domain.registration import RegistrationState

NOON = time(12, 0)
WELL_INTO_THE_AFTERNOON = time(12, 30)
"""A session that began in the morning is of the afternoon too when it lasts until then."""

FULL = 100


class Unit(StrEnum):
    """What one is of."""

    PERSON = "person"
    PARTICIPATION = "participation"
    PERSON_DAY = "person_day"
    EVENT = "event"
    ORGANISATION = "organisation"


class Rule(StrEnum):
    """What makes a participation count."""

    REGISTERED = "registered"
    PRESENT = "present"
    SHARE = "share"
    COMPLETED = "completed"


class Within(StrEnum):
    """In what a person or an organisation counts once; those of several add up."""

    PERIOD = "period"
    EVENT = "event"
    YEAR = "year"
    PROGRAMME = "programme"
    PROGRAMME_YEAR = "programme_year"


BY_YEAR = frozenset({Within.YEAR, Within.PROGRAMME_YEAR})
BY_PROGRAMME = frozenset({Within.PROGRAMME, Within.PROGRAMME_YEAR})


class Dimension(StrEnum):
    """What a count is broken down by."""

    SEX = "sex"
    PROVINCE = "province"
    DISTRICT = "district"
    ORGANISATION_TYPE = "organisation_type"
    ROLE = "role"
    AGE_BAND = "age_band"
    ETHNIC_FAMILY = "ethnic_family"
    DISABILITY = "disability"
    LEFT_BEHIND_GROUP = "left_behind_group"
    EVENT_KIND = "event_kind"
    EVENT = "event"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


SENSITIVE = frozenset({Dimension.ETHNIC_FAMILY, Dimension.DISABILITY, Dimension.LEFT_BEHIND_GROUP})
"""What is shown only with small cells hidden (``small_cells``)."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which participations are looked at; None leaves a side open.

    An event falls in a period when its first day does. ``province`` is the participants'.
    """

    event: UUID | None = None
    programme: UUID | None = None
    funder: UUID | None = None
    province: str | None = None
    first_day: date | None = None
    last_day: date | None = None

    def holds(self, other: Scope) -> bool:
        """Whether every event of the other, by its key and its days, is one of this."""
        first, last = self.first_day, self.last_day
        return (
            self.event in (None, other.event)
            and (first is None or (other.first_day is not None and first <= other.first_day))
            and (last is None or (other.last_day is not None and other.last_day <= last))
        )


@dataclass(frozen=True, slots=True)
class Count:
    """A count's definition. ``share`` in percent (rule SHARE); empty ``*_in`` sets admit all.

    ``age_bands`` are the lower bounds of the bands, rising: (0, 15, 36) means 0-14, 15-35, 36+.
    ``minimum_minutes``: events with less contact time in their agenda do not count.
    ``primary_only``: primary stakeholders alone. ``within`` matters to persons and organisations.
    """

    unit: Unit
    rule: Rule = Rule.REGISTERED
    share: int = FULL
    roles_in: frozenset[str] = frozenset()
    roles_out: frozenset[str] = frozenset()
    organisation_types_in: frozenset[str] = frozenset()
    organisation_types_out: frozenset[str] = frozenset()
    scope: Scope = field(default_factory=Scope)
    dimensions: tuple[Dimension, ...] = ()
    age_bands: tuple[int, ...] = (0, 15, 36, 60)
    minimum_minutes: int = 0
    primary_only: bool = False
    within: Within = Within.PERIOD


Value = str | None
Values = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A count's outcome: the total, and the part under each combination of the dimensions.

    None among the values means "not said". Person-days come in halves.
    """

    total: float
    parts: dict[Values, float]

    def plus(self, other: Tally) -> Tally:
        """Both together, where nothing is counted in both."""
        values = self.parts.keys() | other.parts.keys()
        parts = {v: self.parts.get(v, 0) + other.parts.get(v, 0) for v in values}
        return Tally(self.total + other.total, parts)


@dataclass(frozen=True, slots=True)
class Participation:
    """What counting must know of one registration, its person and its event.

    ``present`` are the half-days marked present or late (numbered as in Event.half_days),
    ``expected`` those of the event's agenda (see ``expected_half_days``). ``event_held`` is
    false for a cancelled event. ``heads`` is 0 but for a head-count, which stands here as that
    many people of one sex with nobody's name. ``paid_by`` pairs the event's programmes with their
    funders, ``left_behind`` programmes with codes of their groups this person is of.
    """

    registration_id: UUID
    person_id: UUID | None
    role: str
    state: str
    sex: str | None
    birth_date: date | None
    birth_year: int | None
    age_said: int | None
    age_said_on: date | None
    ethnic_family: str | None
    disabled: bool | None
    province: str | None
    district: str | None
    organisation_id: UUID | None
    organisation_type: str | None
    event_id: UUID
    event_code: str
    event_kind: str
    first_day: date
    completion_percent: int
    programmes: frozenset[UUID]
    funders: frozenset[UUID]
    expected: frozenset[int]
    present: frozenset[int]
    event_held: bool = True
    heads: int = 0
    contact_minutes: int = 0
    primary: bool | None = None
    left_behind: frozenset[tuple[UUID, str]] = frozenset()
    paid_by: frozenset[tuple[UUID, UUID]] = frozenset()

    @property
    def half_days(self) -> int:
        """Expected half-days this person was present for."""
        return len(self.present & self.expected)

    def age(self) -> int | None:
        """Whole years at the event's first day; by the year alone where no more is known."""
        said = self.birth_date, self.birth_year, self.age_said, self.age_said_on
        return age_on(self.first_day, *said)


def age_on(
    day: date,
    birth_date: date | None,
    birth_year: int | None,
    age_said: int | None,
    age_said_on: date | None,
) -> int | None:
    """Whole years on a day; by the year alone where no more is known."""
    if birth_date is not None:
        had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
        return day.year - birth_date.year - (not had_birthday)
    if birth_year is not None:
        return day.year - birth_year
    if age_said is not None and age_said_on is not None:
        return age_said + day.year - age_said_on.year
    return None


def expected_half_days(
    first_day: date, last_day: date, sessions: Iterable[tuple[date, time, time, str]]
) -> frozenset[int]:
    """The half-days (numbered as in Event.half_days) an event's agenda fills.

    ``sessions`` are (day, start, end, kind); those without contact hours do not count. An
    event without any agenda fills every half-day.
    """
    filled: set[int] = set()
    for day, start, end, kind in sessions:
        if kind in WITHOUT_CONTACT_HOURS:
            continue
        morning = 2 * (day - first_day).days + 1
        if start < NOON:
            filled.add(morning)
        if start >= NOON or end >= WELL_INTO_THE_AFTERNOON:
            filled.add(morning + 1)
    if filled:
        return frozenset(filled)
    return frozenset(range(1, 2 * (last_day - first_day).days + 3))


def counts(count: Count, one: Participation) -> bool:
    """Whether a participation is one of those counted.

    A seat without a name never is, and nothing of a cancelled event. A head-count adds to the
    participations registered: who of them stayed or came back nobody knows.
    """
    adds = count.unit is Unit.PARTICIPATION and count.rule is Rule.REGISTERED
    known = one.person_id is not None or (one.heads > 0 and adds)
    return known and one.event_held and _in_scope(count, one) and _meets(count, one)


def _in_scope(count: Count, one: Participation) -> bool:
    scope = count.scope
    return (
        (scope.event is None or one.event_id == scope.event)
        and (scope.programme is None or scope.programme in one.programmes)
        and (scope.funder is None or scope.funder in one.funders)
        and (scope.province is None or one.province == scope.province)
        and (scope.first_day is None or one.first_day >= scope.first_day)
        and (scope.last_day is None or one.first_day <= scope.last_day)
        and one.contact_minutes >= count.minimum_minutes
        and (one.primary is True or not count.primary_only)
        and admits(count.roles_in, count.roles_out, one.role)
        and admits(count.organisation_types_in, count.organisation_types_out, one.organisation_type)
    )


def admits(wanted: frozenset[str], unwanted: frozenset[str], value: str | None) -> bool:
    """Whether a value is one of those wanted (all where none is named) and none of the others."""
    return (not wanted or value in wanted) and value not in unwanted


def _meets(count: Count, one: Participation) -> bool:
    if count.rule is Rule.REGISTERED:
        return one.state == RegistrationState.REGISTERED
    if one.state == RegistrationState.CANCELLED or not one.half_days:
        return False
    needed = {Rule.SHARE: count.share, Rule.COMPLETED: one.completion_percent}.get(count.rule, 0)
    return one.half_days * FULL >= needed * len(one.expected)


Counted = tuple[tuple[object, ...], Participation]
"""A participation and what it is counted once within."""


def tally(count: Count, participations: Iterable[Participation]) -> Tally:
    """Count, in the plainest way there is."""
    counted = [
        (key, one) for one in participations if counts(count, one) for key in _keys(count, one)
    ]
    ages = _first_ages(counted) if count.unit is Unit.PERSON else {}
    groups: dict[Values, list[Counted]] = defaultdict(list)
    for key, one in counted:
        age = ages.get((key, one.person_id), one.age())
        for values in product(*(_held(count, d, one, age) for d in count.dimensions)):
            groups[values].append((key, one))
    measure = _MEASURES[count.unit]
    return Tally(
        measure(counted),
        {values: n for values, group in groups.items() if (n := measure(group))},
    )


def _keys(count: Count, one: Participation) -> list[tuple[object, ...]]:
    """What the unit counts once within; several when programmes share the event."""
    if count.unit not in (Unit.PERSON, Unit.ORGANISATION):
        return [()]
    own: tuple[object, ...] = (one.first_day.year,) if count.within in BY_YEAR else ()
    if count.within is Within.EVENT:
        own = (one.event_id,)
    if count.within not in BY_PROGRAMME:
        return [own]
    programmes = programmes_of(count.scope, one.programmes, one.paid_by)
    return [(programme, *own) for programme in programmes]


def programmes_of(
    scope: Scope, programmes: frozenset[UUID], paid_by: frozenset[tuple[UUID, UUID]]
) -> list[UUID | None]:
    """An event's programmes that are looked at; None stands for an event without any."""
    if scope.programme is not None:
        return [scope.programme]
    paid = {programme for programme, funder in paid_by if funder == scope.funder}
    return list(paid if scope.funder is not None else programmes) or [None]


def frequencies(count: Count, participations: Iterable[Participation]) -> dict[int, int]:
    """How many people took part how many times: {1: 70, 2: 19}; what reconciles the two totals."""
    named = (one for one in participations if one.person_id is not None)
    times = Counter(one.person_id for one in named if counts(count, one))
    return dict(sorted(Counter(times.values()).items()))


def behind(
    count: Count, values: Values, participations: Iterable[Participation]
) -> Iterator[Participation]:
    """The participations that make up the part of a count under some values of its dimensions.

    They are taken, and given, in the order of their events' first days.
    """
    ages: dict[tuple[object, ...], int | None] = {}
    for one in participations:
        if not counts(count, one) or (
            count.unit is Unit.ORGANISATION and one.organisation_id is None
        ):
            continue
        known = [one.age()]
        if count.unit is Unit.PERSON:
            keys = [(key, one.person_id) for key in _keys(count, one)]
            known = [ages.setdefault(key, one.age()) for key in keys]
        if any(
            values in product(*(_held(count, d, one, age) for d in count.dimensions))
            for age in known
        ):
            yield one


def added(count: Count, participations: Iterable[Participation]) -> Iterator[float]:
    """What each participation adds to a count: nought where its unit was counted before.

    All of them together make the total of ``tally``.
    """
    met: set[object] = set()
    for one in participations:
        yield _adds(count, one, met) if counts(count, one) else 0


def _adds(count: Count, one: Participation, met: set[object]) -> float:
    if count.unit is Unit.PARTICIPATION:
        return one.heads or 1
    if count.unit is Unit.PERSON_DAY:
        return one.half_days / 2
    units = {Unit.PERSON: one.person_id, Unit.EVENT: one.event_id}
    unit = units.get(count.unit, one.organisation_id)
    if unit is None:
        return 0
    new = {(key, unit) for key in _keys(count, one)} - met
    met |= new
    return len(new)


def _first_ages(counted: list[Counted]) -> dict[tuple[object, ...], int | None]:
    ages: dict[tuple[object, ...], int | None] = {}
    for key, one in sorted(counted, key=lambda c: (c[1].first_day, c[1].registration_id)):
        ages.setdefault((key, one.person_id), one.age())
    return ages


_MEASURES: dict[Unit, Callable[[list[Counted]], float]] = {
    Unit.PERSON: lambda group: len({(key, o.person_id) for key, o in group}),
    Unit.PARTICIPATION: lambda group: sum(o.heads or 1 for _, o in group),
    Unit.PERSON_DAY: lambda group: sum(o.half_days for _, o in group) / 2,
    Unit.EVENT: lambda group: len({o.event_id for _, o in group}),
    Unit.ORGANISATION: lambda group: len(
        {(key, o.organisation_id) for key, o in group if o.organisation_id is not None}
    ),
}


def _held(count: Count, dimension: Dimension, one: Participation, age: int | None) -> Values:
    """The values a participation stands under: one, but for left-behind groups."""
    if dimension is Dimension.LEFT_BEHIND_GROUP:
        asked = count.scope.programme
        return tuple({code for p, code in one.left_behind if asked in (None, p)}) or (None,)
    if dimension is Dimension.AGE_BAND:
        return (age_band(count.age_bands, age),)
    if dimension is Dimension.DISABILITY:
        return (None if one.disabled is None else "yes" if one.disabled else "no",)
    if dimension is Dimension.EVENT:
        return (one.event_code,)
    if dimension in PERIODS:
        return (PERIODS[dimension](one.first_day),)
    found = getattr(one, dimension.value)
    return (found if isinstance(found, str) else None,)


PERIODS: dict[Dimension, Callable[[date], str]] = {
    Dimension.YEAR: lambda day: f"{day.year}",
    Dimension.QUARTER: lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    Dimension.MONTH: lambda day: f"{day.year}-{day.month:02d}",
}
"""When an event began, as trends are told."""


def age_band(bands: tuple[int, ...], age: int | None) -> Value:
    """The band an age falls in, as "15-35" or "60+"; None below the first or when unknown."""
    below = [lower for lower in bands if age is not None and lower <= age]
    return band_name(bands, len(below) - 1) if below else None


def band_name(bands: tuple[int, ...], index: int) -> str:
    """The name of a band by its place among the bounds."""
    if index == len(bands) - 1:
        return f"{bands[index]}+"
    return f"{bands[index]}-{bands[index + 1] - 1}"


CONTACT_KINDS = tuple(kind for kind in SessionKind if kind not in WITHOUT_CONTACT_HOURS)
"""The kinds of session that fill a half-day."""
