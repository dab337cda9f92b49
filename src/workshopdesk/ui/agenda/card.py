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
)
from PySide6.QtWidgets import QWidget

from workshopdesk.ui import icons, theme
from workshopdesk.ui.agenda.presenter import Card

EDGE = 7  # px at the foot that stretch


class SessionCard(QWidget):
    """Tells what a hand wants of it; the grid knows what that means in minutes."""

    chosen = Signal(object)  # SessionCard
    dragged = Signal(object, QPoint, bool)  # SessionCard, by how many px, stretching
    dropped = Signal(object, bool)  # SessionCard, whether it is to be kept
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
        self.setToolTip("\n".join(p for p in (card.title, card.time, card.people) if p))

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
        high = self.height()
        top = 4.0 if high >= 44 else (high - 24) / 2
        hue = theme.hue(self.card.hue)
        title, caption = theme.font("body", 500), theme.font("caption")
        if high < 24:  # a quarter of an hour: one small line, no mark cut off
            title.setPixelSize(11)
            caption.setPixelSize(11)
        side = min(16, high - 2)
        icons.paint(
            painter, self.card.icon, QRectF(19 - side / 2, top + 12 - side / 2, side, side), hue.bar
        )
        narrow = self.card.lanes > 1 and high >= 48
        if self.time:
            self._pill(painter, top)
        elif narrow:
            _text(
                painter, QRectF(33, top, self.width() - 60, 22), self.card.time, caption, hue.text
            )
        else:
            wide = QFontMetrics(caption).horizontalAdvance(self.card.time) + 8
            box = QRectF(self.width() - wide, top, wide, 24)
            _text(painter, box, self.card.time, caption, hue.text)
        end = 110 if self.time else QFontMetrics(caption).horizontalAdvance(self.card.time) + 16
        if self.card.clashing and not narrow:
            end += 24
        left, line = (11, top + 21) if narrow else (33, top)
        width = self.width() - left - (8 if narrow else end)
        _text(painter, QRectF(left, line, width, 24), self.card.title, title, theme.colour("text"))
        self._people(painter, left, line + 21, caption)
        if self.card.clashing:
            self._alarm(painter, narrow)

    def _people(self, painter: QPainter, left: float, top: float, font: QFont) -> None:
        if top + 18 > self.height():
            return
        box = QRectF(left, top, self.width() - left - 8, 20)
        clashing = bool(self.card.clashing)
        font = theme.font("caption", 600) if clashing else font
        ink = theme.colour("warn") if clashing else theme.hue(self.card.hue).text
        _text(painter, box, self.card.people or self.card.clashing, font, ink)

    def _alarm(self, painter: QPainter, narrow: bool) -> None:
        wide = QFontMetrics(theme.font("caption")).horizontalAdvance(self.card.time) + 34
        left = self.width() - (25 if narrow else wide)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("warn_tint"))
        painter.drawRoundedRect(QRectF(left, 2, 22, 22), 4, 4)
        icons.paint(painter, "alert-triangle", QRectF(left + 4, 6, 14, 14), "warn")

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
            self.dropped.emit(self, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+arrows move, Alt+Shift+up and down stretch, Delete removes, Escape lets go."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
                 Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}  # fmt: skip
        if key == Qt.Key.Key_Escape and self.time:
            self._press = None
            self.dropped.emit(self, False)
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
