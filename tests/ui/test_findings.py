"""Findings and recommendations are typed in per group, and the paper has them."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.windowed import type_text

from workshopdesk.domain.groups import WorkGroup
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.groups.view import GroupsRoom
from workshopdesk.ui.shell import Shell

LEFT, TAB = Qt.MouseButton.LeftButton, Qt.Key.Key_Tab


def test_a_group_reports(window: Shell, store: Store, event_id: UUID) -> None:
    window.go(Place("groups", event_id))
    room = window.room
    assert isinstance(room, GroupsRoom)
    QTest.mouseClick(room.findings_button, LEFT)
    assert room.findings.isVisible()
    assert not room.form_button.isVisible()
    assert len(room.findings.cards) == len(room.columns) > 0

    def stored() -> WorkGroup:
        assert room.state is not None
        assert room.state.session is not None
        with store.read() as reader:
            return reader.groups(room.state.session.id)[0]

    card = room.findings.cards[0]
    card.findings.setFocus()
    card.findings.selectAll()
    type_text(card.findings, "ໜຶ່ງ")
    QTest.keyClick(card.findings, Qt.Key.Key_Return)
    type_text(card.findings, "ສອງ")
    QTest.keyClick(card.findings, TAB)
    assert card.recommendations.hasFocus()
    card.recommendations.selectAll()
    type_text(card.recommendations, "ສະເໜີ")
    QTest.keyClick(card.recommendations, TAB)
    kept = [(f.text, f.recommendation) for f in stored().findings]
    assert kept == [("ໜຶ່ງ", False), ("ສອງ", False), ("ສະເໜີ", True)]

    card.question_en.setFocus()
    card.question_en.selectAll()
    type_text(card.question_en, "What next?")
    QTest.keyClick(card.question_en, Qt.Key.Key_Return)
    assert stored().question_en == "What next?"
    window.desk.undo()
    assert stored().question_en != "What next?"

    QTest.mouseClick(room.print_findings, LEFT)
    assert (window.place.room, window.place.focus) == ("papers", "findings")
    window.go(Place("groups", event_id))
    QTest.mouseClick(room.findings_button, LEFT)
    assert room.form_button.isVisible()


def test_what_is_missing_opens_where_it_is_mended(window: Shell, event_id: UUID) -> None:
    window.go(Place("groups", event_id, "findings"))
    assert isinstance(window.room, GroupsRoom)
    assert window.room.findings.isVisible()
