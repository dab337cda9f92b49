"""Merging people and telling them apart: whatever happened between, both are as they were."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from tests.store.conftest import origin_named
from tests.store.samples import add_event

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Sought
from workshopdesk.store import Store, UnitOfWork, merging, open_store
from workshopdesk.store import tables as t
from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.recording import logged_fields


@dataclass(frozen=True)
class World:
    """Two records of one person, with all that may belong to a person."""

    keep: UUID
    other: UUID
    registrations: tuple[UUID, ...]
    contacts: tuple[UUID, ...]
    events: tuple[UUID, ...]


def person_with(work: UnitOfWork, phone: str, **fields: object) -> tuple[t.Person, t.PersonContact]:
    """A person with a phone."""
    person = work.add(t.Person(surname="ລັດຕະນະ", **fields))  # type: ignore[arg-type]  # keywords of the test
    return person, work.add(t.PersonContact(person_id=person.id, value=phone))


def register(work: UnitOfWork, event: t.Event, person: t.Person, order: int) -> t.Registration:
    """A registration with a mark for the first half-day."""
    made = work.add(
        t.Registration(event_id=event.id, person_id=person.id, order=order, role="participant")
    )
    work.add(t.Attendance(registration_id=made.id, half_day=order, mark="present"))
    return made


def make_world(store: Store) -> World:
    """Both were at the first event, each at one of their own; both in groups, one with papers."""
    with store.unit_of_work("Make") as work:
        shared, first, second = (add_event(work, code) for code in ("BOTH", "KEPT", "OTHER"))
        keep, phone = person_with(work, "02055000001", given_name="ຄຳໝັ້ນ", position="ວິຊາການ")
        other, phone_2 = person_with(
            work, "02055000002", given_name="ຄໍາຫມັ້ນ", sex="F", position="ຫົວໜ້າ"
        )
        work.add(t.PersonContact(person_id=other.id, value="02055000001"))
        work.add(t.PersonSensitive(person_id=other.id, ethnic_family="lao_tai"))
        work.add(t.PersonIdentifier(person_id=other.id, kind="card", value="7"))
        registrations = (
            register(work, shared, keep, 1),
            register(work, shared, other, 2),
            register(work, first, keep, 1),
            register(work, second, other, 2),
        )
        session = work.add(
            t.Session(
                event_id=shared.id, day=date(2025, 9, 15), order=1, start=_time(9), end=_time(10)
            )
        )
        groups = [work.add(t.WorkGroup(session_id=session.id, number=n)) for n in (1, 2)]
        for group, registration in zip(groups, registrations[:2], strict=True):
            work.add(t.GroupMember(group_id=group.id, registration_id=registration.id))
        groups[0].facilitator_id = registrations[1].id
        series, number = work.next_in_series("C")
        work.add(
            t.Certificate(
                registration_id=registrations[1].id, series_id=series, sequence=number,
                number="C-1", issued_on=date(2025, 9, 16),
            )
        )  # fmt: skip
        work.add(t.EventChair(event_id=shared.id, name="x", person_id=other.id))
        work.commit()
    return World(
        keep.id,
        other.id,
        tuple(r.id for r in registrations),
        (phone.id, phone_2.id),
        (shared.id, first.id, second.id),
    )


def _time(hour: int) -> time:

    return time(hour)


def merge(store: Store, keep: UUID, other: UUID, take: Sequence[str] = ()) -> None:
    """Merge, saved."""
    with store.unit_of_work("Merge") as work:
        merging.merge(work, keep, other, take)
        work.commit()


def unmerge(store: Store, person: UUID) -> None:
    """Tell apart, saved."""
    with store.unit_of_work("Unmerge") as work:
        merging.unmerge(work, person)
        work.commit()


def undo(store: Store) -> None:
    """Take the newest step back."""
    with store.read() as reader:
        step = reader.undoable("first")
    assert step is not None
    store.undo(step.id)


def redo(store: Store) -> None:
    """Do it again."""
    with store.read() as reader:
        step = reader.redoable("first")
    assert step is not None
    store.redo(step.id)


def content(store: Store) -> dict[str, dict[UUID, dict[str, object]]]:
    """Every record's logged fields, versions apart."""
    with store.unit_of_work("Look") as work:
        return {
            table.__tablename__: {
                row["id"]: {name: row[name] for name in logged_fields(table).all}
                for row in work.connection.execute(select(table.__table__)).mappings()
            }
            for table in record_tables()
        }


