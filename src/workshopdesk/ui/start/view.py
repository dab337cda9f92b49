"""Begin: a new event in three fields, the sample programme, or a list that is there already."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout

from workshopdesk import i18n
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.lao import dates
from workshopdesk.services import events
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.office import OfficeCard
from workshopdesk.ui.room import Room
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Choice, Field, Labelled
from workshopdesk.ui.widgets.frames import Card, Drawing, row
from workshopdesk.ui.widgets.text import Label

CARD_WIDTH = 546


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return StartRoom(desk)


class StartRoom(Room):
    """One drawing, one sentence, one action, one link."""

    topics = frozenset(("events", "office"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(0)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addWidget(Drawing(), 0, centre)
        column.addSpacing(20)
        self.sentence = Label(role="title", weight=600)
        self.sentence.setAlignment(centre)
        column.addWidget(self.sentence)
        column.addSpacing(16)
        self.card = self._build_card()
        column.addWidget(self.card, 0, centre)
        column.addSpacing(12)
        self.sample = Button(N_("Open the sample programme"), kind="link")
        self.sample.clicked.connect(self.open_sample)
        self.import_link = Button(N_("Import a list"), kind="link")
        self.import_link.clicked.connect(self._choose_list)
        self.server = Button(N_("Connect to a team's server"), kind="link")
        self.server.clicked.connect(lambda: desk.go("settings", focus="server"))
        column.addLayout(row(None, self.sample, self.import_link, self.server, None, spacing=24))
        column.addSpacing(12)
        self.office = OfficeCard(desk, whole=False)
        self.office.setFixedWidth(CARD_WIDTH)
        column.addWidget(self.office, 0, centre)
        column.addStretch(3)

    def _build_card(self) -> Card:
        card = Card(margin=20, spacing=12)
        card.setFixedWidth(CARD_WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column, stretch in enumerate((1, 1, 1)):
            grid.setColumnStretch(column, stretch)
        self.title = Field(N_("Title of the event"), N_("for example: Training on petitions"))
        self.first_day = Field(N_("First day"))
        self.last_day = Field(N_("Last day"))
        self.kind, self.province = Choice(N_("Kind")), Choice(N_("Province"))
        self.language = Segments([("lo", "ລາວ"), ("en", "English")], N_("Language"), verbatim=True)
        self.language.chosen.connect(self._speak)
        live.follow(self.language, lambda: self.language.choose(i18n.screen_language()))
        grid.addWidget(Labelled(N_("Title of the event"), self.title), 0, 0, 1, 3)
        grid.addWidget(Labelled(N_("First day"), self.first_day), 1, 0)
        grid.addWidget(Labelled(N_("Last day"), self.last_day), 1, 1)
        grid.addWidget(Labelled(N_("Kind"), self.kind), 1, 2)
        grid.addWidget(Labelled(N_("Province"), self.province), 2, 0, 1, 2)
        grid.addWidget(Labelled(N_("Language"), self.language), 2, 2)
        card.column.addLayout(grid)
        card.column.addSpacing(4)
        line = QHBoxLayout()
        self.new_button = Button(N_("New event"), "plus", "filled")
        self.new_button.clicked.connect(self.create_event)
        self.title.returnPressed.connect(self.create_event)
        line.addStretch(1)
        line.addWidget(self.new_button)
        line.addStretch(1)
        card.column.addLayout(line)
        return card

    def _speak(self, language: str) -> None:
        window = self.window()
        switch = getattr(window, "speak", None)
        if switch is not None:
            switch(language)

    def load(self) -> None:
        """Today as the first day; words for the state of the database."""
        with self.desk.store.read() as reader:
            empty = not reader.events()
            provinces = reader.gazetteer().provinces
        english = i18n.screen_language() == "en"
        first = _("Start with your first event")
        self.sentence.setText(first if empty else _("New event"))
        self.sample.setVisible(empty)
        self.server.setVisible(empty)
        self.office.setVisible(empty)
        self.office.load()
        today = datetime.now().astimezone().date()
        for field in (self.first_day, self.last_day):
            field.setText(words.day(dates.parse_date(field.text()) or today))
        names = [(p.code, p.name_en if english else p.name_lo) for p in provinces]
        none = ("", _("Not said"))
        self.province.set_choices([none, *names], self.province.currentData() or "")
        self.kind.set_choices(words.kinds(), self.kind.currentData() or str(EventKind.WORKSHOP))

    def reveal(self, focus: str) -> None:
        """The caret into the title."""
        self.title.setFocus()

    def create_event(self) -> None:
        """Make the event and open it."""
        title = self.title.text().strip()
        first, last = (
            dates.parse_date(self.first_day.text()),
            dates.parse_date(self.last_day.text()),
        )
        if not title:
            self.title.setFocus()
            self.desk.messages.error(UserError(_("The event needs a title")))
            return
        if first is None or last is None:
            refusal = UserError(_("This is not a date"), _("Write it as 15/9/2025."))
            self.desk.messages.error(refusal)
            return
        made = self._made(title, first, last)
        if made is not None:
            self.title.clear()
            self.desk.go("overview", made)

    def _made(self, title: str, first: date, last: date) -> UUID | None:
        lao = any("\u0e80" <= c <= "\u0eff" for c in title)
        made = self.desk.write(
            lambda: events.create_event(
                self.desk.store,
                code=self._free_code(first.year),
                title_lo=title,
                title_en="" if lao else title,
                first_day=first,
                last_day=max(first, last),
                kind=EventKind(self.kind.currentData()),
                province=self.province.currentData() or None,
            ),
            "events",
            said=_("Event made"),
        )
        return None if made is None else made.id

    def _choose_list(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self, _("List of participants"), "", _("Lists") + " (*.xlsx *.xls *.ods *.csv *.tsv)"
        )
        if path:
            self.begin_with(Path(path))

    def begin_with(self, path: Path) -> None:
        """A new event whose participants are in a list, named as typed or as the file is."""
        today = datetime.now().astimezone().date()
        first = dates.parse_date(self.first_day.text()) or today
        last = dates.parse_date(self.last_day.text()) or first
        title = self.title.text().strip() or path.stem.replace("_", " ").replace("-", " ")
        made = self._made(title, first, last)
        if made is not None:
            self.title.clear()
            self.desk.go("participants", made, f"import:{path}")

    def _free_code(self, year: int) -> str:
        with self.desk.store.read() as reader:
            taken = {event.code for event in reader.events()}
        numbers = (int(m[1]) for c in taken if (m := re.fullmatch(rf"{year}-(\d+)", c)))
        return f"{year}-{max(numbers, default=0) + 1:02}"

    def open_sample(self) -> None:
        """Fill the database with the sample programme."""

        def job(progress: Progress) -> tuple[str, ...]:
            from workshopdesk.services import sample

            return sample.load(self.desk.store, progress)

        def done(codes: tuple[str, ...]) -> None:
            self.desk.announce("events", "participants", said=_("The sample programme is open"))
            with self.desk.store.read() as reader:
                event: UUID = reader.event(codes[0]).id
            self.desk.go("overview", event)

        self.sample.setEnabled(False)
        self.desk.tasks.run(job, done, self._failed, _("Opening the sample programme"))

    def _failed(self, error: Exception) -> None:
        self.sample.setEnabled(True)
        self.desk.messages.error(error)
