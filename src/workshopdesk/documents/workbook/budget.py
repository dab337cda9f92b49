"""The budget as Excel: exact amounts, what is left and the totals by formula."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.documents.budget import BudgetRow, BudgetSheet
from workshopdesk.documents.workbook import book as wb
from workshopdesk.documents.workbook.lists import title_lines
from workshopdesk.documents.workbook.payment_list import money_cell

_WIDTHS = (12.0, 42.0, 28.0, 12.0, 18.0, 18.0, 18.0, 18.0)
_FUNDER, _CURRENCY, _SUMS, _LEFT = 3, 4, 5, 8


def budget_xlsx(sheet: BudgetSheet) -> bytes:
    """One sheet; each total sums the rows of its funder and currency."""
    book = wb.new_book(sheet.head.issuer.main, sheet.head.title.main)
    ws = wb.add_sheet(book, sheet.head.title.main)
    cached: wb.Cached = {}
    head = title_lines(ws, sheet.head)
    h = sheet.headings
    for column, words in enumerate((h.code, h.title, h.funder, h.currency, *h.sums), 1):
        wb.put(ws, head, column, wb.both(words), bold=True, wrap=True).fill = wb.TINT
        ws.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    ws.row_dimensions[head].height = wb.HEAD_HEIGHT
    wb.rule(ws, head, 1, len(_WIDTHS), wb.THIN, wb.THIN)
    for row, line in enumerate(sheet.lines, head + 1):
        _row(ws, row, line, cached, None)
    last = head + len(sheet.lines)
    for row, total in enumerate(sheet.totals, last + 1):
        _row(ws, row, total, cached, _summed(sheet.lines, total, head + 1))
    if sheet.over_note.main:
        wb.put(ws, last + len(sheet.totals) + 2, 2, sheet.over_note.main, size=9)
    ws.freeze_panes = f"C{head + 1}"
    ws.print_title_rows = f"{head}:{head}"
    ws.sheet_view.showGridLines = False
    wb.set_up_print(ws, page=sheet.foot.page, landscape=True, footer=sheet.foot.running)
    return wb.finish(book, sheet.dated, cached)


def _summed(lines: Sequence[BudgetRow], total: BudgetRow, first: int) -> list[int]:
    """The rows a total sums up; none for the one in kip, which is exchanged."""
    wanted = (total.funder, total.currency)
    return [
        first + n
        for n, line in enumerate(lines)
        if not total.exchanged and (line.funder, line.currency) == wanted
    ]


def _row(
    ws: Worksheet, row: int, line: BudgetRow, cached: wb.Cached, summed: list[int] | None
) -> None:
    total = summed is not None
    for column, value in enumerate((line.code, line.title.main, line.funder, line.currency), 1):
        wb.put(ws, row, column, value, bold=total, wrap=column in (2, _FUNDER))
    for column, money in enumerate(line.sums, _SUMS):
        cell = money_cell(ws, row, column, money, line.decimals, bold=total or line.over)
        letter = get_column_letter(column)
        if column == _LEFT:
            wb.put_formula(cell, f"=E{row}-F{row}-G{row}", float(money.exact), cached)
        elif summed:
            parts = "+".join(f"{letter}{n}" for n in summed)
            wb.put_formula(cell, f"={parts}", float(money.exact), cached)
    edge = wb.THIN if total else wb.HAIR
    wb.rule(ws, row, 1, len(_WIDTHS), None, edge)
    ws.row_dimensions[row].height = wb.ROW_HEIGHT
