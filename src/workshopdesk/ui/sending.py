"""Asking what is sent to whom, before a report is kept as it is now."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Field, Labelled, suggest
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph
from workshopdesk.ui.widgets.ticks import TickBox


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be kept: to whom it goes, the languages of the paper, whether the workbook."""

    recipient: str
    languages: tuple[str, ...]
    workbook: bool


class SendDialog(QDialog):
    """``wanted`` tells what was decided. Languages None: the report has no choice of them."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, recipients: list[str], *, languages: bool = True) -> None:
        super().__init__(parent)
        self.setMinimumWidth(520)
        live.say(self, self.setWindowTitle, N_("Keep as sent"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Paragraph(_("Keep as sent"), role="section", weight=600))
        column.addWidget(Paragraph(_(
            "Figures and files are kept as they are now, for ever. Later changes are shown beside"
            " them; a correction becomes the next version."
        )))  # fmt: skip
        self.recipient = Field(N_("Sent to"))
        self.recipient.setText(", ".join(recipients[:1]))
        suggest(self.recipient, recipients)
        column.addWidget(Labelled(N_("Sent to"), self.recipient))
        self.language = Choice(N_("Language"))
        self.language.set_choices(
            [("lo-en", _("Lao and English")), ("lo", _("Lao")), ("en", _("English"))], "lo-en"
        )
        self.workbook = TickBox(N_("Funder workbook"))
        self.workbook.setChecked(True)
        if languages:
            column.addWidget(Labelled(N_("Language"), self.language))
            column.addWidget(self.workbook)
        self.keep = Button(N_("Keep as sent"), "archive", "filled")
        self.cancel = Button(N_("Cancel"))
        self.keep.clicked.connect(self._decide)
        self.cancel.clicked.connect(self.reject)
        column.addLayout(row(None, self.cancel, self.keep))

    def _decide(self) -> None:
        language = str(self.language.currentData())
        self.accept()
        self.wanted.emit(Wanted(self.recipient.text(), (language,), self.workbook.isChecked()))
