"""Text into lines: measuring, fitting, and breaking paragraphs where Lao may be broken.

Hides how break places are found quickly (a paragraph is asked about word by word) and what is
done when a word is wider than its column. Widths are points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from workshopdesk.documents.typeset.model import Align, Text, TextStyle
from workshopdesk.documents.typeset.shaping import Shaped, Shaper, shaper
from workshopdesk.lao.breaks import break_positions, syllables
from workshopdesk.lao.marks import clusters

_SPACES = re.compile(" +")
_PIECE = re.compile(" *[^ ]+ *| +")
_SLACK = 0.001  # points a line may exceed its width by: rounding, not ink
# Whether a line may begin after a space is told by so many characters on either side of it
# (a bracket, a number and its unit), so that a thousand certificates ask few questions.
_LAST_LETTERS, _FIRST_WORD = 3, 12
_SHORT = 80  # characters; most such texts are one line


class Line(NamedTuple):
    """One line of a wrapped text.

    `text` is the source's own, a blank at its end included, so that the lines put together are
    the source without its line feeds. `width` leaves that blank out. `ends` marks the last line
    of a paragraph, which is not justified.
    """

    text: str
    width: float
    ends: bool


def measure(text: str, style: TextStyle) -> float:
    """The width of a text in points, blanks at its end included. Raises MissingGlyph."""
    return shaper(style.family, style.weight).shape(text).width * style.size


def check(text: str, style: TextStyle) -> None:
    """Raise MissingGlyph for the first character of a line that no font of the style has."""
    shaper(style.family, style.weight).check(text)


def fit_size(text: str, style: TextStyle, width: float, minimum: float) -> TextStyle:
    """The style, made smaller in half points until the text fits the width or is at `minimum`."""
    natural = measure(text, style)
    if natural <= width + _SLACK or not text:
        return style
    fitting = int(2 * style.size * width / natural) / 2
    return style._replace(size=min(style.size, max(minimum, fitting)))


def wrap(text: str, style: TextStyle, width: float, *, keep: Iterable[str] = ()) -> list[Line]:
    """The text in lines no wider than `width`, as few as fill up one after the other.

    Lines break at spaces and between Lao words, never inside a syllable; `keep` are names that
    are not broken either, unless one alone is too wide. A line feed begins a new paragraph. A
    syllable wider than the column stands over its edge. Raises MissingGlyph.
    """
    names = tuple(keep)
    found: list[Line] = []
    for part in text.split("\n"):
        found += _wrapped(part, style, width, names)
    return found


def _wrapped(text: str, style: TextStyle, width: float, names: tuple[str, ...]) -> list[Line]:
    setter = shaper(style.family, style.weight)
    room = (width + _SLACK) / style.size
    if len(text) < _SHORT:
        whole = setter.shape(text).visible
        if whole <= room:
            return [Line(text, whole * style.size, ends=True)]
    pieces = _stretches(text, setter, names)
    lines = _quickly_filled(text, pieces, setter, room, style.size)
    if lines is not None:
        return lines
    stops = _stops(text, pieces)
    for finer in (_space_ends, _word_edges, _syllable_edges):
        if max(b[1] - a[2] for a, b in pairwise(stops)) <= room:
            break
        stops = _narrowed(text, stops, setter, room, finer)
    return list(_filled(text, stops, setter, room, style.size))


def _quickly_filled(
    text: str, stretches: Sequence[_Stretch], setter: Shaper, room: float, size: float
) -> list[Line] | None:
    """The same lines as `_filled` makes between the stops of `_stops`, looking only at those near
    the ends of lines; None where a stretch is too wide or a line by itself is wider than it was
    in its paragraph."""
    ends: list[int] = []
    begun, origin = 0, 0.0  # the line's beginning: its index, the width of the text before it
    start, full = 0, 0.0  # the same of the stretch looked at
    stop, before = 0, 0.0  # the same of the last stop before it
    for stretch in stretches:
        if stretch.begins:
            stop, before = start, full
        while full + stretch.visible - origin > room:
            inside = bisect_right(stretch.places, room + origin - full) - 1
            if inside >= 0 and start + stretch.indexes[inside] > begun:
                begun, origin = start + stretch.indexes[inside], full + stretch.places[inside]
            elif stop > begun:
                begun, origin = stop, before
            else:
                return None
            ends.append(begun)
        if stretch.indexes:
            stop, before = start + stretch.indexes[-1], full + stretch.places[-1]
        start, full = start + stretch.length, full + stretch.whole
    lines = []
    for first, last in pairwise([0, *ends, len(text)]):
        line = text[first:last]
        visible = setter.shape(line).visible
        if visible > room:
            return None
        lines.append(Line(line, visible * size, ends=last == len(text)))
    return lines


_Stop = tuple[int, float, float]
"""Where a line may begin or end, and the width (ems) of the text before it: first without the
blanks just before the stop, then with them."""


def _filled(
    text: str, stops: Sequence[_Stop], setter: Shaper, room: float, size: float
) -> Iterator[Line]:
    """Greedy lines between the stops; each is measured as it will be shaped by itself."""
    ends = [seen for _, seen, _ in stops]
    first, final = 0, len(stops) - 1
    while first < final:
        last = max(bisect_right(ends, stops[first][2] + room, first + 1) - 1, first + 1)
        while True:
            line = text[stops[first][0] : stops[last][0]]
            visible = setter.shape(line).visible
            if visible <= room or last == first + 1:
                break
            last -= 1
        yield Line(line, visible * size, ends=last == final)
        first = last


def _stops(text: str, stretches: Sequence[_Stretch]) -> list[_Stop]:
    """Every place between words where a line may begin; the text's two ends."""
    found = [(0, 0.0, 0.0)]
    start, seen, full = 0, 0.0, 0.0
    for stretch in stretches:
        if stretch.begins:
            found.append((start, seen, full))
        for i, at in zip(stretch.indexes, stretch.places, strict=True):
            found.append((start + i, full + at, full + at))
        start += stretch.length
        seen, full = full + stretch.visible, full + stretch.whole
    found.append((len(text), seen, full))
    return found


