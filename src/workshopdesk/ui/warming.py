"""What the window does while nobody asks anything of it: load the code of its rooms, then make the
pages of an event, so that the first event opens as quickly as the second.

Code is loaded in a thread of its own; widgets are made in the window's, one room at a time, and
never while a button or a key is held.
"""

from __future__ import annotations

import importlib
from threading import Thread

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from workshopdesk.ui.navigation import MAIN, PAGES
from workshopdesk.ui.shell import Shell

PAUSE = 250  # ms between two rooms: a key pressed meanwhile is served first


class Warming(QObject):
    """Begins when started and goes away with its window."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self._window = window
        self._left = [room for room, _words, _icon in PAGES]
        rooms = (*self._left, *(room for room, _words, _icon in MAIN))
        self._loading = Thread(target=_load, args=(rooms,), daemon=True, name="loading rooms")
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._next)

    def start(self) -> None:
        """Load the rooms' code; then make the event's pages one after the other."""
        self._loading.start()
        self._timer.start()

    @property
    def done(self) -> bool:
        """Whether everything is there."""
        return not self._left

    def _next(self) -> None:
        busy = QGuiApplication.mouseButtons() or self._loading.is_alive()
        if busy:
            return
        if self._left:
            room = self._window.prepare(self._left.pop(0))
            for part in (room, *room.findChildren(QWidget)):
                part.ensurePolished()  # else its first showing takes as long again
        else:
            self._timer.stop()


def _load(rooms: tuple[str, ...]) -> None:
    for room in rooms:
        importlib.import_module(f"workshopdesk.ui.{room}.view")
