"""Reference data a user can extend: roles' words, organisation types, ethnic families.

Wording carries a confidence (A attested .. D unsure), since a native speaker may better it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A code with its words: a role, an organisation type, an ethnic family or group."""

    code: str
    name_lo: str
    name_en: str
    confidence: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class PositionRule:
    """A position that fits ``pattern`` means ``role`` where a list gives no role.

    A "…" at an end of the pattern stands for anything; the rest is to be found as it is.
    """

    pattern: str
    role: str
    order: int

    def fits(self, position: str) -> bool:
        """Whether a position (canonical spelling) is meant."""
        words = self.pattern.strip("…")
        if self.pattern.startswith("…"):
            return words in position if self.pattern.endswith("…") else position.endswith(words)
        return position.startswith(words) if self.pattern.endswith("…") else position == words
