"""Figures on a page: large numbers, a table by province, role and the like, and who is behind."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from workshopdesk.i18n import N_
from workshopdesk.ui import icons, live, theme, words
from workshopdesk.ui.figures import DIMENSIONS, Behind, Figures, Number, Part
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Segments
from workshopdesk.ui.widgets.frames import Card, clear, hairline, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph

EVERYONE = "registered"


class NumberButton(QAbstractButton):
    """A large number; pressing it shows the people behind it."""

    def __init__(self, number: Number) -> None:
        super().__init__()
        self.number = number
        self.setCheckable(True)
        self.setText(number.value)
        self.setAccessibleName(f"{number.name}: {number.value}, {number.detail}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        live.follow(self, self.update)

    def sizeHint(self) -> QSize:
        """Four of them fit side by side."""
        return QSize(200, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon and name, the number, what is to be said of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = "accent" if chosen or self.hasFocus() else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour("selected" if chosen else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        icons.paint(painter, self.number.icon, QRectF(16, 11, 18, 18), "quiet")
        for left, top, high, role, weight, ink, text in (
            (42, 8, 24, "body", 400, "quiet", self.number.name),
            (16, 32, 42, "number", 600, "text", self.number.value),
            (16, 74, 20, "caption", 400, "quiet", self.number.detail),
        ):
            font = theme.font(role, weight)
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            wide = self.width() - left - 12
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRectF(left, top, wide, high), Qt.AlignmentFlag.AlignVCenter, shown)


class FiguresView(QWidget):
    """Shows Figures. ``opened`` tells whom behind a number someone wants to see (a person's id)."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._figures: Figures | None = None
        self.buttons: list[NumberButton] = []
        self._dimension = str(DIMENSIONS[0][0])
        self._set = EVERYONE
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._numbers = QHBoxLayout()
        self._numbers.setSpacing(12)
        column.addLayout(self._numbers)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self._build_parts(), 3)
        across.addWidget(self._build_people(), 2)
        column.addLayout(across, 1)
        self.said = Paragraph(tone="quiet", role="caption")
        column.addWidget(self.said)

    def _build_parts(self) -> QWidget:
        columns: list[Column[Part]] = [
            Column("label", N_("Divided by"), lambda p: p.label, (170, 170), weight=500, grow=1),
            Column("women", N_("Women"), lambda p: str(p.women), (70, 80), right=True),
            Column("men", N_("Men"), lambda p: str(p.men), (70, 70), right=True),
            Column("not_said", N_("Not said"), lambda p: str(p.not_said), (90, 90), right=True,
                   tone="quiet"),
            Column("total", N_("Total"), lambda p: str(p.total), (90, 80), right=True, weight=600),
        ]  # fmt: skip
        self.parts: TableModel[Part] = TableModel(columns, key=lambda p: p.key or "")
        self.table = Table(self.parts, N_("Figures"))
        self.table.chosen.connect(self._show_people)
        self.dimension = Segments([(str(d), name) for d, name in DIMENSIONS], N_("Divided by"))
        self.dimension.chosen.connect(self._divide)
        self.dimension.choose(self._dimension)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 12, 1, 1)
        head = row(16, self.dimension, None)
        card.column.addLayout(head)
        card.column.addSpacing(12)
        card.column.addWidget(hairline())
        card.column.addWidget(self.table, 1)
        return card

    def _build_people(self) -> QWidget:
        columns: list[Column[Behind]] = [
            Column("name", N_("Name and surname"), lambda b: b.name, (150, 150), weight=500,
                   grow=2),
            Column("sex", N_("Sex"), lambda b: b.sex, (48, 64)),
            Column("unit", N_("Unit / organisation"), lambda b: b.unit, (110, 110), grow=1,
                   tone="quiet"),
        ]  # fmt: skip
        self.people: TableModel[Behind] = TableModel(columns, key=lambda b: b.id)
        self.names = Table(self.people, N_("People behind the number"))
        self.names.opened.connect(lambda behind: self.opened.emit(behind.id))
        self.names.doubleClicked.connect(
            lambda index: self.opened.emit(self.people.row_at(index.row()).id)
        )
        self.whose = Label(role="section", weight=600)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 12, 1, 1)
        card.column.addLayout(row(16, self.whose, 16))
        card.column.addSpacing(12)
        card.column.addWidget(hairline())
        card.column.addWidget(self.names, 1)
        return card

    def render_figures(self, figures: Figures) -> None:
        """Show these figures; what was opened stays open where it still is."""
        self._figures = figures
        clear(self._numbers)
        self.buttons = [NumberButton(number) for number in figures.numbers]
        for button in self.buttons:
            key = button.number.key
            button.setChecked(key == self._set)
            button.clicked.connect(lambda _c=False, k=key: self.open_number(k))
            self._numbers.addWidget(button)
        self.parts.set_rows(figures.parts[self._dimension])
        self.said.set_text(" ".join(figures.sentences))
        self._show_people()

    def open_number(self, key: str) -> None:
        """Show the people behind a number."""
        self._set = key
        for button in self.buttons:
            button.setChecked(button.number.key == key)
        self.table.clearSelection()
        self._show_people()

    def _divide(self, dimension: str) -> None:
        self._dimension = dimension
        self.dimension.choose(dimension)
        self.table.clearSelection()
        if self._figures is not None:
            self.parts.set_rows(self._figures.parts[dimension])
        self._show_people()

    def _show_people(self) -> None:
        """The people of the chosen values, or of the number when no value is chosen."""
        if self._figures is None:
            return
        chosen: list[Part] = self.table.selected_rows()
        keys: set[Any] = {part.key for part in chosen}
        if chosen:
            shown = [b for b in self._figures.people if keys & b.values[self._dimension]]
            title = ", ".join(part.label for part in chosen)
        else:
            shown = [b for b in self._figures.people if self._set in b.sets]
            title = next((n.name for n in self._figures.numbers if n.key == self._set), "")
        counted = words.people(len(shown), sum(b.female for b in shown))
        self.whose.setText(f"{title} · {counted}")
        self.people.set_rows(shown)
