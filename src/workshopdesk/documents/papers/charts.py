"""Charts that are tables: label, bar, women, men, total; women dark, men light with outline."""

from __future__ import annotations

from collections.abc import Sequence

from workshopdesk.documents.model import (
    AttendanceChart,
    CountLine,
    HalfDayCount,
    Participation,
    Tally,
    TallyTable,
    Words,
)
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import (
    BLACK,
    HAIR,
    INDIGO,
    MEN,
    STRONG,
    WHITE,
    Pen,
    U,
    mm,
    width_of,
)
from workshopdesk.documents.papers.tallies import draw_label, row_height

_BARS = mm(80)
_BAR_WIDTH = mm(70)
_BAR = mm(3.35)
_STEP = mm(13)
_INKS = (INDIGO, MEN, WHITE)
_COLUMN = mm(14)
_CHART = mm(24)


def draw_participation(flow: Flow, part: Participation) -> None:
    """The bar by sex, the tables, attendance, and the lines that reconcile the counts."""
    flow.need(mm(40))
    flow.y += 2.2 * U
    _sex_bar(flow, part)
    longest = max((row.total for table in part.tables for row in table.rows), default=0)
    for table in part.tables:
        _table(flow, table, max(longest, 1))
    if part.attendance is not None:
        _attendance(flow, part.attendance)
    flow.y += 0.4 * U
    flow.need(sum(2 * U + (1.2 * U if words.under else 0) for words in part.reconciliation))
    for n, words in enumerate(part.reconciliation):
        flow.y += 2 * U
        flow.pen.text(LEFT, flow.y, words.main, 9.5, 500 if n == 0 else 400, room=RIGHT - LEFT)
        if words.under:
            flow.y += 1.2 * U
            flow.pen.text(LEFT, flow.y, words.under, 7, room=RIGHT - LEFT)


def _sex_bar(flow: Flow, part: Participation) -> None:
    pen, y = flow.pen, flow.y
    pen.beside(LEFT, y, part.by_sex, (11, 7.3), (600, 400))
    _legend(pen, part.sex, y)
    top, height = y + mm(4.2), mm(8)
    everyone = max(sum(line.count for line in part.sex), 1)
    x = LEFT
    for n, line in enumerate(part.sex):
        width = (RIGHT - LEFT) * line.count / everyone
        if line.count:
            pen.box(x, top, width, height, _INKS[n], INDIGO)
            _in_bar(pen, line, x, top + mm(5.3), width, white=n == 0)
        x += width
    pen.beside(RIGHT, top + height + mm(4.6), part.sex_note, (8.5, 7), align="right")
    flow.y = top + height + mm(4.6)


def _in_bar(pen: Pen, line: CountLine, x: float, y: float, width: float, *, white: bool) -> None:
    text = f"{line.label.main} {line.count} · {line.unit}"
    room = width - mm(4)
    if room < width_of(text, 7):
        text = str(line.count)
    if room >= width_of(text, 7):
        pen.text(x + mm(3), y, text, 10.5, 600, ink=WHITE if white else BLACK, room=room)


def _legend(pen: Pen, lines: Sequence[CountLine], y: float) -> None:
    x = RIGHT
    for n in reversed(range(len(lines))):
        label = lines[n].label.main
        x -= width_of(label, 9)
        pen.text(x, y, label, 9)
        x -= mm(5)
        pen.box(x, y - mm(2.9), mm(3.4), mm(3.4), _INKS[n], INDIGO)
        x -= mm(5)


def _table(flow: Flow, table: TallyTable, longest: int) -> None:
    flow.need(mm(12) + row_height(table) * min(len(table.rows) + 1, 4))
    flow.y += (3 if table.title.under else 2.2) * U
    _table_head(flow, table)
    for line in (*table.rows, table.total):
        if flow.need(row_height(table)):
            flow.y += 2 * U
            _table_head(flow, table)
        _line(flow, table, line, longest)


