"""The page of the history: what narrows it, the actions, and one action with before and after."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Sought
from workshopdesk.i18n import N_, _
from workshopdesk.services import history
from workshopdesk.ui import live
from workshopdesk.ui.desk import TOPICS, Desk, Place
from workshopdesk.ui.history import presenter
from workshopdesk.ui.history.presenter import Line, Part
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Saved
from workshopdesk.ui.widgets.frames import Card, Chip, clear, hairline, row, scroll
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph

_TURNS = {"undo": N_("Take back"), "redo": N_("Do again")}


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return HistoryRoom(desk)


class HistoryRoom(Room):
    """Every action, narrowed by event, person, author, computer and period.

    A place with an event shows that event's; ``focus`` "person:KEY" a person's, "record:KEY" what
    touched one record.
    """

    topics = frozenset(TOPICS)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.wanted = Sought()
        self.lines: tuple[Line, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(0)
        title = Label(role="title", weight=600)
        title.setFixedHeight(36)
        live.say(title, title.setText, N_("History"))
        self.said = Label(tone="quiet")
        column.addWidget(title)
        column.addWidget(self.said)
        column.addSpacing(12)
        column.addLayout(self._build_filters())
        column.addSpacing(12)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self._build_list(), 3)
        across.addWidget(self._build_action(), 2)
        column.addLayout(across, 1)

    def _build_filters(self) -> QHBoxLayout:
        self.of_event = Choice(N_("Event"))
        self.author = Choice(N_("Who"))
        self.device = Choice(N_("Computer"))
        for field, width in ((self.of_event, 280), (self.author, 150), (self.device, 160)):
            field.setFixedWidth(width)
            field.picked.connect(self._narrow)
        self.first = Saved(N_("From"), N_("From"))
        self.last = Saved(N_("To"), N_("To"))
        for day in (self.first, self.last):
            day.setFixedWidth(120)
            day.saved.connect(self._narrow)
        self.everything = Button(N_("Show everything"), "x", "quiet")
        self.everything.clicked.connect(self._widen)
        return row(
            self.of_event, self.author, self.device, self.first, self.last, self.everything, None
        )

    def _build_list(self) -> QWidget:
        columns: list[Column[Line]] = [
            Column("when", N_("When"), lambda a: a.when, (140, 170), sort=lambda a: a.did.at),
            Column("who", N_("Who"), lambda a: a.who, (90, 90)),
            Column("what", N_("What was done"), lambda a: a.what, (250, 250), weight=500, grow=1),
            Column("state", N_("Status"), lambda a: a.state, (84, 84), tone="quiet"),
        ]
        self.model: TableModel[Line] = TableModel(columns, key=lambda a: a.did.id)
        self.table = Table(self.model, N_("Actions"))
        self.table.chosen.connect(self._show_action)
        self.more = Button(N_("Show older ones"), "chevron-down", "quiet")
        self.more.clicked.connect(self._read_more)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.table, 1)
        card.column.addWidget(self.more)
        return card

    def _build_action(self) -> QWidget:
        card = Card(spacing=4)
        self.what = Paragraph(role="section", weight=600)
        self.when = Label(tone="quiet")
        self.turn = Button(N_("Take back"), "arrow-back-up")
        self.turn.clicked.connect(self._turn)
        card.column.addWidget(self.what)
        card.column.addWidget(self.when)
        card.column.addLayout(row(self.turn, None))
        card.column.addWidget(hairline())
        inside = QWidget()
        self.parts = QVBoxLayout(inside)
        self.parts.setContentsMargins(0, 4, 8, 4)
        self.parts.setSpacing(12)
        card.column.addWidget(scroll(inside, N_("What it changed")), 1)
        return card

    # What is wanted

    def enter(self, place: Place) -> None:
        """Come in: from an event's page to its own history, from elsewhere to all of it."""
        if place != self.place:
            self.wanted = Sought(event=place.event)
        super().enter(place)

    def load(self) -> None:
        """Offer what narrows the history, then read it."""
        with self.desk.store.read() as reader:
            offered = presenter.choices(reader)
        event, device = self.wanted.event, self.wanted.device
        self.of_event.set_choices(offered.events, str(event) if event else "")
        self.author.set_choices(offered.authors, self.wanted.author)
        self.device.set_choices(offered.devices, str(device) if device else "")
        self._read()

    def reveal(self, focus: str) -> None:
        """The history of one person or one record."""
        kind, _colon, key = focus.partition(":")
        self.wanted = Sought(person=UUID(key)) if kind == "person" else Sought(record=UUID(key))
        self.load()

    def _narrow(self) -> None:
        since, until = presenter.period(self.first.text(), self.last.text())
        for day, found in ((self.first, since), (self.last, until)):
            if day.text() and found is None:
                day.show_value("")
                self.desk.messages.error(
                    UserError(_("This is not a date"), _("Write it as 15/9/2025."))
                )
        event, device = self.of_event.currentData(), self.device.currentData()
        self.wanted = presenter.narrowed(
            self.wanted,
            event=UUID(event) if event else None,
            author=self.author.currentData() or "",
            device=UUID(device) if device else None,
            since=since,
            until=until,
        )
        self._read()

    def _widen(self) -> None:
        self.wanted = Sought()
        for field in (self.of_event, self.author, self.device):
            field.choose("")
        for day in (self.first, self.last):
            day.show_value("")
        self._read()

    # What is shown

    def _read(self) -> None:
        with self.desk.store.read() as reader:
            self.lines = presenter.read(reader, self.wanted)
            subject = presenter.subject(reader, self.wanted)
        whole = _("Everything anybody did, the newest first")
        self.said.setText(_("Of %(name)s") % {"name": subject} if subject else whole)
        self.everything.setVisible(self.wanted != Sought())
        self._show_lines(len(self.lines))

    def _read_more(self) -> None:
        with self.desk.store.read() as reader:
            older = presenter.read(reader, self.wanted, before=self.lines[-1].did.id)
        self.lines += older
        self._show_lines(len(older))

    def _show_lines(self, read: int) -> None:
        self.more.setVisible(read == history.PAGE)
        self.model.set_rows(self.lines)
        if self.lines and not self.table.selected_rows():
            self.table.selectRow(0)
        self._show_action()

    @property
    def action(self) -> Line | None:
        """The action now shown."""
        chosen: list[Line] = self.table.selected_rows()
        return chosen[0] if chosen else None

    def _show_action(self) -> None:
        line = self.action
        clear(self.parts)
        for shown in (self.what, self.when, self.turn):
            shown.setVisible(line is not None)
        if line is None:
            return
        self.what.set_text(line.what)
        self.when.setText(" · ".join(t for t in (line.when, line.who, line.device) if t))
        self.turn.setVisible(bool(line.turn))
        self.turn.set_words(_(_TURNS.get(line.turn, "")) if line.turn else "")
        with self.desk.store.read() as reader:
            parts = presenter.parts(reader, line.did)
        for part in parts:
            self.parts.addWidget(_record(part))
        more = presenter.left_out(line.did)
        if more:
            self.parts.addWidget(Label(more, tone="quiet"))
        self.parts.addStretch(1)

    def _turn(self) -> None:
        line = self.action
        if line is not None and line.turn:
            self.desk.turn(line.did, line.turn)


def _record(part: Part) -> QWidget:
    """A record: what it is and what happened to it, then each field before and after."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    chip = Chip(square=True)
    chip.set(part.verb, tone=part.tone)
    head = row(spacing=8)
    head.addWidget(Label(part.title, weight=600), 1)
    head.addWidget(chip)
    column.addLayout(head)
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for number, (label, before, after) in enumerate(part.rows):
        top = Qt.AlignmentFlag.AlignTop
        name = Label(label, role="caption", tone="quiet")
        name.setFixedWidth(132)
        grid.addWidget(name, number, 0, top)
        grid.addWidget(_change(before, after), number, 1, top)
    column.addLayout(grid)
    return made


def _change(before: str, after: str) -> QWidget:
    text = after if before == presenter.NOTHING else f"{before}  →  {after}"
    return Paragraph(text, role="caption")
