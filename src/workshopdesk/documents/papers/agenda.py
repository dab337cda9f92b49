"""The agenda: a page a day, breaks tinted and one line high."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.documents.model import AgendaDay, AgendaHeadings, AgendaLine, AgendaSheet, Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import HAIR, STRONG, Pen, U, mm, wrapped
from workshopdesk.documents.typeset import Document

_INSET = mm(1.5)
_CONTENT, _RESPONSIBLE = LEFT + mm(27), LEFT + mm(120)
_CONTENT_ROOM, _RESPONSIBLE_ROOM = mm(88), mm(48.5)
_SIGNER_X = _RESPONSIBLE + (RIGHT - _RESPONSIBLE) * 0.25
_HEAD = 2.4 * U
_HEAD_BOTH = 3 * U
_BASE = mm(5.1)
_ENGLISH = mm(5.1)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A session with its texts in lines and its height."""

    line: AgendaLine
    title: list[str]
    title_under: list[str]
    who: list[str]
    who_under: list[str]

    @property
    def height(self) -> float:
        if self.line.pause:
            return 2.5 * U
        left = 2 * U * len(self.title) + 1.6 * U * len(self.title_under)
        right = 1.9 * U * len(self.who) + 1.4 * U * len(self.who_under)
        return max(left, right) + (0.4 if self.line.title.under else 0.9) * U


def agenda_pages(sheet: AgendaSheet) -> Document:
    """The document of an agenda."""
    flow = Flow(sheet)
    pen = flow.open(0)
    flow.y = chrome.head_block(pen, sheet.head) + 3.6 * U
    for n, day in enumerate(sheet.days):
        if n:
            flow.turn()
            flow.y += 0.9 * U + mm(3)
        draw_day(flow, day, sheet.headings)
    _close(flow, sheet)
    return flow.close(sheet.head.title.main)


def draw_day(flow: Flow, day: AgendaDay, headings: AgendaHeadings) -> None:
    """The day's heading with its baseline at the flow's y, and its sessions."""
    pen = flow.pen
    pen.beside(LEFT, flow.y, day.label, (13, 8.6), (700, 400))
    flow.y += 1.2 * U
    _heads(flow, headings)
    sessions = [_lay(line) for line in day.lines]
    for n, laid in enumerate(sessions, 1):
        # The last session of a day never stands alone on the next page.
        after = sessions[-1].height if n == len(sessions) - 1 else 0
        if flow.need(laid.height + after):
            _heads(flow, headings)
        _draw(flow.pen, laid, flow.y)
        flow.y += laid.height
        flow.pen.level(LEFT, RIGHT, flow.y, STRONG if n == len(day.lines) else HAIR)


def _heads(flow: Flow, headings: AgendaHeadings) -> None:
    pen, y = flow.pen, flow.y
    high = _HEAD_BOTH if headings.time.under else _HEAD
    pen.tint(LEFT, y, RIGHT - LEFT, high)
    columns = (
        (LEFT + _INSET, headings.time),
        (_CONTENT + _INSET, headings.content),
        (_RESPONSIBLE + _INSET, headings.responsible),
    )
    for x, words in columns:
        pen.pair(x, y + mm(4.6), words, (10.5, 7), mm(3.9), (600, 400))
    pen.level(LEFT, RIGHT, y, STRONG)
    pen.level(LEFT, RIGHT, y + high, STRONG)
    flow.y += high


def _lay(line: AgendaLine) -> _Laid:
    names = line.responsible.keep

    def lines(text: str, size: float, weight: int, room: float) -> list[str]:
        return wrapped(text, size, weight, room, names) if text else []

    return _Laid(
        line,
        lines(line.title.main, 12, 600, _CONTENT_ROOM),
        lines(line.title.under, 8, 400, _CONTENT_ROOM),
        lines(line.responsible.main, 10.5, 400, _RESPONSIBLE_ROOM),
        lines(line.responsible.under, 7, 400, _RESPONSIBLE_ROOM),
    )


def _draw(pen: Pen, laid: _Laid, y: float) -> None:
    line = laid.line
    if line.pause:
        _pause(pen, line, y, laid.height)
        return
    base = y + _BASE
    pen.text(LEFT + _INSET, base, line.span, 10.5, room=mm(24.5))
    x = _CONTENT + _INSET
    under = pen.lines(x, base, laid.title, 12, 2 * U, 600) - 2 * U + _ENGLISH
    pen.lines(x, under, laid.title_under, 8, 1.4 * U)
    x = _RESPONSIBLE + _INSET
    under = pen.lines(x, base, laid.who, 10.5, 1.9 * U) - 1.9 * U + _ENGLISH
    pen.lines(x, under, laid.who_under, 7, 1.3 * U)


def _pause(pen: Pen, line: AgendaLine, y: float, height: float) -> None:
    pen.tint(LEFT, y, RIGHT - LEFT, height)
    pen.level(LEFT, RIGHT, y)
    base, x = y + mm(5), _CONTENT + _INSET
    pen.text(LEFT + _INSET, base, line.span, 10.5, room=mm(24.5))
    pen.beside(x, base, line.title, (11, 7.3), room=_CONTENT_ROOM)
    who = Words(line.responsible.main)
    pen.pair(_RESPONSIBLE + _INSET, base, who, (10, 7), 0, room=_RESPONSIBLE_ROOM)


def _close(flow: Flow, sheet: AgendaSheet) -> None:
    """Who approves, at the right, and the logos at the foot; at its left where it is tight."""
    support = chrome.support_height(sheet.foot)
    top = mm(279) - support
    room = mm(46) if sheet.signers else 0
    wide = RIGHT - LEFT
    if flow.y + room > top:
        beside = _SIGNER_X - mm(25) - LEFT
        if flow.y + room <= mm(281) and chrome.support_width(sheet.foot) <= beside:
            wide = beside
        else:
            flow.turn()
    for signer in sheet.signers:
        chrome.signature(flow.pen, signer, _SIGNER_X, flow.y + mm(11), mm(50), mm(32))
    chrome.support_block(flow.pen, sheet.foot, top, wide)
