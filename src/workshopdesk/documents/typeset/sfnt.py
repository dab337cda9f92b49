"""TrueType files as bytes: reading the tables of one, writing another whose glyphs are clusters.

Hides the file format (Apple's TrueType Reference Manual; OpenType 1.9 `glyf`, `loca`, `hmtx`).
Written by hand because a document needs very little of it and a general font library takes
longer to load than a hundred certificates take to set; tests read the result with fontTools.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

from workshopdesk.i18n import _

# Composite flags, OpenType `glyf`.
_WORDS, _XY, _SCALE, _MORE = 0x0001, 0x0002, 0x0008, 0x0020
_XY_SCALE, _TWO_BY_TWO, _INSTRUCTIONS, _OVERLAP = 0x0040, 0x0080, 0x0100, 0x0400
# Flags of a simple glyph's points.
_X_BYTE, _Y_BYTE, _REPEAT, _X_SAME, _Y_SAME = 0x02, 0x04, 0x08, 0x10, 0x20
_EMPTY_BOX = (0, 0, 0, 0)


class BadFont(Exception):  # noqa: N818 - read as "raise BadFont"
    """The bytes are not a TrueType font this program can embed; the text says why."""


Part = tuple[int, int, int]
"""A glyph of the source font and where it stands: (glyph id, x, y) in font units."""


class Drawn(NamedTuple):
    """One glyph to write: what it is made of and how far the pen moves after it."""

    parts: tuple[Part, ...]
    advance: int


class SourceFont:
    """The tables of one TrueType font, checked as far as embedding needs."""

    def __init__(self, data: bytes) -> None:
        """Read the directory. Raises BadFont for collections, CFF outlines and damaged files."""
        try:
            self._open(data)
        except (struct.error, IndexError, KeyError) as error:
            raise BadFont(_("The font file is damaged.")) from error

    def _open(self, data: bytes) -> None:
        tag = data[:4]
        if tag == b"OTTO":
            raise BadFont(
                _("Its outlines are in CFF form; only TrueType outlines can be embedded.")
            )
        if tag == b"ttcf":
            raise BadFont(_("It is a font collection; give a single font."))
        if tag not in (b"\0\1\0\0", b"true"):
            raise BadFont(_("It is not a TrueType font."))
        self._tables: dict[str, bytes] = {}
        for i in range(struct.unpack_from(">H", data, 4)[0]):
            name, _sum, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
            self._tables[name.decode("latin-1")] = data[start : start + length]
        if "glyf" not in self._tables:
            raise BadFont(_("It has no TrueType outlines."))
        head, hhea = self._tables["head"], self._tables["hhea"]
        self.units_per_em: int = struct.unpack_from(">H", head, 18)[0]
        self.box: tuple[int, int, int, int] = struct.unpack_from(">4h", head, 36)
        self.ascent, self.descent = struct.unpack_from(">hh", hhea, 4)
        self.glyph_count: int = struct.unpack_from(">H", self._tables["maxp"], 4)[0]
        self.embedding: int = (
            struct.unpack_from(">H", self._tables["OS/2"], 8)[0] if "OS/2" in self._tables else 0
        )
        self._metrics: int = struct.unpack_from(">H", hhea, 34)[0]
        form, scale = (">%dL", 1) if struct.unpack_from(">h", head, 50)[0] else (">%dH", 2)
        offsets = struct.unpack_from(form % (self.glyph_count + 1), self._tables["loca"])
        self._offsets = [scale * offset for offset in offsets]

    def advance(self, glyph: int) -> int:
        """The advance of a glyph by itself, in font units."""
        at = 4 * min(glyph, self._metrics - 1)
        return int(struct.unpack_from(">H", self._tables["hmtx"], at)[0])

    def outline(self, glyph: int) -> bytes:
        """The glyph's record in `glyf`, empty for a glyph that draws nothing."""
        return self._tables["glyf"][self._offsets[glyph] : self._offsets[glyph + 1]]

    def bounds(self, glyph: int) -> tuple[int, int, int, int] | None:
        """x min, y min, x max, y max of the glyph's ink; None when it draws nothing."""
        record = self.outline(glyph)
        return struct.unpack_from(">4h", record, 2) if len(record) >= 10 else None

    def components(self, glyph: int) -> list[int]:
        """The glyphs a composite glyph refers to; none for a simple one."""
        record = self.outline(glyph)
        return [struct.unpack_from(">H", record, at + 2)[0] for at in _components(record)]


