"""Writing values into a workbook's cells; a cell keeps its format and everything else its place."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from datetime import date
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from workshopdesk.documents.forms import xml
from workshopdesk.documents.forms.book import MAIN, Book, Page
from workshopdesk.documents.forms.references import split_cell
from workshopdesk.documents.forms.xml import Element
from workshopdesk.domain.forms import Percent, Value

_LONGEST: Final = 32_767
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PRESERVE: Final = "preserve"
_RESULTS: Final = ("t", "cm", "vm")


def write(book: Book, page: Page, row: int, column: int, value: Value) -> None:
    """Put a value into a cell: numbers as numbers, days as days, everything else as text.

    Text that begins with = stays text. "" leaves the cell empty.
    """
    book.package.change(page.part)
    cell = find_or_make(book, page, row, column)
    empty(cell)
    match value:
        case Percent(number):
            _number(cell, number / 100 if book.style(cell).percent else number)
        case bool():
            _text(cell, str(value))
        case int() | float():
            _number(cell, float(value))
        case date():
            if not book.style(cell).dated:
                cell.set("s", str(book.dated_like(int(cell.get("s") or 0))))
            epoch = CALENDAR_MAC_1904 if book.since_1904 else CALENDAR_WINDOWS_1900
            _number(cell, float((value - epoch.date()).days))
        case _:
            _text(cell, value)


def plain(text: str) -> str:
    """A text without characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def empty(cell: Element) -> None:
    """Take out what a cell holds; its format stays."""
    for child in list(cell):
        cell.remove(child)
    for name in _RESULTS:
        cell.attrib.pop(name, None)


def _number(cell: Element, number: float) -> None:
    if math.isfinite(number):
        said = str(int(number)) if number == int(number) else repr(number)
        xml.child(cell, f"{MAIN}v").text = said


def _text(cell: Element, text: str) -> None:
    if not text:
        return
    cell.set("t", "inlineStr")
    made = xml.child(xml.child(cell, f"{MAIN}is"), f"{MAIN}t")
    made.text = plain(text)[:_LONGEST]
    made.set(xml.SPACE, _PRESERVE)


def find_or_make(book: Book, page: Page, row: int, column: int) -> Element:
    """The element of a cell, in its place among the others; a new one has its column's format."""
    line = _row(book, page, row)
    cells = list(line.iterfind(f"{MAIN}c"))
    columns: list[int] = []
    for cell in cells:
        name = cell.get("r")
        columns.append(split_cell(name)[1] if name else (columns[-1] if columns else 0) + 1)
        cell.set("r", f"{get_column_letter(columns[-1])}{row}")
    at = bisect_left(columns, column)
    if at < len(columns) and columns[at] == column:
        return cells[at]
    made = xml.new(f"{MAIN}c", r=f"{get_column_letter(column)}{row}")
    style = line.get("s") if line.get("customFormat") in ("1", "true") else _of_column(
        book, page, column
    )  # fmt: skip
    if style:
        made.set("s", style)
    line.insert(at, made)
    line.attrib.pop("spans", None)
    return made


def _row(book: Book, page: Page, number: int) -> Element:
    rows = book.rows(page)
    if number in rows:
        return rows[number]
    data = book.package.tree(page.part).find(f"{MAIN}sheetData")
    assert data is not None
    made = xml.new(f"{MAIN}row", r=str(number))
    data.insert(sum(1 for known in rows if known < number), made)
    rows[number] = made
    return made


def _of_column(book: Book, page: Page, column: int) -> str:
    for one in book.package.tree(page.part).iterfind(f"{MAIN}cols/{MAIN}col"):
        if int(one.get("min", "1")) <= column <= int(one.get("max", "1")):
            return one.get("style", "")
    return ""
