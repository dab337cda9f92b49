"""Consent: what a person agreed to or refused, for one purpose, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from workshopdesk.i18n import N_


class Purpose(StrEnum):
    """What an office usually asks people about; a database may hold others, in any words."""

    LIST = "list"
    PHOTO = "photo"
    CONTACT = "contact"
    SENSITIVE = "sensitive"


PURPOSE_WORDS = {
    Purpose.LIST: N_("Name on lists given to funders"),
    Purpose.PHOTO: N_("Photographs"),
    Purpose.CONTACT: N_("Being contacted later"),
    Purpose.SENSITIVE: N_("Ethnicity and disability"),
}


@dataclass(frozen=True, slots=True)
class Consent:
    """``given``: agreed (True) or refused. ``asked_by``: who asked, as written down."""

    id: UUID
    version: int
    purpose: str
    given: bool
    on: date | None
    asked_by: str
