"""What the agenda's page shows: days, cards with their lanes, clashes, and time by kind. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.clashes import Clash, by_session, clashes, overlap
from workshopdesk.i18n import _, screen_language
from workshopdesk.services import agenda
from workshopdesk.store import Reader
from workshopdesk.ui import words
from workshopdesk.ui.agenda.alarms import Alarm, alarms, said

_LOOKS = {
    SessionKind.REGISTRATION: ("slate", "clipboard-text"),
    SessionKind.OPENING: ("amber", "microphone"),
    SessionKind.CLOSING: ("amber", "microphone"),
    SessionKind.PRESENTATION: ("blue", "presentation"),
    SessionKind.DISCUSSION: ("teal", "messages"),
    SessionKind.GROUP_WORK: ("violet", "users-group"),
    SessionKind.PLENARY_REPORT: ("green", "speakerphone"),
    SessionKind.BREAK: ("stone", "coffee"),
    SessionKind.MEAL: ("stone", "tools-kitchen-2"),
    SessionKind.PHOTO: ("stone", "camera"),
    SessionKind.EVALUATION: ("rose", "clipboard-check"),
    SessionKind.FIELD_VISIT: ("green", "bus"),
}
EARLIEST, LATEST = 8, 17


@dataclass(frozen=True, slots=True)
class Card:
    """A session on the grid: its words, its look, and which lane of how many it stands in."""

    session: Session
    title: str
    time: str
    people: str
    clashing: str
    hue: str
    icon: str
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Day:
    """One column; ``short_name`` is the date alone, ``long_name`` has the weekday too."""

    day: date
    name: str
    short_name: str
    long_name: str
    rooms: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class KindTotal:
    """Time spent on one kind of session."""

    name: str
    hue: str
    time: str


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page. Hours are the grid's first and last full hour."""

    event_code: str
    days: tuple[Day, ...]
    first_hour: int
    last_hour: int
    warnings: tuple[Alarm, ...]
    kinds: tuple[KindTotal, ...]
    total: str
    rooms: tuple[str, ...]
    people: tuple[str, ...]


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read an event's agenda."""
    event = reader.event(event_id)
    sessions = reader.sessions(event_id)
    around = agenda.around(reader, event)
    found = clashes(event, sessions, around)
    people = tuple(dict.fromkeys(row.name for row in around.registered))
    marked = by_session(found)
    days = sorted({*event.days, *(s.day for s in sessions)})
    return ScreenState(
        event.code,
        tuple(_day(number, day, sessions, marked) for number, day in enumerate(days, 1)),
        min([EARLIEST, *(s.start.hour for s in sessions)]),
        max([LATEST, *(s.end.hour + (s.end.minute > 0) for s in sessions)]),
        alarms(found, days, sessions, around),
        _kinds(sessions),
        words.length(sum(s.minutes for s in sessions)),
        tuple(sorted({s.room for s in sessions if s.room})),
        people,
    )


def only(state: ScreenState, room: str) -> tuple[Day, ...]:
    """The days with the sessions of one room, and those that name none."""
    if not room:
        return state.days
    days = []
    for day in state.days:
        sessions = [c.session for c in day.cards if c.session.room in (room, "")]
        lanes = _lanes(sessions)
        kept = {c.session.id: c for c in day.cards}
        cards = tuple(
            replace(kept[s.id], lane=lanes[s.id][0], lanes=lanes[s.id][1]) for s in sessions
        )
        days.append(replace(day, rooms=(room,), cards=cards))
    return tuple(days)


def responsible(session: Session) -> str:
    """The people responsible, in order."""
    english = screen_language() == "en"
    names = [(p.text_en or p.text_lo) if english else p.text_lo or p.text_en for p in session.parts]
    return " · ".join(name for name in names if name)


def _day(
    number: int,
    day: date,
    sessions: Sequence[Session],
    marked: dict[UUID, tuple[Clash, ...]],
) -> Day:
    own = [s for s in sessions if s.day == day]
    lanes = _lanes(own)
    cards = tuple(_card(s, *lanes[s.id], marked.get(s.id, ())) for s in own)
    rooms = tuple(dict.fromkeys(s.room for s in own if s.room))
    name = _("Day %(n)d") % {"n": number}
    return Day(day, name, words.day(day), words.day(day, weekday=True), rooms, cards)


def _card(session: Session, lane: int, lanes: int, clashing: tuple[Clash, ...]) -> Card:
    hue, icon = _LOOKS[session.kind]
    return Card(
        session,
        session.title(screen_language()) or session.title_lo or session.title_en,
        words.hours(session.start, session.end),
        responsible(session),
        ", ".join(dict.fromkeys(clash.subject for clash in clashing if clash.subject))
        or (said(clashing[0]) if clashing else ""),
        hue,
        icon,
        lane,
        lanes,
    )


def _lanes(sessions: Sequence[Session]) -> dict[UUID, tuple[int, int]]:
    """Side by side only where sessions run at the same time: lane and number of lanes of each."""
    placed: dict[UUID, tuple[int, int]] = {}
    cluster: list[Session] = []
    for session in sorted(sessions, key=lambda s: (s.start, s.end)):
        if cluster and all(session.start >= other.end for other in cluster):
            _place(cluster, placed)
            cluster = []
        cluster.append(session)
    _place(cluster, placed)
    return placed


def _place(cluster: Sequence[Session], placed: dict[UUID, tuple[int, int]]) -> None:
    lanes: list[list[Session]] = []
    where: dict[UUID, int] = {}
    for session in cluster:
        free = (n for n, lane in enumerate(lanes) if not any(overlap(session, s) for s in lane))
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(session)
        where[session.id] = number
    placed.update({key: (number, len(lanes)) for key, number in where.items()})


def _kinds(sessions: Sequence[Session]) -> tuple[KindTotal, ...]:
    minutes: dict[SessionKind, int] = {}
    for session in sessions:
        minutes[session.kind] = minutes.get(session.kind, 0) + session.minutes
    return tuple(
        KindTotal(words.session_kind(kind), _LOOKS[kind][0], words.length(minutes[kind]))
        for kind in SessionKind
        if kind in minutes
    )
