"""Rates pasted from a spreadsheet: what each row becomes, then all that can be."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import payment_rates, payment_rates_pasted
from workshopdesk.services.payment_rates_pasted import COLUMNS, PastedRate
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph


class PasteDialog(QDialog):
    """Nothing is entered before it is confirmed; rows that are no rate say why."""

    def __init__(self, desk: Desk, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._text = desk, text
        self._rows: tuple[PastedRate, ...] = ()
        live.say(self, self.setWindowTitle, N_("Paste rates"))
        self.resize(980, 520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        self.said = Label(weight=600)
        column.addWidget(self.said)
        titles = ", ".join(_(title) for title in COLUMNS.values())
        hint = _("Columns in this order, or with these headings: %(titles)s") % {"titles": titles}
        column.addWidget(Paragraph(hint, tone="quiet"))
        columns: list[Column[PastedRate]] = [
            Column("wrong", N_("Why not"), lambda r: r.wrong, (190, 190), grow=2,
                   problem=lambda r: r.wrong, filtered=False),
            *(_cell(key, title) for key, title in COLUMNS.items()),
        ]  # fmt: skip
        self.model: TableModel[PastedRate] = TableModel(columns, key=lambda r: r.row)
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(Table(self.model, N_("Paste rates")))
        column.addWidget(card, 1)
        self.enter = Button(kind="filled", icon="check")
        self.enter.clicked.connect(self._enter)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(row(None, cancel, self.enter))
        self.finished.connect(self.deleteLater)

    def read(self) -> bool:
        """Read what was pasted; False, and told why, when it is nothing."""
        try:
            with self._desk.store.read() as reader:
                self._rows = payment_rates_pasted.read_pasted(reader, self._text)
        except UserError as error:
            self._desk.messages.error(error)
            return False
        good = sum(1 for one in self._rows if one.rate is not None)
        bad = len(self._rows) - good
        said = ngettext("%(n)d rate can be entered", "%(n)d rates can be entered", good)
        wrong = ngettext("%(n)d row cannot", "%(n)d rows cannot", bad) % {"n": bad}
        self.said.setText(said % {"n": good} + (f" · {wrong}" if bad else ""))
        self.model.set_rows(self._rows)
        self.enter.set_words(_("Enter %(n)d") % {"n": good})
        self.enter.setEnabled(good > 0)
        return True

    def _enter(self) -> None:
        rates = [one.rate for one in self._rows if one.rate is not None]
        entered = self._desk.write(
            lambda: payment_rates.add_rates(self._desk.store, rates),
            "payments",
            said=_("Rates entered"),
        )
        if entered is not None:
            self.accept()


def _cell(key: str, title: str) -> Column[PastedRate]:
    return Column(
        key, title, lambda r: r.texts.get(key, ""), (70, 70), right=key == "amount", filtered=False
    )
