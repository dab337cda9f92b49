"""F1: the page that helps where one is, the others beside it, and a field that searches them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workshopdesk.i18n import N_
from workshopdesk.ui import live, theme
from workshopdesk.ui.help_pages import HelpPage, page_for, pages
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.frames import Card, row

LINE = 112  # per cent of what the font asks for
CODE = Qt.ItemDataRole.UserRole


class HelpDialog(QDialog):
    """Stays open beside the work; follows the language."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        live.say(self, self.setWindowTitle, N_("Help"))
        self.resize(860, 600)
        self.search = Field(N_("Search the help"), N_("Search the help"), "search")
        self.list = QListWidget()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        live.say(self.list, self.list.setAccessibleName, N_("Pages of the help"))
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        live.say(self.text, self.text.setAccessibleName, N_("Help"))
        close = Button(N_("Close"))
        close.clicked.connect(self.close)
        left = Card(margin=8)
        left.setFixedWidth(250)
        left.column.addWidget(self.search)
        left.column.addWidget(self.list, 1)
        right = Card(margin=12)
        right.column.addWidget(self.text, 1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(left)
        across.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(across, 1)
        column.addLayout(row(None, close))
        self.search.textChanged.connect(lambda _text: self._fill())
        self.list.currentItemChanged.connect(lambda now, _before: self._show(now))
        live.follow(self, self._fill)

    def open_for(self, room: str) -> None:
        """Show the page of a room, or one by its code."""
        self.search.clear()
        self._choose(page_for(room))
        self.show()
        self.raise_()
        self.search.setFocus()

    @property
    def code(self) -> str:
        """The code of the page shown."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(CODE))

    def _fill(self) -> None:
        before, wanted = self.code, self.search.text()
        self.list.clear()
        for page in pages():
            if page.fits(wanted):
                item = QListWidgetItem(page.title)
                item.setData(CODE, page.code)
                item.setSizeHint(QSize(0, 32))
                self.list.addItem(item)
        self._choose(before)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)

    def _choose(self, code: str) -> None:
        for number in range(self.list.count()):
            if self.list.item(number).data(CODE) == code:
                self.list.setCurrentRow(number)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self.text.clear()
            return
        page = next(p for p in pages() if p.code == item.data(CODE))
        self._write(page)

    def _write(self, page: HelpPage) -> None:
        self.text.document().setDefaultFont(theme.font())
        self.text.setMarkdown(page.text)
        loose = QTextBlockFormat()
        loose.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(loose)
