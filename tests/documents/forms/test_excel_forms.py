"""Excel forms refilled: what is filled is right, and all else is as the funder sent it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.documents.forms import making

from workshopdesk.documents import forms
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.forms import Mark, Percent, Place, Value, tokens

MARKS = (
    Mark(Place("Report", 3, 2), "programme"),
    Mark(Place("Report", 4, 5), "to"),
    Mark(Place("Report", 7, 2), "women"),
    Mark(Place("Report", 7, 3), "men"),
    Mark(Place("Report", 8, 2), "percent"),
    Mark(Place("Report", 17, 4), "office"),
    Mark(Place("Report", 12, 1), "events.n"),
    Mark(Place("Report", 12, 2), "events.title"),
    Mark(Place("Report", 12, 3), "events.day"),
    Mark(Place("Report", 12, 4), "events.women"),
    Mark(Place("Report", 12, 5), "events.men"),
)
VALUES: dict[str, Value] = {
    "programme": "ໂຄງການ & <one>",
    "from": date(2026, 1, 1),
    "to": date(2026, 3, 31),
    "women": 12,
    "men": 7.5,
    "percent": Percent(62.5),
    "office": "=HYPERLINK(1)",
}


def records(count: int) -> list[dict[str, Value]]:
    """So many events."""
    return [
        {"n": n, "title": f"Event {n}", "day": date(2026, 2, n), "women": n, "men": 2 * n}
        for n in range(1, count + 1)
    ]


def say(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def midnight(year: int, month: int, day: int) -> datetime:
    """A day as openpyxl gives it."""
    return datetime.combine(date(year, month, day), time())


def refilled(data: bytes, count: int, marks: tuple[Mark, ...] = MARKS, log: str = "") -> bytes:
    found = (*marks, *tokens(forms.read(data, "form.xlsx")))
    answers = forms.Answers(VALUES, {"events": records(count)}, say)
    return forms.fill(data, "form.xlsx", found, answers, log=log)


def opened(data: bytes, **how: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), **how)


def look(cell: Any) -> tuple[object, ...]:
    """How a cell is drawn."""
    parts = cell.font, cell.fill, cell.border, cell.alignment, cell.protection
    return (*map(repr, parts), cell.number_format)


@pytest.fixture(scope="module")
def form() -> bytes:
    return making.saved(making.workbook())


def test_every_other_part_is_the_same_byte_for_byte(form: bytes) -> None:
    before, after = making.parts(form), making.parts(refilled(form, 2))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/charts/chart1.xml",
    }  # fmt: skip


def test_cells_are_filled_and_all_others_are_as_they_were(form: bytes) -> None:
    before, after = opened(form)["Report"], opened(refilled(form, 2))["Report"]
    expected = {
        "B3": "ໂຄງການ & <one>", "B4": "from 2026-01-01 to 2026-03-31",
        "E4": midnight(2026, 3, 31), "B7": 12, "C7": 7.5, "B8": 0.625, "D17": "=HYPERLINK(1)",
        "A12": 1, "B12": "Event 1", "C12": midnight(2026, 2, 1), "D12": 1, "E12": 2,
        "A13": 2, "B13": "Event 2", "C13": midnight(2026, 2, 2), "D13": 2, "E13": 4,
    }  # fmt: skip
    for row in before.iter_rows(max_row=40, max_col=10):
        for cell in row:
            now = after[cell.coordinate]
            assert now.value == expected.get(cell.coordinate, cell.value), cell.coordinate
            assert look(now) == look(cell), cell.coordinate
    assert after["D17"].data_type == "s"


def test_rows_are_put_in_and_everything_below_follows(form: bytes) -> None:
    book = opened(refilled(form, 6))
    sheet, lists = book["Report"], book["Lists"]
    assert [sheet.cell(row, 2).value for row in range(12, 19)] == [
        *(f"Event {n}" for n in range(1, 7)), "Total",
    ]  # fmt: skip
    assert [sheet.cell(row, 6).value for row in range(12, 18)] == [
        f"=D{row}+E{row}" for row in range(12, 18)
    ]
    assert sheet["D18"].value == "=SUM(D12:D17)"
    assert sheet["B21"].value == "=Report!D18*2"
    assert (lists["C1"].value, lists["C2"].value) == ("=Report!D18", "=SUM(Women)")
    assert book.defined_names["Women"].attr_text == "Report!$D$12:$D$17"
    assert book.defined_names["Total_women"].attr_text == "Report!$D$18"
    assert sheet["D20"].comment is not None
    assert sheet["D20"].value == "=HYPERLINK(1)"
    rules = {str(f.sqref): f.rules[0].formula for f in sheet.conditional_formatting}
    assert rules == {"D12:E17": ["$D$18/2"], "F12:F17": []}
    assert set(str(sheet.data_validations.dataValidation[0].sqref).split()) == {"B12:B17", "B20"}
    assert {str(m) for m in sheet.merged_cells.ranges} == {"A1:F1", "B3:D3"}
    assert sheet.print_area == "'Report'!$A$1:$F$43"
    assert sheet.print_title_rows == "$11:$11"
    assert sheet.freeze_panes == "A2"
    for row in range(12, 18):
        assert sheet.row_dimensions[row].height == 24
        for column in range(1, 7):
            assert look(sheet.cell(row, column)) == look(sheet.cell(14, column))


def test_a_chart_and_a_picture_follow_the_longer_table(form: bytes) -> None:
    held = making.parts(refilled(form, 6))
    chart = held["xl/charts/chart1.xml"].decode()
    assert set(re.findall(r"<(?:\w+:)?f>([^<]*)</", chart)) == {
        "'Report'!$B$12:$B$17", "'Report'!D11", "'Report'!$D$12:$D$17", "'Report'!E11",
        "'Report'!$E$12:$E$17",
    }  # fmt: skip
    drawing = held["xl/drawings/drawing1.xml"].decode()
    assert re.findall(r"<xdr:row>(\d+)</xdr:row>|<row>(\d+)</row>", drawing)
    rows = [int(a) for a in re.findall(r"row>(\d+)<", drawing)]
    assert rows[0] == 19 + 3
    assert 0 in rows
    assert [n for n in held if n.startswith("xl/media/")] == ["xl/media/image1.png"]
    assert held["xl/media/image1.png"] == making.parts(form)["xl/media/image1.png"]


def test_without_records_the_row_stays_empty(form: bytes) -> None:
    sheet = opened(refilled(form, 0))["Report"]
    assert [sheet.cell(12, n).value for n in range(1, 6)] == [None] * 5
    assert sheet["B15"].value == "Total"


def with_results(form: bytes) -> bytes:
    """The form as a program leaves it that worked its formulas out."""

    def work_out(held: dict[str, bytes]) -> None:
        for name in held:
            if name.startswith("xl/worksheets/sheet"):
                held[name] = re.sub(rb"</f><v ?/>|</f><v></v>|</f></c>",
                                    lambda m: b"</f><v>99</v>" + m[0][-4:] * m[0].endswith(b"</c>"),
                                    held[name])  # fmt: skip

    return making.repacked(form, work_out)


def test_only_results_that_no_longer_hold_are_taken_out(form: bytes) -> None:
    given = with_results(form)
    assert opened(given, data_only=True)["Report"]["C18"].value == 99
    after = opened(refilled(given, 2), data_only=True)
    sheet, lists = after["Report"], after["Lists"]
    assert sheet["C18"].value == 99
    assert sheet["F14"].value == 99
    stale = [sheet[name].value for name in ("D7", "F12", "D15", "B18")]
    assert [*stale, lists["C1"].value, lists["C2"].value, lists["C3"].value] == [None] * 7
    assert opened(refilled(given, 2)).calculation.fullCalcOnLoad


def test_the_log_is_kept_under_a_hidden_name(form: bytes) -> None:
    name = opened(refilled(form, 1, log='77 "a"')).defined_names["WorkshopDesk_log"]
    assert (name.attr_text, name.hidden) == ('"77 ""a"""', True)


