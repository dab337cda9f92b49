"""A team's server that goes away under a window: nothing typed is lost, and it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.store.servers import USER, Cluster, binaries, cluster
from tests.windowed import dispose, open_shell, type_text

from workshopdesk.domain.errors import ServerAway
from workshopdesk.services import events
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t
from workshopdesk.store.server.initialising import init
from workshopdesk.ui.desk import Place
from workshopdesk.ui.overview.view import OverviewRoom
from workshopdesk.ui.shell import Shell

START = date(2025, 9, 15)


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """A server that may be stopped and started."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL IS NOT TESTED: no initdb found on this machine")
    with cluster(programs) as made:
        url = f"postgresql://{USER}@/postgres?host={made.socket}"
        init(url)
        yield made


def opened(server: Cluster) -> Store:
    """The team's database, opened by one more window."""
    return open_store(f"postgresql://{USER}@/postgres?host={server.socket}")


@pytest.fixture
def team_store(server: Cluster) -> Iterator[Store]:
    """As this window has it open."""
    store = opened(server)
    yield store
    store.close()


@pytest.fixture
def other_store(server: Cluster) -> Iterator[Store]:
    """As another window has it open."""
    store = opened(server)
    yield store
    store.close()


@pytest.fixture
def team_event(other_store: Store) -> UUID:
    """An event made by the other window."""
    code = f"E{len(list(_events(other_store))) + 1}"
    made = events.create_event(
        other_store, code=code, title_lo="ກອງປະຊຸມ", first_day=START, last_day=START
    )
    return made.id


def _events(store: Store) -> Iterator[UUID]:
    with store.read() as reader:
        yield from (event.id for event in reader.events())


@pytest.fixture
def team_window(
    team_store: Store, team_event: UUID, tmp_path: Path, qtbot: QtBot
) -> Iterator[Shell]:
    """This window, hearing others, on the event's page."""
    window = open_shell(team_store, tmp_path, qtbot)
    window.live.start()
    window.go(Place("overview", team_event))
    yield window
    window.desk.writing.waiting.clear()  # a failed test must not ask before it closes
    dispose(window)


def page(window: Shell) -> OverviewRoom:
    """The event's page."""
    assert isinstance(window.room, OverviewRoom)
    return window.room


def retype(room: OverviewRoom, field: str, text: str) -> None:
    """Type over a field and leave it."""
    room.fields[field].selectAll()
    type_text(room.fields[field], text)
    QTest.keyClick(room.fields[field], Qt.Key.Key_Return)


def venue(store: Store, event: UUID) -> str:
    """As it is stored."""
    with store.read() as reader:
        return reader.event(event).venue_en


def change_venue(store: Store, event: UUID, text: str) -> None:
    """Change it in the other window."""
    with store.read() as reader:
        seen = reader.event(event)
    events.change_event(store, seen, venue_en=text)


def test_what_another_window_saves_on_the_server_appears(
    team_window: Shell, other_store: Store, team_event: UUID, qtbot: QtBot
) -> None:
    change_venue(other_store, team_event, "Thakhek")
    qtbot.waitUntil(lambda: page(team_window).fields["venue_en"].text() == "Thakhek")


def test_what_is_typed_while_the_server_is_away_is_saved_when_it_is_back(
    team_window: Shell, server: Cluster, team_store: Store, team_event: UUID, qtbot: QtBot,
    expect_log_warnings: None,
) -> None:  # fmt: skip
    window, room = team_window, page(team_window)
    server.stop()
    try:
        qtbot.waitUntil(window.live.bar.isVisible)
        retype(room, "venue_en", "Typed meanwhile")
        retype(room, "reference_number", "77/2025")
        window.go(Place("participants", team_event))
        assert window.place.room == "overview"
        assert room.fields["venue_en"].text() == "Typed meanwhile"
        assert "2 changes are kept" in window.live.bar.text.text()
    finally:
        server.start()
    qtbot.waitUntil(window.live.bar.isHidden)
    qtbot.waitUntil(lambda: not window.desk.writing.waiting)
    assert window.live.conflicts.dialog is None  # the second was built upon the first
    with team_store.read() as reader:
        event = reader.event(team_event)
    assert (event.venue_en, event.reference_number) == ("Typed meanwhile", "77/2025")
    assert team_store.check() == []
    window.go(Place("participants", team_event))
    assert window.place.room == "participants"


def test_what_others_wrote_meanwhile_is_asked_about(
    team_window: Shell, server: Cluster, other_store: Store, team_event: UUID, qtbot: QtBot,
    expect_log_warnings: None,
) -> None:  # fmt: skip
    window, room = team_window, page(team_window)
    change = window.live._changes
    assert change is not None
    change.end()  # deaf, so that the other one is first when the server is back
    server.stop()
    try:
        retype(room, "venue_en", "Mine")
        assert window.live.bar.isVisible()
    finally:
        server.start()
    change_venue(other_store, team_event, "Theirs")
    window.live.start()
    window.desk.writing.waiting_changed.emit()
    qtbot.waitUntil(lambda: window.live.conflicts.dialog is not None)
    dialog = window.live.conflicts.dialog
    assert dialog is not None
    assert [(line.mine, line.theirs) for line in dialog.lines] == [("Mine", "Theirs")]
    QTest.mouseClick(dialog.theirs, Qt.MouseButton.LeftButton)
    assert venue(other_store, team_event) == "Theirs"
    assert room.fields["venue_en"].text() == "Theirs"


def test_the_same_pressed_twice_waits_once(
    team_window: Shell, server: Cluster, qtbot: QtBot, expect_log_warnings: None
) -> None:
    window, room = team_window, page(team_window)
    server.stop()
    try:
        for _time in range(2):
            room.change("venue_en", "Once")
        assert len(window.desk.writing.waiting) == 1
    finally:
        server.start()
    qtbot.waitUntil(lambda: not window.desk.writing.waiting)
    qtbot.waitUntil(lambda: room.fields["venue_en"].text() == "Once")


def test_what_was_saved_as_the_server_went_is_not_saved_twice(
    team_window: Shell, team_store: Store, team_event: UUID, qtbot: QtBot
) -> None:
    writing = team_window.desk.writing

    def verb() -> None:
        with team_store.unit_of_work("Add a word") as work:
            work.get(t.Event, team_event).venue_en += "x"
            work.commit()
            away = ServerAway("gone after it had saved")
            away.action_id = work.action_id
            if not lost:
                lost.append(True)
                raise away

    lost: list[bool] = []
    team_window.desk.write(verb, "events")
    qtbot.waitUntil(lambda: writing.away is None and not writing.waiting)
    assert venue(team_store, team_event) == "x"


def test_leaving_with_something_unsaved_is_asked_about(
    team_window: Shell, server: Cluster, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
    expect_log_warnings: None,
) -> None:  # fmt: skip
    asked: list[int] = []
    monkeypatch.setattr(
        "workshopdesk.ui.live_window.QMessageBox.exec", lambda _box: asked.append(1)
    )
    server.stop()
    try:
        retype(page(team_window), "venue_en", "Unsaved")
        team_window.close()
        assert asked == [1]
        assert team_window.isVisible()
    finally:
        server.start()
    qtbot.waitUntil(lambda: not team_window.desk.writing.waiting)
