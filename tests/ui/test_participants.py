"""The list of participants: known people offered, seats kept, many changed at once, remembered."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.windowed import TRAINING, Told, dispose, open_shell, type_text

from workshopdesk import i18n
from workshopdesk.domain.event import Event
from workshopdesk.domain.registration import ParticipantRow, RegistrationState, Role
from workshopdesk.services import papers, registrations
from workshopdesk.services.known_people import offers
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.participants.view import ParticipantsRoom
from workshopdesk.ui.shell import Shell

RETURN, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def room(window: Shell, event_id: UUID) -> ParticipantsRoom:
    window.go(Place("participants", event_id))
    assert isinstance(window.room, ParticipantsRoom)
    return window.room


def people(store: Store, event: Event) -> list[ParticipantRow]:
    with store.read() as reader:
        found = reader.participants(event.id)
    return [p for p in found if p.state is not RegistrationState.CANCELLED]


def known_elsewhere(store: Store, event: Event) -> str:
    """Someone of another event, who is not on this list."""
    here = {p.person_id for p in people(store, event)}
    with store.read() as reader:
        return next(p.name for p in reader.people() if p.id not in here and " " in p.name)


def test_a_known_person_is_offered_with_a_reason_and_taken_by_enter(
    room: ParticipantsRoom, store: Store, event: Event
) -> None:
    name = known_elsewhere(store, event)
    with store.read() as reader:
        everyone = len(reader.people())
    type_text(room.new_name, name)
    room.offers.look()
    assert room.offers.isVisible()
    marked = room.offers.marked
    assert marked is not None
    assert (marked.name, marked.reason, marked.listed) == (name, "the same name", False)
    QTest.keyClick(room.new_name, RETURN)
    last = people(store, event)[-1]
    assert last.person_id == marked.person_id
    assert room.new_name.text() == ""
    assert not room.offers.isVisible()
    with store.read() as reader:
        assert len(reader.people()) == everyone


def test_another_key_makes_a_new_person_of_the_same_name(
    room: ParticipantsRoom, store: Store, event: Event
) -> None:
    name = known_elsewhere(store, event)
    with store.read() as reader:
        known = {p.id for p in reader.people()}
    type_text(room.new_name, name)
    QTest.keyClick(room.new_name, RETURN, CONTROL)
    last = people(store, event)[-1]
    assert last.name == name
    assert last.person_id not in known


def test_who_is_listed_already_is_said_and_not_marked(
    room: ParticipantsRoom, store: Store, event: Event
) -> None:
    name = people(store, event)[0].name
    type_text(room.new_name, name)
    room.offers.look()
    listed = [room.offers.list.item(n) for n in range(room.offers.list.count())]
    assert any(
        item.data(Qt.ItemDataRole.UserRole) and item.data(Qt.ItemDataRole.UserRole).listed
        for item in listed
    )
    assert room.offers.marked is None or not room.offers.marked.listed


def test_offers_are_found_by_the_beginning_and_in_latin_letters(store: Store, event: Event) -> None:
    i18n.set_screen_language("en")
    name = known_elsewhere(store, event)
    with store.read() as reader:
        begun = offers(reader, (), name[: name.index(" ") + 3])
        short = offers(reader, (), name[0])
    assert name in {o.name for o in begun}
    assert {o.reason for o in begun if o.name == name} == {"begins so"}
    assert short == ()


def test_seats_are_kept_for_a_unit_and_named_in_the_cell(
    room: ParticipantsRoom, store: Store, event: Event
) -> None:
    before = len(people(store, event))
    QTest.mouseClick(room.seats_button, LEFT)
    room.seats.unit.setText("ຫ້ອງການ ແຜນການ")
    room.seats.number.setText("3")
    QTest.mouseClick(room.seats.keep, LEFT)
    seats = people(store, event)[before:]
    assert [(s.person_id, s.state, s.organisation) for s in seats] == [
        (None, RegistrationState.PROMISED, "ຫ້ອງການ ແຜນການ")
    ] * 3
    line = room.state.lines[-1]
    assert line.name == "Seat kept"
    room.change(line, "name", "ທ່ານ ສີລາ ວົງໄຊ")
    named = people(store, event)[-1]
    assert (named.name, named.state) == ("ສີລາ ວົງໄຊ", RegistrationState.REGISTERED)
    assert named.organisation == "ຫ້ອງການ ແຜນການ"


def test_no_seats_for_nobody(
    room: ParticipantsRoom, store: Store, event: Event, told: Told
) -> None:
    told.refusals_expected = True
    before = len(people(store, event))
    room.keep_seats()
    room.seats.number.setText("0")
    room.seats.unit.setText("ກ")
    QTest.mouseClick(room.seats.keep, LEFT)
    assert told.of("refusal")
    assert len(people(store, event)) == before


@pytest.mark.parametrize(
    ("key", "typed", "field", "stored"),
    [
        ("role", "resource", "role", Role.RESOURCE_PERSON),
        ("role", "ວິທະຍາກອນ", "role", Role.RESOURCE_PERSON),
        ("sex", "ຍ", "sex", "F"),
        ("sex", "male", "sex", "M"),
        ("province", "Khammuan", "province", "LA-KH"),
        ("province", "ຄຳມ່ວນ", "province", "LA-KH"),
        ("district", "ທ່າແຂກ", "district_en", "Thakhek"),
    ],
)
def test_a_cell_takes_any_spelling(
    room: ParticipantsRoom, store: Store, event: Event, key: str, typed: str, field: str,
    stored: object,
) -> None:  # fmt: skip
    room.change(room.state.lines[4], key, typed)
    assert getattr(people(store, event)[4], field) == stored


def test_what_is_no_role_is_refused(
    room: ParticipantsRoom, store: Store, event: Event, told: Told
) -> None:
    told.refusals_expected = True
    before = people(store, event)[0].role
    room.change(room.state.lines[0], "role", "king")
    assert "king" in told.of("refusal")[0].title
    assert people(store, event)[0].role is before


def test_many_get_an_organisation_at_once_and_one_undo_takes_it_back(
    room: ParticipantsRoom, store: Store, event: Event
) -> None:
    before = [p.organisation for p in people(store, event)]
    room.table.select_keys({line.id for line in room.state.lines[:5]})
    room._ask_organisation()
    room.asked.field.setText("ອົງການ ໃໝ່")
    QTest.mouseClick(room.asked.set, LEFT)
    assert [p.organisation for p in people(store, event)][:6] == ["ອົງການ ໃໝ່"] * 5 + [before[5]]
    room.desk.undo()
    assert [p.organisation for p in people(store, event)] == before


def test_totals_count_people_and_women_by_type_of_organisation(room: ParticipantsRoom) -> None:
    QTest.mouseClick(room.totals, LEFT)
    assert room.grouped.isVisible()
    from workshopdesk.ui.participants import presenter

    blocks = [presenter.totals(room.state.lines, by) for by in ("role", "organisation_type")]
    for block in blocks:
        assert sum(int(total.count.split()[0]) for total in block) == len(room.state.lines)
        assert all("wom" in total.count for total in block)
    QTest.keyClick(room.grouped, Qt.Key.Key_Escape)
    assert not room.grouped.isVisible()


def test_columns_and_order_are_remembered(
    store: Store, tmp_path: Path, qtbot: QtBot, event_id: UUID
) -> None:
    first = open_shell(store, tmp_path, qtbot)
    first.go(Place("participants", event_id))
    room = first.room
    assert isinstance(room, ParticipantsRoom)
    keys = [c.key for c in room.model.columns]
    room._show_column(keys.index("phone"), shown=False)
    room.table._head_clicked(keys.index("name"))
    names = [line.name for line in room.model.visible]
    dispose(first)
    second = open_shell(store, tmp_path, qtbot)
    second.go(Place("participants", event_id))
    again = second.room
    assert isinstance(again, ParticipantsRoom)
    assert again.table.isColumnHidden(keys.index("phone"))
    assert not again.table.isColumnHidden(keys.index("district"))
    assert [line.name for line in again.model.visible] == names
    dispose(second)


def test_a_list_of_ours_dropped_on_the_window_shows_its_changes(
    room: ParticipantsRoom, store: Store, event: Event, tmp_path: Path
) -> None:
    (path,) = papers.make_papers(
        store, TRAINING, kinds=["participant-list"], languages=["lo"], formats=["xlsx"],
        out=tmp_path,
    )  # fmt: skip
    book = openpyxl.load_workbook(path)
    ws = book.worksheets[0]
    head = next(r for r in range(1, 40) if "wd1.list" in str(ws.cell(r, ws.max_column).value))
    ws.cell(head + 1, 4).value = "ຕຳແໜ່ງ ກ"
    ws.cell(head + 2, 4).value = "ຕຳແໜ່ງ ຂ"
    book.save(path)
    second = people(store, event)[1]
    registrations.change_participants(store, [second.id], registrations.Changes(position="ຢູ່ ນີ້"))
    room.reveal(f"import:{path}")
    dialog = room.returned
    assert dialog.isVisible()
    assert [s.after for s in dialog.model.visible] == ["ຕຳແໜ່ງ ກ", "ຕຳແໜ່ງ ຂ"]
    assert [s.after for s in dialog.rows.selected_rows()] == ["ຕຳແໜ່ງ ກ"]
    QTest.mouseClick(dialog.confirm, LEFT)
    assert [p.position for p in people(store, event)[:2]] == ["ຕຳແໜ່ງ ກ", "ຢູ່ ນີ້"]
    QApplication.processEvents()
