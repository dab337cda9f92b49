"""Payment lists of an event: the lines in a table, the totals in words, differences beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import (
    KIP,
    ZERO,
    PaymentKind,
    PaymentLine,
    PaymentList,
    Rate,
    Rules,
)
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.services import payments
from workshopdesk.services.papers.payment_list import rules_line
from workshopdesk.services.payment_computing import MissingRate
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.payments import presenter
from workshopdesk.ui.payments.asking import Ask, ListFields, RulesFields
from workshopdesk.ui.payments.differences import DifferencesCard
from workshopdesk.ui.payments.lines import key_of, line_columns
from workshopdesk.ui.payments.presenter import ScreenState
from workshopdesk.ui.payments.saving import Make, PaperButton
from workshopdesk.ui.payments.selection import SelectionBar
from workshopdesk.ui.payments.totals import TotalsBar
from workshopdesk.ui.tables import TableModel
from workshopdesk.ui.widgets.buttons import Button, MenuButton
from workshopdesk.ui.widgets.fields import Choice, Field
from workshopdesk.ui.widgets.frames import Card, Empty, hairline, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.table_memory import TableMemory
from workshopdesk.ui.widgets.text import Label

T = TypeVar("T")
TOPICS = ("payments",)


class ListsPage(QWidget):
    """``rate_missing`` tells what to enter before a list can be computed."""

    rate_missing = Signal(object)  # MissingRate

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.state: ScreenState | None = None
        self.chosen = ""
        self._applied: dict[UUID, dict[PaymentKind, Rate]] = {}
        self.model: TableModel[PaymentLine] = TableModel(
            line_columns(self._known_state, self._currency, self.change, self.ask_reason),
            key=key_of,
        )
        self.table = Table(self.model, N_("Payment list"))
        self._memory = TableMemory(desk.memory, "payments", self.table)
        self.totals, self.selection = TotalsBar(), SelectionBar()
        self.differences = DifferencesCard()
        self._lay_out()
        self._connect()

    def _known_state(self) -> ScreenState:
        if self.state is None:
            raise LookupError("the payments page was asked before it was read")
        return self.state

    def _currency(self) -> str:
        return self.current.currency if self.current else KIP

    # Layout

    def _lay_out(self) -> None:
        self.lists = Choice(N_("Payment list"))
        self.lists.setMinimumWidth(250)
        self.new = Button(N_("New list"), "plus")
        self.more = MenuButton(self._fill_more, N_("More"))
        self.differ = Button(N_("Differences"), "scale")
        self.paper = PaperButton(self.desk, self._paper)
        self.close_list = Button(N_("Close…"), "circle-check", "filled")
        self.supplement = Button(N_("Supplement"), "plus", "filled")
        self.rules = Label(tone="quiet", role="caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = QWidget()
        bar = row(self.lists, self.new, self.more, None, self.differ, self.paper)
        bar.addWidget(self.close_list)
        bar.addWidget(self.supplement)
        self.bar.setLayout(bar)
        column.addWidget(self.bar)
        column.addSpacing(4)
        column.addWidget(self.rules)
        column.addSpacing(6)
        first = Button(N_("New list"), "plus", "filled")
        first.clicked.connect(self.ask_new)
        self.empty = Empty(N_("There is no payment list yet"), first)
        self.card = Card(margin=0, spacing=0)
        self.card.column.setContentsMargins(1, 1, 1, 1)
        self.card.column.addWidget(self.table, 1)
        for part in (self.selection, hairline(), self.totals):
            self.card.column.addWidget(part)
        across = row(spacing=12)
        across.addWidget(self.card, 1)
        across.addWidget(self.differences)
        column.addLayout(across, 1)
        column.addWidget(self.empty, 1)
        self.differences.hide()

    def _connect(self) -> None:
        self.lists.picked.connect(self.choose)
        self.new.clicked.connect(self.ask_new)
        self.close_list.clicked.connect(self.ask_close)
        self.supplement.clicked.connect(self.make_supplement)
        self.differ.clicked.connect(self._toggle_differences)
        self.table.chosen.connect(self._show_selection)
        self.table.selectionModel().currentRowChanged.connect(lambda *_a: self._show_why())
        self.model.modelReset.connect(self._show_why)
        self.selection.grade.clicked.connect(lambda: self.ask_basis("grade"))
        self.selection.distance.clicked.connect(lambda: self.ask_basis("distance_km"))
        self.selection.origin_chosen.connect(
            lambda c: self.set_basis(self._selected(), "origin", c)
        )
        self.selection.clear.clicked.connect(self.table.clearSelection)
        self.differences.opened.connect(self._open_attendance)

    # Showing

    @property
    def current(self) -> PaymentList | None:
        """The list shown."""
        return None if self.state is None else self.state.list_of(self.chosen)

    def show_state(self, state: ScreenState) -> None:
        """Show the event's lists, the one in hand with its lines."""
        if self.state is not None and self.state.event.id != state.event.id:
            self.chosen = ""
            self.table.clearSelection()
        self.state = state
        one = self.current
        self.chosen = "" if one is None else one.id.hex
        for part in (self.bar, self.rules, self.card):
            part.setVisible(one is not None)
        self.empty.setVisible(one is None)
        self.selection.places = state.provinces
        if one is None:
            self.differences.hide()
            return
        names = [(x.id.hex, presenter.list_name(x, state.funders)) for x in state.lists]
        self.lists.set_choices(names, self.chosen)
        self.rules.setText(_("Counted so: %(rules)s") % {
            "rules": rules_line(one.rules, screen_language())})  # fmt: skip
        self._show_list(one)

    def _show_list(self, one: PaymentList) -> None:
        is_open = one.closed_on is None
        self._read_behind(one)
        self.close_list.setVisible(is_open)
        self.supplement.setVisible(not is_open and one.supplement_to_id is None)
        self.supplement.setEnabled(bool(self.differences.found))
        self.table.setEditTriggers(self._triggers if is_open else Table.EditTrigger.NoEditTriggers)
        self.model.set_rows(one.lines)
        self.table.refill_filters()
        self.totals.show_totals(presenter.totals(one))
        self._show_selection()

    @property
    def _triggers(self) -> Table.EditTrigger:
        return Table.EditTrigger.EditKeyPressed | Table.EditTrigger.DoubleClicked

    def _read_behind(self, one: PaymentList) -> None:
        """The rates behind the sums, and where payment and attendance disagree."""
        store, code = self.desk.store, self._known_state().event.code
        first = one.supplement_to_id or one.id
        self._applied = payments.applied(store, code, one.id)
        try:
            found, wrong = payments.differences(store, code, first), ""
        except UserError as error:
            found, wrong = (), error.title
        self.differences.show_differences(found, one.currency, wrong)
        words = ngettext("%(n)d difference", "%(n)d differences", len(found)) % {"n": len(found)}
        self.differ.set_words(words)
        self.differ.set_kind("warning" if found or wrong else "plain")
        if not found and not wrong:
            self.differences.hide()

    def _show_selection(self) -> None:
        one = self.current
        chosen = self._selected()
        usable = one is not None and one.closed_on is None and one.supplement_to_id is None
        self.selection.setVisible(bool(chosen) and usable)
        self.selection.counted.setText(
            ngettext("%(n)d person", "%(n)d people", len(chosen)) % {"n": len(chosen)}
            + " · " + presenter.amount(sum((x.total for x in chosen), ZERO), self._currency())
        )  # fmt: skip

    def _show_why(self) -> None:
        number, state = self.table.currentIndex().row(), self.state
        if state is None or not 0 <= number < len(self.model.visible):
            self.totals.show_why("", ())
            return
        line = self.model.row_at(number)
        rates = self._applied.get(line.id, {})
        told = [presenter.why(k, rate, state.funders, state.provinces) for k, rate in rates.items()]
        self.totals.show_why(line.name, told)

    def choose(self, key: str) -> None:
        """Show another list."""
        self.chosen = key
        self.table.clearSelection()
        if self.state is not None:
            self.show_state(self.state)

    def _toggle_differences(self) -> None:
        shown = self.differences.isVisible()
        self.differences.setVisible(not shown and self.current is not None)

    def _open_attendance(self, name: str) -> None:
        self.desk.go("attendance", self._known_state().event.id, f"person:{name}")

    def _fill_more(self, menu: QMenu) -> None:
        one = self.current
        if one is None:
            return
        is_open = one.closed_on is None
        for words, action, wanted in (
            (N_("Rules…"), self.ask_rules, is_open and one.supplement_to_id is None),
            (N_("Compute anew"), self.compute_anew, is_open),
            (N_("Take this list away"), self.remove, is_open),
        ):
            entry = menu.addAction(_(words))
            entry.triggered.connect(action)
            entry.setEnabled(wanted)

    # Writing

    def _write(self, verb: Callable[[], T], said: str) -> T | None:
        """Run a verb; what it lacks a rate for is told, so that it can be entered."""
        lacking: list[MissingRate] = []

        def run() -> T:
            try:
                return verb()
            except MissingRate as missing:
                lacking.append(missing)
                raise

        result = self.desk.write(run, *TOPICS, said=said)
        for missing in lacking:
            self.rate_missing.emit(missing)
        return result

    def ask_new(self) -> None:
        """Who pays, in what, by which rules; then the list is computed."""
        state = self._known_state()
        fields = ListFields(state.funders)
        self.asked = Ask(
            self, N_("New payment list"), [("", fields)], N_("Make the list"),
            lambda: self._make(fields),
            _("Everyone who came, computed from half-days attended and your rates."),
        )  # fmt: skip
        self.asked.open()

    def _make(self, fields: ListFields) -> None:
        code = self._known_state().event.code
        funder, rules = fields.funder.currentData(), fields.rules.rules()
        currency = fields.currency.text()
        made = self._write(
            lambda: payments.make_list(
                self.desk.store, code, rules=rules, currency=currency,
                funder_id=UUID(funder) if funder else None,
            ),
            _("Payment list made"),
        )  # fmt: skip
        if made is not None:
            self.choose(made.hex)

    def ask_rules(self) -> None:
        """How the open list counts."""
        one = self.current
        if one is None:
            return
        fields = RulesFields(one.rules)
        self.asked = Ask(
            self, N_("Rules of this list"), [("", fields)], N_("Set"),
            lambda: self._set_rules(one, fields.rules()),
            _("They are printed on the list. Everything is computed anew."),
        )  # fmt: skip
        self.asked.open()

    def _set_rules(self, one: PaymentList, rules: Rules) -> None:
        self._write(lambda: payments.set_rules(self.desk.store, one.id, rules), _("Saved"))

    def compute_anew(self) -> None:
        """From attendance and rates as they are now."""
        one = self.current
        if one is not None:
            said = _("Computed anew; corrections stay")
            self._write(lambda: payments.compute_anew(self.desk.store, one.id), said)

    def remove(self) -> None:
        """Take the open list away; undo brings it back."""
        one = self.current
        if one is not None:
            said = _("Payment list taken away")
            self._write(lambda: payments.remove_list(self.desk.store, one.id), said)

    def ask_close(self) -> None:
        """It is signed: after this nothing on it changes."""
        one = self.current
        if one is None:
            return
        self.asked_close = Confirm(
            self,
            _("Is %(list)s signed?") % {"list": _("List %(n)s") % {"n": one.number}},
            [
                _("A closed list is never changed again, not even by undo."),
                _("What changes afterwards is paid by a supplement."),
            ],
            _("Close the list"),
            kind="filled",
        )
        self.asked_close.ask(lambda: self._close(one))

    def _close(self, one: PaymentList) -> None:
        day = self.desk.store.origin.now().date()
        self._write(lambda: payments.close(self.desk.store, one.id, day), _("The list is closed"))

    def make_supplement(self) -> None:
        """Pay, or take back, what has changed since."""
        one = self.current
        if one is None:
            return
        made = self._write(
            lambda: payments.supplement(self.desk.store, one.id), _("Supplement made")
        )
        if made is not None:
            self.choose(made.hex)

    # Cells

    def _selected(self) -> list[PaymentLine]:
        return self.table.selected_rows()

    def change(self, line: PaymentLine, key: str, text: str) -> None:
        """A cell was typed into: with several lines selected, for all of them."""
        chosen = self._selected()
        lines = chosen if line in chosen else [line]
        if key == "origin" and text:
            codes = {name: code for code, name in self._known_state().provinces}
            if text not in codes:
                error = UserError(_("%(text)s is not a province") % {"text": text})
                self.desk.messages.error(error)
                return
            text = codes[text]
        self.set_basis(lines, key, text)

    def set_basis(self, lines: list[PaymentLine], key: str, text: str) -> None:
        """Grade, origin or distance of lines."""
        if key == "distance_km" and text and not text.strip().isdecimal():
            error = UserError(
                _("%(text)s is not a distance") % {"text": text}, _("Write whole kilometres.")
            )
            self.desk.messages.error(error)
            return
        ids = [line.id for line in lines]
        values: dict[str, object] = {key: int(text or 0) if key == "distance_km" else text}
        said = ngettext("%(n)d line changed", "%(n)d lines changed", len(ids)) % {"n": len(ids)}
        self._write(lambda: payments.set_lines(self.desk.store, ids, **values), said)  # type: ignore[arg-type]  # the one field

    def ask_basis(self, key: str) -> None:
        """Grade or distance for all lines selected."""
        titles = {"grade": N_("Grade"), "distance_km": N_("Distance one way (km)")}
        field = Field(titles[key])
        lines = self._selected()
        self.asked = Ask(
            self, titles[key], [(titles[key], field)], N_("Set"),
            lambda: self.set_basis(lines, key, field.text().strip()),
        )  # fmt: skip
        self.asked.open()

    def ask_reason(self, line: PaymentLine, kind: PaymentKind, text: str) -> None:
        """A sum was typed: the reason is asked; nothing typed brings the computed one back."""
        if not text.strip():
            self._correct(line, kind, None, "")
            return
        reason = Field(N_("Reason"))
        reason.setText(line.reason)
        self.asked = Ask(
            self, N_("Why another sum?"), [(N_("Reason"), reason)], N_("Correct"),
            lambda: self._correct(line, kind, text, reason.text()),
            f"{line.name}: {text}. " + _("The reason is printed beside the payment."),
        )  # fmt: skip
        self.asked.open()

    def _correct(self, line: PaymentLine, kind: PaymentKind, text: str | None, reason: str) -> bool:
        self._write(
            lambda: payments.correct(self.desk.store, line.id, kind, text, reason), _("Corrected")
        )
        return text is None or bool(reason.strip())

    # Papers

    def _paper(self) -> tuple[str, Make] | None:
        one, state = self.current, self.state
        if one is None or state is None:
            return None
        store, code, key = self.desk.store, state.event.code, one.id

        def make(language: str, form: str) -> bytes:
            return payments.list_bytes(store, code, key, language, form)  # type: ignore[arg-type]  # of the menu

        return f"{code}-per-diem-{one.number}", make
