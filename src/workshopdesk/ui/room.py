"""What a room of the window is: it enters a place, reads it, and reads again when told to."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.ui.desk import Desk, Place
from workshopdesk.ui.event_header import EventHeader, header_state


class Room(QWidget):
    """One screen. ``topics`` are the changes it wants to hear of."""

    topics: frozenset[str] = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.place = Place("")
        self.stale = True
        self._seen = ""

    def enter(self, place: Place) -> None:
        """Come in: read if something changed meanwhile, and bring ``place.focus`` into view."""
        if place != self.place or self.stale:
            self.place = place
            self.refresh()
        self.place = place
        self.desk.seen = self._seen
        if place.focus:
            self.reveal(place.focus)

    def refresh(self) -> None:
        """Read again and render; called on entering and on every change that concerns the room."""
        self.stale = False
        self._seen = self.desk.seen = self.desk.store.position()
        self.load()

    def load(self) -> None:
        """Read the state and render it. Each room has its own."""
        raise NotImplementedError

    def reveal(self, focus: str) -> None:
        """Bring a record or a thing of the room into view, where there is such."""

    def start_search(self) -> None:
        """Ctrl+F: put the caret where this room is searched, if anywhere."""

    def add(self) -> None:
        """Ctrl+N: start what this room adds, if anything."""


class EventRoom(Room):
    """A page of an event: its header, a toolbar line, and the content under them."""

    def __init__(self, desk: Desk, next_step: str = "", next_room: str = "") -> None:
        super().__init__(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(0)
        self.header = EventHeader(next_step)
        self.header.history.clicked.connect(lambda: desk.go("history", self.event_id))
        if self.header.next_step is not None:
            self.header.next_step.clicked.connect(lambda: desk.go(next_room, self.event_id))
        column.addWidget(self.header)
        column.addSpacing(12)
        self.toolbar = QHBoxLayout()
        self.toolbar.setSpacing(8)
        column.addLayout(self.toolbar)
        self._content = column

    def set_content(self, content: QWidget, gap: int = 12) -> None:
        """What fills the page."""
        self._content.addSpacing(gap)
        self._content.addWidget(content, 1)

    @property
    def event_id(self) -> UUID:
        """The event this page shows."""
        if self.place.event is None:
            raise LookupError("an event page was entered without an event")
        return self.place.event

    def refresh(self) -> None:
        """The header, then the page."""
        with self.desk.store.read() as reader:
            self.header.show_state(header_state(reader, self.event_id))
        super().refresh()
