"""The golden programme through every outlet: each number is the one worked out by hand.

What is counted stands in ``tests/domain/golden_programme``; the table in ``test_counting_golden``
says how the numbers below come about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests.documents import reading
from tests.domain import golden_programme
from tests.store.conftest import server, server_database, template_file

from workshopdesk.services.report import Options, Scope, report_json, write_report
from workshopdesk.store import Store, open_store

__all__ = ["server", "server_database", "template_file"]
"""Fixtures of the store's tests: a real PostgreSQL, where its programs are installed."""

YEAR = Scope(date(2026, 1, 1), date(2026, 12, 31))
VALUES = {
    "unique_people": 8,
    "participations": 21 + 13,
    "people_present": 8,
    "completed": 15,
    "person_days": 22,
    "organisations": 2,
    "events": 10,
}
SEXES = {"unique_people": [4, 3, 1, 8], "participations": [12 + 7, 7 + 5, 2 + 1, 34]}
PROVINCES = {"LA-KH": 4, "LA-LP": 4, "LA-VT": 1, "not_said": 2}
EVENTS = {"E01": 3, "E02": 3, "E03": 4, "E04": 2, "E06": 2, "E07": 1, "E08": 15, "E09": 2,
          "E10": 1, "E11": 1}  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden programme in a file."""
    path = tmp_path_factory.mktemp("golden") / "golden.wdb"
    with_it = open_store(str(path), create=True)
    golden_programme.write(with_it)
    with_it.close()
    return path


@pytest.fixture(scope="module")
def store(file: Path) -> Iterator[Store]:
    """It, opened."""
    opened = open_store(str(file))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def found(store: Store) -> dict[str, Any]:
    """The report as JSON."""
    return report_json(store, YEAR)


def test_json(found: dict[str, Any]) -> None:
    by_code = {one["code"]: one for one in found["indicators"]}
    assert {code: one["value"] for code, one in by_code.items()} == VALUES
    assert by_code["unique_people"]["dimensions"]["province"] == PROVINCES
    assert {one["code"]: one["participations"] for one in found["events"]} == EVENTS
    assert sum(one["participations"] for one in found["trend"]) == VALUES["participations"]
    shared = [one["code"] for one in found["events"] if one["shared_with"]]
    assert shared == ["E03", "E04", "E08"]


def test_the_server_says_the_same(found: dict[str, Any], server_database: str) -> None:
    opened = open_store(server_database)
    try:
        golden_programme.write(opened)
        assert report_json(opened, YEAR) | {"log": ""} == found | {"log": ""}
    finally:
        opened.close()


@pytest.mark.parametrize("tagged", [False, True])
def test_the_workbook_recalculated(
    store: Store, found: dict[str, Any], tmp_path: Path, *, tagged: bool
) -> None:
    path = write_report(store, YEAR, tmp_path / "r.xlsx", options=Options(tagged=tagged))
    written = path.read_bytes()
    again = reading.recalculated(written, tmp_path)
    books = [CalamineWorkbook.from_filelike(BytesIO(content)) for content in (written, again)]
    asked, calculated = (
        [
            [round(cell, 9) if isinstance(cell, float) else cell for cell in row]
            for row in book.get_sheet_by_name("Summary").to_python(skip_empty_area=False)
        ]
        for book in books
    )
    assert asked == calculated
    rows = {str(row[2]): row for row in calculated if len(row) > 6}
    assert rows["Unique participants"][3:7] == SEXES["unique_people"]
    assert rows["Participations (person × event)"][3:7] == SEXES["participations"]
    assert rows["Of these counted, not named"][6] == 13
    assert rows["Person-days"][6] == VALUES["person_days"]
    assert rows["Completed the event"][6] == VALUES["completed"]
    for name, code in (("Khammouane", "LA-KH"), ("Luangprabang", "LA-LP")):
        if name in rows:
            assert rows[name][6] == PROVINCES[code]
    events = books[1].get_sheet_by_name("Events").to_python(skip_empty_area=False)
    data = events[2 if tagged else 1 :]
    assert {str(row[0]): row[12] for row in data} == EVENTS
    if tagged:
        assert events[1][0] == "#activity+code"
    people = books[1].get_sheet_by_name("People").to_python(skip_empty_area=False)
    assert len(people) - (2 if tagged else 1) == VALUES["unique_people"]


def test_the_paper(store: Store, found: dict[str, Any], tmp_path: Path) -> None:
    path = write_report(store, YEAR, tmp_path / "r.pdf")
    text = " ".join("\n".join(reading.pages(path.read_bytes())).split())
    assert "34 participations = 8 unique persons + 13 repeats + 13 counted but not named." in text
    assert "1 came once, 3 twice, 3 three times, 1 more often" in text
    for one in found["trend"]:
        assert f"{one['period']} {one['participations']} {one['unique_people']} " in text


def test_a_province_holds_its_own_people_in_every_outlet(store: Store, tmp_path: Path) -> None:
    scope = Scope(YEAR.first_day, YEAR.last_day, province="Khammouane")
    narrowed = report_json(store, scope)
    listed: Any = narrowed["indicators"]
    values = {one["code"]: one["value"] for one in listed}
    assert (values["unique_people"], values["participations"]) == (4, 10)
    path = write_report(store, scope, tmp_path / "kh.xlsx")
    summary = CalamineWorkbook.from_path(path).get_sheet_by_name("Summary")
    rows = {str(r[2]): r for r in summary.to_python(skip_empty_area=False) if len(r) > 6}
    assert rows["Unique participants"][6] == 4
    assert rows["Participations (person × event)"][6] == 10
    text = "\n".join(reading.pages(write_report(store, scope, tmp_path / "kh.pdf").read_bytes()))
    assert "10 participations = 4 unique persons + 6 repeats." in " ".join(text.split())


def test_names_stand_in_the_workbook_only_when_asked(store: Store, tmp_path: Path) -> None:
    plain = write_report(store, YEAR, tmp_path / "plain.xlsx")
    named = write_report(store, YEAR, tmp_path / "named.xlsx", options=Options(personal=True))
    heads = [
        CalamineWorkbook.from_path(p).get_sheet_by_name("People").to_python()[0]
        for p in (plain, named)
    ]
    assert not any("Phone" in str(cell) for cell in heads[0])
    assert any("Phone" in str(cell) for cell in heads[1])
