"""What can be filled into a form, by its source: fields, indicators, tables.

Hides how a source written in a placeholder is understood. Numbers are those of the period report;
sensitive ones are told as it tells them, and no cut that it does not print can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from workshopdesk.documents.forms import Answers
from workshopdesk.domain.counting import SENSITIVE, Dimension
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.forms import Mark, Percent, Value
from workshopdesk.domain.small_cells import Hidden
from workshopdesk.i18n import N_, _
from workshopdesk.lao.dates import format_date, format_range
from workshopdesk.lao.numbers import format_number
from workshopdesk.services.form_tables import TABLES, records
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.period import Measured, Part, PeriodFigures, measure, told, whole
from workshopdesk.services.report import Scope
from workshopdesk.store import Reader

INDICATOR = "indicator"
_SEXES = {"women": "F", "men": "M", "not_said": ""}
FIELDS = {
    "programme": N_("Programme"),
    "programme_code": N_("Code of the programme"),
    "funder": N_("Funder"),
    "period": N_("Period in words"),
    "from": N_("First day of the period"),
    "to": N_("Last day of the period"),
    "date": N_("Day on which it is filled in"),
    "office": N_("Issuing office"),
    "log": N_("Place in the log"),
}
PARTS = {
    "": N_("Total"),
    "women": N_("Women"),
    "men": N_("Men"),
    "not_said": N_("Not said"),
    "target": N_("Target"),
    "percent": N_("Percent of the target"),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A source that has no value, and why."""

    mark: Mark
    why: str


class Values:
    """The values of one scope, in the language of one form."""

    def __init__(self, reader: Reader, scope: Scope, language: str, today: date) -> None:
        self._reader = reader
        self._scope = scope
        self._language = language
        self._today = today
        self._words = Wording("en" if language == "en" else "lo")

    @cached_property
    def found(self) -> PeriodFigures:
        """Everything the period report says."""
        return measure(self._reader, self._scope)

    def answers(self, marks: Iterable[Mark]) -> tuple[Answers, tuple[Doubt, ...]]:
        """The answers to some marks, and the marks that have none."""
        values: dict[str, Value] = {}
        tables: dict[str, list[dict[str, Value]]] = {}
        doubts = []
        for mark in marks:
            try:
                if mark.table:
                    self._check_column(mark)
                    if mark.table not in tables:
                        made = records(mark.table, self._reader, self.found, self._words)
                        tables[mark.table] = made
                else:
                    values[mark.source] = self.value(mark.source)
            except UserError as error:
                doubts.append(Doubt(mark, f"{error.title}. {error.message}".strip()))
        return Answers(values, tables, self.say), tuple(doubts)

    def _check_column(self, mark: Mark) -> None:
        column = mark.source.partition(".")[2]
        if column not in TABLES.get(mark.table, {}):
            raise _unknown(mark.source)

    def say(self, value: Value) -> str:
        """A value within a text: days in words, numbers with their groups."""
        match value:
            case Percent(number):
                return f"{format_number(number, self._language)}%"
            case date():
                return format_date(value, self._language)
            case int() | float():
                return format_number(value, self._language)
        return value

    def value(self, source: str) -> Value:
        """The value of a source. Raises UserError for one that is unknown or may not be told."""
        if source.startswith(f"{INDICATOR}:"):
            return self._indicator(source)
        if source not in FIELDS:
            raise _unknown(source)
        ways: dict[str, Callable[[], Value]] = {
            "programme": lambda: ", ".join(self._programmes()),
            "programme_code": lambda: ", ".join(p.code for p in self.found.programmes),
            "funder": lambda: ", ".join(self._funders()),
            "period": lambda: format_range(
                self._scope.first_day, self._scope.last_day, self._language
            ),
            "from": lambda: self._scope.first_day,
            "to": lambda: self._scope.last_day,
            "date": lambda: self._today,
            "office": self._office,
            "log": self._reader.anchor,
        }
        return ways[source]()

    def _programmes(self) -> Iterator[str]:
        for one in self.found.programmes:
            yield self._words.stored_line(one.name_lo, one.name_en)

    def _funders(self) -> Iterable[str]:
        every = (f for p in self.found.programmes for f in p.funders)
        asked = self.found.asked.funder
        return dict.fromkeys(
            self._words.stored_line(f.name_lo, f.name_en) for f in every if asked in (None, f.id)
        )

    def _office(self) -> str:
        office = self._reader.office()
        return self._words.stored_line(office.name_lo, office.name_en)

    def _indicator(self, source: str) -> Value:
        _kind, code, part, *_more = [*source.split(":"), ""]
        one = self._measured(code, source)
        if part == "":
            return whole(one.total)
        if part in ("target", "percent"):
            return self._target(one, part)
        if part in _SEXES:
            return self._part(one, {Dimension.SEX: _SEXES[part] or None}, source)
        return self._part(one, dict(_dimensions(part, source)), source)

    def _measured(self, code: str, source: str) -> Measured:
        programme, slash, own = code.rpartition("/")
        those = [
            one for one in self.found.indicators
            if one.code == own and programme in ("", one.programme)
        ]  # fmt: skip
        if len(those) > 1:
            raise UserError(
                _("Several programmes have an indicator %(code)s") % {"code": code},
                _("Choose a programme, or write the programme's code and / before it."),
            )
        found = those[0] if those else None if slash else self.found.standard.get(code)
        if found is None:
            raise _unknown(source)
        return found

    def _target(self, one: Measured, part: str) -> Value:
        days = self._scope.first_day, self._scope.last_day
        every = [t for t in one.targets if not t.values]
        exact = [t for t in every if (t.first_day, t.last_day) == days] or every
        if len(exact) != 1:
            return ""
        if part == "target":
            return whole(float(exact[0].target))
        return "" if exact[0].percent is None else Percent(exact[0].percent)

    def _part(self, one: Measured, wanted: dict[Dimension, str | None], source: str) -> Value:
        dimensions = tuple(wanted)
        order, parts = dimensions, self._told_by_report(one, dimensions)
        if parts is not None:
            order, held = parts
        elif SENSITIVE.intersection(dimensions):
            raise UserError(
                _("%(source)s may not be told") % {"source": source},
                _("The report does not break this indicator down by these together."),
            )
        else:
            count = replace(one.count, dimensions=dimensions)
            held = told(dimensions, self._reader.facts(count.scope).tally(count))
        if held is None:
            return str(Hidden.OTHER)
        values = tuple(wanted[d] for d in order)
        number = next((part.number for part in held if part.values == values), 0)
        return str(number) if isinstance(number, str) else whole(float(number))

    @staticmethod
    def _told_by_report(
        one: Measured, dimensions: tuple[Dimension, ...]
    ) -> tuple[tuple[Dimension, ...], tuple[Part, ...] | None] | None:
        for breakdown, parts in one.by:
            if set(breakdown.dimensions) == set(dimensions):
                return breakdown.dimensions, parts
        return None


def _dimensions(said: str, source: str) -> Iterator[tuple[Dimension, str | None]]:
    for one in said.split(","):
        name, equal, value = one.partition("=")
        if not equal or name.strip() not in set(Dimension):
            raise _unknown(source)
        yield Dimension(name.strip()), value.strip() or None


def _unknown(source: str) -> UserError:
    return UserError(
        _("Nothing is called %(source)s") % {"source": source or "{{}}"},
        _("Choose what goes there."),
    )
