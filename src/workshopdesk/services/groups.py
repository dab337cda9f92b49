"""Group work: form mixed groups for a session, and say what each works on and found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.forming import (
    ROLES_LEFT_OUT,
    Candidate,
    Freedom,
    Given,
    Impossible,
    form_groups,
)
from workshopdesk.domain.groups import GroupWish, WishKind, WorkGroup
from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.i18n import N_, _
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t

DEFAULT_BALANCE = ("sex", "province", "role")

_ACTIONS = {
    Freedom.ANEW: N_("Form %(number)s groups for session %(session)s"),
    Freedom.EVEN: N_("Re-balance the groups of session %(session)s"),
    Freedom.FEWEST: N_("Place late arrivals in the groups of session %(session)s"),
}
_IMPOSSIBLE = {
    "contradiction": N_("Both kept together and kept apart, directly or through others: %(names)s"),
    "locked_apart": N_("Kept together, but locked in different groups: %(names)s"),
    "locked_together": N_("Kept apart, but locked in the same group: %(names)s"),
    "too_many_together": N_("More people kept together than a group holds: %(names)s"),
    "too_many_locked": N_("More people locked in one group than it may hold: %(names)s"),
    "wishes": N_("Not all these can be kept at once; choose more groups or drop one: %(names)s"),
}
_MOST_TOLD = 8

TRAITS: dict[str, Callable[[ParticipantRow], str]] = {
    "sex": lambda p: str(p.sex or ""),
    "province": lambda p: p.province or p.province_lo,
    "district": lambda p: p.district or p.district_lo,
    "role": lambda p: str(p.role),
    "organisation": lambda p: str(p.organisation_id or p.organisation),
    "organisation_type": lambda p: p.organisation_type or str(p.organisation_id or p.organisation),
    "position": lambda p: p.position,
}
"""What groups can be balanced by, and where it is read. Organisations whose type is not known
count as a type each."""


@dataclass(frozen=True, slots=True)
class Formed:
    """The session's groups, how many people got a place, and how many had to move for it."""

    group_ids: tuple[UUID, ...]
    placed: int
    moved: int


def form_session_groups(
    store: Store,
    event_code: str,
    session_code: str,
    number: int,
    *,
    balance: Sequence[str] = DEFAULT_BALANCE,
    seed: int = 0,
    freedom: Freedom = Freedom.ANEW,
) -> Formed:
    """Form ``number`` mixed groups for a group-work session out of those it has.

    Everyone registered takes part except the roles that run the event, unless they were put
    into a group by hand. Locks and wishes are kept; ``freedom`` says who else may be moved. A
    group keeps its question, room and findings, and its leader and secretary while they stay;
    else these are its first and last member in list order. Raises UserError, naming who cannot
    be placed as wished.
    """
    unknown = [trait for trait in balance if trait not in TRAITS]
    if unknown:
        raise UserError(
            _("Unknown trait: %(traits)s") % {"traits": ", ".join(unknown)},
            _("Choose from %(traits)s.") % {"traits": ", ".join(TRAITS)},
        )
    action = _ACTIONS[freedom]
    with store.unit_of_work(action, number=str(number), session=session_code) as work:
        event = work.reader.event(event_code)
        session = find_session(work.reader, event.id, session_code)
        before = work.reader.groups(session.id)
        people = _those_to_place(work.reader.participants(event.id), before, freedom)
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
        wishes = work.reader.group_wishes(session.id)
        given = _given(people, before, wishes, number, freedom)
        formed = form_groups(candidates, number, seed, given)
        if formed.impossible:
            raise _refusal(formed.impossible, [p.name for p in people])
        ids = _write_groups(work, session, [[people[k].id for k in g] for g in formed.groups])
        work.commit()
    moved = 0 if freedom is Freedom.ANEW else len(formed.moved)
    return Formed(ids, len(people) - len(given.seats), moved)


def _those_to_place(
    participants: Sequence[ParticipantRow], before: Sequence[WorkGroup], freedom: Freedom
) -> list[ParticipantRow]:
    """Those who sit in groups, and those put there by hand who may not be sent away."""
    staying = {
        key
        for group in before
        for key in (group.locked_ids if freedom is Freedom.ANEW else group.member_ids)
    }
    usual = {p.id for p in members_of(participants)}
    return [
        p
        for p in participants
        if p.id in usual or (p.id in staying and p.state is not RegistrationState.CANCELLED)
    ]


def _given(
    people: Sequence[ParticipantRow],
    before: Sequence[WorkGroup],
    wishes: Sequence[GroupWish],
    number: int,
    freedom: Freedom,
) -> Given:
    key = {p.id: index for index, p in enumerate(people)}
    places = {group.id: place for place, group in enumerate(before)}
    lost = {m for g in before for m in g.locked_ids if places[g.id] >= number}
    if lost:
        names = ", ".join(p.name for p in people if p.id in lost)
        raise UserError(
            _("Groups with locked people would go"),
            _("Unlock %(names)s first, or choose more groups.") % {"names": names},
        )
    stays = freedom is not Freedom.ANEW
    seats = {
        key[m]: places[g.id]
        for g in before
        for m in g.member_ids
        if m in key and (stays or m in g.locked_ids)
    }
    pairs: dict[WishKind, list[tuple[int, int]]] = {kind: [] for kind in WishKind}
    for wish in wishes:
        if wish.first_id in key and wish.second_id in key:
            pairs[wish.kind].append((key[wish.first_id], key[wish.second_id]))
    return Given(
        seats,
        frozenset(key[m] for g in before for m in g.locked_ids if m in key),
        tuple(pairs[WishKind.TOGETHER]),
        tuple(pairs[WishKind.APART]),
        freedom,
    )


def _refusal(impossible: Sequence[Impossible], names: Sequence[str]) -> UserError:
    """What cannot be kept, in words."""
    lines = []
    for one in impossible[:_MOST_TOLD]:
        concerned = ", ".join(names[key] for key in one.keys[:_MOST_TOLD])
        more = "…" if len(one.keys) > _MOST_TOLD else ""
        lines.append(_(_IMPOSSIBLE[one.code]) % {"names": concerned + more})
    return UserError(_("The groups cannot be formed as wished"), "\n".join(lines))


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


def _write_groups(
    work: UnitOfWork, session: Session, groups: Sequence[list[UUID]]
) -> tuple[UUID, ...]:
    """Bring the session's groups to these members, by number; what stays is not touched."""
    stored = {g.number: g for g in work.find(t.WorkGroup, session_id=session.id)}
    for number in sorted(set(stored) - set(range(1, len(groups) + 1))):
        work.delete(stored.pop(number))
    ids = []
    for number, members in enumerate(groups, 1):
        group = stored.get(number) or work.add(t.WorkGroup(session_id=session.id, number=number))
        _keep_leaders(group, members)
        _write_members(work, group.id, members)
        ids.append(group.id)
    return tuple(ids)


def _keep_leaders(group: t.WorkGroup, members: list[UUID]) -> None:
    """Leader and secretary stay while they are members; else the first and the last take over."""
    if group.facilitator_id not in members:
        group.facilitator_id = next((m for m in members if m != group.rapporteur_id), None)
    if group.rapporteur_id not in members or group.rapporteur_id == group.facilitator_id:
        last = members[-1]
        group.rapporteur_id = last if last != group.facilitator_id else None


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
