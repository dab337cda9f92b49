"""What the groups found and recommend: a section a group."""

from __future__ import annotations

from collections.abc import Sequence

from workshopdesk.documents.model import FindingsSheet, GroupFindings, Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import U, mm, width_of, wrapped
from workshopdesk.documents.typeset import Document

_BODY = 11.0
_LEADING = 2 * U
_MARK = mm(8)
_GUTTER = mm(8)
_HALF = (RIGHT - LEFT - _GUTTER) / 2
_MOST_BESIDE = 20
"""Lines in the longer of two columns beyond which they are set one after the other."""


def findings_pages(sheet: FindingsSheet) -> Document:
    """The document of the findings."""
    flow = Flow(sheet)
    pen = flow.open(0)
    flow.y = chrome.head_block(pen, sheet.head) + 2 * U
    draw_groups(flow, sheet)
    top = mm(279) - chrome.support_height(sheet.foot)
    if flow.y > top:
        flow.turn()
    chrome.support_block(flow.pen, sheet.foot, top)
    return flow.close(sheet.head.title.main)


def draw_groups(flow: Flow, sheet: FindingsSheet, after: float = 0) -> None:
    """Every group from the flow's y downwards; ``after`` points stay free below the last."""
    for group in sheet.groups:
        _group(flow, sheet, group, after if group is sheet.groups[-1] else 0)


def _group(flow: Flow, sheet: FindingsSheet, group: GroupFindings, after: float) -> None:
    """Findings and recommendations side by side; long ones one after the other."""
    points = (
        (sheet.findings_title, group.findings),
        (sheet.recommendations_title, group.recommendations),
    )
    halves = [_wrapped(lines, sheet.nothing, _HALF) for _, lines in points]
    longest = max(sum(len(lines) for lines in half) for half in halves)
    beside = longest <= _MOST_BESIDE
    flow.need((9 + 2 * longest) * U + after if beside else 16 * U)
    flow.y += 2 * U
    _heading(flow, group)
    if beside:
        top = flow.y
        for n, (title, lines) in enumerate(points):
            flow.y = top
            _points(flow, title, halves[n], LEFT + n * (_HALF + _GUTTER), bool(lines))
        flow.y = top + (1.9 + 2 * longest) * U
    else:
        for title, lines in points:
            whole = _wrapped(lines, sheet.nothing, RIGHT - LEFT)
            _points(flow, title, whole, LEFT, bool(lines))
    flow.y += 0.6 * U


def _heading(flow: Flow, group: GroupFindings) -> None:
    """Group and question on one line where they fit, the English and the leaders below."""
    title, question = group.title, group.question
    flow.pen.text(LEFT, flow.y, title.main, 12, 700)
    at = LEFT + width_of(title.main, 12, 700) + mm(3)
    fits = at + width_of(question.main, _BODY, 500) <= RIGHT
    if fits:
        flow.pen.text(at, flow.y, question.main, _BODY, 500)
    small = " · ".join(filter(None, (title.under, question.under)))
    for text, size, weight in (
        ("" if fits else question.main, _BODY, 500),
        (small, 7.6, 400),
        (group.leaders, 9.5, 400),
    ):
        for line in wrapped(text, size, weight, RIGHT - LEFT) if text else []:
            flow.y += 1.8 * U if size > 8 else 1.4 * U
            flow.pen.text(LEFT, flow.y, line, size, weight)
    flow.y += 0.8 * U
    flow.pen.level(LEFT, RIGHT, flow.y)


def _wrapped(points: Sequence[str], nothing: Words, width: float) -> list[list[str]]:
    """Each point in lines; the word for none where there are none."""
    return [wrapped(text, _BODY, 400, width - _MARK) for text in points or (nothing.main,)]


def _points(flow: Flow, title: Words, points: list[list[str]], x: float, numbered: bool) -> None:
    flow.need(5 * U)
    flow.y += 1.9 * U
    flow.pen.beside(x, flow.y, title, (10.5, 7), (600, 400))
    for number, lines in enumerate(points, 1):
        for n, line in enumerate(lines):
            if flow.need(_LEADING):
                flow.y += U
            flow.y += _LEADING
            if n == 0 and numbered:
                flow.pen.text(x + mm(6), flow.y, f"{number}.", _BODY, align="right")
            flow.pen.text(x + _MARK, flow.y, line, _BODY)
