"""What the groups found and recommend: a section a group."""

from __future__ import annotations

from collections.abc import Sequence

from workshopdesk.documents.model import FindingsSheet, GroupFindings, Words
from workshopdesk.documents.papers import chrome
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import U, mm, wrapped
from workshopdesk.documents.typeset import Document

_BODY = 11.0
_LEADING = 2 * U


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


def draw_groups(flow: Flow, sheet: FindingsSheet) -> None:
    """Every group from the flow's y downwards."""
    for group in sheet.groups:
        _group(flow, sheet, group)


def _group(flow: Flow, sheet: FindingsSheet, group: GroupFindings) -> None:
    flow.need(16 * U)
    flow.y += 2 * U
    _heading(flow, group)
    for title, lines in (
        (sheet.findings_title, group.findings),
        (sheet.recommendations_title, group.recommendations),
    ):
        _points(flow, title, lines, sheet.nothing)
    flow.y += 0.6 * U


def _heading(flow: Flow, group: GroupFindings) -> None:
    flow.pen.beside(LEFT, flow.y, group.title, (12, 8), (700, 400))
    for text, size, weight in (
        (group.question.main, _BODY, 500),
        (group.question.under, 7.6, 400),
        (group.leaders, 9.5, 400),
    ):
        for line in wrapped(text, size, weight, RIGHT - LEFT) if text else []:
            flow.y += 1.8 * U if size > 8 else 1.4 * U
            flow.pen.text(LEFT, flow.y, line, size, weight)
    flow.y += 0.8 * U
    flow.pen.level(LEFT, RIGHT, flow.y)


def _points(flow: Flow, title: Words, lines: Sequence[str], nothing: Words) -> None:
    flow.need(5 * U)
    flow.y += 1.9 * U
    flow.pen.beside(LEFT, flow.y, title, (10.5, 7), (600, 400))
    for n, text in enumerate(lines, 1):
        _point(flow, f"{n}.", text)
    if not lines:
        _point(flow, "", nothing.main)


def _point(flow: Flow, mark: str, text: str) -> None:
    for n, line in enumerate(wrapped(text, _BODY, 400, RIGHT - LEFT - mm(8))):
        flow.need(_LEADING)
        if flow.y <= chrome.TOP:
            flow.y += U
        flow.y += _LEADING
        if n == 0:
            flow.pen.text(LEFT + mm(6), flow.y, mark, _BODY, align="right")
        flow.pen.text(LEFT + mm(8), flow.y, line, _BODY)
