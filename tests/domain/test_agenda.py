"""An agenda's times: how they are typed, and what follows when something takes its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.agenda import Session, SessionKind, names_in, pulled, pushed
from workshopdesk.domain.clock import later, minutes_between, parse_span, parse_time, span_ahead


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8:30", time(8, 30)), ("08.30", time(8, 30)), ("8h30", time(8, 30)), ("8H", time(8)),
        ("0830", time(8, 30)), ("8", time(8)), ("໘:໓໐", time(8, 30)), ("8:30 ໂມງ", time(8, 30)),
        ("08:30:00", time(8, 30)), ("1:30 pm", time(13, 30)), ("12 am", time(0)),
        ("8 ໂມງ 30 ນາທີ", time(8, 30)), ("24:00", None), ("8:75", None), ("", None),
        ("ລົງທະບຽນ", None), ("8:3", None),
    ],
)  # fmt: skip
def test_times_as_people_type_them(text: str, expected: time | None) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("08:30-09:00", time(8, 30), time(9)), ("8h30 – 9h", time(8, 30), time(9)),
        ("8:30-9", time(8, 30), time(9)), ("8.30-9.15", time(8, 30), time(9, 15)),
        ("໘.໓໐-໑໐.໐໐", time(8, 30), time(10)), ("11:00-1:30", time(11), time(13, 30)),
        ("08:30 ຫາ 10:00 ໂມງ", time(8, 30), time(10)), ("0830-0900", time(8, 30), time(9)),
    ],
)  # fmt: skip
def test_spans_as_people_type_them(text: str, start: time, end: time) -> None:
    assert parse_span(text) == (start, end)


@pytest.mark.parametrize("text", ["09:00-09:00", "14:00-13:00", "8:30", "2025-09-15", "a-b"])
def test_what_is_no_span(text: str) -> None:
    assert parse_span(text) is None


def test_a_line_that_begins_with_its_span() -> None:
    assert span_ahead("08:30-09:00: ລົງທະບຽນ") == ((time(8, 30), time(9)), "ລົງທະບຽນ")
    assert span_ahead("2025 is a year") is None


def session(start: int, end: int) -> Session:
    """A session between two numbers of five minutes."""
    return Session(
        uuid4(), 1, "d1s1", date(2025, 9, 15), later(time(), start * 5), later(time(), end * 5),
        SessionKind.PRESENTATION, "ຫົວຂໍ້", "", "", (),
    )  # fmt: skip


days = st.lists(
    st.tuples(st.integers(96, 180), st.integers(1, 18)).map(lambda p: session(p[0], sum(p))),
    max_size=8,
)


@given(days, st.integers(96, 180), st.integers(1, 24))
def test_what_follows_makes_room_and_keeps_its_length(
    sessions: list[Session], start: int, length: int
) -> None:
    begin, until = later(time(), start * 5), later(time(), (start + length) * 5)
    new = pushed(sessions, begin, until)
    assert new is not None
    for s in sessions:
        then, end = new.get(s.id, (s.start, s.end))
        assert minutes_between(then, end) == s.minutes
        assert then >= s.start
        if s.start < begin:
            assert s.id not in new
        else:
            assert then >= until
    # Those that did not run at the same time still do not, and keep their order.
    for a in sessions:
        for b in sessions:
            if begin <= a.start and a.end <= b.start:
                assert new.get(a.id, (a.start, a.end))[1] <= new.get(b.id, (b.start, b.end))[0]


def test_a_gap_takes_up_the_push() -> None:
    first, second, third = session(96, 102), session(108, 114), session(114, 120)
    new = pushed([first, second, third], time(8), time(8, 15))
    assert new == {first.id: (time(8, 15), time(8, 45))}
    new = pushed([first, second, third], time(8), time(9))
    assert new is not None
    assert new[third.id] == (time(10), time(10, 30))


def test_a_day_that_is_too_short() -> None:
    assert pushed([session(276, 287)], time(23), time(23, 30)) is None


def test_what_followed_without_a_gap_is_pulled_along() -> None:
    second, parallel, third, later_on = (
        session(102, 108), session(102, 106), session(108, 114), session(120, 126),
    )  # fmt: skip
    new = pulled([second, parallel, third, later_on], time(8, 30), time(8, 15))
    assert new[second.id] == (time(8, 15), time(8, 45))
    assert new[parallel.id][0] == time(8, 15)
    assert new[third.id][0] == time(8, 45)
    assert later_on.id not in new
    assert pulled([replace(second, start=time(8, 35))], time(8, 30), time(8, 15)) == {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ບຸນມີ ພິມມະສອນ, ຄຳສິງ", ("ບຸນມີ ພິມມະສອນ", "ຄຳສິງ")),
        ("ທ່ານ ວັນໄຊ ແກ້ວວິຈິດ, ປະທານ", ("ທ່ານ ວັນໄຊ ແກ້ວວິຈິດ, ປະທານ",)),
        ("ທ່ານ ວັນໄຊ, ທ່ານ ຄຳສິງ", ("ທ່ານ ວັນໄຊ", "ທ່ານ ຄຳສິງ")),
        ("ທ່ານ ວັນໄຊ, ບຸນມີ ພິມມະສອນ", ("ທ່ານ ວັນໄຊ", "ບຸນມີ ພິມມະສອນ")),
        ("ສພຂ · ກຳມາທິການ; ບຸນມີ\nວັນ", ("ສພຂ", "ກຳມາທິການ", "ບຸນມີ", "ວັນ")),
        (" , ", ()),
    ],
)
def test_who_is_responsible(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text, {"ບຸນມີ ພິມມະສອນ"}) == names
