"""A programme's indicators in the funder workbook, and what is sensitive as it may be told.

Each indicator has a column beside the participations that holds what each of them adds, so that
its figures are sums like all others. What is counted from before the period, and what is
sensitive, stand as values and say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workshopdesk.documents import model as m
from workshopdesk.domain.counting import Dimension, Tally, added
from workshopdesk.domain.people import Sex
from workshopdesk.domain.small_cells import Hidden, Row, protect
from workshopdesk.i18n import N_
from workshopdesk.services.papers.counts_in_words import DIMENSIONS, UNITS, Terms
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.period import PEOPLE, Measured, PeriodFigures

_SEXES = ("F", "M", None)
_SENSITIVE = (Dimension.ETHNIC_FAMILY, Dimension.DISABILITY)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the workbook's scope. ``sensitive`` holds unique persons by a sensitive
    dimension and sex."""

    found: PeriodFigures
    terms: Terms
    sensitive: dict[Dimension, Tally]


class Weights:
    """What every participation adds to every indicator."""

    def __init__(
        self,
        indicators: Sequence[Measured],
        events: Sequence[EventFacts],
        first_day: date | None = None,
    ) -> None:
        self._indicators = indicators
        self._first_day = first_day
        every = [one for facts in events for one in facts.counted]
        sums = [list(added(one.count, every)) for one in self._summed]
        self._added: dict[tuple[UUID, str | None], tuple[float, ...]] = {}
        for n, one in enumerate(every):
            self._added[one.registration_id, one.sex] = tuple(own[n] for own in sums)

    @property
    def _summed(self) -> list[Measured]:
        """Those whose every participation stands in the workbook."""
        return [one for one in self._indicators if one.count.scope.first_day == self._first_day]

    @property
    def columns(self) -> tuple[tuple[str, m.Words], ...]:
        """Key and heading of each indicator's column."""
        return tuple((_key(n), m.Words(one.code)) for n, one in enumerate(self._summed))

    def counts(self, registration: UUID) -> bool:
        """Whether a registration adds to some indicator."""
        return any(any(self._added.get((registration, sex), ())) for sex in _SEXES)

    def of(self, registration: UUID, sex: Sex | None) -> tuple[float, ...]:
        """What a registration, or one sex of a head-count, adds to each indicator."""
        nothing = (0.0,) * len(self.columns)
        made = self._added.get((registration, sex.value if sex else None), nothing)
        return tuple(int(n) if n == int(n) else n for n in made)

    def table(self, words: Wording) -> Iterator[m.SummaryTable]:
        """The indicators with targets and achievement; nothing where there is none."""
        if not self._indicators:
            return
        summed = {id(one): _key(n) for n, one in enumerate(self._summed)}
        rows = tuple(_row(one, summed.get(id(one), ""), words) for one in self._indicators)
        early = any(row.values for row in rows)
        note = N_("Values, not formulas, where an indicator runs on from before this period.")
        yield m.SummaryTable(
            words.say(N_("Indicators")),
            rows,
            None,
            chart=False,
            beside=(words.say(N_("Target")), words.say(N_("Reached")), words.say(N_("Share"))),
            note=words.say(note) if early else None,
        )


def _key(number: int) -> str:
    return f"indicator_{number + 1}"


def _row(one: Measured, key: str, words: Wording) -> m.SummaryRow:
    assert one.indicator is not None
    name = words.stored(one.indicator.name_lo, one.indicator.name_en)
    unit = words.say(UNITS[one.count.unit])
    label = m.Words(
        f"{one.code} {name.main} ({unit.main})",
        f"{one.code} {name.under or name.main} ({unit.under or unit.main})",
    )
    people = one.count.unit in PEOPLE
    values: tuple[float | str, ...] = ()
    if not key:
        by_sex = {part.values[0]: part.number for part in one.by_sex}
        told = [float(by_sex.get(sex, 0)) if people else "" for sex in _SEXES]
        values = (*told, float(one.total))
    beside: tuple[float | str | None, ...] = (None, None, None)
    whole = [target for target in one.targets if not target.values]
    if whole:
        first = whole[0]
        share = None if first.percent is None else first.percent / 100
        beside = (float(first.target), first.reached, share)
    return m.SummaryRow(label, key, sexed=people, values=values, beside=beside)


def sensitive_tables(figures: Figures, words: Wording) -> Iterator[m.SummaryTable]:
    """Unique persons by ethnic family and by disability, small cells hidden."""
    for dimension in _SENSITIVE:
        tally = figures.sensitive[dimension]
        values = sorted({v for v, _sex in tally.parts}, key=lambda v: (v is None, v or ""))
        table = [[int(tally.parts.get((v, sex), 0)) for sex in _SEXES] for v in values]
        shown = protect(table)
        rows = tuple(
            m.SummaryRow(_both(figures.terms, dimension, value, words), "", values=_told(row))
            for value, row in zip(values, shown or (), strict=shown is not None)
        )
        note = N_("Values, not formulas. Fewer than five are shown as <5; … hides what would tell.")
        if shown is None:
            note = N_("too few people to be told")
        yield m.SummaryTable(
            words.say(DIMENSIONS[dimension]), rows, None, chart=False, note=words.say(note)
        )


def _both(terms: Terms, dimension: Dimension, value: str | None, words: Wording) -> m.Words:
    label = terms.labelled(dimension, value, words)
    return m.Words(label.main, label.under or label.main)


def _told(row: Row) -> tuple[float | str, ...]:
    return tuple(str(n) if isinstance(n, Hidden) else n for n in (*row.cells, row.total))
