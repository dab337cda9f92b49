"""Counting many at once gives what the plain definition gives, on both engines."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from tests.store.conftest import origin_named

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.consent import Purpose
from workshopdesk.domain.counting import (
    Count,
    Dimension,
    Participation,
    Rule,
    Scope,
    Unit,
    Within,
    frequencies,
    tally,
)
from workshopdesk.domain.event import Event
from workshopdesk.domain.funding import Programme
from workshopdesk.domain.registration import RegistrationState, Role
from workshopdesk.store import Reader, Store, UnitOfWork, open_store
from workshopdesk.store import tables as t

PROVINCES = (None, "LA-KH", "LA-LP", "LA-SV")
TYPES = ("assembly", "cso", "ministry")
KINDS = ("registration", "presentation", "meal", "group_work", "closing")


def fill(work: UnitOfWork, chance: random.Random) -> None:
    """A small, untidy year of events: shared programmes, repeated people, odd agendas."""
    programmes = [work.add(t.Programme(code=f"P{n}")) for n in range(3)]
    for programme in programmes:
        funder = work.add(t.Funder(name_en=programme.code))
        work.add(t.ProgrammeFunder(programme_id=programme.id, funder_id=funder.id))
    units = [work.add(t.Organisation(name_lo=kind, type=kind)) for kind in TYPES]
    units.append(work.add(t.Organisation(name_lo="untyped")))
    groups = [
        work.add(t.LeftBehindGroup(programme_id=programme.id, code=code))
        for programme in programmes
        for code in ("poor", "remote")
    ]
    people = [add_person(work, groups, chance) for _ in range(14)]
    for number in range(14):
        first = date(2025, 1, 30) + timedelta(days=chance.randrange(500))
        event = t.Event(
            code=f"E{number}",
            kind=chance.choice(["training", "exchange"]),
            first_day=first,
            last_day=first + timedelta(days=chance.randrange(3)),
            completion_percent=chance.choice([50, 80, 100]),
        )
        work.add(event)
        for programme in chance.sample(programmes, chance.randrange(3)):
            work.add(t.EventProgramme(event_id=event.id, programme_id=programme.id))
        for order in range(chance.choice([0, 0, 2, 5])):
            add_session(work, event, order, chance)
        for person in chance.sample(people, chance.randrange(1, 10)):
            add_registration(work, event, person, chance.choice([None, *units]), chance)
        if chance.random() < 0.4:
            unit = chance.choice([None, *units])
            work.add(
                t.HeadCount(
                    event_id=event.id, women=chance.randrange(4), men=2, not_said=1,
                    role=Role.PARTICIPANT, organisation_id=unit.id if unit else None,
                )
            )  # fmt: skip


def add_person(
    work: UnitOfWork, groups: list[t.LeftBehindGroup], chance: random.Random
) -> t.Person | None:
    """Someone with what may be known of an age and a disability; sometimes an empty seat."""
    if chance.random() < 0.1:
        return None
    person = t.Person(given_name="x", sex=chance.choice(["F", "M", None]))
    known = chance.randrange(4)
    if known == 1:
        person.birth_date = date(chance.choice([1960, 1990, 2010]), chance.randrange(1, 13), 15)
    elif known == 2:
        person.birth_year = chance.randrange(1950, 2012)
    elif known == 3:
        person.age_said, person.age_said_on = chance.randrange(14, 62), date(2023, 5, 1)
    work.add(person)
    person.primary_stakeholder = chance.choice([None, True, False])
    for yes in chance.choice([[], [True], [True], [True], [False], [True, False]]):
        work.add(t.Consent(person_id=person.id, purpose=Purpose.SENSITIVE, given=yes))
    for group in chance.sample(groups, chance.randrange(3)):
        work.add(t.PersonLeftBehindGroup(person_id=person.id, group_id=group.id))
    if chance.random() < 0.7:
        sensitive = t.PersonSensitive(person_id=person.id)
        sensitive.ethnic_family = chance.choice([None, "lao-tai", "mon-khmer"])
        sensitive.disability_said = chance.choice([None, True, False])
        sensitive.seeing = chance.choice([None, None, 1, 3])
        sensitive.walking = chance.choice([None, None, 2, 4])
        work.add(sensitive)
    return person


def add_session(work: UnitOfWork, event: t.Event, order: int, chance: random.Random) -> None:
    """A session at some time of some day."""
    start = chance.choice([8 * 60, 11 * 60 + 45, 12 * 60, 14 * 60])
    end = start + chance.choice([15, 60, 240])
    work.add(
        t.Session(
            event_id=event.id,
            day=event.first_day + timedelta(days=chance.randrange(2)),
            order=order,
            start=time(*divmod(start, 60)),
            end=time(*divmod(end, 60)),
            kind=chance.choice(KINDS),
        )
    )


def add_registration(
    work: UnitOfWork,
    event: t.Event,
    person: t.Person | None,
    unit: t.Organisation | None,
    chance: random.Random,
) -> None:
    """Someone at an event, with marks for some half-days."""
    states = [*RegistrationState, *[RegistrationState.REGISTERED] * 5]
    row = work.add(
        t.Registration(
            event_id=event.id,
            person_id=person.id if person else None,
            role=chance.choice([Role.PARTICIPANT, Role.GUEST, Role.DRIVER]),
            state=chance.choice(states),
            organisation_id=unit.id if unit else None,
            province=chance.choice(PROVINCES),
            district=chance.choice([None, "1206", "1201"]),
        )
    )
    for half_day in range(1, 7):
        if chance.random() < 0.6:
            mark = chance.choice(list(Mark))
            work.add(t.Attendance(registration_id=row.id, half_day=half_day, mark=mark))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store with random events, on each engine."""
    if request.param == "sqlite":
        template = request.getfixturevalue("template_file")
        where = str(shutil.copy(template, tmp_path_factory.mktemp("counts") / "counts.wdb"))
    else:
        where = request.getfixturevalue("module_server_database")
    store = open_store(where, origin=origin_named("counts"))
    with store.unit_of_work("Fill") as work:
        fill(work, random.Random(2))
        work.commit()
    yield store
    store.close()


