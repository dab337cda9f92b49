"""A tick box that looks like those of tables."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from workshopdesk.ui import live, theme
from workshopdesk.ui.widgets.table import paint_tick

SIDE, GAP, HEIGHT = 16, 8, 24


class Tick(QCheckBox):
    """A box of 16 px, ringed while the keyboard is on it, and its words."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        if words:
            live.say(self, self.setText, words)
        live.follow(self, self.update)

    def sizeHint(self) -> QSize:
        """The box, then the words on one line."""
        words = QFontMetrics(theme.font("body")).horizontalAdvance(self.text())
        return QSize(SIDE + 4 + (GAP + words if words else 0), HEIGHT)

    def hitButton(self, _at: object) -> bool:
        """All of it takes a click."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, words, ring."""
        painter = QPainter(self)
        top = (self.height() - SIDE) / 2
        paint_tick(painter, QRectF(2, top, SIDE, SIDE), "on" if self.isChecked() else "off")
        if self.text():
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("text"))
            words = self.rect().adjusted(SIDE + 2 + GAP, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(1, top - 1, SIDE + 2, SIDE + 2), 4, 4)
