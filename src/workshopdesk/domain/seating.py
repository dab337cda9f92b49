"""Who of the bound people (locked, wished together, wished apart) sits where, with fewest moves.

Hides the search. People bound by no wish need none: how many of them must leave a group follows
from the places the bound ones take, so only the bound are tried out, nearest place first, and a
branch is left as soon as it cannot beat the best found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from workshopdesk.domain.evenness import Counts

_WORK = 80_000
"""How many looks at a group the search may take: well under a second."""


@dataclass(frozen=True, slots=True)
class Task:
    """People by number, with what is given of each.

    ``home`` is the group that counts as theirs now (None: none), ``units`` the bound people who
    must sit together (often one), ``foes`` whom each may not sit with. Groups hold ``small`` or
    one more; the latter are exactly ``large`` groups.
    """

    traits: Sequence[tuple[int, ...]]
    values: int
    number: int
    home: Sequence[int | None]
    locked: frozenset[int]
    units: tuple[tuple[int, ...], ...]
    foes: Sequence[frozenset[int]]

    @property
    def small(self) -> int:
        """The size of the smaller groups."""
        return len(self.home) // self.number

    @property
    def large(self) -> int:
        """How many groups have one more."""
        return len(self.home) % self.number


def must_leave(task: Task, load: Sequence[int], loose: Sequence[int]) -> int | None:
    """The fewest of the loose people of each group who cannot stay beside its load.

    None when the load itself does not fit.
    """
    spare, leaving, relieved = task.large, 0, 0
    for fixed, free in zip(load, loose, strict=True):
        over = fixed + free - task.small
        if fixed > task.small:
            if fixed > task.small + 1:
                return None
            spare -= 1
            leaving += free
        elif over > 0:
            leaving += over
            relieved += 1
    return None if spare < 0 else leaving - min(spare, relieved)


def quotas(task: Task, load: Sequence[int], loose: Sequence[int]) -> list[int]:
    """The size of each group that lets the most people stay."""
    order = sorted(
        range(task.number),
        key=lambda g: (load[g] <= task.small, load[g] + loose[g] <= task.small, g),
    )
    larger = frozenset(order[: task.large])
    return [task.small + (g in larger) for g in range(task.number)]


def seat_bound(task: Task, chance: Random) -> dict[int, int] | None:
    """A group for everyone locked or bound by a wish, so that the fewest people move in all.

    None when there is none. Both are certain unless so many wishes hang together that the
    search is cut short: then the best that was seen is given, or None.
    """
    search = _Search(task, chance)
    search.run()
    return search.best


class _Search:
    """Depth first, unit after unit; ``seat`` and the numbers beside it are the branch now tried."""

    def __init__(self, task: Task, chance: Random) -> None:
        self.task = task
        self.seat: dict[int, int] = {}
        self.load, self.loose = [0] * task.number, [0] * task.number
        self.counts = Counts(task.number, task.values)
        self.spent = self.work = 0
        self.best: dict[int, int] | None = None
        self.least_spent = 0
        self.units = sorted(task.units, key=self._ease)
        self.groups = list(range(task.number))
        chance.shuffle(self.groups)
        for home in task.home:
            if home is not None:
                self.loose[home] += 1
        in_units = {person for unit in task.units for person in unit}
        for person in sorted(task.locked - in_units):
            self._put((person,), task.home[person] or 0)

    def _ease(self, unit: tuple[int, ...]) -> tuple[bool, int, int, tuple[int, ...]]:
        """Those with the least choice first: locked, many, with many foes."""
        foes = sum(len(self.task.foes[person]) for person in unit)
        return (self.task.locked.isdisjoint(unit), -len(unit), -foes, unit)

    def run(self) -> None:
        """Try branches until no better one can be."""
        least = must_leave(self.task, self.load, self.loose)
        if least is None:
            return
        if not self.units:
            self.best = dict(self.seat)
            return
        branches = [self._tries(0)]
        while branches:
            if next(branches[-1], None) is None:
                branches.pop()
            elif len(branches) < len(self.units):
                branches.append(self._tries(len(branches)))
            else:
                self.best, self.least_spent = dict(self.seat), self._cost() or 0
                if self.least_spent == least:
                    return

    def _cost(self) -> int | None:
        """How many move at least when the branch is taken; exactly, once all units are placed."""
        leaving = must_leave(self.task, self.load, self.loose)
        return None if leaving is None else self.spent + leaving

    def _tries(self, level: int) -> Iterator[bool]:
        """Put a unit into one group after the other; it sits there while the caller goes on."""
        unit = self.units[level]
        for group in self._near(unit):
            self.work += self.task.number
            self._put(unit, group)
            cost = self._cost()
            if cost is not None and (self.best is None or cost < self.least_spent):
                yield True
            self._lift(unit, group)
            if self.work > _WORK:
                return

    def _near(self, unit: tuple[int, ...]) -> list[int]:
        """The groups a unit may join: where it moves least and adds most, best first.

        Of groups in which nobody sits yet one stands for all.
        """
        homes = {self.task.home[person] for person in unit if person in self.task.locked}
        foes = {self.seat.get(foe) for person in unit for foe in self.task.foes[person]}
        free = [g for g in self.groups if g not in foes and homes <= {g}]
        empty = [g for g in free if not self.load[g] and not self.loose[g]]
        allowed = [g for g in free if self.load[g] or self.loose[g]] + empty[:1]
        return sorted(allowed, key=lambda g: (self._moving(unit, g), self._alike(unit, g)))

    def _moving(self, unit: tuple[int, ...], group: int) -> int:
        return sum(self.task.home[person] not in (None, group) for person in unit)

    def _alike(self, unit: tuple[int, ...], group: int) -> int:
        return sum(self.counts.alike(group, self.task.traits[p]) for p in unit) + self.load[group]

    def _put(self, unit: tuple[int, ...], group: int, by: int = 1) -> None:
        self.spent += by * self._moving(unit, group)
        self.load[group] += by * len(unit)
        for person in unit:
            home = self.task.home[person]
            if home is not None:
                self.loose[home] -= by
            self.counts.add(group, self.task.traits[person], by)
            if by > 0:
                self.seat[person] = group
            else:
                del self.seat[person]

    def _lift(self, unit: tuple[int, ...], group: int) -> None:
        self._put(unit, group, -1)
