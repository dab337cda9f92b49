"""Where Lao syllables begin and end; hides the spelling grammar and its ambiguities.

A syllable is [pre-vowel] onset [vowel and tone marks] [following vowel] [final] [cancelled
letters] [ໆ ຯ]. Letters alone do not say whether ກ in ຕາກວັນ closes one syllable or opens the
next; among all readings the one with the fewest doubts wins, helped by word boundaries that
the caller knows. Source: the writing rules of Lao school grammar (after the PAN Localization
project's syllable study), checked against names of places and the prose of official reports.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

CONSONANTS: Final = frozenset("ກຂຄຆງຈຉສຊຌຍຎຏຐຑຒຓດຕຖທຘນບປຜຝພຟຠມຢຣລວຨຩຫຬອຮໜໝໞໟ")
PRE_VOWELS: Final = frozenset("ເແໂໃໄ")
TONES: Final = frozenset("\u0ec8\u0ec9\u0eca\u0ecb")
FINALS: Final = frozenset("ກງຍດນມບວ")
# Letters that close a syllable in loan words and older spelling only.
_LOAN_FINALS: Final = frozenset("ຂຄຈສຊຕຖທປພຟຣລ")
_SUBJOINED: Final = frozenset("\u0eba\u0ebc")
_CANCEL: Final = frozenset("\u0ecc\u0ece")
_VOWEL_MARKS: Final = frozenset("\u0eb1\u0eb4\u0eb5\u0eb6\u0eb7\u0eb8\u0eb9\u0ebb\u0ecd")
_AFTER: Final = frozenset("ະາຳຽ")
MARKS: Final = _SUBJOINED | _VOWEL_MARKS | TONES | _CANCEL
_TRAILERS: Final = frozenset("ໆຯ")
_AFTER_HO: Final = frozenset("ງຍນມຣລວ")
_BEFORE_WO: Final = frozenset("ກຂຄງຈສຊຕຖທລອ")
_BEFORE_RO: Final = frozenset("ກຂຄຕທບປຝພຟສດ")
_BEFORE_LO: Final = frozenset("ກຂຄຕບປພຟຜສ")

# What may follow onset and marks, by (pre-vowel, vowel mark): the vowel's letters, then whether
# a final must (True), may (None) or cannot (False) follow.
_RHYMES: Final[dict[tuple[str, str], tuple[tuple[str, bool | None], ...]]] = {
    ("", ""): (
        *(("ະ", False), ("າ", None), ("ຳ", False), ("ອ", True), ("ວ", True), ("ຽ", None)),
        *(("ວະ", False), ("ຽະ", False)),
    ),
    ("", "ັ"): (("", True), ("ອ", True), ("ວະ", False), ("ຽ", None), ("ຽະ", False)),
    ("", "ິ"): (("", None),),
    ("", "ີ"): (("", None),),
    ("", "ຶ"): (("", None), ("ອ", None)),
    ("", "ື"): (("", None), ("ອ", None)),
    ("", "ຸ"): (("", None),),
    ("", "ູ"): (("", None),),
    ("", "ົ"): (("", True), ("ວະ", False), ("ວ", None)),
    ("", "ໍ"): (("", None),),
    ("ເ", ""): (("", None), ("ະ", False), ("າະ", False), ("າ", False), ("ຽ", None), ("ຍະ", False)),
    ("ເ", "ັ"): (("", True), ("ຽ", None), ("ຍ", False), ("ຽະ", False)),
    ("ເ", "ິ"): (("", None), ("ະ", False)),
    ("ເ", "ີ"): (("", None), ("ຍ", None), ("ະ", False)),
    ("ເ", "ຶ"): (("", None), ("ອ", None), ("ອະ", False)),
    ("ເ", "ື"): (("", None), ("ອ", None), ("ອະ", False)),
    ("ເ", "ົ"): (("າ", False), ("າະ", False)),
    ("ແ", ""): (("", None), ("ະ", False)),
    ("ແ", "ັ"): (("", True),),
    ("ໂ", ""): (("", None), ("ະ", False)),
    ("ໂ", "ັ"): (("", True),),
    ("ໃ", ""): (("", False), ("ຍ", False)),
    ("ໄ", ""): (("", False), ("ຍ", False)),
}

# Costs of a reading. A doubtful character outweighs any choice between sound syllables; a cut
# where the caller knows a boundary outweighs the choice between readings of equal doubt.
_DOUBT, _LOAN, _KNOWN, _CLUSTER, _SYLLABLE = 10_000, 400, 50, 3, 10
_CACHED_LENGTH: Final = 200
_LAO_RUN: Final = re.compile("[\u0e81-\u0ecf\u0edc-\u0edf]+")


class Piece(NamedTuple):
    """A stretch of Lao letters; `sound` tells a syllable from letters that make none."""

    start: int
    end: int
    sound: bool


def parse(text: str, known: Collection[int] = frozenset()) -> list[Piece]:
    """The likeliest reading of all Lao in `text`, a folded text or a stored one.

    `known` are word boundaries to prefer. What is not Lao is left out. Time is linear.
    """
    pieces: list[Piece] = []
    for run in _LAO_RUN.finditer(text):
        start, end = run.span()
        edges = tuple(at - start for at in range(start + 1, end) if at in known)
        read = _read_cached if end - start <= _CACHED_LENGTH else _read
        pieces += [Piece(start + a, start + b, sound) for a, b, sound in read(run[0], edges)]
    return pieces


def _read(run: str, known: Collection[int]) -> list[Piece]:
    """The cheapest way through the run, left to right: each place knows the best way to it."""
    size = len(run)
    known = frozenset(known)
    cost: list[float] = [0.0] + [float("inf")] * size
    came: list[tuple[int, bool]] = [(0, False)] * (size + 1)
    for at in range(size):
        for stop, price, sound in _steps(run, at):
            total = cost[at] + price - (_KNOWN if stop in known else 0)
            if total < cost[stop]:
                cost[stop] = total
                came[stop] = (at, sound)
    return _walk_back(came)


_read_cached = lru_cache(maxsize=16384)(_read)


def _walk_back(came: list[tuple[int, bool]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = len(came) - 1
    while at:
        before, sound = came[at]
        if not sound and pieces and not pieces[-1].sound:
            pieces[-1] = Piece(before, pieces[-1].end, False)
        else:
            pieces.append(Piece(before, at, sound))
        at = before
    pieces.reverse()
    return pieces


def _steps(text: str, at: int) -> Iterator[tuple[int, int, bool]]:
    """Every way to read on from `at`: (where it ends, what it costs, whether it is sound)."""
    yield at + 1, _DOUBT, False
    pre = text[at] if text[at] in PRE_VOWELS else ""
    first = at + len(pre)
    if first >= len(text) or text[first] not in CONSONANTS:
        return
    for onset, price in _onsets(text, first):
        vowel, after = _marks(text, onset)
        for letters, needs_final in _RHYMES.get((pre, vowel), ()):
            if text.startswith(letters, after):
                yield from _closings(text, after + len(letters), price, needs_final)


def _onsets(text: str, at: int) -> Iterator[tuple[int, int]]:
    first = text[at]
    after = at + 1
    following = text[after : after + 1]
    if following in _SUBJOINED:
        yield after + 1, _SYLLABLE
        return
    yield after, _SYLLABLE
    pairs = (
        (first == "ຫ" and following in _AFTER_HO)
        or (following == "ວ" and first in _BEFORE_WO)
        or (following == "ຣ" and first in _BEFORE_RO)
        or (following == "ລ" and first in _BEFORE_LO)
    )
    if following and pairs:
        yield after + 1, _SYLLABLE + (0 if first == "ຫ" else _CLUSTER)


def _marks(text: str, at: int) -> tuple[str, int]:
    """(vowel mark or "", index after vowel mark and tone)."""
    vowel = ""
    if at < len(text) and text[at] in _VOWEL_MARKS:
        vowel = text[at]
        at += 1
    if at < len(text) and text[at] in TONES:
        at += 1
    return vowel, at


def _closings(
    text: str, at: int, price: int, needs_final: bool | None
) -> Iterator[tuple[int, int, bool]]:
    if not needs_final:
        yield _trailers(text, at), price, True
    if at < len(text) and needs_final is not False:
        if text[at] in FINALS:
            yield _trailers(text, at + 1), price, True
        elif text[at] in _LOAN_FINALS:
            yield _trailers(text, at + 1), price + _LOAN, True


def _trailers(text: str, at: int) -> int:
    """Past cancelled letters (ຣ໌) and the signs of repetition and abbreviation."""
    while at + 1 < len(text) and text[at + 1] in _CANCEL and text[at] in CONSONANTS:
        at += 2
    while at < len(text) and text[at] in _TRAILERS:
        at += 1
    return at
