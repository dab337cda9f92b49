"""The import of an agenda: what each row becomes, then all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label, Paragraph

if TYPE_CHECKING:  # reading files loads much; it is imported when one is read
    from workshopdesk.exchange.agenda_list import AgendaReading
    from workshopdesk.services.agenda_import import AgendaPlan, PlannedSession

_ACTIONS = {"new": N_("New session"), "changed": N_("Changes"), "unchanged": N_("No change")}
_SHOWN = 4


class AgendaDialog(QDialog):
    """Reads an agenda from a file or pasted text, and writes it when that is confirmed."""

    def __init__(self, desk: Desk, event_code: str, source: Path | str, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._code, self._source = desk, event_code, source
        self._job: Handle | None = None
        self._reading: AgendaReading | None = None
        name = source.name if isinstance(source, Path) else _("The pasted rows")
        live.say(self, self.setWindowTitle, N_("Import an agenda"))
        self.resize(960, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label(name, role="title", weight=600))
        self.said = Label(_("Reading the agenda"), tone="quiet")
        column.addWidget(self.said)
        self.model: TableModel[PlannedSession] = TableModel(_columns(), key=lambda p: (
            p.row.sheet, p.row.row))  # fmt: skip
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(Table(self.model, N_("What each row becomes")))
        column.addWidget(card, 1)
        self.problems = Paragraph(role="caption", tone="warn")
        column.addWidget(self.problems)
        self.confirm = Button(N_("Import"), "file-import", "filled")
        self.confirm.setEnabled(False)
        self.confirm.clicked.connect(self.write)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.rejected.connect(self._stop)
        column.addLayout(row(None, cancel, self.confirm))

    def read(self) -> None:
        """Read and plan, away from the window's thread."""
        source, store, code = self._source, self._desk.store, self._code

        def job(progress: Progress) -> tuple[AgendaReading, AgendaPlan]:
            from workshopdesk.exchange import agenda_list
            from workshopdesk.services import agenda_import

            if isinstance(source, Path):
                reading = agenda_list.read_agenda(source, progress=progress)
            else:
                reading = agenda_list.read_pasted_agenda(source)
            return reading, agenda_import.plan_agenda(store, code, reading)

        name = _("Reading the agenda")
        self._job = self._desk.tasks.run(job, self._show, self._failed, name)

    def _show(self, planned: tuple[AgendaReading, AgendaPlan]) -> None:
        self._reading, plan = planned
        counts = [f"{_(said)} {plan.count(key)}" for key, said in _ACTIONS.items()
                  if plan.count(key)]  # fmt: skip
        self.said.setText(" · ".join(counts))
        self.model.set_rows(plan.rows)
        places = [f"{p.row}: {p.message}" for p in plan.problems[:_SHOWN]]
        if len(plan.problems) > _SHOWN:
            places.append(_("and %(n)d more") % {"n": len(plan.problems) - _SHOWN})
        self.problems.set_text("\n".join(places))
        self.problems.setVisible(bool(places))
        self.confirm.setEnabled(plan.count("unchanged") < len(plan.rows))
        self.confirm.setFocus()

    def _failed(self, error: Exception) -> None:
        self._desk.messages.error(error)
        self.reject()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def write(self) -> None:
        """Take it into the event."""
        from workshopdesk.services import agenda_import

        reading = self._reading
        if reading is not None:
            self._desk.write(
                lambda: agenda_import.import_agenda(self._desk.store, self._code, reading),
                "agenda", "events",
                said=_("The agenda was imported"),
            )  # fmt: skip
        self.accept()


def _columns() -> list[Column[PlannedSession]]:
    return [
        Column("day", N_("Date"), lambda p: words.day(p.day), (112, 120)),
        Column("time", N_("Time"), lambda p: words.hours(p.row.start, p.row.end), (92, 92)),
        Column("title", N_("Topic"), lambda p: p.row.title_lo or p.row.title_en, (240, 240),
               grow=4, weight=500),
        Column("people", N_("People responsible"), lambda p: ", ".join(p.people), (150, 150),
               grow=2),
        Column("room", N_("Room"), lambda p: p.row.room, (80, 80), grow=1),
        Column("kind", N_("Kind"), lambda p: words.session_kind(p.row.kind), (100, 110)),
        Column("action", N_("Becomes"), lambda p: _(_ACTIONS[p.action]), (92, 100)),
    ]  # fmt: skip
