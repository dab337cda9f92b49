"""The checklist of an event: ticked, dated and added to in the card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.domain.planning import ChecklistItem
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.ui import live, words
from workshopdesk.ui.widgets.buttons import icon_button
from workshopdesk.ui.widgets.days import DayField
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import Card, clear, hairline, row
from workshopdesk.ui.widgets.text import Label, Paragraph
from workshopdesk.ui.widgets.ticks import TickBox


class ChecklistCard(Card):
    """What is to be prepared. Tells what was ticked, added or taken away."""

    ticked = Signal(object, bool)
    added = Signal(str, object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__(spacing=0)
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Checklist"))
        self._left = Label(role="caption", tone="quiet")
        self.column.addLayout(row(title, None, self._left))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.column.addLayout(self._lines)
        self.column.addSpacing(8)
        self.new = Field(N_("Add a task"), N_("Add a task"), "plus")
        self.due = DayField(N_("Due"), N_("Due"))
        self.due.setFixedWidth(124)
        self.new.returnPressed.connect(self._add)
        line = row(spacing=6)
        line.addWidget(self.new, 1)
        line.addWidget(self.due)
        self.column.addLayout(line)

    def show_items(self, items: Sequence[ChecklistItem], today: date) -> None:
        """Show every task; what is overdue stands out."""
        clear(self._lines)
        left = sum(item.done_on is None for item in items)
        said = ngettext("%(n)d to do", "%(n)d to do", left) % {"n": left}
        self._left.setText(said if items else "")
        for item in items:
            self._lines.addWidget(hairline())
            self._lines.addWidget(self._line(item, today))

    def _line(self, item: ChecklistItem, today: date) -> QWidget:
        title = item.title(screen_language())
        tick = TickBox()
        tick.setChecked(item.done_on is not None)
        tick.setAccessibleName(title)
        tick.toggled.connect(lambda on: self.ticked.emit(item, on))
        away = icon_button("x", N_("Take away"), small=True)
        away.setAccessibleDescription(title)
        away.clicked.connect(lambda: self.removed.emit(item))
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Paragraph(title, tone="text" if item.done_on is None else "quiet"))
        under, tone = _when(item, today)
        if under:
            said.addWidget(Label(under, role="caption", tone=tone))
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 6, 0, 6)
        across.setSpacing(8)
        across.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(said, 1)
        across.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _add(self) -> None:
        title = self.new.text().strip()
        if title:
            due = self.due.day
            self.new.clear()
            self.due.show_value("")
            self.added.emit(title, due)


def _when(item: ChecklistItem, today: date) -> tuple[str, str]:
    if item.done_on is not None:
        return _("Done on %(day)s") % {"day": words.day(item.done_on)}, "good"
    if item.due is None:
        return item.responsible, "quiet"
    parts = [_("Due %(day)s") % {"day": words.day(item.due)}, item.responsible]
    return " · ".join(filter(None, parts)), "bad" if item.due < today else "quiet"
