"""Dates as Lao and English papers write them, and as people type them into lists.

Month and day names are CLDR's (Babel); ranges are ours, since CLDR's Lao interval is numeric.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final

from babel.dates import format_date as _babel_format
from babel.dates import get_month_names

from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.lao.text import canonical

_BUDDHIST_OFFSET: Final = 543
_YEARS: Final = range(1900, 2101)
# With what joins days of one month, and what joins two whole dates.
_JOINTS: Final = {"lo": ("-", " - "), "en": ("–", " – ")}
_ERA: Final = re.compile(
    r"ພ\.? ?ສ\.?|ຄ\.? ?ສ\.?|\bB\.?E\.?(?!\w)|\bC\.?E\.?(?!\w)|\bA\.?D\.?(?!\w)", re.IGNORECASE
)
_NOISE: Final = re.compile(
    "ວັນທີ|ວັນ(?:ຈັນ|ອັງຄານ|ພຸດ|ພະຫັດ|ສຸກ|ເສົາ|ອາທິດ)|ເດືອນ|ປີ|"
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|(?<=\d)(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_TIME_AFTER: Final = re.compile(r"(?:T| +)\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$")
_NUMERIC: Final = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_DAY_MONTH_YEAR: Final = re.compile(r"(\d{1,2})([^\d]+)(\d{4})")
_MONTH_DAY_YEAR: Final = re.compile(r"([^\d]+?)(\d{1,2}) ?[, ] ?(\d{4})")


def format_date(d: date, lang: str) -> str:
    """ "15 ກັນຍາ 2025", "15 September 2025"."""
    return _babel(d, "d MMMM y", lang)


def format_range(a: date, b: date, lang: str) -> str:
    """ "15-16 ກັນຍາ 2025", "30 ກັນຍາ - 2 ຕຸລາ 2025"; one day is one date.

    Raises ValueError if `b` is before `a`.
    """
    if b < a:
        raise ValueError(f"a range of dates that ends before it begins: {a} to {b}")
    days, dates = _JOINTS[lang]
    if a == b:
        return format_date(a, lang)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}{days}{format_date(b, lang)}"
    first = _babel(a, "d MMMM" if a.year == b.year else "d MMMM y", lang)
    return f"{first}{dates}{format_date(b, lang)}"


def format_weekday(d: date, lang: str) -> str:
    """ "ວັນຈັນ", "Monday"."""
    return _babel(d, "EEEE", lang)


def format_time(t: time | datetime) -> str:
    """ "08:30", in every language."""
    return f"{t.hour:02}:{t.minute:02}"


def parse_date(text: str) -> date | None:
    """The date a person typed, or None if it is not surely one date.

    Read are ISO dates, day/month/year, and Lao or English month names in full or short
    ("15 ກ.ຍ. 2568", "ມ.ສ. 4, 2024"), Lao digits, Buddhist years, a weekday before, a time
    after. A year of two digits, and a month before the day in figures, are not guessed at.
    """
    plain = from_lao_digits(canonical(text))[:80]
    plain = _TIME_AFTER.sub("", plain)
    if numbers := _NUMERIC.fullmatch(plain.replace(" ", "")):
        first, middle, last = numbers[1], numbers[3], numbers[4]
        if len(first) == 4:
            return _date(first, int(middle), last)
        return _date(last, int(middle), first)
    plain = _NOISE.sub(" ", _ERA.sub(" ", plain)).strip(" ,.")
    if parts := _DAY_MONTH_YEAR.fullmatch(plain):
        return _date(parts[3], _month(parts[2]), parts[1])
    if parts := _MONTH_DAY_YEAR.fullmatch(plain):
        return _date(parts[3], _month(parts[1]), parts[2])
    return None


def parse_year(value: str | float) -> int | None:
    """A year of the common era from what stands in a cell; Buddhist years are converted.

    None for anything that is not surely a year between 1900 and 2100, two digits among it.
    """
    if isinstance(value, str):
        bare = _NOISE.sub(" ", _ERA.sub(" ", from_lao_digits(canonical(value)))).strip(" .,:")
        bare = re.sub(r"\.0+$", "", bare)
        if not re.fullmatch(r"[0-9]{4}", bare):
            return None
        value = int(bare)
    if value != value or value in (float("inf"), float("-inf")) or value != int(value):
        return None
    year = int(value)
    if year - _BUDDHIST_OFFSET in _YEARS and year not in _YEARS:
        year -= _BUDDHIST_OFFSET
    return year if year in _YEARS else None


def _babel(d: date, pattern: str, lang: str) -> str:
    # CLDR's Lao data holds zero-width spaces here and there.
    return canonical(_babel_format(d, pattern, locale=lang))


def _date(year: str, month: int | None, day: str) -> date | None:
    full_year = parse_year(year)
    if full_year is None or month is None:
        return None
    try:
        return date(full_year, month, int(day))
    except ValueError:
        return None


def _month(word: str) -> int | None:
    return _month_words().get(_letters(word))


def _letters(word: str) -> str:
    return re.sub(r"[\s.,/\-]", "", word).casefold()


@lru_cache(maxsize=1)
def _month_words() -> dict[str, int]:
    words = {
        _letters(canonical(name)): number
        for lang in ("lo", "en")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=lang).items()
    }
    # Short forms and spellings in use that CLDR does not have.
    return words | {"ມຖ": 6, "ກກ": 7, "ກໍຣະກົດ": 7, "ພຶສພາ": 5, "sept": 9}
