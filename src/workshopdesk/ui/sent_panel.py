"""Reports as they were sent: each version with its files, and what is other since."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from workshopdesk.domain.sent import SentFile
from workshopdesk.i18n import N_, _
from workshopdesk.services import sent_reports
from workshopdesk.services.papers import write_whole
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.sent_words import Version
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, Chip, Empty, clear, hairline, row, scroll
from workshopdesk.ui.widgets.text import Label, LinkLabel, Paragraph

SHOWN = 12
"""So many figures and log entries of a version are shown."""


class SentPanel(QWidget):
    """Versions, the newest first; ``opened`` tells whose event is wanted."""

    opened = Signal(object)  # SentReport

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.cards: list[VersionCard] = []
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(12)
        self.empty = Empty(N_("No report was kept as sent yet"), None)
        self.area = scroll(inside, N_("Reports as sent"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.area)

    def show_versions(self, versions: tuple[Version, ...]) -> None:
        """Show these versions."""
        clear(self._list)
        self.cards = [VersionCard(version) for version in versions]
        for card in self.cards:
            card.wanted.connect(self._save)
            card.title.clicked.connect(lambda sent=card.version.sent: self.opened.emit(sent))
            self._list.addWidget(card)
        self._list.addStretch(1)
        self.empty.setVisible(not versions)
        self.area.setVisible(bool(versions))

    def _save(self, file: SentFile) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, _("Save"), file.name)
        if path:
            self.save_to(file, Path(path))

    def save_to(self, file: SentFile, path: Path) -> None:
        """Save a file again as it was sent."""
        store = self._desk.store

        def done(written: Path) -> None:
            self._desk.messages.done(_("Saved %(file)s") % {"file": written.name})

        self._desk.tasks.run(
            lambda _progress: write_whole(path, sent_reports.content(store, file)),
            done,
            self._desk.messages.error,
            _("Saving the report"),
        )


class VersionCard(Card):
    """One version."""

    wanted = Signal(object)  # SentFile

    def __init__(self, version: Version) -> None:
        super().__init__(spacing=6)
        self.version = version
        self.files: list[Button] = []
        self.title = LinkLabel(version.title, "section", 600)
        chip = Chip()
        if version.headline:
            chip.set(_("Other since"), "alert-triangle", "warn")
        else:
            chip.set(_("As counted now"), "circle-check", "good")
        self.column.addLayout(row(self.title, None, chip))
        self.column.addWidget(Label(version.detail, tone="quiet"))
        across = row()
        for file in version.sent.files:
            icon = "file-type-pdf" if file.name.endswith(".pdf") else "file-spreadsheet"
            button = Button(icon=icon, small=True)
            button.set_words(file.name)
            button.clicked.connect(lambda _c=False, f=file: self.wanted.emit(f))
            self.files.append(button)
            across.addWidget(button)
        across.addStretch(1)
        self.column.addLayout(across)
        if version.headline:
            self._show_since(version)

    def _show_since(self, version: Version) -> None:
        self.column.addWidget(hairline())
        self.column.addWidget(Paragraph(version.headline, weight=600))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(4, 1)
        heads = (_("Figure"), _("As sent"), _("Now"), _("Change"))
        for place, words in enumerate(heads):
            grid.addWidget(Label(words, "caption", tone="quiet"), 0, place)
        for n, line in enumerate(version.lines[:SHOWN], 1):
            for place, words in enumerate((line.label, line.then, line.now, line.change)):
                grid.addWidget(Label(words, weight=600 if place == 3 else 400), n, place)
        self.column.addLayout(grid)
        if version.log:
            self.column.addWidget(Label(_("What was done since"), "caption", tone="quiet"))
        for said in version.log[:SHOWN]:
            self.column.addWidget(Label(said))
