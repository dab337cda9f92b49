"""The sign-in sheet and the participant list as Excel: a table that can be filled in and read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.styles import Border
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.documents.model import (
    Letterhead,
    ListHeadings,
    ParticipantList,
    PersonLine,
    SignInSheet,
    TallyTable,
)
from workshopdesk.documents.workbook import book as wb
from workshopdesk.domain.returning import AFTER, NEW_ROW

_WIDTHS = (6.0, 30.0, 9.0, 32.0, 26.0, 18.0, 20.0, 16.0)
_SIGNATURE_WIDTH = 22.0
_SIGNATURE_HEIGHT = 27.0


@dataclass(frozen=True, slots=True)
class _Table:
    """Where a table stands: the row of its head, its last row, and its last column."""

    head: int
    last: int
    columns: int


def sign_in_xlsx(sheet: SignInSheet) -> bytes:
    """The sign-in sheet with one empty column per half-day, to be printed or filled in."""
    book = wb.new_book(sheet.head.issuer.main, sheet.head.title.main)
    ws = wb.add_sheet(book, sheet.head.title.main)
    signatures = [f"{day.label.main}\n{half.main}" for day in sheet.days for half in day.half_days]
    start = title_lines(ws, sheet.head)
    table = _people(ws, start, sheet.headings, sheet.people, signatures)
    table = _walk_ins(ws, table, len(sheet.people), sheet.blank_rows)
    _mark_rows(ws, table, sheet.mark, sheet.people)
    _box(ws, table, len(_WIDTHS) + 1)
    cached: wb.Cached = {}
    row = _counts(ws, table, sheet, cached)
    for place, signer in enumerate(sheet.signers):
        wb.put(ws, row + 2, 2 + 2 * place, signer.title.main, bold=True)
        wb.put(ws, row + 3, 2 + 2 * place, signer.note.main, size=9)
    _close(ws, table, sheet.foot.page, sheet.foot.running, landscape=True)
    return wb.finish(book, sheet.dated, cached)


def participant_list_xlsx(sheet: ParticipantList) -> bytes:
    """The participant list, with the totals by sex, province and position on a second sheet."""
    book = wb.new_book(sheet.head.issuer.main, sheet.head.title.main)
    ws = wb.add_sheet(book, sheet.head.title.main)
    start = title_lines(ws, sheet.head)
    table = _people(ws, start, sheet.headings, sheet.people, ())
    _mark_rows(ws, table, sheet.mark, sheet.people)
    wb.put(ws, table.last + 2, 2, sheet.total.main, bold=True)
    wb.put(ws, table.last + 3, 2, sheet.total.under, size=9)
    _close(ws, table, sheet.foot.page, sheet.foot.running, landscape=True)
    totals = wb.add_sheet(book, sheet.tallies[0].headings.total.main)
    cached: wb.Cached = {}
    row = 1
    for tally in sheet.tallies:
        row = _tally(totals, row, tally, cached) + 2
    totals.column_dimensions["A"].width = 40
    wb.set_up_print(totals, page=sheet.foot.page, landscape=False, footer=sheet.foot.running)
    return wb.finish(book, sheet.dated, cached)


def title_lines(ws: Worksheet, head: Letterhead) -> int:
    """Write the lines above the table; gives the row of the table's head."""
    lines = [(head.title, 14.0, True), (head.event, 11.0, True)]
    lines += [(words, 10.0, False) for words in head.details]
    row = 1
    for words, size, bold in lines:
        for text, points in ((words.main, size), (words.under, 9.0)):
            if text:
                wb.put(ws, row, 1, text, size=points, bold=bold)
                ws.row_dimensions[row].height = max(wb.ROW_HEIGHT, points * 1.8)
                row += 1
    wb.put(ws, row, 1, head.number)
    return row + 2


def _people(
    ws: Worksheet,
    start: int,
    headings: ListHeadings,
    people: Sequence[PersonLine],
    signatures: Sequence[str],
) -> _Table:
    titles = [
        wb.both(h)
        for h in (
            headings.number,
            headings.name,
            headings.sex,
            headings.position,
            headings.unit,
            headings.district,
            headings.province,
            headings.phone,
        )
    ]
    titles += signatures
    for column, text in enumerate(titles, 1):
        cell = wb.put(ws, start, column, text, bold=True, wrap=True)
        cell.fill = wb.TINT
        width = _WIDTHS[column - 1] if column <= len(_WIDTHS) else _SIGNATURE_WIDTH
        ws.column_dimensions[get_column_letter(column)].width = width
    ws.row_dimensions[start].height = wb.HEAD_HEIGHT
    wb.rule(ws, start, 1, len(titles), wb.THIN, wb.THIN)
    table = _Table(start, start + len(people), len(titles))
    longest = max((len(p.name.main) for p in people), default=0)
    ws.column_dimensions["B"].width = max(_WIDTHS[1], longest * 1.1)
    for row, person in enumerate(people, start + 1):
        _person(ws, row, table, person)
    return table


