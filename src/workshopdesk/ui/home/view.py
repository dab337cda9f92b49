"""Home: numbers, month or list, what comes next, what is missing."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.home import presenter
from workshopdesk.ui.home.calendar import Month
from workshopdesk.ui.home.presenter import Listed, Missing, Next, Number, ScreenState
from workshopdesk.ui.room import Room
from workshopdesk.ui.widgets.buttons import Button, Segments, icon_button, icon_label
from workshopdesk.ui.widgets.frames import Card, Chip, clear, hairline, row, scroll
from workshopdesk.ui.widgets.text import Label, LinkLabel


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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Anywhere on the card."""
        self._go()

    def _go(self) -> None:
        self._desk.go(self._number.room, focus=self._number.focus)


class HomeRoom(Room):
    """The first page of the window."""

    topics = frozenset(("events", "participants", "agenda", "groups", "attendance"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._month: date | None = None
        self.state: ScreenState | None = None
        self._build_head()
        self._build_page()

    def _build_head(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 12)
        self._column.setSpacing(0)
        title = Label(role="title", weight=600)
        live.say(title, title.setText, N_("Home"))
        title.setFixedHeight(36)
        self.import_button = Button(N_("Import"), "file-import")
        self.import_button.clicked.connect(self._import)
        self.new_button = Button(N_("New event"), "plus", "filled")
        self.new_button.clicked.connect(self.add)
        head = row(spacing=16)
        head.addWidget(title, 1)
        head.addWidget(self.import_button)
        head.addWidget(self.new_button)
        self._column.addLayout(head)
        self._column.addSpacing(4)
        self._today = Label(tone="quiet")
        self._column.addWidget(self._today)
        self._column.addSpacing(10)

    def _build_page(self) -> None:
        self._numbers = QGridLayout()
        self._numbers.setSpacing(12)
        for column in range(4):
            self._numbers.setColumnStretch(column, 1)
        self._column.addLayout(self._numbers)
        self._column.addSpacing(12)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self._build_calendar(), 682)
        side = QVBoxLayout()
        side.setSpacing(12)
        self._next, self._missing = Card(spacing=0), Card(spacing=0)
        side.addWidget(self._next)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(side)
        side.addWidget(self._missing)
        holder.addStretch(1)
        across.addWidget(scroll(inside, N_("Next, and still missing")), 424)
        self._column.addLayout(across, 1)

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
        self._list = QWidget()
        self._list_column = QVBoxLayout(self._list)
        self._list_column.setContentsMargins(16, 0, 16, 8)
        self._list_column.setSpacing(0)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.month)
        self._pages.addWidget(scroll(self._list, N_("List of events")))
        card.column.addWidget(self._pages, 1)
        return card

    # Reading

    def load(self) -> None:
        """Read and show Home."""
        today = datetime.now().astimezone().date()
        with self.desk.store.read() as reader:
            state = presenter.read(reader, today, self._month)
        self.state = state
        self._today.setText(state.today_text)
        self._month_name.setText(state.month_text)
        clear(self._numbers)
        for column, number in enumerate(state.numbers):
            self._numbers.addWidget(_NumberCard(self.desk, number), 0, column)
        self.month.show_month(state)
        self._show_next(state.upcoming, state.upcoming_count)
        self._show_missing(state.missing)
        clear(self._list_column)
        for listed in state.listed:
            self._add_listed(listed)
        self._list_column.addStretch(1)

    def _show_next(self, upcoming: tuple[Next, ...], count: int) -> None:
        clear(self._next.column)
        top = row(spacing=8)
        top.addWidget(Label(_("Next"), role="section", weight=600), 1)
        every = Button(kind="link")
        every.set_words(_("All %(n)d") % {"n": count})
        every.clicked.connect(lambda: self.desk.go("events"))
        top.addWidget(every)
        self._next.column.addLayout(top)
        self._next.column.addSpacing(8)
        if not upcoming:
            self._next.column.addWidget(hairline())
            self._next.column.addSpacing(8)
            self._next.column.addWidget(Label(_("No event is planned ahead"), tone="quiet"))
        for event in upcoming:
            self._next.column.addWidget(hairline())
            self._next.column.addWidget(self._next_line(event))

    def _next_line(self, event: Next) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 10, 0, 10)
        across.setSpacing(12)
        when = QVBoxLayout()
        when.setSpacing(0)
        days = Label(event.days, role="section", weight=600)
        month = Label(event.month, role="caption", tone="quiet")
        for part in (days, month):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setFixedWidth(44)
            when.addWidget(part)
        across.addLayout(when)
        title = LinkLabel(event.title)
        title.clicked.connect(lambda: self.desk.go("overview", event.event))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(Label(event.detail, role="caption", tone="quiet"))
        across.addLayout(words, 1)
        chip = Chip()
        chip.set(*event.status)
        across.addWidget(chip)
        return line

    def _show_missing(self, missing: tuple[Missing, ...]) -> None:
        clear(self._missing.column)
        self._missing.setVisible(bool(missing))
        chip = Chip()
        chip.set(str(len(missing)), "alert-triangle", "warn")
        top = row(spacing=8)
        top.addWidget(Label(_("Missing before the report"), role="section", weight=600), 1)
        top.addWidget(chip)
        self._missing.column.addLayout(top)
        self._missing.column.addSpacing(4)
        for gap in missing:
            self._missing.column.addWidget(hairline())
            self._missing.column.addWidget(self._missing_line(gap))

    def _missing_line(self, gap: Missing) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 7, 0, 7)
        across.setSpacing(12)
        across.addWidget(icon_label("alert-triangle", "bad" if gap.bad else "warn"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(gap.text))
        words.addWidget(Label(gap.detail, role="caption", tone="quiet"))
        across.addLayout(words, 1)
        mend = Button(small=True)
        mend.set_words(gap.action)
        mend.setAccessibleName(f"{gap.action}: {gap.text}, {gap.detail}")
        mend.setMinimumWidth(56)
        mend.clicked.connect(lambda: self.desk.go(gap.room, gap.event, gap.focus))
        across.addWidget(mend)
        return line

    def _add_listed(self, listed: Listed) -> None:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 8, 0, 8)
        across.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = LinkLabel(listed.title)
        title.clicked.connect(lambda: self.desk.go("overview", listed.event))
        words.addWidget(title)
        detail = " · ".join(p for p in (listed.when, listed.where, listed.count) if p)
        words.addWidget(Label(detail, role="caption", tone="quiet"))
        across.addLayout(words, 1)
        chip = Chip()
        chip.set(*listed.status)
        across.addWidget(chip)
        self._list_column.addWidget(line)
        self._list_column.addWidget(hairline())

    # Doing

    def _switch(self, view: str) -> None:
        self._pages.setCurrentIndex(0 if view == "month" else 1)
        for part in (self.before, self.now, self.after):
            part.setVisible(view == "month")

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
        if self.state is not None and len(self.state.listed) == 1:
            self.desk.go("participants", self.state.listed[0].event, "choose-file")
        else:
            self.desk.go("events", focus="import")
