"""Making entries of the change log: canonical text, salted digests, the chain of hashes.

Hides the log's bytes. An entry's hash is SHA-256 over the hash before it on that device, the
entry's head, its public fields as stored, and one salted digest for each personal field. A
field's salt follows from the entry's salt, so one value can be erased later (its digest stays)
while the others stay checkable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, NamedTuple
from uuid import UUID

SALT_BYTES = 16


def _plain(value: object) -> str:
    """What JSON has no word for, as text: keys as hex, ISO 8601 days and times, plain amounts."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False
).encode

_SHORT_CUTS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: str,
    UUID: lambda key: f'"{key.hex}"',
}
"""The same text as the encoder makes, several times faster: an import writes it by the 100,000."""


def value_text(value: object) -> str:
    """One value as canonical JSON."""
    return _SHORT_CUTS.get(type(value), _encode)(value)


def fields_text(values: Mapping[str, str]) -> str:
    """{field: JSON text} as one JSON object, in the order given."""
    return "{" + ",".join([f'"{field}":{text}' for field, text in values.items()]) + "}"


def field_salt(salt: bytes, field: str) -> bytes:
    """The salt of one field of an entry."""
    return hashlib.sha256(salt + field.encode()).digest()[:SALT_BYTES]


def field_digest(salt: bytes, text: str) -> bytes:
    """The digest of one personal value, under its own salt."""
    return hashlib.sha256(salt + text.encode()).digest()


def personal_digests(salt: bytes, texts: Mapping[str, str]) -> bytes:
    """What the chain hashes of an entry's personal fields: their digests, one after the other."""
    return b"".join([field_digest(field_salt(salt, f), t) for f, t in texts.items()])


class EntryHead(NamedTuple):
    """What an entry says apart from values. ``action`` is the digest of its action."""

    operation_id: UUID
    device: UUID
    sequence: int
    clock: int
    action: bytes
    kind: str
    record_id: UUID
    operation: str
    version: int
    schema_version: int
    parents: bytes


def entry_hash(previous: bytes, head: EntryHead, fields: str, digests: bytes) -> bytes:
    """The hash of an entry, chained to the one before it on its device."""
    text = (
        f"{head.operation_id.hex} {head.device.hex} {head.sequence} {head.clock} "
        f"{head.action.hex()} {head.kind} {head.record_id.hex} {head.operation} "
        f"{head.version} {head.schema_version} {head.parents.hex()}\n{fields}\n"
    )
    return hashlib.sha256(previous + text.encode() + digests).digest()


def erase(
    salt: bytes, texts: Mapping[str, str], fields: Collection[str]
) -> tuple[dict[str, str], dict[str, tuple[str, str]]]:
    """Take values out of an entry: what is left of ``texts``, and what to keep for the chain.

    The entry's ``salt`` must be forgotten with them: all the others follow from it.
    """
    kept = {}
    for field, text in texts.items():
        own = field_salt(salt, field)
        gone = field in fields
        kept[field] = ("digest", field_digest(own, text).hex()) if gone else ("salt", own.hex())
    return {f: t for f, t in texts.items() if f not in fields}, kept


def details_digest(salt: bytes, details: str) -> bytes:
    """The digest that stands for an action's details, which may name people."""
    return hashlib.sha256(salt + details.encode()).digest()


def action_digest(
    id: UUID,
    kind: str,
    author: str,
    at: datetime,
    message: str,
    details: bytes,
    undoes: UUID | None,
) -> bytes:
    """What every entry of an action hashes of it."""
    said = [id.hex, kind, author, at.isoformat(), message, details.hex(), undoes and undoes.hex]
    return hashlib.sha256(_encode(said).encode()).digest()


def next_clock(at: datetime, newest: int) -> int:
    """The next reading of the hybrid logical clock: milliseconds and a 16-bit counter in one.

    Never behind any clock seen (Kulkarni et al., "Logical Physical Clocks", 2014).
    """
    return max(newest + 1, int(at.timestamp() * 1000) << 16)


def kept_digests(kept: Mapping[str, tuple[str, str]], texts: Mapping[str, str]) -> bytes:
    """As ``personal_digests`` once some values were erased.

    ``kept`` holds for each field, in the entry's order, ("salt", hex) where the value is still
    in ``texts``, or ("digest", hex) where it is gone.
    """
    return b"".join(
        bytes.fromhex(given) if what == "digest" else field_digest(bytes.fromhex(given), texts[f])
        for f, (what, given) in kept.items()
    )
