"""A report as a file: what is to be in the workbook, where it goes, and how the PDF looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QVBoxLayout, QWidget

from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_, _
from workshopdesk.services import report
from workshopdesk.services.period import Scope
from workshopdesk.services.report import Options
from workshopdesk.ui import live
from workshopdesk.ui.desk import Desk
from workshopdesk.ui.pages import Pages
from workshopdesk.ui.widgets.buttons import Button, icon_button
from workshopdesk.ui.widgets.frames import row, scroll
from workshopdesk.ui.widgets.text import Label, Paragraph
from workshopdesk.ui.widgets.ticks import TickBox

EXCEL, PDF = "xlsx", "pdf"


class SaveDialog(QDialog):
    """``wanted`` tells the path and the options."""

    wanted = Signal(str, object)

    def __init__(self, form: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._name = form, name
        live.say(self, self.setWindowTitle, N_("Save funder workbook"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(Paragraph(_("What shall be in it?"), role="section", weight=600))
        said = _("Summary, indicators, events and codes are always there.")
        column.addWidget(Paragraph(said, tone="quiet"))
        self.personal = TickBox(N_("Names, phones and years of birth"))
        self.sensitive = TickBox(N_("Ethnic family and disability, small numbers hidden"))
        self.tagged = TickBox(N_("A row of HXL tags under the headings"))
        for box in (self.personal, self.sensitive, self.tagged):
            column.addWidget(box)
        self.warning = Paragraph(tone="warn")
        self.warning.hide()
        self.personal.toggled.connect(self._warn)
        column.addWidget(self.warning)
        cancel, self.save = Button(N_("Cancel")), Button(N_("Save"), "device-floppy", "filled")
        cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.ask_where)
        column.addSpacing(8)
        column.addLayout(row(None, cancel, self.save))

    def _warn(self, on: bool) -> None:
        self.warning.setVisible(on)
        self.warning.set_text(_("Send such a file only to whom these people agreed."))

    @property
    def options(self) -> Options:
        """What was chosen."""
        return Options(
            personal=self.personal.isChecked(),
            tagged=self.tagged.isChecked(),
            sensitive=self.sensitive.isChecked(),
        )

    def ask_where(self) -> None:
        """Ask for the file, then tell."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place))
        kinds = f"{'PDF' if self._form == PDF else 'Excel'} (*.{self._form})"
        suggested = str(folder / f"{self._name}.{self._form}")
        path, _kind = QFileDialog.getSaveFileName(self, _("Save"), suggested, kinds)
        if path:
            self.accept()
            self.wanted.emit(path, self.options)


class Saving:
    """Writes and draws reports away from the window."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def save(self, scope: Scope, path: Path, options: Options | None = None) -> None:
        """Write the report; the file's ending says which."""
        store = self._desk.store

        def job(progress: Progress) -> Path:
            return report.write_report(store, scope, path, progress=progress, options=options)

        def done(written: Path) -> None:
            self._desk.messages.done(_("Saved %(file)s") % {"file": written.name})

        self._desk.tasks.run(job, done, self._desk.messages.error, _("Saving the report"))

    def draw(self, scope: Scope, then: Callable[[bytes], object]) -> None:
        """The PDF's bytes, as they would be saved."""
        store = self._desk.store
        self._desk.tasks.run(
            lambda progress: report.report_pdf(store, scope, progress=progress),
            then,
            self._desk.messages.error,
            _("Drawing the report"),
        )


class PreviewDialog(QDialog):
    """The pages one by one."""

    def __init__(self, pdf: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = Pages(pdf)
        self.number = 0
        live.say(self, self.setWindowTitle, N_("Preview"))
        self.resize(760, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        self.before = icon_button("chevron-left", N_("Page before"))
        self.after = icon_button("chevron-right", N_("Next page"))
        self.said = Label()
        self.save = Button(N_("Save"), "device-floppy", "filled")
        close = Button(N_("Close"))
        column.addLayout(row(self.before, self.said, self.after, None, close, self.save))
        self.page = QLabel()
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column.addWidget(scroll(self.page, N_("Preview")), 1)
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        close.clicked.connect(self.reject)
        self.save.clicked.connect(self.accept)
        self.turn(0)

    def turn(self, by: int) -> None:
        """To another page."""
        self.number = min(max(self.number + by, 0), self._pages.count - 1)
        drawn = self._pages.draw(self.number, 690, 980, self.devicePixelRatioF())
        self.page.setPixmap(QPixmap.fromImage(drawn.image))
        self.page.setAccessibleName(_("Preview"))
        at = {"number": self.number + 1, "count": self._pages.count}
        self.said.setText(_("Page %(number)d / %(count)d") % at)
        self.before.setEnabled(self.number > 0)
        self.after.setEnabled(self.number < self._pages.count - 1)
