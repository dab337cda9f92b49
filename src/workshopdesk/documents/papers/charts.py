"""Charts that are tables: label, bar, women, men, total; women dark, men light with outline."""

from __future__ import annotations

from collections.abc import Sequence

from workshopdesk.documents.charts import INKS, OUTLINE, Bar, Chart, chart_of
from workshopdesk.documents.model import CountLine, Tally, TallyTable, Words
from workshopdesk.documents.papers.chrome import LEFT, RIGHT, Flow
from workshopdesk.documents.papers.ink import HAIR, STRONG, Pen, U, mm, width_of, wrapped
from workshopdesk.documents.papers.tallies import draw_label, row_height
from workshopdesk.documents.reports import Participation
from workshopdesk.documents.typeset import colour

_BARS = mm(80)
_BAR_WIDTH = mm(70)
_BAR = mm(3.35)
_STEP = mm(13)
_FILLS = tuple(colour(ink.fill) for ink in INKS)
_ON = tuple(colour(ink.words) for ink in INKS)
_LINE = colour(OUTLINE)
_COLUMN = mm(14)
_CHART = mm(24)


def draw_participation(flow: Flow, part: Participation) -> None:
    """The bar by sex, the tables, attendance, and the lines that reconcile the counts."""
    flow.need(mm(40))
    flow.y += 2.2 * U
    _sex_bar(flow, part)
    longest = max((chart_of(table).longest for table in part.tables), default=1)
    for table in part.tables:
        _table(flow, table, longest)
    if part.attendance is not None:
        _upright(flow, part.attendance)
    _reconciliation(flow, part.reconciliation)


def _reconciliation(flow: Flow, said: Sequence[Words]) -> None:
    flow.y += 0.4 * U
    for n, words in enumerate(said):
        weight = 500 if n == 0 else 400
        lines = wrapped(words.main, 9.5, weight, RIGHT - LEFT)
        under = wrapped(words.under, 7, 400, RIGHT - LEFT) if words.under else []
        flow.need((1.9 * len(lines) + 1.2 * len(under)) * U)
        flow.y = flow.pen.lines(LEFT, flow.y + 2 * U, lines, 9.5, 1.8 * U, weight) - 1.8 * U
        flow.y = flow.pen.lines(LEFT, flow.y + 1.2 * U, under, 7, 1.2 * U) - 1.2 * U


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
            pen.box(x, top, width, height, _FILLS[n], _LINE)
            _in_bar(pen, line, x, top + mm(5.3), width, n)
        x += width
    pen.beside(RIGHT, top + height + mm(4.6), part.sex_note, (8.5, 7), align="right")
    flow.y = top + height + mm(4.6)


def _in_bar(pen: Pen, line: CountLine, x: float, y: float, width: float, series: int) -> None:
    text = f"{line.label.main} {line.count} · {line.unit}"
    room = width - mm(4)
    if room < width_of(text, 7):
        text = str(line.count)
    if room >= width_of(text, 7):
        pen.text(x + mm(3), y, text, 10.5, 600, ink=_ON[series], room=room)


def _legend(pen: Pen, lines: Sequence[CountLine], y: float) -> None:
    x = RIGHT
    for n in reversed(range(len(lines))):
        label = lines[n].label.main
        x -= width_of(label, 9)
        pen.text(x, y, label, 9)
        x -= mm(5)
        pen.box(x, y - mm(2.9), mm(3.4), mm(3.4), _FILLS[n], _LINE)
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
        _bar(
            pen, (line.women, line.men, line.not_said), _BARS, y + (high - _BAR) / 2, room / longest
        )
        pen.upright(_BARS, y, y + high, STRONG)
    unknown = [line.not_said] if table.shows_not_said else []
    counts = (line.women, line.men, *unknown, line.total)
    for x, count in zip(_stops(table), counts, strict=True):
        weight = 700 if total or x == RIGHT else 400
        pen.text(x, middle, str(count), 10, weight, align="right")
    flow.y += high
    pen.level(LEFT, RIGHT, flow.y, STRONG if total else HAIR)


