"""Two windows on the same data: what one saves the other shows, and neither loses anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.windowed import dispose, open_shell, type_text

from workshopdesk.domain.agenda import Session
from workshopdesk.domain.progress import Progress
from workshopdesk.services import agenda, events, registrations
from workshopdesk.store import Store, open_store
from workshopdesk.ui.agenda.view import AgendaRoom
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.desk import Place
from workshopdesk.ui.overview.view import OverviewRoom
from workshopdesk.ui.participants.view import ParticipantsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.widgets.text import Paragraph


@pytest.fixture
def other(store: Store, tmp_path: Path) -> Iterator[Store]:
    """The same file, opened by a second window."""
    opened = open_store(str(tmp_path / "copy.wdb"))
    yield opened
    opened.close()


@pytest.fixture
def listening(window: Shell) -> Shell:
    """The window, hearing others."""
    window.live.start()
    return window


def change(store: Store, event_id: UUID, **fields: object) -> None:
    """Change an event in the other window."""
    with store.read() as reader:
        seen = reader.event(event_id)
    events.change_event(store, seen, **fields)


def overview(window: Shell, event_id: UUID) -> OverviewRoom:
    """The page of an event's own fields."""
    window.go(Place("overview", event_id))
    assert isinstance(window.room, OverviewRoom)
    return window.room


def stored(store: Store, event_id: UUID, field: str) -> object:
    """A field of the event as it is stored."""
    with store.read() as reader:
        return getattr(reader.event(event_id), field)


def test_what_others_save_appears_by_itself(
    listening: Shell, other: Store, event_id: UUID, qtbot: QtBot
) -> None:
    room = overview(listening, event_id)
    change(other, event_id, venue_en="Thakhek")
    qtbot.waitUntil(lambda: room.fields["venue_en"].text() == "Thakhek")
    listening.go(Place("participants", event_id))
    list_room = listening.room
    assert isinstance(list_room, ParticipantsRoom)
    before = list_room.model.rowCount()
    registrations.add_participant(other, event_id, "ທ້າວ ໃໝ່ ມາຊ້າ")
    qtbot.waitUntil(lambda: list_room.model.rowCount() == before + 1)


def test_what_is_being_typed_stays_and_the_rest_follows_when_it_is_left(
    listening: Shell, other: Store, store: Store, event_id: UUID, qtbot: QtBot
) -> None:
    room = overview(listening, event_id)
    field = room.fields["venue_en"]
    field.selectAll()
    type_text(field, "Bualapha town")
    change(other, event_id, reference_number="99/2025")
    changes = listening.live._changes
    assert changes is not None
    qtbot.waitUntil(lambda: changes.waits)
    assert field.text() == "Bualapha town"
    QTest.keyClick(field, Qt.Key.Key_Return)
    # the event is newer than was seen: asked, though the other one touched another field
    dialog = listening.live.conflicts.dialog
    assert dialog is not None
    QTest.mouseClick(dialog.mine, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: room.fields["reference_number"].text() == "99/2025")
    assert stored(store, event_id, "venue_en") == "Bualapha town"
    assert stored(store, event_id, "reference_number") == "99/2025"


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_both_values_stand_side_by_side(
    window: Shell, other: Store, store: Store, event_id: UUID, qtbot: QtBot, keep: str
) -> None:
    room = overview(window, event_id)
    field = room.fields["venue_en"]
    field.selectAll()
    type_text(field, "Mine")
    change(other, event_id, venue_en="Theirs")
    QTest.keyClick(field, Qt.Key.Key_Return)
    dialog = window.live.conflicts.dialog
    assert dialog is not None
    [line] = dialog.lines
    assert (line.name, line.mine, line.theirs) == ("Venue in English", "Mine", "Theirs")
    assert stored(store, event_id, "venue_en") == "Theirs"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.mouseClick(getattr(dialog, keep), Qt.MouseButton.LeftButton)
    assert stored(store, event_id, "venue_en") == keep.capitalize()
    assert room.fields["venue_en"].text() == keep.capitalize()
    with store.read() as reader:
        values = [f.after for c in reader.changes_of(event_id) for f in c.fields]
    assert "Theirs" in values
    assert store.check() == []


