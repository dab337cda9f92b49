"""The invitations page: units invited, numbered, sent; seats kept once; answers noted."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.windowed import Told, type_text

from workshopdesk.domain.invitation import Answer, Invitation
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.invitations.view import InvitationsRoom
from workshopdesk.ui.shell import Shell

LEFT, RETURN = Qt.MouseButton.LeftButton, Qt.Key.Key_Return


@pytest.fixture
def room(window: Shell, event_id: UUID) -> InvitationsRoom:
    window.go(Place("invitations", event_id))
    assert isinstance(window.room, InvitationsRoom)
    return window.room


def letters(store: Store, event_id: UUID) -> tuple[Invitation, ...]:
    with store.read() as reader:
        return reader.invitations(event_id)


def promised(store: Store, event_id: UUID) -> int:
    with store.read() as reader:
        people = reader.participants(event_id)
    return sum(1 for p in people if p.state is RegistrationState.PROMISED)


def invite(room: InvitationsRoom, unit: str, seats: str) -> None:
    room.seats.setText(seats)
    type_text(room.unit, unit)
    QTest.keyClick(room.unit, RETURN)


def test_seats_are_kept_once_and_come_back_by_undo(
    window: Shell, room: InvitationsRoom, store: Store, event_id: UUID
) -> None:
    before = promised(store, event_id)
    invite(room, "ກົມໃໝ່", "3")
    invite(room, "ຫ້ອງການທົດລອງ", "2")
    assert "Keep 5 seats" in room.keep.text()
    QTest.mouseClick(room.keep, LEFT)
    assert promised(store, event_id) == before + 5
    assert room.keep.isHidden()
    assert [x.kept for x in letters(store, event_id)] == [3, 2]
    window.desk.undo()
    assert promised(store, event_id) == before
    assert "Keep 5 seats" in room.keep.text()


def test_pasted_units_are_invited_once_numbered_sent_and_answered(
    window: Shell, room: InvitationsRoom, store: Store, event_id: UUID
) -> None:
    invite(room, "ກົມໃໝ່", "1")
    QApplication.clipboard().setText("ກົມ ໃໝ່\t4\nຫ້ອງການທົດລອງ\t໕\n\nກົມສາມ\n")
    QTest.mouseClick(room.paste_button, LEFT)
    QTest.mouseClick(room.pasting.invite, LEFT)
    assert [x.seats for x in letters(store, event_id)] == [1, 5, 1]
    QTest.mouseClick(room.number, LEFT)
    room.asked.first.setText("009/ສພຂ")
    QTest.mouseClick(room.asked.set, LEFT)
    numbers = [x.number for x in letters(store, event_id)]
    assert numbers == ["009/ສພຂ", "010/ສພຂ", "011/ສພຂ"]
    room.table.selectRow(0)
    QTest.mouseClick(room.sent, LEFT)
    assert [x.sent_on is not None for x in letters(store, event_id)] == [True, False, False]
    room.table.clearSelection()
    room.table.selectRow(1)
    QTest.mouseClick(room.answered, LEFT)
    declined = room.answered.filled_menu.actions()[2]
    declined.trigger()
    room.answered.filled_menu.close()
    assert [x.answer for x in letters(store, event_id)] == [
        Answer.OPEN, Answer.DECLINED, Answer.OPEN,
    ]  # fmt: skip
    room.table.clearSelection()
    assert "Keep 2 seats" in room.keep.text()  # a unit that does not come keeps none
    QTest.mouseClick(room.letters, LEFT)
    assert window.place.room == "papers"


def test_what_is_no_number_of_seats_is_refused_in_words(
    room: InvitationsRoom, store: Store, event_id: UUID, told: Told
) -> None:
    told.refusals_expected = True
    invite(room, "ກົມໃໝ່", "many")
    assert letters(store, event_id) == ()
    assert told.of("refusal")
    room.unit.clear()
    invite(room, "ກົມໃໝ່", "2")
    keys = [column.key for column in room.model.columns]
    room.model.setData(room.model.index(0, keys.index("seats")), "900")
    assert letters(store, event_id)[0].seats == 2
    room.model.setData(room.model.index(0, keys.index("seats")), "9")
    assert letters(store, event_id)[0].seats == 9


def test_the_basis_is_kept_in_both_languages(
    room: InvitationsRoom, store: Store, event_id: UUID
) -> None:
    QTest.mouseClick(room.basis, LEFT)
    room.asked_basis.lao.setPlainText("ແຜນວຽກ 2025")
    room.asked_basis.english.setPlainText("the work plan of 2025")
    QTest.mouseClick(room.asked_basis.save, LEFT)
    with store.read() as reader:
        assert reader.basis(event_id) == ("ແຜນວຽກ 2025", "the work plan of 2025")