def _components(record: bytes) -> list[int]:
    """Where each component of a composite record begins."""
    if len(record) < 10 or struct.unpack_from(">h", record)[0] >= 0:
        return []
    found, at, more = [], 10, True
    while more:
        found.append(at)
        flags: int = struct.unpack_from(">H", record, at)[0]
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        more = bool(flags & _MORE)
    return found


def _without_instructions(record: bytes) -> bytes:
    """A simple glyph's record with its hinting and its padding cut out."""
    contours = struct.unpack_from(">h", record)[0]
    at = 10 + 2 * contours
    points = struct.unpack_from(">H", record, at - 2)[0] + 1
    begin = at + 2 + struct.unpack_from(">H", record, at)[0]
    return record[:at] + b"\0\0" + record[begin : _end_of_points(record, begin, points)]


def _end_of_points(record: bytes, at: int, points: int) -> int:
    """Where the flags and coordinates that begin at `at` end."""
    size = 0
    while points > 0:
        flags = record[at]
        times = 1
        if flags & _REPEAT:
            times += record[at + 1]
            at += 1
        at += 1
        points -= times
        x = 1 if flags & _X_BYTE else 0 if flags & _X_SAME else 2
        y = 1 if flags & _Y_BYTE else 0 if flags & _Y_SAME else 2
        size += times * (x + y)
    return at + size


def _renumbered(record: bytes, places: dict[int, int]) -> bytes:
    """A composite record pointing at the new glyph numbers, its hinting cut off."""
    starts = _components(record)
    out = bytearray(record)
    for at in starts:
        flags, glyph = struct.unpack_from(">HH", record, at)
        struct.pack_into(">HH", out, at, flags & ~_INSTRUCTIONS, places[glyph])
    flags = struct.unpack_from(">H", record, starts[-1])[0]
    end = starts[-1] + (8 if flags & _WORDS else 6)
    end += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
    return bytes(out[:end])


class _Assembly:
    """The glyphs being written: the clusters first, then the source glyphs they are made of."""

    def __init__(self, source: SourceFont, clusters: Sequence[Drawn]) -> None:
        self.source = source
        self.clusters = clusters
        self.places: dict[int, int] = {}
        self._order: list[int] = []
        self._depth: dict[int, int] = {}
        for cluster in clusters:
            if not self._alone(cluster):
                for glyph, _, _ in cluster.parts:
                    self._place(glyph)
            else:
                for glyph in source.components(cluster.parts[0][0]):
                    self._place(glyph)

    @staticmethod
    def _alone(cluster: Drawn) -> bool:
        return len(cluster.parts) == 1 and cluster.parts[0][1:] == (0, 0)

    def _place(self, glyph: int) -> None:
        if glyph not in self.places:
            self.places[glyph] = 1 + len(self.clusters) + len(self._order)
            self._order.append(glyph)
            for inner in self.source.components(glyph):
                self._place(inner)

    def depth(self, glyph: int) -> int:
        """How many composites are nested in a source glyph; 0 for a simple one."""
        if glyph not in self._depth:
            inner = self.source.components(glyph)
            self._depth[glyph] = 1 + max(map(self.depth, inner)) if inner else 0
        return self._depth[glyph]

    def copied(self, glyph: int) -> bytes:
        """A source glyph's record with its references renumbered."""
        record = self.source.outline(glyph)
        if len(record) < 10:
            return b""
        if struct.unpack_from(">h", record)[0] < 0:
            return _renumbered(record, self.places)
        return _without_instructions(record)

    def composed(self, cluster: Drawn) -> bytes:
        """A cluster's record: each part at its offset."""
        if self._alone(cluster):
            return self.copied(cluster.parts[0][0])
        inked = [p for p in cluster.parts if self.source.bounds(p[0])]
        if not inked:
            return b""
        boxes = [(*(self.source.bounds(g) or _EMPTY_BOX), x, y) for g, x, y in inked]
        out = struct.pack(
            ">hhhhh",
            -1,
            min(b[0] + b[4] for b in boxes),
            min(b[1] + b[5] for b in boxes),
            max(b[2] + b[4] for b in boxes),
            max(b[3] + b[5] for b in boxes),
        )
        for i, (glyph, x, y) in enumerate(inked):
            flags = _XY | (_OVERLAP if i == 0 else 0) | (_MORE if i + 1 < len(inked) else 0)
            if -128 <= x < 128 and -128 <= y < 128:
                out += struct.pack(">HHbb", flags, self.places[glyph], x, y)
            else:
                out += struct.pack(">HHhh", flags | _WORDS, self.places[glyph], x, y)
        return out

    def records(self) -> tuple[list[bytes], list[int]]:
        """All glyph records in order, and their advances."""
        records = [self.copied(0)] + [self.composed(c) for c in self.clusters]
        advances = [self.source.advance(0)] + [c.advance for c in self.clusters]
        for glyph in self._order:
            records.append(self.copied(glyph))
            advances.append(self.source.advance(glyph))
        return records, advances

    def deepest(self) -> int:
        """The deepest nesting any glyph will have, for `maxp`."""
        inner = [self.depth(g) for c in self.clusters for g, _, _ in c.parts]
        return 1 + max(inner, default=0)


