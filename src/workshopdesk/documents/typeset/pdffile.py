"""The file's outer form: numbered objects, object streams, cross references, trailer.

Each stream goes out when it is made and small objects are packed together (PDF 1.7, 7.5.7-7.5.8).
A dictionary is a mapping from names to what is written after them: an integer, or a string that
is PDF already (`/Name`, `3 0 R`, `[0 1]`, a `text_string`).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO

Entries = Mapping[str, str | int]
_PACKED = 400  # objects in one object stream
# Of zlib. Pages are many and small: the fastest level makes a file of text 5 % larger than the
# default does and takes half its time; fonts and pictures are few and get more.
_PAGE_LEVEL, _LEVEL = 1, 6


def reference(number: int) -> str:
    """How another object points at object `number`."""
    return f"{number} 0 R"


def dictionary(entries: Entries) -> str:
    """A dictionary as PDF writes it; also what another dictionary holds as a value."""
    return f"<<{' '.join(f'/{name} {value}' for name, value in entries.items())}>>"


def text_string(text: str) -> str:
    """A text as PDF writes it: ASCII as it is, else in UTF-16 (PDF 1.7, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return f"<{text.encode('ascii').hex()}>"
    return f"<feff{text.encode('utf-16-be').hex()}>"


class PdfFile:
    """Writes one PDF into memory, object by object; nothing of it is kept twice."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._entries: list[tuple[int, int, int]] = [(0, 0, 65535)]
        self._waiting: list[tuple[int, bytes]] = []

    def reserve(self) -> int:
        """The number of an object that will be written later."""
        self._entries.append((0, 0, 0))
        return len(self._entries) - 1

    def add(self, content: Entries | bytes, number: int | None = None) -> int:
        """Write a small object, under a reserved number if one is given; its number."""
        number = self.reserve() if number is None else number
        body = content if isinstance(content, bytes) else dictionary(content).encode("ascii")
        self._waiting.append((number, body))
        if len(self._waiting) >= _PACKED:
            self._pack()
        return number

    def stream(
        self,
        data: bytes,
        entries: Entries | None = None,
        *,
        compress: bool = True,
        number: int | None = None,
    ) -> int:
        """Write a stream, compressed unless told otherwise; its number."""
        number = self.reserve() if number is None else number
        if compress:
            data = zlib.compress(data, _PAGE_LEVEL if entries is None else _LEVEL)
        if entries is None:
            head = b"<</Filter/FlateDecode/Length %d>>" % len(data)
        else:
            filters = {"Filter": "/FlateDecode"} if compress else {}
            head = dictionary({**entries, **filters, "Length": len(data)}).encode("ascii")
        self._entries[number] = (1, self._out.tell(), 0)
        self._out.write(b"%d 0 obj\n%s\nstream\n" % (number, head))
        self._out.write(data)
        self._out.write(b"\nendstream\nendobj\n")
        return number

    def _pack(self) -> None:
        if not self._waiting:
            return
        container = self.reserve()
        places, at = [], 0
        for index, (number, body) in enumerate(self._waiting):
            places.append(b"%d %d" % (number, at))
            at += len(body) + 1
            self._entries[number] = (2, container, index)
        header = b" ".join(places) + b"\n"
        body = header + b"\n".join(body for _, body in self._waiting)
        entries: Entries = {"Type": "/ObjStm", "N": len(self._waiting), "First": len(header)}
        self._waiting = []
        self.stream(body, entries, number=container)

    def close(self, root: int, info: int) -> bytes:
        """Write what is left and the cross references; the whole file.

        The file's identifier is the digest of its content: same content, same identifier.
        """
        self._pack()
        digest = hashlib.sha256(self._out.getbuffer()).hexdigest()[:32]
        number = self.reserve()
        start = self._out.tell()
        self._entries[number] = (1, start, 0)
        rows = b"".join(struct.pack(">BLH", *entry) for entry in self._entries)
        entries: Entries = {
            "Type": "/XRef",
            "Size": len(self._entries),
            "W": "[1 4 2]",
            "Root": reference(root),
            "Info": reference(info),
            "ID": f"[<{digest}><{digest}>]",
        }
        self.stream(rows, entries, number=number)
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._out.getvalue()
