"""Tables of counts by one dimension, as the participant list prints them."""

from __future__ import annotations

from collections.abc import Sequence

from workshopdesk.documents.model import Tally, TallyTable, Words
from workshopdesk.documents.papers.ink import HAIR, STRONG, Pen, U, mm, width_of, wrapped

ROW = 2 * U
ROW_BOTH = 2.7 * U
_HEAD = 2.25 * U
_HEAD_BOTH = 3.2 * U
_BASE = mm(4.2)
_INSET = mm(1.5)
_STEP = mm(12.5)
_SMALLEST = 7.0


def head_height(table: TallyTable) -> float:
    """The height of a table's head: higher where English stands under Lao."""
    return _HEAD_BOTH if table.title.under else _HEAD


def row_height(table: TallyTable) -> float:
    """The height of a row: higher where English stands under Lao."""
    return ROW_BOTH if table.title.under else ROW


def draw_label(pen: Pen, label: Words, x: float, y: float, room: float, *, bold: bool) -> None:
    """The label of the row whose top is y."""
    if not label.under and width_of(label.main, _SMALLEST) > room:
        head = wrapped(label.main, _SMALLEST, 400, room)[0]
        pen.text(x, y + mm(2.7), head, _SMALLEST, room=room)
        pen.text(x, y + mm(5.5), label.main[len(head) :].strip(), _SMALLEST, room=room)
        return
    weights = (600, 400) if bold else (400, 400)
    base = y + (mm(3.7) if label.under else _BASE)
    pen.pair(x, base, label, (9.5, 7), mm(3.3), weights, room=room)


def draw_tally(
    pen: Pen, table: TallyTable, left: float, width: float, y: float, rows: Sequence[Tally]
) -> float:
    """Head, the rows given and the total; gives the bottom."""
    right, high = left + width, head_height(table)
    pen.tint(left, y, width, high)
    pen.level(left, right, y, STRONG)
    stops = [right - _INSET - n * _STEP for n in range(4 if table.shows_not_said else 3)][::-1]
    room = stops[0] - _STEP - left
    base = y + mm(4.6)
    pen.pair(left + _INSET, base, table.title, (9.5, 7), mm(3.5), (600, 400), room=room)
    for x, words in zip(stops, _headings(table), strict=True):
        pen.pair(x, base, words, (9.5, 7), mm(3.5), (600, 400), align="right", room=_STEP - mm(1))
    y += high
    pen.level(left, right, y, STRONG)
    for line in (*rows, table.total):
        _row(pen, table, line, (left, room), stops, y)
        y += row_height(table)
        pen.level(left, right, y, STRONG if line is table.total else HAIR)
    return y


def _headings(table: TallyTable) -> list[Words]:
    heads = table.headings
    unknown = [heads.not_said] if table.shows_not_said else []
    return [heads.women, heads.men, *unknown, heads.total]


def _row(
    pen: Pen,
    table: TallyTable,
    line: Tally,
    at: tuple[float, float],
    stops: Sequence[float],
    y: float,
) -> None:
    left, room = at
    bold = line is table.total
    draw_label(pen, line.label, left + _INSET, y, room, bold=bold)
    middle = y + row_height(table) / 2 + mm(1.1)
    unknown = [line.not_said] if table.shows_not_said else []
    for x, count in zip(stops, (line.women, line.men, *unknown, line.total), strict=True):
        heavy = bold or x == stops[-1]
        pen.text(x, middle, str(count), 10, 700 if heavy else 400, align="right")
