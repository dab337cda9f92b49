"""The list of layers, the topmost first: take in hand, lift, lock, hide, duplicate, take away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live, theme
from workshopdesk.ui.designer.presenter import Editing
from workshopdesk.ui.designer.words import layer_word
from workshopdesk.ui.widgets.buttons import Button, icon_button
from workshopdesk.ui.widgets.frames import Card, row
from workshopdesk.ui.widgets.text import Label

_PLACE = Qt.ItemDataRole.UserRole


class LayerList(QListWidget):
    """The lines; Delete takes away, Space hides and shows."""

    removing = Signal()
    hiding = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        live.say(self, self.setAccessibleName, N_("Layers"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As on the page."""
        if event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.hiding.emit()
        else:
            super().keyPressEvent(event)


class Layers(Card):
    """Tells when something was chosen or changed."""

    chosen = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__(margin=8, spacing=4)
        self.editing: Editing | None = None
        title = Label(role="caption", weight=600, tone="quiet")
        live.say(title, title.setText, N_("Layers"))
        self.column.addWidget(title)
        self.list = LayerList()
        self.list.itemSelectionChanged.connect(self._choose)
        self.list.removing.connect(lambda: self._do(lambda e: e.remove()))
        self.list.hiding.connect(lambda: self._turn("hidden"))
        self.column.addWidget(self.list, 1)
        self.up = icon_button("chevron-up", N_("Bring forward"), small=True)
        self.down = icon_button("chevron-down", N_("Send back"), small=True)
        self.copy = icon_button("copy", N_("Duplicate"), small=True)
        self.bin = icon_button("trash", N_("Take away"), small=True)
        self.lock = Button(N_("Lock"), kind="quiet", small=True)
        self.hide_button = Button(N_("Hide"), kind="quiet", small=True)
        self.up.clicked.connect(lambda: self._do(lambda e: e.lift(1)))
        self.down.clicked.connect(lambda: self._do(lambda e: e.lift(-1)))
        self.copy.clicked.connect(lambda: self._do(lambda e: e.duplicate()))
        self.bin.clicked.connect(lambda: self._do(lambda e: e.remove()))
        self.lock.clicked.connect(lambda: self._turn("locked"))
        self.hide_button.clicked.connect(lambda: self._turn("hidden"))
        self.column.addLayout(row(self.up, self.down, self.copy, self.bin, None, spacing=2))
        self.column.addLayout(row(self.lock, self.hide_button, None, spacing=2))

    def show_editing(self, editing: Editing) -> None:
        """The layers of a template and which are in hand."""
        self.editing = editing
        self.list.blockSignals(True)
        self.list.clear()
        for n in range(len(editing.layers) - 1, -1, -1):
            layer = editing.layers[n]
            states = [_("locked")] * layer.locked + [_("hidden")] * layer.hidden
            item = QListWidgetItem(" · ".join([layer_word(layer), *states]))
            item.setData(_PLACE, n)
            item.setToolTip(item.text())
            if layer.hidden:
                item.setForeground(theme.colour("quiet"))
            self.list.addItem(item)
            item.setSelected(n in editing.chosen)
            if n in editing.chosen:
                self.list.setCurrentItem(item, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.list.blockSignals(False)
        self._say()

    def _say(self) -> None:
        editing = self.editing
        some = editing is not None and bool(editing.chosen)
        for button in (self.up, self.down, self.copy, self.bin, self.lock, self.hide_button):
            button.setEnabled(some)
        if editing is None or not some:
            return
        layers = [editing.layers[n] for n in editing.chosen]
        locked, hidden = all(x.locked for x in layers), all(x.hidden for x in layers)
        self.lock.set_words(_("Let move") if locked else _("Lock"))
        self.hide_button.set_words(_("Show again") if hidden else _("Hide"))
        self.bin.setEnabled(bool(editing.movable))

    def _choose(self) -> None:
        if self.editing is not None:
            self.editing.choose(item.data(_PLACE) for item in self.list.selectedItems())
            self._say()
            self.chosen.emit()

    def _turn(self, key: str) -> None:
        editing = self.editing
        if editing is None or not editing.chosen:
            return
        on = all(getattr(editing.layers[n], key) for n in editing.chosen)
        self._do(lambda e: e.set(**{key: not on}))

    def _do(self, verb: Callable[[Editing], bool]) -> None:
        if self.editing is not None and verb(self.editing):
            self.edited.emit()

    def widgets(self) -> tuple[QWidget, ...]:
        """What the tab key goes through."""
        return (self.list, self.up, self.down, self.copy, self.bin, self.lock, self.hide_button)
