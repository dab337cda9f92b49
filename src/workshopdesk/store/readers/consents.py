"""Reading what people agreed to."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.domain.consent import Consent
from workshopdesk.store import tables as t


def consents(connection: Connection, person_id: UUID) -> tuple[Consent, ...]:
    """What one person said, by purpose, the newest first."""
    c = t.Consent
    rows = connection.execute(
        select(c.id, c.version, c.purpose, c.given, c.on, c.asked_by)
        .where(c.person_id == person_id)
        .order_by(c.purpose, c.on.desc(), c.id.desc())
    )
    return tuple(Consent(*row) for row in rows)
