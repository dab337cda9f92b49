"""Clashes of an agenda: what cannot be kept, and nothing that can."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.agenda import Part, Session, SessionKind, SessionPart
from workshopdesk.domain.clashes import (
    Around,
    by_session,
    clashes,
    free_people,
    free_rooms,
    overlap,
)
from workshopdesk.domain.event import Chair, Event, EventKind, EventStatus
from workshopdesk.domain.registration import ParticipantRow, RegistrationState, Role

DAY = date(2025, 9, 15)
EVENT = Event(
    id=UUID(int=1), version=1, code="E", kind=EventKind.TRAINING, status=EventStatus.PLANNED,
    title_lo="ຝຶກອົບຮົມ", title_en="", topic_lo="", topic_en="", objectives_lo="",
    objectives_en="", summary_lo="", summary_en="", first_day=DAY, last_day=DAY, venue_lo="",
    venue_en="", province=None, district=None, reference_number="", chairs=(),
)  # fmt: skip


def session(start: str, end: str, *people: str, room: str = "", day: date = DAY) -> Session:
    parts = tuple(SessionPart(Part.PRESENTER, None, name, "") for name in people)
    return Session(
        uuid4(), 1, "d1s1", day, time.fromisoformat(start), time.fromisoformat(end),
        SessionKind.PRESENTATION, "ຫົວຂໍ້", "", room, parts,
    )  # fmt: skip


def test_sessions_that_touch_do_not_clash() -> None:
    first, second = session("08:00", "09:00", "ບຸນມີ"), session("09:00", "10:00", "ບຸນມີ")
    assert clashes(EVENT, (first, second)) == ()


def test_a_person_and_a_room_used_twice_are_two_clashes() -> None:
    first = session("08:00", "09:30", "ບຸນມີ", "ຄຳສິງ", room="1")
    second = session("09:00", "10:00", "ບຸນມີ", room="1")
    found = clashes(EVENT, (first, second))
    assert [(c.code, c.subject) for c in found] == [("person", "ບຸນມີ"), ("room", "1")]
    assert set(by_session(found)) == {first.id, second.id}


def test_parallel_sessions_in_rooms_that_are_not_named_may_run() -> None:
    assert clashes(EVENT, (session("08:00", "09:00"), session("08:00", "09:00"))) == ()


def test_times_the_wrong_way_round_and_days_outside_are_told() -> None:
    backwards = session("10:00", "09:00")
    elsewhere = session("08:00", "09:00", day=date(2025, 9, 20))
    codes = {clash.code for clash in clashes(EVENT, (backwards, elsewhere))}
    assert codes == {"order", "outside"}


def person(
    name: str, role: Role = Role.PARTICIPANT, order: int = 1, cancelled: bool = False
) -> ParticipantRow:
    given, _space, surname = name.partition(" ")
    state = RegistrationState.CANCELLED if cancelled else RegistrationState.REGISTERED
    return ParticipantRow(
        id=uuid4(), version=1, person_id=uuid4(), order=order, honorific="", given_name=given,
        surname=surname, name_latin="", sex=None, role=role, state=state, position="",
        organisation="", organisation_id=None, organisation_type=None, province=None,
        province_lo="", province_en="", district=None, district_lo="", district_en="", phone="",
        birth_year=None, certificate_number="", sort_key=b"",
    )  # fmt: skip


def codes(event: Event, *sessions: Session, around: Around | None = None) -> list[str]:
    return [clash.code for clash in clashes(event, sessions, around)]


def of_kind(planned: Session, kind: SessionKind) -> Session:
    return replace(planned, kind=kind)


def test_lunch_is_neither_run_into_nor_worked_through() -> None:
    lunch = of_kind(session("12:00", "13:30"), SessionKind.MEAL)
    assert codes(EVENT, session("11:00", "12:00"), lunch, session("13:30", "15:00")) == []
    assert codes(EVENT, session("11:00", "12:10"), lunch) == ["lunch"]
    assert codes(EVENT, lunch, of_kind(session("12:00", "13:30"), SessionKind.BREAK)) == []
    assert codes(EVENT, session("11:00", "14:00")) == ["lunch"]
    assert codes(EVENT, of_kind(session("08:00", "16:00"), SessionKind.FIELD_VISIT)) == []


def test_the_night_is_outside_the_day_but_for_a_dinner() -> None:
    assert codes(EVENT, session("05:00", "06:00"), session("20:00", "21:30")) == ["hours"] * 2
    assert codes(EVENT, of_kind(session("20:00", "22:00"), SessionKind.MEAL)) == []


def test_group_work_wants_groups() -> None:
    work = of_kind(session("08:00", "09:00"), SessionKind.GROUP_WORK)
    assert codes(EVENT, work, around=Around()) == ["no_groups"]
    assert codes(EVENT, work, around=Around(grouped=frozenset({work.id}))) == []


def test_whoever_chairs_is_registered() -> None:
    chaired = replace(EVENT, chairs=(Chair("ທ່ານ ວັນໄຊ ແກ້ວວິຈິດ", "ປະທານ"),))
    opening = session("08:00", "09:00", "ທ່ານ ວັນໄຊ ແກ້ວວິຈິດ, ປະທານ")
    (clash,) = clashes(chaired, (opening,), Around())
    assert (clash.code, clash.subject, clash.sessions) == (
        "chair", "ທ່ານ ວັນໄຊ ແກ້ວວິຈິດ", (opening,),
    )  # fmt: skip
    there = Around((person("ວັນໄຊ ແກ້ວວິຈິດ"),))
    assert codes(chaired, opening, around=there) == []
    gone = Around((person("ວັນໄຊ ແກ້ວວິຈິດ", cancelled=True),))
    assert codes(chaired, opening, around=gone) == ["chair"]
    # A task is no name: "the chair" cannot be registered.
    task = replace(opening, parts=(SessionPart(Part.CHAIR, None, "ປະທານ", ""),))
    assert codes(EVENT, task, around=Around()) == []


def test_a_name_with_its_title_and_office_is_the_same_person() -> None:
    first = session("08:00", "09:00", "ທ່ານ ບຸນມີ ພິມມະສອນ, ປະທານ")
    second = session("08:30", "09:30", "ບຸນມີ ພິມມະສອນ")
    assert codes(EVENT, first, second) == ["person"]


def test_a_person_or_a_room_in_two_events_on_one_day() -> None:
    bounmy = person("ບຸນມີ ພິມມະສອນ")
    other_event = replace(EVENT, id=uuid4(), code="OTHER", venue_lo="ຫ້ອງການແຂວງ")
    there = session("08:30", "10:00", "ທ່ານ ບຸນມີ ພິມມະສອນ", "ວິທະຍາກອນ", room="ຫ້ອງ 1")
    around = Around((bounmy,), elsewhere=((other_event, there),))
    here = session("08:00", "09:00", "ບຸນມີ ພິມມະສອນ", "ວິທະຍາກອນ", room="ຫ້ອງ 1")
    (clash,) = clashes(EVENT, (here,), around)
    assert (clash.code, clash.subject) == ("person", "ບຸນມີ ພິມມະສອນ")
    assert clash.elsewhere == (other_event, there)
    # A room of that name may be in any house; it clashes only where the house is the same.
    same_house = replace(EVENT, venue_lo="ຫ້ອງການແຂວງ")
    assert codes(same_house, here, around=around) == ["person", "room"]
    another_day = replace(there, day=date(2025, 9, 14))
    assert (
        codes(EVENT, here, around=Around((bounmy,), elsewhere=((other_event, another_day),))) == []
    )


def test_who_and_what_is_free_is_offered() -> None:
    busy, trainer, guest, gone = (
        person("ຄຳສິງ ນົນ", Role.RESOURCE_PERSON),
        person("ບຸນມີ ພິມ", Role.RESOURCE_PERSON, 5),
        person("ສຸພາ ພອນ", order=2),
        person("ວັນ ທອງ", Role.RESOURCE_PERSON, cancelled=True),
    )
    first = session("08:00", "09:00", "ຄຳສິງ ນົນ", room="1")
    second = session("08:30", "09:30", "ຄຳສິງ ນົນ", room="1")
    third = session("10:00", "11:00", room="2")
    around = Around((guest, busy, trainer, gone))
    assert free_people(second, (first, second, third), around) == (trainer, guest)
    assert free_rooms(second, (first, second, third)) == ("2",)


hours = st.integers(8, 17)


@given(hours, hours, hours, hours)
def test_overlapping_is_mutual(a: int, b: int, c: int, d: int) -> None:
    first = session(f"{min(a, b):02}:00", f"{max(a, b) + 1:02}:00")
    second = session(f"{min(c, d):02}:00", f"{max(c, d) + 1:02}:00")
    assert overlap(first, second) == overlap(second, first)
    minutes = set(range(min(a, b), max(a, b) + 1)) & set(range(min(c, d), max(c, d) + 1))
    assert overlap(first, second) == bool(minutes)
