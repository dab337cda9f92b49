"""Where the tables of a sheet lie: hides titles above, header rows of any height, merged cells.

A table is a header (one to four rows) and the rows below it up to the next header; a sheet may
hold several. Where no header is found, the content of the columns decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from workshopdesk.domain.places import Gazetteer
from workshopdesk.exchange.beside import side_by_side
from workshopdesk.exchange.columns import (
    IGNORED,
    Columns,
    given_columns,
    guess_columns,
    ignored_columns,
)
from workshopdesk.exchange.headings import NAMES, fields_of, path_fields
from workshopdesk.exchange.sheets import Cell, Sheet
from workshopdesk.exchange.values import text_of
from workshopdesk.exchange.words import fold, sex_of

_SAMPLE = 150
_SCAN = 400
_MOST_HEADER_ROWS = 4
_MAYBE_HEADER = re.compile("ຊື່|ນາມ|name|participant|attendee", re.IGNORECASE)
MOST_MERGED = 200_000
_LONG_NUMBER = re.compile(r"\d{5}")
_NUMBERING = re.compile(r"^\W*\d{1,2}\W*$")


@dataclass(frozen=True)
class Table:
    """One table of a sheet: its headings by column, what its columns hold, its data rows.

    ``header`` are the rows of its heading, ``ignored`` the columns a person said are nothing,
    ``unknown`` those that hold something which was not understood.
    """

    sheet: Sheet
    headings: Mapping[int, tuple[str, ...]]
    columns: Columns
    data_rows: tuple[int, ...]
    score: float
    header: tuple[int, ...] = ()
    ignored: frozenset[int] = frozenset()
    unknown: tuple[int, ...] = ()


def find_tables(
    sheet: Sheet, gazetteer: Gazetteer, mapping: Mapping[str, str] | None = None
) -> list[Table]:
    """Every table of people on the sheet, top to bottom; none when nothing looks like one.

    ``mapping`` names columns by letters or heading; the fields it does not name are guessed.
    """
    rows = sorted(sheet.rows)
    merged = _merged_values(sheet)
    starts = list(_headers(sheet, rows)) or _lone_heading(sheet, rows)
    starts = starts or _named_heading(sheet, rows, mapping or {})
    if not starts:
        table = _make(sheet, (), rows, gazetteer, mapping, merged)
        return [table] if table.columns.name_index is not None and table.score >= 1 else []
    tables: list[Table] = []
    for number, header in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else None
        data = [r for r in rows if r > header[-1] and (end is None or r < end)]
        for view in side_by_side(sheet, header[0]):
            held = [row for row in data if row in view.rows]
            cells = merged if view is sheet else _merged_values(view)
            tables.append(_make(view, header, held, gazetteer, mapping, cells))
    return [t for t in tables if t.columns.name_index is not None]


def _make(
    sheet: Sheet,
    header: Sequence[int],
    data: Sequence[int],
    gazetteer: Gazetteer,
    mapping: Mapping[str, str] | None,
    merged: Mapping[tuple[int, int], Cell],
) -> Table:
    headings = _column_headings(sheet, header, merged)
    told = (r for r in data if len(sheet.rows[r]) - sheet.rows[r].count(None) > 1)
    sample = list(islice(told, _SAMPLE)) or list(data[:_SAMPLE])
    width = max((len(sheet.rows.get(r, ())) for r in [*sample, *header]), default=0)
    cells = {c: [sheet.cell(r, c) for r in sample] for c in range(width)}
    ignored = ignored_columns(mapping or {}, headings)
    known = {c: path for c, path in headings.items() if c not in ignored}
    cells = {c: column for c, column in cells.items() if c not in ignored}
    columns = guess_columns(known, cells, gazetteer, sheet.hidden_columns)
    if mapping:
        given = given_columns(mapping, headings)
        taken = {guess.index for guess in given.values()}
        kept = {f: g for f, g in columns.fields.items() if g.index not in taken}
        kept = {f: g for f, g in kept.items() if not ("name" in given and f in NAMES)}
        phones = tuple(c for c in columns.more_phones if c not in taken)
        roles = tuple(pair for pair in columns.ticked_roles if pair[0] not in taken)
        columns = Columns(kept | given, phones, roles)
    score = sum(guess.confidence for f, guess in columns.fields.items() if f != "serial")
    unknown = _unknown(known, cells, columns)
    return Table(sheet, headings, columns, tuple(data), score, tuple(header), ignored, unknown)


def _unknown(
    headings: Mapping[int, tuple[str, ...]], cells: Mapping[int, Sequence[Cell]], columns: Columns
) -> tuple[int, ...]:
    """Columns with something in them of which nobody knows what it is; signatures are known."""
    used = {guess.index for guess in columns.fields.values()} | set(columns.more_phones)
    used |= {column for column, _word in columns.ticked_roles}
    filled = {column for column, held in cells.items() if any(cell is not None for cell in held)}
    known = {
        column
        for column, path in headings.items()
        if (matches := path_fields(path)) and matches[0].field == IGNORED
    }
    return tuple(sorted(filled - used - known))


def _headers(sheet: Sheet, rows: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The rows of each header, top to bottom."""
    last = -1
    seen: set[tuple[str, ...]] = set()
    # Whether a heading is possible far down is told without reading the rows cell by cell.
    hints = sheet.vocabulary.hints
    for order, row in enumerate(rows):
        if row <= last or (order >= _SCAN and hints.isdisjoint(sheet.rows[row])):
            continue
        texts = _texts(sheet, row)
        if not (_may_be_header(texts) and (order < _SCAN or _MAYBE_HEADER.search(" ".join(texts)))):
            continue
        if tuple(texts) in seen or _is_header(texts):
            seen.add(tuple(texts))
            block = [row, *_rows_below(sheet, row)]
            last = block[-1]
            yield tuple(block)


