"""Letters on official paper, one after the other, each followed by the agenda."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workshopdesk.documents.letters import Letter, Letters
from workshopdesk.documents.model import Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.agenda import agenda_pages
from workshopdesk.documents.papers.chrome import FOOT, LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import A4, Pen, U, mm, width_of, wrapped
from workshopdesk.documents.typeset import Document, Page

_SIZE, _UNDER = 12.0, 8.5
_LEADING, _UNDER_LEADING = 2.2 * U, 1.5 * U
_INDENT = mm(12)
_SIGNER_X = mm(150)
_SEAL = mm(30)


def letter_pages(sheet: Letters) -> Document:
    """The document of all letters."""
    agenda = list(agenda_pages(sheet.agenda).pages) if sheet.agenda else []
    pages = (page for letter in sheet.letters for page in _pages(sheet, letter, agenda))
    document = chrome.document(sheet, sheet.head.title.main, [])
    return document._replace(pages=pages, page_count=len(sheet.letters) * (1 + len(agenda)))


def _pages(sheet: Letters, letter: Letter, agenda: list[Page]) -> Iterator[Page]:
    head = replace(sheet.head, number=letter.number, event=Words(""), details=())
    flow = Flow(replace(sheet, head=head))
    pen = flow.open(0)
    flow.y = chrome.head_block(pen, head) + 2.4 * U
    _labelled(flow, letter.to)
    _labelled(flow, sheet.subject)
    flow.y += 0.8 * U
    for words in (*sheet.before, letter.seats, *sheet.after, sheet.closing):
        _paragraph(flow, words)
    _sign(flow, sheet)
    for number, one in enumerate(flow.pages, 1):
        chrome.footer(one, sheet.foot, number, len(flow.pages), RIGHT, FOOT)
        yield Page(*A4, tuple(one.items))
    yield from agenda


def _labelled(flow: Flow, words: Words) -> None:
    """ "To: ..." and "Subject: ...": the label before the colon stands out of the lines."""
    label, _colon, text = words.main.partition(": ")
    if not text:
        return
    label += ":"
    at = LEFT + width_of(label + "  ", _SIZE, 700)
    for n, line in enumerate(wrapped(text, _SIZE, 600, RIGHT - at, words.keep)):
        flow.need(_LEADING)
        flow.y += _LEADING
        if n == 0:
            flow.pen.text(LEFT, flow.y, label, _SIZE, 700)
        flow.pen.text(at, flow.y, line, _SIZE, 600)
    _under(flow, words.under)


def _paragraph(flow: Flow, words: Words) -> None:
    if not words.main:
        return
    # The first line is shorter by the indent, so the words are filled as if it stood there.
    lines = wrapped(words.main, _SIZE, 400, RIGHT - LEFT - _INDENT, words.keep)
    first, rest = lines[0], words.main[len(lines[0]) :].lstrip(" ")
    others = wrapped(rest, _SIZE, 400, RIGHT - LEFT, words.keep) if rest else []
    for n, line in enumerate([first, *others]):
        flow.need(_LEADING)
        flow.y += _LEADING
        flow.pen.text(LEFT + (_INDENT if n == 0 else 0), flow.y, line, _SIZE)
    _under(flow, words.under)
    flow.y += 0.5 * U


def _under(flow: Flow, text: str) -> None:
    for line in wrapped(text, _UNDER, 400, RIGHT - LEFT) if text else []:
        flow.need(_UNDER_LEADING)
        flow.y += _UNDER_LEADING
        flow.pen.text(LEFT, flow.y, line, _UNDER)


def _sign(flow: Flow, sheet: Letters) -> None:
    flow.need(_SEAL + mm(24))
    flow.y += mm(10)
    chrome.signature(flow.pen, sheet.signer, _SIGNER_X, flow.y, mm(64), _SEAL)
    pen: Pen = flow.pen
    pen.pair(LEFT, flow.y + _SEAL + mm(10), sheet.annex, (10, 7.5), mm(4))
    support = chrome.support_height(sheet.foot)
    end = mm(282) - support
    if support and flow.y + _SEAL + mm(18) < end:
        chrome.support_block(pen, sheet.foot, end)