def glyphs_needed(source: SourceFont, cluster: Drawn) -> set[int]:
    """The source glyphs a cluster would bring into its font, those within composites too."""
    wanted, waiting = set(), [glyph for glyph, _, _ in cluster.parts]
    while waiting:
        glyph = waiting.pop()
        if glyph not in wanted:
            wanted.add(glyph)
            waiting += source.components(glyph)
    return wanted


def _table_file(tables: dict[str, bytes]) -> bytes:
    """A font file of these tables, sorted by tag, with their checksums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">LHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power)
    )
    start, directory, body = 12 + 16 * count, b"", b""
    for tag in sorted(tables):
        data = tables[tag]
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sLLL", tag.encode(), total, start + len(body), len(data))
        body += padded
    return header + directory + body


def cluster_font(source: SourceFont, clusters: Sequence[Drawn]) -> bytes:
    """A TrueType file whose glyph n (from 1) draws `clusters[n - 1]`; glyph 0 is .notdef.

    Offsets and advances are kept to the unit; hinting is left out. The same clusters give the
    same bytes. Raises BadFont when the clusters and their parts exceed 65,535 glyphs.
    """
    assembly = _Assembly(source, clusters)
    records, advances = assembly.records()
    if len(records) > 0xFFFF:
        raise BadFont("more than 65,535 glyphs in one font")
    glyf, offsets = bytearray(), [0]
    for record in records:
        glyf += record + bytes(-len(record) % 4)
        offsets.append(len(glyf))
    bearings = [struct.unpack_from(">h", r, 2)[0] if r else 0 for r in records]
    hmtx = b"".join(
        struct.pack(">Hh", advance, bearing)
        for advance, bearing in zip(advances, bearings, strict=True)
    )
    old = source._tables
    hhea = bytearray(old["hhea"][:36])
    struct.pack_into(">H", hhea, 10, max(advances))
    struct.pack_into(">H", hhea, 34, len(records))
    maxp = bytearray(old["maxp"][:32])
    struct.pack_into(">H", maxp, 4, len(records))
    most = max((len(c.parts) for c in clusters), default=1)
    points, contours = struct.unpack_from(">HH", maxp, 6)
    struct.pack_into(">4H", maxp, 6, points, contours, points * most, contours * most)
    # Zones stay; nothing is left of the program: storage, functions, stack, instructions.
    struct.pack_into(">8H", maxp, 14, 1, 0, 0, 0, 0, 0, 0, max(most, 1))
    struct.pack_into(">H", maxp, 30, assembly.deepest())
    head = bytearray(old["head"][:54])
    struct.pack_into(">L", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    tables = {
        "glyf": bytes(glyf),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": hmtx,
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "maxp": bytes(maxp),
    }
    return _table_file(tables)
