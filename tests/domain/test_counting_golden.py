"""A table of counts worked out by hand, held against the plain definition and against SQL.

The programme that is counted stands in ``golden_programme``, with everything odd about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from tests.domain import golden_programme

from workshopdesk.domain.agenda import contact_minutes
from workshopdesk.domain.counting import (
    Count,
    Dimension,
    Rule,
    Scope,
    Unit,
    frequencies,
    tally,
)
from workshopdesk.services import report
from workshopdesk.store import Reader, Store, open_store

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
LATE_IN_YEAR = (date(2026, 6, 1), date(2026, 12, 31))
# Who is not of the audience; such a rule is printed with the number.
STAFF = frozenset({"project_staff", "resource_person"})

# Per event, counted by hand (E05 was cancelled). Of "registered", C and the seat are left out.
#
#          E01 E02 E03 E04 E05 E06 E07 E08 E09 E10 E11 E12   sum
# named      3   3   4   2   -   2   1   2   2   1   1   1    22
# heads                                 13                    13
# present    3   3   3   1   -   2   0   2   2   1   1   1    19
# half-days  5  10   5   1   -   4   0   4   9   2   4   2    46
# complete   2   2   3   1   -   2   0   2   1   1   1   1    16
#
#          A  B  C  D  E  F  S  R
# times    6  3  2  3  2  3  2  1   = 22 participations of 8 people
PERSON, PARTICIPATION, DAYS = Unit.PERSON, Unit.PARTICIPATION, Unit.PERSON_DAY
TOTALS = [
    # unit           rule             further                               expected
    (PARTICIPATION, Rule.REGISTERED, {}, 22 + 13),
    (PERSON, Rule.REGISTERED, {}, 8),
    (PARTICIPATION, Rule.PRESENT, {}, 19),
    (PERSON, Rule.PRESENT, {}, 8),
    (DAYS, Rule.PRESENT, {}, 23),
    (PARTICIPATION, Rule.COMPLETED, {}, 16),
    (PERSON, Rule.COMPLETED, {}, 8),
    # B came to 5 of 6 half-days of E09, E to 4: 66 % lets both in, 67 % one; 50 % all present.
    (PARTICIPATION, Rule.SHARE, {"share": 50}, 19),
    (PARTICIPATION, Rule.SHARE, {"share": 66}, 16),
    (PARTICIPATION, Rule.SHARE, {"share": 67}, 15),
    (Unit.EVENT, Rule.REGISTERED, {}, 11),
    (Unit.ORGANISATION, Rule.REGISTERED, {}, 2),
    # Without S twice and R once.
    (PARTICIPATION, Rule.REGISTERED, {"roles_out": STAFF}, 19 + 13),
    (PERSON, Rule.REGISTERED, {"roles_out": STAFF}, 6),
    (DAYS, Rule.PRESENT, {"roles_out": STAFF}, 19),
    # Without F as a guest of E08 as well.
    (PARTICIPATION, Rule.COMPLETED, {"roles_in": frozenset({"participant"})}, 12),
    (PERSON, Rule.REGISTERED, {"organisation_types_in": frozenset({"ministry"})}, 1),
    (PERSON, Rule.REGISTERED, {"organisation_types_out": frozenset({"ministry"})}, 8),
]
BY_DIMENSION: list[tuple[Unit, Dimension, dict[str | None, float]]] = [
    (PERSON, Dimension.SEX, {"F": 4, "M": 3, None: 1}),
    (PARTICIPATION, Dimension.SEX, {"F": 13 + 7, "M": 7 + 5, None: 2 + 1}),
    # A is of two provinces, C and D of one and of none.
    (PERSON, Dimension.PROVINCE, {"LA-KH": 4, "LA-LP": 4, "LA-VT": 1, None: 2}),
    (PERSON, Dimension.ORGANISATION_TYPE, {"local_authority": 2, "ministry": 1, None: 6}),
    # At the first event: E is 14 at E03 and 15 at E09, A 35 at first and 36 from E06 on.
    (PERSON, Dimension.AGE_BAND, {"0-14": 1, "15-35": 2, "36-59": 3, "60+": 1, None: 1}),
    (
        PARTICIPATION,
        Dimension.AGE_BAND,
        {"0-14": 1, "15-35": 7, "36-59": 9, "60+": 3, None: 2 + 13},
    ),
    (
        PARTICIPATION,
        Dimension.ROLE,
        {"participant": 18 + 13, "guest": 1, "project_staff": 2, "resource_person": 1},
    ),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The golden programme."""
    opened = open_store(str(tmp_path_factory.mktemp("golden") / "golden.wdb"), create=True)
    golden_programme.write(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reader(store: Store) -> Iterator[Reader]:
    """One snapshot of it."""
    with store.read() as snapshot:
        yield snapshot


def total(reader: Reader, count: Count) -> float:
    """What both ways of counting agree on."""
    found = tally(count, reader.participations())
    assert reader.count(count) == found
    return found.total


@pytest.mark.parametrize(("unit", "rule", "further", "expected"), TOTALS)
def test_totals(
    reader: Reader, unit: Unit, rule: Rule, further: dict[str, object], expected: float
) -> None:
    assert total(reader, Count(unit, rule, **further)) == expected  # type: ignore[arg-type]  # keywords of a table row


@pytest.mark.parametrize(("unit", "dimension", "expected"), BY_DIMENSION)
def test_parts(
    reader: Reader, unit: Unit, dimension: Dimension, expected: dict[str | None, float]
) -> None:
    count = Count(unit, dimensions=(dimension,))
    parts = {(value,): n for value, n in expected.items()}
    assert tally(count, reader.participations()).parts == parts
    assert reader.count(count).parts == parts


def test_scopes(reader: Reader) -> None:
    programmes = {p.code: p for p in reader.programmes()}
    funders = {f.name_en: f.id for p in programmes.values() for f in p.funders}
    table = [
        # scope                                       participations  people
        (Scope(programme=programmes["P1"].id), 17, 8),
        (Scope(programme=programmes["P2"].id), 8 + 13, 6),
        # E03 is shared: full for each. E10 has no programme.
        (Scope(funder=funders["X"]), 21 + 13, 8),
        (Scope(funder=funders["Y"]), 8 + 13, 6),
        (Scope(province="LA-KH"), 10, 4),
        (Scope(first_day=YEAR[0], last_day=YEAR[1]), 21 + 13, 8),
        (Scope(first_day=LATE_IN_YEAR[0], last_day=LATE_IN_YEAR[1]), 9 + 13, 7),
        (Scope(event=reader.event("E03").id), 4, 4),
        (Scope(event=reader.event("E05").id), 0, 0),
        (Scope(event=reader.event("E08").id), 2 + 13, 2),
    ]
    found = [
        (scope, total(reader, Count(PARTICIPATION, scope=scope)),
         total(reader, Count(PERSON, scope=scope)))
        for scope, _participations, _people in table
    ]  # fmt: skip
    assert found == table


def test_the_first_age_is_that_of_the_period(reader: Reader) -> None:
    scope = Scope(first_day=LATE_IN_YEAR[0], last_day=LATE_IN_YEAR[1])
    count = Count(PERSON, scope=scope, dimensions=(Dimension.AGE_BAND,))
    expected = {("15-35",): 2, ("36-59",): 3, ("60+",): 1, (None,): 1}
    assert reader.count(count).parts == tally(count, reader.participations()).parts == expected


def test_reconciliation(reader: Reader) -> None:
    """22 participations = 8 people: 1 once, 3 twice, 3 three times, 1 six times."""
    assert frequencies(Count(PERSON), reader.participations()) == {1: 1, 2: 3, 3: 3, 6: 1}


def test_contact_hours(reader: Reader) -> None:
    """Of E04 only the presentation counts: no registration, meal or photo."""
    assert contact_minutes(reader.sessions(reader.event("E04").id)) == 180


def test_the_report_counts_the_same(store: Store, tmp_path: Path) -> None:
    scope = report.Scope(*YEAR)
    found = report.report_json(store, scope)
    indicators = found["indicators"]
    assert isinstance(indicators, list)
    by_code = {one["code"]: one for one in indicators}
    assert {code: one["value"] for code, one in by_code.items()} == {
        "unique_people": 8,
        "participations": 21 + 13,
        "people_present": 8,
        "completed": 15,
        "person_days": 22,
        "organisations": 2,
        "events": 10,
    }
    ages = {"0-14": 1, "15-35": 2, "36-59": 3, "60+": 1, "not_said": 1}
    assert by_code["unique_people"]["dimensions"]["age_band"] == ages
    lines = found["reconciliation"]
    assert isinstance(lines, dict)
    assert (lines["listed"], lines["seats_without_name"], lines["not_yet_registered"]) == (23, 1, 1)
    assert (lines["participations"], lines["participations_named"]) == (34, 21)
    assert (lines["unique_people"], lines["head_count"]) == (8, 13)
    assert lines["times"] == {"1": 1, "2": 3, "3": 3, "5": 1}
    path = report.write_report(store, scope, tmp_path / "report.xlsx")
    summary = CalamineWorkbook.from_path(path).get_sheet_by_name("Summary")
    rows = {str(row[2]): row for row in summary.to_python(skip_empty_area=False) if len(row) > 6}
    assert rows["Unique participants"][3:7] == [4, 3, 1, 8]
    assert rows["Participations (person × event)"][3:7] == [12 + 7, 7 + 5, 2 + 1, 34]
    assert [rows[band][6] for band in ("0-14", "15-35", "36-59", "60+")] == [1, 2, 3, 1]
