"""Short questions of the payments page: a few fields, what they are for, one verb."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from workshopdesk.domain.payments import KIP, Rules
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Field, Labelled, suggest
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph
from workshopdesk.ui.widgets.ticks import TickBox

CURRENCIES = (KIP, "USD", "EUR", "THB", "CHF")


class Ask(QDialog):
    """``title`` and ``verb`` are messages; ``then`` is done when the verb is chosen.

    ``then`` gives False where the question stays open.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        fields: Sequence[tuple[str, QWidget]],
        verb: str,
        then: Callable[[], object],
        said: str = "",
    ) -> None:
        super().__init__(parent)
        self._then = then
        live.say(self, self.setWindowTitle, title)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        if said:
            column.addWidget(Paragraph(said, tone="quiet"))
        for caption, field in fields:
            column.addWidget(Labelled(caption, field) if caption else field)
            if isinstance(field, QLineEdit):
                field.returnPressed.connect(self.tell)
        self.verb = Button(verb, "check", "filled")
        self.verb.clicked.connect(self.tell)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addSpacing(4)
        column.addLayout(row(None, cancel, self.verb))
        self.finished.connect(self.deleteLater)
        if fields:
            fields[0][1].setFocus()

    def tell(self) -> None:
        """The verb was chosen."""
        if self._then() is not False:
            self.accept()


class RulesFields(QWidget):
    """How a list counts, as tick boxes and a distance."""

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self.meals = TickBox(N_("Meals provided are taken off the per diem"))
        self.night = TickBox(N_("The night before the first day is paid"))
        self.whole = TickBox(N_("A day begun is paid whole"))
        self.least_km = Field(N_("A bed is paid from this distance (km)"))
        self.least_km.setText(str(rules.least_km or ""))
        self.least_km.setFixedWidth(120)
        hint = Paragraph(
            _("Without a distance: whoever comes from another district."), tone="quiet"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for box, on in (
            (self.meals, rules.meals_deducted), (self.night, rules.night_before),
            (self.whole, rules.whole_days),
        ):  # fmt: skip
            box.setChecked(on)
            column.addWidget(box)
        column.addWidget(Labelled(N_("A bed is paid from this distance (km)"), self.least_km))
        column.addWidget(hint)

    def rules(self) -> Rules:
        """What is ticked and typed; a distance that is no number is none."""
        typed = self.least_km.text().strip()
        return Rules(
            meals_deducted=self.meals.isChecked(),
            night_before=self.night.isChecked(),
            least_km=int(typed) if typed.isdecimal() else 0,
            whole_days=self.whole.isChecked(),
        )


class ListFields(QWidget):
    """What a new list is: who pays, in which currency, and how it counts."""

    def __init__(self, funders: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.funder = Choice(N_("Funder"))
        self.funder.set_choices([("", _("Any funder")), *funders])
        self.currency = Field(N_("Currency"))
        self.currency.setText(KIP)
        suggest(self.currency, CURRENCIES)
        self.currency.setFixedWidth(96)
        self.rules = RulesFields(Rules())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        across = row(spacing=12)
        across.addWidget(Labelled(N_("Funder"), self.funder), 1)
        across.addWidget(Labelled(N_("Currency"), self.currency))
        column.addLayout(across)
        column.addWidget(self.rules)
