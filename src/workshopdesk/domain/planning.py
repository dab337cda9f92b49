"""What an event is planned by: its checklist, and plans that new events begin with.

A plan says nothing of a date and of no person: days count from the first one, tasks from the
event's beginning, and who does what is said by the word for the part alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

from workshopdesk.domain.agenda import Part, SessionKind
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.registration import Role


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to prepare for an event; done when ``done_on`` is set."""

    id: UUID
    version: int
    event_id: UUID
    order: int
    title_lo: str
    title_en: str
    due: date | None
    done_on: date | None
    responsible: str

    def title(self, language: str) -> str:
        """What is to be done, in a language or the other one where it was not given."""
        first, second = (self.title_lo, self.title_en)
        return (second or first) if language == "en" else (first or second)


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A group of a group-work session, before anyone is in it."""

    name: str
    question_lo: str
    question_en: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session; ``day`` counts from 0, ``parts`` say what is done in it but not by whom."""

    day: int
    start: time
    end: time
    kind: SessionKind
    title_lo: str
    title_en: str
    room: str = ""
    parts: tuple[Part, ...] = ()
    groups: tuple[PlannedGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """Something to prepare; ``days_before`` the first day, negative for after it."""

    title_lo: str
    title_en: str
    days_before: int


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What a new event begins with. ``seats`` are kept by role for people not named yet."""

    kind: EventKind
    days: int
    sessions: tuple[PlannedSession, ...] = ()
    tasks: tuple[PlannedTask, ...] = ()
    seats: dict[Role, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    completion_percent: int = 100


@dataclass(frozen=True, slots=True)
class EventTemplate:
    """A plan with a name; ``id`` is None for those that come with the program."""

    code: str
    name_lo: str
    name_en: str
    plan: EventPlan
    id: UUID | None = None

    def name(self, language: str) -> str:
        """Its name in a language, or the other one where it was not given."""
        first, second = (self.name_lo, self.name_en)
        return (second or first) if language == "en" else (first or second)
