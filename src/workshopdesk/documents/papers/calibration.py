"""Calibration: rulers in millimetres and the places of a certificate, moved as its texts are."""

from __future__ import annotations

from workshopdesk.documents.calibration import CalibrationSheet
from workshopdesk.documents.papers.ink import A4_LANDSCAPE, BLACK, HAIR, STRONG, Pen, mm
from workshopdesk.documents.typeset import Document, Page

_PLACES = (
    (212.0, 26.0, 61.0, 8.0),
    (48.5, 74.0, 200.0, 16.0),
    (48.5, 100.0, 200.0, 26.0),
    (180.0, 127.0, 86.0, 7.0),
    (24.0, 151.0, 35.0, 35.0),
)
"""Left, top, width and height in millimetres of number, name, text, date and code."""
_CROSSES = ((20.0, 15.0), (277.0, 15.0), (20.0, 195.0), (277.0, 195.0))
_RULER = 10


def calibration_pages(sheet: CalibrationSheet) -> Document:
    """One page."""
    pen = Pen()
    right, down = sheet.offset
    for x, y in _CROSSES:
        _cross(pen, x + right, y + down)
    for (x, y, width, height), said in zip(_PLACES, sheet.places, strict=True):
        pen.box(mm(x + right), mm(y + down), mm(width), mm(height), None, BLACK, HAIR)
        pen.text(mm(x + right + 1.5), mm(y + down + 4), said, 9)
    pen.text(mm(148.5), mm(45), sheet.head.title.main, 16, 700, align="centre")
    pen.lines(mm(70), mm(140), sheet.lines, 10, 17)
    return Document(
        title=sheet.head.title.main,
        language="en" if sheet.language == "en" else "lo",
        pages=[Page(*A4_LANDSCAPE, tuple(pen.items))],
        author=sheet.head.issuer.main,
        page_count=1,
    )


def _cross(pen: Pen, x: float, y: float) -> None:
    """A cross with a tick each millimetre, a longer one each five."""
    pen.level(mm(x - _RULER), mm(x + _RULER), mm(y), STRONG)
    pen.upright(mm(x), mm(y - _RULER), mm(y + _RULER), STRONG)
    for tick in range(-_RULER, _RULER + 1):
        length = 2.5 if tick % 5 == 0 else 1.2
        pen.upright(mm(x + tick), mm(y), mm(y + length), HAIR)
        pen.level(mm(x), mm(x + length), mm(y + tick), HAIR)
