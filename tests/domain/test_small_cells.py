"""Small cells are hidden, and nothing that is told gives them away."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshopdesk.domain.small_cells import SMALL, Hidden, Row, Shown, protect

counts = st.sampled_from([0, 0, 1, 2, 4, 5, 6, 7, 9])
two_columns = st.lists(st.tuples(counts, counts), min_size=1, max_size=4)


def fits(shown: Shown, value: int) -> bool:
    """Whether a value may stand behind what is told."""
    if shown is Hidden.SMALL:
        return 0 < value < SMALL
    if shown is Hidden.OTHER:
        return value >= SMALL
    return shown == value


def readings(
    rows: list[tuple[int, ...]], told: tuple[Row, ...]
) -> list[tuple[tuple[int, ...], ...]]:
    """Every table a reader who knows the columns' sums could think of."""
    sums = [sum(column) for column in zip(*rows, strict=True)]
    lines = [
        [
            line
            for line in product(*(range(s + 1) for s in sums))
            if fits(row.total, sum(line)) and all(map(fits, row.cells, line))
        ]
        for row in told
    ]
    partial: dict[tuple[int, ...], list[tuple[tuple[int, ...], ...]]] = {(0,) * len(sums): [()]}
    for choices in lines:
        grown: dict[tuple[int, ...], list[tuple[tuple[int, ...], ...]]] = {}
        for sofar, tables in partial.items():
            for line in choices:
                after = tuple(a + b for a, b in zip(sofar, line, strict=True))
                if all(a <= s for a, s in zip(after, sums, strict=True)):
                    grown.setdefault(after, []).extend((*t, line) for t in tables[:40])
        partial = grown
    return partial.get(tuple(sums), [])


@settings(max_examples=150, deadline=None)
@given(rows=two_columns)
def test_no_small_number_is_told_or_can_be_worked_out(rows: list[tuple[int, int]]) -> None:
    told = protect(rows)
    if told is None:
        return
    possible = readings(list(rows), told)
    for i, (row, line) in enumerate(zip(rows, told, strict=True)):
        for j, (value, shown) in enumerate(zip(row, line.cells, strict=True)):
            assert fits(shown, value)
            if 0 < value < SMALL:
                assert shown is Hidden.SMALL
                assert len({table[i][j] for table in possible}) > 1
        if 0 < sum(row) < SMALL:
            assert line.total is Hidden.SMALL
            assert len({sum(table[i]) for table in possible}) > 1


@given(rows=st.lists(st.tuples(st.just(0) | st.integers(5, 90)), min_size=1, max_size=6))
def test_a_table_without_small_cells_is_told_whole(rows: list[tuple[int]]) -> None:
    assert protect(rows) == tuple(Row(row, sum(row)) for row in rows)


def test_a_second_cell_is_hidden_where_the_first_could_be_worked_out() -> None:
    told = protect([(40,), (12,), (3,)])
    assert told is not None
    assert [row.total for row in told] == [40, Hidden.OTHER, Hidden.SMALL]


@pytest.mark.parametrize("rows", [[(3,)], [(0,), (2,)], [(1, 3)]])
def test_what_cannot_be_hidden_is_withheld(rows: list[tuple[int, ...]]) -> None:
    assert protect(rows) is None
