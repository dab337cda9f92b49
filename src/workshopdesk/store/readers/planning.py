"""Reading checklists and the stored templates (their content as the JSON it is kept in)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, func, or_, select

from workshopdesk.domain.invitation import Answer, Invitation
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


def invitations(connection: Connection, event_id: UUID) -> tuple[Invitation, ...]:
    """The letters of an event in order, each with its unit's seats listed and those named."""
    i, o, r = t.Invitation, t.Organisation, t.Registration
    of_unit = (
        select(func.count())
        .where(r.event_id == i.event_id, r.state != "cancelled")
        .where(
            or_(
                r.organisation_id == i.organisation_id,
                and_(r.organisation_text != "", r.organisation_text == i.organisation_text),
            )
        )
    )
    named = of_unit.where(r.person_id.is_not(None)).scalar_subquery()
    rows = connection.execute(
        select(
            i.id, i.version, i.order, i.organisation_id,
            func.coalesce(o.name_lo, i.organisation_text).label("organisation_lo"),
            func.coalesce(o.name_en, i.organisation_text).label("organisation_en"),
            i.number, i.seats, i.role, i.sent_on, i.answer, i.answered_on, i.note,
            named.label("named"), of_unit.scalar_subquery().label("kept"),
        )
        .outerjoin(o, o.id == i.organisation_id)
        .where(i.event_id == event_id)
        .order_by(i.order, i.id)
    )  # fmt: skip
    return tuple(_invitation(row) for row in rows)


def _invitation(row: Row[*tuple[Any, ...]]) -> Invitation:
    return Invitation(**row._asdict() | {"answer": Answer(row.answer)})


def templates(connection: Connection) -> tuple[tuple[UUID, str, str, str, str], ...]:
    """Stored templates by code: key, code, names, content."""
    e = t.EventTemplate
    wanted = select(e.id, e.code, e.name_lo, e.name_en, e.content).order_by(e.code)
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in connection.execute(wanted))
