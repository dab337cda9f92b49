"""Indicators of a programme: listed with their rule and targets, taken from ready sets."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.funding import Programme
from workshopdesk.domain.indicators import Indicator
from workshopdesk.i18n import N_, _
from workshopdesk.services import indicators
from workshopdesk.services.papers.counts_in_words import UNITS, Terms, read_terms
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.programmes.indicator_dialog import TOPICS, IndicatorDialog, plain, spoken
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice
from workshopdesk.ui.widgets.frames import Card, row, scroll
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph


class IndicatorsCard(Card):
    """The indicators of the programme chosen in the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=12, spacing=8)
        self._desk = desk
        self._programmes: dict[str, Programme] = {}
        self._terms = Terms({})
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Indicators"))
        self.programme = Choice(N_("Programme"))
        self.programme.picked.connect(lambda _key: self._show())
        self.ready = Button(N_("Take a ready set…"), "list-check", small=True)
        self.new = Button(N_("New indicator"), "plus", small=True)
        self.edit = Button(N_("Edit"), "pencil", small=True)
        self.remove = Button(N_("Remove"), "trash", small=True)
        self.column.addLayout(
            row(title, 8, self.programme, None, self.remove, self.edit, self.new, self.ready)
        )
        self.model: TableModel[Indicator] = TableModel(self._columns(), key=lambda one: one.id)
        self.table = Table(self.model, N_("Indicators"))
        self.table.setMinimumHeight(150)
        self.column.addWidget(self.table)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self.open_editor)
        self.table.doubleClicked.connect(
            lambda index: self.open_editor(self.model.row_at(index.row()))
        )
        self.ready.clicked.connect(self.choose_set)
        self.new.clicked.connect(lambda: self.open_editor(None))
        self.edit.clicked.connect(lambda: self.open_editor(self._chosen()))
        self.remove.clicked.connect(self.remove_chosen)
        self._show_chosen()

    def _columns(self) -> list[Column[Indicator]]:
        return [
            Column("code", N_("Code"), lambda one: one.code, (110, 110), tone="quiet"),
            Column("name", N_("Indicator"), self._name, (240, 240), weight=500, grow=2),
            Column("rule", N_("What counts"), self._rule, (260, 260), grow=3, tone="quiet"),
            Column("targets", N_("Targets"), _targets, (150, 150), grow=1),
            Column("source", N_("Source"), lambda one: one.source, (120, 120), grow=1,
                   tone="quiet"),
        ]  # fmt: skip

    def _name(self, one: Indicator) -> str:
        return spoken().stored_line(one.name_lo, one.name_en)

    def _rule(self, one: Indicator) -> str:
        count = one.definition.count
        return f"{spoken().line(UNITS[count.unit])}: {self._terms.rule(count, spoken())}"

    def show_programmes(self, shown: Sequence[Programme]) -> None:
        """Offer these programmes; the one shown stays."""
        self._programmes = {str(programme.id): programme for programme in shown}
        choices = [(str(programme.id), programme.code) for programme in shown]
        self.programme.set_choices(choices, self.programme.currentData() or "")
        self.setVisible(bool(shown))
        if shown:
            with self._desk.store.read() as reader:
                self._terms = read_terms(reader)
            self._show()

    def show_programme(self, programme: UUID) -> None:
        """Show another programme's."""
        self.programme.choose(str(programme))
        self._show()

    @property
    def shown(self) -> Programme | None:
        """The programme whose indicators are shown."""
        return self._programmes.get(self.programme.currentData() or "")

    def _show(self) -> None:
        if self.shown is None:
            return
        try:
            with self._desk.store.read() as reader:
                self.model.set_rows(reader.indicators(self.shown.id))
        except UserError as unreadable:
            self._desk.messages.error(unreadable)
        self._show_chosen()

    def _chosen(self) -> Indicator | None:
        rows: list[Indicator] = self.table.selected_rows()
        return rows[0] if rows else None

    def _show_chosen(self) -> None:
        one = len(self.table.selected_rows()) == 1
        self.edit.setVisible(one)
        self.remove.setVisible(one)

    # Doing

    def choose_set(self) -> None:
        """Show the ready sets with where they are from."""
        self.sets = SetsDialog(self)
        self.sets.wanted.connect(self.add_set)
        self.sets.open()

    def add_set(self, code: str) -> None:
        """Take what the programme lacks of a set."""
        programme = self.shown
        if programme is None:
            return
        added = self._desk.write(
            lambda: indicators.add_set(self._desk.store, programme, code), *TOPICS
        )
        if added is not None:
            self._desk.messages.done(_("%(n)d indicators added") % {"n": added})

    def remove_chosen(self) -> None:
        """Remove the chosen one with its targets; it can be taken back."""
        one = self._chosen()
        if one is not None:
            self._desk.write(
                lambda: indicators.remove_indicator(self._desk.store, one),
                *TOPICS,
                said=_("Removed"),
            )

    def open_editor(self, one: Indicator | None) -> None:
        """Edit an indicator, or begin a new one."""
        if self.shown is not None:
            self.editor = IndicatorDialog(self._desk, self.shown, one, self._terms, self)
            self.editor.open()


def _targets(one: Indicator) -> str:
    return "; ".join(
        f"{plain(t.value)} ({words.days(t.first_day, t.last_day)})" for t in one.targets
    )


class SetsDialog(QDialog):
    """``wanted`` tells the code of a ready set."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Take a ready set…"))
        self.resize(720, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(Paragraph(_("Ready sets of indicators"), role="section", weight=600))
        said = _("They are a beginning: each can be edited. What is there already stays as it is.")
        column.addWidget(Paragraph(said, tone="quiet"))
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.setSpacing(8)
        self.buttons: dict[str, Button] = {}
        for one in indicators.ready_sets():
            lines.addWidget(self._set(one))
        lines.addStretch(1)
        column.addWidget(scroll(inside, N_("Ready sets of indicators")), 1)
        close = Button(N_("Close"))
        close.clicked.connect(self.reject)
        column.addLayout(row(None, close))

    def _set(self, one: indicators.ReadySet) -> QWidget:
        card = Card(margin=12, spacing=2)
        name = Label(weight=600)
        name.setText(spoken().stored_line(one.name_lo, one.name_en))
        take = Button(N_("Take"), "plus", small=True)
        take.clicked.connect(lambda: self._take(one.code))
        self.buttons[one.code] = take
        card.column.addLayout(row(name, None, take))
        where = _("Source: %(source)s · confidence %(confidence)s (A sure … D unsure)")
        fields = {"source": one.source, "confidence": one.confidence}
        card.column.addWidget(Paragraph(where % fields, tone="quiet", role="caption"))
        for ready in one.indicators:
            title = spoken().stored_line(ready.name_lo, ready.name_en)
            text = f"{ready.code} {title} ({ready.confidence}: {ready.source})"
            card.column.addWidget(Paragraph(text, role="caption"))
        if one.note:
            card.column.addWidget(Paragraph(one.note, tone="quiet", role="caption"))
        return card

    def _take(self, code: str) -> None:
        self.accept()
        self.wanted.emit(code)
