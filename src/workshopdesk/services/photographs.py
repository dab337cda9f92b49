"""Photographs of an event: kept small and without what cameras write into them, with captions."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from uuid import UUID

from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical
from workshopdesk.services import pictures
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t

KIND: Final = "photograph"
MOST: Final = 60
"""So many photographs an event can have."""


def photographs(reader: Reader, event_id: UUID) -> tuple[Kept, ...]:
    """The photographs of an event in the order of its report."""
    found = [kept for kept in reader.attachments(event_id) if kept.kind == KIND]
    found.sort(key=lambda kept: (kept.order is None, kept.order, kept.name))
    return tuple(found)


def add_photograph(store: Store, event: Event, path: Path) -> UUID:
    """Keep a photograph (at most 1,600 px long, without EXIF) as the last; gives its key.

    Raises UserError when the file is no picture or there are too many, EnvironmentProblem when it
    cannot be read.
    """
    data, media_type = pictures.photograph(path)
    with store.unit_of_work(N_("Add photograph %(name)s"), name=path.name) as work:
        listed = work.find(t.Attachment, event_id=event.id, kind=KIND)
        if len(listed) >= MOST:
            raise UserError(
                _("There are %(n)d photographs already") % {"n": len(listed)},
                _("A report holds at most %(n)d. Take others away first.") % {"n": MOST},
            )
        kept = work.attach(
            kind=KIND, name=path.name, media_type=media_type, data=data, event_id=event.id
        )
        kept.order = max((one.order or 0 for one in listed), default=0) + 1
        work.commit()
        return kept.id


def set_caption(
    store: Store, seen: Kept, *, lao: str | None = None, english: str | None = None
) -> None:
    """Say what is seen on a photograph. Raises Conflict when it changed since ``seen``."""
    with store.unit_of_work(N_("Caption of photograph %(name)s"), name=seen.name) as work:
        record = work.get(t.Attachment, seen.id, seen.version)
        if lao is not None:
            record.caption_lo = canonical(lao)
        if english is not None:
            record.caption_en = canonical(english)
        work.commit()


def move_photograph(store: Store, event: Event, id: UUID, to: int) -> None:
    """Put a photograph at another place, counted from 0."""
    with store.unit_of_work(N_("Move a photograph")) as work:
        listed = work.find(t.Attachment, event_id=event.id, kind=KIND)
        listed.sort(key=lambda one: (one.order is None, one.order, one.name))
        moved = work.get(t.Attachment, id)
        rest = [one for one in listed if one.id != id]
        for order, record in enumerate([*rest[:to], moved, *rest[to:]], 1):
            record.order = order
        work.commit()


def remove_photograph(store: Store, seen: Kept) -> None:
    """Take a photograph away. Raises UserError when it is gone."""
    with store.unit_of_work(N_("Remove photograph %(name)s"), name=seen.name) as work:
        work.delete(work.get(t.Attachment, seen.id))
        work.commit()
