"""Keep seats for a unit whose people are not named yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.registration import Role
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Field, Labelled, suggest
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph


class SeatsDialog(QDialog):
    """Asks for unit, number and role; ``wanted`` tells them."""

    wanted = Signal(str, int, str)

    def __init__(
        self, units: Sequence[str], roles: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Keep seats for a unit"))
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(
            Paragraph(_("Type a name into a seat's line when it is known."), tone="quiet")
        )
        self.unit = Field(N_("Unit / organisation"))
        suggest(self.unit, units)
        self.number = Field(N_("Number of seats"))
        self.number.setText("1")
        self.role = Choice(N_("Role"))
        self.role.set_choices(roles, str(Role.PARTICIPANT))
        column.addWidget(Labelled(N_("Unit / organisation"), self.unit))
        across = row(spacing=12)
        across.addWidget(Labelled(N_("Number of seats"), self.number), 1)
        across.addWidget(Labelled(N_("Role"), self.role), 2)
        column.addLayout(across)
        self.keep = Button(N_("Keep seats"), "users", "filled")
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._tell)
        for field in (self.unit, self.number):
            field.returnPressed.connect(self._tell)
        column.addLayout(row(None, cancel, self.keep))
        self.unit.setFocus()

    def _tell(self) -> None:
        typed = self.number.text().strip()
        self.wanted.emit(
            self.unit.text(), int(typed) if typed.isdecimal() else 0, self.role.currentData()
        )
