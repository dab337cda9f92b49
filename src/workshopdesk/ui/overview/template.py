"""Keep an event as a template under a name, in the database or in a file for other offices."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from workshopdesk.domain.event import Event
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.services import templates
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field, Labelled
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Paragraph


class TemplateDialog(QDialog):
    """Asks for the template's name."""

    def __init__(self, desk: Desk, event: Event, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._event = desk, event
        live.say(self, self.setWindowTitle, N_("Save as template"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        self.name = Field(N_("Name of the template"))
        self.name.setText(event.title(screen_language()))
        self.name.selectAll()
        column.addWidget(Labelled(N_("Name of the template"), self.name))
        column.addWidget(
            Paragraph(
                _("Agenda, roles, groups and checklist are kept, and nobody's name."), tone="quiet"
            )
        )
        self.save = Button(N_("Save"), "archive", "filled")
        self.file = Button(N_("Save to a file…"), "download")
        cancel = Button(N_("Cancel"))
        self.save.clicked.connect(self._save)
        self.file.clicked.connect(self._to_file)
        self.name.returnPressed.connect(self._save)
        cancel.clicked.connect(self.reject)
        column.addLayout(row(self.file, None, cancel, self.save))

    def _save(self) -> None:
        kept = self._desk.write(
            lambda: templates.save_template(self._desk.store, self._event, self.name.text()),
            "events",
            said=_("Template saved"),
        )
        if kept is not None:
            self.accept()

    def _to_file(self) -> None:
        name = f"{self._event.code}{templates.SUFFIX}"
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save to a file"), name, _("Templates") + f" (*{templates.SUFFIX})"
        )
        if path:
            self.write_file(Path(path))

    def write_file(self, path: Path) -> None:
        """Keep the template and write it to a file that other offices can take in."""

        def verb() -> bool:
            kept = templates.save_template(self._desk.store, self._event, self.name.text())
            templates.export_template(kept, path)
            return True

        if self._desk.write(verb, "events", said=_("Template saved")):
            self.accept()
