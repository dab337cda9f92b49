"""A form that came back changed: which marks still stand, and where the others belong now.

Hides how two forms are laid over each other: rows are paired by their labels, then columns, as
two versions of a text are compared line by line. A mark stands only where its row, its column
and the labels around it are the same; everything else is proposed and waits for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from workshopdesk.domain.forms import (
    FormKind,
    Holds,
    Layout,
    Mark,
    Place,
    Sheet,
    label,
    refusal,
)

_MOST_LINES = 3000


class Standing(StrEnum):
    """How a mark fares in the changed form."""

    STANDS = "stands"
    MOVED = "moved"
    RENAMED = "renamed"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A mark in the changed form; ``proposed`` is where it belongs, None where nobody knows.

    ``was`` and ``now`` are the labels beside it and above it.
    """

    mark: Mark
    standing: Standing
    proposed: Place | None
    was: tuple[str, str]
    now: tuple[str, str]


def compare(marks: Sequence[Mark], old: Layout, new: Layout) -> tuple[Comparison, ...]:
    """How each mark of the old form fares in the new one."""
    pairs = {sheet.name: _Pairing(sheet, _same_sheet(sheet, old, new)) for sheet in old.sheets}
    return tuple(_compare(mark, pairs.get(mark.place.sheet), old, new) for mark in marks)


def moved(found: Sequence[Comparison]) -> tuple[Mark, ...]:
    """The marks as proposed; those nobody knows a place for are left out."""
    return tuple(replace(one.mark, place=one.proposed) for one in found if one.proposed is not None)


def _same_sheet(sheet: Sheet, old: Layout, new: Layout) -> Sheet | None:
    """The sheet of this name; else the one in its place, if that has a name of its own as well."""
    found = new.sheet(sheet.name)
    if found is not None:
        return found
    number = old.sheets.index(sheet)
    free = new.sheets[number] if number < len(new.sheets) else None
    return free if free is not None and old.sheet(free.name) is None else None


class _Pairing:
    """Which row and which column of the new sheet is which of the old one."""

    def __init__(self, old: Sheet, new: Sheet | None) -> None:
        self.old, self.new = old, new
        self.rows: dict[int, tuple[int, bool]] = {}
        self.columns: dict[int, tuple[int, bool]] = {}
        if new is not None:
            self.rows = _paired(_lines(old, by_row=True), _lines(new, by_row=True))
            self.columns = _paired(_lines(old, by_row=False), _lines(new, by_row=False))

    def find(self, place: Place) -> tuple[Place, bool] | None:
        """Where a place went, and whether its row and column are labelled as before."""
        row, column = self.rows.get(place.row), self.columns.get(place.column)
        if self.new is None or row is None or column is None:
            return None
        same = row[1] and self.new.name == self.old.name
        return Place(self.new.name, row[0], column[0]), same


def _lines(sheet: Sheet, *, by_row: bool) -> list[tuple[str, ...]]:
    """The labels of each row (or column), and whether formulas stand there."""
    rows, columns = sheet.size
    count = min(rows if by_row else columns, _MOST_LINES)
    found: list[list[str]] = [[] for _n in range(count)]
    for cell in sorted(sheet.cells, key=lambda c: (c.row, c.column)):
        number = (cell.row if by_row else cell.column) - 1
        if number < count and cell.holds is not Holds.NOTHING:
            found[number].append(label(cell) or cell.holds)
    return [tuple(line) for line in found]


def _paired(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> dict[int, tuple[int, bool]]:
    """Old line (from 1) to new line, and whether the two are alike."""
    found: dict[int, tuple[int, bool]] = {}
    if old == new:
        return {n: (n, True) for n in range(1, len(old) + 1)}
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal" or (what == "replace" and b - a == d - c):
            for step in range(b - a):
                found[a + step + 1] = c + step + 1, what == "equal"
    return found


def _compare(mark: Mark, pairing: _Pairing | None, old: Layout, new: Layout) -> Comparison:
    was = _around(old, mark.place)
    if mark.token:
        return _of_token(mark, was, new)
    found = None if pairing is None else pairing.find(mark.place)
    if found is None or refusal(new, found[0]) or _turned(mark, found[0], old, new):
        return Comparison(mark, Standing.LOST, None, was, _around(new, mark.place))
    place, alike = found
    now = _around(new, place)
    if now != was or not alike:
        return Comparison(mark, Standing.RENAMED, place, was, now)
    standing = Standing.STANDS if place == mark.place else Standing.MOVED
    return Comparison(mark, standing, place, was, now)


def _turned(mark: Mark, place: Place, old: Layout, new: Layout) -> bool:
    """Whether a cell that was free holds something now."""
    return old.cell(mark.place).holds is Holds.NOTHING is not new.cell(place).holds


def _of_token(mark: Mark, was: tuple[str, str], new: Layout) -> Comparison:
    """A placeholder is looked for by itself, first where it was."""
    places = [
        Place(sheet.name, cell.row, cell.column)
        for sheet in new.sheets
        for cell in sheet.cells
        if mark.token in cell.text
    ]
    if mark.place in places or (places and new.kind is FormKind.WORD):
        place = mark.place if mark.place in places else places[0]
        return Comparison(mark, Standing.STANDS, place, was, _around(new, place))
    if len(places) == 1:
        return Comparison(mark, Standing.MOVED, places[0], was, _around(new, places[0]))
    return Comparison(mark, Standing.LOST, None, was, _around(new, mark.place))


def _around(layout: Layout, place: Place) -> tuple[str, str]:
    sheet = layout.sheet(place.sheet)
    return ("", "") if sheet is None else (sheet.beside(place), sheet.above(place))