def _table_head(flow: Flow, table: TallyTable) -> None:
    pen, y = flow.pen, flow.y
    pen.beside(LEFT, y, table.title, (11, 7.3), (600, 400), room=mm(100))
    heads = table.headings
    unknown = [heads.not_said] if table.shows_not_said else []
    named = (heads.women, heads.men, *unknown, heads.total)
    for x, words in zip(_stops(table), named, strict=True):
        if words.under:
            pen.pair(x, y - mm(2.6), words, (9, 7), mm(3.2), (600, 400), align="right")
        else:
            pen.text(x, y, words.main, 9, 600, align="right", room=mm(15))
    flow.y += mm(4.2)
    pen.level(LEFT, RIGHT, flow.y, STRONG)


def _stops(table: TallyTable) -> list[float]:
    """The right edges of the columns of numbers."""
    count = 4 if table.shows_not_said else 3
    return [RIGHT - _STEP * n for n in range(count)][::-1]


def _line(flow: Flow, table: TallyTable, line: Tally, longest: int) -> None:
    pen, y = flow.pen, flow.y
    total = line is table.total
    high = row_height(table)
    draw_label(pen, line.label, LEFT, y, _BARS - LEFT - mm(2), bold=total)
    middle = y + high / 2 + mm(1.1)
    if not total:
        room = _BAR_WIDTH - (mm(13) if table.shows_not_said else 0)
        _bar(pen, line, y + (high - _BAR) / 2, room / longest)
        pen.upright(_BARS, y, y + high, STRONG)
    unknown = [line.not_said] if table.shows_not_said else []
    counts = (line.women, line.men, *unknown, line.total)
    for x, count in zip(_stops(table), counts, strict=True):
        weight = 700 if total or x == RIGHT else 400
        pen.text(x, middle, str(count), 10, weight, align="right")
    flow.y += high
    pen.level(LEFT, RIGHT, flow.y, STRONG if total else HAIR)


def _bar(pen: Pen, line: Tally, y: float, scale: float) -> None:
    x = _BARS
    for count, ink in zip((line.women, line.men, line.not_said), _INKS, strict=True):
        if count:
            pen.box(x, y, count * scale, _BAR, ink, INDIGO)
            x += count * scale


def _attendance(flow: Flow, chart: AttendanceChart) -> None:
    """A column a half-day, four in a row; the dashed line is everyone registered."""
    for at in range(0, len(chart.half_days), 4):
        flow.need(_CHART + mm(24))
        flow.y += 2.4 * U
        pen = flow.pen
        if at == 0:
            pen.beside(LEFT, flow.y, chart.title, (11, 7.3), (600, 400))
            pen.beside(RIGHT, flow.y, chart.note, (9, 7), align="right")
            flow.y += mm(4.2)
            pen.level(LEFT, RIGHT, flow.y, STRONG)
        _columns(flow, chart, chart.half_days[at : at + 4])


def _columns(flow: Flow, chart: AttendanceChart, half_days: Sequence[HalfDayCount]) -> None:
    pen = flow.pen
    top = flow.y + mm(6.5)
    floor = top + _CHART - mm(1.5)
    scale = (floor - top) / max(chart.registered, 1)
    pen.dashes(LEFT, RIGHT, top)
    pen.text(RIGHT, top - mm(1), str(chart.registered), 8, align="right")
    for n, half in enumerate(half_days):
        x = LEFT + mm(6 + 42 * n)
        women, others = half.women * scale, (half.total - half.women) * scale
        if others:
            pen.box(x, floor - women - others, _COLUMN, others, MEN, INDIGO)
        if women:
            pen.box(x, floor - women, _COLUMN, women, INDIGO, INDIGO)
        beside = x + _COLUMN + mm(2)
        pen.text(beside, floor - women - others + mm(3.6), str(half.total), 10.5, 700)
        pen.text(beside, floor - mm(0.8), half.women_text, 8.5, room=mm(24))
        _label(pen, x, floor + mm(4.6), half.label)
    pen.level(LEFT, RIGHT, floor, STRONG)
    flow.y = floor + mm(4.6) + (mm(3.4) if half_days[0].label.under else 0)


def _label(pen: Pen, x: float, y: float, words: Words) -> None:
    pen.pair(x, y, words, (9, 7), mm(3.4), room=mm(40))
