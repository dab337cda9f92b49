"""Reading the change log: who did what, when, and what it changed."""

from __future__ import annotations

from sqlalchemy import Connection, select

from workshopdesk.store.tables.log import Action


def first_author(connection: Connection) -> str:
    """Who made this database."""
    return connection.scalar(select(Action.author).order_by(Action.number).limit(1)) or ""
