"""The popover over a cell with a problem: what is wrong, and one button that mends it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live, theme
from workshopdesk.ui.participants.presenter import Line
from workshopdesk.ui.widgets.buttons import Button, icon_label
from workshopdesk.ui.widgets.text import Label

WIDTH, HEIGHT, ARROW = 340, 114, 8


class Mend(QWidget):
    """Tells ``wanted`` with the line to be mended."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._line: Line | None = None
        self._tip = WIDTH - 40
        self.resize(WIDTH, HEIGHT)
        across = QHBoxLayout(self)
        across.setContentsMargins(14, 10, 14, 10 + ARROW)
        across.setSpacing(10)
        across.addWidget(icon_label("alert-triangle", "bad"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.title, self.text = Label(weight=600), Label(role="caption", tone="quiet")
        self.mend = Button(N_("Mend"), kind="filled", small=True)
        self.leave = Button(N_("Leave as it is"), small=True)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.mend)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        column.addLayout(buttons)
        across.addLayout(column, 1)
        self.leave.clicked.connect(self.hide)
        self.mend.clicked.connect(self._mend)
        live.follow(self, self.hide)

    def show_for(self, line: Line, corner: QPoint, cell: QRect) -> None:
        """Open over a cell whose top left corner lies at ``corner`` in the parent."""
        self._line = line
        self.title.setText(line.problem)
        self.text.setText(line.detail)
        self.mend.set_words(_("Change to %(province)s") % {"province": line.right_province_name})
        parent = self.parentWidget()
        right = corner.x() + cell.width() - WIDTH + 36
        wide = parent.width() if parent is not None else right + WIDTH
        self.move(min(max(right, 8), wide - WIDTH - 8), max(corner.y() - HEIGHT, 0))
        self._tip = corner.x() + cell.width() - 16 - self.x()
        self.show()
        self.raise_()
        self.mend.setFocus()

    def _mend(self) -> None:
        line, self._line = self._line, None
        self.hide()
        if line is not None:
            self.wanted.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A surface with an edge and an arrow that meets the cell's icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("surface"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -ARROW - 0.5)
        painter.drawRoundedRect(box, 8, 8)
        tip, bottom = float(self._tip), box.bottom()
        arrow = QPolygonF()
        for x, y in ((tip - 8, bottom - 0.5), (tip, bottom + 7.5), (tip + 8, bottom - 0.5)):
            arrow.append(QPoint(int(x), int(y)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(arrow)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.drawPolyline(arrow)
