"""The participant list: the sign-in sheet's columns without the cells, then the totals."""

from __future__ import annotations

from workshopdesk.documents.model import ParticipantList, Tally, TallyTable
from workshopdesk.documents.papers import chrome, tallies
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import STRONG, Pen, U, mm
from workshopdesk.documents.papers.rows import ROW, Columns, column_heads, person_row, row_rule
from workshopdesk.documents.typeset import Document

_WIDTHS = tuple(mm(w) for w in (9, 45, 10, 52, 29, 25))
_HEAD = 2.25 * U
_HEAD_BOTH = 3.2 * U
_GAP = mm(6)
_SIDES = (mm(78), mm(86))
_SIGN_ROOM = mm(25)


def participant_list_pages(sheet: ParticipantList) -> Document:
    """The document of a participant list."""
    flow = Flow(sheet)
    pen = flow.open(0)
    flow.y = chrome.head_block(pen, sheet.head) + 1.3 * U
    columns = Columns(LEFT, _WIDTHS).for_names(sheet.people)
    _heads(flow, columns, sheet)
    for place, person in enumerate(sheet.people, 1):
        if flow.need(ROW):
            _heads(flow, columns, sheet)
        person_row(flow.pen, columns, flow.y, person)
        flow.y += ROW
        ends = place == len(sheet.people) or flow.y + ROW > flow.bottom
        row_rule(flow.pen, LEFT, RIGHT, flow.y, place, ends)
    _totals(flow, sheet)
    return flow.close(sheet.head.title.main)


def _heads(flow: Flow, columns: Columns, sheet: ParticipantList) -> None:
    pen, y = flow.pen, flow.y
    high = _HEAD_BOTH if sheet.headings.name.under else _HEAD
    pen.tint(LEFT, y, RIGHT - LEFT, high)
    column_heads(pen, columns, sheet.headings, y, high)
    pen.level(LEFT, RIGHT, y, STRONG)
    pen.level(LEFT, RIGHT, y + high, STRONG)
    flow.y += high


def _totals(flow: Flow, sheet: ParticipantList) -> None:
    """The line of totals, the tables side by side, who compiled the list, the logos."""
    tallest = max((len(t.rows) for t in sheet.tallies), default=0)
    first = min(tallest, 6)
    row = max((tallies.row_height(t) for t in sheet.tallies), default=0)
    flow.need(mm(16) + 4 * U + row * first)
    pen = flow.pen
    pen.text(LEFT, flow.y + mm(8), sheet.total.main, 11, 700)
    pen.text(LEFT, flow.y + mm(12), sheet.total.under, 8)
    flow.y += mm(13) + (mm(3) if sheet.total.under else 0)
    lowest = _side_by_side(flow, sheet.tallies)
    _close(flow, sheet, lowest)


def _side_by_side(flow: Flow, tables: tuple[TallyTable, ...]) -> float:
    """Two tables in a row, split over as many pages as they need; gives the left one's bottom."""
    bottom = flow.y
    for at in range(0, len(tables), 2):
        left = [list(table.rows) for table in tables[at : at + 2]]
        flow.need(mm(20))
        while True:
            room = int((flow.bottom - flow.y) / tallies.row_height(tables[at])) - 3
            bottoms = []
            x = LEFT
            for n, table in enumerate(tables[at : at + 2]):
                rows: tuple[Tally, ...] = tuple(left[n][:room])
                left[n] = left[n][room:]
                bottoms.append(tallies.draw_tally(flow.pen, table, x, _SIDES[n], flow.y, rows))
                x += _SIDES[n] + _GAP
            bottom, flow.y = bottoms[0], max(bottoms) + mm(6)
            if not any(left):
                break
            flow.turn()
    return bottom


def _close(flow: Flow, sheet: ParticipantList, beside: float) -> None:
    """Who compiled the list, under the shorter table, and the logos at the foot."""
    support = chrome.support_height(sheet.foot)
    end = mm(282) - support
    below = max(beside + _SIGN_ROOM, flow.y)
    if below > end:
        if flow.y + _SIGN_ROOM > end:
            flow.turn()
        beside, below = flow.y, flow.y + _SIGN_ROOM
    pen: Pen = flow.pen
    seal = min(max(end - beside - mm(9), mm(17)), mm(30))
    for signer in sheet.signers:
        middle = LEFT + _SIDES[0] / 2
        chrome.signature(pen, signer, middle, beside + mm(7), mm(50), seal)
    chrome.support_block(pen, sheet.foot, end)
