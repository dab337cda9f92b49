"""Reports: the figures shown are the counts, lead to the people behind them, and are saved."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.windowed import Told

from workshopdesk.domain.counting import Count, Dimension, Rule, Scope, Unit
from workshopdesk.domain.event import EventStatus
from workshopdesk.domain.people import Sex
from workshopdesk.services import indicators, report
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.event_report.view import EventReportRoom
from workshopdesk.ui.figures_view import FiguresView
from workshopdesk.ui.reports import presenter
from workshopdesk.ui.reports.behind import BehindDialog
from workshopdesk.ui.reports.numbers import NumberTable
from workshopdesk.ui.reports.pages import FiguresPage
from workshopdesk.ui.reports.view import ReportsRoom
from workshopdesk.ui.shell import Shell


@pytest.fixture
def room(window: Shell) -> ReportsRoom:
    window.go(Place("reports"))
    assert isinstance(window.room, ReportsRoom)
    return window.room


@pytest.fixture
def page(window: Shell, event_id: UUID) -> EventReportRoom:
    window.go(Place("event_report", event_id))
    assert isinstance(window.room, EventReportRoom)
    return window.room


def values(view: FiguresView | FiguresPage) -> list[str]:
    return [button.text() for button in view.buttons]


def pick(room: ReportsRoom, period: str) -> None:
    room.period.setCurrentIndex(room.period.findData(period))
    room.period.picked.emit(period)


def test_figures_are_those_the_database_counts(room: ReportsRoom, store: Store) -> None:
    with store.read() as reader:
        scope = Scope(first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
        everyone = reader.count(Count(Unit.PERSON, scope=scope)).total
        present = reader.count(Count(Unit.PERSON, Rule.PRESENT, scope=scope)).total
        provinces = reader.count(
            Count(Unit.PERSON, scope=scope, dimensions=(Dimension.PROVINCE,))
        ).parts
        participations = reader.count(Count(Unit.PARTICIPATION, scope=scope)).total
        completions = reader.count(Count(Unit.PARTICIPATION, Rule.COMPLETED, scope=scope)).total
    counted = (everyone, participations, present, completions)
    assert values(room.figures)[:4] == [f"{int(n)}" for n in counted]
    lines = room.figures.table.lines.all_rows
    parts = {line.key: line.texts["total"] for line in lines if not line.sums}
    assert parts == {key or "?": f"{int(n)}" for (key,), n in provinces.items()}
    assert [line.texts["total"] for line in lines if line.sums] == [f"{int(everyone)}"]


def test_the_period_is_chosen_or_typed(room: ReportsRoom, store: Store) -> None:
    year = values(room.figures)
    pick(room, "2024")
    assert room.scope == report.Scope(date(2024, 1, 1), date(2024, 12, 31))
    assert values(room.figures) != year
    pick(room, "2024..2025")
    with store.read() as reader:
        assert values(room.figures)[0] == str(int(reader.count(Count(Unit.PERSON)).total))
    room.first.setText("1/9/2025")
    QTest.keyClick(room.first, Qt.Key.Key_Return)
    assert room.scope is not None
    assert room.scope.first_day == date(2025, 9, 1)
    assert values(room.figures) == year
    assert room.period.currentData() == ""


def test_what_is_no_date_is_refused_and_changes_nothing(room: ReportsRoom, told: Told) -> None:
    told.refusals_expected = True
    before = room.scope
    room.last.setText("soon")
    QTest.keyClick(room.last, Qt.Key.Key_Return)
    assert [m.title for m in told.of("refusal")] == ["soon is not a date"]
    assert room.scope == before
    assert "2025" in room.last.text()


def test_a_period_without_events_says_so(room: ReportsRoom) -> None:
    room.first.setText("1/1/2020")
    QTest.keyClick(room.first, Qt.Key.Key_Return)
    room.last.setText("31/12/2020")
    QTest.keyClick(room.last, Qt.Key.Key_Return)
    assert room.empty.isVisible()
    assert not room.excel.isEnabled()


def test_a_programme_and_a_funder_narrow_it(room: ReportsRoom) -> None:
    for choice in (room.programme, room.funder):
        assert choice.count() > 1
        choice.setCurrentIndex(1)
        choice.picked.emit(choice.currentData())
    assert room.scope is not None
    assert room.scope.programme is not None
    assert room.scope.funder is not None
    assert values(room.figures)[0] != "0"


def test_both_files_are_saved(room: ReportsRoom, tmp_path: Path, told: Told) -> None:
    room.save_to(tmp_path / "r.xlsx")
    room.save_to(tmp_path / "r.pdf")
    assert "Summary" in " ".join(openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames)
    document = pypdfium2.PdfDocument(tmp_path / "r.pdf")
    assert values(room.figures)[0] in document[0].get_textpage().get_text_range()
    document.close()
    assert [m.title for m in told.of("done")][-2:] == ["Saved r.xlsx", "Saved r.pdf"]


def click_number(table: NumberTable, row: int, key: str) -> None:
    """A click on a cell."""
    column = next(n for n, c in enumerate(table.lines.columns) if c.key == key)
    index = table.lines.index(row, column)
    place = table.visualRect(index).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def opened(room: ReportsRoom) -> BehindDialog:
    dialog = room.opener.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def test_a_large_number_opens_to_everyone_counted(window: Shell, room: ReportsRoom) -> None:
    for button in room.figures.buttons:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        dialog = opened(room)
        assert dialog.model.all_rows
        if button.number.key in ("unique_people", "people_present"):
            first = [one for one in dialog.model.all_rows if one.seen.first]
            assert f"{len(first)}" == button.number.value
        dialog.close()
    QTest.mouseClick(room.figures.buttons[0], Qt.MouseButton.LeftButton)
    dialog = opened(room)
    line = dialog.model.row_at(0)
    QTest.mouseClick(dialog.person, Qt.MouseButton.LeftButton)
    assert (window.place.room, window.place.focus) == (
        "people",
        str(line.seen.participation.person_id),
    )


def test_a_number_leads_to_the_attendance_record(window: Shell, room: ReportsRoom) -> None:
    for name, attribute in (("attendance", "attendance"), ("participants", "list")):
        window.go(Place("reports"))
        QTest.mouseClick(room.figures.buttons[1], Qt.MouseButton.LeftButton)
        dialog = opened(room)
        QTest.mouseClick(getattr(dialog, attribute), Qt.MouseButton.LeftButton)
        assert window.place.room == name
        assert window.place.event == dialog.model.row_at(0).seen.event_id


def test_every_number_of_a_table_opens_to_as_many(room: ReportsRoom) -> None:
    table = room.figures.table
    for dimension in ("province", "role", "organisation_type", "age_band"):
        QTest.mouseClick(room.figures.dimension.button(dimension), Qt.MouseButton.LeftButton)
        for number, line in enumerate(table.lines.visible):
            for key in ("women", "total"):
                if line.texts[key] == "0":
                    continue
                click_number(table, number, key)
                dialog = opened(room)
                rows = dialog.model.all_rows
                assert f"{sum(one.seen.first for one in rows)}" == line.texts[key]
                if key == "women":
                    assert {one.seen.participation.sex for one in rows} == {Sex.FEMALE.value}
                dialog.close()


def test_indicators_stand_with_target_and_achievement(room: ReportsRoom, store: Store) -> None:
    with store.read() as reader:
        programme = reader.programmes()[0]
    indicators.add_set(store, programme, "eu-results")
    with store.read() as reader:
        one = next(i for i in reader.indicators(programme.id) if i.code == "EU-1")
    days = date(2025, 1, 1), date(2025, 12, 31)
    indicators.set_target(store, one, *days, Decimal(40))
    room.refresh()
    room.show_page("indicators")
    lines = {line.texts.get("code"): line for line in room.indicators.table.lines.all_rows}
    line = lines["EU-1"]
    with store.read() as reader:
        counted = reader.count(line.opens["total"].count).total
    assert line.texts["total"] == line.texts["reached"] == f"{int(counted)}"
    assert line.texts["percent"] == f"{round(100 * counted / 40, 1):g}%"
    assert "completed" in line.texts["rule"]
    by_sex = sum(int(line.texts[key]) for key in ("women", "men", "not_said"))
    assert by_sex == counted
    number = list(room.indicators.table.lines.visible).index(line)
    click_number(room.indicators.table, number, "reached")
    rows = opened(room).model.all_rows
    assert sum(one.seen.first for one in rows) == counted
    opened(room).close()
    for at in range(room.indicators.by.count()):
        room.indicators.by.setCurrentIndex(at)
        room.indicators.by.picked.emit(room.indicators.by.currentData())
        told = room.indicators.parts.lines.all_rows
        assert told
        sensitive = "Disability" in room.indicators.by.currentText()
        assert not (sensitive and any(part.opens for part in told))


def test_events_lead_to_their_reports(window: Shell, room: ReportsRoom, event_id: UUID) -> None:
    room.show_page("events")
    [line] = room.events.table.lines.visible
    assert line.texts["total"] == values(room.figures)[1]
    room.events.table.doubleClicked.emit(room.events.table.lines.index(0, 1))
    assert (window.place.room, window.place.event) == ("event_report", event_id)


def test_the_report_is_looked_at_before_it_is_saved(room: ReportsRoom) -> None:
    QTest.mouseClick(room.pdf, Qt.MouseButton.LeftButton)
    dialog = room.previewing
    assert dialog.isVisible()
    first = dialog.page.pixmap().toImage()
    QTest.mouseClick(dialog.after, Qt.MouseButton.LeftButton)
    assert dialog.number == 1
    assert dialog.page.pixmap().toImage() != first
    dialog.close()


def test_a_number_opens_to_the_people_behind_it(page: EventReportRoom) -> None:
    view = page.figures
    for button in view.buttons[:3]:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert len(view.people.all_rows) == int(button.text())
    part = view.parts.all_rows[0]
    view.table.selectRow(0)
    assert len(view.people.all_rows) == part.total
    assert view.whose.text().startswith(part.label)
    assert sum(behind.female for behind in view.people.all_rows) == part.women


def test_every_way_of_dividing_leads_to_its_people(page: EventReportRoom) -> None:
    view = page.figures
    for dimension in ("role", "organisation_type", "age_band", "province"):
        QTest.mouseClick(view.dimension.button(dimension), Qt.MouseButton.LeftButton)
        assert sum(p.total for p in view.parts.all_rows) == int(view.buttons[0].text())
        for number, part in enumerate(view.parts.visible):
            view.table.selectRow(number)
            assert len(view.people.all_rows) == part.total


def test_a_person_behind_a_number_is_opened(window: Shell, page: EventReportRoom) -> None:
    person = page.figures.people.row_at(0)
    page.figures.names.setCurrentIndex(page.figures.people.index(0, 0))
    QTest.keyClick(page.figures.names, Qt.Key.Key_Return)
    assert window.place.room == "people"
    assert window.place.focus == str(person.id)


def test_the_last_step_is_marked_and_taken_back(
    window: Shell, page: EventReportRoom, store: Store, event_id: UUID
) -> None:
    def status() -> EventStatus:
        with store.read() as reader:
            return reader.event(event_id).status

    before = status()
    QTest.mouseClick(page.reported, Qt.MouseButton.LeftButton)
    assert status() is EventStatus.REPORTED
    assert not page.reported.isVisible()
    window.desk.undo()
    assert status() is before
    assert page.reported.isVisible()


def test_the_papers_are_one_click_away(window: Shell, page: EventReportRoom) -> None:
    QTest.mouseClick(page.paper, Qt.MouseButton.LeftButton)
    assert (window.place.room, window.place.focus) == ("papers", "event-report")


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2023..2025", date(2023, 1, 1), date(2025, 12, 31)),
    ],
)
def test_periods(period: str, first: date, last: date) -> None:
    assert presenter.days_of(period) == (first, last)
    assert presenter.period_of(first, last, ((period, ""),)) == period
