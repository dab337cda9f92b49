"""Name badges and table tents of everyone on the list."""

from __future__ import annotations

from workshopdesk.documents import cards as c
from workshopdesk.documents import model as m
from workshopdesk.domain.badge import badge_code
from workshopdesk.domain.registration import ParticipantRow, Role
from workshopdesk.i18n import N_
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import footing, letterhead
from workshopdesk.services.papers.lists import unit
from workshopdesk.services.papers.wording import Wording, dates

_LEADING = {Role.CHAIR, Role.RESOURCE_PERSON, Role.FACILITATOR}
_STAFF = {
    Role.PROJECT_STAFF, Role.ASSISTING_STAFF, Role.INTERPRETER, Role.DRIVER,
}  # fmt: skip


def name_badges(facts: EventFacts, words: Wording) -> c.NameBadges:
    """A badge a person, with the code that is scanned at the door."""
    title = words.say(N_("Name badges"))
    return c.NameBadges(
        language=words.language,
        head=letterhead(facts, words, title, official=False),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        days=_days(facts, words),
        cards=tuple(_badge(facts, words, p) for p in facts.people),
    )


def table_tents(facts: EventFacts, words: Wording) -> c.TableTents:
    """A card a person to stand on the table; a seat without a name stands for its unit."""
    title = words.say(N_("Table tents"))
    return c.TableTents(
        language=words.language,
        head=letterhead(facts, words, title, official=False),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        days=_days(facts, words),
        cards=tuple(_tent(facts, words, p) for p in facts.people),
    )


def _days(facts: EventFacts, words: Wording) -> str:
    return dates(facts.event.first_day, facts.event.last_day, words.main)


def _badge(facts: EventFacts, words: Wording, person: ParticipantRow) -> c.Badge:
    name = words.name(person)
    given, surname = person.given_name, person.surname
    if name.main != person.name:
        given, _space, surname = name.main.partition(" ")
    of_unit = unit(facts, words, person).main
    place = ", ".join(filter(None, _place(words, person)))
    both = [of_unit, place] if not name.under else [name.under, of_unit or place]
    return c.Badge(
        given_name=given,
        surname=surname,
        lines=tuple(filter(None, both)),
        role=_role(facts, words, person),
        band=_band(person),
        code=badge_code(person.id),
    )


def _band(person: ParticipantRow) -> c.Band:
    if person.role in _LEADING:
        return c.Band.FILLED
    return c.Band.GREY if person.role in _STAFF else c.Band.OPEN


def _role(facts: EventFacts, words: Wording, person: ParticipantRow) -> m.Words:
    role = next((r for r in facts.roles if r.code == person.role), None)
    return words.stored(role.name_lo, role.name_en) if role else m.Words("")


def _place(words: Wording, person: ParticipantRow) -> tuple[str, str]:
    return (
        words.stored_line(person.district_lo, person.district_en),
        words.stored_line(person.province_lo, person.province_en),
    )


def _tent(facts: EventFacts, words: Wording, person: ParticipantRow) -> c.Tent:
    position = tallies.position(words, person).main or unit(facts, words, person).main
    place = words.stored_line(person.province_lo, person.province_en)
    name = words.name(person) if person.name else m.Words("")
    return c.Tent(name, " · ".join(filter(None, (position, place))))
