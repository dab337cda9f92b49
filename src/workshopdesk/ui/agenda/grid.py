"""The time grid: hours down, days across, 64 px an hour, cards laid out by their times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCursor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from workshopdesk.i18n import N_
from workshopdesk.services.agenda import SNAP, snapped
from workshopdesk.ui import icons, live, theme, words
from workshopdesk.ui.agenda.card import SessionCard
from workshopdesk.ui.agenda.presenter import Card, Day

HOUR, LEFT, RIGHT, GAP, TOP = 64, 52, 24, 12, 8


def minutes_of(value: time) -> int:
    """Minutes after midnight."""
    return value.hour * 60 + value.minute


def time_of(minutes: float) -> time:
    """The time so many minutes after midnight, on full five minutes."""
    full = snapped(minutes)
    return time(full // 60, full % 60)


class _Head(QWidget):
    """The days' names and rooms above the grid; they do not scroll."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(53)
        self.days: Sequence[Day] = ()
        self.spans: Sequence[tuple[int, int]] = ()
        live.follow(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Day and date, then its rooms."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        middle = Qt.AlignmentFlag.AlignVCenter
        for day, (left, width) in zip(self.days, self.spans, strict=False):
            painter.setFont(theme.font("body", 600))
            painter.setPen(theme.colour("text"))
            wide = painter.fontMetrics().horizontalAdvance(day.name) + 10
            painter.drawText(QRectF(left + 4, 3, wide, 24), middle, day.name)
            painter.setFont(theme.font())
            painter.setPen(theme.colour("quiet"))
            metrics = painter.fontMetrics()
            said = day.long_name
            if metrics.horizontalAdvance(said) > width - wide - 4:
                said = day.short_name
            painter.drawText(QRectF(left + 4 + wide, 3, width - wide, 24), middle, said)
            share = width // max(len(day.rooms), 1)
            painter.setFont(theme.font("caption"))
            for number, room in enumerate(day.rooms[:3]):
                box = QRectF(left + 4 + number * share, 30, 14, 14)
                icons.paint(painter, "door", box, "quiet")
                text = QRectF(box.right() + 5, 26, share - 24, 22)
                shown = painter.fontMetrics().elidedText(
                    room, Qt.TextElideMode.ElideRight, int(text.width())
                )
                painter.drawText(text, middle, shown)


class _Body(QWidget):
    """Hour lines, the pale old place of what is dragged, and the cards."""

    asked = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.first, self.last = 8, 17
        self.spans: list[tuple[int, int]] = []
        self.ghost: QRect | None = None
        self.ghost_card: Card | None = None
        live.follow(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines across and hours beside them."""
        painter = QPainter(self)
        painter.setFont(theme.font("caption"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for hour in range(self.first, self.last + 1):
            y = TOP + (hour - self.first) * HOUR
            painter.setPen(theme.colour("quiet"))
            painter.drawText(QRectF(0, y - 10, LEFT - 13, 20), right, f"{hour:02}:00")
            painter.fillRect(LEFT - 4, y, self.width() - LEFT, 1, theme.colour("line"))
        if self.ghost is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.ghost).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            self._old_place(painter, self.ghost)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A session is wanted here."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(event.position().toPoint())

    def _old_place(self, painter: QPainter, ghost: QRect) -> None:
        """What is being dragged stays where it was, pale, until it is dropped."""
        if self.ghost_card is None:
            return
        hue = theme.hue(self.ghost_card.hue)
        painter.setOpacity(0.45)
        painter.fillRect(ghost.adjusted(1, 1, -1, -1), hue.tint)
        top = ghost.top() + (4 if ghost.height() >= 44 else (ghost.height() - 24) / 2)
        icons.paint(
            painter, self.ghost_card.icon, QRectF(ghost.left() + 11, top + 4, 16, 16), hue.bar
        )
        painter.setFont(theme.font("body", 500))
        painter.setPen(theme.colour("text"))
        words_box = QRectF(ghost.left() + 33, top, ghost.width() - 120, 24)
        shown = painter.fontMetrics().elidedText(
            self.ghost_card.title, Qt.TextElideMode.ElideRight, int(words_box.width())
        )
        painter.drawText(words_box, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setOpacity(1)


class Grid(QFrame):
    """Tells which session is chosen, and where one was moved or stretched to."""

    chosen = Signal(object)  # Session
    moved = Signal(object, object, object, object, bool)  # Session, day, start, end, shift
    asked = Signal(object, object)  # day and time of a new session
    removed = Signal(object)  # Session
    dragging = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head, self._body = _Head(), _Body()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._body)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        live.say(self.area, self.area.setAccessibleName, N_("Agenda"))
        column.addWidget(self._head)
        column.addWidget(self.area, 1)
        self.cards: list[SessionCard] = []
        self._days: Sequence[Day] = ()
        self._selected: UUID | None = None
        self._target: tuple[date, time, time] | None = None
        self._scrolled = 0
        self._body.asked.connect(self._ask)

    def show_days(self, days: Sequence[Day], first_hour: int, last_hour: int) -> None:
        """Lay the cards of these days out."""
        focused = next((c.card.session.id for c in self.cards if c.hasFocus()), None)
        for old in self.cards:
            old.hide()
            old.deleteLater()
        self._days = days
        self._body.first, self._body.last = first_hour, last_hour
        self._body.setMinimumHeight(TOP * 2 + (last_hour - first_hour) * HOUR + 12)
        self.cards = [self._make(card) for day in days for card in day.cards]
        self._place()
        if focused is not None:
            for card in self.cards:
                if card.card.session.id == focused:
                    card.setFocus()

    def select(self, session_id: UUID | None) -> None:
        """Mark one card."""
        self._selected = session_id
        for card in self.cards:
            card.selected = card.card.session.id == session_id
            card.update()
            if card.selected:
                self.area.ensureWidgetVisible(card, 0, 20)

    def _make(self, card: Card) -> SessionCard:
        made = SessionCard(card, self._body)
        made.selected = card.session.id == self._selected
        made.chosen.connect(lambda c: self.chosen.emit(c.card.session))
        made.removed.connect(lambda c: self.removed.emit(c.card.session))
        made.dragged.connect(self._drag)
        made.dropped.connect(self._drop)
        made.nudged.connect(self._nudge)
        made.show()
        return made

    # Geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The days share the width."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        count = max(len(self._days), 1)
        space = self.width() - 2 - LEFT - RIGHT - GAP * (count - 1)
        weights = [
            1.0 + 0.18 * (max((c.lanes for c in d.cards), default=1) > 1) for d in self._days
        ]
        self._body.spans, left = [], LEFT
        for weight in weights:
            width = int(space * weight / sum(weights))
            self._body.spans.append((left, width))
            left += width + GAP
        self._head.days, self._head.spans = self._days, self._body.spans
        self._head.setFixedHeight(53 if any(day.rooms for day in self._days) else 33)
        self._head.update()
        self._body.update()
        for card in self.cards:
            card.setGeometry(self._rect(card.card))

    def _rect(self, card: Card) -> QRect:
        number = next(n for n, d in enumerate(self._days) if d.day == card.session.day)
        left, width = self._body.spans[number]
        start, end = minutes_of(card.session.start), minutes_of(card.session.end)
        gap = 4 * (card.lanes - 1)
        lane = (width - gap) // card.lanes
        top = self._y(start)
        return QRect(left + card.lane * (lane + 4), top + 1, lane, max(self._y(end) - top - 2, 14))

    def _y(self, minutes: float) -> int:
        return round(TOP + (minutes - self._body.first * 60) * HOUR / 60)

    # Dragging

    def _ask(self, at: QPoint) -> None:
        for day, (left, width) in zip(self._days, self._body.spans, strict=True):
            if left <= at.x() <= left + width:
                minutes = (at.y() - TOP) * 60 / HOUR + self._body.first * 60
                self.asked.emit(day.day, time_of(int(minutes // 15) * 15))

    def _drag(self, card: SessionCard, by: QPoint, stretching: bool) -> None:
        session = card.card.session
        bar = self.area.verticalScrollBar()
        if self._body.ghost is None:
            self._body.ghost, self._body.ghost_card = card.geometry(), card.card
            self._scrolled = bar.value()
            card.raise_()
        pointer = self._body.mapFromGlobal(QCursor.pos())
        if self._body.rect().contains(pointer):
            self.area.ensureVisible(pointer.x(), pointer.y(), 0, 12)
        minutes = (by.y() + bar.value() - self._scrolled) * 60 / HOUR
        start, end = minutes_of(session.start), minutes_of(session.end)
        day = session.day
        if stretching:
            end = max(snapped(end + minutes), start + SNAP)
        else:
            length = end - start
            start = max(min(snapped(start + minutes), 24 * 60 - SNAP - length), 0)
            end = start + length
            day = self._day_at(by, session.day)
        self._target = (day, time_of(start), time_of(end))
        card.time = words.hours(*self._target[1:])
        left, width = self._body.spans[[d.day for d in self._days].index(day)]
        height = max(self._y(end) - self._y(start) - 2, 20)
        card.setGeometry(left, self._y(start) + 1, width, height)
        card.update()
        self._body.update()
        self.dragging.emit(card.time)

    def _day_at(self, by: QPoint, day: date) -> date:
        own = [d.day for d in self._days].index(day)
        left, width = self._body.spans[own]
        middle = left + width / 2 + by.x()
        nearest = min(
            range(len(self._body.spans)),
            key=lambda n: abs(self._body.spans[n][0] + self._body.spans[n][1] / 2 - middle),
        )
        return self._days[nearest].day

    def _drop(self, card: SessionCard, keep: bool, shift: bool) -> None:
        card.time = ""
        self._body.ghost = None
        target, self._target = self._target, None
        card.setGeometry(self._rect(card.card))
        card.update()
        self._body.update()
        self.dragging.emit("")
        session = card.card.session
        if keep and target is not None and target != (session.day, session.start, session.end):
            self.moved.emit(session, *target, shift)

    def _nudge(self, card: SessionCard, days: int, fives: int, stretching: bool) -> None:
        session = card.card.session
        numbers = [d.day for d in self._days]
        number = min(max(numbers.index(session.day) + days, 0), len(numbers) - 1)
        start, end = minutes_of(session.start), minutes_of(session.end)
        if not stretching:
            start += fives * SNAP
        end = max(end + fives * SNAP, start + SNAP)
        if start >= 0 and end < 24 * 60:
            self.moved.emit(session, numbers[number], time_of(start), time_of(end), False)
