"""A form for what is counted: unit, rule, who counts and who does not, in plain words.

Hides how what was typed becomes a definition. It is read as strictly as a stored one; what cannot
be meant is said beside the field it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from workshopdesk.domain.counting import Count, Dimension, Rule, Unit
from workshopdesk.domain.indicators import Definition, Unreadable, as_data, definition_of
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers.counts_in_words import RULES, UNITS, WITHIN, Terms
from workshopdesk.services.papers.wording import Wording
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import MenuButton
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved
from workshopdesk.ui.widgets.text import Label
from workshopdesk.ui.widgets.ticks import TickBox

_RULES = {**RULES, Rule.SHARE: N_("present at a share of the half-days")}


class CodesButton(MenuButton):
    """Some of many: a menu of ticks; the button says which are on."""

    picked = Signal()

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__(self._fill_menu)
        self._nothing = nothing
        self._choices: list[tuple[str, str]] = []
        self.codes: frozenset[str] = frozenset()
        live.say(self, lambda text: self.setProperty("called", text), name)
        live.follow(self, self._say)

    def set_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Code and words of each."""
        self._choices = list(choices)
        self._say()

    def show_codes(self, codes: Iterable[str]) -> None:
        """Show which are on; nothing is told."""
        self.codes = frozenset(map(str, codes))
        self._say()

    def turn(self, code: str) -> None:
        """Turn one on or off, as its line of the menu does."""
        self.codes = self.codes ^ {code}
        self._say()
        self.picked.emit()

    def _fill_menu(self, menu: QMenu) -> None:
        for code, words in self._choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(code in self.codes)
            action.triggered.connect(lambda _on=False, c=code: self.turn(c))
            menu.addAction(action)

    def _say(self) -> None:
        names = [words for code, words in self._choices if code in self.codes]
        self.set_words(_(self._nothing) if not self.codes else _shortened(names))
        self.setToolTip(", ".join(names))
        self.setAccessibleName(f"{self.property('called')}: {', '.join(names) or self.text()}")


def _shortened(names: Sequence[str]) -> str:
    if len(names) < 4:
        return ", ".join(names)
    return _("%(first)s and %(n)d more") % {"first": names[0], "n": len(names) - 1}


