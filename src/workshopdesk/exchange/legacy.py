"""Lists typed with fonts from before Unicode; hides their map and how such text is recognised.

The Saysettha family (LSWin) draws Lao letters on Western accented ones: such text is turned into
Lao. Other old families have no known map: a list that uses one is refused with the font's name.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cache

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.exchange.sheets import Cell, Sheet, Workbook
from workshopdesk.i18n import _
from workshopdesk.lao.text import canonical
from workshopdesk.settings import resource

_UNKNOWN_FONT = re.compile(
    r"\b(?:alice|seng ?chanh|lao ?95|lao ?2000|sayawath|steno|duang ?jan|souliyo)", re.IGNORECASE
)
_LAO = re.compile("[\u0e80-\u0eff]")
_LEAST_LETTERS = 2
_LEAST_SHARE = 0.6


@cache
def _letters() -> dict[int, str]:
    """What each Western character stands for, by code point."""
    with resource("reference/legacy_lswin.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["code"], 16): row["lao"] for row in csv.DictReader(file)}


def is_legacy(text: str) -> bool:
    """Whether a text is Lao typed with a font of the Saysettha family: mostly its letters."""
    if text.isascii() or _LAO.search(text):
        return False
    map_ = _letters()
    mapped = sum(ord(ch) in map_ for ch in text)
    others = sum(ch.isalpha() and ord(ch) not in map_ for ch in text)
    return mapped >= _LEAST_LETTERS and mapped >= _LEAST_SHARE * (mapped + others)


def from_legacy(text: str) -> str:
    """Text of the Saysettha family as canonical Lao; what has no letter in its map stays."""
    return canonical(text.translate(_letters()))


def converted(book: Workbook, name: str) -> tuple[Workbook, list[Problem]]:
    """The workbook with legacy text turned into Lao, and a note where that was done.

    UserError naming the font where the text is of a family that nothing is known of.
    """
    if any(_holds_legacy(sheet) for sheet in book.sheets):
        sheets = tuple(_converted_sheet(sheet) for sheet in book.sheets)
        message = _("The list was typed with a Saysettha font; its text was converted.")
        return replace(book, sheets=sheets), [Problem(Severity.HINT, "legacy-font", message)]
    unknown = next((font for font in book.fonts if _UNKNOWN_FONT.search(font)), None)
    if unknown is not None and not any(sheet.vocabulary.lao for sheet in book.sheets):
        message = _(
            "The list is typed with the font %(font)s, which cannot be converted."
            " Save it with a Unicode font such as Phetsarath OT."
        )
        title = _("%(file)s cannot be read") % {"file": name}
        raise UserError(title, message % {"font": unknown})
    return book, []


def _holds_legacy(sheet: Sheet) -> bool:
    """Whether legacy text is usual on the sheet: one accented word makes no legacy list."""
    words = sheet.vocabulary
    legacy = sum(map(is_legacy, words.foreign))
    return legacy >= 3 and 2 * legacy >= words.lao + len(words.foreign)


def _converted_sheet(sheet: Sheet) -> Sheet:
    def converted_cell(cell: Cell) -> Cell:
        return from_legacy(cell) if isinstance(cell, str) and is_legacy(cell) else cell

    rows = {row: tuple(map(converted_cell, cells)) for row, cells in sheet.rows.items()}
    return replace(sheet, rows=rows, known=None)
