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
from functools import cache, cached_property, lru_cache
from typing import NamedTuple, TypeVar

from workshopdesk.documents.typeset import fonts
from workshopdesk.documents.typeset.harfbuzz import Cluster
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
_FIGURES = "0123456789 "
_NUMBER = re.compile("[0-9]+(?: [0-9]+)*")
_NUMBERED = re.compile("[0-9]+(?=[^0-9 ])")
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
        self,
        runs: tuple[Run, ...],
        width: float,
        blank: float,
        alone_before: bool,
        alone_after: bool,
    ) -> None:
        self.runs = runs
        self.width = width
        self.blank = blank
        self.alone_before = alone_before
        self.alone_after = alone_after


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


def _blank(clusters: list[Cluster]) -> int:
    """How wide the spaces at the end are."""
    width = 0
    for cluster in reversed(clusters):
        if cluster.text != " ":
            break
        width += cluster.advance
    return width


def _settled(clusters: list[Cluster], *, last: bool) -> tuple[Cluster, ...]:
    """Clusters joined so that every reader gives each character back once.

    Readers take a glyph that is one blank for a word's end and collapse rows of them, drop
    blanks at a line's end, and may drop what has no width; such clusters join the one before
    (at a text's beginning the one after). A single space between words stays its own cluster.
    """
    final = len(clusters) - 1
    doubtful = [i for i, (text, _, room) in enumerate(clusters) if room <= 0 or text.isspace()]
    if not doubtful or (doubtful == [final] and final and clusters[-1].text == " " and not last):
        return tuple(clusters)
    out: list[Cluster] = []
    held: Cluster | None = None
    for i, cluster in enumerate(clusters):
        following = clusters[i + 1].text if i < final else None
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


class _Cut:
    """A piece of text by face and script; `enters` and `leaves` are the scripts on either side.

    `units` keeps what becomes of it by its place: see `Shaper._unit`.
    """

    __slots__ = ("enters", "first", "last", "leaves", "stretches", "text", "units")

    def __init__(
        self, text: str, enters: str, stretches: tuple[tuple[fonts.Face, str, str], ...]
    ) -> None:
        self.text = text
        self.enters = enters
        self.leaves = next(filter(None, map(_script, reversed(text))), enters)
        self.stretches = stretches
        self.first, self.last = stretches[0][:2], stretches[-1][:2]
        self.units: list[Unit | None] = [None] * 8


def _remember(where: dict[Key, Value], key: Key, value: Value, text: str) -> None:
    """Keep a result for the next time, within bounds."""
    if len(text) <= _LONGEST_CACHED:
        if len(where) >= _CACHED_TEXTS:
            where.clear()
        where[key] = value


@cache
def _figures(face: fonts.Face, script: str) -> dict[str, Cluster]:
    """The digits and the space, where no rule of the font looks at two of them together."""
    if not face.characters.issuperset(map(ord, _FIGURES)):
        return {}
    pairs = "".join(a + b for a in _FIGURES for b in _FIGURES)
    if face.harfbuzz.minds(pairs, script, _language(script)):
        return {}
    clusters, _, _ = face.harfbuzz.shape(_FIGURES, script, _language(script))
    return {cluster.text: cluster for cluster in clusters}


@lru_cache(maxsize=1024)
def _after_figures(
    face: fonts.Face, script: str, text: str, prefix: str, suffix: str
) -> tuple[list[Cluster], bool] | None:
    """A text that follows a digit, as HarfBuzzFont.shape gives it.

    None where the digit, and which it is, could matter to the text or to what stands before.
    """
    shape, language = face.harfbuzz.shape, _language(script)
    digits = _FIGURES.rstrip()
    meeting = "".join(f"{digit}{text[0]}" for digit in digits)
    if _attaches(text[0]) or face.harfbuzz.minds(meeting, script, language):
        return None
    if any(shape(digit, script, language, prefix)[1] for digit in digits):
        return None
    clusters, first, last = shape(text, script, language, "0", suffix)
    return None if first else (clusters, last)


def _placed(
    face: fonts.Face, script: str, text: str, prefix: str, suffix: str
) -> tuple[list[Cluster], bool, bool]:
    """The clusters of a stretch as HarfBuzzFont.shape gives them.

    Of a numbered text (0001/2025-A) what follows the number is shaped once for all of them.
    """
    number = _NUMBERED.match(text)
    if number is not None and len(text) <= _LONGEST_CACHED:
        figures = _figures(face, script)
        rest = text[number.end() :]
        following = _after_figures(face, script, rest, prefix, suffix) if figures else None
        if following is not None:
            clusters, last = following
            return [*map(figures.__getitem__, number[0]), *clusters], False, last
    return face.harfbuzz.shape(text, script, _language(script), prefix, suffix)


