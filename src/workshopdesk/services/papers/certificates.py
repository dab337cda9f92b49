"""Certificates: numbers given out once, then the batch as it is printed."""

from __future__ import annotations

import re

from workshopdesk.documents import model as m
from workshopdesk.domain.certificate import Certificate, CertificateState
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.heads import (
    footing,
    issued_at,
    letterhead,
    office_signers,
    place_and_dates,
    province_name,
    signer,
)
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

ISSUING = N_("Issue certificates of %(event)s")


def with_certificates(store: Store, event_code: str, *, issue: bool) -> EventFacts:
    """The event with a certificate for everyone entitled; those who had none get the next number.

    Entitled is everyone registered until attendance has been taken, then those who meet the
    event's rule. Without ``issue`` the numbers are only tried out: the unit of work is not
    committed. Raises UserError when the office's mask for numbers cannot be filled.
    """
    with store.read() as reader:
        facts = read_facts(reader, event_code)
    if not without_certificate(facts):
        return facts
    with store.unit_of_work(ISSUING, event=event_code) as work:
        for person in without_certificate(read_facts(work.reader, event_code)):
            _issue(work, facts, person)
        facts = read_facts(work.reader, event_code)
        if issue:
            work.commit()
    return facts


def without_certificate(facts: EventFacts) -> tuple[ParticipantRow, ...]:
    """Those entitled to a certificate who have none yet, in list order."""
    known = {c.registration_id for c in facts.certificates}
    return tuple(p for p in entitled(facts) if p.id not in known)


def entitled(facts: EventFacts) -> tuple[ParticipantRow, ...]:
    """Who gets a certificate, in list order."""
    if not facts.attendance:
        return facts.registered
    return tuple(p for p in facts.people if p.id in facts.completed)


def _issue(work: UnitOfWork, facts: EventFacts, person: ParticipantRow) -> None:
    year = facts.event.last_day.year
    series, sequence = work.next_in_series(f"certificate-{year}")
    work.add(
        t.Certificate(
            registration_id=person.id,
            series_id=series,
            sequence=sequence,
            number=_number(facts, sequence, year),
            name=f"{_honorific(person)} {person.name}",
            title=person.position,
            issued_on=facts.event.last_day,
        )
    )


def _number(facts: EventFacts, n: int, year: int) -> str:
    plain = "{n:04d}/{office}-{year}" if facts.office.abbreviation else "{n:04d}/{year}"
    mask = facts.office.certificate_mask or plain
    if not facts.office.abbreviation:
        mask = re.sub(r"[-/. ]?\{office\}", "", mask).strip("-/. ")
    try:
        return mask.format(n=n, year=year, office=facts.office.abbreviation)
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise UserError(
            _("The mask for certificate numbers cannot be filled: %(mask)s") % {"mask": mask},
            _("It may hold {n}, {year} and {office}, for example {n:04d}/{year}."),
        ) from error


def _honorific(person: ParticipantRow) -> str:
    """As the list has it, else the official one; only a woman's adds her sex."""
    words = Wording("lo")
    fitting = (
        N_("Madam (in official Lao)")
        if person.sex is Sex.FEMALE
        else N_("Sir or Madam (in official Lao)")
    )
    return person.honorific or words.line(fitting)


def certificate_batch(facts: EventFacts, words: Wording) -> m.CertificateBatch:
    """All certificates that hold, in list order. Raises UserError when there is none."""
    by_registration = {
        c.registration_id: c for c in facts.certificates if c.state is not CertificateState.REVOKED
    }
    chosen = [(by_registration[p.id], p) for p in facts.people if p.id in by_registration]
    if not chosen:
        raise UserError(
            _("Nobody has earned a certificate of %(event)s") % {"event": facts.event.code},
            _("Register people first, or change the rule for completing the event."),
        )
    title = words.say(N_("Certificate of Attendance"))
    return m.CertificateBatch(
        language=words.language,
        head=letterhead(
            facts, words, title, place_date=issued_at(facts, words, chosen[0][0].issued_on)
        ),
        foot=footing(facts, words, title),
        dated=facts.event.last_day,
        certifies=words.each(lambda lang: _certifies(facts, lang)),
        body=(
            words.each(lambda lang: _attended(facts, lang)),
            words.each(lambda lang: _where(facts, lang)),
        ),
        signers=office_signers(facts, words)[:3] or (signer(words, N_("Certified by")),),
        certificates=tuple(_text(facts, words, c, p) for c, p in chosen),
    )


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
    facts: EventFacts, words: Wording, certificate: Certificate, person: ParticipantRow
) -> m.CertificateText:
    latin = f"{_english_honorific(person)} {person.name_latin}".strip() if person.name_latin else ""
    name = m.Words(certificate.name, latin if words.language == "lo-en" else "")
    if words.language == "en" and latin:
        name = m.Words(latin)
    label = N_("No. %(number)s")
    return m.CertificateText(
        number=words.line(label, number=certificate.number),
        name=name,
        position=words.each(lambda lang: _position(facts, certificate, person, lang)),
    )


def _english_honorific(person: ParticipantRow) -> str:
    return {Sex.FEMALE: "Ms", Sex.MALE: "Mr", None: ""}[person.sex]


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
