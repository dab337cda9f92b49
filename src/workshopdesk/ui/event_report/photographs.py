"""The photographs of a report: dropped or chosen, captioned, put in order by mouse or by key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from workshopdesk.domain.attachment import Kept
from workshopdesk.i18n import N_, _
from workshopdesk.services import pictures
from workshopdesk.ui import live, theme
from workshopdesk.ui.widgets.buttons import Button, icon_button
from workshopdesk.ui.widgets.fields import Labelled, Saved
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.text import Label, Paragraph

MIME = "application/x-workshopdesk-photograph"
_SIZE = QSize(144, 96)


class Thumbnail(QWidget):
    """A photograph in small; it is dragged by the mouse, and Alt with an arrow moves it."""

    moved = Signal(int)  # by so many places

    def __init__(self, kept: Kept, image: bytes) -> None:
        super().__init__()
        self.kept = kept
        self._picture = QPixmap()
        self._picture.loadFromData(image)
        self._pressed: QPoint | None = None
        self.setFixedSize(_SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        name = kept.caption_lo or kept.caption_en or kept.name
        self.setAccessibleName(_("Photograph: %(name)s") % {"name": name})
        live.follow(self, self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole picture, ringed while the keyboard is on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        fitted = self._picture.size().scaled(_SIZE, Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (_SIZE.width() - fitted.width()) // 2, (_SIZE.height() - fitted.height()) // 2
        painter.drawPixmap(x, y, fitted.width(), fitted.height(), self._picture)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Taken in hand."""
        self.setFocus()
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carried along."""
        far = QApplication.startDragDistance()
        if self._pressed is None:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() < far:
            return
        self._pressed = None
        drag, data = QDrag(self), QMimeData()
        data.setData(MIME, QByteArray(self.kept.id.bytes))
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)


class PhotographRow(QWidget):
    """One photograph: picture, captions, up, down, away."""

    captioned = Signal(str, str)  # "lao" or "english", and the words
    moved = Signal(int)
    removed = Signal()

    def __init__(self, kept: Kept, image: bytes) -> None:
        super().__init__()
        self.kept = kept
        self.thumbnail = Thumbnail(kept, image)
        self.thumbnail.moved.connect(self.moved)
        self.lao, self.english = Saved(N_("Caption in Lao")), Saved(N_("Caption in English"))
        self.lao.show_value(kept.caption_lo)
        self.english.show_value(kept.caption_en)
        self.lao.saved.connect(lambda text: self.captioned.emit("lao", text))
        self.english.saved.connect(lambda text: self.captioned.emit("english", text))
        self.up = icon_button("chevron-up", N_("Move up"), small=True)
        self.down = icon_button("chevron-down", N_("Move down"), small=True)
        self.away = icon_button("trash", N_("Remove photograph"), small=True)
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.away.clicked.connect(self.removed)
        captions = QGridLayout()
        captions.setHorizontalSpacing(12)
        captions.setContentsMargins(0, 0, 0, 0)
        captions.addWidget(Labelled(N_("Caption in Lao"), self.lao), 0, 0)
        captions.addWidget(Labelled(N_("Caption in English"), self.english), 0, 1)
        captions.addWidget(Label(kept.name, "caption", tone="quiet"), 1, 0, 1, 2)
        across = row(self.thumbnail, spacing=12)
        across.addLayout(captions, 1)
        for button in (self.up, self.down, self.away):
            across.addWidget(button)
        self.setLayout(across)


class PhotographsCard(Card):
    """All photographs of a report, in its order; files may be dropped on it."""

    added = Signal(object)  # list of Path
    captioned = Signal(object, str, str)  # Kept, "lao" or "english", words
    moved = Signal(object, int)  # id of the photograph, its new place
    removed = Signal(object)  # Kept

    def __init__(self) -> None:
        super().__init__(spacing=12)
        self.setAcceptDrops(True)
        self.rows: list[PhotographRow] = []
        self._images: dict[UUID, bytes] = {}
        self._kept: tuple[Kept, ...] = ()
        title = Label(role="section", weight=600)
        live.say(title, title.setText, N_("Photographs"))
        self.add = Button(N_("Add photographs…"), "camera", small=True)
        self.add.clicked.connect(self._choose)
        how = Paragraph(tone="quiet", role="caption")
        live.say(how, how.set_text, N_(
            "Drop pictures here. Drag one to another place, or press Alt+Up and Alt+Down."
        ))  # fmt: skip
        self.column.addLayout(row(title, None, self.add))
        self.column.addWidget(how)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.column.addLayout(self._list)

    def show_photographs(
        self, photographs: tuple[Kept, ...], image: Callable[[Kept], bytes]
    ) -> None:
        """Show these; ``image`` gives the bytes of one that was not shown before."""
        if photographs == self._kept:
            return
        focused = next((r.kept.id for r in self.rows if r.thumbnail.hasFocus()), None)
        self._kept = photographs
        for old in self.rows:
            old.hide()
            old.deleteLater()
        for kept in photographs:
            if kept.id not in self._images:
                self._images[kept.id] = image(kept)
        self.rows = [PhotographRow(kept, self._images[kept.id]) for kept in photographs]
        for place, shown in enumerate(self.rows):
            self._connect(shown, place)
            self._list.addWidget(shown)
            if shown.kept.id == focused:
                shown.thumbnail.setFocus()

    def _connect(self, shown: PhotographRow, place: int) -> None:
        kept = shown.kept
        shown.captioned.connect(lambda which, text: self.captioned.emit(kept, which, text))
        shown.removed.connect(lambda: self.removed.emit(kept))
        shown.moved.connect(lambda by: self._move(kept.id, place + by))
        shown.up.setEnabled(place > 0)
        shown.down.setEnabled(place + 1 < len(self._kept))

    def _move(self, id: UUID, to: int) -> None:
        if 0 <= to < len(self._kept):
            self.moved.emit(id, to)

    def _choose(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in pictures.SUFFIXES)
        paths, _kind = QFileDialog.getOpenFileNames(
            self, _("Add photographs…"), "", f"{_('Photographs')} ({kinds})"
        )
        if paths:
            self.added.emit([Path(path) for path in paths])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures from outside, or one of these."""
        if event.mimeData().hasFormat(MIME) or _pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """New ones are added; one of these goes to where it was dropped."""
        event.acceptProposedAction()
        if not event.mimeData().hasFormat(MIME):
            self.added.emit(_pictures(event.mimeData()))
            return
        id = UUID(bytes=bytes(event.mimeData().data(MIME).data()))
        y = event.position().y()
        others = [shown for shown in self.rows if shown.kept.id != id]
        self._move(id, sum(shown.geometry().center().y() < y for shown in others))


def _pictures(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in pictures.SUFFIXES]
