"""All totals at once, over the list: N people (n women) by role, type of organisation, province."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.i18n import N_
from workshopdesk.ui import live
from workshopdesk.ui.participants.presenter import Total
from workshopdesk.ui.widgets.frames import clear, scroll
from workshopdesk.ui.widgets.text import Label

TITLES = (N_("Role"), N_("Type of organisation"), N_("Province"))
COLUMN, LINE, MOST = 300, 26, 12


class Grouped(QFrame):
    """Stands over the line of totals; Escape or a click elsewhere closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        live.say(self, self.setAccessibleName, N_("Totals by role, type and province"))
        self._page = QWidget()
        self._columns = QHBoxLayout(self._page)
        self._columns.setContentsMargins(16, 12, 16, 12)
        self._columns.setSpacing(28)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(scroll(self._page, N_("Totals by role, type and province")))

    def show_over(self, line: QWidget, blocks: Sequence[Sequence[Total]]) -> None:
        """Show these totals over a widget, a column each."""
        clear(self._columns)
        for title, block in zip(TITLES, blocks, strict=True):
            self._columns.addLayout(self._column(title, block), 1)
        longest = min(max(map(len, blocks), default=0), MOST)
        wide = min(COLUMN * len(blocks) + 48, line.width())
        high = 28 + LINE * (longest + 1) + 16
        self.resize(wide, high)
        corner = line.mapToGlobal(line.rect().topLeft())
        self.move(corner.x(), corner.y() - high - 4)
        self.show()

    def _column(self, title: str, block: Sequence[Total]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        head = Label(role="caption", tone="quiet", weight=600)
        live.say(head, head.setText, title)
        grid.addWidget(head, 0, 0, 1, 2)
        for number, total in enumerate(block, 1):
            grid.addWidget(Label(total.name), number, 0)
            counted = Label(total.count, weight=600)
            counted.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(counted, number, 1)
        grid.setRowStretch(len(block) + 1, 1)
        return grid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
