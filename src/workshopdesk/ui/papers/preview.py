"""The preview: the page on a desk, one page at a time, by buttons and by keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live, theme
from workshopdesk.ui.pages import Page
from workshopdesk.ui.widgets.buttons import Segments, icon_button
from workshopdesk.ui.widgets.frames import Card
from workshopdesk.ui.widgets.text import Label

MARGIN = 12


class Sheet(QWidget):
    """One page in the middle of the desk, or words why there is none."""

    sized = Signal()
    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None
        self.words = ""
        self._from_top = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        live.say(self, self.setAccessibleName, N_("Preview"))
        live.follow(self, self.update)

    def show_page(self, page: Page | None, words: str = "") -> None:
        """Show a page, or words in its place."""
        self.page, self.words = page, words
        self._from_top = 0
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page is drawn anew at its new size."""
        super().resizeEvent(event)
        self.sized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Down the page, then to the next one."""
        self._scroll(-event.angleDelta().y() / 2)

    def _scroll(self, by: float) -> None:
        if self.page is None:
            return
        high = self.page.image.deviceIndependentSize().height()
        furthest = max(high - self.height() + 2 * MARGIN, 0.0)
        wanted = self._from_top + by
        if wanted < 0 and self._from_top == 0:
            self.turned.emit(-1)
        elif wanted > furthest and self._from_top == furthest:
            self.turned.emit(1)
        else:
            self._from_top = min(max(wanted, 0.0), furthest)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys and arrows turn pages."""
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Space: 1,
                 Qt.Key.Key_PageUp: -1, Qt.Key.Key_Left: -1}  # fmt: skip
        key = Qt.Key(event.key())
        if key in turns:
            self.turned.emit(turns[key])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._scroll(60 if key == Qt.Key.Key_Down else -60)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The desk, the page with its edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("line" if not theme.is_dark() else "rail"))
        if self.page is None:
            painter.setFont(theme.font())
            painter.setPen(theme.colour("text" if not theme.is_dark() else "quiet"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)
            return
        size = self.page.image.deviceIndependentSize()
        top = max((self.height() - size.height()) / 2, MARGIN) - self._from_top
        corner = QPointF((self.width() - size.width()) / 2, top)
        painter.drawImage(corner, self.page.image)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawRect(QRectF(corner, size).adjusted(-0.5, -0.5, 0.5, 0.5))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class Preview(Card):
    """Tells which page is to be drawn (``wanted``) and how (whole page or its width)."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, spacing=0)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.number, self.count = 0, 0
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 12, 6)
        head.setSpacing(8)
        self.before = icon_button("chevron-left", N_("Page before"))
        self.after = icon_button("chevron-right", N_("Next page"))
        self.said, self.size_said = Label(), Label(tone="quiet")
        self.zoom = Segments([("page", N_("Whole page")), ("width", N_("Width"))], N_("Size shown"))
        self.zoom.choose("page")
        self.fit = "page"
        self.zoom.chosen.connect(self._set_fit)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        for part in (self.before, self.said, self.after):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.size_said)
        head.addSpacing(8)
        head.addWidget(self.zoom)
        self.column.addLayout(head)
        self.sheet = Sheet()
        self.sheet.turned.connect(self.turn)
        self.sheet.sized.connect(self.wanted)
        self.column.addWidget(self.sheet, 1)
        live.follow(self, self._say)

    def _set_fit(self, fit: str) -> None:
        self.fit = fit
        self.wanted.emit()

    def room(self) -> tuple[int, int]:
        """How large a page may be now, in device-independent pixels."""
        wide = max(self.sheet.width() - 2 * MARGIN - 4, 50)
        high = max(self.sheet.height() - 2 * MARGIN, 50)
        return (wide, high) if self.fit == "page" else (wide, wide * 3)

    def start(self, count: int) -> None:
        """A new paper of so many pages."""
        self.count = count
        self.number = min(self.number, max(count - 1, 0))
        self._say()

    def show_page(self, page: Page | None, words: str = "") -> None:
        """Show a drawn page, or words."""
        self.sheet.show_page(page, words)
        size = "" if page is None else f"{page.width_mm} × {page.height_mm} mm"
        name = "A4 · " if page and {page.width_mm, page.height_mm} == {210, 297} else ""
        self.size_said.setText(name + size)

    def turn(self, by: int) -> None:
        """To another page."""
        number = self.number + by
        if 0 <= number < self.count:
            self.number = number
            self._say()
            self.wanted.emit()

    def _say(self) -> None:
        pages = {"number": self.number + 1, "count": self.count}
        self.said.setText(_("Page %(number)d / %(count)d") % pages if self.count else "")
        self.before.setEnabled(self.number > 0)
        self.after.setEnabled(self.number < self.count - 1)
