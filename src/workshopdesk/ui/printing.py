"""Send a PDF to a printer: every page drawn by PDFium at the printer's own size."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import _
from workshopdesk.ui.pages import Pages

DPI = 300


def print_pdf(pdf: bytes, name: str, parent: QWidget) -> bool:
    """Ask for a printer and print; False when the person thought better of it.

    Raises EnvironmentProblem when the printer cannot be opened.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    pages = Pages(pdf)
    first = pages.draw(0, 100, 100)
    _turn(printer, first.width_mm > first.height_mm)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages.count)
    if not dialog.exec():
        return False
    chosen = range(pages.count)
    if printer.fromPage():
        chosen = range(printer.fromPage() - 1, min(printer.toPage(), pages.count))
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentProblem(
            _("The printer could not be opened"), _("Check that it is on, then print again.")
        )
    try:
        _draw(painter, printer, pages, chosen)
    finally:
        painter.end()
    return True


def printers() -> list[str]:
    """The printers this computer knows, the default one first."""
    default = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != default, name))


def send_pdf(pdf: bytes, name: str, printer_name: str, progress: Progress) -> None:
    """Print all pages at once, away from the window's thread; no question is asked.

    Raises EnvironmentProblem when the printer cannot be opened, Cancelled.
    """
    printer = QPrinter(QPrinterInfo.printerInfo(printer_name), QPrinter.PrinterMode.HighResolution)
    to_printer(printer, pdf, name, progress)


def to_printer(printer: QPrinter, pdf: bytes, name: str, progress: Progress) -> None:
    """As ``send_pdf``, to a printer that is set up."""
    printer.setDocName(name)
    printer.setFullPage(True)
    pages = Pages(pdf)
    first = pages.draw(0, 100, 100)
    _turn(printer, first.width_mm > first.height_mm)
    painter = QPainter()
    if not painter.begin(printer):
        raise EnvironmentProblem(
            _("The printer could not be opened"), _("Check that it is on, then print again.")
        )
    try:
        for number in range(pages.count):
            progress.step(number, pages.count, name)
            if number:
                printer.newPage()
            _draw_page(painter, printer, pages, number)
    finally:
        painter.end()


def _draw(painter: QPainter, printer: QPrinter, pages: Pages, chosen: range) -> None:
    for number in chosen:
        if number != chosen.start:
            printer.newPage()
        _draw_page(painter, printer, pages, number)


def _draw_page(painter: QPainter, printer: QPrinter, pages: Pages, number: int) -> None:
    sheet = printer.pageRect(QPrinter.Unit.DevicePixel)
    inches = printer.pageRect(QPrinter.Unit.Inch)
    page = pages.draw(number, int(inches.width() * DPI), int(inches.height() * DPI))
    size = page.image.size()
    scale = min(sheet.width() / size.width(), sheet.height() / size.height())
    painter.drawImage(QRectF(0, 0, size.width() * scale, size.height() * scale), page.image)


def _turn(printer: QPrinter, landscape: bool) -> None:
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)
