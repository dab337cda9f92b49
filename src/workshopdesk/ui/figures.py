"""The figures of one event or of a period, in the screen's words, with the people behind them.

Every number is a count of ``domain.counting``; the same one stands on the papers. No Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from workshopdesk.domain.counting import (
    Count,
    Dimension,
    Participation,
    Rule,
    Unit,
    counts,
    frequencies,
    tally,
)
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.lao.lists import join_and
from workshopdesk.lao.numbers import format_number
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.ui import words

REGISTERED = Count(Unit.PERSON, Rule.REGISTERED)
PRESENT = Count(Unit.PERSON, Rule.PRESENT)
COMPLETED = Count(Unit.PERSON, Rule.COMPLETED)
PARTICIPATIONS = Count(Unit.PARTICIPATION, Rule.REGISTERED)
DAYS = Count(Unit.PERSON_DAY, Rule.PRESENT)

DIMENSIONS: tuple[tuple[Dimension, str], ...] = (
    (Dimension.PROVINCE, N_("Province")),
    (Dimension.ROLE, N_("Role")),
    (Dimension.ORGANISATION_TYPE, N_("Type of organisation")),
    (Dimension.AGE_BAND, N_("Age")),
)

Value = str | None


@dataclass(frozen=True, slots=True)
class Number:
    """A large number; ``key`` names the people behind it."""

    key: str
    icon: str
    name: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class Part:
    """The people under one value of a dimension; ``key`` None is "not said"."""

    key: Value
    label: str
    women: int
    men: int
    not_said: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.women + self.men + self.not_said


@dataclass(frozen=True, slots=True)
class Behind:
    """A person behind the figures; ``values`` are those held in counted participations."""

    id: UUID
    name: str
    sex: str
    female: bool
    unit: str
    times: int
    sets: frozenset[str]
    values: Mapping[str, frozenset[Value]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is shown."""

    numbers: tuple[Number, ...]
    parts: Mapping[str, tuple[Part, ...]]
    people: tuple[Behind, ...]
    sentences: tuple[str, ...]


def figures(events: Sequence[EventFacts]) -> Figures:
    """The figures of some events together."""
    found = [one for facts in events for one in facts.participations]
    return Figures(
        _numbers(found),
        {str(d): _parts(events, found, d) for d, _name in DIMENSIONS},
        _people(events, found),
        _sentences(events, found),
    )


def _numbers(found: Sequence[Participation]) -> tuple[Number, ...]:
    half_days = int(tally(DAYS, found).total * 2)
    return (
        Number("registered", "users", _("People counted once"), *_people_number(REGISTERED, found)),
        Number("present", "check", _("Came at least once"), *_people_number(PRESENT, found)),
        Number(
            "completed", "certificate", _("Completed an event"), *_people_number(COMPLETED, found)
        ),
        Number(
            "days", "calendar-event", _("Person-days"), _number(half_days / 2),
            ngettext("%(n)s half-day", "%(n)s half-days", half_days) % {"n": _number(half_days)},
        ),
    )  # fmt: skip


def _people_number(count: Count, found: Sequence[Participation]) -> tuple[str, str]:
    """The number, and how many of it are women with their share."""
    by_sex = tally(replace(count, dimensions=(Dimension.SEX,)), found)
    women, everyone = int(by_sex.parts.get((Sex.FEMALE.value,), 0)), int(by_sex.total)
    said = words.women_only(women)
    if everyone:
        said = f"{said} · {_number(round(100 * women / everyone, 1))}%"
    return _number(everyone), said


def _number(n: float) -> str:
    return format_number(int(n) if n == int(n) else n, screen_language())


def _parts(
    events: Sequence[EventFacts], found: Sequence[Participation], dimension: Dimension
) -> tuple[Part, ...]:
    """Unique persons under each value, the most frequent first, the unknown last."""
    by_sex = tally(replace(REGISTERED, dimensions=(dimension, Dimension.SEX)), found).parts
    labels = _labels(events, dimension)
    made = [
        Part(
            value,
            _("Not said") if value is None else labels.get(value, value),
            *(int(by_sex.get((value, sex), 0)) for sex in (Sex.FEMALE, Sex.MALE, None)),
        )
        for value in {values[0] for values in by_sex}
    ]
    if dimension is Dimension.AGE_BAND:
        return tuple(sorted(made, key=lambda p: (p.key is None, _lowest(p.key or ""))))
    return tuple(sorted(made, key=lambda p: (p.key is None, -p.total, p.label)))


def _lowest(band: str) -> int:
    digits = band.rstrip("+").split("-")[0]
    return int(digits) if digits.isdigit() else 0


