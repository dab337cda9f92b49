"""A template being edited: what is chosen, every step back and forward. No Qt.

Hides the steps; each verb is one of them. Layers are named by their place, 0 at the ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from workshopdesk.documents import design as d
from workshopdesk.ui.designer import placement as p

_MOST_STEPS = 200
_NEW: Mapping[str, tuple[float, float]] = {
    "text": (120, 10), "picture": (40, 30), "line": (80, 1), "rectangle": (60, 30),
    "border": (0, 0), "code": (35, 35), "signatories": (200, 40), "logos": (160, 14),
    "ornament": (40, 3),
}  # fmt: skip
KINDS: Mapping[str, type[d.Layer]] = {
    "text": d.TextLayer, "picture": d.PictureLayer, "line": d.LineLayer,
    "rectangle": d.RectangleLayer, "border": d.BorderLayer, "code": d.CodeLayer,
    "signatories": d.SignatoriesLayer, "logos": d.LogosLayer, "ornament": d.OrnamentLayer,
}  # fmt: skip


class Editing:
    """One template in hand."""

    def __init__(self, design: d.Design) -> None:
        self.design = design
        self.saved = design
        self.chosen: tuple[int, ...] = ()
        self._back: list[tuple[d.Design, tuple[int, ...]]] = []
        self._forward: list[tuple[d.Design, tuple[int, ...]]] = []

    @property
    def changed(self) -> bool:
        """Whether there is something not saved."""
        return self.design != self.saved

    @property
    def layers(self) -> tuple[d.Layer, ...]:
        """All layers, from the ground up."""
        return self.design.layers

    @property
    def page(self) -> d.Box:
        """The page as a box."""
        return d.Box(0, 0, self.design.width, self.design.height)

    def note_saved(self) -> None:
        """What is in hand now is what is stored."""
        self.saved = self.design

    # Choosing

    def choose(self, places: Iterable[int]) -> None:
        """Take layers in hand."""
        self.chosen = tuple(sorted({n for n in places if 0 <= n < len(self.layers)}))

    def at(self, x: float, y: float, slack: float = 0.0) -> int | None:
        """The topmost layer at a point that can be taken by the mouse."""
        for n in range(len(self.layers) - 1, -1, -1):
            layer, box = self.layers[n], self.layers[n].box
            if layer.locked or layer.hidden:
                continue
            beside = max(box.x - x, x - box.right), max(box.y - y, y - box.bottom)
            if max(beside) <= slack:
                return n
        return None

    def next(self, by: int) -> None:
        """Take the next or the former layer in hand."""
        last = self.chosen[-1] if self.chosen else (-1 if by > 0 else 0)
        if self.layers:
            self.choose([(last + by) % len(self.layers)])

    @property
    def movable(self) -> tuple[int, ...]:
        """The chosen layers that are not locked."""
        return tuple(n for n in self.chosen if not self.layers[n].locked)

    # Steps

    def put(self, design: d.Design, chosen: Sequence[int] | None = None) -> bool:
        """Make a step; False when nothing would change."""
        if design == self.design:
            return False
        self._back = [*self._back[-_MOST_STEPS:], (self.design, self.chosen)]
        self._forward.clear()
        self.design = design
        self.choose(self.chosen if chosen is None else chosen)
        return True

    @property
    def undoable(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._back)

    @property
    def redoable(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._forward)

    def undo(self) -> bool:
        """Take the last step back."""
        return self._turn(self._back, self._forward)

    def redo(self) -> bool:
        """Do a step again."""
        return self._turn(self._forward, self._back)

    def _turn(
        self,
        source: list[tuple[d.Design, tuple[int, ...]]],
        target: list[tuple[d.Design, tuple[int, ...]]],
    ) -> bool:
        if not source:
            return False
        target.append((self.design, self.chosen))
        self.design, self.chosen = source.pop()
        return True

    # Boxes

    def place(self, boxes: Mapping[int, d.Box]) -> bool:
        """Put layers elsewhere, kept on the page."""
        page = self.page
        layers = list(self.layers)
        for n, box in boxes.items():
            kept = p.kept_on(box, page.width, page.height)
            rounded = d.Box(*(round(v, 2) for v in (kept.x, kept.y, kept.width, kept.height)))
            layers[n] = replace(layers[n], box=rounded)
        return self.put(replace(self.design, layers=tuple(layers)))

    def move(self, right: float, down: float) -> bool:
        """Move what is chosen, together and no further than the page goes."""
        if not self.movable:
            return False
        boxes = [self.layers[n].box for n in self.movable]
        whole = p.around(boxes)
        goal = p.kept_on(p.moved(whole, right, down), self.page.width, self.page.height)
        by = goal.x - whole.x, goal.y - whole.y
        return self.place({n: p.moved(self.layers[n].box, *by) for n in self.movable})

    def grow(self, right: float, down: float) -> bool:
        """Pull the lower right corner of what is chosen."""
        return self.place(
            {n: p.resized(self.layers[n].box, "se", right, down) for n in self.movable}
        )

    def align(self, edge: p.Edge) -> bool:
        """Bring the chosen ones in line."""
        boxes = [self.layers[n].box for n in self.movable]
        if not boxes:
            return False
        found = p.aligned(boxes, edge, self.page)
        return self.place(dict(zip(self.movable, found, strict=True)))

    def distribute(self, *, across: bool) -> bool:
        """Equal gaps between the chosen ones."""
        boxes = [self.layers[n].box for n in self.movable]
        return self.place(dict(zip(self.movable, p.distributed(boxes, across=across), strict=True)))

    def snapping(self) -> p.Lines:
        """What the chosen ones snap to."""
        others = (
            layer.box
            for n, layer in enumerate(self.layers)
            if n not in self.chosen and not layer.hidden
        )
        return p.lines_of(self.design.width, self.design.height, others)

    # Layers

    def set(self, **values: Any) -> bool:
        """Give the chosen layers these values, where they have such a thing."""
        layers = list(self.layers)
        for n in self.chosen:
            names = {one.name for one in fields(layers[n])}
            fitting = {key: value for key, value in values.items() if key in names}
            layers[n] = replace(layers[n], **fitting)
        return self.put(replace(self.design, layers=tuple(layers)))

    def add(self, kind: str, **values: Any) -> bool:
        """A new layer on top, in the middle of the page, taken in hand."""
        wide, high = _NEW[kind]
        page = self.page
        wide, high = min(wide or page.width, page.width), min(high or page.height, page.height)
        box = d.Box(round((page.width - wide) / 2), round((page.height - high) / 2), wide, high)
        if kind == "border":
            box = page
        layer = KINDS[kind](box=box, **values)
        return self.put(
            replace(self.design, layers=(*self.layers, layer)), chosen=[len(self.layers)]
        )

    def add_picture(self, data: bytes, **values: Any) -> bool:
        """A new picture layer with its picture."""
        key, pictures = self._with_picture(data)
        box = d.Box(round(self.page.width / 2 - 20), round(self.page.height / 2 - 15), 40, 30)
        layer = d.PictureLayer(box=box, picture=key, **values)
        layers = (*self.layers, layer)
        return self.put(
            replace(self.design, layers=layers, pictures=pictures), chosen=[len(layers) - 1]
        )

    def sign_with(self, n: int, data: bytes | None) -> bool:
        """Give signatory ``n`` of the chosen layers a scanned signature, or room for the hand."""
        key, pictures = ("", self.design.pictures) if data is None else self._with_picture(data)
        layers = list(self.layers)
        for place in self.chosen:
            layer = layers[place]
            if isinstance(layer, d.SignatoriesLayer):
                keys = [*layer.pictures, *[""] * d.MOST_SIGNATORIES][: d.MOST_SIGNATORIES]
                keys[n] = key
                while keys and not keys[-1]:
                    keys.pop()
                layers[place] = replace(layer, pictures=tuple(keys))
        return self.put(replace(self.design, layers=tuple(layers), pictures=pictures))

    def change_picture(self, data: bytes) -> bool:
        """Another picture for the chosen picture layers."""
        key, pictures = self._with_picture(data)
        layers = tuple(
            replace(layer, picture=key)
            if n in self.chosen and isinstance(layer, d.PictureLayer)
            else layer
            for n, layer in enumerate(self.layers)
        )
        return self.put(replace(self.design, layers=layers, pictures=pictures))

    def _with_picture(self, data: bytes) -> tuple[str, dict[str, bytes]]:
        pictures = dict(self.design.pictures)
        for key, known in pictures.items():
            if known == data:
                return key, pictures
        number = 1
        while f"picture{number}" in pictures:
            number += 1
        return f"picture{number}", {**pictures, f"picture{number}": data}

    def duplicate(self) -> bool:
        """The chosen ones again, a little lower and to the right."""
        copies = []
        for n in self.chosen:
            box = p.moved(self.layers[n].box, 5, 5)
            kept = p.kept_on(box, self.page.width, self.page.height)
            copies.append(replace(self.layers[n], box=kept, locked=False))
        first = len(self.layers)
        layers = (*self.layers, *copies)
        return self.put(replace(self.design, layers=layers), chosen=range(first, len(layers)))

    def remove(self) -> bool:
        """Take the chosen ones away, but for locked ones."""
        gone = set(self.movable)
        layers = tuple(layer for n, layer in enumerate(self.layers) if n not in gone)
        return self.put(replace(self.design, layers=layers), chosen=())

    def lift(self, by: int) -> bool:
        """Bring the chosen ones one up (1) or down (-1) among the layers, or no further."""
        order = list(range(len(self.layers)))
        chosen = set(self.chosen)
        for n in sorted(chosen, reverse=by > 0):
            at = order.index(n)
            to = at + by
            if 0 <= to < len(order) and order[to] not in chosen:
                order[at], order[to] = order[to], order[at]
        layers = tuple(self.layers[n] for n in order)
        return self.put(
            replace(self.design, layers=layers), chosen=[order.index(n) for n in chosen]
        )

    def turn_page(self, *, landscape: bool) -> bool:
        """Lay the page the other way; what would stand off it is brought onto it."""
        page = d.Design(landscape=landscape)
        layers = tuple(
            replace(layer, box=p.kept_on(layer.box, page.width, page.height))
            for layer in self.layers
        )
        return self.put(replace(self.design, landscape=landscape, layers=layers))
