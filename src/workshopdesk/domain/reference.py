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
    """A position that begins with or contains ``pattern`` means ``role`` when no role is given."""

    pattern: str
    role: str
    order: int
