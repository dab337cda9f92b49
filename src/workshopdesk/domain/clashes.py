"""Clashes of an agenda, as values with who could mend them: shown beside the sessions, never
blocking.

Hides whom a name on an agenda means: people are told apart by their registration, else by the
name before the first comma, without titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import lru_cache
from itertools import combinations
from uuid import UUID

from workshopdesk.domain.agenda import Part, Session, SessionKind, SessionPart
from workshopdesk.domain.event import Event
from workshopdesk.domain.registration import ParticipantRow, RegistrationState, Role
from workshopdesk.lao.names import split_name
from workshopdesk.lao.text import search_key

DAY = (time(6), time(21))
"""Outside these hours a session is told to be outside the day; an evening meal is not."""
LUNCH = (time(12), time(13))
"""The hour nobody works through where the agenda has no meal."""
_MIDDAY = (time(10, 30), time(14, 30))  # a meal that begins then is lunch
_RESTS = frozenset({SessionKind.MEAL, SessionKind.BREAK, SessionKind.PHOTO})
_HELPERS = (Role.RESOURCE_PERSON, Role.FACILITATOR, Role.CHAIR, Role.RAPPORTEUR)


@dataclass(frozen=True, slots=True)
class Clash:
    """One clash.

    ``code`` is person or room (twice at a time; ``elsewhere``: in another event), lunch (runs
    into it or through it), order (ends before it begins), outside (its day is not one of the
    event's), hours (before or after the day), no_groups (group work without groups) or chair
    (who chairs is not registered). ``subject`` is the person or room, "" otherwise.
    """

    code: str
    subject: str
    sessions: tuple[Session, ...]
    elsewhere: tuple[Event, Session] | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What an agenda is checked against beside itself.

    ``people`` are the event's participants, ``grouped`` the sessions that have groups,
    ``elsewhere`` what goes on in other events, and ``names`` whom the registrations there mean.
    """

    people: tuple[ParticipantRow, ...] = ()
    grouped: frozenset[UUID] = frozenset()
    elsewhere: tuple[tuple[Event, Session], ...] = ()
    names: Mapping[UUID, UUID] = field(default_factory=dict)

    @property
    def registered(self) -> tuple[ParticipantRow, ...]:
        """Those who take part: named and not cancelled."""
        return tuple(
            p for p in self.people if p.person_id and p.state is not RegistrationState.CANCELLED
        )


def clashes(
    event: Event, sessions: Sequence[Session], around: Around | None = None
) -> tuple[Clash, ...]:
    """Everything in an agenda that cannot be kept as it stands, in the order of the sessions.

    Without ``around`` only what the agenda itself tells.
    """
    found = [clash for session in sessions for clash in _alone(event, session)]
    who = _Who(around or Around())
    for first, second in combinations(sessions, 2):
        if overlap(first, second):
            found.extend(_shared(first, second, who))
    found.extend(_through_lunch(sessions))
    if around is not None:
        found.extend(_without_groups(sessions, around.grouped))
        found.extend(_chairs(event, sessions, around))
        for session in sessions:
            found.extend(_across(event, session, around.elsewhere, who))
    return tuple(found)


def overlap(first: Session, second: Session) -> bool:
    """Whether two sessions run at the same time."""
    same_day = first.day == second.day
    return same_day and first.start < second.end and second.start < first.end


def by_session(found: Sequence[Clash]) -> dict[UUID, tuple[Clash, ...]]:
    """The clashes of each session that has any."""
    sorted_out: dict[UUID, tuple[Clash, ...]] = {}
    for clash in found:
        for session in clash.sessions:
            sorted_out[session.id] = (*sorted_out.get(session.id, ()), clash)
    return sorted_out


def free_people(
    at: Session, sessions: Sequence[Session], around: Around
) -> tuple[ParticipantRow, ...]:
    """Who could do something in a session: registered, and in no other session at that time.

    Resource persons first, then facilitators, chairs, those who have some part in the agenda
    already, and everyone else, each in list order.
    """
    who = _Who(around)
    others = [s for s in sessions if s.id != at.id and overlap(s, at)]
    others += [s for _event, s in around.elsewhere if overlap(s, at)]
    busy = {key for s in (at, *others) for part in s.parts for key in who.keys(part)}
    named = {key for s in sessions for part in s.parts for key in who.keys(part)}

    def rank(person: ParticipantRow) -> int:
        if person.role in _HELPERS:
            return _HELPERS.index(person.role)
        return len(_HELPERS) + (not named & who.keys_of(person))

    free = [p for p in around.registered if not busy & who.keys_of(p)]
    return tuple(sorted(free, key=lambda p: (rank(p), p.order)))


def free_rooms(at: Session, sessions: Sequence[Session]) -> tuple[str, ...]:
    """The rooms of an agenda that nobody uses during a session."""
    used = {search_key(s.room) for s in sessions if s.id != at.id and overlap(s, at)}
    rooms = dict.fromkeys(s.room for s in sessions if s.room)
    return tuple(room for room in rooms if search_key(room) not in used)


def bare_name(text: str) -> str:
    """The name in what an agenda says of someone: what stands before the first comma."""
    return text.split(",")[0].strip()


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str:
    """The same without titles, as names are compared here: "" for no name at all."""
    return split_name(bare_name(text)).name.casefold()


class _Who:
    """Keys by which someone on an agenda is known; two who share one are one."""

    def __init__(self, around: Around) -> None:
        self._person = {p.id: p.person_id for p in around.registered}
        self._person.update(around.names)
        self._known = {p.name.casefold(): p.person_id for p in around.registered}

    def keys_of(self, person: ParticipantRow) -> set[object]:
        """A participant's keys."""
        return {person.person_id, person.name.casefold()}

    def keys(self, part: SessionPart) -> set[object]:
        """The keys of whoever has a part: a person, or a unit as written."""
        person = self._person.get(part.registration_id) if part.registration_id else None
        name = plain_name(part.text_lo)
        person = person or self._known.get(name)
        return {key for key in (person, name) if key}

    def people(self, part: SessionPart) -> set[object]:
        """The same, but nothing where a unit or a task may be meant ("the chair")."""
        keys = self.keys(part)
        is_person = any(isinstance(key, UUID) for key in keys)
        return keys if is_person or split_name(bare_name(part.text_lo)).honorific else set()


def _alone(event: Event, session: Session) -> Iterator[Clash]:
    if session.end <= session.start:
        yield Clash("order", "", (session,))
    if not event.first_day <= session.day <= event.last_day:
        yield Clash("outside", "", (session,))
    late = session.end > DAY[1] and session.kind is not SessionKind.MEAL
    if session.start < DAY[0] or late:
        yield Clash("hours", "", (session,))


def _shared(first: Session, second: Session, who: _Who) -> Iterator[Clash]:
    taken: set[object] = set()
    for part in sorted(second.parts, key=lambda p: p.text_lo):
        keys = who.keys(part)
        if not keys & taken and any(keys & who.keys(other) for other in first.parts):
            taken |= keys
            yield Clash("person", bare_name(part.text_lo), (first, second))
    if first.room and search_key(first.room) == search_key(second.room):
        yield Clash("room", first.room, (first, second))
    for session, meal in ((first, second), (second, first)):
        lunch = meal.kind is SessionKind.MEAL and _MIDDAY[0] <= meal.start <= _MIDDAY[1]
        if lunch and session.kind not in _RESTS:
            yield Clash("lunch", "", (session, meal))


def _through_lunch(sessions: Sequence[Session]) -> Iterator[Clash]:
    fed = {s.day for s in sessions if s.kind is SessionKind.MEAL}
    for session in sessions:
        through = session.start < LUNCH[0] and session.end > LUNCH[1]
        works = session.kind not in {*_RESTS, SessionKind.FIELD_VISIT}
        if through and works and session.day not in fed:
            yield Clash("lunch", "", (session,))


def _without_groups(sessions: Sequence[Session], grouped: frozenset[UUID]) -> Iterator[Clash]:
    for session in sessions:
        if session.kind is SessionKind.GROUP_WORK and session.id not in grouped:
            yield Clash("no_groups", "", (session,))


def _chairs(event: Event, sessions: Sequence[Session], around: Around) -> Iterator[Clash]:
    """Those who chair the event or a session by name, and are not among the registered."""
    registered = {p.name.casefold() for p in around.registered}
    known = {p.id for p in around.registered}
    where: dict[str, tuple[str, list[Session]]] = {}
    for chair in event.chairs:
        where.setdefault(plain_name(chair.name), (bare_name(chair.name), []))
    for session in sessions:
        for part in session.parts:
            name = bare_name(part.text_lo)
            if plain_name(name) in where or (
                part.part is Part.CHAIR
                and part.registration_id not in known
                and split_name(name).honorific
            ):
                where.setdefault(plain_name(name), (name, []))[1].append(session)
    opening = [s for s in sessions if s.kind is SessionKind.OPENING] or list(sessions)
    for key, (name, chaired) in where.items():
        if key and key not in registered and sessions:
            yield Clash("chair", name, tuple(dict.fromkeys(chaired)) or (opening[0],))


def _across(
    event: Event, session: Session, elsewhere: Sequence[tuple[Event, Session]], who: _Who
) -> Iterator[Clash]:
    for other_event, other in elsewhere:
        if other_event.id == event.id or not overlap(session, other):
            continue
        theirs = {key for part in other.parts for key in who.people(part)}
        for part in session.parts:
            if who.people(part) & theirs:
                there = (other_event, other)
                yield Clash("person", bare_name(part.text_lo), (session,), there)
        same_room = session.room and search_key(session.room) == search_key(other.room)
        if same_room and _same_place(event, other_event):
            yield Clash("room", session.room, (session,), (other_event, other))


def _same_place(event: Event, other: Event) -> bool:
    """Whether two events are held in one house: rooms of the same name may be anywhere."""
    if event.venue_lo and other.venue_lo:
        return search_key(event.venue_lo) == search_key(other.venue_lo)
    return bool(event.district) and event.district == other.district
