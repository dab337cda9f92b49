"""The page of pairs: a list at the left, the two people side by side, three answers."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import people
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.duplicates import presenter
from workshopdesk.ui.duplicates.presenter import Offered, Side
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, Chip, Empty, clear, hairline, row, scroll
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph

TOPICS = ("people", "participants", "events")
FIRST, SECOND = 0, 1


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return DuplicatesRoom(desk)


class DuplicatesRoom(Room):
    """Reviews one pair after another."""

    topics = frozenset(("people", "participants"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.offers: tuple[Offered, ...] = ()
        self._later: list[tuple[UUID, UUID]] = []
        self._answered: Callable[[Offered], bool] | None = None
        self._job: Handle | None = None
        self.picks: dict[str, QButtonGroup] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(0)
        title = Label(role="title", weight=600)
        title.setFixedHeight(36)
        live.say(title, title.setText, N_("People entered twice"))
        self.said = Label(tone="quiet")
        column.addWidget(title)
        column.addWidget(self.said)
        column.addSpacing(12)
        self.empty = Empty(N_("Nobody seems to be entered twice"), None)
        self.empty.hide()
        self._page = QWidget()
        across = QHBoxLayout(self._page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self._build_list(), 2)
        across.addWidget(self._build_pair(), 3)
        column.addWidget(self._page, 1)
        column.addWidget(self.empty, 1)

    def _build_list(self) -> QWidget:
        columns: list[Column[Offered]] = [
            Column("names", N_("Names"), lambda o: o.names, (280, 280), weight=500, grow=1),
            Column("likely", N_("How likely"), lambda o: o.likely, (84, 84), right=True),
        ]
        self.model: TableModel[Offered] = TableModel(columns, key=lambda o: o.key)
        self.table = Table(self.model, N_("Pairs to review"))
        self.table.chosen.connect(self._show_pair)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.table)
        return card

    def _build_pair(self) -> QWidget:
        card = Card(spacing=8)
        self._reasons = row(spacing=6)
        card.column.addLayout(self._reasons)
        card.column.addWidget(hairline())
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        holder.addLayout(self._grid)
        holder.addStretch(1)
        card.column.addWidget(scroll(inside, N_("Side by side")), 1)
        note = Paragraph(role="caption", tone="quiet")
        live.say(note, note.set_text, N_("All phones, events and certificates are kept."))
        card.column.addWidget(note)
        self.same = Button(N_("The same person"), "check", "filled")
        self.different = Button(N_("Not the same"), "x")
        self.later = Button(N_("Later"), "clock", "quiet")
        card.column.addLayout(row(self.same, self.different, self.later, None))
        for button, key in (
            (self.same, "Ctrl+M"), (self.different, "Ctrl+D"), (self.later, "Ctrl+L"),
        ):  # fmt: skip
            pressed = QShortcut(QKeySequence(key), self)  # a button's own goes with its words
            pressed.activated.connect(button.click)
            button.setToolTip(pressed.key().toString(QKeySequence.SequenceFormat.NativeText))
        self.same.clicked.connect(self._merge)
        self.different.clicked.connect(self._tell_apart)
        self.later.clicked.connect(self._postpone)
        return card

    # Reading

    def load(self) -> None:
        """Compare everyone, away from the window's thread; an answer only shortens the list."""
        answered, self._answered = self._answered, None
        if answered is not None:
            self.show_offers(tuple(o for o in self.offers if not answered(o)))
            return
        if self._job is not None:
            self._job.cancel()
        store = self.desk.store
        self.said.setText(_("Comparing people"))
        self._job = self.desk.tasks.run(
            lambda progress: presenter.read(store, progress),
            self.show_offers,
            self.desk.messages.error,
            _("Comparing people"),
        )

    def show_offers(self, offers: tuple[Offered, ...]) -> None:
        """Show the pairs; those put off come last."""
        late = {key: place for place, key in enumerate(self._later)}
        self.offers = tuple(sorted(offers, key=lambda o: late.get(o.key, -1)))
        number = self.table.currentIndex().row()
        self.model.set_rows(self.offers)
        count = len(self.offers)
        self.said.setText(
            ngettext("%(n)d pair to review", "%(n)d pairs to review", count) % {"n": count}
        )
        self._page.setVisible(count > 0)
        self.empty.setVisible(count == 0)
        if count and not self.table.selected_rows():
            self.table.selectRow(min(max(number, 0), count - 1))
        self._show_pair()

    @property
    def pair(self) -> Offered | None:
        """The pair in hand."""
        chosen: list[Offered] = self.table.selected_rows()
        return chosen[0] if chosen else None

    def _show_pair(self) -> None:
        pair = self.pair
        clear(self._reasons)
        clear(self._grid)
        self.picks = {}
        for button in (self.same, self.different, self.later):
            button.setEnabled(pair is not None)
        if pair is None:
            return
        for reason in pair.reasons[:4]:
            chip = Chip()
            chip.set(reason)
            self._reasons.addWidget(chip)
        self._reasons.addStretch(1)
        for number, side in enumerate(pair.sides):
            self._add_side(number, side)
        self._add_plain(len(pair.sides), Side("phone", _("Phone"), *pair.phones))

    def _add_side(self, number: int, side: Side) -> None:
        if not side.choice:
            self._add_plain(number, side)
            return
        self._add_label(number, side.label)
        group = QButtonGroup(self)
        for place, text in ((FIRST, side.first), (SECOND, side.second)):
            button = Button()
            button.set_words(text)
            button.setAccessibleName(f"{side.label}: {text}")
            button.setStyleSheet("text-align: left;")
            button.setCheckable(True)
            button.setChecked(place == FIRST)
            button.toggled.connect(lambda on, b=button: b.set_kind("pressed" if on else "plain"))
            button.set_kind("pressed" if place == FIRST else "plain")
            group.addButton(button, place)
            self._grid.addWidget(button, number, place + 1)
        self.picks[side.key] = group

    def _add_plain(self, number: int, side: Side) -> None:
        self._add_label(number, side.label)
        for place, text in ((1, side.first), (2, side.second)):
            said = Label(text or "–", tone="text" if text else "quiet")
            said.setFixedHeight(32)
            self._grid.addLayout(row(12, said, spacing=0), number, place)

    def _add_label(self, number: int, text: str) -> None:
        label = Label(text, role="caption", tone="quiet")
        label.setFixedHeight(32)
        self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)

    # Answers

    def _merge(self) -> None:
        pair = self.pair
        if pair is None:
            return
        keep, other = pair.key
        taken = [key for key, group in self.picks.items() if group.checkedId() == SECOND]
        fields = presenter.stored_fields(taken)
        self._answer(
            lambda: people.merge(self.desk.store, keep, other, fields),
            lambda o: o.concerns(other) or o.key == pair.key,
            _("One person: %(names)s") % {"names": pair.names},
        )

    def _tell_apart(self) -> None:
        pair = self.pair
        if pair is None:
            return
        self._answer(
            lambda: people.not_same(self.desk.store, *pair.key),
            lambda o: o.key == pair.key,
            _("Two people: %(names)s") % {"names": pair.names},
        )

    def _answer(self, verb: Callable[[], None], gone: Callable[[Offered], bool], said: str) -> None:
        """Write an answer; the pairs it settles go without comparing everyone anew."""

        def answer() -> None:
            verb()
            self._answered = gone

        self.desk.write(answer, *TOPICS, said=said)

    def _postpone(self) -> None:
        pair = self.pair
        if pair is None:
            return
        if pair.key in self._later:
            self._later.remove(pair.key)
        self._later.append(pair.key)
        self.table.clearSelection()
        self.show_offers(self.offers)
