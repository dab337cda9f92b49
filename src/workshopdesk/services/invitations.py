"""Invitations to units: the seats promised, the letters, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.invitation import Answer
from workshopdesk.i18n import N_, _
from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.lao.text import canonical, search_key
from workshopdesk.services.registrations import MOST_SEATS, add_seats, find_organisation
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t


@dataclass(frozen=True, slots=True)
class PastedUnit:
    """A unit to be invited, as pasted or typed."""

    unit: str
    seats: int
    role: str = "participant"


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
        made = _invite(work, event_code, PastedUnit(unit, seats, role), organisation_id)
        work.commit()
        return made.id


def _invite(
    work: UnitOfWork, event_code: str, one: PastedUnit, organisation_id: UUID | None = None
) -> t.Invitation:
    event = work.reader.event(event_code)
    unit = canonical(one.unit)
    return work.add(
        t.Invitation(
            event_id=event.id,
            order=1 + max((i.order for i in work.reader.invitations(event.id)), default=0),
            organisation_id=organisation_id or find_organisation(work, unit),
            organisation_text=unit,
            seats=one.seats,
            role=one.role,
        )
    )


def read_pasted(text: str) -> tuple[PastedUnit, ...]:
    """Units pasted from a spreadsheet or a letter: one a line, its seats in the next column.

    A line without a number has one seat. Raises UserError for nothing, or for seats not 1-500.
    """
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        if not cells:
            continue
        numbers = [from_lao_digits(cell) for cell in cells[1:]]
        seats = next((int(number) for number in numbers if number.isdecimal()), 1)
        _check(seats)
        found.append(PastedUnit(cells[0], seats))
    if not found:
        raise UserError(
            _("There is nothing to paste"), _("Copy the rows in Excel, then paste them here.")
        )
    return tuple(found)


def invite_pasted(store: Store, event_code: str, units: Sequence[PastedUnit]) -> int:
    """Add a letter for each unit that has none yet; gives how many."""
    with store.unit_of_work(
        N_("Invite %(number)s units to %(event)s"), number=str(len(units)), event=event_code
    ) as work:
        event = work.reader.event(event_code)
        there = {search_key(i.organisation_lo) for i in work.reader.invitations(event.id)}
        there |= {search_key(i.organisation_en) for i in work.reader.invitations(event.id)}
        added = 0
        for one in units:
            key = search_key(one.unit)
            if key not in there:
                there.add(key)
                _invite(work, event_code, one)
                work.flush()
                added += 1
        work.commit()
    return added


def keep_seats(store: Store, event_code: str, invitation_ids: Collection[UUID]) -> int:
    """Put promised seats on the list of participants, as many as are missing; gives how many.

    Asked again it adds none: what is on the list already, named or not, is counted.
    """
    with store.unit_of_work(N_("Keep seats for the units invited to %(event)s"),
                            event=event_code) as work:  # fmt: skip
        event = work.reader.event(event_code)
        kept = 0
        for one in work.reader.invitations(event.id):
            if one.id in invitation_ids and one.missing and one.answer is not Answer.DECLINED:
                unit = one.organisation_lo or one.organisation_en
                add_seats(work, event.id, unit, one.organisation_id, one.missing, one.role)
                work.flush()
                kept += one.missing
        work.commit()
    return kept


def number_letters(store: Store, event_code: str, first: str) -> int:
    """Give the letters without a number one each, counted on from ``first``; gives how many.

    Raises UserError when there is no number in ``first``.
    """
    found = re.search(r"[0-9]+", first)
    if found is None:
        raise UserError(
            _("There is no number in %(text)s") % {"text": first.strip() or "–"},
            _("Write the first letter's number, for example 012/2025."),
        )
    with store.unit_of_work(N_("Number the letters of %(event)s"), event=event_code) as work:
        event = work.reader.event(event_code)
        waiting = [i for i in work.reader.invitations(event.id) if not i.number]
        for number, invitation in enumerate(waiting, int(found[0])):
            told = f"{number:0{len(found[0])}d}"
            text = first[: found.start()] + told + first[found.end() :]
            work.get(t.Invitation, invitation.id).number = text.strip()
        work.commit()
    return len(waiting)


def change(
    store: Store,
    invitation_id: UUID,
    *,
    seats: int | None = None,
    number: str | None = None,
    note: str | None = None,
    role: str | None = None,
) -> None:
    """Change what a letter says. Raises UserError for a number of seats not 1-500."""
    if seats is not None:
        _check(seats)
    with store.unit_of_work(N_("Change an invitation")) as work:
        record = work.get(t.Invitation, invitation_id)
        record.seats = record.seats if seats is None else seats
        record.number = record.number if number is None else number.strip()
        record.note = record.note if note is None else note.strip()
        record.role = record.role if role is None else role
        work.commit()


def mark_sent(
    store: Store, event_code: str, day: date, only: Collection[UUID] | None = None
) -> int:
    """Say that letters not sent yet (all, or some) went out on a day; gives how many."""
    with store.unit_of_work(N_("Invitations of %(event)s were sent"), event=event_code) as work:
        event = work.reader.event(event_code)
        waiting = [i for i in work.reader.invitations(event.id) if i.sent_on is None]
        chosen = [i for i in waiting if only is None or i.id in only]
        for invitation in chosen:
            work.get(t.Invitation, invitation.id).sent_on = day
        work.commit()
    return len(chosen)


def answer(store: Store, invitation_ids: Collection[UUID], said: Answer, day: date | None) -> None:
    """Note what units answered, and when."""
    with store.unit_of_work(N_("Answer to an invitation")) as work:
        for invitation_id in invitation_ids:
            record = work.get(t.Invitation, invitation_id)
            record.answer = said
            record.answered_on = None if said is Answer.OPEN else day
        work.commit()


def withdraw(store: Store, *invitation_ids: UUID) -> None:
    """Take letters away; seats and people stay."""
    with store.unit_of_work(N_("Withdraw an invitation")) as work:
        for invitation_id in invitation_ids:
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
