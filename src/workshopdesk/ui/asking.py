"""Asking before something that cannot be undone: what will happen, in words, and two buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.i18n import N_
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph


class Confirm(QDialog):
    """Window-modal. ``title``, ``lines`` and ``verb`` are final words; Escape is "Cancel"."""

    def __init__(
        self, parent: QWidget, title: str, lines: Sequence[str], verb: str, kind: str = "danger"
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Paragraph(title, role="section", weight=600))
        for line in lines:
            column.addWidget(Paragraph(line))
        self.verb = Button(kind=kind)
        self.verb.set_words(verb)
        self.cancel = Button(N_("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.verb.clicked.connect(self.accept)
        column.addSpacing(4)
        column.addLayout(row(None, self.cancel, self.verb))
        live.follow(self, self.update)
        self.cancel.setFocus()

    def ask(self, then: Callable[[], object]) -> None:
        """Show it; ``then`` is done when the verb is chosen."""
        self.accepted.connect(then)
        self.finished.connect(self.deleteLater)
        self.open()
