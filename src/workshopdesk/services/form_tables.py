"""The tables whose rows a form repeats: their columns, and their records for a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import UUID

from workshopdesk.domain.counting import Dimension, Participation, counts, tally
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.forms import Percent, Value
from workshopdesk.domain.reference import Term
from workshopdesk.i18n import N_
from workshopdesk.services.papers.heads import KIND_WORDS
from workshopdesk.services.papers.wording import Wording, dates
from workshopdesk.services.period import EventShare, Measured, PeriodFigures, whole
from workshopdesk.store import Reader

Record = dict[str, Value]

_BY_SEX = {
    "women": N_("Women"), "men": N_("Men"), "not_said": N_("Sex not said"), "total": N_("Total"),
}  # fmt: skip
_PARTS = {
    "n": N_("Number in the list"), "name": N_("Name"), **_BY_SEX,
    "participations": N_("Participations"),
}  # fmt: skip
TABLES: dict[str, dict[str, str]] = {
    "events": {
        "n": N_("Number in the list"), "title": N_("Title"), "code": N_("Code"),
        "kind": N_("Kind"), "first_day": N_("First day"), "last_day": N_("Last day"),
        "days": N_("Days in words"), "province": N_("Province"), "district": N_("District"),
        "venue": N_("Venue"), **_BY_SEX,
    },
    "indicators": {
        "n": N_("Number in the list"), "code": N_("Code"), "name": N_("Name"),
        "value": N_("Value"), "women": N_("Women"), "men": N_("Men"), "target": N_("Target"),
        "percent": N_("Percent of the target"),
    },
    "provinces": _PARTS,
    "organisation_types": _PARTS,
    "roles": _PARTS,
    "ages": _PARTS,
    "units": {key: words for key, words in _PARTS.items() if key != "participations"},
    "trend": {
        "period": N_("Period"), "participations": N_("Participations"),
        "people": N_("Unique persons"),
    },
}  # fmt: skip
"""The columns of each table, by the name they have in a mark."""

NAMES = {
    "events": N_("Events"),
    "indicators": N_("Indicators"),
    "provinces": N_("Persons by province"),
    "organisation_types": N_("Persons by organisation type"),
    "roles": N_("Persons by role"),
    "ages": N_("Persons by age"),
    "units": N_("Participations by unit"),
    "trend": N_("Trend"),
}
_DIMENSIONS = {
    "provinces": Dimension.PROVINCE,
    "organisation_types": Dimension.ORGANISATION_TYPE,
    "roles": Dimension.ROLE,
    "ages": Dimension.AGE_BAND,
}
NOT_SAID = N_("Not said")


def records(table: str, reader: Reader, found: PeriodFigures, words: Wording) -> list[Record]:
    """The rows of a table over the period that was counted, in the words of the form."""
    ways: dict[str, Callable[[], Iterable[Record]]] = {
        "events": lambda: (_event(one, reader, words) for one in found.events),
        "indicators": lambda: (_indicator(one, found, words) for one in found.indicators),
        "units": lambda: _units(reader, found, words),
        "trend": lambda: (
            {"period": period, "participations": every, "people": people}
            for period, every, people in found.trend
        ),
    }
    if table in _DIMENSIONS:
        made = _parts(_DIMENSIONS[table], reader, found, words)
    else:
        made = list(ways[table]())
    return [{**record, "n": n} for n, record in enumerate(made, 1)]


def _event(one: EventShare, reader: Reader, words: Wording) -> Record:
    event, places = one.event, reader.gazetteer()
    province = places.province_by_code.get(event.province or "")
    district = places.district_by_code.get(event.district or "")
    return {
        "title": words.stored_line(event.title_lo, event.title_en) or event.code,
        "code": event.code,
        "kind": words.line(KIND_WORDS[EventKind(event.kind)]),
        "first_day": event.first_day,
        "last_day": event.last_day,
        "days": dates(event.first_day, event.last_day, words.main),
        "province": words.stored_line(province.name_lo, province.name_en) if province else "",
        "district": words.stored_line(district.name_lo, district.name_en) if district else "",
        "venue": words.stored_line(event.venue_lo, event.venue_en),
        "women": one.women,
        "men": one.men,
        "not_said": one.not_said,
        "total": one.total,
    }


def _indicator(one: Measured, found: PeriodFigures, words: Wording) -> Record:
    assert one.indicator is not None
    days = found.scope.first_day, found.scope.last_day
    exact = [t for t in one.targets if not t.values and (t.first_day, t.last_day) == days]
    percent = exact[0].percent if exact else None
    by_sex = one.under(Dimension.SEX)
    known = any(b.dimensions == (Dimension.SEX,) for b, _parts in one.by)
    return {
        "code": one.code,
        "name": words.stored_line(one.indicator.name_lo, one.indicator.name_en),
        "value": whole(one.total),
        "women": whole(by_sex.get(("F",), 0)) if known else "",
        "men": whole(by_sex.get(("M",), 0)) if known else "",
        "target": whole(float(exact[0].target)) if exact else "",
        "percent": "" if percent is None else Percent(percent),
    }


def _parts(
    dimension: Dimension, reader: Reader, found: PeriodFigures, words: Wording
) -> list[Record]:
    """Unique persons (and participations) under each value of a dimension, none of it sensitive."""
    people = found.standard["unique_people"]
    by_sex = people.under(dimension, Dimension.SEX)
    every = found.standard["participations"].under(dimension)
    names = _names(dimension, reader, words)
    totals = people.under(dimension)
    return [
        {
            "name": words.line(NOT_SAID) if value is None else names.get(value, value),
            "women": whole(by_sex.get((value, "F"), 0)),
            "men": whole(by_sex.get((value, "M"), 0)),
            "not_said": whole(by_sex.get((value, None), 0)),
            "total": whole(totals.get((value,), 0)),
            "participations": whole(number),
        }
        for (value,), number in every.items()
    ]


def _names(dimension: Dimension, reader: Reader, words: Wording) -> dict[str, str]:
    def said(terms: Iterable[Term]) -> dict[str, str]:
        return {term.code: words.stored_line(term.name_lo, term.name_en) for term in terms}

    if dimension is Dimension.PROVINCE:
        provinces = reader.gazetteer().provinces
        return {p.code: words.stored_line(p.name_lo, p.name_en) for p in provinces}
    if dimension is Dimension.ROLE:
        return said(reader.roles())
    return said(reader.organisation_types()) if dimension is Dimension.ORGANISATION_TYPE else {}


def _units(reader: Reader, found: PeriodFigures, words: Wording) -> list[Record]:
    """Participations of each organisation, the largest first; head-counts have none."""
    count = replace(found.standard["participations"].count, dimensions=(Dimension.SEX,))
    names = {o.id: words.stored_line(o.name_lo, o.name_en) for o in reader.organisations()}
    held: dict[UUID | None, list[Participation]] = {}
    for share in found.events:
        for one in reader.participations(share.event.id):
            if counts(count, one):
                held.setdefault(one.organisation_id, []).append(one)
    made = [(key, tally(count, those)) for key, those in held.items()]
    made.sort(key=lambda pair: (pair[0] is None, -pair[1].total, names.get(_key(pair[0]), "")))
    return [
        {
            "name": words.line(NOT_SAID) if key is None else names.get(key, ""),
            "women": whole(found.parts.get(("F",), 0)),
            "men": whole(found.parts.get(("M",), 0)),
            "not_said": whole(found.parts.get((None,), 0)),
            "total": whole(found.total),
        }
        for key, found in made
    ]


def _key(key: UUID | None) -> UUID:
    return key or UUID(int=0)
