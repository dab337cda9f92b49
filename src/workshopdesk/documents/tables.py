"""A table of words and numbers as a value: what stands in its cells is final."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.documents.model import Words


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
    caption: Words = Words("")
    notes: tuple[Words, ...] = ()
