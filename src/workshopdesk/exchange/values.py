"""One cell to one value: names, sex, years, phones as text; hides how people type them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from workshopdesk.domain.people import Sex
from workshopdesk.exchange.sheets import Cell
from workshopdesk.exchange.words import sex_of
from workshopdesk.lao.dates import parse_date, parse_year
from workshopdesk.lao.marks import canonical_marks
from workshopdesk.lao.names import PersonName, split_name
from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.lao.text import canonical

_EPOCH = date(1899, 12, 30)
_OLDEST, _YOUNGEST = 1905, 2020
_NUMBERING = re.compile(r"^\d{1,4}\s*[.)\-–/:]\s*(?=\D)")
_SEX_IN_NAME = re.compile(r"\s*[(\[]\s*([^)\]]{1,6})\s*[)\]]\s*$")
_PHONE_SPLIT = re.compile(r"\s*[,;/|\n]\s*|\s+(?:ຫຼື|ຫລື|ແລະ|or|and|&)\s+|\s{2,}")
# One number as most are typed: digits alone or in groups.
_ONE_PHONE = re.compile(r"\+?[0-9]+(?:[ -][0-9]+)*")
# Names as most are typed: letters of Lao alone, with single spaces.
_LAO_WORDS = re.compile("[ກ-ໄ່-ໍໜໝ]+(?: [ກ-ໄ່-ໍໜໝ]+)*")
_DIGITS = re.compile(r"\d")
_LATIN = re.compile(r"[A-Za-z]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z.'’-]*")
_WORDS_ONLY = re.compile(r"[\u0e80-\u0effA-Za-z\s.'’/(),|–-]+")
_LAO = re.compile("[\u0e80-\u0eff]")
_YEAR_INSIDE = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SHORT_DATE = re.compile(r"^\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(\d{2})\s*$")
_AGE = re.compile(r"^\D*(\d{1,3})(?:[.,]0+)?\s*(?:ປີ|years?|yrs?|y)?\s*$", re.IGNORECASE)


def text_of(cell: Cell) -> str:
    """A cell as canonical text on one line; whole numbers without a decimal point."""
    if cell is None:
        return ""
    return _one_line(cell if isinstance(cell, str) else lines_of(cell))


@lru_cache(maxsize=1 << 16)
def _one_line(text: str) -> str:
    return canonical(text).replace("\n", " ")


def lines_of(cell: Cell) -> str:
    """A cell as text, with the lines it was typed in."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


class NameRead(NamedTuple):
    """A name taken apart; the sex a letter in brackets said; the Latin name beside a Lao one."""

    name: PersonName
    noted_sex: Sex | None = None
    latin: str = ""


@lru_cache(maxsize=1 << 14)
def read_name(text: str) -> NameRead:
    """Honorific, rank, given name and surname; a number before the name is dropped."""
    plain = plain_name(text)
    if plain is not None:
        return NameRead(PersonName("", "", *plain, None))
    text = _NUMBERING.sub("", from_lao_digits(text)) if text[:1].isdecimal() else text
    noted = _SEX_IN_NAME.search(text) if ")" in text or "]" in text else None
    sex = sex_of(noted[1]) if noted else None
    if noted and sex:
        text = text[: noted.start()]
    text, latin = _two_scripts(text)
    return NameRead(split_name(text), sex, latin)


def plain_name(text: str) -> tuple[str, str] | None:
    """(given name, surname) of a text that is nothing else, canonical and without any title.

    None where there is more to it: what most names are is told at once.
    """
    if _LAO_WORDS.fullmatch(text) and canonical_marks(text) == text:
        given, _space, surname = text.partition(" ")
        if _is_no_title(given):
            return given, surname
    return None


@lru_cache(maxsize=1 << 14)
def _is_no_title(word: str) -> bool:
    """Whether a name may begin with this word: it is no title, nor has it one at its beginning."""
    return split_name(f"{word} ກ").given == word


