"""A month of days with a bar for each event; arrows and Enter work it by keyboard."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from workshopdesk.ui import live, theme
from workshopdesk.ui.home.presenter import Bar, ScreenState
from workshopdesk.ui.widgets.text import breakable, unbroken

HEAD, SIDE, BAR, DAY = 26, 8, 24, 32


class EventBar(QAbstractButton):
    """One event, or its part in one week."""

    def __init__(self, bar: Bar, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = bar
        self.setToolTip(bar.title)
        self.setAccessibleName(bar.title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, bar and title; a narrow one may take two lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hue = theme.hue(self.bar.hue)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hue.tint)
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        if self.bar.begins:
            painter.fillRect(QRectF(0, 0, 3, self.height()), hue.bar)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        font = theme.font("caption")
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        room = self.width() - 16
        metrics = QFontMetrics(font)
        lines = _lines(self.bar.title, metrics, room, 2 if self.height() > 40 else 1)
        top = (self.height() - 20 * len(lines)) / 2
        for number, line in enumerate(lines):
            box = QRectF(11, top + 20 * number, room, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, line)


def _lines(text: str, metrics: QFontMetrics, room: int, count: int) -> list[str]:
    """The text in at most so many lines, cut off with an ellipsis."""
    if metrics.horizontalAdvance(text) <= room or count == 1:
        return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)]
    first = ""
    for piece in breakable(text).replace(" ", " \u200b").split("\u200b"):
        if metrics.horizontalAdvance(unbroken(first + piece).rstrip()) > room and first:
            break
        first += piece
    rest = text[len(first) :].strip()
    return [first.strip(), metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)]


class Month(QWidget):
    """Tells which event was opened."""

    opened = Signal(object)  # event id

    def __init__(self) -> None:
        super().__init__()
        self._state: ScreenState | None = None
        self.bars: list[EventBar] = []
        live.follow(self, self.update)

    def show_month(self, state: ScreenState) -> None:
        """Show a month."""
        for old in self.bars:
            old.hide()
            old.deleteLater()
        self._state = state
        self.bars = [self._make(bar) for bar in state.bars]
        self._place()
        self.update()

    def _make(self, bar: Bar) -> EventBar:
        made = EventBar(bar, self)
        made.clicked.connect(lambda: self.opened.emit(bar.event))
        made.show()
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The weeks share the height."""
        super().resizeEvent(event)
        self._place()

    def _cell(self) -> tuple[float, float]:
        weeks = self._state.weeks if self._state else 5
        return (self.width() - 2 * SIDE) / 7, (self.height() - HEAD) / weeks

    def _place(self) -> None:
        wide, high = self._cell()
        for made in self.bars:
            bar = made.bar
            double = bar.length == 1 and high >= DAY + 44
            height = 44 if double else BAR
            top = HEAD + bar.row * high + DAY + bar.lane * (BAR + 3)
            made.setGeometry(
                int(SIDE + bar.start * wide + 5),
                int(top),
                int(bar.length * wide - 10),
                min(height, max(int(high) - DAY, 20)),
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Weekdays, days, weekends a little darker, today in a pill."""
        if self._state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = self._cell()
        weekend = QRectF(SIDE + 5 * wide, HEAD, 2 * wide, self.height() - HEAD)
        painter.fillRect(weekend, theme.colour("head"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("quiet"))
        for number, name in enumerate(self._state.weekdays):
            box = QRectF(SIDE + number * wide + 8, 0, wide - 8, HEAD - 2)
            shown = painter.fontMetrics().elidedText(
                name, Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        for week in range(self._state.weeks):
            y = HEAD + week * high
            painter.fillRect(
                QRectF(0 if not week else SIDE, y, self.width() - (2 * SIDE if week else 0), 1),
                theme.colour("line"),
            )
            for column in range(7):
                day = self._state.first_shown + timedelta(days=7 * week + column)
                self._day(painter, day, SIDE + column * wide + 8, y + 4)

    def _day(self, painter: QPainter, day: date, left: float, top: float) -> None:
        state = self._state
        if state is None:
            return
        box = QRectF(left, top, 24, 20)
        if day == state.today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(box.adjusted(-4, 0, -4, 0), 10, 10)
            painter.setPen(theme.colour("on_accent"))
            painter.setFont(theme.font("caption", 600))
            painter.drawText(box.adjusted(-4, 0, -4, 0), Qt.AlignmentFlag.AlignCenter, str(day.day))
            return
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text" if day.month == state.month.month else "quiet"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(day.day))
