"""The funder workbook: a summary whose every figure is a formula over the data sheets.

Hides the formulas and their reference evaluation: each figure is SUMIFS over 0/1 columns written
beside the data, and is stored with the value that reading the same rows gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.documents.model import (
    Cell,
    CellKind,
    DataSheet,
    FunderWorkbook,
    SummaryRow,
    SummaryTable,
    Words,
)
from workshopdesk.documents.workbook import book as wb
from workshopdesk.documents.workbook.charts import BarsOf, add_charts
from workshopdesk.documents.workbook.stream import Row

_WIDTHS = (2.0, 31.0, 35.0, 9.5, 9.5, 9.5, 9.5, 10.0)
_FIRST, _LAST = 2, 8
_TITLE_ROWS = 4
_LINE = 36
"""The letters of a label that stand in one line."""
_HEADED = 2
"""The first row of data under a row of headings."""


@dataclass(slots=True)
class _Counted:
    """The counted sheet, seen by formulas (ranges) and by their evaluation (values)."""

    sheet: DataSheet
    sex_key: str
    first: int
    places: dict[str, int] = field(default_factory=dict)
    sums: dict[tuple[tuple[str, ...], str], dict[tuple[Cell, ...], float]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        self.places = {column.key: n for n, column in enumerate(self.sheet.columns)}

    def area(self, key: str) -> str:
        letter = get_column_letter(self.places[key] + 1)
        last = max(self.sheet.length, 1) + self.first - 1
        return f"{quote_sheetname(self.sheet.name)}!${letter}${self.first}:${letter}${last}"

    def whole(self, row: SummaryRow) -> tuple[str, float]:
        """The formula and the value of a column as it is, whatever the sex."""
        if (("",), row.count) not in self.sums:
            place = self.places[row.count]
            numbers = (cells[place] for cells in self.sheet.rows)
            total = sum(n for n in numbers if isinstance(n, int | float))
            self.sums[("",), row.count] = {(): total}
        return f"=SUM({self.area(row.count)})", self.sums[("",), row.count][()]

    def formula(self, row: SummaryRow, sex: str) -> str:
        wanted = ((self.sex_key, sex), *row.where)
        tests = ",".join(f'{self.area(key)},"{_quoted(value)}"' for key, value in wanted)
        return f"=SUMIFS({self.area(row.count)},{tests})"

    def value(self, row: SummaryRow, sex: str) -> float:
        wanted = ((self.sex_key, sex), *row.where)
        keys = tuple(key for key, _value in wanted)
        if (keys, row.count) not in self.sums:
            self.sums[keys, row.count] = self._sums(keys, row.count)
        return self.sums[keys, row.count].get(tuple(value for _key, value in wanted), 0)

    def _sums(self, keys: tuple[str, ...], count: str) -> dict[tuple[Cell, ...], float]:
        """What the column adds up to under each combination of values, read once."""
        places, place = [self.places[key] for key in keys], self.places[count]
        sums: dict[tuple[Cell, ...], float] = {}
        for cells in self.sheet.rows:
            number = cells[place]
            if isinstance(number, int | float) and number:
                held = tuple(cells[at] for at in places)
                sums[held] = sums.get(held, 0) + number
        return sums


def funder_xlsx(sheet: FunderWorkbook) -> bytes:
    """Summary first, then the data sheets in order."""
    book = wb.new_book(sheet.author, sheet.title.main)
    summary = wb.add_sheet(book, sheet.summary_name)
    first = _HEADED + sheet.tagged
    source = next(s for s in sheet.sheets if s.name == sheet.counted)
    counted = _Counted(source, sheet.sex_key, first)
    cached: wb.Cached = {}
    _summary(summary, sheet, counted, cached)
    for data in sheet.sheets:
        add_data(book, data, sheet.page, tagged=sheet.tagged)
    return wb.finish(book, sheet.dated, cached, rows_of(sheet.sheets))


def data_xlsx(data: DataSheet, dated: date, *, author: str, page: str) -> bytes:
    """A workbook of one data sheet, whose rows may be made while they are written."""
    book = wb.new_book(author, data.name)
    add_data(book, data, page)
    return wb.finish(book, dated, {}, rows_of((data,)))


def rows_of(sheets: Iterable[DataSheet]) -> dict[str, tuple[list[CellKind], Iterable[Row]]]:
    """What ``book.finish`` is to write in the place of the samples."""
    return {s.name: ([c.kind for c in s.columns], s.rows) for s in sheets}


def _summary(ws: Worksheet, sheet: FunderWorkbook, counted: _Counted, cached: wb.Cached) -> None:
    for column, width in enumerate(_WIDTHS, 1):
        ws.column_dimensions[get_column_letter(column)].width = width
    _titles(ws, sheet)
    row = _TITLE_ROWS + 2
    charts: list[BarsOf] = []
    for table in sheet.tables:
        last = _table(ws, row, table, sheet, counted, cached)
        if table.chart and table.rows:
            charts.append(BarsOf(_joined(table.heading), row, len(table.rows)))
        row = last + 2
    for words in sheet.notes:
        for text, bold in ((words.main, True), (words.under, False)):
            if text:
                wb.put(ws, row, _FIRST, text, bold=bold)
                ws.row_dimensions[row].height = wb.ROW_HEIGHT
                row += 1
    totals = [
        cached[ws.title, f"G{at}"] for c in charts for at in range(c.head + 1, c.head + c.rows + 1)
    ]
    unknown = any(v for (_, place), v in cached.items() if place.startswith("F"))
    add_charts(ws, charts, int(max(totals, default=0)), not_said=unknown)
    ws.freeze_panes = f"A{_TITLE_ROWS + 3}"
    ws.sheet_view.showGridLines = False
    wb.set_up_print(ws, page=sheet.page, landscape=True, footer=f"{sheet.author} · {ws.title}")


def _titles(ws: Worksheet, sheet: FunderWorkbook) -> None:
    wb.put(ws, 1, _FIRST, sheet.title.main, size=16, bold=True)
    ws.row_dimensions[1].height = 30
    wb.put(ws, 2, _FIRST, sheet.title.under, bold=True)
    for row, line in enumerate(sheet.lines, 3):
        wb.put(ws, row, _FIRST, line)
    for row in range(2, _TITLE_ROWS + 1):
        ws.row_dimensions[row].height = wb.ROW_HEIGHT


def _table(
    ws: Worksheet,
    start: int,
    table: SummaryTable,
    sheet: FunderWorkbook,
    counted: _Counted,
    cached: wb.Cached,
) -> int:
    """Write one block with its head in row ``start``; gives its last row."""
    heads = sheet.headings
    titles = (heads.women, heads.men, heads.not_said, heads.total, sheet.share)
    wb.put(ws, start, _FIRST, table.heading.main, bold=True)
    wb.put(ws, start, _FIRST + 1, table.heading.under, bold=True)
    for column, words in enumerate(titles, _FIRST + 2):
        wb.put(ws, start, column, wb.both(words), bold=True, align="right", wrap=True)
    edge = _LAST + len(table.beside)
    for column, words in enumerate(table.beside, _LAST + 1):
        wb.put(ws, start, column, wb.both(words), bold=True, align="right", wrap=True)
    for column in range(_FIRST, edge + 1):
        ws.cell(row=start, column=column).fill = wb.TINT
    ws.row_dimensions[start].height = wb.HEAD_HEIGHT
    wb.rule(ws, start, _FIRST, edge, wb.THIN, wb.THIN)
    row = start
    for row, (line, last) in enumerate(_lines(table), start + 1):
        _figures(ws, row, line, last, sheet.sexes, counted, cached)
        wb.rule(ws, row, _FIRST, edge, wb.THIN if last else None, wb.THIN if last else wb.HAIR)
        longest = max(len(line.label.main), len(line.label.under))
        ws.row_dimensions[row].height = wb.ROW_HEIGHT if longest <= _LINE else wb.HEAD_HEIGHT
    if table.note is not None:
        row += 1
        wb.put(ws, row, _FIRST, _joined(table.note), size=9)
    return row


def _lines(table: SummaryTable) -> Iterator[tuple[SummaryRow, bool]]:
    for row in table.rows:
        yield row, False
    if table.total is not None:
        yield table.total, True


def _figures(
    ws: Worksheet,
    row: int,
    line: SummaryRow,
    bold: bool,
    sexes: tuple[str, str, str],
    counted: _Counted,
    cached: wb.Cached,
) -> None:
    wrap = max(len(line.label.main), len(line.label.under)) > _LINE
    wb.put(ws, row, _FIRST, line.label.main, bold=bold, wrap=wrap)
    wb.put(ws, row, _FIRST + 1, line.label.under, bold=bold, wrap=wrap)
    for column, said in enumerate(line.beside, _LAST + 1):
        cell = wb.put(ws, row, column, said, align="right")
        cell.number_format = wb.SHARE_FORMAT if column > _LAST + 2 else wb.NUMBER_FORMAT
    if line.values or not line.sexed:
        _told(ws, row, line, counted, cached)
        return
    counts = [counted.value(line, sex) for sex in sexes]
    whole = all(float(count).is_integer() for count in counts)
    number_format = wb.NUMBER_FORMAT if whole else wb.HALVES_FORMAT
    for column, (sex, count) in enumerate(zip(sexes, counts, strict=True), _FIRST + 2):
        cell = wb.put(ws, row, column, None, bold=bold, align="right")
        cell.number_format = number_format
        wb.put_formula(cell, counted.formula(line, sex), count, cached)
    cell = wb.put(ws, row, _LAST - 1, None, bold=True, align="right")
    cell.number_format = number_format
    wb.put_formula(cell, f"=SUM(D{row}:F{row})", sum(counts), cached)
    share = wb.put(ws, row, _LAST, None, bold=bold, align="right")
    share.number_format = wb.SHARE_FORMAT
    part = counts[0] / sum(counts) if sum(counts) else 0
    wb.put_formula(share, f"=IF(G{row}=0,0,D{row}/G{row})", part, cached)


def _told(ws: Worksheet, row: int, line: SummaryRow, counted: _Counted, cached: wb.Cached) -> None:
    """Values as they may be told, or a total without sexes."""
    for column, said in enumerate(line.values, _FIRST + 2):
        cell = wb.put(ws, row, column, said, bold=column == _LAST - 1, align="right")
        whole = isinstance(said, str) or float(said).is_integer()
        cell.number_format = wb.NUMBER_FORMAT if whole else wb.HALVES_FORMAT
    if not line.values:
        cell = wb.put(ws, row, _LAST - 1, None, bold=True, align="right")
        formula, value = counted.whole(line)
        whole = float(value).is_integer()
        cell.number_format = wb.NUMBER_FORMAT if whole else wb.HALVES_FORMAT
        wb.put_formula(cell, formula, value, cached)


def add_data(book: Workbook, data: DataSheet, page: str, *, tagged: bool = False) -> None:
    """A data sheet with its headings and a sample row of its styles (``rows_of`` fills it)."""
    ws = wb.add_sheet(book, data.name)
    for column, spec in enumerate(data.columns, 1):
        side = "right" if spec.kind is CellKind.NUMBER else "left"
        cell = wb.put(ws, 1, column, wb.both(spec.heading), bold=True, align=side, wrap=True)
        cell.fill = wb.TINT
        ws.column_dimensions[get_column_letter(column)].width = spec.width
        if tagged:
            wb.put(ws, 2, column, spec.tag, align=side)
    ws.row_dimensions[1].height = wb.HEAD_HEIGHT
    wb.rule(ws, 1, 1, len(data.columns), wb.THIN, wb.THIN)
    head = 1 + tagged
    last = head + max(data.length, 1)
    if data.length:
        _sample(ws, head + 1, data)
    ws.freeze_panes = f"A{head + 1}"
    ws.auto_filter.ref = f"A{head}:{get_column_letter(len(data.columns))}{last}"
    ws.print_title_rows = f"1:{head}"
    wb.set_up_print(ws, page=page, landscape=True, footer=data.name)


def _sample(ws: Worksheet, row: int, data: DataSheet) -> None:
    """A cell of each column, and one of a text that is kept from being read as a formula."""
    for column, spec in enumerate(data.columns, 1):
        number = spec.kind is CellKind.NUMBER
        cell = wb.put(ws, row, column, 0, align="right" if number else "left")
        if spec.format or spec.kind is CellKind.DATE:
            cell.number_format = spec.format or wb.DATE_FORMAT
    wb.put(ws, row, len(data.columns) + 1, "=")


def _joined(words: Words) -> str:
    return " · ".join(filter(None, (words.main, words.under)))


def _quoted(text: str) -> str:
    return text.replace('"', '""')
