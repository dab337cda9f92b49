"""The half-days over the grid: how many came to each; a click takes one in hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from workshopdesk.i18n import ngettext
from workshopdesk.ui import icons, live, theme
from workshopdesk.ui.attendance.presenter import Taken
from workshopdesk.ui.widgets.frames import clear

HEIGHT, MARGIN = 60, 12
NARROWEST = 150


class _HalfDay(QAbstractButton):
    """Its name, "N people (n women)", and a bar of who is there."""

    def __init__(self, taken: Taken, in_hand: bool) -> None:
        super().__init__()
        self._taken = taken
        self.setCheckable(True)
        self.setChecked(in_hand)
        self.setText(taken.counted)
        self.setAccessibleName(f"{taken.title}: {taken.counted}")
        self.setToolTip(_tip(taken))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        live.follow(self, self.update)

    def sizeHint(self) -> QSize:
        """Wide enough for its count."""
        return QSize(NARROWEST, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The one in hand is tinted and ringed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        edge = "accent" if here or self.hasFocus() else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour("selected" if here else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        wide = self.width() - 2 * MARGIN
        pages = self._taken.pages
        self._say(
            painter, 4, wide - (24 if pages else 0), self._taken.title, "caption", 400, "quiet"
        )
        if pages:
            box = QRectF(self.width() - MARGIN - 16, 7, 16, 16)
            icons.paint(painter, "camera", box, "quiet")
        number, _space, rest = self._taken.counted.partition(" ")
        used = self._say(painter, 26, wide, number, "section", 600, "text")
        painter.translate(used + 5, 0)
        self._say(painter, 26, wide - used - 5, rest, "body", 500, "text")
        painter.translate(-used - 5, 0)
        self._bar(painter, wide)

    def _say(
        self, painter: QPainter, top: int, wide: int, text: str, role: str, weight: int, ink: str
    ) -> int:
        font = theme.font(role, weight)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRectF(MARGIN, top, wide, 22), Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)

    def _bar(self, painter: QPainter, wide: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for share, ink in ((1.0, "line"), (self._taken.share, "good")):
            painter.setBrush(theme.colour(ink))
            painter.drawRoundedRect(QRectF(MARGIN, HEIGHT - 10, wide * share, 4), 2, 2)


def _tip(taken: Taken) -> str:
    said = ngettext("%(n)d page attached", "%(n)d pages attached", taken.pages)
    return f"{taken.title}: {said % {'n': taken.pages}}" if taken.pages else taken.title


class HalfDays(QWidget):
    """One card per half-day; as many as fit round the one in hand."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._half_days: tuple[Taken, ...] = ()
        self._here = 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(NARROWEST)

    def render_state(self, half_days: tuple[Taken, ...], here: int) -> None:
        """Show these counts; ``here`` is the half-day in hand."""
        self._half_days, self._here = half_days, here
        self._fill()

    def card(self, number: int) -> QAbstractButton | None:
        """The card of a half-day, when it is in view."""
        found = self.findChild(QAbstractButton, f"half-day-{number}")
        return found if isinstance(found, QAbstractButton) else None

    def _fill(self) -> None:
        for card in self.findChildren(_HalfDay):
            card.setObjectName("")
        clear(self._row)
        fitting = max((self.width() + 12) // (NARROWEST + 12), 1)
        numbers = [h.number for h in self._half_days]
        here = numbers.index(self._here) if self._here in numbers else 0
        first = min(max(here - fitting // 2, 0), max(len(numbers) - fitting, 0))
        for taken in self._half_days[first : first + fitting]:
            card = _HalfDay(taken, taken.number == self._here)
            card.setObjectName(f"half-day-{taken.number}")
            card.clicked.connect(lambda _c=False, n=taken.number: self.taken.emit(n))
            self._row.addWidget(card)

    def resizeEvent(self, event: object) -> None:
        """More or fewer fit."""
        self._fill()
