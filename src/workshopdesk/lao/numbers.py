"""Numbers and kip in digits and words; hides that CLDR spells Lao numbers in Thai script.

Digits follow CLDR (Babel): Lao groups by dot and has a decimal comma. Words follow Lao
arithmetic and bank practice; English words serve the English copies of payment lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

from babel.numbers import format_decimal

TenThousand = Literal["ໝື່ນ", "ສິບພັນ"]

_DIGIT_WORDS: Final = ("ສູນ", "ໜຶ່ງ", "ສອງ", "ສາມ", "ສີ່", "ຫ້າ", "ຫົກ", "ເຈັດ", "ແປດ", "ເກົ້າ")
_LAO_DIGITS: Final = "໐໑໒໓໔໕໖໗໘໙"
_KIP: Final = {"lo": "ກີບ", "en": "kip"}
_TO_LAO: Final = str.maketrans("0123456789", _LAO_DIGITS)
_FROM_LAO: Final = str.maketrans(_LAO_DIGITS, "0123456789")
_TOO_LARGE: Final = 10**18
# fmt: off
_SMALL_EN: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
# fmt: on
_TENS_EN: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES_EN: Final = (
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (10**3, "thousand"),
)


def format_number(n: int | float | Decimal, lang: str) -> str:
    """ "1.234,5" in Lao, "1,234.5" in English; every decimal that is there is shown."""
    exact = n if isinstance(n, int) else Decimal(str(n))
    if isinstance(exact, Decimal) and not exact.is_finite():
        raise ValueError(f"not a number to print: {n}")
    return str(format_decimal(exact, locale=lang, decimal_quantization=False))


def format_kip(amount: Decimal | int, lang: str) -> str:
    """ "1.500.000 ກີບ" in Lao, "1,500,000 kip" in English; without decimals unless there are."""
    if isinstance(amount, Decimal) and amount == amount.to_integral_value():
        amount = int(amount)
    return f"{format_number(amount, lang)} {_KIP[lang]}"


def to_lao_digits(text: str) -> str:
    """ASCII digits as Lao ones; everything else as it was."""
    return text.translate(_TO_LAO)


def from_lao_digits(text: str) -> str:
    """Lao digits as ASCII ones; everything else as it was."""
    return text.translate(_FROM_LAO)


def number_in_words(n: int, lang: str = "lo", *, ten_thousand: TenThousand = "ສິບພັນ") -> str:
    """A whole number in words, e.g. 1_250_000 "ໜຶ່ງລ້ານສອງແສນຫ້າສິບພັນ".

    `ten_thousand` chooses between the two living words for 10,000. Numbers of a million million
    and more are counted in ຕື້ (10^9): "ໜຶ່ງພັນຕື້". Negative numbers begin with ລົບ or "minus".
    Raises ValueError from 10^18 on, KeyError for a language other than "lo" and "en".
    """
    if lang not in _KIP:
        raise KeyError(lang)
    if abs(n) >= _TOO_LARGE:
        raise ValueError(f"too large to put in words: at most {_TOO_LARGE - 1:,}")
    if n < 0:
        return ("ລົບ" if lang == "lo" else "minus ") + number_in_words(
            -n, lang, ten_thousand=ten_thousand
        )
    if lang == "en":
        return _english(n)
    return "".join(_lao(n, ten_thousand)) or _DIGIT_WORDS[0]


def kip_in_words(amount: int, lang: str = "lo", *, ten_thousand: TenThousand = "ສິບພັນ") -> str:
    """An amount as payment lists end with it: "ໜຶ່ງລ້ານຫ້າແສນກີບ", "one million ... kip"."""
    words = number_in_words(amount, lang, ten_thousand=ten_thousand)
    return f"{words}{'' if lang == 'lo' else ' '}{_KIP[lang]}"


def _lao(n: int, ten_thousand: TenThousand) -> Iterator[str]:
    for value, name in ((10**9, "ຕື້"), (10**6, "ລ້ານ"), (10**5, "ແສນ")):
        if n >= value:
            yield from _lao(n // value, ten_thousand)
            yield name
            n %= value
    if ten_thousand == "ໝື່ນ" and n >= 10**4:
        yield _DIGIT_WORDS[n // 10**4] + "ໝື່ນ"
        n %= 10**4
    if n >= 1000:
        yield from _lao_below_hundred(n // 1000)
        yield "ພັນ"
    if n % 1000 >= 100:
        yield _DIGIT_WORDS[n % 1000 // 100] + "ຮ້ອຍ"
    yield from _lao_below_hundred(n % 100)


def _lao_below_hundred(n: int) -> Iterator[str]:
    tens, ones = divmod(n, 10)
    if tens:
        yield {1: "ສິບ", 2: "ຊາວ"}.get(tens, _DIGIT_WORDS[tens] + "ສິບ")
    if ones:
        yield "ເອັດ" if tens and ones == 1 else _DIGIT_WORDS[ones]


def _english(n: int) -> str:
    if n < 20:
        return _SMALL_EN[n]
    if n < 100:
        tens = _TENS_EN[n // 10 - 2]
        return f"{tens}-{_SMALL_EN[n % 10]}" if n % 10 else tens
    if n < 1000:
        rest = f" and {_english(n % 100)}" if n % 100 else ""
        return f"{_SMALL_EN[n // 100]} hundred{rest}"
    value, name = next(scale for scale in _SCALES_EN if n >= scale[0])
    remainder = n % value
    joint = " and " if remainder < 100 else " "
    return f"{_english(n // value)} {name}" + (joint + _english(remainder) if remainder else "")
