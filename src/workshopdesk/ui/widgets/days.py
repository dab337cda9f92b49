"""A field for a date, typed in any usual way or taken from a month with Lao names."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, screen_language
from workshopdesk.lao import dates
from workshopdesk.ui import live, theme
from workshopdesk.ui.widgets.buttons import icon_button
from workshopdesk.ui.widgets.fields import Saved
from workshopdesk.ui.widgets.text import Label

CELL, LINE, WEEK = 46, 32, 7
_KEYS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -WEEK, Qt.Key.Key_Down: WEEK,
}  # fmt: skip


def month_title(day: date, language: str) -> str:
    """ "ກັນຍາ 2025", "September 2025"."""
    return dates.format_date(day.replace(day=1), language).partition(" ")[2]


def short_weekday(day: date, language: str) -> str:
    """ "ຈັນ", "Mon"."""
    name = dates.format_weekday(day, language)
    return name.removeprefix("ວັນ") if language == "lo" else name[:3]


class _Days(QWidget):
    """Six weeks round a month, the day in hand ringed."""

    taken = Signal(object)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.day = date.today()  # noqa: DTZ011 - the day on the wall, only to begin with
        self.setFixedSize(CELL * WEEK, LINE * 7)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        live.follow(self, self.update)

    def first(self) -> date:
        """The Monday the month's page begins with."""
        start = self.day.replace(day=1)
        return start - timedelta(days=start.weekday())

    def put(self, day: date) -> None:
        """Take a day in hand."""
        self.day = day
        self.setAccessibleName(dates.format_date(day, screen_language()))
        self.moved.emit()
        self.update()

    def turn(self, months: int) -> None:
        """A month back or on, the day kept where the month has it."""
        month = self.day.month - 1 + months
        year, month = self.day.year + month // 12, month % 12 + 1
        if 1900 <= year <= 2100:
            after = date(year + month // 12, month % 12 + 1, 1)
            last = (after - timedelta(days=1)).day
            self.put(date(year, month, min(self.day.day, last)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Weekdays, then the days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start = self.first()
        for column in range(WEEK):
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("quiet"))
            box = QRect(CELL * column, 0, CELL, LINE)
            name = short_weekday(start + timedelta(days=column), screen_language())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        for number in range(6 * WEEK):
            self._paint_day(painter, start + timedelta(days=number), number)

    def _paint_day(self, painter: QPainter, day: date, number: int) -> None:
        box = QRectF(CELL * (number % WEEK), LINE * (1 + number // WEEK), CELL, LINE)
        here = day == self.day
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(box.adjusted(3, 2, -3, -2), 6, 6)
        ink = "on_accent" if here else "text" if day.month == self.day.month else "edge"
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font("body", 600 if here else 400))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes a day."""
        at = event.position().toPoint()
        number = (at.y() // LINE - 1) * WEEK + at.x() // CELL
        if 0 <= number < 6 * WEEK:
            self.taken.emit(self.first() + timedelta(days=number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go by days and weeks, Page Up and Down by months, Enter takes."""
        key = Qt.Key(event.key())
        if key in _KEYS:
            self.put(self.day + timedelta(days=_KEYS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.taken.emit(self.day)
        else:
            super().keyPressEvent(event)


class MonthBox(QFrame):
    """The month under a field; ``taken`` tells the day. Escape closes it."""

    taken = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self.days = _Days()
        self.title = Label(weight=600)
        back = icon_button("chevron-left", N_("Month before"), small=True)
        on = icon_button("chevron-right", N_("Next month"), small=True)
        back.clicked.connect(lambda: self.days.turn(-1))
        on.clicked.connect(lambda: self.days.turn(1))
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(self.title, 1)
        head.addWidget(on)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(head)
        column.addWidget(self.days)
        self.days.moved.connect(self._name)
        self.days.taken.connect(self._take)

    def open_at(self, corner: QPoint, day: date) -> None:
        """Show the month of a day."""
        self.days.put(day)
        self.adjustSize()
        self.move(corner)
        self.show()
        self.days.setFocus()

    def _name(self) -> None:
        self.title.setText(month_title(self.days.day, screen_language()))

    def _take(self, day: date) -> None:
        self.hide()
        self.taken.emit(day)


class DayField(Saved):
    """A date as text; the button in it, or Alt+Down, opens the month."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, hint)
        self.setTextMargins(0, 0, 30, 0)
        self.box = MonthBox(self)
        self.box.taken.connect(self._taken)
        self.button = icon_button("calendar-event", N_("Choose from the calendar"), small=True)
        self.button.setParent(self)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.open_month)

    @property
    def day(self) -> date | None:
        """The date the text says."""
        return dates.parse_date(self.text())

    def show_day(self, day: date | None) -> None:
        """Show a date in the screen's language; None shows nothing."""
        self.show_value("" if day is None else dates.format_date(day, screen_language()))

    def open_month(self) -> None:
        """Show the month of the date, or this one."""
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        self.box.open_at(corner, self.day or self.box.days.day)

    def _taken(self, day: date) -> None:
        self.setFocus()
        self.setText(dates.format_date(day, screen_language()))
        self.editingFinished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stays at the right."""
        super().resizeEvent(event)
        side = self.button.height()
        self.button.move(self.width() - side - 2, (self.height() - side) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the month."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.open_month()
        else:
            super().keyPressEvent(event)
