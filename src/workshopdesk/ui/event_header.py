"""The head of every page of an event: title, next step, when, where, status, who pays."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, screen_language
from workshopdesk.store import Reader
from workshopdesk.ui import words
from workshopdesk.ui.widgets.buttons import Button, icon_button
from workshopdesk.ui.widgets.frames import Chip, clear
from workshopdesk.ui.widgets.text import Label


@dataclass(frozen=True, slots=True)
class HeaderState:
    """What the head shows, in the screen's language."""

    title: str
    quiet_title: str
    when: str
    where: str
    status: tuple[str, str, str]
    funders: tuple[str, ...]


def header_state(reader: Reader, event_id: UUID) -> HeaderState:
    """Read the head of an event."""
    event = reader.event(event_id)
    language = screen_language()
    other = event.title_lo if language == "en" else event.title_en
    title = event.title(language)
    names: list[str] = []
    for programme in reader.programmes_of(event_id):
        funders = [f.abbreviation or f.name_en or f.name_lo for f in programme.funders]
        names += [name for name in (programme.code, *funders) if name and name not in names]
    return HeaderState(
        title,
        other if other != title else "",
        words.days(event.first_day, event.last_day),
        words.place(event, reader.gazetteer()),
        words.status(event.status),
        tuple(names),
    )


class EventHeader(QWidget):
    """Two lines: title and next step; the other title, chips and the funders."""

    def __init__(self, next_step: str) -> None:
        super().__init__()
        self.title = Label(role="title", weight=600)
        self.quiet_title = Label(tone="quiet")
        self.when, self.where, self.status = Chip(), Chip(), Chip()
        self.history = icon_button("clock", N_("History"))
        self.next_step: Button | None = None
        if next_step:
            self.next_step = Button(next_step, kind="outline", tail="arrow-right")
        self._funders = QHBoxLayout()
        self._funders.setSpacing(8)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(12)
        self.title.setFixedHeight(36)
        first.addWidget(self.title, 1)
        first.addWidget(self.history)
        if self.next_step is not None:
            first.addWidget(self.next_step)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.quiet_title, 0)
        second.addSpacing(8)
        for chip in (self.when, self.where, self.status):
            second.addWidget(chip)
        second.addStretch(1)
        second.addLayout(self._funders)
        column.addLayout(second)

    def show_state(self, state: HeaderState) -> None:
        """Show an event's head."""
        self.title.setText(state.title)
        self.quiet_title.setText(state.quiet_title)
        self.quiet_title.setVisible(bool(state.quiet_title))
        self.quiet_title.setMaximumWidth(470)
        self.when.set(state.when, "calendar-event")
        self.where.set(state.where, "map-pin")
        self.where.setVisible(bool(state.where))
        self.status.set(*state.status)
        clear(self._funders)
        for name in state.funders[:4]:
            chip = Chip(square=True)
            chip.set(name)
            self._funders.addWidget(chip)
