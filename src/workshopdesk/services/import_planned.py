"""What a row of a list becomes, as values: nothing is written by making them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import Role
from workshopdesk.matching.people import Known


class RowAction(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    KNOWN = "known"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Change:
    """One field a list would change, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedRow:
    """What one row becomes. The ``*_fields`` are to be written as they stand."""

    sheet: str
    row: int
    name: str
    action: RowAction
    role: Role
    role_said: bool = False
    phones: tuple[str, ...] = ()
    email: str = ""
    person_id: UUID | None = None
    registration_id: UUID | None = None
    version: int | None = None
    organisation_id: UUID | None = None
    organisation_key: str = ""
    person_fields: dict[str, Any] = field(default_factory=dict)
    registration_fields: dict[str, Any] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    @property
    def place(self) -> str:
        """Where the row stands, for messages."""
        return f"{self.sheet}!{self.row}" if self.sheet else str(self.row)

    @property
    def known(self) -> Known:
        """What can be compared of the person the row names."""
        said = self.person_fields
        latin = f"{said['given_name_latin']} {said['surname_latin']}".strip()
        sex, year, day = said["sex"], said["birth_year"], said.get("birth_date")
        return Known(
            None,
            self.name,
            latin,
            self.phones,
            sex=sex if isinstance(sex, Sex) else None,
            organisation=str(self.organisation_id or self.organisation_key),
            province=str(said["province"] or ""),
            birth_year=year if isinstance(year, int) else None,
            birth_date=day.strftime("%Y%m%d") if isinstance(day, date) else "",
        )

    def as_json(self) -> dict[str, object]:
        """The changes of one row with stable English keys."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "name": self.name,
            "fields": {c.field: {"before": c.before, "after": c.after} for c in self.changes},
        }
