"""Phones in every local form become national digits beginning with 0."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.matching.phones import national, read_phone

MOBILE = "02055512345"


@pytest.mark.parametrize(
    "typed",
    [
        "02055512345", "2055512345", "2055512345.0", "+856 20 5551 2345", "85620 55512345",
        "00856-20-55512345", "020 55 512 345", "(020) 5551-2345", "໐໒໐ ໕໕໕໑໒໓໔໕", "20.5551.2345",
        "856 020 55512345", "020\u00a05551\u00a02345",
    ],
)  # fmt: skip
def test_a_mobile_number_in_every_form(typed: str) -> None:
    assert national(typed) == MOBILE


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("030 9123456", "0309123456"),
        ("304123456", "0304123456"),
        ("021 412345", "021412345"),
        ("051 212 345", "051212345"),
        ("+66 81 234 5678", "0066812345678"),
        ("Tel: 021 412345", "021412345"),
        ("ໂທ 02055512345 (WhatsApp)", "02055512345"),
        ("12", None),
        ("", None),
        ("ບໍ່ມີ", None),
        ("2.05555E+09", None),
        ("020555123456", None),
    ],
)
def test_other_numbers(typed: str, number: str | None) -> None:
    assert national(typed) == number


def test_a_mobile_number_without_its_code_is_supplied_and_told() -> None:
    assert read_phone("55512345").numbers == (MOBILE,)
    assert read_phone("55512345").assumed
    assert not read_phone(MOBILE).assumed


def test_numbers_run_together_are_told_apart() -> None:
    assert read_phone("02055512345 02099912345").numbers == (MOBILE, "02099912345")


@given(st.from_regex(r"20[2579][0-9]{7}", fullmatch=True), st.sampled_from(["", " ", "-", "."]))
def test_any_mobile_number_survives_grouping(digits: str, gap: str) -> None:
    typed = gap.join((digits[:2], digits[2:6], digits[6:]))
    for prefix in ("", "0", "+856 "):
        assert national(prefix + typed) == "0" + digits


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = national(text)
    assert number is None or (number.startswith("0") and number.isdigit())
