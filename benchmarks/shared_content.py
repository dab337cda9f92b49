"""What both benchmarks draw: fixed words, colours, places and the border, and their arguments.

The content equals, to the point, that of the scripts of other engines it is compared with.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

from workshopdesk.documents import typeset as t

WIDTH, HEIGHT = 841.89, 595.28
INK = t.Colour(0.1, 0.1, 0.1)
NAVY = t.Colour(0.06, 0.15, 0.42)
GOLD = t.colour("#8a6d1b")
Person = dict[str, str]


def arguments(default: int) -> tuple[int, Path, Path]:
    """How many people, where the PDF goes, and where the data lies: ``[N] OUT --data FILE``."""
    *words, flag, data = sys.argv[1:] if len(sys.argv) > 3 else ("", "", "")
    if flag != "--data" or not 1 <= len(words) <= 2:
        raise SystemExit(f"{sys.argv[0]} [N] OUT.pdf --data data.json")
    return int(words[0]) if len(words) == 2 else default, Path(words[-1]), Path(data)


def people(data: Path, count: int) -> list[Person]:
    """The first `count` people, from the beginning again where there are fewer."""
    listed: list[Person] = json.loads(data.read_text(encoding="utf-8"))["people"]
    return [
        {**listed[i % len(listed)], "no": str(i + 1)} if i >= len(listed) else listed[i]
        for i in range(count)
    ]


def _petal(x: float, y: float, across: bool) -> list[t.Step]:
    a, b = (16.0, 7.0) if across else (7.0, 16.0)
    if across:
        return [
            ("M", x - a, y),
            ("C", x - a / 2, y - b * 1.3, x + a / 2, y - b * 1.3, x + a, y),
            ("C", x + a / 2, y + b * 1.3, x - a / 2, y + b * 1.3, x - a, y),
            ("Z",),
        ]
    return [
        ("M", x, y - b),
        ("C", x - a * 1.3, y - b / 2, x - a * 1.3, y + b / 2, x, y + b),
        ("C", x + a * 1.3, y + b / 2, x + a * 1.3, y - b / 2, x, y - b),
        ("Z",),
    ]


def _leaf(cx: float, cy: float, quarter: int) -> list[t.Step]:
    cos, sin = math.cos(quarter * math.pi / 2), math.sin(quarter * math.pi / 2)

    def turned(u: float, v: float) -> tuple[float, float]:
        return cx + u * cos - v * sin, cy + u * sin + v * cos

    return [
        ("M", cx, cy),
        ("C", *turned(3, -7), *turned(10, -7), *turned(10, 0)),
        ("C", *turned(10, 7), *turned(3, 7), cx, cy),
        ("Z",),
    ]


def border() -> t.Path:
    """Three frames, petals along the sides, a rosette in each corner."""
    steps: list[t.Step] = []
    for inset in (18.0, 24.0, 44.0):
        right, bottom = WIDTH - inset, HEIGHT - inset
        steps += [("M", inset, inset), ("L", right, inset), ("L", right, bottom)]
        steps += [("L", inset, bottom), ("Z",)]
    middle = 34.0
    for i in range(20):
        x = 62 + i * (WIDTH - 124) / 19
        steps += _petal(x, middle, True) + _petal(x, HEIGHT - middle, True)
    for i in range(12):
        y = 62 + i * (HEIGHT - 124) / 11
        steps += _petal(middle, y, False) + _petal(WIDTH - middle, y, False)
    for cx in (middle, WIDTH - middle):
        for cy in (middle, HEIGHT - middle):
            for quarter in range(4):
                steps += _leaf(cx, cy, quarter)
    return t.Path(tuple(steps), stroke=GOLD, line=0.8)
