"""Everything stored about one person, on paper: a section a kind, a line a fact."""

from __future__ import annotations

from workshopdesk.documents.model import Fact, Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import HAIR, STRONG, Pen, U, mm, wrapped
from workshopdesk.documents.personal import PersonalData, PersonalSection
from workshopdesk.documents.typeset import Document

_TEXT_X = mm(68)
_INSET = mm(1.5)
_SIZES, _UNDER = (9.5, 10.0), 7.0
_LEADING, _UNDER_LEADING = 1.9 * U, 1.3 * U


def personal_data_pages(sheet: PersonalData) -> Document:
    """The document of a person's data."""
    flow = Flow(sheet)
    pen = flow.open(0)
    flow.y = chrome.head_block(pen, sheet.head) + 1.5 * U
    _paragraph(flow, sheet.note)
    for section in sheet.sections:
        _section(flow, section)
    return flow.close(sheet.head.title.main)


def _paragraph(flow: Flow, words: Words) -> None:
    for text, size, leading in ((words.main, 10.0, 2 * U), (words.under, _UNDER, 1.4 * U)):
        for line in wrapped(text, size, 400, RIGHT - LEFT) if text else []:
            flow.need(leading)
            flow.y += leading
            flow.pen.text(LEFT, flow.y, line, size)


def _section(flow: Flow, section: PersonalSection) -> None:
    facts = [_Fact(fact) for fact in section.facts]
    flow.need(4.1 * U + (facts[0].height if facts else _LEADING))
    flow.y += 3.2 * U
    flow.pen.beside(LEFT, flow.y, section.title, (12, 8), (700, 400))
    flow.y += 0.9 * U
    flow.pen.level(LEFT, RIGHT, flow.y, STRONG)
    if not facts:
        flow.y += _LEADING
        flow.pen.text(LEFT + _INSET, flow.y, section.nothing.main, _SIZES[1])
    for fact in facts:
        flow.need(fact.height)
        fact.draw(flow.pen, flow.y)
        flow.y += fact.height
        flow.pen.level(LEFT, RIGHT, flow.y, HAIR)


class _Fact:
    """Label at left, text at right, each with its English under it; not cut by a page's end."""

    def __init__(self, fact: Fact) -> None:
        self._columns = [
            _Column(fact.label, _SIZES[0], 500, LEFT + _INSET, _TEXT_X - _INSET),
            _Column(fact.text, _SIZES[1], 400, _TEXT_X, RIGHT - _INSET),
        ]
        self.height = max(column.height for column in self._columns) + mm(1.2)

    def draw(self, pen: Pen, top: float) -> None:
        """Both, side by side."""
        for column in self._columns:
            column.draw(pen, top + mm(4.4))


class _Column:
    """A text in its lines, with smaller ones under them."""

    def __init__(self, words: Words, size: float, weight: int, left: float, right: float) -> None:
        self._look = (size, weight)
        self._left = left
        self._main = wrapped(words.main, size, weight, right - left, words.keep)
        self._under = wrapped(words.under, _UNDER, 400, right - left) if words.under else []
        self.height = len(self._main) * _LEADING + len(self._under) * _UNDER_LEADING

    def draw(self, pen: Pen, y: float) -> None:
        """The first baseline at y."""
        size, weight = self._look
        after = pen.lines(self._left, y, self._main, size, _LEADING, weight)
        under = after - _LEADING + _UNDER_LEADING
        pen.lines(self._left, under, self._under, _UNDER, _UNDER_LEADING)
