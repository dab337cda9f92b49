"""One group on the board: its head with meters, and a list of cards to drag and to move by key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.i18n import _
from workshopdesk.ui import icons, live, theme
from workshopdesk.ui.groups import presenter
from workshopdesk.ui.groups.presenter import Card, Column, Meter

MIME = "application/x-workshopdesk-registration"
WIDTH, NARROWEST, HEAD, CARD, CARD_GAP = 168, 148, 124, 52, 6
Index = QModelIndex | QPersistentModelIndex


class _Cards(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[Card, ...] = ()

    def show_cards(self, cards: tuple[Card, ...]) -> None:
        """Replace the cards."""
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many cards."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name; the card itself under UserRole."""
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.name
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return ", ".join(p for p in (card.part, _("Locked") if card.locked else "") if p)
        if role == Qt.ItemDataRole.ToolTipRole:
            locked = _("Locked: stays when groups are formed anew") if card.locked else ""
            lines = (card.name, card.row.position, card.detail, card.part, locked)
            return "\n".join(line for line in lines if line)
        return card if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards can be chosen and dragged."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsDragEnabled


def paint_card(painter: QPainter, box: QRectF, card: Card, ringed: bool, tinted: bool) -> None:
    """Name and sign, then unit and province."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), 2) if ringed else QPen(theme.colour("line"), 1))
    painter.setBrush(theme.colour("selected" if tinted else "surface"))
    inset = 1.0 if ringed else 0.5
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 5, 5)
    name = theme.font("body", 500)
    painter.setFont(name)
    painter.setPen(theme.colour("text"))
    words = QRectF(box.left() + 9, box.top() + 4, box.width() - 38, 22)
    _elided(painter, words, card.name)
    sign = QRectF(box.right() - 24, box.top() + 8, 15, 15)
    icons.paint(painter, presenter.icon(card.row.sex), sign, "quiet")
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.colour("quiet"))
    flags = _flags(card)
    detail = QRectF(box.left() + 9, box.top() + 26, box.width() - 16 - 18 * len(flags), 20)
    _elided(painter, detail, card.detail)
    for place, flag in enumerate(flags):
        corner = QRectF(box.right() - 23 - 18 * place, box.top() + 29, 13, 13)
        icons.paint(painter, flag, corner, "accent")
    painter.restore()


def _flags(card: Card) -> list[str]:
    """The small signs of a card, from the right."""
    signs = ((card.locked, "pinned"), (card.leads, "flag"), (card.notes, "pencil"))
    return [sign for holds, sign in signs if holds]


def _elided(painter: QPainter, box: QRectF, text: str) -> None:
    shown = QFontMetrics(painter.font()).elidedText(
        text, Qt.TextElideMode.ElideRight, int(box.width())
    )
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, view: CardList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """52 px and the gap under it."""
        return QSize(WIDTH - 18, CARD + CARD_GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The card; dashed while it is being dragged away."""
        rect: QRect = option.rect
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(rect.adjusted(8, 0, -8, -CARD_GAP))
        if self._view.dragged == card.id:
            painter.setPen(QPen(theme.colour("edge"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            return
        chosen = index.row() in {i.row() for i in self._view.selectionModel().selectedIndexes()}
        paint_card(painter, box, card, chosen, chosen)


class CardList(QListView):
    """The cards of one group."""

    chosen = Signal(object)  # Card or None
    dropped = Signal(object, int)  # registration id, place
    hovering = Signal(object)  # registration id, or None when it left
    pushed = Signal(object, int)  # Card, columns to the right
    passed = Signal(int)  # the caret goes to a neighbouring column
    locked = Signal(object)  # Card: lock it, or no longer
    asked = Signal(object, QPoint)  # Card: what can be done, at a place of the screen

    def __init__(self) -> None:
        super().__init__()
        self.cards = _Cards()
        self.setModel(self.cards)
        self.setItemDelegate(_CardDelegate(self))
        self.dragged: UUID | None = None
        self._line: int | None = None
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(0, 8, 0, 0)
        self.setStyleSheet("background: transparent;")
        self.selectionModel().currentChanged.connect(lambda *_a: self.chosen.emit(self.current()))
        live.follow(self, self.viewport().update)

    def current(self) -> Card | None:
        """The card in hand."""
        index = self.currentIndex()
        return self.cards.cards[index.row()] if index.isValid() else None

    def focus_row(self, row: int) -> None:
        """Take the card at a row in hand, or the last one."""
        self.setFocus()
        self.setCurrentIndex(self.cards.index(min(row, len(self.cards.cards) - 1), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+left and right move the person, Ctrl+L locks, left and right go to others."""
        sides = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        side = sides.get(Qt.Key(event.key()))
        card = self.current()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() == Qt.Key.Key_L and card is not None:
            self.locked.emit(card)
        elif side is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if card is not None:
                self.pushed.emit(card, side)
        else:
            self.passed.emit(side)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the card under the pointer, or the one in hand."""
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
        card = self.current()
        if card is not None:
            self.asked.emit(card, event.globalPos())

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the card along; its old place stays dashed."""
        card = self.current()
        if card is None:
            return
        drag = QDrag(self)
        data = QMimeData()
        data.setData(MIME, QByteArray(card.id.bytes))
        drag.setMimeData(data)
        drag.setPixmap(_picture(card))
        drag.setHotSpot(QPoint(WIDTH - 40, CARD - 8))
        self.dragged = card.id
        self.viewport().update()
        drag.exec(Qt.DropAction.MoveAction)
        self.dragged = None
        self.viewport().update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only people may land here."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.hovering.emit(_carried(event.mimeData()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would land."""
        if event.mimeData().hasFormat(MIME):
            self._line = self._place_at(event.position().toPoint())
            self.viewport().update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._line = None
        self.hovering.emit(None)
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """It lands."""
        place, self._line = self._place_at(event.position().toPoint()), None
        self.hovering.emit(None)
        event.acceptProposedAction()
        self.dropped.emit(_carried(event.mimeData()), place)

    def _place_at(self, point: QPoint) -> int:
        index = self.indexAt(point)
        if not index.isValid():
            return len(self.cards.cards)
        below = point.y() > self.visualRect(index).center().y()
        return index.row() + below

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cards, and the line where one would land."""
        super().paintEvent(event)
        if self._line is None:
            return
        last = self.cards.index(min(self._line, len(self.cards.cards) - 1), 0)
        rect = self.visualRect(last)
        y = rect.top() - 4 if self._line < len(self.cards.cards) else rect.bottom() - 4
        painter = QPainter(self.viewport())
        painter.fillRect(QRectF(8, max(y, 0), self.width() - 16, 3), theme.colour("accent"))


def _carried(data: QMimeData) -> UUID:
    return UUID(bytes=bytes(data.data(MIME).data()))


def _picture(card: Card) -> QPixmap:
    picture = QPixmap(QSize(WIDTH - 16, CARD) * 2)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_card(painter, QRectF(0, 0, WIDTH - 16, CARD), card, ringed=True, tinted=False)
    painter.end()
    return picture


class _Head(QWidget):
    """Name, room, count, question, four meters; a click wants its task and findings."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEAD)
        self.column: Column | None = None
        live.follow(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Painted, since it follows every move of a drag."""
        if self.column is None:
            return
        painter = QPainter(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("quiet"))
        right = Qt.AlignmentFlag.AlignRight | middle
        painter.drawText(QRectF(8, 8, self.width() - 16, 24), right, self.column.count)
        taken = painter.fontMetrics().horizontalAdvance(self.column.count)
        painter.setFont(theme.font("section", 600))
        painter.setPen(theme.colour("text"))
        wide = painter.fontMetrics().horizontalAdvance(self.column.name)
        _elided(painter, QRectF(8, 8, self.width() - 24 - taken, 24), self.column.name)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("quiet"))
        self._room(painter, 16 + wide, self.width() - 32 - taken - wide)
        _elided(painter, QRectF(8, 32, self.width() - 16, 20), self.column.question)
        half = (self.width() - 24) / 2
        for number, meter in enumerate(self.column.meters):
            x = 8 + (number % 2) * (half + 8)
            self._meter(painter, QRectF(x, 54 + (number // 2) * 33, half, 28), meter)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))

    def _room(self, painter: QPainter, left: float, width: float) -> None:
        group = self.column.group if self.column is not None else None
        if group is not None and group.room and width > 40:
            icons.paint(painter, "door", QRectF(left, 13, 13, 13), "quiet")
            _elided(painter, QRectF(left + 16, 8, width - 16, 24), group.room)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def _meter(self, painter: QPainter, box: QRectF, meter: Meter) -> None:
        tone = "warn" if meter.warns else "good"
        painter.setFont(theme.font("caption", 600 if meter.warns else 400))
        painter.setPen(theme.colour("warn" if meter.warns else "quiet"))
        line = QRectF(box.left(), box.top(), box.width(), 20)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, meter.name)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, right, str(meter.score))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        bar = QRectF(box.left(), box.top() + 21, box.width(), 4)
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(theme.colour(tone))
        bar.setWidth(box.width() * max(meter.score, 0) / 100)
        painter.drawRoundedRect(bar, 2, 2)


def _room_of(column: Column) -> str:
    return column.group.room if column.group is not None else ""


class GroupColumn(QFrame):
    """A group's head above its cards."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDTH * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head, self.list = _Head(), CardList()
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        self._target = False
        live.follow(self, self.update)

    def show_group(self, column: Column) -> None:
        """Show a group."""
        self.list.cards.show_cards(column.cards)
        self.list.setAccessibleName(f"{column.name}, {column.count}")
        self.show_head(column, target=False)

    def show_head(self, column: Column, target: bool) -> None:
        """The head as it is, or as it would be with the card being dragged over it."""
        self.head.column = column
        self.head.setToolTip(
            "\n".join(p for p in (column.name, _room_of(column), column.question) if p)
        )
        spoken = ", ".join(f"{m.name} {m.score}" for m in column.meters)
        self.head.setAccessibleName(f"{column.name}: {spoken}")
        self._target = target
        self.head.update()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The head is a surface, the cards lie in a well; a drop target is ringed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selected" if self._target else "rail"))
        painter.drawRoundedRect(box, 8, 8)
        painter.setBrush(theme.colour("surface"))
        painter.setClipRect(QRect(0, 0, self.width(), HEAD))
        painter.drawRoundedRect(box, 8, 8)
        painter.setClipping(False)
        ring = QPen(theme.colour("accent"), 2) if self._target else QPen(theme.colour("line"), 1)
        painter.setPen(ring)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 8, 8)
