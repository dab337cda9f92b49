"""Number the letters that have no number yet, on from the first one's."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field, Labelled
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph


class NumberDialog(QDialog):
    """``told`` gives the first letter's number as typed."""

    told = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Number the letters"))
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        hint = _("Letters without a number count on from the first: 012/2025, 013/2025 …")
        column.addWidget(Paragraph(hint, tone="quiet"))
        self.first = Field(N_("Number of the first letter"))
        self.first.returnPressed.connect(self._tell)
        column.addWidget(Labelled(N_("Number of the first letter"), self.first))
        self.set = Button(N_("Number them"), "check", "filled")
        self.set.clicked.connect(self._tell)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(row(None, cancel, self.set))
        self.first.setFocus()

    def _tell(self) -> None:
        self.accept()
        self.told.emit(self.first.text())