def test_a_cell_of_a_list_is_asked_about_too(
    window: Shell, other: Store, store: Store, event_id: UUID, qtbot: QtBot
) -> None:
    window.go(Place("participants", event_id))
    room = window.room
    assert isinstance(room, ParticipantsRoom)
    line = room.model.row_at(0)
    registrations.change_participants(
        other, [line.id], registrations.Changes(position="ຫົວໜ້າ", name="ທ້າວ ອື່ນ ນາມໃໝ່")
    )
    room.change(line, "position", "ຮອງຫົວໜ້າ")
    dialog = window.live.conflicts.dialog
    assert dialog is not None
    assert [(d.name, d.mine, d.theirs) for d in dialog.lines] == [("Position", "ຮອງຫົວໜ້າ", "ຫົວໜ້າ")]
    QTest.mouseClick(dialog.mine, Qt.MouseButton.LeftButton)
    assert room.model.row_at(0).position == "ຮອງຫົວໜ້າ"
    assert "ນາມໃໝ່" in room.model.row_at(0).name


def first_session(store: Store, event_id: UUID) -> Session:
    """The first of the agenda, as stored."""
    with store.read() as reader:
        return reader.sessions(event_id)[0]


def test_fields_can_be_chosen_one_by_one(
    window: Shell, other: Store, store: Store, event_id: UUID, qtbot: QtBot
) -> None:
    window.go(Place("agenda", event_id))
    room = window.room
    assert isinstance(room, AgendaRoom)
    seen = first_session(store, event_id)
    agenda.change_session(other, seen, title_en="Their title", room="Their room")
    window.desk.write(
        lambda: agenda.change_session(store, seen, title_en="My title", room="My room"), "agenda"
    )
    dialog = window.live.conflicts.dialog
    assert dialog is not None
    names = [line.name for line in dialog.lines]
    _mine, theirs = dialog.choices[names.index("Room")]
    theirs.click()
    QTest.mouseClick(dialog.chosen, Qt.MouseButton.LeftButton)
    now = first_session(store, event_id)
    assert (now.title_en, now.room) == ("My title", "Their room")


def test_a_newer_version_than_the_one_shown_is_asked_about_again(
    window: Shell, other: Store, store: Store, event_id: UUID, qtbot: QtBot
) -> None:
    room = overview(window, event_id)
    field = room.fields["venue_en"]
    field.selectAll()
    type_text(field, "Mine")
    change(other, event_id, venue_en="Theirs")
    QTest.keyClick(field, Qt.Key.Key_Return)
    first = window.live.conflicts.dialog
    assert first is not None
    change(other, event_id, venue_en="Newest")
    QTest.mouseClick(first.mine, Qt.MouseButton.LeftButton)
    second = window.live.conflicts.dialog
    assert second is not None
    assert [line.theirs for line in second.lines] == ["Newest"]
    QTest.mouseClick(second.mine, Qt.MouseButton.LeftButton)
    assert stored(store, event_id, "venue_en") == "Mine"


def test_the_same_written_by_both_is_not_asked_about(
    window: Shell, other: Store, store: Store, event_id: UUID
) -> None:
    room = overview(window, event_id)
    field = room.fields["venue_en"]
    field.selectAll()
    type_text(field, "Thakhek")
    change(other, event_id, venue_en="Thakhek")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.live.conflicts.dialog is None
    assert stored(store, event_id, "venue_en") == "Thakhek"


def test_two_windows_of_one_program_hear_each_other(
    listening: Shell, other: Store, event_id: UUID, qtbot: QtBot, tmp_path: Path
) -> None:
    second = open_shell(other, tmp_path, qtbot)
    first_room, second_room = overview(listening, event_id), overview(second, event_id)
    field = second_room.fields["venue_en"]
    field.selectAll()
    type_text(field, "From the second")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first_room.fields["venue_en"].text() == "From the second")
    dispose(second)


@pytest.mark.parametrize("wanted", [True, False])
def test_a_job_overtaken_by_somebody_says_so_and_is_begun_again(
    window: Shell, store: Store, other: Store, event_id: UUID, wanted: bool
) -> None:
    done: list[str] = []

    def job(_progress: Progress) -> str:
        with store.read() as reader:
            seen = reader.event(event_id)
        if not asked:
            change(other, event_id, title_en="Theirs")
        events.change_event(store, seen, title_en=f"{seen.title_en} and mine")
        return "done"

    asked: list[Confirm] = []

    def begin() -> None:
        window.desk.job(job, done.append, "Work", again=begin)

    begin()
    asked += window.findChildren(Confirm)
    [dialog] = asked
    said = " ".join(label.accessibleName() for label in dialog.findChildren(Paragraph))
    assert "saved something at" in said
    QTest.mouseClick(dialog.verb if wanted else dialog.cancel, Qt.MouseButton.LeftButton)
    assert done == (["done"] if wanted else [])
    assert stored(store, event_id, "title_en") == ("Theirs and mine" if wanted else "Theirs")
