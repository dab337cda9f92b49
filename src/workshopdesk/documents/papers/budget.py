"""The budget: landscape, one line each, totals by funder and currency, who compiled it."""

from __future__ import annotations

from workshopdesk.documents.budget import BudgetRow, BudgetSheet
from workshopdesk.documents.model import Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LANDSCAPE_RIGHT, LEFT
from workshopdesk.documents.papers.ink import A4_LANDSCAPE, BLACK, TINT, Pen, mm
from workshopdesk.documents.typeset import (
    Cell,
    Column,
    Document,
    Heading,
    Page,
    Table,
    TableStyle,
    TextStyle,
)

_WIDTHS = (20.0, 74.0, 43.0, 20.0, 25.0, 25.0, 25.0, 25.0)
_FIRST = {False: mm(57), True: mm(63)}
_BOTTOM = mm(192)
_ENDING = mm(46)
_BODY, _SMALL = TextStyle("sans", 10), TextStyle("sans", 7.5)
_TITLE, _HEAVY = TextStyle("sans", 10.5, 600), TextStyle("sans", 10.5, 700)
_STYLE = TableStyle(
    body=_BODY, head=TextStyle("sans", 9, 600), leading=12.75, inset=mm(1.5), padding=3.2,
    least=mm(8.5), head_row=mm(11), head_fill=TINT, boxes=(), ink=BLACK,
)  # fmt: skip


def budget_pages(sheet: BudgetSheet) -> Document:
    """The document of a budget."""
    table = _table(sheet)
    top = _FIRST[bool(sheet.head.title.under)]
    parts = table.split(_BOTTOM - top, _BOTTOM - chrome.TOP)
    last = parts[-1]
    begin = top if len(parts) == 1 else chrome.TOP
    end = begin + table.head_height + sum(table.heights[i] for i in last)
    if end + _ENDING > _BOTTOM and len(last) > 1:
        cut = max(last.stop - 2, last.start + 1)
        parts = [*parts[:-1], range(last.start, cut), range(cut, last.stop)]
    pens = []
    for n, rows in enumerate(parts):
        pen = Pen()
        y = top if n == 0 else chrome.TOP
        if n == 0:
            chrome.landscape_head(pen, sheet.head)
        else:
            chrome.running_head(pen, sheet.head, LANDSCAPE_RIGHT, mm(19.5))
        pen.items.extend(table.page_items(LEFT, y, rows))
        if n == len(parts) - 1:
            _ending(pen, sheet, y + table.head_height + sum(table.heights[i] for i in rows))
        chrome.footer(pen, sheet.foot, n + 1, len(parts), LANDSCAPE_RIGHT, chrome.LANDSCAPE_FOOT)
        pens.append(pen)
    pages = [Page(*A4_LANDSCAPE, tuple(pen.items)) for pen in pens]
    return chrome.document(sheet, sheet.head.title.main, pages)


def _table(sheet: BudgetSheet) -> Table:
    h = sheet.headings
    titles = (h.code, h.title, h.funder, h.currency, *h.sums)
    columns = tuple(
        Column(mm(width), "right" if n > 3 else "left") for n, width in enumerate(_WIDTHS)
    )
    rows = [_row(row, total=False) for row in sheet.lines]
    rows += [_row(row, total=True) for row in sheet.totals]
    headings = tuple(Heading(_both(words), n) for n, words in enumerate(titles))
    return Table(columns, headings, rows, _STYLE)


def _both(words: Words) -> str:
    return f"{words.main}\n{words.under}" if words.under else words.main


def _row(row: BudgetRow, *, total: bool) -> tuple[str | Cell, ...]:
    style = _HEAVY if total else _TITLE
    *sums, left = row.sums
    mark = "* " if row.over else ""
    return (
        row.code,
        Cell(((row.title.main, style), (row.title.under, _SMALL))),
        Cell(((row.funder, TextStyle("sans", 9)),)),
        Cell(((row.currency, TextStyle("sans", 9)),)),
        *(Cell(((money.text, _HEAVY if total else _BODY),)) for money in sums),
        Cell(((mark + left.text, _HEAVY if total or row.over else _BODY),)),
    )


def _ending(pen: Pen, sheet: BudgetSheet, y: float) -> None:
    """What the mark means, and who compiled and approved it."""
    room = LANDSCAPE_RIGHT - LEFT
    pen.text(LEFT, y + mm(6), sheet.over_note.main, 9, room=room)
    pen.text(LEFT, y + mm(10), sheet.over_note.under, 7.5, room=room)
    for x, signer in zip((mm(90), mm(207)), sheet.signers, strict=False):
        chrome.signature(pen, signer, x, y + mm(17), mm(60), mm(26))
