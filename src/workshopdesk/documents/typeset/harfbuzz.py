"""HarfBuzz's door: one stretch of text in one font, script and direction into placed glyphs.

The only module that knows uharfbuzz, whose names come from a compiled part without types.
"""

from __future__ import annotations

from typing import Any

import uharfbuzz

_hb: Any = uharfbuzz
# The stretch begins and ends its text: a mark without a base gets a dotted circle to sit on.
_FLAGS = _hb.BufferFlags.BOT | _hb.BufferFlags.EOT | _hb.BufferFlags.PRODUCE_UNSAFE_TO_CONCAT
_UNSAFE = int(_hb.GlyphFlags.UNSAFE_TO_CONCAT)


Glyph = tuple[int, int, int, int, int, int]
"""Glyph id, index of the text it belongs to, x and y offset, x and y advance in font units."""


class HarfBuzzFont:
    """A font as HarfBuzz sees it, scaled to its own units."""

    def __init__(self, data: bytes) -> None:
        face = _hb.Face(data)
        self._font = _hb.Font(face)
        self.units_per_em: int = face.upem
        self.characters: frozenset[int] = frozenset(face.unicodes)

    def shape(self, text: str, script: str, language: str) -> tuple[list[Glyph], bool, bool]:
        """The glyphs from left to right (clusters rise), and whether the text's first and last
        glyph played a part in anything: if not, others in their place change nothing.

        `script` is an ISO 15924 code ("Laoo"), `language` BCP 47; neither is guessed, because
        HarfBuzz would ask the machine's locale.
        """
        buffer = self._shaped(text, script, language)
        infos = buffer.glyph_infos
        if not infos:
            return [], False, False
        glyphs = [
            (info.codepoint, info.cluster, *place.position)
            for info, place in zip(infos, buffer.glyph_positions, strict=True)
        ]
        first, last = (bool(int(info.flags) & _UNSAFE) for info in (infos[0], infos[-1]))
        return glyphs, first, last

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
