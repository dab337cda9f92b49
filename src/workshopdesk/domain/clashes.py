"""Clashes of an agenda, as values: shown beside the sessions, never blocking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from workshopdesk.domain.agenda import Session
from workshopdesk.domain.event import Event


@dataclass(frozen=True, slots=True)
class Clash:
    """One clash. ``code`` is person, room, order (ends before it begins) or outside (its day is
    not one of the event's); ``subject`` is the person or room, "" otherwise."""

    code: str
    subject: str
    sessions: tuple[Session, ...]


def clashes(event: Event, sessions: Sequence[Session]) -> tuple[Clash, ...]:
    """Everything in an agenda that cannot be kept as it stands, in the order of the sessions."""
    found: list[Clash] = []
    for session in sessions:
        if session.end <= session.start:
            found.append(Clash("order", "", (session,)))
        if not event.first_day <= session.day <= event.last_day:
            found.append(Clash("outside", "", (session,)))
    for first, second in combinations(sessions, 2):
        if overlap(first, second):
            found.extend(_shared(first, second))
    return tuple(found)


def overlap(first: Session, second: Session) -> bool:
    """Whether two sessions run at the same time."""
    same_day = first.day == second.day
    return same_day and first.start < second.end and second.start < first.end


def _shared(first: Session, second: Session) -> Iterator[Clash]:
    for name in sorted(_people(first) & _people(second)):
        yield Clash("person", name, (first, second))
    if first.room and first.room == second.room:
        yield Clash("room", first.room, (first, second))


def _people(session: Session) -> set[str]:
    return {part.text_lo for part in session.parts if part.text_lo}


def by_session(found: Sequence[Clash]) -> dict[UUID, tuple[Clash, ...]]:
    """The clashes of each session that has any."""
    sorted_out: dict[UUID, tuple[Clash, ...]] = {}
    for clash in found:
        for session in clash.sessions:
            sorted_out[session.id] = (*sorted_out.get(session.id, ()), clash)
    return sorted_out
