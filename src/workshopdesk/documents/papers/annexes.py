"""What stands at the end of a report: photographs, the list of people, their attendance.

Hides how pictures of any shape share a page, and how a long event's half-days are shared out.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image as Picture

from workshopdesk.documents.charts import INKS
from workshopdesk.documents.model import Words
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import HAIR, STRONG, Pen, U, mm, wrapped
from workshopdesk.documents.papers.rows import ROW, Columns, column_heads, person_row, row_rule
from workshopdesk.documents.reports import Annexes, AttendanceGrid, GridRow, Photograph
from workshopdesk.documents.typeset import colour

_GAP = mm(6)
_WIDE = (RIGHT - LEFT - _GAP) / 2
_TALL = mm(62)
_CAPTION, _CAPTION_UNDER = 1.7 * U, 1.2 * U

_WIDTHS = tuple(mm(w) for w in (9, 45, 10, 62, 44, 0))
_NAMES = mm(62)
_ACROSS = 12
"""So many half-days stand side by side in the grid of attendance."""
_LINE = 1.8 * U
_LINE_BOTH = 2.4 * U
_CELL = mm(3)
_SHADES = {mark: colour(ink.fill) for mark, ink in zip(("present", "late"), INKS, strict=False)}


def images_of(photographs: Sequence[Photograph]) -> dict[str, bytes]:
    """The pictures a document needs, by the keys ``draw_photographs`` uses."""
    return {f"photograph{n}": one.image for n, one in enumerate(photographs)}


def draw_photographs(flow: Flow, photographs: Sequence[Photograph]) -> None:
    """Two beside one another, each whole in its frame, the caption below."""
    flow.y += 1.4 * U
    for at in range(0, len(photographs), 2):
        beside = photographs[at : at + 2]
        sizes = [_fitted(one.image) for one in beside]
        high = max(height for _width, height in sizes)
        texts = [_caption(one.caption) for one in beside]
        flow.need(high + max(h for _m, _u, h in texts) + 0.6 * U)
        for n, (one, (width, height), (main, under, _h)) in enumerate(
            zip(beside, sizes, texts, strict=True)
        ):
            x = LEFT + n * (_WIDE + _GAP)
            flow.pen.image(f"photograph{at + n}", x, flow.y, width, height, one.caption.main)
            y = flow.y + high + _CAPTION
            y = flow.pen.lines(x, y, main, 9.5, _CAPTION)
            flow.pen.lines(x, y - _CAPTION + _CAPTION_UNDER, under, 7, _CAPTION_UNDER)
        flow.y += high + max(h for _m, _u, h in texts) + 1.2 * U


def _fitted(image: bytes) -> tuple[float, float]:
    with Picture.open(BytesIO(image)) as picture:
        wide, tall = picture.size
    scale = min(_WIDE / wide, _TALL / tall)
    return wide * scale, tall * scale


def _caption(words: Words) -> tuple[list[str], list[str], float]:
    main = wrapped(words.main, 9.5, 400, _WIDE) if words.main else []
    under = wrapped(words.under, 7, 400, _WIDE) if words.under else []
    return main, under, len(main) * _CAPTION + len(under) * _CAPTION_UNDER + 0.6 * U


def draw_annexes(flow: Flow, annexes: Annexes) -> None:
    """The list of people from the flow's y on, then the grid of their attendance."""
    columns = Columns(LEFT, _WIDTHS).for_names(annexes.people)
    flow.y += 1.2 * U
    flow.pen.beside(LEFT, flow.y, annexes.note, (9.5, 7), room=RIGHT - LEFT)
    flow.y += 0.8 * U
    _heads(flow, columns, annexes)
    for place, person in enumerate(annexes.people, 1):
        if flow.need(ROW):
            _heads(flow, columns, annexes)
        person_row(flow.pen, columns, flow.y, person)
        flow.y += ROW
        ends = place == len(annexes.people) or flow.y + ROW > flow.bottom
        row_rule(flow.pen, LEFT, RIGHT, flow.y, place, ends)
    if annexes.grid is not None:
        for at in range(0, len(annexes.grid.half_days), _ACROSS):
            _grid(flow, annexes.grid, slice(at, at + _ACROSS))


def _heads(flow: Flow, columns: Columns, annexes: Annexes) -> None:
    high = (3.2 if annexes.headings.name.under else 2.25) * U
    flow.pen.tint(LEFT, flow.y, RIGHT - LEFT, high)
    column_heads(flow.pen, columns, annexes.headings, flow.y, high)
    flow.pen.level(LEFT, RIGHT, flow.y, STRONG)
    flow.pen.level(LEFT, RIGHT, flow.y + high, STRONG)
    flow.y += high


