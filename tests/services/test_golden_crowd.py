"""A programme of 180 people over 12 events through every outlet.

The expected numbers are computed here from the rows alone, with sets and dictionaries, and share
nothing with the program's counting. Odd about them: person 40 moves to another province, district
and organisation in July; people born in 2011 turn 15 during the year; 178 and 179 are one person;
thirteen were counted at E04 without names; project staff and resource persons are left out by the
indicator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook
from tests.documents import reading

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.counting import Count, Dimension, Rule, Unit
from workshopdesk.domain.indicators import Breakdown, Definition
from workshopdesk.domain.people import Sex
from workshopdesk.domain.progress import Silent
from workshopdesk.services import indicators
from workshopdesk.services.behind import behind
from workshopdesk.services.cross_table import Query, cross_table
from workshopdesk.services.report import Options, Scope, report_json, write_report
from workshopdesk.store import Store, merging, open_store
from workshopdesk.store import tables as t
from workshopdesk.ui.reports import presenter, shown

YEAR = Scope(date(2026, 1, 1), date(2026, 12, 31), "G")
TYPES = ("ministry", "local_authority", "association", None)
STAFF = frozenset({"project_staff", "resource_person"})


@dataclass(frozen=True)
class Row:
    """One registration as the lists have it."""

    number: int
    event: int
    sex: str | None
    age: int
    province: str
    district: str
    type: str | None
    role: str
    came: bool

    @property
    def person(self) -> int:
        """178 and 179 are one."""
        return 178 if self.number == 179 else self.number


PLACES = (("LA-KH", 0), ("LA-LP", 0), ("LA-SV", 0), ("LA-KH", 1))


def rows(districts: dict[str, list[str]]) -> list[Row]:
    """Who came to what, by arithmetic."""
    found = []
    for number in range(180):
        for event in range(12):
            if number == 179 and (178 + event) % 4 == 0:
                continue  # the same seat is not taken twice
            if (number + event) % 4 and (number % 7 or event % 3):
                continue
            moved = number == 40 and event >= 6
            province, place = PLACES[(number + moved) % 4]
            birthday = date(2026, 6, 15)
            young = number < 24
            age = (
                (15 if date(2026, event + 1, 10) >= birthday else 14) if young else 20 + number // 3
            )
            found.append(
                Row(
                    number, event, sex_of(number), age, province, districts[province][place],
                    TYPES[(number // 4 + moved) % 4],
                    "project_staff" if number % 20 == 19 and number != 179
                    else "resource_person" if number % 20 == 17 else "participant",
                    (number + event) % 5 != 0,
                )
            )  # fmt: skip
    return found


def sex_of(number: int) -> str | None:
    number = 178 if number == 179 else number
    return None if number % 30 == 4 else "F" if number % 3 == 0 else "M"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(str(tmp_path_factory.mktemp("crowd") / "crowd.wdb"), create=True)
    write(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def listed(store: Store) -> list[Row]:
    return rows(districts_of(store))


def districts_of(store: Store) -> dict[str, list[str]]:
    with store.read() as reader:
        found: dict[str, list[str]] = defaultdict(list)
        for district in reader.gazetteer().districts:
            found[district.province].append(district.code)
    return found


def write(store: Store) -> None:
    """All of it in the store, with an indicator and its target."""
    with store.unit_of_work("Crowd") as work:
        programme = work.add(t.Programme(code="G"))
        units = {
            kind: work.add(t.Organisation(name_lo=f"unit {kind}", type=kind)).id
            for kind in TYPES if kind
        }  # fmt: skip
        people: dict[int, UUID] = {}
        for number in range(180):
            sex = sex_of(number)
            young = number < 24
            person = work.add(
                t.Person(
                    given_name=f"p{number}",
                    sex=Sex(sex) if sex else None,
                    birth_date=date(2011, 6, 15) if young else None,
                    birth_year=2011 if young else 2026 - (20 + number // 3),
                )
            )
            people[number] = person.id
        events = []
        for event in range(12):
            day = date(2026, event + 1, 10)
            made = work.add(
                t.Event(code=f"E{event + 1:02}", kind="training", status="held", first_day=day,
                        last_day=day, completion_percent=100)
            )  # fmt: skip
            work.add(t.EventProgramme(event_id=made.id, programme_id=programme.id))
            events.append(made.id)
        for row in rows(districts_of(store)):
            registration = work.add(
                t.Registration(
                    event_id=events[row.event], person_id=people[row.number], role=row.role,
                    province=row.province, district=row.district, state="registered",
                    organisation_id=units[row.type] if row.type else None,
                )
            )  # fmt: skip
            mark = Mark.PRESENT if row.came else Mark.ABSENT
            for half_day in (1, 2):
                work.add(
                    t.Attendance(registration_id=registration.id, half_day=half_day, mark=mark)
                )
        work.add(t.HeadCount(event_id=events[3], women=7, men=5, not_said=1, role="participant"))
        merging.merge(work, people[178], people[179])
        work.commit()
    with store.read() as reader:
        [kept] = reader.programmes()
    indicators.save_indicator(
        store, kept, None, code="IND", name_lo="ຄົນ", name_en="People who came",
        definition=Definition(
            Count(Unit.PERSON, Rule.PRESENT, roles_out=STAFF),
            (Breakdown((Dimension.AGE_BAND, Dimension.SEX)),),
        ),
        targets=[(YEAR.first_day, YEAR.last_day, Decimal(200))],
    )  # fmt: skip


def band(age: int) -> str:
    return "0-14" if age < 15 else "15-35" if age < 36 else "36-59" if age < 60 else "60+"


def people_by(listed: list[Row], value: Callable[[Row], str | None]) -> dict[str | None, int]:
    """Unique persons under every value each of them held."""
    found: dict[str | None, set[int]] = defaultdict(set)
    for row in listed:
        found[value(row)].add(row.person)
    return {key: len(people) for key, people in found.items()}


def first_bands(listed: list[Row]) -> dict[int, str]:
    """The band of each person at the first of the rows."""
    found: dict[int, str] = {}
    for row in sorted(listed, key=lambda r: r.event):
        found.setdefault(row.person, band(row.age))
    return found


def expected(listed: list[Row]) -> dict[Dimension, dict[str | None, int]]:
    bands = first_bands(listed)
    return {
        Dimension.SEX: people_by(listed, lambda r: r.sex),
        Dimension.PROVINCE: people_by(listed, lambda r: r.province),
        Dimension.ORGANISATION_TYPE: people_by(listed, lambda r: r.type),
        Dimension.ROLE: people_by(listed, lambda r: r.role),
        Dimension.AGE_BAND: people_by(listed, lambda r: bands[r.person]),
        Dimension.DISTRICT: people_by(listed, lambda r: r.district),
    }


def test_the_crowd_is_as_odd_as_it_says(listed: list[Row]) -> None:
    assert len({row.number for row in listed}) == 180
    assert len({row.person for row in listed}) == 179
    assert {row.event for row in listed} == set(range(12))
    moving = {row.province for row in listed if row.number == 40}
    assert len(moving) == 2
    assert {band(row.age) for row in listed if row.number == 0} == {"0-14", "15-35"}


def test_json_and_screen_and_table_say_what_the_rows_say(store: Store, listed: list[Row]) -> None:
    found: Any = report_json(store, YEAR)["indicators"]
    by_code = {one["code"]: one for one in found}
    people = {row.person for row in listed}
    came = {row.person for row in listed if row.came}
    values = {
        "unique_people": len(people),
        "participations": len(listed) + 13,
        "people_present": len(came),
        "completed": sum(row.came for row in listed),
        "person_days": sum(row.came for row in listed),
        "organisations": 3,
        "events": 12,
    }
    assert {code: by_code[code]["value"] for code in values} == values
    state = presenter.read(store, YEAR, Silent())
    for dimension, parts in expected(listed).items():
        query = Query(YEAR, Count(Unit.PERSON), dimension, None)
        table = cross_table(store, query)
        assert dict(zip(table.rows, table.row_totals, strict=True)) == parts
        assert table.total == len(people)
        if dimension is not Dimension.DISTRICT:
            told = by_code["unique_people"]["dimensions"][str(dimension)]
            assert told == {key or "not_said": n for key, n in parts.items()}
        if dimension in shown.DIVIDED:
            lines = shown.divided(state.found, state.terms, dimension)
            on_screen = {line.key: line.texts["total"] for line in lines if not line.sums}
            assert on_screen == {key or "?": str(n) for key, n in parts.items()}
    cards = {number.key: number.value for number, _opens in shown.cards(state.found)}
    assert all(cards[code] == f"{values[code]}" for code in cards)


def test_the_indicator_is_the_same_in_every_outlet(
    store: Store, listed: list[Row], tmp_path: Path
) -> None:
    counted = [row for row in listed if row.came and row.role not in STAFF]
    people = {row.person for row in counted}
    sexes = people_by(counted, lambda r: r.sex)
    found: Any = report_json(store, YEAR)["indicators"]
    one = next(i for i in found if i["code"] == "IND")
    assert (one["value"], one["target"]) == (len(people), 200)
    bands = first_bands(counted)
    parts = {(p["age_band"], p["sex"]): p["value"] for p in one["breakdowns"][0]["parts"]}
    by_hand: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in counted:
        by_hand[bands[row.person], row.sex or "not_said"].add(row.person)
    assert parts == {key: len(found) for key, found in by_hand.items()}
    state = presenter.read(store, YEAR, Silent())
    [line] = shown.indicators(state.found, state.terms)
    told = [line.texts[key] for key in ("women", "men", "not_said", "total", "reached")]
    numbers = [sexes.get("F", 0), sexes.get("M", 0), sexes.get(None, 0), len(people)]
    assert told == [str(n) for n in (*numbers, len(people))]
    opens = line.opens["total"]
    evidence = behind(store, opens.count, opens.values)
    assert (evidence.people, evidence.participations) == (len(people), len(counted))
    path = write_report(store, YEAR, tmp_path / "g.xlsx", options=Options(sensitive=True))
    for content in (path.read_bytes(), reading.recalculated(path.read_bytes(), tmp_path)):
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        cells = book.get_sheet_by_name("Summary").to_python(skip_empty_area=False)
        summary = {str(row[2]): row for row in cells if len(row) > 10}
        told_there = next(r for name, r in summary.items() if name.startswith("IND "))
        assert told_there[3:7] == numbers
        assert told_there[8:10] == [200, len(people)]
        for name, value in (("Unique participants", 179), ("Person-days", None)):
            whole = sum(r.came for r in listed) if value is None else value
            assert summary[name][6] == whole
    pdf = write_report(store, YEAR, tmp_path / "g.pdf").read_bytes()
    text = " ".join("\n".join(reading.pages(pdf)).split())
    assert f"{round(len(people) / 2, 1):g}%" in text
    assert "counted but not named" in text


def test_every_number_opens_to_as_many(store: Store, listed: list[Row]) -> None:
    query = Query(
        YEAR, Count(Unit.PARTICIPATION, Rule.REGISTERED), Dimension.AGE_BAND, Dimension.SEX
    )
    table = cross_table(store, query)
    for at in range(len(table.rows)):
        for column in range(len(table.columns)):
            evidence = behind(store, *table.at(at, column))
            assert evidence.participations == table.cells[at][column]
    persons = cross_table(store, Query(YEAR, Count(Unit.PERSON), Dimension.AGE_BAND, None))
    for at, n in enumerate(persons.row_totals):
        assert behind(store, *persons.at(at, None)).people == n
    whole = behind(store, *table.at(None, None))
    assert whole.participations == len(listed) + 13
    assert sum(one.heads for one in whole.rows) == 13
