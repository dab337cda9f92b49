"""Take attendance: set marks per registration and half-day."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t


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
    changed = 0
    with store.unit_of_work(N_("Take attendance of %(event)s"), event=event_code) as work:
        event = work.reader.event(event_code)
        numbers = {h.number for h in event.half_days}
        known = {p.id for p in work.reader.participants(event.id)}
        stored = {
            (mark.registration_id, mark.half_day): mark for mark in work.reader.attendance(event.id)
        }
        for registration_id, row in marks.items():
            if registration_id not in known or not numbers.issuperset(row):
                raise UserError(_("These marks belong to another event"))
            for half_day, mark in row.items():
                before = stored.get((registration_id, half_day))
                if (before.mark if before is not None else None) is mark:
                    continue
                _set(work, registration_id, half_day, mark, source, stored=before is not None)
                changed += 1
        work.commit()
    return changed


def _set(
    work: UnitOfWork,
    registration_id: UUID,
    half_day: int,
    mark: Mark | None,
    source: AttendanceSource,
    *,
    stored: bool,
) -> None:
    if stored:
        (record,) = work.find(t.Attendance, registration_id=registration_id, half_day=half_day)
        if mark is None:
            work.delete(record)
        else:
            record.mark, record.source = mark, source
    elif mark is not None:
        work.add(
            t.Attendance(
                registration_id=registration_id, half_day=half_day, mark=mark, source=source
            )
        )
