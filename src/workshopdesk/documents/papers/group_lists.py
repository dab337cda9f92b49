"""Group lists: a working paper whose numbers are read from across the room."""

from __future__ import annotations

from workshopdesk.documents.model import GroupBlock, GroupHeadings, GroupLists, GroupSession, Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LEFT, MIDDLE, RIGHT, Flow
from workshopdesk.documents.papers.ink import STRONG, Pen, U, mm, width_of, wrapped
from workshopdesk.documents.typeset import Document

_SIDE = mm(23)
_TEXT = mm(46)
_COLUMNS = 3
_COLUMN = mm(48)
_LEADING = 15.0
_MEMBERS_FROM = mm(19)
_LEAST = 13.25 * U
_LOWEST = mm(279.5)
_QUESTION_LINE = 1.9 * U


def group_list_pages(sheet: GroupLists) -> Document:
    """The document of the group lists, one session after the other."""
    flow = Flow(sheet, full=_LOWEST, bottom=_LOWEST, ruled=True)
    pen = flow.open(0)
    flow.y = chrome.head_block(pen, sheet.head)
    for n, session in enumerate(sheet.sessions):
        if n:
            flow.turn()
            flow.y += 2 * U
        _session(flow, session, sheet.headings)
    support = chrome.support_height(sheet.foot)
    if flow.y + mm(2) + support > mm(282):
        flow.turn()
    if support:
        chrome.support_block(flow.pen, sheet.foot, max(flow.y + mm(3), mm(281.5) - support))
    return flow.close(sheet.head.title.main)


def _session(flow: Flow, session: GroupSession, headings: GroupHeadings) -> None:
    for words in session.details:
        flow.y += 2 * U
        flow.pen.text(MIDDLE, flow.y, words.main, 10.5, align="centre", room=RIGHT - LEFT)
        if words.under:
            flow.y += 1.4 * U
            flow.pen.text(MIDDLE, flow.y, words.under, 7, align="centre", room=RIGHT - LEFT)
    flow.y += 2.1 * U
    flow.pen.level(LEFT, RIGHT, flow.y, STRONG)
    for group in session.groups:
        question = wrapped(group.question.main, 11.5, 700, _question_room(headings))
        height = _height(group, question)
        flow.need(height)
        _block(flow.pen, group, question, headings, flow.y, height)
        flow.y += height
        flow.pen.level(LEFT, RIGHT, flow.y, STRONG)


def _question_room(headings: GroupHeadings) -> float:
    return RIGHT - _TEXT - width_of(headings.topic.main + ": ", 10.5) - mm(2)


def _height(group: GroupBlock, question: list[str]) -> float:
    rows = -(-len(group.members) // _COLUMNS)
    extra = _QUESTION_LINE * (len(question) - 1) + (1.3 * U if group.question.under else 0)
    needed = _MEMBERS_FROM + extra + max(rows - 1, 0) * _LEADING + mm(1.9)
    return max(_LEAST, needed)


def _block(
    pen: Pen,
    group: GroupBlock,
    question: list[str],
    headings: GroupHeadings,
    y: float,
    height: float,
) -> None:
    _tinted(pen, group, y, height)
    base = y + mm(5.2)
    label = f"{headings.topic.main}:"
    pen.text(_TEXT, base, label, 10.5)
    x = _TEXT + width_of(label + "  ", 10.5)
    base = pen.lines(x, base, question, 11.5, _QUESTION_LINE, 700) - _QUESTION_LINE
    if group.question.under:
        base += 1.3 * U
        pen.text(x, base, group.question.under, 7.6, room=RIGHT - x)
    base += mm(6.5)
    half = (RIGHT - _TEXT) / 2
    _leader(pen, _TEXT, base, headings.facilitator, group.facilitator, half)
    _leader(pen, _TEXT + half, base, headings.rapporteur, group.rapporteur, half)
    pen.level(_TEXT, RIGHT, base + mm(3))
    _members(pen, group, base + mm(7.3))


def _tinted(pen: Pen, group: GroupBlock, y: float, height: float) -> None:
    pen.tint(LEFT, y, _SIDE, height)
    pen.level(LEFT, RIGHT, y, STRONG)
    left, right = LEFT + mm(2.5), LEFT + _SIDE - mm(3)
    pen.text(right, y + mm(12.4), group.number, 28, 700, align="right")
    room = right - left - width_of(group.number, 28, 700) - mm(1)
    pen.pair(left, y + mm(11.6), group.label, (11, 7), mm(3.4), (600, 400), room=room)
    room = right - left + mm(2)
    pen.text(left, y + mm(21), group.room, 10, 500, room=room)
    pen.text(left, y + mm(27.3), group.count, 10, 700, room=room)
    pen.text(left, y + mm(33.3), group.women, 10, room=room)


def _leader(pen: Pen, x: float, y: float, label: Words, name: str, room: float) -> None:
    text = f"{label.main}:"
    pen.text(x, y, text, 10.5)
    at = x + width_of(text + " ", 10.5)
    pen.text(at, y, name or "........................", 10.5, 600, room=room - (at - x) - mm(2))


def _members(pen: Pen, group: GroupBlock, y: float) -> None:
    rows = -(-len(group.members) // _COLUMNS)
    for n, member in enumerate(group.members):
        column, row = divmod(n, max(rows, 1))
        x, base = _TEXT + column * _COLUMN, y + row * _LEADING
        sex = width_of(member.sex, 8.5)
        pen.text(x + mm(3.8), base, str(member.number), 9.5, align="right")
        room = _COLUMN - mm(5.3) - sex - mm(5)
        size = pen.text(x + mm(5.3), base, member.name.main, 9.5, 500, room=room)
        _latin(pen, member.name, x + mm(5.3), base, size, room)
        right = RIGHT if column == _COLUMNS - 1 else x + _COLUMN - mm(4)
        pen.text(right, base, member.sex, 8.5, align="right")


def _latin(pen: Pen, name: Words, x: float, y: float, size: float, room: float) -> None:
    """The Latin name beside the Lao one where both fit the line."""
    at = width_of(name.main, size, 500) + mm(1.5)
    if name.under and at + width_of(name.under, 7) <= room:
        pen.text(x + at, y, name.under, 7)
