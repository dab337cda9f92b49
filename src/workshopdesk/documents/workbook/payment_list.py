"""The payment list as Excel: exact amounts, totals by formula."""

from __future__ import annotations

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.documents.payments import Money, PaymentLine, PaymentSheet
from workshopdesk.documents.workbook import book as wb
from workshopdesk.documents.workbook.lists import title_lines

_WIDTHS = (6.0, 30.0, 32.0, 26.0, 16.0, 16.0, 16.0, 18.0, 26.0, 26.0)
_SUMS = 5
_SIGN_HEIGHT = 27.0


def payment_xlsx(sheet: PaymentSheet) -> bytes:
    """One sheet; each total is a formula over its row or column."""
    book = wb.new_book(sheet.head.issuer.main, sheet.head.title.main)
    ws = wb.add_sheet(book, sheet.head.title.main)
    cached: wb.Cached = {}
    head = title_lines(ws, sheet.head)
    _headings(ws, head, sheet)
    for row, line in enumerate(sheet.lines, head + 1):
        _line(ws, row, line, sheet.decimals, cached)
    last = head + len(sheet.lines)
    _totals(ws, head, last, sheet, cached)
    wb.put(ws, last + 3, 1, sheet.in_words.main, bold=True)
    wb.put(ws, last + 4, 1, sheet.in_words.under, size=9)
    wb.put(ws, last + 5, 1, wb.both(sheet.rules).replace("\n", " / "), size=9)
    for place, signer in enumerate(sheet.signers):
        wb.put(ws, last + 7, 2 + 3 * place, signer.title.main, bold=True)
        wb.put(ws, last + 8, 2 + 3 * place, signer.note.main, size=9)
    ws.freeze_panes = f"C{head + 1}"
    ws.print_title_rows = f"{head}:{head}"
    ws.sheet_view.showGridLines = False
    wb.set_up_print(ws, page=sheet.foot.page, landscape=True, footer=sheet.foot.running)
    return wb.finish(book, sheet.dated, cached)


def _headings(ws: Worksheet, row: int, sheet: PaymentSheet) -> None:
    h = sheet.headings
    titles = [wb.both(w) for w in (h.number, h.name, h.position)]
    titles += [h.unit.main, *(wb.both(w) for w in (*h.sums, h.total, h.signature, h.note))]
    for column, text in enumerate(titles, 1):
        wb.put(ws, row, column, text, bold=True, wrap=True).fill = wb.TINT
        ws.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    ws.row_dimensions[row].height = wb.HEAD_HEIGHT
    wb.rule(ws, row, 1, len(titles), wb.THIN, wb.THIN)


def _line(ws: Worksheet, row: int, line: PaymentLine, decimals: int, cached: wb.Cached) -> None:
    values: tuple[wb.Value, ...] = (line.number, line.name.main, line.position, line.unit)
    for column, value in enumerate(values, 1):
        wb.put(ws, row, column, value, bold=column == 2)
    for column, money in enumerate(line.sums, _SUMS):
        money_cell(ws, row, column, money, decimals)
    cell = money_cell(ws, row, _SUMS + 3, line.total, decimals, bold=True)
    wb.put_formula(cell, f"=SUM(E{row}:G{row})", float(line.total.exact), cached)
    wb.put(ws, row, _SUMS + 5, line.note, wrap=True)
    wb.rule(ws, row, 1, len(_WIDTHS), None, wb.HAIR)
    ws.row_dimensions[row].height = _SIGN_HEIGHT


def _totals(ws: Worksheet, head: int, last: int, sheet: PaymentSheet, cached: wb.Cached) -> None:
    row = last + 1
    wb.put(ws, row, 2, sheet.total_label.main, bold=True)
    for column, money in enumerate((*sheet.sums, sheet.total), _SUMS):
        letter = get_column_letter(column)
        cell = money_cell(ws, row, column, money, sheet.decimals, bold=True)
        formula = f"=SUM({letter}{head + 1}:{letter}{last})"
        wb.put_formula(cell, formula, float(money.exact), cached)
    wb.rule(ws, row, 1, len(_WIDTHS), wb.THIN, wb.THIN)


def money_cell(
    ws: Worksheet, row: int, column: int, money: Money, decimals: int, *, bold: bool = False
) -> Cell:
    """An amount. Excel keeps 15 digits, more than any list of people sums up to."""
    exact = money.exact
    value = int(exact) if exact == exact.to_integral_value() else float(exact)
    cell = wb.put(ws, row, column, value, bold=bold, align="right")
    cell.number_format = "#,##0" + ("." + "0" * decimals if decimals else "")
    return cell
