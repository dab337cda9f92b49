"""The pages of the reports' room that show what was counted: figures, indicators, events."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.counting import Dimension
from workshopdesk.domain.event import Event
from workshopdesk.i18n import N_
from workshopdesk.services.papers.counts_in_words import DIMENSIONS, Terms
from workshopdesk.services.period import Measured, PeriodFigures
from workshopdesk.ui import live
from workshopdesk.ui.figures_view import NumberButton
from workshopdesk.ui.reports import shown
from workshopdesk.ui.reports.lines import Line
from workshopdesk.ui.reports.numbers import (
    NumberTable,
    number_column,
    plain_column,
    words_column,
)
from workshopdesk.ui.tables import Column
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.chart import ChartView
from workshopdesk.ui.widgets.fields import Choice
from workshopdesk.ui.widgets.frames import Card, clear, hairline, row, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph


class Page(QWidget):
    """``asked`` tells which number is to be opened."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.found: PeriodFigures | None = None
        self.terms: Terms | None = None

    def show_found(self, found: PeriodFigures, terms: Terms) -> None:
        """Show what was counted."""
        self.found, self.terms = found, terms
        self.render_found(found, terms)

    def render_found(self, found: PeriodFigures, terms: Terms) -> None:
        """Each page has its own."""
        raise NotImplementedError


def counted_columns(first: str, wide: int) -> list[Column[Line]]:
    """A word and the numbers by sex."""
    return [words_column("label", first, wide, 2), *sex_columns()]


def sex_columns() -> list[Column[Line]]:
    """Women, men, not said, total."""
    return [
        number_column("women", N_("Women"), 72),
        number_column("men", N_("Men"), 64),
        number_column("not_said", N_("Not said"), 84),
        number_column("total", N_("Total"), 72, 600),
    ]


