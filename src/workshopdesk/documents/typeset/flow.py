"""Running text over pages: headings stay with what follows, no page holds a lone line.

Hides how paragraphs are cut: into pieces that must stay together (two lines at least on either
side of a page's end; a heading and what follows it), which are then laid one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from workshopdesk.documents.typeset.lines import Line, place_lines, wrap
from workshopdesk.documents.typeset.model import Align, Group, Item, Role, TextStyle

_ROUNDING = 0.001
_TOGETHER = 2  # lines of a paragraph at a page's end, and at a page's beginning


class Paragraph(NamedTuple):
    """Text of one look; `before` and `after` are points of room, not kept at a page's top.

    `with_next` keeps its last lines on the page where the next paragraph begins; `keep` are
    names that are not broken.
    """

    text: str
    style: TextStyle
    leading: float
    align: Align = "left"
    before: float = 0.0
    after: float = 0.0
    with_next: bool = False
    keep: tuple[str, ...] = ()
    role: Role = "P"


class _Piece(NamedTuple):
    """Lines of one paragraph that stay together; `room` is asked for above them."""

    paragraph: Paragraph
    lines: Sequence[Line]
    room: float


def flow(
    paragraphs: Sequence[Paragraph],
    x: float,
    width: float,
    room: Callable[[int], tuple[float, float]],
) -> list[list[Item]]:
    """The paragraphs in a column from `x`, `width` wide: the items of each page.

    `room(n)` gives the top and the bottom of the column on page n (from 0). What must stay
    together and is higher than a page runs over its end. Raises MissingGlyph.
    """
    pages: list[list[Item]] = [[]]
    top, bottom = room(0)
    y = top
    for bundle in _bundles(paragraphs, width):
        height = sum(len(p.lines) * p.paragraph.leading + p.room for p in bundle)
        if y > top and y + height > bottom + _ROUNDING:
            pages.append([])
            top, bottom = room(len(pages) - 1)
            y = top
        for piece in bundle:
            y += piece.room if y > top else 0.0
            y = _laid(piece, x, y, width, pages[-1])
    return pages


def _laid(piece: _Piece, x: float, y: float, width: float, page: list[Item]) -> float:
    """Put a piece on the page, its first line's top at `y`; where the next one's is."""
    paragraph = piece.paragraph
    texts = place_lines(
        piece.lines,
        x,
        y + paragraph.leading * 0.75,
        width,
        paragraph.style,
        paragraph.leading,
        align=paragraph.align,
    )
    if texts:
        page.append(Group(paragraph.role, tuple(texts)))
    return y + len(piece.lines) * paragraph.leading


def _bundles(paragraphs: Sequence[Paragraph], width: float) -> Iterator[list[_Piece]]:
    """What must stay on one page, in order."""
    waiting: list[_Piece] = []
    above = 0.0
    for paragraph in paragraphs:
        lines = wrap(paragraph.text, paragraph.style, width, keep=paragraph.keep)
        for i, part in enumerate(_parts(lines)):
            if i:
                yield waiting
                waiting = []
            gap = 0.0 if i else max(above, paragraph.before)
            waiting.append(_Piece(paragraph, part, gap))
        above = paragraph.after
        if not paragraph.with_next:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _parts(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """A paragraph's lines, those that must stay together in one part each."""
    if len(lines) < 2 * _TOGETHER:
        return [lines]
    middle = [lines[i : i + 1] for i in range(_TOGETHER, len(lines) - _TOGETHER)]
    return [lines[:_TOGETHER], *middle, lines[-_TOGETHER:]]
