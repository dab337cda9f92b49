"""Numbers and kip in digits and words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.lao.numbers import (
    TenThousand,
    format_kip,
    format_number,
    from_lao_digits,
    kip_in_words,
    number_in_words,
    to_lao_digits,
)

UNITS = {"ສິບ": 10, "ຮ້ອຍ": 100, "ພັນ": 10**3, "ໝື່ນ": 10**4, "ແສນ": 10**5}
GROUPS = {"ລ້ານ": 10**6, "ຕື້": 10**9}
DIGITS = {
    word: value
    for value, word in enumerate(["ສູນ", "ໜຶ່ງ", "ສອງ", "ສາມ", "ສີ່", "ຫ້າ", "ຫົກ", "ເຈັດ", "ແປດ", "ເກົ້າ"])
} | {"ເອັດ": 1}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "ສູນ"),
        (10, "ສິບ"),
        (11, "ສິບເອັດ"),
        (20, "ຊາວ"),
        (21, "ຊາວເອັດ"),
        (31, "ສາມສິບເອັດ"),
        (101, "ໜຶ່ງຮ້ອຍໜຶ່ງ"),
        (10_000, "ສິບພັນ"),
        (1_250_000, "ໜຶ່ງລ້ານສອງແສນຫ້າສິບພັນ"),
        (7_393_170_000, "ເຈັດຕື້ສາມຮ້ອຍເກົ້າສິບສາມລ້ານໜຶ່ງແສນເຈັດສິບພັນ"),
        (-5, "ລົບຫ້າ"),
    ],
)
def test_lao_words(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_ten_thousand_either_way() -> None:
    assert number_in_words(10_000, ten_thousand="ໝື່ນ") == "ໜຶ່ງໝື່ນ"
    assert number_in_words(121_000, ten_thousand="ໝື່ນ") == "ໜຶ່ງແສນສອງໝື່ນໜຶ່ງພັນ"
    assert number_in_words(121_000) == "ໜຶ່ງແສນຊາວເອັດພັນ"


@given(st.integers(0, 10**18 - 1), st.sampled_from(["ໝື່ນ", "ສິບພັນ"]))
def test_lao_words_read_back_as_the_number(number: int, style: TenThousand) -> None:
    assert _read(number_in_words(number, ten_thousand=style)) == number


def _read(words: str) -> int:
    """The value of Lao number words, read as a Lao reader does: the largest unit first."""
    for name, value in sorted((GROUPS | UNITS).items(), key=lambda unit: -unit[1]):
        before, found, after = words.rpartition(name) if value == 10**9 else words.partition(name)
        if found and value >= 100:
            return (_read(before) if before else 1) * value + _read(after)
    if words.startswith("ຊາວ"):
        return 20 + _read(words.removeprefix("ຊາວ"))
    tens, found, ones = words.partition("ສິບ")
    if found:
        return (DIGITS[tens] if tens else 1) * 10 + _read(ones)
    return DIGITS[words] if words else 0


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (21, "twenty-one"),
        (101, "one hundred and one"),
        (1_500_000, "one million five hundred thousand"),
        (2_000_013, "two million and thirteen"),
    ],
)
def test_english_words(number: int, words: str) -> None:
    assert number_in_words(number, "en") == words


def test_kip() -> None:
    assert format_kip(1_500_000, "lo") == "1.500.000 ກີບ"
    assert format_kip(Decimal("1500000.00"), "en") == "1,500,000 kip"
    assert format_kip(Decimal("0.50"), "lo") == "0,5 ກີບ"
    assert kip_in_words(1_500_000) == "ໜຶ່ງລ້ານຫ້າແສນກີບ"
    assert kip_in_words(1_500_000, "en") == "one million five hundred thousand kip"


def test_numbers_in_digits() -> None:
    assert format_number(1234.5, "lo") == "1.234,5"
    assert format_number(1234.5, "en") == "1,234.5"
    assert format_number(-7_000, "lo") == "-7.000"
    assert format_number(Decimal("82.83"), "lo") == "82,83"


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(wrong: float | Decimal) -> None:
    with pytest.raises(ValueError, match="not a number"):
        format_number(wrong, "lo")


def test_too_large_for_words_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        number_in_words(10**18)


def test_languages_we_do_not_write_are_refused() -> None:
    with pytest.raises(KeyError):
        number_in_words(1, "th")


@given(st.text())
def test_digits_there_and_back(text: str) -> None:
    assert from_lao_digits(to_lao_digits(text)) == from_lao_digits(text)


def test_lao_digits() -> None:
    assert to_lao_digits("15-16/2025 ກ") == "໑໕-໑໖/໒໐໒໕ ກ"
    assert from_lao_digits("໐໑໒໓໔໕໖໗໘໙") == "0123456789"
