"""The side card in which one session is worded; every field is kept when it is left."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from workshopdesk.domain.agenda import Session
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live, words
from workshopdesk.ui.agenda.names import suggest_names
from workshopdesk.ui.agenda.presenter import responsible
from workshopdesk.ui.widgets.buttons import Button, icon_button
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved, suggest
from workshopdesk.ui.widgets.frames import Card
from workshopdesk.ui.widgets.text import Label


class Editor(Card):
    """Tells ``changed`` with the session, the field and the text."""

    changed = Signal(object, str, str)
    closed = Signal()
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self.session: Session | None = None
        self._head = Label(role="section", weight=600)
        live.say(self._head, self._head.setText, N_("Session"))
        close = icon_button("x", N_("Close"), small=True)
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(close)
        self.column.addLayout(top)
        self.title_lo = self._field("title_lo", N_("Title in Lao"))
        self.title_en = self._field("title_en", N_("Title in English"))
        self.kind = Choice(N_("Kind"))
        self.kind.picked.connect(lambda key: self._tell("kind", key))
        self.column.addWidget(Labelled(N_("Kind"), self.kind))
        times = QHBoxLayout()
        times.setSpacing(8)
        self.start = self._time("start", N_("Starts"), times)
        self.end = self._time("end", N_("Ends"), times)
        self.column.addLayout(times)
        self.room = self._field("room", N_("Room"))
        self.people = self._field("people", N_("People responsible"))
        remove = Button(N_("Remove session"), "trash", "danger")
        remove.clicked.connect(lambda: self.removed.emit(self.session))
        self.column.addSpacing(4)
        self.column.addWidget(remove)
        live.follow(self, self._reword)

    def _field(self, key: str, name: str) -> Saved:
        field = Saved(name)
        field.saved.connect(lambda text: self._tell(key, text))
        self.column.addWidget(Labelled(name, field))
        return field

    def _time(self, key: str, name: str, line: QHBoxLayout) -> Saved:
        field = Saved(name)
        field.saved.connect(lambda text: self._tell(key, text))
        line.addWidget(Labelled(name, field))
        return field

    def _tell(self, key: str, text: str) -> None:
        if self.session is not None:
            self.changed.emit(self.session, key, text)

    def _reword(self) -> None:
        chosen = self.kind.currentData() or ""
        self.kind.set_choices(words.session_kinds(), chosen)
        self.people.setPlaceholderText(_("Names, parted by commas"))

    def show_session(self, session: Session, rooms: Sequence[str], people: Sequence[str]) -> None:
        """Show what is stored of a session."""
        self.session = session
        self.title_lo.show_value(session.title_lo)
        self.title_en.show_value(session.title_en)
        self.kind.choose(str(session.kind))
        self.start.show_value(words.clock(session.start))
        self.end.show_value(words.clock(session.end))
        self.room.show_value(session.room)
        self.people.show_value(responsible(session).replace(" · ", ", "))
        suggest(self.room, rooms)
        suggest_names(self.people, people)

    def shown(self) -> UUID | None:
        """The session now in hand."""
        return self.session.id if self.session is not None else None
