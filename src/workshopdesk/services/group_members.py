"""Move people between groups by hand, and say what a group works on."""

from __future__ import annotations

from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.groups import WishKind
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

_WISHES = {
    WishKind.TOGETHER: N_("Keep two people together"),
    WishKind.APART: N_("Keep two people apart"),
    None: N_("Let two people sit as it comes"),
}


def move_member(
    store: Store, registration_id: UUID, to_group: UUID, place: int | None = None
) -> UUID | None:
    """Put a registered person into a group, at a place from 0 (None: last); out of any other.

    Gives the group of the same session they were in before, if any. Raises UserError.
    """
    with store.unit_of_work(N_("Move a person to another group")) as work:
        target = work.get(t.WorkGroup, to_group)
        before: UUID | None = None
        locked = False
        for group in work.find(t.WorkGroup, session_id=target.session_id):
            for member in work.find(
                t.GroupMember, group_id=group.id, registration_id=registration_id
            ):
                before, locked = group.id, member.locked
                if group.id != to_group:
                    work.delete(member)
                    _forget_leader(group, registration_id)
        if before != to_group:
            work.get(t.Registration, registration_id)
            work.add(
                t.GroupMember(
                    group_id=to_group, registration_id=registration_id, order=0, locked=locked
                )
            )
        _put_in_order(work, to_group, registration_id, place)
        work.commit()
    return before


def remove_member(store: Store, registration_id: UUID, group_id: UUID) -> None:
    """Take someone out of a group, into none. Raises UserError."""
    with store.unit_of_work(N_("Take a person out of a group")) as work:
        group = work.get(t.WorkGroup, group_id)
        for member in work.find(t.GroupMember, group_id=group_id, registration_id=registration_id):
            work.delete(member)
        _forget_leader(group, registration_id)
        work.commit()


def lock_member(store: Store, registration_id: UUID, group_id: UUID, locked: bool) -> None:
    """Let someone stay in a group whenever groups are formed, or no longer. Raises UserError."""
    action = N_("Lock a person in a group") if locked else N_("Unlock a person in a group")
    with store.unit_of_work(action) as work:
        work.get(t.WorkGroup, group_id)
        for member in work.find(t.GroupMember, group_id=group_id, registration_id=registration_id):
            member.locked = locked
        work.commit()


def set_wish(store: Store, session_id: UUID, one: UUID, other: UUID, kind: WishKind | None) -> None:
    """Keep two registrations together or apart in a session's groups; None: as it comes.

    Raises UserError when it is one person, or the session or a registration is gone.
    """
    if one == other:
        raise UserError(_("Choose two people"), _("Nobody can be kept together with themselves."))
    with store.unit_of_work(_WISHES[kind]) as work:
        work.get(t.Session, session_id)
        first, second = sorted((one, other))
        for registration_id in (first, second):
            work.get(t.Registration, registration_id)
        key = {"session_id": session_id, "registration_id": first, "other_id": second}
        stored = work.find(t.GroupWish, **key)
        if kind is None:
            for wish in stored:
                work.delete(wish)
        elif stored:
            stored[0].kind = kind
        else:
            work.add(t.GroupWish(**key, kind=kind))
        work.commit()


def set_leader(
    store: Store, group_id: UUID, version: int, *, secretary: bool, registration_id: UUID | None
) -> None:
    """Who leads a group (facilitator) or, ``secretary``, takes its notes (rapporteur).

    Whoever takes over the other part gives up their own. Raises Conflict, UserError.
    """
    with store.unit_of_work(N_("Choose who leads a group")) as work:
        group = work.get(t.WorkGroup, group_id, version)
        if registration_id is not None:
            _forget_leader(group, registration_id)
        if secretary:
            group.rapporteur_id = registration_id
        else:
            group.facilitator_id = registration_id
        work.commit()


def change_group(
    store: Store, group_id: UUID, version: int, *, question_lo: str | None = None,
    question_en: str | None = None, room: str | None = None,
) -> None:  # fmt: skip
    """Change a group's question or room; None stays. Raises Conflict, UserError."""
    with store.unit_of_work(N_("Change a group's task")) as work:
        group = work.get(t.WorkGroup, group_id, version)
        values = {"question_lo": question_lo, "question_en": question_en, "room": room}
        for field, value in values.items():
            if value is not None:
                setattr(group, field, canonical(value))
        work.commit()


def _forget_leader(group: t.WorkGroup, registration_id: UUID) -> None:
    if group.facilitator_id == registration_id:
        group.facilitator_id = None
    if group.rapporteur_id == registration_id:
        group.rapporteur_id = None


def _put_in_order(work: UnitOfWork, group_id: UUID, moved: UUID, place: int | None) -> None:
    members = work.find(t.GroupMember, group_id=group_id)
    others = [m for m in members if m.registration_id != moved]
    own = [m for m in members if m.registration_id == moved]
    at = len(others) if place is None else min(max(place, 0), len(others))
    for order, member in enumerate([*others[:at], *own, *others[at:]], 1):
        if member.order != order:
            member.order = order
