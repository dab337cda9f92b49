"""Who people are: sex, and what is known of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Sex(StrEnum):
    """As the person said; never inferred from an honorific that fits both. None = not said."""

    FEMALE = "F"
    MALE = "M"


@dataclass(frozen=True, slots=True)
class Person:
    """A person as read from the store. Contacts and sensitive facts are read apart.

    ``birth_date`` is the day where it is known, ``birth_year`` is known more often.
    """

    id: UUID
    version: int
    honorific: str
    rank: str
    given_name: str
    surname: str
    given_name_latin: str
    surname_latin: str
    sex: Sex | None
    birth_year: int | None
    organisation_id: UUID | None
    position: str
    province: str | None
    district: str | None
    birth_date: date | None = None

    @property
    def name(self) -> str:
        """Given name and surname, without honorific or rank, as lists and papers print it."""
        return f"{self.given_name} {self.surname}".strip()
