"""The page that shows how far a printer is off pre-printed certificates."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.documents.model import Sheet


@dataclass(frozen=True, slots=True)
class CalibrationSheet(Sheet):
    """What to do, in lines; ``places`` name the number, the name, the text, the date and the code.

    ``offset``: millimetres to the right and down by which everything is moved now.
    """

    lines: tuple[str, ...]
    places: tuple[str, str, str, str, str]
    offset: tuple[float, float]
