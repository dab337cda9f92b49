"""Indicators: ready sets, targets, and what a report says of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.domain import golden_programme

from workshopdesk.domain.counting import Count, Dimension, Rule, Unit, Within
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.indicators import Breakdown, Definition
from workshopdesk.domain.registration import Role
from workshopdesk.services import indicators
from workshopdesk.services.report import Scope, report_json
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
BOTH_YEARS = Scope(YEAR[0], date(2027, 12, 31), "P1")
STAFF = frozenset({str(Role.PROJECT_STAFF), str(Role.RESOURCE_PERSON)})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The golden programme."""
    opened = open_store(str(tmp_path / "golden.wdb"), create=True)
    golden_programme.write(opened)
    yield opened
    opened.close()


def define(store: Store, definition: Definition, code: str = "I1") -> None:
    """Give P1 an indicator."""
    with store.read() as reader:
        programme = next(p for p in reader.programmes() if p.code == "P1")
    indicators.save_indicator(
        store, programme, None, code=code, name_lo="ຕົວຊີ້ວັດ", name_en="One", definition=definition
    )


def found(store: Store, scope: Scope, code: str = "I1") -> dict[str, Any]:
    """What the report says of it."""
    listed: Any = report_json(store, scope)["indicators"]
    return next(one for one in listed if one["code"] == code)


def test_every_ready_set_can_be_read_and_counted(store: Store) -> None:
    with store.read() as reader:
        programme = next(p for p in reader.programmes() if p.code == "P1")
    sets = indicators.ready_sets()
    assert {"helvetas-gcs", "helvetas-reach", "eu-results", "usaid-training", "eea-civ"} == {
        one.code for one in sets
    }
    for one in sets:
        assert one.source
        assert all(ready.source and ready.confidence in "ABCD" for ready in one.indicators)
        assert indicators.add_set(store, programme, one.code) == len(one.indicators)
        assert indicators.add_set(store, programme, one.code) == 0
    listed: Any = report_json(store, BOTH_YEARS)["indicators"]
    codes = {one["code"] for one in listed}
    assert {ready.code for one in sets for ready in one.indicators} <= codes
    with pytest.raises(UserError):
        indicators.add_set(store, programme, "nobody's")


def test_people_count_once_a_year_and_staff_do_not(store: Store) -> None:
    """Of P1 in 2026 came A, B, C, D, E, F and, as staff, S and R; A again in 2027."""
    count = Count(Unit.PERSON, Rule.REGISTERED, roles_out=STAFF)
    define(store, Definition(count, (Breakdown((Dimension.SEX,)),)))
    assert found(store, BOTH_YEARS)["value"] == 6
    assert found(store, BOTH_YEARS)["counted"]["roles_out"] == sorted(STAFF)
    yearly = Count(Unit.PERSON, Rule.REGISTERED, roles_out=STAFF, within=Within.PROGRAMME_YEAR)
    define(store, Definition(yearly), "I2")
    assert found(store, BOTH_YEARS, "I2")["value"] == 7


def test_a_target_is_measured_in_its_own_period(store: Store) -> None:
    define(store, Definition(Count(Unit.PARTICIPATION, Rule.REGISTERED)))
    define(store, Definition(Count(Unit.PERSON, Rule.REGISTERED), cumulative=True), "I2")
    for code, day in (("I1", date(2026, 6, 30)), ("I2", YEAR[1])):
        with store.read() as reader:
            one = next(i for i in reader.indicators() if i.code == code)
        indicators.set_target(store, one, YEAR[0], day, Decimal(20))
    half = found(store, BOTH_YEARS)["targets"]
    # E01 three, E02 three, E03 four, E06 two
    assert [(x["reached"], x["target"], x["percent"]) for x in half] == [(12, 20, 60.0)]
    whole = found(store, Scope(date(2026, 12, 1), YEAR[1], "P1"), "I2")
    assert whole["period"]["from"] == "2026-01-01"
    assert whole["value"] == whole["targets"][0]["reached"] == 8
    exact = found(store, Scope(YEAR[0], YEAR[1], "P1"), "I2")
    assert exact["target"] == 20


def test_a_new_target_takes_the_place_of_the_old(store: Store) -> None:
    define(store, Definition(Count(Unit.EVENT)))
    with store.read() as reader:
        [one] = reader.indicators()
    for value in (Decimal(3), Decimal(5)):
        indicators.set_target(store, one, *YEAR, value)
    with store.read() as reader:
        assert [x.value for x in reader.indicators()[0].targets] == [Decimal(5)]
    indicators.set_target(store, one, *YEAR, None)
    with store.read() as reader:
        assert reader.indicators()[0].targets == ()
    with pytest.raises(UserError):
        indicators.set_target(store, one, *YEAR, Decimal(-1))
    indicators.remove_indicator(store, one)
    with store.read() as reader:
        assert reader.indicators() == ()


def test_small_cells_of_sensitive_dimensions_are_hidden(store: Store) -> None:
    """Of eight people three said that they are disabled; who said so without consent did not."""
    with store.unit_of_work("Ask") as work:
        people = {p.given_name: p.id for p in work.find(t.Person, merged_into_id=None)}
        for name in "ABCDEFSR":
            work.add(t.PersonSensitive(person_id=people[name], disability_said=name in "ABC"))
            if name != "S":
                work.add(t.Consent(person_id=people[name], purpose="sensitive", given=True))
        work.commit()
    define(store, Definition(Count(Unit.PERSON), (Breakdown((Dimension.DISABILITY,)),)))
    [table] = found(store, BOTH_YEARS)["breakdowns"]
    shown = {part["disability"]: part["value"] for part in table["parts"] or []}
    assert all(value == "<5" or value == "…" for value in shown.values())
    assert found(store, BOTH_YEARS)["value"] == 8


def test_a_broken_definition_names_its_indicator(store: Store) -> None:
    define(store, Definition(Count(Unit.EVENT)), "GCS")
    with store.unit_of_work("Break") as work:
        work.find(t.Indicator)[0].definition = '{"unit": "people"}'
        work.commit()
    with pytest.raises(UserError, match=r"GCS\.unit"):
        report_json(store, BOTH_YEARS)
