"""Taking attendance: what each key sets, what is counted, what undo brings back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from workshopdesk import i18n
from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.domain.badge import badge_code
from workshopdesk.domain.errors import UserError
from workshopdesk.services import attendance, events, registrations
from workshopdesk.store import Store, fixed_origin, open_store
from workshopdesk.ui import theme
from workshopdesk.ui.attendance import presenter
from workshopdesk.ui.attendance.view import AttendanceRoom
from workshopdesk.ui.desk import Desk, Place
from workshopdesk.ui.messages import Messages
from workshopdesk.ui.tasks import InlineTasks
from workshopdesk.ui.widgets.buttons import Button

NAMES = ("ນາງ ຄຳໝັ້ນ ລັດຕະນະ", "ທ້າວ ບຸນມີ ສີສຸພັນ", "ນາງ ແກ້ວ ວົງສາ", "ທ້າວ ອຸດອນ ແສງສະຫວ່າງ")
Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Hall:
    """An event of two days with four people, and the room that takes their attendance."""

    store: Store
    event: UUID
    people: list[UUID]
    desk: Desk
    room: AttendanceRoom

    def press(self, *keys: Qt.Key | str, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Keys typed into the grid."""
        for key in keys:
            if isinstance(key, str):
                type_into(self.room.grid, key)
            elif modifier is None:
                QTest.keyClick(self.room.grid, key)
            else:
                QTest.keyClick(self.room.grid, key, modifier)

    def stored(self) -> list[list[Mark | None]]:
        """The marks in the database: a row per person, a column per half-day."""
        with self.store.read() as reader:
            known = {(m.registration_id, m.half_day): m.mark for m in reader.attendance(self.event)}
        return [[known.get((id, n)) for n in range(1, 5)] for id in self.people]

    def column(self, half_day: int) -> list[Mark | None]:
        """The marks of one half-day."""
        return [row[half_day - 1] for row in self.stored()]


