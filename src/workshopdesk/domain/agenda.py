"""The agenda: sessions per day with times, kinds and the people responsible."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from workshopdesk.domain.clock import later, minutes_between
from workshopdesk.i18n import N_
from workshopdesk.lao.names import split_name


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


PART_WORDS = {
    Part.CHAIR: N_("Chair"),
    Part.PRESENTER: N_("Presenter"),
    Part.FACILITATOR: N_("Facilitator"),
    Part.RAPPORTEUR: N_("Rapporteur"),
    Part.MC: N_("Master of ceremonies"),
    Part.INTERPRETER: N_("Interpreter"),
}
"""What each part is called: messages of the catalogue."""


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
        return minutes_between(self.start, self.end)

    def title(self, language: str) -> str:
        """The title in a language, or the other one where it was not given."""
        return (self.title_en or self.title_lo) if language == "en" else self.title_lo


def contact_minutes(sessions: tuple[Session, ...]) -> int:
    """Minutes of all sessions other than registration, break, meal and photo."""
    return sum(s.minutes for s in sessions if s.kind not in WITHOUT_CONTACT_HOURS)


Times = dict[UUID, tuple[time, time]]


def pushed(sessions: Sequence[Session], begin: time, until: time) -> Times | None:
    """New times for what begins at or after ``begin``, so that none of it begins before ``until``.

    Sessions that run at the same time are pushed alike; a gap takes up what it can, and what
    lies behind it stays. None when the day is too short.
    """
    made: Times = {}
    cursor = until
    for together in _runs([s for s in sessions if s.start >= begin]):
        by = minutes_between(together[0].start, cursor)
        if by <= 0:
            break
        for session in together:
            start, end = later(session.start, by), later(session.end, by)
            if minutes_between(start, end) != session.minutes:
                return None
            made[session.id] = start, end
        cursor = max(made[s.id][1] for s in together)
    return made


def pulled(sessions: Sequence[Session], before: time, now: time) -> Times:
    """New times for what followed without a gap on something that ended at ``before``, now at
    an earlier time."""
    made: Times = {}
    by, edge = minutes_between(before, now), before
    for together in _runs([s for s in sessions if s.start >= before]):
        if together[0].start != edge:
            break
        made.update({s.id: (later(s.start, by), later(s.end, by)) for s in together})
        edge = max(s.end for s in together)
    return made


def _runs(sessions: Sequence[Session]) -> list[list[Session]]:
    """The sessions by time, those that overlap in one run."""
    runs: list[list[Session]] = []
    end = time()
    for session in sorted(sessions, key=lambda s: (s.start, s.end)):
        if runs and session.start < end:
            runs[-1].append(session)
            end = max(end, session.end)
        else:
            runs.append([session])
            end = session.end
    return runs


def names_in(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The people or units responsible, as they are written into one field.

    They are parted by lines, semicolons, dots in the middle and commas. What follows a comma is
    another person unless the one before has a title and this one has neither title nor a name
    among ``known`` (without titles): then it is their post ("ທ່ານ ..., ປະທານ").
    """
    found: list[str] = []
    for piece in text.replace("·", "\n").replace(";", "\n").split("\n"):
        titled = False
        for part in (p.strip() for p in piece.split(",")):
            if not part:
                continue
            name = split_name(part)
            own = bool(name.honorific)
            if titled and not own and name.name not in known:
                found[-1] += f", {part}"
            else:
                found.append(part)
                titled = own
    return tuple(found)
