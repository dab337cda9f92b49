"""The board by hand: moved by mouse and keys, locked, wished, late ones placed, compiled."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.windowed import type_text

from workshopdesk.domain.groups import WishKind, WorkGroup
from workshopdesk.services import registrations
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.groups.column import MIME, GroupColumn
from workshopdesk.ui.groups.presenter import Card
from workshopdesk.ui.groups.view import GroupsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.widgets.buttons import Button

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def room(window: Shell, event_id: UUID, qtbot: QtBot) -> GroupsRoom:
    window.go(Place("groups", event_id))
    shown = window.room
    assert isinstance(shown, GroupsRoom)
    qtbot.waitUntil(lambda: shown.columns[0].list.viewport().width() > 60)
    return shown


def groups_of(store: Store, room: GroupsRoom) -> tuple[WorkGroup, ...]:
    assert room.state is not None
    assert room.state.session is not None
    with store.read() as reader:
        return reader.groups(room.state.session.id)


def card(room: GroupsRoom, group: int, row: int) -> Card:
    assert room.state is not None
    return room.state.columns[group].cards[row]


def drop(target: GroupColumn, registration_id: UUID, at: QPoint) -> None:
    """A card let go over a column, as the mouse would."""
    data = QMimeData()
    data.setData(MIME, registration_id.bytes)
    move, modifiers = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    port = target.list.viewport()
    entering = QDragEnterEvent(at, move, data, LEFT, modifiers)
    QApplication.sendEvent(port, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(port, QDropEvent(QPointF(at), move, data, LEFT, modifiers))


def test_a_card_is_dropped_on_another_group(room: GroupsRoom, store: Store) -> None:
    moved = card(room, 0, 2)
    drop(room.columns[2], moved.id, QPoint(40, 20))
    after = groups_of(store, room)
    assert moved.id in after[2].member_ids[:2]
    assert moved.id not in after[0].member_ids


def test_keys_move_lock_and_say_why(room: GroupsRoom, store: Store, window: Shell) -> None:
    person = card(room, 1, 3)
    room.columns[1].list.focus_row(3)
    assert room.why.person == person.id
    QTest.keyClick(room.columns[1].list, Key.Key_Right, CTRL)
    assert person.id in groups_of(store, room)[2].member_ids
    assert room.columns[2].list.current() == card(room, 2, len(room.state.columns[2].cards) - 1) \
        if room.state else False  # fmt: skip
    QTest.keyClick(room.columns[2].list, Key.Key_L, CTRL)
    assert person.id in groups_of(store, room)[2].locked_ids
    assert room.rules.text().endswith("1")
    QTest.mouseClick(room.form_button, LEFT)
    assert person.id in groups_of(store, room)[2].member_ids
    window.desk.undo()
    window.desk.undo()
    assert person.id not in groups_of(store, room)[2].locked_ids


def test_two_people_are_kept_apart_by_typing_a_name(room: GroupsRoom, store: Store) -> None:
    one, other = card(room, 0, 0), card(room, 1, 1)
    room.columns[0].list.focus_row(0)
    room.why.kind.choose(str(WishKind.APART))
    type_text(room.why.other, other.name)
    QTest.keyClick(room.why.other, Key.Key_Return)
    assert room.state is not None
    (wish,) = room.state.wishes
    assert (wish.kind, wish.other(one.id)) == (WishKind.APART, other.id)
    QApplication.processEvents()
    allowed = {
        button.text(): button.isEnabled()
        for button in room.why.findChildren(Button)
        if not button.isHidden() and button.text().startswith("Group ")
    }
    assert allowed["Group 2"] is False
    assert allowed["Group 3"] is True
    QTest.mouseClick(room.form_button, LEFT)
    seats = [g for g in groups_of(store, room) if {one.id, other.id} <= set(g.member_ids)]
    assert seats == []


def test_late_arrivals_stand_in_a_column_of_their_own_until_placed(
    room: GroupsRoom, store: Store, event_id: UUID, window: Shell
) -> None:
    before = {g.id: set(g.member_ids) for g in groups_of(store, room)}
    late = [
        registrations.add_participant(store, event_id, f"ນາງ ມາຊ້າ ທີ{number}") for number in range(3)
    ]
    window.desk.announce("participants")
    assert room.waiting.isVisible()
    assert [c.id for c in room.waiting.list.cards.cards] == late
    assert room.unplaced.isVisible()
    QTest.mouseClick(room.unplaced, LEFT)
    assert not room.waiting.isVisible()
    after = {g.id: set(g.member_ids) for g in groups_of(store, room)}
    assert all(before[key] <= after[key] for key in before)
    assert sum(map(len, after.values())) == sum(map(len, before.values())) + 3


def test_leader_room_and_lines_of_a_group(room: GroupsRoom, store: Store) -> None:
    QTest.mouseClick(room.columns[1].head, LEFT)
    assert room.findings.isVisible()
    report = room.findings.cards[1]
    members = groups_of(store, room)[1].member_ids
    report.leader.setCurrentIndex(report.leader.findData(str(members[4])))
    report.leader.activated.emit(report.leader.currentIndex())
    report.room.setText("ຫ້ອງ 9")
    QTest.keyClick(report.room, Key.Key_Return)
    after = groups_of(store, room)[1]
    assert (after.facilitator_id, after.room) == (members[4], "ຫ້ອງ 9")

    lines = report.findings
    lines.setFocus()
    lines.selectAll()
    QGuiApplication.clipboard().setText("• ໜຶ່ງ\n- ສອງ\nສາມ")
    lines.paste()
    lines.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(lines, Key.Key_Up, ALT)
    report.recommendations.setFocus()
    assert [f.text for f in groups_of(store, room)[1].findings if not f.recommendation] == [
        "ໜຶ່ງ", "ສາມ", "ສອງ",
    ]  # fmt: skip


def test_what_all_found_is_compiled_for_the_plenary(room: GroupsRoom, store: Store) -> None:
    QTest.mouseClick(room.findings_button, LEFT)
    QTest.mouseClick(room.views.button("plenary"), LEFT)
    assert room.plenary.isVisible()
    QTest.mouseClick(room.plenary.copy, LEFT)
    text = QGuiApplication.clipboard().text()
    told = [f.text for g in groups_of(store, room) for f in g.findings]
    assert told
    assert all(line in text for line in told)
    assert len(text.split("Recommendations")) == 2
    QTest.mouseClick(room.views.button("groups"), LEFT)
    assert room.findings.isVisible()
