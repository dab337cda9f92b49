"""Workbooks: read back by another library, recalculated by LibreOffice, the same bytes twice."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.documents import reading, samples

from workshopdesk.documents import render_xlsx

Rows = tuple[tuple[str, str, str, int, int], ...]
ROWS: Rows = tuple(
    (f"P{n:04d}", "FM-"[n % 3], ("LA-KH", "LA-LP", "LA-VT")[n % 4 % 3], 1, int(n % 5 > 0))
    for n in range(90)
)


def read(content: bytes, sheet: str) -> list[list[object]]:
    """The cells of a sheet as python-calamine reads them."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def row_of(rows: list[list[object]], label: str) -> list[object]:
    """The row that holds a label."""
    return next(row for row in rows if label in row)


def test_summary_reads_without_calculating() -> None:
    rows = read(render_xlsx(samples.funder_workbook(ROWS)), "Summary")
    first = sum(row[4] for row in ROWS)
    assert row_of(rows, "Participations")[3:7] == [30, 30, 30, 90]
    assert row_of(rows, "Unique participants")[6] == first
    for code in ("LA-KH", "LA-LP", "LA-VT"):
        women = sum(row[1] == "F" and row[2] == code for row in ROWS)
        assert row_of(rows, code)[3] == women


def test_libreoffice_calculates_the_same_totals(tmp_path: Path) -> None:
    content = render_xlsx(samples.funder_workbook(ROWS))
    recalculated = reading.recalculated(content, tmp_path)
    ours, theirs = read(content, "Summary"), read(recalculated, "Summary")
    for label in ("Unique participants", "Participations", "LA-KH", "LA-LP", "LA-VT", "Total"):
        assert row_of(theirs, label)[3:8] == pytest.approx(row_of(ours, label)[3:8]), label


def test_every_figure_of_the_summary_is_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(render_xlsx(samples.funder_workbook(ROWS))))
    for row in book["Summary"].iter_rows(min_row=7, min_col=4, max_col=8):
        for cell in row:
            assert cell.value is None or isinstance(cell.value, str), cell.coordinate
            if cell.value and row[0].row not in (6, 10):
                assert cell.data_type == "f", cell.coordinate


def test_data_sheets_are_ready_to_filter() -> None:
    book = openpyxl.load_workbook(BytesIO(render_xlsx(samples.funder_workbook(ROWS))))
    sheet = book["Participations"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E91"
    assert not sheet.merged_cells.ranges
    assert sheet["A1"].value == "ລະຫັດ\nPerson"
    assert sheet.print_title_rows == "$1:$1"


def test_a_table_with_a_chart_has_one() -> None:
    content = render_xlsx(samples.funder_workbook(ROWS))
    with zipfile.ZipFile(BytesIO(content)) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        assert charts == ["xl/charts/chart1.xml"]
        assert package.read(charts[0]).count(b"Summary") >= 6


@given(st.text(min_size=1, max_size=30))
@settings(max_examples=30, deadline=None)
def test_text_is_never_a_formula(text: str) -> None:
    content = render_xlsx(samples.funder_workbook((("=" + text, "F", "+" + text, 1, 1),)))
    book = openpyxl.load_workbook(BytesIO(content))
    for row in book["Participations"].iter_rows(min_row=2, max_row=2, max_col=3):
        assert all(cell.data_type in ("s", "inlineStr") for cell in row)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_dangerous_starts_stay_text_when_edited(start: str) -> None:
    person = f"{start}1+1"
    content = render_xlsx(samples.funder_workbook(((person, "F", "LA-KH", 1, 1),)))
    cell = openpyxl.load_workbook(BytesIO(content))["Participations"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (person, "s", True)


def test_sign_in_sheet_reads_back() -> None:
    sheet = samples.sign_in(count=40)
    rows = read(render_xlsx(sheet), sheet.head.title.main)
    head = next(n for n, row in enumerate(rows) if "ຊື່ ແລະ ນາມສະກຸນ" in row)
    assert [row[1] for row in rows[head + 1 : head + 41]] == [p.name.main for p in sheet.people]
    assert rows[head][8:12] == [
        f"{day.label.main}\n{half.main}" for day in sheet.days for half in day.half_days
    ]
    assert rows[head + 41][0] == 41
    assert row_of(rows, "ລວມ")[3] == 40


def test_participant_list_totals_are_on_their_own_sheet() -> None:
    sheet = samples.participant_list(count=10)
    rows = read(render_xlsx(sheet), "ລວມ")
    assert row_of(rows, "ຄຳມ່ວນ")[1:5] == [4, 0, 0, 4]


def test_agenda_has_real_dates_and_times() -> None:
    sheet = samples.agenda("lo-en")
    rows = read(render_xlsx(sheet), sheet.head.title.main)
    line = row_of(rows, "d1s2")
    assert line[1] == samples.DAY
    assert str(line[2]) == "10:00:00"
    assert line[5] == "ພັກຜ່ອນ\nBreak"


def test_same_sheet_same_bytes() -> None:
    for sheet in (samples.sign_in(), samples.agenda(), samples.funder_workbook(ROWS)):
        assert render_xlsx(sheet) == render_xlsx(sheet)


def test_the_package_tells_no_time() -> None:
    content = render_xlsx(samples.funder_workbook(ROWS))
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2025-09-15T00:00:00Z") == 2


def test_a_long_sheet_title_is_cut_to_what_excel_allows() -> None:
    sheet = samples.sign_in("en")
    book = openpyxl.load_workbook(BytesIO(render_xlsx(sheet)))
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_papers_without_a_workbook_are_refused() -> None:
    with pytest.raises(TypeError):
        render_xlsx(samples.groups())
