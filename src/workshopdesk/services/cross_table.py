"""A table somebody builds: rows, columns, what is counted and of whom; every sum counted anew.

Hides how the cells are counted and which of them may be told. No sum is the sum of cells: a
person stands under several values, so each total is a count of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workshopdesk.domain.counting import (
    PERIODS,
    SENSITIVE,
    Count,
    Dimension,
    Tally,
    Unit,
    Value,
    Values,
)
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.domain.small_cells import Hidden, Row, Shown, protect
from workshopdesk.i18n import _
from workshopdesk.services.period import Scope, resolved
from workshopdesk.store import Reader, Store

MOST_ROWS = 2_000
"""More rows than anybody reads; a list of all events is found elsewhere."""
_RISING = frozenset({Dimension.SEX, Dimension.AGE_BAND, *PERIODS})
"""Dimensions whose values have an order of their own."""

Number = Shown | float


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: ``count`` (of any scope) by rows and, where wanted, by columns."""

    scope: Scope
    count: Count
    rows: Dimension
    columns: Dimension | None = None

    @property
    def sensitive(self) -> bool:
        """Whether small cells are hidden."""
        return bool(SENSITIVE.intersection(self.dimensions))

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Rows, then columns."""
        return (self.rows,) if self.columns is None else (self.rows, self.columns)


@dataclass(frozen=True, slots=True)
class CrossTable:
    """The answer. ``count`` has its scope by keys and no dimensions.

    ``cells`` has a row for each of ``rows`` in the order of ``columns``; nothing in it when
    ``withheld``: then so few people stand under the values that nothing may be told.
    """

    query: Query
    count: Count
    rows: tuple[Value, ...]
    columns: tuple[Value, ...]
    cells: tuple[tuple[Number, ...], ...]
    row_totals: tuple[Number, ...]
    column_totals: tuple[Number, ...]
    total: Number
    withheld: bool = False

    @property
    def overlapping(self) -> bool:
        """Whether the parts are more than their total: some stand under several values."""
        told = [n for n in self.row_totals if not isinstance(n, Hidden)]
        whole = 0 if isinstance(self.total, Hidden) else self.total
        across = [n for n in self.column_totals if not isinstance(n, Hidden)]
        return sum(told) > whole or sum(across) > whole

    def at(self, row: int | None, column: int | None) -> tuple[Count, Values]:
        """The count behind a cell (None: behind a sum), and the values it stands under."""
        dimensions: list[Dimension] = []
        values: list[Value] = []
        if row is not None:
            dimensions.append(self.query.rows)
            values.append(self.rows[row])
        if column is not None and self.query.columns is not None:
            dimensions.append(self.query.columns)
            values.append(self.columns[column])
        return replace(self.count, dimensions=tuple(dimensions)), tuple(values)


def check(query: Query) -> None:
    """Raises UserError for what cannot be asked."""
    if query.rows == query.columns:
        raise UserError(_("Rows and columns say the same"), _("Choose another for the columns."))
    if not query.sensitive:
        return
    if query.count.unit is not Unit.PERSON:
        raise UserError(
            _("What is sensitive is counted in persons alone"), _("Choose persons as the unit.")
        )
    if {*query.dimensions} - SENSITIVE - {Dimension.SEX} or query.rows not in SENSITIVE:
        raise UserError(
            _("What is sensitive is divided by sex alone"),
            _("Choose it for the rows, and sex or nothing for the columns."),
        )


def cross_table(store: Store, query: Query, *, progress: Progress | None = None) -> CrossTable:
    """Count it. Raises UserError for what cannot be asked or would be longer than anybody reads."""
    check(query)
    progress = progress or Silent()
    with store.read() as reader:
        progress.step(0, 2)
        counted, tallies = _tallies(reader, query)
    progress.step(1, 2)
    total, by_row, by_column, both = tallies
    rows = _ordered(query.rows, by_row)
    columns = () if query.columns is None else _ordered(query.columns, by_column)
    if len(rows) > MOST_ROWS:
        raise UserError(
            _("This table would have %(n)d rows") % {"n": len(rows)},
            _("Choose a shorter period or other rows."),
        )
    sums = tuple(by_column.parts.get((c,), 0) for c in columns)
    if query.sensitive:
        return _protected(query, counted, rows, columns, tallies)
    return CrossTable(
        query,
        counted,
        rows,
        columns,
        tuple(tuple(both.parts.get((r, c), 0) for c in columns) for r in rows),
        tuple(by_row.parts[(r,)] for r in rows),
        sums,
        total.total,
    )


def _tallies(reader: Reader, query: Query) -> tuple[Count, list[Tally]]:
    count = replace(query.count, scope=resolved(reader, query.scope), dimensions=())
    across = () if query.columns is None else (query.columns,)
    wanted = [(), (query.rows,), across, query.dimensions]
    return count, reader.facts(count.scope).tallies(count, wanted)


def _protected(
    query: Query,
    count: Count,
    rows: tuple[Value, ...],
    columns: tuple[Value, ...],
    tallies: list[Tally],
) -> CrossTable:
    total, by_row, by_column, both = tallies
    if query.columns is None:
        table = [[int(by_row.parts.get((r,), 0))] for r in rows]
    else:
        table = [[int(both.parts.get((r, c), 0)) for c in columns] for r in rows]
    shown: Iterable[Row] | None = protect(table)
    if shown is None:
        return CrossTable(query, count, (), (), (), (), (), total.total, withheld=True)
    lines = tuple(shown)
    return CrossTable(
        query,
        count,
        rows,
        columns,
        tuple(line.cells if columns else () for line in lines),
        tuple(line.total for line in lines),
        tuple(by_column.parts.get((c,), 0) for c in columns),
        total.total,
    )


def _ordered(dimension: Dimension, tally: Tally) -> tuple[Value, ...]:
    """Women before men, periods and ages rising, all else the most frequent first; the unknown
    last."""

    def place(value: Value) -> tuple[bool, float, str]:
        often = 0 if dimension in _RISING else -tally.parts[(value,)]
        return (
            value is None,
            _lowest(value) if dimension is Dimension.AGE_BAND else often,
            (value or ""),
        )

    return tuple(sorted((value for (value,) in tally.parts), key=place))


def _lowest(band: Value) -> float:
    digits = (band or "").rstrip("+").split("-")[0]
    return int(digits) if digits.isdigit() else 0
