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
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple, TypeVar

from workshopdesk.documents.typeset import fonts
from workshopdesk.documents.typeset.harfbuzz import Glyph
from workshopdesk.documents.typeset.sfnt import Part
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _

Key = TypeVar("Key")
Value = TypeVar("Value")
_CACHED_TEXTS = 20_000
_LONGEST_CACHED = 1_000
# Drawn by no glyph; they steer shaping and line breaks and are kept in the text.
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_STAND_INS = "ກ0ຮວ(-"
_DOTTED_CIRCLE = 0x25CC
_AM = "\u0eb3"  # a letter to Unicode, but HarfBuzz takes its ring to the consonant before
_MARK_CLASS = (
    "\u0300-\u036f\u0483-\u0489\u0900-\u0903\u093a-\u094f\u0eb1\u0eb3-\u0ebc\u0ec8-\u0ece"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20f0\ufe20-\ufe2f\ufeff"
)
_MARK_AFTER_SPACE = re.compile(f" [{_MARK_CLASS}]")
_UNIT = re.compile(" *[^ ]+ *| +")
# What needs no closer look when the first face has it: Lao beginning with a letter or digit,
# and what takes its script.
_PLAIN_LAO = re.compile(
    "[\u0e81-\u0eb0\u0eb2\u0ebd-\u0ec4\u0ed0-\u0edf0-9][\u0e81-\u0edf0-9 .,:/()-]*"
)
_SCRIPTS = {
    "LAO": "Laoo",
    "LATIN": "Latn",
    "GREEK": "Grek",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
}


class MissingGlyph(UserError):  # noqa: N818 - a refusal, named for what is missing
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


class Unit:
    """A stretch of text shaped by itself: a word and the blanks after it, or more.

    `width` is in ems, `blank` the part of it that is blanks at the end; `alone_before` and
    `alone_after` say whether words beyond the blanks on either side could not have changed it.
    Compared by identity: the same word is the same unit, so that what is made of it can be
    remembered.
    """

    __slots__ = ("alone_after", "alone_before", "blank", "runs", "width")

    def __init__(
        self, runs: tuple[Run, ...], blank: float, alone_before: bool, alone_after: bool
    ) -> None:
        self.runs = runs
        self.blank = blank
        self.alone_before = alone_before
        self.alone_after = alone_after
        self.width = sum(
            sum(c.advance for c in run.clusters) / run.face.units_per_em for run in runs
        )


class Shaped(NamedTuple):
    """A text ready for the page; widths are in ems, `visible` without blanks at the end."""

    units: tuple[Unit, ...]
    width: float
    visible: float

    def runs(self) -> Iterator[Run]:
        """Its runs, in order."""
        return (run for unit in self.units for run in unit.runs)


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


def _language(script: str) -> str:
    return "lo" if script == "Laoo" else "en"


def _clustered(glyphs: list[Glyph], text: str, start: int) -> list[Cluster]:
    """The clusters of `text`, which stands at `start` in what the glyphs were shaped from."""
    clusters: list[Cluster] = []
    parts: list[Part] = []
    pen = rise = 0
    begun, end = start, start + len(text)
    for glyph, index, x_offset, y_offset, x_advance, y_advance in glyphs:
        if index != begun and start < index <= end and parts:
            clusters.append(Cluster(text[begun - start : index - start], tuple(parts), pen))
            parts, pen, rise, begun = [], 0, 0, index
        if start <= index < end:
            parts.append((glyph, pen + x_offset, rise + y_offset))
            pen += x_advance
            rise += y_advance
    if begun < end:
        clusters.append(Cluster(text[begun - start :], tuple(parts), pen))
    return clusters


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


class _Cut(NamedTuple):
    """A piece of text by face and script; `enters` and `script` hold before and after it."""

    text: str
    enters: str
    script: str
    first: tuple[fonts.Face, str]
    last: tuple[fonts.Face, str]
    stretches: tuple[tuple[fonts.Face, str, str], ...]


def _remember(where: dict[Key, Value], key: Key, value: Value, text: str) -> None:
    """Keep a result for the next time, within bounds."""
    if len(text) <= _LONGEST_CACHED:
        if len(where) >= _CACHED_TEXTS:
            where.clear()
        where[key] = value