def type_into(widget: QWidget, text: str) -> None:
    """Keys with their letters; Qt's own helper types nothing but ASCII."""
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(widget, event)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with the event and its people."""
    path = tmp_path_factory.mktemp("attendance") / "hall.wdb"
    origin = fixed_origin("attendance", datetime(2025, 9, 1, tzinfo=UTC))
    store = open_store(str(path), create=True, origin=origin)
    first, last = date(2025, 9, 15), date(2025, 9, 16)
    made = events.create_event(
        store, code="HALL", title_lo="ຝຶກອົບຮົມ", first_day=first, last_day=last
    )
    for name in NAMES:
        registrations.add_participant(store, made.id, name)
    store.close()
    return path


@pytest.fixture
def hall(tmp_path: Path, prepared: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Hall]:
    theme.load_fonts()
    theme.apply("light")
    i18n.set_screen_language("en")
    store = open_store(str(shutil.copy(prepared, tmp_path / "hall.wdb")))
    with store.read() as reader:
        event = reader.event("HALL").id
        people = [row.id for row in reader.participants(event)]
    desk = Desk(store, InlineTasks(), Messages())
    room = AttendanceRoom(desk)
    qtbot.addWidget(room)
    desk.changed.connect(lambda _topics: room.refresh())
    room.resize(1166, 740)
    room.enter(Place("attendance", event))
    room.show()
    qtbot.waitExposed(room)
    room.grid.setFocus()
    yield Hall(store, event, people, desk, room)
    store.close()


P, A, E, L = Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED, Mark.LATE


def test_letters_set_and_arrows_move(hall: Hall) -> None:
    hall.press("p", Key.Key_Down, "A", Key.Key_Down, "e", Key.Key_Down, "l")
    assert hall.column(1) == [P, A, E, L]
    hall.press(Key.Key_Right, "p", Key.Key_Up, "l")
    assert hall.column(2) == [None, None, L, P]


def test_space_goes_round_all_marks_and_back_to_nothing(hall: Hall) -> None:
    seen = []
    for _press in range(5):
        hall.press(Key.Key_Space)
        seen.append(hall.column(1)[0])
    assert seen == [P, A, E, L, None]


def test_enter_marks_present_and_goes_on_but_overwrites_nothing(hall: Hall) -> None:
    hall.press("a", Key.Key_Return, Key.Key_Return, Key.Key_Return)
    assert hall.column(1) == [A, P, P, None]
    assert hall.room.grid.row == 3


def test_delete_takes_marks_away(hall: Hall) -> None:
    hall.press("p", Key.Key_Right, "l", Key.Key_Delete)
    assert hall.stored()[0] == [P, None, None, None]


def test_fill_down_leaves_what_was_said(hall: Hall) -> None:
    hall.press(Key.Key_Down, "a", Key.Key_Up, "p")
    hall.press(Key.Key_D, modifier=CONTROL)
    assert hall.column(1) == [P, A, P, P]


def test_fill_right_gives_the_later_half_days(hall: Hall) -> None:
    hall.press("e")
    hall.press(Key.Key_R, modifier=CONTROL)
    assert hall.stored()[0] == [E, E, E, E]


def test_a_block_is_set_and_filled_as_one(hall: Hall) -> None:
    hall.press("l", Key.Key_Right, "p", Key.Key_Left)
    hall.press(Key.Key_Right, Key.Key_Down, Key.Key_Down, modifier=SHIFT)
    hall.press(Key.Key_D, modifier=CONTROL)
    assert hall.column(1) == [L, L, L, None]
    assert hall.column(2) == [P, P, P, None]
    hall.press("a")
    assert [row[:2] for row in hall.stored()] == [[A, A], [A, A], [A, A], [None, None]]


def test_every_step_can_be_taken_back(hall: Hall) -> None:
    hall.press("p", Key.Key_Down, "a", "l", Key.Key_Up)
    hall.press(Key.Key_D, modifier=CONTROL)
    assert hall.column(1) == [P, L, P, P]
    states = []
    while hall.desk.undoable:
        hall.desk.undo()
        states.append(hall.column(1))
    assert states == [
        [P, L, None, None], [P, A, None, None], [P, None, None, None], [None] * 4,
    ]  # fmt: skip


def test_counts_follow_each_mark(hall: Hall) -> None:
    card = hall.room.half_days.card(1)
    assert card is not None
    assert card.text() == "0 people (0 women)"
    hall.press("l", Key.Key_Down, "p", Key.Key_Down, "e")
    card = hall.room.half_days.card(1)
    assert card is not None
    assert card.text() == "2 people (1 woman)"
    assert hall.room.views.button("unmarked").text() == "Not marked 1"
    assert hall.room.views.button("absent").text() == "Absent 0"


def test_a_half_day_is_taken_in_hand_by_its_card(hall: Hall) -> None:
    card = hall.room.half_days.card(3)
    assert card is not None
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    hall.press("p")
    assert hall.stored()[0] == [None, None, P, None]


def test_part_of_a_name_jumps_to_the_person(hall: Hall) -> None:
    hall.press("ແ")
    search = hall.room.search
    assert search.text() == "ແ"
    type_into(search, "ກ້ວ")
    assert [line.number for line in hall.room.grid.marks.lines] == [3]
    QTest.keyClick(search, Key.Key_Return)
    assert search.text() == ""
    assert len(hall.room.grid.marks.lines) == 4
    hall.press("l")
    assert hall.column(1) == [None, None, L, None]


def test_unmarked_people_leave_their_view_one_by_one(hall: Hall) -> None:
    QTest.mouseClick(hall.room.views.button("unmarked"), Qt.MouseButton.LeftButton)
    hall.press("p", "a")
    assert hall.column(1) == [P, A, None, None]
    assert [line.number for line in hall.room.grid.marks.lines] == [3, 4]


def test_the_desk_marks_whoever_is_named(hall: Hall) -> None:
    field = hall.room.sign_in.field
    for text in ("2", "ແກ້ວ", badge_code(hall.people[0]).lower()):
        type_into(field, text)
        QTest.keyClick(field, Key.Key_Return)
        assert field.text() == ""
    assert hall.column(1) == [P, P, P, None]
    with hall.store.read() as reader:
        sources = {m.registration_id: m.source for m in reader.attendance(hall.event)}
    assert sources[hall.people[0]] is AttendanceSource.BADGE
    assert sources[hall.people[1]] is AttendanceSource.TYPED


def test_the_desk_says_who_it_did_not_mark_and_why(hall: Hall) -> None:
    field, last = hall.room.sign_in.field, hall.room.sign_in.last
    for text, said in (
        ("99", "Nobody on the list: 99"),
        ("ສ", "3 people fit: ສ"),
        ("1", "Signed in at"),
        ("1", "Marked already: ຄຳໝັ້ນ ລັດຕະນະ"),
    ):
        type_into(field, text)
        QTest.keyClick(field, Key.Key_Return)
        assert last.accessibleName().startswith(said)
    assert hall.column(1) == [P, None, None, None]


def test_a_badge_of_another_event_marks_nobody(hall: Hall) -> None:
    stranger = badge_code(UUID(int=99))
    type_into(hall.room.sign_in.field, stranger)
    QTest.keyClick(hall.room.sign_in.field, Key.Key_Return)
    assert hall.room.sign_in.last.accessibleName() == f"Not on this list: {stranger}"
    assert hall.column(1) == [None] * 4


def test_a_badge_scanned_twice_is_told(hall: Hall) -> None:
    for said in ("Signed in at", "Marked already"):
        type_into(hall.room.sign_in.field, badge_code(hall.people[1]))
        QTest.keyClick(hall.room.sign_in.field, Key.Key_Return)
        assert hall.room.sign_in.last.accessibleName().startswith(said)
    assert hall.column(1) == [None, P, None, None]


def test_a_page_proves_a_half_day_and_goes_again(hall: Hall, tmp_path: Path) -> None:
    hall.press("p")
    photo = tmp_path / "page.png"
    QImage(2400, 300, QImage.Format.Format_RGB32).save(str(photo))
    hall.room.attach(photo)
    assert hall.room.state is not None
    (kept,) = hall.room.state.pages[1]
    assert hall.room.state.half_days[0].pages == 1
    hall.room._open(kept)
    pictures = [x for x in hall.room.page.findChildren(QLabel) if not x.pixmap().isNull()]
    assert [x.pixmap().width() for x in pictures] == [860]
    QTest.mouseClick(
        next(b for b in hall.room.page.findChildren(Button) if "Remove" in b.text()), LEFT
    )
    assert not hall.room.state.pages
    assert hall.column(1)[0] is P


def test_another_event_begins_afresh(hall: Hall) -> None:
    hall.press("p")
    other = events.create_event(
        hall.store,
        code="OTHER",
        title_lo="ອື່ນ",
        first_day=date(2025, 10, 1),
        last_day=date(2025, 10, 1),
    )
    hall.room.enter(Place("attendance", other.id))
    assert hall.room.empty.isVisible()
    assert not hall.room.grid.isVisible()


def test_marks_of_another_event_are_refused(hall: Hall) -> None:
    with pytest.raises(UserError):
        attendance.set_marks(hall.store, "HALL", {UUID(int=7): {1: P}})
    with pytest.raises(UserError):
        attendance.set_marks(hall.store, "HALL", {hall.people[0]: {5: P}})
    assert hall.stored() == [[None] * 4] * 4


def test_in_hand_is_the_half_day_of_the_clock(hall: Hall) -> None:
    state = hall.room.state
    assert state is not None
    moment = datetime(2025, 9, 16, 13, 5, tzinfo=UTC)
    assert presenter.in_hand(state, moment) == 4
    assert presenter.in_hand(state, moment.replace(hour=11, minute=59)) == 3
    assert presenter.in_hand(state, moment.replace(month=8)) == 1
