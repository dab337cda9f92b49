"""Rows of numbers that open: what a screen shows and what stands behind each. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshopdesk.domain.counting import Count, Values


@dataclass(frozen=True, slots=True)
class Opens:
    """What a number is made of, and how it is called."""

    title: str
    count: Count
    values: Values = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a text a column, and what numbers of it open; ``about`` is what the row is of."""

    key: str
    texts: dict[str, str]
    opens: dict[str, Opens] = field(default_factory=dict)
    about: object = None
    sums: bool = False
