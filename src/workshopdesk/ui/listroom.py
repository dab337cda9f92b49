"""A page that is one list: a title, a search field, a table. Several rooms are just that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workshopdesk.i18n import N_
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.room import Room
from workshopdesk.ui.tables import Column, TableModel
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import Card, Empty, row
from workshopdesk.ui.widgets.table import Table
from workshopdesk.ui.widgets.text import Label

Line = TypeVar("Line")


class ListRoom(Room, Generic[Line]):
    """Type to filter, in either script and any spelling; Enter or a double click opens."""

    def __init__(self, desk: Desk, title: str, columns: Sequence[Column[Any]], empty: str) -> None:
        super().__init__(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(0)
        head = Label(role="title", weight=600)
        head.setFixedHeight(36)
        live.say(head, head.setText, title)
        self.buttons = row(spacing=8)
        top = row(spacing=8)
        top.addWidget(head, 1)
        top.addLayout(self.buttons)
        column.addLayout(top)
        column.addSpacing(4)
        self.said = Label(tone="quiet")
        column.addWidget(self.said)
        column.addSpacing(14)
        self.search = Field(N_("Search"), N_("Search"), "search", key="Ctrl+F")
        self.search.setFixedWidth(320)
        column.addLayout(row(self.search, None))
        column.addSpacing(12)
        self.model: TableModel[Line] = TableModel(columns, key=self.key_of)
        self.table = Table(self.model, title)
        self.table.opened.connect(self.open_line)
        self.table.doubleClicked.connect(lambda i: self.open_line(self.model.row_at(i.row())))
        card = Card(margin=0, spacing=0)
        card.column.setContentsMargins(1, 1, 1, 1)
        self.empty = Empty(empty, self.empty_action())
        card.column.addWidget(self.table, 1)
        card.column.addWidget(self.empty, 1)
        self._across = row(spacing=12)
        self._across.addWidget(card, 1)
        column.addLayout(self._across, 1)
        self.search.textChanged.connect(self.searched)

    def beside(self, card: QWidget) -> None:
        """Show a card at the right of the list."""
        self._across.addWidget(card)

    def key_of(self, line: Line) -> Any:
        """What names a line: its ``id``."""
        return line.id  # type: ignore[attr-defined]  # each room's line has one

    def empty_action(self) -> Button | None:
        """The button of the empty page, if there is something to do there."""
        return None

    def searched(self, text: str) -> None:
        """The search field was typed into."""
        self.model.set_search(text)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines, or the empty page."""
        self.model.set_rows(lines)
        shown = bool(lines) or bool(self.search.text())
        self.table.setVisible(shown)
        self.empty.setVisible(not shown)

    def open_line(self, line: Line) -> None:
        """A line was opened; rooms that lead nowhere do nothing."""

    def start_search(self) -> None:
        """Ctrl+F: into the search field."""
        self.search.setFocus()
