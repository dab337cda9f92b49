"""The register of certificates as a paper: of an event, or of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from workshopdesk import documents
from workshopdesk.documents import model as m
from workshopdesk.documents import register as d
from workshopdesk.domain.certificate import Certificate, CertificateState
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.office import Office
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.lao.dates import format_date
from workshopdesk.lao.numbers import format_number
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.heads import dated, footing, letterhead, place_and_dates
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Store

_TITLE = N_("Register of certificates")


def register_bytes(
    store: Store,
    language: m.Language,
    format: Literal["pdf", "xlsx"],
    *,
    event_code: str = "",
    year: int = 0,
    progress: Progress | None = None,
) -> bytes:
    """The register of an event, or else of all certificates of a ``year``, as a file.

    Raises UserError when no number was given out.
    """
    words = Wording(language)
    sheet = event_register(store, event_code, words) if event_code else None
    sheet = sheet or year_register(store, year, words)
    if format == "xlsx":
        return documents.render_xlsx(sheet)
    return documents.render_pdf(sheet, progress=progress)


def event_register(store: Store, event_code: str, words: Wording) -> d.RegisterSheet:
    """Every certificate of an event. Raises UserError when there is none."""
    with store.read() as reader:
        facts = read_facts(reader, event_code)
    title = words.say(_TITLE)
    _refuse_none(facts.certificates)
    details = (place_and_dates(facts, words),)
    return d.RegisterSheet(
        language=words.language,
        head=letterhead(facts, words, title, details=details),
        foot=footing(facts, words, title),
        dated=facts.event.last_day,
        headings=_headings(words),
        lines=_lines(words, facts.certificates),
        total=_total(words, facts.certificates),
        of_many=False,
    )


def year_register(store: Store, year: int, words: Wording) -> d.RegisterSheet:
    """Every certificate of the events that ended in a year. Raises UserError when there is none."""
    with store.read() as reader:
        office = reader.office()
        found = [c for c in reader.certificates() if (c.last_day or c.issued_on).year == year]
    _refuse_none(found)
    title = words.say(_TITLE)
    return d.RegisterSheet(
        language=words.language,
        head=_year_head(words, office, title, year),
        foot=m.Footing(f"{title.main} · {year}", words.line(N_("Page {page}/{pages}"))),
        dated=max(c.issued_on for c in found),
        headings=_headings(words),
        lines=_lines(words, found),
        total=_total(words, found),
        of_many=True,
    )


def years_of(store: Store) -> tuple[int, ...]:
    """The years there is a register of, the newest first."""
    with store.read() as reader:
        years = {(c.last_day or c.issued_on).year for c in reader.certificates()}
    return tuple(sorted(years, reverse=True))


def _refuse_none(found: Sequence[Certificate]) -> None:
    if not found:
        raise UserError(
            _("No certificate number was given out yet"),
            _("Numbers are given out when certificates are saved or printed."),
        )


def _year_head(words: Wording, office: Office, title: m.Words, year: int) -> m.Letterhead:
    place = words.stored_line(office.place_lo, office.place_en)
    return m.Letterhead(
        state_lines=office.state_lines_en if words.main == "en" else office.state_lines_lo,
        issuer=words.stored(office.name_lo, office.name_en),
        number="",
        place_date=dated(place, words, None),
        title=title,
        event=words.say(N_("Year %(year)s"), year=str(year)),
    )


def _headings(words: Wording) -> d.RegisterHeadings:
    return d.RegisterHeadings(
        number=words.say(N_("Number")),
        day=words.say(N_("Date")),
        name=words.say(N_("Name and surname")),
        title=words.say(N_("Position")),
        unit=words.say(N_("Unit")),
        event=words.say(N_("Event")),
        hours=words.say(N_("Hours")),
        copy=words.say(N_("Copy")),
        became=words.say(N_("State")),
        reason=words.say(N_("Reason")),
    )


def _lines(words: Wording, found: Sequence[Certificate]) -> tuple[d.RegisterLine, ...]:
    numbers = {c.replaces_id: c.number for c in found if c.replaces_id}
    return tuple(_line(words, c, numbers.get(c.id, "")) for c in found)


def _line(words: Wording, issued: Certificate, successor: str) -> d.RegisterLine:
    hours = None if not issued.contact_minutes else issued.contact_minutes / 60
    latin = issued.name_latin if words.language != "lo" else ""
    return d.RegisterLine(
        number=issued.number,
        issued_on=issued.issued_on,
        day=_short(issued.issued_on),
        name=m.Words(issued.name, latin),
        title=issued.title,
        unit=issued.unit,
        event=words.stored(issued.event_title_lo, issued.event_title_en),
        hours=hours,
        hours_text="" if hours is None else format_number(round(hours, 1), words.main),
        copy=issued.copy,
        became=words.each(lambda lang: became(issued, successor, lang)),
        reason=issued.reason,
    )


def _short(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def became(issued: Certificate, successor: str, language: str) -> str:
    """What became of a certificate, in words; ``successor``: the number issued in its place."""
    one = Wording("en" if language == "en" else "lo")
    if issued.state is CertificateState.REISSUED:
        return one.line(N_("Reissued, copy %(n)s"), n=str(issued.copy))
    if issued.state is not CertificateState.REVOKED:
        return one.line(N_("Holds"))
    day = format_date(issued.revoked_on, language) if issued.revoked_on else ""
    if successor:
        return one.line(N_("Replaced by %(number)s"), number=successor)
    return one.line(N_("Revoked on %(date)s"), date=day) if day else one.line(N_("Revoked"))


def _total(words: Wording, found: Sequence[Certificate]) -> m.Words:
    revoked = sum(c.state is CertificateState.REVOKED for c in found)
    return words.say(
        N_("%(all)s numbers given out; %(hold)s hold, %(revoked)s revoked or replaced"),
        all=len(found),
        hold=len(found) - revoked,
        revoked=revoked,
    )
