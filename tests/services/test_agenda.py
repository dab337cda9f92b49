"""The agenda's verbs: what follows makes room, people keep their parts, clashes across events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from workshopdesk.domain.agenda import Session, SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.services import agenda, events, registrations
from workshopdesk.store import Store, open_store

DAY = date(2026, 1, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "agenda.wdb"), create=True)
    yield opened
    opened.close()


def make_event(store: Store, code: str) -> Event:
    return events.create_event(store, code=code, title_lo="ຝຶກ", first_day=DAY, last_day=DAY)


@pytest.fixture
def event(store: Store) -> Event:
    return make_event(store, "E-1")


def sessions(store: Store, event: Event) -> tuple[Session, ...]:
    with store.read() as reader:
        return reader.sessions(event.id)


def plan(store: Store, event: Event, *times: str) -> None:
    for number, span in enumerate(times):
        start, end = (time.fromisoformat(part) for part in span.split("-"))
        agenda.add_session(store, event.id, day=DAY, start=start, end=end, title_lo=f"ຫົວຂໍ້ {number}")


def times(store: Store, event: Event) -> list[str]:
    return [f"{s.start:%H:%M}-{s.end:%H:%M}" for s in sessions(store, event)]


def test_an_inserted_session_shifts_what_follows_until_a_gap(store: Store, event: Event) -> None:
    plan(store, event, "08:00-09:00", "09:00-10:00", "10:00-10:30", "11:00-12:00")
    agenda.add_session(
        store, event.id, day=DAY, start=time(9), end=time(9, 20), title_lo="ໃໝ່", shift=True
    )
    assert times(store, event) == [
        "08:00-09:00", "09:00-09:20", "09:20-10:20", "10:20-10:50", "11:00-12:00",
    ]  # fmt: skip
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert times(store, event) == ["08:00-09:00", "09:00-10:00", "10:00-10:30", "11:00-12:00"]


def test_what_follows_a_longer_or_shorter_session_comes_along(store: Store, event: Event) -> None:
    plan(store, event, "08:00-09:00", "09:00-10:00", "10:30-11:00")
    first = sessions(store, event)[0]
    agenda.move_session(store, first, day=DAY, start=first.start, end=time(9, 45), shift=True)
    assert times(store, event) == ["08:00-09:45", "09:45-10:45", "10:45-11:15"]
    first = sessions(store, event)[0]
    agenda.move_session(store, first, day=DAY, start=first.start, end=time(9), shift=True)
    assert times(store, event) == ["08:00-09:00", "09:00-10:00", "10:00-10:30"]


def test_a_day_that_is_full_refuses(store: Store, event: Event) -> None:
    plan(store, event, "08:00-09:00", "09:00-23:50")
    with pytest.raises(UserError):
        agenda.add_session(
            store, event.id, day=DAY, start=time(9), end=time(10), title_lo="ໃໝ່", shift=True
        )
    assert times(store, event) == ["08:00-09:00", "09:00-23:50"]


def test_parts_named_in_either_language_stay_as_they_are(store: Store, event: Event) -> None:
    key = registrations.add_participant(store, event.id, "ບຸນມີ ພິມມະສອນ")
    plan(store, event, "08:00-09:00")
    agenda.change_session(store, sessions(store, event)[0], people=["ທ່ານ ບຸນມີ ພິມມະສອນ, ປະທານ"])
    (session,) = sessions(store, event)
    assert session.parts[0].registration_id == key
    agenda.change_session(store, session, people=["ຫ້ອງການ", "ທ່ານ ບຸນມີ ພິມມະສອນ, ປະທານ"])
    (after,) = sessions(store, event)
    assert after.parts[1] == session.parts[0]


def test_clashes_reach_into_other_events_and_their_groups(store: Store, event: Event) -> None:
    other = make_event(store, "E-2")
    for where in (event, other):
        registrations.add_participant(store, where.id, "ບຸນມີ ພິມມະສອນ")
        agenda.add_session(
            store, where.id, day=DAY, start=time(8), end=time(9), title_lo="ກຸ່ມ",
            kind=SessionKind.GROUP_WORK, people=["ບຸນມີ ພິມມະສອນ"],
        )  # fmt: skip
    with store.read() as reader:
        found = agenda.clashes_of(reader, event)
    assert [(c.code, c.elsewhere and c.elsewhere[0].code) for c in found] == [
        ("no_groups", None), ("person", "E-2"),
    ]  # fmt: skip
