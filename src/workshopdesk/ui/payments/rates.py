"""Rates by funder, grade, place, origin and date, and currencies: typed or pasted."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import KIP, CurrencyRate, PaymentKind, Rate
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import payment_rates
from workshopdesk.services.payment_computing import MissingRate
from workshopdesk.services.payment_rates import KIND_WORDS, NewRate
from workshopdesk.store import Reader
from workshopdesk.ui import words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.payments.asking import CURRENCIES, Ask
from workshopdesk.ui.payments.currencies import CurrenciesCard
from workshopdesk.ui.payments.pasting import PasteDialog
from workshopdesk.ui.payments.presenter import ScreenState
from workshopdesk.ui.payments.rate_columns import rate_columns
from workshopdesk.ui.tables import TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.days import DayField
from workshopdesk.ui.widgets.fields import Choice, Field, Labelled, suggest
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

TOPICS = ("payments",)


class RatesPage(QWidget):
    """One line to add a rate, the table of all, and the currencies beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.state: ScreenState | None = None
        self.model: TableModel[Rate] = TableModel(
            rate_columns(lambda: self.state, self.change), key=lambda rate: rate.id
        )
        self.table = Table(self.model, N_("Rates"))
        self.currencies = CurrenciesCard(desk)
        self._make_fields()
        self._lay_out()
        self.table.chosen.connect(self._show_selection)
        self._show_selection()

    def _make_fields(self) -> None:
        self.kind, self.funder = Choice(N_("Paid for")), Choice(N_("Funder"))
        self.grade = Field(N_("Grade"))
        self.province, self.origin = Choice(N_("Event in")), Choice(N_("Comes from"))
        self.first_day = DayField(N_("From day"))
        self.amount, self.currency = Field(N_("Amount")), Field(N_("Currency"))
        self.unit = Choice(N_("How transport is paid"))
        self.source = Field(N_("Written in"))
        suggest(self.currency, CURRENCIES)
        self.add = Button(N_("Add"), "plus", "filled")
        self.add.clicked.connect(self._add)
        self.amount.returnPressed.connect(self._add)
        self.kind.picked.connect(lambda _key: self._show_unit())
        for field, width in (
            (self.grade, 64), (self.first_day, 150), (self.amount, 110), (self.currency, 64),
            (self.kind, 150), (self.funder, 120), (self.province, 120), (self.origin, 120),
        ):  # fmt: skip
            field.setFixedWidth(width)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first = row(
            Labelled(N_("Paid for"), self.kind), Labelled(N_("Amount"), self.amount),
            Labelled(N_("Currency"), self.currency), Labelled(N_("From day"), self.first_day),
            Labelled(N_("Grade"), self.grade), Labelled(N_("Funder"), self.funder), None,
        )  # fmt: skip
        second = row(
            Labelled(N_("Event in"), self.province),
            Labelled(N_("Comes from"), self.origin),
            Labelled(N_("How transport is paid"), self.unit),
        )
        second.addWidget(Labelled(N_("Written in"), self.source), 1)
        second.addWidget(self.add)
        second.setAlignment(self.add, Qt.AlignmentFlag.AlignBottom)
        form = Card(margin=12, spacing=6)
        form.column.addLayout(first)
        form.column.addLayout(second)
        column.addWidget(form)
        self.said = Label(tone="quiet")
        self.copy = Button(N_("Copy to a new period…"), "copy", small=True)
        self.remove = Button(N_("Remove"), "trash", "danger", small=True)
        self.paste = Button(N_("Paste from Excel"), "table", small=True)
        self.copy.clicked.connect(self.ask_copy)
        self.remove.clicked.connect(self._remove)
        self.paste.clicked.connect(self.ask_paste)
        line = row(spacing=8)
        line.addWidget(self.said, 1)
        for button in (self.copy, self.remove, self.paste):
            line.addWidget(button)
        column.addLayout(line)
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.table)
        column.addWidget(card, 1)
        column.addWidget(self.currencies)

    # Reading

    def read(self, reader: Reader, state: ScreenState) -> None:
        """Show all rates, and offer what the event's could be."""
        self.state = state
        self._show(reader.payment_rates(), reader.currency_rates())

    def _show(self, rates: Sequence[Rate], currencies: Sequence[CurrencyRate]) -> None:
        state = self.state
        if state is None:
            return
        kept = {c: c.currentData() or "" for c in (self.kind, self.funder, self.province,
                                                   self.origin, self.unit)}  # fmt: skip
        kinds = [(str(kind), _(said)) for kind, said in KIND_WORDS.items()]
        self.kind.set_choices(kinds, kept[self.kind])
        self.funder.set_choices([("", _("Any funder")), *state.funders], kept[self.funder])
        self.province.set_choices([("", _("Anywhere")), *state.provinces], kept[self.province])
        self.origin.set_choices([("", _("Anywhere")), *state.provinces], kept[self.origin])
        ways = [("", _("One sum")), ("km", _("By the kilometre"))]
        self.unit.set_choices(ways, kept[self.unit])
        if not self.currency.text():
            self.currency.setText(KIP)
        first_day = self.first_day.day or state.event.first_day.replace(month=1, day=1)
        self.first_day.show_day(first_day)
        self._show_unit()
        self.model.set_rows(rates)
        self.table.refill_filters()
        self.currencies.show_rates(currencies)
        self._show_selection()

    def _show_unit(self) -> None:
        self.unit.setEnabled(self.kind.currentData() == PaymentKind.TRANSPORT)

    def _show_selection(self) -> None:
        chosen = len(self.table.selected_rows())
        self.copy.setVisible(chosen > 0)
        self.remove.setVisible(chosen > 0)
        count = len(self.model.all_rows)
        said = ngettext("%(n)d rate", "%(n)d rates", count) % {"n": count}
        hint = _(
            "The one that fits best is taken: by funder, grade, origin, place, then the newest"
        )
        self.said.setText(f"{said} · {hint}" if count else _("Enter what is paid, or paste it."))

    def fill_in(self, missing: MissingRate) -> None:
        """Prepare what a list lacked, from the beginning of the event's year on."""
        if missing.kind is None:
            self.currencies.ask_for(missing.currency, missing.terms.day)
            return
        self.kind.choose(str(missing.kind))
        self.grade.setText(missing.stay.grade)
        self.funder.choose(missing.terms.funder_id.hex if missing.terms.funder_id else "")
        self.province.choose("")
        self.origin.choose("")
        self.unit.choose("km" if missing.kind is PaymentKind.TRANSPORT else "")
        self.currency.setText(missing.terms.currency)
        self.first_day.show_day(missing.terms.day.replace(month=1, day=1))
        self._show_unit()
        self.amount.clear()
        self.amount.setFocus()

    # Writing

    def _typed(self) -> NewRate:
        first_day = self.first_day.day
        if first_day is None:
            raise UserError(_("Say from which day the rate holds"))
        kind = PaymentKind(self.kind.currentData())
        funder = self.funder.currentData()
        per_km = kind is PaymentKind.TRANSPORT and self.unit.currentData() == "km"
        return NewRate(
            kind, self.amount.text(), first_day, funder_id=UUID(funder) if funder else None,
            grade=self.grade.text(), province=self.province.currentData() or None,
            origin=self.origin.currentData() or None, currency=self.currency.text(),
            per_km=per_km, source=self.source.text(),
        )  # fmt: skip

    def _add(self) -> None:
        added = self.desk.write(
            lambda: payment_rates.add_rates(self.desk.store, [self._typed()]),
            *TOPICS,
            said=_("Rate entered"),
        )
        if added is not None:
            self.amount.clear()
            self.amount.setFocus()

    def change(self, rate: Rate, key: str, value: object) -> None:
        """A cell was typed into."""
        self.desk.write(
            lambda: payment_rates.change_rate(self.desk.store, rate, **{key: value}),
            *TOPICS,
            said=_("Saved"),
        )

    def _remove(self) -> None:
        ids = [rate.id for rate in self.table.selected_rows()]
        self.table.clearSelection()
        self.desk.write(
            lambda: payment_rates.remove_rates(self.desk.store, ids), *TOPICS, said=_("Removed")
        )

    def ask_copy(self) -> None:
        """From which day the copies hold; the old ones end the day before."""
        rates: list[Rate] = self.table.selected_rows()
        day = DayField(N_("From day"))
        newest = max(rate.first_day for rate in rates)
        day.show_day(newest.replace(year=newest.year + 1, month=1, day=1))
        self.asked = Ask(
            self, N_("Copy to a new period"), [(N_("From day"), day)], N_("Copy"),
            lambda: self._copy(rates, day),
            _("The old rates end the day before. Change the amounts of the copies afterwards."),
        )  # fmt: skip
        self.asked.open()

    def _copy(self, rates: list[Rate], field: DayField) -> bool:
        day = field.day
        if day is None:
            return False
        copied = self.desk.write(
            lambda: payment_rates.copy_rates(self.desk.store, rates, day),
            *TOPICS,
            said=_("Copied, from %(day)s on") % {"day": words.day(day)},
        )
        return copied is not None

    def ask_paste(self) -> None:
        """Show what rows copied in a spreadsheet would become."""
        self.pasting = PasteDialog(self.desk, QApplication.clipboard().text(), self)
        if self.pasting.read():
            self.pasting.open()
