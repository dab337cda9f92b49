"""The agenda as Excel: one row a session, with real dates and times."""

from __future__ import annotations

import unicodedata

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.documents.model import AgendaLine, AgendaSheet
from workshopdesk.documents.workbook import book as wb

_WIDTHS = (8.0, 13.0, 8.0, 8.0, 18.0, 60.0, 36.0, 18.0)


def agenda_xlsx(sheet: AgendaSheet) -> bytes:
    """One sheet: code, day, start, end, kind, content, responsible, room."""
    book = wb.new_book(sheet.head.issuer.main, sheet.head.title.main)
    ws = wb.add_sheet(book, sheet.head.title.main)
    row = 1
    for words, size in ((sheet.head.title, 14.0), (sheet.head.event, 11.0)):
        for text in filter(None, (words.main, words.under)):
            wb.put(ws, row, 1, text, size=size, bold=True)
            ws.row_dimensions[row].height = max(wb.ROW_HEIGHT, size * 1.8)
            row += 1
    head = row + 1
    _head(ws, head, sheet)
    row = head
    for day in sheet.days:
        for line in day.lines:
            row += 1
            _line(ws, row, (line.code, day.day, line.start, line.end), line)
    ws.freeze_panes = f"A{head + 1}"
    ws.auto_filter.ref = f"A{head}:{get_column_letter(len(_WIDTHS))}{row}"
    ws.print_title_rows = f"{head}:{head}"
    ws.sheet_view.showGridLines = False
    wb.set_up_print(ws, page=sheet.foot.page, landscape=True, footer=sheet.foot.running)
    return wb.finish(book, sheet.dated, {})


def _head(ws: Worksheet, row: int, sheet: AgendaSheet) -> None:
    heads = sheet.headings
    titles = (
        heads.code,
        heads.day,
        heads.start,
        heads.end,
        heads.kind,
        heads.content,
        heads.responsible,
        heads.room,
    )
    for column, words in enumerate(titles, 1):
        wb.put(ws, row, column, wb.both(words), bold=True, wrap=True).fill = wb.TINT
        ws.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    ws.row_dimensions[row].height = wb.HEAD_HEIGHT
    wb.rule(ws, row, 1, len(_WIDTHS), wb.THIN, wb.THIN)


def _line(ws: Worksheet, row: int, when: tuple[wb.Value, ...], line: AgendaLine) -> None:
    texts = (line.kind, wb.both(line.title), wb.both(line.responsible), line.room)
    for column, value in enumerate((*when, *texts), 1):
        cell = wb.put(ws, row, column, value, bold=column == 6 and not line.pause, wrap=True)
        if line.pause:
            cell.fill = wb.TINT
    wb.rule(ws, row, 1, len(_WIDTHS), None, wb.HAIR)
    deep = max(_lines(text, width) for text, width in zip(texts, _WIDTHS[4:], strict=True))
    ws.row_dimensions[row].height = wb.ROW_HEIGHT * max(deep, 1)


def _lines(text: str, width: float) -> int:
    """How many lines a cell needs; marks above and below letters take no width."""
    widths = (sum(unicodedata.category(c) != "Mn" for c in part) for part in text.split("\n"))
    return sum(1 + int(w / width) for w in widths)
