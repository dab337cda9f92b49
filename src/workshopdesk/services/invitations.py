"""Invitations to units: the seats promised, the letters, and what was answered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.invitation import Answer
from workshopdesk.i18n import N_, _
from workshopdesk.services.registrations import MOST_SEATS
from workshopdesk.store import Store
from workshopdesk.store import tables as t


def invite(
    store: Store,
    event_code: str,
    unit: str,
    seats: int,
    *,
    organisation_id: UUID | None = None,
    role: str = "participant",
) -> UUID:
    """Add a letter to a unit. Raises UserError without a unit, or for seats not 1 to 500."""
    if not unit.strip() and organisation_id is None:
        raise UserError(_("Say which unit is invited"))
    _check(seats)
    with store.unit_of_work(
        N_("Invite %(unit)s to %(event)s"), unit=unit.strip(), event=event_code
    ) as work:
        event = work.reader.event(event_code)
        made = work.add(
            t.Invitation(
                event_id=event.id,
                order=1 + max((i.order for i in work.reader.invitations(event.id)), default=0),
                organisation_id=organisation_id,
                organisation_text=unit.strip(),
                seats=seats,
                role=role,
            )
        )
        work.commit()
        return made.id


def change(
    store: Store,
    invitation_id: UUID,
    *,
    seats: int | None = None,
    number: str | None = None,
    note: str | None = None,
) -> None:
    """Change what a letter says. Raises UserError for a number of seats not 1-500."""
    if seats is not None:
        _check(seats)
    with store.unit_of_work(N_("Change an invitation")) as work:
        record = work.get(t.Invitation, invitation_id)
        record.seats = record.seats if seats is None else seats
        record.number = record.number if number is None else number.strip()
        record.note = record.note if note is None else note.strip()
        work.commit()


def mark_sent(store: Store, event_code: str, day: date) -> int:
    """Say that all letters not sent yet went out on a day; gives how many."""
    with store.unit_of_work(N_("Invitations of %(event)s were sent"), event=event_code) as work:
        event = work.reader.event(event_code)
        waiting = [i for i in work.reader.invitations(event.id) if i.sent_on is None]
        for invitation in waiting:
            work.get(t.Invitation, invitation.id).sent_on = day
        work.commit()
    return len(waiting)


def answer(store: Store, invitation_id: UUID, said: Answer, day: date | None) -> None:
    """Note what a unit answered, and when."""
    with store.unit_of_work(N_("Answer to an invitation")) as work:
        record = work.get(t.Invitation, invitation_id)
        record.answer = said
        record.answered_on = None if said is Answer.OPEN else day
        work.commit()


def withdraw(store: Store, invitation_id: UUID) -> None:
    """Take a letter away; seats and people stay."""
    with store.unit_of_work(N_("Withdraw an invitation")) as work:
        work.delete(work.get(t.Invitation, invitation_id))
        work.commit()


def set_basis(store: Store, event_code: str, basis_lo: str, basis_en: str) -> None:
    """Say what an event rests on: a plan or decision, as letters name it."""
    with store.unit_of_work(N_("What %(event)s rests on"), event=event_code) as work:
        event = work.get(t.Event, work.reader.event(event_code).id)
        event.basis_lo, event.basis_en = basis_lo.strip(), basis_en.strip()
        work.commit()


def _check(seats: int) -> None:
    if not 1 <= seats <= MOST_SEATS:
        raise UserError(_("From 1 to %(most)d seats can be kept at once") % {"most": MOST_SEATS})
