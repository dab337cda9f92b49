"""Where papers go at the door: a printer, or a file that is opened where there is none.

Everything is made and printed away from the window's thread; what came out is noted.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.services import certificates, door
from workshopdesk.services.door import Made, Wanted
from workshopdesk.services.papers import write_whole
from workshopdesk.ui import printing
from workshopdesk.ui.desk import Desk

FILE = ""
"""The outlet that is no printer."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came out: how many, and the file ("" for a printer)."""

    count: int
    file: str


class Outlet(QObject):
    """``printer`` is a name, or ``FILE``; ``opens`` shows a file."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._number = 0
        self.printer = next(iter(printing.printers()), FILE)
        self.opens: Callable[[Path], object] = _open

    def print_certificates(
        self, prepare: Callable[[], Wanted], then: Callable[[Came], object]
    ) -> None:
        """Issue, draw and print; ``prepare`` says what, in the worker, and may register first."""
        store, key, printer, path = (
            self._desk.store,
            self._desk.signing_key,
            self.printer,
            self._next(),
        )

        def job(progress: Progress) -> Came:
            made: Made = door.make(store, prepare(), key=key, progress=progress)
            way = self._send(made.pdf, printer, path, progress)
            certificates.note_printed(store, made.certificates, way)
            return Came(len(made.certificates), "" if printer else str(path))

        def done(came: Came) -> None:
            if came.file:
                self.opens(Path(came.file))
            self._desk.announce("participants", "attendance")
            then(came)

        self._desk.tasks.run(job, done, self._failed, _(_PRINTING))

    def print_page(self, make: Callable[[], bytes]) -> None:
        """Print a page that is no certificate."""
        printer, path = self.printer, self._next()

        def job(progress: Progress) -> None:
            self._send(make(), printer, path, progress)

        def done(_none: None) -> None:
            if not printer:
                self.opens(path)

        self._desk.tasks.run(job, done, self._desk.messages.error, _(_PRINTING))

    @staticmethod
    def _send(pdf: bytes, printer: str, path: Path, progress: Progress) -> str:
        if printer:
            printing.send_pdf(pdf, path.stem, printer, progress)
            return "printer"
        write_whole(path, pdf)
        return "file"

    def _failed(self, error: Exception) -> None:
        self._desk.announce("participants", "attendance")  # a number may have been given out
        self._desk.messages.error(error)

    def _next(self) -> Path:
        """A file of this sitting; the folder goes when the window does."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="workshopdesk-")
            self.destroyed.connect(self._folder.cleanup)
        self._number += 1
        return Path(self._folder.name) / f"certificates-{self._number}.pdf"


_PRINTING = N_("Printing certificates")


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
