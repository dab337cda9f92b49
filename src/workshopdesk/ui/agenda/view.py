"""The agenda's page: toolbar, time grid, and beside it the session in hand, clashes and kinds."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.domain.agenda import Session, SessionKind, names_in
from workshopdesk.domain.clock import later, minutes_between, parse_time, parse_times
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.services import agenda
from workshopdesk.ui import icons, live, theme, words
from workshopdesk.ui.agenda import presenter
from workshopdesk.ui.agenda.alarms import Alarm, Offer
from workshopdesk.ui.agenda.alarms_view import AlarmsCard
from workshopdesk.ui.agenda.editor import Editor
from workshopdesk.ui.agenda.grid import Grid
from workshopdesk.ui.agenda.importing import AgendaDialog
from workshopdesk.ui.agenda.lines import Lines
from workshopdesk.ui.agenda.presenter import Day, KindTotal, ScreenState
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.room import EventRoom, Room
from workshopdesk.ui.widgets.buttons import Button, MenuButton, Segments
from workshopdesk.ui.widgets.fields import Choice
from workshopdesk.ui.widgets.frames import Card, clear, scroll
from workshopdesk.ui.widgets.text import Label

TOPICS = ("agenda", "events")
SIDE = 258
_NAMED_DAYS = 3  # so many days are called by name in the toolbar, more by number


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
        self.shifting = False
        self._put_aside: set[tuple[str, str, UUID]] = set()
        self.grid, self.lines, self.editor = Grid(), Lines(), Editor()
        self.editor.hide()
        self._build_toolbar()
        self._build_page()
        self.grid.chosen.connect(self.choose)
        self.grid.moved.connect(self.move_session)
        self.grid.removed.connect(self.remove)
        self.grid.asked.connect(self.add_at)
        self.lines.changed.connect(self.change)
        self.lines.typed.connect(self._typed)
        self.lines.pasted.connect(self._pasted)
        self.alarms.shown.connect(lambda session: self.reveal(str(session.id)))
        self.alarms.taken.connect(self._take)
        self.alarms.gone.connect(lambda alarm: self.desk.go(alarm.page, self.event_id))
        self.alarms.left.connect(self._leave)
        self.editor.changed.connect(self.change)
        self.editor.closed.connect(self._close_editor)
        self.editor.removed.connect(self.remove)

    def _build_toolbar(self) -> None:
        self.add_button = Button(N_("Add session"), "plus", "filled")
        self.add_button.clicked.connect(self.add)
        self.looks = Segments([("grid", N_("Grid")), ("list", N_("List"))], N_("Shown as"))
        self.looks.choose("grid")
        self.looks.chosen.connect(self.show_as)
        self.days = Segments([], N_("Days shown"), verbatim=True)
        self.days.chosen.connect(self._choose_day)
        self.shift = Button(
            N_("Make room"),
            tip=N_("What comes after an added or lengthened session makes room for it"),
        )  # fmt: skip
        self.shift.clicked.connect(lambda: self.set_shift(not self.shifting))
        self.rooms = Choice(N_("Room"))
        self.rooms.setFixedWidth(132)
        self.rooms.picked.connect(lambda _key: self._show())
        self.alarm = Button(N_("Warnings"), "alert-triangle", "warning")
        self.alarm.clicked.connect(self._first_alarm)
        self.file = MenuButton(self._fill_file, icon="table-export")
        live.say(self.file, self.file.set_words, N_("File"))
        self.print = Button(N_("Print agenda"), "printer")
        self.print.clicked.connect(lambda: self.desk.go("papers", self.event_id, "agenda"))
        for part in (self.add_button, self.looks, self.days, self.shift, self.rooms):
            self.toolbar.addWidget(part)
        self.toolbar.addStretch(1)
        for part in (self.alarm, self.file, self.print):
            self.toolbar.addWidget(part)

    def _fill_file(self, menu: QMenu) -> None:
        for name, icon, does in (
            (
                N_("Print agenda"),
                "printer",
                lambda: self.desk.go("papers", self.event_id, "agenda"),
            ),
            (N_("Import an agenda"), "file-import", self.choose_import),
            (N_("Paste rows"), "table", self._paste_clipboard),
            (N_("Calendar file"), "calendar-event", self.choose_calendar),
        ):
            menu.addAction(icons.icon(icon), _(name)).triggered.connect(does)

    def _build_page(self) -> None:
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        self.looking = QStackedWidget()
        self.looking.addWidget(self.grid)
        self.looking.addWidget(self.lines)
        across.addWidget(self.looking, 1)
        inside = QWidget()
        side = QVBoxLayout(inside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        self.alarms, self._kinds = AlarmsCard(), Card()
        for part in (self.alarms, self.editor, self._kinds):
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
        self._show()
        self._show_alarms()
        self._show_kinds(self.state.kinds, self.state.total)

    def _show_days(self, state: ScreenState) -> None:
        if self._day not in {"", *(str(d.day) for d in state.days)}:
            self._day = ""
        every = _("%(n)d days") % {"n": len(state.days)}
        self.days.setVisible(len(state.days) > 1)
        many = len(state.days) > _NAMED_DAYS
        names = [str(n) if many else d.name for n, d in enumerate(state.days, 1)]
        keys = [str(day.day) for day in state.days]
        self.days.set_choices([("", every), *zip(keys, names, strict=True)])
        for key, shown in zip(keys, state.days, strict=True):
            self.days.button(key).setToolTip(f"{shown.name} · {shown.long_name}")
        self.days.choose(self._day)

    def _show(self) -> None:
        if self.state is None:
            return
        days = presenter.only(self.state, self.rooms.currentData() or "")
        if self._day:
            days = tuple(d for d in days if str(d.day) == self._day)
        self.grid.show_days(days, self.state.first_hour, self.state.last_hour)
        if self.looking.currentWidget() is self.lines:
            self.lines.show_days(days, self.state.people, self.state.rooms)
        shown = self.editor.shown()
        now = {c.session.id: c.session for d in self.state.days for c in d.cards}
        if shown in now:
            self.editor.show_session(now[shown], self.state.rooms, self.state.people)
        else:
            self._close_editor()

    def _choose_day(self, day: str) -> None:
        self._day = day
        self._show()

    def _alarms(self) -> tuple[Alarm, ...]:
        """The clashes that were not put aside."""
        every = self.state.warnings if self.state is not None else ()
        return tuple(alarm for alarm in every if alarm.key not in self._put_aside)

    def _show_alarms(self) -> None:
        alarms = self._alarms()
        self.alarm.setVisible(bool(alarms))
        self.alarm.set_words(_("Warnings %(n)d") % {"n": len(alarms)})
        self.alarms.show_alarms(alarms, self.editor.shown())

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
        for alarm in self._alarms()[:1]:
            self.reveal(str(alarm.session.id))

    def reveal(self, focus: str) -> None:
        """A session of the agenda."""
        for day in self.state.days if self.state else ():
            for card in day.cards:
                if str(card.session.id) == focus:
                    self.choose(card.session)
                    if self.looking.currentWidget() is self.lines:
                        self.lines.focus_session(card.session.id)

    def choose(self, session: Session) -> None:
        """Take a session in hand."""
        if self.state is None:
            return
        self.grid.select(session.id)
        self.editor.show_session(session, self.state.rooms, self.state.people)
        self.editor.show()
        self._kinds.hide()
        self._show_alarms()

    def _close_editor(self) -> None:
        self.editor.session = None
        self.editor.hide()
        self._kinds.setVisible(bool(self.state and self.state.kinds))
        self._show_alarms()
        self.grid.select(None)

    # Ways of looking and writing

    def show_as(self, look: str) -> None:
        """Show the time grid ("grid"), or lines to type ("list")."""
        self.looks.choose(look)
        self.looking.setCurrentWidget(self.lines if look == "list" else self.grid)
        if look == "list":
            self._close_editor()
            self._show()
            if self.state is not None:
                self.lines.go_on(self._day_to_add_to(self.state).day)

    def set_shift(self, shifting: bool) -> None:
        """Whether what follows makes room for what is added or lengthened."""
        self.shifting = shifting
        self.shift.set_kind("pressed" if shifting else "plain")
        self.shift.setAccessibleDescription(_("On") if shifting else _("Off"))

    def _day_to_add_to(self, state: ScreenState) -> Day:
        day = next((d for d in state.days if str(d.day) == self._day), None)
        return day or next((d for d in state.days if not d.cards), state.days[-1])

    def add(self) -> None:
        """A new session of half an hour: after the one in hand, else after the day's last."""
        if self.state is None:
            return
        if self.looking.currentWidget() is self.lines:
            self.lines.go_on(self._day_to_add_to(self.state).day)
            return
        in_hand = self.editor.session
        if in_hand is not None:
            self.add_at(in_hand.day, min(in_hand.end, time(23, 0)))
            return
        day = self._day_to_add_to(self.state)
        last = max((c.session.end for c in day.cards), default=time(8, 30))
        self.add_at(day.day, min(last, time(23, 0)))

    def add_at(self, day: date, start: time) -> None:
        """A new session of half an hour at a time, to be worded at once."""
        added = self.desk.write(
            lambda: agenda.add_session(
                self.desk.store, self.event_id, day=day, start=start, end=later(start, 30),
                title_lo=_("New session"), shift=self.shifting,
            ),
            *TOPICS,
            said=_("Session added"),
        )  # fmt: skip
        if added is not None:
            self.reveal(str(added))
            title = self.editor.title_lo
            title.setFocus()
            QTimer.singleShot(0, title, title.selectAll)  # after the focus has moved the caret

    def _typed(self, day: date, texts: dict[str, str]) -> None:
        """A line was typed to its end: it becomes a session, and the next line begins."""
        span = parse_times(texts["time"], 30)
        if span is None:
            self._no_time(texts["time"])
            return
        title = texts["title"].strip()
        if not title:
            self.lines.new_line(day).focus_on("title")
            return
        from workshopdesk.exchange.agenda_words import kind_of

        added = self.desk.write(
            lambda: agenda.add_session(
                self.desk.store, self.event_id, day=day, start=span[0], end=span[1],
                kind=kind_of(title), title_lo=title, room=texts["room"],
                people=self._names(texts["people"]), shift=self.shifting,
            ),
            *TOPICS,
            said=_("Session added"),
        )  # fmt: skip
        if added is not None:
            self.lines.go_on(day)

    def _names(self, text: str) -> tuple[str, ...]:
        return names_in(text, self.state.people if self.state is not None else ())

    def _no_time(self, text: str) -> None:
        self.desk.messages.error(
            UserError(
                _("%(text)s is not a time") % {"text": text}, _("Write it as 08:30 or 8:30-9:00.")
            )
        )

    def _pasted(self, day: date, text: str) -> None:
        """Rows copied elsewhere; the day of the line they were pasted into is theirs."""
        self.import_from(f"{day.isoformat()}\n{text}")

    def _paste_clipboard(self) -> None:
        self.import_from(QGuiApplication.clipboard().text())

    def choose_import(self) -> None:
        """Ask which file to read."""
        kinds = "*.xlsx *.xls *.ods *.csv *.tsv *.txt"
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Import an agenda"), "", f"{_('Agendas')} ({kinds})"
        )
        if chosen:
            self.import_from(Path(chosen))

    def import_from(self, source: Path | str) -> AgendaDialog | None:
        """Show what a file or pasted rows would do."""
        if self.state is None:
            return None
        dialog = AgendaDialog(self.desk, self.state.event_code, source, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        dialog.read()
        return dialog

    def choose_calendar(self) -> None:
        """Ask where the calendar file is to be written."""
        if self.state is None:
            return
        name = f"{self.state.event_code}-agenda-{screen_language()}.ics"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Calendar file"), name, "*.ics")
        if chosen:
            self.write_calendar(Path(chosen))

    def write_calendar(self, path: Path) -> None:
        """Write the agenda for other calendars."""
        if self.state is None:
            return
        from workshopdesk.services import calendar_file

        code, language = self.state.event_code, screen_language()
        self.desk.write(
            lambda: calendar_file.write_calendar(self.desk.store, code, path, language),
            said=_("Saved %(file)s") % {"file": path.name},
        )

    def move_session(
        self, session: Session, day: date, start: time, end: time, shift: bool = False
    ) -> None:
        """Dragged, nudged or typed to another time."""
        said = _("Moved '%(title)s' to %(time)s") % {
            "title": session.title(screen_language()),
            "time": words.hours(start, end),
        }
        follows = shift or self.shifting
        self.desk.write(
            lambda: agenda.move_session(
                self.desk.store, session, day=day, start=start, end=end, shift=follows
            ),
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

    def _take(self, alarm: Alarm, offer: Offer) -> None:
        """Someone or a room that is free takes the place of what clashes."""
        self._write_change(alarm.session, people=offer.people, room=offer.room)

    def _leave(self, alarm: Alarm) -> None:
        self._put_aside.add(alarm.key)
        self._show_alarms()

    def change(self, session: Session, key: str, text: str) -> None:
        """A field of the editor or of a line was left."""
        if key in ("start", "end", "time"):
            self._retime(session, key, text)
        elif key == "kind":
            self._write_change(session, kind=SessionKind(text))
        elif key == "people":
            self._write_change(session, people=self._names(text))
        elif key == "title":
            shown = "title_en" if screen_language() == "en" and session.title_en else "title_lo"
            self._write_change(session, **{shown: text})
        else:
            self._write_change(session, **{key: text})

    def _retime(self, session: Session, key: str, text: str) -> None:
        value = parse_time(text)
        span = parse_times(text, session.minutes) if key == "time" else None
        if key != "time" and value is not None:
            length = minutes_between(session.start, session.end)
            span = (value, later(value, length)) if key == "start" else (session.start, value)
        if span is None:
            self._no_time(text)
            self.load()
        elif span != (session.start, session.end):
            self.move_session(session, session.day, *span)

    def _write_change(self, session: Session, **values: Any) -> None:
        self.desk.write(
            lambda: agenda.change_session(self.desk.store, session, **values),
            *TOPICS,
            said=_("Saved"),
        )
