"""The main window: rail, rooms, status line, keys, and the relay of changes to open rooms.

Rooms are made when they are first entered; one that is not shown reads again when it is.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workshopdesk import i18n
from workshopdesk.domain.errors import ServerAway, UserError
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live, theme, undoing
from workshopdesk.ui.desk import Desk, Place
from workshopdesk.ui.find import FindBox
from workshopdesk.ui.help import HelpDialog
from workshopdesk.ui.live_window import LiveWindow
from workshopdesk.ui.messages import Message
from workshopdesk.ui.navigation import MAIN, NUMBERED, PAGES, RailState, rail_state
from workshopdesk.ui.qtwords import QtWords
from workshopdesk.ui.rail import Rail
from workshopdesk.ui.report import ReportDialog
from workshopdesk.ui.room import Room
from workshopdesk.ui.status import MessageBar, StatusLine
from workshopdesk.ui.tasks import Handle

LISTS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")
CHECK_IN = ".wdcheckin"
_EVENT_ROOMS = frozenset(room for room, _words, _icon in PAGES)


def make_room(name: str, desk: Desk) -> Room:
    """The room of a name; its module is imported only now."""
    module = importlib.import_module(f"workshopdesk.ui.{name}.view")
    factory: Callable[[Desk], Room] = module.make
    return factory(desk)


class Shell(QMainWindow):
    """The one window."""

    def __init__(self, desk: Desk, memory: QSettings) -> None:
        super().__init__()
        self.desk = desk
        self.place = Place("")
        self._event: Place | None = None
        self._memory = memory
        self._rooms: dict[str, Room] = {}
        self._rail = RailState()
        self._counting: Handle | None = None
        self._help: HelpDialog | None = None
        self._counted: tuple[UUID | None, str, str] = (None, "", "")
        self._qt_words = QtWords(self)
        self.rail = Rail()
        self.stack = QStackedWidget()
        self.status = StatusLine(
            N_("Data on the team's server") if desk.store.server else N_("Data on this computer")
        )
        self.bar = MessageBar()
        self.live = LiveWindow(desk, self)
        self._lay_out()
        self.find_box = FindBox(desk, self)
        self._connect()
        self._add_keys()
        self.setAcceptDrops(True)
        live.follow(self, self._reword)

    def _lay_out(self) -> None:
        self.resize(1366, 768)
        self.setMinimumSize(1000, 600)
        page = QWidget()
        page.setObjectName("page")
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.live.bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.bar)
        column.addWidget(self.status)
        across.addLayout(column, 1)
        self.setCentralWidget(page)

    def _connect(self) -> None:
        self.desk.going.connect(self.go)
        self.desk.changed.connect(self._changed)
        self.desk.messages.told.connect(self._tell)
        self.rail.going.connect(self.go)
        self.rail.searching.connect(self._open_find)
        self.rail.language_chosen.connect(self.speak)
        self.status.undo_wanted.connect(self.desk.undo)
        self.find_box.going.connect(self.go)
        self.find_box.commanded.connect(self.command)
        undoing.attend(self.desk, self)
        self.bar.report_wanted.connect(lambda text: ReportDialog(text, self).open())
        started = getattr(self.desk.tasks, "started", None)
        if started is not None:
            started.connect(self.status.work.show_work)

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": self._open_find,
            "Ctrl+B": self._fold_rail,
            "Ctrl+F": self._search_here,
            "Ctrl+N": self._add_here,
            "Ctrl+Z": self.desk.undo,
            "Ctrl+Shift+Z": self.desk.redo,
            "Ctrl+Y": self.desk.redo,
            "F5": self._read_again,
            "F1": self.help,
        }
        for number, (room, _words, _icon) in enumerate(MAIN[:NUMBERED], 1):
            keys[f"Alt+{number}"] = partial(self.go, Place(room))
        for number, (room, _words, _icon) in enumerate(PAGES[:NUMBERED], 1):
            keys[f"Ctrl+{number}"] = partial(self._go_page, room)
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(action)

    # Going places

    @property
    def room(self) -> Room | None:
        """The room now shown."""
        return self._rooms.get(self.place.room)

    def go(self, place: Place) -> None:
        """Show a place; a refusal leaves the window where it was."""
        try:
            self._enter(place)
        except ServerAway as away:
            self.desk.writing.lost(away)
        except UserError as error:
            self.desk.messages.error(error)

    def _enter(self, place: Place) -> None:
        room = self.prepare(place.room)
        before = self.place
        self.place = place
        try:
            room.enter(place)
        except UserError:
            self.place = before
            raise
        if place.room in _EVENT_ROOMS:
            self._event = place
        self.stack.setCurrentWidget(room)
        if not place.focus:
            room.setFocus()  # the page itself, so that no button is ringed before a key is used
        self._show_rail()

    def _go_page(self, room: str) -> None:
        if self._event is not None:
            self.go(Place(room, self._event.event))

    def prepare(self, name: str) -> Room:
        """The room of a name, made if it was not yet; it reads nothing before it is entered."""
        if name not in self._rooms:
            room = make_room(name, self.desk)
            self._rooms[name] = room
            self.stack.addWidget(room)
        return self._rooms[name]

    def _show_rail(self) -> None:
        """The place at once; counts, when something changed, as soon as they are read."""
        event = self._event.event if self._event is not None else None
        try:
            asked = (event, i18n.screen_language(), self.desk.store.position())
        except ServerAway:
            asked = self._counted  # as it was
        if self._rail.event != event:
            self._rail = RailState(event)
        self.rail.show_state(self._rail, self.place.room)
        if asked == self._counted:
            return
        self._counted = asked
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self.desk.tasks.run(
            lambda _progress: self._count(event), self._show_counts, self._not_counted
        )

    def _count(self, event: UUID | None) -> RailState:
        with self.desk.store.read() as reader:
            return rail_state(reader, event)

    def _show_counts(self, state: RailState) -> None:
        self._rail = state
        self.rail.show_state(state, self.place.room)

    def _not_counted(self, error: Exception) -> None:
        if isinstance(error, UserError) and not isinstance(error, ServerAway):
            self._event = None  # the event was deleted meanwhile
            self._show_counts(RailState())
        elif not isinstance(error, UserError):
            self.desk.messages.error(error)

    def _search_here(self) -> None:
        if self.room is not None:
            self.room.start_search()

    def _add_here(self) -> None:
        if self.room is not None:
            self.room.add()

    def _read_again(self) -> None:
        self._refresh()

    # What changed, what is said

    def _changed(self, topics: frozenset[str]) -> None:
        for room in self._rooms.values():
            if room.topics & topics:
                room.stale = True
        if self.room is not None and self.room.stale:
            self._refresh()
        self._show_rail()

    def _refresh(self) -> None:
        room = self.room
        if room is not None and not self.live.guarded(room.refresh):
            room.stale = True

    def _tell(self, message: Message) -> None:
        if message.kind == "done":
            self.bar.hide()
            step = self.desk.undo_step()
            self.status.say(message.title, undoable=bool(step))
            self.status.undo.setToolTip(step)
        else:
            self.bar.tell(message)

    # Language and theme

    def speak(self, language: str) -> None:
        """Switch the screen's language at once, Qt's own words too."""
        i18n.set_screen_language(language)
        self._memory.setValue("language", language)
        live.ring()

    def dress(self, mode: str) -> None:
        """Switch between light, dark and what the desktop says."""
        self._memory.setValue("theme", mode)
        theme.apply(mode)

    def _reword(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeTranslator(self._qt_words)
            app.installTranslator(self._qt_words)
        self.setWindowTitle("WorkshopDesk")
        self.status.say(_("Everything is saved"))
        self.bar.hide()
        for room in self._rooms.values():
            room.stale = True
        self._refresh()
        self._show_rail()

    # The window itself

    def _open_find(self) -> None:
        self.find_box.open(self._event or self.place)

    def help(self, about: str = "") -> None:
        """F1: help on this page, or on what is named."""
        if self._help is None:
            self._help = HelpDialog(self)
        self._help.open_for(about or self.place.room)

    def command(self, code: str, about: str = "") -> None:
        """Do what a command of Ctrl+K says."""
        other = "en" if i18n.screen_language() == "lo" else "lo"
        known: dict[str, Callable[[], object]] = {
            "undo": self.desk.undo, "redo": self.desk.redo, "add": self._add_here,
            "search": self._search_here, "fold": self._fold_rail, "read": self._read_again,
            "light": partial(self.dress, "light"), "dark": partial(self.dress, "dark"),
            "language": partial(self.speak, other), "help": partial(self.help, about),
            "check-in": self._open_check_in,
        }  # fmt: skip
        known[code]()

    def _open_check_in(self) -> None:
        from workshopdesk.ui.attendance.second_desk import choose_list

        choose_list(self.desk, self)

    def _fold_rail(self) -> None:
        self.rail.set_narrow(not self.rail.narrow)
        self._show_rail()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A search box left open goes away when the window changes."""
        super().resizeEvent(event)
        self.find_box.hide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A list may be dropped anywhere on the window."""
        if _dropped_list(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import a dropped list into the open event."""
        path = _dropped_list(event)
        if path is None:
            return
        if path.suffix.lower() == CHECK_IN:
            from workshopdesk.ui.attendance.second_desk import receive

            event.acceptProposedAction()
            receive(path, self.desk, self)
            return
        if self._event is None:
            self.desk.messages.error(
                UserError(
                    _("Into which event?"), _("Open the event, then drop the list onto the window.")
                )
            )
            return
        event.acceptProposedAction()
        self.go(Place("participants", self._event.event, focus=f"import:{path}"))

    def remember(self) -> None:
        """Keep size, place, rail and where the window was."""
        self._memory.setValue("geometry", self.saveGeometry())
        self._memory.setValue("rail", "narrow" if self.rail.narrow else "wide")

    def recall(self) -> None:
        """Bring back size, place and rail."""
        geometry = self._memory.value("geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
            if not any(s.geometry().intersects(self.geometry()) for s in QGuiApplication.screens()):
                self.move(0, 0)
        self.rail.set_narrow(self._memory.value("rail") == "narrow")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Work under way is asked to stop; nothing half-made remains."""
        self.remember()
        if not self.live.may_close():
            event.ignore()
            return
        if not self.desk.tasks.close():
            self.desk.messages.error(
                UserError(_("Work is still under way"), _("Wait until it ends, then close again."))
            )
            event.ignore()
            return
        self.live.end()
        super().closeEvent(event)


def _dropped_list(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return next((p for p in paths if p.suffix.lower() in (*LISTS, CHECK_IN)), None)
