"""How the grid of attendance is drawn: a present is a bare tick, so that exceptions stand out."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from workshopdesk.domain.attendance import Mark
from workshopdesk.i18n import _
from workshopdesk.ui import icons, theme
from workshopdesk.ui.attendance.marks import FIRST, NAME, NUMBER, SEX, Index, MarkTable
from workshopdesk.ui.attendance.presenter import LOOKS

PADDING, LINE = 8, 24
GROUNDS = {Mark.ABSENT: "bad_tint", Mark.LATE: "warn_tint", Mark.EXCUSED: "rail"}
MIDDLE = Qt.AlignmentFlag.AlignVCenter
LEFT, RIGHT, CENTRE = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)


class Cells(QStyledItemDelegate):
    """Paints a cell; the person in hand is tinted, the cell in hand ringed."""

    def __init__(self, grid: MarkTable) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, then the mark or the words."""
        rect: QRect = option.rect
        grid, marks = self._grid, self._grid.marks
        in_hand = index.row() == grid.row
        chosen = marks.is_mark(index.column()) and grid.selectionModel().isSelected(index)
        painter.fillRect(rect, theme.colour("selected" if in_hand or chosen else "surface"))
        if marks.is_mark(index.column()):
            half_day = marks.half_days[index.column() - FIRST]
            mark = marks.lines[index.row()].marks.get(half_day.number)
            if mark is not None:
                _paint_mark(painter, rect, mark)
        else:
            self._words(painter, rect, index)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        if index == grid.currentIndex():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _words(self, painter: QPainter, rect: QRect, index: Index) -> None:
        column = index.column()
        font = theme.font("body", 500 if column == NAME else 400)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if column in (NAME, SEX) else "quiet"))
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        shown = QFontMetrics(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        right = column in (NUMBER, self._grid.marks.tally)
        painter.drawText(inner, (RIGHT if right else LEFT) | MIDDLE, shown)


def _paint_mark(painter: QPainter, rect: QRect, mark: Mark) -> None:
    message, icon, tone = LOOKS[mark]
    top = rect.top() + (rect.height() - 18) / 2
    if mark is Mark.PRESENT:
        icons.paint(painter, icon, QRectF(rect.center().x() - 8, top, 18, 18), tone)
        return
    painter.fillRect(rect, theme.colour(GROUNDS[mark]))
    font = theme.font("caption", 500)
    said = _(message)
    wide = QFontMetrics(font).horizontalAdvance(said)
    left = rect.left() + max((rect.width() - wide - 22) / 2, 2)
    icons.paint(painter, icon, QRectF(left, top, 18, 18), tone)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    painter.drawText(QRectF(left + 22, rect.top(), wide + 2, rect.height()), LEFT | MIDDLE, said)


def paint_head(painter: QPainter, rect: QRect, section: int, grid: MarkTable) -> None:
    """A title on the lower line; a day over its half-days on the upper."""
    marks = grid.marks
    in_hand = marks.is_mark(section) and marks.half_days[section - FIRST].number == grid.half_day
    painter.fillRect(rect, theme.colour("selected" if in_hand else "head"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
    painter.setFont(theme.font("caption", 600))
    lower = rect.adjusted(PADDING, LINE - 2, -PADDING, -2)
    if not marks.is_mark(section):
        painter.setPen(theme.colour("quiet"))
        right = section in (NUMBER, marks.tally)
        title = str(marks.headerData(section, Qt.Orientation.Horizontal) or "")
        painter.drawText(lower, (RIGHT if right else LEFT) | MIDDLE, title)
        return
    half_day = marks.half_days[section - FIRST]
    painter.setPen(theme.colour("accent" if in_hand else "quiet"))
    painter.drawText(rect.adjusted(0, LINE - 2, 0, -2), CENTRE | MIDDLE, half_day.time)
    _paint_day(painter, rect, section, grid)


def _paint_day(painter: QPainter, rect: QRect, section: int, grid: MarkTable) -> None:
    """The day's name over all its half-days in view; each section draws its own part."""
    marks = grid.marks
    day = marks.half_days[section - FIRST].day
    together = [
        column
        for column in range(FIRST, marks.tally)
        if marks.half_days[column - FIRST].day == day and not grid.isColumnHidden(column)
    ]
    left = rect.left() - sum(grid.columnWidth(c) for c in together if c < section)
    wide = sum(grid.columnWidth(c) for c in together)
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(theme.colour("text"))
    upper = QRect(left, rect.top() + 2, wide, LINE)
    painter.drawText(upper, CENTRE | MIDDLE, day)
    painter.restore()
