"""The report page of an event: figures, what is missing, and the way to the papers."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.event import EventStatus
from workshopdesk.i18n import N_, _
from workshopdesk.services import events
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.event_report import presenter
from workshopdesk.ui.event_report.presenter import Missing
from workshopdesk.ui.figures_view import FiguresView
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import Empty, clear

SHOWN = 3


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return EventReportRoom(desk)


class EventReportRoom(EventRoom):
    """One event's figures."""

    topics = frozenset(("events", "participants", "attendance", "groups", "agenda", "people"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state: presenter.ScreenState | None = None
        self._missing = QHBoxLayout()
        self._missing.setSpacing(8)
        self.reported = Button(N_("Mark as reported"), "circle-check")
        self.workbook = Button(N_("Funder workbook"), "file-spreadsheet")
        self.paper = Button(N_("Event report"), "printer", "filled")
        self.toolbar.addLayout(self._missing)
        self.toolbar.addStretch(1)
        for button in (self.reported, self.workbook, self.paper):
            self.toolbar.addWidget(button)
        self.figures = FiguresView()
        add = Button(N_("Add participants"), "user-plus", "filled")
        add.clicked.connect(lambda: self._go("participants"))
        self.empty = Empty(N_("Nobody is on the list yet"), add)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figures)
        column.addWidget(self.empty)
        self.set_content(holder)
        self.reported.clicked.connect(self._mark_reported)
        self.workbook.clicked.connect(lambda: self._go("papers", "funder-workbook"))
        self.paper.clicked.connect(lambda: self._go("papers", "event-report"))
        self.figures.opened.connect(self._open_person)

    def _go(self, room: str, focus: str = "") -> None:
        self.desk.go(room, self.event_id, focus)

    def _open_person(self, person: UUID) -> None:
        self.desk.go("people", focus=str(person))

    def load(self) -> None:
        """Read and count the event."""
        with self.desk.store.read() as reader:
            self.state = presenter.read(reader, self.event_id)
        self.figures.setVisible(self.state.anyone)
        self.empty.setVisible(not self.state.anyone)
        for button in (self.workbook, self.paper):
            button.setVisible(self.state.anyone)
        self.reported.setVisible(self.state.anyone and not self.state.reported)
        self.figures.render_figures(self.state.figures)
        clear(self._missing)
        for missing in self.state.missing[:SHOWN]:
            self._missing.addWidget(self._missing_button(missing))

    def _missing_button(self, missing: Missing) -> Button:
        button = Button(N_("Warnings"), "alert-triangle", "warning")
        button.set_words(missing.text)
        button.clicked.connect(lambda: self._go(missing.room, missing.focus))
        return button

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
