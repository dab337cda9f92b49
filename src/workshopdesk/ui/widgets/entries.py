"""A line that leads somewhere, as lists of what is due or missing have them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.ui import theme
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.text import Label

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Entry(QWidget):
    """A line that leads somewhere: by a click anywhere on it, or Enter."""

    opened = Signal()

    def __init__(self, icon: QWidget, text: str, detail: str, action: str) -> None:
        super().__init__()
        self.setObjectName("entry")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{action}: {text}, {detail}")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 7, 0, 7)
        across.setSpacing(12)
        across.addWidget(icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(text))
        words.addWidget(Label(detail, role="caption", tone="quiet"))
        across.addLayout(words, 1)
        self.button = Button(small=True)
        self.button.set_words(action)
        self.button.setMinimumWidth(56)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.opened)
        across.addWidget(self.button)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Anywhere on the line."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in _OPENS:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ringed while the keyboard is on it."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)
