"""The budget of the event: lines typed in the cells, totals by funder and currency and in kip."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.budget import BudgetTotal, Pays
from workshopdesk.domain.payments import KIP, ZERO
from workshopdesk.i18n import N_, _
from workshopdesk.services import budget
from workshopdesk.services.budget import Budget, SpentLine, read_budget
from workshopdesk.store import Reader
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.payments.asking import CURRENCIES
from workshopdesk.ui.payments.presenter import ScreenState, amount, currency_word
from workshopdesk.ui.payments.saving import Make, PaperButton
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Field, suggest
from workshopdesk.ui.widgets.frames import Card, Empty, clear, hairline, row
from workshopdesk.ui.widgets.table import Table, tick_column
from workshopdesk.ui.widgets.text import Label

TOPICS = ("payments",)
_PAYS = {
    Pays.NOTHING: N_("Typed in"), Pays.ALL: N_("All payments"), Pays.PER_DIEM: N_("Per diem"),
    Pays.ACCOMMODATION: N_("Accommodation"), Pays.TRANSPORT: N_("Transport"),
}  # fmt: skip


class BudgetPage(QWidget):
    """``rates_wanted``: a currency has no rate; it is entered on the page of rates."""

    rates_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.state: ScreenState | None = None
        self.budget = Budget((), (), None)
        self.model: TableModel[SpentLine] = TableModel(self._columns(), key=lambda x: x.line.id)
        self.table = Table(self.model, N_("Budget"))
        self._make_bar()
        self._lay_out()
        self.table.chosen.connect(self._show_selection)

    def _make_bar(self) -> None:
        self.title = Field(N_("Add a budget line"), N_("Add a budget line"), "plus")
        self.title.setFixedWidth(250)
        self.title.returnPressed.connect(self._add)
        self.funder = Choice(N_("Funder"))
        self.funder.setFixedWidth(130)
        self.currency = Field(N_("Currency"))
        self.currency.setText(KIP)
        self.currency.setFixedWidth(64)
        suggest(self.currency, CURRENCIES)
        self.add = Button(N_("Add"), "plus")
        self.add.clicked.connect(self._add)
        self.remove = Button(N_("Remove"), "trash", "danger")
        self.remove.clicked.connect(self._remove)
        self.fill = Button(N_("Fill in what lists paid"), "cash", "outline")
        self.fill.clicked.connect(self._fill)
        self.missing = Button(N_("Enter exchange rate"), "alert-triangle", "warning")
        self.missing.clicked.connect(self.rates_wanted)
        self.paper = PaperButton(self.desk, self._paper)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(
            row(
                self.title, self.funder, self.currency, self.add, None, self.remove, self.fill,
                self.missing, self.paper,
            )
        )  # fmt: skip
        self.card = Card(margin=0, spacing=0)
        self.card.column.setContentsMargins(1, 1, 1, 1)
        self.card.column.addWidget(self.table, 1)
        self.card.column.addWidget(hairline())
        under = QWidget()
        self._totals = QVBoxLayout(under)
        self._totals.setContentsMargins(12, 8, 12, 8)
        self._totals.setSpacing(2)
        self.card.column.addWidget(under)
        first = Button(N_("Add a budget line"), "plus", "filled")
        first.clicked.connect(self.title.setFocus)
        self.empty = Empty(N_("The budget has no lines yet"), first)
        column.addWidget(self.card, 1)
        column.addWidget(self.empty, 1)

    def _columns(self) -> list[Column[SpentLine]]:
        return [
            tick_column(),
            self._text("code", N_("Code"), 60, 0),
            self._text("title_lo", N_("Title in Lao"), 150, 2),
            self._text("title_en", N_("Title in English"), 120, 2),
            Column("funder", N_("Funder"), self._funder, (80, 80), grow=1, edit=self._edit_funder,
                   suggestions=lambda: list(self._funders().values())),
            self._text("currency", N_("Currency"), 72, 0),
            self._money("planned", N_("Plan")),
            self._money("committed", N_("Committed")),
            self._money("spent", N_("Spent")),
            Column("left", N_("Left"), lambda x: amount(x.line.left, x.line.currency), (92, 92),
                   right=True, weight=600, sort=lambda x: x.line.left, problem=_over,
                   filtered=False),
            Column("pays", N_("Filled from"), lambda x: _(_PAYS[x.line.pays]), (92, 100),
                   edit=self._edit_pays, suggestions=lambda: [_(w) for w in _PAYS.values()]),
            Column("by_lists", N_("Lists paid"), _by_lists, (112, 112), right=True,
                   problem=_differs, filtered=False),
        ]  # fmt: skip

    def _text(self, key: str, title: str, width: int, grow: int) -> Column[SpentLine]:
        return Column(
            key, title, lambda x: getattr(x.line, key), (width, width), grow=grow,
            edit=self._edit(key), weight=500 if key == "title_lo" else 400,
        )  # fmt: skip

    def _money(self, key: str, title: str) -> Column[SpentLine]:
        return Column(
            key, title, lambda x: amount(getattr(x.line, key), x.line.currency), (92, 92),
            right=True, sort=lambda x: getattr(x.line, key), edit=self._edit(key), filtered=False,
        )  # fmt: skip

    # Reading

    def read(self, reader: Reader, state: ScreenState) -> None:
        """Show the event's budget."""
        self.state = state
        self.budget = read_budget(reader, state.event.id)
        chosen = self.funder.currentData() or ""
        self.funder.set_choices([("", _("Any funder")), *state.funders], chosen)
        self.model.set_rows(self.budget.lines)
        self.table.refill_filters()
        self.card.setVisible(bool(self.budget.lines))
        self.empty.setVisible(not self.budget.lines)
        self.paper.setVisible(bool(self.budget.lines))
        self._show_totals()
        self._show_selection()

    def _show_totals(self) -> None:
        clear(self._totals)
        for total in self.budget.totals:
            self._totals.addLayout(self._total_line(total))
        if self.budget.kip is not None and self.budget.lines:
            self._totals.addLayout(self._total_line(self.budget.kip))
        behind = sum((abs(x.difference) for x in self.budget.lines), ZERO)
        self.fill.setVisible(bool(behind))
        missing = self.budget.missing
        self.missing.setVisible(bool(missing))
        self.missing.set_words(_("Enter exchange rate of %(currency)s") % {"currency": missing})

    def _total_line(self, total: BudgetTotal) -> QHBoxLayout:
        funder = self._funders().get(total.funder_id.hex, "") if total.funder_id else ""
        name = _("Everything, in kip by the rate of the day") if total.whole else _("Total")
        weight = 600 if total.whole else 400
        said = " · ".join(filter(None, (name, funder, currency_word(total.currency))))
        sums = (
            (_("Plan"), total.planned), (_("Committed"), total.committed),
            (_("Spent"), total.spent), (_("Left"), total.left),
        )  # fmt: skip
        told = "   ".join(f"{word} {amount(value, total.currency)}" for word, value in sums)
        figures = Label(told, weight=weight, tone="bad" if total.left < 0 else "text")
        return row(Label(said, weight=weight), None, figures)

    def _show_selection(self) -> None:
        self.remove.setVisible(bool(self.table.selected_rows()))

    def _funders(self) -> dict[str, str]:
        return dict(self.state.funders) if self.state else {}

    def _funder(self, one: SpentLine) -> str:
        return self._funders().get(one.line.funder_id.hex, "") if one.line.funder_id else ""

    # Writing

    def _edit(self, key: str) -> Callable[[SpentLine, str], None]:
        return lambda one, text: self._change(one, key, text)

    def _change(self, one: SpentLine, key: str, value: object) -> None:
        self.desk.write(
            lambda: budget.change_line(self.desk.store, one.line, **{key: value}),
            *TOPICS,
            said=_("Saved"),
        )

    def _edit_funder(self, one: SpentLine, text: str) -> None:
        keys = {name: key for key, name in self._funders().items()}
        if not text or text in keys:
            self._change(one, "funder_id", UUID(keys[text]) if text else None)

    def _edit_pays(self, one: SpentLine, text: str) -> None:
        found = {_(word): pays for pays, word in _PAYS.items()}
        if text in found:
            self._change(one, "pays", found[text])

    def _add(self) -> None:
        state = self.state
        if state is None:
            return
        funder = self.funder.currentData()
        added = self.desk.write(
            lambda: budget.add_line(
                self.desk.store, state.event.id, self.title.text(),
                funder_id=UUID(funder) if funder else None, currency=self.currency.text(),
            ),
            *TOPICS,
            said=_("Budget line added"),
        )  # fmt: skip
        if added is not None:
            self.title.clear()

    def _remove(self) -> None:
        ids = [one.line.id for one in self.table.selected_rows()]
        self.table.clearSelection()
        self.desk.write(
            lambda: budget.remove_lines(self.desk.store, ids), *TOPICS, said=_("Removed")
        )

    def _fill(self) -> None:
        state = self.state
        if state is not None:
            self.desk.write(
                lambda: budget.fill_spent(self.desk.store, state.event.id),
                *TOPICS,
                said=_("Filled in from closed lists"),
            )

    def _paper(self) -> tuple[str, Make] | None:
        state, store = self.state, self.desk.store
        if state is None or not self.budget.lines:
            return None
        code = state.event.code

        def make(language: str, form: str) -> bytes:
            return budget.budget_bytes(store, code, language, form)  # type: ignore[arg-type]  # of the menu

        return f"{code}-budget", make


def _over(one: SpentLine) -> str:
    return _("More is spent and committed than was planned") if one.line.overspent else ""


def _by_lists(one: SpentLine) -> str:
    return "" if one.by_lists is None else amount(one.by_lists, one.line.currency)


def _differs(one: SpentLine) -> str:
    if one.missing:
        return _("There is no exchange rate for %(currency)s") % {"currency": one.missing}
    if not one.difference:
        return ""
    count = amount(abs(one.difference), one.line.currency)
    more = N_("%(amount)s more is written as spent than lists paid")
    less = N_("%(amount)s less is written as spent than lists paid")
    return _(more if one.difference > 0 else less) % {"amount": count}
