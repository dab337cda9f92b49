"""What the groups report, typed in while they speak: task, findings and recommendations of each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from workshopdesk.domain.groups import WorkGroup
from workshopdesk.i18n import N_
from workshopdesk.ui import live
from workshopdesk.ui.groups.presenter import Column
from workshopdesk.ui.widgets.fields import Labelled, Saved, SavedText
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.text import Label, Paragraph

_LINES = 4
_CAPTIONS = (
    N_("Task of the group in Lao"), N_("Task of the group in English"),
    N_("Findings"), N_("Recommendations"),
)  # fmt: skip


class GroupFindings(Card):
    """One group; ``reported`` tells its findings and recommendations, ``asked`` its task."""

    reported = Signal(object, object, object)  # WorkGroup, list of lines, list of lines
    asked = Signal(object, str, str)  # WorkGroup, in Lao, in English

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._group: WorkGroup | None = None
        self.name = Label(role="section", weight=600)
        self.count = Label(role="caption", tone="quiet")
        self.column.addLayout(row(self.name, self.count, None))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self.question_lo, self.question_en = Saved(_CAPTIONS[0]), Saved(_CAPTIONS[1])
        self.findings, self.recommendations = (
            SavedText(caption, _LINES) for caption in _CAPTIONS[2:]
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
        self._group = group = shown.group
        self.name.setText(shown.name)
        self.count.setText(shown.count)
        self.question_lo.show_value(group.question_lo)
        self.question_en.show_value(group.question_en)
        self.findings.show_value(_said(group, recommendation=False))
        self.recommendations.show_value(_said(group, recommendation=True))

    def _ask(self) -> None:
        self.asked.emit(self._group, self.question_lo.text(), self.question_en.text())

    def _report(self) -> None:
        self.reported.emit(
            self._group,
            self.findings.toPlainText().splitlines(),
            self.recommendations.toPlainText().splitlines(),
        )


class FindingsPage(QWidget):
    """A card for each group, one under the other."""

    reported = Signal(object, object, object)
    asked = Signal(object, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[GroupFindings] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        how = Paragraph(tone="quiet")
        live.say(how, how.set_text, N_("One line for each finding and each recommendation."))
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
            self.cards.append(card)
            self._list.addWidget(card)
        for card, shown in zip(self.cards, columns, strict=True):
            card.show_group(shown)


def _said(group: WorkGroup, recommendation: bool) -> str:
    return "\n".join(f.text for f in group.findings if f.recommendation is recommendation)