def _labels(events: Sequence[EventFacts], dimension: Dimension) -> dict[str, str]:
    if not events:
        return {}
    english, first = screen_language() == "en", events[0]
    if dimension is Dimension.PROVINCE:
        provinces = first.gazetteer.provinces
        return {p.code: p.name_en if english else p.name_lo for p in provinces}
    terms = {Dimension.ROLE: first.roles, Dimension.ORGANISATION_TYPE: first.organisation_types}
    return {t.code: t.name_en if english else t.name_lo for t in terms.get(dimension, ())}


def _people(events: Sequence[EventFacts], found: Sequence[Participation]) -> tuple[Behind, ...]:
    """Everyone who counts in some number, in the order of the lists."""
    rows = {row.id: row for facts in events for row in facts.people}
    held: dict[UUID, list[Participation]] = {}
    for one in found:
        if one.person_id is not None:
            held.setdefault(one.person_id, []).append(one)
    return tuple(
        made
        for person, own in held.items()
        if (made := _behind(person, own, rows[own[0].registration_id])) is not None
    )


def _behind(person: UUID, own: list[Participation], row: ParticipantRow) -> Behind | None:
    rules = {"registered": REGISTERED, "present": PRESENT, "completed": COMPLETED, "days": PRESENT}
    sets = frozenset(key for key, count in rules.items() if any(counts(count, o) for o in own))
    if not sets:
        return None
    latin = screen_language() == "en" and row.name_latin
    counted = [one for one in own if counts(REGISTERED, one)]
    return Behind(
        id=person,
        name=row.name_latin if latin else row.name,
        sex=words.sex(row.sex),
        female=row.sex is Sex.FEMALE,
        unit=row.organisation,
        times=len(counted),
        sets=sets,
        values={str(d): _values(d, counted) for d, _name in DIMENSIONS},
    )


def _values(dimension: Dimension, counted: Iterable[Participation]) -> frozenset[Value]:
    """The values under which one person is counted."""
    parts = tally(replace(REGISTERED, dimensions=(dimension,)), counted).parts
    return frozenset(value for (value,) in parts)


def _sentences(events: Sequence[EventFacts], found: Sequence[Participation]) -> tuple[str, ...]:
    """What leads every number back to the lists."""
    everyone = int(tally(REGISTERED, found).total)
    named = int(tally(PARTICIPATIONS, found).total)
    unnamed = [one for facts in events for one in facts.heads]
    more = int(tally(PARTICIPATIONS, unnamed).total)
    fields = {
        "all": _participations(named + more),
        "people": ngettext("%(n)d person", "%(n)d people", everyone) % {"n": everyone},
        "times": _times(frequencies(REGISTERED, found)),
        "heads": _number(more),
    }
    said = [_("%(all)s = %(people)s: %(times)s.") % fields]
    if more:
        said = [_("%(all)s = %(people)s (%(times)s) + %(heads)s counted but not named.") % fields]
    waiting = sum(
        row.state is not RegistrationState.REGISTERED for facts in events for row in facts.named
    )
    if waiting:
        text = ngettext(
            "%(n)d person is not registered yet, so not counted.",
            "%(n)d people are not registered yet, so not counted.",
            waiting,
        )
        said.append(text % {"n": waiting})
    if more:
        women = tally(replace(PARTICIPATIONS, dimensions=(Dimension.SEX,)), unnamed).parts
        counted = words.people(more, int(women.get((Sex.FEMALE.value,), 0)))
        text = _("Counted but not named: %(people)s. They add participations, never persons.")
        said.append(text % {"people": counted})
    said.append(_("Late is present. A person may stand under several values."))
    said.append(_rule(events))
    return tuple(said)


def _rule(events: Sequence[EventFacts]) -> str:
    """What "completed" means, printed with the number."""
    shares = {facts.event.completion_percent for facts in events}
    if len(shares) != 1:
        return _("Who completed an event follows from the rule of each event.")
    text = _("Completed: present in at least %(share)s of the half-days.")
    return text % {"share": f"{_number(shares.pop())}%"}


def _participations(n: int) -> str:
    return ngettext("%(n)d participation", "%(n)d participations", n) % {"n": n}


def _times(times: Mapping[int, int]) -> str:
    """ "70 once, 19 twice, 5 three times and 3 more often"."""
    often = sum(people for n, people in times.items() if n > 3)
    said = [
        text % {"n": people}
        for people, text in (
            (times.get(1, 0), _("%(n)d once")),
            (times.get(2, 0), _("%(n)d twice")),
            (times.get(3, 0), _("%(n)d three times")),
            (often, _("%(n)d more often")),
        )
        if people
    ]
    return join_and(said, screen_language()) if said else _("nobody")
