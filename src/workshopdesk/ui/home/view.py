"""Home: numbers, month or list, filters, what comes next, what is due, what is missing."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.home import due, presenter
from workshopdesk.ui.home.calendar import Month
from workshopdesk.ui.home.entries import DueCard, MissingCard, NextCard
from workshopdesk.ui.home.filters import Filters, remembered
from workshopdesk.ui.home.presenter import Listed, Number, ScreenState
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button, Segments, icon_button, icon_label
from workshopdesk.ui.widgets.fields import Choice
from workshopdesk.ui.widgets.frames import Card, Empty, clear, row, scroll
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

_MEMORY = "home/filters"
_FIELDS = (
    ("programme", N_("Programme")), ("province", N_("Province")), ("status", N_("Status")),
    ("kind", N_("Kind")),
)  # fmt: skip


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return HomeRoom(desk)


class _NumberCard(Card):
    """One number; the whole card is a way to what is behind it."""

    def __init__(self, desk: Desk, number: Number) -> None:
        super().__init__(spacing=0)
        self.column.setContentsMargins(16, 6, 8, 6)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(100)
        self._desk, self._number = desk, number
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(icon_label(number.icon, "quiet"))
        top.addWidget(Label(number.name, tone="quiet"), 1)
        more = icon_button("chevron-right", N_("Open"), small=True)
        more.setAccessibleName(number.name)
        more.clicked.connect(self._go)
        top.addWidget(more)
        self.column.addLayout(top)
        value = Label(number.value, role="number", weight=600)
        value.setFixedHeight(40)
        self.column.addWidget(value)
        self.column.addWidget(Label(number.detail, role="caption", tone="quiet"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Anywhere on the card."""
        self._go()

    def _go(self) -> None:
        self._desk.go(self._number.room, focus=self._number.focus)


