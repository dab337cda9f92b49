"""The forms' room: a form is given, marked by clicking, looked at and saved; changes are shown."""

from __future__ import annotations

import io
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.documents.forms import making
from tests.windowed import Told

from workshopdesk.domain.forms import Place
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place as Where
from workshopdesk.ui.forms.view import MARKS, PREVIEW, FormsRoom
from workshopdesk.ui.shell import Shell

LEFT = Qt.MouseButton.LeftButton
FORM = making.saved(making.workbook())


@pytest.fixture
def room(window: Shell, tmp_path: Path) -> FormsRoom:
    """The room with a form that was given."""
    window.go(Where("forms"))
    assert isinstance(window.room, FormsRoom)
    path = tmp_path / "Quarterly form.xlsx"
    path.write_bytes(FORM)
    window.room.give_form(path)
    return window.room


def test_it_is_reached_from_reports(window: Shell) -> None:
    window.go(Where("reports"))
    assert window.room is not None
    buttons = window.room.findChildren(QPushButton)
    QTest.mouseClick(next(b for b in buttons if b.text().strip() == "Funders' forms"), LEFT)
    assert isinstance(window.room, FormsRoom)
    assert window.room.pages.currentWidget() is window.room.empty


def click(room: FormsRoom, row: int, column: int) -> None:
    """Click a cell of the form."""
    index = room.grid.cells.index(row - 1, column - 1)
    room.grid.scrollTo(index)
    place = room.grid.visualRect(index).center()
    QTest.mouseClick(room.grid.viewport(), LEFT, pos=place)


def choose(room: FormsRoom, source: str) -> None:
    """Choose from what is on offer, then press the button."""
    group = next(o.group for o in room.state.offers if o.source == source)
    room.panel.group.choose(group)
    room.panel.group.picked.emit(group)
    room.panel.what.choose(source)
    room.panel.what.picked.emit(source)
    QTest.mouseClick(room.panel.fill, LEFT)


def marked(store: Store) -> dict[str, str]:
    with store.read() as reader:
        (form,) = reader.report_forms()
    return {m.place.cell: m.source for m in form.marks if not m.token}


def test_a_form_is_shown_as_it_looks(room: FormsRoom) -> None:
    cells = room.grid.cells
    assert cells.data(cells.index(5, 1)) == "Women"
    assert room.grid.columnSpan(0, 0) == 6
    assert cells.data(cells.index(3, 1)) == "First day of the period · Last day of the period"


def test_a_cell_is_marked_by_clicking_and_unmarked(room: FormsRoom, store: Store) -> None:
    click(room, 7, 2)
    assert room.panel.labels.accessibleName() == "People trained · Women"
    choose(room, "indicator:unique_people:women")
    assert marked(store) == {"B7": "indicator:unique_people:women"}
    assert room.cell == Place("Report", 7, 2)
    QTest.mouseClick(room.panel.take, LEFT)
    assert marked(store) == {}


def test_by_keys_alone(room: FormsRoom, store: Store) -> None:
    click(room, 7, 2)
    QTest.keyClick(room.grid, Qt.Key.Key_Right)
    assert room.cell == Place("Report", 7, 3)
    room.panel.typed.setFocus()
    room.panel.typed.setText("indicator:participations:sex=M")
    QTest.keyClick(room.panel.typed, Qt.Key.Key_Return)
    assert marked(store) == {"C7": "indicator:participations:sex=M"}


def test_a_formula_cannot_be_marked(room: FormsRoom) -> None:
    click(room, 7, 4)
    assert not room.panel.fill.isEnabled()
    assert "formula" in room.panel.why.accessibleName()


def test_one_of_several_placeholders_is_said_anew(room: FormsRoom, store: Store) -> None:
    click(room, 4, 2)
    assert room.panel.several.isVisible()
    room.panel.token.choose("{{to}}")
    room.panel.token.picked.emit("{{to}}")
    choose(room, "date")
    with store.read() as reader:
        (form,) = reader.report_forms()
    assert {m.token: m.source for m in form.marks} == {"{{from}}": "from", "{{to}}": "date"}


def test_the_preview_and_the_saved_form_agree(
    room: FormsRoom, store: Store, tmp_path: Path
) -> None:
    click(room, 7, 2)
    choose(room, "indicator:unique_people:women")
    click(room, 12, 2)
    choose(room, "events.title")
    QTest.mouseClick(room.shown.button(PREVIEW), LEFT)
    shown = {line.where: line.new for line in room.lines.all_rows}
    room.save_to(tmp_path / "filled.xlsx")
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "filled.xlsx").read_bytes()))
    sheet = book["Report"]
    assert str(sheet["B7"].value) == shown["Report!B7"] != "0"
    assert sheet["B12"].value == shown["Report!B12"]


def test_a_changed_form_is_shown_and_kept_only_when_accepted(
    room: FormsRoom, store: Store, tmp_path: Path
) -> None:
    click(room, 7, 2)
    choose(room, "indicator:unique_people:women")
    book = making.workbook()
    book["Report"]["A7"] = "Persons trained"
    (tmp_path / "new.xlsx").write_bytes(making.saved(book))
    room.compare(tmp_path / "new.xlsx")
    assert room.pages.currentWidget() is room.changed
    assert room.changed.table.model().index(0, 1).data() == "Renamed around it"
    room.refresh()
    assert room.pages.currentWidget() is room.changed
    QTest.mouseClick(room.changed.drop, LEFT)
    assert room.pages.currentWidget() is room.marking
    click(room, 7, 1)
    assert room.grid.cells.data(room.grid.cells.index(6, 0)) == "People trained"
    room.compare(tmp_path / "new.xlsx")
    QTest.mouseClick(room.changed.accept, LEFT)
    assert room.tools.isEnabled()
    assert room.pages.currentWidget() is room.marking
    assert room.grid.cells.data(room.grid.cells.index(6, 0)) == "Persons trained"
    assert marked(store) == {"B7": "indicator:unique_people:women"}


def test_what_is_no_form_is_refused_in_words(room: FormsRoom, tmp_path: Path, told: Told) -> None:
    told.refusals_expected = True
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    room.give_form(tmp_path / "old.xls")
    assert "old.xls" in told.of("refusal")[0].title
    assert len(room.state.forms) == 1


def test_removing_is_undone(room: FormsRoom, window: Shell, store: Store) -> None:
    QTest.mouseClick(room.remove, LEFT)
    assert room.pages.currentWidget() is room.empty
    window.desk.undo()
    assert room.state.opened is not None
    assert room.pages.currentWidget() is room.marking


def test_a_programme_narrows_the_numbers(room: FormsRoom, store: Store) -> None:
    key, _name = room.state.programmes[0]
    room.programme.choose(key)
    room.programme.picked.emit(key)
    assert room.state.opened is not None
    assert room.state.opened.form.programme_id == UUID(key)
    room._show_page(PREVIEW)
    room._show_page(MARKS)
    assert any(o.source.startswith("indicator:") for o in room.state.offers)
