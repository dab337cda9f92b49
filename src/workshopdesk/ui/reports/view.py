"""The reports' page: choose a period, a programme, a funder; see the figures; save the papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.lao.dates import parse_date
from workshopdesk.services import report
from workshopdesk.services.report import Scope
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.figures_view import FiguresView
from workshopdesk.ui.reports import presenter
from workshopdesk.ui.room import Room
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved
from workshopdesk.ui.widgets.frames import Empty, row
from workshopdesk.ui.widgets.text import Label

EXCEL, PDF = "xlsx", "pdf"


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return ReportsRoom(desk)


class ReportsRoom(Room):
    """Figures of many events together."""

    topics = frozenset(("events", "participants", "attendance", "programmes", "people", "agenda"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.scope: Scope | None = None
        self.state: presenter.ScreenState | None = None
        self._offers = presenter.Offers((), (), ())
        self._job: Handle | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(0)
        title = Label(role="title", weight=600)
        title.setFixedHeight(36)
        live.say(title, title.setText, N_("Reports"))
        self.twice = Button(N_("People entered twice"), "users", "quiet")
        self.excel = Button(N_("Save funder workbook"), "file-spreadsheet")
        self.pdf = Button(N_("Save report as PDF"), "file-type-pdf", "filled")
        head = row(spacing=8)
        head.addWidget(title, 1)
        head.addWidget(self.twice)
        head.addWidget(self.excel)
        head.addWidget(self.pdf)
        column.addLayout(head)
        self.said = Label(tone="quiet")
        column.addWidget(self.said)
        column.addSpacing(8)
        column.addLayout(self._build_scope())
        column.addSpacing(12)
        self.figures = FiguresView()
        self.empty = Empty(N_("There is no event in this period"), None)
        column.addWidget(self.figures, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self._connect()

    def _build_scope(self) -> QHBoxLayout:
        self.period = Choice(N_("Period"))
        self.first, self.last = Saved(N_("From")), Saved(N_("To"))
        self.programme, self.funder = Choice(N_("Programme")), Choice(N_("Funder"))
        self.period.setMinimumWidth(170)
        line = row(spacing=12)
        for caption, field, width in (
            (N_("Period"), self.period, 0), (N_("From"), self.first, 150),
            (N_("To"), self.last, 150), (N_("Programme"), self.programme, 260),
            (N_("Funder"), self.funder, 200),
        ):  # fmt: skip
            if width:
                field.setFixedWidth(width)
            line.addWidget(Labelled(caption, field))
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        self.period.picked.connect(self._pick_period)
        self.first.saved.connect(lambda text: self._type_day(text, first=True))
        self.last.saved.connect(lambda text: self._type_day(text, first=False))
        self.programme.picked.connect(lambda code: self._change(programme=code or None))
        self.funder.picked.connect(lambda name: self._change(funder=name or None))
        self.twice.clicked.connect(lambda: self.desk.go("duplicates"))
        self.excel.clicked.connect(lambda: self.ask_and_save(EXCEL))
        self.pdf.clicked.connect(lambda: self.ask_and_save(PDF))
        self.figures.opened.connect(self._open_person)

    # Reading

    def load(self) -> None:
        """Read what can be chosen, then count."""
        with self.desk.store.read() as reader:
            self._offers = presenter.offers(reader)
        if self.scope is None:
            today = datetime.now(UTC).astimezone().date()
            newest = self._offers.periods[0][0] if self._offers.periods else str(today.year)
            self.scope = Scope(*presenter.days_of(newest))
        self._count(self.scope)

    def reveal(self, focus: str) -> None:
        """A period, as presenter.days_of knows it: of everything."""
        self._count(Scope(*presenter.days_of(focus)))

    def _count(self, scope: Scope) -> None:
        """Count away from the window's thread; a count that is no longer wanted is dropped."""
        self.scope = scope
        self._show_scope(scope)
        if self._job is not None:
            self._job.cancel()
        store = self.desk.store
        self._job = self.desk.tasks.run(
            lambda progress: presenter.read(store, scope, progress),
            self.render_state,
            self.desk.messages.error,
            _("Counting"),
        )

    def _show_scope(self, scope: Scope) -> None:
        known = self._offers.periods
        period = presenter.period_of(scope.first_day, scope.last_day, known)
        self.period.set_choices([("", _("Other days")), *known], period)
        self.first.show_value(words.day(scope.first_day))
        self.last.show_value(words.day(scope.last_day))
        everything = ("", _("All"))
        self.programme.set_choices([everything, *self._offers.programmes], scope.programme or "")
        self.funder.set_choices([everything, *self._offers.funders], scope.funder or "")

    def render_state(self, state: presenter.ScreenState) -> None:
        """Show figures."""
        self.state = state
        counted = ngettext("%(n)d event", "%(n)d events", state.events) % {"n": state.events}
        days = words.days(state.scope.first_day, state.scope.last_day)
        self.said.setText(f"{counted} · {days}")
        anything = state.events > 0
        self.figures.setVisible(anything)
        self.empty.setVisible(not anything)
        self.excel.setEnabled(anything)
        self.pdf.setEnabled(anything)
        self.figures.render_figures(state.figures)

    # Choosing

    def _change(self, **choice: str | None) -> None:
        if self.scope is not None:
            self._count(replace(self.scope, **choice))  # type: ignore[arg-type]  # programme or funder

    def _pick_period(self, period: str) -> None:
        if not period:
            self.first.setFocus()
        elif self.scope is not None:
            first, last = presenter.days_of(period)
            self._count(replace(self.scope, first_day=first, last_day=last))

    def _type_day(self, text: str, first: bool) -> None:
        if self.scope is None:
            return
        day = parse_date(text)
        if not isinstance(day, date):
            title = _("%(text)s is not a date") % {"text": text}
            self.desk.messages.error(UserError(title, _("Write it as 15/9/2025.")))
            self._show_scope(self.scope)
            return
        before = self.scope
        moved = replace(before, first_day=day) if first else replace(before, last_day=day)
        if moved.last_day < moved.first_day:
            moved = replace(moved, first_day=day, last_day=day)
        self._count(moved)

    def _open_person(self, person: UUID) -> None:
        self.desk.go("people", focus=str(person))

    # Papers

    def ask_and_save(self, form: str) -> None:
        """Ask where, then save the workbook or the PDF."""
        if self.scope is None:
            return
        suggested = f"{presenter.file_name(self.scope)}.{form}"
        kinds = f"{'PDF' if form == PDF else 'Excel'} (*.{form})"
        path, _filter = QFileDialog.getSaveFileName(self, _("Save"), suggested, kinds)
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        """Save the report; the file's ending says which."""
        scope, store = self.scope, self.desk.store
        if scope is None:
            return

        def job(progress: Progress) -> Path:
            return report.write_report(store, scope, path, progress=progress)

        def done(written: Path) -> None:
            self.desk.messages.done(_("Saved %(file)s") % {"file": written.name})

        self.desk.tasks.run(job, done, self.desk.messages.error, _("Saving the report"))
