"""What may be chosen about a paper, where it applies: whom it is for, how many blank rows."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services.papers.options import FOR_PEOPLE, WITH_BLANKS, Options
from workshopdesk.ui import live
from workshopdesk.ui.papers.presenter import ScreenState
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Field
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table, tick_column
from workshopdesk.ui.widgets.text import Label

EVERYONE, CHOSEN, UNIT = "all", "chosen", "unit:"
BLANKS = (0, 3, 6, 10, 15, 20, 30)
USUAL = 6
Person = tuple[UUID, str, str]


class OptionsLine(QWidget):
    """Tells when something was chosen; ``options`` is what a paper is made with."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: ScreenState | None = None
        self._chosen: frozenset[UUID] = frozenset()
        self.people, self.blanks = Choice(N_("For whom")), Choice(N_("Blank rows"))
        self.people.setMinimumWidth(210)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self._captions = [Label(tone="quiet"), Label(tone="quiet")]
        for caption, words, choice in zip(
            self._captions, (N_("For whom"), N_("Blank rows")), (self.people, self.blanks),
            strict=True,
        ):  # fmt: skip
            live.say(caption, caption.setText, words)
            line.addWidget(caption)
            line.addWidget(choice)
        line.addStretch(1)
        self.blanks.set_choices([(str(n), str(n)) for n in BLANKS], str(USUAL))
        self.people.activated.connect(lambda _n: self._people_chosen())
        self.blanks.activated.connect(lambda _n: self.changed.emit())
        live.follow(self, self._fill)

    @property
    def options(self) -> Options:
        """What is chosen."""
        key, only = str(self.people.currentData() or EVERYONE), None
        if self._state is not None and key.startswith(UNIT):
            only = self._state.of_unit(key.removeprefix(UNIT))
        elif key == CHOSEN:
            only = self._chosen
        blanks = int(self.blanks.currentData() or USUAL)
        return Options(only, None if blanks == USUAL else blanks)

    def show_for(self, kind: str) -> None:
        """Show what can be chosen for a kind of paper."""
        of_people, with_blanks = kind in FOR_PEOPLE, kind == WITH_BLANKS
        self.people.setVisible(of_people)
        self._captions[0].setVisible(of_people)
        self.blanks.setVisible(with_blanks)
        self._captions[1].setVisible(with_blanks)
        self.setVisible(of_people or with_blanks)

    def show_state(self, state: ScreenState, same_event: bool) -> None:
        """Another list; another event begins with everyone."""
        self._state = state
        if not same_event:
            self._chosen = frozenset()
            self.people.clear()
        self._fill()

    def choose_people(self, ids: Collection[UUID]) -> None:
        """These people only."""
        self._chosen = frozenset(ids)
        self._fill()
        self.people.choose(CHOSEN if ids else EVERYONE)
        self.changed.emit()

    def _fill(self) -> None:
        units = () if self._state is None else self._state.units()
        chosen = ngettext("%(n)d person chosen", "%(n)d people chosen", len(self._chosen))
        picked = chosen % {"n": len(self._chosen)} if self._chosen else _("Choose people…")
        choices = [(EVERYONE, _("Everyone")), (CHOSEN, picked)]
        choices += [(f"{UNIT}{unit}", unit) for unit in units]
        self.people.set_choices(choices, str(self.people.currentData() or EVERYONE))

    def _people_chosen(self) -> None:
        if self.people.currentData() != CHOSEN or self._state is None:
            self.changed.emit()
            return
        self.dialog = PeopleDialog(self._state.people, self._chosen, self)
        self.dialog.finished.connect(
            lambda done: self.choose_people(self.dialog.ids if done else self._chosen)
        )
        self.dialog.open()


class PeopleDialog(QDialog):
    """Everyone with a tick; ``ids`` are those ticked."""

    def __init__(self, people: Collection[Person], ticked: Collection[UUID], parent: QWidget):
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Choose people"))
        self.resize(560, 560)
        columns: list[Column[Person]] = [
            tick_column(),
            Column("name", N_("Name and surname"), lambda p: p[1], (200, 200), grow=2, weight=500),
            Column("unit", N_("Unit / organisation"), lambda p: p[2], (180, 180), grow=2),
        ]
        self.model: TableModel[Person] = TableModel(columns, key=lambda p: p[0])
        self.table = Table(self.model, N_("Participants"))
        search = Field(N_("Find a person"), N_("Name, unit or number"), "search")
        search.textChanged.connect(self.model.set_search)
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.table)
        take, cancel = Button(N_("Choose"), "check", "filled"), Button(N_("Cancel"))
        take.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(search)
        column.addWidget(card, 1)
        column.addLayout(row(None, cancel, take))
        self.model.set_rows(tuple(people))
        self.table.select_keys(set(ticked))

    @property
    def ids(self) -> frozenset[UUID]:
        """Who is ticked."""
        rows: list[Person] = self.table.selected_rows()
        return frozenset(one[0] for one in rows)