def _bar(pen: Pen, counts: Sequence[int], x: float, y: float, scale: float) -> None:
    for count, fill in zip(counts, _FILLS, strict=False):
        if count:
            pen.box(x, y, count * scale, _BAR, fill, _LINE)
            x += count * scale


def draw_chart(flow: Flow, chart: Chart) -> None:
    """A lying chart of one series: title, then label, bar, number and note in each row."""
    lines = wrapped(chart.title.main, 11, 600, RIGHT - LEFT - mm(30))
    under = wrapped(chart.title.under, 7.3, 400, RIGHT - LEFT - mm(30)) if chart.title.under else []
    high = 2.7 * U if any(bar.label.under for bar in chart.bars) else 2 * U
    flow.need((3 + 1.9 * len(lines) + 1.2 * len(under)) * U + high * min(len(chart.bars), 6))
    flow.y += 2.6 * U
    flow.pen.pair(RIGHT, flow.y, chart.note, (9, 7), 1.2 * U, align="right", room=mm(28))
    flow.y = flow.pen.lines(LEFT, flow.y, lines, 11, 1.9 * U, 600) - 1.9 * U
    flow.y = flow.pen.lines(LEFT, flow.y + 1.2 * U, under, 7.3, 1.2 * U) - 1.2 * U + mm(3)
    flow.pen.level(LEFT, RIGHT, flow.y, STRONG)
    for bar in chart.bars:
        flow.need(high)
        _answer(flow, chart, bar, high)
        flow.pen.level(LEFT, RIGHT, flow.y, STRONG if bar is chart.bars[-1] else HAIR)


def _answer(flow: Flow, chart: Chart, bar: Bar, high: float) -> None:
    pen, y = flow.pen, flow.y
    base = y + (mm(3.7) if bar.label.under else mm(4.2))
    pen.pair(LEFT, base, bar.label, (9.5, 7), mm(3.3), room=_BARS - LEFT - mm(2))
    _bar(pen, bar.counts, _BARS, y + (high - _BAR) / 2, _BAR_WIDTH / chart.longest)
    pen.upright(_BARS, y, y + high, STRONG)
    middle = y + high / 2 + mm(1.1)
    pen.text(RIGHT - mm(17), middle, str(bar.total), 10, 700, align="right")
    pen.text(RIGHT, middle, bar.note.main, 9, align="right", room=mm(16))
    flow.y += high


def _upright(flow: Flow, chart: Chart) -> None:
    """Columns, four in a row; the dashed line is everyone there could be."""
    for at in range(0, len(chart.bars), 4):
        flow.need(_CHART + mm(24))
        flow.y += 2.4 * U
        pen = flow.pen
        if at == 0:
            pen.beside(LEFT, flow.y, chart.title, (11, 7.3), (600, 400))
            pen.beside(RIGHT, flow.y, chart.note, (9, 7), align="right")
            flow.y += mm(4.2)
            pen.level(LEFT, RIGHT, flow.y, STRONG)
        _columns(flow, chart, chart.bars[at : at + 4])


def _columns(flow: Flow, chart: Chart, bars: Sequence[Bar]) -> None:
    pen = flow.pen
    top = flow.y + mm(6.5)
    floor = top + _CHART - mm(1.5)
    scale = (floor - top) / chart.longest
    if chart.whole:
        line = floor - chart.whole * scale
        pen.dashes(LEFT, RIGHT, line)
        pen.text(RIGHT, line - mm(1), str(chart.whole), 8, align="right")
    for n, bar in enumerate(bars):
        x, y = LEFT + mm(6 + 42 * n), floor
        for count, fill in zip(bar.counts, _FILLS, strict=False):
            if count:
                y -= count * scale
                pen.box(x, y, _COLUMN, count * scale, fill, _LINE)
        beside = x + _COLUMN + mm(2)
        pen.text(beside, min(y + mm(3.6), floor - mm(5)), str(bar.total), 10.5, 700)
        pen.text(beside, floor - mm(0.8), bar.note.main, 8.5, room=mm(24))
        pen.pair(x, floor + mm(4.6), bar.label, (9, 7), mm(3.4), room=mm(40))
    pen.level(LEFT, RIGHT, floor, STRONG)
    flow.y = floor + mm(4.6) + (mm(3.4) if bars[0].label.under else 0)
