"""The bar that says how it stands with the team's server: away, back, or not encrypted."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from workshopdesk.i18n import _, ngettext
from workshopdesk.ui import live
from workshopdesk.ui.widgets.buttons import icon_label
from workshopdesk.ui.widgets.text import Label, Paragraph


class ConnectionBar(QFrame):
    """Over the page, only while there is something to say; it goes by itself."""

    def __init__(self) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 8, 24, 0)
        box = QFrame()
        box.setObjectName("popover")
        outer.addWidget(box)
        line = QHBoxLayout(box)
        line.setContentsMargins(12, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(icon_label("alert-triangle", "bad"))
        column = QVBoxLayout()
        column.setSpacing(0)
        self.title = Label(weight=600)
        self.text = Paragraph(tone="quiet")
        column.addWidget(self.title)
        column.addWidget(self.text)
        line.addLayout(column, 1)
        self._waiting: int | None = None
        live.follow(self, self._reword)

    def show_away(self, waiting: int) -> None:
        """The server is away; so many changes wait for it."""
        self._waiting = waiting
        self._reword()

    def clear(self) -> None:
        """The server answers."""
        self._waiting = None
        self._reword()

    def _reword(self) -> None:
        self.setVisible(self._waiting is not None)
        if self._waiting is None:
            return
        self.title.setText(_("The team's server does not answer"))
        kept = _("You can go on reading and typing. It is tried again every second.")
        if self._waiting:
            kept = ngettext(
                "%(n)d change is kept and saved as soon as it answers.",
                "%(n)d changes are kept and saved as soon as it answers.",
                self._waiting,
            ) % {"n": self._waiting}
        self.text.set_text(kept)
        self.setAccessibleName(f"{self.title.text()}. {kept}")