def _grid(flow: Flow, grid: AttendanceGrid, part: slice) -> None:
    """A row a person, a cell a half-day; below, how many were present in each."""
    flow.need(mm(60))
    flow.y += 3 * U
    flow.pen.beside(LEFT, flow.y, grid.title, (11, 7.3), (600, 400), room=RIGHT - LEFT)
    _legend(flow, grid)
    shown = grid.half_days[part]
    stops = _stops(len(shown))
    _grid_heads(flow, grid, shown, stops)
    high = _LINE_BOTH if any(row.name.under for row in grid.rows) else _LINE
    for place, row in enumerate(grid.rows, 1):
        if flow.need(high):
            flow.y += U
            _grid_heads(flow, grid, shown, stops)
        _grid_row(flow.pen, row, row.marks[part], stops, flow.y, high)
        flow.y += high
        flow.pen.level(LEFT, RIGHT, flow.y, STRONG if place % 5 == 0 else HAIR)
    flow.need(_LINE_BOTH)
    pen, base = flow.pen, flow.y + mm(4)
    pen.beside(LEFT + mm(11), base, grid.total, (9.5, 7), (600, 400), room=_NAMES - mm(2))
    for x, count in zip(stops, grid.present[part], strict=True):
        pen.text(x, base, str(count), 9.5, 700, align="centre")
    flow.y += _LINE
    pen.level(LEFT, RIGHT, flow.y, STRONG)


def _stops(count: int) -> list[float]:
    """The middles of the columns of half-days."""
    left = LEFT + mm(11) + _NAMES
    step = min((RIGHT - left) / max(count, 1), mm(22))
    return [RIGHT - step * (n + 0.5) for n in range(count)][::-1]


def _legend(flow: Flow, grid: AttendanceGrid) -> None:
    flow.y += 1.8 * U
    x = LEFT
    for mark, words in grid.legend:
        _mark(flow.pen, mark, x + _CELL / 2, flow.y - mm(1.1))
        flow.pen.text(x + _CELL + mm(1.5), flow.y, words.main, 9)
        flow.pen.text(x + _CELL + mm(1.5), flow.y + 1.2 * U, words.under, 7)
        x += mm(34)
    flow.y += (1.9 if any(words.under for _mark, words in grid.legend) else 0.9) * U


def _grid_heads(
    flow: Flow, grid: AttendanceGrid, shown: Sequence[Words], stops: Sequence[float]
) -> None:
    both = grid.name.under or any(words.under for words in shown)
    pen, y, high = flow.pen, flow.y, (3.2 if both else 2.25) * U
    pen.tint(LEFT, y, RIGHT - LEFT, high)
    base = y + high / 2 + mm(1.1) - (mm(1.5) if both else 0)
    pen.text(LEFT + mm(8), base, grid.number.main, 9, 600, align="right", room=mm(8))
    pen.pair(LEFT + mm(11), base, grid.name, (9.5, 7), mm(3.4), (600, 400), room=_NAMES)
    step = stops[1] - stops[0] if len(stops) > 1 else mm(22)
    for x, words in zip(stops, shown, strict=True):
        pen.pair(x, base, words, (9, 7), mm(3.4), (600, 400), align="centre", room=step - mm(0.6))
    pen.level(LEFT, RIGHT, y, STRONG)
    pen.level(LEFT, RIGHT, y + high, STRONG)
    flow.y += high


def _grid_row(
    pen: Pen, row: GridRow, marks: Sequence[str], stops: Sequence[float], y: float, high: float
) -> None:
    base = y + mm(3.9)
    pen.text(LEFT + mm(8), base, str(row.number), 9, align="right")
    pen.pair(LEFT + mm(11), base, row.name, (9.5, 7), mm(3), room=_NAMES - mm(2))
    for x, mark in zip(stops, marks, strict=True):
        _mark(pen, mark, x, y + high / 2)


def _mark(pen: Pen, mark: str, x: float, y: float) -> None:
    """Present filled, late lighter, excused an open cell, absent a line, unknown nothing."""
    half = _CELL / 2
    if mark == "absent":
        pen.level(x - half, x + half, y, STRONG)
    elif mark:
        pen.box(x - half, y - half, _CELL, _CELL, _SHADES.get(mark), colour("#000000"))
