"""Heads and feet: state header, number, place and date, event, supporters, who signs."""

from __future__ import annotations

from datetime import date

from workshopdesk.documents import model as m
from workshopdesk.domain.event import Event, EventKind
from workshopdesk.i18n import N_
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.wording import Wording, dates

KIND_WORDS = {
    EventKind.WORKSHOP: N_("Workshop"),
    EventKind.TRAINING: N_("Training workshop"),
    EventKind.EXCHANGE: N_("Exchange meeting"),
    EventKind.CONSULTATION: N_("Consultation meeting"),
    EventKind.SEMINAR: N_("Seminar"),
    EventKind.STUDY_VISIT: N_("Study visit"),
}
_TO_BE_WRITTEN = "........................"


def letterhead(
    facts: EventFacts,
    words: Wording,
    title: m.Words,
    *,
    official: bool = True,
    place_date: str | None = None,
    details: tuple[m.Words, ...] | None = None,
) -> m.Letterhead:
    """The head of a paper. Without ``place_date`` the date is left to be written by hand."""
    office = facts.office
    states = office.state_lines_en if words.main == "en" else office.state_lines_lo
    return m.Letterhead(
        state_lines=states if official else (),
        issuer=words.stored(office.name_lo, office.name_en),
        number=number_line(facts, words),
        place_date=issued_at(facts, words, None) if place_date is None else place_date,
        title=title,
        event=words.stored(facts.event.title_lo, facts.event.title_en),
        details=(place_and_dates(facts, words),) if details is None else details,
    )


def number_line(facts: EventFacts, words: Wording) -> str:
    """The reference number, or room to write it."""
    office = facts.office.abbreviation
    blank = f"........../{office}" if office else _TO_BE_WRITTEN
    number = facts.event.reference_number or blank
    return words.line(N_("No. %(number)s"), number=number)


def issued_at(facts: EventFacts, words: Wording, day: date | None) -> str:
    """The place of the office and the date, or room to write it."""
    place = words.stored_line(facts.office.place_lo, facts.office.place_en)
    return dated(place, words, day)


def dated(place: str, words: Wording, day: date | None) -> str:
    """A place and a date as they stand under the number."""
    text = _TO_BE_WRITTEN if day is None else words.day(day).main
    if not place:
        return words.line(N_("Date %(date)s"), date=text)
    return words.line(N_("%(place)s, %(day)s"), place=place, day=text)


def held_at(facts: EventFacts, words: Wording) -> str:
    """Where the event is and its first day, for lists signed there."""
    district = facts.gazetteer.district_by_code.get(facts.event.district or "")
    if district is None:
        return issued_at(facts, words, facts.event.first_day)
    place = words.stored_line(district.name_lo, district.name_en)
    return dated(place, words, facts.event.first_day)


def place_and_dates(facts: EventFacts, words: Wording) -> m.Words:
    """Place and dates in one line."""
    event = facts.event

    def line(language: str) -> str:
        one = Wording("en" if language == "en" else "lo")
        where = place(facts, one)
        when = dates(event.first_day, event.last_day, language)
        if not where:
            return when
        if event.first_day == event.last_day:
            return one.line(N_("%(place)s, %(date)s"), place=where, date=when)
        return one.line(N_("%(place)s, %(dates)s"), place=where, dates=when)

    return words.each(line)


def place(facts: EventFacts, words: Wording) -> str:
    """Venue, district and province, none named twice."""
    event = facts.event
    found = [words.stored_line(event.venue_lo, event.venue_en)]
    district = facts.gazetteer.district_by_code.get(event.district or "")
    if district is not None:
        name = words.stored_line(district.name_lo, district.name_en)
        if name not in found[0]:
            found.append(words.line(N_("%(name)s District"), name=name))
    whole = province_name(facts, words, event.province)
    province = facts.gazetteer.province_by_code.get(event.province or "")
    if province and words.stored_line(province.name_lo, province.name_en) not in found[0]:
        found.append(whole)
    joint = ", " if words.main == "en" else " "
    return joint.join(filter(None, found))


def province_name(facts: EventFacts, words: Wording, code: str | None) -> str:
    """A province with its level in words; a capital has none."""
    province = facts.gazetteer.province_by_code.get(code or "")
    if province is None:
        return ""
    if words.main == "lo":
        return province.full_lo
    if province.full_lo == province.name_lo:
        return province.name_en
    return words.line(N_("%(name)s Province"), name=province.name_en)


def footing(facts: EventFacts, words: Wording, title: m.Words) -> m.Footing:
    """The running line, the page number, the programmes' and funders' logos, their sentence."""
    event = facts.event
    kind = words.line(KIND_WORDS[event.kind])
    running = " · ".join((title.main, kind, _short_place(facts, words)))
    return m.Footing(
        running=running,
        page=words.line(N_("Page {page}/{pages}")),
        logos=(
            *(m.Logo(p.code, p.logo) for p in facts.programmes if p.logo),
            *(m.Logo(f.name_en or f.name_lo, f.logo) for f in facts.funders),
        ),
        support=support(facts, words),
    )


def _short_place(facts: EventFacts, words: Wording) -> str:
    event: Event = facts.event
    when = dates(event.first_day, event.last_day, words.main)
    district = facts.gazetteer.district_by_code.get(event.district or "")
    if district is None:
        return when
    return f"{words.stored_line(district.name_lo, district.name_en)}, {when}"


def support(facts: EventFacts, words: Wording) -> m.Words:
    """The funders' own sentences, or one that names them."""
    own = [
        words.stored(f.visibility_lo, f.visibility_en)
        for f in facts.funders
        if f.visibility_lo or f.visibility_en
    ]
    if own:
        return m.Words(" · ".join(w.main for w in own), " · ".join(w.under for w in own if w.under))
    if not facts.funders:
        return m.Words("")
    names = words.joined([words.stored(f.name_lo, f.name_en) for f in facts.funders])
    plain = Wording("en")
    under = plain.line(N_("Supported by %(names)s"), names=names.under) if names.under else ""
    return m.Words(words.line(N_("Supported by %(names)s"), names=names.main), under)


def signer(words: Wording, message: str, name: m.Words | None = None) -> m.Signer:
    """Room for a signature under a title of the catalogue."""
    return m.Signer(words.say(message), words.say(N_("Signature and seal")), name or m.Words(""))


def office_signers(facts: EventFacts, words: Wording) -> tuple[m.Signer, ...]:
    """Who signs for the office, with the names known."""
    return tuple(
        m.Signer(words.stored(s.title_lo, s.title_en), name=words.stored(s.name_lo, s.name_en))
        for s in facts.office.signers
    )
