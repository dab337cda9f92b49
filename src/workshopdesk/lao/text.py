"""What Lao text is kept as and compared by; hides normalisation and Unicode's traps for Lao.

Stored text has one form (`canonical`), so that what looks alike is alike. Comparison goes
further (`search_key`) and is never stored in place of what a person typed.

Sources: Unicode 16 chapter 16 (Lao), UAX #15 (NFC leaves Lao AM and upper vowels as typed),
UAX #29 (grapheme clusters), ICANN's Lao label generation rules for the order of marks.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from icu4py.breakers import CharacterBreaker

from workshopdesk.lao.syllables import parse
from workshopdesk.lao.utf16 import code_point_ends

TONES: Final = "\u0ec8\u0ec9\u0eca\u0ecb"
_LOW: Final = "\u0eba\u0ebc"
_VOWEL_MARKS: Final = "\u0eb1\u0eb4\u0eb5\u0eb6\u0eb7\u0eb8\u0eb9\u0ebb\u0ecd"
_LAST: Final = "\u0ecc\u0ece"
_AM, _AA, _NIGGAHITA = "\u0eb3", "\u0eb2", "\u0ecd"
_RANK: Final = (
    dict.fromkeys(_LOW, 0)
    | dict.fromkeys(_VOWEL_MARKS, 1)
    | dict.fromkeys(TONES, 2)
    | dict.fromkeys(_LAST, 3)
)
_MARK_RUN: Final = re.compile(f"[{''.join(_RANK)}]{{2,}}")
_SPLIT_AM: Final = re.compile(f"{_NIGGAHITA}([{TONES}]*){_AA}")
_TONES_AFTER_AM: Final = re.compile(f"(?<!{_AM}){_AM}++[{TONES}][{_AM}{TONES}]*")

_ZWJ: Final = "\u200d"
_NEWLINES: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES: Final = re.compile("[\t\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Controls, soft hyphen, and every invisible format character: bidirectional marks, embeddings,
# overrides and isolates, zero-width space and non-joiner, word joiner, BOM, invisible operators,
# deprecated shaping controls, interlinear annotations, tags.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
# A joiner means something between two symbols (emoji) or letters of other scripts only.
_LOOSE_JOINER: Final = re.compile(
    f"(?:^|(?<=[\\s\u0e80-\u0eff])){_ZWJ}+|{_ZWJ}+(?=[\\s\u0e80-\u0eff]|$)|(?<={_ZWJ}){_ZWJ}+"
)
_NOT_TEXT: Final = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0x110000, 0x10000))
    + "]"
)

_DIGITS: Final = str.maketrans("໐໑໒໓໔໕໖໗໘໙", "0123456789")
_ONE_SPELLING: Final = (("ຫນ", "ໜ"), ("ຫມ", "ໝ"), ("ຫລ", "ຫຼ"))
_LOOSE_SPELLING: Final = str.maketrans("ຣຶິຸ", "ລືີູ", TONES)
_LEVEL_WORD_AHEAD: Final = re.compile(
    "^(?:ກຸ່ມບ້ານ|ບ້ານ|ເມືອງ|ແຂວງ|ເທດສະບານ|ນະຄອນ(?!ຫຼວງວຽງຈັນ|ຫລວງວຽງຈັນ))(?=[\u0e80-\u0eff])"
)
_LEVEL_WORDS: Final = frozenset(
    [
        "ບ້ານ",
        "ກຸ່ມບ້ານ",
        "ເມືອງ",
        "ແຂວງ",
        "ເທດສະບານ",
        "ນະຄອນ",
        "ban",
        "village",
        "muang",
        "mueang",
        "district",
        "khoueng",
        "khoueang",
        "province",
    ]
)


def is_lao(ch: str) -> bool:
    """Whether one character belongs to the Lao block (letters, marks, digits)."""
    return "\u0e80" <= ch <= "\u0eff"


def canonical(text: str) -> str:
    """The one form in which text is stored; `canonical(canonical(t)) == canonical(t)`.

    Changes only what it names: controls and invisible format characters go; every kind of
    line end is \\n; runs of spaces, no-break spaces and tabs are one space, none at line ends;
    NFC; ເເ is ແ; Lao marks stand as subjoined, vowel, tone, cancellation; ໍ and າ around a
    tone are ຳ with its tone before; a mark doubled is one. What cannot be text at all (lone
    surrogates, noncharacters) becomes U+FFFD, so that its place is still seen.
    Letters are never changed: ຫລ and ຫຼ stay as the person writes them.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    text = _NEWLINES.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    text = _NOT_TEXT.sub("\ufffd", text)
    text = _SPACES.sub(" ", text)
    text = _LOOSE_JOINER.sub("", text)
    text = canonical_marks(_composed(text))
    return re.sub(" *\n *", "\n", _SPACES.sub(" ", text)).strip(" \n")


