"""Reading checklists and the stored templates (their content as the JSON it is kept in)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.domain.planning import ChecklistItem
from workshopdesk.store import tables as t


def checklist(connection: Connection, event_id: UUID | None) -> tuple[ChecklistItem, ...]:
    """An event's checklist in its order, or what is still to be done for all events by date."""
    c = t.ChecklistItem
    wanted = select(
        c.id, c.version, c.event_id, c.order, c.title_lo, c.title_en, c.due, c.done_on,
        c.responsible,
    )  # fmt: skip
    if event_id is None:
        wanted = wanted.where(c.done_on.is_(None)).order_by(c.due, c.event_id, c.order, c.id)
    else:
        wanted = wanted.where(c.event_id == event_id).order_by(c.order, c.id)
    return tuple(ChecklistItem(*row) for row in connection.execute(wanted))


def templates(connection: Connection) -> tuple[tuple[UUID, str, str, str, str], ...]:
    """Stored templates by code: key, code, names, content."""
    e = t.EventTemplate
    wanted = select(e.id, e.code, e.name_lo, e.name_en, e.content).order_by(e.code)
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in connection.execute(wanted))