def _lone_heading(sheet: Sheet, rows: Sequence[int]) -> list[tuple[int, ...]]:
    """A row whose only heading known here is that of the names; the lowest of several."""
    found: list[tuple[int, ...]] = []
    for row in rows[:_SAMPLE]:
        matches = [m[0] for m in map(fields_of, _texts(sheet, row)) if m]
        if any(m.field in NAMES and m.score >= 0.9 for m in matches):
            found = [(row,)]
        elif found:
            break
    return found


def _named_heading(
    sheet: Sheet, rows: Sequence[int], mapping: Mapping[str, str]
) -> list[tuple[int, ...]]:
    """The row that holds a heading a person named, whatever the heading says."""
    wanted = {fold(column) for column in mapping.values()} - {""}
    for row in rows[:_SCAN]:
        if wanted & {fold(text) for text in _texts(sheet, row)}:
            return [(row,)]
    return []


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [text for text in map(text_of, sheet.rows.get(row, ())) if text]


def _may_be_header(texts: Sequence[str]) -> bool:
    return len(texts) >= 2 and not any(_LONG_NUMBER.search(text) for text in texts)


def _is_header(texts: Sequence[str]) -> bool:
    named = [matches[0].field for matches in map(fields_of, texts) if matches]
    known = {field for field in named if field != "ignored"}
    told = len(known - {"serial"})
    return (
        2 * len(named) >= len(texts)
        and len(known) >= 2
        and (bool(known & NAMES) or told >= 3)
        and not (known <= {"sex_female", "sex_male", "serial"})
    )


def _rows_below(sheet: Sheet, top: int) -> Iterator[int]:
    """Further rows of a header: parts of merged headings, a second language, numbering."""
    reach = max((b for t, _l, b, _r in sheet.merges if t == top), default=top)
    for row in range(top + 1, top + _MOST_HEADER_ROWS):
        texts = _texts(sheet, row)
        if not texts:
            if row <= reach:
                continue
            return
        if not _is_header_part(texts, inside=row <= reach) or _names_someone(sheet, top, row):
            return
        yield row


def _names_someone(sheet: Sheet, top: int, row: int) -> bool:
    """Whether below a heading of names stands what no heading says: a name."""
    for column, heading in enumerate(sheet.rows[top]):
        matches = fields_of(text_of(heading)) if heading is not None else ()
        if matches and matches[0].field in NAMES and matches[0].score >= 0.85:
            below = text_of(sheet.cell(row, column))
            if below and not fields_of(below) and not _NUMBERING.match(below):
                return True
    return False


def _is_header_part(texts: Sequence[str], *, inside: bool) -> bool:
    """Whether a row below a heading belongs to it; ``inside`` a merged heading less is asked."""
    if any(_LONG_NUMBER.search(text) for text in texts):
        return False
    words = [text for text in texts if not _NUMBERING.match(text)]
    if not words:
        return len(texts) >= 3
    named = sum(bool(fields_of(text)) or sex_of(text) is not None for text in words)
    if inside:
        return 2 * named > len(words)
    return len(words) == len(texts) >= 2 and named >= 0.75 * len(words)


def _merged_values(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    """The value each cell of a merge shows: its first cell's. Huge merges count by their edge."""
    found: dict[tuple[int, int], Cell] = {}
    for top, left, bottom, right in sheet.merges:
        if len(found) > MOST_MERGED:
            break
        value = sheet.cell(top, left)
        if value is None or (bottom - top + 1) * (right - left + 1) > 2000:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found.setdefault((row, column), value)
    return found


def _column_headings(
    sheet: Sheet, header: Sequence[int], merged: Mapping[tuple[int, int], Cell]
) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    width = max((len(sheet.rows.get(row, ())) for row in header), default=0)
    if sheet.merges and header:
        width = max(width, *(r + 1 for t, _l, _b, r in sheet.merges if t in header), 0)
    for column in range(min(width, 512)):
        path: list[str] = []
        for row in header:
            text = text_of(merged.get((row, column), sheet.cell(row, column)))
            if text and text not in path and not _NUMBERING.match(text):
                path.append(text)
        if path:
            found[column] = tuple(path)
    return found