def test_a_merge_moves_everything_and_counts_the_event_once(store: Store) -> None:
    world = make_world(store)
    merge(store, world.keep, world.other, ["given_name"])
    with store.read() as reader:
        kept = reader.person(world.other)
        assert (kept.id, kept.given_name, kept.position, kept.sex) == (
            world.keep, "ຄໍາຫມັ້ນ", "ວິຊາການ", "F",
        )  # fmt: skip
        assert [p.id for p in reader.people()] == [world.keep]
        assert reader.phones([world.keep])[world.keep] == ("02055000001", "02055000002")
        both = reader.participants(world.events[0])
        assert {p.person_id for p in both} == {world.keep}
        assert [p.state for p in both] == ["registered", "cancelled"]
        assert [p.certificate_number for p in both] == ["C-1", ""]
        marks = {(m.registration_id, m.half_day) for m in reader.attendance(world.events[0])}
        assert marks >= {(world.registrations[0], 1), (world.registrations[0], 2)}
        assert [p.person_id for p in reader.participants(world.events[2])] == [world.keep]
    assert store.check() == []


def test_telling_apart_restores_both_exactly(store: Store) -> None:
    world = make_world(store)
    before = content(store)
    merge(store, world.keep, world.other, ["given_name", "position"])
    assert content(store) != before
    unmerge(store, world.other)
    assert content(store) == before
    assert store.check() == []


def test_undo_takes_a_merge_back_and_redo_does_it_again(store: Store) -> None:
    world = make_world(store)
    before = content(store)
    merge(store, world.keep, world.other, ["given_name"])
    merged = content(store)
    undo(store)
    assert content(store) == before
    redo(store)
    assert content(store) == merged
    unmerge(store, world.other)
    assert content(store) == before


def test_wishes_and_exceptions_go_to_the_registration_that_stands(store: Store) -> None:
    world = make_world(store)
    with store.unit_of_work("Wish") as work:
        third, _phone = person_with(work, "02055000003", given_name="ຄຳ")
        partner = register(work, work.get(t.Event, world.events[0]), third, 3)
        session = work.find(t.Session)[0]
        for one in world.registrations[:2]:
            first, other = sorted((one, partner.id))
            work.add(
                t.GroupWish(session_id=session.id, registration_id=first, other_id=other, kind="x")
            )
        first, other = sorted(world.registrations[:2])
        work.add(
            t.GroupWish(session_id=session.id, registration_id=first, other_id=other, kind="x")
        )
        work.add(
            t.CertificateException(
                registration_id=world.registrations[1], allowed=True, reason="late bus"
            )
        )
        work.commit()
    before = content(store)
    merge(store, world.keep, world.other)
    with store.unit_of_work("Look") as work:
        (wish,) = work.find(t.GroupWish)
        assert {wish.registration_id, wish.other_id} == {world.registrations[0], partner.id}
        (exception,) = work.find(t.CertificateException, registration_id=world.registrations[0])
        assert exception.reason == "late bus"
    unmerge(store, world.other)
    assert content(store) == before
    assert store.check() == []


def test_the_history_of_both_is_that_of_the_one(store: Store) -> None:
    world = make_world(store)
    with store.unit_of_work("Promote the other") as work:
        work.get(t.Person, world.other).position = "ຫົວໜ້າພະແນກ"
        work.commit()
    merge(store, world.keep, world.other)
    with store.read() as reader:
        told = [did.message for did in reader.did(Sought(person=world.keep))]
    assert told == ["Merge", "Promote the other", "Make"]


