"""What an event rests on (a plan, a decision), as its letters say it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Labelled, SavedText
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph


class BasisDialog(QDialog):
    """``told`` gives the Lao and the English text."""

    told = Signal(str, str)

    def __init__(self, basis: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Basis of the event"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        hint = _("Letters begin with it: “On the basis of …”")
        column.addWidget(Paragraph(hint, tone="quiet"))
        self.lao, self.english = SavedText(N_("In Lao"), 3), SavedText(N_("In English"), 3)
        self.lao.show_value(basis[0])
        self.english.show_value(basis[1])
        column.addWidget(Labelled(N_("In Lao"), self.lao))
        column.addWidget(Labelled(N_("In English"), self.english))
        self.save = Button(N_("Save"), "check", "filled")
        self.save.clicked.connect(self._tell)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(row(None, cancel, self.save))

    def _tell(self) -> None:
        self.accept()
        self.told.emit(self.lao.toPlainText(), self.english.toPlainText())
