"""Signing statements and telling genuine codes from others.

Hides CBOR and COSE. The statement is a CBOR map with small integers as keys; days are counted
from 1970-01-01 as in RFC 8943; names and titles are SCSU bytes. An event's title is shortened
where the code would not fit a QR code of version 10, which is all that is ever left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from io import BytesIO
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from workshopdesk.domain.certificate import Statement
from workshopdesk.lao.text import clusters
from workshopdesk.verifying import base45, scsu
from workshopdesk.verifying.keys import KeyPair, key_code

PREFIX = "WD1:"
"""What our codes begin with; the digit is the format's version."""
LONGEST = 395
"""Characters a QR code of version 10 holds at level L in alphanumeric mode (ISO/IEC 18004)."""
_MOST = 4096
"""No code is longer: a longer text is refused before it is looked at."""

_EPOCH = date(1970, 1, 1)
_ALGORITHM, _KEY_ID, _EDDSA = 1, 4, -8
_SIGN1 = 18
_NUMBER, _NAME, _EVENT, _FIRST, _LAST, _MINUTES, _EXPIRES = range(1, 8)
_REVOKED, _AS_OF = 8, 9


class Doubt(StrEnum):
    """Why a code is not to be trusted."""

    UNREADABLE = "unreadable"
    UNKNOWN_ISSUER = "unknown_issuer"
    ALTERED = "altered"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a code says, and why not to trust it (None: genuine).

    ``statement`` is given only when the signature is right; ``issuer`` is the key's code.
    """

    doubt: Doubt | None
    statement: Statement | None = None
    issuer: str = ""


def signed(statement: Statement, key: KeyPair) -> str:
    """The text of the QR code. Raises ValueError when number and name alone are too long."""
    for title in _shorter(statement.event):
        text = PREFIX + base45.encode(_sealed(_claims(replace(statement, event=title)), key))
        if len(text) <= LONGEST:
            return text
    raise ValueError("number and name do not fit a code")


def check(
    code: str,
    keys: Mapping[str, bytes],
    *,
    revoked: Collection[str] = (),
    today: date,
) -> Verdict:
    """Judge a code by the public keys (by key code) and the numbers known to be revoked."""
    try:
        protected, payload, signature = _opened(code.strip())
        issuer = _issuer(protected)
    except (ValueError, cbor2.CBORDecodeError):
        return Verdict(Doubt.UNREADABLE)
    if issuer not in keys:
        return Verdict(Doubt.UNKNOWN_ISSUER, issuer=issuer)
    if not _holds(keys[issuer], protected, payload, signature):
        return Verdict(Doubt.ALTERED, issuer=issuer)
    try:
        statement = _statement(payload)
    except (ValueError, cbor2.CBORDecodeError):
        return Verdict(Doubt.UNREADABLE, issuer=issuer)
    return Verdict(_fate(statement, revoked, today), statement, issuer)


def revocation_list(numbers: Collection[str], as_of: date, key: KeyPair) -> str:
    """The revoked numbers, signed, as text like a code."""
    claims = {
        _REVOKED: sorted(scsu.encode(number) for number in numbers),
        _AS_OF: (as_of - _EPOCH).days,
    }
    return PREFIX + base45.encode(_sealed(claims, key))


def revoked_numbers(text: str, keys: Mapping[str, bytes]) -> tuple[frozenset[str], date]:
    """The numbers of a signed list, and the day it was made. Raises ValueError if not genuine."""
    try:
        protected, payload, signature = _opened(text.strip(), most=None)
        issuer = _issuer(protected)
        claims = _map(payload)
        numbers = frozenset(scsu.decode(number) for number in claims[_REVOKED])
        as_of = _EPOCH + timedelta(days=claims[_AS_OF])
    except (cbor2.CBORDecodeError, KeyError, TypeError, OverflowError) as error:
        raise ValueError("not a list of revoked numbers") from error
    if issuer not in keys or not _holds(keys[issuer], protected, payload, signature):
        raise ValueError("not a list of revoked numbers")
    return numbers, as_of


def _shorter(title: str) -> list[str]:
    """The title, then ever shorter beginnings of it, cut between clusters."""
    parts = clusters(title)
    return [title, *("".join(parts[:n]).rstrip() + "…" for n in range(len(parts) - 1, -1, -1))]


def _claims(said: Statement) -> dict[int, object]:
    claims: dict[int, object] = {
        _NUMBER: scsu.encode(said.number),
        _NAME: scsu.encode(said.name),
        _EVENT: scsu.encode(said.event),
        _FIRST: (said.first_day - _EPOCH).days,
        _LAST: (said.last_day - _EPOCH).days,
    }
    if said.contact_minutes:
        claims[_MINUTES] = said.contact_minutes
    if said.expires_on:
        claims[_EXPIRES] = (said.expires_on - _EPOCH).days
    return claims


def _sealed(claims: Mapping[int, object], key: KeyPair) -> bytes:
    issuer = bytes.fromhex(key_code(key.public))
    protected = cbor2.dumps({_ALGORITHM: _EDDSA, _KEY_ID: issuer}, canonical=True)
    payload = cbor2.dumps(claims, canonical=True)
    private = Ed25519PrivateKey.from_private_bytes(key.private)
    signature = private.sign(_to_be_signed(protected, payload))
    return cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature]), canonical=True)


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, section 4.4."""
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def _opened(code: str, most: int | None = _MOST) -> tuple[bytes, bytes, bytes]:
    if not code.startswith(PREFIX) or (most is not None and len(code) > most):
        raise ValueError("not a code of ours")
    envelope = _loaded(base45.decode(code.removeprefix(PREFIX)))
    match envelope:
        case cbor2.CBORTag(
            tag=18, value=[bytes(head), Mapping() as unsigned, bytes(payload), bytes(signature)]
        ) if not unsigned:
            return head, payload, signature
        case _:
            raise ValueError("not a signed statement")


def _loaded(data: bytes) -> object:
    """One CBOR item and nothing after it."""
    stream = BytesIO(data)
    item: object = cbor2.load(stream)
    if stream.read(1):
        raise ValueError("something follows")
    return item


def _map(data: bytes) -> dict[Any, Any]:
    item = _loaded(data)
    if not isinstance(item, dict):
        raise ValueError("not a map")
    return item


def _issuer(protected: bytes) -> str:
    head = _map(protected)
    issuer = head.get(_KEY_ID)
    if head.get(_ALGORITHM) != _EDDSA or not isinstance(issuer, bytes):
        raise ValueError("signed in another way")
    return issuer.hex()


def _holds(public: bytes, protected: bytes, payload: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            signature, _to_be_signed(protected, payload)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _statement(payload: bytes) -> Statement:
    claims = _map(payload)
    try:
        return Statement(
            number=scsu.decode(claims[_NUMBER]),
            name=scsu.decode(claims[_NAME]),
            event=scsu.decode(claims[_EVENT]),
            first_day=_EPOCH + timedelta(days=claims[_FIRST]),
            last_day=_EPOCH + timedelta(days=claims[_LAST]),
            contact_minutes=claims.get(_MINUTES, 0),
            expires_on=_EPOCH + timedelta(days=claims[_EXPIRES]) if _EXPIRES in claims else None,
        )
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError("not a statement") from error


def _fate(statement: Statement, revoked: Collection[str], today: date) -> Doubt | None:
    if statement.number in revoked:
        return Doubt.REVOKED
    if statement.expires_on is not None and statement.expires_on < today:
        return Doubt.EXPIRED
    return None
