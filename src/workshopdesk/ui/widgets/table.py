"""The table as it looks: hairline rows, a sticky head, a filter row, ticks, inline editors."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workshopdesk import i18n
from workshopdesk.i18n import N_, _
from workshopdesk.ui import icons, live, theme
from workshopdesk.ui.tables import PROBLEM_ROLE, Column, TableModel
from workshopdesk.ui.widgets.fields import Choice, Field, suggest

Index = QModelIndex | QPersistentModelIndex
TICK = "tick"
ROW, HEAD, FILTERS, PADDING = 32, 32, 36, 8
NARROW_FILTER = 70  # px under which the filter shows no word for "all"
NARROWEST = 70  # per cent of its width that a column which grows may shrink to


def tick_column(width: int = 40) -> Column[Any]:
    """The column of tick boxes that shows, and changes, which rows are selected."""
    return Column(TICK, "", lambda _row: "", (width, width), filtered=False)


def paint_tick(painter: QPainter, box: QRectF, state: str) -> None:
    """A tick box of 16 px: "on", "off" or "some"."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    on = state != "off"
    painter.setPen(QPen(theme.colour("accent" if on else "edge"), 1))
    painter.setBrush(theme.colour("accent" if on else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if on:
        name = "check" if state == "on" else "minus"
        icons.paint(painter, name, box.adjusted(1, 1, -1, -1), "on_accent")
    painter.restore()


class _Cells(QStyledItemDelegate):
    """Paints a cell; the ring shows the cell in hand."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, then what is in the cell."""
        rect: QRect = option.rect
        chosen = self._table.selectionModel().isRowSelected(index.row(), QModelIndex())
        ground = "selected" if chosen else "surface"
        if not chosen and index.row() == self._table.hovered:
            ground = "hover"
        painter.fillRect(rect, theme.colour(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        column = self._table.table_model.columns[index.column()]
        if column.key == TICK:
            box = QRectF(rect.left() + 12, rect.top() + (rect.height() - 16) / 2, 16, 16)
            paint_tick(painter, box, "on" if chosen else "off")
            return
        self._words(painter, rect, column, index)
        if self._table.hasFocus() and index == self._table.currentIndex():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _words(self, painter: QPainter, rect: QRect, column: Column[Any], index: Index) -> None:
        text = str(index.data() or "")
        ink: QColor = theme.colour(column.tone)
        inner = rect.adjusted(PADDING, 0, -PADDING, 0)
        if index.data(PROBLEM_ROLE):
            ink = theme.colour("bad")
            painter.fillRect(rect.adjusted(0, 0, 0, -1), theme.colour("bad_tint"))
            painter.setPen(QPen(ink, 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
            box = QRectF(inner.right() - 15, rect.top() + (rect.height() - 16) / 2, 16, 16)
            icons.paint(painter, "alert-triangle", box, ink)
            inner.adjust(0, 0, -20, 0)
        font = theme.font("body", column.weight)
        painter.setFont(font)
        painter.setPen(ink)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """A line that fills the cell and offers what fits."""
        column = self._table.table_model.columns[index.column()]
        editor = QLineEdit(parent)
        editor.setProperty("cell", True)
        editor.setAccessibleName(_(column.title))
        if column.suggestions is not None:
            suggest(editor, column.suggestions())
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The stored text, all of it marked."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data() or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand the typed text on."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text().strip())


class _Head(QHeaderView):
    """Titles, the sort arrow, the tick for all, and the fields of the filter row beneath."""

    def __init__(self, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.fields: dict[int, QWidget] = {}
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """One line of titles, and the filter row when it is open."""
        return QSize(
            super().sizeHint().width(), HEAD + (FILTERS if self._table.filters_open else 0)
        )

    def place_fields(self) -> None:
        """Put each filter field under its title."""
        for section, field in self.fields.items():
            left = self.sectionViewportPosition(section)
            field.setGeometry(left + 4, HEAD + 4, self.sectionSize(section) - 8, 28)
            field.setVisible(self._table.filters_open and not self.isSectionHidden(section))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """A title; the sorted column shows its direction."""
        column = self._table.table_model.columns[section]
        painter.fillRect(rect, theme.colour("head"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        top = QRect(rect.left(), rect.top(), rect.width(), HEAD)
        if self._table.filters_open:
            painter.fillRect(QRect(rect.left(), HEAD - 1, rect.width(), 1), theme.colour("line"))
        if column.key == TICK:
            self._paint_tick_all(painter, top)
            return
        font = theme.font("caption", 600)
        painter.setFont(font)
        painter.setPen(theme.colour("quiet"))
        inner = top.adjusted(PADDING, 0, -PADDING, 0)
        title = _(column.title)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        sorted_here = self._table.sorted_by == section
        if sorted_here and column.right:
            inner.adjust(0, 0, -12, 0)
        shown = QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)
        if sorted_here:
            wide = QFontMetrics(font).horizontalAdvance(title)
            left = inner.right() + 2 if column.right else inner.left() + wide + 4
            name = "chevron-down" if self._table.descending else "chevron-up"
            icons.paint(painter, name, QRectF(left, top.center().y() - 5, 12, 12), "quiet")

    def _paint_tick_all(self, painter: QPainter, rect: QRect) -> None:
        chosen = len(self._table.selectionModel().selectedRows())
        shown = self._table.table_model.rowCount()
        state = "off" if not chosen else "on" if chosen == shown else "some"
        paint_tick(painter, QRectF(rect.left() + 12, (HEAD - 16) / 2, 16, 16), state)
        if self._table.filters_open:
            icons.paint(painter, "filter", QRectF(rect.left() + 11, HEAD + 9, 18, 18), "accent")


class _Corner(QWidget):
    """Carries the head's ground on over the scroll bar."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        live.follow(self, self.update)

    def sizeHint(self) -> QSize:
        """As high as the head."""
        return QSize(16, self._table.horizontalHeader().sizeHint().height() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("head"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        if self._table.filters_open:
            painter.fillRect(0, HEAD - 1, self.width(), 1, theme.colour("line"))


class Table(QTableView):
    """A table over a TableModel; ``chosen`` tells when the selection changed."""

    chosen = Signal()
    opened = Signal(object)  # the row that Enter or a double click opened
    scrolled_or_sized = Signal()
    sorted_anew = Signal()

    def __init__(self, model: TableModel[Any], name: str) -> None:
        super().__init__()
        self.table_model = model
        self.hovered = -1
        self.filters_open = False
        self.sorted_by, self.descending = -1, False
        live.say(self, self.setAccessibleName, name)
        self.setModel(model)
        self._head = _Head(self)
        self.setHorizontalHeader(self._head)
        self._set_up()
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self._kept: set[object] = set()
        self._kept_current: tuple[object, int] | None = None
        live.follow(self, self._reword)

    def _set_up(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._corner = _Corner(self)
        self._corner.setFixedHeight(HEAD - 1)
        self.addScrollBarWidget(self._corner, Qt.AlignmentFlag.AlignTop)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Cells(self))
        self._head.sectionClicked.connect(self._head_clicked)
        self._head.sectionResized.connect(lambda *_a: self._head.place_fields())
        self.horizontalScrollBar().valueChanged.connect(lambda _v: self._head.place_fields())
        self.verticalScrollBar().valueChanged.connect(lambda _v: self.scrolled_or_sized.emit())
        self.selectionModel().selectionChanged.connect(lambda *_a: self._selection_changed())
        self._build_filters()

    # Selection that outlives a re-read

    def selected_rows(self) -> list[Any]:
        """The selected rows, in the order shown."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.table_model.row_at(n) for n in numbers if n < self.table_model.rowCount()]

    def select_keys(self, keys: set[Any]) -> None:
        """Select the rows of these keys."""
        model, pick = self.selectionModel(), QItemSelectionModel.SelectionFlag
        for number, row in enumerate(self.table_model.visible):
            if self.table_model.key_of(row) in keys:
                model.select(self.table_model.index(number, 0), pick.Select | pick.Rows)

    def _remember(self) -> None:
        self._kept = {self.table_model.key_of(row) for row in self.selected_rows()}
        index = self.currentIndex()
        self._kept_current = None
        if index.isValid() and index.row() < len(self.table_model.visible):
            row = self.table_model.row_at(index.row())
            self._kept_current = (self.table_model.key_of(row), index.column())

    def _restore(self) -> None:
        if self._kept_current is not None:
            key, column = self._kept_current
            number = self.table_model.number_of(key)
            if number is not None:
                index = self.table_model.index(number, column)
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.NoUpdate
                )
        self.select_keys(self._kept)
        self.chosen.emit()

    def _selection_changed(self) -> None:
        self.viewport().update()
        self._head.viewport().update()
        self.chosen.emit()

    # Filters

    def _build_filters(self) -> None:
        for section, column in enumerate(self.table_model.columns):
            if not column.filtered:
                continue
            name = column.title
            if column.choices:
                choice = Choice(name, small=True)
                choice.setParent(self._head)
                choice.picked.connect(lambda t, c=column: self.table_model.set_filter(c.key, t))
                self._head.fields[section] = choice
            else:
                field = Field(name, N_("Search"), small=True)
                field.setParent(self._head)
                field.textChanged.connect(lambda t, c=column: self.table_model.set_filter(c.key, t))
                self._head.fields[section] = field
        for field_widget in self._head.fields.values():
            field_widget.hide()

    def refill_filters(self) -> None:
        """Offer the values now present in the columns that are filtered by choice."""
        for section, field in self._head.fields.items():
            if isinstance(field, Choice):
                column = self.table_model.columns[section]
                now = field.currentData() or ""
                values = [(text, text) for text in self.table_model.values(column)]
                narrow = self.columnWidth(section) < NARROW_FILTER
                field.set_choices([("", "" if narrow else _("All")), *values], now)

    def open_filters(self, opened: bool) -> None:
        """Show or hide the filter row; hiding it shows every row again."""
        self.filters_open = opened
        if not opened:
            for field in self._head.fields.values():
                if isinstance(field, Choice):
                    field.choose("")
                elif isinstance(field, Field):
                    field.clear()
            self.table_model.clear_filters()
        self._head.updateGeometry()
        self._corner.setFixedHeight(self._corner.sizeHint().height())
        self.updateGeometries()
        self._head.place_fields()
        first = next((f for f in self._head.fields.values() if isinstance(f, Field)), None)
        if opened and first is not None:
            first.setFocus()

    # Geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share spare width among the columns that grow."""
        super().resizeEvent(event)
        self.fit_columns()
        self.scrolled_or_sized.emit()

    def fit_columns(self) -> None:
        """Widths for the screen's language, spare width to the columns that grow."""
        columns = self.table_model.columns
        language = i18n.LANGUAGES.index(i18n.screen_language())
        wanted = [c.width[language] for c in columns]
        shown = [n for n in range(len(columns)) if not self.isColumnHidden(n)]
        spare = self.viewport().width() - sum(wanted[n] for n in shown)
        growing = sum(columns[n].grow for n in shown)
        for number in shown:
            extra = spare * columns[number].grow // growing if growing else 0
            narrowest = wanted[number] * NARROWEST // 100
            self.setColumnWidth(number, max(wanted[number] + extra, narrowest))
        self._head.place_fields()

    def _reword(self) -> None:
        self.fit_columns()
        self.refill_filters()
        self._head.viewport().update()
        self.viewport().update()

    # Mouse and keys

    def _head_clicked(self, section: int) -> None:
        column = self.table_model.columns[section]
        if column.key == TICK:
            everything = len(self.selectionModel().selectedRows()) == self.table_model.rowCount()
            self.clearSelection() if everything else self.selectAll()
            return
        again = self.sorted_by == section
        back = again and self.descending
        order = Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder
        self.sort_by(-1 if back else section, Qt.SortOrder.AscendingOrder if back else order)
        self.sorted_anew.emit()

    def sort_by(self, section: int, order: Qt.SortOrder) -> None:
        """Sort by a column; -1 brings back the order given."""
        self.sorted_by = section
        self.descending = order == Qt.SortOrder.DescendingOrder
        self.table_model.sort(section, order)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick box adds or takes away its row."""
        index = self.indexAt(event.position().toPoint())
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if index.isValid() and plain and self.table_model.columns[index.column()].key == TICK:
            self._toggle(index)
            return
        super().mousePressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        pick = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(index, pick.Toggle | pick.Rows)
        self.selectionModel().setCurrentIndex(index, pick.NoUpdate)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row under the pointer is tinted."""
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter edits or opens, Escape lets go."""
        index = self.currentIndex()
        key = event.key()
        if key == Qt.Key.Key_Space and index.isValid():
            self._toggle(index)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if self.table_model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            else:
                self.opened.emit(self.table_model.row_at(index.row()))
        elif key == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            super().keyPressEvent(event)
