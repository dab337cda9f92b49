"""Group work: groups with question, leaders, members and what they found."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Finding:
    """One line a group reported to the plenary: a finding, or a recommendation."""

    id: UUID
    text: str
    recommendation: bool


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """One group of a group-work session; members are registration ids in list order."""

    id: UUID
    version: int
    number: int
    name: str
    question_lo: str
    question_en: str
    room: str
    facilitator_id: UUID | None
    rapporteur_id: UUID | None
    member_ids: tuple[UUID, ...]
    findings: tuple[Finding, ...]
