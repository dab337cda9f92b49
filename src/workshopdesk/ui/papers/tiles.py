"""The list of papers: icon, name, language and format, and whether it is saved or out of date."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from workshopdesk.i18n import N_, _
from workshopdesk.ui import icons, live, theme
from workshopdesk.ui.papers.presenter import Paper

ROW = 52
Index = QModelIndex | QPersistentModelIndex
_STATES = {
    "saved": (N_("Saved"), "circle-check", "good"),
    "changed": (N_("Changed since"), "refresh", "warn"),
    "new": (N_("Not saved yet"), "circle-dashed", "quiet"),
    "lacking": ("", "circle-dashed", "quiet"),
}


class _Papers(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.papers: tuple[Paper, ...] = ()
        self.states: dict[str, str] = {}
        self.language_name = ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many papers."""
        return 0 if parent.isValid() else len(self.papers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name; the paper itself under UserRole."""
        paper = self.papers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return paper.name
        return paper if role == Qt.ItemDataRole.UserRole else None


class _Tile(QStyledItemDelegate):
    def __init__(self, model: _Papers) -> None:
        super().__init__()
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """52 px."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Icon, name, then language and format; the state at the right."""
        paper: Paper = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        view = self.parent()
        chosen = isinstance(view, QListView) and view.currentIndex() == index
        box = QRectF(rect).adjusted(8, 0, -8, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(box, 6, 6)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 8, 3, ROW - 16), 1.5, 1.5)
        ink = "accent" if chosen else "text"
        icons.paint(painter, paper.icon, QRectF(box.left() + 10, box.top() + 18, 18, 18), ink)
        left = box.left() + 40
        painter.setFont(theme.font("body", 500))
        painter.setPen(theme.colour(ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, box.top() + 4, box.right() - left, 22), middle, paper.name)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("quiet"))
        detail = f"{self._model.language_name} · {paper.formats_text}"
        right = self._state(painter, paper, box)
        shown = QFontMetrics(theme.font("caption")).elidedText(
            detail, Qt.TextElideMode.ElideRight, int(right - left - 6)
        )
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("quiet"))
        painter.drawText(QRectF(left, box.top() + 27, right - left, 20), middle, shown)
        painter.restore()

    def _state(self, painter: QPainter, paper: Paper, box: QRectF) -> float:
        state = "lacking" if paper.lacking else self._model.states.get(paper.kind, "new")
        words, icon, tone = _STATES[state]
        text = paper.lacking or _(words)
        font = theme.font("caption", 500 if tone != "quiet" else 400)
        painter.setFont(font)
        painter.setPen(theme.colour(tone))
        wide = QFontMetrics(font).horizontalAdvance(text)
        left = box.right() - 8 - wide
        painter.drawText(
            QRectF(left, box.top() + 27, wide + 2, 20), Qt.AlignmentFlag.AlignVCenter, text
        )
        icons.paint(painter, icon, QRectF(left - 18, box.top() + 30, 14, 14), tone)
        return left - 20


class Tiles(QListView):
    """Tells which paper was chosen."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._papers = _Papers()
        self._tile = _Tile(self._papers)
        self._tile.setParent(self)
        self.setModel(self._papers)
        self.setItemDelegate(self._tile)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        live.say(self, self.setAccessibleName, N_("Papers"))
        live.follow(self, self.viewport().update)
        self.selectionModel().currentChanged.connect(lambda *_a: self._tell())

    def show_papers(
        self, papers: tuple[Paper, ...], states: dict[str, str], language_name: str
    ) -> None:
        """Show the papers; the chosen one stays."""
        kind = self.kind()
        self.blockSignals(True)
        self._papers.beginResetModel()
        self._papers.papers, self._papers.states = papers, states
        self._papers.language_name = language_name
        self._papers.endResetModel()
        self.choose(kind or "sign-in-sheet")
        self.blockSignals(False)

    def kind(self) -> str:
        """The kind of the chosen paper."""
        index = self.currentIndex()
        return self._papers.papers[index.row()].kind if index.isValid() else ""

    def choose(self, kind: str) -> None:
        """Choose a paper."""
        for row, paper in enumerate(self._papers.papers):
            if paper.kind == kind:
                self.setCurrentIndex(self._papers.index(row, 0))

    def _tell(self) -> None:
        self.viewport().update()
        if self.kind():
            self.chosen.emit(self.kind())
