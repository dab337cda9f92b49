"""Where a new line may begin; hides ICU's dictionary, its mistakes, and the correction of them.

ICU proposes; syllables, known words and unbroken names decide. ICU reads a folded copy of the
text (marks in canonical order, ຫມ as ໝ, no invisible characters), and what it finds is mapped
back, so that two spellings of one word break alike. Sources: UAX #14 (class SA is left to a
dictionary), W3C's Lao requirements (break between words, never inside a syllable).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import accumulate, pairwise
from typing import Final

from icu4py.breakers import LineBreaker

from workshopdesk.lao.syllables import Piece, parse
from workshopdesk.lao.syllables import syllables as syllables
from workshopdesk.lao.text import canonical, canonical_marks, clusters
from workshopdesk.lao.utf16 import code_point_ends

_CLOSING: Final = frozenset("ໆຯ.,;:!?…)]}%‰’”»›、。，．：；！？）】」』〉》°")
_OPENING: Final = frozenset("([{‘“«‹„‚（【「『〈《")
_HYPHENS: Final = frozenset("-‐‑")
_ZERO_WIDTH_SPACE, _WORD_JOINER = "\u200b", "\u2060"
# A zero-width joiner is dropped beside Lao only: elsewhere it makes one sign of several.
_DROPPED: Final = re.compile(
    "[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+|(?<=[\u0e80-\u0eff])\u200d"
)
_TWO_LETTERS: Final = re.compile("ຫ[ນມ]")
# A number stays with the month or unit after it, and with the word that announces it.
_MONTH: Final = "ມັງກອນ|ກຸມພາ|ມີນາ|ເມສາ|ພຶດສະພາ|ມິຖຸນາ|ກໍລະກົດ|ສິງຫາ|ກັນຍາ|ຕຸລາ|ພະຈິກ|ທັນວາ"
_NUMBER_AND_WORD: Final = re.compile(
    f"(?<=[0-9໐-໙]) (?={_MONTH}|ຄົນ|ທ່ານ|ສະຫາຍ|ກີບ|ລ້ານ|ຕື້|ມື້|ໂມງ|ນາທີ|ປີ|kip|%)"
    f"|(?<=ທີ|ຍະ) (?=[0-9໐-໙IVX])(?![0-9໐-໙–-]{{1,5}} (?:{_MONTH}))"
)
_LETTERS: Final = "\u0e81-\u0ecf\u0edc-\u0edf"
_LAO_LATIN: Final = re.compile(f"[{_LETTERS}](?=[A-Za-z])|[A-Za-z](?=[{_LETTERS}])")


def break_positions(text: str, keep: Iterable[str] = ()) -> tuple[int, ...]:
    """Indexes into `text`, ascending, at which a new line may begin.

    `keep` are names (of people, places) that stay on one line with their inner spaces,
    wherever they stand in the text. 0 and `len(text)` are never among the indexes; a place
    after a space or a line feed is. Time is linear in the text's length.
    """
    if len(text) < 2:
        return ()
    return _break_positions(text, frozenset(k for k in keep if len(k) > 1))


@lru_cache(maxsize=4096)
def _break_positions(text: str, keep: frozenset[str]) -> tuple[int, ...]:
    folded = _fold(text)
    plain = folded.text
    kept = [span for name in keep for span in _occurrences(plain, _fold(name).text.strip())]
    proposed = set(code_point_ends(plain, LineBreaker)) | folded.hints
    pieces = parse(plain, proposed.union(*kept))
    units = _units(plain, pieces)
    allowed = _between(plain, pieces, proposed, {edge for span in units for edge in span})
    joined = folded.joined | {space.end() for space in _NUMBER_AND_WORD.finditer(plain)}
    unbroken = _inside(len(plain), [*kept, *units])
    return tuple(
        folded.raw_index[at]
        for at in sorted(allowed - joined)
        if 0 < at < len(plain)
        and not unbroken[at]
        and folded.raw_index[at - 1] < folded.raw_index[at]
        and _may_begin(plain, at)
    )


@dataclass(frozen=True, slots=True)
class _Folded:
    """The text as ICU is to see it, and where each of its indexes lies in the text as given."""

    text: str
    raw_index: Sequence[int]
    hints: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()


def _fold(text: str) -> _Folded:
    if (
        not _DROPPED.search(text)
        and canonical_marks(text) == text
        and not _TWO_LETTERS.search(text)
    ):
        return _Folded(text, range(len(text) + 1))
    parts: list[str] = []
    raw_index: list[int] = []
    hints, joined = set(), set()
    raw = 0
    for piece in _spelled_pieces(text):
        shown = _DROPPED.sub("", piece)
        if _ZERO_WIDTH_SPACE in piece:
            hints.add(len(raw_index))
        if _WORD_JOINER in piece:
            joined.add(len(raw_index))
        shown = _one_letter(canonical_marks(shown))
        parts.append(shown)
        raw_index += [raw] * len(shown)
        raw += len(piece)
    return _Folded("".join(parts), [*raw_index, raw], frozenset(hints), frozenset(joined))


def _spelled_pieces(text: str) -> Iterator[str]:
    """Clusters, with ຫ joined to the ນ or ມ it is spelled with, across what is invisible."""
    held = ""
    for piece in clusters(text):
        if (
            held
            and _DROPPED.sub("", held).endswith("ຫ")
            and (piece[0] in "ນມ" or _only_dropped(piece))
        ):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _only_dropped(piece: str) -> bool:
    return not _DROPPED.sub("", piece)


def _one_letter(text: str) -> str:
    return text.replace("ຫນ", "ໜ").replace("ຫມ", "ໝ")


def _occurrences(text: str, part: str) -> Iterator[tuple[int, int]]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + 1)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], int]:
    """The product's own words that stay whole, and how many syllables the longest has."""
    lines = resources.files(__package__).joinpath("words.txt").read_text("utf-8").splitlines()
    words = frozenset(_one_letter(canonical(w)) for w in lines if w and not w.startswith("#"))
    return words, max(len(parse(word)) for word in words)


def _units(text: str, pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Known words in the text, from syllable to syllable, the longest first where they overlap."""
    words, longest = _words()
    units: list[tuple[int, int]] = []
    at = 0
    while at < len(pieces):
        start = pieces[at].start
        for last in range(min(at + longest, len(pieces)) - 1, at, -1):
            if text[start : pieces[last].end] in words:
                units.append((start, pieces[last].end))
                at = last
                break
        at += 1
    return units


def _between(text: str, pieces: Sequence[Piece], proposed: Set[int], edges: Set[int]) -> set[int]:
    """ICU's breaks that respect syllables, the edges of known words, and Lao beside Latin."""
    allowed = set(proposed) - {at for p in pieces for at in range(p.start + 1, p.end)}
    for before, after in pairwise(pieces):
        if before.end != after.start:
            continue
        if not (_divisible(before) and _divisible(after)):
            allowed.discard(after.start)
        elif after.start in edges:
            allowed.add(after.start)
    return allowed | {run.end() for run in _LAO_LATIN.finditer(text)}


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
    A stroke divides only Latin text (12/ກພລ stays whole).
    """
    if text[at] in _CLOSING or text[at] == " ":
        return False
    last = at - 1
    while last > 0 and text[last] == " ":
        last -= 1
    before = text[last]
    if before == "/" and not (text[at].isascii() and text[last - 1 : last].isascii()):
        return False
    return before not in _OPENING and before not in _HYPHENS
