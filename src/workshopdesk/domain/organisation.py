"""What organisations are: type, level, and where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class OrganisationLevel(StrEnum):
    """The administrative level an organisation works at."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation. ``type`` is a code of the editable table of organisation types."""

    id: UUID
    version: int
    name_lo: str
    name_en: str
    abbreviation: str
    type: str | None
    level: OrganisationLevel | None
    parent_id: UUID | None
    province: str | None
    sector: str
