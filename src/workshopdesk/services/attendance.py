"""Take attendance: set marks per registration and half-day, with the page that proves them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

FEW = 20
"""So many people are read one by one, more of them with the whole event."""


def set_marks(
    store: Store,
    event_code: str,
    marks: Mapping[UUID, Mapping[int, Mark | None]],
    source: AttendanceSource = AttendanceSource.TYPED,
) -> int:
    """Set marks: {registration id: {half-day number: mark}}. Gives how many changed.

    None takes a mark away: nothing is known of that half-day any more.
    Raises UserError when a half-day or a registration is not the event's.
    """
    with store.unit_of_work(N_("Take attendance of %(event)s"), event=event_code) as work:
        event = work.reader.event(event_code)
        numbers = {h.number for h in event.half_days}
        ours = _those_of(work, event.id, marks)
        writer = MarkWriter(work, event.id, only=tuple(marks))
        for registration_id, row in marks.items():
            if registration_id not in ours or not numbers.issuperset(row):
                raise UserError(_("These marks belong to another event"))
            for half_day, mark in row.items():
                writer.set(registration_id, half_day, mark, source)
        work.commit()
    return writer.changed


def _those_of(work: UnitOfWork, event_id: UUID, some: Collection[UUID]) -> Collection[UUID]:
    """Which of some registrations are an event's; a few are asked for by name."""
    if len(some) > FEW:
        return {row.id for row in work.reader.participants(event_id)}
    return {id for id in some if work.reader.event_of(id) == event_id}


class MarkWriter:
    """Sets marks of one event inside a unit of work; ``changed`` counts those that were others."""

    def __init__(
        self, work: UnitOfWork, event_id: UUID, only: Collection[UUID] | None = None
    ) -> None:
        """``only``: the registrations that will be marked, where that is known."""
        self._work = work
        few = only is not None and len(only) <= FEW
        stored = (
            (mark for id in only or () for mark in work.find(t.Attendance, registration_id=id))
            if few
            else work.reader.attendance(event_id)
        )
        self._stored = {(m.registration_id, m.half_day): m.mark for m in stored}
        self.changed = 0

    def set(
        self, registration_id: UUID, half_day: int, mark: Mark | None, source: AttendanceSource
    ) -> None:
        """Set one mark, or with None take it away."""
        place = (registration_id, half_day)
        before = self._stored.get(place)
        if before is mark:
            return
        self.changed += 1
        if before is None:
            assert mark is not None
            self._work.add(
                t.Attendance(
                    registration_id=registration_id, half_day=half_day, mark=mark, source=source
                )
            )
        else:
            self._replace(registration_id, half_day, mark, source)
        self._stored.pop(place, None)
        if mark is not None:
            self._stored[place] = mark

    def _replace(
        self, registration_id: UUID, half_day: int, mark: Mark | None, source: AttendanceSource
    ) -> None:
        work = self._work
        (record,) = work.find(t.Attendance, registration_id=registration_id, half_day=half_day)
        if mark is None:
            work.delete(record)
        else:
            record.mark, record.source = mark, source
