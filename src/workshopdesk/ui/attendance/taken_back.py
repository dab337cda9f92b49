"""What came back from the other desk: each thing with a tick, conflicts unticked; written once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import desk_exchange
from workshopdesk.services.desk_exchange import GONE, LISTED, NEW, NEWER, SAME, DeskPlan, Step
from workshopdesk.ui import live
from workshopdesk.ui.attendance.presenter import LOOKS
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.returned import half_day_words
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table, tick_column
from workshopdesk.ui.widgets.text import Label

TOPICS = ("participants", "attendance", "people")
STATES = {
    NEW: N_("New"), SAME: N_("Here already"), NEWER: N_("Changed here meanwhile"),
    LISTED: N_("This name is on the list"), GONE: N_("Not of this event any more"),
}  # fmt: skip


class TakenBackDialog(QDialog):
    """Reads a file that came back and writes what is ticked, as one step."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._path = desk, path
        self.plan: DeskPlan | None = None
        live.say(self, self.setWindowTitle, N_("Check-in from the second computer"))
        self.resize(860, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label(path.name, role="title", weight=600))
        self.said = Label(tone="quiet")
        column.addWidget(self.said)
        columns: list[Column[Step]] = [
            tick_column(),
            Column("name", N_("Name and surname"), _named, (200, 200), grow=2, weight=500),
            Column("half_day", N_("Half-day"), self._half_day, (160, 160)),
            Column("before", N_("Before"), lambda s: _mark(s.before), (90, 90), tone="quiet"),
            Column("after", N_("After"), lambda s: _mark(s.mark), (90, 90)),
            Column("state", N_("State"), lambda s: _(STATES[s.state]), (170, 170), grow=1,
                   problem=lambda s: "" if s.state in (NEW, SAME) else _(STATES[s.state])),
        ]  # fmt: skip
        self.model: TableModel[Step] = TableModel(columns, key=lambda s: (s.who, s.half_day))
        self.rows = Table(self.model, N_("What the check-in changes"))
        self.rows.chosen.connect(self._count)
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.rows)
        column.addWidget(card, 1)
        self.confirm = Button(kind="filled", icon="check")
        self.confirm.clicked.connect(self.write)
        close = Button(N_("Cancel"))
        close.clicked.connect(self.reject)
        column.addLayout(row(None, close, self.confirm))
        live.follow(self, self._count)

    def _half_day(self, step: Step) -> str:
        known = self.plan is not None and step.half_day <= len(self.plan.event.half_days)
        return half_day_words(self.plan.event, step.half_day) if known and self.plan else ""

    def read(self) -> None:
        """Read the file away from the window's thread."""
        store, path = self._desk.store, self._path

        def job(_progress: Progress) -> DeskPlan:
            return desk_exchange.preview(store, path)

        self._desk.tasks.run(job, self._show, self._failed, path.name)

    def _failed(self, error: Exception) -> None:
        self.reject()
        self._desk.messages.error(error)

    def _show(self, plan: DeskPlan) -> None:
        self.plan = plan
        same = sum(step.state == SAME for step in plan.steps)
        parts = [
            _("%(n)d new") % {"n": len(plan.safe)},
            _("%(n)d here already") % {"n": same},
            _("%(n)d to be looked at") % {"n": len(plan.steps) - len(plan.safe) - same},
        ]
        self.said.setText(" · ".join(parts))
        self.model.set_rows(plan.steps)
        self.rows.select_keys({self.model.key_of(step) for step in plan.safe})
        self._count()

    def _chosen(self) -> list[Step]:
        usable = set(self.plan.open) if self.plan is not None else set()
        rows: list[Step] = self.rows.selected_rows()
        return [step for step in rows if step in usable]

    def _count(self) -> None:
        chosen = len(self._chosen())
        said = ngettext("Take over %(n)d change", "Take over %(n)d changes", chosen)
        self.confirm.set_words(said % {"n": chosen})
        self.confirm.setEnabled(chosen > 0)

    def write(self) -> None:
        """Write what is ticked."""
        plan, chosen = self.plan, self._chosen()
        if plan is None:
            return
        written = self._desk.write(
            lambda: desk_exchange.apply(self._desk.store, plan, chosen),
            *TOPICS,
            said=_("Taken over from the second computer: %(n)d") % {"n": len(chosen)},
        )
        if written is not None:
            self.accept()


def _named(step: Step) -> str:
    return step.name + (f" ({_('added there')})" if step.walk_in is not None else "")


def _mark(mark: Mark | None) -> str:
    return "" if mark is None else _(LOOKS[mark][0])
