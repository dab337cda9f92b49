"""Settings, backups: where they go, which there are, what restoring one would change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.services import backup
from workshopdesk.services import passphrase as passphrases
from workshopdesk.store import PassphraseNeeded, WrongPassphrase
from workshopdesk.ui import live
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.between import After, Between
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.settings import presenter
from workshopdesk.ui.settings.presenter import BackupLine
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.unlock import PassphraseField
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Labelled
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph

_SHOWN = 5  # rows of the list before it scrolls


class BackupsPanel(QWidget):
    """Everything about copies of the database file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._data: Path | None = None
        self._previewed: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._server = Paragraph()
        live.say(self._server, self._server.set_text,
                 N_("The server keeps its own backups; who runs it can say which."))  # fmt: skip
        column.addWidget(self._server)
        self._where = self._build_place()
        self._which = self._build_list()
        column.addWidget(self._where)
        column.addWidget(self._which)
        column.addStretch(1)

    def _build_place(self) -> Card:
        card = Card(margin=20, spacing=8)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Where backups go"))
        self.make_button = Button(N_("Back up now"), "device-floppy", "filled")
        self.make_button.clicked.connect(self.make)
        top = row(spacing=8)
        top.addWidget(title, 1)
        top.addWidget(self.make_button)
        card.column.addLayout(top)
        self.folder = Label()
        self.choose_button = Button(N_("Choose a folder"), "folder-open")
        self.choose_button.clicked.connect(self._choose)
        self.usual_button = Button(N_("Use the usual folder"))
        self.usual_button.clicked.connect(lambda: self.take(None))
        line = row(spacing=8)
        line.addWidget(self.folder, 1)
        line.addWidget(self.usual_button)
        line.addWidget(self.choose_button)
        card.column.addLayout(line)
        self.warning = Paragraph()
        card.column.addWidget(self.warning)
        said = Paragraph(role="caption", tone="quiet")
        live.say(said, said.set_text,
                 N_("Backups are made daily, before imports and on leaving, and each is opened and"
                    " checked. Kept are the last 10, and one each of the last 7 days, 8 weeks and"
                    " 24 months."))  # fmt: skip
        card.column.addWidget(said)
        return card

    def _build_list(self) -> Card:
        columns: list[Column[Any]] = [
            Column("when", N_("When"), lambda b: b.when, (190, 190), weight=500, filtered=False),
            Column("why", N_("Why"), lambda b: b.why, (170, 150), grow=1, filtered=False),
            Column("size", N_("Size"), lambda b: b.size, (90, 90), right=True, filtered=False),
            Column("state", N_("State"), lambda b: b.state, (170, 160), filtered=False),
            Column("where", N_("Folder"), lambda b: b.where, (180, 180), grow=2, filtered=False),
        ]
        self.model: TableModel[BackupLine] = TableModel(columns, key=lambda b: b.path)
        self.table = Table(self.model, N_("Backups"))
        self.table.setFixedHeight(32 * (_SHOWN + 1))
        self.table.chosen.connect(self.preview)
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 12)
        card.column.addWidget(self.table)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 12, 20, 0)
        foot.setSpacing(8)
        self.differs = Paragraph()
        self.key = PassphraseField(N_("Passphrase of this backup"))
        self.key.setFixedWidth(320)
        self.key.returnPressed.connect(self.preview)
        self._key_box = Labelled(N_("Passphrase of this backup"), self.key)
        self.restore_button = Button(N_("Restore this backup"), "arrow-back-up")
        self.restore_button.clicked.connect(self._ask_restore)
        foot.addWidget(self.differs)
        foot.addLayout(row(self._key_box, None))
        foot.addLayout(row(None, self.restore_button))
        card.column.addLayout(foot)
        return card

    # Reading

    def load(self) -> None:
        """Where backups go, and which there are."""
        self._data = backup.file_of(self._desk.store)
        local = self._data is not None
        self._server.setVisible(not local)
        self._where.setVisible(local)
        self._which.setVisible(local)
        if self._data is None:
            return
        place = backup.place(self._data)
        self.folder.setText(str(place.folder))
        self.usual_button.setVisible(place.chosen)
        said, tone = presenter.place_in_words(place)
        self.warning.set_tone(tone or "text")
        self.warning.set_text(said)
        self.warning.setVisible(bool(said))
        self.model.set_rows(presenter.backup_lines(self._data))
        self._forget_preview()

    def _forget_preview(self) -> None:
        self._previewed = None
        self._key_box.hide()
        self.restore_button.setEnabled(False)
        none = _("There is no backup yet.")
        choose = _("Choose a backup to see what restoring it would change.")
        self.differs.set_text(choose if self.model.all_rows else none)

    @property
    def chosen(self) -> BackupLine | None:
        """The one backup chosen in the list."""
        rows = self.table.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def preview(self) -> None:
        """Say what restoring the chosen backup would change."""
        line, data = self.chosen, self._data
        self._forget_preview()
        if line is None or data is None:
            return
        present = passphrases.of_store(self._desk.store)
        key = self.key.text() or present
        self.differs.set_text(_("The backup is being compared with the database …"))

        def job(_progress: Progress) -> list[str]:
            return backup.preview_in_words(backup.preview_restore(line.path, data, key, present))

        def done(words: list[str]) -> None:
            if self.chosen == line:
                self.differs.set_text("\n".join(words))
                self._previewed = line.path
                self.restore_button.setEnabled(True)

        self._desk.tasks.run(job, done, self._not_previewed, _("Comparing a backup"))

    def _not_previewed(self, error: Exception) -> None:
        if isinstance(error, PassphraseNeeded | WrongPassphrase):
            self._key_box.show()
            self.differs.set_text(_("This backup opens only with the passphrase it was made with."))
            return
        self._forget_preview()
        self._desk.messages.error(error)

    # Doing

    def make(self) -> None:
        """Back up now."""
        self.make_button.setEnabled(False)

        def done(_made: object) -> None:
            self.make_button.setEnabled(True)
            self._desk.messages.done(_("The backup was made and checked"))
            self.load()

        def failed(error: Exception) -> None:
            self.make_button.setEnabled(True)
            self._desk.messages.error(error)

        self._desk.tasks.run(
            lambda _p: backup.backup_now(self._desk.store), done, failed, _("Backing up")
        )

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Folder for backups"))
        if chosen:
            self.take(Path(chosen))

    def take(self, folder: Path | None) -> None:
        """Backups go there from now on; the first is made at once."""
        if self._desk.write(lambda: backup.choose_place(folder)) is None:
            return
        self.load()
        self.make()

    def _ask_restore(self) -> None:
        line = self.chosen
        if line is None:
            return
        title = _("Restore the backup of %(when)s?") % {"when": line.when}
        lines = [
            *self.differs.accessibleName().splitlines()[:3],
            _("The present state is backed up first, so that this can be taken back."),
            _("The window closes and opens again."),
        ]
        Confirm(self.window(), title, lines, _("Restore")).ask(lambda: self.restore(line))

    def restore(self, line: BackupLine) -> None:
        """Close the window, restore, open again."""
        data = self._data
        if data is None:
            return
        present = passphrases.of_store(self._desk.store)
        key = self.key.text() or present

        def job() -> After:
            backup.restore(line.path, data, key, present)
            said = _("The backup of %(when)s was restored") % {"when": line.when}
            return After(key, said=said)

        wanted = Between(job, _("Restoring the backup …"), present)
        self._desk.close_for(self.window(), wanted)
