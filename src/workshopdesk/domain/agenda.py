"""The agenda: sessions per day with times, kinds and the people responsible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from workshopdesk.i18n import N_


class SessionKind(StrEnum):
    """What a session is for. The first and the last four carry no contact hours."""

    REGISTRATION = "registration"
    OPENING = "opening"
    PRESENTATION = "presentation"
    DISCUSSION = "discussion"
    GROUP_WORK = "group_work"
    PLENARY_REPORT = "plenary_report"
    BREAK = "break"
    MEAL = "meal"
    PHOTO = "photo"
    EVALUATION = "evaluation"
    CLOSING = "closing"
    FIELD_VISIT = "field_visit"


WITHOUT_CONTACT_HOURS = frozenset(
    {SessionKind.REGISTRATION, SessionKind.BREAK, SessionKind.MEAL, SessionKind.PHOTO}
)


SESSION_WORDS = {
    SessionKind.REGISTRATION: N_("Registration"),
    SessionKind.OPENING: N_("Opening"),
    SessionKind.PRESENTATION: N_("Presentation"),
    SessionKind.DISCUSSION: N_("Discussion"),
    SessionKind.GROUP_WORK: N_("Group work"),
    SessionKind.PLENARY_REPORT: N_("Report to the plenary"),
    SessionKind.BREAK: N_("Break"),
    SessionKind.MEAL: N_("Meal"),
    SessionKind.PHOTO: N_("Group photo"),
    SessionKind.EVALUATION: N_("Evaluation"),
    SessionKind.CLOSING: N_("Closing"),
    SessionKind.FIELD_VISIT: N_("Field visit"),
}
"""What each kind is called, on screen and on paper: messages of the catalogue."""


class Part(StrEnum):
    """The part someone has in a session."""

    CHAIR = "chair"
    PRESENTER = "presenter"
    FACILITATOR = "facilitator"
    RAPPORTEUR = "rapporteur"
    MC = "mc"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class SessionPart:
    """Who does what in a session: a registered person, or a name or unit as written."""

    part: Part
    registration_id: UUID | None
    text_lo: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Session:
    """One session. ``code`` is d<day>s<order>, e.g. d1s4, both counted from 1."""

    id: UUID
    version: int
    code: str
    day: date
    start: time
    end: time
    kind: SessionKind
    title_lo: str
    title_en: str
    room: str
    parts: tuple[SessionPart, ...]

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute

    def title(self, language: str) -> str:
        """The title in a language, or the other one where it was not given."""
        return (self.title_en or self.title_lo) if language == "en" else self.title_lo


def contact_minutes(sessions: tuple[Session, ...]) -> int:
    """Minutes of all sessions other than registration, break, meal and photo."""
    return sum(s.minutes for s in sessions if s.kind not in WITHOUT_CONTACT_HOURS)
