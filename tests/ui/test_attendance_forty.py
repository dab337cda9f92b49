"""Forty people by keyboard alone: few keys, any language, taken back, there on reopening."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.windowed import open_shell

from workshopdesk.domain.attendance import Mark
from workshopdesk.services import events, registrations
from workshopdesk.store import Store
from workshopdesk.ui.attendance.view import AttendanceRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.shell import Shell

FORTY = 40
Key = Qt.Key


class Keyboard:
    """Presses keys where the caret is, and counts them."""

    def __init__(self, window: Shell) -> None:
        self.window = window
        self.pressed = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        caret = QApplication.focusWidget() or self.window
        QTest.keyClick(caret, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.pressed += 1

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget() or self.window, letter)
            self.pressed += 1


@pytest.fixture
def event(store: Store) -> UUID:
    """A morning with forty people on its list."""
    day = date(2025, 11, 3)
    made = events.create_event(store, code="FORTY", title_lo="ສີ່ສິບ", first_day=day, last_day=day)
    with store.read() as reader:
        people = reader.people("", limit=FORTY)
    for person in people:
        registrations.add_participant(store, made.id, person.name, person_id=person.id)
    return made.id


def marks(store: Store, event: UUID) -> Counter[tuple[int, Mark]]:
    with store.read() as reader:
        return Counter((mark.half_day, mark.mark) for mark in reader.attendance(event))


def room_of(window: Shell, event: UUID) -> AttendanceRoom:
    window.activateWindow()
    window.go(Place("attendance", event))
    assert isinstance(window.room, AttendanceRoom)
    window.room.grid.setFocus()
    return window.room


def test_forty_people_by_keyboard(
    window: Shell, store: Store, event: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    room = room_of(window, event)
    qtbot.waitUntil(room.grid.hasFocus)
    keys = Keyboard(window)
    keys.press(Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    keys.type("p")
    keys.press(Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    window.speak("lo")
    for number, key in (("7", "a"), ("12", "l"), ("23", "e"), ("31", "a"), ("40", "a")):
        keys.type(number)
        keys.press(Key.Key_Return)
        keys.type(key)
    assert keys.pressed < FORTY
    expected = {(1, Mark.PRESENT): 35, (1, Mark.ABSENT): 3, (1, Mark.LATE): 1, (1, Mark.EXCUSED): 1}
    assert marks(store, event) == expected
    assert room.half_days.card(1) is not None
    window.speak("en")

    for _step in range(7):
        window.desk.undo()
    assert marks(store, event) == {}
    for _step in range(7):
        window.desk.redo()
    assert marks(store, event) == expected

    window.close()
    again = room_of(open_shell(store, tmp_path, qtbot), event)
    counted = again.views.button("absent").text()
    assert counted == "Absent 0", "the afternoon comes next"
    again.grid.put_hand(0, 1)
    assert again.views.button("absent").text() == "Absent 3"


def test_forty_people_one_key_each(window: Shell, store: Store, event: UUID, qtbot: QtBot) -> None:
    room = room_of(window, event)
    qtbot.waitUntil(room.grid.hasFocus)
    keys = Keyboard(window)
    for _person in range(FORTY):
        keys.press(Key.Key_Return)
    assert keys.pressed == FORTY
    assert marks(store, event) == {(1, Mark.PRESENT): FORTY}


def test_coming_from_the_rail_one_can_type_at_once(
    window: Shell, store: Store, event: UUID, qtbot: QtBot
) -> None:
    window.activateWindow()
    window.go(Place("overview", event))
    QTest.mouseClick(window.rail.item("attendance"), Qt.MouseButton.LeftButton)
    room = window.room
    assert isinstance(room, AttendanceRoom)
    qtbot.waitUntil(room.grid.hasFocus)
    Keyboard(window).type("p")
    assert marks(store, event) == {(1, Mark.PRESENT): 1}
