"""A table is built, seen with its chart at once, opened cell by cell, saved by name, exported."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.windowed import Told

from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.reports.builder import BuilderPage
from workshopdesk.ui.reports.view import ReportsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.widgets.fields import Choice

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def room(window: Shell) -> ReportsRoom:
    window.go(Place("reports", focus="build"))
    assert isinstance(window.room, ReportsRoom)
    return window.room


def pick(choice: Choice, key: str) -> None:
    choice.choose(key)
    choice.picked.emit(key)


def numbers(page: BuilderPage) -> dict[str, dict[str, str]]:
    assert page.table is not None
    return {line.texts["label"]: line.texts for line in page.table.lines.all_rows}


def series(page: BuilderPage) -> int:
    assert page.chart.chart is not None
    return len(page.chart.chart.series)


def test_table_and_chart_say_the_same(room: ReportsRoom) -> None:
    page = room.builder
    assert page.chart.chart is not None
    shown = numbers(page)
    assert {b.label.main: str(b.total) for b in page.chart.chart.bars} == {
        label: line["total"] for label, line in shown.items() if label != "Total"
    }
    assert shown["Total"]["total"] == room.figures.buttons[0].text()
    assert series(page) == 2
    pick(page.columns, "role")
    assert series(page) == 1
    pick(page.columns, "")
    assert set(numbers(page)["Total"]) == {"label", "total"}


def test_every_cell_opens(room: ReportsRoom) -> None:
    page = room.builder
    pick(page.form.unit, "participation")
    assert page.table is not None
    for line in page.table.lines.all_rows:
        for key, opens in line.opens.items():
            room.opener.open(opens)
            assert room.opener.dialog is not None
            rows = room.opener.dialog.model.all_rows
            assert f"{sum(one.seen.heads or 1 for one in rows)}" == line.texts[key]
            room.opener.dialog.close()


def test_what_is_sensitive_is_refused_or_hidden(room: ReportsRoom, told: Told) -> None:
    told.refusals_expected = True
    page = room.builder
    pick(page.rows, "disability")
    assert page.table is not None
    assert not any(line.opens for line in page.table.lines.all_rows)
    pick(page.columns, "province")
    assert not page.export.isEnabled()
    assert told.of("refusal")[-1].title == "What is sensitive is divided by sex alone"
    pick(page.columns, "sex")
    pick(page.form.unit, "person_day")
    assert "persons alone" in told.of("refusal")[-1].title


def test_it_is_saved_by_name_and_opened_again(room: ReportsRoom, store: Store) -> None:
    page = room.builder
    pick(page.rows, "role")
    page.form.rule.choose("present")
    page.name.setText("Who came")
    QTest.mouseClick(page.keep, LEFT)
    kept = page.saved.currentData()
    assert page.saved.currentText() == "Who came"
    before = numbers(page)
    pick(page.saved, "")
    pick(page.rows, "age_band")
    page.form.rule.choose("registered")
    pick(page.saved, kept)
    assert (page.rows.currentData(), page.form.rule.currentData()) == ("role", "present")
    assert set(numbers(page)) == set(before)
    QTest.mouseClick(page.remove, LEFT)
    assert page.saved.count() == 1


def test_it_is_exported_as_it_is_shown(room: ReportsRoom, tmp_path: Path) -> None:
    page = room.builder
    shown = numbers(page)
    for suffix in ("pdf", "xlsx", "csv"):
        page.save_to(tmp_path / f"built.{suffix}")
    text = (tmp_path / "built.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == ["province", "province_name", "sex", "sex_name", "person"]
    women = {row[1]: row[4] for row in rows[1:] if row[2] == "F"}
    assert women == {label: line["c0"] for label, line in shown.items() if label != "Total"}
    sheet = openpyxl.load_workbook(tmp_path / "built.xlsx").worksheets[0]
    cells = {str(row[0]).split("\n")[-1]: row for row in sheet.iter_rows(values_only=True)}
    for label, line in shown.items():
        assert str(cells[label][3]) == line["total"]
    assert len(getattr(sheet, "_charts")) == 1  # noqa: B009 - no public name for it
    document = pypdfium2.PdfDocument(tmp_path / "built.pdf")
    printed = document[0].get_textpage().get_text_range()
    document.close()
    assert shown["Total"]["total"] in printed
    assert "Khammouane" in printed
