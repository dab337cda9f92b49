"""Layouts that no code was written for by name: at least 995 of 1,000 cells right, none wrong
without a problem beside it.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.exchange import lists
from tests.exchange.unseen import ALL, Unseen

from workshopdesk.exchange.reading import ListReading, ListRow, read_list, read_pasted
from workshopdesk.matching.phones import read_phone

PASTED = [n for n, layout in ALL.items() if not layout.merges and len(layout.sheets) == 1]


def saved(layout: Unseen, path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    for number, (name, cells) in enumerate(layout.sheets.items()):
        sheet = book.create_sheet(name) if number else first
        sheet.title = name
        for row, values in enumerate(cells, 1):
            for column, value in enumerate(values, 1):
                sheet.cell(row, column).value = value
    for span in layout.merges:
        first.merge_cells(span)
    book.save(path)
    return path


def said(row: ListRow, field: str) -> object:
    if field == "phone":
        numbers = read_phone(row.phone).numbers if row.phone else ()
        return numbers[0] if numbers else None
    return getattr(row, field)


def got(reading: ListReading, layout: Unseen) -> list[dict[str, object]]:
    fields = list(layout.expected[0])
    return [{field: said(row, field) for field in fields} for row in reading.rows]


@pytest.mark.parametrize("name", ALL)
def test_a_layout_never_seen_is_read_exactly(name: str, tmp_path: Path) -> None:
    layout = ALL[name]
    reading = read_list(saved(layout, tmp_path / "list.xlsx"), gazetteer=lists.gazetteer())
    assert got(reading, layout) == list(layout.expected)
    assert {p.code for p in reading.problems} == layout.codes


@pytest.mark.parametrize("name", PASTED)
def test_it_may_be_pasted_as_well(name: str) -> None:
    layout = ALL[name]
    out = io.StringIO()
    csv.writer(out, delimiter="\t").writerows(next(iter(layout.sheets.values())))
    reading = read_pasted(out.getvalue(), gazetteer=lists.gazetteer())
    assert got(reading, layout) == list(layout.expected)
