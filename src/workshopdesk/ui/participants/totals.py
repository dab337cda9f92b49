"""The totals under the list: all people, then by role and by province, in columns of two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from workshopdesk.i18n import N_, ngettext
from workshopdesk.ui import live, theme
from workshopdesk.ui.participants.presenter import Total

HEIGHT, MARGIN, GAP = 64, 12, 16


class Totals(QWidget):
    """Painted, since it changes with every key typed into a filter.

    A click or Enter asks for all totals (``wanted``).
    """

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        live.say(self, self.setToolTip, N_("All totals by role, type and province"))
        self._all = ""
        self._caption = ""
        self._blocks: tuple[tuple[Total, ...], ...] = ()
        live.follow(self, self.update)

    def show_totals(self, caption: str, everyone: str, blocks: Sequence[Sequence[Total]]) -> None:
        """All people, then each block of counts."""
        self._caption, self._all = caption, everyone
        self._blocks = tuple(tuple(block) for block in blocks)
        spoken = [f"{t.name} {t.count}" for block in self._blocks for t in block]
        self.setAccessibleName(f"{caption} {everyone}. {', '.join(spoken)}")
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click asks for all totals."""
        self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Caption and number, then the blocks until the width is used up."""
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        left = float(MARGIN)
        big = theme.font("section", 600)
        self._text(painter, left, 12, self._caption, theme.font("caption"), "quiet")
        wide = self._text(painter, left, 32, self._all, big, "text")
        left += max(wide, 60)
        for block in self._blocks:
            left += 26
            painter.fillRect(QRectF(left, 12, 1, HEIGHT - 24), theme.colour("line"))
            left = self._block(painter, left + 25, block)

    def _block(self, painter: QPainter, left: float, block: tuple[Total, ...]) -> float:
        share = (self.width() - left) * (0.56 if block is not self._blocks[-1] else 1.0) + left
        shown = 0
        for first in range(0, len(block), 2):
            pair = block[first : first + 2]
            wide = max(_width(total) for total in pair)
            rest = len(block) - shown
            if left + wide + (60 if rest > 2 else 0) > share - MARGIN and shown:
                more = ngettext("%(n)d more", "%(n)d more", rest) % {"n": rest}
                return left + self._text(painter, left, 34, more, theme.font("caption"), "quiet")
            for line, total in enumerate(pair):
                top = 12 + 20 * line
                name = f"{total.name} "
                quiet = theme.font("caption")
                start = left + self._text(painter, left, top, name, quiet, "quiet")
                self._text(painter, start, top, total.count, theme.font("caption", 600), "text")
            shown += len(pair)
            left += wide + GAP
        return left - GAP

    def _text(
        self, painter: QPainter, left: float, top: int, text: str, font: QFont, tone: str
    ) -> float:
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        wide = float(QFontMetrics(font).horizontalAdvance(text))
        height = 24 if font.pixelSize() > 12 else 20
        painter.drawText(QRectF(left, top, wide + 2, height), Qt.AlignmentFlag.AlignVCenter, text)
        return wide


def _width(total: Total) -> float:
    return float(
        QFontMetrics(theme.font("caption")).horizontalAdvance(f"{total.name} ")
        + QFontMetrics(theme.font("caption", 600)).horizontalAdvance(total.count)
    )
