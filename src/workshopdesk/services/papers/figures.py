"""The figures of one event, each counted once for the paper, the screen and what is kept as sent.

Every number of people comes from ``domain.counting``; nobody adds up or rounds afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workshopdesk.domain.counting import (
    Count,
    Dimension,
    Participation,
    Rule,
    Unit,
    Value,
    counts,
    tally,
)
from workshopdesk.domain.event import HalfDay
from workshopdesk.services.papers.facts import EventFacts

REGISTERED = Count(Unit.PARTICIPATION, Rule.REGISTERED)
PRESENT = Count(Unit.PARTICIPATION, Rule.PRESENT)
COMPLETED = Count(Unit.PARTICIPATION, Rule.COMPLETED)
PERSONS = Count(Unit.PERSON, Rule.REGISTERED)
DIMENSIONS = (Dimension.PROVINCE, Dimension.ROLE, Dimension.ORGANISATION_TYPE, Dimension.AGE_BAND)


@dataclass(frozen=True, slots=True)
class BySex:
    """A number of people by sex, and in all."""

    women: int
    men: int
    not_said: int

    @property
    def total(self) -> int:
        """Everyone."""
        return self.women + self.men + self.not_said


@dataclass(frozen=True, slots=True)
class EventFigures:
    """What is counted of an event.

    ``came``: those registered who were present in at least one half-day; ``present``: everyone
    who was, registered or not. ``by`` holds the registered under each value, the most first and
    those not said last. ``heads``: people counted but not named. ``placed``: people in groups.
    """

    registered: BySex
    persons: int
    came: BySex
    present: BySex
    completed: BySex
    by: dict[Dimension, tuple[tuple[Value, BySex], ...]]
    provinces: int
    districts: int
    half_days: tuple[tuple[HalfDay, BySex], ...]
    heads: BySex
    groups: int
    placed: int
    attendance: bool


def event_figures(facts: EventFacts) -> EventFigures:
    """Count an event."""
    named = facts.participations
    registered = [one for one in named if counts(REGISTERED, one)]
    groups = [group for work in facts.group_work for group in work.groups]
    districts = tally(replace(REGISTERED, dimensions=(Dimension.DISTRICT,)), named).parts
    by = {dimension: _under(dimension, named) for dimension in DIMENSIONS}
    return EventFigures(
        registered=_by_sex(REGISTERED, named),
        persons=int(tally(PERSONS, named).total),
        came=_by_sex(PRESENT, registered),
        present=_by_sex(PRESENT, named),
        completed=_by_sex(COMPLETED, named),
        by=by,
        provinces=sum(value is not None for value, _n in by[Dimension.PROVINCE]),
        districts=sum(value is not None for (value,) in districts),
        half_days=tuple(
            (half_day, _by_sex(PRESENT, _only(half_day, named))) for half_day in facts.half_days
        )
        if facts.attendance
        else (),
        heads=_by_sex(REGISTERED, facts.heads),
        groups=len(groups),
        placed=len({member for group in groups for member in group.member_ids}),
        attendance=bool(facts.attendance),
    )


def flat(figures: EventFigures) -> dict[str, float]:
    """Every figure by a stable key, as it is kept when a report is sent."""
    found: dict[str, float] = {}
    for key in ("registered", "came", "present", "completed", "heads"):
        found |= _flat(key, getattr(figures, key))
    for dimension, parts in figures.by.items():
        for value, number in parts:
            found |= _flat(f"registered/{dimension}={value or ''}", number)
    for half_day, number in figures.half_days:
        found |= _flat(f"half_day/{half_day.number}", number)
    for key in ("persons", "provinces", "districts", "groups", "placed"):
        found[key] = getattr(figures, key)
    return found


def _flat(key: str, number: BySex) -> dict[str, int]:
    """In all and of each sex; what is nought is left out, the total stays."""
    parts = {"F": number.women, "M": number.men, "": number.not_said}
    return {key: number.total} | {f"{key}/sex={sex}": n for sex, n in parts.items() if n}


def _by_sex(count: Count, found: Iterable[Participation]) -> BySex:
    parts = tally(replace(count, dimensions=(Dimension.SEX,)), found).parts
    return BySex(*(int(parts.get((sex,), 0)) for sex in ("F", "M", None)))


def _only(half_day: HalfDay, found: Iterable[Participation]) -> list[Participation]:
    """The participations as if the event had had this half-day alone."""
    one = frozenset((half_day.number,))
    return [replace(p, present=p.present & one, expected=one) for p in found]


def _under(dimension: Dimension, found: Iterable[Participation]) -> tuple[tuple[Value, BySex], ...]:
    parts = tally(replace(REGISTERED, dimensions=(dimension, Dimension.SEX)), found).parts
    made = [
        (value, BySex(*(int(parts.get((value, sex), 0)) for sex in ("F", "M", None))))
        for value in {values[0] for values in parts}
    ]
    if dimension is Dimension.AGE_BAND:
        return tuple(sorted(made, key=lambda p: (p[0] is None, _lowest(p[0] or ""))))
    return tuple(sorted(made, key=lambda p: (p[0] is None, -p[1].total, p[0] or "")))


def _lowest(band: str) -> int:
    digits = band.rstrip("+").split("-")[0]
    return int(digits) if digits.isdigit() else 0