class Shaper:
    """Shapes text in one stack of faces, remembering words and texts."""

    def __init__(self, faces: Sequence[fonts.Face]) -> None:
        self.faces = tuple(faces)
        self._known: set[str] = set()
        self._lao = {c for c in map(chr, self.faces[0].characters) if _PLAIN_LAO.match(f"ກ{c}")}
        self._texts: dict[str, Shaped] = {}
        self._cuts: dict[tuple[str, str], _Cut] = {}
        self._units: dict[tuple[str, str, bool, bool, bool], Unit] = {}
        self._stand_ins: dict[tuple[fonts.Face, str], str] = {}

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
            _remember(self._texts, text, done, text)
        return done

    def _shaped(self, text: str) -> Shaped:
        pieces = [text] if _MARK_AFTER_SPACE.search(text) else _UNIT.findall(text)
        script = next(filter(None, map(_script, text)), "Latn")
        units = tuple(self._concatenable(pieces, script))
        width = sum(unit.width for unit in units)
        return Shaped(units, width, width - units[-1].blank if units else 0.0)

    def _concatenable(self, pieces: list[str], script: str) -> list[Unit]:
        """The units of the text, those that influence each other shaped together."""
        cuts: list[_Cut] = []
        for piece in pieces:
            cuts.append(self._cut(piece, script))
            script = cuts[-1].script
        # Between which pieces HarfBuzz sees one buffer: the same face and script on both sides.
        meets = [False, *(a.last == b.first for a, b in pairwise(cuts)), False]
        last = len(cuts) - 1
        units = [self._unit(cut, meets[i], meets[i + 1], i == last) for i, cut in enumerate(cuts)]
        out: list[Unit] = []
        start = 0
        for end in range(1, len(cuts) + 1):
            if meets[end] and not (units[end - 1].alone_after and units[end].alone_before):
                continue
            if end - start > 1:
                whole = self._cut("".join(pieces[start:end]), cuts[start].enters)
                out.append(self._unit(whole, meets[start], meets[end], end > last))
            else:
                out.append(units[start])
            start = end
        return out

    def _cut(self, text: str, script: str) -> _Cut:
        """The stretches of a piece, remembered; `script` is what stands before it."""
        key = (text, script)
        cut = self._cuts.get(key)
        if cut is None:
            stretches = tuple(self._stretches(text, script))
            leaves = next(filter(None, map(_script, reversed(text))), script)
            cut = _Cut(text, script, leaves, stretches[0][:2], stretches[-1][:2], stretches)
            _remember(self._cuts, key, cut, text)
        return cut

    def _unit(self, cut: _Cut, before: bool, after: bool, last: bool) -> Unit:
        """The unit of a piece, remembered.

        `before` and `after` say whether a space and a word of the same buffer stand there.
        """
        key = (cut.text, cut.enters, before, after, last and cut.text[-1] == " ")
        unit = self._units.get(key)
        if unit is None:
            unit = self._set(cut, *key[2:])
            _remember(self._units, key, unit, cut.text)
        return unit

    def _set(self, cut: _Cut, before: bool, after: bool, last: bool) -> Unit:
        """Shape a piece: each stretch of one face and script by itself.

        Where words stand beyond its blanks a stand-in takes their place.
        """
        runs: list[Run] = []
        clusters: list[Cluster] = []
        alone_before = alone_after = True
        final = len(cut.stretches) - 1
        for i, (face, script, text) in enumerate(cut.stretches):
            stand_in = self._stand_in(face, script) if before or after else ""
            prefix = f"{stand_in} " if before and i == 0 else ""
            suffix = stand_in if after and i == final else ""
            glyphs, first, final_used = face.harfbuzz.shape(
                prefix + text + suffix, script, _language(script)
            )
            alone_before = alone_before and not (prefix and first) and bool(stand_in or not before)
            alone_after = (
                alone_after and not (suffix and final_used) and bool(stand_in or not after)
            )
            clusters = _clustered(glyphs, text, len(prefix))
            runs.append(Run(face, _settled(clusters, last=last and i == final)))
        blanks = takewhile(lambda cluster: cluster.text == " ", reversed(clusters))
        blank = sum(cluster.advance for cluster in blanks) / runs[-1].face.units_per_em
        return Unit(tuple(runs), blank, alone_before, alone_after)

    def _stand_in(self, face: fonts.Face, script: str) -> str:
        """A character no rule of the font looks at beside a space; none where all are."""
        key = (face, script)
        found = self._stand_ins.get(key)
        if found is None:
            found = ""
            for character in _STAND_INS:
                if ord(character) in face.characters:
                    text = f"{character} {character}"
                    _, first, last = face.harfbuzz.shape(text, script, _language(script))
                    if not first and not last:
                        found = character
                        break
            self._stand_ins[key] = found
        return found

    def _stretches(self, text: str, script: str) -> list[tuple[fonts.Face, str, str]]:
        """The text cut where face or script changes: (face, script tag, stretch)."""
        if script == "Laoo" and _PLAIN_LAO.fullmatch(text) and self._lao.issuperset(text):
            return [(self.faces[0], script, text)]
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
