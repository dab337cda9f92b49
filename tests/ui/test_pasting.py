"""Rows copied in a spreadsheet are previewed and imported; columns are set right and remembered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.windowed import Told

from workshopdesk.services import events
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.participants.view import ParticipantsRoom
from workshopdesk.ui.shell import Shell

CONTROL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
ROWS = "ລ/ດ\tຊື່ ແລະ ນາມສະກຸນ\tເພດ\tຕຳແໜ່ງ\n1\tສົມສັກ ວົງໄຊ\tຊາຍ\tຫົວໜ້າພະແນກ\n2\tຄຳຫຼ້າ ພົມມະ\tຍິງ\tຮອງພະແນກ\n"


@pytest.fixture
def new_event(store: Store) -> UUID:
    day = date(2026, 1, 5)
    return events.create_event(store, code="NEW", title_lo="ໃໝ່", first_day=day, last_day=day).id


@pytest.fixture
def room(window: Shell, new_event: UUID) -> ParticipantsRoom:
    window.go(Place("participants", new_event))
    assert isinstance(window.room, ParticipantsRoom)
    return window.room


def test_copied_rows_are_pasted(room: ParticipantsRoom, store: Store, new_event: UUID) -> None:
    QApplication.clipboard().setText(ROWS)
    room.setFocus()
    QTest.keyClick(room, Qt.Key.Key_V, CONTROL)
    assert room.dialog.isVisible()
    assert room.dialog.model.rowCount() == 2
    with store.read() as reader:
        assert reader.participants(new_event) == ()
    QTest.mouseClick(room.dialog.confirm, LEFT)
    with store.read() as reader:
        rows = reader.participants(new_event)
    assert [(r.name, r.position) for r in rows] == [
        ("ສົມສັກ ວົງໄຊ", "ຫົວໜ້າພະແນກ"), ("ຄຳຫຼ້າ ພົມມະ", "ຮອງພະແນກ"),
    ]  # fmt: skip


def test_a_text_field_pastes_text(room: ParticipantsRoom) -> None:
    QApplication.clipboard().setText("ສົມສັກ")
    room.new_name.setFocus()
    QTest.keyClick(room.new_name, Qt.Key.Key_V, CONTROL)
    assert room.new_name.text() == "ສົມສັກ"


def test_nothing_copied_is_said(room: ParticipantsRoom, told: Told) -> None:
    told.refusals_expected = True
    QApplication.clipboard().setText(" \n")
    QTest.mouseClick(room.paste_button, LEFT)
    assert [m.title for m in told.of("refusal")] == ["There is nothing to paste"]


def test_a_column_is_set_right_and_remembered(
    room: ParticipantsRoom, store: Store, new_event: UUID
) -> None:
    QApplication.clipboard().setText(ROWS)
    QTest.mouseClick(room.paste_button, LEFT)
    assert room.dialog.columns.buttons["position"].text().strip() == "D: Position"
    room.dialog.columns.take("organisation", "D")
    assert "position" not in room.dialog.columns.buttons
    QTest.mouseClick(room.dialog.confirm, LEFT)
    with store.read() as reader:
        assert [r.organisation for r in reader.participants(new_event)] == [
            "ຫົວໜ້າພະແນກ", "ຮອງພະແນກ",
        ]  # fmt: skip
    QTest.mouseClick(room.paste_button, LEFT)
    assert room.dialog.columns.buttons["organisation"].text().strip().startswith("D:")
    room.dialog.reject()


def test_a_column_is_said_to_be_nothing_and_stays_so(
    room: ParticipantsRoom, store: Store, new_event: UUID
) -> None:
    rows = "ຊື່ ແລະ ນາມສະກຸນ\tຕຳແໜ່ງ\tສີທີ່ມັກ\nສົມສັກ ວົງໄຊ\tຫົວໜ້າພະແນກ\tແດງ\nຄຳຫຼ້າ ພົມມະ\tຮອງພະແນກ\tຂຽວ\n"
    QApplication.clipboard().setText(rows)
    room.paste()
    assert "C" in room.dialog.columns.buttons
    room.dialog.columns.ignore("B")
    assert room.dialog.plan is not None
    assert room.dialog.plan.ignored == ("B",)
    assert "position" not in room.dialog.plan.columns
    QTest.mouseClick(room.dialog.confirm, LEFT)
    with store.read() as reader:
        assert [r.position for r in reader.participants(new_event)] == ["", ""]
    QApplication.clipboard().setText(rows.replace("ສົມສັກ", "ສົມໃຈ"))
    room.paste()
    assert room.dialog.plan.ignored == ("B",)
    room.dialog.columns.ignore("B")
    assert "position" in room.dialog.plan.columns
