"""Forming mixed groups: people spread over groups so that every trait is as even as can be.

Hides the search: people are dealt out by their traits, then pairs are swapped for as long as
that evens something out. The same people, number and seed give the same groups.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workshopdesk.domain.registration import Role

ROLES_LEFT_OUT = frozenset(
    {
        Role.CHAIR,
        Role.PROJECT_STAFF,
        Role.ASSISTING_STAFF,
        Role.INTERPRETER,
        Role.MEDIA,
        Role.DRIVER,
    }
)
"""Roles that run the event and so sit in no working group unless someone puts them there."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person to place: a key of the caller's, and one value per trait, in the same order."""

    key: int
    traits: tuple[str, ...]


def unevenness(groups: Sequence[Sequence[Candidate]]) -> int:
    """How far the groups are from even: the sum over traits, values and groups of count squared.

    With fixed group sizes the sum is least exactly when every value is spread as evenly as it
    can be, so smaller is better and two formations of the same people can be compared.
    """
    return sum(
        count * count
        for group in groups
        for count in Counter(
            (index, value) for person in group for index, value in enumerate(person.traits)
        ).values()
    )


def form_groups(
    people: Sequence[Candidate], number: int, seed: int = 0
) -> tuple[tuple[int, ...], ...]:
    """Place everybody in ``number`` groups whose sizes differ by at most one.

    Gives the keys per group, each group in the order the people came in. Raises ValueError
    when ``number`` is not between 1 and the number of people.
    """
    if not 1 <= number <= len(people):
        raise ValueError(number)
    groups = _deal(people, number, seed)
    _even_out(groups)
    place = {person.key: index for index, person in enumerate(people)}
    ordered = [sorted((p.key for p in group), key=place.__getitem__) for group in groups]
    ordered.sort(key=lambda group: place[group[0]])
    return tuple(tuple(group) for group in ordered)


def _deal(people: Sequence[Candidate], number: int, seed: int) -> list[list[Candidate]]:
    """Sort by traits, the rarest value of each first, and deal round the table."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    common = Counter((i, value) for p in people for i, value in enumerate(p.traits))
    shuffled = list(people)
    chance.shuffle(shuffled)
    shuffled.sort(key=lambda p: [(common[i, v], v) for i, v in enumerate(p.traits)])
    groups: list[list[Candidate]] = [[] for _ in range(number)]
    for index, person in enumerate(shuffled):
        groups[index % number].append(person)
    return groups


def _even_out(groups: list[list[Candidate]]) -> None:
    """Swap pairs between groups while any swap makes the whole more even (it always ends)."""
    counts = [Counter((i, v) for p in group for i, v in enumerate(p.traits)) for group in groups]
    improved = True
    while improved:
        improved = False
        for a in range(len(groups)):
            for b in range(a + 1, len(groups)):
                while _swap_one(groups[a], groups[b], counts[a], counts[b]):
                    improved = True


def _swap_one(
    left: list[Candidate],
    right: list[Candidate],
    left_counts: Counter[tuple[int, str]],
    right_counts: Counter[tuple[int, str]],
) -> bool:
    """Make the first swap that lowers the unevenness; say whether there was one."""
    seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for i, p in enumerate(left):
        for j, q in enumerate(right):
            if p.traits == q.traits or (p.traits, q.traits) in seen:
                continue
            seen.add((p.traits, q.traits))
            if _gain(p, q, left_counts, right_counts) < 0:
                left[i], right[j] = q, p
                for index, (old, new) in enumerate(zip(p.traits, q.traits, strict=True)):
                    left_counts[index, old] -= 1
                    left_counts[index, new] += 1
                    right_counts[index, new] -= 1
                    right_counts[index, old] += 1
                return True
    return False


def _gain(
    p: Candidate,
    q: Candidate,
    left_counts: Counter[tuple[int, str]],
    right_counts: Counter[tuple[int, str]],
) -> int:
    """By how much the unevenness changes when p (left) and q (right) change places."""
    change = 0
    for index, (old, new) in enumerate(zip(p.traits, q.traits, strict=True)):
        if old == new:
            continue
        # (n - 1)^2 - n^2 = 1 - 2n for what leaves, (n + 1)^2 - n^2 = 1 + 2n for what comes.
        change += 1 - 2 * left_counts[index, old] + 1 + 2 * left_counts[index, new]
        change += 1 - 2 * right_counts[index, new] + 1 + 2 * right_counts[index, old]
    return change