class Asked(QWidget):
    """A captioned field with room for what is wrong with it."""

    def __init__(self, caption: str, field: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.problem = Label(role="caption", tone="bad")
        self.problem.hide()
        column.addWidget(Labelled(caption, field))
        column.addWidget(self.problem)

    def say(self, text: str) -> None:
        """Say what is wrong, or nothing."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))


class CountForm(QWidget):
    """``changed`` tells that something was chosen; ``columns`` fields stand side by side."""

    changed = Signal()

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self.unit, self.rule = Choice(N_("Counted in")), Choice(N_("Rule"))
        self.share = Saved(N_("Share in percent"))
        self.within = Choice(N_("Counted once"))
        self.roles_in = CodesButton(N_("Only roles"), N_("all roles"))
        self.roles_out = CodesButton(N_("Without roles"), N_("none left out"))
        self.types_in = CodesButton(N_("Only organisations"), N_("all organisations"))
        self.types_out = CodesButton(N_("Without organisations"), N_("none left out"))
        self.hours = Saved(N_("Least contact hours"))
        self.bands = Saved(N_("First age of each band"))
        self.primary = TickBox(N_("Primary stakeholders only"))
        self._base = as_data(Definition(Count(Unit.PERSON)))
        self.asked = {
            "unit": Asked(N_("Counted in"), self.unit),
            "rule": Asked(N_("Rule"), self.rule),
            "share": Asked(N_("Share in percent"), self.share),
            "scope": Asked(N_("Counted once"), self.within),
            "roles_in": Asked(N_("Only roles"), self.roles_in),
            "roles_out": Asked(N_("Without roles"), self.roles_out),
            "organisation_types_in": Asked(N_("Only organisations"), self.types_in),
            "organisation_types_out": Asked(N_("Without organisations"), self.types_out),
            "minimum_hours": Asked(N_("Least contact hours"), self.hours),
            "age_bands": Asked(N_("First age of each band"), self.bands),
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for n, asked in enumerate(self.asked.values()):
            grid.addWidget(asked, n // columns, n % columns)
        grid.addWidget(self.primary, -(-len(self.asked) // columns), 0, 1, columns)
        self._connect()

    def _connect(self) -> None:
        for choice in (self.unit, self.rule, self.within):
            choice.picked.connect(lambda _key: self._tell())
        for field in (self.share, self.hours, self.bands):
            field.saved.connect(lambda _text: self._tell())
        for button in (self.roles_in, self.roles_out, self.types_in, self.types_out):
            button.picked.connect(self._tell)
        self.primary.clicked.connect(lambda _on=False: self._tell())

    def _tell(self) -> None:
        self._show_needed()
        self.changed.emit()

    def _show_needed(self) -> None:
        """A share only for its rule, "once" only for what is counted once."""
        self.asked["share"].setVisible(self.rule.currentData() == str(Rule.SHARE))
        once = (str(Unit.PERSON), str(Unit.ORGANISATION))
        self.asked["scope"].setVisible(self.unit.currentData() in once)

    def show_terms(self, terms: Terms, words: Wording) -> None:
        """Offer roles and types of organisations by the names they have."""
        for dimension, buttons in (
            (Dimension.ROLE, (self.roles_in, self.roles_out)),
            (Dimension.ORGANISATION_TYPE, (self.types_in, self.types_out)),
        ):
            codes = terms.names.get(dimension, {})
            for button in buttons:
                button.set_choices((code, terms.label(dimension, code, words)) for code in codes)

    def show_definition(self, definition: Definition) -> None:
        """Show what is counted."""
        said = self._base = as_data(definition)
        count = definition.count
        self.unit.set_choices([(str(u), _(text)) for u, text in UNITS.items()], str(count.unit))
        self.rule.set_choices([(str(r), _(text)) for r, text in _RULES.items()], str(count.rule))
        self.within.set_choices(
            [(str(w), _(text)) for w, text in WITHIN.items()], str(count.within)
        )
        self.share.show_value(f"{count.share}")
        self.hours.show_value(f"{said['minimum_hours']}")
        self.bands.show_value(", ".join(map(str, count.age_bands)))
        self.roles_in.show_codes(count.roles_in)
        self.roles_out.show_codes(count.roles_out)
        self.types_in.show_codes(count.organisation_types_in)
        self.types_out.show_codes(count.organisation_types_out)
        self.primary.setChecked(count.primary_only)
        self.say("", "")
        self._show_needed()

    def said(self) -> dict[str, object]:
        """What stands in the form, as a stored definition says it."""
        return self._base | {
            "unit": self.unit.currentData(),
            "rule": self.rule.currentData(),
            "share": _number(self.share.text()),
            "scope": self.within.currentData(),
            "roles_in": sorted(self.roles_in.codes),
            "roles_out": sorted(self.roles_out.codes),
            "organisation_types_in": sorted(self.types_in.codes),
            "organisation_types_out": sorted(self.types_out.codes),
            "minimum_hours": _number(self.hours.text()),
            "age_bands": [_number(part) for part in self.bands.text().split(",")],
            "primary_only": self.primary.isChecked(),
        }

    def definition(self, **more: object) -> Definition | None:
        """What is meant, with ``more`` of the stored form; None where something cannot be, which
        is then said beside its field."""
        self.say("", "")
        said = self.said() | more
        try:
            return definition_of(said)
        except Unreadable:
            for key, value in said.items():
                self._say_of(key, value)
            return None

    def _say_of(self, key: str, value: object) -> None:
        """What is wrong with one field, all others being as they must."""
        try:
            definition_of({"unit": str(Unit.PERSON), key: value})
        except Unreadable as refused:
            if key in self.asked:
                self.asked[key].say(refused.message)

    def say(self, place: str, text: str) -> None:
        """Say what is wrong at a place, and nothing anywhere else."""
        for key, asked in self.asked.items():
            asked.say(text if text and place.split("[")[0] == key else "")


def _number(text: str) -> object:
    """The number typed; a text that is none stays as it is, to be refused."""
    text = text.strip()
    return int(text) if text.isdecimal() else text
