"""One table for every screen: a screen declares its columns, this does the rest.

The model filters and sorts by itself over plain keys computed once per row (a proxy that asks
Python for every comparison stutters at 1,000 rows). Rows are frozen; each has a key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from workshopdesk.i18n import _
from workshopdesk.lao.text import search_key

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: what it shows, how it sorts, how wide it is in Lao and in English.

    ``title`` is a marked message. ``sort`` defaults to the search key of the text.
    ``problem`` tells what is wrong with the cell, "" when nothing. ``grow`` shares spare width.
    ``choices`` True filters by a list of the values present instead of by typing.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    width: tuple[int, int]
    sort: Callable[[Row], Any] | None = None
    right: bool = False
    weight: int = 400
    tone: str = "text"
    grow: int = 0
    choices: bool = False
    filtered: bool = True
    edit: Callable[[Row, str], None] | None = None
    suggestions: Callable[[], Sequence[str]] | None = None
    problem: Callable[[Row], str] | None = None
    other_texts: Callable[[Row], str] = field(default=lambda _row: "")


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows to be shown, filtered and sorted; ``counted`` tells when what is visible changed."""

    counted = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._all: tuple[Row, ...] = ()
        self.visible: list[Row] = []
        self._keys: dict[tuple[Hashable, str], str] = {}
        self._filters: dict[str, str] = {}
        self._everywhere = ""
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    # What is shown

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows; filters and sorting stay."""
        self._all = tuple(rows)
        self._keys.clear()
        self._arrange()

    def set_filter(self, column: str, text: str) -> None:
        """Show only rows whose column holds the text, in either script and any spelling."""
        self._filters[column] = search_key(text) if text else ""
        self._arrange()

    def set_search(self, text: str) -> None:
        """Show only rows that hold the text in some column."""
        self._everywhere = search_key(text)
        self._arrange()

    def clear_filters(self) -> None:
        """Show every row."""
        self._filters.clear()
        self._everywhere = ""
        self._arrange()

    @property
    def filtering(self) -> bool:
        """Whether some rows may be hidden."""
        return bool(self._everywhere) or any(self._filters.values())

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """Every row, hidden ones too, in the order given."""
        return self._all

    def row_at(self, number: int) -> Row:
        """The row shown at a number, from 0."""
        return self.visible[number]

    def number_of(self, key: Hashable) -> int | None:
        """Where the row of a key is shown, if it is."""
        return next((n for n, row in enumerate(self.visible) if self._key(row) == key), None)

    def key_of(self, row: Row) -> Hashable:
        """The key of a row."""
        return self._key(row)

    def values(self, column: Column[Row]) -> list[str]:
        """The different texts of a column, most frequent first."""
        seen: dict[str, int] = {}
        for row in self._all:
            text = column.text(row)
            if text:
                seen[text] = seen.get(text, 0) + 1
        return sorted(seen, key=lambda text: -seen[text])

    def _search_key(self, row: Row, column: Column[Row]) -> str:
        place = (self._key(row), column.key)
        if place not in self._keys:
            self._keys[place] = search_key(f"{column.text(row)} {column.other_texts(row)}")
        return self._keys[place]

    def _fits(self, row: Row, active: Sequence[tuple[Column[Row], str]]) -> bool:
        if any(text not in self._search_key(row, column) for column, text in active):
            return False
        return not self._everywhere or any(
            self._everywhere in self._search_key(row, column) for column in self.columns
        )

    def _arrange(self) -> None:
        self.beginResetModel()
        active = [(c, self._filters[c.key]) for c in self.columns if self._filters.get(c.key)]
        rows = [row for row in self._all if self._fits(row, active)]
        if self._sorted is not None:
            column = self.columns[self._sorted[0]]
            by = column.sort or (lambda row: self._search_key(row, column))
            rows.sort(key=by, reverse=self._sorted[1] == Qt.SortOrder.DescendingOrder)
        self.visible = rows
        self.endResetModel()
        self.counted.emit()

    # Qt's questions

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings back the order given."""
        self._sorted = None if column < 0 else (column, order)
        self._arrange()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows are visible."""
        return 0 if parent.isValid() else len(self.visible)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, problem or the row itself."""
        if not index.isValid():
            return None
        row, column = self.visible[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.text(row)
        if role == ROW_ROLE:
            return row
        if role in (PROBLEM_ROLE, Qt.ItemDataRole.ToolTipRole):
            return (column.problem(row) if column.problem else "") or None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand an edited text to the screen, which writes it and reads again."""
        column = self.columns[index.column()]
        row = self.visible[index.row()]
        if role != Qt.ItemDataRole.EditRole or column.edit is None:
            return False
        if str(value) != column.text(row):
            column.edit(row, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen; cells of columns with an ``edit`` can be typed into."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].edit is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Titles in the screen's language."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(column.title) if column.title else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
