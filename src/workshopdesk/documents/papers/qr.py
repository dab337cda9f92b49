"""QR codes as one outline each (ISO/IEC 18004, through segno): sharp on any printer."""

from __future__ import annotations

from itertools import groupby

import segno

from workshopdesk.documents.typeset import BLACK, Path, Step

LARGEST = 10
"""The largest version that is still read easily from a page or a photograph."""


def qr_path(text: str, x: float, y: float, side: float) -> Path:
    """The code in a square of ``side`` points, top left corner at (x, y).

    Four modules around it are to be left white. It has as much error correction as its size
    allows. Raises ValueError for a text longer than version 10 holds.
    """
    try:
        code = segno.make(text, error="l", boost_error=True, micro=False)
    except segno.DataOverflowError as error:
        raise ValueError("too long for a QR code") from error
    if int(code.version) > LARGEST:
        raise ValueError("too long for a QR code")
    matrix = code.matrix
    unit = side / len(matrix)
    steps: list[Step] = []
    for row, modules in enumerate(matrix):
        top = y + row * unit
        column = 0
        for dark, run in groupby(modules):
            width = len(list(run))
            if dark:
                steps.extend(_bar(x + column * unit, top, width * unit, unit))
            column += width
    return Path(tuple(steps), fill=BLACK)


def _bar(x: float, y: float, width: float, height: float) -> tuple[Step, ...]:
    right, bottom = x + width, y + height
    return (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))