def _person(ws: Worksheet, row: int, table: _Table, person: PersonLine) -> None:
    values: Iterable[wb.Value] = (
        person.number,
        person.name.main,
        person.sex,
        person.position,
        person.unit,
        person.district,
        person.province,
        person.phone,
    )
    for column, value in enumerate(values, 1):
        wb.put(ws, row, column, value, bold=column == 2)
    wb.rule(ws, row, 1, table.columns, None, wb.HAIR)
    ws.row_dimensions[row].height = (
        _SIGNATURE_HEIGHT if table.columns > len(_WIDTHS) else wb.ROW_HEIGHT
    )


def _walk_ins(ws: Worksheet, table: _Table, named: int, blank: int) -> _Table:
    for extra in range(1, blank + 1):
        row = table.last + extra
        wb.put(ws, row, 1, named + extra)
        wb.rule(ws, row, 1, table.columns, None, wb.HAIR)
        ws.row_dimensions[row].height = _SIGNATURE_HEIGHT
    return _Table(table.head, table.last + blank, table.columns)


def _mark_rows(ws: Worksheet, table: _Table, mark: str, people: Sequence[PersonLine]) -> None:
    """A hidden column after the last one: whose list this is, whose row, where the rows end.

    It lies inside the filter's range, so that sorting moves each mark with its row.
    """
    if not mark:
        return
    marks = [mark, *(person.mark for person in people)]
    marks += [NEW_ROW] * (table.last - table.head - len(people)) + [AFTER]
    column = table.columns + 1
    for row, text in enumerate(marks, table.head):
        wb.put(ws, row, column, text, size=6)
    ws.column_dimensions[get_column_letter(column)].hidden = True


def _box(ws: Worksheet, table: _Table, first: int) -> None:
    """Box the signature cells, the only ones with upright lines."""
    for row in range(table.head, table.last + 1):
        for column in range(first, table.columns + 1):
            old = ws.cell(row=row, column=column).border
            ws.cell(row=row, column=column).border = Border(
                left=wb.THIN, right=wb.THIN, top=old.top, bottom=old.bottom
            )


def _counts(ws: Worksheet, table: _Table, sheet: SignInSheet, cached: wb.Cached) -> int:
    """Totals by sex as formulas over the column of sex; gives the last row used."""
    row = table.last + 1
    area = f"$C${table.head + 1}:$C${table.last}"
    wb.put(ws, row, 2, sheet.counts_title.main, bold=True)
    for line in sheet.counts[:-1]:
        wb.put(ws, row, 3, line.label.main)
        cell = wb.put(ws, row, 4, line.count)
        wb.put_formula(cell, f'=COUNTIFS({area},"{line.label.main}")', line.count, cached)
        row += 1
    everyone = sheet.counts[-1]
    wb.put(ws, row, 3, everyone.label.main, bold=True)
    cell = wb.put(ws, row, 4, everyone.count, bold=True)
    names = f"$B${table.head + 1}:$B${table.last}"
    wb.put_formula(cell, f"=COUNTA({names})", everyone.count, cached)
    return row


def _tally(ws: Worksheet, start: int, tally: TallyTable, cached: wb.Cached) -> int:
    heads = tally.headings
    titles = (tally.title, heads.women, heads.men, heads.not_said, heads.total)
    for column, words in enumerate(titles, 1):
        side = "left" if column == 1 else "right"
        wb.put(ws, start, column, wb.both(words), bold=True, align=side, wrap=True).fill = wb.TINT
    ws.row_dimensions[start].height = wb.HEAD_HEIGHT
    wb.rule(ws, start, 1, 5, wb.THIN, wb.THIN)
    row = start
    for row, line in enumerate((*tally.rows, tally.total), start + 1):
        last = line is tally.total
        wb.put(ws, row, 1, line.label.main, bold=last)
        for column, count in enumerate((line.women, line.men, line.not_said), 2):
            cell = wb.put(ws, row, column, count, bold=last, align="right")
            cell.number_format = wb.NUMBER_FORMAT
        cell = wb.put(ws, row, 5, line.total, bold=True, align="right")
        wb.put_formula(cell, f"=SUM(B{row}:D{row})", line.total, cached)
        wb.rule(ws, row, 1, 5, wb.THIN if last else None, wb.THIN if last else wb.HAIR)
        ws.row_dimensions[row].height = wb.ROW_HEIGHT
    return row


def _close(ws: Worksheet, table: _Table, page: str, running: str, *, landscape: bool) -> None:
    ws.freeze_panes = f"C{table.head + 1}"
    ws.auto_filter.ref = f"A{table.head}:{get_column_letter(table.columns + 1)}{table.last}"
    ws.print_title_rows = f"{table.head}:{table.head}"
    ws.sheet_view.showGridLines = False
    wb.set_up_print(ws, page=page, landscape=landscape, footer=running)