def _two_scripts(text: str) -> tuple[str, str]:
    """(name, Latin name) of "ບຸນມີ ວົງໄຊ / Bounmy Vongxay"; a Latin title alone is no name.

    Text with any other sign in it (mark-up, say) is not two names and stays as typed.
    """
    if not (_LATIN.search(text) and _LAO.search(text) and _WORDS_ONLY.fullmatch(text)):
        return text, ""
    latin = " ".join(_LATIN_WORD.findall(text))
    lao = " ".join(" ".join(w for w in text.split() if not _LATIN.search(w)).split())
    name = split_name(latin).name
    if len(name.split()) < 2 or not split_name(lao.strip(" /()-,")).given:
        return text, ""
    return lao.strip(" /()-,"), name


def sex_by_honorific(name: PersonName) -> Sex | None:
    """The sex an honorific says: ນາງ or ທ້າວ, never ທ່ານ."""
    return Sex(name.sex) if name.sex else None


def phones_of(cell: Cell) -> tuple[str, ...]:
    """The phone numbers of a cell as typed, in order; Lao digits as ASCII ones."""
    text = lines_of(cell)
    if _ONE_PHONE.fullmatch(text):
        return (text,)
    text = from_lao_digits(text.replace("\u00a0", " "))
    parts = [canonical(part) for part in _PHONE_SPLIT.split(text)]
    whole = [part for part in parts if len(_DIGITS.findall(part)) >= 6]
    if not whole or len(whole) != len([p for p in parts if _DIGITS.search(p)]):
        # "020 / 55 555 555" and "020, 5555 5555" are one number typed with separators.
        return tuple(filter(None, [canonical(text).replace("\n", " ")]))
    return tuple(whole)


@dataclass(frozen=True, slots=True)
class BirthRead:
    """A birth year, its day where one is said, and whether the year was guessed from two digits."""

    year: int | None
    day: date | None = None
    guessed: bool = False


@lru_cache(maxsize=1 << 15, typed=True)
def read_birth(cell: Cell) -> BirthRead:
    """The year of the common era in a cell: a year, a date, an Excel serial, Buddhist or not.

    A year that Excel formatted as a date (1988 shown as 10-06-1905) is read as the year. The
    day is told only where it is typed in full; the first of January as a date is one.
    """
    if isinstance(cell, date):
        return _born_on(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _born_by_number(float(cell))
    text = from_lao_digits(text_of(cell))
    if text.replace(".", "", 1).isdecimal():
        return _born_by_number(float(text))
    typed = parse_date(text)
    if typed is not None:
        return _born(typed)
    year = parse_year(text)
    if year is None:
        inside = _YEAR_INSIDE.findall(text)
        year = parse_year(inside[0]) if len(inside) == 1 else None
    if year is None and (short := _SHORT_DATE.match(text)):
        two = int(short[1])
        return BirthRead(1900 + two if two > 25 else 2000 + two, guessed=True)
    return BirthRead(_plausible(year))


def _plausible(year: int | None) -> int | None:
    return year if year is not None and _OLDEST <= year <= _YOUNGEST else None


def _born(day: date) -> BirthRead:
    year = _plausible(day.year)
    return BirthRead(year, None if year is None else day)


def _born_on(value: date) -> BirthRead:
    if value.year <= 1907:
        # A year typed into a cell that shows dates.
        year = _plausible(parse_year((value - _EPOCH).days))
        if year is not None:
            return BirthRead(year)
    year = parse_year(value.year)
    if year is None or (year != value.year and (value.month, value.day) == (2, 29)):
        return BirthRead(_plausible(year))
    return _born(value.replace(year=year))


def _born_by_number(value: float) -> BirthRead:
    year = _plausible(parse_year(value)) if value.is_integer() else None
    if year is None and 5000 < value < 60_000:
        return _born(_EPOCH + timedelta(days=int(value)))
    return BirthRead(year)


@lru_cache(maxsize=1024, typed=True)
def read_age(cell: Cell) -> int | None:
    """Whole years of age in a cell, None when it says none."""
    found = _AGE.match(from_lao_digits(text_of(cell)))
    age = int(found[1]) if found else None
    return age if age is not None and 5 <= age <= 110 else None


def digits_in(text: str) -> int:
    """How many digits a text holds."""
    return len(_DIGITS.findall(text))


def is_latin(text: str) -> bool:
    """Whether a text is written in Latin letters."""
    return bool(_LATIN.search(text)) and not _LAO.search(text)
