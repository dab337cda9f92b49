"""Asking for the passphrase of an encrypted database before the window opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

from workshopdesk import settings
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field, Labelled
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph
from workshopdesk.ui.widgets.ticks import TickBox

T = TypeVar("T")


class PassphraseField(Field):
    """Typed unseen; ``show_typed`` lets it be read."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)

    def show_typed(self, shown: bool) -> None:
        """Show the letters, or dots."""
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)


class Unlock(QDialog, Generic[T]):
    """Asks until ``opener`` opens, or the person gives up. A wrong one is told in the dialog."""

    def __init__(self, opener: Callable[[str], T], data: Path, rememberable: bool) -> None:
        super().__init__()
        self._opener = opener
        self.opened: T | None = None
        self.typed = ""
        self.setWindowTitle(settings.APP_NAME)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(Paragraph(_("This database is encrypted"), role="section", weight=600))
        column.addWidget(Paragraph(str(data), role="caption", tone="quiet"))
        self.field = PassphraseField(N_("Passphrase"))
        column.addWidget(Labelled(N_("Passphrase"), self.field))
        self.fault = Paragraph(tone="bad")
        self.fault.hide()
        column.addWidget(self.fault)
        self.shown = TickBox(N_("Show what I type"))
        self.shown.toggled.connect(self.field.show_typed)
        self.remember = TickBox(N_("Remember it on this computer"))
        self.remember.setVisible(rememberable)
        column.addWidget(self.shown)
        column.addWidget(self.remember)
        self.open_button = Button(N_("Open"), kind="filled")
        self.open_button.setDefault(True)
        self.cancel = Button(N_("Cancel"))
        self.open_button.clicked.connect(self.attempt)
        self.cancel.clicked.connect(self.reject)
        column.addLayout(row(None, self.cancel, self.open_button))
        self.field.setFocus()

    def attempt(self) -> None:
        """Try what was typed."""
        try:
            self.opened = self._opener(self.field.text())
        except UserError as problem:
            self.fault.set_text(f"{problem.title}. {problem.message}")
            self.fault.show()
            self.field.selectAll()
            self.field.setFocus()
            return
        self.typed = self.field.text()
        self.accept()
