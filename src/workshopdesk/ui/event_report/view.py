"""The report's page of an event: figures, charts, texts, what is missing, and what was sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.evaluation import EvaluationQuestion
from workshopdesk.domain.event import EventStatus
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import evaluation, events, photographs, sent_reports
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.event_report import presenter
from workshopdesk.ui.event_report.pages import ChartsPage, ReadyPage, TextsPage
from workshopdesk.ui.figures_view import FiguresView
from workshopdesk.ui.mending import MENDS
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.sending import SendDialog, Wanted
from workshopdesk.ui.sent_panel import SentPanel
from workshopdesk.ui.sent_words import Version, versions
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.frames import Empty, scroll

FIGURES, CHARTS, TEXTS, READY, SENT = "figures", "charts", "texts", "ready", "sent"
_PAGES = (
    (FIGURES, N_("Figures")), (CHARTS, N_("Charts")), (TEXTS, N_("Texts and photographs")),
    (READY, N_("Ready to report?")), (SENT, N_("Versions sent")),
)  # fmt: skip


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return EventReportRoom(desk)


class EventReportRoom(EventRoom):
    """One event's report."""

    topics = frozenset(("events", "participants", "attendance", "groups", "agenda", "people"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state: presenter.ScreenState | None = None
        self.dialog: SendDialog | None = None
        self._build_toolbar()
        self.figures, self.charts, self.texts = FiguresView(), ChartsPage(), TextsPage()
        self.ready, self.sent = ReadyPage(), SentPanel(desk)
        add = Button(N_("Add participants"), "user-plus", "filled")
        add.clicked.connect(lambda: self._go("participants"))
        self.empty = Empty(N_("Nobody is on the list yet"), add)
        counted = QWidget()
        column = QVBoxLayout(counted)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figures)
        column.addWidget(self.empty)
        self.pages = QStackedWidget()
        for page in (
            counted, scroll(self.charts, N_("Charts")),
            scroll(self.texts, N_("Texts and photographs")),
            scroll(self.ready, N_("Ready to report?")), self.sent,
        ):  # fmt: skip
            self.pages.addWidget(page)
        self.page = Segments(list(_PAGES), N_("Parts of the report"))
        self.page.choose(FIGURES)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.page)
        column.addWidget(self.pages, 1)
        self.set_content(whole)
        self._connect()

    def _build_toolbar(self) -> None:
        self.doubts = Button(icon="alert-triangle", kind="warning")
        self.reported = Button(N_("Mark as reported"), "circle-check")
        self.send = Button(N_("Keep as sent…"), "archive")
        self.workbook = Button(N_("Funder workbook"), "file-spreadsheet")
        self.paper = Button(N_("Event report"), "printer", "filled")
        self.toolbar.addWidget(self.doubts)
        self.toolbar.addStretch(1)
        for button in (self.reported, self.send, self.workbook, self.paper):
            self.toolbar.addWidget(button)

    def _connect(self) -> None:
        self.doubts.clicked.connect(lambda: self.show_page(READY))
        self.reported.clicked.connect(self._mark_reported)
        self.send.clicked.connect(self.ask_to_send)
        self.workbook.clicked.connect(lambda: self._go("papers", "funder-workbook"))
        self.paper.clicked.connect(lambda: self._go("papers", "event-report"))
        self.figures.opened.connect(self._open_person)
        self.page.chosen.connect(self.show_page)
        self.ready.opened.connect(self._mend)
        self.texts.changed.connect(self._change_text)
        asked = self.texts.evaluation
        asked.added.connect(self._add_question)
        asked.changed.connect(self._change_question)
        asked.moved.connect(self._move_question)
        asked.removed.connect(self._remove_question)
        pictures = self.texts.photographs
        pictures.added.connect(self.add_photographs)
        pictures.captioned.connect(self._caption)
        pictures.moved.connect(self._move_photograph)
        pictures.removed.connect(self._remove_photograph)

    def _go(self, room: str, focus: str = "") -> None:
        self.desk.go(room, self.event_id, focus)

    def _open_person(self, person: UUID) -> None:
        self.desk.go("people", focus=str(person))

    def _mend(self, problem: Problem) -> None:
        mend = MENDS[problem.code]
        if mend.room == "event_report":
            self.show_page(TEXTS)
            self.texts.texts["summary_lo"].setFocus()
            return
        self._go(mend.room, mend.place(problem))

    # Reading

    def load(self) -> None:
        """Read and count the event."""
        store = self.desk.store
        with store.read() as reader:
            self.state = state = presenter.read(reader, self.event_id)
            self.texts.photographs.show_photographs(
                state.photographs, lambda kept: reader.content(kept.id)
            )
        self.figures.setVisible(state.anyone)
        self.empty.setVisible(not state.anyone)
        for button in (self.workbook, self.paper, self.send):
            button.setVisible(state.anyone)
        self.reported.setVisible(state.anyone and not state.reported)
        self.figures.render_figures(state.figures)
        self.charts.show_charts(state.charts, state.sentences)
        self.texts.show_texts(state.event)
        self.texts.evaluation.show_questions(state.evaluation)
        self.ready.show_problems(state.problems)
        grave = [p for p in state.problems if p.severity is not Severity.HINT]
        self.doubts.setVisible(bool(grave))
        said = ngettext("%(n)d thing to mend", "%(n)d things to mend", len(grave))
        self.doubts.set_words(said % {"n": len(grave)})
        if self.pages.currentIndex() == _index(SENT):
            self._read_sent()

    def reveal(self, focus: str) -> None:
        """A part of the page by its name."""
        if focus in dict(_PAGES):
            self.show_page(focus)

    def show_page(self, page: str) -> None:
        """Show a part of the report."""
        self.page.choose(page)
        self.pages.setCurrentIndex(_index(page))
        if page == SENT:
            self._read_sent()

    def _read_sent(self) -> None:
        store, event = self.desk.store, self.event_id

        def job(_progress: Progress) -> tuple[Version, ...]:
            with store.read() as reader:
                return versions(reader, reader.sent_reports(event))

        def show(found: tuple[Version, ...]) -> None:
            if event == self.event_id:
                self.sent.show_versions(found)

        self.desk.tasks.run(job, show, self.desk.messages.error, _("Comparing with what was sent"))

    # Writing

    def _mark_reported(self) -> None:
        """The last step of an event."""
        if self.state is None:
            return
        event, store = self.state.event, self.desk.store
        self.desk.write(
            lambda: events.change_event(store, event, status=EventStatus.REPORTED),
            "events",
            said=_("Marked as reported"),
        )

    def _change_text(self, field: str, text: str) -> None:
        if self.state is not None:
            event, store = self.state.event, self.desk.store
            self.desk.write(lambda: events.change_event(store, event, **{field: text}), "events")

    def _add_question(self, text: str) -> None:
        if self.state is None:
            return
        event, store = self.state.event, self.desk.store
        lao = any("\u0e80" <= letter <= "\u0eff" for letter in text)
        said = (text, "") if lao else ("", text)
        self.desk.write(lambda: evaluation.add_question(store, event, *said), "events")

    def _change_question(self, seen: EvaluationQuestion, what: str, text: str) -> None:
        store = self.desk.store
        change = partial(evaluation.change_question, store, seen)
        if what == "answers":
            try:
                answers = presenter.understood(text)
            except UserError as error:
                self.desk.messages.error(error)
                return
            self.desk.write(lambda: change(answers=answers), "events")
        elif what == "lao":
            self.desk.write(lambda: change(question_lo=text), "events")
        else:
            self.desk.write(lambda: change(question_en=text), "events")

    def _move_question(self, seen: EvaluationQuestion, to: int) -> None:
        if self.state is not None:
            event, store = self.state.event, self.desk.store
            self._later(lambda: evaluation.move_question(store, event, seen.id, to))

    def _remove_question(self, seen: EvaluationQuestion) -> None:
        store = self.desk.store
        self._later(lambda: evaluation.remove_question(store, seen))

    def add_photographs(self, paths: list[Path]) -> None:
        """Keep pictures, each made small; one that cannot be read is said and the rest kept."""
        if self.state is None:
            return
        event, store = self.state.event, self.desk.store

        def job(progress: Progress) -> list[UserError]:
            refused = []
            for done, path in enumerate(paths):
                progress.step(done, len(paths), path.name)
                try:
                    photographs.add_photograph(store, event, path)
                except UserError as error:
                    refused.append(error)
            return refused

        def done(refused: list[UserError]) -> None:
            self.desk.announce("events")
            for error in refused:
                self.desk.messages.error(error)

        self.desk.tasks.run(job, done, self.desk.messages.error, _("Adding photographs"))

    def _caption(self, kept: Kept, which: str, text: str) -> None:
        store = self.desk.store
        said = {which: text}
        self._later(lambda: photographs.set_caption(store, kept, **said))

    def _move_photograph(self, id: UUID, to: int) -> None:
        if self.state is not None:
            event, store = self.state.event, self.desk.store
            self._later(lambda: photographs.move_photograph(store, event, id, to))

    def _remove_photograph(self, kept: Kept) -> None:
        store = self.desk.store
        self._later(lambda: photographs.remove_photograph(store, kept))

    def _later(self, verb: Callable[[], object]) -> None:
        """Write once the signal of a widget that will go has been dealt with."""
        QTimer.singleShot(0, self, lambda: self.desk.write(verb, "events"))

    # Sending

    def ask_to_send(self) -> None:
        """Ask to whom, then keep the report as it is now."""
        if self.state is None:
            return
        with self.desk.store.read() as reader:
            programmes = reader.programmes_of(self.event_id)
        funders = [f.name_en or f.name_lo for p in programmes for f in p.funders]
        self.dialog = SendDialog(self, list(dict.fromkeys(funders)))
        self.dialog.wanted.connect(self.send_now)
        self.dialog.open()

    def send_now(self, wanted: Wanted) -> None:
        """Make the files and keep them with the figures."""
        if self.state is None:
            return
        store, code = self.desk.store, self.state.event.code
        today = store.origin.now().astimezone().date()

        def job(progress: Progress) -> UUID:
            return sent_reports.send_event_report(
                store, code, recipient=wanted.recipient, sent_on=today,
                languages=wanted.languages, workbook=wanted.workbook, progress=progress,
            )  # fmt: skip

        def done(_id: UUID) -> None:
            self.desk.announce("events", said=_("Kept as sent"))
            self.show_page(SENT)

        self.desk.tasks.run(job, done, self.desk.messages.error, _("Making the report"))


def _index(page: str) -> int:
    return [key for key, _words in _PAGES].index(page)
