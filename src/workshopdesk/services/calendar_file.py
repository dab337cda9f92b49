"""An event's agenda as a calendar file, without personal data unless asked."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from workshopdesk.documents.calendar import CalendarSheet, Entry, calendar_ics
from workshopdesk.domain.agenda import SESSION_WORDS, Session
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.i18n import _, translator
from workshopdesk.store import Store


def agenda_calendar(store: Store, event_code: str, language: str, *, names: bool = False) -> bytes:
    """The bytes of the .ics file, with titles in a language ("lo" or "en").

    ``names`` adds who is responsible. Raises UserError where there is no session.
    """
    with store.read() as reader:
        event = reader.event(event_code)
        sessions = reader.sessions(event.id)
        office = reader.office()
    if not sessions:
        raise UserError(_("The agenda is empty"), _("Add a session first."))
    english = language == "en"
    venue = (event.venue_en or event.venue_lo) if english else event.venue_lo or event.venue_en
    entries = [_entry(event, session, venue, language, names) for session in sessions]
    organiser = (office.name_en or office.name_lo) if english else office.name_lo
    title = event.title(language) or event.title_en
    stamp = store.origin.now().astimezone(UTC).replace(microsecond=0)
    return calendar_ics(CalendarSheet(title, language, organiser, stamp, entries))


def write_calendar(
    store: Store, event_code: str, path: Path, language: str, *, names: bool = False
) -> None:
    """Write the file whole or not at all. Raises UserError, EnvironmentProblem."""
    from workshopdesk.services.papers import write_whole

    write_whole(path, agenda_calendar(store, event_code, language, names=names))


def _entry(event: Event, session: Session, venue: str, language: str, names: bool) -> Entry:
    title = session.title(language) or session.title_en
    who = [
        (p.text_en or p.text_lo) if language == "en" else p.text_lo or p.text_en
        for p in session.parts
    ]
    said = [event.title(language) or event.title_en, *(who if names else ())]
    return Entry(
        uid=f"{session.id}@workshopdesk",
        version=session.version,
        day=session.day,
        start=session.start,
        end=session.end,
        title=title,
        place=", ".join(part for part in (session.room, venue) if part),
        description="\n".join(text for text in said if text),
        category=translator(language).gettext(SESSION_WORDS[session.kind]),
        cancelled=event.status is EventStatus.CANCELLED,
    )
