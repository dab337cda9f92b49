"""One page that proves attendance: seen, saved to a file, or taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QVBoxLayout, QWidget

from workshopdesk.domain.attachment import Kept
from workshopdesk.i18n import N_, _
from workshopdesk.services import evidence
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.frames import row, scroll
from workshopdesk.ui.widgets.text import Paragraph

WIDE, HIGH = 860, 560


class PageDialog(QDialog):
    """Shows a photograph or scan; a PDF is saved to be looked at."""

    def __init__(self, desk: Desk, page: Kept, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._page = desk, page
        with desk.store.read() as reader:
            self._data = reader.content(page.id)
        self.setWindowTitle(page.name)
        self.resize(WIDE + 60, HIGH + 120)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self._picture(), 1)
        save = Button(N_("Save as…"), "download")
        away = Button(N_("Remove"), "trash", "danger")
        close = Button(N_("Close"))
        save.clicked.connect(self._save)
        away.clicked.connect(self._remove)
        close.clicked.connect(self.reject)
        column.addLayout(row(save, away, None, close))

    def _picture(self) -> QWidget:
        pixmap = QPixmap()
        if not pixmap.loadFromData(self._data):
            return Paragraph(_("This page is a PDF file. Save it to look at it."), tone="quiet")
        holder = QLabel()
        keep = Qt.AspectRatioMode.KeepAspectRatio
        smooth = Qt.TransformationMode.SmoothTransformation
        holder.setPixmap(pixmap.scaled(WIDE, HIGH * 3, keep, smooth))
        holder.setAccessibleName(self._page.name)
        holder.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return scroll(holder, N_("Attendance page"))

    def _save(self) -> None:
        suffix = ".pdf" if self._page.media_type == "application/pdf" else ".jpg"
        stem = Path(self._page.name).stem
        path, _kind = QFileDialog.getSaveFileName(self, _("Save as…"), f"{stem}{suffix}")
        if path:
            self._desk.write(lambda: Path(path).write_bytes(self._data), said=_("Saved"))

    def _remove(self) -> None:
        self.accept()
        self._desk.write(
            lambda: evidence.remove_page(self._desk.store, self._page),
            "attendance",
            said=_("Page removed"),
        )