def _composed(text: str) -> str:
    """NFC, in linear time: Python's takes quadratic time on a long run of unordered marks."""
    if unicodedata.is_normalized("NFC", text):
        return text
    runs = groupby(text, key=lambda ch: unicodedata.combining(ch) != 0)
    ordered = (sorted(run, key=unicodedata.combining) if marks else run for marks, run in runs)
    return unicodedata.normalize("NFC", "".join(map("".join, ordered)))


def canonical_marks(text: str) -> str:
    """Only the Lao part of `canonical`: marks in order, AM in one piece, ເເ as ແ."""
    text = text.replace("ເເ", "ແ")
    text = _MARK_RUN.sub(_in_order, text)
    text = _SPLIT_AM.sub(rf"\1{_AM}", text)
    text = _TONES_AFTER_AM.sub(_tones_first, text)
    return _MARK_RUN.sub(_in_order, text)


def _in_order(run: re.Match[str]) -> str:
    marks = sorted(run[0], key=_RANK.__getitem__)
    return "".join(m for i, m in enumerate(marks) if i == 0 or m != marks[i - 1])


def _tones_first(run: re.Match[str]) -> str:
    return "".join(sorted(run[0], key=_AM.__eq__))


@lru_cache(maxsize=65536)
def search_key(text: str, *, level_words: bool = True, loose: bool = False) -> str:
    """What two texts are compared by: equal keys mean "the same words, otherwise typed".

    Spaces, punctuation, ໆ, case and Latin accents do not count; ຫນ ຫມ ຫລ equal ໜ ໝ ຫຼ; Lao
    digits equal ASCII ones. `level_words=False` also drops words such as ແຂວງ or province,
    unless nothing would be left. `loose=True` forgives tones and ຶ~ື, ິ~ີ, ຸ~ູ, ຣ~ລ as well.
    """
    text = canonical(text)
    if not level_words:
        text = _without_level_words(text)
    kept = "".join(ch for ch in _plain(text) if unicodedata.category(ch)[0] in "LMN" and ch != "ໆ")
    key = canonical_marks(kept.translate(_LOOSE_SPELLING) if loose else kept).translate(_DIGITS)
    for typed, one in _ONE_SPELLING:
        key = key.replace(typed, one)
    return key


def _plain(text: str) -> str:
    """Compatibility forms, case and accents of other scripts undone; Lao letters untouched."""
    if text.isascii():
        return text.casefold()
    for _ in range(2):
        parts = (ch if is_lao(ch) else unicodedata.normalize("NFKD", ch) for ch in text)
        text = "".join(ch for ch in "".join(parts).casefold() if not "\u0300" <= ch <= "\u036f")
    return text


def _without_level_words(text: str) -> str:
    words = (w for w in text.split() if w.casefold() not in _LEVEL_WORDS)
    return " ".join(_LEVEL_WORD_AHEAD.sub("", w) for w in words) or text


def clusters(text: str) -> list[str]:
    """The pieces a reader sees as one; joined they are the text again.

    UAX #29's grapheme clusters, with a Lao pre-vowel (ເແໂໃໄ) joined to the letter it is
    read with, and ະ າ ຳ joined to what they follow.
    """
    found: list[str] = []
    start = 0
    for end in code_point_ends(text, CharacterBreaker):
        piece = text[start:end]
        start = end
        if found and _joined(found[-1], piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _joined(before: str, piece: str) -> bool:
    last, first = before[-1], piece[0]
    if "\u0ec0" <= last <= "\u0ec4":
        # Two ເ are one ແ as some type it; more than two are no cluster.
        return is_lao(first) and len(before) <= 2
    return (first in "ະາຳ" and is_lao(last) and last not in "ໆຯະາຳ") or last + first == "າະ"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch `text[start:end]` that no Lao spelling rule explains: a hint, never a refusal.

    `code`: "stray-mark" (a mark without its letter, or one too many), "stray-vowel" (a vowel
    sign without its letter), "no-vowel" (letters that make no syllable: often an abbreviation).
    """

    start: int
    end: int
    text: str
    code: str


def doubts(text: str) -> list[Doubt]:
    """Where spelling may be wrong, in order; indexes are into `text` as given."""
    found: list[Doubt] = []
    for start, end, sound in parse(text):
        if sound:
            continue
        piece = text[start:end]
        found.append(Doubt(start, end, piece, _code(piece)))
    return found


def _code(piece: str) -> str:
    if any(ch in _RANK for ch in piece):
        return "stray-mark"
    return "stray-vowel" if any(ch in "ະາຳຽເແໂໃໄ" for ch in piece) else "no-vowel"
