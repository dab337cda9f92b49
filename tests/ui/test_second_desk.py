"""The second computer at a desk: a list opened, people signed in, the file read back."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.windowed import Told, type_text

from workshopdesk.domain.attendance import AttendanceSource
from workshopdesk.domain.badge import badge_code
from workshopdesk.store import Store
from workshopdesk.ui.attendance.second_desk import SecondDeskDialog, open_list
from workshopdesk.ui.attendance.view import AttendanceRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.shell import Shell

RETURN, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton


def attendance_room(window: Shell, event_id: UUID) -> AttendanceRoom:
    window.go(Place("attendance", event_id))
    room = window.room
    assert isinstance(room, AttendanceRoom)
    return room


def opened(window: Shell, path: Path) -> SecondDeskDialog:
    dialog = open_list(path, window.desk.messages, window)
    assert dialog is not None
    return dialog


def test_a_list_goes_out_and_comes_back_once(
    window: Shell, store: Store, event_id: UUID, tmp_path: Path
) -> None:
    room = attendance_room(window, event_id)
    path = tmp_path / "list.wdcheckin"
    room.hand_out(path)
    with store.read() as reader:
        marks = {m.registration_id: m for m in reader.attendance(event_id)}
        absent = next(p for p in reader.participants(event_id)
                      if p.id in marks and marks[p.id].mark == "absent")  # fmt: skip
        half_day = marks[absent.id].half_day
    dialog = opened(window, path)
    assert dialog.model.rowCount() == 87
    dialog.half_days.choose(str(half_day))
    before = dialog.desk.count(half_day)
    type_text(dialog.sign_in.field, badge_code(absent.id))
    QTest.keyClick(dialog.sign_in.field, RETURN)
    assert dialog.desk.count(half_day) == before + 1
    type_text(dialog.new_name, "ແກ້ວມະນີ ສຸກສະຫວັນ")
    QTest.mouseClick(dialog.add_button, LEFT)
    assert dialog.model.rowCount() == 88
    window.speak("en")
    window.speak("lo")
    back = dialog.desk.back_path
    dialog.accept()

    room.take_back(back)
    assert len(room.back.rows.selected_rows()) == 2
    QTest.mouseClick(room.back.confirm, LEFT)
    assert not room.back.isVisible()
    with store.read() as reader:
        marks = {m.registration_id: m for m in reader.attendance(event_id)}
        assert marks[absent.id].source is AttendanceSource.BADGE
        assert len(reader.participants(event_id)) == 88
    where = store.position()
    room.take_back(back)
    assert not room.back.confirm.isEnabled()
    room.back.reject()
    assert store.position() == where


def test_who_is_not_listed_and_who_is_marked_is_said(
    window: Shell, event_id: UUID, tmp_path: Path
) -> None:
    room = attendance_room(window, event_id)
    path = tmp_path / "list.wdcheckin"
    room.hand_out(path)
    dialog = opened(window, path)
    person = dialog.desk.people[3]
    dialog.sign(person.name)
    dialog.sign(person.name)
    assert person.name in dialog.sign_in.last.accessibleName()
    count = dialog.desk.count(dialog.half_day)
    dialog.sign("ບໍ່ມີໃຜ ຊື່ນີ້")
    assert dialog.desk.count(dialog.half_day) == count
    dialog.accept()


def test_what_is_no_list_is_refused_in_words(window: Shell, tmp_path: Path, told: Told) -> None:
    told.refusals_expected = True
    path = tmp_path / "list.wdcheckin"
    path.write_bytes(b"no list")
    assert open_list(path, window.desk.messages, window) is None
    assert len(told.of("refusal")) == 1
