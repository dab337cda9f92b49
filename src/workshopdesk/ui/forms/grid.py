"""A sheet of a form as it looks, roughly: labels, merged cells, widths; marked cells stand out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView

from workshopdesk.domain.forms import Cell, Holds, Sheet, letters
from workshopdesk.i18n import N_
from workshopdesk.ui import live, theme

Index = QModelIndex | QPersistentModelIndex
_ROW, _LEAST_ROWS, _LEAST_COLUMNS = 28, 24, 10
_MOST_ROWS, _MOST_COLUMNS = 2000, 120
_NARROW, _WIDE, _USUAL = 24, 420, 72


class _Model(QAbstractTableModel):
    """The cells of one sheet; ``marked`` are words by place, ``told`` the longer ones."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sheet = Sheet("", ())
        self.marked: Mapping[tuple[int, int], str] = {}
        self.told: Mapping[tuple[int, int], str] = {}
        self.doubtful: frozenset[tuple[int, int]] = frozenset()
        self.lettered = True

    def show(
        self,
        sheet: Sheet,
        marked: Mapping[tuple[int, int], str],
        told: Mapping[tuple[int, int], str],
        doubtful: frozenset[tuple[int, int]],
        *,
        lettered: bool,
    ) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.sheet, self.marked, self.told, self.doubtful = sheet, marked, told, doubtful
        self.lettered = lettered
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """As many as are in use, and a few more."""
        if parent.isValid():
            return 0
        used = self.sheet.size[0]
        return min(max(used + 3, _LEAST_ROWS) if self.lettered else used, _MOST_ROWS)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """As many as are in use, and a few more in a workbook."""
        if parent.isValid():
            return 0
        used = self.sheet.size[1]
        return min(max(used + 1, _LEAST_COLUMNS) if self.lettered else max(used, 1), _MOST_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, font, colours."""
        place = index.row() + 1, index.column() + 1
        cell = self.sheet.at(*place)
        mark = self.marked.get(place, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return mark or cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.told.get(place, "") or cell.text or None
        if role == Qt.ItemDataRole.FontRole:
            return self._font(cell, bool(mark))
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(cell, place, bool(mark))
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(theme.colour(self._ink(cell, place, bool(mark))))
        if role == Qt.ItemDataRole.TextAlignmentRole and cell.holds is Holds.NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _font(self, cell: Cell, marked: bool) -> QFont:
        return theme.font("caption" if marked else "body", 600 if cell.bold or marked else 400)

    def _ink(self, cell: Cell, place: tuple[int, int], marked: bool) -> str:
        if marked:
            return "warn" if place in self.doubtful else "accent"
        return "quiet" if cell.holds is Holds.FORMULA else "text"

    def _ground(self, cell: Cell, place: tuple[int, int], marked: bool) -> QBrush | None:
        if marked:
            tint = "warn_tint" if place in self.doubtful else "selected"
            return QBrush(theme.colour(tint))
        if cell.filled:
            # Its own colour, softened so that words stay readable in both themes.
            share = 0.25 if theme.is_dark() else 0.5
            return QBrush(theme.mix(theme.colour("surface"), QColor(cell.filled), share))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A, B, C and 1, 2, 3."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return letters(section + 1) if across and self.lettered else str(section + 1)


class FormGrid(QTableView):
    """Shows a sheet; ``picked`` tells the row and column (from 1) of the cell in hand."""

    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.cells = _Model(self)
        self.setModel(self.cells)
        live.say(self, self.setAccessibleName, N_("The form"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setObjectName("form-grid")
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setMinimumWidth(34)
        self.horizontalHeader().setFixedHeight(_ROW)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.selectionModel().currentChanged.connect(self._moved)
        live.follow(self, self._dress)

    def show_sheet(
        self,
        sheet: Sheet,
        marked: Mapping[tuple[int, int], str],
        told: Mapping[tuple[int, int], str],
        doubtful: frozenset[tuple[int, int]] = frozenset(),
        *,
        lettered: bool = True,
    ) -> None:
        """Show a sheet with its marks; the cell in hand stays where it was."""
        current = self.currentIndex()
        place = (current.row(), current.column()) if current.isValid() else (-1, -1)
        same = sheet.name == self.cells.sheet.name
        self.cells.show(sheet, marked, told, doubtful, lettered=lettered)
        self.clearSpans()
        for cell in sheet.cells:
            if cell.rows * cell.columns > 1:
                self.setSpan(cell.row - 1, cell.column - 1, cell.rows, cell.columns)
        for column in range(self.cells.columnCount()):
            width = sheet.widths[column] if column < len(sheet.widths) else _USUAL
            self.setColumnWidth(column, min(max(width, _NARROW), _WIDE) if width else 1)
        if same and place[0] >= 0:
            self.setCurrentIndex(self.cells.index(*place))

    def pick(self, row: int, column: int) -> None:
        """Take a cell in hand."""
        self.setCurrentIndex(self.cells.index(row - 1, column - 1))
        self.scrollTo(self.currentIndex())

    def _moved(self, current: QModelIndex) -> None:
        if current.isValid():
            cell = self.cells.sheet.at(current.row() + 1, current.column() + 1)
            self.picked.emit(cell.row, cell.column)

    def _dress(self) -> None:
        line, head, ink = (theme.colour(c).name() for c in ("line", "head", "quiet"))
        surface, accent = theme.colour("surface").name(), theme.colour("accent").name()
        text = theme.colour("text").name()
        self.setStyleSheet(
            f"QTableView {{ gridline-color: {line}; background: {surface};"
            f" border: 1px solid {line}; selection-background-color: transparent; }}"
            f"QTableView::item:selected {{ border: 2px solid {accent}; color: {text}; }}"
            f"QHeaderView::section {{ background: {head}; color: {ink};"
            f" border: 0; border-right: 1px solid {line}; border-bottom: 1px solid {line}; }}"
            f"QTableCornerButton::section {{ background: {head}; border: 0; }}"
        )
        self.horizontalHeader().setFont(theme.font("caption"))
        self.verticalHeader().setFont(theme.font("caption"))
        self.viewport().update()
