"""Name badges and table tents of everyone on the list."""

from __future__ import annotations

from workshopdesk.documents import cards as c
from workshopdesk.documents import model as m
from workshopdesk.domain.badge import badge_code
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import footing, letterhead
from workshopdesk.services.papers.lists import unit
from workshopdesk.services.papers.wording import Wording


def name_badges(facts: EventFacts, words: Wording) -> c.NameBadges:
    """A badge a person, with the code that is scanned at the door."""
    title = words.say(N_("Name badges"))
    return c.NameBadges(
        language=words.language,
        head=letterhead(facts, words, title, official=False),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        cards=tuple(_card(facts, words, p, badge_code(p.id)) for p in facts.people),
    )


def table_tents(facts: EventFacts, words: Wording) -> c.TableTents:
    """A card a person to stand on the table; a seat without a name stands for its unit."""
    title = words.say(N_("Table tents"))
    return c.TableTents(
        language=words.language,
        head=letterhead(facts, words, title, official=False),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        cards=tuple(_card(facts, words, p) for p in facts.people),
    )


def _card(facts: EventFacts, words: Wording, person: ParticipantRow, code: str = "") -> c.Card:
    role = next((r for r in facts.roles if r.code == person.role), None)
    return c.Card(
        name=words.name(person) if person.name else m.Words(""),
        position=tallies.position(words, person),
        unit=unit(facts, words, person),
        role=words.stored(role.name_lo, role.name_en) if role else m.Words(""),
        code=code,
    )
