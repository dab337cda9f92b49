"""Templates of certificates as stored, and which one an event has."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.store import tables as t


def certificate_templates(connection: Connection) -> tuple[tuple[UUID, str, str], ...]:
    """All by name: key, name, content as JSON."""
    c = t.CertificateTemplate
    rows = connection.execute(select(c.id, c.name, c.content).order_by(c.name, c.id))
    return tuple((row[0], row[1], row[2]) for row in rows)


def certificate_template(connection: Connection, event_id: UUID) -> tuple[UUID, str] | None:
    """The key and content of the template of an event; None when it has none."""
    c, e = t.CertificateTemplate, t.Event
    wanted = select(c.id, c.content).join(e, e.certificate_template_id == c.id)
    row = connection.execute(wanted.where(e.id == event_id)).one_or_none()
    return None if row is None else (row[0], row[1])
