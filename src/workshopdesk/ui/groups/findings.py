"""What the groups report, typed in while they speak: task, findings and recommendations of each."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workshopdesk.domain.groups import WorkGroup
from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.groups.presenter import Column
from workshopdesk.ui.widgets.fields import Choice, Labelled, Saved, SavedText
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.text import Label, Paragraph

_LINES = 4
_CAPTIONS = (
    N_("Task of the group in Lao"), N_("Task of the group in English"),
    N_("Findings"), N_("Recommendations"),
)  # fmt: skip


class LinesText(SavedText):
    """A line for each finding: Enter begins the next, Alt+up and down change their order."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the line the caret stands in."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        caret = self.textCursor()
        number, column = caret.blockNumber(), caret.positionInBlock()
        lines = self.toPlainText().split("\n")
        to = number + step
        if 0 <= to < len(lines):
            lines[number], lines[to] = lines[to], lines[number]
            caret.select(QTextCursor.SelectionType.Document)
            caret.insertText("\n".join(lines))
            block = self.document().findBlockByNumber(to)
            caret.setPosition(block.position() + min(column, len(block.text())))
            self.setTextCursor(caret)


class GroupFindings(Card):
    """One group; ``reported`` tells its findings and recommendations, ``asked`` its task,
    ``leading`` who leads it or (True) takes its notes."""

    reported = Signal(object, object, object)  # WorkGroup, list of lines, list of lines
    asked = Signal(object, str, str, str)  # WorkGroup, in Lao, in English, room
    leading = Signal(object, bool, object)  # WorkGroup, notes, registration id or None

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._group: WorkGroup | None = None
        self.name = Label(role="section", weight=600)
        self.count = Label(role="caption", tone="quiet")
        self.room = Saved(N_("Room"), N_("Room"))
        self.room.setFixedWidth(150)
        self.room.saved.connect(self._ask)
        self.leader, self.secretary = Choice(N_("Leads the group")), Choice(N_("Takes the notes"))
        for notes, choice in enumerate((self.leader, self.secretary)):
            choice.setFixedWidth(220)
            choice.picked.connect(lambda key, n=bool(notes): self._lead(n, key))
        self.column.addLayout(row(self.name, self.count, None))
        self.column.addLayout(
            row(Labelled(N_("Leads the group"), self.leader),
                Labelled(N_("Takes the notes"), self.secretary),
                Labelled(N_("Room"), self.room), None, spacing=16)
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self.question_lo, self.question_en = Saved(_CAPTIONS[0]), Saved(_CAPTIONS[1])
        self.findings, self.recommendations = (
            LinesText(caption, _LINES) for caption in _CAPTIONS[2:]
        )
        for place, field in enumerate(
            (self.question_lo, self.question_en, self.findings, self.recommendations)
        ):
            grid.addWidget(Labelled(_CAPTIONS[place], field), place // 2, place % 2)
        for question in (self.question_lo, self.question_en):
            question.saved.connect(self._ask)
        for text in (self.findings, self.recommendations):
            text.saved.connect(self._report)
        self.column.addLayout(grid)

    def show_group(self, shown: Column) -> None:
        """Show a group."""
        self._group = group = shown.work
        self.room.show_value(group.room)
        members = [("", _("Nobody")), *((str(card.id), card.name) for card in shown.cards)]
        self.leader.set_choices(members, str(group.facilitator_id or ""))
        self.secretary.set_choices(members, str(group.rapporteur_id or ""))
        self.name.setText(shown.name)
        self.count.setText(shown.count)
        self.question_lo.show_value(group.question_lo)
        self.question_en.show_value(group.question_en)
        self.findings.show_value(_said(group, recommendation=False))
        self.recommendations.show_value(_said(group, recommendation=True))

    def _ask(self) -> None:
        texts = (field.text() for field in (self.question_lo, self.question_en, self.room))
        self.asked.emit(self._group, *texts)

    def _lead(self, notes: bool, key: str) -> None:
        self.leading.emit(self._group, notes, UUID(key) if key else None)

    def _report(self) -> None:
        self.reported.emit(
            self._group,
            self.findings.toPlainText().splitlines(),
            self.recommendations.toPlainText().splitlines(),
        )


class FindingsPage(QWidget):
    """A card for each group, one under the other."""

    reported = Signal(object, object, object)
    asked = Signal(object, str, str, str)
    leading = Signal(object, bool, object)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[GroupFindings] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        how = Paragraph(tone="quiet")
        live.say(
            how,
            how.set_text,
            N_("One line for each finding and recommendation; Alt+Up and Alt+Down move a line."),
        )
        column.addWidget(how)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        column.addLayout(self._list)
        column.addStretch(1)

    def show_groups(self, columns: tuple[Column, ...]) -> None:
        """Show these groups."""
        while len(self.cards) > len(columns):
            gone = self.cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.cards) < len(columns):
            card = GroupFindings()
            card.reported.connect(self.reported)
            card.asked.connect(self.asked)
            card.leading.connect(self.leading)
            self.cards.append(card)
            self._list.addWidget(card)
        for card, shown in zip(self.cards, columns, strict=True):
            card.show_group(shown)


def _said(group: WorkGroup, recommendation: bool) -> str:
    return "\n".join(f.text for f in group.findings if f.recommendation is recommendation)
