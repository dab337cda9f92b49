"""How the people of an event judged it: questions, and how many gave each answer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question with its answers in order, each with how many gave it."""

    id: UUID
    version: int
    order: int
    question_lo: str
    question_en: str
    answers: tuple[tuple[str, int], ...]

    @property
    def answered(self) -> int:
        """How many answers were given."""
        return sum(count for _answer, count in self.answers)
