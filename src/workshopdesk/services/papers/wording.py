"""Words of a document in its own language, whatever the screen speaks.

Hides how a text becomes one line (Lao or English) or two (Lao over English).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from workshopdesk.documents.model import Language, Words
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, translator
from workshopdesk.lao.dates import format_date, format_range, format_weekday
from workshopdesk.lao.lists import join_and
from workshopdesk.lao.names import split_name
from workshopdesk.lao.numbers import format_number

Field = str | int
_LONGEST_NAME = 40


class Wording:
    """The words of one document. ``main`` is the language its main lines are in."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.main = "en" if language == "en" else "lo"

    def each(self, line: Callable[[str], str]) -> Words:
        """What ``line`` gives for each language the document speaks."""
        main = line(self.main)
        if self.language != "lo-en":
            return Words(main)
        under = line("en")
        return Words(main, "" if under == main else under)

    def say(self, message: str, **fields: Field) -> Words:
        """A message of the catalogue with its fields filled; numbers are grouped."""
        return self.each(lambda lang: filled(message, lang, fields))

    def line(self, message: str, **fields: Field) -> str:
        """The message in the main language alone."""
        return filled(message, self.main, fields)

    def ngettext(self, singular: str, plural: str, n: int) -> Words:
        """A message that depends on a number, which is its field %(n)s if it has one."""

        def line(language: str) -> str:
            text = translator(language).ngettext(singular, plural, n)
            return text % {"n": number(n, language)} if "%(" in text else text

        return self.each(line)

    def stored(self, lao: str, english: str) -> Words:
        """A stored text that may be missing in either language."""
        return self.each(lambda lang: (english or lao) if lang == "en" else (lao or english))

    def stored_line(self, lao: str, english: str) -> str:
        """The stored text in the main language alone."""
        return self.stored(lao, english).main

    def joined(self, items: Sequence[Words]) -> Words:
        """Several texts as a list with "and"."""
        under = [words.under or words.main for words in items]
        return Words(
            join_and([words.main for words in items], self.main),
            join_and(under, "en") if self.language == "lo-en" and items else "",
        )

    def day(self, day: date) -> Words:
        """The date in words."""
        return self.each(lambda lang: format_date(day, lang))

    def weekday(self, day: date) -> Words:
        """Weekday and date."""
        return self.each(lambda lang: f"{format_weekday(day, lang)}, {format_date(day, lang)}")

    def sex(self, sex: Sex | None) -> str:
        """Woman or man as a list prints it: short, and room to write it when it was not said."""
        if sex is None:
            return ""
        return sex.value if self.main == "en" else self.line(SEX[sex])

    def name(self, person: ParticipantRow) -> Words:
        """The name as lists print it: Latin first in English, where it is known."""
        if not person.name_latin:
            return Words(person.name)
        if self.language == "en":
            return Words(person.name_latin, person.name)
        return Words(person.name, person.name_latin if self.language == "lo-en" else "")


SEX = {
    Sex.FEMALE: N_("Female"),
    Sex.MALE: N_("Male"),
    None: N_("Not said"),
}


def keeping_names(words: Words, names: Iterable[str]) -> Words:
    """The words, told which of these names they hold, so that no line ends inside one.

    A piece between commas that begins with an honorific or a rank is taken for a name as well.
    """
    whole = f"{words.main}\n{words.under}"
    pieces = (piece.strip() for piece in re.split("[,\n]", whole))
    short = (piece for piece in pieces if len(piece) <= _LONGEST_NAME)
    titled = [p for p in short if (said := split_name(p)).honorific or said.rank]
    found = dict.fromkeys([n for n in names if n and n in whole] + titled)
    return replace(words, keep=tuple(found))


def filled(message: str, language: str, fields: dict[str, Field]) -> str:
    """The message in a language, numbers with their groups."""
    text = translator(language).gettext(message)
    return text % {k: number(v, language) for k, v in fields.items()} if fields else text


def number(value: Field, language: str) -> str:
    """A number with its groups; text as it is."""
    return value if isinstance(value, str) else format_number(value, language)


def people_count(language: str, total: int, women: int) -> str:
    """ "87 ຄົນ (ຍິງ 29)", "87 people (29 women)"."""
    return f"{people(language, total)} ({women_of(language, women)})"


def people(language: str, n: int) -> str:
    """ "87 ຄົນ", "87 people"."""
    text = translator(language).ngettext("%(n)s person", "%(n)s people", n)
    return text % {"n": number(n, language)}


def women_of(language: str, n: int) -> str:
    """ "ຍິງ 29", "29 women"."""
    text = translator(language).ngettext("%(n)s woman", "%(n)s women", n)
    return text % {"n": number(n, language)}


def total_count(language: str, total: int, women: int) -> str:
    """ "ລວມທັງໝົດ 87 ຄົນ, ຍິງ 29 ຄົນ", "87 people in all, 29 women"."""
    fields: dict[str, Field] = {
        "people": people(language, total),
        "women": women_of(language, women),
    }
    return filled(N_("%(people)s in all, %(women)s"), language, fields)


def share(part: int, whole: int, language: str) -> str:
    """A part of a whole in percent with one decimal."""
    value = Decimal(100 * part) / whole if whole else Decimal(0)
    return f"{format_number(value.quantize(Decimal('0.1')), language)}%"


def dates(first: date, last: date, language: str) -> str:
    """A range of dates, or the one date."""
    return format_range(first, last, language)


def phone(national: str) -> str:
    """National digits in groups: 020 2851 3358, 030 512 3456, 021 212 345."""
    if national.startswith("020") and len(national) == 11:
        return f"{national[:3]} {national[3:7]} {national[7:]}"
    if national.startswith("030") and len(national) == 10:
        return f"{national[:3]} {national[3:6]} {national[6:]}"
    if len(national) == 9:
        return f"{national[:3]} {national[3:6]} {national[6:]}"
    return national
