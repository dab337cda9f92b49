"""The only place that starts threads: long work is a Qt-free function ``job(progress)``.

Hides the pool, how results come back to the window's thread, and cancelling. Jobs run one at
a time, in the order given; a thread is never ended by force: ``progress.step`` raises Cancelled.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from workshopdesk.domain.progress import Cancelled, Progress

T = TypeVar("T")


class Handle(QObject):
    """A job under way: what it is called, how far it is, and how to stop it."""

    stepped = Signal(int, int, str)
    ended = Signal()
    _result = Signal(object)
    _error = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.running = True
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop at its next step; nothing half-made remains."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether stopping was asked for."""
        return self._stop.is_set()

    def step(self, done: int, total: int, label: str = "") -> None:
        """The job's side (a Progress): report, or raise Cancelled."""
        if self._stop.is_set():
            raise Cancelled
        self.stepped.emit(done, total, label)

    def _finish(self) -> None:
        self.running = False
        self.ended.emit()


class Tasks(Protocol):
    """Runs long work; tests swap it for one that runs at once."""

    def run(
        self,
        job: Callable[[Progress], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object],
        name: str = "",
        on_progress: Callable[[int, int, str], object] | None = None,
    ) -> Handle:
        """Run a job away from the window; its result or error comes back to the window."""

    def close(self, milliseconds: int = 10_000) -> bool:
        """Ask every job to stop and wait for it; False when one did not stop in time. Once all
        have stopped, whoever asked for them hears no more."""


class _Run(QRunnable):
    def __init__(self, job: Callable[[Progress], object], handle: Handle) -> None:
        super().__init__()
        self._job = job
        self._handle = handle

    def run(self) -> None:
        """Called by the pool, in its thread; signals carry the outcome back."""
        try:
            result = self._job(self._handle)
        except Cancelled as stopped:
            self._handle._error.emit(stopped)
        except Exception as error:  # told to the window, where the one sink sorts it
            self._handle._error.emit(error)
        else:
            self._handle._result.emit(result)


class _Work(QObject):
    """Connects a handle's outcome to the callers, in the window's thread."""

    def __init__(
        self,
        handle: Handle,
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object],
        on_progress: Callable[[int, int, str], object] | None,
        alive: set[_Work],
    ) -> None:
        super().__init__()
        self.handle = handle
        self._on_done, self._on_error, self._alive = on_done, on_error, alive
        self._on_progress, self._left = on_progress, False
        alive.add(self)
        handle.stepped.connect(self._stepped)
        handle._result.connect(self._done)
        handle._error.connect(self._failed)

    def leave(self) -> None:
        """Whoever asked is gone: tell nobody, not even what is on its way already."""
        self._left = True
        self._close()

    def _stepped(self, done: int, total: int, label: str) -> None:
        if self._on_progress is not None and not self._left:
            self._on_progress(done, total, label)

    def _done(self, result: T) -> None:
        if self._left:
            return
        self._close()
        if not self.handle.cancelled:
            self._on_done(result)  # type: ignore[arg-type]  # the job's own result

    def _failed(self, error: Exception) -> None:
        if self._left:
            return
        self._close()
        if not isinstance(error, Cancelled):
            self._on_error(error)

    def _close(self) -> None:
        self._alive.discard(self)
        self.handle._finish()


class ThreadTasks(QObject):
    """Tasks in a pool of two threads; ``started`` tells the status line of each."""

    started = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)  # one may look on while the other saves
        self._alive: set[_Work] = set()

    def run(
        self,
        job: Callable[[Progress], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object],
        name: str = "",
        on_progress: Callable[[int, int, str], object] | None = None,
    ) -> Handle:
        """See Tasks.run."""
        handle = Handle(name)
        _Work(handle, on_done, on_error, on_progress, self._alive)
        self.started.emit(handle)
        self._pool.start(_Run(job, handle))
        return handle

    def close(self, milliseconds: int = 10_000) -> bool:
        """See Tasks.close."""
        for work in tuple(self._alive):
            work.handle.cancel()
        stopped = self._pool.waitForDone(milliseconds)
        if stopped:
            for work in tuple(self._alive):
                work.leave()
        return stopped


class InlineTasks(QObject):
    """Tasks that run at once in the caller's thread, for tests and pictures."""

    started = Signal(object)

    def run(
        self,
        job: Callable[[Progress], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object],
        name: str = "",
        on_progress: Callable[[int, int, str], object] | None = None,
    ) -> Handle:
        """See Tasks.run."""
        handle = Handle(name)
        if on_progress is not None:
            handle.stepped.connect(on_progress)
        self.started.emit(handle)
        try:
            result = job(handle)
        except Cancelled:
            handle._finish()
        except Exception as error:  # told to the window, as the thread does
            handle._finish()
            on_error(error)
        else:
            handle._finish()
            on_done(result)
        return handle

    def close(self, milliseconds: int = 0) -> bool:
        """Nothing is ever under way."""
        return milliseconds >= 0
