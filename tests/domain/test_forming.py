"""Groups: everybody placed once, sizes even, traits spread, locks and wishes kept, few moved."""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.evenness import unevenness
from workshopdesk.domain.forming import Candidate, Formation, Freedom, Given, form_groups

traits = st.tuples(st.sampled_from("FM"), st.sampled_from("KLSV"), st.sampled_from("pg"))


def candidates(people: Sequence[tuple[str, ...]]) -> list[Candidate]:
    return [Candidate(i, t) for i, t in enumerate(people)]


def seats_of(formed: Formation) -> dict[int, int]:
    return {key: number for number, group in enumerate(formed.groups) for key in group}


@given(st.lists(traits, min_size=1, max_size=60), st.integers(1, 12), st.integers(0, 3))
def test_everybody_is_placed_once_in_groups_of_even_size(
    people: list[tuple[str, ...]], number: int, seed: int
) -> None:
    number = min(number, len(people))
    formed = form_groups(candidates(people), number, seed)
    groups = formed.groups
    assert sorted(key for group in groups for key in group) == list(range(len(people)))
    sizes = [len(group) for group in groups]
    assert max(sizes) - min(sizes) <= 1
    assert all(list(group) == sorted(group) for group in groups)
    assert formed == form_groups(candidates(people), number, seed)


@given(st.lists(st.sampled_from("FM"), min_size=5, max_size=80))
def test_a_single_trait_is_spread_perfectly(sexes: list[str]) -> None:
    women = sexes.count("F")
    for group in form_groups([Candidate(i, (s,)) for i, s in enumerate(sexes)], 5).groups:
        n = sum(sexes[key] == "F" for key in group)
        assert math.floor(women / 5) <= n <= math.ceil(women / 5)


def test_three_traits_of_a_real_list_are_all_near_their_share() -> None:
    chance = random.Random(7)
    people = [
        (chance.choice("FMM"), chance.choice("KKKKLLSV"), chance.choice("ppppgr"))
        for _ in range(75)
    ]
    groups = form_groups(candidates(people), 5).groups
    for index in range(3):
        whole = Counter(p[index] for p in people)
        for group in groups:
            part = Counter(people[key][index] for key in group)
            for value, count in whole.items():
                assert abs(part[value] - count / 5) < 1.5
    dealt = [people[n::5] for n in range(5)]
    assert unevenness([[people[k] for k in g] for g in groups]) < unevenness(dealt)


@pytest.mark.parametrize("number", [0, 4])
def test_a_number_of_groups_that_cannot_be_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        form_groups([Candidate(i, ("F",)) for i in range(3)], number)


# Locks and wishes

small_people = st.lists(st.sampled_from([("F",), ("M",)]), min_size=2, max_size=7)


@st.composite
def wished(draw: st.DrawFn) -> tuple[list[tuple[str, ...]], int, Given]:
    """A small formation with seats, locks and wishes, that may or may not be possible."""
    people: list[tuple[str, ...]] = list(draw(small_people))
    number = draw(st.integers(1, min(3, len(people))))
    keys = st.integers(0, len(people) - 1)
    pairs = st.lists(st.tuples(keys, keys).filter(lambda p: p[0] != p[1]), max_size=3)
    seats = draw(st.dictionaries(keys, st.integers(0, number - 1)))
    locked = draw(st.frozensets(st.sampled_from(sorted(seats)))) if seats else frozenset[int]()
    freedom = draw(st.sampled_from(Freedom))
    return people, number, Given(
        seats, locked, tuple(draw(pairs)), tuple(draw(pairs)), freedom
    )  # fmt: skip


def kept(seat: Sequence[int] | dict[int, int], wishes: Given) -> bool:
    """Whether every lock and wish holds."""
    return (
        all(seat[k] == wishes.seats[k] for k in wishes.locked)
        and all(seat[a] == seat[b] for a, b in wishes.together)
        and all(seat[a] != seat[b] for a, b in wishes.apart)
    )


def every_seating(count: int, number: int) -> Iterator[tuple[int, ...]]:
    """All ways to seat people in groups whose sizes differ by at most one."""
    for seat in itertools.product(range(number), repeat=count):
        sizes = Counter(seat)
        if max(sizes.values()) - min(sizes[g] for g in range(number)) <= 1:
            yield seat


