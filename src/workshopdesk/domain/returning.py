"""Marks by which a list of ours is known again when it comes back filled in or corrected.

Every row carries the key of its registration and a short digest of each value as it was printed,
so that what was changed in the file is told from what was changed in the database meanwhile. A
digest gives nothing away: rows may be deleted before a file is passed on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from workshopdesk.domain.attendance import Mark
from workshopdesk.lao.text import canonical

FIELDS: Final = ("name", "sex", "position", "unit", "district", "province", "phone")
"""What a row of our lists says of a person, in the order of their columns."""
NEW_ROW: Final = "wd1.new"
AFTER: Final = "wd1.after"
_HEAD, _ROW = "wd1.list", "wd1.row"
_DIGITS: Final = 4
_MARKS: Final = {None: "-", Mark.PRESENT: "p", Mark.LATE: "l", Mark.ABSENT: "a", Mark.EXCUSED: "e"}


@dataclass(frozen=True, slots=True)
class ListMark:
    """Whose list it is, and in which language its values are."""

    event_id: UUID
    language: str


@dataclass(frozen=True, slots=True)
class RowMark:
    """Whose row it is, and how its values and its marks by half-day stood when it was made."""

    registration_id: UUID
    _digests: str
    _marks: str

    def as_made(self, field: str, text: str) -> bool:
        """Whether a field of FIELDS is said to hold what it held when the list was made."""
        place = FIELDS.index(field) * _DIGITS
        return self._digests[place : place + _DIGITS] == _digest(self.registration_id, field, text)

    def marked(self, half_day: int) -> Mark | None:
        """The mark of a half-day (from 1) when the list was made."""
        letter = self._marks[half_day - 1 : half_day]
        return next((mark for mark, known in _MARKS.items() if known == letter), None)


def list_mark(event_id: UUID, language: str) -> str:
    """What is written into the head of the hidden column."""
    return f"{_HEAD}.{event_id.hex}.{language}"


def row_mark(
    registration_id: UUID,
    values: Mapping[str, str],
    marks: Mapping[int, Mark],
    half_days: int,
) -> str:
    """What is written beside a row: ``values`` by FIELDS, ``marks`` of that many half-days."""
    digests = "".join(_digest(registration_id, field, values[field]) for field in FIELDS)
    said = "".join(_MARKS[marks.get(number)] for number in range(1, half_days + 1))
    return f"{_ROW}.{registration_id.hex}.{digests}.{said}"


def read_list_mark(text: str) -> ListMark | None:
    """The mark of a whole list, None when the text is none."""
    if not text.startswith(f"{_HEAD}."):
        return None
    key, _dot, language = text.removeprefix(f"{_HEAD}.").partition(".")
    found = _uuid(key)
    return ListMark(found, language) if found and language in ("lo", "en", "lo-en") else None


def read_row_mark(text: str) -> RowMark | None:
    """The mark of a row, None when the text is none."""
    parts = text.removeprefix(f"{_ROW}.").split(".")
    if not text.startswith(f"{_ROW}.") or len(parts) != 3:
        return None
    found = _uuid(parts[0])
    if found is None or len(parts[1]) != _DIGITS * len(FIELDS):
        return None
    return RowMark(found, parts[1], parts[2])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(hex=text)
    except ValueError:
        return None


def _digest(registration_id: UUID, field: str, text: str) -> str:
    said = f"{field}\0{canonical(text)}".encode()
    return hashlib.sha256(registration_id.bytes + said).hexdigest()[:_DIGITS]
