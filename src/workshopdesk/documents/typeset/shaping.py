"""Text into clusters: fallback, scripts, HarfBuzz, and what makes each cluster's text come back.

A cluster is the smallest piece of text HarfBuzz places as a whole: its source text, the glyphs
drawing it at their offsets, and one advance. Everything on a page is a row of clusters. Hidden
here: which face and script each character goes to, that words are shaped once and reused where
HarfBuzz says that gives the same result, and which clusters must be joined so that no reader of
the PDF can lose a character of theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import uharfbuzz as hb

from workshopdesk.documents.typeset import fonts
from workshopdesk.documents.typeset.sfnt import Part
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _

_CACHED_TEXTS = 20_000
_LONGEST_CACHED = 1_000
# Drawn by no glyph; they steer shaping and line breaks and are kept in the text.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_DOTTED_CIRCLE = 0x25CC
_AM = "\u0eb3"  # a letter to Unicode, but HarfBuzz takes its ring to the consonant before
_MARK_CLASS = (
    "\u0300-\u036f\u0483-\u0489\u0900-\u0903\u093a-\u094f\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20f0\ufe20-\ufe2f\ufeff"
)
_MARK_AFTER_SPACE = re.compile(f" [{_MARK_CLASS}]")
_UNIT = re.compile(" *[^ ]+ *| +")
_SCRIPTS = {
    "LAO": "Laoo",
    "LATIN": "Latn",
    "GREEK": "Grek",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
}
_FLAGS = hb.BufferFlags.BOT | hb.BufferFlags.EOT | hb.BufferFlags.PRODUCE_UNSAFE_TO_CONCAT
_UNSAFE = hb.GlyphFlags.UNSAFE_TO_CONCAT


class MissingGlyph(UserError):
    """A character that cannot be printed: no font of the family has it, or none ever should.

    `character`, `index` (where it stands) and `text` say which.
    """

    def __init__(self, text: str, index: int) -> None:
        self.text, self.index, self.character = text, index, text[index]
        near = text[max(0, index - 20) : index + 21]
        super().__init__(
            _("A character cannot be printed"),
            _("%(what)s stands at place %(place)d of “%(near)s”, and no font can draw it.")
            % {
                "what": _described(self.character),
                "place": index + 1,
                "near": "".join(c if c.isprintable() else "\ufffd" for c in near),
            },
        )


def _described(character: str) -> str:
    """A character by itself (where it can be shown), its code point and Unicode name."""
    code = f"U+{ord(character):04X}"
    control = "CONTROL CHARACTER" if unicodedata.category(character) == "Cc" else "NO NAME"
    name = f"{code} {unicodedata.name(character, control)}"
    return f"{character} ({name})" if character.isprintable() else name


class Cluster(NamedTuple):
    """A piece of text, the glyphs that draw it from the pen's place, and the pen's way on.

    Offsets and advance are in the face's units, as HarfBuzz gave them.
    """

    text: str
    parts: tuple[Part, ...]
    advance: int

    def joined(self, after: Cluster) -> Cluster:
        """This cluster and the next as one, everything where it was."""
        moved = tuple((glyph, x + self.advance, y) for glyph, x, y in after.parts)
        return Cluster(self.text + after.text, self.parts + moved, self.advance + after.advance)


class Run(NamedTuple):
    """Clusters of one face, in order."""

    face: fonts.Face
    clusters: tuple[Cluster, ...]


class Shaped(NamedTuple):
    """A text ready for the page; `width` is in ems (times the size: points)."""

    runs: tuple[Run, ...]
    width: float


class _Unit(NamedTuple):
    """A stretch shaped by itself; the flags say whether a neighbour would have changed it."""

    runs: tuple[Run, ...]
    safe_before: bool
    safe_after: bool
    leaves: str | None
    """The script a following unit's digits and punctuation belong to."""


@cache
def _script(character: str) -> str | None:
    """The script tag of a letter; None for what takes its neighbours' script."""
    if not character.isalpha():
        return None
    return _SCRIPTS.get(unicodedata.name(character, "").partition(" ")[0])


