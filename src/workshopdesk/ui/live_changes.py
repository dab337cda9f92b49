"""What other windows save appears in this one, without pressing anything.

Hides the thread that waits for news, that a server may go and come back, and that a screen in
which somebody is typing is left alone until they have finished.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from workshopdesk.domain.errors import ServerAway, UserError
from workshopdesk.store import Store
from workshopdesk.store.server.listening import Listener
from workshopdesk.ui.widgets.fields import Saved, SavedText

_TURN = 0.5  # seconds a thread waits before it looks whether it should end
_TRY_AGAIN = 1.0  # seconds between two tries to reach a server that is away
_AT_MOST_EVERY = 800  # milliseconds between two readings of a screen for the sake of others
_TYPED_AGAIN = 150  # milliseconds between two looks whether the typing has ended


class _Ear(QThread):
    """Waits for news of the store."""

    heard = Signal()
    lost = Signal(object)
    back = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self._listener = Listener(store)
        self._seen = store.position()
        self._ending = threading.Event()
        self._doubted = threading.Event()
        self._away = False

    def run(self) -> None:
        """Called by Qt, in the thread."""
        while not self._ending.is_set():
            try:
                heard = self._listen()
            except UserError as trouble:
                self._tell_lost(trouble)
                self._ending.wait(_TRY_AGAIN)
                continue
            if self._away:
                self._away = False
                self.back.emit()
            if heard:
                self.heard.emit()
        self._listener.close()

    def _listen(self) -> bool:
        if self._doubted.is_set():
            self._listener.close()
            self._doubted.clear()
        heard = bool(self._listener.wait(_TURN))
        if self._seen:  # the first time: was anything saved before we listened?
            seen, self._seen = self._seen, ""
            return seen != self._store.position()
        return heard

    def _tell_lost(self, trouble: UserError) -> None:
        if isinstance(trouble, ServerAway) and not self._away:
            self._away = True
            self.lost.emit(trouble)

    def doubt(self) -> None:
        """Somebody else found the server away: try it anew, and tell when it answers."""
        self._away = True
        self._doubted.set()

    def end(self) -> None:
        """Ask the thread to end."""
        self._ending.set()
        self._listener.stop()


class LiveChanges(QObject):
    """Keeps a window current: ``lost`` and ``back`` tell of the server, ``read`` reads again."""

    lost = Signal(object)
    back = Signal()

    def __init__(self, store: Store, window: QWidget, read: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._read = read
        self._news = False
        self._ear = _Ear(store)
        self._ear.heard.connect(self._heard)
        self._ear.lost.connect(self.lost)
        self._ear.back.connect(self.back)
        self._pause = QTimer(self, singleShot=True, interval=_AT_MOST_EVERY)
        self._pause.timeout.connect(self._read_if_free)
        self._typed = QTimer(self, singleShot=True, interval=_TYPED_AGAIN)
        self._typed.timeout.connect(self._read_if_free)

    def start(self) -> None:
        """Begin to listen."""
        self._ear.start()

    def doubt(self) -> None:
        """The server was found away by somebody else."""
        self._ear.doubt()

    def end(self) -> None:
        """Stop listening; waits for the thread."""
        self._ear.end()
        self._ear.wait()

    @property
    def waits(self) -> bool:
        """Whether there is news that is not shown yet."""
        return self._news

    def _heard(self) -> None:
        self._news = True
        self._read_if_free()

    def _read_if_free(self) -> None:
        if not self._news or self._pause.isActive():
            return
        if is_busy(self._window):
            self._typed.start()
            return
        self._news = False
        self._pause.start()
        self._read()


def is_busy(window: QWidget) -> bool:
    """Whether somebody is in the middle of something a new reading would take from them."""
    if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return True
    if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
        return True
    focus = window.focusWidget()
    if isinstance(focus, (Saved, SavedText)):
        return focus.has_unsaved_text()
    return isinstance(_view_around(focus), QAbstractItemView)


def _view_around(widget: QWidget | None) -> QWidget | None:
    """The table whose cell a widget edits."""
    parent = widget.parentWidget() if widget is not None else None
    view = parent.parentWidget() if parent is not None else None
    if isinstance(view, QAbstractItemView) and view.viewport() is parent:
        return view
    return None
