"""The agenda as lines to type: time Tab topic Tab who Tab room, Enter for the next one.

A new line begins when the last session ended. Rows copied in a spreadsheet may be pasted into
any field of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.agenda import Session
from workshopdesk.i18n import N_
from workshopdesk.ui import live, words
from workshopdesk.ui.agenda.names import suggest_names
from workshopdesk.ui.agenda.presenter import Card as CardState
from workshopdesk.ui.agenda.presenter import Day, responsible
from workshopdesk.ui.widgets.buttons import icon_label
from workshopdesk.ui.widgets.fields import Saved, suggest
from workshopdesk.ui.widgets.frames import scroll, tab_through
from workshopdesk.ui.widgets.text import Label

FIELDS = ("time", "title", "people", "room")
_NAMES = {
    "time": N_("Time"),
    "title": N_("Topic"),
    "people": N_("People responsible"),
    "room": N_("Room"),
}
_WIDTHS = {"time": 108, "room": 116}
_GROW = {"title": 5, "people": 3}
_MARK = 22


class _Cell(Saved):
    """A field of a line; many lines pasted at once, and keys that leave the line, are told."""

    came = Signal()
    pasted = Signal(str)
    left_by = Signal(int)  # 1: to the line below, -1: above
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the line (and takes the name that is offered), up and down change it, a
        paste of rows is an agenda."""
        completer = self.completer()
        popup = completer.popup() if completer is not None else None
        offering = popup is not None and popup.isVisible()
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste) and self._is_table():
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif offering and popup is not None and key == Qt.Key.Key_Escape:
            popup.hide()
        elif not offering and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left_by.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if offering and popup is not None and completer is not None:
                if popup.currentIndex().isValid():
                    self.setText(completer.pathFromIndex(popup.currentIndex()))
                popup.hide()
            super().keyPressEvent(event)
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell, so that what is offered here can be made when it is needed."""
        self.came.emit()
        super().focusInEvent(event)

    @staticmethod
    def _is_table() -> bool:
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        text = data.text().rstrip("\n") if data is not None else ""
        return "\t" in text or "\n" in text


class Line(QWidget):
    """One session, or (``session`` None) the one that is typed next."""

    changed = Signal(object, str, str)  # Session, field, text
    typed = Signal(object)  # this line, complete
    pasted = Signal(object, str)  # day, text
    moved = Signal(object, str, int)  # this line, field, lines down

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self.session: Session | None = None
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 0, 12, 0)
        across.setSpacing(8)
        self.fields = {key: _Cell(name) for key, name in _NAMES.items()}
        for key, field in self.fields.items():
            if key in _WIDTHS:
                field.setFixedWidth(_WIDTHS[key])
            field.saved.connect(lambda text, k=key: self._saved(k, text))
            field.entered.connect(lambda k=key: self._entered(k))
            field.pasted.connect(lambda text: self.pasted.emit(self.day, text))
            field.left_by.connect(lambda by, k=key: self.moved.emit(self, k, by))
            across.addWidget(field, _GROW.get(key, 0))
        tab_through(list(self.fields.values()))
        self._people: Sequence[str] = ()
        self._rooms: Sequence[str] = ()
        people, room = self.fields["people"], self.fields["room"]
        people.came.connect(lambda: suggest_names(people, self._people))
        room.came.connect(lambda: suggest(room, self._rooms))
        self.mark = icon_label("alert-triangle", "warn", 16)
        self.space = QWidget()
        self.space.setFixedWidth(_MARK)
        holder = QHBoxLayout(self.space)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.mark)
        across.addWidget(self.space)
        self.mark.hide()

    def show_card(self, card: CardState) -> None:
        """Show a session."""
        self.session = session = card.session
        people = responsible(session).replace(" · ", ", ")
        shown = {
            "time": card.time, "title": card.title, "people": people, "room": session.room,
        }  # fmt: skip
        for key, text in shown.items():
            self.fields[key].show_value(text)
            self.fields[key].setToolTip(text if len(text) > 24 else "")
        self.mark.setVisible(bool(card.clashing))
        self.mark.setToolTip(card.clashing)

    def begin(self, clock: str) -> None:
        """An empty line whose clock goes on from here."""
        self.session = None
        for key, field in self.fields.items():
            if not field.hasFocus() or not field.text():
                field.show_value(clock if key == "time" else "")

    def texts(self) -> dict[str, str]:
        """What was typed."""
        return {key: field.text() for key, field in self.fields.items()}

    def offer(self, people: Sequence[str], rooms: Sequence[str]) -> None:
        """Names and rooms to be completed once their fields are entered."""
        self._people, self._rooms = people, rooms

    def focus_on(self, key: str) -> None:
        """Put the caret into a field; a clock that waits for its end is gone on with."""
        field = self.fields[key]
        field.setFocus()
        if self.session is None and key == "time":
            field.end(False)
        else:
            field.selectAll()

    def _saved(self, key: str, text: str) -> None:
        if self.session is not None:
            self.changed.emit(self.session, key, text)

    def _entered(self, key: str) -> None:
        if self.session is not None:
            self.moved.emit(self, key, 1)
        else:
            self.typed.emit(self)


class Lines(QFrame):
    """All days one under the other, each with a line to type the next session into."""

    changed = Signal(object, str, str)
    typed = Signal(object, object)  # day, texts of the fields
    pasted = Signal(object, str)
    chosen = Signal(object)  # Session

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.lines: list[Line] = []
        self._by_session: dict[UUID, Line] = {}
        self._new: dict[date, Line] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 1)
        column.setSpacing(4)
        column.addWidget(self._captions())
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 12)
        self._column.setSpacing(4)
        self.area = scroll(inside, N_("Agenda"))
        column.addWidget(self.area, 1)

    def _captions(self) -> QWidget:
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(20, 0, 12 + _MARK, 0)
        across.setSpacing(8)
        for key, name in _NAMES.items():
            label = Label(role="caption", tone="quiet")
            live.say(label, label.setText, name)
            if key in _WIDTHS:
                label.setFixedWidth(_WIDTHS[key])
            across.addWidget(label, _GROW.get(key, 0))
        return made

    def show_days(self, days: Sequence[Day], people: Sequence[str], rooms: Sequence[str]) -> None:
        """Show these days; what is being typed just now stays."""
        kept = {card.session.id for day in days for card in day.cards}
        dated = {day.day for day in days}
        gone = [self._by_session.pop(key) for key in [*self._by_session] if key not in kept]
        gone += [self._new.pop(day) for day in [*self._new] if day not in dated]
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and (not isinstance(widget, Line) or widget in gone):
                widget.hide()
                widget.deleteLater()
        self.lines = []
        for day in days:
            self._add_day(day, people, rooms)
        self._column.addStretch(1)

    def _add_day(self, day: Day, people: Sequence[str], rooms: Sequence[str]) -> None:
        head = QWidget()
        across = QHBoxLayout(head)
        across.setContentsMargins(20, 8, 12, 0)
        across.addWidget(Label(day.name, weight=600))
        across.addWidget(Label(day.long_name, tone="quiet"), 1)
        self._column.addWidget(head)
        for card in day.cards:
            line = self._by_session.get(card.session.id)
            if line is None:
                line = self._by_session[card.session.id] = self._make(day.day)
            line.day = day.day
            line.show_card(card)
            self._put(line, people, rooms)
        new = self._new.get(day.day)
        if new is None:
            new = self._new[day.day] = self._make(day.day)
        last = max((card.session.end for card in day.cards), default=None)
        new.begin(f"{words.clock(last)}-" if last else "08:30-")
        self._put(new, people, rooms)

    def _put(self, line: Line, people: Sequence[str], rooms: Sequence[str]) -> None:
        line.offer(people, rooms)
        self._column.addWidget(line)
        line.show()
        self.lines.append(line)

    def _make(self, day: date) -> Line:
        line = Line(day)
        line.changed.connect(self.changed)
        line.pasted.connect(self.pasted)
        line.typed.connect(lambda made: self.typed.emit(made.day, made.texts()))
        line.moved.connect(self._move)
        return line

    def _move(self, line: Line, key: str, by: int) -> None:
        number = self.lines.index(line) + by
        if 0 <= number < len(self.lines):
            self.lines[number].focus_on(key)
            self.area.ensureWidgetVisible(self.lines[number], 0, 40)

    def new_line(self, day: date) -> Line:
        """The line into which a day's next session is typed."""
        return self._new[day]

    def go_on(self, day: date) -> None:
        """The caret to the clock of a day's next session."""
        line = self._new[day]
        for key, field in line.fields.items():
            if key != "time":
                field.setText("")
        line.focus_on("time")
        self.area.ensureWidgetVisible(line, 0, 40)

    def focus_session(self, session_id: UUID) -> None:
        """Bring a session's line into view."""
        line = self._by_session.get(session_id)
        if line is not None:
            line.focus_on("title")
            self.area.ensureWidgetVisible(line, 0, 40)
