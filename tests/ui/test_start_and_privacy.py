"""The first page's ways in, and the card of a person's rights."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from tests.windowed import Told, dispose, open_shell

from workshopdesk.domain.event import Event
from workshopdesk.services import privacy
from workshopdesk.store import Store, open_store
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.desk import Place
from workshopdesk.ui.people.view import PeopleRoom
from workshopdesk.ui.privacy import PrivacyDialog, PrivacyPanel
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.start.view import StartRoom


@pytest.fixture
def first_run(tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    """The window on a database nobody has put anything into."""
    store = open_store(str(tmp_path / "empty.wdb"), create=True)
    window = open_shell(store, tmp_path, qtbot)
    yield window
    dispose(window)
    store.close()


def test_the_first_page_offers_four_ways_in(first_run: Shell) -> None:
    room = first_run.room
    assert isinstance(room, StartRoom)
    ways = (room.new_button, room.sample, room.import_link, room.server)
    assert all(way.isVisible() and way.accessibleName() for way in ways)


def test_a_list_begins_an_event_named_after_it(first_run: Shell, tmp_path: Path) -> None:
    path = tmp_path / "Savannakhet_training.csv"
    path.write_text("Name,Sex\nSomsak Vongsa,M\nMala Keo,F\n", encoding="utf-8")
    room = first_run.room
    assert isinstance(room, StartRoom)
    room.begin_with(path)
    assert first_run.place.room == "participants"
    with first_run.desk.store.read() as reader:
        [event] = reader.events()
    assert event.title_en == "Savannakhet training"
    assert first_run.place.event == event.id


def test_the_server_is_connected_to_in_the_settings(first_run: Shell) -> None:
    room = first_run.room
    assert isinstance(room, StartRoom)
    QTest.mouseClick(room.server, Qt.MouseButton.LeftButton)
    assert first_run.place.room == "settings"


@pytest.fixture
def person(store: Store, event: Event) -> UUID:
    """Somebody of the sample."""
    with store.read() as reader:
        found = reader.participants(event.id)[0].person_id
    assert found is not None
    return found


@pytest.fixture
def panel(window: Shell, person: UUID) -> PrivacyPanel:
    """The card, on that person."""
    made = PrivacyPanel(window.desk)
    made.setParent(window, Qt.WindowType.Window)
    made.show_person(person)
    made.show()
    return made


def test_consents_are_answered_dated_and_taken_back(
    panel: PrivacyPanel, store: Store, person: UUID, told: Told
) -> None:
    photo = next(asked for asked in panel.asked if asked.purpose == "photo")
    panel.answer(photo, "yes")
    photo = next(asked for asked in panel.asked if asked.purpose == "photo")
    assert photo.answer is not None
    assert photo.answer.given
    assert photo.answer.on is not None
    panel.date_it(photo, "15/9/2025")
    with store.read() as reader:
        [answer] = reader.consents(person)
    assert answer.on == date(2025, 9, 15)
    panel.date_it(photo, "sometime")
    told.refusals_expected = True
    assert [m.title for m in told.of("refusal")] == ["This is not a date"]
    panel.answer(next(asked for asked in panel.asked if asked.purpose == "photo"), "")
    with store.read() as reader:
        assert reader.consents(person) == ()


def test_all_data_is_saved_under_a_name_that_names_nobody(
    panel: PrivacyPanel, store: Store, person: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(_parent: object, _title: str, name: str, _kind: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / name), ""

    monkeypatch.setattr("workshopdesk.ui.privacy.QFileDialog.getSaveFileName", choose)
    menu = QMenu()
    panel._fill_export(menu)
    for action in menu.actions():
        action.trigger()
    assert {Path(name).suffix for name in offered} == {".pdf", ".json"}
    assert all(name.startswith("personal-data-") for name in offered)
    [made] = tmp_path.glob("personal-data-*.json")
    assert json.loads(made.read_text(encoding="utf-8")) == privacy.person_data(store, person)
    [paper] = tmp_path.glob("personal-data-*.pdf")
    assert paper.read_bytes().startswith(b"%PDF")


def test_a_person_is_anonymised_after_a_question(
    panel: PrivacyPanel, window: Shell, store: Store, person: UUID
) -> None:
    with store.read() as reader:
        name = reader.person(person).name
    QTest.mouseClick(panel.erase_button, Qt.MouseButton.LeftButton)
    [question] = [d for d in panel.window().findChildren(Confirm) if d.isVisible()]
    assert name in question.windowTitle()
    QTest.mouseClick(question.verb, Qt.MouseButton.LeftButton)
    with store.read() as reader:
        assert reader.person(person).name == ""
        assert reader.people(name) == ()


def test_a_person_of_the_list_leads_to_their_rights(window: Shell, person: UUID) -> None:
    window.go(Place("people", focus=str(person)))
    room = window.room
    assert isinstance(room, PeopleRoom)
    room.card.show_person(person)
    QTest.mouseClick(room.card.privacy, Qt.MouseButton.LeftButton)
    [dialog] = window.findChildren(PrivacyDialog)
    assert [asked.purpose for asked in dialog.panel.asked][:1] == ["list"]
    dialog.accept()
