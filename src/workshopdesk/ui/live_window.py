"""What a window on shared data does besides: it stays current, it asks, it waits for the server.

Joins the ear for others' changes, the writes that wait, the bar that says so and the dialog of
mine and theirs; the shell knows only this.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from workshopdesk import settings
from workshopdesk.domain.errors import ServerAway
from workshopdesk.i18n import _, ngettext
from workshopdesk.ui import words
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.desk import TOPICS, Desk
from workshopdesk.ui.live_bar import ConnectionBar
from workshopdesk.ui.live_changes import LiveChanges
from workshopdesk.ui.live_conflict import Conflicts


class LiveWindow(QObject):
    """Lives with the window; listens to others only once it is started."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.bar = ConnectionBar()
        self.conflicts = Conflicts(desk, window)
        self._changes: LiveChanges | None = None
        desk.writing.conflicted.connect(self.conflicts.ask)
        desk.overtaken.connect(self._ask_again)
        desk.writing.waiting_changed.connect(self._show)

    def start(self) -> None:
        """Begin to hear what others save."""
        self._changes = LiveChanges(self._desk.store, self._window, self._read)
        self._changes.lost.connect(self._desk.writing.lost)
        self._changes.back.connect(self._back)
        self._changes.start()

    def end(self) -> None:
        """Stop listening."""
        if self._changes is not None:
            self._changes.end()
            self._changes = None

    def guarded(self, read: Callable[[], None]) -> bool:
        """Read for the screen; a server that is away is told by the bar alone. Whether it was
        read."""
        try:
            read()
        except ServerAway as away:
            self._desk.writing.lost(away)
            return False
        return True

    def may_close(self) -> bool:
        """Whether the window may go: what waits for the server would be lost with it."""
        waiting = len(self._desk.writing.waiting)
        if not waiting:
            return True
        box = QMessageBox(QMessageBox.Icon.Warning, settings.APP_NAME, _("Not everything is saved"))
        said = ngettext(
            "%(n)d change waits for the server and would be lost.",
            "%(n)d changes wait for the server and would be lost.",
            waiting,
        )
        box.setInformativeText(said % {"n": waiting})
        box.addButton(_("Keep the window open"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(_("Close and lose them"), QMessageBox.ButtonRole.DestructiveRole)
        box.exec()
        return box.clickedButton() is leave

    def _ask_again(self, again: Callable[[], object]) -> None:
        """A job met what somebody else saved meanwhile: say what, and offer to begin it again."""
        self._read()
        with self._desk.store.read() as reader:
            newest = reader.history(limit=1)
        at = newest[0].at.astimezone()
        said = _("%(who)s saved something at %(when)s while this was done: %(what)s") % {
            "who": newest[0].author,
            "when": f"{words.day(at.date())} {words.clock(at.time())}",
            "what": newest[0].said(_),
        }
        more = _("Nothing of this was written. It can be done again with what is there now.")
        parent = QApplication.activeModalWidget() or self._window
        question = Confirm(parent, _("Changed meanwhile"), [said, more], _("Do it again"), "filled")
        question.ask(again)

    def _read(self) -> None:
        self._desk.changed.emit(frozenset(TOPICS))

    def _back(self) -> None:
        self._desk.writing.back()
        self._read()

    def _show(self) -> None:
        writing = self._desk.writing
        if writing.away is None:
            self.bar.clear()
            return
        self.bar.show_away(len(writing.waiting))
        if self._changes is not None:
            self._changes.doubt()
