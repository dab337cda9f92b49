"""Who the name cells of a row are about; hides several people in a cell, posts beside names and
people who are counted but not named.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workshopdesk.domain.people import Sex
from workshopdesk.exchange.sheets import Cell
from workshopdesk.exchange.values import plain_name, read_name, sex_by_honorific, text_of
from workshopdesk.exchange.words import counted_others, is_organisation, is_position

_LINES = re.compile(r"\s*[;\n]\s*")
_LISTED = re.compile(r"\s*,\s*(?:ແລະ\s+)?|\s+(?:ແລະ|and|&)\s+")
# A post after a comma, on a line of its own, after a dash or in brackets.
_POST = re.compile(r"^([^,\n(]+?)(?:\s*[,\n]\s*|\s+[-–]\s+|\s*\()([^()]+)\)?$")
_LONGEST_NAME = 80


class Named(NamedTuple):
    """One person a row is about: the parts of the name as a row tells them, and what sex they say.

    ``parts`` are honorific, rank, given name, surname and Latin name; ``noted`` is the sex a
    letter in brackets says, ``titled`` the one of the honorific; ``post`` stands beside the name.
    """

    parts: tuple[str, str, str, str, str]
    noted: Sex | None = None
    titled: Sex | None = None
    post: str = ""


class Whom(NamedTuple):
    """The people a row names, and how many it counts without naming them."""

    people: tuple[Named, ...]
    counted: int = 0


def whom(cells: tuple[Cell, ...]) -> Whom:
    """What the cells of name, given name, surname, Latin name and surname, honorific tell."""
    whole, given, surname, latin, latin_surname, title = cells
    if cells[1:] == (None,) * 5 and isinstance(whole, str):
        plain = plain_name(whole)
        if plain is not None:
            return Whom((Named(("", "", *plain, "")),))
    in_latin = f"{text_of(latin)} {text_of(latin_surname)}".strip()
    honorific = text_of(title)
    texts = _several(whole) if isinstance(whole, str) else []
    if texts:
        return Whom(tuple(_named(text, honorific, in_latin) for text in texts))
    text, post = _without_post(whole) if isinstance(whole, str) else (text_of(whole), "")
    text, second = text or text_of(given), text_of(surname)
    if second and not f" {text}".endswith(f" {second}"):
        text = f"{text} {second}".strip()
    return _counting(text or in_latin, honorific, in_latin, post)


def _several(whole: str) -> list[str]:
    """The names of several people in one cell; empty when it is about one."""
    for pattern, titled in ((_LINES, False), (_LISTED, True)):
        parts = [part for part in map(text_of, pattern.split(whole)) if part]
        if len(parts) > 1 and all(_is_whole_name(part, titled=titled) for part in parts):
            return parts
    return []


def _is_whole_name(text: str, *, titled: bool) -> bool:
    """Whether a part is a name by itself; ``titled``: only an honorific proves it."""
    name = read_name(text).name
    if is_position(text) and not name.honorific:
        return False
    told = name.honorific or (name.surname and not titled)
    return bool(told) and len(text) <= _LONGEST_NAME


def _without_post(whole: str) -> tuple[str, str]:
    """(name, post) of "ບຸນມີ ວົງໄຊ, ຫົວໜ້າພະແນກ" and the like; the post "" where there is none."""
    found = _POST.match(whole.strip()) if is_position(whole) else None
    if found is not None:
        name, post = text_of(found[1]), text_of(found[2])
        if is_position(post) and not is_position(name) and not read_name(post).name.honorific:
            return name, post
    return text_of(whole), ""


def _counting(text: str, honorific: str, in_latin: str, post: str) -> Whom:
    others = counted_others(text)
    if others is None:
        return Whom((_named(text, honorific, in_latin, post),))
    before, count, together = others
    unnamed = not before or (
        not read_name(before).name.honorific and (is_position(before) or is_organisation(before))
    )
    if unnamed and not (together and before and not is_position(before)):
        return Whom((), count)
    return Whom((_named(before, honorific, in_latin, post),), count)


def _named(text: str, honorific: str, in_latin: str, post: str = "") -> Named:
    """A name as typed, with the honorific of a column of its own."""
    read = read_name(text)
    name = read.name
    if honorific and not name.honorific:
        titled = read_name(f"{honorific} {text}").name
        name = titled if titled.given == name.given else name
    parts = (name.honorific, name.rank, name.given, name.surname, in_latin or read.latin)
    return Named(parts, read.noted_sex, sex_by_honorific(name), post)