class HomeRoom(Room):
    """The first page of the window."""

    topics = frozenset(
        ("events", "participants", "agenda", "groups", "attendance", "people", "programmes")
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._month: date | None = None
        self._listing = False
        self.state: ScreenState | None = None
        self._counting: Handle | None = None
        kept = desk.memory.value(_MEMORY) if desk.memory is not None else None
        self.filters = remembered(kept)
        self._build_head()
        self._build_page()

    def _build_head(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 12)
        self._column.setSpacing(0)
        title = Label(role="title", weight=600)
        live.say(title, title.setText, N_("Home"))
        title.setFixedHeight(36)
        self.filter_button = Button(N_("Filter"), "filter")
        self.filter_button.clicked.connect(self._open_filters)
        self.import_button = Button(N_("Import"), "file-import")
        self.import_button.clicked.connect(self._import)
        self.new_button = Button(N_("New event"), "plus", "filled")
        self.new_button.clicked.connect(self.add)
        head = row(spacing=16)
        head.addWidget(title, 1)
        for button in (self.filter_button, self.import_button, self.new_button):
            head.addWidget(button)
        self._column.addLayout(head)
        self._column.addSpacing(4)
        self._today = Label(tone="quiet")
        self._column.addWidget(self._today)
        self._column.addSpacing(10)
        self._column.addWidget(self._build_filters())

    def _build_filters(self) -> QWidget:
        self.choices: dict[str, Choice] = {}
        line = row(spacing=8)
        for key, name in _FIELDS:
            choice = Choice(name)
            choice.setFixedWidth(190)
            choice.picked.connect(lambda value, k=key: self.filter_by(k, value))
            self.choices[key] = choice
            line.addWidget(choice)
        self.clear_button = Button(N_("Show everything"), kind="link")
        self.clear_button.clicked.connect(lambda: self._take_filters(Filters()))
        line.addWidget(self.clear_button)
        line.addStretch(1)
        line.setContentsMargins(0, 0, 0, 12)
        self.filter_row = QWidget()
        self.filter_row.setLayout(line)
        self.filter_row.setVisible(bool(self.filters))
        return self.filter_row

    def _build_page(self) -> None:
        self._page = QWidget()
        page = QVBoxLayout(self._page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(12)
        self._numbers = QGridLayout()
        self._numbers.setSpacing(12)
        for column in range(4):
            self._numbers.setColumnStretch(column, 1)
        page.addLayout(self._numbers)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self._build_calendar(), 682)
        self.next, self.due = NextCard(self.desk), DueCard(self.desk)
        self.missing = MissingCard(self.desk)
        self.missing.hide()
        inside = QWidget()
        side = QVBoxLayout(inside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        for card in (self.next, self.due, self.missing):
            side.addWidget(card)
        side.addStretch(1)
        across.addWidget(scroll(inside, N_("Next, to be done, and still missing")), 424)
        page.addLayout(across, 1)
        start = Button(N_("New event"), "plus", "filled")
        start.clicked.connect(self.add)
        self.empty = Empty(N_("There is no event yet"), start)
        self._column.addWidget(self._page, 1)
        self._column.addWidget(self.empty, 1)

    def _build_calendar(self) -> QWidget:
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(0, 12, 0, 1)
        self._month_name = Label(role="section", weight=600)
        self.view_switch = Segments([("month", N_("Month")), ("list", N_("As a list"))], N_("View"))
        self.view_switch.chosen.connect(self._switch)
        self.view_switch.choose("month")
        self.before = icon_button("chevron-left", N_("Month before"), kind="plain")
        self.now = Button(N_("Today"))
        self.after = icon_button("chevron-right", N_("Month after"), kind="plain")
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.now.clicked.connect(self._turn_to_today)
        head = row(16, spacing=8)
        head.addWidget(self._month_name, 1)
        for part in (self.view_switch, self.before, self.now, self.after):
            head.addWidget(part)
        head.addSpacing(12)
        card.column.addLayout(head)
        card.column.addSpacing(10)
        self.month = Month()
        self.month.opened.connect(lambda key: self.desk.go("overview", key))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.month)
        self._pages.addWidget(self._build_list())
        card.column.addWidget(self._pages, 1)
        return card

    def _build_list(self) -> Table:
        columns: list[Column[Listed]] = [
            Column("title", N_("Title"), lambda e: e.title, (220, 220), weight=500, grow=3,
                   other_texts=lambda e: e.found_by, filtered=False),
            Column("when", N_("Days"), lambda e: e.when, (130, 130),
                   sort=lambda e: e.event.first_day.toordinal(), filtered=False),
            Column("where", N_("Place"), lambda e: e.where, (130, 130), grow=2, filtered=False),
            Column("count", N_("Participants"), lambda e: e.count, (110, 130), filtered=False),
            Column("status", N_("Status"), lambda e: e.status, (84, 84), filtered=False),
        ]  # fmt: skip
        self.list_model: TableModel[Listed] = TableModel(columns, key=lambda e: e.event.id)
        self.list = Table(self.list_model, N_("List of events"))
        self.list.opened.connect(self._open_listed)
        self.list.doubleClicked.connect(
            lambda index: self._open_listed(self.list_model.row_at(index.row()))
        )
        return self.list

    def _open_listed(self, listed: Listed) -> None:
        self.desk.go("overview", listed.event.id)

    # Reading

    def load(self) -> None:
        """Read and show Home."""
        today = datetime.now().astimezone().date()
        with self.desk.store.read() as reader:
            state = presenter.read(reader, today, self._month, self.filters, listing=self._listing)
        self.state = state
        self._page.setVisible(state.any_event)
        self.empty.setVisible(not state.any_event)
        self._today.setText(state.today_text)
        self._month_name.setText(state.month_text)
        for key, value in asdict(self.filters).items():
            self.choices[key].set_choices(state.choices[key], value)
        self.clear_button.setVisible(bool(self.filters))
        self.filter_button.set_kind("pressed" if self.filters else "plain")
        if not self._numbers.count():
            self._show_numbers(state)
        self.month.show_month(state)
        self.list_model.set_rows(state.listed)
        self.next.show_next(state.upcoming, state.upcoming_count)
        self.due.show_tasks(state.tasks)
        self._count(state)
        self._notice(today)

    def _show_numbers(self, state: ScreenState) -> None:
        clear(self._numbers)
        for column, number in enumerate(state.numbers):
            self._numbers.addWidget(_NumberCard(self.desk, number), 0, column)

    def _count(self, state: ScreenState) -> None:
        """What must be counted is counted away from the window; what stood there stays so long."""
        store = self.desk.store

        def job(progress: Progress) -> ScreenState:
            progress.step(0, 0)  # not at all if the page was read again meanwhile
            with store.read() as reader:
                return presenter.counted(reader, state)

        if self._counting is not None:
            self._counting.cancel()
        self._counting = self.desk.tasks.run(
            job, self._show_counts, self.desk.messages.error, _("Counting")
        )

    def _show_counts(self, state: ScreenState) -> None:
        self.state = state
        self._show_numbers(state)
        self.list_model.set_rows(state.listed)
        self.next.show_next(state.upcoming, state.upcoming_count)
        self.missing.show_missing(state.missing)

    def _notice(self, today: date) -> None:
        """What of the whole office is due, looked for away from the window."""
        store = self.desk.store
        self.desk.tasks.run(
            lambda _progress: due.notices(store, today),
            self.due.show_notices,
            self.desk.messages.error,
            _("Looking for what is due"),
        )

    # Filtering

    def _open_filters(self) -> None:
        self.filter_row.setVisible(not self.filter_row.isVisible())
        if self.filter_row.isVisible():
            self.choices["programme"].setFocus()

    def filter_by(self, field: str, value: str) -> None:
        """Show only events of this programme, province, status or kind; "" for any."""
        self._take_filters(replace(self.filters, **{field: value}))

    def _take_filters(self, filters: Filters) -> None:
        self.filters = filters
        if self.desk.memory is not None:
            self.desk.memory.setValue(_MEMORY, filters.as_text())
        self.load()

    # Doing

    def _switch(self, view: str) -> None:
        self._listing = view == "list"
        self._pages.setCurrentIndex(int(self._listing))
        for part in (self.before, self.now, self.after):
            part.setVisible(not self._listing)
        self.load()

    def _turn(self, by: int) -> None:
        if self.state is not None:
            self._month = presenter.shifted(self.state.month, by)
            self.load()

    def _turn_to_today(self) -> None:
        self._month = datetime.now().astimezone().date().replace(day=1)
        self.load()

    def add(self) -> None:
        """Ctrl+N: a new event."""
        self.desk.go("start", focus="new")

    def _import(self) -> None:
        if self.state is not None and self.state.only_event is not None:
            self.desk.go("participants", self.state.only_event, "choose-file")
        else:
            self.desk.go("events", focus="import")
