"""From nothing to a planned event: title, agenda by keyboard, undo, quit and reopen."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.windowed import dispose, open_shell, type_text

from workshopdesk.store import Store, open_store
from workshopdesk.ui.agenda.view import AgendaRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.overview.view import OverviewRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.start.view import StartRoom

Key, Alt, Shift = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    """A database without any event."""
    return open_store(str(tmp_path / "empty.wdb"), create=True)


def test_a_two_day_event_is_planned(empty: Store, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_shell(empty, tmp_path, qtbot)
    start = window.room
    assert isinstance(start, StartRoom)
    type_text(start.title, "ກອງປະຊຸມປຶກສາຫາລື")
    for field, text in ((start.first_day, "15/9/2026"), (start.last_day, "16 September 2026")):
        field.setText(text)
    QTest.mouseClick(start.new_button, LEFT)

    overview = window.room
    assert isinstance(overview, OverviewRoom)
    event_id = overview.event_id
    overview.fields["title_en"].setFocus()
    type_text(overview.fields["title_en"], "Consultation on petitions")
    QTest.keyClick(overview.fields["title_en"], Key.Key_Return)
    with empty.read() as reader:
        event = reader.event(event_id)
    assert event.title_en == "Consultation on petitions"
    assert [str(day) for day in event.days] == ["2026-09-15", "2026-09-16"]

    window.go(Place("agenda", event_id))
    agenda = window.room
    assert isinstance(agenda, AgendaRoom)
    QTest.mouseClick(agenda.add_button, LEFT)
    agenda.editor.title_lo.selectAll()
    type_text(agenda.editor.title_lo, "ພິທີເປີດ")
    QTest.keyClick(agenda.editor.title_lo, Key.Key_Return)
    (card,) = agenda.grid.cards
    assert (card.card.title, card.card.time) == ("ພິທີເປີດ", "08:30–09:00")

    window.speak("lo")
    card = agenda.grid.cards[0]
    card.setFocus()
    QTest.keyClick(card, Key.Key_Down, Alt)
    QTest.keyClick(agenda.grid.cards[0], Key.Key_Down, Alt | Shift)
    with empty.read() as reader:
        (session,) = reader.sessions(event_id)
    assert (session.start, session.end) == (time(8, 35), time(9, 10))

    window.desk.undo()
    window.desk.undo()
    with empty.read() as reader:
        (session,) = reader.sessions(event_id)
    assert (session.start, session.end) == (time(8, 30), time(9, 0))
    window.desk.redo()
    with empty.read() as reader:
        (session,) = reader.sessions(event_id)
    assert session.start == time(8, 35)

    dispose(window)
    again = open_shell(empty, tmp_path, qtbot)
    assert again.place.room == "home"
    assert again.rail.language.button("lo").isChecked()
    dispose(again)
    empty.close()


def test_a_session_is_dragged_to_another_time(
    window: Shell, event_id: UUID, store: Store, qtbot: QtBot
) -> None:
    window.go(Place("agenda", event_id))
    agenda = window.room
    assert isinstance(agenda, AgendaRoom)
    card = agenda.grid.cards[-1]
    before = card.card.session
    hold = QPoint(40, 8)
    QTest.mousePress(card, LEFT, NONE, hold)
    QTest.mouseMove(card, QPoint(40, 8 + 20))
    QTest.mouseMove(card, QPoint(40, 8 + 32))
    QTest.mouseRelease(card, LEFT, NONE, hold)
    with store.read() as reader:
        after = next(s for s in reader.sessions(event_id) if s.id == before.id)
    assert after.start > before.start
    assert after.minutes == before.minutes
    assert after.start.minute % 5 == 0
