"""What is done while no window has the database open: restoring, encrypting.

The window closes, the work is done, a new window opens on the same file. Nothing of the old one
is left that could still hold the file as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from workshopdesk import settings
from workshopdesk.domain.progress import Progress
from workshopdesk.ui.tasks import Tasks
from workshopdesk.ui.widgets.text import Paragraph


@dataclass(frozen=True, slots=True)
class After:
    """How the next window opens: with which passphrase, on which database ("": the same), and
    what it says first."""

    passphrase: str = field(default="", repr=False)
    data: str = field(default="", repr=False)
    said: str = ""
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """``job`` gives how to open again; when it fails, ``passphrase`` opens the file as it was."""

    job: Callable[[], After]
    name: str
    passphrase: str = field(default="", repr=False)


def carry_out(wanted: Between, tasks: Tasks) -> After:
    """Do it, with a small window that says what is being done."""
    outcome: list[After] = []
    shown = _Waiting(wanted.name)
    loop = QEventLoop()

    def job(_progress: Progress) -> After:
        return wanted.job()

    def end(after: After) -> None:
        outcome.append(after)
        loop.quit()

    tasks.run(job, end, lambda error: end(After(wanted.passphrase, error=error)), wanted.name)
    if not outcome:
        shown.show()
        loop.exec()
    shown.close()
    shown.deleteLater()
    return outcome[0]


class _Waiting(QWidget):
    """Says what is being done; closing it does not stop it."""

    def __init__(self, name: str) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint)
        self.setWindowTitle(settings.APP_NAME)
        self.setFixedWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addWidget(Paragraph(name, role="section", weight=600))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(name)
        column.addWidget(bar)
