"""A funder's own form: what stands in it, and the marks that say what goes where.

Hides how marks are written (JSON) and what makes two forms alike. A form is a few sheets of
cells; a text document is told as such too: a paragraph is a row, a table's rows are rows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _
from workshopdesk.lao.text import canonical

TOKEN = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
"""A placeholder typed in a form, as ``{{events.title}}``."""


class FormKind(StrEnum):
    """What file a form is."""

    EXCEL = "xlsx"
    WORD = "docx"


class Holds(StrEnum):
    """What is in a cell."""

    NOTHING = "nothing"
    TEXT = "text"
    NUMBER = "number"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Percent:
    """A number of hundredths: 62.5 is shown as 62.5 % whatever the cell's format."""

    number: float


Value = str | int | float | date | Percent
"""What can be filled in."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell of a form; row and column count from 1."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """Its name as a spreadsheet has it: B7."""
        return f"{letters(self.column)}{self.row}"


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something, is framed, or spans several; ``text`` as the form shows it."""

    row: int
    column: int
    text: str = ""
    holds: Holds = Holds.NOTHING
    rows: int = 1
    columns: int = 1
    bold: bool = False
    framed: bool = False
    filled: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet, or a part of a document. ``widths`` in pixels by column, from the first."""

    name: str
    cells: tuple[Cell, ...]
    widths: tuple[int, ...] = ()
    hidden: bool = False

    @cached_property
    def by_place(self) -> dict[tuple[int, int], Cell]:
        """The cell at every place, those a merged cell covers too."""
        found: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            found.setdefault((cell.row, cell.column), cell)
            for row, column in _covered(cell):
                found[row, column] = cell
        return found

    @cached_property
    def size(self) -> tuple[int, int]:
        """How many rows and columns are in use."""
        rows = max((c.row + c.rows - 1 for c in self.cells), default=0)
        return rows, max((c.column + c.columns - 1 for c in self.cells), default=0)

    def at(self, row: int, column: int) -> Cell:
        """The cell there, an empty one where the file has none."""
        return self.by_place.get((row, column)) or Cell(row, column)

    def beside(self, place: Place) -> str:
        """The label at the left of a place: the nearest text of its row."""
        return self._label((place.row, c) for c in range(place.column - 1, 0, -1))

    def above(self, place: Place) -> str:
        """The label over a place: the nearest text of its column."""
        return self._label((r, place.column) for r in range(place.row - 1, 0, -1))

    def _label(self, way: Iterable[tuple[int, int]]) -> str:
        return next((said for place in way if (said := label(self.at(*place)))), "")


def _covered(cell: Cell) -> Iterator[tuple[int, int]]:
    if cell.rows == cell.columns == 1:
        return
    for row in range(cell.row, cell.row + cell.rows):
        for column in range(cell.column, cell.column + cell.columns):
            yield row, column


def label(cell: Cell) -> str:
    """The text of a cell that says what others are; "" for values and placeholders."""
    if cell.holds is not Holds.TEXT or TOKEN.search(cell.text):
        return ""
    return " ".join(canonical(cell.text).split())


@dataclass(frozen=True)
class Layout:
    """A form as it was given. ``unreachable``: placeholders where nothing can be filled in."""

    kind: FormKind
    sheets: tuple[Sheet, ...]
    unreachable: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of a name."""
        return next((one for one in self.sheets if one.name == name), None)

    def cell(self, place: Place) -> Cell:
        """The cell at a place."""
        sheet = self.sheet(place.sheet)
        return Cell(place.row, place.column) if sheet is None else sheet.at(place.row, place.column)

    def fingerprint(self) -> str:
        """The same for two forms whose labels, formulas and merged cells stand alike."""
        said = [
            [s.name, [[c.row, c.column, c.rows, c.columns, c.holds, label(c)]
                      for c in s.cells if c.holds is not Holds.NOTHING or c.rows * c.columns > 1]]
            for s in self.sheets
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What goes where: ``source`` as in a placeholder, "" where that is not known.

    ``token`` is the placeholder in the cell's text; "" where the whole cell is filled.
    """

    place: Place
    source: str
    token: str = ""

    @property
    def table(self) -> str:
        """The table it is a column of, "" for a single value."""
        head, dot, _column = self.source.partition(".")
        return head if dot and ":" not in head else ""


def tokens(layout: Layout) -> tuple[Mark, ...]:
    """The placeholders typed in a form, as marks."""
    return tuple(
        Mark(Place(sheet.name, cell.row, cell.column), found[1], found[0])
        for sheet in layout.sheets
        for cell in sheet.cells
        if cell.holds is Holds.TEXT
        for found in {m[0]: m for m in TOKEN.finditer(cell.text)}.values()
    )


def refusal(layout: Layout, place: Place) -> str:
    """Why nothing can be filled in at a place; "" where something can."""
    sheet = layout.sheet(place.sheet)
    if sheet is None:
        return _("There is no such sheet.")
    cell = sheet.at(place.row, place.column)
    if (cell.row, cell.column) != (place.row, place.column):
        return _("The cell is a covered part of a merged one.")
    if cell.holds is Holds.FORMULA:
        return _("A formula stands here; it will be worked out again.")
    if layout.kind is FormKind.WORD and (place.row, place.column) not in sheet.by_place:
        return _("Only cells of tables and placeholders can be filled in.")
    return ""


def written(marks: Iterable[Mark]) -> str:
    """Marks as JSON; ``parse`` gives them back."""
    said = [
        {"sheet": m.place.sheet, "row": m.place.row, "column": m.place.column,
         "source": m.source, "token": m.token}
        for m in sorted(marks)
    ]  # fmt: skip
    return json.dumps(said, ensure_ascii=False)


def parse(text: str) -> tuple[Mark, ...]:
    """Read marks. Raises UserError for what is none."""
    try:
        return tuple(
            Mark(Place(str(m["sheet"]), int(m["row"]), int(m["column"])), str(m["source"]),
                 str(m["token"]))
            for m in json.loads(text or "[]")
        )  # fmt: skip
    except (ValueError, KeyError, TypeError):
        raise UserError(_("The marks of a form cannot be read"), _("Give the form anew.")) from None


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A form as it is kept; ``layout`` is the fingerprint of the file its marks were made in."""

    id: UUID
    version: int
    name: str
    file_name: str
    attachment_id: UUID
    marks: tuple[Mark, ...]
    layout: str
    programme_id: UUID | None = None
    funder_id: UUID | None = None
