"""Which cell gets what: marks and answers become a list of changes, before anything is written.

Hides where a repeated row ends: the rows a form leaves free under the marked one are used, and
rows are put in after the last of them when there are more records than that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workshopdesk.documents.forms.references import Grown
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.forms import Cell, FormKind, Holds, Layout, Mark, Place, Sheet, Value
from workshopdesk.i18n import _

Record = Mapping[str, Value]
_MOST_ROOM = 2000


@dataclass(frozen=True, slots=True)
class Answers:
    """What can be filled in: values by source, and the records of tables by the table's name.

    ``say`` writes a value into a line of text. What a table's column is called stands after the
    dot of a mark's source.
    """

    values: Mapping[str, Value]
    records: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    say: Callable[[Value], str] = str


@dataclass(frozen=True, slots=True)
class Change:
    """A cell and what it gets; ``place`` as in the filled form.

    ``pieces`` are the texts of the placeholders, where the cell says more than one of them.
    """

    place: Place
    old: str
    new: Value
    mark: Mark
    pieces: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will be done to a form; ``grown`` from the lowest row of a sheet upwards."""

    changes: tuple[Change, ...]
    grown: tuple[Grown, ...] = ()
    copied: tuple[tuple[str, int, int], ...] = ()


Row = tuple[str, int, str]
"""A sheet, a row, and the table that is repeated there."""


def plan(layout: Layout, marks: Sequence[Mark], answers: Answers) -> Plan:
    """What refilling a form does. Raises UserError where a table finds no room.

    Marks whose source has no answer are left alone.
    """
    rows: dict[Row, list[Mark]] = defaultdict(list)
    single: dict[Place, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.table in answers.records:
            rows[mark.place.sheet, mark.place.row, mark.table].append(mark)
        elif mark.source in answers.values:
            single[mark.place].append(mark)
    changes: list[Change] = []
    for place, those in single.items():
        changes.append(_change(layout, place, those, answers.values, answers.say))
    grown, copied = [], []
    for (sheet, top, table), those in sorted(rows.items(), reverse=True):
        records = answers.records[table]
        room = _room(layout, those, set(marks))
        if len(records) > room:
            _refuse_neighbours(rows, (sheet, top, table), room)
            step = Grown(sheet, top, top + room - 1, len(records) - room)
            grown.append(step)
            changes = [replace(c, place=_after(c.place, step)) for c in changes]
        copied.append((sheet, top, max(len(records), 1)))
        changes += _repeated(layout, those, records, answers.say)
    return Plan(tuple(sorted(changes, key=lambda c: c.place)), tuple(grown), tuple(copied))


def _after(place: Place, grown: Grown) -> Place:
    return place if place.sheet != grown.sheet else replace(place, row=grown.row(place.row))


def _change(
    layout: Layout,
    place: Place,
    marks: Sequence[Mark],
    values: Mapping[str, Value],
    say: Callable[[Value], str],
) -> Change:
    """One cell: the value itself, or its text with the placeholders replaced."""
    text = layout.cell(place).text
    first = marks[0]
    alone = not first.token or (text.strip() == first.token and len(marks) == 1)
    if alone and layout.kind is FormKind.EXCEL:
        return Change(place, text, values[first.source], first)
    if not first.token:
        return Change(place, text, say(values[first.source]), first)
    pieces = tuple((mark.token, say(values[mark.source])) for mark in marks)
    said = text
    for token, piece in pieces:
        said = said.replace(token, piece)
    return Change(place, text, said, first, pieces)


def _repeated(
    layout: Layout, marks: Sequence[Mark], records: Sequence[Record], say: Callable[[Value], str]
) -> list[Change]:
    by_place: dict[Place, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_place[mark.place].append(mark)
    found = []
    for number, record in enumerate(records or [{}]):
        values = {m.source: record.get(m.source.partition(".")[2], "") for m in marks}
        for place, those in by_place.items():
            made = _change(layout, place, those, values, say)
            old = made.old if number == 0 else ""
            found.append(replace(made, place=replace(place, row=place.row + number), old=old))
    return found


def _room(layout: Layout, marks: Sequence[Mark], every: set[Mark]) -> int:
    """How many rows a table has, its marked one among them."""
    sheet = layout.sheet(marks[0].place.sheet)
    top = marks[0].place.row
    if sheet is None or layout.kind is FormKind.WORD:
        return 1
    columns = sorted({mark.place.column for mark in marks})
    taken = {(m.place.row, m.place.column) for m in every if m.place.sheet == sheet.name}
    last = min(sheet.size[0], top + _MOST_ROOM)
    row = top + 1
    framed = sheet.at(top, columns[0]).framed
    while row <= last and _is_free(sheet, row, top, columns, taken):
        if framed and not sheet.at(row, columns[0]).framed:
            break
        row += 1
    return row - top


def _is_free(
    sheet: Sheet, row: int, top: int, columns: Sequence[int], taken: set[tuple[int, int]]
) -> bool:
    """A row is the table's own when its columns are empty and no label of another kind is there."""
    for column in range(1, sheet.size[1] + 1):
        cell = sheet.at(row, column)
        if (row, column) in taken or cell.row != row:
            return False
        if column in columns:
            if cell.holds is not Holds.NOTHING:
                return False
        elif cell.holds is Holds.TEXT and not _numbered(cell, sheet.at(top, column)):
            return False
    return True


def _numbered(cell: Cell, above: Cell) -> bool:
    """A text that repeats the marked row's, or numbers the rows."""
    return cell.text == above.text or cell.text.strip(" .)").isdigit()


def _refuse_neighbours(rows: Mapping[Row, object], grown: Row, room: int) -> None:
    sheet, top, table = grown
    for other_sheet, row, other in rows:
        if other_sheet == sheet and other != table and top <= row < top + room:
            raise UserError(
                _("Two tables stand beside each other on %(sheet)s") % {"sheet": sheet},
                _("Rows cannot be put in for one of them. Leave more empty rows in the form, or"
                  " put one table under the other."),
            )  # fmt: skip
