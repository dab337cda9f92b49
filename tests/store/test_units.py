"""The unit of work: all or nothing, stale writes refused, everything logged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

import pytest
from tests.store import samples
from tests.store.conftest import origin_named
from uuid_utils.compat import uuid7

from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.store import Origin, Store, open_store
from workshopdesk.store import tables as t


def test_what_is_committed_is_read_back(store: Store) -> None:
    event_id = samples.write_event(store)
    with store.read() as reader:
        assert reader.event("E1").id == event_id
        assert [p.name for p in reader.participants(event_id)] == [
            f"{given} {surname}" for given, surname, _ in samples.NAMES
        ]
        assert [p.phone for p in reader.participants(event_id)] == [
            "02055000001", "02055000002", "02055000003",
        ]  # fmt: skip


def test_without_commit_nothing_happens(store: Store) -> None:
    with store.unit_of_work("Forget this") as work:
        samples.add_people(work, samples.add_event(work))
        assert work.reader.event("E1").version == 1
    with store.read() as reader:
        assert reader.events() == ()
        assert reader.people() == ()
    assert store.check() == []


def test_an_error_inside_rolls_back(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.unit_of_work("Break") as work:  # noqa: PT012 - it breaks off inside
        samples.add_event(work)
        assert work.reader.events()
        raise ZeroDivisionError
    with store.read() as reader:
        assert reader.events() == ()


def test_a_stale_version_is_refused_with_the_newer_values(
    store: Store, second_store: Store
) -> None:
    event_id = samples.write_event(store)
    with second_store.read() as reader:
        seen = reader.event(event_id)
    change_title(store, event_id, "mine")
    with second_store.unit_of_work("Edit") as work, pytest.raises(Conflict) as refused:
        work.get(t.Event, event_id, seen.version)
    assert refused.value.newer["title_en"] == "mine"
    assert refused.value.newer["version"] == seen.version + 1


def change_title(store: Store, event_id: UUID, title: str) -> None:
    """Give the event another English title."""
    with store.unit_of_work("Edit") as work:
        work.get(t.Event, event_id).title_en = title
        work.commit()


def test_a_write_between_reading_and_saving_is_never_lost(server_database: str) -> None:
    """PostgreSQL lets two writers in at once; the version column stops the second."""
    first = open_store(server_database, origin=origin_named("a"))
    second = open_store(server_database, origin=origin_named("b"))
    event_id = samples.write_event(first)
    with second.unit_of_work("Edit") as work:
        event = work.get(t.Event, event_id)
        change_title(first, event_id, "theirs")
        event.title_en = "mine"
        with pytest.raises(Conflict) as refused:
            work.commit()
    assert refused.value.newer["title_en"] == "theirs"
    assert first.check() == []
    first.close()
    second.close()


def test_the_same_code_twice_is_refused(store: Store) -> None:
    samples.write_event(store)
    with store.unit_of_work("Again") as work:
        samples.add_event(work)
        with pytest.raises(UserError, match="exists already"):
            work.commit()
    assert store.check() == []


def test_deleting_takes_the_parts_along(store: Store) -> None:
    event_id = samples.write_event(store)
    with store.unit_of_work("Delete") as work:
        work.delete(work.get(t.Event, event_id))
        work.commit()
    with store.read() as reader:
        assert reader.events() == ()
        assert reader.sessions(event_id) == ()
        assert reader.participants(event_id) == ()
        assert len(reader.people()) == 3
    assert store.check() == []


def test_deleting_what_is_needed_is_refused(store: Store) -> None:
    samples.write_event(store)
    with store.unit_of_work("Delete") as work:
        work.delete(work.find(t.Province, code="LA-KH")[0])
        with pytest.raises(UserError, match="refers"):
            work.commit()
    with store.read() as reader:
        assert reader.gazetteer().province_by_code["LA-KH"].name_en == "Khammouane"


def test_a_natural_key_is_one_record(store: Store) -> None:
    event_id = samples.write_event(store)
    with store.read() as reader:
        registration = reader.participants(event_id)[0].id
    key = t.Attendance.key(registration, 1)
    with store.unit_of_work("Mark") as work:
        made = work.add(t.Attendance(registration_id=registration, half_day=1, mark="present"))
        assert made.id == key
        work.commit()
    with store.unit_of_work("Mark anew") as work:
        work.delete(work.get(t.Attendance, key))
        work.add(t.Attendance(registration_id=registration, half_day=1, mark="late"))
        work.commit()
    with store.read() as reader:
        assert [m.mark for m in reader.attendance(event_id)] == ["late"]
    assert store.check() == []


def test_certificate_numbers_have_no_gaps(store: Store) -> None:
    with store.unit_of_work("Issue, then think better") as work:
        assert work.next_in_series("2025")[1] == 1
    with store.unit_of_work("Issue two") as work:
        assert [work.next_in_series("2025")[1] for _ in range(2)] == [1, 2]
        work.commit()
    with store.unit_of_work("Issue one") as work:
        assert work.next_in_series("2025")[1] == 3
        assert work.next_in_series("2026")[1] == 1


def test_a_file_is_kept_once(store: Store) -> None:
    with store.unit_of_work("Attach") as work:
        for name in ("a.png", "b.png"):
            work.attach(kind="logo", name=name, media_type="image/png", data=b"same bytes")
        work.commit()
    with store.unit_of_work("Attach") as work:
        attached = work.find(t.Attachment)
        assert {a.name for a in attached} == {"a.png", "b.png"}
        assert len({a.sha256 for a in attached}) == 1
        with pytest.raises(UserError, match="too large"):
            work.attach(kind="x", name="x", media_type="x", data=bytes(20 * 1024 * 1024 + 1))
    assert store.check() == []


def test_windows_of_one_machine_write_one_chain(server_database: str) -> None:
    """Several connections with the same device at once: one sequence, no entry lost."""
    machine = Origin("someone", uuid7(), lambda: datetime.now(UTC), uuid7)
    stores = [open_store(server_database, origin=machine) for _ in range(4)]
    keys = count()

    def write(store: Store) -> None:
        for _ in range(5):
            samples.write_event(store, f"W{next(keys)}")

    with ThreadPoolExecutor(len(stores)) as pool:
        list(pool.map(write, stores))
    with stores[0].read() as reader:
        assert len(reader.events()) == 20
    assert stores[0].check() == []
    for store in stores:
        store.close()
