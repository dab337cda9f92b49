"""Everything the papers of one event say, read in one snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.attendance import PRESENT, AttendanceMark
from workshopdesk.domain.certificate import Certificate
from workshopdesk.domain.event import Event, HalfDay
from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.domain.groups import WorkGroup
from workshopdesk.domain.office import Office
from workshopdesk.domain.organisation import Organisation
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.reference import Term
from workshopdesk.domain.registration import HeadCount, ParticipantRow, RegistrationState
from workshopdesk.store import Reader


@dataclass(frozen=True, slots=True)
class GroupSession:
    """A group-work session with its groups."""

    session: Session
    groups: tuple[WorkGroup, ...]


@dataclass(frozen=True)
class EventFacts:
    """An event with all that belongs to it. ``people`` leaves cancelled registrations out."""

    event: Event
    people: tuple[ParticipantRow, ...]
    sessions: tuple[Session, ...]
    group_work: tuple[GroupSession, ...]
    attendance: tuple[AttendanceMark, ...]
    certificates: tuple[Certificate, ...]
    head_counts: tuple[HeadCount, ...]
    programmes: tuple[Programme, ...]
    hosts: tuple[Organisation, ...]
    organisations: dict[UUID, Organisation]
    roles: tuple[Term, ...]
    organisation_types: tuple[Term, ...]
    office: Office
    gazetteer: Gazetteer

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

    @property
    def half_days(self) -> tuple[HalfDay, ...]:
        """The half-days that have sessions; all of them while there is no agenda."""
        held = {(s.day, s.start.hour >= 12) for s in self.sessions}
        held |= {(s.day, True) for s in self.sessions if s.end.hour > 12}
        return tuple(h for h in self.event.half_days if not held or (h.day, h.afternoon) in held)

    @property
    def present(self) -> dict[UUID, set[int]]:
        """The half-days each registration was present in."""
        found: dict[UUID, set[int]] = {}
        for mark in self.attendance:
            if mark.mark in PRESENT:
                found.setdefault(mark.registration_id, set()).add(mark.half_day)
        return found

    @property
    def completed(self) -> frozenset[UUID]:
        """The registrations that meet the event's rule: so many percent of the half-days."""
        expected = {h.number for h in self.half_days}
        needed = len(expected) * self.event.completion_percent
        return frozenset(
            id for id, halves in self.present.items() if len(halves & expected) * 100 >= needed
        )


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
        head_counts=reader.head_counts(event.id),
        programmes=reader.programmes_of(event.id),
        hosts=reader.hosts(event.id),
        organisations={o.id: o for o in reader.organisations()},
        roles=reader.roles(),
        organisation_types=reader.organisation_types(),
        office=reader.office(),
        gazetteer=reader.gazetteer(),
    )
