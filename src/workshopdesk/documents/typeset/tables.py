"""Tables of any length: row heights from their content, headings on every page, totals at the end.

Hides how rows are laid out and split. A table is asked first how its rows fall on pages
(`split`), so that "page n / N" is known before anything is drawn, then for the items of each.
Points; the same cell text in the same column is wrapped once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from workshopdesk.documents.typeset.lines import wrap
from workshopdesk.documents.typeset.model import (
    BLACK,
    Align,
    Box,
    Colour,
    Group,
    Item,
    Path,
    Step,
    TextBlock,
    TextStyle,
)

_ROUNDING = 0.001
_BODY, _HEAD = TextStyle("sans", 10), TextStyle("sans", 10, 600)


class Column(NamedTuple):
    """A column's width, how its cells are aligned and, where it differs, how they look.

    `whole` columns hold names: a cell's text is only broken where it is wider than the column.
    """

    width: float
    align: Align = "left"
    style: TextStyle | None = None
    whole: bool = False


class Heading(NamedTuple):
    """A heading over `span` columns from `column` on, in heading row `row` and `rows` deep."""

    text: str
    column: int
    span: int = 1
    row: int = 0
    rows: int = 1


class Cell(NamedTuple):
    """A cell whose paragraphs look different: Lao over English, a name over a title."""

    parts: tuple[tuple[str, TextStyle], ...]


Row: TypeAlias = Sequence[str | Cell]


class TableStyle(NamedTuple):
    """How a table looks; all lengths in points.

    Baselines lie `leading` apart, and what is left of a row's height is shared above and below.
    Every `every`-th rule under a row is strong (0: none is). `boxes` are the columns with rules
    on both sides, None for all of them.
    """

    body: TextStyle = _BODY
    head: TextStyle = _HEAD
    leading: float = 15.0
    inset: float = 4.0
    padding: float = 4.0
    least: float = 26.0
    head_row: float = 26.0
    head_fill: Colour | None = None
    stripe: Colour | None = None
    hair: float = 0.4
    strong: float = 0.8
    every: int = 5
    boxes: tuple[int, ...] | None = ()
    ink: Colour = BLACK


class _Laid(NamedTuple):
    """A cell's lines, one block a style, and how many there are."""

    blocks: tuple[tuple[tuple[str, ...], TextStyle], ...]
    lines: int


def _laid(content: str | Cell, width: float, style: TextStyle, whole: bool) -> _Laid:
    parts = content.parts if isinstance(content, Cell) else ((content, style),)
    blocks = []
    for text, look in parts:
        if text:
            lines = wrap(text, look, width, keep=(text,) if whole else ())
            blocks.append((tuple(line.text for line in lines), look))
    return _Laid(tuple(blocks), sum(len(lines) for lines, _ in blocks))