@cache
def _attaches(character: str) -> bool:
    """Whether a character belongs to the one before it, whatever that is."""
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character == _AM
        or character in _INVISIBLE
    )


@cache
def _refused(character: str) -> bool:
    """Characters no font is asked for: controls, direction marks, private use, half pairs.

    Direction marks could show a name in another order than it is stored in; private-use
    characters mean something else in every font.
    """
    return character not in _INVISIBLE and unicodedata.category(character) in (
        "Cc", "Cf", "Co", "Cs", "Zl", "Zp",
    )  # fmt: skip


def _graphemes(text: str) -> list[str]:
    """A base character with what attaches to it, each."""
    found: list[str] = []
    for character in text:
        if found and _attaches(character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _shape(face: fonts.Face, text: str, script: str) -> tuple[list[Cluster], bool, bool]:
    """HarfBuzz on one stretch: its clusters, and whether its two ends stand neighbours."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.script = script
    buffer.language = "lo" if script == "Laoo" else "en"
    buffer.flags = _FLAGS
    hb.shape(face.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    clusters: list[Cluster] = []
    parts: list[Part] = []
    pen = rise = 0
    for i, (info, position) in enumerate(zip(infos, positions, strict=True)):
        parts.append((info.codepoint, pen + position.x_offset, rise + position.y_offset))
        pen += position.x_advance
        rise += position.y_advance
        if i + 1 == len(infos) or infos[i + 1].cluster != info.cluster:
            clusters.append(Cluster(text[info.cluster : ends[info.cluster]], tuple(parts), pen))
            parts, pen, rise = [], 0, 0
    if not infos:
        return [Cluster(text, (), 0)], True, True
    return clusters, not infos[0].flags & _UNSAFE, not infos[-1].flags & _UNSAFE


def _settled(clusters: list[Cluster], *, last: bool) -> tuple[Cluster, ...]:
    """Clusters joined so that every reader gives each character back once.

    Readers take a glyph that is one blank for a word's end and collapse rows of them, drop
    blanks at a line's end, and may drop what has no width; such clusters join the one before
    (at a text's beginning the one after). A single space between words stays its own cluster.
    """
    out: list[Cluster] = []
    held: Cluster | None = None
    for i, cluster in enumerate(clusters):
        following = clusters[i + 1].text if i + 1 < len(clusters) else None
        if cluster.text == " ":
            joins = following == " " or (following is None and last) or not out
        else:
            joins = cluster.advance <= 0 or cluster.text.isspace()
        if held is not None:
            cluster, held = held.joined(cluster), None
        if joins and not out:
            held = cluster
        elif joins:
            out[-1] = out[-1].joined(cluster)
        else:
            out.append(cluster)
    if held is not None:
        out.append(held._replace(advance=max(held.advance, 0)))
    return tuple(out)


class Shaper:
    """Shapes text in one stack of faces, remembering words and texts."""

    def __init__(self, faces: Sequence[fonts.Face]) -> None:
        self.faces = tuple(faces)
        self._known: set[str] = set()
        self._texts: dict[str, Shaped] = {}
        self._units: dict[tuple[str, str, bool], _Unit] = {}

    def check(self, text: str) -> None:
        """Raise MissingGlyph for the first character that cannot be printed."""
        if self._known.issuperset(text):
            return
        for index, character in enumerate(text):
            if character not in self._known:
                if _refused(character) or not self._has(character):
                    raise MissingGlyph(text, index)
                self._known.add(character)

    def _has(self, character: str) -> bool:
        code = ord(character)
        return character in _INVISIBLE or any(code in face.characters for face in self.faces)

    def shape(self, text: str) -> Shaped:
        """The text's clusters, exactly as HarfBuzz places them in the whole line.

        Raises MissingGlyph for a character that cannot be printed.
        """
        done = self._texts.get(text)
        if done is None:
            self.check(text)
            done = self._shaped(text)
            if len(text) <= _LONGEST_CACHED:
                if len(self._texts) >= _CACHED_TEXTS:
                    self._texts.clear()
                self._texts[text] = done
        return done

    def _shaped(self, text: str) -> Shaped:
        pieces = [text] if _MARK_AFTER_SPACE.search(text) else _UNIT.findall(text)
        runs: list[Run] = []
        for unit in self._concatenable(pieces, next(filter(None, map(_script, text)), "Latn")):
            for run in unit.runs:
                if runs and runs[-1].face is run.face:
                    runs[-1] = Run(run.face, runs[-1].clusters + run.clusters)
                else:
                    runs.append(run)
        width = sum(sum(c.advance for c in run.clusters) / run.face.units_per_em for run in runs)
        return Shaped(tuple(runs), width)

    def _concatenable(self, pieces: list[str], script: str) -> list[_Unit]:
        """The units of the text, those that influence each other shaped together."""
        units: list[_Unit] = []
        scripts: list[str] = []
        for i, piece in enumerate(pieces):
            scripts.append(script)
            units.append(self._unit(piece, script, i + 1 == len(pieces)))
            script = units[-1].leaves or script
        out: list[_Unit] = []
        start = 0
        for end in range(1, len(units) + 1):
            if end == len(units) or (units[end - 1].safe_after and units[end].safe_before):
                if end - start > 1:
                    whole = "".join(pieces[start:end])
                    out.append(self._unit(whole, scripts[start], end == len(units)))
                else:
                    out.append(units[start])
                start = end
        return out

    def _unit(self, text: str, script: str, last: bool) -> _Unit:
        key = (text, script, last and text[-1] == " ")
        unit = self._units.get(key)
        if unit is None:
            unit = self._set(*key)
            if len(text) <= _LONGEST_CACHED:
                if len(self._units) >= _CACHED_TEXTS:
                    self._units.clear()
                self._units[key] = unit
        return unit

    def _set(self, text: str, script: str, last: bool) -> _Unit:
        """Shape a unit: each stretch of one face and script by itself."""
        runs: list[Run] = []
        before = after = True
        stretches = self._stretches(text, script)
        for i, (face, tag, stretch) in enumerate(stretches):
            clusters, safe_before, safe_after = _shape(face, stretch, tag)
            ends_text = last and i + 1 == len(stretches)
            runs.append(Run(face, _settled(clusters, last=ends_text)))
            before = before if i else safe_before
            after = safe_after
        leaves = next(filter(None, map(_script, reversed(text))), None)
        return _Unit(tuple(runs), before, after, leaves)

    def _stretches(self, text: str, script: str) -> list[tuple[fonts.Face, str, str]]:
        """The text cut where face or script changes: (face, script tag, stretch)."""
        found: list[tuple[fonts.Face, str, str]] = []
        for grapheme in _graphemes(text):
            script = _script(grapheme[0]) or script
            face = self._face(grapheme, found[-1][0] if found else None)
            if found and found[-1][:2] == (face, script):
                found[-1] = (face, script, found[-1][2] + grapheme)
            else:
                found.append((face, script, grapheme))
        return found

    def _face(self, grapheme: str, current: fonts.Face | None) -> fonts.Face:
        """The face for a base and its marks; what is no letter stays in the current one."""
        needed = {ord(c) for c in grapheme if c not in _INVISIBLE}
        if current is None and _attaches(grapheme[0]):
            needed.add(_DOTTED_CIRCLE)  # HarfBuzz gives a mark without a base this one
        stays = current is not None and _script(grapheme[0]) is None
        order = (current, *self.faces) if stays and current else self.faces
        for face in order:
            if face.characters >= needed:
                return face
        return next((f for f in order if ord(grapheme[0]) in f.characters), order[0])


@cache
def shaper(family: str, weight: int) -> Shaper:
    """The shaper of a family at a weight. Raises UserError for an unknown family."""
    return Shaper(fonts.stack(family, weight))
