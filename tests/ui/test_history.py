"""The history on screen: in words only, narrowed, with before and after, taken back from there."""

from __future__ import annotations

from datetime import time
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from tests.windowed import Told

from workshopdesk.domain.agenda import Session
from workshopdesk.services import agenda
from workshopdesk.store import Store
from workshopdesk.store import tables as t
from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.recording import logged_fields
from workshopdesk.ui.desk import Place
from workshopdesk.ui.history import presenter, words
from workshopdesk.ui.history.view import HistoryRoom
from workshopdesk.ui.room import EventRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.undoing import TurnQuestion


def click(button: QWidget) -> None:
    """Click where the button stands once the page is laid out."""
    QCoreApplication.processEvents()
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(shown: QWidget) -> list[str]:
    """What the labels inside say."""
    return [label.text().replace("\u200b", "") for label in shown.findChildren(QLabel)]


def session_of(store: Store, event_id: UUID) -> Session:
    """The last session of an event's first day."""
    with store.read() as reader:
        sessions = reader.sessions(event_id)
    return [s for s in sessions if s.day == sessions[0].day][-1]


def move(store: Store, event_id: UUID, start: time, end: time) -> None:
    """Move it to other hours of its day."""
    session = session_of(store, event_id)
    agenda.move_session(store, session, day=session.day, start=start, end=end)


@pytest.fixture
def room(store: Store, event_id: UUID, window: Shell) -> HistoryRoom:
    """The history, after a session was moved."""
    move(store, event_id, time(17, 10), time(17, 40))
    window.go(Place("history"))
    assert isinstance(window.room, HistoryRoom)
    return window.room


def test_every_table_and_field_has_words() -> None:
    for table in record_tables():
        assert words.table(table.__tablename__)
        for name in logged_fields(table).all:
            said = words.field(table.__tablename__, name)
            assert said
            assert "_" not in said


def test_all_that_can_be_coded_has_words_and_no_column_is_unknown() -> None:
    known = {
        f"{table.__tablename__}.{name}"
        for table in record_tables()
        for name in logged_fields(table).all
    }
    assert words.CODES.keys() <= known
    assert set(words.TABLES) == {table.__tablename__ for table in record_tables()}
    assert {name for place in known for name in [place.split(".")[1]]} == set(words.FIELDS)


def test_before_and_after_are_said_in_words(room: HistoryRoom) -> None:
    assert room.action is not None
    assert room.action.what.startswith("Move session")
    said = texts(room)
    assert "Start" in said
    assert any(text.endswith("→  17:10") for text in said), said


def test_no_key_and_no_column_is_ever_shown(room: HistoryRoom, store: Store) -> None:
    with store.read() as reader:
        every = presenter.read(reader, room.wanted)
        shown = [
            text
            for line in every
            for part in presenter.parts(reader, line.did)
            for row in ((part.title, part.verb), *part.rows)
            for text in row
        ]
    assert len(shown) > 1000
    columns = {n for table in record_tables() for n in logged_fields(table).all if "_" in n}
    assert not columns & set(shown)
    assert not [text for text in shown if len(text) == 32 and text.isalnum() and text.isascii()]
    assert "None" not in shown


def test_it_is_narrowed_by_event_author_and_day(room: HistoryRoom, event_id: UUID) -> None:
    whole = len(room.lines)
    room.of_event.choose(str(event_id))
    room.of_event.picked.emit(str(event_id))
    of_event = len(room.lines)
    assert 0 < of_event < whole
    room.first.setFocus()
    QTest.keyClicks(room.first, "1/1/2090")
    QTest.keyClick(room.first, Qt.Key.Key_Return)
    assert room.lines == ()
    click(room.everything)
    assert len(room.lines) == whole
    assert room.author.count() == 2


def test_a_day_that_is_none_is_said(room: HistoryRoom, told: Told) -> None:
    told.refusals_expected = True
    QTest.keyClicks(room.last, "some day")
    QTest.keyClick(room.last, Qt.Key.Key_Return)
    assert told.of("refusal")[-1].title == "This is not a date"
    assert room.last.text() == ""


def test_a_persons_history_is_opened(room: HistoryRoom, event_id: UUID, window: Shell) -> None:
    with window.desk.store.read() as reader:
        person = reader.participants(event_id)[0]
    window.go(Place("history", focus=f"person:{person.person_id}"))
    assert room.said.text().startswith("Of ")
    assert [line.what for line in room.lines if line.what.startswith("Import list")]


def test_a_past_action_is_taken_back_and_done_again(
    room: HistoryRoom, store: Store, event_id: UUID
) -> None:
    click(room.turn)
    assert session_of(store, event_id).start < time(17, 10)
    assert room.lines[0].what.startswith("Taken back: Move session")
    room.table.selectRow(1)
    assert room.action is not None
    assert (room.action.state, room.turn.text().strip()) == ("Taken back", "Do again")
    click(room.turn)
    assert session_of(store, event_id).start == time(17, 10)


def question(window: Shell) -> TurnQuestion:
    """What the window asks."""
    return next(q for q in window.findChildren(TurnQuestion) if q.isVisible())


def test_what_was_built_upon_is_asked_about_and_the_rest_taken_back(
    room: HistoryRoom, store: Store, event_id: UUID, window: Shell
) -> None:
    step = room.lines[0]
    with store.unit_of_work("Call it otherwise") as work:
        work.get(t.Session, session_of(store, event_id).id).start = time(17, 20)
        work.commit()
    window.desk.turn(step.did, "undo")
    asked = question(window)
    assert any("has built upon it: Call it otherwise" in text for text in texts(asked))
    click(asked.leave)
    assert session_of(store, event_id).start == time(17, 20)
    window.desk.turn(step.did, "undo")
    click(question(window).answer)
    session = session_of(store, event_id)
    assert session.start == time(17, 20)
    assert session.end != time(17, 40)
    assert store.check() == []


def test_ctrl_z_asks_about_what_was_done_in_an_earlier_sitting(
    store: Store, event_id: UUID, window: Shell
) -> None:
    with store.read() as reader:
        before = reader.undoable(store.origin.author)
    assert before is not None
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    asked = question(window)
    assert before.said(str) in texts(asked)
    click(asked.leave)
    with store.read() as reader:
        assert reader.undoable(store.origin.author) == before


def test_what_undo_would_take_back_is_said(window: Shell, store: Store, event_id: UUID) -> None:
    session = session_of(store, event_id)
    window.desk.write(
        lambda: agenda.move_session(
            store, session, day=session.day, start=time(17, 10), end=time(17, 40)
        ),
        "agenda",
        said="Moved",
    )
    assert window.status.undo.toolTip().startswith("Undo: Move session")
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session_of(store, event_id).start == session.start
    assert window.desk.step("redo").startswith("Redo: Move session")
    ctrl_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_Z, ctrl_shift)
    assert session_of(store, event_id).start == time(17, 10)


def test_every_page_of_an_event_leads_to_its_history(
    room: HistoryRoom, window: Shell, event_id: UUID
) -> None:
    whole = len(room.lines)
    window.go(Place("agenda", event_id))
    page = window.room
    assert isinstance(page, EventRoom)
    click(page.header.history)
    assert room.of_event.currentData() == str(event_id)
    assert 0 < len(room.lines) < whole
    window.rail.item("history").click()
    assert len(room.lines) == whole
