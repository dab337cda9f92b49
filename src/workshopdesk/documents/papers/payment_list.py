"""The payment list: landscape, a box to sign in for each person, the total in words."""

from __future__ import annotations

from workshopdesk.documents.model import Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LANDSCAPE_MIDDLE, LANDSCAPE_RIGHT, LEFT
from workshopdesk.documents.papers.ink import A4_LANDSCAPE, BLACK, TINT, Pen, mm
from workshopdesk.documents.payments import PaymentLine, PaymentSheet
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

_WIDTHS = (9.0, 44.0, 50.0, 25.0, 29.0, 25.0, 27.0, 28.0, 20.0)
_SIGNATURE = 7
_FIRST = {False: mm(57), True: mm(63)}
_BOTTOM = mm(192)
_ENDING = {False: mm(58), True: mm(64)}
_WORDS_DOWN, _SIGN_DOWN, _SEAL = mm(7), {False: mm(21), True: mm(27)}, mm(30)
_BODY, _SMALL = TextStyle("sans", 10), TextStyle("sans", 7.5)
_NAME, _TOTAL = TextStyle("sans", 10.5, 600), TextStyle("sans", 10.5, 700)
_STYLE = TableStyle(
    body=_BODY, head=TextStyle("sans", 9, 600), leading=12.75, inset=mm(1.5), padding=3.2,
    least=mm(9.525), head_row=mm(11), head_fill=TINT, boxes=(_SIGNATURE,), ink=BLACK,
)  # fmt: skip


def payment_pages(sheet: PaymentSheet) -> Document:
    """The document of a payment list."""
    table = _table(sheet)
    top = _FIRST[bool(sheet.head.title.under)]
    parts = _with_room_to_end(sheet, table, table.split(_BOTTOM - top, _BOTTOM - chrome.TOP), top)
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
            heights = sum(table.heights[i] for i in rows)
            _ending(pen, sheet, y + table.head_height + heights + table.totals_height)
        chrome.footer(pen, sheet.foot, n + 1, len(parts), LANDSCAPE_RIGHT, chrome.LANDSCAPE_FOOT)
        pens.append(pen)
    pages = [Page(*A4_LANDSCAPE, tuple(pen.items)) for pen in pens]
    return chrome.document(sheet, sheet.head.title.main, pages)


def _with_room_to_end(
    sheet: PaymentSheet, table: Table, parts: list[range], top: float
) -> list[range]:
    """The last page given up to two rows of its own where total and signers do not fit below."""
    last = parts[-1]
    begin = top if len(parts) == 1 else chrome.TOP
    height = table.head_height + sum(table.heights[i] for i in last) + table.totals_height
    if begin + height + _ENDING[bool(sheet.in_words.under)] <= _BOTTOM or len(last) < 2:
        return parts
    cut = max(last.stop - 2, last.start + 1)
    return [*parts[:-1], range(last.start, cut), range(cut, last.stop)]


def _table(sheet: PaymentSheet) -> Table:
    h = sheet.headings
    titles = (h.number, h.name, h.position, *h.sums, h.total, h.signature, h.note)
    aligned = ("right", "left", "left", "right", "right", "right", "right", "left", "left")
    columns = tuple(
        Column(mm(width), align, whole=n == 1)  # type: ignore[arg-type]  # one of its words
        for n, (width, align) in enumerate(zip(_WIDTHS, aligned, strict=True))
    )
    totals: tuple[str | Cell, ...] = (
        "", Cell(((sheet.total_label.main, _TOTAL),)), "",
        *(Cell(((money.text, _TOTAL),)) for money in (*sheet.sums, sheet.total)), "", "",
    )  # fmt: skip
    return Table(
        columns,
        tuple(Heading(_both(words), n) for n, words in enumerate(titles)),
        [_row(line) for line in sheet.lines],
        _STYLE._replace(head_row=mm(15)) if h.signature.under else _STYLE,
        totals,
    )


def _both(words: Words) -> str:
    return f"{words.main}\n{words.under}" if words.under else words.main


def _row(line: PaymentLine) -> tuple[str | Cell, ...]:
    sums = (
        Cell(((money.text, _BODY), (detail, _SMALL)))
        for money, detail in zip(line.sums, line.details, strict=True)
    )
    return (
        str(line.number),
        Cell(((line.name.main, _NAME), (line.name.under, _SMALL))),
        Cell(((line.position, TextStyle("sans", 9)), (line.unit, _SMALL))),
        *sums,
        Cell(((line.total.text, _TOTAL),)),
        "",
        Cell(((line.note, _SMALL),)),
    )


def _ending(pen: Pen, sheet: PaymentSheet, y: float) -> None:
    """The total in words, and who approves, checks and pays."""
    wide = LANDSCAPE_RIGHT - LEFT
    pen.text(LEFT, y + _WORDS_DOWN, sheet.in_words.main, 10.5, 600, room=wide)
    pen.text(LEFT, y + _WORDS_DOWN + mm(4.5), sheet.in_words.under, 8, room=wide)
    down = mm(9) if sheet.in_words.under else mm(4.8)
    pen.text(LEFT, y + _WORDS_DOWN + down, sheet.rules.main, 8.5, room=wide)
    pen.text(LEFT, y + _WORDS_DOWN + down + mm(3.5), sheet.rules.under, 7.5, room=wide)
    places = ((LEFT + LANDSCAPE_RIGHT) / 2 - mm(92.5), LANDSCAPE_MIDDLE, mm(241))
    for x, signer in zip(places, sheet.signers, strict=True):
        chrome.signature(pen, signer, x, y + _SIGN_DOWN[bool(sheet.in_words.under)], mm(56), _SEAL)
