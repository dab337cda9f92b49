"""A list with marks by half-day, as a grid of texts: one of ours that came back, or any other.

Hides where the table lies and how our own is known again (by its hidden column, also when another
program has written the file anew); says nothing of what the texts mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.domain.returning import AFTER, ListMark, read_list_mark
from workshopdesk.exchange import container, delimited, legacy, sandbox
from workshopdesk.exchange.reading import bytes_of
from workshopdesk.exchange.sheets import Sheet, Workbook, column_letters
from workshopdesk.exchange.table import Table, find_tables
from workshopdesk.exchange.values import text_of
from workshopdesk.i18n import _

_NAMES = (("name",), ("given_name", "surname"), ("name_latin",))


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its number as the spreadsheet shows it, its hidden mark, its texts by column."""

    row: int
    mark: str
    cells: Mapping[int, str]

    def text(self, column: int | None) -> str:
        """The text of a column (from 0), "" where there is none."""
        return "" if column is None else self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a file. ``ours`` says whose list it is; of another's ``fields`` are guessed.

    ``headings`` are the texts above each column (from 0), top to bottom. ``names`` are the
    columns that together say who a row is about, where the list is not ours.
    """

    file: str
    sheet: str
    ours: ListMark | None
    headings: Mapping[int, tuple[str, ...]]
    rows: tuple[GridRow, ...]
    names: tuple[int, ...] = ()
    fields: Mapping[str, int] = field(default_factory=dict)

    @staticmethod
    def letters(column: int) -> str:
        """What a spreadsheet calls a column."""
        return column_letters(column)


def read_grid(path: Path, gazetteer: Gazetteer, progress: Progress | None = None) -> Grid:
    """The table of a file. UserError when it cannot be read or holds no list of people."""
    book = read_book(path, progress or Silent())
    return _ours(path.name, book) or _others(path.name, book, gazetteer)


def is_ours(path: Path, progress: Progress | None = None) -> bool:
    """Whether a file is a list of ours that came back. UserError when it cannot be read."""
    return _ours(path.name, read_book(path, progress or Silent())) is not None


def read_book(path: Path, progress: Progress) -> Workbook:
    """Every sheet of a file as it stands. UserError when it cannot be read."""
    data = bytes_of(path)
    found = container.examine(data, path.name)
    if found.kind is container.Kind.TEXT:
        return Workbook((delimited.read_delimited(data, path.name, progress),))
    return sandbox.read_spreadsheet(data, path.name, progress, found.unpacked)


def _ours(name: str, book: Workbook) -> Grid | None:
    for sheet in book.sheets:
        for number, cells in sheet.rows.items():
            for column, cell in enumerate(cells):
                found = read_list_mark(cell) if isinstance(cell, str) else None
                if found is not None:
                    return _marked(name, sheet, found, number, column)
    return None


def _marked(name: str, sheet: Sheet, found: ListMark, head: int, marks: int) -> Grid:
    """Rows go from the head to the mark after the last one, wherever they were moved to."""
    rows: list[GridRow] = []
    for number in sorted(n for n in sheet.rows if n > head):
        mark = text_of(sheet.cell(number, marks))
        if mark == AFTER:
            break
        rows.append(GridRow(number + 1, mark, _texts(sheet, number, marks)))
    headings = {column: (text,) for column, text in _texts(sheet, head, marks).items()}
    return Grid(name, sheet.name, found, headings, tuple(rows))


def _texts(sheet: Sheet, row: int, without: int = -1) -> dict[int, str]:
    cells = enumerate(sheet.rows.get(row, ()))
    said = {column: text_of(cell) for column, cell in cells if column != without}
    return {column: text for column, text in said.items() if text}


def _others(name: str, book: Workbook, gazetteer: Gazetteer) -> Grid:
    book, _converted = legacy.converted(book, name)
    tables = [t for s in book.sheets if s.visible for t in find_tables(s, gazetteer)]
    if not tables:
        raise UserError(
            _("No list of people was found in %(file)s") % {"file": name},
            _("A list needs a heading over its column of names."),
        )
    table = max(tables, key=lambda t: (bool(t.headings), len(t.data_rows)))
    fields = {key: guess.index for key, guess in table.columns.fields.items()}
    rows = tuple(GridRow(n + 1, "", _texts(table.sheet, n)) for n in table.data_rows)
    return Grid(name, table.sheet.name, None, table.headings, rows, _names(table), fields)


def _names(table: Table) -> tuple[int, ...]:
    fields = table.columns.fields
    return next(
        (tuple(fields[f].index for f in names) for names in _NAMES if fields.keys() >= set(names)),
        (table.columns.name_index or 0,),
    )
