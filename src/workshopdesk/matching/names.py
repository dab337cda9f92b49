"""How well two names fit; hides spelling variants, typing slips and the two scripts.

A name is compared word by word. Across scripts the sounds decide (`lao.romanise`). What this
makes is compared, never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from workshopdesk.lao.romanise import bones, sound_key
from workshopdesk.lao.text import is_lao, search_key

FIT: Final = 0.86
"""Names that score this much are taken for one when a phone agrees as well."""


class Likeness(IntEnum):
    """How like two words are, the likest highest."""

    OTHER = 0
    NEAR = 1
    SLIP = 2
    SOUND = 3
    SPELLING = 4
    EQUAL = 5


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word as it is compared: by its letters, by forgiven spelling, by its sound."""

    key: str
    loose: str
    sound: str
    bones: str
    lao: bool


@lru_cache(maxsize=131072)
def word(text: str) -> Word:
    """What is compared of a word; the same object for the same text."""
    sound = sound_key(text)
    key = search_key(text)
    return Word(key, search_key(text, loose=True), sound, bones(sound), any(map(is_lao, key)))


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """Given name, surname (None where there is none) and both run together."""

    given: Word
    surname: Word | None
    whole: Word


@lru_cache(maxsize=131072)
def name(text: str) -> Name | None:
    """A name as listed: given name, then surname. None for blank text."""
    given, _space, surname = text.strip().partition(" ")
    first, last = word(given), word(surname)
    if not first.key:
        return Name(last, None, last) if last.key else None
    return Name(first, last, _run_together(first, last)) if last.key else Name(first, None, first)


def _run_together(a: Word, b: Word) -> Word:
    sound = a.sound + b.sound
    return Word(a.key + b.key, a.loose + b.loose, sound, a.bones + b.bones, a.lao or b.lao)


@lru_cache(maxsize=262144)
def likeness(a: Word, b: Word) -> Likeness:
    """How like two words are, in whichever scripts they are written. For words of a stock."""
    return compared(a, b)


def compared(a: Word, b: Word) -> Likeness:
    """As `likeness`, for what is seldom compared again."""
    if a.key == b.key:
        return Likeness.EQUAL
    if not a.key or not b.key:
        return Likeness.OTHER
    if a.lao != b.lao:
        return _across(a, b)
    if a.loose == b.loose or (not a.lao and a.sound == b.sound):
        return Likeness.SPELLING
    if a.sound == b.sound and len(a.sound) > 2:
        return Likeness.SOUND  # ໄ and ໃ, ຊ and ສ: written apart, spoken alike
    if slips(a.loose, b.loose):
        return Likeness.SLIP
    near = JaroWinkler.similarity(a.loose, b.loose, score_cutoff=0.85)
    return Likeness.NEAR if near else Likeness.OTHER


def slips(a: str, b: str) -> bool:
    """Whether one typing slip (two in a long word) makes one of the other."""
    length = min(len(a), len(b))
    allowed = 0 if length < 3 else 1 if length < 8 else 2
    return allowed > 0 and OSA.distance(a, b, score_cutoff=allowed) <= allowed


def _across(a: Word, b: Word) -> Likeness:
    if a.sound == b.sound:
        return Likeness.SOUND
    if slips(a.sound, b.sound):
        return Likeness.SLIP
    alike = a.bones == b.bones and len(a.bones) > 1
    near = alike or JaroWinkler.similarity(a.sound, b.sound, score_cutoff=0.85) > 0
    return Likeness.NEAR if near else Likeness.OTHER


def name_key(text: str) -> str:
    """The key equal names share, spelling of ຳ, ຫຼ and spaces aside."""
    return search_key(text)


_SCORES: Final = {
    Likeness.EQUAL: 1.0,
    Likeness.SPELLING: 0.98,
    Likeness.SOUND: 0.95,
    Likeness.SLIP: 0.92,
}


@lru_cache(maxsize=65536)
def similarity(a: str, b: str) -> float:
    """How well two names fit, 0 to 1: equal keys are 1, one slip about 0.92."""
    name_a, name_b = name(a), name(b)
    if name_a is None or name_b is None:
        return 0.0
    whole = compared(name_a.whole, name_b.whole)
    if whole in _SCORES:
        return _SCORES[whole]
    if swapped(name_a, name_b):
        return 0.92
    x, y = name_a.whole, name_b.whole
    if x.lao == y.lao:
        return float(OSA.normalized_similarity(x.loose, y.loose)) * 0.97
    return float(OSA.normalized_similarity(x.sound, y.sound)) * 0.95


def swapped(a: Name, b: Name) -> bool:
    """Whether given name and surname were exchanged."""
    if a.surname is None or b.surname is None:
        return False
    crossed = (likeness(a.given, b.surname), likeness(a.surname, b.given))
    return min(crossed) >= Likeness.SOUND
