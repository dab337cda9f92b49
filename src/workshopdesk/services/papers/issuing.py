"""Issuing certificates: who gets one, the next number, and the signed statement.

Numbers are given out in the transaction that keeps the certificate, so a series has no gap and no
double. What a certificate says is kept as it was issued.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Final, TypeVar
from uuid import UUID

from workshopdesk.domain.agenda import WITHOUT_CONTACT_HOURS, Session
from workshopdesk.domain.certificate import (
    Certificate,
    CertificateState,
    Decision,
    Statement,
    decide,
)
from workshopdesk.domain.clock import minutes_between
from workshopdesk.domain.counting import NOON
from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t
from workshopdesk.verifying import KeyPair, signed

ISSUING = N_("Issue certificates of %(event)s")
T = TypeVar("T")
_TURNS: Final = 50


def decisions(facts: EventFacts) -> tuple[tuple[ParticipantRow, Decision], ...]:
    """Everyone registered, in list order, and whether and why they get a certificate."""
    return tuple((person, _decision(facts, person)) for person in facts.registered)


def _decision(facts: EventFacts, person: ParticipantRow) -> Decision:
    taken = bool(facts.attendance)
    present = len(facts.present.get(person.id, ())) if taken else None
    return decide(
        facts.certificate_rule,
        person.id,
        person.role,
        present=present,
        completed=person.id in facts.completed,
    )


def entitled(facts: EventFacts) -> tuple[ParticipantRow, ...]:
    """Who gets a certificate, in list order."""
    return tuple(person for person, decision in decisions(facts) if decision.entitled)


def without_certificate(facts: EventFacts) -> tuple[ParticipantRow, ...]:
    """Those entitled to a certificate who have none that holds, in list order."""
    known = {c.registration_id for c in facts.certificates}
    return tuple(p for p in entitled(facts) if p.id not in known)


def decision_on(facts: EventFacts, registration_id: UUID) -> Decision | None:
    """Whether and why a registration gets a certificate; None when it is not on the list."""
    return next((_decision(facts, p) for p in facts.registered if p.id == registration_id), None)


def holding(facts: EventFacts) -> tuple[tuple[Certificate, ParticipantRow], ...]:
    """The certificates that hold, with whose they are, in list order."""
    held = {
        c.registration_id: c for c in facts.certificates if c.state is not CertificateState.REVOKED
    }
    return tuple((held[p.id], p) for p in facts.people if p.id in held)


def with_certificates(
    store: Store,
    event_code: str,
    *,
    issue: bool,
    only: Collection[UUID] | None = None,
    key: KeyPair | None = None,
) -> EventFacts:
    """The event with a certificate for everyone entitled; those who had none get the next number.

    ``only``: registrations to look at. With ``key`` each certificate that has no signed statement
    yet gets one. Without ``issue`` the numbers are only tried out: nothing is saved. Raises
    UserError when the office's mask for numbers cannot be filled.
    """
    with store.read() as reader:
        facts = read_facts(reader, event_code)
    if not without_certificate(facts) and not (key and unsigned(facts)):
        return facts

    def issued() -> EventFacts:
        with store.unit_of_work(ISSUING, event=event_code) as work:
            facts = read_facts(work.reader, event_code)
            for person in without_certificate(facts):
                if only is None or person.id in only:
                    issue_to(work, facts, person)
            work.flush()
            facts = read_facts(work.reader, event_code)
            if key:
                sign(work, facts, key)
                facts = read_facts(work.reader, event_code)
            if issue:
                work.commit()
        return facts

    return taking_turns(issued)


def taking_turns(issue: Callable[[], T]) -> T:
    """Do what gives out numbers; where another desk took the same one meanwhile, do it again.

    Everything is read anew then, so that nobody gets two certificates either. Raises Conflict
    when that never ends.
    """
    for left in range(_TURNS, -1, -1):
        try:
            return issue()
        except Conflict:
            if not left:
                raise
        except UserError:
            if left < _TURNS:
                raise  # a refusal; only two desks that begin a series together end here once
    raise AssertionError("unreachable")


def unsigned(facts: EventFacts) -> list[Certificate]:
    """The certificates that hold and have no signed code."""
    return [c for c, _person in holding(facts) if not c.statement]


def sign(work: UnitOfWork, facts: EventFacts, key: KeyPair) -> None:
    """Give each certificate that holds and has no statement yet its signed one."""
    for certificate in unsigned(facts):
        record = work.get(t.Certificate, certificate.id)
        record.statement = signed(statement_of(certificate), key)
    work.flush()


def statement_of(certificate: Certificate) -> Statement:
    """What a certificate's code says: what was issued."""
    day = certificate.first_day or certificate.issued_on
    return Statement(
        number=certificate.number,
        name=certificate.name,
        event=certificate.event_title_lo or certificate.event_title_en,
        first_day=day,
        last_day=certificate.last_day or certificate.issued_on,
        contact_minutes=certificate.contact_minutes or 0,
    )


