"""The table of every screen: filters in either script and spelling, Lao order, a thousand rows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from workshopdesk.ui import theme
from workshopdesk.ui.tables import PROBLEM_ROLE, Column, TableModel
from workshopdesk.ui.widgets.table import Table, tick_column


@dataclass(frozen=True)
class Row:
    key: int
    name: str
    province: str
    latin: str = ""


ROWS = (
    Row(1, "ຄຳຜຸຍ ບຸນຍະວົງ", "ຄຳມ່ວນ", "Khamphouy Bounyavong"),
    Row(2, "ນ້ຳອ້ອຍ ພູມີສຸກ", "ຫຼວງພະບາງ"),
    Row(3, "ແກ້ວມະນີ ບຸນຍະວົງ", "ຄຳມ່ວນ"),
)


def make_model() -> TableModel[Row]:
    columns: list[Column[Row]] = [
        tick_column(),
        Column("name", "Name", lambda r: r.name, (160, 160), other_texts=lambda r: r.latin, grow=1),
        Column(
            "province", "Province", lambda r: r.province, (120, 120), choices=True,
            problem=lambda r: "Wrong" if r.key == 3 else "",
        ),
    ]  # fmt: skip
    model = TableModel(columns, key=lambda r: r.key)
    model.set_rows(ROWS)
    return model


def keys(model: TableModel[Row]) -> list[int]:
    return [row.key for row in model.visible]


@pytest.mark.parametrize("typed", ["ນ້ຳອ້ອຍ", "ນ້ໍາອ້ອຍ", "ນໍ້າອ້ອຍ", "\u200bນ້ຳອ້ອຍ"])
def test_any_spelling_of_am_finds_the_person(typed: str, qtbot: QtBot) -> None:
    model = make_model()
    model.set_filter("name", typed)
    assert keys(model) == [2]


def test_latin_letters_find_a_lao_row(qtbot: QtBot) -> None:
    model = make_model()
    model.set_filter("name", "khamphouy")
    assert keys(model) == [1]


def test_filters_add_up_and_are_taken_away(qtbot: QtBot) -> None:
    model = make_model()
    model.set_filter("name", "ບຸນຍະວົງ")
    assert keys(model) == [1, 3]
    model.set_filter("province", "ຫຼວງ")
    assert keys(model) == []
    assert model.filtering
    model.clear_filters()
    assert keys(model) == [1, 2, 3]
    assert not model.filtering


def test_sorting_keeps_through_a_new_reading(qtbot: QtBot) -> None:
    model = make_model()
    model.sort(1, Qt.SortOrder.DescendingOrder)
    before = keys(model)
    model.set_rows(ROWS[::-1])
    assert keys(model) == before
    model.sort(-1)
    assert keys(model) == [3, 2, 1]


def test_a_cell_tells_its_problem(qtbot: QtBot) -> None:
    model = make_model()
    assert model.index(2, 2).data(PROBLEM_ROLE) == "Wrong"
    assert model.index(0, 2).data(PROBLEM_ROLE) is None


def make_table(qtbot: QtBot) -> Table:
    theme.load_fonts()
    theme.apply("light")
    table = Table(make_model(), "People")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    return table


def test_space_ticks_and_a_reading_keeps_the_ticks(qtbot: QtBot) -> None:
    table = make_table(qtbot)
    table.setCurrentIndex(table.table_model.index(1, 1))
    table.clearSelection()
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert [row.key for row in table.selected_rows()] == [2]
    table.table_model.set_rows(ROWS[::-1])
    assert [row.key for row in table.selected_rows()] == [2]
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.selected_rows() == []


def test_a_click_on_a_tick_box_adds_to_the_selection(qtbot: QtBot) -> None:
    table = make_table(qtbot)
    for row in (0, 2):
        box = table.visualRect(table.table_model.index(row, 0))
        QTest.mouseClick(
            table.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            box.center(),
        )
    assert [row.key for row in table.selected_rows()] == [1, 3]


def test_every_row_has_room_for_stacked_marks(qtbot: QtBot) -> None:
    table = make_table(qtbot)
    assert all(table.rowHeight(n) == 32 for n in range(3))
    assert table.fontMetrics().height() <= 32


def test_ticks_of_a_thousand_rows_stand(qtbot: QtBot) -> None:
    table = make_table(qtbot)
    table.table_model.set_rows([Row(n, f"ຄົນທີ {n}", "ຄຳມ່ວນ") for n in range(1000)])
    table.selectAll()
    assert len(table.selected_rows()) == 1000
    pick = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(table.table_model.index(5, 0), pick.Toggle | pick.Rows)
    assert len(table.selected_rows()) == 999
