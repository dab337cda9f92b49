"""Two laptops at one desk: a list goes out, marks and walk-ins come back once, never twice."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.domain.badge import badge_code
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.people import Sex
from workshopdesk.services import attendance, desk_exchange, desk_list, events, registrations
from workshopdesk.services.desk_exchange import GONE, LISTED, NEWER, SAME, SecondDesk
from workshopdesk.services.desk_list import WalkIn
from workshopdesk.services.registrations import Changes
from workshopdesk.store import Store, open_store

CODE = "E-1"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "desk.wdb"), create=True)


@pytest.fixture
def event_id(store: Store) -> UUID:
    made = events.create_event(
        store, code=CODE, title_lo="ຝຶກອົບຮົມ", first_day=date(2026, 3, 2),
        last_day=date(2026, 3, 3),
    )  # fmt: skip
    for name in ("ບຸນມີ ສີສະຫວາດ", "ຄຳຫຼ້າ ພົມມະ", "ສົມສັກ ວົງໄຊ"):
        registrations.add_participant(store, made.id, name)
    return made.id


@pytest.fixture
def path(store: Store, event_id: UUID, tmp_path: Path) -> Path:
    file = tmp_path / "stick" / "list.wdcheckin"
    assert desk_exchange.hand_out(store, event_id, file) == 3
    return file


def marks(store: Store, event_id: UUID) -> dict[tuple[str, int], Mark]:
    with store.read() as reader:
        names = {row.id: row.name for row in reader.participants(event_id)}
        return {(names[m.registration_id], m.half_day): m.mark for m in reader.attendance(event_id)}


def states(store: Store, path: Path) -> dict[str, str]:
    return {step.name: step.state for step in desk_exchange.preview(store, path).steps}


def take_over(store: Store, path: Path) -> int:
    return desk_exchange.apply(store, desk_exchange.preview(store, path))


def test_marks_and_walk_ins_come_back_once(store: Store, event_id: UUID, path: Path) -> None:
    desk = SecondDesk(path)
    first, second, _third = desk.people
    desk.mark(first.id, 1)
    desk.mark(second.id, 1, Mark.LATE)
    desk.add(WalkIn("ແກ້ວ ມະນີ", Sex.FEMALE, "ຫ້ອງວ່າການແຂວງ"), 1)
    assert desk.count(1) == 3
    assert take_over(store, desk.back_path) == 3
    assert marks(store, event_id) == {
        ("ບຸນມີ ສີສະຫວາດ", 1): Mark.PRESENT,
        ("ຄຳຫຼ້າ ພົມມະ", 1): Mark.LATE,
        ("ແກ້ວ ມະນີ", 1): Mark.PRESENT,
    }
    with store.read() as reader:
        added = reader.participants(event_id)[-1]
        sources = {m.source for m in reader.attendance(event_id)}
    assert (added.sex, added.organisation) == (Sex.FEMALE, "ຫ້ອງວ່າການແຂວງ")
    assert sources == {AttendanceSource.BADGE}

    where = store.position()
    assert set(states(store, desk.back_path).values()) == {SAME}
    assert take_over(store, desk.back_path) == 0
    assert store.position() == where


def test_what_was_changed_here_meanwhile_is_shown_and_left(
    store: Store, event_id: UUID, path: Path
) -> None:
    desk = SecondDesk(path)
    for person in desk.people:
        desk.mark(person.id, 1)
    first, second, third = (p.id for p in desk.people)
    attendance.set_marks(store, CODE, {first: {1: Mark.EXCUSED}})
    attendance.set_marks(store, CODE, {second: {1: Mark.PRESENT}})
    attendance.set_marks(store, CODE, {third: {1: Mark.PRESENT}})
    attendance.set_marks(store, CODE, {third: {1: None}})
    plan = desk_exchange.preview(store, desk.back_path)
    assert [step.state for step in plan.steps] == [NEWER, SAME, NEWER]
    assert desk_exchange.apply(store, plan) == 0
    assert desk_exchange.apply(store, plan, plan.open) == 2
    assert set(marks(store, event_id).values()) == {Mark.PRESENT}


def test_what_was_undone_here_does_not_come_again_by_itself(
    store: Store, event_id: UUID, path: Path
) -> None:
    desk = SecondDesk(path)
    desk.mark(desk.people[0].id, 1)
    desk.add(WalkIn("ແກ້ວ ມະນີ"), 2)
    take_over(store, desk.back_path)
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert marks(store, event_id) == {}
    assert set(states(store, desk.back_path).values()) == {NEWER}
    assert take_over(store, desk.back_path) == 0
    plan = desk_exchange.preview(store, desk.back_path)
    assert desk_exchange.apply(store, plan, plan.open) == 2
    assert len(marks(store, event_id)) == 2


def test_a_walk_in_whose_name_is_listed_is_asked_about(
    store: Store, event_id: UUID, path: Path
) -> None:
    desk = SecondDesk(path)
    desk.add(WalkIn("ຄໍາຫຼ້າ ພົມມະ"), 1)
    assert set(states(store, desk.back_path).values()) == {LISTED}
    assert take_over(store, desk.back_path) == 0


def test_the_desk_goes_on_after_a_pulled_plug(path: Path) -> None:
    desk = SecondDesk(path)
    desk.mark(desk.people[0].id, 1)
    new = desk.add(WalkIn("ແກ້ວ ມະນີ"), 1)
    again = SecondDesk(path)
    assert again.people == desk.people
    assert again.count(1) == 2
    again.take_back()
    again.take_back()
    assert again.take_back() is None
    assert again.count(1) == 0
    assert new not in {person.id for person in again.people}


def test_taken_back_there_means_nothing_here(store: Store, path: Path) -> None:
    desk = SecondDesk(path)
    desk.mark(desk.people[0].id, 1)
    desk.add(WalkIn("ແກ້ວ ມະນີ"), 1)
    desk.take_back()
    desk.take_back()
    assert [s.state for s in desk_exchange.preview(store, desk.back_path).safe] == []


def test_names_go_along_and_phones_only_when_asked(
    store: Store, event_id: UUID, tmp_path: Path
) -> None:
    with store.read() as reader:
        row = reader.participants(event_id)[0]
    registrations.change_participants(store, [row.id], Changes(phone="020 55 123 456"))
    for phones in (False, True):
        file = tmp_path / f"{phones}.wdcheckin"
        desk_exchange.hand_out(store, event_id, file, phones=phones)
        with zipfile.ZipFile(file) as packed:
            text = packed.read("desk.json").decode()
        assert ("55123456" in text) is phones
        assert "birth" not in text
    person = desk_list.read_list(file).people[0]
    assert (person.name, badge_code(person.id)) == (row.name, badge_code(row.id))


def test_a_file_that_is_damaged_or_another_is_refused(
    store: Store, path: Path, tmp_path: Path
) -> None:
    desk = SecondDesk(path)
    desk.mark(desk.people[0].id, 1)
    whole = desk.back_path.read_bytes()
    for name, content in (
        ("cut", whole[: len(whole) // 2]), ("none", b"this is no zip"), ("empty", b""),
        ("flipped", whole.replace(b"desk.json", b"desk.jsom")),
    ):  # fmt: skip
        bad = tmp_path / f"{name}.wdcheckin"
        bad.write_bytes(content)
        with pytest.raises(UserError):
            desk_exchange.preview(store, bad)
    with pytest.raises(UserError):
        desk_exchange.preview(store, path)
    with pytest.raises(UserError):
        SecondDesk(desk.back_path)


def test_another_database_says_whose_event_it_is(path: Path, tmp_path: Path) -> None:
    desk = SecondDesk(path)
    desk.mark(desk.people[0].id, 1)
    other = open_store(str(tmp_path / "other.wdb"), create=True)
    with pytest.raises(UserError) as refusal:
        desk_exchange.preview(other, desk.back_path)
    assert CODE in refusal.value.message


def test_somebody_of_another_event_cannot_be_marked(
    store: Store, event_id: UUID, path: Path
) -> None:
    other = events.create_event(
        store, code="E-2", title_lo="ອື່ນ", first_day=date(2026, 4, 1), last_day=date(2026, 4, 1)
    )
    stranger = registrations.add_participant(store, other.id, "ຜູ້ອື່ນ ມາ")
    desk = SecondDesk(path)
    desk.mark(stranger, 1)
    desk.mark(uuid4(), 1)
    desk.mark(desk.people[0].id, 99)
    assert {s.state for s in desk_exchange.preview(store, desk.back_path).steps} == {GONE}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([*Mark, None])), max_size=12))
def test_whatever_is_done_there_stands_here_and_stays(
    store: Store, event_id: UUID, tmp_path: Path, done: list[tuple[int, Mark | None]]
) -> None:
    file = tmp_path / f"{uuid4()}.wdcheckin"
    desk_exchange.hand_out(store, event_id, file)
    desk = SecondDesk(file)
    for place, mark in done:
        desk.mark(desk.people[place].id, 1, mark)
    if done:
        take_over(store, desk.back_path)
        there = {(p.name, n): m for p in desk.people for n, m in p.marks.items()}
        assert marks(store, event_id) == there
        where = store.position()
        take_over(store, desk.back_path)
        assert store.position() == where
