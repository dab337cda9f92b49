"""Signing keys: made, named by their code, and locked with a passphrase before they are stored.

A locked key is text: ``scrypt$<n>$<salt>$<nonce and ciphertext>``, base64 between the signs. The
passphrase goes through scrypt (RFC 7914) to a key for AES-256-GCM.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SEED_BYTES = 32
_SALT_BYTES, _NONCE_BYTES = 16, 12
_COST, _BLOCK, _LANES = 1 << 15, 8, 1
_MEMORY = 128 * _COST * _BLOCK * 2
_CODE_BYTES = 8


class WrongPassphrase(Exception):  # noqa: N818 - it is what went wrong, in words of the trade
    """The key stays locked: the passphrase is not the one it was locked with."""


class KeyPair(NamedTuple):
    """An Ed25519 key: 32 bytes each; ``private`` is the seed."""

    private: bytes
    public: bytes


def new_key(random_bytes: Callable[[int], bytes]) -> KeyPair:
    """A key made from 32 random bytes of the given source (``secrets.token_bytes``)."""
    seed = random_bytes(SEED_BYTES)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return KeyPair(seed, public)


def key_code(public: bytes) -> str:
    """What a key is called in codes and lists: the first 8 bytes of its SHA-256, as hex."""
    return hashlib.sha256(public).digest()[:_CODE_BYTES].hex()


def locked(private: bytes, passphrase: str, random_bytes: Callable[[int], bytes]) -> str:
    """The private key as it may be stored: useless without the passphrase."""
    salt, nonce = random_bytes(_SALT_BYTES), random_bytes(_NONCE_BYTES)
    secret = AESGCM(_derived(passphrase, salt, _COST)).encrypt(nonce, private, None)
    return "$".join(("scrypt", str(_COST), _text(salt), _text(nonce + secret)))


def unlocked(stored: str, passphrase: str) -> bytes:
    """The private key. Raises WrongPassphrase; ValueError when ``stored`` is no locked key."""
    try:
        kind, cost, salt, secret = stored.split("$")
        salt_bytes, secret_bytes = base64.b64decode(salt), base64.b64decode(secret)
    except (ValueError, binascii.Error) as error:
        raise ValueError("not a locked key") from error
    if kind != "scrypt" or int(cost) != _COST:
        raise ValueError("not a locked key")
    nonce, sealed = secret_bytes[:_NONCE_BYTES], secret_bytes[_NONCE_BYTES:]
    try:
        return AESGCM(_derived(passphrase, salt_bytes, _COST)).decrypt(nonce, sealed, None)
    except InvalidTag as error:
        raise WrongPassphrase from error


def _derived(passphrase: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=cost, r=_BLOCK, p=_LANES, maxmem=_MEMORY, dklen=32
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
