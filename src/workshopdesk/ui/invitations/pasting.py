"""Units pasted: which are new, and how many seats each gets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.invitation import Invitation
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.lao.text import search_key
from workshopdesk.services.invitations import PastedUnit
from workshopdesk.ui import live
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label


class PasteDialog(QDialog):
    """``told`` gives the units to be invited."""

    told = Signal(object)

    def __init__(
        self, units: Sequence[PastedUnit], letters: Sequence[Invitation], parent: QWidget
    ) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Paste units"))
        self.resize(640, 480)
        there = {search_key(x.organisation_lo) for x in letters}
        there |= {search_key(x.organisation_en) for x in letters}
        self._new = tuple(one for one in units if search_key(one.unit) not in there)
        columns: list[Column[PastedUnit]] = [
            Column("unit", N_("Unit / organisation"), lambda x: x.unit, (300, 300), grow=3),
            Column("seats", N_("Seats"), lambda x: str(x.seats), (70, 70), right=True),
            Column("becomes", N_("Becomes"), self._becomes, (150, 150), tone="quiet"),
        ]
        self.model: TableModel[PastedUnit] = TableModel(columns, key=lambda x: x.unit)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        seats = sum(one.seats for one in self._new)
        counted = ngettext("%(n)d letter", "%(n)d letters", len(self._new))
        said = ngettext("%(n)d seat", "%(n)d seats", seats) % {"n": seats}
        column.addWidget(Label(f"{counted % {'n': len(self._new)}} · {said}", weight=600))
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(Table(self.model, N_("Paste units")))
        column.addWidget(card, 1)
        self.model.set_rows(units)
        self.invite = Button(N_("Invite"), "check", "filled")
        self.invite.setEnabled(bool(self._new))
        self.invite.clicked.connect(self._tell)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(row(None, cancel, self.invite))

    def _becomes(self, one: PastedUnit) -> str:
        return _("A letter") if one in self._new else _("Invited already")

    def _tell(self) -> None:
        self.accept()
        self.told.emit(self._new)
