"""What things on a server are called: schemas, and the group roles of one database."""

from __future__ import annotations

import hashlib
from enum import StrEnum

RECORDS = "workshopdesk"
"""The schema of the tables."""
TEAM = "team"
"""The schema of what only a server has: who may do what, functions, views."""
CHANNEL = "workshopdesk"
"""Where every commit says what it changed (LISTEN, NOTIFY)."""

_LONGEST = 30


class Group(StrEnum):
    """What people are on a server."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    ORGANISER = "organiser"
    VIEWER = "viewer"


OWNER = "owner"
"""The role that owns the tables; nobody logs in as it."""


def role(database: str, group: str) -> str:
    """The name of a group's role: roles are shared by all databases of a server, rights are not."""
    if len(database) > _LONGEST or not database.isidentifier() or not database.islower():
        database = f"{hashlib.sha256(database.encode()).hexdigest()[:16]}"
    return f"wd_{database}_{group}"
