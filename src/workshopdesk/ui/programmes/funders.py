"""Funders and the sentence each wants on every paper, edited in the cells; more are added below."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.i18n import N_, _
from workshopdesk.services import programmes
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.fields import Choice, Field
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

TOPICS = ("programmes", "events")
_COLUMNS = (
    ("name_lo", N_("Funder in Lao"), 160, 1), ("name_en", N_("Funder in English"), 160, 1),
    ("abbreviation", N_("Abbreviation"), 110, 0),
    ("visibility_lo", N_("Sentence on papers in Lao"), 260, 3),
    ("visibility_en", N_("Sentence on papers in English"), 260, 3),
)  # fmt: skip


class FundersCard(Card):
    """Every funder of the programmes shown, once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=12, spacing=8)
        self._desk = desk
        self._programmes: dict[UUID, Programme] = {}
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Funders"))
        self.programme = Choice(N_("Programme of the new funder"))
        self.new = Field(N_("Add a funder"), N_("Add a funder"), "plus")
        self.new.setFixedWidth(240)
        self.new.returnPressed.connect(self._add)
        self.column.addLayout(row(title, None, self.programme, self.new))
        self.model: TableModel[Funder] = TableModel(
            [self._cell(*column) for column in _COLUMNS], key=lambda funder: funder.id
        )
        self.table = Table(self.model, N_("Funders"))
        self.table.setFixedHeight(164)
        self.column.addWidget(self.table)

    def _cell(self, key: str, title: str, width: int, grow: int) -> Column[Funder]:
        return Column(
            key, title, lambda funder: getattr(funder, key), (width, width), grow=grow,
            edit=lambda funder, text: self.change(funder, key, text),
        )  # fmt: skip

    def show_programmes(self, shown: Sequence[Programme]) -> None:
        """Show the funders of these programmes."""
        self._programmes = {programme.id: programme for programme in shown}
        funders = {funder.id: funder for programme in shown for funder in programme.funders}
        self.model.set_rows(list(funders.values()))
        choices = [(str(programme.id), programme.code) for programme in shown]
        self.programme.set_choices(choices, self.programme.currentData() or "")
        self.setVisible(bool(shown))

    def change(self, funder: Funder, key: str, text: str) -> None:
        """A cell was edited: it is kept at once."""
        self._desk.write(
            lambda: programmes.change_funder(self._desk.store, funder, **{key: text}),
            *TOPICS,
            said=_("Saved"),
        )

    def _add(self) -> None:
        programme = self._programmes.get(UUID(self.programme.currentData()))
        if programme is None:
            return
        added = self._desk.write(
            lambda: programmes.add_funder(self._desk.store, programme, self.new.text()),
            *TOPICS,
            said=_("Saved"),
        )
        if added is not None:
            self.new.clear()
