"""The agenda's page: toolbar, time grid, and beside it the session in hand, clashes and kinds."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.clock import later, parse_time
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.services import agenda
from workshopdesk.ui import theme, words
from workshopdesk.ui.agenda import presenter
from workshopdesk.ui.agenda.editor import Editor
from workshopdesk.ui.agenda.grid import Grid
from workshopdesk.ui.agenda.presenter import Alarm, KindTotal, ScreenState
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Choice
from workshopdesk.ui.widgets.frames import Card, Chip, clear, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph

TOPICS = ("agenda", "events")
SIDE = 258


def make(desk: Desk) -> Room:
    """The room, for the shell."""
    return AgendaRoom(desk)


class _Swatch(QWidget):
    """The colours of a kind."""

    def __init__(self, hue: str) -> None:
        super().__init__()
        self._hue = hue
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint and bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.hue(self._hue).tint)
        painter.fillRect(QRectF(0, 0, 3, 16), theme.hue(self._hue).bar)


class AgendaRoom(EventRoom):
    """The sessions of one event."""

    topics = frozenset((*TOPICS, "participants"))

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, N_("Add participants"), "participants")
        self.state: ScreenState | None = None
        self._day = ""
        self.grid, self.editor = Grid(), Editor()
        self.editor.hide()
        self._build_toolbar()
        self._build_page()
        self.grid.chosen.connect(self.choose)
        self.grid.moved.connect(self.move_session)
        self.grid.removed.connect(self.remove)
        self.editor.changed.connect(self.change)
        self.editor.closed.connect(self._close_editor)
        self.editor.removed.connect(self.remove)

    def _build_toolbar(self) -> None:
        self.add_button = Button(N_("Add session"), "plus", "filled")
        self.add_button.clicked.connect(self.add)
        self.days = Segments([], N_("Days shown"), verbatim=True)
        self.days.chosen.connect(self._choose_day)
        self.rooms = Choice(N_("Room"))
        self.rooms.setFixedWidth(176)
        self.rooms.picked.connect(lambda _key: self._show())
        self.alarm = Button(N_("Warnings"), "alert-triangle", "warning")
        self.alarm.clicked.connect(self._first_alarm)
        self.print = Button(N_("Print agenda"), "printer")
        self.print.clicked.connect(lambda: self.desk.go("papers", self.event_id, "agenda"))
        for part in (self.add_button, self.days, self.rooms):
            self.toolbar.addWidget(part)
        self.toolbar.addStretch(1)
        self.toolbar.addWidget(self.alarm)
        self.toolbar.addWidget(self.print)

    def _build_page(self) -> None:
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self.grid, 1)
        inside = QWidget()
        side = QVBoxLayout(inside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        self._alarms, self._kinds = Card(), Card()
        for part in (self.editor, self._alarms, self._kinds):
            side.addWidget(part)
        side.addStretch(1)
        self._side = scroll(inside, N_("Session, warnings, kinds"))
        self._side.setFixedWidth(SIDE)
        across.addWidget(self._side)
        self.set_content(page)

    # Reading

    def load(self) -> None:
        """Read the agenda and show it."""
        with self.desk.store.read() as reader:
            self.state = presenter.read(reader, self.event_id)
        self._show_days(self.state)
        every = [("", _("All rooms")), *((room, room) for room in self.state.rooms)]
        self.rooms.set_choices(every, self.rooms.currentData() or "")
        self.rooms.setVisible(len(self.state.rooms) > 1)
        count = len(self.state.warnings)
        self.alarm.setVisible(count > 0)
        self.alarm.set_words(_("Warnings %(n)d") % {"n": count})
        self._show()
        self._show_alarms(self.state.warnings)
        self._show_kinds(self.state.kinds, self.state.total)

    def _show_days(self, state: ScreenState) -> None:
        if self._day not in {"", *(str(d.day) for d in state.days)}:
            self._day = ""
        every = _("%(n)d days") % {"n": len(state.days)}
        self.days.setVisible(len(state.days) > 1)
        self.days.set_choices([("", every), *((str(d.day), d.name) for d in state.days)])
        self.days.choose(self._day)

    def _show(self) -> None:
        if self.state is None:
            return
        days = presenter.only(self.state, self.rooms.currentData() or "")
        if self._day:
            days = tuple(d for d in days if str(d.day) == self._day)
        self.grid.show_days(days, self.state.first_hour, self.state.last_hour)
        shown = self.editor.shown()
        now = {c.session.id: c.session for d in self.state.days for c in d.cards}
        if shown in now:
            self.editor.show_session(now[shown], self.state.rooms, self.state.people)
        else:
            self._close_editor()

    def _choose_day(self, day: str) -> None:
        self._day = day
        self._show()

    def _show_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        self._alarms.setVisible(bool(alarms))
        clear(self._alarms.column)
        top = QHBoxLayout()
        top.addWidget(Label(_("Warnings"), role="section", weight=600), 1)
        chip = Chip()
        chip.set(str(len(alarms)), "alert-triangle", "warn")
        top.addWidget(chip)
        self._alarms.column.addLayout(top)
        for alarm in alarms[:6]:
            box = Card(margin=12, spacing=0)
            box.setObjectName("warncard")
            box.column.addWidget(Paragraph(alarm.title, weight=600))
            box.column.addWidget(Paragraph(alarm.detail, role="caption", tone="text"))
            show = Button(N_("Show"), kind="link")
            show.clicked.connect(lambda _c=False, key=alarm.session: self.reveal(str(key)))
            box.column.addWidget(show)
            self._alarms.column.addWidget(box)

    def _show_kinds(self, kinds: tuple[KindTotal, ...], total: str) -> None:
        self._kinds.setVisible(bool(kinds) and self.editor.session is None)
        clear(self._kinds.column)
        top = QHBoxLayout()
        top.addWidget(Label(_("Kinds"), role="section", weight=600), 1)
        top.addWidget(Label(_("Total %(time)s") % {"time": total}, tone="quiet", role="caption"))
        self._kinds.column.addLayout(top)
        for kind in kinds:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(_Swatch(kind.hue))
            line.addWidget(Label(kind.name), 1)
            line.addWidget(Label(kind.time, tone="quiet"))
            self._kinds.column.addLayout(line)

    def _first_alarm(self) -> None:
        if self.state is not None and self.state.warnings:
            self.reveal(str(self.state.warnings[0].session))

    def reveal(self, focus: str) -> None:
        """A session of the agenda."""
        for day in self.state.days if self.state else ():
            for card in day.cards:
                if str(card.session.id) == focus:
                    self.choose(card.session)

    def choose(self, session: Session) -> None:
        """Take a session in hand."""
        if self.state is None:
            return
        self.grid.select(session.id)
        self.editor.show_session(session, self.state.rooms, self.state.people)
        self.editor.show()
        self._kinds.hide()

    def _close_editor(self) -> None:
        self.editor.session = None
        self.editor.hide()
        self._kinds.setVisible(bool(self.state and self.state.kinds))
        self.grid.select(None)

    # Writing

    def add(self) -> None:
        """A new session of half an hour after the last one of the day in hand."""
        if self.state is None:
            return
        day = next((d for d in self.state.days if str(d.day) == self._day), self.state.days[-1])
        if not self._day:
            day = next((d for d in self.state.days if not d.cards), day)
        last = max((c.session.end for c in day.cards), default=time(8, 30))
        start = min(last, time(23, 0))
        added = self.desk.write(
            lambda: agenda.add_session(
                self.desk.store, self.event_id, day=day.day, start=start,
                end=later(start, 30), title_lo=_("New session"),
            ),
            *TOPICS,
            said=_("Session added"),
        )  # fmt: skip
        if added is not None:
            self.reveal(str(added))
            title = self.editor.title_lo
            title.setFocus()
            QTimer.singleShot(0, title, title.selectAll)  # after the focus has moved the caret

    def move_session(self, session: Session, day: date, start: time, end: time) -> None:
        """Dragged or nudged to another time."""
        said = _("Moved '%(title)s' to %(time)s") % {
            "title": session.title(screen_language()),
            "time": words.hours(start, end),
        }
        self.desk.write(
            lambda: agenda.move_session(self.desk.store, session, day=day, start=start, end=end),
            *TOPICS,
            said=said,
        )  # fmt: skip

    def remove(self, session: Session) -> None:
        """Take a session out; it can be put back."""
        self._close_editor()
        self.desk.write(
            lambda: agenda.remove_session(self.desk.store, session),
            *TOPICS,
            said=_("Removed '%(title)s'") % {"title": session.title(screen_language())},
        )  # fmt: skip

    def change(self, session: Session, key: str, text: str) -> None:
        """A field of the editor was left."""
        if key in ("start", "end"):
            value = parse_time(text)
            if value is None:
                self.desk.messages.error(
                    UserError(_("%(text)s is not a time") % {"text": text}, _("Write it as 08:30."))
                )
                self.editor.show_session(session, (), ())
                return
            start, end = (value, session.end) if key == "start" else (session.start, value)
            if key == "start":
                end = later(start, session.minutes)
            self.move_session(session, session.day, start, end)
            return
        values: dict[str, Any] = {key: text}
        if key == "kind":
            values = {"kind": SessionKind(text)}
        if key == "people":
            values = {
                "people": [name for name in text.replace("·", ",").split(",") if name.strip()]
            }
        self.desk.write(
            lambda: agenda.change_session(self.desk.store, session, **values),
            *TOPICS,
            said=_("Saved"),
        )
