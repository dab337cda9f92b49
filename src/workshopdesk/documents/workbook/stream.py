"""Data sheets: rows written as they come into a package that openpyxl made.

openpyxl makes the workbook, its styles, headings, filters and charts, and one sample row for each
data sheet. The sample's style numbers are then used to write the real rows as text, some
thousand at a time, so that neither a cell object nor the whole sheet is ever in memory. Hides
the XML of rows and of the table of shared strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from workshopdesk.documents.model import Cell, CellKind

STRINGS = "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AT_ONCE = 2000
_FIRST_DAY = date(1899, 12, 30).toordinal()
_LONGEST = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@")
_SAMPLE = re.compile(rb'<row r="(\d+)"[^>]*>((?:(?!</row>).)*)</row>(?=</sheetData>)', re.DOTALL)
_STYLE = re.compile(rb'<c r="[A-Z]+\d+"(?: s="(\d+)")?')

Row = tuple[Cell, ...]


class SharedStrings(dict[str, int]):
    """The texts of the rows, each once: its number. openpyxl keeps its own texts in their cells."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[str] = []
        self.guarded: set[int] = set()

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self._items)
        clean = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
        self._items.append(f'<si><t xml:space="preserve">{escape(clean)}</t></si>')
        if text.startswith(_FORMULA_STARTS):
            self.guarded.add(number)
        return number

    def content(self) -> bytes:
        """The table as the package holds it."""
        head = f'<sst xmlns="{_MAIN}" uniqueCount="{len(self._items)}">'
        return "".join((head, *self._items, "</sst>")).encode()


def named(name: str, content: bytes) -> bytes:
    """A part of the package that lists the others, with the table of texts among them."""
    if name == "[Content_Types].xml":
        added = f'<Override PartName="/{STRINGS}" ContentType="{_OFFICE}.sharedStrings+xml"/>'
        return content.replace(b"</Types>", added.encode() + b"</Types>")
    if name == "xl/_rels/workbook.xml.rels":
        added = f'<Relationship Type="{_RELATION}" Target="sharedStrings.xml" Id="strings"/>'
        return content.replace(b"</Relationships>", added.encode() + b"</Relationships>")
    return content


class _Days(dict[date, int]):
    """Excel's number of a day."""

    def __missing__(self, day: date) -> int:
        number = self[day] = day.toordinal() - _FIRST_DAY
        return number


def written(
    content: bytes, kinds: Sequence[CellKind], rows: Iterable[Row], strings: SharedStrings
) -> Iterator[bytes]:
    """A sheet's XML whose last row, the sample, gives way to the real rows.

    The sample has a cell for each column and one more: the style of a text that begins like a
    formula, so that Excel keeps it a text when somebody edits it.
    """
    sample = _SAMPLE.search(content)
    if sample is None:
        yield content
        return
    styles = [int(found[1] or 0) for found in _STYLE.finditer(sample[2])]
    yield content[: sample.start()]
    yield from _rows(int(sample[1]), kinds, styles, iter(rows), strings)
    yield content[sample.end() :]


def _rows(
    first: int,
    kinds: Sequence[CellKind],
    styles: Sequence[int],
    rows: Iterator[Row],
    strings: SharedStrings,
) -> Iterator[bytes]:
    days = _Days()
    texts = [n for n, kind in enumerate(kinds) if kind is CellKind.TEXT]
    dates = [n for n, kind in enumerate(kinds) if kind is CellKind.DATE]
    cells = [
        _cell(n, kind, style) for n, (kind, style) in enumerate(zip(kinds, styles, strict=False))
    ]
    whole = f'<row r="#">{"".join(cells)}</row>'
    number = first
    while portion := list(islice(rows, _AT_ONCE)):
        lines = []
        for row in portion:
            line = None
            if None not in row:
                found: list[Any] = list(row)
                for n in texts:
                    found[n] = strings[found[n]]
                for n in dates:
                    found[n] = days[found[n]]
                if not strings.guarded:
                    line = whole.replace("#", str(number)) % tuple(found)
            lines.append(line or _uneven(number, cells, row, styles[-1], strings, days))
            number += 1
        yield "".join(lines).encode()


def _cell(n: int, kind: CellKind, style: int) -> str:
    shared = ' t="s"' if kind is CellKind.TEXT else ""
    return f'<c r="{get_column_letter(n + 1)}#" s="{style}"{shared}><v>%s</v></c>'


def _uneven(
    number: int,
    cells: Sequence[str],
    row: Row,
    guard: int,
    strings: SharedStrings,
    days: _Days,
) -> str:
    made = []
    for cell, value in zip(cells, row, strict=True):
        if value is None:
            continue
        if isinstance(value, str):
            found = strings[value]
            if found in strings.guarded:
                cell = re.sub(r's="\d+"', f's="{guard}"', cell)
            made.append(cell % found)
        else:
            made.append(cell % (days[value] if isinstance(value, date) else value))
    return f'<row r="#">{"".join(made)}</row>'.replace("#", str(number))
