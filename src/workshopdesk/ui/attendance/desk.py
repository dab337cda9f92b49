"""Beside the grid: a field that marks whoever is named to it, and what the keys mean.

The last one marked stands large, so that it can be read from the other side of a desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.ui import live, theme, words
from workshopdesk.ui.attendance.presenter import KEYS, LOOKS, Line
from workshopdesk.ui.widgets.buttons import icon_label
from workshopdesk.ui.widgets.fields import Field, Labelled
from workshopdesk.ui.widgets.frames import Card, clear, hairline
from workshopdesk.ui.widgets.text import Label, Paragraph

WIDTH, EARLIER = 260, 3
TINTS = {"good": "good_tint", "warn": "warn_tint", "bad": "bad_tint"}
ICONS = {"good": "circle-check", "warn": "alert-triangle", "bad": "circle-x"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of something typed or read into the field.

    Tone "good" was marked, "warn" had been marked before, "bad" is nobody or several.
    """

    tone: str
    said: str
    name: str
    detail: str = ""
    place: str = ""
    at: time | None = None


def marked(line: Line, at: time) -> Heard:
    """Someone was marked present."""
    clock = words.clock(at)
    return Heard(
        "good", _("Signed in at %(time)s") % {"time": clock}, line.name, line.position,
        " · ".join(part for part in (line.unit, line.place) if part), at,
    )  # fmt: skip


def again(line: Line, at: time) -> Heard:
    """Someone who is present already was named once more; nothing was changed."""
    return Heard("warn", _("Marked already"), line.name, line.position, line.unit, at)


def stranger(text: str) -> Heard:
    """A badge of somebody who is not on this event's list."""
    return Heard("bad", _("Not on this list"), text, _("This badge is of another event."))


def unclear(text: str, found: int) -> Heard:
    """Nobody fits, or several do."""
    if not found:
        return Heard("bad", _("Nobody on the list"), text, _("Look at the spelling or the number."))
    several = ngettext("%(n)d person fits", "%(n)d people fit", found) % {"n": found}
    return Heard("bad", several, text, _("Type more of the name."))


class _Last(QFrame):
    """The last one, large, on a tint with a bar at its left."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = "good"
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 10, 12, 10)
        self._column.setSpacing(2)
        live.follow(self, self.update)

    def render_heard(self, heard: Heard) -> None:
        """Show one."""
        self._tone = heard.tone
        clear(self._column)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(icon_label(ICONS[heard.tone], heard.tone, 16))
        head.addWidget(Label(heard.said, role="caption", weight=600, tone=heard.tone), 1)
        self._column.addLayout(head)
        for part in heard.name.split(" ", 1):
            name = Label(part, role="title", weight=600)
            name.setFixedHeight(34)
            self._column.addWidget(name)
        for text, tone in ((heard.detail, "text"), (heard.place, "quiet")):
            if text:
                self._column.addWidget(Paragraph(text, role="caption", tone=tone))
        self.setAccessibleName(f"{heard.said}: {heard.name}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint and the bar."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(TINTS[self._tone]))
        painter.fillRect(0, 0, 3, self.height(), theme.colour(self._tone))


class _Keys(Card):
    """What P, A, E and L mean; Space goes round."""

    def __init__(self) -> None:
        super().__init__(spacing=4)
        for key, mark in KEYS.items():
            message, icon, tone = LOOKS[mark]
            self.column.addLayout(self._line(key, icon, tone, message, key == "P"))

    def _line(self, key: str, icon: str, tone: str, message: str, first: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        cap = Label(key, role="caption", weight=500)
        cap.setObjectName("keycap")
        cap.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cap.setFixedSize(24, 24)
        holder = QFrame()
        holder.setObjectName("card")
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(cap)
        line.addWidget(holder)
        line.addWidget(icon_label(icon, tone))
        said = Label(weight=400)
        live.say(said, said.setText, message)
        line.addWidget(said, 1)
        hint = {"P": N_("Space"), "A": N_("Enter: next"), "E": N_("Ctrl+D down"),
                "L": N_("Ctrl+R right")}[key]  # fmt: skip
        beside = Label(role="caption", tone="quiet")
        live.say(beside, beside.setText, hint)
        line.addWidget(beside)
        return line


class SignInDesk(QWidget):
    """Tells what was typed (``named``); the room decides who that is and shows it here."""

    named = Signal(str)

    def __init__(self, keys: bool = True) -> None:
        """``keys``: whether what the letters mean in the grid is told beneath."""
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._heard: list[Heard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        card = Card(spacing=0)
        self.field = Field(N_("Badge, number or name"), N_("Scan or type, then Enter"), "scan")
        self.field.setFixedHeight(40)
        self.field.returnPressed.connect(self._named)
        self.last = _Last()
        self.last.hide()
        self._earlier_head = Label(role="caption", tone="quiet")
        live.say(self._earlier_head, self._earlier_head.setText, N_("Before that"))
        self._earlier_head.hide()
        self._earlier = QVBoxLayout()
        self._earlier.setSpacing(0)
        card.column.addWidget(Labelled(N_("Badge, number or name"), self.field))
        card.column.addSpacing(12)
        card.column.addWidget(self.last)
        card.column.addSpacing(8)
        card.column.addWidget(self._earlier_head)
        card.column.addLayout(self._earlier)
        column.addWidget(card)
        if keys:
            column.addWidget(_Keys())
        column.addStretch(1)

    def _named(self) -> None:
        text = self.field.text().strip()
        self.field.clear()
        if text:
            self.named.emit(text)

    def show_heard(self, heard: Heard) -> None:
        """Show the last one large, and those before it in a line each."""
        self.last.render_heard(heard)
        self.last.show()
        clear(self._earlier)
        self._earlier_head.setVisible(bool(self._heard))
        for one in self._heard[:EARLIER]:
            self._earlier.addWidget(hairline())
            self._earlier.addLayout(self._line(one))
        self._heard = [heard, *self._heard][:EARLIER]

    def _line(self, heard: Heard) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 3, 0, 3)
        tone = "text" if heard.tone == "good" else heard.tone
        said = heard.name if heard.tone == "good" else f"{heard.name} · {heard.said}"
        line.addWidget(Label(said, role="caption", tone=tone), 1)
        if heard.at is not None:
            line.addWidget(Label(words.clock(heard.at), role="caption", tone=tone))
        return line

    def forget(self) -> None:
        """Another event: nobody has been marked here yet."""
        self._heard = []
        clear(self._earlier)
        self.last.hide()
        self._earlier_head.hide()
