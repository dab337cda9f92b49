"""How evenly people are spread over groups, and swaps that spread them more evenly.

Hides how counts are kept. A trait value is a small number here, so that the counts of a group
are a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeAlias

Traits: TypeAlias = Sequence[tuple[int, ...]]
"""Per person, the numbers of their trait values."""

MaySwap: TypeAlias = Callable[[int, int, int, int], bool]
"""Asked with a person, their group, another person, theirs."""


def unevenness(groups: Sequence[Sequence[Sequence[str]]]) -> int:
    """How far groups of people, given by their traits, are from even: the sum over traits,
    values and groups of count squared.

    With fixed group sizes the sum is least exactly when every value is spread as evenly as it
    can be, so smaller is better and two formations of the same people can be compared.
    """
    return sum(
        count * count
        for group in groups
        for count in Counter(
            (index, value) for traits in group for index, value in enumerate(traits)
        ).values()
    )


def numbered(people: Sequence[tuple[str, ...]]) -> tuple[list[tuple[int, ...]], int]:
    """Each person's trait values as numbers, alike for alike, and how many numbers there are."""
    known: dict[tuple[int, str], int] = {}
    made = [
        tuple(known.setdefault((index, value), len(known)) for index, value in enumerate(traits))
        for traits in people
    ]
    return made, len(known)


class Counts:
    """How often each trait value stands in each group."""

    def __init__(self, number: int, values: int) -> None:
        self.of = [[0] * values for _ in range(number)]

    def add(self, group: int, traits: Sequence[int], by: int = 1) -> None:
        """Someone with these traits comes (or, by -1, goes)."""
        counts = self.of[group]
        for value in traits:
            counts[value] += by

    def alike(self, group: int, traits: Sequence[int]) -> int:
        """How much a group already has of these traits."""
        counts = self.of[group]
        return sum(counts[value] for value in traits)


def even_out(
    groups: list[list[int]],
    traits: Traits,
    counts: Counts,
    may_swap: MaySwap,
) -> None:
    """Swap people between groups for as long as a swap makes the whole more even.

    It always ends: every swap lowers the unevenness, a whole number.
    """
    improved = True
    while improved:
        improved = False
        for a, b in combinations(range(len(groups)), 2):
            while swap := _best_swap(groups, a, b, traits, counts, may_swap):
                _swap(groups, (a, b), swap, traits, counts)
                improved = True


def _best_swap(
    groups: list[list[int]],
    a: int,
    b: int,
    traits: Traits,
    counts: Counts,
    may_swap: MaySwap,
) -> tuple[int, int] | None:
    """Places in both groups of the two whose swap gains most, None when none gains.

    A swap of p and q changes the unevenness by twice dp + dq + 2 x (traits they differ in),
    where dp is how much more there is of p's traits where p would go, and dq likewise.
    """
    ours, theirs = counts.of[a], counts.of[b]
    ahead = [theirs[v] - ours[v] for v in range(len(ours))]
    left = sorted((sum(ahead[v] for v in traits[p]), i) for i, p in enumerate(groups[a]))
    right = sorted((-sum(ahead[v] for v in traits[q]), j) for j, q in enumerate(groups[b]))
    best, found = 0, None
    for dp, i in left:
        if not right or dp + right[0][0] + 2 >= best:
            break
        p = groups[a][i]
        for dq, j in right:
            if dp + dq + 2 >= best:
                break
            q = groups[b][j]
            apart = sum(x != y for x, y in zip(traits[p], traits[q], strict=True))
            if apart and dp + dq + 2 * apart < best and may_swap(p, a, q, b):
                best, found = dp + dq + 2 * apart, (i, j)
    return found


def _swap(
    groups: list[list[int]],
    pair: tuple[int, int],
    places: tuple[int, int],
    traits: Traits,
    counts: Counts,
) -> None:
    (a, b), (i, j) = pair, places
    p, q = groups[a][i], groups[b][j]
    groups[a][i], groups[b][j] = q, p
    for group, person, by in ((a, p, -1), (b, p, 1), (b, q, -1), (a, q, 1)):
        counts.add(group, traits[person], by)
