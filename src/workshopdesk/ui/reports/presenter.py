"""Which events a report is of, and its figures in the screen's words. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workshopdesk.domain.event import EventStatus
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import _, screen_language
from workshopdesk.services.papers.counts_in_words import Terms, read_terms
from workshopdesk.services.period import PeriodFigures, Scope, measure
from workshopdesk.store import Reader, Store

QUARTERS = 4

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be chosen. A period is "2025", "2025-3" (a quarter) or "2023..2025"."""

    periods: Choices
    programmes: Choices
    funders: Choices
    provinces: Choices = ()


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The figures of a scope, and the words of their codes."""

    scope: Scope
    found: PeriodFigures
    terms: Terms

    @property
    def events(self) -> int:
        """How many events the scope holds."""
        return len(self.found.events)


def offers(reader: Reader) -> Offers:
    """Read what can be chosen: years and quarters in which events begin, the newest first."""
    english = screen_language() == "en"
    days = [e.first_day for e in reader.events() if e.status is not EventStatus.CANCELLED]
    periods: list[tuple[str, str]] = []
    years = sorted({day.year for day in days}, reverse=True)
    for year in years:
        periods.append((str(year), _("Year %(year)d") % {"year": year}))
        for quarter in sorted({_quarter(day) for day in days if day.year == year}, reverse=True):
            name = _("Quarter %(quarter)d of %(year)d") % {"quarter": quarter, "year": year}
            periods.append((f"{year}-{quarter}", name))
    if len(years) > 1:
        ends = {"first": years[-1], "last": years[0]}
        key = f"{years[-1]}..{years[0]}"
        periods.append((key, _("Years %(first)d to %(last)d") % ends))
    programmes = reader.programmes()
    funders = {f.id: f for p in programmes for f in p.funders}.values()
    return Offers(
        tuple(periods),
        tuple((p.code, (p.name_en or p.name_lo) if english else p.name_lo) for p in programmes),
        tuple(
            (f.name_en or f.name_lo, (f.name_en or f.name_lo) if english else f.name_lo)
            for f in funders
        ),
        tuple((p.code, p.name_en if english else p.name_lo) for p in reader.gazetteer().provinces),
    )


def _quarter(day: date) -> int:
    return (day.month - 1) // 3 + 1


def days_of(period: str) -> tuple[date, date]:
    """The first and last day of "2025", of its quarter "2025-3", or of "2023..2025"."""
    if ".." in period:
        first_year, last_year = period.split("..")
        return date(int(first_year), 1, 1), date(int(last_year), 12, 31)
    year, _dash, quarter = period.partition("-")
    if not quarter:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = date(int(year), 3 * int(quarter) - 2, 1)
    if int(quarter) == QUARTERS:
        return first, date(int(year), 12, 31)
    following = date(int(year), first.month + 3, 1)
    return first, date.fromordinal(following.toordinal() - 1)


def period_of(first: date, last: date, known: Choices) -> str:
    """The period of these days, "" when they are others."""
    return next((key for key, _words in known if days_of(key) == (first, last)), "")


def read(store: Store, scope: Scope, progress: Progress) -> ScreenState:
    """Count everything in a scope; takes a while with many events. Raises UserError."""
    with store.read() as reader:
        progress.step(0, 3, _("Counting"))
        found = measure(reader, scope)
        progress.step(2, 3, _("Counting"))
        return ScreenState(scope, found, read_terms(reader))


def file_name(scope: Scope) -> str:
    """What the report's file is called, without its ending."""
    parts = ["report", scope.programme or scope.funder or "", scope.province or ""]
    parts += [scope.first_day.isoformat(), scope.last_day.isoformat()]
    name = "-".join(part for part in parts if part)
    return "".join("-" if c in '/\\:*?"<>| ' else c for c in name)
