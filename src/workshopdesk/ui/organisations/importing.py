"""A list of organisations: what each row becomes, then all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import organisation_lists
from workshopdesk.services.organisation_lists import Becomes, OrganisationRow
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

_BECOMES = {
    Becomes.NEW: N_("New organisation"), Becomes.CHANGED: N_("Changes"),
    Becomes.UNCHANGED: N_("No change"), Becomes.SKIPPED: N_("Left out"),
}  # fmt: skip


class OrganisationsDialog(QDialog):
    """Reads a list and writes it when that is confirmed."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._path = desk, path
        self._rows: tuple[OrganisationRow, ...] = ()
        live.say(self, self.setWindowTitle, N_("Import organisations"))
        self.resize(880, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label(path.name, role="title", weight=600))
        self.said = Label(_("Reading the list"), tone="quiet")
        column.addWidget(self.said)
        columns: list[Column[OrganisationRow]] = [
            Column("row", N_("Row"), lambda r: str(r.row), (56, 56), right=True, tone="quiet"),
            Column("name", N_("Name"), lambda r: r.name, (260, 260), weight=500, grow=3),
            Column("parent", N_("Part of"), lambda r: r.parent, (180, 180), grow=2),
            Column("becomes", N_("Becomes"), lambda r: _(_BECOMES[r.becomes]), (130, 140)),
            Column("why", N_("Why"), lambda r: r.why, (160, 160), grow=2, tone="quiet"),
        ]
        self.model: TableModel[OrganisationRow] = TableModel(columns, key=lambda r: r.row)
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(Table(self.model, N_("What each row becomes")))
        column.addWidget(card, 1)
        self.confirm = Button(kind="filled", icon="file-import")
        self.confirm.set_words(_("Import"))
        self.confirm.setEnabled(False)
        self.confirm.clicked.connect(self.write)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        column.addLayout(row(None, cancel, self.confirm))

    def read(self) -> None:
        """Read the list, away from the window's thread."""
        store, path = self._desk.store, self._path

        def job(progress: Progress) -> tuple[OrganisationRow, ...]:
            return organisation_lists.preview(store, path, progress)

        self._desk.tasks.run(job, self._show, self._failed, path.name)

    def _show(self, rows: tuple[OrganisationRow, ...]) -> None:
        self._rows = rows
        self.model.set_rows(rows)
        counts = {b: sum(r.becomes is b for r in rows) for b in _BECOMES}
        parts = [f"{_(words)} {counts[b]}" for b, words in _BECOMES.items() if counts[b]]
        self.said.setText(" · ".join(parts) or _("Nothing to import"))
        self.confirm.setEnabled(bool(counts[Becomes.NEW] + counts[Becomes.CHANGED]))

    def _failed(self, error: Exception) -> None:
        self.reject()
        self._desk.messages.error(error)

    def write(self) -> None:
        """Write what is new or changed as one step."""
        store, name, rows = self._desk.store, self._path.name, self._rows
        count = sum(r.becomes in (Becomes.NEW, Becomes.CHANGED) for r in rows)
        said = ngettext("%(n)d organisation imported", "%(n)d organisations imported", count)
        written = self._desk.write(
            lambda: organisation_lists.apply(store, name, rows),
            "organisations",
            "participants",
            said=said % {"n": count},
        )
        if written is not None:
            self.accept()
