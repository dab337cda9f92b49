"""Everything the papers of one event say, read in one snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.attendance import PRESENT, AttendanceMark, Mark
from workshopdesk.domain.certificate import Certificate, CertificateRule
from workshopdesk.domain.consent import Purpose
from workshopdesk.domain.counting import (
    Count,
    Participation,
    Rule,
    Unit,
    counts,
    expected_half_days,
)
from workshopdesk.domain.evaluation import EvaluationQuestion
from workshopdesk.domain.event import Event, HalfDay
from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.domain.groups import WorkGroup
from workshopdesk.domain.invitation import Invitation
from workshopdesk.domain.office import Office
from workshopdesk.domain.organisation import Organisation
from workshopdesk.domain.payments import PaymentList
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.reference import Term
from workshopdesk.domain.registration import HeadCount, ParticipantRow, RegistrationState
from workshopdesk.services.photographs import photographs
from workshopdesk.store import Reader


@dataclass(frozen=True, slots=True)
class GroupSession:
    """A group-work session with its groups."""

    session: Session
    groups: tuple[WorkGroup, ...]


@dataclass(frozen=True, slots=True)
class ReportMatter:
    """What an event's report holds and no other paper needs.

    ``unnamed``: people who do not want to stand on lists that funders get.
    """

    evaluation: tuple[EvaluationQuestion, ...] = ()
    photographs: tuple[tuple[Kept, bytes], ...] = ()
    unnamed: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class EventFacts:
    """An event with all that belongs to it. ``people`` leaves cancelled registrations out.

    ``certificate_template`` is the one chosen for it as JSON, "" when there is none.
    """

    event: Event
    people: tuple[ParticipantRow, ...]
    sessions: tuple[Session, ...]
    group_work: tuple[GroupSession, ...]
    attendance: tuple[AttendanceMark, ...]
    certificates: tuple[Certificate, ...]
    certificate_rule: CertificateRule
    certificate_template: str
    payments: tuple[PaymentList, ...]
    invitations: tuple[Invitation, ...]
    basis: tuple[str, str]
    head_counts: tuple[HeadCount, ...]
    counted: tuple[Participation, ...]
    programmes: tuple[Programme, ...]
    hosts: tuple[Organisation, ...]
    organisations: dict[UUID, Organisation]
    roles: tuple[Term, ...]
    organisation_types: tuple[Term, ...]
    office: Office
    gazetteer: Gazetteer
    report: ReportMatter = ReportMatter()

    @property
    def named(self) -> tuple[ParticipantRow, ...]:
        """Those who are people: a promised seat without a name is not counted."""
        return tuple(p for p in self.people if p.person_id is not None)

    @property
    def funders(self) -> tuple[Funder, ...]:
        """Every funder of the event's programmes once, in the order their logos stand."""
        found: dict[UUID, Funder] = {}
        for programme in self.programmes:
            for funder in programme.funders:
                found.setdefault(funder.id, funder)
        return tuple(found.values())

    @cached_property
    def participations(self) -> tuple[Participation, ...]:
        """The registrations as counting sees them, those cancelled left out."""
        left_out = RegistrationState.CANCELLED
        return tuple(p for p in self.counted if not p.heads and p.state != left_out)

    @property
    def heads(self) -> tuple[Participation, ...]:
        """People counted but not named, as counting sees them."""
        return tuple(p for p in self.counted if p.heads)

    @cached_property
    def ages(self) -> dict[UUID, int | None]:
        """The age at the event of each registration, as counting knows it."""
        return {p.registration_id: p.age() for p in self.participations}

    @cached_property
    def expected(self) -> frozenset[int]:
        """The numbers of the half-days the agenda fills."""
        sessions = ((s.day, s.start, s.end, s.kind) for s in self.sessions)
        return expected_half_days(self.event.first_day, self.event.last_day, sessions)

    @property
    def half_days(self) -> tuple[HalfDay, ...]:
        """The half-days the agenda fills."""
        return tuple(h for h in self.event.half_days if h.number in self.expected)

    @cached_property
    def marks(self) -> dict[UUID, dict[int, Mark]]:
        """The marks of each registration by half-day."""
        found: dict[UUID, dict[int, Mark]] = {}
        for mark in self.attendance:
            found.setdefault(mark.registration_id, {})[mark.half_day] = mark.mark
        return found

    @cached_property
    def present(self) -> dict[UUID, frozenset[int]]:
        """The half-days each registration was present in."""
        found: dict[UUID, frozenset[int]] = {}
        for mark in self.attendance:
            if mark.mark in PRESENT:
                before = found.get(mark.registration_id, frozenset())
                found[mark.registration_id] = before | {mark.half_day}
        return found

    def meeting(self, rule: Rule) -> frozenset[UUID]:
        """The registrations that count under a rule."""
        count = Count(Unit.PARTICIPATION, rule)
        return frozenset(p.registration_id for p in self.participations if counts(count, p))

    @cached_property
    def registered(self) -> tuple[ParticipantRow, ...]:
        """Those who are registered, not only invited; what reports of an event held count."""
        return tuple(p for p in self.named if p.state is RegistrationState.REGISTERED)

    @cached_property
    def came(self) -> frozenset[UUID]:
        """The registrations present in at least one half-day."""
        return self.meeting(Rule.PRESENT)

    @cached_property
    def completed(self) -> frozenset[UUID]:
        """The registrations that meet the event's rule."""
        return self.meeting(Rule.COMPLETED)


def read_facts(reader: Reader, event_code: str) -> EventFacts:
    """Read an event by its code. Raises UserError when there is none."""
    event = reader.event(event_code)
    sessions = reader.sessions(event.id)
    group_work = tuple(
        GroupSession(s, reader.groups(s.id)) for s in sessions if s.kind is SessionKind.GROUP_WORK
    )
    return EventFacts(
        event=event,
        people=tuple(
            p for p in reader.participants(event.id) if p.state is not RegistrationState.CANCELLED
        ),
        sessions=sessions,
        group_work=tuple(g for g in group_work if g.groups),
        attendance=reader.attendance(event.id),
        certificates=reader.certificates(event.id),
        certificate_rule=reader.certificate_rule(event.id),
        certificate_template=(reader.certificate_template(event.id) or (None, ""))[1],
        payments=reader.payment_lists(event.id),
        invitations=reader.invitations(event.id),
        basis=reader.basis(event.id),
        head_counts=reader.head_counts(event.id),
        counted=reader.participations(event.id),
        programmes=reader.programmes_of(event.id),
        hosts=reader.hosts(event.id),
        organisations={o.id: o for o in reader.organisations()},
        roles=reader.roles(),
        organisation_types=reader.organisation_types(),
        office=reader.office(),
        gazetteer=reader.gazetteer(),
    )


def report_matter(reader: Reader, event_id: UUID) -> ReportMatter:
    """The evaluation of an event, its photographs in order, and who is not to be named."""
    return ReportMatter(
        reader.evaluation(event_id),
        tuple((kept, reader.content(kept.id)) for kept in photographs(reader, event_id)),
        reader.refused(event_id, Purpose.LIST),
    )