class FiguresPage(Page):
    """Large numbers, unique persons by a dimension, and what reconciles them."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[NumberButton] = []
        self._dimension = shown.DIVIDED[0]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(12)
        column.addLayout(self._cards)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self._build_table(), 3)
        across.addWidget(self._build_said(), 2)
        column.addLayout(across, 1)

    def _build_table(self) -> QWidget:
        self.table = NumberTable(counted_columns(N_("Divided by"), 170), N_("Figures"))
        self.table.asked.connect(self.asked)
        self.dimension = Segments(
            [(str(d), DIMENSIONS[d]) for d in shown.DIVIDED], N_("Divided by")
        )
        self.dimension.chosen.connect(self._divide)
        self.dimension.choose(str(self._dimension))
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 12, 1, 1)
        card.column.addLayout(row(16, self.dimension, None))
        card.column.addSpacing(12)
        card.column.addWidget(hairline())
        card.column.addWidget(self.table, 1)
        return card

    def _build_said(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("How the numbers agree"))
        self.said = Paragraph()
        self.trend = ChartView()
        column.addWidget(title)
        column.addWidget(self.said)
        column.addSpacing(8)
        column.addWidget(self.trend)
        column.addStretch(1)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(scroll(inside, N_("How the numbers agree")))
        return card

    def render_found(self, found: PeriodFigures, terms: Terms) -> None:
        """Numbers, the table, the sentences, the trend."""
        clear(self._cards)
        self.buttons = []
        for number, opens in shown.cards(found):
            button = NumberButton(number)
            button.setCheckable(False)
            button.clicked.connect(lambda _c=False, o=opens: self.asked.emit(o))
            self.buttons.append(button)
            self._cards.addWidget(button)
        self.table.lines.set_rows(shown.divided(found, terms, self._dimension))
        self.said.set_text("\n".join(shown.sentences(found)))
        self.trend.show_chart(shown.trend(found))

    def _divide(self, dimension: str) -> None:
        self._dimension = Dimension(dimension)
        self.dimension.choose(dimension)
        if self.found is not None and self.terms is not None:
            self.table.lines.set_rows(shown.divided(self.found, self.terms, self._dimension))


class IndicatorsPage(Page):
    """Indicators with targets and achievement; the chosen one by its dimensions."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        columns = [
            words_column("code", N_("Code"), 96),
            words_column("label", N_("Indicator"), 240, 4),
            *sex_columns(),
            words_column("period", N_("Target for"), 190, 1),
            plain_column("target", N_("Target"), 72),
            number_column("reached", N_("Reached"), 80),
            plain_column("percent", N_("Share"), 68),
        ]
        self.table = NumberTable(columns, N_("Indicators"))
        self.table.asked.connect(self.asked)
        self.table.chosen.connect(self._show_parts)
        self.edit = Button(N_("Edit indicators"), "pencil")
        top = Card(margin=0, spacing=0)
        top.column.setContentsMargins(1, 1, 1, 1)
        top.column.addWidget(self.table, 1)
        column.addWidget(top, 3)
        column.addWidget(self._build_parts(), 2)

    def _build_parts(self) -> QWidget:
        self.whose = Label(role="section", weight=600)
        self.rule = Paragraph(tone="quiet", role="caption")
        self.by = Choice(N_("Divided by"))
        self.by.setMinimumWidth(220)
        self.by.picked.connect(lambda _key: self._show_breakdown())
        columns = [
            words_column("label", N_("Divided by"), 260, 2),
            number_column("total", N_("Number"), 90, 600),
        ]
        self.parts = NumberTable(columns, N_("Divided by"))
        self.parts.asked.connect(self.asked)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 8, 1, 1)
        card.column.addLayout(row(16, self.whose, None, self.by, self.edit, 12))
        card.column.addLayout(row(16, self.rule, 12))
        card.column.addSpacing(8)
        card.column.addWidget(hairline())
        card.column.addWidget(self.parts, 1)
        return card

    def render_found(self, found: PeriodFigures, terms: Terms) -> None:
        """The table; the first is chosen."""
        lines = shown.indicators(found, terms)
        self.table.lines.set_rows(lines)
        if lines and not self.table.selected_rows():
            self.table.selectRow(0)
        self._show_parts()

    def _one(self) -> Measured | None:
        rows: list[Line] = self.table.selected_rows()
        about = rows[0].about if rows else None
        return about if isinstance(about, Measured) else None

    def _show_parts(self) -> None:
        one = self._one()
        rows: list[Line] = self.table.selected_rows()
        self.whose.setText(one.code if one else "")
        self.rule.set_text(rows[0].texts.get("rule", "") if rows else "")
        self.by.set_choices(shown.breakdowns(one) if one else [])
        self.by.setVisible(one is not None and bool(one.by))
        self._show_breakdown()

    def _show_breakdown(self) -> None:
        one = self._one()
        lines: list[Line] = []
        if one is not None and one.by and self.terms is not None:
            lines = shown.breakdown(one, int(self.by.currentData() or 0), self.terms)
        self.parts.lines.set_rows(lines)


class EventsPage(Page):
    """Every event with its share; ``went`` tells the event somebody wants to see."""

    went = Signal(object)  # Event

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        columns = [
            words_column("day", N_("Date"), 190),
            words_column("label", N_("Event"), 300, 3),
            *sex_columns(),
            plain_column("share", N_("Share"), 80),
            words_column("shared", N_("Shared by"), 160, 1),
        ]
        self.table = NumberTable(columns, N_("Events"))
        self.table.asked.connect(self.asked)
        self.table.doubleClicked.connect(
            lambda index: self._opened(self.table.lines.row_at(index.row()), index.column())
        )
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.table, 1)
        column.addWidget(card)

    def render_found(self, found: PeriodFigures, terms: Terms) -> None:
        """One line an event."""
        self.table.lines.set_rows(shown.events(found))

    def _opened(self, line: Line, column: int) -> None:
        """A double click on the words of an event leads to it; on a number it was opened."""
        if self.table.lines.columns[column].key not in line.opens and isinstance(line.about, Event):
            self.went.emit(line.about)
