"""The words agendas are written in: headings of columns, parts of a day, what a session is for."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from workshopdesk.domain.agenda import SESSION_WORDS, SessionKind
from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.lao.text import canonical

_NOT_WORD = re.compile(r"[^\w\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd]+")
_KINDS = {words.casefold(): kind for kind, words in SESSION_WORDS.items()}


def bare(text: str) -> str:
    """A text without case, spaces and punctuation, digits as ASCII ones."""
    return _NOT_WORD.sub("", from_lao_digits(canonical(text)).casefold())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    lines = resources.files(__package__).joinpath("agenda_words.txt").read_text("utf-8")
    pairs = (line.split(": ", 1) for line in lines.splitlines() if not line.startswith("#"))
    return {key: tuple(map(bare, words.split("|"))) for key, words in pairs}


@cache
def _headings() -> dict[str, str]:
    return {
        word: key.removeprefix("heading ")
        for key, words in _table().items()
        if key.startswith("heading ")
        for word in words
    }


def heading_of(text: str) -> str | None:
    """The field a heading names ("none": a column of no interest), in either of two languages
    written one under the other; None when it is no heading."""
    found = (_headings().get(bare(part)) for part in (text, *re.split(r"[\n/()]", text)))
    return next(filter(None, found), None)


def is_part_of_day(text: str) -> bool:
    """Whether a row only says that it is morning or afternoon."""
    return bare(text) in _table()["part"]


def day_count(text: str) -> int | None:
    """The number in "Day 2", None in other texts."""
    plain = bare(text)
    for word in _table()["daycount"]:
        number = plain.removeprefix(word)
        if number != plain and number.isdecimal() and len(number) < 3:
            return int(number)
    return None


def kind_named(text: str) -> SessionKind | None:
    """The kind a cell of kinds names, in English or by its usual words."""
    plain = text.strip().split("\n")[-1].casefold()
    if plain in _KINDS:
        return _KINDS[plain]
    return SessionKind(plain) if plain in list(SessionKind) else None


def kind_of(title: str) -> SessionKind:
    """What a session is for, as its title tells; a presentation where it does not."""
    plain = bare(title)
    for key, words in _table().items():
        if key.startswith("kind ") and any(word in plain for word in words):
            return SessionKind(key.removeprefix("kind "))
    return SessionKind.PRESENTATION