def moves(seat: Sequence[int] | dict[int, int], wishes: Given) -> int:
    return sum(seat[k] != group for k, group in wishes.seats.items())


@given(wished())
def test_wishes_are_kept_or_told_to_be_impossible_with_the_fewest_moves(
    formation: tuple[list[tuple[str, ...]], int, Given],
) -> None:
    people, number, wishes = formation
    formed = form_groups(candidates(people), number, 1, wishes)
    ways = [s for s in every_seating(len(people), number) if kept(s, wishes)]
    if not ways:
        assert formed.groups == ()
        assert formed.impossible
        assert all(set(i.keys) <= set(range(len(people))) for i in formed.impossible)
        return
    seat = seats_of(formed)
    assert kept(seat, wishes)
    assert sorted(seat) == list(range(len(people)))
    assert max(map(len, formed.groups)) - min(map(len, formed.groups)) <= 1
    assert len(formed.moved) == moves(seat, wishes)
    if wishes.freedom is Freedom.FEWEST:
        assert len(formed.moved) == min(moves(way, wishes) for way in ways)


@given(st.lists(traits, min_size=8, max_size=40), st.integers(2, 6), st.integers(1, 5))
def test_newcomers_who_fit_in_move_nobody(
    people: list[tuple[str, ...]], number: int, late: int
) -> None:
    """As long as the groups with one fewer can take them, the others stay where they are."""
    first = form_groups(candidates(people), number)
    room = -len(people) % number
    newcomers = candidates([*people, *[("F", "K", "p")] * min(late, room or number)])
    formed = form_groups(newcomers, number, 0, Given(seats_of(first), freedom=Freedom.FEWEST))
    assert formed.moved == frozenset()
    assert sorted(seats_of(formed)) == [p.key for p in newcomers]


def test_evening_out_moves_only_who_evens_something_out() -> None:
    uneven = Given({i: i // 4 for i in range(8)}, freedom=Freedom.EVEN)
    formed = form_groups(candidates([("F",)] * 4 + [("M",)] * 4), 2, 0, uneven)
    assert len(formed.moved) == 4
    again = Given(seats_of(formed), freedom=Freedom.EVEN)
    assert form_groups(candidates([("F",)] * 4 + [("M",)] * 4), 2, 0, again).moved == frozenset()


@pytest.mark.parametrize(
    ("wishes", "code", "keys"),
    [
        (Given(together=((0, 1),), apart=((1, 0),)), "contradiction", (0, 1)),
        (Given({0: 0, 1: 1}, frozenset({0, 1}), together=((0, 1),)), "locked_apart", (0, 1)),
        (Given({0: 0, 1: 0}, frozenset({0, 1}), apart=((0, 1),)), "locked_together", (0, 1)),
        (Given(together=((0, 1), (1, 2))), "too_many_together", (0, 1, 2)),
        (Given(dict.fromkeys(range(3), 0), frozenset(range(3))), "too_many_locked", (0, 1, 2)),
        (Given(apart=((0, 1), (1, 2), (0, 2))), "wishes", (0, 1, 2)),
    ],
)
def test_what_cannot_be_is_told(wishes: Given, code: str, keys: tuple[int, ...]) -> None:
    formed = form_groups(candidates([("F",)] * 4), 2, 0, wishes)
    assert formed.groups == ()
    assert [(i.code, i.keys) for i in formed.impossible] == [(code, keys)]


def test_a_thousand_people_with_wishes() -> None:
    """250 people bound by a wish, and 50 groups."""
    chance = random.Random(3)
    people = [
        tuple(chance.choice(values) for values in ("FMM", "KLSVXB", "ppppgr", "abcdefgh"))
        for _ in range(1000)
    ]
    first = form_groups(candidates(people), 50)
    together = tuple((n, n + 1) for n in range(0, 100, 2))
    apart = tuple((n, n + 400) for n in range(200, 300))
    given_then = Given(seats_of(first), frozenset(range(0, 20, 2)), together, apart, Freedom.FEWEST)
    formed = form_groups(candidates(people), 50, 0, given_then)
    assert formed.impossible == ()
    assert kept(seats_of(formed), given_then)
    assert {len(group) for group in formed.groups} == {20}
    least = sum(seats_of(first)[a] != seats_of(first)[b] for a, b in together)
    assert least <= len(formed.moved) < 200