def issue_to(
    work: UnitOfWork, facts: EventFacts, person: ParticipantRow, *, replaces: UUID | None = None
) -> None:
    """Keep a certificate for somebody under the next number, as things are known now."""
    event = facts.event
    year = event.last_day.year
    series, sequence = work.next_in_series(f"certificate-{year}")
    organisation = facts.organisations.get(person.organisation_id or UUID(int=0))
    work.add(
        t.Certificate(
            registration_id=person.id,
            series_id=series,
            sequence=sequence,
            number=_number(facts, sequence, year),
            name=f"{honorific(person)} {person.name}",
            name_latin=person.name_latin,
            title=person.position,
            unit=person.organisation or (organisation.name_lo if organisation else ""),
            event_title_lo=event.title_lo,
            event_title_en=event.title_en,
            first_day=event.first_day,
            last_day=event.last_day,
            contact_minutes=contact_minutes(facts, person.id),
            issued_on=event.last_day,
            replaces_id=replaces,
        )
    )


def contact_minutes(facts: EventFacts, registration_id: UUID) -> int:
    """Contact time of the half-days somebody was present in, or of all before that is known.

    A session belongs to the half-day it begins in.
    """
    half_days = facts.expected
    if facts.attendance:
        half_days = facts.present.get(registration_id, frozenset())
    return sum(
        minutes_between(session.start, session.end)
        for session in facts.sessions
        if session.kind not in WITHOUT_CONTACT_HOURS and _half_day(facts, session) in half_days
    )


def _half_day(facts: EventFacts, session: Session) -> int:
    return 2 * (session.day - facts.event.first_day).days + (2 if session.start >= NOON else 1)


def _number(facts: EventFacts, n: int, year: int) -> str:
    office = facts.office.abbreviation
    programme = facts.programmes[0].code if facts.programmes else ""
    mask = facts.office.certificate_mask or (
        "{n:04d}/{office}-{year}" if office else "{n:04d}/{year}"
    )
    for field, value in (("office", office), ("programme", programme)):
        if not value:
            mask = re.sub(rf"[-/. ]?\{{{field}\}}", "", mask).strip("-/. ")
    try:
        return mask.format(n=n, year=year, office=office, programme=programme)
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise UserError(
            _("The mask for certificate numbers cannot be filled: %(mask)s") % {"mask": mask},
            _("It may hold {n}, {year}, {office} and {programme}, for example {n:04d}/{year}."),
        ) from error


def honorific(person: ParticipantRow) -> str:
    """As the list has it, else the official one; only a woman's adds her sex."""
    words = Wording("lo")
    fitting = (
        N_("Madam (in official Lao)")
        if person.sex is Sex.FEMALE
        else N_("Sir or Madam (in official Lao)")
    )
    return person.honorific or words.line(fitting)
