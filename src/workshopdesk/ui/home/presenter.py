"""What Home shows: four numbers of the year, a month of events, what is next and missing. No Qt.

``read`` gives what is there at once however many people took part; ``counted`` adds what must be
counted, away from the window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from workshopdesk.domain.event import Event, EventKind
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.standing import YearInNumbers
from workshopdesk.i18n import _, ngettext, screen_language
from workshopdesk.lao import dates
from workshopdesk.store import Reader
from workshopdesk.ui import words
from workshopdesk.ui.home.due import Task, tasks
from workshopdesk.ui.home.filters import Choices, Filters, choices
from workshopdesk.ui.home.missing import Missing, missing

HUES = {
    EventKind.TRAINING: "blue", EventKind.WORKSHOP: "amber", EventKind.EXCHANGE: "green",
    EventKind.CONSULTATION: "violet", EventKind.SEMINAR: "rose", EventKind.STUDY_VISIT: "teal",
}  # fmt: skip
NEXT = 3
NOT_YET = "…"
"""Stands for a number that is being counted."""


@dataclass(frozen=True, slots=True)
class Number:
    """One of the four numbers; a click goes to ``room``, which brings ``focus`` into view."""

    icon: str
    name: str
    value: str
    detail: str
    room: str
    focus: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """An event in the week ``row``: from day ``start`` for ``length`` days (0 = Monday)."""

    event: UUID
    title: str
    hue: str
    row: int
    start: int
    length: int
    lane: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Next:
    """An event that comes soon."""

    event: UUID
    days: str
    month: str
    title: str
    detail: str
    status: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """An event in the list; its words are made when they are seen, there may be thousands."""

    event: Event
    people: int | None
    women: int
    gazetteer: Gazetteer

    @property
    def title(self) -> str:
        """The title in the screen's language."""
        return self.event.title(screen_language())

    @property
    def found_by(self) -> str:
        """What else it is found by."""
        return f"{self.event.code} {self.event.title_lo} {self.event.title_en}"

    @property
    def when(self) -> str:
        """Its days."""
        return words.days(self.event.first_day, self.event.last_day)

    @property
    def where(self) -> str:
        """Its place."""
        return words.place(self.event, self.gazetteer)

    @property
    def count(self) -> str:
        """Who is on its list, once counted."""
        return NOT_YET if self.people is None else words.people(self.people, self.women)

    @property
    def status(self) -> str:
        """How far it has come."""
        return words.status(self.event.status)[0]


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page."""

    today: date
    today_text: str
    month: date
    month_text: str
    weekdays: tuple[str, ...]
    first_shown: date
    weeks: int
    numbers: tuple[Number, ...]
    bars: tuple[Bar, ...]
    upcoming: tuple[Next, ...]
    upcoming_count: int
    tasks: tuple[Task, ...]
    missing: tuple[Missing, ...]
    listed: tuple[Listed, ...]
    choices: dict[str, Choices]
    only_event: UUID | None
    any_event: bool
    events: tuple[Event, ...]
    gazetteer: Gazetteer


def read(
    reader: Reader,
    today: date,
    month: date | None,
    filters: Filters | None = None,
    *,
    listing: bool = False,
) -> ScreenState:
    """Read Home for a month; None shows this month, or the last with an event in it.

    ``listing``: the list of all events as well.
    """
    every, shared = reader.events(), reader.programmes_of_events()
    wanted = filters or Filters()
    events = tuple(e for e in every if wanted.fits(e, shared.get(e.id, ())))
    shown = month or _month_to_show(events, today)
    gazetteer = reader.gazetteer()
    first = shown - timedelta(days=shown.weekday())
    weeks = _weeks(shown, first)
    coming = _coming(events, today)
    return ScreenState(
        today,
        words.day(today, weekday=True),
        shown,
        _month_text(shown),
        tuple(dates.format_weekday(date(2024, 1, n), screen_language()) for n in range(1, 8)),
        first,
        weeks,
        _numbers(_of_year(events, shown.year), shown.year, today, None, len(gazetteer.provinces)),
        _bars(events, first, weeks, gazetteer),
        tuple(_next(e, None, gazetteer) for e in coming[:NEXT]),
        len(coming),
        tasks(reader, {e.id: e for e in events}, today),
        (),
        tuple(Listed(e, None, 0, gazetteer) for e in events) if listing else (),
        choices(reader, every),
        every[0].id if len(every) == 1 else None,
        bool(every),
        events,
        gazetteer,
    )


def counted(reader: Reader, state: ScreenState) -> ScreenState:
    """The page with all its counts. Looks at everyone who took part in the year shown, and, if the
    list is shown, in all years: to be asked for away from the window."""
    coming = _coming(state.events, state.today)[:NEXT]
    shown = None if state.listed else [e.id for e in coming]
    counts = reader.head_counts_of_events(shown)
    of_year = _of_year(state.events, state.month.year)
    year_in = reader.year_in_numbers([e.id for e in of_year])
    provinces = len(state.gazetteer.provinces)
    return replace(
        state,
        numbers=_numbers(of_year, state.month.year, state.today, year_in, provinces),
        upcoming=tuple(_next(e, counts, state.gazetteer) for e in coming),
        missing=missing(reader, state.events, state.today, state.gazetteer),
        listed=tuple(
            Listed(line.event, *counts.get(line.event.id, (0, 0)), line.gazetteer)
            for line in state.listed
        ),
    )


def _coming(events: Sequence[Event], today: date) -> list[Event]:
    return sorted((e for e in events if e.last_day >= today), key=lambda e: e.first_day)


def _of_year(events: Sequence[Event], year: int) -> list[Event]:
    return [e for e in events if e.first_day.year == year]


def shifted(month: date, by: int) -> date:
    """The first of a month so many months later."""
    count = month.year * 12 + month.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def _month_to_show(events: Sequence[Event], today: date) -> date:
    this = today.replace(day=1)
    if not events or any(
        shifted(e.first_day, -1) <= this <= shifted(e.last_day, 1) for e in events
    ):
        return this
    nearest = min(events, key=lambda e: abs((e.first_day - today).days))
    return nearest.first_day.replace(day=1)


def _weeks(month: date, first: date) -> int:
    last = shifted(month, 1) - timedelta(days=1)
    return (last - first).days // 7 + 1


def _month_text(month: date) -> str:
    return words.day(month).split(" ", 1)[1]


def _numbers(
    events: Sequence[Event], year: int, today: date, found: YearInNumbers | None, provinces: int
) -> tuple[Number, ...]:
    held = sum(e.last_day < today for e in events)
    said = _("Year %(year)d · %(held)d held") % {"year": year, "held": held}
    year_in = found or YearInNumbers(0, 0, 0, 0)
    n = year_in.participations
    numbers = (
        ("users", _("People counted once"), str(year_in.people),
         ngettext("%(n)d participation", "%(n)d participations", n) % {"n": n}),
        ("gender-female", _("Women"), _share(year_in),
         _("%(women)d of %(all)d people") % {"women": year_in.women, "all": year_in.people}),
        ("map-pin", _("Provinces"), str(year_in.provinces),
         _("of %(n)d provinces") % {"n": provinces}),
    )  # fmt: skip
    return (
        Number("calendar-event", _("Events"), str(len(events)), said, "reports", str(year)),
        *(
            Number(icon, name, value, detail, "reports", str(year))
            if found
            else Number(icon, name, NOT_YET, "", "reports", str(year))
            for icon, name, value, detail in numbers
        ),
    )


def _share(year_in: YearInNumbers) -> str:
    share = f"{100 * year_in.women / year_in.people:.1f}%" if year_in.people else "0%"
    return share.replace(".", ",") if screen_language() == "lo" else share


def _bars(
    events: Sequence[Event], first: date, weeks: int, gazetteer: Gazetteer
) -> tuple[Bar, ...]:
    made: list[Bar] = []
    for week in range(weeks):
        monday = first + timedelta(days=7 * week)
        sunday = monday + timedelta(days=6)
        lanes: list[date] = []
        for event in sorted(events, key=lambda e: (e.first_day, e.code)):
            if event.last_day < monday or event.first_day > sunday:
                continue
            start, end = max(event.first_day, monday), min(event.last_day, sunday)
            lane = next((n for n, last in enumerate(lanes) if last < start), len(lanes))
            lanes[lane : lane + 1] = [end]
            made.append(
                Bar(event.id, words.short_title(event, gazetteer), HUES[event.kind], week,
                    start.weekday(), (end - start).days + 1, lane, start == event.first_day)
            )  # fmt: skip
    return tuple(made)


def _next(
    event: Event, counts: Mapping[UUID, tuple[int, int]] | None, gazetteer: Gazetteer
) -> Next:
    first, last = event.first_day, event.last_day
    days = str(first.day) if first == last else f"{first.day}-{last.day}"
    where = words.place(event, gazetteer)
    count = "" if counts is None else words.people(*counts.get(event.id, (0, 0)))
    detail = " · ".join(part for part in (where, count) if part)
    month = words.day(first).split(" ")[1]
    title = event.title(screen_language())
    return Next(event.id, days, month, title, detail, words.status(event.status))
