"""Short Unicode text: the Standard Compression Scheme (Unicode Technical Standard 6).

A Lao letter takes one byte instead of the three of UTF-8. Written with one dynamic window at the
Lao block and quoting for all else, read with every single-byte tag that such text can hold.
"""

from __future__ import annotations

_LAO = 0x0E80
_HALF = 0x80
_SQU, _SD0 = 0x0E, 0x18
_PLAIN = frozenset({0x00, 0x09, 0x0A, 0x0D})
"""Control characters that stand for themselves in single-byte mode."""


def encode(text: str) -> bytes:
    """The text, one byte for each ASCII character and each character of the Lao block.

    Raises ValueError for a control character, which no name or title holds.
    """
    out = bytearray()
    if any(_LAO <= ord(ch) < _LAO + _HALF for ch in text):
        out += bytes((_SD0, _LAO // _HALF))
    for ch in text:
        out += _encoded(ord(ch))
    return bytes(out)


def _encoded(point: int) -> bytes:
    if point in _PLAIN or 0x20 <= point < _HALF:
        return bytes((point,))
    if point < 0x20:
        raise ValueError(point)
    if _LAO <= point < _LAO + _HALF:
        return bytes((point - _LAO + _HALF,))
    units = chr(point).encode("utf-16-be")
    return b"".join(bytes((_SQU,)) + units[i : i + 2] for i in range(0, len(units), 2))


def decode(data: bytes) -> str:
    """The text again. Raises ValueError for bytes that this writing never makes."""
    units = bytearray()
    window: int | None = None
    at = 0
    while at < len(data):
        byte = data[at]
        if byte == _SD0 and at + 1 < len(data):
            window, at = data[at + 1] * _HALF, at + 2
            continue
        if byte == _SQU and at + 2 < len(data):
            units += data[at + 1 : at + 3]
            at += 3
            continue
        units += _unit(byte, window).to_bytes(2, "big")
        at += 1
    return units.decode("utf-16-be")


def _unit(byte: int, window: int | None) -> int:
    if byte in _PLAIN or 0x20 <= byte < _HALF:
        return byte
    if byte >= _HALF and window is not None:
        return window + byte - _HALF
    raise ValueError(byte)
