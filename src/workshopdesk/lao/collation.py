"""Lao alphabetical order as bytes that any database sorts; hides the collation algorithm.

The order is CLDR's for `lo` (the Unicode root order with Lao before Latin), written out here:
docs/decisions/0010-lao-collation.md says why. Three levels, as in UTS #10: letters; then tones and
accents; then case and form. Pre-vowels are weighed after the consonant they are written before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from workshopdesk.lao.text import canonical

# Least first. Spaces and signs come before digits, digits before Lao, Lao before Latin.
_SIGNS: Final = (
    "\t\n \u203e_\u2017-\u2010\u2012–—―\u2053,、;\u204f:!¡?¿\u203d.。·\u2055\u2056\u2058\u2059"
    "\u205a\u205b\u205c\u205d\u205e'‘’‚\u201b‹›\"“”„\u201f«»()[]{}\u2045\u2046\u2016§¶\u204b@*"
    "\u204e\u2051/\\&\u204a#%‰\u2031†‡•\u2023\u2027\u2043\u204c\u204d′\u2035\u2038※\u203f\u2054"
    "\u2040\u2050\u2041\u2042`´^¯¨¸°©®←→+±÷×<=>¬|¦~−\u2052\u2044∞≤≥■○●★✓"
)
_AFTER_SIGNS: Final = "ໆ¤¢$£¥฿" + "".join(
    map(chr, (*range(0x20A0, 0x20A8), *range(0x20A9, 0x20C0)))
)
_LAO: Final = (
    "ໞກຂຄຆງຈຉສຊຌຎໟຍຏຐຑຒຓດຕຖທຘນບປຜຝພຟຠມຢຣລວຨຩຫຬອຮຯະ\u0eb1າຳ\u0eb4\u0eb5\u0eb6\u0eb7\u0eb8"
    "\u0eb9\u0eba\u0ebb\u0ebcຽເແໂໃໄ"
)
_LATIN: Final = "abcdefghiıjklmnŋopqrstuvwxyzþ"
_ACCENTS: Final = (
    "\u0332\u0313\u0314\u0301\u0300\u0306\u0302\u030c\u030a\u0342\u0308\u030b\u0303\u0307\u0338"
    "\u0327\u0328\u0304\u030d\u0316\u0336\u0335\u0305\u0309\u030f\u0310\u0311\u031b\u0321\u0322"
    "\u0323\u0324\u0325\u0326\u032d\u032e\u0330\u0331\u0334\u0339\u0345\u0358\u0360\u0361"
    "\u0ec8\u0ec9\u0eca\u0ecb\u0ecc\u0ecd"
)
# Marks the root order does not tell apart weigh as these two, by where they stand.
_ABOVE, _BELOW = "\u030d", "\u0316"
_SECOND_FORM: Final = {"ð": "d", "æ": "ae", "œ": "oe", "ß": "ss"}
_STROKED: Final = {
    "đ": ("d", "\u0335"),
    "ħ": ("h", "\u0335"),
    "ł": ("l", "\u0335"),
    "ŧ": ("t", "\u0335"),
    "ø": ("o", "\u0338"),
}
_PRE_VOWEL: Final = re.compile("([ເແໂໃໄ])([ກ-ຮໜໝໞໟ])")

_PLAIN, _FORM, _UPPER, _UPPER_FORM = 0x05, 0x60, 0x80, 0xA0
_BASE_ACCENT, _OTHER_LETTER_ACCENT = 0x05, 0xE0


class _Element(NamedTuple):
    """One collation element: the weights of a letter, or of a mark (`first` empty)."""

    first: bytes
    second: int
    third: int


def sort_key(text: str) -> bytes:
    """A key whose order as bytes is the Lao order of the texts; what looks alike has one key.

    Lists of people are sorted by it as the name is written: given name, then surname.
    """
    swapped = _PRE_VOWEL.sub(r"\2\1", canonical(text))
    elements = [element for ch in swapped for element in _elements(ch)]
    return b"\0".join(
        (
            b"".join(e.first for e in elements),
            bytes(e.second for e in elements),
            bytes(e.third for e in elements),
        )
    )


@lru_cache(maxsize=4096)
def _elements(ch: str) -> tuple[_Element, ...]:
    """The collation elements of one character; none if it does not count."""
    if ch in _FIRST and "\u0e80" <= ch <= "\u0eff":
        return (_Element(_FIRST[ch], _BASE_ACCENT, _PLAIN),)
    return tuple(_weigh(_parts(ch)))


def _parts(ch: str) -> Iterator[tuple[str, bool, bool]]:
    """(character, is it another form of it, is it a letter told apart by its accent level)."""
    decomposed = unicodedata.normalize("NFKD", ch)
    if ch in _FIRST or (decomposed.startswith(" ") and ch != " "):
        decomposed = ch
    form = decomposed != unicodedata.normalize("NFD", ch)
    for part in decomposed:
        small = part.lower()
        if small in _SECOND_FORM:
            letters = _SECOND_FORM[small]
            for i, letter in enumerate(letters):
                yield (letter.upper() if small != part else letter), len(letters) > 1, i == 0
        elif small in _STROKED:
            letter, stroke = _STROKED[small]
            yield (letter.upper() if small != part else letter), form, False
            yield stroke, False, False
        else:
            yield part, form, False


def _weigh(parts: Iterable[tuple[str, bool, bool]]) -> Iterator[_Element]:
    for part, form, apart in parts:
        small = part.lower() if len(part.lower()) == 1 else part
        if (accent := _accent(part)) is not None:
            yield _Element(b"", accent, _PLAIN)
        elif first := _first(small):
            upper = small != part
            third = (_UPPER_FORM if form else _UPPER) if upper else (_FORM if form else _PLAIN)
            yield _Element(first, _OTHER_LETTER_ACCENT if apart else _BASE_ACCENT, third)


def _accent(ch: str) -> int | None:
    """The second-level weight of a mark that weighs only there, else None."""
    if ch in _SECOND:
        return _SECOND[ch]
    if "\u0300" <= ch <= "\u036f" and ch != "\u034f":
        return _SECOND[_ABOVE if unicodedata.combining(ch) in (230, 232, 234) else _BELOW]
    return None


def _first(ch: str) -> bytes:
    """The first-level weight; empty for what does not count (controls, variation selectors)."""
    if ch in _FIRST:
        return _FIRST[ch]
    category = unicodedata.category(ch)
    if category in ("Cc", "Cf") or ch == "\u034f" or "\ufe00" <= ch <= "\ufe0f":
        return b""
    digit = unicodedata.decimal(ch, None)
    if digit is not None:
        return _FIRST[str(digit)]
    return (b"\x20" if category[0] in "PSZ" else b"\x70") + _code_point(ch)


def _code_point(ch: str) -> bytes:
    return bytes(0x80 | ord(ch) >> shift & 0x7F for shift in (14, 7, 0))


def _ladder(lead: int, letters: str) -> dict[str, bytes]:
    return {ch: bytes((lead, i)) for i, ch in enumerate(letters, 0x10)}


_FIRST: Final[dict[str, bytes]] = (
    _ladder(0x10, _SIGNS)
    | _ladder(0x30, _AFTER_SIGNS)
    | _ladder(0x40, "0123456789")
    | dict(zip("໐໑໒໓໔໕໖໗໘໙", _ladder(0x40, "0123456789").values(), strict=True))
    | _ladder(0x50, _LAO)
    | _ladder(0x60, _LATIN)
    | {"\ufffd": b"\xff\xff"}
)
_SECOND: Final = {mark: weight for weight, mark in enumerate(_ACCENTS, 0x10)}
