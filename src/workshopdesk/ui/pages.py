"""The pages of a PDF as pictures, drawn by PDFium from the very bytes that are saved. No widget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS_PER_MM = 72 / 25.4
_ONE_AT_A_TIME = Lock()  # PDFium keeps one state for all threads


@dataclass(frozen=True)
class Pages:
    """A PDF to be looked at; safe to be drawn away from the window's thread."""

    pdf: bytes

    @cached_property
    def count(self) -> int:
        """How many pages."""
        with _ONE_AT_A_TIME, _open(self.pdf) as document:
            return len(document)

    def draw(self, number: int, width: int, height: int, ratio: float = 1.0) -> Page:
        """A page, from 0, as large as fits into so many device-independent pixels."""
        with _ONE_AT_A_TIME, _open(self.pdf) as document:
            page = document[number]
            wide, high = page.get_size()
            scale = min(width / wide, height / high) * ratio
            bitmap = page.render(scale=scale, rev_byteorder=True)
            form = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
            image = QImage(
                bytes(bitmap.buffer),
                bitmap.width,
                bitmap.height,
                bitmap.stride,
                form[bitmap.n_channels],
            ).copy()
            image.setDevicePixelRatio(ratio)
            return Page(image, round(wide / POINTS_PER_MM), round(high / POINTS_PER_MM))


@dataclass(frozen=True)
class Page:
    """A page drawn, with its size on paper in millimetres."""

    image: QImage
    width_mm: int
    height_mm: int


def _open(pdf: bytes) -> PdfDocument:
    from pypdfium2 import PdfDocument  # only when a paper is looked at

    return PdfDocument(pdf)
