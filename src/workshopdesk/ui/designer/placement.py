"""Where boxes go: moving, pulling at handles, snapping, aligning, distributing. Millimetres; no Qt.

Hides the rule of snapping: the nearest line within reach wins, each way by itself; where there is
none, edges stand on whole millimetres.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from workshopdesk.documents.design import Box

Handle = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w"]
HANDLES: tuple[Handle, ...] = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
EDGES: tuple[Edge, ...] = ("left", "centre", "right", "top", "middle", "bottom")
MARGIN = 20.0
LEAST = 1.0
REACH = 2.0


@dataclass(frozen=True, slots=True)
class Lines:
    """What boxes snap to: upright lines by their x, level ones by their y."""

    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapped:
    """Where something comes to stand, and the lines it stands on (None: on none)."""

    box: Box
    x: float | None = None
    y: float | None = None


def lines_of(width: float, height: float, others: Iterable[Box]) -> Lines:
    """The page's edges, margins and middle, and the edges and middles of other boxes."""
    xs = [0.0, MARGIN, width / 2, width - MARGIN, width]
    ys = [0.0, MARGIN, height / 2, height - MARGIN, height]
    for box in others:
        xs += [box.x, box.x + box.width / 2, box.right]
        ys += [box.y, box.y + box.height / 2, box.bottom]
    return Lines(tuple(xs), tuple(ys))


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box round all of them."""
    left, top = min(b.x for b in boxes), min(b.y for b in boxes)
    right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
    return Box(left, top, right - left, bottom - top)


def moved(box: Box, right: float, down: float) -> Box:
    """The box elsewhere."""
    return replace(box, x=box.x + right, y=box.y + down)


def kept_on(box: Box, width: float, height: float) -> Box:
    """The box on the page: moved inside, and made smaller only where it is larger than the page."""
    wide, high = min(box.width, width), min(box.height, height)
    x, y = min(max(box.x, 0.0), width - wide), min(max(box.y, 0.0), height - high)
    return Box(x, y, wide, high)


def resized(box: Box, handle: Handle, right: float, down: float) -> Box:
    """The box pulled at a handle; the other side stays and nothing turns inside out."""
    x, y, end, bottom = box.x, box.y, box.right, box.bottom
    if "w" in handle:
        x = min(x + right, end - LEAST)
    if "e" in handle:
        end = max(end + right, x + LEAST)
    if "n" in handle:
        y = min(y + down, bottom - LEAST)
    if "s" in handle:
        bottom = max(bottom + down, y + LEAST)
    return Box(x, y, end - x, bottom - y)


def snap_move(box: Box, lines: Lines, reach: float = REACH) -> Snapped:
    """The box moved a little so that an edge or its middle stands on a line or the grid."""
    right, x = _nearest((box.x + box.width / 2, box.x, box.right), lines.xs, reach)
    down, y = _nearest((box.y + box.height / 2, box.y, box.bottom), lines.ys, reach)
    if x is None:
        right = round(box.x) - box.x
    if y is None:
        down = round(box.y) - box.y
    return Snapped(moved(box, right, down), x, y)


def snap_resize(box: Box, handle: Handle, lines: Lines, reach: float = REACH) -> Snapped:
    """The box with the sides that are being pulled on a line or the grid."""
    right, x = _pulled(handle, ("w", box.x), ("e", box.right), lines.xs, reach)
    down, y = _pulled(handle, ("n", box.y), ("s", box.bottom), lines.ys, reach)
    return Snapped(resized(box, handle, right, down), x, y)


def _pulled(
    handle: Handle,
    first: tuple[str, float],
    second: tuple[str, float],
    lines: Sequence[float],
    reach: float,
) -> tuple[float, float | None]:
    for letter, at in (first, second):
        if letter in handle:
            by, line = _nearest((at,), lines, reach)
            return (round(at) - at, None) if line is None else (by, line)
    return 0.0, None


def _nearest(
    places: Sequence[float], lines: Sequence[float], reach: float
) -> tuple[float, float | None]:
    found = min(
        ((line - at, line) for at in places for line in lines),
        key=lambda pair: round(abs(pair[0]), 6),
        default=(reach + 1, 0.0),
    )
    return found if abs(found[0]) <= reach else (0.0, None)


_ALIGN: dict[Edge, Callable[[Box, Box], Box]] = {
    "left": lambda box, to: replace(box, x=to.x),
    "centre": lambda box, to: replace(box, x=to.x + (to.width - box.width) / 2),
    "right": lambda box, to: replace(box, x=to.right - box.width),
    "top": lambda box, to: replace(box, y=to.y),
    "middle": lambda box, to: replace(box, y=to.y + (to.height - box.height) / 2),
    "bottom": lambda box, to: replace(box, y=to.bottom - box.height),
}


def aligned(boxes: Sequence[Box], edge: Edge, page: Box) -> tuple[Box, ...]:
    """All with that edge or middle in one line: of all of them, or of the page for one alone."""
    to = around(boxes) if len(boxes) > 1 else page
    return tuple(_ALIGN[edge](box, to) for box in boxes)


def distributed(boxes: Sequence[Box], *, across: bool) -> tuple[Box, ...]:
    """The boxes with equal gaps between them; the outermost two stay. Fewer than three stay."""
    if len(boxes) < 3:
        return tuple(boxes)
    place = "x" if across else "y"
    size = "width" if across else "height"
    order = sorted(range(len(boxes)), key=lambda n: getattr(boxes[n], place))
    first, last = boxes[order[0]], boxes[order[-1]]
    room = getattr(last, place) + getattr(last, size) - getattr(first, place)
    gap = (room - sum(getattr(box, size) for box in boxes)) / (len(boxes) - 1)
    found = list(boxes)
    at = getattr(first, place)
    for n in order:
        found[n] = Box(**{**_parts(boxes[n]), place: at})
        at += getattr(boxes[n], size) + gap
    return tuple(found)


def _parts(box: Box) -> dict[str, float]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def handle_place(box: Box, handle: Handle) -> tuple[float, float]:
    """Where a handle stands."""
    x = box.x if "w" in handle else box.right if "e" in handle else box.x + box.width / 2
    y = box.y if "n" in handle else box.bottom if "s" in handle else box.y + box.height / 2
    return x, y
