"""The line at the bottom: what was last done, what is under way, where the data lies.

Above it, and only when there is one, a bar with what was refused and what to do about it.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from workshopdesk.i18n import N_, _
from workshopdesk.ui import live
from workshopdesk.ui.messages import Message
from workshopdesk.ui.tasks import Handle
from workshopdesk.ui.widgets.buttons import Button, icon_button, icon_label
from workshopdesk.ui.widgets.text import Label, Paragraph

LATE = 500  # milliseconds before work is shown as work


class _Work(QWidget):
    """A job under way: name, bar, cancel. It appears only when the job takes long."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.name = Label(role="caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        live.say(self.bar, self.bar.setAccessibleName, N_("Progress"))
        self.cancel = Button(N_("Cancel"), kind="link")
        for part in (self.name, self.bar, self.cancel):
            line.addWidget(part)
        self._handle: Handle | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LATE)
        self._timer.timeout.connect(self._appear)
        self.cancel.clicked.connect(self._cancel)
        self.hide()

    def show_work(self, handle: Handle) -> None:
        """Follow a job; one without a name is too short to be told of."""
        if not handle.name:
            return
        self._handle = handle
        self.name.setText(handle.name)
        self.bar.setRange(0, 0)
        handle.stepped.connect(self._stepped)
        handle.ended.connect(lambda: self._ended(handle))
        self._timer.start()

    def _appear(self) -> None:
        self.setVisible(self._handle is not None)

    def _stepped(self, done: int, total: int, label: str) -> None:
        if self.sender() is not self._handle:
            return
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        if label and self._handle is not None:
            self.name.setText(f"{self._handle.name} · {label}" if self._handle.name else label)

    def _ended(self, handle: Handle) -> None:
        if handle is self._handle:
            self._handle = None
            self._timer.stop()
            self.hide()

    def _cancel(self) -> None:
        if self._handle is not None:
            self.name.setText(_("Stopping"))
            self._handle.cancel()


class StatusLine(QFrame):
    """28 px at the bottom of the window."""

    undo_wanted = Signal()

    def __init__(self, where: str) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(28)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(8)
        self._icon = icon_label("circle-check", "quiet", 14)
        self.said = Label(role="caption", tone="quiet")
        self.undo = Button(N_("Undo (Ctrl+Z)"), kind="link")
        self.undo.clicked.connect(self.undo_wanted)
        self.work = _Work()
        line.addWidget(self._icon)
        line.addWidget(self.said)
        line.addWidget(self.undo)
        line.addStretch(1)
        line.addWidget(self.work)
        line.addSpacing(16)
        line.addWidget(icon_label("database", "quiet", 14))
        self.where = Label(role="caption", tone="quiet")
        live.say(self.where, self.where.setText, where)
        line.addWidget(self.where)
        self.undo.hide()

    def say(self, text: str, undoable: bool = False) -> None:
        """What was last done."""
        self.said.setText(text)
        self.undo.setVisible(undoable)


_TONES = {"refusal": ("alert-triangle", "warn"), "environment": ("alert-triangle", "bad"),
          "bug": ("bug", "bad")}  # fmt: skip


class MessageBar(QFrame):
    """What was refused or went wrong, in words, with what to do; it stays until it is read."""

    report_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 0, 24, 8)
        box = QFrame()
        box.setObjectName("popover")
        outer.addWidget(box)
        self._line = QHBoxLayout(box)
        self._line.setContentsMargins(12, 8, 8, 8)
        self._report = ""
        self._line.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(0)
        self.title = Label(weight=600)
        self.text = Paragraph(tone="quiet")
        column.addWidget(self.title)
        column.addWidget(self.text)
        self.report = Button(N_("Show the report"), small=True)
        close = icon_button("x", N_("Close"), small=True)
        close.clicked.connect(self.hide)
        self.report.clicked.connect(lambda: self.report_wanted.emit(self._report))
        self._icon = QWidget()
        self._line.addWidget(self._icon)
        self._line.addLayout(column, 1)
        self._line.addWidget(self.report)
        self._line.addWidget(close)
        self.hide()

    def tell(self, message: Message) -> None:
        """Show a message."""
        icon, tone = _TONES[message.kind]
        fresh = icon_label(icon, tone)
        self._line.replaceWidget(self._icon, fresh)
        self._icon.deleteLater()
        self._icon = fresh
        self.title.setText(message.title)
        self.text.set_text(message.text)
        self.text.setVisible(bool(message.text))
        self._report = message.report
        self.report.setVisible(bool(message.report))
        self.setAccessibleName(f"{message.title}. {message.text}")
        self.show()
