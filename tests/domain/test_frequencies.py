"""How often people took part: the line that leads participations back to people."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.counting import Count, Participation, Rule, Unit, frequencies, tally


def participation(number: int, person: int | None, state: str) -> Participation:
    return Participation(
        registration_id=UUID(int=number), person_id=None if person is None else UUID(int=person),
        role="participant", state=state, sex=None, birth_date=None, birth_year=None, age_said=None,
        age_said_on=None, ethnic_family=None, disabled=None, province=None, district=None,
        organisation_id=None, organisation_type=None, event_id=UUID(int=number), event_code="E",
        event_kind="training", first_day=date(2025, 1, 1), completion_percent=100,
        programmes=frozenset(), funders=frozenset(), expected=frozenset({1}), present=frozenset(),
    )  # fmt: skip


def test_by_hand() -> None:
    people = [1, 1, 2, 3, 3, 3, None]
    found = [participation(n, person, "registered") for n, person in enumerate(people)]
    found.append(participation(9, 2, "cancelled"))
    assert frequencies(Count(Unit.PERSON, Rule.REGISTERED), found) == {1: 1, 2: 1, 3: 1}


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(1, 6)), st.sampled_from(["registered", "cancelled"])
        )
    )
)
def test_they_lead_participations_back_to_people(
    registered: list[tuple[int | None, str]],
) -> None:
    found = [participation(n, *one) for n, one in enumerate(registered)]
    times = frequencies(Count(Unit.PERSON, Rule.REGISTERED), found)
    assert sum(times.values()) == tally(Count(Unit.PERSON, Rule.REGISTERED), found).total
    all_of_them = tally(Count(Unit.PARTICIPATION, Rule.REGISTERED), found).total
    assert sum(n * people for n, people in times.items()) == all_of_them
