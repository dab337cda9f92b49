"""Group work: form mixed groups for a session, and say what each works on and found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.forming import ROLES_LEFT_OUT, Candidate, form_groups
from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.i18n import N_, _
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t

DEFAULT_BALANCE = ("sex", "province", "role")

TRAITS: dict[str, Callable[[ParticipantRow], str]] = {
    "sex": lambda p: str(p.sex or ""),
    "province": lambda p: p.province or p.province_lo,
    "district": lambda p: p.district or p.district_lo,
    "role": lambda p: str(p.role),
    "organisation": lambda p: str(p.organisation_id or p.organisation),
    "organisation_type": lambda p: p.organisation_type or "",
    "position": lambda p: p.position,
}
"""What groups can be balanced by, and where it is read."""


def form_session_groups(
    store: Store,
    event_code: str,
    session_code: str,
    number: int,
    *,
    balance: Sequence[str] = DEFAULT_BALANCE,
    seed: int = 0,
) -> tuple[UUID, ...]:
    """Form ``number`` mixed groups for a group-work session, in place of those it has.

    Everyone registered takes part except the roles that run the event. A group keeps its
    question and room when there is one with its number; its leader is its first member in
    list order and its secretary the last. Gives the groups' ids. Raises UserError.
    """
    unknown = [trait for trait in balance if trait not in TRAITS]
    if unknown:
        raise UserError(
            _("Unknown trait: %(traits)s") % {"traits": ", ".join(unknown)},
            _("Choose from %(traits)s.") % {"traits": ", ".join(TRAITS)},
        )
    action = N_("Form %(number)s groups for session %(session)s")
    with store.unit_of_work(action, number=str(number), session=session_code) as work:
        event = work.reader.event(event_code)
        session = find_session(work.reader, event.id, session_code)
        people = members_of(work.reader.participants(event.id))
        if not 1 <= number <= len(people):
            raise UserError(
                _("%(number)d groups cannot be formed") % {"number": number},
                _("%(people)d people can be placed in groups; choose 1 to %(people)d groups.")
                % {"people": len(people)},
            )
        candidates = [
            Candidate(index, tuple(TRAITS[trait](p) for trait in balance))
            for index, p in enumerate(people)
        ]
        formed = form_groups(candidates, number, seed)
        ids = _write_groups(work, session, [[people[key].id for key in g] for g in formed])
        work.commit()
    return ids


def members_of(participants: Sequence[ParticipantRow]) -> list[ParticipantRow]:
    """Those who sit in groups: named, not cancelled, and in no role that runs the event."""
    return [
        p
        for p in participants
        if p.person_id is not None
        and p.state is not RegistrationState.CANCELLED
        and p.role not in ROLES_LEFT_OUT
    ]


def find_session(reader: Reader, event_id: UUID, code: str) -> Session:
    """The event's group-work session with this code. Raises UserError when there is none."""
    sessions = reader.sessions(event_id)
    for session in sessions:
        if session.code == code:
            if session.kind is SessionKind.GROUP_WORK:
                return session
            raise UserError(
                _("Session %(code)s is not group work") % {"code": code}, _group_work_in(sessions)
            )
    raise UserError(_("There is no session %(code)s") % {"code": code}, _group_work_in(sessions))


def _group_work_in(sessions: Sequence[Session]) -> str:
    codes = [s.code for s in sessions if s.kind is SessionKind.GROUP_WORK]
    if not codes:
        return _("The agenda has no group-work session; add one first.")
    return _("Group-work sessions of this event: %(codes)s.") % {"codes": ", ".join(codes)}


def _write_groups(work: UnitOfWork, session: Session, groups: list[list[UUID]]) -> tuple[UUID, ...]:
    """Bring the session's groups to these members, by number; what stays is not touched."""
    stored = {g.number: g for g in work.find(t.WorkGroup, session_id=session.id)}
    for number in sorted(set(stored) - set(range(1, len(groups) + 1))):
        work.delete(stored.pop(number))
    ids = []
    for number, members in enumerate(groups, 1):
        group = stored.get(number) or work.add(t.WorkGroup(session_id=session.id, number=number))
        group.facilitator_id = members[0]
        group.rapporteur_id = members[-1] if len(members) > 1 else None
        _write_members(work, group.id, members)
        ids.append(group.id)
    return tuple(ids)


def _write_members(work: UnitOfWork, group_id: UUID, members: list[UUID]) -> None:
    kept = {}
    for member in work.find(t.GroupMember, group_id=group_id):
        if member.registration_id in members:
            kept[member.registration_id] = member
        else:
            work.delete(member)
    for order, registration_id in enumerate(members, 1):
        if registration_id in kept:
            kept[registration_id].order = order
        else:
            work.add(t.GroupMember(group_id=group_id, registration_id=registration_id, order=order))
