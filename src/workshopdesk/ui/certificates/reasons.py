"""Asking for a reason: what will happen, one line to type, the verb."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.i18n import N_
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field, Labelled
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph


class ReasonDialog(QDialog):
    """``title``, ``text`` and ``verb`` are final words. Nothing happens without a reason."""

    def __init__(
        self, parent: QWidget, title: str, text: str, verb: str, kind: str = "filled"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Paragraph(title, role="section", weight=600))
        column.addWidget(Paragraph(text))
        self.field = Field(N_("Reason"))
        self.field.returnPressed.connect(self._accept)
        column.addWidget(Labelled(N_("Reason"), self.field))
        self.verb = Button(kind=kind)
        self.verb.set_words(verb)
        self.verb.setEnabled(False)
        self.verb.clicked.connect(self._accept)
        self.field.textChanged.connect(lambda text: self.verb.setEnabled(bool(text.strip())))
        self.cancel = Button(N_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        column.addLayout(row(None, self.cancel, self.verb))
        self.field.setFocus()

    def ask(self, then: Callable[[str], object]) -> None:
        """Show it; ``then`` is told the reason."""
        self.accepted.connect(lambda: then(self.field.text().strip()))
        self.finished.connect(self.deleteLater)
        self.open()

    def _accept(self) -> None:
        if self.field.text().strip():
            self.accept()
