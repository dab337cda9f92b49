"""A tick box with its words, drawn as the ones in tables are."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from workshopdesk.i18n import _
from workshopdesk.ui import live, theme
from workshopdesk.ui.widgets.table import paint_tick

_BOX, _GAP, _EDGE = 16, 8, 3  # the edge is room for the ring of the focus


class TickBox(QCheckBox):
    """On or off; ``words`` is a message, or "" for a box whose line says what it is."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        if words:
            live.follow(self, lambda: self.setText(_(words)))
        live.follow(self, self.update)

    def sizeHint(self) -> QSize:
        """The box, its words, and room for the ring round it."""
        words = QFontMetrics(theme.font()).horizontalAdvance(self.text())
        wide = _BOX + 2 * _EDGE + (_GAP + words if self.text() else 0)
        return QSize(wide, max(_BOX + 2 * _EDGE, 24 if self.text() else 0))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, a ring while the keyboard is on it, the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(_EDGE, (self.height() - _BOX) / 2, _BOX, _BOX)
        paint_tick(painter, box, "on" if self.isChecked() else "off")
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text" if self.isEnabled() else "edge"))
        left = 2 * _EDGE + _BOX + _GAP
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
