"""Home: filters that stay, what is due and ticked off, what is missing and where it is mended."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot
from tests.windowed import Told, dispose, open_shell

from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.services import checklist, registrations
from workshopdesk.services.events import create_event
from workshopdesk.services.registrations import Changes
from workshopdesk.store import Store
from workshopdesk.store import tables as t
from workshopdesk.ui.desk import Place
from workshopdesk.ui.home.filters import Filters, remembered
from workshopdesk.ui.home.missing import MOST
from workshopdesk.ui.home.view import HomeRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.widgets.entries import Entry


def today() -> date:
    """As the window takes it."""
    return datetime.now().astimezone().date()


def home_of(window: Shell) -> HomeRoom:
    """Home, read afresh."""
    window.go(Place("home"))
    assert isinstance(window.room, HomeRoom)
    window.room.refresh()
    QApplication.processEvents()  # lines made anew are shown in the next turn
    return window.room


def entry(home: HomeRoom, words: str) -> Entry:
    """The line that says these words."""
    return next(
        e for e in home.findChildren(Entry) if words in e.accessibleName() and e.isVisible()
    )


def test_filters_hide_events_and_are_remembered(
    store: Store, tmp_path: Path, qtbot: QtBot, told: Told
) -> None:
    create_event(
        store, code="VT-1", title_lo="ກອງປະຊຸມ", first_day=today(), last_day=today(),
        province="LA-VT",
    )  # fmt: skip
    first = open_shell(store, tmp_path, qtbot)
    home = home_of(first)
    QTest.mouseClick(home.filter_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(home.choices["province"].isVisible)
    choice = home.choices["province"]
    choice.setCurrentIndex(choice.findData("LA-VT"))
    choice.activated.emit(choice.currentIndex())
    assert home.state is not None
    assert [n.title for n in home.state.upcoming] == ["ກອງປະຊຸມ"]
    assert {m.event for m in home.state.missing} == {home.state.upcoming[0].event}
    assert home.state.numbers[0].value == "1"
    dispose(first)
    second = open_shell(store, tmp_path, qtbot)
    again = home_of(second)
    assert again.filters == Filters(province="LA-VT")
    assert again.filter_row.isVisible()
    QTest.mouseClick(again.clear_button, Qt.MouseButton.LeftButton)
    assert again.filters == Filters()
    assert again.state is not None
    assert len({m.event for m in again.state.missing}) > 1
    dispose(second)


@pytest.mark.parametrize("text", [None, "", "[]", "{", '{"kind": 5}', '{"what": 1}'])
def test_what_was_remembered_badly_filters_nothing_it_should_not(text: str | None) -> None:
    assert remembered(text) in (Filters(), Filters(kind="5"))


def test_each_filter_asks_for_its_own(event: Event) -> None:
    programme = UUID(int=7)
    fitting = Filters(str(programme), str(event.province), str(event.status), str(event.kind))
    assert fitting.fits(event, {programme})
    assert not fitting.fits(event, ())
    for name in ("province", "status", "kind"):
        assert not Filters(**{name: "other"}).fits(event, ())
    assert remembered(fitting.as_text()) == fitting


def test_a_task_is_ticked_off_where_it_is_read(window: Shell, store: Store, event: Event) -> None:
    late = today() - timedelta(days=3)
    checklist.add_task(store, event, "Book the hall", late)
    checklist.add_task(store, event, "Far away", today() + timedelta(days=300))
    home = home_of(window)
    assert home.state is not None
    [task] = home.state.tasks
    assert (task.title, task.late) == ("Book the hall", True)
    [tick] = [c for c in home.findChildren(QCheckBox) if c.isVisible()]
    assert tick.accessibleName() == "Done: Book the hall"
    tick.click()
    assert home.state.tasks == ()
    with store.read() as reader:
        done = {item.title_en: item.done_on for item in reader.checklist(event.id)}
    assert done == {"Book the hall": today(), "Far away": None}
    window.desk.undo()
    assert home.state is not None
    assert len(home.state.tasks) == 1


@pytest.mark.parametrize("by_key", [True, False])
def test_what_is_missing_leads_to_where_it_is_mended(
    window: Shell, store: Store, event: Event, by_key: bool
) -> None:
    with store.read() as reader:
        row = reader.participants(event.id)[0]
    registrations.change_participants(store, [row.id], Changes(sex=""))
    line = entry(home_of(window), "Sex of 1 person not said")
    if by_key:
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_Return)
    else:
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert window.place == Place("participants", event.id)


def test_every_kind_of_gap_is_told_with_its_room(window: Shell, store: Store, event: Event) -> None:
    with store.unit_of_work("Spoil") as work:
        for mark in work.find(t.Attendance):
            work.delete(mark)
        for finding in work.find(t.Finding):
            work.delete(finding)
        session = work.find(t.Session, event_id=event.id)[0]
        session.end = session.start
        person = work.find(t.Person)[0]
        work.add(t.Person(given_name=person.given_name, surname=person.surname))
        work.commit()
    home = home_of(window)
    assert home.state is not None
    rooms = {m.room for m in home.state.missing if m.event == event.id}
    assert {"attendance", "groups", "agenda", "duplicates"} <= rooms
    assert len(home.state.missing) <= MOST


def test_the_list_counts_everybody_and_opens_an_event(window: Shell, event: Event) -> None:
    home = home_of(window)
    home.view_switch.button("list").click()
    assert home.state is not None
    assert {listed.event.id for listed in home.state.listed} >= {event.id}
    number = home.list_model.number_of(event.id)
    assert number is not None
    assert home.list_model.row_at(number).count == "87 people (29 women)"
    home.list.opened.emit(home.list_model.row_at(number))
    assert window.place == Place("overview", event.id)


def test_a_reported_or_cancelled_event_misses_nothing(store: Store, window: Shell) -> None:
    with store.unit_of_work("Report") as work:
        for record in work.find(t.Event):
            record.status = EventStatus.REPORTED.value
        work.commit()
    home = home_of(window)
    assert home.state is not None
    assert home.state.missing == ()
    assert not home.missing.isVisible()


def test_backups_and_identities_that_are_due_lead_to_the_settings(
    window: Shell, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WORKSHOPDESK_BACKUPS", str(tmp_path / "no backups"))
    with store.unit_of_work("Long ago") as work:
        for record in work.find(t.Event):
            record.first_day = record.first_day.replace(year=2000)
            record.last_day = record.last_day.replace(year=2000)
        work.commit()
    home = home_of(window)
    assert entry(home, "There is no backup yet").isVisible()
    line = entry(home, "people should go")
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert window.place == Place("settings")


def test_an_empty_database_says_what_to_do(
    qtbot: QtBot, tmp_path: Path, sample_database: Path
) -> None:
    from workshopdesk.store import open_store

    store = open_store(str(tmp_path / "empty.wdb"), create=True)
    window = open_shell(store, tmp_path, qtbot)
    home = home_of(window)
    assert home.empty.isVisible()
    dispose(window)
    store.close()
