"""What stands in a workbook's sheets, told as a form's layout.

What lies further out than any form reaches is not told, and so cannot be marked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from workshopdesk.documents.forms.book import MAIN, Book, Page
from workshopdesk.documents.forms.references import Area, area_of
from workshopdesk.documents.forms.xml import Element
from workshopdesk.domain.forms import TOKEN, Cell, FormKind, Holds, Layout, Sheet

_PIXELS: Final = 7
_WIDTH: Final = 8.43
_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 512
_TALLEST: Final = 500


def layout(book: Book) -> Layout:
    """The form as it is looked at: labels, values, merged cells, widths."""
    return Layout(
        FormKind.EXCEL,
        tuple(_sheet(book, page) for page in book.pages),
        _unreachable(book),
    )


def merged(book: Book, page: Page) -> list[Area]:
    """The merged cells of a sheet."""
    root = book.package.tree(page.part)
    found = (
        area_of(str(one.get("ref")), page.name)
        for one in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")
    )
    return [area for area in found if area is not None]


def _sheet(book: Book, page: Page) -> Sheet:
    spans = {(area.top, area.left): area for area in merged(book, page)}
    cells = [
        _cell(book, row, column, element, spans.pop((row, column), None))
        for row, column, element in book.cells(page)
        if row <= _MOST_ROWS and column <= _MOST_COLUMNS
    ]
    cells += [
        Cell(a.top, a.left, rows=_height(a), columns=_breadth(a))
        for a in spans.values()
        if a.top <= _MOST_ROWS and a.left <= _MOST_COLUMNS
    ]
    told = [c for c in cells if c != Cell(c.row, c.column)]
    return Sheet(page.name, tuple(told), _widths(book, page), page.hidden)


def _cell(book: Book, row: int, column: int, element: Element, span: Area | None) -> Cell:
    style = book.style(element)
    rows = 1 if span is None else _height(span)
    columns = 1 if span is None else _breadth(span)
    holds, text = _held(book, element)
    return Cell(row, column, text, holds, rows, columns, style.bold, style.framed, style.ground)


def _height(span: Area) -> int:
    return min(span.bottom - span.top + 1, _TALLEST)


def _breadth(span: Area) -> int:
    return min(span.right - span.left + 1, _MOST_COLUMNS)


def _held(book: Book, element: Element) -> tuple[Holds, str]:
    text = book.text(element)
    formula = element.find(f"{MAIN}f")
    if formula is not None:
        return Holds.FORMULA, f"={formula.text}" if formula.text else text
    if element.get("t") in ("s", "inlineStr", "str"):
        return (Holds.TEXT, text) if text.strip() else (Holds.NOTHING, "")
    if not text:
        return Holds.NOTHING, ""
    if element.get("t") in ("b", "e", "d"):
        return Holds.NUMBER, text
    return Holds.NUMBER, shown(text, book.style(element).dated, since_1904=book.since_1904)


def shown(text: str, dated: bool, *, since_1904: bool = False) -> str:
    """A stored number as a person reads it: days as 2026-03-31."""
    try:
        number = float(text)
    except ValueError:
        return text
    if dated:
        epoch = CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900
        try:
            day = from_excel(number, epoch)
        except (ValueError, OverflowError):
            return text
        return day.date().isoformat() if isinstance(day, datetime) else text
    return f"{number:.10g}"


def _widths(book: Book, page: Page) -> tuple[int, ...]:
    """In pixels; a hidden column has none."""
    root = book.package.tree(page.part)
    default = root.find(f"{MAIN}sheetFormatPr")
    usual = float(default.get("defaultColWidth", str(_WIDTH))) if default is not None else _WIDTH
    found: dict[int, int] = {}
    for one in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        first, last = int(one.get("min", "1")), int(one.get("max", "1"))
        width = 0 if one.get("hidden") in ("1", "true") else float(one.get("width", str(usual)))
        for column in range(first, min(last, _MOST_COLUMNS) + 1):
            found[column] = int(width * _PIXELS + (5 if width else 0))
    last = max(found, default=0)
    return tuple(found.get(n, int(usual * _PIXELS + 5)) for n in range(1, last + 1))


def _unreachable(book: Book) -> tuple[str, ...]:
    """Placeholders in pictures, text boxes, charts and page heads, where nothing is filled in."""
    parts = {page.part for page in book.pages}
    found: set[str] = set()
    for part in book.package.names():
        if part.startswith(("xl/drawings/", "xl/charts/")) and part.endswith(".xml"):
            said = "".join(map(str, book.package.tree(part).itertext()))
            found |= {m[0] for m in TOKEN.finditer(said)}
    for part in parts:
        for head in book.package.tree(part).iterfind(f"{MAIN}headerFooter/*"):
            found |= {m[0] for m in TOKEN.finditer(head.text or "")}
    return tuple(sorted(found))
