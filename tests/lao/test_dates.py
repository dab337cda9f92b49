"""Dates written and read."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lao.strategies import any_text

from workshopdesk.lao.dates import (
    format_date,
    format_range,
    format_time,
    format_weekday,
    parse_date,
    parse_year,
)
from workshopdesk.lao.numbers import to_lao_digits

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "lao", "english"),
    [
        ((2025, 9, 15), (2025, 9, 15), "15 ກັນຍາ 2025", "15 September 2025"),
        ((2025, 9, 15), (2025, 9, 16), "15-16 ກັນຍາ 2025", "15–16 September 2025"),
        (
            (2025, 9, 30),
            (2025, 10, 2),
            "30 ກັນຍາ - 2 ຕຸລາ 2025",
            "30 September – 2 October 2025",
        ),
        (
            (2025, 12, 30),
            (2026, 1, 2),
            "30 ທັນວາ 2025 - 2 ມັງກອນ 2026",
            "30 December 2025 – 2 January 2026",
        ),
    ],
)
def test_ranges(
    first: tuple[int, int, int], last: tuple[int, int, int], lao: str, english: str
) -> None:
    assert format_range(date(*first), date(*last), "lo") == lao
    assert format_range(date(*first), date(*last), "en") == english


def test_a_range_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        format_range(date(2025, 9, 16), date(2025, 9, 15), "lo")


def test_weekday_and_time() -> None:
    assert format_weekday(date(2025, 9, 15), "lo") == "ວັນຈັນ"
    assert format_weekday(date(2025, 9, 15), "en") == "Monday"
    assert format_time(time(8, 5)) == "08:05"


@pytest.mark.parametrize(
    "typed",
    [
        "2025-09-15",
        "2025/9/15",
        "2025-09-15T08:30:00Z",
        "15/9/2025",
        "15.09.2025",
        "15-9-2568 08:30",
        "15 / 9 / 2568",
        "໑໕/໐໙/໒໕໖໘",
        "15 ກັນຍາ 2025",
        "ວັນທີ 15 ເດືອນ ກັນຍາ ປີ 2025",
        "ວັນຈັນ, 15 ກັນຍາ 2025",
        "15ກັນຍາ2025",
        "15 ກ.ຍ. 2568",
        "15 ກັນຍາ ພ.ສ. 2568",
        "ກ.ຍ. 15, 2025",
        "September 15, 2025",
        "15th Sept 2025",
        "Mon 15 Sep 2025",
    ],
)
def test_one_day_typed_in_many_ways(typed: str) -> None:
    assert parse_date(typed) == date(2025, 9, 15)


@pytest.mark.parametrize(
    ("short", "month"),
    [("ມ.ສ. 4, 2024", 4), ("4 ມ.ຖ. 2024", 6), ("4 ມິ.ຖ. 2024", 6), ("4 ກ.ກ. 2024", 7)],
)
def test_short_months_in_use(short: str, month: int) -> None:
    assert parse_date(short) == date(2024, month, 4)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "15/9/25",
        "9/15/2025",
        "31/2/2025",
        "15-16 ກັນຍາ 2025",
        "ກັນຍາ 2025",
        "1/1/1700",
        "15 ເດືອນ",
        "12",
        "15/9-2025",
    ],
)
def test_what_is_not_surely_a_date_is_none(typed: str) -> None:
    assert parse_date(typed) is None


@given(DAYS, st.sampled_from(["lo", "en"]))
def test_what_is_written_is_read_back(day: date, lang: str) -> None:
    assert parse_date(format_date(day, lang)) == day
    assert parse_date(to_lao_digits(format_date(day, lang))) == day


@given(any_text)
def test_any_text_is_survived(text: str) -> None:
    assert parse_date(text) is None or any(ch.isdigit() for ch in text)


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("2568", 2025),
        (2568, 2025),
        (2568.0, 2025),
        ("ພ.ສ. 2510", 1967),
        ("ປີ ໒໐໒໕", 2025),
        ("1968", 1968),
        ("1968.0", 1968),
        ("68", None),
        (68, None),
        ("25 68", None),
        (2025.5, None),
        (float("nan"), None),
        (float("inf"), None),
        ("", None),
        ("3000", None),
        (-2025, None),
    ],
)
def test_years(value: str | float, year: int | None) -> None:
    assert parse_year(value) == year
