"""Ctrl+K: type, and go to any event, person or page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.i18n import N_
from workshopdesk.ui import icons, live
from workshopdesk.ui.desk import Desk, Place
from workshopdesk.ui.navigation import Found, find
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.text import Label


class FindBox(QFrame):
    """A field over the window with what it finds beneath; Enter goes there, Escape closes."""

    going = Signal(object)  # Place
    commanded = Signal(str, str)  # a command's code, and what it is about

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self._desk = desk
        self._place = Place("")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.field = Field(N_("Search"), N_("Search events, people and commands"), "search")
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setIconSize(QSize(18, 18))
        live.say(self.list, self.list.setAccessibleName, N_("Found"))
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._go)
        self.resize(560, 420)
        self.hide()

    def open(self, here: Place) -> None:
        """Show it, empty and ready to type."""
        self._place = here
        parent = self.parentWidget()
        if parent is not None:
            self.move(max((parent.width() - self.width()) // 2, 0), 64)
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def _search(self, text: str) -> None:
        with self._desk.store.read() as reader:
            found = find(reader, text, self._place.event)
        self.list.clear()
        for hit in found:
            words = f"{hit.title}   {hit.detail}" if hit.detail else hit.title
            item = QListWidgetItem(icons.icon(hit.icon, "quiet"), words)
            item.setToolTip(hit.kind)
            item.setSizeHint(QSize(0, 32))
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.list.addItem(item)
            if hit.keys:
                self._show_keys(item, hit)
        self.list.setCurrentRow(0)

    def _show_keys(self, item: QListWidgetItem, hit: Found) -> None:
        """The shortcut at the right end of the line."""
        holder = QWidget()
        holder.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 12, 0)
        line.addStretch(1)
        line.addWidget(Label(hit.keys, role="caption", tone="quiet"))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}, {hit.keys}")
        self.list.setItemWidget(item, holder)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        hit: Found = item.data(Qt.ItemDataRole.UserRole)
        self.hide()
        if hit.command:
            self.commanded.emit(hit.command, hit.focus)
            return
        self.going.emit(Place(hit.room, hit.event, hit.focus))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the caret stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.hide()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go(self.list.currentItem())
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(
                    min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                )
                return True
        return super().eventFilter(watched, event)
