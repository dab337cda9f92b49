"""How well two names fit; hides spelling variants, typing slips and Latin transliteration.

Lao is written in Latin letters after PCGN-like rules (BGN/PCGN 1966), with the variants usual on
passports folded together. What this makes is compared, never shown.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from workshopdesk.lao.text import is_lao, search_key

_CONSONANTS = {
    "ກ": "k",
    "ຂ": "k",
    "ຄ": "k",
    "ງ": "ng",
    "ຈ": "c",
    "ສ": "s",
    "ຊ": "s",
    "ຍ": "n",
    "ດ": "d",
    "ຕ": "t",
    "ຖ": "t",
    "ທ": "t",
    "ນ": "n",
    "ບ": "b",
    "ປ": "p",
    "ຜ": "p",
    "ຝ": "f",
    "ພ": "p",
    "ຟ": "f",
    "ມ": "m",
    "ຢ": "y",
    "ຣ": "l",
    "ລ": "l",
    "ວ": "v",
    "ຫ": "",
    "ອ": "",
    "ຮ": "",
    "ໜ": "n",
    "ໝ": "m",
    "ຼ": "l",
    "ຽ": "ia",
}
_VOWELS = {
    "ະ": "a",
    "ັ": "a",
    "າ": "a",
    "ຳ": "am",
    "ິ": "i",
    "ີ": "i",
    "ຶ": "u",
    "ື": "u",
    "ຸ": "u",
    "ູ": "u",
    "ົ": "o",
    "ໍ": "o",
}
_BEFORE = {"ເ": "e", "ແ": "e", "ໂ": "o", "ໃ": "ai", "ໄ": "ai"}
# Latin spellings to the same letters the transliteration uses.
_LATIN = (
    *(("oua", "va"), ("ou", "u"), ("oo", "u"), ("ph", "p"), ("th", "t"), ("kh", "k"), ("ch", "c")),
    *(("x", "s"), ("gn", "n"), ("nh", "n"), ("ny", "n"), ("j", "c"), ("z", "s"), ("w", "v")),
    *(("r", "l"), ("ay", "ai"), ("y", "i"), ("ie", "ia"), ("ee", "i"), ("eu", "u"), ("h", "")),
    *(("ae", "e"), ("ng", "n"), ("g", "k"), ("q", "k")),
)
_SKELETON = re.compile("[aeiou]")
FIT = 0.86
"""Names that score this much are taken for one when a phone agrees as well."""


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The key equal names share, spelling of ຳ, ຫຼ and spaces aside."""
    return search_key(name)


@lru_cache(maxsize=65536)
def latin_key(name: str) -> str:
    """A Lao or Latin name in folded Latin letters, for comparing across scripts."""
    text = search_key(name)
    latin = _transliterate(text) if any(map(is_lao, text)) else text
    for written, sound in _LATIN:
        latin = latin.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", latin)


def _transliterate(text: str) -> str:
    out: list[str] = []
    waiting = ""
    for ch in text:
        if ch in _BEFORE:
            waiting = _BEFORE[ch]
            continue
        letter = _CONSONANTS.get(ch)
        if letter is None:
            out.append(_VOWELS.get(ch, ch if ch.isascii() else ""))
            continue
        out.append(letter)
        if waiting and ch not in "ຫຼ":
            out.append(waiting)
            waiting = ""
    return "".join(out) + waiting


def similarity(a: str, b: str) -> float:
    """How well two names fit, 0 to 1: equal keys are 1, one slip in a long name about 0.95."""
    key_a, key_b = name_key(a), name_key(b)
    if not key_a or not key_b:
        return 0.0
    if key_a == key_b:
        return 1.0
    if any(map(is_lao, key_a)) == any(map(is_lao, key_b)):
        loose_a, loose_b = search_key(a, loose=True), search_key(b, loose=True)
        if loose_a == loose_b:
            return 0.98
        slips = DamerauLevenshtein.normalized_similarity(loose_a, loose_b)
        return min(0.97, max(slips, _swapped(a, b)))
    return 0.95 * _across_scripts(latin_key(a), latin_key(b))


def _swapped(a: str, b: str) -> float:
    """Given name and surname exchanged."""
    words_a, words_b = sorted(map(name_key, a.split())), sorted(map(name_key, b.split()))
    return 0.92 if len(words_a) > 1 and words_a == words_b else 0.0


def _across_scripts(a: str, b: str) -> float:
    """Vowels are written many ways: consonants decide, the whole confirms."""
    bones = JaroWinkler.similarity(_SKELETON.sub("", a), _SKELETON.sub("", b))
    return 0.7 * bones + 0.3 * JaroWinkler.similarity(a, b)
