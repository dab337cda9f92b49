"""A list that came back: what it would change, row by row, with a tick; written as one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
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

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.event import Event
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import returned_lists
from workshopdesk.services.returned_lists import HALF_DAY, NEW, ReturnPlan, Step
from workshopdesk.ui import icons, live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.table import Table, tick_column
from workshopdesk.ui.widgets.text import Label

TOPICS = ("participants", "attendance", "events", "people")
_FIELDS = {
    "name": N_("Name and surname"), "sex": N_("Sex"), "position": N_("Position"),
    "unit": N_("Unit / organisation"), "district": N_("District"), "province": N_("Province"),
    "phone": N_("Phone"), NEW: N_("New on the list"),
}  # fmt: skip
_MARKS = {
    Mark.PRESENT: N_("Present"), Mark.LATE: N_("Late"), Mark.ABSENT: N_("Absent"),
    Mark.EXCUSED: N_("Excused"),
}  # fmt: skip


class ReturnDialog(QDialog):
    """Reads a filled-in or corrected list, shows every change, and writes those ticked."""

    def __init__(self, desk: Desk, event_id: UUID, path: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._event_id, self._path = desk, event_id, path
        self._job: Handle | None = None
        self.plan: ReturnPlan | None = None
        live.say(self, self.setWindowTitle, N_("A list that came back"))
        self.resize(1040, 620)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(Label(path.name, role="title", weight=600))
        self.said = Label(_("Reading the list"), tone="quiet")
        column.addWidget(self.said)
        column.addLayout(self._build_lists(), 1)
        self.confirm = Button(kind="filled", icon="check")
        self.confirm.setEnabled(False)
        self.confirm.set_words(_("Take over"))
        self.confirm.clicked.connect(self.write)
        cancel = Button(N_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.rejected.connect(self._stop)
        column.addLayout(row(None, cancel, self.confirm))

    def _build_lists(self) -> QHBoxLayout:
        columns: list[Column[Step]] = [
            tick_column(),
            Column("row", N_("Row"), lambda s: str(s.row), (52, 52), right=True, tone="quiet",
                   sort=lambda s: s.row),
            Column("who", N_("Name and surname"), lambda s: s.who, (180, 180), grow=2, weight=500),
            Column("what", N_("What changes"), self._what, (170, 170), grow=1),
            Column("before", N_("Before"), lambda s: _value(s, s.before) if s.before else "",
                   (150, 150), grow=2, tone="quiet"),
            Column("after", N_("After"), lambda s: _value(s, s.after), (170, 170), grow=3,
                   problem=_conflict),
        ]  # fmt: skip
        self.model: TableModel[Step] = TableModel(
            columns, key=lambda s: (s.row, s.field, s.half_day)
        )
        self.rows = Table(self.model, N_("What the list changes"))
        self.rows.chosen.connect(self._count)
        card = Card(margin=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        card.column.addWidget(self.rows)
        self.problems = QListWidget()
        self.problems.setFrameShape(QFrame.Shape.NoFrame)
        self.problems.setWordWrap(True)
        live.say(self.problems, self.problems.setAccessibleName, N_("Problems in the list"))
        self.problem_card = Card(margin=8)
        self.problem_card.setFixedWidth(290)
        head = Label(role="section", weight=600)
        live.say(head, head.setText, N_("Problems in the list"))
        self.problem_card.column.addWidget(head)
        self.problem_card.column.addWidget(self.problems)
        self.problem_card.hide()
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(card, 1)
        across.addWidget(self.problem_card)
        return across

    def _what(self, step: Step) -> str:
        if step.half_day is None or self.plan is None:
            return _(_FIELDS.get(step.field, step.field))
        return half_day_words(self.plan.event, step.half_day)

    # Reading

    def read(self) -> None:
        """Read the list, away from the window's thread."""
        store, path, event_id = self._desk.store, self._path, self._event_id

        def job(progress: Progress) -> ReturnPlan:
            with store.read() as reader:
                code = reader.event(event_id).code
            return returned_lists.preview(store, code, path, progress)

        self._job = self._desk.tasks.run(job, self.show_plan, self._failed, path.name)

    def show_plan(self, plan: ReturnPlan) -> None:
        """Show the changes; those that overwrite nothing newer are ticked."""
        self.plan = plan
        known = ngettext("%(n)d person recognised", "%(n)d people recognised", plan.recognised)
        changes = ngettext("%(n)d change", "%(n)d changes", len(plan.steps))
        newer = sum(step.conflict for step in plan.steps)
        parts = [known % {"n": plan.recognised}, changes % {"n": len(plan.steps)}]
        parts += [_("%(n)d changed here meanwhile") % {"n": newer}] if newer else []
        self.said.setText(" · ".join(parts))
        self.model.set_rows(plan.steps)
        self.rows.select_keys({self.model.key_of(step) for step in plan.safe})
        self.problem_card.setVisible(bool(plan.problems))
        self.problems.clear()
        for problem in plan.problems:
            place = f"{problem.column}{problem.row or ''}"
            icon = icons.icon("alert-triangle", "warn")
            self.problems.addItem(QListWidgetItem(icon, f"{place}  {problem.message}".strip()))
        self._count()

    def _count(self) -> None:
        chosen = len(self.rows.selected_rows())
        said = ngettext("Take over %(n)d change", "Take over %(n)d changes", chosen)
        self.confirm.set_words(said % {"n": chosen})
        self.confirm.setEnabled(chosen > 0)

    def _failed(self, error: Exception) -> None:
        self.reject()
        self._desk.messages.error(error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # Writing

    def write(self) -> None:
        """Write what is ticked, as one step that can be taken back."""
        plan, store = self.plan, self._desk.store
        steps: list[Step] = self.rows.selected_rows()
        if plan is None:
            return
        self.confirm.setEnabled(False)

        def job(progress: Progress) -> int:
            from workshopdesk.services import backup

            backup.before_import(store)
            return returned_lists.apply(store, plan, steps, progress)

        self._job = self._desk.tasks.run(job, self._done, self._failed, _("Importing"))

    def _done(self, written: int) -> None:
        self.accept()
        said = ngettext("%(n)d change taken over", "%(n)d changes taken over", written)
        self._desk.announce(*TOPICS, said=said % {"n": written})


def open_if_ours(
    desk: Desk, path: Path, ours: Callable[[], object], others: Callable[[], object]
) -> None:
    """Look, away from the window's thread, whether a file is a list of ours; then go on."""

    def job(progress: Progress) -> bool:
        return returned_lists.is_ours(path, progress)

    def done(known: bool) -> None:
        ours() if known else others()

    desk.tasks.run(job, done, desk.messages.error, path.name)


def half_day_words(event: Event, number: int) -> str:
    """ "Day 1 · Morning"."""
    found = event.half_days[number - 1]
    day = _("Day %(number)s") % {"number": event.days.index(found.day) + 1}
    return f"{day} · {_('Afternoon') if found.afternoon else _('Morning')}"


def _value(step: Step, text: str) -> str:
    if step.field == HALF_DAY and text:
        return _(_MARKS[Mark(text)])
    if step.field == NEW and step.marks:
        count = ngettext("%(n)d half-day", "%(n)d half-days", len(step.marks))
        return " · ".join(filter(None, (text, count % {"n": len(step.marks)})))
    return text


def _conflict(step: Step) -> str:
    return _("This was changed here since the list was made.") if step.conflict else ""
