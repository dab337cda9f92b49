"""Kept columns: never stale, whoever changes what; and no more than a shortcut."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from workshopdesk.domain.counting import Count, Dimension, Rule, Unit, tally
from workshopdesk.domain.progress import Silent
from workshopdesk.store import Store, kept_counts
from workshopdesk.store import tables as t

EVENTS, PEOPLE = kept_counts.WORTH_KEEPING + 2, 12
FIRST = date(2025, 3, 3)
COUNTS = [
    Count(Unit.PERSON, Rule.REGISTERED, dimensions=(Dimension.SEX, Dimension.AGE_BAND)),
    Count(Unit.PARTICIPATION, Rule.PRESENT, dimensions=(Dimension.PROVINCE,)),
    Count(Unit.PERSON_DAY, Rule.COMPLETED, dimensions=(Dimension.ROLE,)),
]


def fill(store: Store) -> None:
    """Events with a few people each."""
    chance = random.Random(1)
    with store.unit_of_work("Fill") as work:
        people = [
            work.add(t.Person(given_name=f"P{n}", sex="FM"[n % 2], birth_year=1960 + 3 * n))
            for n in range(PEOPLE)
        ]
        for n in range(EVENTS):
            day = FIRST + timedelta(days=n)
            event = work.add(t.Event(code=f"E{n}", first_day=day, last_day=day))
            for person in chance.sample(people, 3):
                one = work.add(
                    t.Registration(event_id=event.id, person_id=person.id, role="participant")
                )
                work.add(t.Attendance(registration_id=one.id, half_day=1, mark="present"))
        work.commit()


def kept_events(store: Store) -> int:
    """How many events have columns kept."""
    with store.read() as reader:
        return len(kept_counts.kept(reader._connection, {e.id for e in reader.events()}))


def agree(store: Store) -> None:
    """What is counted with kept columns is what plain counting gives."""
    with store.read() as reader:
        every = reader.participations()
        for count in COUNTS:
            assert reader.count(count) == tally(count, every)


def first(store: Store, table: type[t.Record]) -> UUID:
    """Any record of a table."""
    with store.unit_of_work("look") as work:
        return min(record.id for record in work.find(table))


def set_field(table: type[t.Record], **fields: object) -> Callable[[Store], None]:
    """Change fields of one record through a unit of work."""

    def change(store: Store) -> None:
        key = first(store, table)
        with store.unit_of_work("Change") as work:
            record = work.get(table, key)
            for name, value in fields.items():
                setattr(record, name, value)
            work.commit()

    return change


def delete_registration(store: Store) -> None:
    key = first(store, t.Registration)
    with store.unit_of_work("Delete") as work:
        work.delete(work.get(t.Registration, key))
        work.commit()


def add_mark(store: Store) -> None:
    key = first(store, t.Registration)
    with store.unit_of_work("Mark") as work:
        work.add(t.Attendance(registration_id=key, half_day=2, mark="late"))
        work.commit()


def around_us(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE person SET sex = NULL"))


CHANGES = {
    "sex": set_field(t.Person, sex=None),
    "birth": set_field(t.Person, birth_year=2010),
    "role": set_field(t.Registration, role="guest"),
    "state": set_field(t.Registration, state="cancelled"),
    "mark": set_field(t.Attendance, mark="absent"),
    "day": set_field(t.Event, first_day=date(2024, 1, 1)),
    "deleted": delete_registration,
    "marked": add_mark,
    "around": around_us,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_forgets_what_it_touches(store: Store, change: Callable[[Store], None]) -> None:
    fill(store)
    store.keep_counts(Silent())
    assert kept_events(store) == EVENTS
    agree(store)
    change(store)
    assert kept_events(store) < EVENTS
    agree(store)


def test_what_is_written_elsewhere_forgets_nothing(store: Store) -> None:
    fill(store)
    store.keep_counts(Silent())
    set_field(t.Person, village="x")(store)
    set_field(t.Event, title_lo="y")(store)
    assert kept_events(store) == EVENTS


def test_few_events_are_not_worth_keeping(store: Store) -> None:
    with store.unit_of_work("Fill") as work:
        event = work.add(t.Event(code="E", first_day=FIRST, last_day=FIRST))
        person = work.add(t.Person(given_name="P"))
        work.add(t.Registration(event_id=event.id, person_id=person.id, role="participant"))
        work.commit()
    store.keep_counts(Silent())
    assert kept_events(store) == 0
    agree(store)


def test_undoing_forgets_as_well(store: Store) -> None:
    fill(store)
    set_field(t.Person, sex=None)(store)
    store.keep_counts(Silent())
    with store.read() as reader:
        store.undo(reader.history(limit=1)[0].id)
    assert kept_events(store) < EVENTS
    agree(store)
