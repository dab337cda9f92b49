"""Hiding small cells: fewer than five people under a sensitive value are not told, nor is any
number from which they could be worked out.

Hides the search for those other numbers. Whoever reads a table knows the sums of its columns and
the sum of everything (they stand elsewhere in the report), and how cells are hidden. A table
is seen as a flow: everything runs from the sum through the rows' totals and the cells to the
columns' sums. A hidden cell could have another value exactly when some flow can be led around
a circle through it over hidden cells alone; where none can, one more cell is hidden.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

SMALL = 5
"""From how many people on a number is told."""


class Hidden(StrEnum):
    """What stands in a hidden cell's place."""

    SMALL = "<5"
    OTHER = "…"


Shown = int | Hidden
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it may be told: its cells and their sum."""

    cells: tuple[Shown, ...]
    total: Shown


def protect(rows: Sequence[Sequence[int]]) -> tuple[Row, ...] | None:
    """The table as it may be told; None where nothing of it can be.

    ``rows`` are the counts under each value, in columns that are equally long (by sex).
    """
    table = [[*row, sum(row)] for row in rows]
    hidden = {
        (i, j) for i, row in enumerate(table) for j, n in enumerate(row) if 0 < n < SMALL
    }  # fmt: skip
    small = frozenset(hidden)
    while (bare := _bare(table, hidden, small)) is not None:
        more = _next(table, hidden, bare)
        if more is None:
            return None
        hidden.add(more)
    return tuple(_told(i, row, hidden) for i, row in enumerate(table))


def _told(i: int, row: list[int], hidden: set[Place]) -> Row:
    def one(j: int) -> Shown:
        if (i, j) not in hidden:
            return row[j]
        return Hidden.SMALL if 0 < row[j] < SMALL else Hidden.OTHER

    return Row(tuple(one(j) for j in range(len(row) - 1)), one(len(row) - 1))


def _bare(table: list[list[int]], hidden: set[Place], small: frozenset[Place]) -> Place | None:
    """A small cell whose value can still be worked out."""
    return next((place for place in sorted(small) if not _ambiguous(table, hidden, place)), None)


def _next(table: list[list[int]], hidden: set[Place], bare: Place) -> Place | None:
    """The cell to hide for the sake of another: the smallest of its row or column, else of all.

    Nobody under a value is no secret: empty cells stay.
    """
    shown = [
        (i, j)
        for i, row in enumerate(table)
        for j, n in enumerate(row)
        if n and (i, j) not in hidden
    ]
    if not shown:
        return None

    def cost(place: Place) -> tuple[bool, int, Place]:
        i, j = place
        return i != bare[0] and j != bare[1], table[i][j], place

    return min(shown, key=cost)


def _ambiguous(table: list[list[int]], hidden: set[Place], place: Place) -> bool:
    """Whether a hidden cell could be one more or one less, all that is told staying as it is."""
    tail, head = _ends(table, place)
    value = table[place[0]][place[1]]
    low, high = _bounds(value)
    return (value < high and _leads(table, hidden, head, tail, place)) or (
        value > low and _leads(table, hidden, tail, head, place)
    )


Node = tuple[str, int]


def _ends(table: list[list[int]], place: Place) -> tuple[Node, Node]:
    """A cell is a pipe from its row to its column; a row's total one from the sum to the row."""
    i, j = place
    return (("sum", 0), ("row", i)) if j == len(table[i]) - 1 else (("row", i), ("column", j))


def _bounds(value: int) -> tuple[int, float]:
    """Between which values a reader knows a hidden cell to lie."""
    return (1, SMALL - 1) if value < SMALL else (SMALL, float("inf"))


def _leads(
    table: list[list[int]], hidden: set[Place], start: Node, goal: Node, without: Place
) -> bool:
    """Whether one unit can be led from a node to another without the pipe ``without``."""
    seen, waiting = {start}, deque([start])
    while waiting:
        at = waiting.popleft()
        if at == goal:
            return True
        for other in _neighbours(table, hidden, at, without):
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    return False


def _neighbours(
    table: list[list[int]], hidden: set[Place], at: Node, without: Place
) -> Iterator[Node]:
    for place in hidden - {without}:
        tail, head = _ends(table, place)
        value = table[place[0]][place[1]]
        low, high = _bounds(value)
        if tail == at and value < high:
            yield head
        if head == at and value > low:
            yield tail
