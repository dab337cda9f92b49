"""The page to work on: the PDF's own picture, and over it what can be taken by the mouse and keys.

The scene is in millimetres. Hides how a drag becomes one step: while it lasts only outlines and a
pale piece of the page move; the step is made when the button is let go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView

from workshopdesk.documents.design import Box
from workshopdesk.i18n import N_
from workshopdesk.ui import live, theme
from workshopdesk.ui.designer import placement as p
from workshopdesk.ui.designer.presenter import Editing
from workshopdesk.ui.pages import Page

_ROUND, _HANDLE, _NEAR = 8.0, 7.0, 6.0
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
}  # fmt: skip
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


class Canvas(QGraphicsView):
    """Tells when something was chosen (``chosen``) or changed (``edited``)."""

    chosen = Signal()
    edited = Signal()
    zoomed = Signal()
    resolution_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editing: Editing | None = None
        self.bare = False
        self._scene = QGraphicsScene(self)
        self._page = QGraphicsPixmapItem()
        self._page.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._page)
        self.setScene(self._scene)
        self._fitted = True
        self._from: QPointF | None = None
        self._handle: p.Handle | None = None
        self.boxes: dict[int, Box] = {}
        self.guides: tuple[float | None, float | None] = (None, None)
        self._band: QRectF | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        live.say(self, self.setAccessibleName, N_("The certificate's page"))
        live.follow(self, self._dress)

    def _dress(self) -> None:
        self.setBackgroundBrush(theme.colour("rail" if theme.is_dark() else "line"))
        self.viewport().update()

    # What is shown

    def show_editing(self, editing: Editing) -> None:
        """Work on a template."""
        self.editing = editing
        whole = _rect(editing.page).adjusted(-_ROUND, -_ROUND, _ROUND, _ROUND)
        if self._scene.sceneRect() != whole:
            self._scene.setSceneRect(whole)
            self._page.setPixmap(QPixmap())
            self.fit()
        self._put_down()
        self.viewport().update()

    def show_page(self, page: Page) -> None:
        """The page as it is printed."""
        if self.editing is None:
            return
        picture = QPixmap.fromImage(page.image)
        picture.setDevicePixelRatio(1.0)
        self._page.setPixmap(picture)
        self._page.setScale(self.editing.design.width / max(picture.width(), 1))
        self.viewport().update()

    @property
    def percent(self) -> int:
        """How large the page is shown: 100 is as on paper at 96 dots per inch."""
        return round(self.transform().m11() * 25.4 / 96 * 100)

    def fit(self) -> None:
        """The whole page."""
        self._fitted = True
        self.fitInView(self._scene.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self.zoomed.emit()

    def zoom(self, by: float) -> None:
        """Larger or smaller."""
        now = self.transform().m11()
        factor = min(max(now * by, 0.6), 40.0) / now
        self._fitted = False
        self.scale(factor, factor)
        self.zoomed.emit()
        self.resolution_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that is shown whole stays so."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
            self.resolution_wanted.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)
        else:
            super().wheelEvent(event)

    # Drawing what can be taken

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Outlines, handles, guides; what is dragged as a pale piece of the page."""
        editing = self.editing
        if editing is None or self.bare:
            return
        line = QPen(QColor(0, 0, 0, 60), 0, Qt.PenStyle.DotLine)
        painter.setPen(line)
        for layer in editing.layers:
            if not layer.hidden:
                painter.drawRect(_rect(layer.box))
        accent = theme.LIGHT_ACCENT  # on paper, which is white in every theme
        for n, box in self.boxes.items():
            self._draw_piece(painter, _rect(editing.layers[n].box), _rect(box))
        painter.setPen(QPen(accent, 0))
        for n in editing.chosen:
            painter.drawRect(_rect(self.boxes.get(n, editing.layers[n].box)))
        self._draw_guides(painter, editing)
        self._draw_handles(painter, accent)
        if self._band is not None:
            painter.fillRect(self._band, QColor(31, 95, 168, 30))
            painter.drawRect(self._band)

    def _draw_piece(self, painter: QPainter, old: QRectF, new: QRectF) -> None:
        picture = self._page.pixmap()
        if picture.isNull() or old == new:
            return
        scale = 1 / self._page.scale()
        source = QRectF(old.x() * scale, old.y() * scale, old.width() * scale, old.height() * scale)
        painter.setOpacity(0.55)
        painter.drawPixmap(new, picture, source)
        painter.setOpacity(1.0)

    def _draw_guides(self, painter: QPainter, editing: Editing) -> None:
        painter.setPen(QPen(QColor("#C2187A"), 0))
        x, y = self.guides
        page = editing.page
        if x is not None:
            painter.drawLine(QPointF(x, -_ROUND), QPointF(x, page.height + _ROUND))
        if y is not None:
            painter.drawLine(QPointF(-_ROUND, y), QPointF(page.width + _ROUND, y))

    def _draw_handles(self, painter: QPainter, accent: QColor) -> None:
        box = self._handled()
        if box is None:
            return
        side = _HANDLE / self.transform().m11()
        painter.setPen(QPen(accent, 0))
        painter.setBrush(QColor("white"))
        for handle in p.HANDLES:
            x, y = p.handle_place(box, handle)
            painter.drawRect(QRectF(x - side / 2, y - side / 2, side, side))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _handled(self) -> Box | None:
        """The box that has handles: that of the one layer chosen, unless it is locked."""
        if self.editing is None or len(self.editing.movable) != 1 or len(self.editing.chosen) != 1:
            return None
        n = self.editing.chosen[0]
        return self.boxes.get(n, self.editing.layers[n].box)

    # The mouse

    def point_of(self, x: float, y: float) -> QPointF:
        """Where millimetres of the page are on the widget."""
        return QPointF(self.mapFromScene(QPointF(x, y)))

    def _handle_at(self, at: QPointF) -> p.Handle | None:
        box = self._handled()
        if box is None:
            return None
        for handle in p.HANDLES:
            away = self.point_of(*p.handle_place(box, handle)) - at
            if max(abs(away.x()), abs(away.y())) <= _NEAR:
                return handle
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a handle, a layer, or begin a band round several."""
        editing = self.editing
        if editing is None or self.bare or event.button() is not Qt.MouseButton.LeftButton:
            return
        self.setFocus()
        self._from = self.mapToScene(event.position().toPoint())
        self._handle = self._handle_at(event.position())
        if self._handle is not None:
            return
        found = editing.at(self._from.x(), self._from.y(), 2 / self.transform().m11())
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if found is None:
            self._band = QRectF(self._from, self._from)
            if not adding:
                editing.choose(())
        elif adding:
            editing.choose({*editing.chosen} ^ {found})
        elif found not in editing.chosen:
            editing.choose([found])
        self.chosen.emit()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken; with Alt nothing snaps."""
        editing = self.editing
        if editing is None or self.bare:
            return
        here = self.mapToScene(event.position().toPoint())
        if self._from is None:
            handle = self._handle_at(event.position())
            self.viewport().setCursor(_CURSORS[handle] if handle else Qt.CursorShape.ArrowCursor)
            return
        by = here - self._from
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self._band is not None:
            self._band = QRectF(self._from, here).normalized()
        elif self._handle is not None:
            self._drag_handle(editing, self._handle, by, free)
        elif max(abs(by.x()), abs(by.y())) * self.transform().m11() > 3 or self.boxes:
            self._drag(editing, by, free)
        self.viewport().update()

    def _drag(self, editing: Editing, by: QPointF, free: bool) -> None:
        if not editing.movable:
            return
        before = [editing.layers[n].box for n in editing.movable]
        whole = p.around(before)
        goal = p.moved(whole, by.x(), by.y())
        self.guides = (None, None)
        if not free:
            snapped = p.snap_move(goal, editing.snapping(), self._reach())
            goal, self.guides = snapped.box, (snapped.x, snapped.y)
        right, down = goal.x - whole.x, goal.y - whole.y
        self.boxes = {n: p.moved(editing.layers[n].box, right, down) for n in editing.movable}

    def _drag_handle(self, editing: Editing, handle: p.Handle, by: QPointF, free: bool) -> None:
        n = editing.chosen[0]
        goal = p.resized(editing.layers[n].box, handle, by.x(), by.y())
        self.guides = (None, None)
        if not free:
            snapped = p.snap_resize(goal, handle, editing.snapping(), self._reach())
            goal, self.guides = snapped.box, (snapped.x, snapped.y)
        self.boxes = {n: goal}

    def _reach(self) -> float:
        """Six pixels, never more than two millimetres."""
        return min(p.REACH, _NEAR / self.transform().m11())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Make the step."""
        editing = self.editing
        if editing is None or self._from is None:
            return
        band, boxes = self._band, self.boxes
        self._put_down()
        if band is not None and band.width() + band.height() > 1:
            inside = (
                n
                for n, layer in enumerate(editing.layers)
                if not (layer.locked or layer.hidden) and band.contains(_rect(layer.box))
            )
            editing.choose({*editing.chosen, *inside})
            self.chosen.emit()
        elif boxes and editing.place(boxes):
            self.edited.emit()
        self.viewport().update()

    def _put_down(self) -> None:
        self._from = self._handle = self._band = None
        self.boxes = {}
        self.guides = (None, None)

    # Keys

    def event(self, event: QEvent) -> bool:
        """The keys of the page come before those of the window (Ctrl+Z takes back a step here)."""
        asked = event.type() is QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._verb(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, pull, duplicate, take away, step back."""
        verb = self._verb(event)
        if verb is None:
            super().keyPressEvent(event)
        elif verb():
            self.edited.emit()
            self.viewport().update()

    def _verb(self, event: QKeyEvent) -> Callable[[], bool] | None:
        editing = self.editing
        if editing is None or self.bare:
            return None
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS:
            step = 5 if shift else 1
            right, down = (step * part for part in _ARROWS[key])
            verb = editing.grow if control else editing.move
            return lambda: verb(right, down)
        if (
            key == Qt.Key.Key_Z
            and control
            and not (editing.redoable if shift else editing.undoable)
        ):
            return None  # no step here: the window takes back what was saved
        if control:
            return self._control_verbs(editing, shift).get(key)
        return self._plain_verbs(editing).get(key)

    def _control_verbs(self, editing: Editing, shift: bool) -> Mapping[Qt.Key, Callable[[], bool]]:
        return {
            Qt.Key.Key_Z: editing.redo if shift else editing.undo,
            Qt.Key.Key_Y: editing.redo,
            Qt.Key.Key_D: editing.duplicate,
            Qt.Key.Key_A: lambda: self._choose(range(len(editing.layers))),
            Qt.Key.Key_BracketRight: lambda: editing.lift(1),
            Qt.Key.Key_BracketLeft: lambda: editing.lift(-1),
            Qt.Key.Key_Plus: lambda: self._zoom(1.25),
            Qt.Key.Key_Equal: lambda: self._zoom(1.25),
            Qt.Key.Key_Minus: lambda: self._zoom(0.8),
            Qt.Key.Key_0: lambda: self._zoom(None),
        }

    def _plain_verbs(self, editing: Editing) -> Mapping[Qt.Key, Callable[[], bool]]:
        return {
            Qt.Key.Key_Delete: editing.remove,
            Qt.Key.Key_Backspace: editing.remove,
            Qt.Key.Key_Escape: self._let_go,
            Qt.Key.Key_PageUp: lambda: self._step(1),
            Qt.Key.Key_PageDown: lambda: self._step(-1),
        }

    def _choose(self, places: range) -> bool:
        if self.editing is not None:
            layers = self.editing.layers
            self.editing.choose(n for n in places if not (layers[n].locked or layers[n].hidden))
            self.chosen.emit()
        self.viewport().update()
        return False

    def _step(self, by: int) -> bool:
        if self.editing is not None:
            self.editing.next(by)
            self.chosen.emit()
        self.viewport().update()
        return False

    def _let_go(self) -> bool:
        self._put_down()
        return self._choose(range(0))

    def _zoom(self, by: float | None) -> bool:
        if by is None:
            self.fit()
            self.resolution_wanted.emit()
        else:
            self.zoom(by)
        return False
