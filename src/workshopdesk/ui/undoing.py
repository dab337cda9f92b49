"""Undo and redo as the window asks about them: what was done long ago, and what others built upon.

Hides the two questions. Nothing is asked about what was done in this sitting and stands alone.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from workshopdesk.domain.history import BuiltUpon, Did
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live, words
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import row
from workshopdesk.ui.widgets.text import Label, Paragraph

_ASKED = {"undo": N_("Take it back?"), "redo": N_("Do it again?")}
_DONE = {"undo": N_("Take back"), "redo": N_("Do again")}


def attend(desk: Desk, window: QWidget) -> None:
    """Ask what the desk wants to have asked, in front of a window."""
    desk.turn_doubted.connect(lambda did, way: _ask_old(desk, did, way, window))
    desk.turn_refused.connect(lambda error: _ask_part(desk, error, window))


class TurnQuestion(QDialog):
    """What is to be turned back, what there is to say about it, and the answer."""

    def __init__(self, title: str, lines: list[str], answer: str, window: QWidget) -> None:
        super().__init__(window)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(Label(title, role="section", weight=600))
        for line in lines:
            column.addWidget(Paragraph(line))
        column.addSpacing(8)
        self.answer = Button(answer, "arrow-back-up", "filled")
        self.leave = Button(N_("Leave as it is"))
        self.answer.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)
        column.addLayout(row(None, self.leave, self.answer))
        live.follow(self, self.update)


def _open(question: TurnQuestion, accepted: Callable[[], None]) -> None:
    question.accepted.connect(accepted)
    question.finished.connect(question.deleteLater)
    question.open()


def _ask_old(desk: Desk, did: Did, way: str, window: QWidget) -> None:
    here = did.at.astimezone()
    when = f"{words.day(here.date())} {words.clock(here.time())}"
    lines = [
        did.said(_),
        _("This was done before you opened the window: %(when)s") % {"when": when},
    ]
    question = TurnQuestion(_(_ASKED[way]), lines, _DONE[way], window)
    _open(question, lambda: desk.turn(did, way))


def _ask_part(desk: Desk, error: BuiltUpon, window: QWidget) -> None:
    lines = [error.did.said(_), *error.message.split("\n"),
             _("The rest can be turned back; what others did stays.")]  # fmt: skip
    question = TurnQuestion(error.title, lines, N_("Only the rest"), window)
    _open(question, lambda: desk.turn(error.did, error.way, partly=True))