def test_a_chain_comes_apart_in_either_order(store: Store) -> None:
    world = make_world(store)
    with store.unit_of_work("Third") as work:
        third, _phone = person_with(work, "02055000003", given_name="ຄຳ")
        work.commit()
    before = content(store)
    for order in ((world.other, world.keep), (world.keep, world.other)):
        merge(store, world.keep, world.other)
        merge(store, third.id, world.keep)
        with store.read() as reader:
            assert reader.person(world.other).id == third.id
            assert set(reader.merged_into().values()) == {third.id}
        for person in order:
            unmerge(store, person)
        assert content(store) == before
    assert store.check() == []


def test_merging_twice_or_with_oneself_is_refused(store: Store) -> None:
    world = make_world(store)
    with pytest.raises(UserError):
        merge(store, world.keep, world.keep)
    with pytest.raises(UserError):
        merge(store, world.keep, world.other, ["shoe_size"])
    with pytest.raises(UserError):
        unmerge(store, world.other)
    merge(store, world.keep, world.other)
    with pytest.raises(UserError):
        merge(store, world.keep, world.other)


Operation = Callable[[UnitOfWork, World, int], None]


def edit_position(work: UnitOfWork, world: World, n: int) -> None:
    """The kept person is promoted."""
    work.get(t.Person, world.keep).position = f"ຕຳແໜ່ງ {n}"


def edit_registration(work: UnitOfWork, world: World, n: int) -> None:
    """The list is corrected."""
    work.get(t.Registration, world.registrations[n % 4]).note = f"{n}"


def mark_excused(work: UnitOfWork, world: World, n: int) -> None:
    """A half-day is marked that nobody had marked, or marked anew."""
    registration = world.registrations[n % 4]
    key = t.Attendance.key(registration, 10 + n)
    if not work.find(t.Attendance, id=key):
        work.add(t.Attendance(registration_id=registration, half_day=10 + n, mark="excused"))


def correct_phone(work: UnitOfWork, world: World, n: int) -> None:
    """A phone of either was mistyped."""
    work.get(t.PersonContact, world.contacts[n % 2]).value = f"0205555{n:04d}"


def add_contact(work: UnitOfWork, world: World, n: int) -> None:
    """The person in use gets one more phone."""
    value = f"0207777{n:04d}"
    work.add(t.PersonContact(person_id=world.keep, value=value, order=9, id=UUID(int=n + 2**70)))


def register_again(work: UnitOfWork, world: World, n: int) -> None:
    """The person in use comes to one more event."""
    event = add_event(work, f"NEW-{n}")
    event.id = UUID(int=n + 2**71)
    work.add(
        t.Registration(
            id=UUID(int=n + 2**72), event_id=event.id, person_id=world.keep, role="participant"
        )
    )


OPERATIONS: tuple[Operation, ...] = (
    edit_position, edit_registration, mark_excused, correct_phone, add_contact, register_again,
)  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 7)), max_size=6),
    st.lists(st.sampled_from(["given_name", "position", "sex"]), unique=True),
)
def test_what_happens_between_stays_on_the_right_side(
    operations: list[tuple[Operation, int]], take: list[str]
) -> None:
    """Merging, any operations and telling apart leaves the same as the operations alone."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for merged in (True, False):
            path = Path(folder) / f"{merged}.wdb"
            store = open_store(str(path), create=True, origin=origin_named("x"))
            world = make_world(store)
            if merged:
                merge(store, world.keep, world.other, take)
            for step, (operation, n) in enumerate(operations):
                with store.unit_of_work("Operate") as work:
                    operation(work, world, n + 8 * step)
                    work.commit()
            if merged:
                unmerge(store, world.other)
            found.append(content(store))
            assert store.check() == []
            store.close()
    assert found[0] == found[1]
