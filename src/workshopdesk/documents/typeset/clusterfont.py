"""The fonts of one document: every distinct cluster is one glyph, numbered as it is first used.

Hidden here: a Type 0 font (PDF 1.7, 9.7) for each face, whose character n is the n-th cluster,
with a ToUnicode map that says the cluster's whole text; a second such font where one is full.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from workshopdesk.documents.typeset import fonts, sfnt
from workshopdesk.documents.typeset.harfbuzz import Cluster
from workshopdesk.documents.typeset.pdffile import Entries, PdfFile, reference
from workshopdesk.documents.typeset.shaping import Run, Shaped, Unit

# How much one font holds. TrueType ends at 65,535 glyphs, but MuPDF refuses a ToUnicode map whose
# texts, each with a mark at its end, come to more than 65,535 characters.
_GLYPHS = 16_000
_TOLD = 60_000
_SYMBOLIC = 4
_REMEMBERED = 4_000
_font_name = itemgetter(0)
_ESCAPES = {0x28: b"\\(", 0x29: b"\\)", 0x5C: b"\\\\", 0x0D: b"\\r"}

Shown = tuple[tuple[str, bytes], ...]
"""Stretches to show: the font's resource name and the operator that shows its codes."""


class ClusterFont:
    """The clusters of one face met so far, and the font object made of them at the end."""

    def __init__(self, name: str, face: fonts.Face, glyphs: int = _GLYPHS) -> None:
        self.name = name
        self.face = face
        self._room = glyphs
        self._clusters: list[Cluster] = []
        self._glyphs: set[int] = set()
        self._told = 0

    def take(self, cluster: Cluster) -> bytes | None:
        """The code of a new cluster, ready for a literal string; None when the font is full."""
        drawn = sfnt.Drawn(cluster.parts, cluster.advance)
        new = sfnt.glyphs_needed(self.face.source, drawn) - self._glyphs
        told = self._told + len(cluster.text) + 1
        full = 2 + len(self._clusters) + len(self._glyphs) + len(new) > self._room
        if full or told > _TOLD:
            return None
        self._glyphs |= new
        self._told = told
        self._clusters.append(cluster)
        code = len(self._clusters).to_bytes(2, "big")
        return b"".join(_ESCAPES.get(byte, bytes((byte,))) for byte in code)

    def write(self, file: PdfFile) -> int:
        """Write the font and all that belongs to it; the number of its object."""
        source = self.face.source
        program = sfnt.cluster_font(
            source, [sfnt.Drawn(c.parts, c.advance) for c in self._clusters]
        )
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        name = f"/{tag}+{self.face.name.replace('_', '-').replace(' ', '')}"
        scale = 1000 / source.units_per_em
        descriptor: Entries = {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": _SYMBOLIC,
            "FontBBox": f"[{' '.join(str(round(v * scale)) for v in source.box)}]",
            "ItalicAngle": 0,
            "Ascent": round(source.ascent * scale),
            "Descent": round(source.descent * scale),
            "CapHeight": round(source.ascent * scale * 0.7),
            "StemV": 80,
            "FontFile2": reference(file.stream(program, {"Length1": len(program)})),
        }
        widths = " ".join(
            f"{c.advance * scale:.3f}".rstrip("0").rstrip(".") for c in self._clusters
        )
        descendant: Entries = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": name,
            "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            "FontDescriptor": reference(file.add(descriptor)),
            "DW": 0,
            "W": f"[1[{widths}]]",
            "CIDToGIDMap": "/Identity",
        }
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": name,
            "Encoding": "/Identity-H",
            "DescendantFonts": f"[{reference(file.add(descendant))}]",
            "ToUnicode": reference(file.stream(self._unicode_map())),
        }
        return file.add(font)

    def _unicode_map(self) -> bytes:
        """The CMap from codes to text (Adobe Technical Note 5411)."""
        lines = [
            f"<{code:04X}><{cluster.text.encode('utf-16-be').hex().upper()}>"
            for code, cluster in enumerate(self._clusters, 1)
        ]
        blocks = [
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
            for block in (lines[i : i + 100] for i in range(0, len(lines), 100))
        ]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def",
                "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
                "1 begincodespacerange <0000><FFFF> endcodespacerange",
                *blocks,
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        ).encode("ascii")


class _Codes(dict[Cluster, tuple[str, bytes]]):
    """Of one face: each cluster's font and code, given when first asked for."""

    def __init__(self, book: FontBook, face: fonts.Face) -> None:
        super().__init__()
        self._book, self._face = book, face
        self._font = book.begin(face)

    def __missing__(self, cluster: Cluster) -> tuple[str, bytes]:
        code = self._font.take(cluster)
        if code is None:
            self._font = self._book.begin(self._face)
            code = self._font.take(cluster)
            if code is None:
                raise ValueError(f"one cluster alone fills a font: {cluster.text!r}")
        self[cluster] = found = (self._font.name, code)
        return found


def _joined(pieces: Sequence[tuple[str, bytes]]) -> Sequence[tuple[str, bytes]]:
    """Codes of the same font put together; nearly always that is all of them."""
    if len(pieces) < 2:
        return pieces
    if len({name for name, _ in pieces}) == 1:
        return ((pieces[0][0], b"".join([codes for _, codes in pieces])),)
    return [
        (name, b"".join([codes for _, codes in alike]))
        for name, alike in groupby(pieces, key=_font_name)
    ]


class FontBook:
    """All fonts of one document."""

    def __init__(self, glyphs: int = _GLYPHS) -> None:
        """`glyphs` is how many one font may hold."""
        self._glyphs = glyphs
        self._fonts: list[ClusterFont] = []
        self._codes: dict[fonts.Face, _Codes] = {}
        self._units: dict[bytes, dict[Unit, tuple[tuple[str, bytes], ...]]] = {}

    def begin(self, face: fonts.Face) -> ClusterFont:
        """A new, empty font for a face."""
        font = ClusterFont(f"F{len(self._fonts) + 1}", face, self._glyphs)
        self._fonts.append(font)
        return font

    def codes(self, shaped: Shaped, space: float = 0.0) -> Shown:
        """A shaped text as operators, one for each stretch in one font.

        `space` (ems) is added after every space between words.
        """
        wider = b")%d(" % round(-1000 * space) if space else b""
        known = self._units.setdefault(wider, {})
        pieces: list[tuple[str, bytes]] = []
        for unit in shaped.units:
            done = known.get(unit)
            if done is None:
                if len(known) >= _REMEMBERED:
                    known.clear()
                done = known[unit] = tuple(
                    piece for run in unit.runs for piece in self._encoded(run, wider)
                )
            pieces += done
        form = b"[(%b)]TJ" if space else b"(%b)Tj"
        return tuple((name, form % codes) for name, codes in _joined(pieces))

    def _encoded(self, run: Run, wider: bytes) -> Sequence[tuple[str, bytes]]:
        """A run's clusters as codes, those of one font together."""
        codes = self._codes.get(run.face)
        if codes is None:
            codes = self._codes[run.face] = _Codes(self, run.face)
        pairs = [codes[cluster] for cluster in run.clusters]
        if wider:
            pairs = [
                (name, code + wider) if cluster.text == " " else (name, code)
                for (name, code), cluster in zip(pairs, run.clusters, strict=True)
            ]
        return _joined(pairs)

    def write(self, file: PdfFile) -> Mapping[str, str]:
        """Write all fonts; the entries of a /Font resource dictionary."""
        return {font.name: reference(font.write(file)) for font in self._fonts}
