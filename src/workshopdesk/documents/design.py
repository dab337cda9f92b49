"""A certificate's template as frozen values: layers on a page, and what is printed on it.

Hides nothing and draws nothing: ``design_json`` reads and writes templates, ``papers.designed``
draws them. Distances in millimetres from the page's top left corner, type in points.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeAlias

from workshopdesk.documents.model import Sheet, Signer

Side = Literal["left", "centre", "right"]
Height = Literal["top", "middle", "bottom"]

MOST_SIGNATORIES = 4
OWN_FIELDS = ("name", "name_latin", "title", "unit", "position", "hours", "number")
"""What differs from one certificate to the next."""
SHARED_FIELDS = (
    "event", "dates", "dates_in_words", "place", "place_and_dates", "place_date", "issuer",
    "state_lines", "support",
    *(f"signatory{n}_{part}" for n in range(1, MOST_SIGNATORIES + 1) for part in ("title", "name")),
)  # fmt: skip
FIELDS = (*OWN_FIELDS, *SHARED_FIELDS)
"""Each is in the language of its text, and with "_lo" or "_en" after it in that language."""
FIELD = re.compile(r"\{([A-Za-z0-9_]+)\}")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """Something on the page. ``recentred``: stands in the page's middle where there is no code."""

    box: Box
    name: str = ""
    locked: bool = False
    hidden: bool = False
    recentred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayer(_Layer):
    """Words with fields in braces, in at most so many lines.

    What does not fit becomes smaller, below ``least`` (points) too if it must: nothing is cut,
    and a text of one line stays on one line. Without any of its fields it is not printed.
    """

    kind: ClassVar[str] = "text"
    text: str = ""
    language: Literal["lo", "en"] = "lo"
    family: str = "sans"
    weight: int = 400
    size: float = 12.0
    least: float = 8.0
    colour: str = "#000000"
    align: Side = "centre"
    anchor: Height = "top"
    leading: float = 1.6
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLayer(_Layer):
    """A picture of the template's, as large as its box allows, never stretched."""

    kind: ClassVar[str] = "picture"
    picture: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLayer(_Layer):
    """A straight line through the middle of its box, along the longer side."""

    kind: ClassVar[str] = "line"
    colour: str = "#000000"
    line: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class RectangleLayer(_Layer):
    """A rectangle, filled, outlined or both; "" is no colour."""

    kind: ClassVar[str] = "rectangle"
    fill: str = ""
    stroke: str = "#000000"
    line: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderLayer(_Layer):
    """The border of weaving motifs over the whole box, or plain lines in a colour."""

    kind: ClassVar[str] = "border"
    style: Literal["weaving", "plain"] = "weaving"
    colour: str = "#1F4A7F"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLayer(_Layer):
    """The QR code of the signed statement, a square in its box."""

    kind: ClassVar[str] = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoriesLayer(_Layer):
    """Everyone who signs, side by side: title above, room for hand and seal, name beneath.

    ``dated`` puts place and date over the last one; ``pictures`` are scanned signatures in order,
    "" for room to sign by hand.
    """

    kind: ClassVar[str] = "signatories"
    language: Literal["lo", "en", "lo-en"] = "lo"
    size: float = 11.0
    name_size: float = 12.0
    leading: float = 1.7
    dated: bool = True
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogosLayer(_Layer):
    """The logos of programmes and funders in one row of equal height."""

    kind: ClassVar[str] = "logos"
    align: Side = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrnamentLayer(_Layer):
    """The small ornament under the state's lines."""

    kind: ClassVar[str] = "ornament"
    colour: str = "#000000"


Layer: TypeAlias = (
    TextLayer
    | PictureLayer
    | LineLayer
    | RectangleLayer
    | BorderLayer
    | CodeLayer
    | SignatoriesLayer
    | LogosLayer
    | OrnamentLayer
)


@dataclass(frozen=True, slots=True)
class Design:
    """A template: its page (A4), its layers from the ground up, its pictures by key."""

    name: str = ""
    landscape: bool = True
    layers: tuple[Layer, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def width(self) -> float:
        """The page's width."""
        return 297.0 if self.landscape else 210.0

    @property
    def height(self) -> float:
        """The page's height."""
        return 210.0 if self.landscape else 297.0


def fields_in(text: str) -> tuple[str, ...]:
    """The names in braces, known or not."""
    return tuple(FIELD.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields; "" when it has fields and none of them holds anything."""
    found = fields_in(text)
    if found and not any(values.get(name) for name in found):
        return ""
    return FIELD.sub(lambda match: values.get(match[1], ""), text)


@dataclass(frozen=True, slots=True)
class FieldValues:
    """What fields stand for, in Lao and in English."""

    lo: Mapping[str, str]
    en: Mapping[str, str]

    def of(self, language: str) -> Mapping[str, str]:
        """The values in a language."""
        return self.en if language == "en" else self.lo


@dataclass(frozen=True, slots=True)
class Designed:
    """One certificate: its own fields and what its code holds."""

    own: FieldValues
    code: str = ""


@dataclass(frozen=True, slots=True)
class DesignedBatch(Sheet):
    """Certificates in list order as a template has them.

    A certificate's own fields stand before the shared ones. ``signers``: Lao in ``main``, English
    in ``under``. ``preprinted``: only what is filled in, moved by so many millimetres. ``sketch``:
    what has no content yet (code, room for seals) is outlined, for who designs.
    """

    design: Design
    shared: FieldValues
    signers: tuple[Signer, ...]
    certificates: tuple[Designed, ...]
    preprinted: tuple[float, float] | None = None
    sketch: bool = False
