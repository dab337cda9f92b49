"""The invitations page: units with their seats, letters printed and sent, answers followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.invitation import Answer, Invitation
from workshopdesk.domain.registration import Role
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.services import invitations
from workshopdesk.services.registrations import MOST_SEATS
from workshopdesk.ui import words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.invitations import presenter
from workshopdesk.ui.invitations.basis import BasisDialog
from workshopdesk.ui.invitations.numbering import NumberDialog
from workshopdesk.ui.invitations.pasting import PasteDialog
from workshopdesk.ui.invitations.presenter import ANSWERS, ScreenState
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button, MenuButton
from workshopdesk.ui.widgets.fields import Choice, Field, suggest
from workshopdesk.ui.widgets.frames import Card, Empty, row
from workshopdesk.ui.widgets.table import Table, tick_column
from workshopdesk.ui.widgets.text import Label

TOPICS = ("invitations",)


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return InvitationsRoom(desk)


class InvitationsRoom(EventRoom):
    """One line a letter; what is typed in its cells is kept at once."""

    topics = frozenset(("events", "invitations", "participants", "organisations", "agenda"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state: ScreenState | None = None
        self.model: TableModel[Invitation] = TableModel(self._columns(), key=lambda x: x.id)
        self.table = Table(self.model, N_("Invitations"))
        self._build_toolbar()
        self._build_page()
        self.table.chosen.connect(self._show_buttons)
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        pasting.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pasting.activated.connect(self.paste)

    def _build_toolbar(self) -> None:
        self.unit = Field(N_("Unit to invite"), N_("Type a unit to invite"), "plus", key="Ctrl+N")
        self.unit.setFixedWidth(264)
        self.seats = Field(N_("Seats"))
        self.seats.setText("1")
        self.seats.setFixedWidth(48)
        self.role = Choice(N_("Role"))
        self.role.setFixedWidth(130)
        self.invite = Button(N_("Invite"), "plus", "filled")
        self.paste_button = Button(N_("Paste"), "copy", tip=N_("Rows copied in Excel (Ctrl+V)"))
        self.basis = Button(N_("Basis…"), tip=N_("What the event rests on, as letters say it"))
        self.letters = Button(N_("Letters"), "printer", tip=N_("Look at the letters, print them"))
        self.unit.returnPressed.connect(self._invite)
        self.seats.returnPressed.connect(self._invite)
        self.invite.clicked.connect(self._invite)
        self.paste_button.clicked.connect(self.paste)
        self.basis.clicked.connect(self.ask_basis)
        self.letters.clicked.connect(lambda: self.desk.go("papers", self.event_id, "invitations"))
        for part in (self.unit, self.seats, self.role, self.invite, self.paste_button):
            self.toolbar.addWidget(part)
        self.toolbar.addStretch(1)
        for part in (self.basis, self.letters):
            self.toolbar.addWidget(part)

    def _build_page(self) -> None:
        self.said = Label(tone="quiet")
        self.number = Button(N_("Number them"), "list-numbers")
        self.sent = Button(N_("Mark as sent"), "mail")
        self.keep = Button(N_("Keep seats"), "users", "outline")
        self.answered = MenuButton(self._fill_answers, N_("Answer"))
        self.withdraw = Button(N_("Withdraw"), "trash", "danger")
        self.number.clicked.connect(self.ask_number)
        self.sent.clicked.connect(self._mark_sent)
        self.keep.clicked.connect(self._keep_seats)
        self.withdraw.clicked.connect(self._withdraw)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.bar = QWidget()
        bar = row(spacing=8)
        bar.addWidget(self.said, 1)
        for button in (self.withdraw, self.answered, self.number, self.sent, self.keep):
            bar.addWidget(button)
        self.bar.setLayout(bar)
        column.addWidget(self.bar)
        self.card = Card(margin=0)
        self.card.column.setContentsMargins(1, 1, 1, 1)
        self.card.column.addWidget(self.table)
        first = Button(N_("Type a unit to invite"), "plus", "filled")
        first.clicked.connect(self.add)
        typed = Button(N_("or paste a list of units"), kind="link")
        typed.clicked.connect(self.paste)
        self.empty = Empty(N_("Nobody is invited yet"), first, typed)
        column.addWidget(self.card, 1)
        column.addWidget(self.empty, 1)
        self.set_content(page)

    def _columns(self) -> list[Column[Invitation]]:
        return [
            tick_column(),
            Column("number", N_("Number"), lambda x: x.number, (110, 110),
                   edit=lambda x, text: self._change(x, number=text)),
            Column("unit", N_("Unit / organisation"), lambda x: x.name(screen_language()),
                   (220, 220), weight=500, grow=3,
                   other_texts=lambda x: f"{x.organisation_lo} {x.organisation_en}"),
            Column("seats", N_("Seats"), lambda x: str(x.seats), (104, 64), right=True,
                   sort=lambda x: x.seats, edit=self._edit_seats, filtered=False),
            Column("role", N_("Role"), self._role, (100, 110), edit=self._edit_role,
                   suggestions=self._roles, choices=True),
            Column("sent", N_("Sent"), lambda x: words.day(x.sent_on) if x.sent_on else "",
                   (108, 132), sort=lambda x: x.sent_on or date.min, filtered=False),
            Column("answer", N_("Answer"), presenter.answer, (170, 190), choices=True),
            Column("kept", N_("On the list"), lambda x: str(x.kept), (84, 84), right=True,
                   sort=lambda x: x.kept, filtered=False, tone="quiet"),
            Column("named", N_("Named"), lambda x: f"{x.named} / {x.seats}", (72, 76), right=True,
                   sort=lambda x: x.named, filtered=False),
            Column("note", N_("Note"), lambda x: x.note, (90, 90), grow=2, tone="quiet",
                   edit=lambda x, text: self._change(x, note=text)),
        ]  # fmt: skip

    # Reading

    def load(self) -> None:
        """Read the letters and show them."""
        with self.desk.store.read() as reader:
            self.state = state = presenter.read(reader, self.event_id)
        self.role.set_choices(state.roles, self.role.currentData() or str(Role.PARTICIPANT))
        suggest(self.unit, state.units)
        self.model.set_rows(state.letters)
        self.table.refill_filters()
        self.said.setText(presenter.said(state))
        for part in (self.card, self.bar, self.letters):
            part.setVisible(bool(state.letters))
        self.empty.setVisible(not state.letters)
        self._show_buttons()

    def _show_buttons(self) -> None:
        state = self.state
        if state is None:
            return
        chosen = self._chosen()
        unsent = sum(1 for x in chosen or state.letters if x.sent_on is None)
        self.sent.setVisible(unsent > 0)
        self.sent.set_words(_("Mark %(n)d as sent") % {"n": unsent})
        missing = sum(x.missing for x in state.missing if not chosen or x in chosen)
        self.keep.setVisible(missing > 0)
        seats = ngettext("Keep %(n)d seat", "Keep %(n)d seats", missing) % {"n": missing}
        self.keep.set_words(seats)
        self.number.setVisible(any(not x.number for x in state.letters))
        for button in (self.answered, self.withdraw):
            button.setVisible(bool(chosen))

    def _chosen(self) -> list[Invitation]:
        return self.table.selected_rows()

    def _role(self, one: Invitation) -> str:
        return dict(self.state.roles).get(one.role, one.role) if self.state else ""

    def _roles(self) -> list[str]:
        return [name for _code, name in self.state.roles] if self.state else []

    def add(self) -> None:
        """Ctrl+N: into the field of the unit."""
        self.unit.setFocus()

    def start_search(self) -> None:
        """Ctrl+F: the filter row."""
        self.table.open_filters(not self.table.filters_open)

    # Writing

    def _write(self, verb: Callable[[], object], said: str, *more: str) -> object:
        return self.desk.write(verb, *TOPICS, *more, said=said)

    @property
    def _code(self) -> str:
        return self.state.event.code if self.state else ""

    def _invite(self) -> None:
        seats, unit, code = _number(self.seats.text()), self.unit.text(), self._code
        role = self.role.currentData()
        invited = self._write(
            lambda: invitations.invite(self.desk.store, code, unit, seats, role=role),
            _("Invited %(unit)s") % {"unit": unit.strip()},
        )
        if invited is not None:
            self.unit.clear()
            self.unit.setFocus()

    def _change(self, one: Invitation, **changes: str) -> None:
        self._write(
            lambda: invitations.change(self.desk.store, one.id, **changes),  # type: ignore[arg-type]  # texts alone
            _("Saved"),
        )

    def _edit_seats(self, one: Invitation, text: str) -> None:
        seats = _number(text)
        self._write(lambda: invitations.change(self.desk.store, one.id, seats=seats), _("Saved"))

    def _edit_role(self, one: Invitation, text: str) -> None:
        codes = {name: code for code, name in self.state.roles} if self.state else {}
        if text in codes:
            self._change(one, role=codes[text])

    def _fill_answers(self, menu: QMenu) -> None:
        for said, name in ANSWERS.items():
            menu.addAction(_(name)).triggered.connect(lambda _on=False, s=said: self._answer(s))

    def _answer(self, said: Answer) -> None:
        ids, store, day = [x.id for x in self._chosen()], self.desk.store, self._today()
        self._write(lambda: invitations.answer(store, ids, said, day), _("Answer noted"))

    def _today(self) -> date:
        return self.desk.store.origin.now().date()

    def _mark_sent(self) -> None:
        ids = {x.id for x in self._chosen()} or None
        code, day = self._code, self._today()
        self._write(
            lambda: invitations.mark_sent(self.desk.store, code, day, ids), _("Marked as sent")
        )

    def _keep_seats(self) -> None:
        state = self.state
        if state is None:
            return
        chosen = self._chosen()
        ids = {x.id for x in state.missing if not chosen or x in chosen}
        seats = sum(x.missing for x in state.missing if x.id in ids)
        said = ngettext("%(n)d seat kept", "%(n)d seats kept", seats) % {"n": seats}
        code = state.event.code
        self._write(
            lambda: invitations.keep_seats(self.desk.store, code, ids), said, "participants"
        )

    def _withdraw(self) -> None:
        ids = [x.id for x in self._chosen()]
        self.table.clearSelection()
        self._write(lambda: invitations.withdraw(self.desk.store, *ids), _("Withdrawn"))

    def ask_number(self) -> None:
        """The first letter's number; the others count on."""
        self.asked = NumberDialog(self)
        self.asked.told.connect(self._number)
        self.asked.open()

    def _number(self, first: str) -> None:
        code = self._code
        self._write(lambda: invitations.number_letters(self.desk.store, code, first), _("Numbered"))

    def ask_basis(self) -> None:
        """What the event rests on."""
        if self.state is None:
            return
        code = self._code
        self.asked_basis = BasisDialog(self.state.basis, self)
        self.asked_basis.told.connect(
            lambda lao, english: self._write(
                lambda: invitations.set_basis(self.desk.store, code, lao, english), _("Saved")
            )
        )
        self.asked_basis.open()

    def paste(self) -> None:
        """Show which units rows copied elsewhere name."""
        try:
            units = invitations.read_pasted(QApplication.clipboard().text())
        except UserError as error:
            self.desk.messages.error(error)
            return
        self.pasting = PasteDialog(units, self.state.letters if self.state else (), self)
        self.pasting.told.connect(self._invite_pasted)
        self.pasting.open()

    def _invite_pasted(self, units: tuple[invitations.PastedUnit, ...]) -> None:
        code = self._code
        said = ngettext("%(n)d unit invited", "%(n)d units invited", len(units))
        self._write(
            lambda: invitations.invite_pasted(self.desk.store, code, units),
            said % {"n": len(units)},
        )


def _number(text: str) -> int:
    """Seats as typed; what is no number is none, which is refused in words."""
    typed = text.strip()
    return int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST_SEATS)) else 0
