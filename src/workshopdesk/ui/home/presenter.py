"""What Home shows: four numbers of the year, a month of events, what is next and missing. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from workshopdesk.domain.event import Event, EventKind
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.standing import Standing
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
    people: int
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
        """Who is on its list."""
        return words.people(self.people, self.women)

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


def read(
    reader: Reader,
    today: date,
    month: date | None,
    filters: Filters | None = None,
    *,
    listing: bool = False,
) -> ScreenState:
    """Read Home for a month; None shows this month, or the last with an event in it.

    ``listing``: the list of all events as well, which counts everybody.
    """
    every, shared = reader.events(), reader.programmes_of_events()
    wanted = filters or Filters()
    events = [e for e in every if wanted.fits(e, shared.get(e.id, ()))]
    shown = month or _month_to_show(events, today)
    gazetteer = reader.gazetteer()
    first = shown - timedelta(days=shown.weekday())
    weeks = _weeks(shown, first)
    counts = reader.head_counts_of_events() if listing else {}
    coming = sorted((e for e in events if e.last_day >= today), key=lambda e: e.first_day)
    return ScreenState(
        today,
        words.day(today, weekday=True),
        shown,
        _month_text(shown),
        tuple(dates.format_weekday(date(2024, 1, n), screen_language()) for n in range(1, 8)),
        first,
        weeks,
        _numbers(reader, [e for e in events if e.first_day.year == shown.year], shown.year, today),
        _bars(events, first, weeks, gazetteer),
        tuple(_next(s, gazetteer) for s in reader.standings(coming[:NEXT])),
        len(coming),
        tasks(reader, {e.id: e for e in events}, today),
        missing(reader, events, today, gazetteer),
        tuple(Listed(e, *counts.get(e.id, (0, 0)), gazetteer) for e in events) if listing else (),
        choices(reader, every),
        every[0].id if len(every) == 1 else None,
        bool(every),
    )


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


def _numbers(reader: Reader, events: Sequence[Event], year: int, today: date) -> tuple[Number, ...]:
    held = sum(e.last_day < today for e in events)
    year_in = reader.year_in_numbers([e.id for e in events])
    share = f"{100 * year_in.women / year_in.people:.1f}" if year_in.people else "0"
    comma = share.replace(".", ",") if screen_language() == "lo" else share
    n = year_in.participations
    return (
        Number("calendar-event", _("Events"), str(len(events)),
               _("Year %(year)d · %(held)d held") % {"year": year, "held": held},
               "reports", str(year)),
        Number("users", _("People counted once"), str(year_in.people),
               ngettext("%(n)d participation", "%(n)d participations", n) % {"n": n},
               "reports", str(year)),
        Number("gender-female", _("Women"), f"{comma}%",
               _("%(women)d of %(all)d people")
               % {"women": year_in.women, "all": year_in.people}, "reports", str(year)),
        Number("map-pin", _("Provinces"), str(year_in.provinces),
               _("of %(n)d provinces") % {"n": len(reader.gazetteer().provinces)},
               "reports", str(year)),
    )  # fmt: skip


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


def _next(standing: Standing, gazetteer: Gazetteer) -> Next:
    event = standing.event
    first, last = event.first_day, event.last_day
    days = str(first.day) if first == last else f"{first.day}-{last.day}"
    where = words.place(event, gazetteer)
    count = words.people(standing.people, standing.women)
    detail = " · ".join(part for part in (where, count) if part)
    month = words.day(first).split(" ")[1]
    title = event.title(screen_language())
    return Next(event.id, days, month, title, detail, words.status(event.status))
