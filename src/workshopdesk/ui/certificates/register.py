"""The register of an event: everyone, why they get a certificate or not, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from workshopdesk.domain.certificate import Certificate
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.services import certificates, events
from workshopdesk.services.papers import write_whole
from workshopdesk.services.papers.register import register_bytes, years_of
from workshopdesk.ui.certificates import presenter
from workshopdesk.ui.certificates.presenter import EVERYONE, GET, NONE, REVOKED, Line, ScreenState
from workshopdesk.ui.certificates.reasons import ReasonDialog
from workshopdesk.ui.certificates.rule import RuleBar
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button, MenuButton, Segments
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

TOPICS = ("participants",)
VIEWS = {
    EVERYONE: N_("All %(n)d"), GET: N_("Get one %(n)d"), NONE: N_("Get none %(n)d"),
    REVOKED: N_("Revoked %(n)d"),
}  # fmt: skip
_FORMS: tuple[Literal["pdf", "xlsx"], ...] = ("pdf", "xlsx")


class RegisterPanel(QWidget):
    """Rule, search, table, and what can be done with the selected lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.state: ScreenState | None = None
        self._view = EVERYONE
        self.dialog: ReasonDialog | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.rule = RuleBar()
        self.rule.ruled.connect(self._set_rule)
        self.rule.percent_typed.connect(self._set_percent)
        column.addWidget(self.rule)
        self.search = Field(N_("Find a person"), N_("Name, unit or number"), "search", "Ctrl+F")
        self.search.setFixedWidth(240)
        self.views = Segments([(view, "") for view in VIEWS], N_("View"), verbatim=True)
        self.views.chosen.connect(self._choose_view)
        self.save = MenuButton(self._fill_save, N_("Save the register"), "list-numbers")
        column.addLayout(row(self.search, self.views, None, self.save))
        self.model: TableModel[Line] = TableModel(_columns(), key=lambda line: line.id)
        self.table = Table(self.model, N_("Register of certificates"))
        self.table.opened.connect(lambda _line: self._open_menu())
        self.table.doubleClicked.connect(lambda _index: self._open_menu())
        self.table.chosen.connect(self._show_actions)
        self.search.textChanged.connect(self.model.set_search)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.table)
        column.addWidget(card, 1)
        column.addWidget(self._build_bar())

    def _build_bar(self) -> QWidget:
        bar = Card(margin=12, spacing=0)
        self.said = Label(tone="quiet")
        self.allow = Button(N_("Give one…"), "check")
        self.refuse = Button(N_("Give none…"), "ban")
        self.as_ruled = Button(N_("As the rule says"))
        self.reissue = Button(N_("Reissue…"), "copy")
        self.replace = Button(N_("Replace…"), "refresh")
        self.revoke = Button(N_("Revoke…"), "x", "danger")
        for button, action in self._actions():
            button.clicked.connect(action)
        buttons = [button for button, _action in self._actions()]
        bar.column.addLayout(row(self.said, None, *buttons))
        return bar

    def _actions(self) -> list[tuple[Button, Callable[[], None]]]:
        return [
            (self.allow, partial(self._ask_exception, True)),
            (self.refuse, partial(self._ask_exception, False)),
            (self.as_ruled, self._drop_exception),
            (self.reissue, self._ask_reissue),
            (self.replace, self._ask_replace),
            (self.revoke, self._ask_revoke),
        ]

    # Showing

    def show_state(self, state: ScreenState) -> None:
        """Show an event's register."""
        if self.state is not None and self.state.event.id != state.event.id:
            self.search.clear()
            self._view = EVERYONE
        self.state = state
        self.rule.show_state(state)
        counts = state.counts()
        for view, said in VIEWS.items():
            self.views.button(view).setText(_(said) % {"n": counts[view]})
        self.views.choose(self._view)
        self.model.set_rows(presenter.shown(state.lines, self._view))
        self._show_actions()

    def _choose_view(self, view: str) -> None:
        self._view = view
        if self.state is not None:
            self.show_state(self.state)

    def reveal_number(self, number: str) -> None:
        """Bring a certificate into view."""
        self._choose_view(EVERYONE)
        self.search.setText(number)
        if self.model.visible:
            self.table.selectRow(0)
            self.table.setFocus()

    # What is selected

    def _one(self) -> Line | None:
        lines = self.table.selected_rows()
        return lines[0] if len(lines) == 1 else None

    def _show_actions(self) -> None:
        lines: list[Line] = self.table.selected_rows()
        one = self._one()
        listed = [line for line in lines if line.registered]
        issued = one is not None and one.certificate is not None
        holds = issued and one is not None and one.holds
        for button in (self.allow, self.refuse):
            button.setEnabled(bool(listed))
        rule = self.state.rule if self.state is not None else None
        excepted = [x for x in listed if rule and x.registration_id in rule.exceptions]
        self.as_ruled.setEnabled(bool(excepted))
        self.reissue.setEnabled(holds)
        self.revoke.setEnabled(holds)
        self.replace.setEnabled(issued)
        self.said.setText(
            presenter.names_of(lines)
            if lines
            else _("Select people to give or take back certificates; Enter opens what can be done.")
        )

    def _open_menu(self) -> None:
        """What can be done with the line in hand, at the line."""
        index = self.table.currentIndex()
        if not self.table.selected_rows():
            self.table.selectRow(index.row())
        self.menu = QMenu(self)
        for button, action in self._actions():
            if button.isEnabled():
                self.menu.addAction(button.text().strip()).triggered.connect(action)
        place = self.table.visualRect(index).bottomLeft()
        self.menu.popup(self.table.viewport().mapToGlobal(place))

    # Doing

    def _ask(
        self, title: str, text: str, verb: str, then: Callable[[str], object], kind: str = "filled"
    ) -> None:
        self.dialog = ReasonDialog(self.window(), title, text, verb, kind)
        self.dialog.ask(then)

    def _ask_exception(self, allowed: bool) -> None:
        lines = [line for line in self.table.selected_rows() if line.registered]
        ids = frozenset(line.registration_id for line in lines)
        who = {"name": presenter.names_of(lines)}
        title = _("Give %(name)s a certificate?") if allowed else _("Give %(name)s none?")
        text = (
            _("Against the rule of the event; the reason stands in the register.")
            if allowed
            else _("Whatever was attended; a certificate already given out stays valid until it"
                   " is revoked.")
        )  # fmt: skip
        store = self._desk.store
        self._ask(title % who, text, _("Give one") if allowed else _("Give none"),
                  lambda reason: self._desk.write(
                      lambda: certificates.set_exceptions(store, ids, allowed, reason), *TOPICS,
                      said=_("Exception written")))  # fmt: skip

    def _drop_exception(self) -> None:
        ids = frozenset(line.registration_id for line in self.table.selected_rows())
        store = self._desk.store
        self._desk.write(
            lambda: certificates.set_exceptions(store, ids, None), *TOPICS,
            said=_("The rule decides again"),
        )  # fmt: skip

    def _ask_reissue(self) -> None:
        self._ask_about(
            _("Reissue %(number)s?"),
            _("The same number once more, as copy %(n)d. It says what was issued the first time."),
            _("Reissue"),
            lambda line, reason: certificates.reissue(self._desk.store, line.id, reason),
        )

    def _ask_replace(self) -> None:
        self._ask_about(
            _("Replace %(number)s?"),
            _("The old number is revoked for good; the person gets a new number, with name, title"
              " and event as they are written now."),
            _("Replace"),
            lambda line, reason: certificates.replace(
                self._desk.store, self._code(), line.id, reason, _today(),
                key=self._desk.signing_key,
            ),
        )  # fmt: skip

    def _ask_revoke(self) -> None:
        self._ask_about(
            _("Revoke %(number)s?"),
            _("Whoever checks its code is told so, once a new checking page is made. The number is"
              " never given to anybody else."),
            _("Revoke"),
            lambda line, reason: certificates.revoke(
                self._desk.store, line.id, reason, _today()
            ),
            "danger",
        )  # fmt: skip

    def _ask_about(
        self,
        title: str,
        text: str,
        verb: str,
        do: Callable[[Certificate, str], object],
        kind: str = "filled",
    ) -> None:
        line = self._one()
        if line is None or line.certificate is None:
            return
        issued = line.certificate
        fields = {"number": issued.number, "n": issued.copy + 1}
        self._ask(title % fields, f"{issued.name} · {text % fields}", verb,
                  lambda reason: self._desk.write(
                      lambda: do(issued, reason), *TOPICS, said=f"{verb}: {issued.number}"),
                  kind)  # fmt: skip

    def _code(self) -> str:
        return self.state.event.code if self.state is not None else ""

    def _set_rule(self, half_days: int | None, roles_out: frozenset[str]) -> None:
        store, code = self._desk.store, self._code()
        self._desk.write(
            lambda: certificates.set_rule(store, code, half_days=half_days, roles_out=roles_out),
            *TOPICS,
            said=_("Rule saved"),
        )

    def _set_percent(self, text: str) -> None:
        if self.state is None:
            return
        seen, store = self.state.event, self._desk.store
        percent = int(text) if text.strip().isdecimal() else 0
        self._desk.write(
            lambda: events.change_event(store, seen, completion_percent=percent),
            "events", *TOPICS, said=_("Rule saved"),
        )  # fmt: skip

    # Saving the register

    def _fill_save(self, menu: QMenu) -> None:
        for form in _FORMS:
            name = "PDF" if form == "pdf" else "Excel"
            action = menu.addAction(_("This event, %(format)s…") % {"format": name})
            action.triggered.connect(partial(self._ask_save, form, 0))
        for year in years_of(self._desk.store):
            menu.addSeparator()
            for form in _FORMS:
                name = "PDF" if form == "pdf" else "Excel"
                words = _("Year %(year)s, %(format)s…") % {"year": year, "format": name}
                menu.addAction(words).triggered.connect(partial(self._ask_save, form, year))

    def _ask_save(self, form: Literal["pdf", "xlsx"], year: int, _checked: bool = False) -> None:
        of = str(year) if year else self._code()
        suggested = f"{of}-certificate-register.{form}"
        kinds = f"{'PDF' if form == 'pdf' else 'Excel'} (*.{form})"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save"), suggested, kinds)
        if path:
            self.save_to(Path(path), form, year)

    def save_to(self, path: Path, form: Literal["pdf", "xlsx"], year: int = 0) -> None:
        """Write the register of the event, or of a year, in both languages."""
        store, code = self._desk.store, "" if year else self._code()

        def job(progress: Progress) -> Path:
            content = register_bytes(
                store, "lo-en", form, event_code=code, year=year, progress=progress
            )
            return write_whole(path, content)

        self._desk.tasks.run(
            job,
            lambda written: self._desk.messages.done(_("Saved %(file)s") % {"file": written.name}),
            self._desk.messages.error,
            _("Register of certificates"),
        )


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _columns() -> list[Column[Line]]:
    return [
        Column("order", N_("No."), lambda x: x.order, (44, 44), right=True, filtered=False,
               sort=lambda x: int(x.order or 0)),
        Column("name", N_("Name and surname"), lambda x: x.name, (170, 170), weight=500, grow=2,
               other_texts=lambda x: x.latin),
        Column("unit", N_("Unit"), lambda x: x.unit, (110, 110), grow=1, tone="quiet"),
        Column("half_days", N_("Half-days"), lambda x: x.half_days, (88, 88), right=True),
        Column("decision", N_("Decision"), lambda x: x.decision, (180, 180), grow=2),
        Column("number", N_("Number"), lambda x: x.number, (146, 146), weight=500),
        Column("state", N_("State"), lambda x: x.state, (170, 170), grow=2),
        Column("printed", N_("Printed"), lambda x: x.printed, (140, 140), tone="quiet"),
    ]  # fmt: skip