def test_a_merged_cell_across_the_last_row_is_refused() -> None:
    book = making.workbook()
    book["Report"].merge_cells("H14:H16")
    given = making.saved(book)
    with pytest.raises(UserError, match="merged"):
        refilled(given, 6)
    assert opened(refilled(given, 3))["Report"]["B14"].value == "Event 3"


def test_two_tables_beside_each_other_are_refused_only_when_rows_are_missing(form: bytes) -> None:
    beside = (*MARKS, Mark(Place("Report", 12, 8), "units.name"))
    units: list[dict[str, Value]] = [{"name": "One"}]

    def fill(count: int) -> bytes:
        answers = forms.Answers(VALUES, {"events": records(count), "units": units}, say)
        return forms.fill(form, "form.xlsx", beside, answers)

    assert opened(fill(3))["Report"]["H12"].value == "One"
    with pytest.raises(UserError, match="beside each other"):
        fill(4)


def test_shared_and_running_formulas_keep_their_meaning() -> None:
    book = making.workbook()
    sheet = book["Report"]
    for row in range(12, 15):
        sheet.cell(row, 7, f"=SUM(D$12:D{row})")
    after = opened(refilled(making.saved(book), 5))["Report"]
    assert [after.cell(row, 7).value for row in range(12, 17)] == [
        f"=SUM(D$12:D{row})" for row in range(12, 17)
    ]


@pytest.mark.filterwarnings("ignore:.* extension is not supported")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_works_out_the_same(form: bytes, tmp_path: Path) -> None:
    for count in (2, 6):
        (tmp_path / f"form{count}.xlsx").write_bytes(refilled(form, count))
    out = tmp_path / "out"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
               "--convert-to", "xlsx", "--outdir", str(out),
               *(str(tmp_path / f"form{n}.xlsx") for n in (2, 6))]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for count, total in ((2, 15), (6, 18)):
        book = openpyxl.load_workbook(out / f"form{count}.xlsx", data_only=True)
        sheet, lists = book["Report"], book["Lists"]
        women = count * (count + 1) // 2
        assert [sheet[f"{c}{total}"].value for c in "DEF"] == [women, 2 * women, 3 * women]
        assert sheet["D7"].value == 19.5
        assert [lists[f"C{n}"].value for n in (1, 2, 3)] == [women] * 3
