"""Forming mixed groups: people spread over groups so that every trait is as even as can be.

Hides how: the bound (locked, wished together or apart) are seated first, the others dealt to the
groups that have least of their like, then pairs are swapped for as long as that evens something
out. Sizes always differ by at most one. The same people, number, wishes and seed give the same
groups.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workshopdesk.domain.evenness import Counts, MaySwap, even_out, numbered
from workshopdesk.domain.registration import Role
from workshopdesk.domain.seating import Task, quotas, seat_bound

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


class Freedom(StrEnum):
    """Who of those who sit already may be moved; the locked never are.

    ANEW: everyone. EVEN: those whose move evens something out. FEWEST: only as many as sizes
    and wishes demand; nobody where newcomers fit in.
    """

    ANEW = "anew"
    EVEN = "even"
    FEWEST = "fewest"


@dataclass(frozen=True, slots=True)
class Given:
    """What holds before groups are formed, by the candidates' keys.

    ``seats`` are the groups (from 0) people sit in now; pairs of ``together`` share a group,
    pairs of ``apart`` do not.
    """

    seats: Mapping[int, int] = field(default_factory=dict)
    locked: frozenset[int] = frozenset()
    together: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    freedom: Freedom = Freedom.ANEW


@dataclass(frozen=True, slots=True)
class Impossible:
    """Why no groups can be formed, and the keys of those concerned.

    ``code``: contradiction (to sit together, and apart), locked_apart (to sit together, locked
    in different groups), locked_together (to sit apart, locked in one group), too_many_together
    and too_many_locked (more than a group holds), wishes (each could be kept, not all at once).
    """

    code: str
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Formation:
    """The keys per group, each in the order the people came in; ``moved`` who sat elsewhere.

    Where it cannot be, ``groups`` is empty and ``impossible`` says why.
    """

    groups: tuple[tuple[int, ...], ...]
    moved: frozenset[int] = frozenset()
    impossible: tuple[Impossible, ...] = ()


NOTHING_GIVEN = Given()


def form_groups(
    people: Sequence[Candidate], number: int, seed: int = 0, given: Given = NOTHING_GIVEN
) -> Formation:
    """Place everybody in ``number`` groups whose sizes differ by at most one.

    Raises ValueError when ``number`` is not between 1 and the number of people.
    """
    if not 1 <= number <= len(people):
        raise ValueError(number)
    task = _task(people, number, given)
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    keys = [person.key for person in people]
    impossible = tuple(_contradictions(task))
    bound = None if impossible else seat_bound(task, chance)
    if bound is None:
        unkept = Impossible("wishes", tuple(p for unit in task.units for p in unit))
        return Formation((), impossible=tuple(_with_keys(impossible or (unkept,), keys)))
    groups, counts = _deal(task, bound, chance)
    freely = given.freedom is not Freedom.FEWEST
    even_out(groups, task.traits, counts, _swapping(task, groups, freely))
    if not given.seats:
        groups.sort(key=min)
    seats = {keys[p]: number for number, group in enumerate(groups) for p in group}
    moved = frozenset(k for k, seat in given.seats.items() if seats.get(k, seat) != seat)
    return Formation(tuple(tuple(keys[p] for p in sorted(group)) for group in groups), moved)


def _task(people: Sequence[Candidate], number: int, given: Given) -> Task:
    place = {person.key: index for index, person in enumerate(people)}
    locked = frozenset(place[k] for k in given.locked if k in place and k in given.seats)
    stays = given.freedom is not Freedom.ANEW
    seats = {place[k]: seat for k, seat in given.seats.items() if k in place and seat < number}
    home = [seats.get(p) if stays or p in locked else None for p in range(len(people))]
    foes: list[set[int]] = [set() for _ in people]
    for a, b in _known(given.apart, place):
        foes[a].add(b)
        foes[b].add(a)
    units = _united(_known(given.together, place), {p for p, f in enumerate(foes) if f})
    traits, values = numbered([person.traits for person in people])
    return Task(
        traits, values, number, home, frozenset(p for p in locked if home[p] is not None),
        units, [frozenset(f) for f in foes],
    )  # fmt: skip


def _known(pairs: Sequence[tuple[int, int]], place: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """The pairs of two people who both are to be placed."""
    for a, b in pairs:
        if a in place and b in place and a != b:
            yield place[a], place[b]


def _united(pairs: Iterator[tuple[int, int]], alone: set[int]) -> tuple[tuple[int, ...], ...]:
    """Those who are to sit together, through others too; each of ``alone`` is one of itself."""
    unit_of = {person: {person} for person in alone}
    for a, b in pairs:
        one, other = unit_of.setdefault(a, {a}), unit_of.setdefault(b, {b})
        if one is not other:
            one |= other
            unit_of.update(dict.fromkeys(other, one))
    return tuple(sorted({tuple(sorted(unit)) for unit in unit_of.values()}))


def _contradictions(task: Task) -> Iterator[Impossible]:
    """What can be told without trying anything out."""
    most = task.small + (task.large > 0)
    for unit in task.units:
        seats = {task.home[p]: p for p in unit if p in task.locked}
        if len(seats) > 1:
            yield Impossible("locked_apart", tuple(seats.values()))
        if len(unit) > most:
            yield Impossible("too_many_together", unit)
        for a in unit:
            yield from (Impossible("contradiction", (a, b)) for b in task.foes[a] if a < b in unit)
    for a in sorted(task.locked):
        for b in task.foes[a]:
            if a < b and b in task.locked and task.home[a] == task.home[b]:
                yield Impossible("locked_together", (a, b))
    yield from _overfull(task)


def _overfull(task: Task) -> Iterator[Impossible]:
    """Groups in which more people are locked than they can hold."""
    sizes = Counter(task.home[person] for person in task.locked)
    larger = [group for group, size in sizes.items() if size > task.small]
    for group, size in sizes.items():
        if size > task.small + 1 or (size > task.small and len(larger) > task.large):
            there = tuple(p for p in sorted(task.locked) if task.home[p] == group)
            yield Impossible("too_many_locked", there)


def _with_keys(found: Sequence[Impossible], keys: Sequence[int]) -> Iterator[Impossible]:
    for one in found:
        yield Impossible(one.code, tuple(keys[person] for person in one.keys))


def _deal(
    task: Task, bound: Mapping[int, int], chance: random.Random
) -> tuple[list[list[int]], Counts]:
    """Everybody else beside the bound: who can stay stays, the others where least is like them."""
    groups: list[list[int]] = [[] for _ in range(task.number)]
    counts = Counts(task.number, task.values)
    for person, group in bound.items():
        groups[group].append(person)
        counts.add(group, task.traits[person])
    loose: list[list[int]] = [[] for _ in range(task.number)]
    waiting: list[int] = []
    for person, home in enumerate(task.home):
        if person not in bound:
            (waiting if home is None else loose[home]).append(person)
    sizes = quotas(task, [len(g) for g in groups], [len(g) for g in loose])
    for group, staying in enumerate(loose):
        for person in staying:
            counts.add(group, task.traits[person])
        waiting += _leaving(task, counts, group, staying, sizes[group] - len(groups[group]))
        groups[group] += staying
    chance.shuffle(waiting)
    common = Counter(value for traits in task.traits for value in traits)
    waiting.sort(key=lambda p: sorted(common[value] for value in task.traits[p]))
    for person in waiting:
        room = [g for g in range(task.number) if len(groups[g]) < sizes[g]]
        best = min(room, key=lambda g: (counts.alike(g, task.traits[person]), len(groups[g])))
        groups[best].append(person)
        counts.add(best, task.traits[person])
    return groups, counts


def _leaving(
    task: Task, counts: Counts, group: int, staying: list[int], room: int
) -> Iterator[int]:
    """Take out of ``staying`` those there is no room for: those whose like the group has most."""
    while len(staying) > room:
        most = max(staying, key=lambda p: (counts.alike(group, task.traits[p]), p))
        staying.remove(most)
        counts.add(group, task.traits[most], -1)
        yield most


def _swapping(task: Task, groups: Sequence[Sequence[int]], freely: bool) -> MaySwap:
    """Which swaps break no lock and no wish and, unless ``freely``, move nobody more."""
    tied = task.locked.union(*(unit for unit in task.units if len(unit) > 1))

    def moves(person: int, group: int) -> bool:
        return task.home[person] not in (None, group)

    def meets_foe(person: int, group: int, leaving: int) -> bool:
        foes = task.foes[person]
        return bool(foes) and any(p in foes for p in groups[group] if p != leaving)

    def may_swap(p: int, a: int, q: int, b: int) -> bool:
        if p in tied or q in tied or meets_foe(p, b, q) or meets_foe(q, a, p):
            return False
        return freely or moves(p, b) + moves(q, a) <= moves(p, a) + moves(q, b)

    return may_swap
