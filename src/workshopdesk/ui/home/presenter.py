"""What Home shows: four numbers of the year, a month of events, what is next and missing. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.clashes import clashes
from workshopdesk.domain.event import Event, EventKind, EventStatus
from workshopdesk.domain.people import Sex
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.i18n import _, ngettext, screen_language
from workshopdesk.lao import dates
from workshopdesk.store import Reader
from workshopdesk.ui import words

HUES = {
    EventKind.TRAINING: "blue", EventKind.WORKSHOP: "amber", EventKind.EXCHANGE: "green",
    EventKind.CONSULTATION: "violet", EventKind.SEMINAR: "rose", EventKind.STUDY_VISIT: "teal",
}  # fmt: skip
NEXT = 3
MISSING = 6


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
class Missing:
    """Something that is missing, and where it is mended."""

    text: str
    detail: str
    action: str
    room: str
    event: UUID
    focus: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """An event in the list."""

    event: UUID
    title: str
    when: str
    where: str
    count: str
    status: tuple[str, str, str]


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
    missing: tuple[Missing, ...]
    listed: tuple[Listed, ...]


def read(reader: Reader, today: date, month: date | None) -> ScreenState:
    """Read Home for a month; None shows this month, or the last with an event in it."""
    events = [e for e in reader.events() if e.status is not EventStatus.CANCELLED]
    shown = month or _month_to_show(events, today)
    rows = {e.id: _present(reader, e) for e in events if e.first_day.year == shown.year}
    gazetteer = reader.gazetteer()
    first = shown - timedelta(days=shown.weekday())
    weeks = _weeks(shown, first)
    missing = [m for e in events for m in _missing(reader, e, today, gazetteer)]
    coming = sorted((e for e in events if e.last_day >= today), key=lambda e: e.first_day)
    return ScreenState(
        today,
        words.day(today, weekday=True),
        shown,
        _month_text(shown),
        tuple(dates.format_weekday(date(2024, 1, n), screen_language()) for n in range(1, 8)),
        first,
        weeks,
        _numbers(events, rows, shown.year, today, gazetteer),
        _bars(events, first, weeks, gazetteer),
        tuple(_next(reader, e, gazetteer) for e in coming[:NEXT]),
        len(coming),
        tuple(missing[:MISSING]),
        tuple(_listed(reader, e, gazetteer) for e in sorted(events, key=_newest)),
    )


def shifted(month: date, by: int) -> date:
    """The first of a month so many months later."""
    count = month.year * 12 + month.month - 1 + by
    return date(count // 12, count % 12 + 1, 1)


def _newest(event: Event) -> int:
    return -event.first_day.toordinal()


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


def _present(reader: Reader, event: Event) -> tuple[ParticipantRow, ...]:
    return tuple(
        row
        for row in reader.participants(event.id)
        if row.state is not RegistrationState.CANCELLED and row.person_id is not None
    )


def _numbers(
    events: Sequence[Event],
    rows: dict[UUID, tuple[ParticipantRow, ...]],
    year: int,
    today: date,
    gazetteer: Gazetteer,
) -> tuple[Number, ...]:
    own = [e for e in events if e.id in rows]
    held = sum(e.last_day < today for e in own)
    everyone = [row for part in rows.values() for row in part]
    unique = {row.person_id: row.sex for row in everyone}
    women = sum(sex is Sex.FEMALE for sex in unique.values())
    share = f"{100 * women / len(unique):.1f}" if unique else "0"
    provinces = {row.province for row in everyone if row.province}
    comma = share.replace(".", ",") if screen_language() == "lo" else share
    return (
        Number("calendar-event", _("Events"), str(len(own)),
               _("Year %(year)d · %(held)d held") % {"year": year, "held": held},
               "reports", str(year)),
        Number("users", _("People counted once"), str(len(unique)),
               ngettext("%(n)d participation", "%(n)d participations", len(everyone))
               % {"n": len(everyone)}, "reports", str(year)),
        Number("gender-female", _("Women"), f"{comma}%",
               _("%(women)d of %(all)d people") % {"women": women, "all": len(unique)},
               "reports", str(year)),
        Number("map-pin", _("Provinces"), str(len(provinces)),
               _("of %(n)d provinces") % {"n": len(gazetteer.provinces)}, "reports", str(year)),
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


def _count(reader: Reader, event: Event) -> str:
    return words.count_people(row.sex for row in _present(reader, event))


def _next(reader: Reader, event: Event, gazetteer: Gazetteer) -> Next:
    first, last = event.first_day, event.last_day
    days = str(first.day) if first == last else f"{first.day}-{last.day}"
    where = words.place(event, gazetteer)
    detail = " · ".join(part for part in (where, _count(reader, event)) if part)
    month = words.day(first).split(" ")[1]
    title = event.title(screen_language())
    return Next(event.id, days, month, title, detail, words.status(event.status))


def _listed(reader: Reader, event: Event, gazetteer: Gazetteer) -> Listed:
    return Listed(
        event.id,
        event.title(screen_language()),
        words.days(event.first_day, event.last_day),
        words.place(event, gazetteer),
        _count(reader, event),
        words.status(event.status),
    )


def _missing(reader: Reader, event: Event, today: date, gazetteer: Gazetteer) -> list[Missing]:
    """What is missing of one event: while it is planned its agenda, afterwards its report."""
    if event.status is EventStatus.REPORTED:
        return []
    name = words.short_title(event, gazetteer)
    people, sessions = _present(reader, event), reader.sessions(event.id)
    found: list[Missing] = []

    def add(text: str, action: str, room: str, focus: str = "", bad: bool = False) -> None:
        found.append(Missing(text, name, action, room, event.id, focus, bad))

    if not people:
        add(_("Nobody is on the list yet"), _("Add"), "participants", bad=True)
    unknown = sum(row.sex is None for row in people)
    if unknown:
        said = ngettext("Sex of %(n)d person not said", "Sex of %(n)d people not said", unknown)
        add(said % {"n": unknown}, _("Mend"), "participants", "unknown-sex")
    homeless = sum(row.province is None for row in people)
    if homeless:
        said = ngettext(
            "Province of %(n)d person not known", "Province of %(n)d people not known", homeless
        )
        add(said % {"n": homeless}, _("Mend"), "participants")
    if not sessions:
        add(_("The agenda is empty"), _("Add"), "agenda")
    clashing = len(clashes(event, sessions))
    if clashing:
        said = ngettext("%(n)d clash in the agenda", "%(n)d clashes in the agenda", clashing)
        add(said % {"n": clashing}, _("Open"), "agenda")
    for session in sessions:
        if session.kind is SessionKind.GROUP_WORK and people:
            _missing_groups(reader, session.id, add, held=event.last_day < today)
    if event.last_day < today and people and not reader.attendance(event.id):
        add(_("No attendance taken yet"), _("Open"), "attendance", bad=True)
    return found


def _missing_groups(reader: Reader, session_id: UUID, add: Callable[..., None], held: bool) -> None:
    groups = reader.groups(session_id)
    if not groups:
        add(_("Group work without groups"), _("Open"), "groups")
    elif held:
        empty = [g.number for g in groups if not g.findings]
        if empty:
            said = _("Group %(n)d has no findings yet") % {"n": empty[0]}
            add(said, _("Open"), "groups", "findings")
