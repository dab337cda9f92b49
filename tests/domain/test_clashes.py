"""Clashes of an agenda: what cannot be kept, and nothing that can."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.agenda import Part, Session, SessionKind, SessionPart
from workshopdesk.domain.clashes import by_session, clashes, overlap
from workshopdesk.domain.event import Event, EventKind, EventStatus

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


hours = st.integers(8, 17)


@given(hours, hours, hours, hours)
def test_overlapping_is_mutual(a: int, b: int, c: int, d: int) -> None:
    first = session(f"{min(a, b):02}:00", f"{max(a, b) + 1:02}:00")
    second = session(f"{min(c, d):02}:00", f"{max(c, d) + 1:02}:00")
    assert overlap(first, second) == overlap(second, first)
    minutes = set(range(min(a, b), max(a, b) + 1)) & set(range(min(c, d), max(c, d) + 1))
    assert overlap(first, second) == bool(minutes)
