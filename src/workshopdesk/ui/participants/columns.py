"""Which column of a list says what: as guessed, set right from a menu, or said to be nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from string import ascii_uppercase
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui.widgets.buttons import MenuButton
from workshopdesk.ui.widgets.frames import clear

if TYPE_CHECKING:  # reading lists loads much; it is imported when a list is read
    from workshopdesk.exchange.columns import ColumnGuess

FIELDS = {
    "name": N_("Name and surname"), "given_name": N_("Name"), "surname": N_("Surname"),
    "honorific": N_("Honorific"), "name_latin": N_("Name in Latin letters"),
    "surname_latin": N_("Surname in Latin letters"), "sex": N_("Sex"),
    "sex_female": N_("Female"), "sex_male": N_("Male"), "role": N_("Role"),
    "position": N_("Position"), "organisation": N_("Unit / organisation"),
    "district": N_("District"), "province": N_("Province"), "village": N_("Village"),
    "place": N_("Place"), "phone": N_("Phone"), "email": N_("E-mail"),
    "birth_year": N_("Year of birth"), "birth_date": N_("Date of birth"), "age": N_("Age"),
    "serial": N_("No."),
}  # fmt: skip
"""What a column can say, in the order offered."""
SURE = 0.8
IGNORED = "ignored"  # what exchange calls columns that hold nothing of use
_ACROSS = 6
_LEAST_LETTERS = 12


class ColumnsBar(QWidget):
    """A button for each column understood; ``remapped`` tells {field: column} as now wanted."""

    remapped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._columns: dict[str, str] = {}
        self._ignored: tuple[str, ...] = ()
        self.buttons: dict[str, MenuButton] = {}

    def show_columns(
        self,
        columns: Mapping[str, ColumnGuess],
        unknown: Mapping[str, str] | None = None,
        ignored: Sequence[str] = (),
    ) -> None:
        """Show what each column was taken for; what is not sure or not understood stands out.

        ``unknown`` are headings by the column's letters, ``ignored`` letters.
        """
        clear(self._grid)
        self._columns = {field: guess.column for field, guess in columns.items()}
        self._ignored = tuple(ignored)
        self.buttons = {}
        for field, guess in columns.items():
            words = f"{guess.column}: {_(FIELDS.get(field, field))}"
            self.buttons[field] = self._button(guess.column, words, guess.confidence >= SURE)
        for letters, heading in (unknown or {}).items():
            words = f"{letters}: {heading or '…'} · {_('Column not understood')}"
            self.buttons[letters] = self._button(letters, words, sure=False)
        for letters in ignored:
            words = f"{letters}: {_('Ignore this column')}"
            self.buttons[letters] = self._button(letters, words, sure=True, icon="minus")
        another = MenuButton(self._offer_columns, N_("Another column"), "plus", "quiet")
        for place, button in enumerate([*self.buttons.values(), another]):
            self._grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        self._grid.setColumnStretch(_ACROSS, 1)

    def _button(self, column: str, words: str, sure: bool, icon: str = "check") -> MenuButton:
        button = MenuButton(
            partial(self._offer_fields, column=column),
            icon=icon if sure else "alert-triangle",
            kind="plain" if sure else "warning",
        )
        button.set_words(words)
        return button

    def _offer_columns(self, menu: QMenu) -> None:
        """Columns not understood, by their letters, each with what it could say."""
        used = set(self._columns.values())
        last = max((ascii_uppercase.find(c) for c in used), default=0) + 4
        for letter in ascii_uppercase[: max(last, _LEAST_LETTERS)]:
            if letter not in used:
                self._offer_fields(menu.addMenu(letter), letter)

    def _offer_fields(self, menu: QMenu, column: str) -> None:
        nothing = menu.addAction(_("Ignore this column"))
        nothing.setCheckable(True)
        nothing.setChecked(column in self._ignored)
        nothing.triggered.connect(lambda: self.ignore(column))
        menu.addSeparator()
        for field, name in FIELDS.items():
            action = menu.addAction(_(name))
            action.setCheckable(True)
            action.setChecked(self._columns.get(field) == column)
            action.triggered.connect(lambda _c=False, f=field: self.take(f, column))

    def take(self, field: str, column: str) -> None:
        """A column says this field, and nothing else does."""
        mapping = {f: c for f, c in self._columns.items() if c != column and f != field}
        self._tell({**mapping, field: column}, [c for c in self._ignored if c != column])

    def ignore(self, column: str) -> None:
        """A column says nothing; said once more, it is guessed again."""
        again = column in self._ignored
        others = [c for c in self._ignored if c != column]
        mapping = {f: c for f, c in self._columns.items() if c != column}
        self._tell(mapping, others if again else [*others, column])

    def _tell(self, mapping: dict[str, str], ignored: Sequence[str]) -> None:
        self.remapped.emit(mapping | ({IGNORED: ",".join(ignored)} if ignored else {}))
