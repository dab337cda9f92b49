"""Participations in columns of codes: what a million of them take is some megabytes.

Hides how values become codes of one byte, and flags one number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from workshopdesk.domain.counting import Dimension, Participation, Value
from workshopdesk.domain.registration import RegistrationState

UNKNOWN_AGE = 255
OLDEST = 254


@dataclass(slots=True)
class Coded:
    """A column of codes of one byte, and what each code means."""

    codes: bytearray = field(default_factory=bytearray)
    meanings: list[Value] = field(default_factory=list)
    known: dict[Value, int] = field(default_factory=dict)

    def code(self, value: Value) -> int:
        """The code of a value; a new one gets the next."""
        found = self.known.get(value)
        if found is None:
            found = self.known[value] = len(self.meanings)
            self.meanings.append(value)
        return found

    def where(self, admits: Callable[[Value], bool]) -> int:
        """The places whose value is admitted, as a mask."""
        table = bytes(admits(m) for m in self.meanings).ljust(256, b"\0")
        return mask_of(self.codes.translate(table))


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


def pack(found: Sequence[Participation], *, taken: bool) -> Packed:
    """Put an event's registrations into columns; nameless seats are only numbered."""
    named = [one for one in found if one.person_id is not None]
    none = UUID(int=0)
    return Packed(
        people=b"".join(one.person_id.bytes for one in named if one.person_id),
        organisations=b"".join((one.organisation_id or none).bytes for one in named),
        values=tuple(_packed_values([getattr(o, str(name)) for o in named]) for name in CODED),
        ages=bytes(_age(one.age()) for one in named),
        half_days=bytes(min(one.half_days, 255) for one in named),
        seats=sum(o.person_id is None and o.state != RegistrationState.CANCELLED for o in found),
        taken=taken,
    )


def _packed_values(values: list[Value]) -> tuple[tuple[Value, ...], bytes]:
    words = list(dict.fromkeys(values))
    places = {word: n for n, word in enumerate(words)}
    return tuple(words), bytes(places[value] for value in values)


def _age(age: int | None) -> int:
    return UNKNOWN_AGE if age is None or age < 0 else min(age, OLDEST)


def mask_of(ones: bytes | bytearray) -> int:
    """Flags of one byte each as one number, so that they are joined at once."""
    return int.from_bytes(ones, "little")


def flags_of(mask: int, length: int) -> bytes:
    """A mask as one byte for each of its places."""
    return (mask & ((1 << 8 * length) - 1)).to_bytes(length, "little")


def numbered(keys: bytes, known: dict[bytes, int]) -> list[int]:
    """The number of each key of 16 bytes; a new one gets the next."""
    found = [keys[n : n + 16] for n in range(0, len(keys), 16)]
    return [known.setdefault(key, len(known)) for key in found]
