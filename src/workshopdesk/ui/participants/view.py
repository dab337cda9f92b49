"""The participants' page: add line, table, selection bar, totals; a list dropped is imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.registration import RegistrationState, Role
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import known_people, registrations
from workshopdesk.services.known_people import Offer
from workshopdesk.services.registrations import Changes
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.participants import cells, presenter
from workshopdesk.ui.participants.askline import AskLine
from workshopdesk.ui.participants.grouped import Grouped
from workshopdesk.ui.participants.mend import Mend
from workshopdesk.ui.participants.offers import Offers
from workshopdesk.ui.participants.presenter import Line, ScreenState
from workshopdesk.ui.participants.seats import SeatsDialog
from workshopdesk.ui.participants.totals import Totals
from workshopdesk.ui.returned import ReturnDialog, open_if_ours
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.tables import TableModel
from workshopdesk.ui.widgets.buttons import Button, MenuButton, icon_button
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import Card, Empty, hairline
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.table_memory import TableMemory
from workshopdesk.ui.widgets.text import Label

EMPTY_STATE = ScreenState((), (), (), (), (), ())
TOPICS = ("participants", "events")
MOST_OFFERED = 20


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return ParticipantsRoom(desk)


class _SelectionBar(QWidget):
    """What can be done with the people selected, and how many they are."""

    def __init__(self, room: ParticipantsRoom) -> None:
        super().__init__()
        self.setObjectName("selection")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(44)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        self.counted = Label(weight=600)
        self.role = MenuButton(room.fill_roles, N_("Role"))
        self.organisation = MenuButton(room.fill_organisations, N_("Organisation"))
        self.province = MenuButton(room.fill_provinces, N_("Province"))
        self.remove = Button(N_("Remove"), "trash", "danger")
        self.clear = Button(N_("Clear"), "x", "quiet")
        line.addWidget(self.counted, 1)
        for part in (self.role, self.organisation, self.province, self.remove, self.clear):
            line.addWidget(part)
        self.hide()


class ParticipantsRoom(EventRoom):
    """The list of one event."""

    topics = frozenset(TOPICS)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Form groups"), "groups")
        self.state = EMPTY_STATE
        self.model: TableModel[Line] = TableModel(
            cells.columns(lambda: self.state, self.change), key=lambda line: line.id
        )
        self.table = Table(self.model, N_("Participants"))
        self.totals = Totals()
        self.grouped = Grouped(self)
        self.selection = _SelectionBar(self)
        self.mend = Mend(self.table)
        self._memory = TableMemory(desk.memory, "participants", self.table)
        self._build_toolbar()
        self._build_page()
        self._connect()

    def _build_toolbar(self) -> None:
        self.new_name = Field(
            N_("Name to add"), N_("Type a name to add"), "user-plus", key="Ctrl+N"
        )
        self.new_name.setFixedWidth(264)
        self.offers = Offers(self.new_name, self._find_known, self)
        self.add_button = Button(N_("Add"), "plus", "filled")
        self.import_button = Button(N_("Import"), "file-import")
        self.paste_button = Button(N_("Paste"), "copy", tip=N_("Rows copied in Excel (Ctrl+V)"))
        self.seats_button = icon_button("users", N_("Keep seats for a unit"), "plain")
        self.problems = Button(N_("Problems"), "alert-triangle", "danger")
        self.filter_button = Button(N_("Filter"), "filter")
        self.columns_button = MenuButton(self._fill_columns, N_("Columns"), "columns")
        for part in (
            self.new_name, self.add_button, self.import_button, self.paste_button,
            self.seats_button,
        ):  # fmt: skip
            self.toolbar.addWidget(part)
        self.toolbar.addStretch(1)
        for part in (self.problems, self.filter_button, self.columns_button):
            self.toolbar.addWidget(part)

    def _build_page(self) -> None:
        self.card = Card(margin=0, spacing=0)
        self.card.column.setContentsMargins(1, 1, 1, 1)
        first = Button(N_("Import a list"), "file-import", "filled")
        first.clicked.connect(self.choose_file)
        typed = Button(N_("or type the first name"), kind="link")
        typed.clicked.connect(self.add)
        self.empty = Empty(N_("Nobody is on the list yet"), first, typed)
        for part, stretch in (
            (self.table, 1), (self.empty, 1), (self.selection, 0), (hairline(), 0),
            (self.totals, 0),
        ):  # fmt: skip
            self.card.column.addWidget(part, stretch)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.set_content(holder)

    def _connect(self) -> None:
        self.offers.taken.connect(self._add_offered)
        self.seats_button.clicked.connect(self.keep_seats)
        self.totals.wanted.connect(self._show_grouped)
        self.add_button.clicked.connect(self._add_typed)
        self.import_button.clicked.connect(self.choose_file)
        self.paste_button.clicked.connect(self.paste)
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        pasting.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pasting.activated.connect(self.paste)
        self.problems.clicked.connect(self._next_problem)
        self.filter_button.clicked.connect(lambda: self._filter(not self.table.filters_open))
        self.table.chosen.connect(self._show_selection)
        self.model.counted.connect(self._show_totals)
        self.table.clicked.connect(self._cell_clicked)
        self.mend.wanted.connect(self._mend)
        self.selection.clear.clicked.connect(self.table.clearSelection)
        self.selection.remove.clicked.connect(self._remove)
        live.follow(self, self._show_selection)

    # Reading

    def load(self) -> None:
        """Read the list and show it."""
        with self.desk.store.read() as reader:
            self.render_state(presenter.read(reader, self.event_id))

    def render_state(self, state: ScreenState) -> None:
        """Show a state."""
        self.state = state
        self.mend.hide()
        self.model.set_rows(state.lines)
        self.table.refill_filters()
        self.table.setVisible(bool(state.lines))
        self.totals.setVisible(bool(state.lines))
        self.empty.setVisible(not state.lines)
        number = len(state.problems)
        self.problems.setVisible(number > 0)
        self.problems.set_words(_("Problems %(n)d") % {"n": number})

    def reveal(self, focus: str) -> None:
        """A person of the list; or a file to be imported ("import:PATH")."""
        kind, _colon, rest = focus.partition(":")
        if kind == "import":
            self.import_file(Path(rest))
        elif kind == "returned":
            self._show_returned(Path(rest))
        elif kind == "choose-file":
            self.choose_file()
        elif kind == "problems":
            self._next_problem()
        elif kind == "unknown-sex":
            unknown = {line.id for line in self.state.lines if line.row.sex is None}
            self.table.select_keys(unknown)
        elif kind == "unknown-province":
            self.table.select_keys({x.id for x in self.state.lines if x.row.province is None})
        else:
            number = self.model.number_of(UUID(focus))
            if number is not None:
                self.table.selectRow(number)

    def _show_totals(self) -> None:
        shown = self.model.visible
        caption = _("Shown") if len(shown) < len(self.model.all_rows) else _("Total")
        self.totals.show_totals(
            caption,
            presenter.count(shown),
            (presenter.totals(shown, "role"), presenter.totals(shown, "province")),
        )

    def _show_grouped(self) -> None:
        shown = self.model.visible
        blocks = [presenter.totals(shown, by) for by in ("role", "organisation_type", "province")]
        self.grouped.show_over(self.totals, blocks)

    def _show_selection(self) -> None:
        chosen: list[Line] = self.table.selected_rows()
        self.selection.setVisible(bool(chosen))
        said = _("Selected: %(people)s") % {"people": presenter.count(chosen)}
        self.selection.counted.setText(said)

    # Writing

    def add(self) -> None:
        """Ctrl+N: the caret into the name field."""
        self.new_name.setFocus()

    def _find_known(self, text: str) -> tuple[Offer, ...]:
        listed = {line.row.person_id for line in self.state.lines}
        with self.desk.store.read() as reader:
            return known_people.offers(reader, listed, text)

    def _add_typed(self) -> None:
        self._add_offered(None)

    def _add_offered(self, offer: Offer | None) -> None:
        """Add a known person, or without one a new person by the typed name."""
        name = self.new_name.text().strip() if offer is None else offer.name
        if not name:
            self.new_name.setFocus()
            return
        person_id = None if offer is None else offer.person_id
        added = self.desk.write(
            lambda: registrations.add_participant(
                self.desk.store, self.event_id, name, person_id=person_id
            ),
            *TOPICS,
            said=_("Added %(name)s") % {"name": name},
        )
        if added is not None:
            self.new_name.clear()
            self.table.scrollToBottom()

    def keep_seats(self) -> None:
        """Ask for a unit and keep seats for its people."""
        self.seats = SeatsDialog(self.state.organisations, self.state.roles, self)
        self.seats.wanted.connect(self._keep_seats)
        self.seats.open()

    def _keep_seats(self, unit: str, number: int, role: str) -> None:
        kept = self.desk.write(
            lambda: registrations.promise_seats(
                self.desk.store, self.event_id, unit, number, Role(role)
            ),
            *TOPICS,
            said=ngettext("%(n)d seat kept", "%(n)d seats kept", number) % {"n": number},
        )
        if kept is not None:
            self.seats.accept()
            self.table.scrollToBottom()

    def change(self, line: Line, key: str, text: str) -> None:
        """A cell was edited: one field of one person."""
        try:
            changes = cells.changes_of(key, text, self.state)
        except UserError as refusal:
            self.desk.messages.error(refusal)
            return
        self._change([line], changes)

    def _change(self, lines: list[Line], changes: Changes) -> None:
        self.desk.write(
            lambda: registrations.change_participants(
                self.desk.store, [line.id for line in lines], changes
            ),
            *TOPICS,
            said=_("Changed: %(people)s") % {"people": presenter.count(lines)},
        )

    def _change_selected(self, changes: Changes) -> None:
        self._change(self.table.selected_rows(), changes)

    def _set_state(self, ids: list[UUID], state: RegistrationState) -> int:
        return registrations.change_participants(self.desk.store, ids, Changes(state=state))

    def _remove(self) -> None:
        lines: list[Line] = self.table.selected_rows()
        ids = [line.id for line in lines]
        self.table.clearSelection()
        self.desk.write(
            lambda: self._set_state(ids, RegistrationState.CANCELLED),
            *TOPICS,
            said=_("Taken off the list: %(people)s") % {"people": presenter.count(lines)},
        )

    def fill_roles(self, menu: QMenu) -> None:
        """The roles, for the selection bar."""
        for code, name in self.state.roles:
            menu.addAction(name).triggered.connect(
                lambda _c=False, c=code: self._change_selected(Changes(role=Role(c)))
            )

    def fill_organisations(self, menu: QMenu) -> None:
        """The organisations on this list, or any other by name, for the selection bar."""
        for name in self.state.organisations[:MOST_OFFERED]:
            menu.addAction(name).triggered.connect(
                lambda _c=False, n=name: self._change_selected(Changes(organisation=n))
            )
        menu.addSeparator()
        menu.addAction(_("Another organisation…")).triggered.connect(self._ask_organisation)

    def _ask_organisation(self) -> None:
        """One line with completion, for all who are selected."""
        self.asked = AskLine(
            N_("Organisation of the people selected"), self.state.organisations, self
        )
        self.asked.told.connect(lambda name: self._change_selected(Changes(organisation=name)))
        self.asked.open()

    def fill_provinces(self, menu: QMenu) -> None:
        """Every province, for the selection bar."""
        for code, name in self.state.provinces:
            menu.addAction(name).triggered.connect(
                lambda _c=False, c=code: self._change_selected(Changes(province=c))
            )

    # Problems, filters, columns

    def _cell_clicked(self, index: Any) -> None:
        line = self.model.row_at(index.row())
        if self.model.columns[index.column()].key == "province" and line.problem:
            self._show_problem(line)

    def _show_problem(self, line: Line) -> None:
        number = self.model.number_of(line.id)
        if number is None:
            return
        section = next(n for n, c in enumerate(self.model.columns) if c.key == "province")
        index = self.model.index(number, section)
        self.table.scrollTo(index)
        cell = self.table.visualRect(index)
        self.mend.show_for(line, self.table.viewport().mapTo(self.table, cell.topLeft()), cell)

    def _next_problem(self) -> None:
        if self.state.problems:
            self._show_problem(self.state.problems[0])

    def _mend(self, line: Line) -> None:
        self._change([line], Changes(province=line.right_province))

    def start_search(self) -> None:
        """Ctrl+F: the filter row."""
        self._filter(True)

    def _filter(self, opened: bool) -> None:
        self.table.open_filters(opened)
        self.filter_button.set_kind("pressed" if opened else "plain")

    def _fill_columns(self, menu: QMenu) -> None:
        for section, column in enumerate(self.model.columns):
            if not column.title or column.key == "name":
                continue
            action = menu.addAction(_(column.title))
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(section))
            action.toggled.connect(lambda on, s=section: self._show_column(s, on))

    def _show_column(self, section: int, shown: bool) -> None:
        self.table.setColumnHidden(section, not shown)
        self.table.fit_columns()
        self._memory.keep()

    # Import

    def choose_file(self) -> None:
        """Ask for a list, then show what it holds."""
        path, _filter = QFileDialog.getOpenFileName(
            self,
            _("Import a list"),
            "",
            _("Lists") + " (*.xlsx *.xls *.ods *.csv *.tsv *.txt)",
        )
        if path:
            self.import_file(Path(path))

    def import_file(self, path: Path) -> None:
        """Show what a list would change; nothing is written before that is confirmed.

        A list of ours that comes back is known again; any other is imported.
        """
        open_if_ours(
            self.desk, path, lambda: self._show_returned(path), lambda: self._preview(path)
        )

    def _show_returned(self, path: Path) -> None:
        self.returned = ReturnDialog(self.desk, self.event_id, path, self)
        self.returned.open()
        self.returned.read()

    def paste(self) -> None:
        """Show what rows copied in a spreadsheet would become, with the same care as a file."""
        text = QApplication.clipboard().text()
        if not text.strip():
            refusal = UserError(
                _("There is nothing to paste"), _("Copy the rows in Excel, then paste them here.")
            )
            self.desk.messages.error(refusal)
            return
        self._preview(text)

    def _preview(self, source: Path | str) -> None:
        from workshopdesk.ui.participants.importing import ImportDialog

        self.dialog = ImportDialog(self.desk, self.event_id, source, self)
        self.dialog.open()
        self.dialog.read()
