"""What every room is given: the store, long work, messages, the relay, and ways to go elsewhere.

It is passed on, never looked up; a room that needs none of it takes none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from workshopdesk.domain.history import Did
from workshopdesk.i18n import _
from workshopdesk.store import Store
from workshopdesk.ui.messages import Messages
from workshopdesk.ui.tasks import Tasks

T = TypeVar("T")
TOPICS = (
    "events", "agenda", "participants", "groups", "attendance", "people", "organisations",
    "programmes", "office",
)  # fmt: skip
"""What a change can be about."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the window can go: a room, and for the rooms of an event which event.

    ``focus`` names a record or a thing in the room to be brought into view.
    """

    room: str
    event: UUID | None = None
    focus: str = field(default="", compare=False)


class Desk(QObject):
    """Handed to every room by the shell."""

    changed = Signal(object)  # frozenset of topics: "events", "participants", "agenda", ...
    going = Signal(object)  # Place

    def __init__(self, store: Store, tasks: Tasks, messages: Messages) -> None:
        super().__init__()
        self.store = store
        self.tasks = tasks
        self.messages = messages
        self._opened = store.origin.now()

    def go(self, room: str, event: UUID | None = None, focus: str = "") -> None:
        """Show a room."""
        self.going.emit(Place(room, event, focus))

    def announce(self, *topics: str, said: str = "") -> None:
        """Something was written: open rooms that care read again."""
        self.changed.emit(frozenset(topics))
        if said:
            self.messages.done(said)

    def write(self, verb: Callable[[], T], *topics: str, said: str = "") -> T | None:
        """Run a short service verb; tell what changed, or say why it was refused."""
        try:
            result = verb()
        except Exception as error:  # sorted by the one sink: refusal, environment or bug
            self.messages.error(error)
            self.changed.emit(frozenset(topics))
            return None
        self.announce(*topics, said=said)
        return result

    @property
    def undoable(self) -> bool:
        """Whether there is something of this sitting to take back."""
        return self._last("undo") is not None

    def undo(self) -> None:
        """Take back what this person did last, as far as this sitting goes."""
        did = self._last("undo")
        if did is not None:
            said = _("Taken back: %(step)s") % {"step": did.said(_)}
            self.write(lambda: self.store.undo(did.id), *TOPICS, said=said)

    def redo(self) -> None:
        """Do again what was taken back last."""
        did = self._last("redo")
        if did is not None:
            said = _("Done again: %(step)s") % {"step": did.said(_)}
            self.write(lambda: self.store.redo(did.id), *TOPICS, said=said)

    def _last(self, way: str) -> Did | None:
        author = self.store.origin.author
        with self.store.read() as reader:
            did = reader.undoable(author) if way == "undo" else reader.redoable(author)
        return did if did is not None and did.at >= self._opened else None
