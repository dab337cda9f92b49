"""Text into lines: measuring, fitting, and breaking paragraphs where Lao may be broken.

Hides how break places are found quickly (a paragraph is asked about word by word) and what is
done when a word is wider than its column. Widths are points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from workshopdesk.documents.typeset.model import Align, Text, TextStyle
from workshopdesk.documents.typeset.shaping import Run, shaper
from workshopdesk.lao.breaks import break_positions, syllables
from workshopdesk.lao.text import clusters

_SPACES = re.compile(" +")
_SLACK = 0.001  # points a line may exceed its width by: rounding, not ink


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
    if not text:
        return [Line("", 0.0, ends=True)]
    shaped = setter.shape(text)
    if shaped.width * style.size <= width + _SLACK:
        return [_line(text, style, ends=True)]
    ruler = _Ruler(text, [c for run in shaped.runs for c in _scaled(run, style.size)])
    stops = [0, *_breaks(text, names), len(text)]
    stops = _narrowed(text, stops, ruler, width)
    return _filled(text, stops, ruler, style, width)


def _scaled(run: Run, size: float) -> list[tuple[int, float]]:
    """Of each cluster of a run how many characters it has and how wide it is."""
    scale = size / run.face.units_per_em
    return [(len(cluster.text), cluster.advance * scale) for cluster in run.clusters]


class _Ruler:
    """How far each index of a text is from its beginning, and stretches between indexes."""

    def __init__(self, text: str, clusters: Iterable[tuple[int, float]]) -> None:
        self._text = text
        self._at = [0.0]
        for length, advance in clusters:
            self._at += [self._at[-1] + advance] * length

    def between(self, start: int, end: int) -> float:
        """The width of text[start:end] without blanks at its end."""
        while end > start and self._text[end - 1] == " ":
            end -= 1
        return self._at[end] - self._at[start]


def _filled(
    text: str, stops: Sequence[int], ruler: _Ruler, style: TextStyle, width: float
) -> list[Line]:
    """Greedy lines between the stops; each is measured as it will be shaped by itself."""
    lines: list[Line] = []
    first = 0
    while first < len(stops) - 1:
        last = first + 1
        while (
            last + 1 < len(stops) and ruler.between(stops[first], stops[last + 1]) <= width + _SLACK
        ):
            last += 1
        line = _line(text[stops[first] : stops[last]], style, ends=last == len(stops) - 1)
        while line.width > width + _SLACK and last > first + 1:
            last -= 1
            line = _line(text[stops[first] : stops[last]], style, ends=False)
        lines.append(line)
        first = last
    return lines


def _line(text: str, style: TextStyle, *, ends: bool) -> Line:
    return Line(text, measure(text.rstrip(" "), style), ends)


def _narrowed(text: str, stops: list[int], ruler: _Ruler, width: float) -> list[int]:
    """The stops, with more of them inside each stretch that is wider than the column.

    A kept name is first cut at its spaces, then between words, at last between syllables.
    """
    for finer in (_space_ends, _word_edges, _syllable_edges):
        out = [0]
        for start, end in pairwise(stops):
            if ruler.between(start, end) > width + _SLACK:
                out += [start + i for i in finer(text[start:end])]
            out.append(end)
        stops = out
    return stops


def _space_ends(text: str) -> list[int]:
    return [match.end() for match in _SPACES.finditer(text) if match.end() < len(text)]


def _word_edges(text: str) -> list[int]:
    return _breaks(text, ())


def _syllable_edges(text: str) -> list[int]:
    """Every index between clusters that is not inside a Lao syllable."""
    inside = {i for start, end in syllables(text) for i in range(start + 1, end)}
    edges, at = [], 0
    for cluster in clusters(text):
        at += len(cluster)
        if at < len(text) and at not in inside:
            edges.append(at)
    return edges


def _breaks(text: str, names: tuple[str, ...]) -> list[int]:
    """Where a new line may begin: asked stretch by stretch between spaces.

    What may stand at a line's ends depends on a stretch and the character before it, so few
    different questions are asked of a thousand certificates.
    """
    kept = _occurrences(text, names)
    found: list[int] = []
    start, context = 0, ""
    for end in _stretch_ends(text, kept):
        stretch = text[start:end].rstrip(" ")
        held = tuple(text[a:b] for a, b in kept if start <= a < end)
        shift = start - len(context)
        found += [shift + i for i in break_positions(context + stretch, held) if shift + i >= start]
        before = stretch[-1:]
        context = ("ກ" if before.isalnum() or "\u0e80" <= before <= "\u0eff" else before) + " "
        start = end
    return [i for i in found if i]


def _stretch_ends(text: str, kept: Sequence[tuple[int, int]]) -> list[int]:
    """The ends of runs of spaces, but for those inside a kept name; then the text's end."""
    inside = {i for a, b in kept for i in range(a + 1, b)}
    ends = [match.end() for match in _SPACES.finditer(text)]
    return [*(end for end in ends if end not in inside and end < len(text)), len(text)]


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
