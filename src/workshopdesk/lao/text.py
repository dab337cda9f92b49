"""What Lao text is kept as and compared by; hides normalisation and Unicode's traps for Lao.

Stored text has one form (`canonical`), so that what looks alike is alike. Comparison goes
further (`search_key`) and is never stored in place of what a person typed.

docs/decisions/0012-lao-stored-form.md lists what changes. Source: UAX #15 (NFC alone leaves Lao
AM and upper vowels as typed; NFKC tears AM apart and must not be stored).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from workshopdesk.lao.folding import fold
from workshopdesk.lao.marks import MARK_RANK, canonical_marks
from workshopdesk.lao.marks import clusters as clusters
from workshopdesk.lao.marks import is_lao as is_lao
from workshopdesk.lao.syllables import parse

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
# Lao and ASCII with single spaces: nothing to do but the marks. NFC composes nothing in Lao.
_ORDINARY: Final = re.compile("(?:[!-~\u0e81-\u0edf]| (?! ))*+")
_NOT_TEXT: Final = re.compile(
    "[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(p + 0xFFFE)}{chr(p + 0xFFFF)}" for p in range(0x10000, 0x110000, 0x10000))
    + "]"
)

_CACHED_LENGTH: Final = 200
_DIGITS: Final = str.maketrans("໐໑໒໓໔໕໖໗໘໙", "0123456789")
_ONE_SPELLING: Final = (("ຫນ", "ໜ"), ("ຫມ", "ໝ"), ("ຫລ", "ຫຼ"))
_LOOSE_SPELLING: Final = str.maketrans("ຣຶິຸ", "ລືີູ", "\u0ec8\u0ec9\u0eca\u0ecb")
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


def canonical(text: str) -> str:
    """The one form in which text is stored; `canonical(canonical(t)) == canonical(t)`.

    Changes only what it names: controls and invisible format characters go; every kind of
    line end is \\n; runs of spaces, no-break spaces and tabs are one space, none at line ends;
    NFC; ເເ is ແ; Lao marks stand as subjoined, vowel, tone, cancellation; ໍ and າ around a
    tone are ຳ with its tone before; a mark doubled is one. What cannot be text at all (lone
    surrogates, noncharacters) becomes U+FFFD, so that its place is still seen.
    Letters are never changed: ຫລ and ຫຼ stay as the person writes them.
    """
    if _ORDINARY.fullmatch(text):
        return canonical_marks(text).strip(" ")
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


def search_key(text: str, *, level_words: bool = True, loose: bool = False) -> str:
    """What two texts are compared by: equal keys mean "the same words, otherwise typed".

    Spaces, punctuation, ໆ, ຯ, case and Latin accents do not count; ຫນ ຫມ ຫລ equal ໜ ໝ ຫຼ; Lao
    digits equal ASCII ones. `level_words=False` also drops words such as ແຂວງ or province,
    unless nothing would be left. `loose=True` forgives tones and ຶ~ື, ິ~ີ, ຸ~ູ, ຣ~ລ as well.
    """
    find = _cached_key if len(text) <= _CACHED_LENGTH else _key
    return find(text, level_words, loose)


def _key(text: str, level_words: bool, loose: bool) -> str:
    text = canonical(text)
    if not level_words:
        text = _without_level_words(text)
    if _LAO_AND_ASCII.fullmatch(text):
        kept = _NOT_COMPARED.sub("", text.casefold())
    else:
        kept = "".join(filter(_is_compared, _plain(text)))
    key = canonical_marks(kept.translate(_LOOSE_SPELLING) if loose else kept).translate(_DIGITS)
    for typed, one in _ONE_SPELLING:
        key = key.replace(typed, one)
    return key


_cached_key = lru_cache(maxsize=65536)(_key)


def _is_compared(ch: str) -> bool:
    return unicodedata.category(ch)[0] in "LMN" and ch not in "ໆຯ"


# Lao and ASCII need no compatibility forms: what counts is told by one pattern.
_LAO_AND_ASCII: Final = re.compile("[\0-\x7f\u0e80-\u0eff]*")
_COMPARED: Final = "".join(
    ch for ch in map(chr, (*range(0x80), *range(0x0E80, 0x0F00))) if _is_compared(ch)
)
_NOT_COMPARED: Final = re.compile(f"[^{_COMPARED}]+")


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
    folded = fold(text)
    found: list[Doubt] = []
    for start, end, sound in parse(folded.text):
        if not sound:
            span = folded.span(start, end)
            piece = text[slice(*span)]
            found.append(Doubt(*span, piece, _code(piece)))
    return found


def _code(piece: str) -> str:
    if any(ch in MARK_RANK for ch in piece):
        return "stray-mark"
    return "stray-vowel" if any(ch in "ະາຳຽເແໂໃໄ" for ch in piece) else "no-vowel"
