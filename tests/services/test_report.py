"""Reports over a period: unique persons and participations, led back to one another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests.documents import reading

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.registration import Role
from workshopdesk.services import demo
from workshopdesk.services.report import Scope, report_json, write_report
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

BOTH = Scope(date(2024, 1, 1), date(2025, 12, 31))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme's database, made once."""
    return demo.make_demo(tmp_path_factory.mktemp("demo"), papers=False).database


@pytest.fixture
def store(sample: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample programme that a test may change."""
    shutil.copy(sample, tmp_path / "copy.wdb")
    opened = open_store(str(tmp_path / "copy.wdb"))
    yield opened
    opened.close()


def indicators(store: Store, scope: Scope = BOTH) -> dict[str, Any]:
    """The indicators by code."""
    found: Any = report_json(store, scope)["indicators"]
    return {one["code"]: one for one in found}


def reconciliation(store: Store, scope: Scope = BOTH) -> dict[str, Any]:
    """What leads the figures back to the lists."""
    found: Any = report_json(store, scope)["reconciliation"]
    return dict(found)


def summary_of(path: Path) -> list[list[Any]]:
    """The cells of a workbook's summary, from column A."""
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("Summary")
    return sheet.to_python(skip_empty_area=False)


def repeat_someone(store: Store) -> None:
    """Register the first participant of one event at the other as well."""
    with store.unit_of_work("Register again") as work:
        first, second = (work.reader.event(c) for c in ("KHAMMOUANE-2024", "BUALAPHA-2025"))
        person = work.reader.participants(first.id)[0]
        work.add(
            t.Registration(
                event_id=second.id, person_id=person.person_id, order=900, role=Role.GUEST
            )
        )
        work.commit()


def test_both_events_are_counted(store: Store) -> None:
    found = indicators(store)
    assert found["participations"]["value"] == 87 + 46
    assert found["participations"]["dimensions"]["sex"] == {"F": 29 + 17, "M": 58 + 29}
    assert found["events"]["value"] == 2
    assert found["participations"]["period"] == {"from": "2024-01-01", "to": "2025-12-31"}


def test_a_period_holds_the_events_that_begin_in_it(store: Store) -> None:
    assert indicators(store, Scope(date(2025, 9, 15), date(2025, 9, 15)))["events"]["value"] == 1
    assert indicators(store, Scope(date(2025, 9, 16), date(2025, 9, 30)))["events"]["value"] == 0


def test_someone_who_came_twice_is_one_person(store: Store) -> None:
    before = indicators(store)
    repeat_someone(store)
    after, lines = indicators(store), reconciliation(store)
    assert after["participations"]["value"] == before["participations"]["value"] + 1
    assert after["unique_people"]["value"] == before["unique_people"]["value"]
    assert lines["participations"] == lines["unique_people"] + lines["repeat_participations"]
    assert lines["listed"] == (
        lines["participations"] + lines["seats_without_name"] + lines["not_yet_registered"]
    )


def test_the_workbook_counts_the_same(store: Store, tmp_path: Path) -> None:
    repeat_someone(store)
    path = write_report(store, BOTH, tmp_path / "report.xlsx")
    summary = (
        CalamineWorkbook.from_path(path)
        .get_sheet_by_name("Summary")
        .to_python(skip_empty_area=False)
    )
    found = indicators(store)
    for label, code in (
        ("Unique participants", "unique_people"),
        ("Participations (person × event)", "participations"),
        ("Person-days", "person_days"),
    ):
        row = next(row for row in summary if label in row)
        assert row[row.index(label) + 4] == found[code]["value"], label
    for province, label in (("LA-KH", "Khammouane"), ("LA-VT", "Vientiane Capital")):
        row = next(row for row in summary if label in row)
        expected = found["unique_people"]["dimensions"]["province"][province]
        assert row[row.index(label) + 4] == expected


def test_head_counts_add_participations_never_persons(store: Store, tmp_path: Path) -> None:
    with store.unit_of_work("Count heads") as work:
        event = work.reader.event("BUALAPHA-2025")
        work.add(t.HeadCount(event_id=event.id, women=7, men=5, not_said=1, role=Role.GUEST))
        work.commit()
    assert reconciliation(store)["head_count"] == 13
    path = write_report(store, BOTH, tmp_path / "report.xlsx")
    summary = (
        CalamineWorkbook.from_path(path)
        .get_sheet_by_name("Summary")
        .to_python(skip_empty_area=False)
    )
    rows = {row[2]: row for row in summary if len(row) > 6}
    assert rows["Unique participants"][6] == 133
    assert rows["Participations (person × event)"][3:7] == [46 + 7, 87 + 5, 1, 146]
    assert rows["Of these counted, not named"][6] == 13


def test_a_pdf_says_the_same_figures(store: Store, tmp_path: Path) -> None:
    scope = Scope(BOTH.first_day, BOTH.last_day, funder="helvetas")
    path = write_report(store, scope, tmp_path / "report.pdf")
    text = "\n".join(reading.pages(path.read_bytes()))
    assert "133" in text
    assert "133 participations = 133 unique persons + 0 repeats." in text


def test_every_report_carries_where_the_log_stood(store: Store, tmp_path: Path) -> None:
    with store.read() as reader:
        anchor = reader.anchor()
    assert len(anchor) > 20
    assert report_json(store, BOTH)["log"] == anchor
    pdf = write_report(store, BOTH, tmp_path / "report.pdf")
    text = "".join("".join(reading.pages(pdf.read_bytes())).split())
    assert anchor.replace(" ", "") in text.replace("\u200b", "")
    book = write_report(store, BOTH, tmp_path / "report.xlsx")
    summary = CalamineWorkbook.from_path(book).get_sheet_by_name("Summary").to_python()
    assert any(anchor in str(cell) for row in summary for cell in row)


def test_programmes_and_funders_narrow_the_report(store: Store) -> None:
    known = Scope(BOTH.first_day, BOTH.last_day, "CEGGA-II", "ເຮວວິຕັດ")
    assert indicators(store, known)["events"]["value"] == 2
    for unknown in (
        Scope(BOTH.first_day, BOTH.last_day, programme="NO-SUCH"),
        Scope(BOTH.first_day, BOTH.last_day, funder="Nobody"),
        Scope(BOTH.last_day, BOTH.first_day),
    ):
        with pytest.raises(UserError):
            report_json(store, unknown)


@pytest.mark.parametrize("name", ["report.docx", "report"])
def test_other_files_are_refused(store: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        write_report(store, BOTH, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_an_empty_period_has_figures_but_no_file(store: Store, tmp_path: Path) -> None:
    empty = Scope(date(1999, 1, 1), date(1999, 1, 2))
    assert indicators(store, empty)["unique_people"]["value"] == 0
    with pytest.raises(UserError):
        write_report(store, empty, tmp_path / "report.xlsx")
