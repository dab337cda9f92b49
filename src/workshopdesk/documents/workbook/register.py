"""The register of certificates as Excel: real dates and numbers, one row a number."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from workshopdesk.documents.register import RegisterSheet
from workshopdesk.documents.workbook import book as wb
from workshopdesk.documents.workbook.lists import title_lines

_WIDTHS = (20.0, 12.0, 30.0, 30.0, 30.0, 48.0, 9.0, 8.0, 30.0, 36.0)
_RIGHT = frozenset((7, 8))


def register_xlsx(sheet: RegisterSheet) -> bytes:
    """One sheet with filters over its rows."""
    book = wb.new_book(sheet.head.issuer.main, sheet.head.title.main)
    ws = wb.add_sheet(book, sheet.head.title.main)
    head = title_lines(ws, sheet.head)
    h = sheet.headings
    titles = (
        h.number,
        h.day,
        h.name,
        h.title,
        h.unit,
        h.event,
        h.hours,
        h.copy,
        h.became,
        h.reason,
    )
    for column, words in enumerate(titles, 1):
        wb.put(ws, head, column, wb.both(words), bold=True, wrap=True).fill = wb.TINT
        ws.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    ws.row_dimensions[head].height = wb.HEAD_HEIGHT
    wb.rule(ws, head, 1, len(titles), wb.THIN, wb.THIN)
    for row, line in enumerate(sheet.lines, head + 1):
        values: tuple[wb.Value, ...] = (
            line.number, line.issued_on, line.name.main, line.title, line.unit, line.event.main,
            line.hours, line.copy, line.became.main, line.reason,
        )  # fmt: skip
        for column, value in enumerate(values, 1):
            align = "right" if column in _RIGHT else "left"
            wb.put(ws, row, column, value, bold=column == 3, align=align)
        wb.rule(ws, row, 1, len(titles), None, wb.HAIR)
        ws.row_dimensions[row].height = wb.ROW_HEIGHT
    last = head + len(sheet.lines)
    wb.put(ws, last + 2, 1, sheet.total.main, bold=True)
    wb.put(ws, last + 3, 1, sheet.total.under, size=9)
    ws.auto_filter.ref = f"A{head}:{get_column_letter(len(titles))}{last}"
    ws.freeze_panes = f"B{head + 1}"
    ws.print_title_rows = f"{head}:{head}"
    ws.sheet_view.showGridLines = False
    wb.set_up_print(ws, page=sheet.foot.page, landscape=True, footer=sheet.foot.running)
    return wb.finish(book, sheet.dated, {})