def _stretches(text: str, setter: Shaper, names: tuple[str, ...]) -> list[_Stretch]:
    """The text between its spaces, each stretch measured."""
    found: list[_Stretch] = []
    before = ""
    for piece, held in _pieces(text, names):
        stretch = _stretch(setter, before, piece, held)
        found.append(stretch)
        before = stretch.last_letters
    return found


class _Stretch(NamedTuple):
    """Text between spaces: whether it may begin a line, its widths without and with the blanks
    after it (ems), and where it may be broken: indexes and the widths before them."""

    length: int
    last_letters: str
    begins: bool
    visible: float
    whole: float
    indexes: tuple[int, ...]
    places: tuple[float, ...]


@lru_cache(maxsize=8192)
def _stretch(setter: Shaper, before: str, text: str, names: tuple[str, ...]) -> _Stretch:
    """One stretch, the end of what stands before it, and the names that begin in it."""
    shaped = setter.shape(text)
    bare = text.rstrip(" ")
    at = _widths(shaped)
    indexes = break_positions(bare, names)
    return _Stretch(
        len(text),
        bare[-_LAST_LETTERS:],
        _may_begin(before, bare[:_FIRST_WORD]),
        shaped.visible,
        shaped.width,
        indexes,
        tuple(at[index] for index in indexes),
    )


@lru_cache(maxsize=8192)
def _may_begin(before: str, text: str) -> bool:
    """Whether a line may begin with `text` when `before` and a space stand before it."""
    return bool(before) and len(before) + 1 in break_positions(f"{before} {text}")


def _widths(shaped: Shaped) -> list[float]:
    """How far each index of a shaped text is from its beginning, in ems."""
    at = [0.0]
    for run in shaped.runs():
        for cluster in run.clusters:
            at += [at[-1] + cluster.advance / run.face.units_per_em] * len(cluster.text)
    return at


def _narrowed(
    text: str,
    stops: list[_Stop],
    setter: Shaper,
    room: float,
    finer: Callable[[str], list[int]],
) -> list[_Stop]:
    """The stops, with more of them inside each stretch that is wider than the column.

    A kept name is first cut at its spaces, then between words, at last between syllables.
    """
    out = [stops[0]]
    for a, b in pairwise(stops):
        if b[1] - a[2] > room:
            stretch = text[a[0] : b[0]]
            at = _widths(setter.shape(stretch))
            for i in finer(stretch):
                seen = at[len(stretch[:i].rstrip(" "))]
                out.append((a[0] + i, a[2] + seen, a[2] + at[i]))
        out.append(b)
    return out


def _space_ends(text: str) -> list[int]:
    return [match.end() for match in _SPACES.finditer(text) if match.end() < len(text)]


def _word_edges(text: str) -> list[int]:
    return list(break_positions(text))


def _syllable_edges(text: str) -> list[int]:
    """Every index between clusters that is not inside a Lao syllable."""
    inside = {i for start, end in syllables(text) for i in range(start + 1, end)}
    edges, at = [], 0
    for cluster in clusters(text):
        at += len(cluster)
        if at < len(text) and at not in inside:
            edges.append(at)
    return edges


def _pieces(text: str, names: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """The text cut after its spaces, but not inside a kept name; with the names in each piece."""
    pieces = _PIECE.findall(text)
    kept = _occurrences(text, names)
    if not kept:
        return [(piece, ()) for piece in pieces]
    ends = list(accumulate(map(len, pieces)))
    inside = {i for a, b in kept for i in range(a + 1, b)}
    cuts = [0, *(end for end in ends if end not in inside)]
    return [(text[a:b], tuple(text[i:j] for i, j in kept if a <= i < b)) for a, b in pairwise(cuts)]


def _occurrences(text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    found = []
    for name in names:
        at = text.find(name) if name else -1
        while at >= 0:
            found.append((at, at + len(name)))
            at = text.find(name, at + len(name))
    return sorted(found)


def paragraph(
    text: str,
    x: float,
    y: float,
    width: float,
    style: TextStyle,
    leading: float,
    *,
    align: Align = "left",
    keep: Iterable[str] = (),
) -> list[Text]:
    """The text wrapped into a column whose left edge is `x` and first baseline `y`.

    With "justify" every line but a paragraph's last is stretched to the width.
    """
    lines = wrap(text, style, width, keep=keep)
    return place_lines(lines, x, y, width, style, leading, align=align)


def place_lines(
    lines: Sequence[Line],
    x: float,
    y: float,
    width: float,
    style: TextStyle,
    leading: float,
    *,
    align: Align = "left",
) -> list[Text]:
    """Wrapped lines as texts, `leading` points apart, set within a column."""
    middle = {"centre": width / 2, "right": width}.get(align, 0.0)
    out = []
    for i, line in enumerate(lines):
        if line.text:
            set_as: Align = "left" if align == "justify" and line.ends else align
            wide = width if set_as == "justify" else None
            out.append(Text(x + middle, y + i * leading, line.text, style, set_as, wide))
    return out
