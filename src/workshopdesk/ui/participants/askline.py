"""One line to type, with completion, for what many people are to get at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.i18n import N_
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field, Labelled, suggest
from workshopdesk.ui.widgets.frames import row


class AskLine(QDialog):
    """``told`` gives what was typed; nothing typed tells nothing."""

    told = Signal(str)

    def __init__(self, title: str, words: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, title)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        self.field = Field(title)
        suggest(self.field, words)
        self.field.returnPressed.connect(self._tell)
        column.addWidget(Labelled(title, self.field))
        self.set = Button(N_("Set"), "check", "filled")
        self.set.clicked.connect(self._tell)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(row(None, cancel, self.set))
        self.field.setFocus()

    def _tell(self) -> None:
        if self.field.text().strip():
            self.accept()
            self.told.emit(self.field.text().strip())
