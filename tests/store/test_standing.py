"""How events stand, by one query, is what looking at each event tells."""

from __future__ import annotations

import pytest
from sqlalchemy import event as sqlalchemy_event
from tests.store import samples

from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.clashes import clashes
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.services import agenda
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t


def looked_at(reader: Reader, code: str) -> dict[str, object]:
    """The same, event by event, from the rows themselves."""
    event = reader.event(code)
    people = [
        p
        for p in reader.participants(event.id)
        if p.person_id is not None and p.state is not RegistrationState.CANCELLED
    ]
    sessions = reader.sessions(event.id)
    groups = {s.id: reader.groups(s.id) for s in sessions}
    silent = [g.number for found in groups.values() for g in found if not g.findings]
    return {
        "people": len(people),
        "women": sum(p.sex is Sex.FEMALE for p in people),
        "unknown_sex": sum(p.sex is None for p in people),
        "unknown_province": sum(p.province is None for p in people),
        "sessions": len(sessions),
        "groupless": sum(s.kind is SessionKind.GROUP_WORK and not groups[s.id] for s in sessions),
        "silent_groups": len(silent),
        "silent_group": min(silent, default=None),
        "marks": bool(reader.attendance(event.id)),
    }


def spoil(store: Store) -> None:
    """Take something from one event: a sex, a province, a name; cancel somebody."""
    with store.unit_of_work("Spoil") as work:
        event = work.find(t.Event, code="E2")[0]
        first, second, *_rest = work.find(t.Registration, event_id=event.id)
        first.province = None
        second.state = "cancelled"
        assert first.person_id is not None
        work.get(t.Person, first.person_id).sex = None
        work.add(t.Registration(event_id=event.id, role="participant"))
        work.commit()


def test_one_query_tells_what_looking_tells(store: Store) -> None:
    for code in ("E1", "E2", "E3"):
        samples.write_event(store, code)
    spoil(store)
    with store.read() as reader:
        found = {s.event.code: s for s in reader.standings(reader.events())}
        for code, standing in found.items():
            expected = looked_at(reader, code)
            assert {name: getattr(standing, name) for name in expected} == expected
        counts = reader.head_counts_of_events()
        assert {s.event.id: (s.people, s.women) for s in found.values() if s.people} == counts
    assert found["E2"].unknown_sex > found["E1"].unknown_sex


def test_it_is_one_query_however_many_events(store: Store) -> None:
    for code in ("E1", "E2", "E3"):
        samples.write_event(store, code)
    asked: list[str] = []

    def hear(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    with store.read() as reader:
        events = reader.events()
        sqlalchemy_event.listen(store.engine, "before_cursor_execute", hear)
        assert len(reader.standings(events)) == 3
        sqlalchemy_event.remove(store.engine, "before_cursor_execute", hear)
        assert reader.standings(()) == ()
    assert len([s for s in asked if s.lstrip().startswith("SELECT")]) == 1


def test_an_agenda_that_clashes_is_doubtful(store: Store) -> None:
    event_id = samples.write_event(store, "E1")
    with store.unit_of_work("Clash") as work:
        first = work.find(t.Session, event_id=event_id)[0]
        work.add(
            t.Session(
                event_id=event_id, day=first.day, order=9, start=first.start, end=first.end,
                kind="presentation", title_lo="ຊ້ອນ", room=first.room or "1",
            )
        )  # fmt: skip
        first.room = first.room or "1"
        work.commit()
    with store.read() as reader:
        [standing] = reader.standings(reader.events())
        assert clashes(standing.event, reader.sessions(event_id))
    assert standing.doubtful_agenda


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_a_room_used_by_two_events_is_doubtful(store: Store, status: str) -> None:
    ids = [samples.write_event(store, code) for code in ("E1", "E2")]
    with store.unit_of_work("Same room") as work:
        for event_id in ids:
            for session in work.find(t.Session, event_id=event_id):
                session.room = "1"
        work.get(t.Event, ids[1]).status = status
        work.commit()
    with store.read() as reader:
        [standing] = reader.standings([reader.event("E1")])
        elsewhere = [c for c in agenda.clashes_of(reader, standing.event) if c.elsewhere]
    assert bool(elsewhere) is (status == "planned")
    assert standing.doubtful_agenda or not elsewhere


@pytest.mark.parametrize("decided", [False, True])
def test_two_people_of_one_name_are_doubted_until_decided(store: Store, decided: bool) -> None:
    samples.write_event(store, "E1")
    with store.unit_of_work("Twice") as work:
        known = work.find(t.Person)[0]
        twin = work.add(t.Person(given_name=known.given_name, surname=known.surname))
        if decided:
            first, second = sorted((known.id, twin.id))
            work.add(t.NotSamePerson(person_id=first, other_id=second))
        work.commit()
    with store.read() as reader:
        [standing] = reader.standings(reader.events())
    assert standing.same_names == (0 if decided else 1)


def test_people_of_a_year_are_counted_once(store: Store) -> None:
    samples.write_event(store, "E1")
    samples.write_event(store, "E2")
    with store.read() as reader:
        events = reader.events()
        numbers = reader.year_in_numbers([e.id for e in events])
        rows = [row for e in events for row in reader.participants(e.id) if row.person_id]
    assert numbers.participations == len(rows)
    assert numbers.people == len({row.person_id for row in rows})
    assert numbers.women == len({r.person_id for r in rows if r.sex is Sex.FEMALE})
    assert numbers.provinces == len({r.province for r in rows if r.province})
