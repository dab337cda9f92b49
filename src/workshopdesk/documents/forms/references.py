"""Cell references in formulas and attributes, and what becomes of them when rows are put in.

Hides the grammar of A1 references. A ``Grown`` table has its last row ``bottom`` followed by
``count`` new ones; a range down to the last row takes in the new ones as well, so that sums,
conditional formats, charts and lists of choices cover the longer table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import column_index_from_string

LAST_ROW = 1_048_576
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_RANGE = re.compile(rf"({_CELL})(?::({_CELL}))?$")
_ROWS = re.compile(r"(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})$")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})$")
_PARTS = re.compile(r"(\$?[A-Za-z]{1,3}\$?)([0-9]{1,7})")


Stretch = Literal["ranges", "every", "none"]
"""What takes in new rows under its last one: ranges down a column, single cells too, or nothing."""


@dataclass(frozen=True, slots=True)
class Grown:
    """Rows that were put in under a table from row ``top`` to ``bottom`` of a sheet."""

    sheet: str
    top: int
    bottom: int
    count: int

    def row(self, row: int) -> int:
        """Where a row is now."""
        return row + self.count if row > self.bottom else row

    def rows(self, first: int, last: int, *, stretched: bool) -> tuple[int, int]:
        """Where the ends of a range of rows are now."""
        if last == LAST_ROW:
            return self.row(first), last
        if last > self.bottom or (stretched and last == self.bottom):
            return self.row(first), last + self.count
        return first, last


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells of a sheet, all ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def split_cell(name: str) -> tuple[int, int]:
    """Row and column of "B7" or "$B$7". Raises ValueError for what is no cell."""
    found = _PARTS.fullmatch(name)
    if found is None:
        raise ValueError(f"not a cell: {name}")
    return int(found[2]), column_index_from_string(found[1].replace("$", "").upper())


def area_of(reference: str, sheet: str) -> Area | None:
    """The block a reference means (without a sheet it is of ``sheet``); None for other things."""
    name, inner = _sheet_of(reference)
    sheet = name or sheet
    if found := _RANGE.match(inner):
        top, left = split_cell(found[1])
        bottom, right = split_cell(found[2] or found[1])
        return Area(sheet, min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    if found := _ROWS.match(inner):
        return Area(sheet, int(found[2]), 1, int(found[4]), 16_384)
    if found := _COLUMNS.match(inner):
        left, right = (column_index_from_string(c.upper()) for c in found.groups())
        return Area(sheet, 1, left, LAST_ROW, right)
    return None


def _sheet_of(reference: str) -> tuple[str, str]:
    name, mark, inner = reference.rpartition("!")
    if mark and name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return name, inner


def moved_block(block: str, grown: Grown, stretch: Stretch = "ranges") -> str:
    """A cell or range without a sheet's name, as an attribute has it, where it is now."""
    if found := _RANGE.match(block):
        first, left = split_cell(found[1])
        last, right = split_cell(found[2] or found[1])
        across = first == last and left != right
        wanted = stretch == "every" or (stretch == "ranges" and bool(found[2]) and not across)
        top, bottom = grown.rows(first, last, stretched=wanted)
        if found[2] is None and top == bottom:
            return _with_row(found[1], top)
        return f"{_with_row(found[1], top)}:{_with_row(found[2] or found[1], bottom)}"
    if found := _ROWS.match(block):
        top, bottom = grown.rows(int(found[2]), int(found[4]), stretched=stretch == "every")
        return f"{found[1]}{top}:{found[3]}{bottom}"
    return block


def moved_blocks(blocks: str, grown: Grown, stretch: Stretch = "ranges") -> str:
    """Several of them, parted by spaces."""
    return " ".join(moved_block(block, grown, stretch) for block in blocks.split())


def _with_row(cell: str, row: int) -> str:
    return _PARTS.sub(lambda m: f"{m[1]}{row}", cell)


def moved_formula(formula: str, sheet: str, grown: Grown, stretch: Stretch = "ranges") -> str:
    """A formula that stands on ``sheet`` (without its =), its references where they are now."""

    def move(reference: str) -> str:
        name, inner = _sheet_of(reference)
        if (name or sheet).casefold() != grown.sheet.casefold():
            return reference
        return reference[: len(reference) - len(inner)] + moved_block(inner, grown, stretch)

    return _rewritten(formula, move)


def _rewritten(formula: str, change: Callable[[str], str]) -> str:
    found = _tokens(formula)
    return "".join(
        change(t.value) if t.type == Token.OPERAND and t.subtype == Token.RANGE else t.value
        for t in found
    )


def references(formula: str) -> list[str]:
    """What a formula (without its =) refers to: blocks and names, as written."""
    return [
        t.value for t in _tokens(formula) if t.type == Token.OPERAND and t.subtype == Token.RANGE
    ]


def functions(formula: str) -> set[str]:
    """The functions a formula calls, in capitals."""
    return {
        t.value.rstrip("(").upper().removeprefix("_XLFN.")
        for t in _tokens(formula)
        if t.type == Token.FUNC and t.subtype == Token.OPEN
    }


def _tokens(formula: str) -> list[Token]:
    return list(Tokenizer(f"={formula}").items)
