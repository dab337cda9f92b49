"""What things lie in and on: cards, chips, hairlines, wells, empty pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.ui import icons, live, theme
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.text import Label


class Card(QFrame):
    """A surface with a hairline round it; ``column`` takes what lies on it."""

    def __init__(self, margin: int = 16, spacing: int = 4) -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin - 4, margin, margin - 4)
        self.column.setSpacing(spacing)


def hairline() -> QFrame:
    """A line of one pixel."""
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line


def row(*parts: QWidget | int | None, spacing: int = 8) -> QHBoxLayout:
    """Parts side by side; a number is a space of so many pixels, None pushes apart."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for part in parts:
        if part is None:
            made.addStretch(1)
        elif isinstance(part, int):
            made.addSpacing(part)
        else:
            made.addWidget(part)
    return made


def scroll(inside: QWidget, name: str) -> QScrollArea:
    """An area that scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    live.say(area, area.setAccessibleName, name)
    return area


def tab_through(widgets: Sequence[QWidget]) -> None:
    """The tab key goes from each of these to the next: those made later come last otherwise."""
    for one, following in pairwise(widgets):
        QWidget.setTabOrder(one, following)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


_GROUND = {"good": "good_tint", "warn": "warn_tint", "bad": "bad_tint"}


class Chip(QWidget):
    """A short fact with its icon, in a rounded outline or a tint. Tone: text, good, warn, bad."""

    def __init__(self, text: str = "", icon: str = "", tone: str = "text", square: bool = False):
        super().__init__()
        self._text, self._icon, self._tone, self._square = text, icon, tone, square
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        live.follow(self, self.update)

    def set(self, text: str, icon: str = "", tone: str = "text") -> None:
        """Show another fact."""
        self._text, self._icon, self._tone = text, icon, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _weight(self) -> int:
        return 600 if self._square else 400 if self._tone == "text" else 500

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        from PySide6.QtGui import QFontMetrics

        wide = QFontMetrics(theme.font("caption", self._weight())).horizontalAdvance(self._text)
        if self._square:
            return QSize(wide + 14, 20)
        return QSize(wide + 20 + (18 if self._icon else 0), 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the icon, the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        tinted = self._tone in _GROUND
        painter.setPen(QPen(theme.colour("line")) if not tinted else Qt.PenStyle.NoPen)
        ground = theme.colour(_GROUND[self._tone]) if tinted else theme.colour("surface")
        painter.setBrush(QBrush(ground if not self._square else QColor(0, 0, 0, 0)))
        radius = 3 if self._square else 12
        painter.drawRoundedRect(box, radius, radius)
        left = 7.0 if self._square else 10.0
        if self._icon:
            icons.paint(painter, self._icon, QRectF(left - 1, 5, 14, 14), self._ink())
            left += 18
        painter.setFont(theme.font("caption", self._weight()))
        painter.setPen(theme.colour("quiet" if self._square else self._ink()))
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)

    def _ink(self) -> str:
        return self._tone if self._tone != "text" else "text"


class Drawing(QWidget):
    """Four people before a board: the one drawing of empty pages, by us."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(168, 112)
        live.follow(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines in the accent colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2.2, c=Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(40, 3, 88, 56)
        for y, right in ((17, 76), (27, 88), (37, 76), (47, 70)):
            painter.drawLine(52, y, right, y)
        for a, b in (((56, 59), (48, 73)), ((84, 59), (84, 68)), ((112, 59), (120, 73))):
            painter.drawLine(*a, *b)
        painter.save()
        painter.translate(106, 28)
        painter.rotate(45)
        painter.drawRect(-6, -6, 12, 12)
        painter.restore()
        for x, y in ((18, 74), (62, 80), (106, 80), (150, 74)):
            painter.drawEllipse(x - 7, y - 7, 14, 14)
            painter.drawArc(x - 14, y + 14, 28, 30, 0, 180 * 16)


class Empty(QWidget):
    """An empty page says what to do: a drawing, a sentence, an action, a link."""

    def __init__(self, sentence: str, action: Button | None, link: Button | None = None) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Drawing(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(20)
        self.sentence = Label(role="title", weight=600)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        live.say(self.sentence, self.sentence.setText, sentence)
        column.addWidget(self.sentence)
        column.addSpacing(16)
        for button, gap in ((action, 8), (link, 0)):
            if button is not None:
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
                column.addSpacing(gap)
        column.addStretch(2)
