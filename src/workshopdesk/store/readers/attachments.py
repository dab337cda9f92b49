"""Reading files that are kept: what an event has, and the bytes of one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _
from workshopdesk.store import tables as t


def of_event(connection: Connection, event_id: UUID) -> tuple[Kept, ...]:
    """An event's files by name."""
    a = t.Attachment
    wanted = select(
        a.id, a.kind, a.name, a.media_type, a.size, a.version, a.order, a.caption_lo, a.caption_en
    ).where(a.event_id == event_id)
    return tuple(Kept(*row) for row in connection.execute(wanted.order_by(a.name, a.id)))


def content(connection: Connection, id: UUID) -> bytes:
    """The bytes of a file. Raises UserError when it is gone."""
    a, c = t.Attachment, t.Content
    data = connection.scalar(select(c.data).join(a, a.sha256 == c.sha256).where(a.id == id))
    if data is None:
        raise UserError(_("This was deleted"), _("Someone else deleted it in the meantime."))
    return bytes(data)
