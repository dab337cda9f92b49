"""One session on the grid: painted, moved and stretched by mouse, worked by keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QWidget

from workshopdesk.ui import icons, theme
from workshopdesk.ui.agenda.presenter import Card
from workshopdesk.ui.widgets.text import breakable, unbroken

EDGE = 7  # px at the foot that stretch
LINE = 20  # px from one line of a title to the next


class SessionCard(QWidget):
    """Tells what a hand wants of it; the grid knows what that means in minutes."""

    chosen = Signal(object)  # SessionCard
    dragged = Signal(object, QPoint, bool)  # SessionCard, by how many px, stretching
    dropped = Signal(object, bool, bool)  # SessionCard, whether to keep it, Shift held
    nudged = Signal(object, int, int, bool)  # SessionCard, days, five minutes, stretching
    removed = Signal(object)

    def __init__(self, card: Card, parent: QWidget) -> None:
        super().__init__(parent)
        self.card = card
        self.selected = False
        self.time = ""  # shown in a pill while dragging
        self._press: QPoint | None = None
        self._stretching = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(f"{card.time} {card.title}")
        lines = (card.title, card.time, card.session.room, card.people, card.clashing)
        self.setToolTip("\n".join(line for line in lines if line))

    # Looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint, bar, icon, words; an edge when chosen or dragged, a mark when it clashes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hue = theme.hue(self.card.hue)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hue.tint if not self.time else theme.colour("surface"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(hue.bar)
        painter.drawRoundedRect(QRectF(0, 0, 3, self.height()), 1.5, 1.5)
        self._words(painter)
        if self.selected or self.hasFocus() or self.time:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)

    def _words(self, painter: QPainter) -> None:
        high, hue = self.height(), theme.hue(self.card.hue)
        title, caption = theme.font("body", 500), theme.font("caption")
        if high < 24:  # a quarter of an hour: one small line, no mark cut off
            title.setPixelSize(11)
            caption.setPixelSize(11)
        stacked = self._stacked()
        top = 4.0 if high >= 44 else (high - 24) / 2
        side = min(16, high - 2)
        if not (stacked and high < 48):
            icon = QRectF(19 - side / 2, top + 12 - side / 2, side, side)
            icons.paint(painter, self.card.icon, icon, hue.bar)
        wide = QFontMetrics(caption).horizontalAdvance(self.card.time)
        if self.time:
            self._pill(painter, top)
        elif stacked and high >= 48:
            _text(
                painter, QRectF(33, top, self.width() - 60, 22), self.card.time, caption, hue.text
            )
        elif not stacked:
            box = QRectF(self.width() - wide - 8, top, wide + 8, 24)
            _text(painter, box, self.card.time, caption, hue.text)
        left, line = (11.0, top + (21 if high >= 48 else 0)) if stacked else (33.0, top)
        end = 110 if self.time else 8 if stacked else wide + 16
        if self.card.clashing and not (stacked and high >= 48):
            end += 24
        box = QRectF(left, line, self.width() - left - end, high - line - 2)
        room = 1 if not (self.card.people or self.card.clashing) or high < 68 else 0
        used = _lines(painter, box, self.card.title, title, theme.colour("text"), room == 0)
        self._people(painter, left, line + used - 1, caption)
        if self.card.clashing:
            self._alarm(painter, stacked)

    def _stacked(self) -> bool:
        """Whether the time stands above the title: beside it there would be no room for words."""
        return self.width() < 210 and not self.time

    def _people(self, painter: QPainter, left: float, top: float, font: QFont) -> None:
        if top + 18 > self.height():
            return
        box = QRectF(left, top, self.width() - left - 8, 20)
        clashing = bool(self.card.clashing)
        font = theme.font("caption", 600) if clashing else font
        ink = theme.colour("warn") if clashing else theme.hue(self.card.hue).text
        _text(painter, box, self.card.clashing or self.card.people, font, ink)

    def _alarm(self, painter: QPainter, stacked: bool) -> None:
        wide = QFontMetrics(theme.font("caption")).horizontalAdvance(self.card.time) + 34
        left = self.width() - (25 if stacked else wide)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("warn_tint"))
        side = min(22.0, self.height() - 3)
        painter.drawRoundedRect(QRectF(left, 2, 22, side), 4, 4)
        sign = side - 8 if side > 20 else side
        box = QRectF(left + (22 - sign) / 2, 2 + (side - sign) / 2, sign, sign)
        icons.paint(painter, "alert-triangle", box, "warn")

    def _pill(self, painter: QPainter, top: float) -> None:
        font = theme.font("caption", 600)
        wide = QFontMetrics(font).horizontalAdvance(self.time) + 18
        box = QRectF(self.width() - wide - 9, top + 2, wide, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(box, 10, 10)
        painter.setFont(font)
        painter.setPen(theme.colour("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.time)

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it; a drag may follow."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.globalPosition().toPoint()
            self._stretching = event.position().y() > self.height() - EDGE
            self.chosen.emit(self)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show that the foot stretches."""
        if self._press is None:
            at_foot = event.position().y() > self.height() - EDGE
            shape = Qt.CursorShape.SizeVerCursor if at_foot else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        by = event.globalPosition().toPoint() - self._press
        if self.time or by.manhattanLength() > 4:
            self.dragged.emit(self, by, self._stretching)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put it down."""
        self._press = None
        if self.time:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.dropped.emit(self, True, shift)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+arrows move, Alt+Shift+up and down stretch, Delete removes, Escape lets go."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
                 Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}  # fmt: skip
        if key == Qt.Key.Key_Escape and self.time:
            self._press = None
            self.dropped.emit(self, False, False)
        elif alt and key in steps:
            self.nudged.emit(self, *steps[Qt.Key(key)], shift)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(self)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)


def _text(painter: QPainter, box: QRectF, text: str, font: QFont, ink: QColor) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


def _lines(
    painter: QPainter, box: QRectF, text: str, font: QFont, ink: QColor, leave_one: bool
) -> float:
    """As many lines of a text as there is room for, the last one cut off; gives their height.

    ``leave_one``: one line is kept free beneath.
    """
    room = int((box.height() - (20 if leave_one else 0)) // LINE)
    if room < 2 or QFontMetrics(font).horizontalAdvance(text) <= box.width():
        _text(painter, QRectF(box.left(), box.top(), box.width(), 24), text, font, ink)
        return 22
    whole = breakable(text)
    layout = QTextLayout(whole, font)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid() and len(starts) <= room:
        line.setLineWidth(box.width())
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:], len(whole)][:room]
    if len(starts) > room:
        ends[-1] = len(whole)
    for number, (start, end) in enumerate(zip(starts, ends, strict=False)):
        part = unbroken(whole[start:end]).strip()
        line_box = QRectF(box.left(), box.top() + number * LINE, box.width(), 24)
        _text(painter, line_box, part, font, ink)
    return len(ends) * LINE + 2
