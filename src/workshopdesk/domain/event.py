"""An event: one workshop, training, exchange meeting, consultation, seminar or study visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID


class EventKind(StrEnum):
    """What sort of event it is."""

    WORKSHOP = "workshop"
    TRAINING = "training"
    EXCHANGE = "exchange"
    CONSULTATION = "consultation"
    SEMINAR = "seminar"
    STUDY_VISIT = "study_visit"


class EventStatus(StrEnum):
    """How far an event has come."""

    DRAFT = "draft"
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    HELD = "held"
    REPORTED = "reported"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class HalfDay:
    """A morning or an afternoon: what a signature column and an attendance mark stand for.

    ``number`` counts half-days of the whole event from 1: odd are mornings.
    """

    day: date
    afternoon: bool
    number: int


@dataclass(frozen=True, slots=True)
class Chair:
    """Someone who chairs an event; an event may have several. Names are printed as given."""

    name: str
    title: str
    name_en: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as read from the store; places are ISO 3166-2 and 4-digit district codes.

    ``completion_percent`` of the expected half-days make a participation complete.
    """

    id: UUID
    version: int
    code: str
    kind: EventKind
    status: EventStatus
    title_lo: str
    title_en: str
    topic_lo: str
    topic_en: str
    objectives_lo: str
    objectives_en: str
    summary_lo: str
    summary_en: str
    first_day: date
    last_day: date
    venue_lo: str
    venue_en: str
    province: str | None
    district: str | None
    reference_number: str
    chairs: tuple[Chair, ...]
    completion_percent: int = 100
    lessons_lo: str = ""
    lessons_en: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the event, first to last."""
        count = (self.last_day - self.first_day).days + 1
        return tuple(self.first_day + timedelta(days=n) for n in range(count))

    @property
    def half_days(self) -> tuple[HalfDay, ...]:
        """Morning and afternoon of every day, in order."""
        return tuple(
            HalfDay(day, afternoon, 2 * index + 1 + afternoon)
            for index, day in enumerate(self.days)
            for afternoon in (False, True)
        )

    def title(self, language: str) -> str:
        """The title in a language, or the other one where it was not given."""
        return (self.title_en or self.title_lo) if language == "en" else self.title_lo
