"""The overview: parties, texts and the rule of completion are kept as they are typed."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.windowed import Told, type_text

from workshopdesk.domain.event import Event
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.overview.view import OverviewRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.widgets.buttons import Button

RETURN = Qt.Key.Key_Return
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def room(window: Shell, event_id: UUID) -> OverviewRoom:
    window.go(Place("overview", event_id))
    assert isinstance(window.room, OverviewRoom)
    return window.room


def now(store: Store, event: Event) -> Event:
    with store.read() as reader:
        return reader.event(event.id)


def test_a_host_is_added_by_name_and_taken_away(
    room: OverviewRoom, store: Store, event: Event
) -> None:
    def hosts() -> list[str]:
        with store.read() as reader:
            return [o.name_lo for o in reader.hosts(event.id)]

    before = hosts()
    field = room.parties.names["host"]
    type_text(field, "ຫ້ອງການ ໃໝ່")
    QTest.keyClick(field, RETURN)
    assert hosts() == [*before, "ຫ້ອງການ ໃໝ່"]
    assert field.text() == ""
    (away,) = [
        b for b in room.parties.findChildren(Button)
        if b.accessibleDescription() == "ຫ້ອງການ ໃໝ່"
    ]  # fmt: skip
    QTest.mouseClick(away, LEFT)
    assert hosts() == before


def test_a_programme_is_taken_away_and_chosen_again(
    room: OverviewRoom, store: Store, event: Event
) -> None:
    def programmes() -> list[UUID]:
        with store.read() as reader:
            return [p.id for p in reader.programmes_of(event.id)]

    first, *others = programmes()
    with store.read() as reader:
        name = next(p.name_en for p in reader.programmes() if p.id == first)
    away = next(b for b in room.parties.findChildren(Button) if b.accessibleDescription() == name)
    QTest.mouseClick(away, LEFT)
    assert programmes() == others
    choice = room.parties.programme
    choice.setCurrentIndex(choice.findData(str(first)))
    choice.activated.emit(choice.currentIndex())
    assert programmes() == [*others, first]


def test_long_texts_are_kept_when_left(room: OverviewRoom, store: Store, event: Event) -> None:
    text = room.texts["objectives_lo"]
    text.setFocus()
    text.selectAll()
    type_text(text, "ຂໍ້ໜຶ່ງ")
    QTest.keyClick(text, RETURN)
    type_text(text, "ຂໍ້ສອງ")
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert now(store, event).objectives_lo == "ຂໍ້ໜຶ່ງ\nຂໍ້ສອງ"
    assert room.texts["objectives_en"].hasFocus()
    type_text(room.texts["objectives_en"], "never mind")
    QTest.keyClick(room.texts["objectives_en"], Qt.Key.Key_Escape)
    assert room.texts["objectives_en"].toPlainText() == event.objectives_en


def test_the_rule_of_completion(room: OverviewRoom, store: Store, event: Event, told: Told) -> None:
    field = room.fields["completion_percent"]
    for typed, kept in (("80 %", 80), ("all", 80), ("101", 80)):
        told.refusals_expected = True
        field.setFocus()
        field.selectAll()
        type_text(field, typed)
        QTest.keyClick(field, RETURN)
        assert now(store, event).completion_percent == kept
        assert field.text() == str(kept)
    assert len(told.of("refusal")) == 2
