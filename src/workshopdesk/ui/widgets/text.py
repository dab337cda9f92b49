"""Text on the screen: labels of one line, and paragraphs that break Lao between words.

Qt breaks no Lao: a paragraph shows a copy with zero-width spaces at the places where a line
may end; what is copied out of it has none.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from workshopdesk.lao.breaks import break_positions
from workshopdesk.ui import live, theme

ZERO_WIDTH_SPACE = "\u200b"


def breakable(text: str) -> str:
    """A copy to be shown with U+200B where a line may end; never to be stored."""
    cuts = [0, *break_positions(text), len(text)]
    parts = [text[a:b] for a, b in pairwise(cuts) if b > a]
    joined = parts[:1]
    for part in parts[1:]:
        joined.append(part if joined[-1][-1:].isspace() else ZERO_WIDTH_SPACE + part)
    return "".join(joined)


def unbroken(text: str) -> str:
    """The text as stored, without the marks of ``breakable``."""
    return text.replace(ZERO_WIDTH_SPACE, "")


class Label(QLabel):
    """One line, cut off with an ellipsis (and a tooltip) where it does not fit."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        weight: int = 400,
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self._font = theme.font(role, weight)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumHeight(theme.TYPE[role][1])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._role, self._weight = role, weight
        live.follow(self, self._dress)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour's token."""
        self._tone = tone
        self._dress()

    def sizeHint(self) -> QSize:
        """The whole text on one line."""
        metrics = QFontMetrics(self._font)
        height = max(theme.TYPE[self._role][1], metrics.height())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, height)

    def minimumSizeHint(self) -> QSize:
        """A label may become narrow: it is cut off with an ellipsis."""
        return QSize(min(self.sizeHint().width(), 24), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(theme.colour(self._tone))
        shown = QFontMetrics(self._font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        align = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), align, shown)

    def _dress(self) -> None:
        self.update()


class LinkLabel(Label):
    """A title that opens what it names, by mouse and by key."""

    clicked = Signal()

    def __init__(self, text: str, role: str = "body", weight: int = 400) -> None:
        super().__init__(text, role, weight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Underlined while the keyboard is on it."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("accent"))


class Paragraph(QLabel):
    """Text over several lines; a copied selection is the text as stored."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "text",
        weight: int = 400,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._tone, self._weight = role, tone, weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._dress()
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show a text; it may break where Lao allows it."""
        self.setText(breakable(text))
        self.setAccessibleName(text)
        self._fit()

    def set_tone(self, tone: str) -> None:
        """Change the colour's token."""
        self._tone = tone
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.width() > 1:
            self.setMinimumHeight(max(self.heightForWidth(self.width()), 0))

    def _dress(self) -> None:
        for name, value in (("role", self._role), ("tone", self._tone), ("weight", self._weight)):
            self.setProperty(name, value)
        self.style().unpolish(self)
        self.style().polish(self)
