"""Invitations: letters to units, each with the seats promised and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Answer(StrEnum):
    """What a unit answered; OPEN until it does."""

    OPEN = ""
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Invitation:
    """One letter. ``organisation_lo`` and ``_en`` name the unit, as known or as typed.

    ``kept`` counts the unit's seats on the list of participants, ``named`` those of them whose
    people are known by now.
    """

    id: UUID
    version: int
    order: int
    organisation_id: UUID | None
    organisation_lo: str
    organisation_en: str
    number: str
    seats: int
    role: str
    sent_on: date | None
    answer: Answer
    answered_on: date | None
    note: str
    named: int
    kept: int

    @property
    def missing(self) -> int:
        """Seats promised that are not on the list yet."""
        return max(self.seats - self.kept, 0)

    def name(self, language: str) -> str:
        """The unit in "lo" or "en", whichever is known."""
        first, second = self.organisation_lo, self.organisation_en
        return (second or first) if language == "en" else (first or second)
