"""Letters of invitation to units, with the seats each is given and the agenda annexed."""

from __future__ import annotations

from workshopdesk.documents import letters as d
from workshopdesk.documents import model as m
from workshopdesk.domain.invitation import Invitation
from workshopdesk.i18n import N_
from workshopdesk.services.papers.agenda import agenda_sheet
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import (
    footing,
    letterhead,
    number_line,
    office_signers,
    place_and_dates,
    signer,
)
from workshopdesk.services.papers.wording import Wording


def invitation_letters(facts: EventFacts, words: Wording) -> d.Letters:
    """A letter a unit, in order."""
    title = words.say(N_("Invitation"))
    signers = office_signers(facts, words)
    return d.Letters(
        language=words.language,
        head=letterhead(facts, words, title),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        subject=words.each(lambda lang: _subject(facts, lang)),
        before=tuple(filter(_said, (_basis(facts, words), _purpose(facts, words)))),
        after=(words.each(lambda lang: _when(facts, lang)),),
        closing=words.say(
            N_("We therefore have the honour of inviting you, with our highest respect.")
        ),
        signer=signers[0] if signers else signer(words, N_("Certified by")),
        annex=words.say(N_("Annexed: the agenda")) if facts.sessions else m.Words(""),
        agenda=agenda_sheet(facts, words) if facts.sessions else None,
        letters=tuple(_letter(facts, words, one) for one in facts.invitations),
    )


def _said(words: m.Words) -> bool:
    return bool(words.main)


def _language(lang: str) -> Wording:
    return Wording("en" if lang == "en" else "lo")


def _letter(facts: EventFacts, words: Wording, one: Invitation) -> d.Letter:
    number = words.line(N_("No. %(number)s"), number=one.number)
    return d.Letter(
        number=number if one.number else number_line(facts, words),
        to=words.each(lambda lang: _to(one, lang)),
        seats=words.each(lambda lang: _seats(facts, one, lang)),
    )


def _to(one: Invitation, lang: str) -> str:
    name = _language(lang).stored_line(one.organisation_lo, one.organisation_en)
    return _language(lang).line(N_("To: %(unit)s"), unit=name)


def _subject(facts: EventFacts, lang: str) -> str:
    title = _language(lang).stored_line(facts.event.title_lo, facts.event.title_en)
    return _language(lang).line(N_("Subject: Invitation to %(event)s"), event=title)


def _basis(facts: EventFacts, words: Wording) -> m.Words:
    basis_lo, basis_en = facts.basis

    def line(lang: str) -> str:
        basis = _language(lang).stored_line(basis_lo, basis_en)
        return _language(lang).line(N_("On the basis of %(basis)s."), basis=basis) if basis else ""

    return words.each(line)


def _purpose(facts: EventFacts, words: Wording) -> m.Words:
    event = facts.event
    return words.stored(event.objectives_lo, event.objectives_en)


def _seats(facts: EventFacts, one: Invitation, lang: str) -> str:
    role = next((r for r in facts.roles if r.code == one.role), None)
    named = _language(lang)
    as_what = named.stored_line(role.name_lo, role.name_en).lower() if role else ""
    people = named.ngettext("%(n)s person", "%(n)s people", one.seats).main
    return named.line(
        N_("We invite you to send %(people)s (%(role)s)."), people=people, role=as_what
    )


def _when(facts: EventFacts, lang: str) -> str:
    where = place_and_dates(facts, _language(lang)).main
    return _language(lang).line(N_("The meeting takes place %(where)s."), where=where)
