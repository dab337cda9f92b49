"""Known people under the name being typed: Enter takes the one marked, Ctrl+Enter makes a new."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.i18n import N_, _
from workshopdesk.services.known_people import Offer
from workshopdesk.ui import icons, live, theme
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.table import Index
from workshopdesk.ui.widgets.text import Label

WIDTH, LINE, WAIT = 560, 48, 90
_OFFER = Qt.ItemDataRole.UserRole


class _Lines(QStyledItemDelegate):
    """Name and reason on one line, what tells people apart on the next."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(0, LINE if index.data(_OFFER) is not None else 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The marked one is tinted."""
        rect: QRect = option.rect
        parent = self.parent()
        here = isinstance(parent, QListWidget) and parent.currentRow() == index.row()
        painter.fillRect(rect, theme.colour("selected" if here else "surface"))
        offer: Offer | None = index.data(_OFFER)
        inner = rect.adjusted(40, 2, -12, -2)
        name = "user-plus" if offer is None else "circle-check" if offer.listed else "user"
        box = QRect(rect.left() + 12, rect.top() + (rect.height() - 18) // 2, 18, 18)
        icons.paint(painter, name, box.toRectF(), "accent" if offer is None else "quiet")
        if offer is None:
            self._say(painter, inner, str(index.data()), "body", 500, "accent")
            return
        top = QRect(inner.left(), inner.top(), inner.width(), 24)
        wide = self._say(painter, top, offer.name, "body", 600, "text")
        reason = _("On the list already") if offer.listed else offer.reason
        self._say(painter, top.adjusted(wide + 16, 0, 0, 0), reason, "caption", 400,
                  "warn" if offer.listed else "good", right=True)  # fmt: skip
        under = QRect(inner.left(), inner.top() + 22, inner.width(), 20)
        self._say(painter, under, offer.detail, "caption", 400, "quiet")

    def _say(
        self, painter: QPainter, rect: QRect, text: str, role: str, weight: int, ink: str,
        right: bool = False,
    ) -> int:  # fmt: skip
        font = theme.font(role, weight)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


class Offers(QFrame):
    """Hangs under a field. ``taken`` tells an Offer, or None for a new person by the typed name."""

    taken = Signal(object)

    def __init__(
        self, field: QLineEdit, find: Callable[[str], Sequence[Offer]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self._field, self._find, self._asked = field, find, ""
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(2)
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Lines(self.list))
        live.say(self.list, self.list.setAccessibleName, N_("Known people"))
        self.list.itemClicked.connect(lambda _item: self._take())
        column.addWidget(self.list)
        self._keys = Label(role="caption", tone="quiet")
        live.say(self._keys, self._keys.setText,
                 N_("Enter takes the one marked · Ctrl+Enter makes a new person"))  # fmt: skip
        column.addLayout(row(12, self._keys, 12))
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._wait.timeout.connect(self.look)
        field.textEdited.connect(lambda _text: self._wait.start())
        field.installEventFilter(self)
        self.hide()

    @property
    def marked(self) -> Offer | None:
        """The one that Enter takes; None is a new person."""
        item = self.list.currentItem()
        offer: Offer | None = item.data(_OFFER) if item is not None else None
        return offer

    def look(self) -> None:
        """Offer who fits what is typed now; with nobody to offer the box goes away."""
        self._wait.stop()
        self._asked = self._field.text().strip()
        found = self._find(self._asked)
        self.list.clear()
        for offer in found:
            item = QListWidgetItem(f"{offer.name}, {offer.detail}, {offer.reason}")
            item.setData(_OFFER, offer)
            self.list.addItem(item)
        self.setVisible(bool(found))
        if found:
            self.list.addItem(QListWidgetItem(_("New person: %(name)s") % {"name": self._asked}))
            free = next((n for n, o in enumerate(found) if not o.listed), len(found))
            self.list.setCurrentRow(free)
            self._place()

    def _place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        corner = self._field.mapTo(parent, QPoint(0, self._field.height() + 4))
        lines = self.list.count() - 1
        self.setGeometry(corner.x(), corner.y(), WIDTH, lines * LINE + 36 + 40)
        self.raise_()

    def _take(self) -> None:
        offer = self.marked
        self.hide()
        self.taken.emit(offer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The caret stays in the field: arrows mark, Enter takes, Escape lets go."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(event)
            return True
        if self.isVisible() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
            self.list.setCurrentRow(row)
            return True
        if self.isVisible() and key == Qt.Key.Key_Escape:
            self.hide()
            return True
        return super().eventFilter(watched, event)

    def _enter(self, event: QKeyEvent) -> None:
        """What was typed too fast to be looked for is looked for first."""
        if self._field.text().strip() != self._asked or self._wait.isActive():
            self.look()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self.isVisible():
            self.hide()
            self.taken.emit(None)
        else:
            self._take()
