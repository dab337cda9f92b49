"""Where a new line may begin; hides ICU's dictionary, its mistakes, and the correction of them.

ICU proposes; syllables, known words and unbroken names decide. ICU reads a folded copy of the
text (marks in canonical order, ຫມ as ໝ, no invisible characters), and what it finds is mapped
back, so that two spellings of one word break alike. Sources: UAX #14 (class SA is left to a
dictionary), W3C's Lao requirements (break between words, never inside a syllable).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final

from icu4py.breakers import LineBreaker

from workshopdesk.lao.folding import fold, one_letter
from workshopdesk.lao.syllables import MARKS, PRE_VOWELS, Piece, parse
from workshopdesk.lao.utf16 import code_point_ends

# What begins no line and what ends none; of Lao, vowels without their letter, however typed.
_CLOSING: Final = MARKS | frozenset("ະາຳຽໆຯ.,;:!?…)]}%‰’”»›、。，．：；！？）】」』〉》°")
_OPENING: Final = PRE_VOWELS | frozenset("([{‘“«‹„‚（【「『〈《")
_LINE_ENDS: Final = frozenset("\n\r\v\f\x85\u2028\u2029")
_CACHED_LENGTH: Final = 4000
_HYPHENS: Final = frozenset("-‐‑")
# A number stays with the month or unit after it, and with the word that announces it.
_MONTH: Final = "ມັງກອນ|ກຸມພາ|ມີນາ|ເມສາ|ພຶດສະພາ|ມິຖຸນາ|ກໍລະກົດ|ສິງຫາ|ກັນຍາ|ຕຸລາ|ພະຈິກ|ທັນວາ"
_NUMBER_AND_WORD: Final = re.compile(
    f"(?<=[0-9໐-໙]) (?={_MONTH}|ຄົນ|ທ່ານ|ສະຫາຍ|ກີບ|ລ້ານ|ຕື້|ມື້|ໂມງ|ນາທີ|ປີ|kip|%)"
    f"|(?<=ທີ|ຍະ) (?=[0-9໐-໙IVX])(?![0-9໐-໙–-]{{1,5}} (?:{_MONTH}))"
)
_LETTERS: Final = "\u0e81-\u0ecf\u0edc-\u0edf"
# Where Lao typed without spaces may be cut though ICU would not: beside Latin letters, after a
# comma or colon, outside brackets and quotes, at a stroke between words.
_LAO_EDGE: Final = re.compile(
    "(?<=[L])(?=[A-Za-z])|(?<=[A-Za-z])(?=[L])|(?<=[L][,;:])(?=[L])|(?<=[L]{2}[)”’\\]])(?=[L])"
    "|(?<=[L]{2})(?=[(“‘\\[][L])|(?<=[L]{4}/)(?=[L]{4})".replace("[L]", f"[{_LETTERS}]")
)
_STROKE: Final = re.compile(f"(?<=[A-Za-z0-9/]/)[!-~]|(?<=[{_LETTERS}]{{4}}/)[{_LETTERS}]{{4}}")


def break_positions(text: str, keep: Iterable[str] = ()) -> tuple[int, ...]:
    """Indexes into `text`, ascending, at which a new line may begin.

    `keep` are names (of people, places) that stay on one line with their inner spaces,
    wherever they stand in the text. 0 and `len(text)` are never among the indexes; a place
    after a space or a line feed is. Time is linear in the text's length.
    """
    if len(text) < 2:
        return ()
    names = frozenset(name for name in keep if len(name) > 1)
    found = _cached_positions if len(text) <= _CACHED_LENGTH else _positions
    return found(text, names)


def syllables(text: str) -> list[tuple[int, int]]:
    """(start, end) of every stretch of Lao in `text` that must stay together, in order.

    Letters that make no syllable are a stretch of their own; what is not Lao is left out.
    """
    folded = fold(text)
    spans = (folded.span(piece.start, piece.end) for piece in parse(folded.text))
    return [span for span in dict.fromkeys(spans) if span[0] < span[1]]


def _positions(text: str, names: frozenset[str]) -> tuple[int, ...]:
    folded = fold(text)
    plain = folded.text
    kept = [span for name in names for span in _occurrences(plain, _folded_name(name))]
    proposed = set(code_point_ends(plain, LineBreaker)) | folded.hints
    pieces = parse(plain, proposed.union(*kept))
    units = _units(plain, pieces)
    allowed = _between(plain, pieces, proposed, {edge for span in [*units, *kept] for edge in span})
    joined = folded.joined | {space.end() for space in _NUMBER_AND_WORD.finditer(plain)}
    unbroken = _inside(len(plain), [*kept, *units])
    return tuple(
        folded.raw_index[at]
        for at in sorted(allowed - joined)
        if 0 < at < len(plain) and not unbroken[at] and folded.is_edge(at) and _may_begin(plain, at)
    )


_cached_positions = lru_cache(maxsize=4096)(_positions)


@lru_cache(maxsize=8192)
def _folded_name(name: str) -> str:
    return fold(name).text.strip()


def _occurrences(text: str, part: str) -> Iterator[tuple[int, int]]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + 1)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], int]:
    """The product's own words that stay whole, and how many letters the longest has."""
    lines = Path(__file__).with_name("words.txt").read_text("utf-8").splitlines()
    words = frozenset(one_letter(w) for w in lines if w and not w.startswith("#"))
    return words, max(map(len, words))


def _units(text: str, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Known words in the text, from syllable to syllable, the longest first where they overlap."""
    words, longest = _words()
    units: list[tuple[int, int]] = []
    at = 0
    while at < len(pieces):
        start = pieces[at].start
        farthest = at
        while farthest + 1 < len(pieces) and pieces[farthest + 1].end - start <= longest:
            farthest += 1
        for last in range(farthest, at, -1):
            if text[start : pieces[last].end] in words:
                units.append((start, pieces[last].end))
                at = last
                break
        at += 1
    return units


def _between(text: str, pieces: Sequence[Piece], proposed: Set[int], edges: Set[int]) -> set[int]:
    """ICU's breaks that respect syllables, the edges of known words, and of Lao."""
    allowed = set(proposed) - {at for p in pieces for at in range(p.start + 1, p.end)}
    for before, after in pairwise(pieces):
        if before.end != after.start:
            continue
        if not (_divisible(before) and _divisible(after)):
            allowed.discard(after.start)
        elif after.start in edges:
            allowed.add(after.start)
    return allowed | {edge.start() for edge in _LAO_EDGE.finditer(text)}


def _divisible(piece: Piece) -> bool:
    """Whether a line may be cut beside the piece: a lone letter belongs to its neighbour."""
    return piece.sound or piece.end - piece.start > 1


def _inside(size: int, spans: Iterable[tuple[int, int]]) -> list[bool]:
    """For each index, whether it lies strictly inside one of the spans."""
    change = [0] * (size + 2)
    for start, end in spans:
        if end - start > 1:
            change[start + 1] += 1
            change[end] -= 1
    return [depth > 0 for depth in accumulate(change)]


def _may_begin(text: str, at: int) -> bool:
    """Whether a line may begin with what stands at `at` and end with what stands before it.

    A line never ends in a hyphen: PDF readers take one for a divided word and drop it.
    A stroke divides addresses and long Lao words (12/ກພລ stays whole).
    """
    if text[at - 1] in _LINE_ENDS:
        return True
    if text[at] in _CLOSING or text[at] == " ":
        return False
    last = at - 1
    while last > 0 and text[last] == " ":
        last -= 1
    before = text[last]
    if before == "/" and not _STROKE.match(text, at):
        return False
    return before not in _OPENING and before not in _HYPHENS
