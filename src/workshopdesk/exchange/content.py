"""How much the cells of a column look like what a field holds (0 to 1); hides the measures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from workshopdesk.domain.places import Gazetteer
from workshopdesk.exchange.sheets import Cell
from workshopdesk.exchange.values import (
    digits_in,
    is_latin,
    read_age,
    read_birth,
    read_name,
    text_of,
)
from workshopdesk.exchange.words import (
    is_ditto,
    is_empty,
    is_organisation,
    is_position,
    is_role,
    is_yes_no,
    sex_of,
)

_PHONE = re.compile(r"^[+()\d\s\-./,;]+$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.\w+$")
_WORD = re.compile(r"[^\W\d_]", re.UNICODE)
_TICKS = 6


def likeness(cells: Sequence[Cell], gazetteer: Gazetteer) -> dict[str, float]:
    """For each field, the share of the column's used cells that could be its value."""
    used = [c for c in cells if c is not None]
    texts = [text_of(c) for c in used]
    kept = [
        (c, t)
        for c, t in zip(used, texts, strict=True)
        if t and not is_ditto(t) and not is_empty(t)
    ]
    if not kept:
        return {}
    found = {
        field: sum(measure(c, t) for c, t in kept) / len(kept)
        for field, measure in _measures(gazetteer).items()
    }
    found["serial"] = _serial(used)
    found["distinct"] = len({t for _cell, t in kept}) / len(kept)
    found["filled"] = len(kept) / max(len(cells), 1)
    found["one_word"] = sum(" " not in read_name(t).name.name for _c, t in kept) / len(kept)
    return found


def _measures(gazetteer: Gazetteer) -> dict[str, Callable[[Cell, str], bool]]:
    """For each field, whether a cell (with its text) could be its value."""
    by_text: dict[str, Callable[[str], bool]] = {
        "phone": _is_phone,
        "email": lambda text: bool(_EMAIL.match(text)),
        "sex": lambda text: sex_of(text) is not None,
        "name": _is_name,
        "name_latin": lambda text: is_latin(text) and _is_name(text),
        "organisation": is_organisation,
        "position": is_position,
        "role": is_role,
        "honorific": _is_honorific,
        "yes_no": is_yes_no,
        "tick": lambda text: len(text) <= _TICKS and sex_of(text) is None,
    }
    return {field: _of_text(measure) for field, measure in by_text.items()} | {
        "province": lambda c, t: not _number(c) and gazetteer.find_province(t) is not None,
        "district": lambda c, t: not _number(c) and bool(gazetteer.find_districts(t)),
        "birth_year": lambda c, t: bool(t) and read_birth(c).year is not None,
        "age": lambda c, t: bool(t) and read_age(c) is not None,
    }


def _of_text(measure: Callable[[str], bool]) -> Callable[[Cell, str], bool]:
    return lambda _cell, text: measure(text)


def _number(cell: Cell) -> bool:
    return isinstance(cell, int | float)


def _is_phone(text: str) -> bool:
    return 8 <= digits_in(text) <= 30 and bool(_PHONE.match(text)) and not text.count("-") > 4


def _is_name(text: str) -> bool:
    if digits_in(text) > 3 or not 2 <= len(text) <= 60 or not _WORD.search(text):
        return False
    name = read_name(text).name
    if name.honorific:
        return True
    words = len(text.split())
    return words in (2, 3, 4) and not is_organisation(text) and not is_position(text)


def _is_honorific(text: str) -> bool:
    return read_name(f"{text} ກ").name.honorific != "" and len(text) <= 12


def _serial(cells: Sequence[Cell]) -> float:
    numbers = [
        int(bare)
        for bare in (text_of(cell).strip(" .)(-–") for cell in cells)
        if bare.isdecimal() and len(bare) <= 6
    ]
    if len(numbers) < 2:
        return 0.0
    steps = sum(0 <= b - a <= 3 or b == 1 for a, b in pairwise(numbers))
    small = numbers[0] <= 20
    return steps / (len(numbers) - 1) * len(numbers) / len(cells) * (1.0 if small else 0.5)
