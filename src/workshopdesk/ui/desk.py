"""What every room is given: the store, long work, messages, the relay, and ways to go elsewhere.

It is passed on, never looked up; a room that needs none of it takes none of it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from workshopdesk.i18n import _
from workshopdesk.store import Store
from workshopdesk.ui.messages import Messages
from workshopdesk.ui.tasks import Tasks

T = TypeVar("T")


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
        self._steps: deque[tuple[Callable[[], object], tuple[str, ...], str]] = deque(maxlen=100)

    def go(self, room: str, event: UUID | None = None, focus: str = "") -> None:
        """Show a room."""
        self.going.emit(Place(room, event, focus))

    def announce(self, *topics: str, said: str = "") -> None:
        """Something was written: open rooms that care read again."""
        self.changed.emit(frozenset(topics))
        if said:
            self.messages.done(said)

    def write(
        self,
        verb: Callable[[], T],
        *topics: str,
        said: str = "",
        back: Callable[[T], object] | None = None,
    ) -> T | None:
        """Run a short service verb; tell what changed, or say why it was refused.

        ``back`` is the verb that takes it back, given the result: it becomes the next undo.
        """
        try:
            result = verb()
        except Exception as error:  # sorted by the one sink: refusal, environment or bug
            self.messages.error(error)
            self.changed.emit(frozenset(topics))
            return None
        if back is not None:
            self._steps.append((lambda: back(result), topics, said))
        self.announce(*topics, said=said)
        return result

    @property
    def undoable(self) -> bool:
        """Whether something can be taken back."""
        return bool(self._steps)

    def undo(self) -> None:
        """Take the last step back, through a service like any other change."""
        if not self._steps:
            return
        back, topics, said = self._steps.pop()
        self.write(back, *topics, said=_("Taken back: %(step)s") % {"step": said})
