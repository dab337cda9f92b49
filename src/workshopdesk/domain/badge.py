"""The short code on a name badge: hides how it is made of a registration's key and checked.

Nine letters and digits of Crockford's base 32 (no I, L, O, U): forty bits of a digest of the key,
then a check character. The check is a sum over GF(32), so one wrong character or two exchanged
neighbours are always noticed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final
from uuid import UUID

LENGTH: Final = 9
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS: Final = str.maketrans("OIL", "011", "- \t")
_POLYNOMIAL: Final = 0b100101  # x^5 + x^2 + 1 is primitive: its root has 31 different powers


def badge_code(registration_id: UUID) -> str:
    """The code of a registration's badge, always the same."""
    digest = hashlib.sha256(b"badge" + registration_id.bytes).digest()
    number = int.from_bytes(digest[:5], "big")
    digits = [(number >> shift) & 31 for shift in range(35, -1, -5)]
    return "".join(_LETTERS[d] for d in (*digits, _check(digits)))


def read_badge_code(text: str) -> str | None:
    """The code that was typed or scanned, in its one spelling; None when it is none.

    Small letters, blanks and hyphens are taken, and O, I, L for the digits they look like.
    """
    code = text.strip().upper().translate(_READ_AS)
    if len(code) != LENGTH or any(letter not in _LETTERS for letter in code):
        return None
    *digits, check = (_LETTERS.index(letter) for letter in code)
    return code if check == _check(digits) else None


def _check(digits: Sequence[int]) -> int:
    """Each digit times another power of the root, starting with the root itself, summed."""
    total = 0
    for digit in digits:
        total = _times_root(total ^ digit)
    return total


def _times_root(value: int) -> int:
    value <<= 1
    return value ^ _POLYNOMIAL if value & 32 else value
