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

    ``named`` counts the seats whose people are known by now.
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