class Shaper:
    """Shapes text in one stack of faces, remembering words and texts."""

    def __init__(self, faces: Sequence[fonts.Face]) -> None:
        self.faces = tuple(faces)
        self._known: set[str] = set()
        self._lao = {c for c in map(chr, self.faces[0].characters) if _PLAIN_LAO.match(f"ກ{c}")}
        self._texts: dict[str, Shaped] = {}
        self._cuts: dict[tuple[str, str], _Cut] = {}
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
            done = self._shaped(text)
            _remember(self._texts, text, done, text)
        return done

    def _shaped(self, text: str) -> Shaped:
        if _NUMBER.fullmatch(text) and self._figures:
            return self._figured(text)
        script = next(filter(None, map(_script, text)), "Latn")
        units = tuple(self._concatenable(self._pieces(text, script)))
        width = sum(unit.width for unit in units)
        return Shaped(units, width, width - units[-1].blank if units else 0.0)

    @cached_property
    def _figures(self) -> dict[str, Unit]:
        """The digits and the space by themselves; empty where one can change another."""
        face = self.faces[0]
        return {
            cluster.text: Unit(
                (Run(face, (cluster,)),), cluster.advance / face.units_per_em, 0.0, True, True
            )
            for cluster in _figures(face, "Latn").values()
        }

    def _figured(self, text: str) -> Shaped:
        """A number, figure by figure: long lists hold thousands of different ones."""
        units = tuple(map(self._figures.__getitem__, text))
        width = sum([unit.width for unit in units])
        return Shaped(units, width, width)

    def _pieces(self, text: str, script: str) -> list[_Cut]:
        """The text cut after its spaces, or whole where a mark stands after one.

        Raises MissingGlyph. What was cut before has been looked through before.
        """
        pieces = _UNIT.findall(text)
        cuts = self._known_cuts(pieces, script)
        if cuts is None or text.startswith(" "):
            self.check(text)
            cuts = []
            for piece in [text] if _MARK_AFTER_SPACE.search(text) else pieces:
                cuts.append(self._cut(piece, script))
                script = cuts[-1].leaves
        return cuts

    def _known_cuts(self, pieces: list[str], script: str) -> list[_Cut] | None:
        cuts: list[_Cut] = []
        for piece in pieces:
            cut = self._cuts.get((piece, script))
            if cut is None:
                return None
            cuts.append(cut)
            script = cut.leaves
        return cuts

    def _concatenable(self, cuts: list[_Cut]) -> list[Unit]:
        """The units of the pieces, those that influence each other shaped together."""
        units: list[Unit] = []
        joins: list[int] = []
        before, last = False, len(cuts) - 1
        for i, cut in enumerate(cuts):
            # HarfBuzz sees one buffer where face and script are the same on both sides.
            after = i < last and cut.last == cuts[i + 1].first
            place = 4 * before + 2 * after + (i == last)
            unit = cut.units[place] or self._unit(cut, before, after, i == last)
            if before and not (units[-1].alone_after and unit.alone_before):
                joins.append(i)
            units.append(unit)
            before = after
        return self._grown(cuts, units, joins) if joins else units

    def _grown(self, cuts: list[_Cut], units: list[Unit], joins: list[int]) -> list[Unit]:
        """The units, each of `joins` shaped as one with the unit before it."""
        out, joined = list(units), set(joins)
        end = len(cuts)
        for i in reversed(joins):  # from the end, so that the places before stay what they were
            end = end if i + 1 in joined else i + 1
            if i - 1 in joined:
                continue
            start = i - 1
            whole = self._cut("".join([cut.text for cut in cuts[start:end]]), cuts[start].enters)
            before = start > 0 and cuts[start - 1].last == cuts[start].first
            after = end < len(cuts) and cuts[end - 1].last == cuts[end].first
            out[start:end] = [self._unit(whole, before, after, end == len(cuts))]
        return out

    def _cut(self, text: str, script: str) -> _Cut:
        """The stretches of a piece, remembered; `script` is what stands before it."""
        cut = self._cuts.get((text, script))
        if cut is None:
            cut = _Cut(text, script, tuple(self._stretches(text, script)))
            _remember(self._cuts, (text, script), cut, text)
        return cut

    def _unit(self, cut: _Cut, before: bool, after: bool, last: bool) -> Unit:
        """The unit of a piece, remembered.

        `before` and `after` say whether a space and a word of the same buffer stand there,
        `last` whether the text ends with it.
        """
        place = 4 * before + 2 * after + last
        unit = cut.units[place]
        if unit is None:
            unit = cut.units[place] = self._set(cut, before, after, last)
        return unit

    def _set(self, cut: _Cut, before: bool, after: bool, last: bool) -> Unit:
        """Shape a piece: each stretch of one face and script by itself.

        Where words stand beyond its blanks a stand-in takes their place.
        """
        runs: list[Run] = []
        width = blank = 0.0
        alone_before = alone_after = True
        final = len(cut.stretches) - 1
        for i, (face, script, text) in enumerate(cut.stretches):
            stand_in = self._stand_in(face, script) if before or after else ""
            prefix = f"{stand_in} " if before and i == 0 else ""
            suffix = stand_in if after and i == final else ""
            clusters, first, end = _placed(face, script, text, prefix, suffix)
            if before and i == 0:
                alone_before = bool(stand_in) and not first
            if after and i == final:
                alone_after = bool(stand_in) and not end
            width += sum([cluster[2] for cluster in clusters]) / face.units_per_em
            if i == final:
                blank = _blank(clusters) / face.units_per_em
            runs.append(Run(face, _settled(clusters, last=last and i == final)))
        return Unit(tuple(runs), width, blank, alone_before, alone_after)

    def _stand_in(self, face: fonts.Face, script: str) -> str:
        """A character no rule of the font looks at beside a space; none where all are."""
        key = (face, script)
        found = self._stand_ins.get(key)
        if found is None:
            found = ""
            for character in _STAND_INS:
                if ord(character) in face.characters:
                    text = f"{character} {character}"
                    if not face.harfbuzz.minds(text, script, _language(script)):
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
