"""Indicators: what a programme promised to count, as data that can be edited.

Hides the written form (JSON) and its strict reading: whatever cannot be meant is refused with
its place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

from workshopdesk.domain.counting import Count, Dimension, Rule, Unit, Within
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.registration import Role
from workshopdesk.i18n import _

E = TypeVar("E", bound=StrEnum)


class Unreadable(UserError):  # noqa: N818 - what it is, as all refusals here
    """A definition that cannot be meant. ``place``: where, e.g. ``breakdowns[0].by[1]``."""

    def __init__(self, title: str, message: str, place: str) -> None:
        super().__init__(title, message)
        self.place = place


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A set of dimensions a number is told by; the funder requires it or welcomes it."""

    dimensions: tuple[Dimension, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator counts (in any scope), by what, and whether it runs on from the start.

    A ``cumulative`` number is counted from the first day of the programme or of its first target,
    whichever is the earlier.
    """

    count: Count
    breakdowns: tuple[Breakdown, ...] = ()
    cumulative: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised for a period, as a whole (no ``dimensions``) or for some of it."""

    id: UUID
    version: int
    first_day: date
    last_day: date
    dimensions: tuple[tuple[Dimension, str], ...]
    value: Decimal


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of a programme. ``set_code`` and ``source``: where it comes from."""

    id: UUID
    version: int
    programme_id: UUID
    code: str
    name_lo: str
    name_en: str
    definition: Definition
    targets: tuple[Target, ...] = ()
    set_code: str = ""
    source: str = ""


def achieved(value: float, target: Decimal) -> float | None:
    """Percent of a target that was reached; None without one. Percentages are never added."""
    return None if not target else round(100 * value / float(target), 1)


_KEYS = frozenset(
    {
        "unit", "rule", "share", "roles_in", "roles_out", "organisation_types_in",
        "organisation_types_out", "primary_only", "minimum_hours", "scope", "age_bands",
        "breakdowns", "cumulative",
    }
)  # fmt: skip


def parse(text: str, where: str = "") -> Definition:
    """Read a definition. Raises UserError that names the place, e.g. ``rule`` or
    ``breakdowns[0].by[1]``, after ``where`` (the indicator's code).
    """
    place = _Place(where)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as problem:
        said = _("line %(line)d, column %(column)d") % {
            "line": problem.lineno,
            "column": problem.colno,
        }
        raise place.at(said).refused(_("This is not JSON.")) from None
    return definition_of(found, place)


def definition_of(found: object, place: _Place | None = None) -> Definition:
    """A definition from what JSON holds. Raises UserError as ``parse``."""
    place = place or _Place("")
    said = place.mapping(found, _KEYS)
    unit = place.at("unit").one_of(Unit, said.get("unit"))
    count = Count(
        unit=unit,
        rule=place.at("rule").one_of(Rule, said.get("rule", Rule.REGISTERED)),
        share=place.at("share").number(said.get("share", 100), 1, 100),
        roles_in=place.at("roles_in").words(said.get("roles_in", []), frozenset(Role)),
        roles_out=place.at("roles_out").words(said.get("roles_out", []), frozenset(Role)),
        organisation_types_in=place.at("organisation_types_in").words(
            said.get("organisation_types_in", [])
        ),
        organisation_types_out=place.at("organisation_types_out").words(
            said.get("organisation_types_out", [])
        ),
        primary_only=place.at("primary_only").flag(said.get("primary_only", False)),
        minimum_minutes=60 * place.at("minimum_hours").number(said.get("minimum_hours", 0), 0, 999),
        within=place.at("scope").one_of(Within, said.get("scope", Within.PERIOD)),
        age_bands=_bands(said.get("age_bands", list(Count(unit).age_bands)), place.at("age_bands")),
    )
    return Definition(
        count,
        _breakdowns(said.get("breakdowns", []), place.at("breakdowns")),
        place.at("cumulative").flag(said.get("cumulative", False)),
    )


def written(definition: Definition) -> str:
    """The definition as JSON; ``parse`` gives it back."""
    return json.dumps(as_data(definition), ensure_ascii=False)


def as_data(definition: Definition) -> dict[str, object]:
    """The definition as JSON holds it."""
    count = definition.count
    return {
        "unit": str(count.unit),
        "rule": str(count.rule),
        "share": count.share,
        "roles_in": sorted(map(str, count.roles_in)),
        "roles_out": sorted(map(str, count.roles_out)),
        "organisation_types_in": sorted(count.organisation_types_in),
        "organisation_types_out": sorted(count.organisation_types_out),
        "primary_only": count.primary_only,
        "minimum_hours": count.minimum_minutes // 60,
        "scope": str(count.within),
        "age_bands": list(count.age_bands),
        "breakdowns": [
            {"by": [str(d) for d in b.dimensions], "required": b.required}
            for b in definition.breakdowns
        ],
        "cumulative": definition.cumulative,
    }


def _bands(found: object, place: _Place) -> tuple[int, ...]:
    bands = tuple(place.at(n).number(b, 0, 150) for n, b in enumerate(place.items(found)))
    if not bands or any(a >= b for a, b in pairwise(bands)):
        raise place.refused(_("Write the first age of each band, rising: [0, 15, 36]."))
    return bands


def _breakdowns(found: object, place: _Place) -> tuple[Breakdown, ...]:
    return tuple(_breakdown(one, place.at(n)) for n, one in enumerate(place.items(found)))


def _breakdown(found: object, place: _Place) -> Breakdown:
    said = place.mapping(found, frozenset({"by", "required"}))
    by = place.at("by")
    dimensions = tuple(
        by.at(n).one_of(Dimension, one) for n, one in enumerate(by.items(said.get("by")))
    )
    if not dimensions or len(set(dimensions)) < len(dimensions):
        raise by.refused(_("Name each dimension once."))
    return Breakdown(dimensions, place.at("required").flag(said.get("required", True)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a definition something stands, and what may stand there."""

    path: str

    def at(self, step: str | int) -> _Place:
        if isinstance(step, int):
            return _Place(f"{self.path}[{step}]")
        return _Place(f"{self.path}.{step}" if self.path else step)

    def refused(self, mend: str) -> Unreadable:
        where = self.path or _("the definition")
        title = _("The indicator cannot be read at %(place)s") % {"place": where}
        return Unreadable(title, mend, self.path)

    def mapping(self, found: object, keys: frozenset[str]) -> Mapping[str, object]:
        if not isinstance(found, dict):
            raise self.refused(_("Write names and values in braces."))
        unknown = sorted(set(found) - keys)
        if unknown:
            known = ", ".join(sorted(keys))
            raise self.at(str(unknown[0])).refused(_("Known are: %(words)s.") % {"words": known})
        return found

    def items(self, found: object) -> list[object]:
        if not isinstance(found, list):
            raise self.refused(_("Write a list in square brackets."))
        return found

    def one_of(self, words: type[E], found: object) -> E:
        known = {str(word): word for word in words}
        if not isinstance(found, str) or found not in known:
            raise self.refused(_("Known are: %(words)s.") % {"words": ", ".join(known)})
        return known[found]

    def words(self, found: object, known: frozenset[str] | None = None) -> frozenset[str]:
        def word(one: object, place: _Place) -> str:
            if not isinstance(one, str) or not one or (known is not None and one not in known):
                said = ", ".join(sorted(known)) if known else _("codes in quotation marks")
                raise place.refused(_("Known are: %(words)s.") % {"words": said})
            return one

        return frozenset(word(one, self.at(n)) for n, one in enumerate(self.items(found)))

    def number(self, found: object, least: int, most: int) -> int:
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            ends = {"least": least, "most": most}
            raise self.refused(_("Write a whole number from %(least)d to %(most)d.") % ends)
        return found

    def flag(self, found: object) -> bool:
        if not isinstance(found, bool):
            raise self.refused(_("Write true or false."))
        return found
