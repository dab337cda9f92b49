"""The verbs of the desk: agenda, registrations by hand, members of groups, an event's fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from uuid import UUID

import pytest

from workshopdesk.domain.agenda import Part, Session, SessionKind
from workshopdesk.domain.clock import later
from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.domain.event import Chair, Event, EventStatus
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow, RegistrationState, Role
from workshopdesk.services import agenda, events, group_members, groups, registrations
from workshopdesk.services.registrations import Changes
from workshopdesk.store import Store, open_store

DAY = date(2026, 1, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "desk.wdb"), create=True)
    yield opened
    opened.close()


@pytest.fixture
def event(store: Store) -> Event:
    return events.create_event(
        store, code="E-1", title_lo="ຝຶກອົບຮົມ", first_day=DAY, last_day=date(2026, 1, 6)
    )


def sessions(store: Store, event: Event) -> list[Session]:
    with store.read() as reader:
        return list(reader.sessions(event.id))


def people(store: Store, event: Event) -> list[ParticipantRow]:
    with store.read() as reader:
        return list(reader.participants(event.id))


def add(store: Store, event: Event, start: str, end: str, title: str = "ຫົວຂໍ້", **more: str) -> UUID:
    return agenda.add_session(
        store, event.id, day=DAY, start=time.fromisoformat(start), end=time.fromisoformat(end),
        title_lo=title, **more,  # type: ignore[arg-type]  # only texts are passed on
    )  # fmt: skip


def test_codes_follow_the_order_of_the_day(store: Store, event: Event) -> None:
    late = add(store, event, "10:00", "11:00")
    early = add(store, event, "08:00", "09:00")
    assert {s.id: s.code for s in sessions(store, event)} == {early: "d1s1", late: "d1s2"}
    first = sessions(store, event)[0]
    agenda.remove_session(store, first)
    assert [(s.id, s.code) for s in sessions(store, event)] == [(late, "d1s1")]


def test_a_stale_session_is_not_moved(store: Store, event: Event) -> None:
    add(store, event, "08:00", "09:00")
    (seen,) = sessions(store, event)
    agenda.move_session(store, seen, day=DAY, start=time(9), end=time(10))
    with pytest.raises(Conflict):
        agenda.move_session(store, seen, day=DAY, start=time(11), end=time(12))
    assert sessions(store, event)[0].start == time(9)


@pytest.mark.parametrize(
    ("start", "end", "title"), [("09:00", "09:00", "ກ"), ("08:00", "09:00", " ")]
)
def test_sessions_that_cannot_be_are_refused(
    store: Store, event: Event, start: str, end: str, title: str
) -> None:
    with pytest.raises(UserError):
        add(store, event, start, end, title)
    assert sessions(store, event) == []


def test_people_responsible_are_tied_to_their_registrations(store: Store, event: Event) -> None:
    key = registrations.add_participant(store, event.id, "ທ່ານ ບຸນມີ ພິມມະສອນ")
    add(store, event, "08:00", "09:00")
    (seen,) = sessions(store, event)
    agenda.change_session(store, seen, kind=SessionKind.OPENING, people=["ບຸນມີ ພິມມະສອນ", "ຫ້ອງການ"])
    (after,) = sessions(store, event)
    assert [(p.text_lo, p.registration_id) for p in after.parts] == [
        ("ບຸນມີ ພິມມະສອນ", key),
        ("ຫ້ອງການ", None),
    ]
    assert after.parts[0].part is Part.CHAIR
    agenda.change_session(store, after, people=["ຫ້ອງການ"])
    assert [p.text_lo for p in sessions(store, event)[0].parts] == ["ຫ້ອງການ"]


@pytest.mark.parametrize(
    ("minutes", "snapped"), [(0, 0), (482, 480), (483, 485), (9999, 1435), (-5, 0)]
)
def test_times_snap_to_five_minutes(minutes: float, snapped: int) -> None:
    assert agenda.snapped(minutes) == snapped


def test_an_end_never_passes_midnight() -> None:
    assert later(time(8, 30), 30) == time(9, 0)
    assert later(time(23, 50), 30) == time(23, 55)


def test_a_name_is_taken_apart_and_stands_last(store: Store, event: Event) -> None:
    registrations.add_participant(store, event.id, "ທ່ານ ນາງ ແກ້ວມະນີ ບຸນຍະວົງ")
    registrations.add_participant(store, event.id, "ຄຳຜຸຍ ບຸນຍະວົງ")
    first, second = people(store, event)
    assert (first.given_name, first.surname, first.sex) == ("ແກ້ວມະນີ", "ບຸນຍະວົງ", Sex.FEMALE)
    assert (second.order, second.sex, second.role) == (2, None, Role.PARTICIPANT)


def test_nobody_is_registered_without_a_name_or_twice(store: Store, event: Event) -> None:
    with pytest.raises(UserError):
        registrations.add_participant(store, event.id, "   ")
    registrations.add_participant(store, event.id, "ຄຳຜຸຍ ບຸນຍະວົງ")
    person_id = people(store, event)[0].person_id
    with pytest.raises(UserError):
        registrations.add_participant(store, event.id, "ຄຳຜຸຍ", person_id=person_id)
    assert len(people(store, event)) == 1


def test_many_are_changed_in_one_step_and_one_step_takes_it_back(
    store: Store, event: Event
) -> None:
    keys = [registrations.add_participant(store, event.id, f"ຄົນ{n} ໜຶ່ງ") for n in "ກຂຄ"]
    changes = Changes(role=Role.GUEST, province="Khammouane", district="ທ່າແຂກ", sex="F")
    assert registrations.change_participants(store, keys, changes) == 3
    rows = people(store, event)
    assert {(r.role, r.province, r.district_lo, r.sex) for r in rows} == {
        (Role.GUEST, "LA-KH", "ທ່າແຂກ", Sex.FEMALE)
    }
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert {(r.role, r.province, r.sex) for r in people(store, event)} == {
        (Role.PARTICIPANT, None, None)
    }


def test_a_place_nobody_knows_stays_as_typed(store: Store, event: Event) -> None:
    key = registrations.add_participant(store, event.id, "ຄຳຜຸຍ ບຸນຍະວົງ")
    registrations.change_participants(store, [key], Changes(province="ບໍ່ມີຢູ່ຈິງ"))
    (row,) = people(store, event)
    assert (row.province, row.province_lo) == (None, "ບໍ່ມີຢູ່ຈິງ")


def test_phone_numbers_are_put_in_one_form_or_refused(store: Store, event: Event) -> None:
    key = registrations.add_participant(store, event.id, "ຄຳຜຸຍ ບຸນຍະວົງ")
    registrations.change_participants(store, [key], Changes(phone="+856 20 55 123 456"))
    assert people(store, event)[0].phone == "02055123456"
    with pytest.raises(UserError):
        registrations.change_participants(store, [key], Changes(phone="soon"))
    registrations.change_participants(store, [key], Changes(phone=""))
    assert people(store, event)[0].phone == ""


def test_nothing_to_change_changes_nothing(store: Store, event: Event) -> None:
    key = registrations.add_participant(store, event.id, "ຄຳຜຸຍ ບຸນຍະວົງ")
    assert registrations.change_participants(store, [key], Changes()) == 0
    assert registrations.change_participants(store, [], Changes(sex="F")) == 0
    registrations.change_participants(store, [key], Changes(state=RegistrationState.CANCELLED))
    assert people(store, event)[0].state is RegistrationState.CANCELLED


def test_a_member_moves_to_a_place_in_another_group(store: Store, event: Event) -> None:
    for letter in "ກຂຄງຈສ":
        registrations.add_participant(store, event.id, f"ຄົນ{letter} ໜຶ່ງ")
    add(store, event, "08:00", "10:00")
    (session,) = sessions(store, event)
    agenda.change_session(store, session, kind=SessionKind.GROUP_WORK)
    first, second = groups.form_session_groups(store, event.code, "d1s1", 2).group_ids
    with store.read() as reader:
        before = {g.id: g.member_ids for g in reader.groups(session.id)}
    moved = before[first][0]
    assert group_members.move_member(store, moved, second, 1) == first
    with store.read() as reader:
        after = {g.id: g for g in reader.groups(session.id)}
    assert moved not in after[first].member_ids
    assert after[second].member_ids == (before[second][0], moved, *before[second][1:])
    assert after[first].facilitator_id != moved
    group_members.change_group(store, first, after[first].version, question_lo="ຄຳຖາມ", room="1")
    with store.read() as reader:
        changed = next(g for g in reader.groups(session.id) if g.id == first)
    assert (changed.question_lo, changed.room) == ("ຄຳຖາມ", "1")


def test_an_event_keeps_what_is_changed_and_refuses_what_cannot_be(
    store: Store, event: Event
) -> None:
    events.change_event(store, event, title_en="Training", status=EventStatus.CONFIRMED)
    with store.read() as reader:
        now = reader.event(event.id)
    assert (now.title_en, now.status) == ("Training", EventStatus.CONFIRMED)
    with pytest.raises(Conflict):
        events.change_event(store, event, title_en="Other")
    with pytest.raises(UserError):
        events.change_event(store, now, last_day=date(2025, 1, 1))
    with pytest.raises(ValueError, match="not fields"):
        events.change_event(store, now, id="x")
    events.set_chairs(store, now, [Chair("ບຸນມີ", "ປະທານ"), Chair("", ""), Chair("ຄຳສິງ", "")])
    events.set_chairs(store, now, [Chair("ຄຳສິງ", "ປະທານຮ່ວມ", "Khamsing", "Co-chair")])
    with store.read() as reader:
        found = reader.event(event.id).chairs
    assert found == (Chair("ຄຳສິງ", "ປະທານຮ່ວມ", "Khamsing", "Co-chair"),)
