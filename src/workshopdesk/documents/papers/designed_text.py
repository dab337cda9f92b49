"""A text of a template in its box: how small it becomes, where its lines stand. Nothing is cut."""

from __future__ import annotations

from workshopdesk.documents.design import TextLayer
from workshopdesk.documents.papers.ink import Pen, centred_lines, mm, width_of, wrapped
from workshopdesk.documents.typeset import colour

ASCENT = 1.1
"""The first line's baseline under the top of its box, in sizes: room for two marks above."""
DESCENT = 0.5
_SMALLEST = 1.0
_STEP = 0.5


def draw_text(pen: Pen, layer: TextLayer, text: str) -> float:
    """Draw the text; gives the size it was drawn at (as the layer says for "")."""
    if not text.strip():
        return layer.size
    size, lines = set_lines(layer, text)
    leading = layer.leading * size
    box = layer.box
    x = {"left": box.x, "centre": box.x + box.width / 2, "right": box.right}[layer.align]
    y = first_baseline(layer, (len(lines) - 1) * leading)
    for line in lines:
        pen.text(
            mm(x), y, line, size, layer.weight, align=layer.align, ink=colour(layer.colour),
            family=layer.family,
        )  # fmt: skip
        y += leading
    return size


def first_baseline(layer: TextLayer, depth: float) -> float:
    """The first baseline in points, when the last is ``depth`` points lower.

    It is told by the layer's own size: a name that had to become smaller stays on its line.
    """
    top = mm(layer.box.y) + ASCENT * layer.size
    bottom = mm(layer.box.bottom) - DESCENT * layer.size - depth
    return {"top": top, "middle": (top + bottom) / 2, "bottom": bottom}[layer.anchor]


def set_lines(layer: TextLayer, text: str) -> tuple[float, list[str]]:
    """The size at which the text fits its box's width in the lines it may have, and the lines."""
    room = mm(layer.box.width)
    if layer.lines == 1:
        line = " ".join(text.split("\n"))
        width = width_of(line, layer.size, layer.weight, layer.family)
        size = layer.size if width <= room else int(layer.size * room / width * 20) / 20
        return max(size, 0.05), [line]
    size = layer.size
    while size > _SMALLEST:
        lines = _broken(layer, text, size, room)
        if len(lines) <= max(layer.lines, text.count("\n") + 1) and _fit(layer, lines, size, room):
            return size, lines
        size -= _STEP
    return _SMALLEST, _broken(layer, text, _SMALLEST, room)


def _broken(layer: TextLayer, text: str, size: float, room: float) -> list[str]:
    found: list[str] = []
    for part in text.split("\n"):
        if layer.align == "centre":
            found += centred_lines(part, size, layer.weight, room, layer.family)
        else:
            found += wrapped(part, size, layer.weight, room, family=layer.family)
    return found


def _fit(layer: TextLayer, lines: list[str], size: float, room: float) -> bool:
    widest = max(width_of(line, size, layer.weight, layer.family) for line in lines)
    return widest <= room + 0.01
