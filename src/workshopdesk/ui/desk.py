"""What every room is given: the store, long work, messages, the relay, and ways to go elsewhere.

It is passed on, never looked up; a room that needs none of it takes none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from workshopdesk.domain.errors import Conflict
from workshopdesk.domain.history import BuiltUpon, Did
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import _
from workshopdesk.store import Store
from workshopdesk.ui.between import Between
from workshopdesk.ui.live_writing import Write, Writing
from workshopdesk.ui.messages import Messages
from workshopdesk.ui.tasks import Handle, Tasks

if TYPE_CHECKING:
    from workshopdesk.verifying import KeyPair

T = TypeVar("T")
TOPICS = (
    "events", "agenda", "participants", "groups", "attendance", "people", "organisations",
    "programmes", "office", "payments", "invitations",
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
    turn_doubted = Signal(object, str)  # a Did of an earlier sitting, and "undo" or "redo"
    turn_refused = Signal(object)  # BuiltUpon, of which a part can be turned back
    overtaken = Signal(object)  # what begins a job again that met what others changed meanwhile

    def __init__(self, store: Store, tasks: Tasks, messages: Messages) -> None:
        super().__init__()
        self.store = store
        self.tasks = tasks
        self.messages = messages
        self.memory: QSettings | None = None  # where the window keeps how it was left
        self.between: Between | None = None  # what is done once the window has closed
        self.signing_key: KeyPair | None = None  # unlocked for this sitting, nowhere kept
        self.seen = ""  # up to where the screen now shown is current
        self.writing = Writing(store)
        self.writing.done.connect(lambda write: self.announce(*write.topics, said=write.said))
        self.writing.refused.connect(self._refused)
        self._opened = store.origin.now()

    def go(self, room: str, event: UUID | None = None, focus: str = "") -> None:
        """Show a room."""
        self.going.emit(Place(room, event, focus))

    def close_for(self, window: QWidget, wanted: Between) -> bool:
        """Close the window to do something that nobody may have the database open for; False
        when it cannot close now."""
        self.between = wanted
        if not window.close():
            self.between = None
            return False
        return True

    def announce(self, *topics: str, said: str = "") -> None:
        """Something was written: open rooms that care read again."""
        self.changed.emit(frozenset(topics))
        if said:
            self.messages.done(said)

    def write(self, verb: Callable[[], T], *topics: str, said: str = "") -> T | None:
        """Run a short service verb; tell what changed, or say why it was refused.

        What others changed meanwhile is asked about; while a server is away it waits.
        """
        return self.writing.run(Write(verb, topics, said, self.seen))

    def job(
        self,
        job: Callable[[Progress], T],
        on_done: Callable[[T], object],
        name: str,
        on_error: Callable[[Exception], object] | None = None,
        *,
        again: Callable[[], object],
    ) -> Handle:
        """Run long work that writes, away from the window. Where others changed meanwhile what it
        was about to write, it wrote nothing, and it is asked whether to begin ``again``."""

        def failed(error: Exception) -> None:
            if isinstance(error, Conflict):
                self.overtaken.emit(again)
            else:
                (on_error or self.messages.error)(error)

        return self.tasks.run(job, on_done, failed, name)

    def _refused(self, write: Write[object], error: Exception) -> None:
        if isinstance(error, BuiltUpon) and error.partly:
            self.turn_refused.emit(error)
        else:
            self.messages.error(error)
        self.changed.emit(frozenset(write.topics))

    @property
    def undoable(self) -> bool:
        """Whether there is something of this sitting to take back."""
        return bool(self.undo_step())

    def undo_step(self) -> str:
        """What Undo would take back of this sitting, in words; "" when there is nothing."""
        did = self._last("undo")
        mine = did is not None and did.at >= self._opened
        return _("Undo: %(step)s") % {"step": did.said(_)} if mine and did else ""

    def undo(self) -> None:
        """Take back what this person did last; about an earlier sitting it is asked first."""
        self._turn_last("undo")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn_last("redo")

    def _turn_last(self, way: str) -> None:
        did = self._last(way)
        if did is None:
            return
        if did.at < self._opened:
            self.turn_doubted.emit(did, way)
        else:
            self.turn(did, way)

    def turn(self, did: Did, way: str, *, partly: bool = False) -> None:
        """Take an action back ("undo") or do it again ("redo"); ``partly``: what can be.

        What others built upon is asked about where a part can be turned back, else it is said.
        """
        told = {"undo": _("Taken back: %(step)s"), "redo": _("Done again: %(step)s")}
        verb = self.store.undo if way == "undo" else self.store.redo
        said = told[way] % {"step": did.said(_)}
        self.write(lambda: verb(did.id, partly=partly), *TOPICS, said=said)

    def step(self, way: str) -> str:
        """What Undo or Redo would turn now, in words; "" when there is nothing."""
        did = self._last(way)
        words = {"undo": _("Undo: %(step)s"), "redo": _("Redo: %(step)s")}
        return "" if did is None else words[way] % {"step": did.said(_)}

    def _last(self, way: str) -> Did | None:
        author = self.store.origin.author
        with self.store.read() as reader:
            return reader.undoable(author) if way == "undo" else reader.redoable(author)