@pytest.fixture(scope="module")
def reader(filled: Store) -> Iterator[Reader]:
    """One snapshot of it."""
    with filled.read() as snapshot:
        yield snapshot


def definition(
    chance: random.Random, events: tuple[Event, ...], programmes: tuple[Programme, ...]
) -> Count:
    """Any count over what is stored."""

    def some(of: Sequence[str]) -> frozenset[str]:
        return frozenset(chance.sample(of, chance.choice([0, 0, 1, 2])))

    def day() -> date | None:
        return chance.choice([None, date(2025, 1, 1) + timedelta(days=chance.randrange(365))])

    scope = Scope(
        event=chance.choice([None, None, *(e.id for e in events)]),
        programme=chance.choice([None, *(p.id for p in programmes)]),
        funder=chance.choice([None, *(p.funders[0].id for p in programmes)]),
        province=chance.choice([None, *PROVINCES]),
        first_day=day(),
        last_day=day(),
    )
    roles = ["participant", "guest", "driver"]
    return Count(
        unit=chance.choice(list(Unit)),
        rule=chance.choice(list(Rule)),
        share=chance.randrange(1, 101),
        roles_in=some(roles),
        roles_out=some(roles),
        organisation_types_in=some(TYPES),
        organisation_types_out=some(TYPES),
        scope=chance.choice([Scope(), scope]),
        dimensions=tuple(chance.sample(list(Dimension), chance.randrange(4))),
        age_bands=chance.choice([(0, 15, 36, 60), (18,), (15, 25)]),
        minimum_minutes=chance.choice([0, 0, 60, 300]),
        primary_only=chance.random() < 0.3,
        within=chance.choice(list(Within)),
    )


@pytest.fixture(scope="module")
def facts(reader: Reader) -> tuple[Participation, ...]:
    """What the plain definition counts."""
    return reader.participations()


def test_many_are_counted_as_the_definition_says(
    reader: Reader, facts: tuple[Participation, ...]
) -> None:
    events, programmes, chance = reader.events(), reader.programmes(), random.Random(7)
    for _ in range(300):
        count = definition(chance, events, programmes)
        assert reader.count(count) == tally(count, facts), count


def test_several_dimensions_at_once_are_counted_as_one_by_one(reader: Reader) -> None:
    every = [(d,) for d in Dimension] + [(Dimension.SEX, Dimension.AGE_BAND), ()]
    for unit in Unit:
        count = Count(unit, Rule.PRESENT, within=Within.YEAR)
        together = reader.facts(count.scope).tallies(count, every)
        assert together == [reader.count(replace(count, dimensions=d)) for d in every]


def test_people_behind_a_count(reader: Reader, facts: tuple[Participation, ...]) -> None:
    count = Count(Unit.PERSON, Rule.PRESENT, roles_out=frozenset({"driver"}))
    found = reader.facts(count.scope)
    people = found.people(count)
    assert len(people) == tally(count, facts).total
    assert found.frequencies(count) == frequencies(count, facts)
    assert sum(people.values()) == sum(n * k for n, k in frequencies(count, facts).items())


def test_the_sample_is_not_trivial(facts: tuple[Participation, ...]) -> None:
    """The test above would prove nothing if every count came to nought."""
    for unit in Unit:
        for rule in Rule:
            assert tally(Count(unit, rule, share=50), facts).total > 0, (unit, rule)
    for dimension in Dimension:
        parts = tally(Count(Unit.PERSON, dimensions=(dimension,)), facts).parts
        assert len(parts) > 1, dimension
