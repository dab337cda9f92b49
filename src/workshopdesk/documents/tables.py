"""A table of words and numbers as a value: what stands in its cells is final."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workshopdesk.documents.model import Words

_NONE = Words("")


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column: its heading, its share of the width, and whether it holds numbers."""

    heading: Words
    share: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row, a text a column. ``lead``: the row begins something; ``inset``: it is part of it."""

    cells: tuple[Words, ...]
    lead: bool = False
    inset: bool = False


@dataclass(frozen=True, slots=True)
class TextTable:
    """Rows under headings; a ``caption`` before them, and notes after."""

    columns: tuple[TextColumn, ...]
    rows: tuple[TextRow, ...]
    caption: Words = _NONE
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltBook:
    """A table somebody built, for Excel: numbers, or the signs of what is hidden.

    ``drawn``: whether a chart stands beside it; ``stacked``: of the columns, else of the sums.
    """

    title: Words
    lines: tuple[Words, ...]
    headings: tuple[Words, ...]
    rows: tuple[tuple[Words, tuple[float | str, ...]], ...]
    total: tuple[Words, tuple[float | str, ...]]
    notes: tuple[Words, ...]
    stacked: bool
    drawn: bool
    page: str
    dated: date
