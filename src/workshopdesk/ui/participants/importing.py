"""The import dialog: what each row becomes, what is wrong, then all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.domain.problems import Severity
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.store import Store
from workshopdesk.ui import icons, live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.participants.columns import FIELDS, ColumnsBar
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

if TYPE_CHECKING:  # reading lists loads much; it is imported when a list is read
    from workshopdesk.exchange.results import ListReading
    from workshopdesk.services.import_list import ImportPlan, ImportResult, PlannedRow

_ACTIONS = {
    "new": N_("New person"),
    "known": N_("Known person"),
    "unchanged": N_("No change"),
    "changed": N_("Changes"),
    "skipped": N_("Left out"),
}


class ImportDialog(QDialog):
    """Reads a list, shows what would happen, and writes it when that is confirmed.

    ``source`` is a file, or the text of rows pasted from a spreadsheet.
    """

    def __init__(self, desk: Desk, event_id: UUID, source: Path | str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._event_id, self._source = desk, event_id, source
        self._name = source.name if isinstance(source, Path) else _("The pasted rows")
        self._mapping: dict[str, str] = {}
        self._job: Handle | None = None
        self.plan: ImportPlan | None = None
        live.say(self, self.setWindowTitle, N_("Import a list"))
        self.resize(1040, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        title = Label(self._name, role="title", weight=600)
        self.said = Label(_("Reading the list"), tone="quiet")
        column.addWidget(title)
        column.addWidget(self.said)
        self.columns = ColumnsBar()
        self.columns.remapped.connect(self._remap)
        column.addWidget(self.columns)
        column.addLayout(self._build_lists(), 1)
        self.confirm = Button(kind="filled", icon="file-import")
        self.confirm.setEnabled(False)
        cancel = Button(N_("Cancel"))
        self.confirm.set_words(_("Import"))
        self.confirm.clicked.connect(self.write)
        cancel.clicked.connect(self.reject)
        self.rejected.connect(self._stop)
        column.addLayout(row(None, cancel, self.confirm))

    def _build_lists(self) -> QHBoxLayout:
        columns: list[Column[PlannedRow]] = [
            Column("place", N_("Row"), lambda p: str(p.row), (48, 48), right=True, tone="quiet"),
            Column("name", N_("Name and surname"), lambda p: p.name, (170, 170), grow=2,
                   weight=500),
            Column("position", N_("Position"),
                   lambda p: str(p.registration_fields.get("position") or ""), (150, 150), grow=2),
            Column("unit", N_("Unit / organisation"),
                   lambda p: str(p.registration_fields.get("organisation_text") or ""),
                   (130, 130), grow=1),
            Column("action", N_("Becomes"), lambda p: _(_ACTIONS[p.action]), (92, 104)),
            Column("changes", N_("What changes"), _changes, (120, 120), grow=3),
        ]  # fmt: skip
        self.model: TableModel[PlannedRow] = TableModel(columns, key=lambda p: (p.sheet, p.row))
        self.rows = Table(self.model, N_("What each row becomes"))
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.rows)
        self.problems = QListWidget()
        self.problems.setFrameShape(QFrame.Shape.NoFrame)
        self.problems.setWordWrap(True)
        live.say(self.problems, self.problems.setAccessibleName, N_("Problems in the list"))
        self.problems.itemClicked.connect(self._show_row)
        self._problem_card = Card(margin=8)
        self._problem_card.setFixedWidth(290)
        head = Label(role="section", weight=600)
        live.say(head, head.setText, N_("Problems in the list"))
        self._problem_card.column.addWidget(head)
        self._problem_card.column.addWidget(self.problems)
        self._problem_card.hide()
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(card, 1)
        across.addWidget(self._problem_card)
        return across

    # Reading

    def read(self) -> None:
        """Read the list and plan it, away from the window's thread."""
        source, store, event_id = self._source, self._desk.store, self._event_id
        mapping = dict(self._mapping)

        def job(progress: Progress) -> ImportPlan:
            from workshopdesk.services import import_list

            with store.read() as reader:
                code = reader.event(event_id).code
            if isinstance(source, Path):
                reading = import_list.read_for(store, source, mapping=mapping, progress=progress)
            else:
                reading = _read_pasted(store, source, mapping)
            return import_list.preview(store, code, reading, progress)

        self._job = self._desk.tasks.run(job, self.show_plan, self._failed, self._name)

    def _remap(self, mapping: dict[str, str]) -> None:
        """A column was set right: the list is read anew, and its layout will be remembered."""
        self._mapping = mapping
        self.confirm.setEnabled(False)
        self.read()

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what would happen."""
        self.plan = plan
        counts = {action: sum(row.action == action for row in plan.rows) for action in _ACTIONS}
        parts = [f"{_(words)} {counts[key]}" for key, words in _ACTIONS.items() if counts[key]]
        self.said.setText(" · ".join(parts) or _("Nothing to import"))
        self.columns.show_columns(plan.columns, plan.unknown, plan.ignored)
        self.model.set_rows(plan.rows)
        written = counts["new"] + counts["known"] + counts["changed"]
        words = ngettext("Import %(n)d person", "Import %(n)d people", written) % {"n": written}
        self.confirm.set_words(words)
        self.confirm.setEnabled(written > 0)
        self.problems.clear()
        self._problem_card.setVisible(bool(plan.problems))
        for problem in plan.problems:
            tone = "bad" if problem.severity is Severity.ERROR else "warn"
            place = f"{problem.column}{problem.row or ''}"
            item = QListWidgetItem(
                icons.icon("alert-triangle", tone), f"{place}  {problem.message}"
            )
            item.setData(256, (problem.sheet, problem.row))
            self.problems.addItem(item)

    def _show_row(self, item: QListWidgetItem) -> None:
        number = self.model.number_of(tuple(item.data(256)))
        if number is not None:
            self.rows.selectRow(number)

    def _failed(self, error: Exception) -> None:
        self.reject()
        self._desk.messages.error(error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # Writing

    def write(self) -> None:
        """Write the plan: all of it, or nothing."""
        plan, store, mapping = self.plan, self._desk.store, self._mapping
        if plan is None:
            return
        self.confirm.setEnabled(False)

        def job(progress: Progress) -> ImportResult:
            from workshopdesk.services import backup, import_list

            backup.before_import(store)
            return import_list.apply(store, plan, progress, remember=mapping)

        self._job = self._desk.job(job, self._done, _("Importing"), self._failed, again=self.read)

    def _done(self, result: ImportResult) -> None:
        self.accept()
        written = sum(row.action in ("new", "known", "changed") for row in result.plan.rows)
        said = ngettext("Imported %(n)d person", "Imported %(n)d people", written)
        topics = ("participants", "events", "organisations", "people")
        self._desk.announce(*topics, said=said % {"n": written})


def _read_pasted(store: Store, text: str, mapping: dict[str, str]) -> ListReading:
    """Pasted rows with the store's places, and the columns once confirmed for their layout."""
    from workshopdesk.exchange import reading

    with store.read() as reader:
        places = reader.gazetteer()
        found = reading.read_pasted(text, gazetteer=places, mapping=mapping or None)
        remembered = None
        if not mapping and found.fingerprint:
            remembered = reader.layout(found.fingerprint)
    if not remembered:
        return found
    return reading.read_pasted(text, gazetteer=places, mapping=remembered)


def _changes(planned: PlannedRow) -> str:
    return "; ".join(
        f"{_(FIELDS.get(c.field, c.field))}: {c.before or '-'} → {c.after or '-'}"
        for c in planned.changes
    )
