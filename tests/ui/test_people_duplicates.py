"""Reviewing people entered twice: merged field by field, told apart, put off, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.windowed import Told

from workshopdesk.domain.people import Person
from workshopdesk.services import events, people, registrations
from workshopdesk.services.registrations import Changes
from workshopdesk.store import Store, tables
from workshopdesk.ui.desk import Place
from workshopdesk.ui.duplicates.view import SECOND, DuplicatesRoom
from workshopdesk.ui.people.view import PeopleRoom
from workshopdesk.ui.shell import Shell

TWICE = ("ນາງ ຄຳໝັ້ນ ລັດຕະນະວົງ", "ນາງ ຄໍາຫມັ້ນ ລັດຕະນະວົງ")


@pytest.fixture
def twice(store: Store) -> tuple[UUID, UUID]:
    """One woman on two lists, spelt in two ways, with one phone and two posts."""
    found = []
    for number, (name, post) in enumerate(zip(TWICE, ("ວິຊາການ", "ຫົວໜ້າພະແນກ"), strict=True)):
        day = date(2025, 12, number + 1)
        event = events.create_event(
            store, code=f"LIST-{number}", title_lo="ບັນຊີ", first_day=day, last_day=day
        )
        registration = registrations.add_participant(store, event.id, name)
        changes = Changes(phone="020 55 123 987", sex="F")
        registrations.change_participants(store, [registration], changes)
        with store.read() as reader:
            (row,) = reader.participants(event.id)
        assert row.person_id is not None
        with store.unit_of_work("Give a post") as work:
            work.get(tables.Person, row.person_id).position = post
            work.commit()
        found.append(row.person_id)
    return found[0], found[1]


@pytest.fixture
def room(twice: tuple[UUID, UUID], window: Shell) -> DuplicatesRoom:
    window.go(Place("duplicates"))
    assert isinstance(window.room, DuplicatesRoom)
    return window.room


def known(store: Store) -> list[Person]:
    with store.read() as reader:
        return [p for p in reader.people(limit=10_000) if p.surname == "ລັດຕະນະວົງ"]


def click(button: QWidget) -> None:
    """Click where the button stands once what was chosen before has been laid out."""
    QCoreApplication.processEvents()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def own(room: DuplicatesRoom, twice: tuple[UUID, UUID]) -> int:
    """Where the pair stands in the list."""
    return next(n for n, o in enumerate(room.offers) if set(o.key) == set(twice))


def test_a_pair_is_shown_with_its_reasons(
    room: DuplicatesRoom, twice: tuple[UUID, UUID], store: Store
) -> None:
    offered = room.offers[own(room, twice)]
    pair = next(p for p in people.duplicates(store) if {p.first.id, p.second.id} == set(twice))
    assert offered.reasons == pair.reasons != ()
    room.table.selectRow(own(room, twice))
    assert {"position"} <= set(room.picks)
    assert "sex" not in room.picks


def test_they_are_merged_field_by_field_and_taken_back(
    room: DuplicatesRoom, twice: tuple[UUID, UUID], window: Shell, store: Store
) -> None:
    before = known(store)
    assert len(before) == 2
    room.table.selectRow(own(room, twice))
    pair = room.pair
    assert pair is not None
    wanted = next(side.second for side in pair.sides if side.key == "position")
    room.picks["position"].button(SECOND).click()
    count = len(room.offers)
    click(room.same)
    (one,) = known(store)
    assert one.id == pair.key[0]
    assert one.position == wanted
    assert len(room.offers) < count
    window.desk.undo()
    assert sorted(known(store), key=lambda p: p.id) == [
        _newer(p, known(store)) for p in sorted(before, key=lambda p: p.id)
    ]
    assert own(room, twice) >= 0


def _newer(person: Person, now: list[Person]) -> Person:
    """The same facts under the version now stored."""
    version = next(p.version for p in now if p.id == person.id)
    return replace(person, version=version)


def test_told_apart_they_are_not_offered_again(
    room: DuplicatesRoom, twice: tuple[UUID, UUID], store: Store
) -> None:
    room.table.selectRow(own(room, twice))
    click(room.different)
    assert all(set(o.key) != set(twice) for o in room.offers)
    assert len(known(store)) == 2
    room.stale = True
    room.enter(Place("duplicates"))
    assert all(set(o.key) != set(twice) for o in room.offers)


def test_put_off_it_comes_last(room: DuplicatesRoom, twice: tuple[UUID, UUID]) -> None:
    room.table.selectRow(own(room, twice))
    click(room.later)
    assert own(room, twice) == len(room.offers) - 1


def test_without_pairs_the_page_says_so(room: DuplicatesRoom, told: Told) -> None:
    while room.offers:
        click(room.different)
    assert room.empty.isVisible()
    assert room.said.text() == "0 pairs to review"
    assert not told.of("refusal")


def test_a_pair_is_decided_with_the_keyboard_alone(
    room: DuplicatesRoom, twice: tuple[UUID, UUID], store: Store
) -> None:
    room.table.setFocus()
    while room.table.currentIndex().row() < own(room, twice):
        QTest.keyClick(room.table, Qt.Key.Key_Down)
    pair = room.pair
    assert pair is not None
    QTest.keyClick(room.picks["position"].button(SECOND), Qt.Key.Key_Space)
    QTest.keyClick(room.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    (one,) = known(store)
    assert one.position == next(side.second for side in pair.sides if side.key == "position")


def test_the_person_page_tells_merged_records_apart(
    twice: tuple[UUID, UUID], window: Shell, store: Store
) -> None:
    people.merge(store, *twice)
    window.go(Place("people", focus=str(twice[1])))
    room = window.room
    assert isinstance(room, PeopleRoom)
    shown = room.card.shown
    assert shown is not None
    assert shown.id == twice[0]
    assert [been.title for been in shown.events] == ["ບັນຊີ", "ບັນຊີ"]
    assert list(room.card.apart) == [twice[1]]
    click(room.card.apart[twice[1]])
    assert len(known(store)) == 2
    assert room.card.apart == {}
    click(room.card.history)
    assert window.place.room == "history"
