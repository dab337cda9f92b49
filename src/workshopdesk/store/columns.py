"""Participations in columns of codes: what a million of them take is some megabytes.

Hides how values become codes of one byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from workshopdesk.domain.counting import Dimension, Value, Values

UNKNOWN_AGE = 255
OLDEST = 254


@dataclass(frozen=True, slots=True)
class Packed:
    """The named participations of one event in columns, in any order.

    ``people`` and ``organisations`` are keys of 16 bytes run together (zeros: none); ``values``
    are the words of the columns of ``CODED``, each word once, and a byte for each participation.
    ``seats`` have no name yet; ``taken``: whether any attendance was marked.
    """

    people: bytes
    organisations: bytes
    values: tuple[tuple[tuple[Value, ...], bytes], ...]
    ages: bytes
    half_days: bytes
    seats: int = 0
    taken: bool = False

    def __len__(self) -> int:
        """How many participations."""
        return len(self.ages)


CODED = (Dimension.SEX, Dimension.PROVINCE, Dimension.DISTRICT, Dimension.ROLE, "state")


class Row(NamedTuple):
    """What columns are made of: a registration with its person, as the database gives it.

    ``values`` are those of ``CODED``; ``age`` in whole years at the event, ``half_days`` attended.
    """

    person: bytes | None
    organisation: bytes
    values: tuple[Value, ...]
    age: int | None
    half_days: int
    cancelled: bool


def pack(rows: Sequence[Row], *, taken: bool) -> Packed:
    """Put an event's registrations into columns; nameless seats are only numbered."""
    named = [row for row in rows if row.person is not None]
    columns = list(zip(*(row.values for row in named), strict=True)) or [()] * len(CODED)
    return Packed(
        people=b"".join([row.person for row in named if row.person]),
        organisations=b"".join([row.organisation for row in named]),
        values=tuple(_packed_values(column) for column in columns),
        ages=bytes([_age(row.age) for row in named]),
        half_days=bytes([min(row.half_days, 255) for row in named]),
        seats=sum(row.person is None and not row.cancelled for row in rows),
        taken=taken,
    )


def _packed_values(values: Sequence[Value]) -> tuple[tuple[Value, ...], bytes]:
    places = {word: n for n, word in enumerate(dict.fromkeys(values))}
    return tuple(places), bytes(map(places.__getitem__, values))


def _age(age: int | None) -> int:
    return UNKNOWN_AGE if age is None or age < 0 else min(age, OLDEST)


def words_as_codes(meanings: Sequence[Values]) -> tuple[list[Value], list[list[int]]]:
    """Every value once, and for each of the meanings the places of its values."""
    known: dict[Value, int] = {}
    table = [[known.setdefault(value, len(known)) for value in own] for own in meanings]
    return list(known), table
