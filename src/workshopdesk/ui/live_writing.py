"""Short writes of a window: told when done, asked about when stale, kept while the server is away.

Hides what a screen had seen when a write was begun, the queue of writes that wait for a server
to come back, and how one that was perhaps saved as the server went is not saved twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from workshopdesk.domain.errors import Conflict, ServerAway
from workshopdesk.store import Store, stance

T = TypeVar("T")


@dataclass(frozen=True)
class Write(Generic[T]):
    """A verb of a service to be run, what it is about, and what is said when it is done.

    ``seen``: up to where the screen was current when the person decided (``Store.position``).
    ``action_id``: what it was writing when the server went. ``leave``: unless None, newer versions
    are written over, but for these fields.
    """

    verb: Callable[[], T]
    topics: tuple[str, ...]
    said: str = ""
    seen: str = ""
    action_id: UUID | None = None
    leave: frozenset[stance.Place] | None = None

    def run(self) -> T:
        """Do it. Raises what the verb raises, and Conflict for what was not seen."""
        if self.leave is None:
            with stance.as_seen(self.seen):
                return self.verb()
        with stance.insisting(self.leave, self.seen):
            return self.verb()

    def same(self, other: Write[Any]) -> bool:
        """Whether the other one does the very same: pressed twice while nothing seemed to
        happen."""
        one, two = self.verb, other.verb
        return getattr(one, "__code__", one) == getattr(two, "__code__", two) and _held(
            one
        ) == _held(two)


def _held(verb: Callable[[], object]) -> list[object]:
    return [cell.cell_contents for cell in getattr(verb, "__closure__", None) or ()]


class Writing(QObject):
    """Runs the writes of one window."""

    done = Signal(object)  # a Write
    refused = Signal(object, object)  # a Write and its error
    conflicted = Signal(object)  # a Write: somebody else changed the same meanwhile
    waiting_changed = Signal()

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.away: ServerAway | None = None
        self.waiting: list[Write[Any]] = []

    def run(self, write: Write[T]) -> T | None:
        """Run a write now, or keep it for when the server is back; None unless it was done."""
        if self.away is not None:
            self._keep(write)
            return None
        try:
            result = write.run()
        except Conflict:
            self.conflicted.emit(write)
        except ServerAway as away:
            self.away = away
            self._keep(replace(write, action_id=away.action_id))
        except Exception as error:  # sorted by the one sink: refusal, environment or bug
            self.refused.emit(write, error)
        else:
            self.done.emit(write)
            return result
        return None

    def insist(self, write: Write[T], leave: frozenset[stance.Place], seen: str) -> None:
        """Write over the newer version that was shown, but for some fields; a yet newer one is
        asked about again."""
        self.run(replace(write, leave=leave, seen=seen))

    def lost(self, away: ServerAway) -> None:
        """The server does not answer: what is written from now on waits."""
        self.away = away
        self.waiting_changed.emit()

    def back(self) -> None:
        """The server answers again: what waited is written, in the order it was given."""
        self.away = None
        waiting, self.waiting = self.waiting, []
        for write in waiting:
            if self.away is None and self._was_saved(write):
                self.done.emit(write)
            else:
                self.run(write)
        self.waiting_changed.emit()

    def _was_saved(self, write: Write[object]) -> bool:
        try:
            return write.action_id is not None and self._store.holds(write.action_id)
        except ServerAway as away:
            self.away = away
            return False

    def _keep(self, write: Write[T]) -> None:
        if not any(kept.same(write) for kept in self.waiting):
            self.waiting.append(write)
        self.waiting_changed.emit()
