"""The cards beside the calendar: what comes next, what is due, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.i18n import _
from workshopdesk.services import checklist
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.home.due import Notice, Task
from workshopdesk.ui.home.missing import MOST, Missing
from workshopdesk.ui.home.presenter import Next
from workshopdesk.ui.widgets.buttons import Button, icon_label
from workshopdesk.ui.widgets.entries import Entry
from workshopdesk.ui.widgets.frames import Card, Chip, clear, hairline, row
from workshopdesk.ui.widgets.text import Label, LinkLabel
from workshopdesk.ui.widgets.ticks import TickBox


class NextCard(Card):
    """The events that come next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=0)
        self._desk = desk

    def show_next(self, upcoming: Sequence[Next], count: int) -> None:
        """Show them, and how many there are in all."""
        clear(self.column)
        top = row(spacing=8)
        top.addWidget(Label(_("Next"), role="section", weight=600), 1)
        every = Button(kind="link")
        every.set_words(_("All %(n)d") % {"n": count})
        every.clicked.connect(lambda: self._desk.go("events"))
        top.addWidget(every)
        self.column.addLayout(top)
        self.column.addSpacing(8)
        if not upcoming:
            self.column.addWidget(hairline())
            self.column.addSpacing(8)
            self.column.addWidget(Label(_("No event is planned ahead"), tone="quiet"))
        for event in upcoming:
            self.column.addWidget(hairline())
            self.column.addWidget(self._line(event))

    def _line(self, event: Next) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 10, 0, 10)
        across.setSpacing(12)
        when = QVBoxLayout()
        when.setSpacing(0)
        for words, role, weight, tone in (
            (event.days, "section", 600, "text"),
            (event.month, "caption", 400, "quiet"),
        ):
            part = Label(words, role=role, weight=weight, tone=tone)
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setFixedWidth(60)
            when.addWidget(part)
        across.addLayout(when)
        title = LinkLabel(event.title)
        title.clicked.connect(lambda: self._desk.go("overview", event.event))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(Label(event.detail, role="caption", tone="quiet"))
        across.addLayout(column, 1)
        chip = Chip()
        chip.set(*event.status)
        across.addWidget(chip)
        return line


class DueCard(Card):
    """Preparations to tick off, and what of the whole office is due."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=0)
        self._desk = desk
        self._tasks: Sequence[Task] = ()
        self._notices: Sequence[Notice] = ()
        self.hide()

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show what is to be prepared."""
        self._tasks = tasks
        self._show()

    def show_notices(self, notices: Sequence[Notice]) -> None:
        """Show what of the office is due."""
        self._notices = notices
        self._show()

    def _show(self) -> None:
        clear(self.column)
        self.setVisible(bool(self._tasks or self._notices))
        top = row(spacing=8)
        top.addWidget(Label(_("To be done"), role="section", weight=600), 1)
        chip = Chip()
        chip.set(str(len(self._tasks) + len(self._notices)), "list-check", "text")
        top.addWidget(chip)
        self.column.addLayout(top)
        self.column.addSpacing(4)
        for notice in self._notices:
            entry = Entry(
                icon_label("alert-triangle", "warn"), notice.text, notice.detail, _("Open")
            )
            entry.opened.connect(lambda n=notice: self._desk.go("settings", focus=n.focus))
            self.column.addWidget(hairline())
            self.column.addWidget(entry)
        for task in self._tasks:
            self.column.addWidget(hairline())
            self.column.addWidget(self._task(task))

    def _task(self, task: Task) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 7, 0, 7)
        across.setSpacing(12)
        tick = TickBox()
        tick.setAccessibleName(_("Done: %(task)s") % {"task": task.title})
        tick.toggled.connect(lambda: self._tick(task))
        across.addWidget(tick)
        column = QVBoxLayout()
        column.setSpacing(0)
        title = LinkLabel(task.title)
        title.clicked.connect(lambda: self._desk.go("overview", task.seen.event_id))
        column.addWidget(title)
        tone = "bad" if task.late else "quiet"
        column.addWidget(Label(task.detail, role="caption", tone=tone))
        across.addLayout(column, 1)
        return line

    def _tick(self, task: Task) -> None:
        today = datetime.now().astimezone().date()
        self._desk.write(
            lambda: checklist.change_task(self._desk.store, task.seen, done_on=today),
            "events",
            said=_("Done: %(task)s") % {"task": task.title},
        )


class MissingCard(Card):
    """What is missing before events can be reported."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=0)
        self._desk = desk

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Show each with the way to where it is mended."""
        clear(self.column)
        self.setVisible(bool(missing))
        chip = Chip()
        count = f"{MOST}+" if len(missing) >= MOST else str(len(missing))
        chip.set(count, "alert-triangle", "warn")
        top = row(spacing=8)
        top.addWidget(Label(_("Missing before the report"), role="section", weight=600), 1)
        top.addWidget(chip)
        self.column.addLayout(top)
        self.column.addSpacing(4)
        for gap in missing:
            tone = "bad" if gap.bad else "warn"
            entry = Entry(icon_label("alert-triangle", tone), gap.text, gap.detail, gap.action)
            entry.opened.connect(lambda g=gap: self._desk.go(g.room, g.event, g.focus))
            self.column.addWidget(hairline())
            self.column.addWidget(entry)
