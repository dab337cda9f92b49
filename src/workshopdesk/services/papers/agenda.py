"""The agenda of an event, as planned or as held."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from workshopdesk.documents import model as m
from workshopdesk.domain.agenda import SESSION_WORDS, Session, SessionKind, SessionPart
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_
from workshopdesk.lao.dates import format_time
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import footing, letterhead, office_signers
from workshopdesk.services.papers.wording import Wording, keeping_names

PAUSES = frozenset({SessionKind.BREAK, SessionKind.MEAL, SessionKind.PHOTO})


def agenda_sheet(facts: EventFacts, words: Wording) -> m.AgendaSheet:
    """The agenda, a page a day, approved by the office's first signer."""
    title = words.say(N_("Agenda"))
    approver = office_signers(facts, words)[:1]
    name = approver[0].name if approver else m.Words("")
    return m.AgendaSheet(
        language=words.language,
        head=letterhead(facts, words, title),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        headings=agenda_headings(words),
        days=agenda_days(facts, words),
        signers=(m.Signer(words.say(N_("Approved by")), name=name),),
    )


def agenda_headings(words: Wording) -> m.AgendaHeadings:
    """The words above an agenda."""
    return m.AgendaHeadings(
        time=words.say(N_("Time")),
        content=words.say(N_("Content")),
        responsible=words.say(N_("Responsible")),
        code=words.say(N_("Code")),
        day=words.say(N_("Date")),
        start=words.say(N_("Start")),
        end=words.say(N_("End")),
        kind=words.say(N_("Kind")),
        room=words.say(N_("Room")),
    )


def agenda_days(facts: EventFacts, words: Wording) -> tuple[m.AgendaDay, ...]:
    """The sessions by day."""
    people = {p.id: p for p in facts.people}
    return tuple(
        m.AgendaDay(day, words.weekday(day), tuple(_line(s, words, people) for s in sessions))
        for day, sessions in groupby(facts.sessions, lambda s: s.day)
    )


def time_span(session: Session) -> str:
    """ "08:30–10:00"."""
    return f"{format_time(session.start)}–{format_time(session.end)}"


def _line(session: Session, words: Wording, people: dict[UUID, ParticipantRow]) -> m.AgendaLine:
    return m.AgendaLine(
        code=session.code,
        start=session.start,
        end=session.end,
        span=time_span(session),
        kind=words.line(SESSION_WORDS[session.kind]),
        title=words.stored(session.title_lo, session.title_en),
        responsible=keeping_names(
            words.each(lambda lang: _responsible(session, lang, people)),
            (person.name for person in people.values()),
        ),
        room=session.room,
        pause=session.kind in PAUSES,
    )


def _responsible(session: Session, language: str, people: dict[UUID, ParticipantRow]) -> str:
    names = (_who(part, language, people) for part in session.parts)
    return ", ".join(filter(None, names))


def _who(part: SessionPart, language: str, people: dict[UUID, ParticipantRow]) -> str:
    person = people.get(part.registration_id) if part.registration_id else None
    if person is None:
        first, second = part.text_lo, part.text_en
        return (second or first) if language == "en" else (first or second)
    if language == "en" and person.name_latin:
        return person.name_latin
    return f"{person.honorific} {person.name}".strip()
