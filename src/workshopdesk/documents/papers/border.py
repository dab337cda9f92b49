"""The border of a certificate: indigo weaving motifs with gold points, drawn for this program.

One side is drawn once and used twice, the short sides with the axes swapped.
"""

from __future__ import annotations

from workshopdesk.documents.papers.ink import GOLD, INDIGO, WHITE, diamond_steps, mm
from workshopdesk.documents.typeset import Box, Form, Item, Path, Step, UseForm

_WIDTH, _HEIGHT = 297.0, 210.0
_EDGE, _BAND = 10.0, 8.0
_MODULE = 14.5
_STROKE = 0.55
_HOOK = ((2.9, 0.0), (5.5, 2.6), (6.5, 1.6), (5.6, 0.7), (5.1, 1.2))
_SIDES = {"long": 18, "short": 12}
_SWAPPED = (0.0, 1.0, 1.0, 0.0)


def border_forms() -> dict[str, Form]:
    """Forms named "long" and "short" (sides) and "border" (the whole A4 landscape frame)."""
    forms = {name: _side(count) for name, count in _SIDES.items()}
    forms["border"] = Form(mm(_WIDTH), mm(_HEIGHT), (*_frame(), *_bands(), *_corners()))
    return forms


def band_form(modules: int) -> Form:
    """A band of the border by itself: 14.5 mm a module, 8 mm high."""
    return _side(modules)


def _frame() -> list[Item]:
    return [
        _outline(_EDGE, 1.2),
        _outline(_EDGE + _BAND, 0.8),
        Box(
            mm(19.2),
            mm(19.2),
            mm(_WIDTH - 38.4),
            mm(_HEIGHT - 38.4),
            stroke=GOLD,
            line=0.5,
        ),
    ]


def _outline(edge: float, line: float) -> Box:
    wide, high = _WIDTH - 2 * edge, _HEIGHT - 2 * edge
    return Box(mm(edge), mm(edge), mm(wide), mm(high), stroke=INDIGO, line=line)


def _bands() -> list[Item]:
    near = mm(_EDGE + _BAND)
    return [
        UseForm("long", near, mm(_EDGE)),
        UseForm("long", near, mm(_HEIGHT - _EDGE - _BAND)),
        UseForm("short", mm(_EDGE), near, _SWAPPED),
        UseForm("short", mm(_WIDTH - _EDGE - _BAND), near, _SWAPPED),
    ]


def _corners() -> list[Item]:
    far_x, far_y = _WIDTH - _EDGE - _BAND, _HEIGHT - _EDGE - _BAND
    items: list[Item] = []
    for x in (_EDGE, far_x):
        for y in (_EDGE, far_y):
            items += _corner(x, y)
    return items


def _corner(x: float, y: float) -> list[Item]:
    middle_x, middle_y = mm(x + _BAND / 2), mm(y + _BAND / 2)
    inset = (_BAND - 6.4) / 2
    return [
        Box(mm(x), mm(y), mm(_BAND), mm(_BAND), WHITE, INDIGO, 1.2),
        Box(mm(x + inset), mm(y + inset), mm(6.4), mm(6.4), None, GOLD, 0.8),
        Path(diamond_steps(middle_x, middle_y, mm(2.6)), fill=INDIGO),
        Path(diamond_steps(middle_x, middle_y, mm(1.25)), fill=WHITE),
        Path(diamond_steps(middle_x, middle_y, mm(0.6)), fill=GOLD),
    ]


def _side(count: int) -> Form:
    """A row of modules along x, its centre line in the middle of the band."""
    lines: list[Step] = []
    filled: list[Step] = []
    hollow: list[Step] = []
    gold: list[Step] = []
    for n in range(count):
        middle = (n + 0.5) * _MODULE
        lines += _diamond(middle, 2.9)
        filled += _diamond(middle, 1.55)
        hollow += _diamond(middle, 0.6)
        lines += _hooks(middle)
        if n:
            gold += _joint(n * _MODULE)
    items: tuple[Item, ...] = (
        Path(tuple(lines), stroke=INDIGO, line=mm(_STROKE)),
        Path(tuple(filled), fill=INDIGO),
        Path(tuple(hollow), fill=WHITE),
        Path(tuple(gold), fill=GOLD),
    )
    return Form(mm(count * _MODULE), mm(_BAND), items)


def _diamond(s: float, half: float) -> list[Step]:
    return list(diamond_steps(mm(s), mm(_BAND / 2), mm(half)))


def _hooks(middle: float) -> list[Step]:
    steps: list[Step] = []
    for along in (-1, 1):
        for across in (-1, 1):
            points = [(middle + along * s, _BAND / 2 + across * t) for s, t in _HOOK]
            steps.append(("M", mm(points[0][0]), mm(points[0][1])))
            steps += [("L", mm(s), mm(t)) for s, t in points[1:]]
    return steps


def _joint(s: float) -> list[Step]:
    steps = _diamond(s, 0.62)
    for across in (-1, 1):
        base, point = mm(_BAND / 2 + across * 3.45), mm(_BAND / 2 + across * 2.2)
        steps += [("M", mm(s - 1.25), base), ("L", mm(s + 1.25), base), ("L", mm(s), point), ("Z",)]
    return steps
