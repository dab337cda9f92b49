"""The rail at the left: where one can go, the open event's pages, search, and the language."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from workshopdesk import i18n
from workshopdesk.i18n import N_, _
from workshopdesk.ui import icons, live, theme
from workshopdesk.ui.desk import Place
from workshopdesk.ui.navigation import HISTORY, MAIN, PAGES, SETTINGS, RailState
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.text import Label

WIDE, NARROW = 200, 56


class _Item(QAbstractButton):
    """One place: mark, icon, word, then a count or a warning."""

    def __init__(self, words: str, icon: str, page: bool) -> None:
        super().__init__()
        self._icon, self._page = icon, page
        self.narrow = False
        self.count, self.warnings = 0, 0
        self.setCheckable(True)
        self.setFixedHeight(28 if page else 32)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        live.follow(self, lambda: self._say(_(words)))

    def _say(self, words: str) -> None:
        self.setText(words)
        self.setToolTip(words if self.narrow else "")
        self.setAccessibleName(words)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone; the word becomes the tooltip."""
        self.narrow = narrow
        self.setToolTip(self.text() if narrow else "")

    def sizeHint(self) -> QSize:
        """As wide as the rail."""
        return QSize(NARROW - 16, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, mark, icon, word, count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        left = 0.0 if self.narrow or not self._page else 25.0
        box = QRectF(self.rect()).adjusted(left, 0, 0, 0)
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if here else "line"))
            painter.drawRoundedRect(box, 6, 6)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left(), 6, 3, self.height() - 12), 1.5, 1.5)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        ink = "accent" if here else "text"
        size = 16 if self._page else 18
        icon_left = box.left() + 8
        if self.narrow:
            icon_left = (self.width() - size) / 2
        icons.paint(
            painter, self._icon, QRectF(icon_left, (self.height() - size) / 2, size, size), ink
        )
        if not self.narrow:
            self._words(painter, icon_left + size + 8, ink, 600 if here else 400)

    def _words(self, painter: QPainter, left: float, ink: str, weight: int) -> None:
        font = theme.font("body", weight)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        right = self.width() - 8.0
        if self.count or self.warnings:
            right = self._number(painter, right)
            painter.setFont(font)
        painter.setPen(theme.colour(ink))
        shown = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, int(right - left)
        )
        painter.drawText(QRectF(left, 0, right - left, self.height()), middle, shown)

    def _number(self, painter: QPainter, right: float) -> float:
        number = str(self.warnings or self.count)
        font = theme.font("caption", 500 if self.warnings or self.isChecked() else 400)
        painter.setFont(font)
        painter.setPen(theme.colour("warn" if self.warnings else "quiet"))
        wide = QFontMetrics(font).horizontalAdvance(number)
        box = QRectF(right - wide, 0, wide + 1, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, number)
        if self.warnings:
            mark = QRectF(right - wide - 16, (self.height() - 14) / 2, 14, 14)
            icons.paint(painter, "alert-triangle", mark, "warn")
            return right - wide - 20
        return right - wide - 4


class _Mark(QWidget):
    """The mark of WorkshopDesk and its name."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self.setFixedHeight(32)
        live.follow(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Four diamonds on a blue ground, then the name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.LIGHT_ACCENT)
        left = 8
        painter.drawRoundedRect(QRectF(left, 4, 24, 24), 5, 5)
        painter.setBrush(Qt.GlobalColor.white)
        for x, y in ((12, 5.5), (6, 12), (18, 12), (12, 18.5)):
            painter.save()
            painter.translate(left + x, 4 + y)
            painter.rotate(45)
            painter.drawRect(QRectF(-2.6, -2.6, 5.2, 5.2))
            painter.restore()
        if not self.narrow:
            painter.setFont(theme.font("section", 600))
            painter.setPen(theme.colour("text"))
            painter.drawText(QRectF(40, 0, 150, 32), Qt.AlignmentFlag.AlignVCenter, "WorkshopDesk")


class _Pages(QWidget):
    """The open event's name and pages, with the line that binds them."""

    def __init__(self) -> None:
        super().__init__()
        self.narrow = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 4, 0, 4)
        self.column.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The binding line."""
        if not self.narrow:
            painter = QPainter(self)
            painter.fillRect(17, 4, 1, self.height() - 8, theme.colour("line"))


class Rail(QFrame):
    """Tells where to go (``going``), what is searched and which language is wanted."""

    going = Signal(object)  # Place
    searching = Signal()
    language_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._items: dict[str, _Item] = {}
        self._state = RailState()
        self.narrow = False
        self._mark = _Mark()
        self.search = Button(N_("Search"), "search")
        self.search.setObjectName("railsearch")
        self.search.clicked.connect(self.searching)
        self._pages = _Pages()
        self._event_name = Label(role="caption", tone="quiet")
        self._event_name.setContentsMargins(0, 0, 0, 0)
        self.language = Segments([("lo", "ລາວ"), ("en", "English")], N_("Language"), verbatim=True)
        self.language.chosen.connect(self.language_chosen)
        live.follow(self, lambda: self.language.choose(i18n.screen_language()))
        self._key = Label("Ctrl+K", role="caption", tone="quiet", parent=self.search)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lay_out()
        self.set_narrow(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 9, 8)
        column.setSpacing(0)
        column.addWidget(self._mark)
        column.addSpacing(8)
        column.addWidget(self.search)
        column.addSpacing(12)
        for room, name, icon in MAIN:
            column.addWidget(self._item(room, name, icon, page=False))
            if room == "events":
                column.addWidget(self._pages)
        self._event_name.setFixedHeight(28)
        holder = QVBoxLayout()
        holder.setContentsMargins(33, 0, 0, 0)
        holder.addWidget(self._event_name)
        self._pages.column.addLayout(holder)
        for room, name, icon in PAGES:
            self._pages.column.addWidget(self._item(room, name, icon, page=True))
        column.addStretch(1)
        for aside in (HISTORY, SETTINGS):
            column.addWidget(self._item(*aside, page=False))
        column.addSpacing(8)
        column.addWidget(self.language)

    def _item(self, room: str, name: str, icon: str, page: bool) -> _Item:
        item = _Item(name, icon, page)
        item.clicked.connect(lambda: self.going.emit(self._place_of(room, page)))
        self._items[room] = item
        return item

    def _place_of(self, room: str, page: bool) -> Place:
        return Place(room, self._state.event if page else None)

    def item(self, room: str) -> QAbstractButton:
        """The button that leads to a room."""
        return self._items[room]

    def show_state(self, state: RailState, room: str) -> None:
        """Show the open event's pages and where the window is."""
        self._state = state
        self._pages.setVisible(state.event is not None)
        self._event_name.setText(state.name)
        self._event_name.setVisible(not self.narrow)
        counts, warnings = dict(state.counts), dict(state.warnings)
        for name, item in self._items.items():
            item.setChecked(name == room)
            item.count, item.warnings = counts.get(name, 0), warnings.get(name, 0)
            item.update()

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, or icons and words."""
        self.narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for part in (self._mark, self._pages):
            part.narrow = narrow
            part.update()
        for item in self._items.values():
            item.set_narrow(narrow)
        self._event_name.setVisible(not narrow)
        self.language.setVisible(not narrow)
        self._key.setVisible(not narrow)
        self._key.move(WIDE - 17 - 8 - 44, 6)
        self._key.setFixedSize(46, 20)
