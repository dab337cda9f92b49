"""Joining things into one phrase; CLDR's Lao list pattern has no "and", prose has one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_AND: Final = {"lo": "ແລະ", "en": "and"}


def join_and(items: Sequence[str], lang: str) -> str:
    """ "A, B ແລະ C" in Lao, "A, B and C" in English; one item is itself, none is "".

    Raises KeyError for a language other than "lo" and "en".
    """
    last_word = _AND[lang]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last_word} {items[-1]}"
