"""Tables side by side on the same rows: each becomes a sheet of its own columns."""

from __future__ import annotations

from dataclasses import replace

from workshopdesk.exchange.headings import fields_of
from workshopdesk.exchange.sheets import Cell, Sheet
from workshopdesk.exchange.values import text_of
from workshopdesk.exchange.words import fold

_NAMES = frozenset({"name", "given_name"})


def side_by_side(sheet: Sheet, header: int) -> list[Sheet]:
    """The sheet itself, or one view of it for each time its header row begins anew.

    A header that names people twice in the same words holds two tables; places stay the same.
    """
    headings = [(c, fold(text_of(cell))) for c, cell in enumerate(sheet.rows[header]) if cell]
    names = [key for _column, key in headings if _is_name(sheet, header, _column)]
    if len(names) < 2 or len(set(names)) != 1:
        return [sheet]
    starts = [column for column, key in headings if key == headings[0][1]]
    if len(starts) != len(names):
        return [sheet]
    ends = [*starts[1:], 1 << 20]
    return [_view(sheet, *span) for span in zip(starts, ends, strict=True)]


def _is_name(sheet: Sheet, row: int, column: int) -> bool:
    matches = fields_of(text_of(sheet.cell(row, column)))
    return bool(matches) and matches[0].field in _NAMES and matches[0].score >= 0.9


def _view(sheet: Sheet, first: int, end: int) -> Sheet:
    rows: dict[int, tuple[Cell, ...]] = {}
    for row, cells in sheet.rows.items():
        kept = tuple(c if first <= n < end else None for n, c in enumerate(cells[:end]))
        if any(cell is not None for cell in kept):
            rows[row] = kept
    merges = tuple(m for m in sheet.merges if first <= m[1] and m[3] < end)
    return replace(sheet, rows=rows, merges=merges)