@dataclass(frozen=True)
class Table:
    """Columns, their headings, any number of rows and at most one row of totals."""

    columns: tuple[Column, ...]
    headings: tuple[Heading, ...]
    rows: Sequence[Row]
    style: TableStyle = TableStyle()  # noqa: RUF009 - a frozen value
    totals: Row | None = None

    @property
    def width(self) -> float:
        """All columns together."""
        return sum(column.width for column in self.columns)

    @property
    def head_height(self) -> float:
        """The heading rows together."""
        deepest = max((heading.row + heading.rows for heading in self.headings), default=0)
        return deepest * self.style.head_row

    @cached_property
    def _laid_rows(self) -> list[tuple[_Laid, ...]]:
        """Every row's cells as lines; the totals' follow the last row's."""
        rows = [*self.rows, *([self.totals] if self.totals is not None else [])]
        columns = []
        for i, column in enumerate(self.columns):
            room = column.width - 2 * self.style.inset
            style = column.style or self.style.body
            texts = [row[i] for row in rows]
            known = {text: _laid(text, room, style, column.whole) for text in dict.fromkeys(texts)}
            columns.append([known[text] for text in texts])
        return list(zip(*columns, strict=True))

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """The height of each row, totals excluded. Raises MissingGlyph."""
        return tuple(map(self._height, self._laid_rows[: len(self.rows)]))

    @cached_property
    def totals_height(self) -> float:
        """The height of the totals; 0 where there are none."""
        return self._height(self._laid_rows[-1]) if self.totals is not None else 0.0

    def _height(self, row: tuple[_Laid, ...]) -> float:
        lines = max([laid.lines for laid in row])
        return max(self.style.least, lines * self.style.leading + 2 * self.style.padding)

    def split(self, first: float, other: float, *, keep_last: int = 1) -> list[range]:
        """Which rows fall on which page.

        `first` and `other` are the heights there are for headings and rows on the first page
        and on the others. The totals stand with at least `keep_last` rows before them. A row
        higher than a page has one by itself.
        """
        pages: list[range] = []
        start, used = 0, self.head_height
        final = len(self.rows) - 1
        for i, height in enumerate(self.heights):
            needed = height + (self.totals_height if i == final else 0.0)
            if i > start and used + needed > (other if pages else first) + _ROUNDING:
                pages.append(range(start, i))
                start, used = i, self.head_height
            used += height
        pages.append(range(start, len(self.rows)))
        return self._evened(pages, other, keep_last)

    def _evened(self, pages: list[range], room: float, keep_last: int) -> list[range]:
        """The last page given rows of the one before, as far as it lacks them and they fit."""
        if len(pages) == 1:
            return pages
        before, last = pages[-2:]
        height = self.head_height + self.totals_height + sum(self.heights[i] for i in last)
        cut = last.start
        while len(self.rows) - cut < keep_last and cut - 1 > before.start:
            height += self.heights[cut - 1]
            if height > room + _ROUNDING:
                break
            cut -= 1
        return [*pages[:-2], range(before.start, cut), range(cut, len(self.rows))]

    def heading_items(self, x: float, y: float) -> list[Item]:
        """The headings with their top left corner at (x, y); good for a form used on all pages."""
        style = self.style
        items: list[Item] = []
        if style.head_fill is not None:
            items.append(Box(x, y, self.width, self.head_height, style.head_fill))
        edges = [x, *accumulate((column.width for column in self.columns), initial=x)][1:]
        for heading in self.headings:
            left, right = edges[heading.column], edges[heading.column + heading.span]
            top, height = y + heading.row * style.head_row, heading.rows * style.head_row
            laid = _laid(heading.text, right - left - 2 * style.inset, style.head, False)
            middle = (left + right) / 2
            items += self._blocks([laid], [(middle, "centre")], 0.0, top, height)
            if heading.row:
                items.append(_rules([(left, top, right, top)], style.hair, style.ink))
            if style.boxes is None:
                items.append(Box(left, top, right - left, height, None, style.ink, style.hair))
        bottom = y + self.head_height
        edge_rules = [(x, y, x + self.width, y), (x, bottom, x + self.width, bottom)]
        items.append(_rules(edge_rules, style.strong, style.ink))
        return items

    def row_items(self, x: float, y: float, rows: range) -> list[Item]:
        """The rows, the first one's top left corner at (x, y); the totals after the last row."""
        items: list[Item] = []
        top = y
        hair: list[tuple[float, float, float, float]] = []
        strong: list[tuple[float, float, float, float]] = []
        right = x + self.width
        every = self.style.every
        for i in rows:
            height = self.heights[i]
            if self.style.stripe is not None and i % 2:
                items.append(Box(x, top, self.width, height, self.style.stripe))
            items += self._blocks(self._laid_rows[i], self._places, x, top, height)
            top += height
            heavy = i + 1 == rows.stop or (every and (i + 1) % every == 0)
            (strong if heavy else hair).append((x, top, right, top))
        if self.totals is not None and rows.stop == len(self.rows):
            items += self._blocks(self._laid_rows[-1], self._places, x, top, self.totals_height)
            top += self.totals_height
            strong.append((x, top, right, top))
        hair += [(edge, y, edge, top) for edge in self._box_edges(x)]
        for rules, line in ((hair, self.style.hair), (strong, self.style.strong)):
            if rules:
                items.append(_rules(rules, line, self.style.ink))
        return items

    def page_items(self, x: float, y: float, rows: range) -> list[Item]:
        """Headings and rows, the table's top left corner at (x, y)."""
        return [*self.heading_items(x, y), *self.row_items(x, y + self.head_height, rows)]

    def tagged_items(self, x: float, y: float, rows: range) -> list[Item]:
        """As `page_items`, each heading and cell told to reader programs as what it is."""
        heads = [item for item in self.heading_items(x, y) if isinstance(item, TextBlock)]
        head = Group("TR", tuple(Group("TH", (item,)) for item in heads))
        drawn = [i for i in self.page_items(x, y, rows) if not isinstance(i, TextBlock)]
        top, body = y + self.head_height, []
        for i in rows:
            body.append(self._tagged_row(i, x, top, self.heights[i]))
            top += self.heights[i]
        if self.totals is not None and rows.stop == len(self.rows):
            body.append(self._tagged_row(-1, x, top, self.totals_height))
        return [*drawn, Group("Table", (head, *body))]

    def _tagged_row(self, row: int, x: float, top: float, height: float) -> Group:
        cells = zip(self._laid_rows[row], self._places, strict=True)
        return Group(
            "TR",
            tuple(
                Group("TD", tuple(self._blocks([laid], [place], x, top, height)))
                for laid, place in cells
            ),
        )

    def _box_edges(self, x: float) -> list[float]:
        edges = list(accumulate((column.width for column in self.columns), initial=x))
        if self.style.boxes is None:
            return edges
        return sorted({edges[i + side] for i in self.style.boxes for side in (0, 1)})

    @cached_property
    def _places(self) -> list[tuple[float, Align]]:
        """Where the texts of each column stand, from the table's left edge."""
        inset, left, places = self.style.inset, 0.0, []
        for column in self.columns:
            place = {"right": column.width - inset, "centre": column.width / 2}
            places.append((left + place.get(column.align, inset), column.align))
            left += column.width
        return places

    def _blocks(
        self,
        cells: Sequence[_Laid],
        places: Sequence[tuple[float, Align]],
        x: float,
        top: float,
        height: float,
    ) -> list[Item]:
        """The lines of cells side by side, each in the middle of the row's height."""
        leading = self.style.leading
        middle = top + height / 2 + _baseline(leading)
        items: list[Item] = []
        for (blocks, count), (place, align) in zip(cells, places, strict=True):
            y = middle - count * leading / 2
            for lines, style in blocks:
                items.append(TextBlock(x + place, y, lines, style, leading, align))
                y += len(lines) * leading
        return items


def _baseline(leading: float) -> float:
    """From a line's top to its baseline: marks above Lao letters are higher than tails below."""
    return leading * 11 / 15


def _rules(lines: Sequence[tuple[float, float, float, float]], line: float, ink: Colour) -> Path:
    steps: list[Step] = []
    for x1, y1, x2, y2 in lines:
        steps += [("M", x1, y1), ("L", x2, y2)]
    return Path(tuple(steps), stroke=ink, line=line)
