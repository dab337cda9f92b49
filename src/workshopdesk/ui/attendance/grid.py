"""The grid of people and half-days: how it looks, and what each key means.

It sets nothing itself: it tells which cells a key was meant for.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from workshopdesk.i18n import N_, screen_language
from workshopdesk.ui import live
from workshopdesk.ui.attendance.marks import FIRST, NAME, UNIT, Index, MarkTable
from workshopdesk.ui.attendance.painting import Cells, paint_head
from workshopdesk.ui.attendance.presenter import KEYS, Line

ROW, HEAD, CELL, NARROW = 36, 48, 88, 76
WIDTHS = {"lo": (40, 168, 48, 120), "en": (40, 172, 64, 120)}
TALLY = 60


class _Head(QHeaderView):
    def __init__(self, grid: Grid) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._grid = grid
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(28)
        self.sectionClicked.connect(grid.take_half_day)
        self.setSectionsClickable(True)

    def sizeHint(self) -> QSize:
        """The day's line and the half-day's."""
        return QSize(super().sizeHint().width(), HEAD)

    def paintSection(self, painter: object, rect: QRect, section: int) -> None:
        """See painting."""
        paint_head(painter, rect, section, self._grid)  # type: ignore[arg-type]  # Qt gives a QPainter


class Grid(MarkTable):
    """Tells what is to be set; ``half_day`` is the column in hand."""

    marking = Signal(object, object)  # cells as (row, half-day) pairs, mark or None
    cycling = Signal()
    filling = Signal(bool)  # True down, False to the right
    typed = Signal(str)
    taken = Signal(int)  # the half-day in hand

    def __init__(self) -> None:
        super().__init__()
        self._kept = (0, 0)
        self.setHorizontalHeader(_Head(self))
        self.setItemDelegate(Cells(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        live.say(self, self.setAccessibleName, N_("Attendance"))
        self.marks.modelAboutToBeReset.connect(self._keep)
        self.marks.modelReset.connect(self._restore)

    # The cell in hand

    def put_hand(self, row: int, half_day: int) -> None:
        """Take a cell in hand and bring it into view."""
        numbers = [h.number for h in self.marks.half_days]
        if not numbers or not self.marks.lines:
            return
        column = FIRST + (numbers.index(half_day) if half_day in numbers else 0)
        row = min(max(row, 0), len(self.marks.lines) - 1)
        self.setCurrentIndex(self.marks.index(row, column))

    def block(self) -> tuple[list[Line], list[int]]:
        """The people and half-days of the selected cells, or of the cell in hand."""
        chosen = [i for i in self.selectedIndexes() if self.marks.is_mark(i.column())]
        if not chosen and self.marks.is_mark(self.currentIndex().column()):
            chosen = [self.currentIndex()]
        rows = sorted({i.row() for i in chosen})
        columns = sorted({i.column() for i in chosen})
        lines = [self.marks.lines[row] for row in rows]
        return lines, [self.marks.half_days[c - FIRST].number for c in columns]

    def take_half_day(self, section: int) -> None:
        """A click on a half-day's title takes it in hand."""
        if self.marks.is_mark(section):
            self.put_hand(max(self.row, 0), self.marks.half_days[section - FIRST].number)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The half-day in hand follows the cell in hand."""
        super().currentChanged(current, previous)
        if self.marks.is_mark(current.column()):
            number = self.marks.half_days[current.column() - FIRST].number
            if number != self.half_day:
                self.half_day = number
                self.fit_columns()
                self.taken.emit(number)
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The keyboard stays among the marks."""
        index = super().moveCursor(action, modifiers)
        if not index.isValid() or not self.marks.half_days:
            return index
        column = min(max(index.column(), FIRST), self.marks.tally - 1)
        return self.marks.index(index.row(), column)

    def _keep(self) -> None:
        self._kept = (self.row, self.half_day)

    def _restore(self) -> None:
        self.put_hand(*self._kept)

    # Geometry

    def fit_columns(self) -> None:
        """Who they are always stays in view; half-days that do not fit wait at the sides."""
        count = len(self.marks.half_days)
        if not count:
            return
        widths = WIDTHS[screen_language()]
        names = sum(widths) + TALLY
        room = self.viewport().width() - names
        fitting = min(max(room // NARROW, 1), count)
        cell = min(max(room // fitting, NARROW), CELL)
        numbers = [h.number for h in self.marks.half_days]
        here = numbers.index(self.half_day) if self.half_day in numbers else 0
        first = min(max(here - fitting // 2, 0), count - fitting)
        for place in range(count):
            self.setColumnHidden(FIRST + place, not first <= place < first + fitting)
            self.setColumnWidth(FIRST + place, cell)
        spare = max(room - fitting * cell, 0)
        for column, width in enumerate(widths):
            share = {NAME: spare // 2, UNIT: spare - spare // 2}.get(column, 0)
            self.setColumnWidth(column, width + share)
        self.setColumnWidth(self.marks.tally, TALLY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spare width goes to names and units."""
        super().resizeEvent(event)
        self.fit_columns()

    # Keys and mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a name takes that person's cell of the half-day in hand."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not self.marks.is_mark(index.column()):
            self.put_hand(index.row(), self.half_day)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click goes round the marks, as Space does."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.marks.is_mark(index.column()):
            self.cycling.emit()

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here are not taken for the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            fills = event.key() in (Qt.Key.Key_D, Qt.Key.Key_R)
            if fills and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters set, Space goes round, Delete empties, Enter goes down the list."""
        key, modifiers = event.key(), event.modifiers()
        control = modifiers == Qt.KeyboardModifier.ControlModifier
        if control and key in (Qt.Key.Key_D, Qt.Key.Key_R):
            self.filling.emit(key == Qt.Key.Key_D)
        elif not self._plain(event):
            super().keyPressEvent(event)

    def _plain(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        if event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        ):
            return False
        if key == Qt.Key.Key_Space:
            self.cycling.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.marking.emit(self.block(), None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        elif text.upper() in KEYS:
            self.marking.emit(self.block(), KEYS[text.upper()])
        elif text.isprintable() and text.strip():
            self.typed.emit(text)
        else:
            return False
        return True

    def _go_down(self) -> None:
        """Enter: who has no mark yet is present; then the next person."""
        lines, half_days = self.block()
        row, half_day = self.row, self.half_day
        if len(lines) == 1 and half_days == [half_day] and half_day not in lines[0].marks:
            count = len(self.marks.lines)
            self.marking.emit((lines, half_days), KEYS["P"])
            if len(self.marks.lines) < count:
                return  # the view holds the unmarked alone: the next person has moved up
        self.selectionModel().clearSelection()
        index = self.marks.index(min(row + 1, len(self.marks.lines) - 1), self._column(half_day))
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _column(self, half_day: int) -> int:
        return FIRST + [h.number for h in self.marks.half_days].index(half_day)
