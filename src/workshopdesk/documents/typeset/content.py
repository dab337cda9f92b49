"""Items into PDF operators: one page's or form's content stream, with no word said twice.

Hides the graphics state: font, colours and line width are only written when they change, and a
text's place is written relative to the one before it, in hundredths of a point.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby
from typing import NamedTuple, Protocol

from workshopdesk.documents.typeset import shaping
from workshopdesk.documents.typeset.clusterfont import FontBook, Shown
from workshopdesk.documents.typeset.model import (
    BLACK,
    Align,
    Box,
    Colour,
    Group,
    Image,
    Item,
    Link,
    Path,
    Rule,
    Text,
    TextBlock,
    TextStyle,
    UseForm,
)
from workshopdesk.documents.typeset.structure import Element, PageTags

_REMEMBERED = 4_000
_STRETCH = 0.08  # ems a cluster may be spread by; more is read as a space by some readers
_FILL, _STROKE = ("g", "rg"), ("G", "RG")
_Lines = tuple[str, ...]
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_SHORTER = {"left": 0.0, "centre": 0.5, "right": 1.0, "justify": 0.0}


@lru_cache(maxsize=65_536)
def number(value: float) -> str:
    """A number as PDF writes it, to a thousandth."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=65_536)
def _hundredths(value: int) -> bytes:
    """An integer count of hundredths as PDF writes it."""
    if value % 100 == 0:
        return b"%d" % (value // 100)
    return f"{value / 100:.2f}".rstrip("0").encode("ascii")


@lru_cache(maxsize=4_096)
def _move(right: int, up: int) -> bytes:
    """The operator that moves on by hundredths; a table's cells repeat a few such steps."""
    return b"%b %b Td" % (_hundredths(right), _hundredths(up))


@cache
def colour_operator(colour: Colour, operators: tuple[str, str]) -> str:
    """The operator that sets a colour; `operators` are those for grey and for RGB."""
    red, green, blue = colour
    if red == green == blue:
        return f"{number(red)} {operators[0]}"
    return f"{number(red)} {number(green)} {number(blue)} {operators[1]}"


@lru_cache(maxsize=1_024)
def _font_operator(name: str, size: float) -> bytes:
    return f"/{name} {number(size)} Tf ".encode("ascii")


class Block(NamedTuple):
    """Lines as operators: the first begins `x` right of the block's place, in font `begins`;
    afterwards the line's beginning is (right, down) hundredths further, the font is `ends`."""

    x: float
    operators: bytes
    begins: tuple[str, float]
    ends: tuple[str, float]
    right: int
    down: int


class Typed:
    """The texts of one document as codes, each distinct one made once."""

    def __init__(self, fonts: FontBook) -> None:
        self._fonts = fonts
        self._done: dict[tuple[str, str, int], tuple[Shown, float]] = {}
        self._blocks: dict[tuple[int, float, Align], tuple[TextStyle, dict[_Lines, Block]]] = {}
        self._kept = 0

    def show(self, text: str, style: TextStyle) -> tuple[Shown, float]:
        """The pieces of a text and its width in ems, blanks at its end left out."""
        key = (text, style[0], style[2])
        done = self._done.get(key)
        if done is None:
            if len(self._done) >= _REMEMBERED:
                self._done.clear()
            done = self._done[key] = self._coded(text, style)
        return done

    def _coded(self, text: str, style: TextStyle) -> tuple[Shown, float]:
        shaped = shaping.shaper(style[0], style[2]).shape(text)
        return self._fonts.codes(shaped), shaped.visible

    def block(
        self, lines: tuple[str, ...], style: TextStyle, leading: float, align: Align
    ) -> Block:
        """Lines put together, with what is needed to begin and to go on after them."""
        # A style is told from others by being the same object, which is quicker than by all it
        # says; it is kept beside the blocks, so that no other can come to have its number.
        look = (id(style), leading, align)
        known = self._blocks.get(look)
        if known is None:
            known = self._blocks[look] = (style, {})
        done = known[1].get(lines)
        if done is None:
            if self._kept >= _REMEMBERED:
                self._blocks.clear()
                known = self._blocks[look] = (style, {})
                self._kept = 0
            self._kept += 1
            done = known[1][lines] = self._assembled(lines, style, leading, align)
        return done

    def _assembled(
        self, lines: tuple[str, ...], style: TextStyle, leading: float, align: Align
    ) -> Block:
        shorter, size = _SHORTER[align], style.size
        if len(lines) == 1:
            pieces, width = self._coded(lines[0], style)
            if len(pieces) == 1:
                name, codes = pieces[0]
                font = (name, size)
                return Block(round(-shorter * width * size * 100) / 100, codes, font, font, 0, 0)
        out: list[bytes] = []
        begins = ends = None
        first = at = down = 0
        for i, line in enumerate(lines):
            pieces, width = self._coded(line, style)
            x = round(-shorter * width * size * 100)
            y = round(i * leading * 100)
            if i:
                out.append(b" " + _move(x - at, down - y))
            else:
                first = x
            at, down = x, y
            for name, codes in pieces:
                begins = begins or name
                if ends not in (None, name):
                    out.append(_font_operator(name, size))
                out.append(codes)
                ends = name
        return Block(
            first / 100, b"".join(out), (begins or "", size), (ends or "", size), at - first, down
        )

    def spread(self, text: str, style: TextStyle, width: float) -> tuple[Shown, float]:
        """The pieces of a justified line as TJ arrays, and the spacing (Tc) of its clusters.

        The spare width goes to the spaces, where there is none to the clusters, up to what no
        reader takes for a space.
        """
        shaped = shaping.shaper(style.family, style.weight).shape(text)
        clusters = [c for run in shaped.runs() for c in run.clusters]
        spare = width / style.size - shaped.visible
        spaces = sum(c.text == " " for c in clusters)
        if spare > 0 and spaces:
            return self._fonts.codes(shaped, space=spare / spaces), 0.0
        gap = min(spare / (len(clusters) - 1), _STRETCH) if spare > 0 and len(clusters) > 1 else 0.0
        return self._fonts.codes(shaped), gap * style.size


class Things(Protocol):
    """Where a stream finds what is written once for the whole document."""

    def form(self, name: str) -> tuple[str, float]:
        """The resource name and the height of a form. Raises KeyError."""

    def image(self, name: str) -> str:
        """The resource name of an image. Raises KeyError."""


class Content:
    """Writes the items of one page, or of one form when `inherits` (nothing is known then)."""

    def __init__(
        self,
        height: float,
        typed: Typed,
        things: Things,
        *,
        inherits: bool = False,
        tags: PageTags | None = None,
    ) -> None:
        self.links: list[Link] = []
        self._height = height
        self._typed = typed
        self._things = things
        self._tags = tags
        self._out: list[bytes] = []
        self._in_text = False
        self._at = (0, 0)
        self._font: tuple[str, float] | None = None
        self._fill = None if inherits else BLACK
        self._stroke = None if inherits else BLACK
        self._line = None if inherits else 1.0

    def stream(self) -> bytes:
        """The stream so far."""
        self._leave_text()
        return b"\n".join(self._out)

    def _put(self, operators: str) -> None:
        self._out.append(operators.encode("ascii"))

    def draw(self, items: Iterable[Item]) -> None:
        """Write the operators of items, in order. Raises MissingGlyph."""
        if self._tags is None:
            self._draw(items)
        else:
            self._draw_tagged(self._tags, items, None)

    def _draw_tagged(self, tags: PageTags, items: Iterable[Item], element: Element | None) -> None:
        """Items as marked pieces of the element; in none they are decoration."""
        for grouped, alike in groupby(items, key=lambda item: isinstance(item, Group)):
            if grouped:
                for group in alike:
                    if isinstance(group, Group):
                        inner = tags.begin(group.role, element, group.alt)
                        self._draw_tagged(tags, group.items, inner)
                        tags.end(inner)
            else:
                self._leave_text()
                if element is None:
                    self._put("/Artifact BMC")
                else:
                    self._put(f"/{element.role} <</MCID {tags.mark(element)}>> BDC")
                self._draw(alike)
                self._leave_text()
                self._put("EMC")

    def _draw(self, items: Iterable[Item]) -> None:
        for item in items:
            if isinstance(item, Text):
                self._text(item)
            elif isinstance(item, TextBlock):
                self._block(item)
            elif isinstance(item, Rule):
                self._rule(item)
            elif isinstance(item, Box):
                self._box(item)
            elif isinstance(item, Path):
                self._path(item)
            elif isinstance(item, UseForm):
                self._use(item)
            elif isinstance(item, Image):
                self._image(item)
            elif isinstance(item, Group):
                self._draw(item.items)
            else:
                self.links.append(item)

    # -- text

    def _enter_text(self) -> None:
        if not self._in_text:
            self._out.append(b"BT")
            self._in_text = True
            self._at = (0, 0)

    def _leave_text(self) -> None:
        if self._in_text:
            self._out.append(b"ET")
            self._in_text = False

    def _text(self, item: Text) -> None:
        if not item.text:
            return
        style = item.style
        spacing = 0.0
        if item.align == "justify" and item.width is not None:
            pieces, spacing = self._typed.spread(item.text, style, item.width)
            width = 0.0
        else:
            pieces, width = self._typed.show(item.text, style)
        back = _SHORTER[item.align] * width * style.size
        if style.colour != self._fill:
            self._set_fill(style.colour)
        if item.rotation:
            self._turned(item, pieces, back)
            return
        if spacing:
            self._put(f"{number(spacing)} Tc")
        self._show(pieces, style.size, self._moved(item.x - back, item.y))
        if spacing:
            self._put("0 Tc")

    def _moved(self, x: float, y: float) -> bytes:
        """The operator that moves to a line's beginning, from the beginning of the one before."""
        self._enter_text()
        right, up = round(x * 100), round((self._height - y) * 100)
        before = self._at
        self._at = (right, up)
        return _move(right - before[0], up - before[1])

    def _block(self, item: TextBlock) -> None:
        """Lines under each other; the same ones are only put together once."""
        if not any(item.lines):
            return
        style = item.style
        if style.colour != self._fill:
            self._set_fill(style.colour)
        block = self._typed.block(item.lines, style, item.leading, item.align)
        move = self._moved(item.x + block.x, item.y)
        if self._font != block.begins:
            name, size = block.begins
            move = _font_operator(name, size) + move
        self._out.append(move + block.operators)
        self._font = block.ends
        self._at = (self._at[0] + block.right, self._at[1] - block.down)

    def _show(self, pieces: Shown, size: float, move: bytes) -> None:
        for name, codes in pieces:
            if self._font != (name, size):
                self._font = (name, size)
                move = _font_operator(name, size) + move
            self._out.append(move + codes)
            move = b""

    def _turned(self, item: Text, pieces: Shown, back: float) -> None:
        """A rotated text: its own text object, moved back along its own direction."""
        self._leave_text()
        angle = math.radians(item.rotation)
        cos, sin = math.cos(angle), math.sin(angle)
        x = item.x - back * cos
        y = self._height - item.y - back * sin
        turn = " ".join(f"{part:.6f}".rstrip("0").rstrip(".") for part in (cos, sin, -sin, cos))
        matrix = f"{turn} {number(x)} {number(y)}"
        self._out.append(b"BT")
        self._show(pieces, item.style.size, f"{matrix} Tm".encode("ascii"))
        self._out.append(b"ET")

    # -- colours and lines

    def _set_fill(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            self._put(colour_operator(colour, _FILL))

    def _set_pen(self, colour: Colour, line: float) -> None:
        if colour != self._stroke:
            self._stroke = colour
            self._put(colour_operator(colour, _STROKE))
        if line != self._line:
            self._line = line
            self._put(f"{number(line)} w")

    def _paint(self, fill: Colour | None, stroke: Colour | None, line: float) -> str:
        """Set what is needed; the operator that paints the path to come."""
        self._leave_text()
        if fill is not None:
            self._set_fill(fill)
        if stroke is not None:
            self._set_pen(stroke, line)
        return ("B" if stroke is not None else "f") if fill is not None else "S"

    def _rule(self, item: Rule) -> None:
        self._leave_text()
        self._set_pen(item.colour, item.line)
        line = (
            f"{number(item.x1)} {number(self._height - item.y1)} m "
            f"{number(item.x2)} {number(self._height - item.y2)} l S"
        )
        if item.dash:
            line = f"[{' '.join(map(number, item.dash))}]0 d {line} []0 d"
        self._put(line)

    def _box(self, item: Box) -> None:
        if item.fill is None and item.stroke is None:
            return
        operator = self._paint(item.fill, item.stroke, item.line)
        bottom = self._height - item.y - item.height
        corner = f"{number(item.x)} {number(bottom)}"
        self._put(f"{corner} {number(item.width)} {number(item.height)} re {operator}")

    def _path(self, item: Path) -> None:
        if item.fill is None and item.stroke is None:
            return
        operator = self._paint(item.fill, item.stroke, item.line)
        top, steps = self._height, []
        for kind, *values in item.steps:
            values[1::2] = [top - y for y in values[1::2]]
            steps.append(" ".join([*map(number, values), _OPERATORS[kind]]))
        self._put("\n".join([*steps, operator]))

    # -- things written elsewhere in the file

    def _use(self, item: UseForm) -> None:
        """Place a form; its own space has y upwards from its bottom edge."""
        self._leave_text()
        name, height = self._things.form(item.name)
        a, b, c, d = item.turn
        matrix = (a, -b, -c, d, item.x + c * height, self._height - item.y - d * height)
        if matrix == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0):
            self._put(f"/{name} Do")
        else:
            self._put(f"q {' '.join(map(number, matrix))} cm /{name} Do Q")

    def _image(self, item: Image) -> None:
        self._leave_text()
        size = f"{number(item.width)} 0 0 {number(item.height)}"
        corner = f"{number(item.x)} {number(self._height - item.y - item.height)}"
        self._put(f"q {size} {corner} cm /{self._things.image(item.name)} Do Q")
