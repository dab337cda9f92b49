"""What currencies are worth in kip, from which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import CurrencyRate
from workshopdesk.i18n import N_, _
from workshopdesk.services import payment_rates
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.payments.asking import CURRENCIES
from workshopdesk.ui.payments.presenter import amount
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.days import DayField
from workshopdesk.ui.widgets.fields import Field, suggest
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

TOPICS = ("payments",)


class CurrenciesCard(Card):
    """A small table, edited in the cell; more are added below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=12, spacing=8)
        self._desk = desk
        self.setFixedHeight(140)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Worth in kip"))
        columns: list[Column[CurrencyRate]] = [
            Column("currency", N_("Currency"), lambda r: r.currency, (62, 70), weight=500,
                   filtered=False),
            Column("first_day", N_("From day"), lambda r: words.day(r.first_day), (100, 110),
                   sort=lambda r: r.first_day, grow=1, filtered=False),
            Column("kip", N_("Kip"), lambda r: amount(r.kip), (80, 80), right=True,
                   sort=lambda r: r.kip, edit=self._change, filtered=False),
        ]  # fmt: skip
        self.model: TableModel[CurrencyRate] = TableModel(
            columns, key=lambda r: (r.currency, r.first_day)
        )
        self.table = Table(self.model, N_("Worth in kip"))
        self.currency = Field(N_("Currency"), N_("USD"))
        suggest(self.currency, CURRENCIES[1:])
        self.day, self.kip = DayField(N_("From day"), N_("From day")), Field(N_("Kip"), N_("Kip"))
        for field, width in ((self.currency, 72), (self.day, 180), (self.kip, 110)):
            field.setFixedWidth(width)
        self.kip.returnPressed.connect(self._add)
        self.add = Button(N_("Add"), "plus", small=True)
        self.remove = Button(N_("Remove"), "trash", "danger", small=True)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        fields = QVBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(title)
        fields.addLayout(row(self.currency, self.day, self.kip, spacing=6))
        fields.addLayout(row(self.add, self.remove, None, spacing=6))
        across = row(spacing=16)
        across.addWidget(self.table, 1)
        across.addLayout(fields)
        self.column.addLayout(across)
        self.table.chosen.connect(self._show_chosen)
        self._show_chosen()

    def show_rates(self, rates: Sequence[CurrencyRate]) -> None:
        """Show what is known."""
        self.model.set_rows(rates)

    def ask_for(self, currency: str, day: date) -> None:
        """Prepare what is missing."""
        self.currency.setText(currency)
        self.day.show_day(day)
        self.kip.setFocus()

    def _show_chosen(self) -> None:
        self.remove.setVisible(bool(self.table.selected_rows()))

    def _set(self, currency: str, day: date | None, kip: str) -> bool:
        def verb() -> bool:
            if day is None:
                raise UserError(_("Say from which day the rate holds"))
            payment_rates.set_currency_rate(self._desk.store, currency, day, kip)
            return True

        return bool(self._desk.write(verb, *TOPICS, said=_("Saved")))

    def _change(self, rate: CurrencyRate, text: str) -> None:
        self._set(rate.currency, rate.first_day, text)

    def _add(self) -> None:
        if self._set(self.currency.text(), self.day.day, self.kip.text()):
            self.kip.clear()

    def _remove(self) -> None:
        chosen: list[CurrencyRate] = self.table.selected_rows()
        self.table.clearSelection()
        for rate in chosen:
            self._desk.write(
                lambda r=rate: payment_rates.remove_currency_rate(  # type: ignore[misc]  # bound
                    self._desk.store, r.currency, r.first_day
                ),
                *TOPICS,
                said=_("Removed"),
            )
