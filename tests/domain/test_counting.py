"""What a count means: the rules of counting, one example each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from uuid import UUID, uuid5

import pytest

from workshopdesk.domain.counting import (
    Count,
    Dimension,
    Participation,
    Rule,
    Scope,
    Unit,
    age_band,
    counts,
    expected_half_days,
    tally,
)

DAY = date(2025, 9, 15)
SECOND_DAY = date(2025, 9, 16)
SPACE = UUID("0190a6b0-0000-7000-8000-000000000000")


def key(name: str) -> UUID:
    """A key for a name."""
    return uuid5(SPACE, name)


ONE = Participation(
    registration_id=key("r1"),
    person_id=key("Khamsing"),
    role="participant",
    state="registered",
    sex="F",
    birth_date=None,
    birth_year=1980,
    age_said=None,
    age_said_on=None,
    ethnic_family=None,
    disabled=None,
    province="LA-KH",
    district=None,
    organisation_id=None,
    organisation_type=None,
    event_id=key("E1"),
    event_code="E1",
    event_kind="training",
    first_day=DAY,
    completion_percent=100,
    programmes=frozenset(),
    funders=frozenset(),
    expected=frozenset({1, 2, 3, 4}),
    present=frozenset({1, 2, 3}),
)
AGAIN = replace(
    ONE,
    registration_id=key("r2"),
    event_id=key("E2"),
    event_code="E2",
    first_day=date(2025, 11, 1),
    province="LA-LP",
    present=frozenset({1, 2, 3, 4}),
)


def test_a_unique_person_counts_once_but_under_each_value_held() -> None:
    by_province = Count(Unit.PERSON, dimensions=(Dimension.PROVINCE,))
    found = tally(by_province, [ONE, AGAIN])
    assert found.total == 1
    assert found.parts == {("LA-KH",): 1, ("LA-LP",): 1}
    assert tally(replace(by_province, unit=Unit.PARTICIPATION), [ONE, AGAIN]).total == 2


def test_a_unique_person_has_the_age_at_the_first_counted_event() -> None:
    turned = replace(AGAIN, first_day=date(2026, 1, 10))
    by_age = Count(Unit.PERSON, dimensions=(Dimension.AGE_BAND,), age_bands=(0, 46))
    assert tally(by_age, [turned, ONE]).parts == {("0-45",): 1}
    assert tally(replace(by_age, unit=Unit.PARTICIPATION), [turned, ONE]).parts == {
        ("0-45",): 1,
        ("46+",): 1,
    }


@pytest.mark.parametrize(
    ("born", "age"),
    [(date(1980, 9, 15), 45), (date(1980, 9, 16), 44), (date(1980, 1, 1), 45)],
)
def test_age_is_in_whole_years_at_the_first_day(born: date, age: int) -> None:
    assert replace(ONE, birth_date=born, birth_year=None).age() == age


def test_age_from_a_year_or_from_an_age_once_said() -> None:
    assert ONE.age() == 45
    said = replace(ONE, birth_year=None, age_said=30, age_said_on=date(2020, 12, 31))
    assert said.age() == 35
    assert replace(said, age_said=None).age() is None


@pytest.mark.parametrize(
    ("rule", "share", "counted"),
    [
        (Rule.REGISTERED, 0, True),
        (Rule.PRESENT, 0, True),
        (Rule.SHARE, 75, True),
        (Rule.SHARE, 76, False),
        (Rule.COMPLETED, 0, False),
    ],
)
def test_rules(rule: Rule, share: int, counted: bool) -> None:
    assert counts(Count(Unit.PERSON, rule, share), ONE) is counted


def test_completion_is_the_events_own_rule() -> None:
    assert counts(Count(Unit.PERSON, Rule.COMPLETED), replace(ONE, completion_percent=75))


def test_marks_outside_the_agenda_do_not_count() -> None:
    only_morning = replace(ONE, expected=frozenset({1}), present=frozenset({2, 3}))
    assert not counts(Count(Unit.PERSON, Rule.PRESENT), only_morning)
    assert tally(Count(Unit.PERSON_DAY), [ONE, only_morning]).total == 1.5


@pytest.mark.parametrize("state", ["promised", "invited", "confirmed", "cancelled"])
def test_only_the_registered_are_registered(state: str) -> None:
    assert not counts(Count(Unit.PERSON), replace(ONE, state=state))


def test_a_seat_without_a_name_is_not_counted() -> None:
    assert not counts(Count(Unit.PARTICIPATION), replace(ONE, person_id=None))


def test_roles_and_types_admitted_or_left_out() -> None:
    assert not counts(Count(Unit.PERSON, roles_in=frozenset({"guest"})), ONE)
    assert not counts(Count(Unit.PERSON, roles_out=frozenset({"participant"})), ONE)
    assert not counts(Count(Unit.PERSON, organisation_types_in=frozenset({"cso"})), ONE)
    assert counts(Count(Unit.PERSON, organisation_types_out=frozenset({"cso"})), ONE)


def test_scope() -> None:
    shared = replace(
        ONE, programmes=frozenset({key("P1"), key("P2")}), funders=frozenset({key("F")})
    )
    for scope in (
        Scope(programme=key("P1")),
        Scope(programme=key("P2")),
        Scope(funder=key("F")),
        Scope(province="LA-KH"),
        Scope(event=key("E1")),
        Scope(first_day=DAY, last_day=DAY),
    ):
        assert counts(Count(Unit.PERSON, scope=scope), shared)
    for scope in (Scope(programme=key("P3")), Scope(first_day=SECOND_DAY), Scope(province="LA-LP")):
        assert not counts(Count(Unit.PERSON, scope=scope), shared)


def test_events_and_organisations() -> None:
    with_unit = replace(AGAIN, organisation_id=key("unit"))
    assert tally(Count(Unit.EVENT), [ONE, with_unit]).total == 2
    assert tally(Count(Unit.ORGANISATION), [ONE, with_unit]).total == 1


def test_expected_half_days() -> None:
    def expected(*sessions: tuple[date, time, time, str]) -> set[int]:
        return set(expected_half_days(DAY, SECOND_DAY, sessions))

    morning = (DAY, time(8, 30), time(12, 15), "presentation")
    lunch = (DAY, time(12), time(13), "meal")
    whole_day = (SECOND_DAY, time(8), time(16), "field_visit")
    assert expected() == {1, 2, 3, 4}
    assert expected(morning, lunch) == {1}
    assert expected(morning, whole_day) == {1, 3, 4}
    assert expected((DAY, time(13, 30), time(14), "discussion")) == {2}


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-14"), (14, "0-14"), (15, "15-35"), (60, "60+"), (None, None)]
)
def test_age_bands(age: int | None, band: str | None) -> None:
    assert age_band((0, 15, 36, 60), age) == band
    assert age_band((18,), 17) is None
