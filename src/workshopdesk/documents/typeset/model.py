"""The page model: frozen values that say what stands where, and nothing of how PDF writes it.

Points throughout (1/72 inch). The origin is the page's top left corner and y grows downwards;
a text's y is its baseline. Names of forms and images are keys into the document's tables.
Named tuples, because a long list is made of hundreds of thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

A4 = (595.276, 841.89)
A4_LANDSCAPE = (841.89, 595.276)

Align = Literal["left", "centre", "right", "justify"]
Role = Literal["H1", "H2", "H3", "P", "Table", "TR", "TH", "TD", "Figure", "L", "LI", "Sect"]
"""What a group is to a reader program (PDF 1.7, 14.8.4: standard structure types)."""


def mm(millimetres: float) -> float:
    """Millimetres in points."""
    return millimetres * 72 / 25.4


class Colour(NamedTuple):
    """Red, green, blue, each 0 to 1."""

    red: float
    green: float
    blue: float


def colour(code: str) -> Colour:
    """The colour of a code like "#1F4A7F". Raises ValueError for anything else."""
    value = bytes.fromhex(code.removeprefix("#"))
    if len(value) != 3:
        raise ValueError(code)
    return Colour(*(round(part / 255, 4) for part in value))


BLACK = Colour(0.0, 0.0, 0.0)
WHITE = Colour(1.0, 1.0, 1.0)


class TextStyle(NamedTuple):
    """How text looks: a family of `fonts.FAMILIES` (or one added), points, CSS weight, colour."""

    family: str = "sans"
    size: float = 11.0
    weight: int = 400
    colour: Colour = BLACK


class Text(NamedTuple):
    """One line of text. `x` is its left end, middle or right end, as `align` says.

    With "justify" the line runs from `x` over `width`, by its spaces or, where it has none, by
    its clusters. `rotation` turns it counter-clockwise about (x, y), in degrees.
    """

    x: float
    y: float
    text: str
    style: TextStyle
    align: Align = "left"
    width: float | None = None
    rotation: float = 0.0


class TextBlock(NamedTuple):
    """Lines under each other, `leading` apart; `x` and `align` as for a text, `y` the first's."""

    x: float
    y: float
    lines: tuple[str, ...]
    style: TextStyle
    leading: float
    align: Align = "left"


class Rule(NamedTuple):
    """A straight line from (x1, y1) to (x2, y2); `dash` is (on, off) in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    line: float = 0.4
    colour: Colour = BLACK
    dash: tuple[float, ...] = ()


class Box(NamedTuple):
    """A rectangle whose top left corner is (x, y), filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: Colour | None = None
    line: float = 0.4


Step: TypeAlias = (
    tuple[Literal["M", "L"], float, float]
    | tuple[Literal["C"], float, float, float, float, float, float]
    | tuple[Literal["Z"]]
)
"""Of a path: move to, line to, cubic curve to (two controls and the end), close."""


class Path(NamedTuple):
    """Any outline, filled (non-zero winding), stroked (mitred) or both."""

    steps: tuple[Step, ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    line: float = 0.4


class Image(NamedTuple):
    """A picture of the document's `images`, its top left corner at (x, y); `alt` describes it."""

    name: str
    x: float
    y: float
    width: float
    height: float
    alt: str = ""


class UseForm(NamedTuple):
    """A form of the document's `forms` with its top left corner at (x, y).

    `turn` (a, b, c, d) maps the form's point (u, v) to (a*u + c*v + x, b*u + d*v + y): (0, 1, 1,
    0) swaps its axes, (-1, 0, 0, -1) turns it upside down.
    """

    name: str
    x: float = 0.0
    y: float = 0.0
    turn: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 1.0)


class Link(NamedTuple):
    """A rectangle that opens a web address when clicked."""

    x: float
    y: float
    width: float
    height: float
    address: str


class Group(NamedTuple):
    """Items that are one heading, paragraph, table ... to a reader program; nothing is drawn.

    Without tags a group is only its items. In a tagged document whatever stands in no group is
    decoration.
    """

    role: Role
    items: tuple[Item, ...]
    alt: str = ""


Item: TypeAlias = Text | TextBlock | Rule | Box | Path | Image | UseForm | Link | Group


class Page(NamedTuple):
    """One page and what stands on it, drawn in order."""

    width: float
    height: float
    items: Iterable[Item]


class Form(NamedTuple):
    """Art or text that is written once in the file and used on any number of pages."""

    width: float
    height: float
    items: tuple[Item, ...]


class Document(NamedTuple):
    """A whole paper. `pages` may be a generator: each page is written and forgotten.

    `language` is a BCP 47 code; `images` holds PNG or JPEG files as bytes; without `created`
    the file carries no time, so that the same input gives the same bytes.
    """

    title: str
    language: str
    pages: Iterable[Page]
    forms: Mapping[str, Form] = MappingProxyType({})
    images: Mapping[str, bytes] = MappingProxyType({})
    author: str = ""
    subject: str = ""
    created: datetime | None = None
    page_count: int = 0
    """Only told to the progress; 0 where it is not known beforehand."""
