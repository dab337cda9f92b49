"""What the grid of attendance holds: its columns and rows, and which cell is in hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView

from workshopdesk.i18n import N_, _
from workshopdesk.ui.attendance.presenter import LOOKS, Line, Taken

Index = QModelIndex | QPersistentModelIndex
NUMBER, NAME, SEX, UNIT, FIRST = 0, 1, 2, 3, 4  # columns; the first of the marks comes last
TITLES = (N_("No."), N_("Name and surname"), N_("Sex"), N_("Unit / organisation"))


class Model(QAbstractTableModel):
    """Who they are, a column per half-day, and how many half-days each was there."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self.half_days: tuple[Taken, ...] = ()

    def set_state(self, lines: Sequence[Line], half_days: Sequence[Taken]) -> None:
        """Show these; when they are the same people nothing moves."""
        same = [x.id for x in lines] == [x.id for x in self.lines] and [
            h.number for h in half_days
        ] == [h.number for h in self.half_days]
        if not same:
            self.beginResetModel()
        self.lines, self.half_days = tuple(lines), tuple(half_days)
        if not same:
            self.endResetModel()
        elif lines:
            end = self.index(len(lines) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), end)

    @property
    def tally(self) -> int:
        """The last column: how many half-days each was there."""
        return FIRST + len(self.half_days)

    def is_mark(self, column: int) -> bool:
        """Whether a column holds marks."""
        return FIRST <= column < self.tally

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many people."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Fixed columns, half-days, tally."""
        return 0 if parent.isValid() else self.tally + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, for the eye and for those who listen to the screen."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        line, column = self.lines[index.row()], index.column()
        if self.is_mark(column):
            mark = line.marks.get(self.half_days[column - FIRST].number)
            return "" if mark is None else _(LOOKS[mark][0])
        if column == self.tally:
            came = sum(line.came(h.number) for h in self.half_days)
            return f"{came} / {len(self.half_days)}"
        return (str(line.number), line.name, line.sex, line.unit)[column]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Titles in the screen's language; a half-day says its day too."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.is_mark(section):
            return self.half_days[section - FIRST].title
        return _("Came") if section == self.tally else _(TITLES[section])


class MarkTable(QTableView):
    """A table of marks; ``half_day`` is the number of the half-day in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.marks = Model()
        self.half_day = 0
        self.setModel(self.marks)

    @property
    def row(self) -> int:
        """The row in hand; -1 when nobody is shown."""
        return self.currentIndex().row()
