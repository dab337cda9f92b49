"""The overview: parties, texts and the rule of completion are kept as they are typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from tests.windowed import Told, type_text

from workshopdesk.domain.event import Event
from workshopdesk.services import templates
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.events.view import EventsRoom
from workshopdesk.ui.overview.view import OverviewRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.widgets.buttons import Button
from workshopdesk.ui.widgets.days import DayField

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


@pytest.mark.parametrize(
    ("key", "typed", "province", "district"),
    [
        ("province", "Savannakhet", "LA-SV", None),
        ("province", "ຄຳມ່ວນ", "LA-KH", "1206"),
        ("district", "ປາກເຊ", "LA-CH", "1601"),
        ("district", "", "LA-KH", None),
    ],
)
def test_places_take_any_spelling(
    room: OverviewRoom, store: Store, event: Event, key: str, typed: str, province: str,
    district: str | None,
) -> None:  # fmt: skip
    field = room.fields[key]
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    type_text(field, typed)
    QTest.keyClick(field, RETURN)
    assert (now(store, event).province, now(store, event).district) == (province, district)


def test_what_is_no_place_is_refused_and_the_old_one_shown(
    room: OverviewRoom, store: Store, event: Event, told: Told
) -> None:
    told.refusals_expected = True
    before = room.fields["province"].text()
    assert before == "Khammouane"
    room.change("province", "ບໍ່ມີ ແຂວງ ນີ້ເລີຍ")
    assert told.of("refusal")
    assert room.fields["province"].text() == before
    assert now(store, event) == event


def test_a_day_is_taken_from_the_month_by_keyboard(
    room: OverviewRoom, store: Store, event: Event
) -> None:
    field = room.fields["last_day"]
    assert isinstance(field, DayField)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert field.box.isVisible()
    assert field.box.title.text() == "September 2025"
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right, RETURN):
        QTest.keyClick(field.box.days, key)
    assert now(store, event).last_day == date(2025, 10, 17)
    assert not field.box.isVisible()


def test_tasks_are_added_ticked_and_taken_away(
    room: OverviewRoom, store: Store, event: Event
) -> None:
    def tasks() -> list[tuple[str, date | None, bool]]:
        with store.read() as reader:
            found = reader.checklist(event.id)
        return [(t.title_lo, t.due, t.done_on is not None) for t in found]

    room.checklist.due.setText("1/9/2025")
    type_text(room.checklist.new, "ສົ່ງໜັງສືເຊີນ")
    QTest.keyClick(room.checklist.new, RETURN)
    assert tasks() == [("ສົ່ງໜັງສືເຊີນ", date(2025, 9, 1), False)]
    (tick,) = room.checklist.findChildren(QCheckBox)
    tick.click()
    assert tasks() == [("ສົ່ງໜັງສືເຊີນ", date(2025, 9, 1), True)]
    room.desk.undo()
    assert tasks() == [("ສົ່ງໜັງສືເຊີນ", date(2025, 9, 1), False)]
    away = [
        b for b in room.checklist.findChildren(Button)
        if b.accessibleDescription() == "ສົ່ງໜັງສືເຊີນ"
    ][-1]  # fmt: skip
    QTest.mouseClick(away, LEFT)
    assert tasks() == []


def test_an_event_is_copied_from_its_page(
    room: OverviewRoom, window: Shell, store: Store, event: Event
) -> None:
    QTest.mouseClick(room.copy, LEFT)
    room.dialog.code.setText("AGAIN")
    room.dialog.first_day.setText("2 March 2026")
    QTest.mouseClick(room.dialog.begin, LEFT)
    with store.read() as reader:
        made = reader.event("AGAIN")
        people = reader.participants(made.id)
    assert (made.first_day, made.last_day) == (date(2026, 3, 2), date(2026, 3, 3))
    assert made.title_lo == event.title_lo
    assert not [p for p in people if p.person_id]
    assert window.place == Place("overview", made.id)


def test_an_event_becomes_a_template_that_others_take_in(
    room: OverviewRoom, window: Shell, tmp_path: Path
) -> None:
    QTest.mouseClick(room.keep, LEFT)
    room.naming.name.setText("ຝຶກອົບຮົມ ຂອງເຮົາ")
    path = tmp_path / "ours.wdtemplate"
    room.naming.write_file(path)
    window.go(Place("events"))
    page = window.room
    assert isinstance(page, EventsRoom)
    own = [t for t in templates.templates(room.desk.store) if t.id]
    assert [t.code for t in own] == ["ຝຶກອົບຮົມ ຂອງເຮົາ"]
    page._remove(own[0])
    page.take_in(path)
    page.begin("ຝຶກອົບຮົມ ຂອງເຮົາ")
    page.dialog.title.setText("ຮອບ ສອງ")
    page.dialog.first_day.show_day(date(2026, 5, 4))
    QTest.mouseClick(page.dialog.begin, LEFT)
    with room.desk.store.read() as reader:
        made = next(e for e in reader.events() if e.title_lo == "ຮອບ ສອງ")
        assert len(reader.sessions(made.id)) == len(own[0].plan.sessions)
