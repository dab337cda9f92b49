"""A copy of a text in which every Lao word has one spelling, with the way back to the text.

Syllables and words are looked for in the copy, so that how a word was typed does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workshopdesk.lao.marks import canonical_marks, clusters

_ZERO_WIDTH_SPACE, _WORD_JOINER = "\u200b", "\u2060"
# Only Lao letters and marks make clusters of several among these.
_SIMPLE: Final = re.compile("[\\n -~\u0e80-\u0eff\u00ab\u00b7\u00bb\u2010-\u2027\u20ac\u20ad]*")
# A zero-width joiner is dropped beside Lao only: elsewhere it makes one sign of several.
_DROPPED: Final = re.compile(
    "[\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
    "|(?<=[\u0e80-\u0eff])\u200d"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """The copy, and where each of its indexes lies in the text as given.

    `hints` are indexes with a zero-width space before them, `joined` with a word joiner.
    """

    text: str
    raw_index: Sequence[int]
    hints: frozenset[int] = frozenset()
    joined: frozenset[int] = frozenset()

    def is_edge(self, at: int) -> bool:
        """Whether the index lies between two clusters of the text as given."""
        return at in (0, len(self.text)) or self.raw_index[at - 1] < self.raw_index[at]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]`, widened to whole clusters, lies in the text as given."""
        while not self.is_edge(end):
            end += 1
        return self.raw_index[start], self.raw_index[end]


def fold(text: str) -> Folded:
    """The copy: no invisible characters, Lao marks in stored order, ຫນ and ຫມ as ໜ and ໝ."""
    if _SIMPLE.fullmatch(text) and one_letter(canonical_marks(text)) == text:
        return Folded(text, range(len(text) + 1))
    parts: list[str] = []
    raw_index: list[int] = []
    hints, joined = set(), set()
    raw = 0
    for piece in _spelled_pieces(text):
        shown = _DROPPED.sub("", piece)
        if not shown:
            if _ZERO_WIDTH_SPACE in piece:
                hints.add(len(raw_index))
            if _WORD_JOINER in piece:
                joined.add(len(raw_index))
        parts.append(one_letter(canonical_marks(shown)))
        raw_index += [raw] * len(parts[-1])
        raw += len(piece)
    return Folded("".join(parts), [*raw_index, raw], frozenset(hints), frozenset(joined))


def one_letter(text: str) -> str:
    """ຫ with ນ or ມ as the one letter that is read: ICU would cut between the two."""
    return text.replace("ຫນ", "ໜ").replace("ຫມ", "ໝ")


def _spelled_pieces(text: str) -> Iterator[str]:
    """Clusters, with ຫ joined to the ນ or ມ it is spelled with, across what is invisible."""
    held = ""
    for piece in clusters(text):
        visible = _DROPPED.sub("", piece)
        if _DROPPED.sub("", held).endswith("ຫ") and (not visible or piece[0] in "ນມ"):
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
