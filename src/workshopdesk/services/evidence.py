"""Pages that prove attendance: photographs or scans of the signed sheet, kept per half-day."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import UUID

from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.event import Event
from workshopdesk.i18n import N_, _
from workshopdesk.services import pictures
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t

PDF: Final = ".pdf"
SUFFIXES: Final = (*pictures.SUFFIXES, PDF)
_KIND = "attendance"


def add_page(store: Store, event: Event, half_day: int, path: Path) -> UUID:
    """Keep a page for a half-day; marks of it that have none yet refer to it. Gives its id.

    Photographs are made anew without EXIF; a PDF stays as it is. Raises UserError when it is
    neither, or larger than 20 MB, or the event has no such half-day; EnvironmentProblem.
    """
    if half_day not in {h.number for h in event.half_days}:
        raise UserError(_("The event has no such half-day"))
    data, media_type = _page(path)
    found = event.half_days[half_day - 1]
    named = f"{found.day.isoformat()} {'pm' if found.afternoon else 'am'} {path.name}"
    with store.unit_of_work(N_("Attach page %(name)s"), name=named) as work:
        page = work.attach(
            kind=_KIND, name=named, media_type=media_type, data=data, event_id=event.id
        )
        for mark in work.reader.attendance(event.id):
            if mark.half_day == half_day:
                (record,) = work.find(
                    t.Attendance, registration_id=mark.registration_id, half_day=half_day
                )
                record.evidence_id = record.evidence_id or page.id
        work.commit()
        return page.id


def pages(reader: Reader, event: Event) -> dict[int, tuple[Kept, ...]]:
    """The pages kept of an event, by half-day; half-days without any are left out."""
    labels = {
        f"{h.day.isoformat()} {'pm' if h.afternoon else 'am'}": h.number for h in event.half_days
    }
    found: dict[int, tuple[Kept, ...]] = {}
    for kept in reader.attachments(event.id):
        number = labels.get(kept.name[:13])
        if kept.kind == _KIND and number is not None:
            found[number] = (*found.get(number, ()), kept)
    return found


def remove_page(store: Store, page: Kept) -> None:
    """Take a page away; the marks stay."""
    with store.unit_of_work(N_("Remove page %(name)s"), name=page.name) as work:
        for mark in work.find(t.Attendance, evidence_id=page.id):
            mark.evidence_id = None
        work.flush()
        work.delete(work.get(t.Attachment, page.id))
        work.commit()


def _page(path: Path) -> tuple[bytes, str]:
    if path.suffix.lower() != PDF:
        return pictures.photograph(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        title = _("%(file)s cannot be read") % {"file": path.name}
        raise EnvironmentProblem(title, str(error)) from error
    if not data.startswith(b"%PDF-"):
        raise UserError(_("%(file)s is no PDF file") % {"file": path.name})
    return data, "application/pdf"
