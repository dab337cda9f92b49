"""The register of certificates: landscape, one row a number, nothing left out."""

from __future__ import annotations

from workshopdesk.documents.model import Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LANDSCAPE_RIGHT, LEFT
from workshopdesk.documents.papers.ink import A4_LANDSCAPE, BLACK, TINT, Pen, mm
from workshopdesk.documents.register import RegisterLine, RegisterSheet
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

_ONE_EVENT = (33.0, 25.0, 56.0, 58.0, 0.0, 16.0, 13.0, 56.0)
_MANY = (33.0, 25.0, 46.0, 42.0, 51.0, 14.0, 12.0, 34.0)
"""Widths in millimetres: number, date, name, title and unit, event, hours, copy, what became."""
_EVENT = 4
_FIRST = {False: mm(57), True: mm(63)}
_BOTTOM = mm(192)
_BODY, _SMALL = TextStyle("sans", 9.5), TextStyle("sans", 7.5)
_NAME = TextStyle("sans", 10, 600)
_STYLE = TableStyle(
    body=_BODY, head=TextStyle("sans", 9, 600), leading=12.75, inset=mm(1.5), padding=3.0,
    least=mm(7.5), head_row=mm(11), head_fill=TINT, ink=BLACK,
)  # fmt: skip


def register_pages(sheet: RegisterSheet) -> Document:
    """The document of a register."""
    table = _table(sheet)
    top = _FIRST[bool(sheet.head.title.under)]
    parts = table.split(_BOTTOM - top, _BOTTOM - chrome.TOP)
    pages = []
    for n, rows in enumerate(parts):
        pen, y = Pen(), chrome.TOP
        if n == 0:
            y = top
            chrome.landscape_head(pen, sheet.head)
        else:
            chrome.running_head(pen, sheet.head, LANDSCAPE_RIGHT, mm(19.5))
        pen.items.extend(table.page_items(LEFT, y, rows))
        if n == len(parts) - 1:
            end = y + table.head_height + sum(table.heights[i] for i in rows)
            pen.beside(LEFT, end + mm(6.5), sheet.total, (10, 7.5), (600, 400))
        chrome.footer(pen, sheet.foot, n + 1, len(parts), LANDSCAPE_RIGHT, chrome.LANDSCAPE_FOOT)
        pages.append(Page(*A4_LANDSCAPE, tuple(pen.items)))
    return chrome.document(sheet, sheet.head.title.main, pages)


def _table(sheet: RegisterSheet) -> Table:
    h = sheet.headings
    title, became = _joined(h.title, h.unit), _joined(h.became, h.reason)
    kinds = (h.number, h.day, h.name, title, h.event, h.hours, h.copy, became)
    titles = [_both(words) for words in kinds]
    widths = _MANY if sheet.of_many else _ONE_EVENT
    kept = [n for n in range(len(titles)) if widths[n]]
    columns = tuple(
        Column(mm(widths[n]), "right" if n in (5, 6) else "left", whole=n in (0, 2)) for n in kept
    )
    headings = tuple(Heading(titles[n], place) for place, n in enumerate(kept))
    rows = [[_row(line)[n] for n in kept] for line in sheet.lines]
    return Table(columns, headings, rows, _STYLE)


def _joined(one: Words, other: Words) -> Words:
    under = " · ".join(filter(None, (one.under, other.under)))
    return Words(f"{one.main} · {other.main}", under)


def _both(words: Words) -> str:
    return f"{words.main}\n{words.under}" if words.under else words.main


def _row(line: RegisterLine) -> tuple[str | Cell, ...]:
    return (
        line.number,
        line.day,
        _cell((line.name.main, _NAME), (line.name.under, _SMALL)),
        _cell((line.title, _BODY), (line.unit, _SMALL)),
        _cell((line.event.main, _SMALL)),
        line.hours_text,
        str(line.copy),
        _cell((line.became.main, _BODY), (line.became.under, _SMALL), (line.reason, _SMALL)),
    )


def _cell(*parts: tuple[str, TextStyle]) -> Cell:
    return Cell(tuple(part for part in parts if part[0]) or (("", _BODY),))
