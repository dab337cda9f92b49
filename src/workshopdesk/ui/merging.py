"""Of several that are one, which stays: its name is asked for before they are merged."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph


class MergeDialog(QDialog):
    """``wanted`` tells the one that stays and those that become part of it."""

    wanted = Signal(object, object)

    def __init__(self, choices: Sequence[tuple[UUID, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        live.say(self, self.setWindowTitle, N_("Merge into one"))
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(Paragraph(_("Which one stays?"), role="section", weight=600))
        said = _("Everything that names the others will name this one. It can be taken back.")
        column.addWidget(Paragraph(said, tone="quiet"))
        self.choices = QButtonGroup(self)
        for number, (_key, name) in enumerate(self._choices):
            button = QRadioButton(name)
            button.setChecked(number == 0)
            self.choices.addButton(button, number)
            column.addWidget(button)
        self.merge = Button(N_("Merge"), "users-group", "filled")
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.merge.clicked.connect(self._tell)
        column.addSpacing(8)
        column.addLayout(row(None, cancel, self.merge))

    def _tell(self) -> None:
        kept = self._choices[self.choices.checkedId()][0]
        self.accept()
        self.wanted.emit(kept, [key for key, _name in self._choices if key != kept])
