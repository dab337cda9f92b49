"""Consent: what a person agreed to or refused, for one purpose, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Purpose(StrEnum):
    """What an office usually asks people about; a database may hold others, in any words."""

    LIST = "list"
    PHOTO = "photo"
    CONTACT = "contact"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, slots=True)
class Consent:
    """``given``: agreed (True) or refused. ``asked_by``: who asked, as written down."""

    id: UUID
    version: int
    purpose: str
    given: bool
    on: date | None
    asked_by: str
