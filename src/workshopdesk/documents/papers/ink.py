"""The pen every paper is drawn with: the unit, the inks, the lines, text that fits its room.

Distances in points from the top left corner of the paper; ``mm`` turns millimetres into points.
A value is only ever drawn as text; nothing here reads mark-up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workshopdesk.documents.model import Words
from workshopdesk.documents.typeset import (
    A4,
    A4_LANDSCAPE,
    BLACK,
    WHITE,
    Align,
    Box,
    Colour,
    Image,
    Item,
    Path,
    Rule,
    Step,
    Text,
    TextStyle,
    UseForm,
    colour,
    measure,
    mm,
    wrap,
)

__all__ = [
    "A4",
    "A4_LANDSCAPE",
    "BLACK",
    "GOLD",
    "HAIR",
    "INDIGO",
    "STAFF",
    "STRONG",
    "TINT",
    "WHITE",
    "Pen",
    "U",
    "centred_lines",
    "mm",
    "width_of",
    "wrapped",
]

U = 9.0
HAIR, STRONG = 0.4, 0.8
TINT = colour("#EBEBEB")
INDIGO = colour("#1F4A7F")
GOLD = colour("#B8893B")
STAFF = colour("#D9D9D9")
LEAST_LATIN = 7.0
"""No English line is smaller than this, in points."""


def width_of(text: str, size: float, weight: int = 400, family: str = "sans") -> float:
    """The width of a line of text in points."""
    return measure(text, TextStyle(family, size, weight))


def wrapped(
    text: str,
    size: float,
    weight: int,
    room: float,
    keep: Sequence[str] = (),
    family: str = "sans",
) -> list[str]:
    """The lines of a text broken only between words, never inside ``keep``, in ``room`` points."""
    lines = wrap(text, TextStyle(family, size, weight), room, keep=keep)
    return [line.text.rstrip(" ") for line in lines]


def centred_lines(
    text: str, size: float, weight: int, room: float, family: str = "sans"
) -> list[str]:
    """The lines of a heading: few, about equally long, broken at spaces where that serves."""
    lines = wrapped(text, size, weight, room, family=family)
    words = text.split(" ")

    def width(part: str) -> float:
        return width_of(part, size, weight, family)

    if len(lines) < 2 or max(map(width, words)) > room:
        return lines
    low, high = width(text) / len(lines), room
    best: list[str] = []
    while high - low > 1:
        middle = (low + high) / 2
        found = _filled(words, width, middle)
        if len(found) <= len(lines):
            best, high = found, middle
        else:
            low = middle
    return best or lines


def _filled(words: Sequence[str], width: Callable[[str], float], room: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def diamond_steps(x: float, y: float, half: float) -> tuple[Step, ...]:
    """The outline of a square standing on its corner, ``half`` a diagonal from middle to corner."""
    return (
        ("M", x, y - half),
        ("L", x + half, y),
        ("L", x, y + half),
        ("L", x - half, y),
        ("Z",),
    )


class Pen:
    """Collects what stands on one page."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        weight: int = 400,
        *,
        align: Align = "left",
        ink: Colour = BLACK,
        family: str = "sans",
        room: float | None = None,
    ) -> float:
        """One line with its baseline at y; smaller where it would be wider than ``room``.

        Gives the size it was drawn at. Nothing is drawn for "".
        """
        if not text:
            return size
        if room is not None:
            width = width_of(text, size, weight, family)
            if width > room:
                size = int(size * room / width * 20) / 20
        self.items.append(Text(x, y, text, TextStyle(family, size, weight, ink), align))
        return size

    def pair(
        self,
        x: float,
        y: float,
        words: Words,
        sizes: tuple[float, float],
        down: float,
        weights: tuple[int, int] = (400, 400),
        *,
        align: Align = "left",
        room: float | None = None,
    ) -> None:
        """A text and, ``down`` points lower, the smaller line under it."""
        self.text(x, y, words.main, sizes[0], weights[0], align=align, room=room)
        self.text(x, y + down, words.under, sizes[1], weights[1], align=align, room=room)

    def beside(
        self,
        x: float,
        y: float,
        words: Words,
        sizes: tuple[float, float],
        weights: tuple[int, int] = (400, 400),
        *,
        align: Align = "left",
        room: float | None = None,
    ) -> None:
        """A text and, after a gap on the same line, the smaller one; both shrink to the room."""
        if not words.under:
            self.text(x, y, words.main, sizes[0], weights[0], align=align, room=room)
            return
        gap = sizes[0] * 0.4
        first = width_of(words.main, sizes[0], weights[0])
        total = first + gap + width_of(words.under, sizes[1], weights[1])
        scale = min(1.0, room / total) if room is not None else 1.0
        left = x - total * scale * {"left": 0.0, "centre": 0.5}.get(align, 1.0)
        self.text(left, y, words.main, sizes[0] * scale, weights[0])
        at = left + (first + gap) * scale
        self.text(at, y, words.under, sizes[1] * scale, weights[1])

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        leading: float,
        weight: int = 400,
        *,
        align: Align = "left",
    ) -> float:
        """Lines below one another; gives the baseline after the last."""
        for line in lines:
            self.text(x, y, line, size, weight, align=align)
            y += leading
        return y

    def level(self, x1: float, x2: float, y: float, line: float = HAIR) -> None:
        """A level rule."""
        self.items.append(Rule(x1, y, x2, y, line))

    def upright(self, x: float, y1: float, y2: float, line: float = HAIR) -> None:
        """An upright rule."""
        self.items.append(Rule(x, y1, x, y2, line))

    def dashes(self, x1: float, x2: float, y: float) -> None:
        """A level dashed hairline."""
        self.items.append(Rule(x1, y, x2, y, HAIR, BLACK, (2.5, 2.0)))

    def tint(self, x: float, y: float, width: float, height: float) -> None:
        """A tinted ground; draw it before what stands on it."""
        self.items.append(Box(x, y, width, height, fill=TINT))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None,
        stroke: Colour | None = None,
        line: float = 0.5,
    ) -> None:
        """A rectangle, filled, outlined or both."""
        self.items.append(Box(x, y, width, height, fill, stroke, line))

    def diamond(self, x: float, y: float, half: float, fill: Colour = BLACK) -> None:
        """A filled square standing on its corner."""
        self.items.append(Path(diamond_steps(x, y, half), fill=fill))

    def image(self, name: str, x: float, y: float, width: float, height: float, alt: str) -> None:
        """A picture of the document."""
        self.items.append(Image(name, x, y, width, height, alt))

    def form(self, name: str, x: float = 0.0, y: float = 0.0) -> None:
        """Art the document holds once, its top left corner at (x, y)."""
        self.items.append(UseForm(name, x, y))
