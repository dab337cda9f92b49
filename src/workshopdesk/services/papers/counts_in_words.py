"""Counts in words: what a dimension, a value, a unit and a rule are called, in either language.

Hides where the words of codes come from. Screen and papers say the same of the same count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workshopdesk.documents.model import Words
from workshopdesk.domain.counting import Count, Dimension, Rule, Unit, Value, Within
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.people import Sex
from workshopdesk.i18n import N_
from workshopdesk.services.papers.heads import KIND_WORDS
from workshopdesk.services.papers.wording import SEX, Wording
from workshopdesk.store import Reader

DIMENSIONS = {
    Dimension.SEX: N_("Sex"),
    Dimension.PROVINCE: N_("Province"),
    Dimension.DISTRICT: N_("District"),
    Dimension.ORGANISATION_TYPE: N_("Organisation type"),
    Dimension.ROLE: N_("Role"),
    Dimension.AGE_BAND: N_("Age"),
    Dimension.ETHNIC_FAMILY: N_("Ethnic family"),
    Dimension.DISABILITY: N_("Disability"),
    Dimension.LEFT_BEHIND_GROUP: N_("Left-behind group"),
    Dimension.EVENT_KIND: N_("Kind"),
    Dimension.EVENT: N_("Event"),
    Dimension.YEAR: N_("Year"),
    Dimension.QUARTER: N_("Quarter"),
    Dimension.MONTH: N_("Month"),
}
RULES = {
    Rule.REGISTERED: N_("registered"),
    Rule.PRESENT: N_("present at least one half-day"),
    Rule.SHARE: N_("present at least %(share)s of the half-days"),
    Rule.COMPLETED: N_("completed by the event's rule"),
}
WITHIN = {
    Within.PERIOD: N_("each counted once in the period"),
    Within.EVENT: N_("each counted once at every event"),
    Within.YEAR: N_("each counted once a year"),
    Within.PROGRAMME: N_("each counted once in each programme"),
    Within.PROGRAMME_YEAR: N_("each counted once in each programme and year"),
}
UNITS = {
    Unit.PERSON: N_("persons"),
    Unit.PARTICIPATION: N_("participations"),
    Unit.PERSON_DAY: N_("person-days"),
    Unit.EVENT: N_("events"),
    Unit.ORGANISATION: N_("organisations"),
}
ONCE = (Unit.PERSON, Unit.ORGANISATION)
"""The units of which one is counted once within something, and may stand under several values."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of codes, Lao and English, by dimension."""

    names: dict[Dimension, dict[str, tuple[str, str]]]

    def label(self, dimension: Dimension, value: Value, words: Wording) -> str:
        """A value in the main language; None is "not said", an unknown code is itself."""
        if value is None:
            return words.line(N_("Not said"))
        if dimension is Dimension.SEX:
            return words.line(SEX[Sex(value)])
        if dimension is Dimension.EVENT_KIND:
            return words.line(KIND_WORDS[EventKind(value)])
        if dimension is Dimension.DISABILITY:
            return words.line(N_("yes") if value == "yes" else N_("no"))
        lao, english = self.names.get(dimension, {}).get(value, (value, value))
        return words.stored_line(lao, english) or value

    def labelled(self, dimension: Dimension, value: Value, words: Wording) -> Words:
        """The same in the languages of a document."""
        return words.each(lambda lang: self.label(dimension, value, _in(lang)))

    def rule(self, count: Count, words: Wording) -> str:
        """Who is counted, as it stands beside the number."""
        return "; ".join(self._rule(count, words))

    def _rule(self, count: Count, words: Wording) -> Iterator[str]:
        yield words.line(RULES[count.rule], share=f"{count.share}%")
        if count.unit in ONCE:
            yield words.line(WITHIN[count.within])
        only, without = N_("only: %(names)s"), N_("without: %(names)s")
        for dimension, codes, message in (
            (Dimension.ROLE, count.roles_out, without),
            (Dimension.ROLE, count.roles_in, only),
            (Dimension.ORGANISATION_TYPE, count.organisation_types_in, only),
            (Dimension.ORGANISATION_TYPE, count.organisation_types_out, without),
        ):
            if codes:
                names = ", ".join(self.label(dimension, str(c), words) for c in sorted(codes))
                yield words.line(message, names=names)
        if count.primary_only:
            yield words.line(N_("primary stakeholders only"))
        if count.minimum_minutes:
            hours = count.minimum_minutes // 60
            yield words.line(N_("events of %(hours)s contact hours or more"), hours=hours)


def read_terms(reader: Reader) -> Terms:
    """The words as they are now."""
    places = reader.gazetteer()
    coded: dict[Dimension, Iterable[_Named]] = {
        Dimension.PROVINCE: ((p.code, p.name_lo, p.name_en) for p in places.provinces),
        Dimension.DISTRICT: ((d.code, d.name_lo, d.name_en) for d in places.districts),
        Dimension.ROLE: ((r.code, r.name_lo, r.name_en) for r in reader.roles()),
        Dimension.ORGANISATION_TYPE: (
            (k.code, k.name_lo, k.name_en) for k in reader.organisation_types()
        ),
        Dimension.ETHNIC_FAMILY: ((f.code, f.name_lo, f.name_en) for f in reader.ethnic_families()),
        Dimension.EVENT: (
            (e.code, e.title_lo or e.title_en, e.title_en or e.title_lo) for e in reader.events()
        ),
    }
    return Terms(
        {
            dimension: {str(code): (lao, english) for code, lao, english in named}
            for dimension, named in coded.items()
        }
    )


_Named = tuple[str, str, str]


def _in(language: str) -> Wording:
    return Wording("en" if language == "en" else "lo")
