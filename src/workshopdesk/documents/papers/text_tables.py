"""Tables of words and numbers that run over pages: texts are broken, rows never are."""

from __future__ import annotations

from collections.abc import Sequence

from workshopdesk.documents.model import Words
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import HAIR, STRONG, U, mm, wrapped
from workshopdesk.documents.tables import TextColumn, TextRow, TextTable
from workshopdesk.documents.typeset import Align

_INSET = mm(1.5)
_STEP_IN = mm(4)
_SIZE, _LEADING = 9.5, 1.75 * U
_UNDER, _UNDER_LEADING = 7.0, 1.15 * U
_ABOVE, _BELOW = mm(4.2), mm(1.6)
"""From the top of a row to its first baseline, and from the last one to the line below."""


def draw_text_table(flow: Flow, table: TextTable) -> None:
    """The table at ``flow.y``, its headings again on each further page."""
    if table.caption.main:
        flow.need(10 * U)
        flow.y += 2.2 * U
        flow.pen.beside(LEFT, flow.y, table.caption, (11, 7.3), (600, 400), room=RIGHT - LEFT)
        flow.y += 0.4 * U
    else:
        flow.y += 0.8 * U
    edges = _edges(table.columns)
    head = TextRow(tuple(column.heading for column in table.columns), lead=True)
    first = _height(table.columns, table.rows[0]) if table.rows else 0
    flow.need(_height(table.columns, head) + first)
    _head(flow, table.columns, edges, head)
    for n, row in enumerate(table.rows):
        height = _height(table.columns, row)
        if flow.need(height):
            _head(flow, table.columns, edges, head)
        _row(flow, table.columns, edges, row)
        last = n == len(table.rows) - 1
        led = not last and table.rows[n + 1].lead
        flow.pen.level(LEFT, RIGHT, flow.y, STRONG if last or led else HAIR)
    _notes(flow, table.notes)


def _edges(columns: Sequence[TextColumn]) -> list[float]:
    whole = sum(column.share for column in columns)
    edges = [LEFT]
    for column in columns:
        edges.append(edges[-1] + (RIGHT - LEFT) * column.share / whole)
    return edges


def _head(flow: Flow, columns: Sequence[TextColumn], edges: Sequence[float], head: TextRow) -> None:
    flow.pen.tint(LEFT, flow.y, RIGHT - LEFT, _height(columns, head))
    flow.pen.level(LEFT, RIGHT, flow.y, STRONG)
    _row(flow, columns, edges, head)
    flow.pen.level(LEFT, RIGHT, flow.y, STRONG)


def _row(flow: Flow, columns: Sequence[TextColumn], edges: Sequence[float], row: TextRow) -> None:
    weight = 600 if row.lead else 400
    for n, (words, column) in enumerate(zip(row.cells, columns, strict=True)):
        lines, under = _broken(columns, row, n)
        left = edges[n] + _INSET + (_STEP_IN if row.inset and n == 0 else 0)
        right = edges[n + 1] - _INSET
        align: Align = "right" if column.number else "left"
        x = right if column.number else left
        y = flow.y + _ABOVE
        if words.main:
            y = flow.pen.lines(x, y, lines, _SIZE, _LEADING, weight, align=align) - _LEADING
        flow.pen.lines(x, y + _UNDER_LEADING, under, _UNDER, _UNDER_LEADING, align=align)
    flow.y += _height(columns, row)


def _height(columns: Sequence[TextColumn], row: TextRow) -> float:
    deepest = 0.0
    for n in range(len(row.cells)):
        lines, under = _broken(columns, row, n)
        down = max(len(lines) - 1, 0) * _LEADING + len(under) * _UNDER_LEADING
        deepest = max(deepest, down)
    return _ABOVE + deepest + _BELOW


def _broken(columns: Sequence[TextColumn], row: TextRow, n: int) -> tuple[list[str], list[str]]:
    whole = sum(column.share for column in columns)
    room = (RIGHT - LEFT) * columns[n].share / whole - 2 * _INSET
    if row.inset and n == 0:
        room -= _STEP_IN
    words = row.cells[n]
    lines = wrapped(words.main, _SIZE, 600 if row.lead else 400, room) if words.main else []
    under = wrapped(words.under, _UNDER, 400, room) if words.under else []
    return lines, under


def _notes(flow: Flow, notes: Sequence[Words]) -> None:
    for words in notes:
        lines = wrapped(words.main, 9, 400, RIGHT - LEFT)
        under = wrapped(words.under, 7, 400, RIGHT - LEFT) if words.under else []
        flow.need((1.8 * len(lines) + 1.2 * len(under) + 0.6) * U)
        flow.y = flow.pen.lines(LEFT, flow.y + 1.9 * U, lines, 9, 1.7 * U) - 1.7 * U
        flow.y = flow.pen.lines(LEFT, flow.y + 1.2 * U, under, 7, 1.2 * U) - 1.2 * U
