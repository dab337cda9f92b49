"""The dialog of a bug: what happened in words, and a report to be copied and sent by hand."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from workshopdesk.i18n import N_
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph


class ReportDialog(QDialog):
    """Holds where it happened, and nothing of anybody's data."""

    def __init__(self, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Report of an error in the program"))
        self.resize(620, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        words = Paragraph()
        message = N_("This says where it happened. It holds no names and nothing from your lists.")
        live.say(words, words.set_text, message)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        live.say(self.text, self.text.setAccessibleName, N_("Report"))
        copy = Button(N_("Copy"), "copy", "filled")
        close = Button(N_("Close"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        close.clicked.connect(self.accept)
        column.addWidget(words)
        column.addWidget(self.text, 1)
        column.addLayout(row(None, copy, close))
