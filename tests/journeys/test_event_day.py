"""From a template to the end of the first day: list, badges, the sheet that comes back, undo."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.windowed import dispose, open_shell, type_text

from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.domain.badge import badge_code
from workshopdesk.services import papers
from workshopdesk.store import Store
from workshopdesk.ui.attendance.view import AttendanceRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.events.view import EventsRoom
from workshopdesk.ui.overview.view import OverviewRoom
from workshopdesk.ui.participants.view import ParticipantsRoom

RETURN, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton
ROWS = (
    "ຊື່ ແລະ ນາມສະກຸນ\tເພດ\tຕຳແໜ່ງ\nສົມສັກ ວົງໄຊ\tຊາຍ\tຫົວໜ້າພະແນກ\n"
    "ຄຳຫຼ້າ ພົມມະ\tຍິງ\tຮອງພະແນກ\nບຸນມາ ສີລາ\tຊາຍ\tວິຊາການ\n"
)


def test_a_day_from_a_template(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_shell(store, tmp_path, qtbot)
    window.go(Place("events"))
    events = window.room
    assert isinstance(events, EventsRoom)
    events.begin("two-day-training")
    events.dialog.title.setText("ຝຶກອົບຮົມ ຮອບສອງ")
    events.dialog.first_day.setText("2 ມີນາ 2026")
    QTest.mouseClick(events.dialog.begin, LEFT)
    overview = window.room
    assert isinstance(overview, OverviewRoom)
    event_id = overview.event_id
    assert overview.state is not None
    assert len(overview.state.checklist) == 8

    window.speak("lo")
    window.go(Place("participants", event_id))
    people = window.room
    assert isinstance(people, ParticipantsRoom)
    QApplication.clipboard().setText(ROWS)
    people.paste()
    QTest.mouseClick(people.dialog.confirm, LEFT)
    named = [line for line in people.state.lines if line.row.person_id]
    assert len(named) == 3

    window.go(Place("attendance", event_id))
    hall = window.room
    assert isinstance(hall, AttendanceRoom)
    hall._take(1)
    type_text(hall.sign_in.field, badge_code(named[0].id))
    QTest.keyClick(hall.sign_in.field, RETURN)
    hall.grid.setFocus()
    hall.grid.put_hand(1, 1)
    type_text(hall.grid, "l")
    window.speak("en")

    code = overview.state.event.code
    (path,) = papers.make_papers(
        store, code, kinds=["sign-in-sheet"], languages=["lo"], formats=["xlsx"], out=tmp_path
    )
    book = openpyxl.load_workbook(path)
    ws = book.worksheets[0]
    names = {ws.cell(r, 2).value: r for r in range(1, ws.max_row)}
    ws.cell(names["ບຸນມາ ສີລາ"], 9).value = "ລາພັກ"
    ws.cell(names["ບຸນມາ ສີລາ"], 4).value = "ຫົວໜ້າຂະແໜງ"
    book.save(path)
    hall.read_sheet(path)
    QTest.mouseClick(hall.returned.confirm, LEFT)
    with store.read() as reader:
        marks = {m.registration_id: (m.mark, m.source) for m in reader.attendance(event_id)}
    assert [marks[line.id][0] for line in named] == [Mark.PRESENT, Mark.LATE, Mark.EXCUSED]
    assert marks[named[0].id][1] is AttendanceSource.BADGE
    for _step in range(3):
        window.desk.undo()
    with store.read() as reader:
        assert reader.attendance(event_id) == ()
        posts = [p.position for p in reader.participants(event_id) if p.person_id]
    assert posts[-1] == "ວິຊາການ"
    dispose(window)

    again = open_shell(store, tmp_path, qtbot)
    again.go(Place("participants", event_id))
    page = again.room
    assert isinstance(page, ParticipantsRoom)
    assert [line.id for line in page.state.lines if line.row.person_id] == [n.id for n in named]
    dispose(again)
