"""What every workbook shares: type, lines, safe cells, print set-up, and the finished bytes.

Hides how a value is kept from being read as a formula, how a formula is stored together with
its value, and how the same sheet always gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from datetime import time as clock
from functools import cache
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.documents.model import CellKind, Words
from workshopdesk.documents.workbook.stream import STRINGS, Row, SharedStrings, named, written

FACE = "Noto Sans Lao"
TINT = PatternFill("solid", fgColor="EBEBEB")
HAIR = Side(style="hair", color="000000")
THIN = Side(style="thin", color="000000")
ROW_HEIGHT = 20.0
HEAD_HEIGHT = 36.0
DATE_FORMAT = "yyyy-mm-dd"
TIME_FORMAT = "hh:mm"
NUMBER_FORMAT = '#,##0;-#,##0;"–"'
HALVES_FORMAT = '#,##0.0;-#,##0.0;"–"'
SHARE_FORMAT = "0.0%"

Value = str | int | float | date | clock | None
Cached = dict[tuple[str, str], float]

_FORMULA_STARTS = ("=", "+", "-", "@")
_NAME_LIMIT = 31
_LEVEL = 3
"""Of zlib: half the time of the usual 6 for a tenth more bytes."""
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_FORMULA_CELL = re.compile(rb'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|>\s*</v>)')
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


@cache
def font(size: float = 10, *, bold: bool = False) -> Font:
    """The one face of all workbooks; it has Lao and Latin letters."""
    return Font(name=FACE, size=size, bold=bold)


def both(words: Words) -> str:
    """Both lines of a text in one cell."""
    return f"{words.main}\n{words.under}" if words.under else words.main


def new_book(author: str, title: str) -> Workbook:
    """An empty workbook with its properties set."""
    book = Workbook()
    book.remove(cast(Worksheet, book.active))
    book.properties.creator = author
    book.properties.title = _clean(title)
    return book


def add_sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet at the end of the book; its name is cut to what Excel allows (31 characters)."""
    allowed = re.sub(r"[\[\]:*?/\\']", " ", name)[:_NAME_LIMIT].strip() or "Sheet"
    return cast(Worksheet, book.create_sheet(allowed))


def put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: Value,
    *,
    size: float = 10,
    bold: bool = False,
    align: str = "left",
    wrap: bool = False,
) -> Cell:
    """Write a value (row and column from 1). Text stays text, whatever it begins with."""
    cell = cast(Cell, sheet.cell(row=row, column=column))
    if isinstance(value, str):
        cell.value = _clean(value)
        cell.data_type = "s"
        if value.startswith(_FORMULA_STARTS):
            cell.quotePrefix = True
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DATE_FORMAT
        elif isinstance(value, clock):
            cell.number_format = TIME_FORMAT
    cell.font = font(size, bold=bold)
    cell.alignment = _alignment(align, wrap)
    return cell


@cache
def _alignment(align: str, wrap: bool) -> Alignment:
    return Alignment(horizontal=align, vertical="center", wrap_text=wrap)


def put_formula(cell: Cell, formula: str, value: float, cached: Cached) -> None:
    """Make a cell a formula and note the value readers find that do not calculate."""
    cell.value = _clean(formula)
    cached[(str(cell.parent.title), cell.coordinate)] = value


def rule(sheet: Worksheet, row: int, first: int, last: int, top: Side | None, bottom: Side) -> None:
    """Draw the lines above and below a row's cells ``first`` to ``last``."""
    border = Border(top=top, bottom=bottom)
    for column in range(first, last + 1):
        sheet.cell(row=row, column=column).border = border


def set_up_print(sheet: Worksheet, *, page: str, landscape: bool, footer: str) -> None:
    """A4, one page wide, the page number at the right of the foot.

    ``page`` holds the fields {page} and {pages}; an ampersand in ``footer`` prints as typed.
    """
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.7
    foot = cast(HeaderFooterItem, sheet.oddFooter)
    foot.left.text = _clean(footer).replace("&", "&&")
    foot.right.text = page.format(page="&P", pages="&N")


def finish(
    book: Workbook,
    dated: date,
    cached: Cached,
    data: Mapping[str, tuple[Sequence[CellKind], Iterable[Row]]] | None = None,
) -> bytes:
    """The bytes of the book: fixed clock, formulas with their values, nothing of this moment.

    ``data``: the kinds of columns and the rows of the sheets that hold only a sample of theirs.
    """
    moment = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)
    raw = BytesIO()
    book.save(raw)
    paths = {
        f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(book.worksheets, 1)
    }
    done = BytesIO()
    strings = SharedStrings()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(done, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            parts: Iterable[bytes] = (content,)
            if data and paths.get(name) in data:
                kinds, rows = data[paths[name]]
                parts = written(content, kinds, rows, strings)
            elif name in paths:
                parts = (_with_values(content, paths[name], cached),)
            elif name == "docProps/core.xml":
                said = rf"\g<1>{moment:%Y-%m-%dT%H:%M:%SZ}\g<3>".encode()
                parts = (_MODIFIED.sub(said, content),)
            elif data:
                parts = (named(name, content),)
            _put_in(new, name, parts)
        if data:
            _put_in(new, STRINGS, (strings.content(),))
    return done.getvalue()


def _put_in(package: zipfile.ZipFile, name: str, parts: Iterable[bytes]) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]  # 3.13 has a public name for it
    with package.open(entry, "w") as file:
        for part in parts:
            file.write(part)


def _with_values(content: bytes, title: str, cached: Cached) -> bytes:
    def fill(match: re.Match[bytes]) -> bytes:
        value = cached.get((title, match[2].decode()))
        return match[0] if value is None else match[1] + f"<v>{value!r}</v>".encode()

    return _FORMULA_CELL.sub(fill, content)


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
