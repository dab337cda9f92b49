"""A chart as a value: one description that paper, Excel and the screen draw alike.

Hides which inks tell series apart. They differ in lightness, not in hue alone, and every one has
the same outline, so that a greyscale print, a bad copy and colour-blind eyes tell them apart;
whoever draws a bar prints its value beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from workshopdesk.documents.model import TallyTable, Words

NO_WORDS = Words("")
OUTLINE = "#1F4A7F"
"""The line round every bar."""


class Ink(NamedTuple):
    """How a series is filled, and the colour of words upon it."""

    fill: str
    words: str


INKS = (Ink("#1F4A7F", "#FFFFFF"), Ink("#C9D3DF", "#000000"), Ink("#FFFFFF", "#000000"))
"""Of the series in their order: women dark, men light, not said open."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: a count for each series; ``note`` is printed after the total, e.g. a share."""

    label: Words
    counts: tuple[int, ...]
    note: Words = NO_WORDS

    @property
    def total(self) -> int:
        """The whole bar."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one or more series stacked; ``upright`` ones are columns.

    ``whole``: what everything would be, shown as a line where it is more than 0.
    """

    title: Words
    series: tuple[Words, ...]
    bars: tuple[Bar, ...]
    note: Words = NO_WORDS
    whole: int = 0
    upright: bool = False

    @property
    def longest(self) -> int:
        """What a bar of full length stands for, at least 1."""
        return max(self.whole, 1, *(bar.total for bar in self.bars))


def chart_of(table: TallyTable) -> Chart:
    """The chart of a table of people: women, men and, where it is needed, those not said."""
    heads = table.headings
    named = (heads.women, heads.men, heads.not_said)
    shown = 3 if table.shows_not_said else 2
    return Chart(
        table.title,
        named[:shown],
        tuple(Bar(r.label, (r.women, r.men, r.not_said)[:shown]) for r in table.rows),
    )


def axis_end(longest: int) -> int:
    """The round number at which an axis of numbers ends."""
    step = 1
    while longest > 10 * step:
        step *= 10
    for factor in (1, 2, 5):
        if longest <= 6 * step * factor:
            step *= factor
            break
    return max(step * -(-longest // step), 1)
