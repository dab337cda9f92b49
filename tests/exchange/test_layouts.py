"""Lists in many drawn layouts come back as exactly the rows they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.exchange import lists

from workshopdesk.domain.problems import Severity
from workshopdesk.exchange.reading import ListReading, ListRow, read_list
from workshopdesk.matching.phones import national


def said(row: ListRow, field: str) -> object:
    """What a row says of a field, the phone in its one form."""
    return national(row.phone) if field == "phone" else getattr(row, field)


def check(reading: ListReading, layout: lists.Layout) -> None:
    """Every row is there, and every value that the list says is right."""
    got = [
        {field: said(row, field) for field in expected}
        for row, expected in zip(reading.rows, layout.expected, strict=True)
    ]
    assert got == layout.expected
    assert not [p for p in reading.problems if p.severity is Severity.ERROR]


@pytest.mark.parametrize("seed", range(24))
def test_a_workbook_in_any_layout_is_read_exactly(seed: int, tmp_path: Path) -> None:
    layout = lists.draw(seed)
    path = tmp_path / "list.xlsx"
    lists.save_xlsx(layout, path)
    check(read_list(path, gazetteer=lists.gazetteer()), layout)


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_delimited_text_in_any_layout_is_read_exactly(seed: int, tmp_path: Path) -> None:
    layout = lists.draw(seed)
    separator = layout.rng.choice([",", ";", "\t"])
    encoding = layout.rng.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    path = tmp_path / layout.rng.choice(["list.csv", "list.tsv", "LIST.TXT"])
    path.write_bytes(lists.as_text(layout, separator).encode(encoding))
    check(read_list(path, gazetteer=lists.gazetteer()), layout)
