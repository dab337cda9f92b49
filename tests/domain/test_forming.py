"""Groups: everybody placed once, sizes even, every trait spread as evenly as it can be."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.forming import Candidate, form_groups, unevenness

traits = st.tuples(st.sampled_from("FM"), st.sampled_from("KLSV"), st.sampled_from("pg"))


@given(st.lists(traits, min_size=1, max_size=60), st.integers(1, 12), st.integers(0, 3))
def test_everybody_is_placed_once_in_groups_of_even_size(
    people: list[tuple[str, ...]], number: int, seed: int
) -> None:
    number = min(number, len(people))
    candidates = [Candidate(i, t) for i, t in enumerate(people)]
    groups = form_groups(candidates, number, seed)
    assert sorted(key for group in groups for key in group) == list(range(len(people)))
    sizes = [len(group) for group in groups]
    assert max(sizes) - min(sizes) <= 1
    assert all(list(group) == sorted(group) for group in groups)
    assert groups == form_groups(candidates, number, seed)


@given(st.lists(st.sampled_from("FM"), min_size=5, max_size=80))
def test_a_single_trait_is_spread_perfectly(sexes: list[str]) -> None:
    groups = form_groups([Candidate(i, (s,)) for i, s in enumerate(sexes)], 5)
    women = sexes.count("F")
    for group in groups:
        n = sum(sexes[key] == "F" for key in group)
        assert math.floor(women / 5) <= n <= math.ceil(women / 5)


def test_three_traits_of_a_real_list_are_all_near_their_share() -> None:
    chance = random.Random(7)
    people = [
        Candidate(i, (chance.choice("FMM"), chance.choice("KKKKLLSV"), chance.choice("ppppgr")))
        for i in range(75)
    ]
    groups = form_groups(people, 5)
    for index in range(3):
        whole = Counter(p.traits[index] for p in people)
        for group in groups:
            part = Counter(people[key].traits[index] for key in group)
            for value, count in whole.items():
                assert abs(part[value] - count / 5) < 1.5
    chance.shuffle(people)
    dealt = [people[n::5] for n in range(5)]
    by_key = {p.key: p for p in people}
    assert unevenness([[by_key[k] for k in g] for g in groups]) < unevenness(dealt)


@pytest.mark.parametrize("number", [0, 4])
def test_a_number_of_groups_that_cannot_be_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        form_groups([Candidate(i, ("F",)) for i in range(3)], number)
