"""Bytes as the characters a QR code stores most densely (RFC 9285)."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {ch: n for n, ch in enumerate(_ALPHABET)}
_BASE = 45


def encode(data: bytes) -> str:
    """Two bytes become three characters, a last single one two."""
    out: list[str] = []
    for i in range(0, len(data), 2):
        pair = data[i : i + 2]
        number = int.from_bytes(pair, "big")
        for _position in range(len(pair) + 1):
            number, digit = divmod(number, _BASE)
            out.append(_ALPHABET[digit])
    return "".join(out)


def decode(text: str) -> bytes:
    """The bytes again. Raises ValueError where the text is not base45."""
    try:
        digits = [_VALUES[ch] for ch in text]
    except KeyError as error:
        raise ValueError(text) from error
    out = bytearray()
    for i in range(0, len(digits), 3):
        group = digits[i : i + 3]
        number = sum(digit * _BASE**n for n, digit in enumerate(group))
        size = len(group) - 1
        if size == 0 or number >= 1 << (8 * size):
            raise ValueError(text)
        out += number.to_bytes(size, "big")
    return bytes(out)
