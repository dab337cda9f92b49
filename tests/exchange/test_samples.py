"""The three kinds of list that offices send, against the rows they must become."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.exchange import lists

from workshopdesk.exchange.reading import read_list
from workshopdesk.matching.phones import national
from workshopdesk.settings import resource

DATA = Path(__file__).parent / "data"
SAMPLES = {
    "bualapha-2025-participants": resource("sample/bualapha-2025-participants.xlsx"),
    "khammouane-2024-registration-form": resource("sample/khammouane-2024-registration-form.xlsx"),
    "bualapha-2025-sign-in-as-typed": DATA / "bualapha-2025-sign-in-as-typed.xlsx",
}
FIELDS = ("name", "sex", "position", "organisation", "district", "province", "birth_year")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_list_as_offices_send_it_becomes_exactly_its_rows(name: str) -> None:
    reading = read_list(SAMPLES[name], gazetteer=lists.gazetteer())
    expected = json.loads((DATA / f"{name}.expected.json").read_text("utf-8"))["rows"]
    got = []
    for row in reading.rows:
        values = {field: getattr(row, field) for field in FIELDS} | {"phone": national(row.phone)}
        got.append({field: value for field, value in values.items() if value})
    assert got == expected
    assert reading.problems == ()


@pytest.mark.parametrize(
    "name", ["bualapha-2025-sign-in-as-typed.xls", "khammouane-2024-registration-form.ods"]
)
def test_the_same_list_in_another_format_becomes_the_same_rows(name: str) -> None:
    reading = read_list(DATA / name, gazetteer=lists.gazetteer())
    same = read_list(SAMPLES[name.rsplit(".", 1)[0]], gazetteer=lists.gazetteer())
    assert reading.rows == same.rows
    assert reading.fingerprint == same.fingerprint


def test_the_columns_found_are_told_with_how_sure_they_are() -> None:
    reading = read_list(SAMPLES["bualapha-2025-sign-in-as-typed"], gazetteer=lists.gazetteer())
    columns = {field: guess.column for field, guess in reading.columns.items()}
    assert columns == {
        "serial": "A", "name": "B", "sex_female": "C", "sex_male": "D",
        "position": "E", "organisation": "F", "phone": "G",
    }  # fmt: skip
    assert all(0.8 <= guess.confidence <= 1 for guess in reading.columns.values())
