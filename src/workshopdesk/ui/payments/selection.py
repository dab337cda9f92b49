"""What can be said of many lines of a payment list at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from workshopdesk.i18n import N_
from workshopdesk.ui.widgets.buttons import Button, MenuButton
from workshopdesk.ui.widgets.text import Label


class SelectionBar(QWidget):
    """``origin_chosen`` tells the code of a province."""

    origin_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.places: tuple[tuple[str, str], ...] = ()
        self.setObjectName("selection")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(44)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 12, 0)
        line.setSpacing(8)
        self.counted = Label(weight=600)
        self.grade = Button(N_("Grade…"))
        self.origin = MenuButton(self._fill, N_("Comes from"))
        self.distance = Button(N_("Distance…"))
        self.clear = Button(N_("Clear"), "x", "quiet")
        line.addWidget(self.counted, 1)
        for part in (self.grade, self.origin, self.distance, self.clear):
            line.addWidget(part)
        self.hide()

    def _fill(self, menu: QMenu) -> None:
        for code, name in self.places:
            menu.addAction(name).triggered.connect(
                lambda _on=False, c=code: self.origin_chosen.emit(c)
            )
