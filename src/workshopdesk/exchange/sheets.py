"""A sheet as cells with places; hides sparse rows, merged cells and column letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain

from workshopdesk.exchange.vocabulary import Vocabulary

# What a cell may hold once it is read. None is an empty cell.
Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Sheet:
    """One sheet. Rows and columns count from 0; only rows that hold something are kept.

    ``merges`` are (top, left, bottom, right), all inclusive. ``known`` is what is known of the
    texts of the whole file; ``turned`` says that its rows are the columns of the file.
    """

    name: str
    rows: Mapping[int, tuple[Cell, ...]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    known: Vocabulary | None = None
    turned: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The value at a place, None where there is none."""
        cells = self.rows.get(row, ())
        return cells[column] if column < len(cells) else None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What its different texts are like; of the whole file where that is known."""
        return self.known or Vocabulary(set(chain.from_iterable(self.rows.values())))

    def turn(self) -> Sheet:
        """The sheet with its columns as rows: for headings that stand at the left."""
        heights = range(max(self.rows, default=-1) + 1)
        columns = (tuple(self.cell(row, c) for row in heights) for c in range(self.width))
        return replace(
            self,
            rows={c: cells for c, cells in enumerate(columns) if any(v is not None for v in cells)},
            merges=tuple((left, top, right, bottom) for top, left, bottom, right in self.merges),
            hidden_rows=frozenset(),
            hidden_columns=frozenset(),
            turned=not self.turned,
        )

    @property
    def width(self) -> int:
        """One more than the last used column."""
        return max((len(cells) for cells in self.rows.values()), default=0)


@dataclass(frozen=True)
class Workbook:
    """All sheets of a file, and the names of the fonts it uses (empty where none are told)."""

    sheets: tuple[Sheet, ...]
    fonts: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def column_letters(index: int) -> str:
    """A, B … Z, AA … of a column counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int | None:
    """The column (from 0) that letters name, None when they are not column letters."""
    text = letters.strip().upper()
    if not text or len(text) > 3 or not all("A" <= ch <= "Z" for ch in text):
        return None
    index = 0
    for ch in text:
        index = index * 26 + ord(ch) - 64
    return index - 1
