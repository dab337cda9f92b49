"""A table of which every number opens: to the participations it consists of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal

from workshopdesk.ui.reports.lines import Line
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex


def words_column(key: str, title: str, width: int, grow: int = 0) -> Column[Line]:
    """A column of words."""
    return Column(key, title, lambda line: line.texts.get(key, ""), (width, width), grow=grow,
                  weight=500 if grow > 1 else 400)  # fmt: skip


def number_column(key: str, title: str, width: int = 84, weight: int = 400) -> Column[Line]:
    """A column of numbers that open, in the colour of links."""
    return Column(key, title, lambda line: line.texts.get(key, ""), (width, width), right=True,
                  weight=weight, tone="accent", sort=lambda line: _amount(line.texts.get(key, "")),
                  filtered=False)  # fmt: skip


def plain_column(key: str, title: str, width: int = 84) -> Column[Line]:
    """A column of numbers that open nothing."""
    return Column(key, title, lambda line: line.texts.get(key, ""), (width, width), right=True,
                  sort=lambda line: _amount(line.texts.get(key, "")), filtered=False)  # fmt: skip


def _amount(text: str) -> float:
    digits = "".join(c for c in text if c.isdigit())
    return float(digits or 0)


class NumberTable(Table):
    """``asked`` tells which number somebody wants opened, by a click or with Enter."""

    asked = Signal(object)  # Opens

    def __init__(self, columns: Sequence[Column[Line]], name: str) -> None:
        self.lines: TableModel[Line] = TableModel(columns, key=lambda line: line.key)
        super().__init__(self.lines, name)
        self.clicked.connect(self._clicked)
        self.opened.connect(lambda line: self._open(line, self.currentIndex()))

    def _clicked(self, index: QModelIndex) -> None:
        line = self.lines.row_at(index.row())
        opens = line.opens.get(self.lines.columns[index.column()].key)
        if opens is not None:
            self.asked.emit(opens)

    def _open(self, line: Line, index: Index) -> None:
        """The number in hand; on a word the last number of the row, which is its sum."""
        key = self.lines.columns[index.column()].key
        opens = line.opens.get(key) or next(reversed(list(line.opens.values())), None)
        if opens is not None:
            self.asked.emit(opens)
