"""HarfBuzz's door: one stretch of text in one font, script and direction into placed glyphs.

The only module that knows uharfbuzz, whose names come from a compiled part without types.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import uharfbuzz

_hb: Any = uharfbuzz
# The stretch begins and ends its text: a mark without a base gets a dotted circle to sit on.
_FLAGS = _hb.BufferFlags.BOT | _hb.BufferFlags.EOT | _hb.BufferFlags.PRODUCE_UNSAFE_TO_CONCAT
_KEPT = 50_000
_UNSAFE = int(_hb.GlyphFlags.UNSAFE_TO_CONCAT)


class Cluster(NamedTuple):
    """A piece of text, the glyphs that draw it from the pen's place, and the pen's way on.

    A part is a glyph's number, x and y. All but the text is in the font's units.
    """

    text: str
    parts: tuple[tuple[int, int, int], ...]
    advance: int

    def joined(self, after: Cluster) -> Cluster:
        """This cluster and the next as one, everything where it was."""
        moved = tuple((glyph, x + self.advance, y) for glyph, x, y in after.parts)
        return Cluster(self.text + after.text, self.parts + moved, self.advance + after.advance)


class HarfBuzzFont:
    """A font as HarfBuzz sees it, scaled to its own units."""

    def __init__(self, data: bytes) -> None:
        face = _hb.Face(data)
        self._font = _hb.Font(face)
        self.units_per_em: int = face.upem
        self.characters: frozenset[int] = frozenset(face.unicodes)
        self._known: dict[Cluster, Cluster] = {}

    def shape(
        self, text: str, script: str, language: str, before: str = "", after: str = ""
    ) -> tuple[list[Cluster], bool, bool]:
        """The text's clusters when `before` and `after` stand beside it, from left to right, and
        whether those two played a part in anything: if not, others in their place change nothing.

        `script` is an ISO 15924 code ("Laoo"), `language` BCP 47; neither is guessed, because
        HarfBuzz would ask the machine's locale.
        """
        buffer = self._shaped(f"{before}{text}{after}", script, language)
        infos = buffer.glyph_infos
        if not infos:
            return [Cluster(text, (), 0)], False, False
        first = bool(before) and bool(int(infos[0].flags) & _UNSAFE)
        last = bool(after) and bool(int(infos[-1].flags) & _UNSAFE)
        if len(self._known) > _KEPT:
            self._known.clear()
        once = self._known.setdefault  # equal clusters are one object: long lists repeat few
        found = _clusters(text, len(before), infos, buffer.glyph_positions)
        return [once(cluster, cluster) for cluster in found], first, last

    def minds(self, text: str, script: str, language: str) -> bool:
        """Whether any rule of the font looked at two of the text's characters together."""
        infos = self._shaped(text, script, language).glyph_infos
        return any(int(info.flags) & _UNSAFE for info in infos)

    def _shaped(self, text: str, script: str, language: str) -> Any:
        buffer = _hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "ltr"
        buffer.script = script
        buffer.language = language
        buffer.flags = _FLAGS
        _hb.shape(self._font, buffer)
        return buffer


def _clusters(text: str, start: int, infos: list[Any], places: list[Any]) -> list[Cluster]:
    """The clusters of the text, which stands at `start` in what was shaped."""
    found: list[Cluster] = []
    indexes = [info.cluster - start for info in infos]
    indexes.append(len(text))
    parts: list[tuple[int, int, int]] = []
    begun = pen = rise = 0
    for k, (info, place) in enumerate(zip(infos, places, strict=True)):
        if not 0 <= indexes[k] < len(text):
            continue
        x, y, along, up = place.position
        parts.append((info.codepoint, pen + x, rise + y))
        pen += along
        rise += up
        following = indexes[k + 1]
        if following != indexes[k]:
            found.append(Cluster(text[begun:following], tuple(parts), pen))
            parts = []
            begun, pen, rise = following, 0, 0
    return found
