"""An indicator's definition is read strictly, and written as it was read."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk import i18n
from workshopdesk.domain.counting import Count, Dimension, Rule, Unit, Within
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.indicators import Breakdown, Definition, achieved, parse, written
from workshopdesk.domain.registration import Role

roles = st.frozensets(st.sampled_from([str(r) for r in Role]), max_size=3)
kinds = st.frozensets(st.sampled_from(["cso", "ministry"]), max_size=2)
counts = st.builds(
    Count,
    unit=st.sampled_from(Unit),
    rule=st.sampled_from(Rule),
    share=st.integers(1, 100),
    roles_in=roles,
    roles_out=roles,
    organisation_types_in=kinds,
    organisation_types_out=kinds,
    minimum_minutes=st.integers(0, 40).map(lambda hours: 60 * hours),
    primary_only=st.booleans(),
    within=st.sampled_from(Within),
    age_bands=st.lists(st.integers(0, 99), min_size=1, max_size=4, unique=True).map(
        lambda bands: tuple(sorted(bands))
    ),
)
breakdowns = st.builds(
    Breakdown,
    st.lists(st.sampled_from(Dimension), min_size=1, max_size=3, unique=True).map(tuple),
    st.booleans(),
)


@given(st.builds(Definition, counts, st.lists(breakdowns, max_size=3).map(tuple), st.booleans()))
def test_what_is_written_is_read_again(definition: Definition) -> None:
    assert parse(written(definition)) == definition


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"unit": "people"}, "REACH.unit"),
        ({"unit": None}, "REACH.unit"),
        ({"rule": 3}, "REACH.rule"),
        ({"share": 0}, "REACH.share"),
        ({"share": True}, "REACH.share"),
        ({"roles_out": ["participant", "cook"]}, "REACH.roles_out[1]"),
        ({"roles_out": "participant"}, "REACH.roles_out"),
        ({"organisation_types_in": [""]}, "REACH.organisation_types_in[0]"),
        ({"minimum_hours": 1.5}, "REACH.minimum_hours"),
        ({"age_bands": [15, 0]}, "REACH.age_bands"),
        ({"age_bands": []}, "REACH.age_bands"),
        ({"primary_only": "yes"}, "REACH.primary_only"),
        ({"breakdowns": [{"by": ["sex"]}, {"by": ["sex", "sex"]}]}, "REACH.breakdowns[1].by"),
        ({"breakdowns": [{"by": ["colour"]}]}, "REACH.breakdowns[0].by[0]"),
        ({"breakdowns": [{"by": ["sex"], "needed": True}]}, "REACH.breakdowns[0].needed"),
        ({"weight": 2}, "REACH.weight"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(
    change: dict[str, object], place: str
) -> None:
    i18n.set_screen_language("en")
    with pytest.raises(UserError) as refusal:
        parse(json.dumps({"unit": "person"} | change), "REACH")
    assert refusal.value.title.endswith(f" at {place}")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"person"', "{'unit': 'person'}"])
def test_what_is_no_definition_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse(text)


def test_achievement_is_percent_of_the_target() -> None:
    assert achieved(30, Decimal(40)) == 75.0
    assert achieved(30, Decimal(0)) is None
