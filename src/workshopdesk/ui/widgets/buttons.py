"""Buttons: one look for every action, icons that follow the theme, switches of two or three."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from workshopdesk.ui import icons, live, theme

_INK = {"filled": "on_accent", "outline": "accent", "pressed": "accent", "danger": "bad",
        "warning": "warn", "link": "accent"}  # fmt: skip


class Button(QPushButton):
    """A push button; kind is plain, filled, outline, pressed, danger, warning, quiet or link.

    ``tail`` is an icon after the words (an arrow, a chevron).
    """

    def __init__(
        self,
        words: str = "",
        icon: str = "",
        kind: str = "plain",
        tail: str = "",
        small: bool = False,
        tip: str = "",
    ) -> None:
        super().__init__()
        self._icon, self._tail, self._kind = icon, tail, kind
        self.setProperty("kind", kind)
        self.setProperty("small", small)
        self.setProperty("tail", bool(tail))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(18, 18) if not small else QSize(16, 16))
        self.setAutoDefault(False)
        if words:
            live.say(self, self.set_words, words)
        if tip:
            live.say(self, self._set_tip, tip)
        live.follow(self, self._dress)

    def set_words(self, text: str) -> None:
        """The words of the button (already translated)."""
        self.setText(f" {text}" if self._icon else text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_kind(self, kind: str) -> None:
        """Change the look, e.g. to "pressed" while a filter is open."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._dress()

    def set_icon(self, icon: str) -> None:
        """Change the icon."""
        self._icon = icon
        self._dress()

    def minimumSizeHint(self) -> QSize:
        """Words of buttons are never cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then the icon after its words."""
        super().paintEvent(event)
        if not self._tail:
            return
        painter = QPainter(self)
        box = QRectF(self.width() - 12 - 16, (self.height() - 16) / 2, 16, 16)
        icons.paint(painter, self._tail, box, self._ink())

    def _ink(self) -> str:
        return _INK.get(self._kind, "text") if self.isEnabled() else "edge"

    def _set_tip(self, text: str) -> None:
        self.setToolTip(text)
        if not self.text():
            self.setAccessibleName(text)

    def _dress(self) -> None:
        if self._icon:
            self.setIcon(icons.icon(self._icon, self._ink()))


def icon_button(icon: str, tip: str, kind: str = "quiet", small: bool = False) -> Button:
    """A button of one icon; its tooltip is its name."""
    button = Button(icon=icon, kind=kind, tip=tip, small=small)
    side = 28 if small else 32
    button.setProperty("alone", True)
    button.setFixedSize(side, side)
    return button


class MenuButton(Button):
    """A button that opens a menu filled when it opens."""

    def __init__(
        self, fill: Callable[[QMenu], None], words: str = "", icon: str = "", kind: str = "plain"
    ) -> None:
        super().__init__(words, icon, kind, tail="chevron-down")
        self.filled_menu = QMenu(self)
        self._fill = fill
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.filled_menu.clear()
        self._fill(self.filled_menu)
        self.filled_menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


class Segments(QFrame):
    """A switch of a few choices of which one is on; ``verbatim`` words stand in no catalogue."""

    chosen = Signal(str)

    def __init__(self, choices: list[tuple[str, str]], name: str, verbatim: bool = False) -> None:
        super().__init__()
        self._verbatim = verbatim
        self.setObjectName("segments")
        self.setFixedHeight(32)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._keys: list[str] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        live.say(self, self.setAccessibleName, name)
        self.set_choices(choices)

    def set_choices(self, choices: list[tuple[str, str]]) -> None:
        """Replace the choices: key, and a message or (``verbatim``) the very words."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        self._keys = [key for key, _words in choices]
        for index, (key, words) in enumerate(choices):
            self._row.addWidget(self._segment(key, words, index, len(choices)), 1)

    def _segment(self, key: str, words: str, index: int, count: int) -> QPushButton:
        button = QPushButton()
        button.setCheckable(True)
        button.setAutoDefault(False)
        edge = "first" if index == 0 else "last" if index == count - 1 else ""
        button.setProperty("edge", edge)
        if self._verbatim:
            button.setText(words)
        else:
            live.say(button, button.setText, words)
        button.clicked.connect(lambda: self.chosen.emit(key))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._group.addButton(button)
        return button

    def choose(self, key: str) -> None:
        """Show a choice as on; nothing is emitted."""
        for known, button in zip(self._keys, self._group.buttons(), strict=True):
            button.setChecked(known == key)

    def button(self, key: str) -> QPushButton:
        """The button of a choice."""
        found = self._group.buttons()[self._keys.index(key)]
        if not isinstance(found, QPushButton):
            raise TypeError(found)
        return found


def icon_label(name: str, tone: str = "text", size: int = 18) -> QWidget:
    """An icon alone, in the colour of a token."""
    return _IconLabel(name, tone, size)


class _IconLabel(QWidget):
    def __init__(self, name: str, tone: str, size: int) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(size, size)
        live.follow(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in today's colour."""
        icons.paint(QPainter(self), self._name, QRectF(self.rect()), theme.colour(self._tone))
