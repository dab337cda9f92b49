"""Forty people marked by keyboard in both languages, taken back and done again ten steps,
certificates saved in Lao, the window left and opened again."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pypdfium2
from pytestqt.qtbot import QtBot
from tests.windowed import dispose, open_shell, type_text

from workshopdesk import i18n
from workshopdesk.domain.attendance import Mark
from workshopdesk.store import Store
from workshopdesk.ui.attendance.view import AttendanceRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.papers.view import PapersRoom

FORTY, STEPS = 40, 10


def absent(store: Store, event_id: UUID, half_day: int) -> int:
    with store.read() as reader:
        marks = reader.attendance(event_id)
    return sum(m.half_day == half_day and m.mark is Mark.ABSENT for m in marks)


def test_from_the_door_to_the_certificates(
    store: Store, event_id: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_shell(store, tmp_path, qtbot, language="lo")
    window.go(Place("attendance", event_id))
    hall = window.room
    assert isinstance(hall, AttendanceRoom)
    hall.grid.setFocus()
    hall.grid.put_hand(0, 1)
    for number in range(FORTY):
        if number == FORTY // 2:
            window.speak("en")
        hall.grid.put_hand(number, 1)
        type_text(hall.grid, "a")
    assert absent(store, event_id, 1) >= FORTY
    marked = absent(store, event_id, 1)
    for _step in range(STEPS):
        window.desk.undo()
    assert absent(store, event_id, 1) == marked - STEPS
    for _step in range(STEPS):
        window.desk.redo()
    assert absent(store, event_id, 1) == marked

    window.go(Place("papers", event_id, "certificates"))
    papers = window.room
    assert isinstance(papers, PapersRoom)
    window.speak("lo")
    assert papers.language == "lo"
    target = tmp_path / "certificates.pdf"
    papers.save_to(target, "pdf")
    with store.read() as reader:
        issued = len(reader.certificates(event_id))
    assert 0 < issued == len(pypdfium2.PdfDocument(target))
    dispose(window)

    again = open_shell(store, tmp_path, qtbot, language="lo")
    again.go(Place("attendance", event_id))
    page = again.room
    assert isinstance(page, AttendanceRoom)
    assert page.state is not None
    assert sum(x.marks.get(1) is Mark.ABSENT for x in page.state.lines) == marked
    assert i18n.screen_language() == "lo"
    dispose(again)
