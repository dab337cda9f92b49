"""A list comes in, problems are mended, groups are formed and changed, papers come out."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.windowed import type_text

from workshopdesk import settings
from workshopdesk.services import events, registrations
from workshopdesk.services.registrations import Changes
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.groups.view import GroupsRoom
from workshopdesk.ui.papers.view import PapersRoom
from workshopdesk.ui.participants.view import ParticipantsRoom
from workshopdesk.ui.shell import Shell

Key, Control = Qt.Key, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
LIST = settings.resource("sample/bualapha-2025-participants.xlsx")


def participants(window: Shell, event_id: UUID) -> ParticipantsRoom:
    window.go(Place("participants", event_id))
    room = window.room
    assert isinstance(room, ParticipantsRoom)
    return room


def test_a_list_is_previewed_then_imported_and_taken_back(
    window: Shell, store: Store, qtbot: QtBot
) -> None:
    from datetime import date

    made = events.create_event(
        store, code="NEW", title_lo="ໃໝ່", first_day=date(2026, 1, 5), last_day=date(2026, 1, 6)
    )
    room = participants(window, made.id)
    assert room.empty.isVisible()
    room.import_file(LIST)
    assert room.dialog.plan is not None
    assert room.dialog.model.rowCount() == 87
    with store.read() as reader:
        assert reader.participants(made.id) == ()
    assert room.dialog.confirm.text().strip() == "Import 87 people"
    window.speak("lo")
    QTest.mouseClick(room.dialog.confirm, LEFT)
    assert not room.dialog.isVisible()
    assert room.model.rowCount() == 87
    with store.read() as reader:
        assert len(reader.participants(made.id)) == 87
    QTest.mouseClick(window.status.undo, LEFT)
    with store.read() as reader:
        assert reader.participants(made.id) == ()


def test_a_name_is_typed_edited_and_taken_off(
    window: Shell, store: Store, event_id: UUID, qtbot: QtBot
) -> None:
    room = participants(window, event_id)
    type_text(room.new_name, "ທ່ານ ນາງ ນ້ຳຝົນ ແສງດາລາ")
    QTest.keyClick(room.new_name, Key.Key_Return)
    assert room.model.rowCount() == 88
    line = room.model.row_at(87)
    assert (line.name, line.sex) == ("ນ້ຳຝົນ ແສງດາລາ", "Female")
    room.change(line, "phone", "20 55 123 456")
    assert room.model.row_at(87).phone == "020 55 123 456"
    room.table.clearSelection()
    room.table.selectRow(87)
    assert room.selection.isVisible()
    QTest.mouseClick(room.selection.remove, LEFT)
    assert room.model.rowCount() == 87
    window.desk.undo()
    assert room.model.rowCount() == 88


def test_typing_filters_at_once_and_totals_follow(
    window: Shell, event_id: UUID, qtbot: QtBot
) -> None:
    room = participants(window, event_id)
    room.start_search()
    assert room.table.filters_open
    room.model.set_filter("name", "ບຸນຍະວົງ")
    shown = room.model.rowCount()
    assert 0 < shown < 87
    assert f"{shown} people" in room.totals.accessibleName()
    QTest.mouseClick(room.filter_button, LEFT)
    assert room.model.rowCount() == 87


def test_a_wrong_province_is_mended_in_its_cell(
    window: Shell, store: Store, event_id: UUID, qtbot: QtBot
) -> None:
    with store.read() as reader:
        person = next(p for p in reader.participants(event_id) if p.province == "LA-KH")
    registrations.change_participants(store, [person.id], Changes(province="LA-SV"))
    room = participants(window, event_id)
    assert room.problems.isVisible()
    QTest.mouseClick(room.problems, LEFT)
    assert room.mend.isVisible()
    QTest.mouseClick(room.mend.mend, LEFT)
    assert not room.problems.isVisible()
    with store.read() as reader:
        mended = next(p for p in reader.participants(event_id) if p.id == person.id)
    assert mended.province == "LA-KH"


def test_the_role_of_many_is_changed_in_one_step(
    window: Shell, store: Store, event_id: UUID
) -> None:
    room = participants(window, event_id)
    guests = [line.id for line in room.state.lines if line.role == "Invited guest"]
    room.table.selectAll()
    room._change_selected(Changes(organisation="ຫ້ອງວ່າການແຂວງ"))
    assert {line.organisation for line in room.state.lines} == {"ຫ້ອງວ່າການແຂວງ"}
    window.desk.undo()
    assert len({line.organisation for line in room.state.lines}) > 1
    assert [line.id for line in room.state.lines if line.role == "Invited guest"] == guests


def test_people_move_between_groups_by_key_and_back(
    window: Shell, store: Store, event_id: UUID, qtbot: QtBot
) -> None:
    window.go(Place("groups", event_id))
    room = window.room
    assert isinstance(room, GroupsRoom)
    assert room.state is not None
    assert len(room.columns) == 5
    first, second = (len(c.cards) for c in room.state.columns[:2])
    room.columns[0].list.focus_row(0)
    card = room.columns[0].list.current()
    assert card is not None
    QTest.keyClick(room.columns[0].list, Key.Key_Right, Control)
    assert [len(c.cards) for c in room.state.columns[:2]] == [first - 1, second + 1]
    moved = room.columns[1].list.current()
    assert moved is not None
    assert moved.id == card.id
    assert room.why.isVisible()
    window.speak("lo")
    window.desk.undo()
    assert [len(c.cards) for c in room.state.columns[:2]] == [first, second]


def test_groups_are_formed_anew_in_another_number(
    window: Shell, event_id: UUID, qtbot: QtBot
) -> None:
    window.go(Place("groups", event_id))
    room = window.room
    assert isinstance(room, GroupsRoom)
    room._set_number(4)
    assert room.state is not None
    assert len(room.columns) == len(room.state.columns) == 4
    sizes = [len(c.cards) for c in room.state.columns]
    assert max(sizes) - min(sizes) <= 1
    assert room.state.unplaced == 0


def test_a_paper_is_looked_at_and_saved_as_seen(
    window: Shell, event_id: UUID, tmp_path: Path, qtbot: QtBot
) -> None:
    window.go(Place("papers", event_id, "participant-list"))
    room = window.room
    assert isinstance(room, PapersRoom)
    assert room.paper is not None
    assert room.paper.kind == "participant-list"
    assert room.pages is not None
    assert room.preview.count == room.pages.count > 1
    page = room.preview.sheet.page
    assert page is not None
    assert {page.width_mm, page.height_mm} == {210, 297}
    QTest.mouseClick(room.preview.after, LEFT)
    assert room.preview.number == 1
    window.speak("lo")
    QTest.mouseClick(room.languages.button("en"), LEFT)
    assert room.pages is not None
    target = tmp_path / "list.pdf"
    room.save_to(target, "pdf")
    assert target.read_bytes() == room.pages.pdf
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".pdf") == ["list.pdf"]
    room.save_to(tmp_path / "list.xlsx", "xlsx")
    assert (tmp_path / "list.xlsx").read_bytes()[:2] == b"PK"


def test_ctrl_k_goes_to_a_person(window: Shell, qtbot: QtBot) -> None:
    QTest.mouseClick(window.rail.search, LEFT)
    assert window.find_box.isVisible()
    type_text(window.find_box.field, "ທິບພາພອນ")
    assert window.find_box.list.count() >= 1
    QTest.keyClick(window.find_box.field, Key.Key_Return)
    assert window.place.room == "people"
    assert not window.find_box.isVisible()
