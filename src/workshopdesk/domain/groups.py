"""Group work: groups with question, leaders, members and what they found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class WishKind(StrEnum):
    """What is wished of two people: to sit in one group, or not to."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class GroupWish:
    """Two registrations to be kept together or apart whenever groups are formed."""

    first_id: UUID
    second_id: UUID
    kind: WishKind

    def other(self, registration_id: UUID) -> UUID | None:
        """The one beside a registration, None where the wish does not concern it."""
        pair = {self.first_id: self.second_id, self.second_id: self.first_id}
        return pair.get(registration_id)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line a group reported to the plenary: a finding, or a recommendation."""

    id: UUID
    text: str
    recommendation: bool


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """One group of a group-work session; members are registration ids in list order.

    Those of ``locked_ids`` stay where they are when groups are formed anew.
    """

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
    locked_ids: frozenset[UUID] = frozenset()
