"""Letters and the marks that belong to them; hides mark order and what a reader sees as one.

Sources: Unicode 16 chapter 16 (Lao), UAX #29 (grapheme clusters), ICANN's Lao label generation
rules for the order of marks.
"""

from __future__ import annotations

import re
from typing import Final

from icu4py.breakers import CharacterBreaker

from workshopdesk.lao.utf16 import code_point_ends

_TONES: Final = "\u0ec8\u0ec9\u0eca\u0ecb"
_LOW: Final = "\u0eba\u0ebc"
_VOWEL_MARKS: Final = "\u0eb1\u0eb4\u0eb5\u0eb6\u0eb7\u0eb8\u0eb9\u0ebb\u0ecd"
_LAST: Final = "\u0ecc\u0ece"
_AM, _AA, _NIGGAHITA = "\u0eb3", "\u0eb2", "\u0ecd"
# Which mark stands before which after a letter.
MARK_RANK: Final = (
    dict.fromkeys(_LOW, 0)
    | dict.fromkeys(_VOWEL_MARKS, 1)
    | dict.fromkeys(_TONES, 2)
    | dict.fromkeys(_LAST, 3)
)
_MARK_RUN: Final = re.compile(f"[{''.join(MARK_RANK)}]{{2,}}")
_SPLIT_AM: Final = re.compile(f"{_NIGGAHITA}([{_TONES}]*){_AA}")
_TONES_AFTER_AM: Final = re.compile(f"(?<!{_AM}){_AM}++[{_TONES}][{_AM}{_TONES}]*")
# Where anything is to be changed at all: two ເ, a mark before one of its own or a lower rank, AM
# in two pieces or with its tone behind it.
_UNTIDY: Final = re.compile(
    f"ເເ|[{_LOW}][{_LOW}]|[{_VOWEL_MARKS}][{_LOW}{_VOWEL_MARKS}]|{_NIGGAHITA}[{_TONES}]*{_AA}"
    f"|[{_TONES}][{_LOW}{_VOWEL_MARKS}{_TONES}]|[{_LAST}][{''.join(MARK_RANK)}]|{_AM}[{_TONES}]"
)


def is_lao(ch: str) -> bool:
    """Whether one character belongs to the Lao block (letters, marks, digits)."""
    return "\u0e80" <= ch <= "\u0eff"


def canonical_marks(text: str) -> str:
    """The Lao part of the stored form: marks in order, AM in one piece, ເເ as ແ."""
    if _UNTIDY.search(text) is None:
        return text
    text = _MARK_RUN.sub(_in_order, text.replace("ເເ", "ແ"))
    whole = _TONES_AFTER_AM.sub(_tones_first, _SPLIT_AM.sub(rf"\1{_AM}", text))
    return text if whole == text else _MARK_RUN.sub(_in_order, whole)


def _in_order(run: re.Match[str]) -> str:
    marks = sorted(run[0], key=MARK_RANK.__getitem__)
    return "".join(m for i, m in enumerate(marks) if i == 0 or m != marks[i - 1])


def _tones_first(run: re.Match[str]) -> str:
    return "".join(sorted(run[0], key=_AM.__eq__))


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
