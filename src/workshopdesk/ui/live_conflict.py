"""Mine and theirs side by side: the one dialog for whatever was changed meanwhile.

Hides how the two are found out (the write is rehearsed), and what keeping one means: mine is
written over the newer version as a new change, theirs is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _
from workshopdesk.store import stance
from workshopdesk.ui import live, live_words, theme, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.live_writing import Write
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import hairline, row, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph


@dataclass(frozen=True)
class Line:
    """One field in words, as this window and as the other would have it."""

    place: stance.Place
    name: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Question:
    """What a write and the stored version differ in, and who saved that version when."""

    write: Write[object]
    lines: tuple[Line, ...]
    seen: str
    who: str = ""
    when: str = ""


def question(desk: Desk, write: Write[object]) -> Question:
    """Find out what there is to choose between. Raises what the write itself would raise."""
    seen = desk.store.position()
    clashes = [c for c in stance.rehearse(write.verb) if live_words.is_told(c)]
    with desk.store.read() as reader:
        said = live_words.Words(reader)
    lines = tuple(
        Line(
            c.place,
            said.field(c),
            said.value(c, c.mine, mine=True),
            said.value(c, c.theirs, mine=False),
        )
        for c in clashes
    )
    newer = desk.store.newer(write.seen, {c.record_id for c in clashes}) if write.seen else ()
    if not newer:
        return Question(write, lines, seen)
    at = newer[0].at.astimezone()
    when = f"{words.day(at.date())} {words.clock(at.time())}"
    return Question(write, lines, seen, newer[0].author, when)


class Conflicts:
    """Asks, one question after the other."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._window = window
        self._waiting: list[Write[object]] = []
        self.dialog: ConflictDialog | None = None

    def ask(self, write: Write[object]) -> None:
        """Have somebody choose between a write and what is stored."""
        self._waiting.append(write)
        if self.dialog is None:
            self._next()

    def _next(self) -> None:
        while self._waiting and self.dialog is None:
            write = self._waiting.pop(0)
            try:
                self._ask(question(self._desk, write))
            except UserError as error:
                self._desk.messages.error(error)
                self._desk.changed.emit(frozenset(write.topics))

    def _ask(self, asked: Question) -> None:
        # both wrote the same, or what differs is not for anyone to choose, or it is one's own:
        # written after this screen was read, and kept while the server was away
        if not asked.lines or (asked.write.seen and not asked.who):
            self._keep(asked, frozenset())
            return
        self.dialog = ConflictDialog(asked, self._answered, self._window)
        self.dialog.open()

    def _answered(self, asked: Question, leave: frozenset[stance.Place]) -> None:
        self.dialog = None
        if len(leave) == len(asked.lines):
            self._desk.announce(*asked.write.topics, said=_("The newer version is kept"))
        else:
            self._keep(asked, leave)
        if self.dialog is None:  # a yet newer version is asked about already
            self._next()

    def _keep(self, asked: Question, leave: frozenset[stance.Place]) -> None:
        self._desk.writing.insist(asked.write, leave, asked.seen)


class ConflictDialog(QDialog):
    """Every field with both values; nothing is chosen by closing it."""

    def __init__(
        self,
        asked: Question,
        answered: Callable[[Question, frozenset[stance.Place]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._asked = asked
        self._answered = answered
        self.lines = asked.lines
        self.choices: list[tuple[QRadioButton, QRadioButton]] = []
        self._groups: list[QButtonGroup] = []
        live.say(self, self.setWindowTitle, N_("Changed meanwhile"))
        live.follow(self, self._dress)
        self.resize(760, min(170 + 48 * len(asked.lines), 620))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        said = Paragraph()
        live.follow(said, lambda: said.set_text(self._sentence()))
        column.addWidget(said)
        column.addWidget(scroll(self._table(asked.lines), N_("Changed meanwhile")), 1)
        self.theirs = Button(N_("Keep theirs"))
        self.mine = Button(N_("Keep mine"))
        self.chosen = Button(N_("Save what is chosen"), kind="filled")
        self.theirs.clicked.connect(lambda: self._answer([False] * len(self.choices)))
        self.mine.clicked.connect(lambda: self._answer([True] * len(self.choices)))
        self.chosen.clicked.connect(lambda: self._answer([m.isChecked() for m, _t in self.choices]))
        self.chosen.setVisible(len(asked.lines) > 1)
        if len(asked.lines) == 1:
            self.mine.set_kind("filled")
        column.addLayout(row(self.theirs, None, self.mine, self.chosen))

    def _dress(self) -> None:
        c = theme.colours()
        self.setStyleSheet(
            "QRadioButton::indicator {width: 14px; height: 14px; border-radius: 8px;"
            f" border: 1px solid {c.edge}; background: {c.surface};}}"
            f"QRadioButton::indicator:checked {{border: 5px solid {c.accent}; width: 6px;"
            f" height: 6px; background: {c.on_accent};}}"
            f"QRadioButton::indicator:focus {{border-color: {c.accent};}}"
        )

    def _sentence(self) -> str:
        asked = self._asked
        if not asked.who:
            return _("Somebody else saved a newer version while you were at it. Keep which?")
        return _("%(who)s saved a newer version at %(when)s. Keep which?") % {
            "who": asked.who,
            "when": asked.when,
        }

    def _table(self, lines: Sequence[Line]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for column, title in ((1, N_("Mine")), (2, N_("Theirs"))):
            head = Label(role="caption", tone="quiet", weight=600)
            live.say(head, head.setText, title)
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 1)
        for number, line in enumerate(lines):
            grid.addWidget(hairline(), 2 * number + 1, 0, 1, 3)
            self._add_row(grid, 2 * number + 2, line)
        grid.setRowStretch(2 * len(lines) + 1, 1)
        return table

    def _add_row(self, grid: QGridLayout, at: int, line: Line) -> None:
        name = Label(line.name, tone="quiet")
        name.setFixedWidth(180)
        grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self)
        self._groups.append(group)
        sides = []
        for column, value in ((1, line.mine), (2, line.theirs)):
            side = QRadioButton()
            side.setFixedSize(22, 22)
            side.setAccessibleName(f"{line.name}: {value}")
            group.addButton(side)
            beside = QHBoxLayout()
            beside.setSpacing(8)
            beside.addWidget(side, 0, Qt.AlignmentFlag.AlignTop)
            beside.addWidget(Paragraph(value), 1)
            grid.addLayout(beside, at, column)
            sides.append(side)
        sides[0].setChecked(True)
        self.choices.append((sides[0], sides[1]))

    def _answer(self, mine: Sequence[bool]) -> None:
        leave = [c.place for c, kept in zip(self._asked.lines, mine, strict=True) if not kept]
        self.accept()
        self._answered(self._asked, frozenset(leave))

    def reject(self) -> None:
        """Escape chooses nothing: what was typed would be lost without a word."""
