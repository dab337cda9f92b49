"""The reports' page: choose a period, a programme, a funder; see what was counted; save papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.i18n import N_, _
from workshopdesk.lao.dates import parse_date
from workshopdesk.services.period import Scope
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.reports import presenter, shown
from workshopdesk.ui.reports.behind import Opener
from workshopdesk.ui.reports.builder import BuilderPage
from workshopdesk.ui.reports.pages import EventsPage, FiguresPage, IndicatorsPage
from workshopdesk.ui.reports.saving import EXCEL, PDF, PreviewDialog, SaveDialog, Saving
from workshopdesk.ui.reports.sent import SentPage
from workshopdesk.ui.room import Room
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved
from workshopdesk.ui.widgets.frames import Empty, row
from workshopdesk.ui.widgets.text import Label

FIGURES, INDICATORS, EVENTS, BUILD, SENT = "figures", "indicators", "events", "build", "sent"


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return ReportsRoom(desk)


class ReportsRoom(Room):
    """What many events come to together."""

    topics = frozenset(("events", "participants", "attendance", "programmes", "people", "agenda"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.scope: Scope | None = None
        self.state: presenter.ScreenState | None = None
        self._offers = presenter.Offers((), (), ())
        self._job: Handle | None = None
        self.opener = Opener(desk, self)
        self.saving = Saving(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        self.said = Label(tone="quiet")
        column.addWidget(self.said)
        column.addSpacing(8)
        column.addLayout(self._build_scope())
        column.addSpacing(10)
        column.addLayout(row(self._build_tabs(), None))
        column.addSpacing(10)
        self.empty = Empty(N_("There is no event in this period"), None)
        column.addWidget(self.pages, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self._connect()

    def _build_head(self) -> QHBoxLayout:
        title = Label(role="title", weight=600)
        title.setFixedHeight(36)
        live.say(title, title.setText, N_("Reports"))
        self.twice = Button(N_("People entered twice"), "users", "quiet")
        self.forms = Button(N_("Funders' forms"), "table-export", "quiet")
        self.excel = Button(N_("Save funder workbook"), "file-spreadsheet")
        self.pdf = Button(N_("Report as PDF"), "file-type-pdf", "filled")
        head = row(spacing=8)
        head.addWidget(title, 1)
        for button in (self.twice, self.forms, self.excel, self.pdf):
            head.addWidget(button)
        return head

    def _build_scope(self) -> QHBoxLayout:
        self.period = Choice(N_("Period"))
        self.first, self.last = Saved(N_("From")), Saved(N_("To"))
        self.programme, self.funder = Choice(N_("Programme")), Choice(N_("Funder"))
        self.province = Choice(N_("Participants' province"))
        self.period.setMinimumWidth(150)
        line = row(spacing=12)
        for caption, field, width in (
            (N_("Period"), self.period, 0), (N_("From"), self.first, 140),
            (N_("To"), self.last, 140), (N_("Programme"), self.programme, 210),
            (N_("Funder"), self.funder, 160), (N_("Participants' province"), self.province, 160),
        ):  # fmt: skip
            if width:
                field.setFixedWidth(width)
            line.addWidget(Labelled(caption, field))
        line.addStretch(1)
        return line

    def _build_tabs(self) -> Segments:
        self.figures, self.indicators = FiguresPage(), IndicatorsPage()
        self.events, self.builder = EventsPage(), BuilderPage(self.desk)
        self.sent = SentPage(self.desk)
        self.pages = QStackedWidget()
        self.tabs = Segments(
            [(FIGURES, N_("Figures")), (INDICATORS, N_("Indicators")), (EVENTS, N_("Events")),
             (BUILD, N_("Build a table")), (SENT, N_("Versions sent"))],
            N_("What is shown"),
        )  # fmt: skip
        self._pages = {FIGURES: self.figures, INDICATORS: self.indicators, EVENTS: self.events,
                       BUILD: self.builder, SENT: self.sent}  # fmt: skip
        for page in self._pages.values():
            self.pages.addWidget(page)
        self.tabs.choose(FIGURES)
        return self.tabs

    def _connect(self) -> None:
        self.period.picked.connect(self._pick_period)
        self.first.saved.connect(lambda text: self._type_day(text, first=True))
        self.last.saved.connect(lambda text: self._type_day(text, first=False))
        self.programme.picked.connect(lambda code: self._change(programme=code or None))
        self.funder.picked.connect(lambda name: self._change(funder=name or None))
        self.province.picked.connect(lambda code: self._change(province=code or None))
        self.tabs.chosen.connect(self.show_page)
        self.twice.clicked.connect(lambda: self.desk.go("duplicates"))
        self.forms.clicked.connect(lambda: self.desk.go("forms"))
        self.excel.clicked.connect(lambda: self.ask_and_save(EXCEL))
        self.pdf.clicked.connect(self.preview)
        for page in (self.figures, self.indicators, self.events):
            page.asked.connect(self.opener.open)
        self.builder.asked.connect(self.opener.open)
        self.builder.wanted.connect(self._count)
        self.indicators.edit.clicked.connect(lambda: self.desk.go("programmes", focus="indicators"))
        self.events.went.connect(self._open_event)

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
        """A page by its name, or a period, as presenter.days_of knows it: of everything."""
        if focus in self._pages:
            self.show_page(focus)
        else:
            self._count(Scope(*presenter.days_of(focus)))

    def show_page(self, key: str) -> None:
        """Show figures, indicators, events, or the table to be built."""
        self.tabs.choose(key)
        self.pages.setCurrentWidget(self._pages[key])
        self._enter_builder()

    def _enter_builder(self) -> None:
        """The table is counted only while somebody looks at it."""
        if self.state is not None and self.pages.currentWidget() is self.builder:
            self.builder.enter(self.state.scope, self.state.terms)
        if self.pages.currentWidget() is self.sent:
            self.sent.read(self.scope)

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
        self.province.set_choices([everything, *self._offers.provinces], scope.province or "")

    def render_state(self, state: presenter.ScreenState) -> None:
        """Show what was counted."""
        self.state = state
        self.said.setText(shown.scope_said(state.found))
        anything = state.events > 0
        self.pages.setVisible(anything)
        self.tabs.setVisible(anything)
        self.empty.setVisible(not anything)
        self.excel.setEnabled(anything)
        self.pdf.setEnabled(anything)
        for page in (self.figures, self.indicators, self.events):
            page.show_found(state.found, state.terms)
        self._enter_builder()

    # Choosing

    def _change(self, **choice: str | None) -> None:
        if self.scope is not None:
            self._count(replace(self.scope, **choice))  # type: ignore[arg-type]  # names of a scope

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

    def _open_event(self, event: Event) -> None:
        self.desk.go("event_report", event.id)

    # Papers

    def preview(self) -> None:
        """Show the PDF before it is saved."""
        if self.scope is not None:
            self.saving.draw(self.scope, self._show_preview)

    def _show_preview(self, pdf: bytes) -> None:
        self.previewing = PreviewDialog(pdf, self)
        self.previewing.save.clicked.connect(lambda: self.ask_and_save(PDF))
        self.previewing.open()

    def ask_and_save(self, form: str) -> None:
        """Ask what is to be in it and where it goes, then save the workbook or the PDF."""
        if self.scope is None:
            return
        scope = self.scope
        self.asking = SaveDialog(form, presenter.file_name(scope), self)
        self.asking.wanted.connect(
            lambda path, options: self.saving.save(scope, Path(path), options)
        )
        if form == EXCEL:
            self.asking.open()
        else:
            self.asking.ask_where()

    def save_to(self, path: Path) -> None:
        """Save the report; the file's ending says which."""
        if self.scope is not None:
            self.saving.save(self.scope, path)
