"""Fields to type into: with an icon, a hint of their key, and suggestions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from workshopdesk.ui import icons, live, theme
from workshopdesk.ui.widgets.text import Label


class Field(QLineEdit):
    """A line to type in; ``name`` is what it is called aloud, ``hint`` stands in it when empty."""

    def __init__(
        self, name: str, hint: str = "", icon: str = "", key: str = "", small: bool = False
    ) -> None:
        super().__init__()
        self._icon, self._key = icon, key
        self.setProperty("small", small)
        live.say(self, self.setAccessibleName, name)
        if hint:
            live.say(self, self.setPlaceholderText, hint)
        self.setTextMargins(28 if icon else 0, 0, 52 if key else 0, 0)
        live.follow(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, its icon, and its key while it is empty."""
        super().paintEvent(event)
        painter = QPainter(self)
        if self._icon:
            box = QRectF(9, (self.height() - 18) / 2, 18, 18)
            icons.paint(painter, self._icon, box, "quiet")
        if self._key and not self.text():
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.colour("quiet"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect().adjusted(0, 0, -9, 0), right, self._key)


class Saved(Field):
    """A field that keeps what it shows: it tells its text when it is left or Enter is pressed."""

    saved = Signal(str)

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, hint)
        self._stored = ""
        self.editingFinished.connect(self._tell)

    def has_unsaved_text(self) -> bool:
        """Whether it was typed into and not left yet."""
        return self.text() != self._stored

    def show_value(self, text: str) -> None:
        """Show what is stored, unless something is being typed just now."""
        if self.hasFocus() and self.text() != self._stored:
            return
        self._stored = text
        self.setText(text)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings the stored text back."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
            self.setText(self._stored)
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.text() != self._stored:
            self._stored = self.text()
            self.saved.emit(self._stored)


class SavedText(QPlainTextEdit):
    """Several lines that keep what they show: their text is told when they are left."""

    saved = Signal(str)

    def __init__(self, name: str, lines: int = 4) -> None:
        super().__init__()
        self._stored = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(22 * lines + 18)
        live.say(self, self.setAccessibleName, name)
        live.follow(self, lambda: self.setFont(theme.font("body")))

    def has_unsaved_text(self) -> bool:
        """Whether it was typed into and not left yet."""
        return self.toPlainText() != self._stored

    def show_value(self, text: str) -> None:
        """Show what is stored, unless something is being typed just now."""
        if self.hasFocus() and self.toPlainText() != self._stored:
            return
        if text != self.toPlainText():
            self.setPlainText(text)
        self._stored = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings the stored text back."""
        if event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._stored:
            self.setPlainText(self._stored)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Left: tell the text when it is another."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.tell()

    def tell(self) -> None:
        """Tell the text if it is not as stored."""
        if self.toPlainText() != self._stored:
            self._stored = self.toPlainText()
            self.saved.emit(self._stored)


class Choice(QComboBox):
    """One of several; ``picked`` tells the key, only when a person chose it."""

    picked = Signal(str)

    def __init__(self, name: str, small: bool = False, icon: str = "") -> None:
        super().__init__()
        self.setProperty("small", small)
        live.say(self, self.setAccessibleName, name)
        self.setMaxVisibleItems(16)
        self.setMinimumContentsLength(3)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            if small
            else QComboBox.SizeAdjustPolicy.AdjustToContents
        )
        self.activated.connect(lambda _i: self.picked.emit(self.currentData() or ""))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def set_choices(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Key and words of each choice; the chosen key is shown."""
        self.blockSignals(True)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.setCurrentIndex(max(self.findData(chosen), 0) if choices else -1)
        self.blockSignals(False)

    def choose(self, key: str) -> None:
        """Show a choice; nothing is emitted."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(key))
        self.blockSignals(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field and its chevron, in today's colour."""
        super().paintEvent(event)
        box = QRectF(self.width() - 24, (self.height() - 16) / 2, 16, 16)
        icons.paint(QPainter(self), "chevron-down", box, "quiet")


class Finder(QLineEdit):
    """Tells a text a moment after typing has stopped (so that lists need not chase each key)."""

    settled = Signal(str)

    def __init__(self, milliseconds: int = 120) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(milliseconds)
        self._timer.timeout.connect(lambda: self.settled.emit(self.text()))
        self.textChanged.connect(lambda _t: self._timer.start())


def suggest(field: QLineEdit, words: Sequence[str]) -> None:
    """Offer words while typing into a field."""
    completer = QCompleter(list(words), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    if popup is not None:
        popup.setObjectName("completer")
    field.setCompleter(completer)


class Labelled(QWidget):
    """A caption over a field."""

    def __init__(self, caption: str, field: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.caption = Label(role="caption", tone="quiet")
        live.say(self.caption, self.caption.setText, caption)
        self.caption.setBuddy(field)
        column.addWidget(self.caption)
        column.addWidget(field)
