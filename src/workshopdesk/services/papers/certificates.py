"""Certificates as they are printed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from workshopdesk.documents import model as m
from workshopdesk.documents.design import DesignedBatch
from workshopdesk.domain.certificate import Certificate
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.designed import designed_batch
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import (
    footing,
    issued_at,
    letterhead,
    office_signers,
    place_and_dates,
    province_name,
    signer,
)
from workshopdesk.services.papers.issuing import holding
from workshopdesk.services.papers.wording import Wording


def certificate_batch(
    facts: EventFacts,
    words: Wording,
    *,
    only: Collection[UUID] | None = None,
    preprinted: tuple[float, float] | None = None,
) -> m.CertificateBatch | DesignedBatch:
    """The certificates that hold (those of the registrations ``only``), in list order.

    Each says what was issued, whatever the event says now. ``preprinted``: onto paper that has
    its border and heads, moved by so many millimetres. An event with a template gets its
    certificates by that, in the languages it has. Raises UserError when there is none.
    """
    chosen = [(c, p) for c, p in holding(facts) if only is None or p.id in only]
    if not chosen:
        raise UserError(
            _("Nobody has earned a certificate of %(event)s") % {"event": facts.event.code},
            _("Register people first, or change the rule for completing the event."),
        )
    if facts.certificate_template:
        both = Wording("lo-en")
        issued = [(c, p, position_of(facts, both, c, p)) for c, p in chosen]
        return designed_batch(facts, words, issued, preprinted=preprinted)
    title = words.say(N_("Certificate of Attendance"))
    alike = {_as_issued(c): _alike(facts, words, c) for c, _person in chosen}
    body, place_date = alike[_as_issued(chosen[0][0])]
    return m.CertificateBatch(
        language=words.language,
        head=letterhead(facts, words, title, place_date=place_date),
        foot=footing(facts, words, title),
        dated=chosen[0][0].last_day or facts.event.last_day,
        certifies=words.each(lambda lang: _certifies(facts, lang)),
        body=body,
        signers=office_signers(facts, words)[:3] or (signer(words, N_("Certified by")),),
        certificates=tuple(_text(facts, words, c, p, *alike[_as_issued(c)]) for c, p in chosen),
        preprinted=preprinted,
    )


def _as_issued(issued: Certificate) -> tuple[object, ...]:
    """What decides the text that many certificates share."""
    titles = issued.event_title_lo, issued.event_title_en
    return *titles, issued.first_day, issued.last_day, issued.issued_on


def _alike(
    facts: EventFacts, words: Wording, issued: Certificate
) -> tuple[tuple[m.Words, ...], str]:
    """The event as it was called and held when the certificate was issued; place and date."""
    event = replace(
        facts.event,
        title_lo=issued.event_title_lo or facts.event.title_lo,
        title_en=issued.event_title_en or facts.event.title_en,
        first_day=issued.first_day or facts.event.first_day,
        last_day=issued.last_day or facts.event.last_day,
    )
    then = replace(facts, event=event)
    body = (
        words.each(lambda lang: _attended(then, lang)),
        words.each(lambda lang: _where(then, lang)),
    )
    return body, issued_at(facts, words, issued.issued_on)


def _language(lang: str) -> Wording:
    return Wording("en" if lang == "en" else "lo")


def _certifies(facts: EventFacts, lang: str) -> str:
    one = _language(lang)
    office = one.stored_line(facts.office.name_lo, facts.office.name_en)
    if not office:
        return one.line(N_("This is to certify that"))
    return one.line(N_("%(office)s hereby certifies that"), office=office)


def _attended(facts: EventFacts, lang: str) -> str:
    one = _language(lang)
    title = one.stored_line(facts.event.title_lo, facts.event.title_en)
    return one.line(N_("attended “%(event)s”"), event=title)


def _where(facts: EventFacts, lang: str) -> str:
    return place_and_dates(facts, _language(lang)).main


def _text(
    facts: EventFacts,
    words: Wording,
    certificate: Certificate,
    person: ParticipantRow,
    body: tuple[m.Words, ...],
    place_date: str,
) -> m.CertificateText:
    written = certificate.name_latin or person.name_latin
    latin = f"{_english_honorific(person)} {written}".strip() if written else ""
    name = m.Words(certificate.name, latin if words.language == "lo-en" else "")
    if words.language == "en" and latin:
        name = m.Words(latin)
    label = N_("No. %(number)s") if certificate.copy == 1 else N_("No. %(number)s · copy %(n)s")
    return m.CertificateText(
        number=words.line(label, number=certificate.number, n=certificate.copy),
        name=name,
        position=position_of(facts, words, certificate, person),
        code=certificate.statement,
        body=body,
        place_date=place_date,
    )


def _english_honorific(person: ParticipantRow) -> str:
    return {Sex.FEMALE: "Ms", Sex.MALE: "Mr", None: ""}[person.sex]


def position_of(
    facts: EventFacts, words: Wording, certificate: Certificate, person: ParticipantRow
) -> m.Words:
    """What stands under a name: position as issued, district and province."""
    return words.each(lambda lang: _position(facts, certificate, person, lang))


def _position(
    facts: EventFacts, certificate: Certificate, person: ParticipantRow, lang: str
) -> str:
    """Position as issued, then district and province."""
    one = _language(lang)
    title = certificate.title
    if title == person.position:
        title = tallies.position(one, person).main
    district = one.stored_line(person.district_lo, person.district_en)
    known = facts.gazetteer.district_by_code.get(person.district or "") is not None
    places = [one.line(N_("%(name)s District"), name=district) if known and district else district]
    province = province_name(facts, one, person.province)
    places.append(province or one.stored_line(person.province_lo, person.province_en))
    joint = ", " if lang == "en" else " "
    return " · ".join(filter(None, (title, joint.join(filter(None, places)))))
