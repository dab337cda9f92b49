"""PNG files into what PDF keeps of them, without undoing their filters.

PNG's filters (ISO 15948, 9.2) compare a byte with those of the same channel in the neighbouring
pixels only, and PDF knows the same filters. So the colours and the transparency are told apart by
taking every n-th byte of the filtered rows. Hidden here: chunks, checksums, that rule.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # by colour type: grey, RGB, each also with transparency
_BYTE_DEEP_AND_PLAIN = (8, 0, 0, 0)  # bits, compression, filters, interlacing
_HEADER = ">LLBBBBB"


class Rows(NamedTuple):
    """A picture's filtered rows, each with its filter's number before it; `colours` are 1 or 3.

    `alpha` are those of the transparency, None where nothing is transparent.
    """

    width: int
    height: int
    colours: int
    data: bytes
    alpha: bytes | None


def read(data: bytes, largest: int) -> Rows | None:
    """The picture of a PNG file; None where a decoder is needed to tell.

    That is so of palettes, 16 bits, interlacing, one transparent colour, more pixels than
    `largest`, and of everything damaged.
    """
    try:
        chunks = list(_chunks(data))
    except struct.error:
        return None
    kinds = {kind for kind, _ in chunks}
    if not chunks or len(chunks[0][1]) != 13 or not kinds >= {b"IHDR", b"IEND"} or b"tRNS" in kinds:
        return None
    width, height, bits, colour, *rest = struct.unpack(_HEADER, chunks[0][1])
    channels = _CHANNELS.get(colour)
    if (
        channels is None
        or (bits, *rest) != _BYTE_DEEP_AND_PLAIN
        or not 0 < width * height <= largest
    ):
        return None
    rows = _inflated(
        b"".join(body for kind, body in chunks if kind == b"IDAT"), height, channels * width
    )
    if rows is None:
        return None
    if channels % 2:
        return Rows(width, height, channels, rows, None)
    alpha = _taken(rows, width, channels, range(channels - 1, channels))
    colours = _taken(rows, width, channels, range(channels - 1))
    return Rows(width, height, channels - 1, colours, None if _opaque(alpha, width) else alpha)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks in order, up to a wrong checksum. Raises struct.error at a sudden end."""
    at = len(_SIGNATURE) if data.startswith(_SIGNATURE) else len(data)
    while at < len(data):
        (length,) = struct.unpack_from(">L", data, at)
        body = data[at + 4 : at + 8 + length]
        if struct.unpack_from(">L", data, at + 8 + length)[0] != zlib.crc32(body):
            return
        yield body[:4], body[4:]
        at += 12 + length
        if body[:4] == b"IEND":
            return


def _inflated(packed: bytes, height: int, row: int) -> bytes | None:
    """The rows, each with a filter that PNG has; None where it is otherwise."""
    try:
        rows = zlib.decompressobj().decompress(packed, height * (row + 1) + 1)
    except zlib.error:
        return None
    whole = len(rows) == height * (row + 1) and max(rows[:: row + 1]) <= 4
    return rows if whole else None


def _taken(rows: bytes, width: int, channels: int, wanted: range) -> bytes:
    """The wanted channels of all rows."""
    size, kept = 1 + channels * width, len(wanted)
    out = bytearray()
    for start in range(0, len(rows), size):
        row = bytearray(1 + kept * width)
        row[0] = rows[start]
        for place, channel in enumerate(wanted):
            row[1 + place :: kept] = rows[start + 1 + channel : start + size : channels]
        out += row
    return bytes(out)


def _opaque(alpha: bytes, width: int) -> bool:
    """Whether every byte is 255 once unfiltered: what 255 becomes by each filter is known."""
    level = b"\xff" * width
    step = b"\xff" + bytes(width - 1)
    first = (level, step, level, b"\xff" + b"\x80" * (width - 1), step)
    later = (level, step, bytes(width), b"\x80" + bytes(width - 1), bytes(width))
    return all(
        alpha[at + 1 : at + 1 + width] == (later if at else first)[alpha[at]]
        for at in range(0, len(alpha), width + 1)
    )
