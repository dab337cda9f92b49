"""An office's agenda pasted and set right, groups formed, two moved, three late ones placed; in
both languages, taken back ten steps, quit and opened again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.windowed import dispose, open_shell, type_text

from workshopdesk.services import events, registrations
from workshopdesk.store import Store, open_store
from workshopdesk.ui.agenda.view import AgendaRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.groups.view import GroupsRoom
from workshopdesk.ui.shell import Shell

Key, LEFT, CTRL = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
PASTED = """ເວລາ\tເນື້ອໃນ\tຜູ້ຮັບຜິດຊອບ
ມື້ທີ 1
08h00 – 08h30\tລົງທະບຽນ\tພະນັກງານຊ່ວຍວຽກ
8:30-9:00\tກ່າວເປີດ\tຜູ້ເຂົ້າ ທີ1
໙.໐໐-໑໒.໐໐\tແບ່ງກຸ່ມຄົ້ນຄວ້າ\tຜູ້ເຂົ້າ ທີ2
12-13:30\tຮັບປະທານອາຫານທ່ຽງ\t
ມື້ທີ 2
8:30-10:00\tລາຍງານຜົນຂອງກຸ່ມ\tຫົວໜ້າກຸ່ມ
"""


def prepared(path: Path) -> tuple[Store, UUID]:
    store = open_store(str(path), create=True)
    event = events.create_event(
        store, code="E-1", title_lo="ຝຶກອົບຮົມ", title_en="Training",
        first_day=date(2026, 1, 5), last_day=date(2026, 1, 6),
    )  # fmt: skip
    for number in range(1, 13):
        registrations.add_participant(store, event.id, f"ຜູ້ເຂົ້າ ທີ{number}")
    return store, event.id


def plan(window: Shell, event_id: UUID) -> str:
    """The agenda is pasted, and one line more is typed; gives what it then says."""
    window.go(Place("agenda", event_id))
    room = window.room
    assert isinstance(room, AgendaRoom)
    dialog = room.import_from(PASTED)
    assert dialog is not None
    QTest.mouseClick(dialog.confirm, LEFT)
    QTest.mouseClick(room.looks.button("list"), LEFT)
    window.speak("en")
    line = room.lines.new_line(date(2026, 1, 6))
    line.focus_on("time")
    type_text(line.fields["time"], "10h15")
    QTest.keyClick(line.fields["time"], Key.Key_Tab)
    type_text(line.fields["title"], "ພັກຜ່ອນ")
    QTest.keyClick(line.fields["title"], Key.Key_Return)
    assert room.state is not None
    return " ".join(f"{c.time} {c.title}" for d in room.state.days for c in d.cards)


def seats(room: GroupsRoom) -> list[set[UUID]]:
    assert room.state is not None
    return [{card.id for card in column.cards} for column in room.state.columns]


def test_from_an_office_agenda_to_groups(tmp_path: Path, qtbot: QtBot) -> None:
    store, event_id = prepared(tmp_path / "journey.wdb")
    window = open_shell(store, tmp_path, qtbot, language="lo")
    said = plan(window, event_id)
    assert "09:00–12:00 ແບ່ງກຸ່ມຄົ້ນຄວ້າ" in said
    assert said.endswith("10:00–10:15 ພັກຜ່ອນ")

    window.go(Place("groups", event_id))
    room = window.room
    assert isinstance(room, GroupsRoom)
    room.form()
    assert len(room.columns) == 5
    for _time in range(2):  # two people are moved by key, in both languages
        room.columns[0].list.focus_row(0)
        QTest.keyClick(room.columns[0].list, Key.Key_Right, CTRL)
        window.speak("lo")
    moved = seats(room)
    for number in range(3):
        registrations.add_participant(store, event_id, f"ມາຊ້າ ທີ{number}")
    window.desk.announce("participants")
    QTest.mouseClick(room.unplaced, LEFT)
    placed = seats(room)
    assert sum(map(len, placed)) == 15
    assert {len(group) for group in placed} == {3}
    stayed = sum(len(before & after) for before, after in zip(moved, placed, strict=True))
    assert stayed >= 12 - 2  # of those whose groups were full, no more than had to

    for _step in range(10):
        window.desk.undo()
    with store.read() as reader:
        assert reader.sessions(event_id) == ()
    for _step in range(6):
        window.desk.redo()
    dispose(window)
    again = open_shell(store, tmp_path, qtbot)
    again.go(Place("agenda", event_id))
    assert isinstance(again.room, AgendaRoom)
    assert again.room.grid.cards
    dispose(again)
    store.close()
