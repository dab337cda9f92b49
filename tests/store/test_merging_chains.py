"""Three records of one person, merged and told apart in any order with edits between: once all are
told apart, everything is as the edits alone would have left it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from tests.store.conftest import origin_named
from tests.store.samples import add_event
from tests.store.test_merging import content, merge, register, unmerge

from workshopdesk.store import Store, UnitOfWork, open_store
from workshopdesk.store import tables as t


@dataclass(frozen=True)
class Three:
    """The people, and per person the registration at the event of all and a phone."""

    people: tuple[UUID, ...]
    registrations: tuple[UUID, ...]
    phones: tuple[UUID, ...]
    event: UUID


def make_three(store: Store) -> Three:
    """Each was at one event with the others and at one alone; the last has a card and consents."""
    with store.unit_of_work("Make") as work:
        shared = add_event(work, "ALL")
        people, registrations, phones = [], [], []
        for n, name in enumerate(("ຄຳໝັ້ນ", "ຄໍາຫມັ້ນ", "ຄຳໝັນ")):
            person = work.add(t.Person(given_name=name, surname="ລັດຕະນະ"))
            phone = work.add(t.PersonContact(person_id=person.id, value=f"0205500000{n}"))
            people.append(person)
            phones.append(phone.id)
            registrations.append(register(work, shared, person, n + 1).id)
            register(work, add_event(work, f"OWN-{n}"), person, 1)
        people[2].position, people[1].sex = "ຫົວໜ້າ", "F"
        work.add(t.PersonIdentifier(person_id=people[2].id, kind="card", value="7"))
        work.add(t.Consent(person_id=people[2].id, purpose="photo"))
        work.add(t.CertificateException(registration_id=registrations[1], allowed=True, reason="x"))
        series, number = work.next_in_series("C")
        work.add(
            t.Certificate(
                registration_id=registrations[1], series_id=series, sequence=number,
                number="C-1", issued_on=date(2025, 9, 16),
            )
        )  # fmt: skip
        work.commit()
    return Three(tuple(p.id for p in people), tuple(registrations), tuple(phones), shared.id)


Edit = Callable[[UnitOfWork, Three, int, int], None]


def promote(work: UnitOfWork, three: Three, who: int, step: int) -> None:
    """A person gets another post."""
    work.get(t.Person, three.people[who]).position = f"ຕຳແໜ່ງ {step}"


def note(work: UnitOfWork, three: Three, who: int, step: int) -> None:
    """A registration is annotated."""
    work.get(t.Registration, three.registrations[who]).note = str(step)


def mark(work: UnitOfWork, three: Three, who: int, step: int) -> None:
    """One more half-day is marked."""
    registration = three.registrations[who]
    work.add(t.Attendance(registration_id=registration, half_day=10 + step, mark="present"))


def rephone(work: UnitOfWork, three: Three, who: int, step: int) -> None:
    """A phone is corrected."""
    work.get(t.PersonContact, three.phones[who]).value = f"0205599{step:04d}"


def one_more_phone(work: UnitOfWork, three: Three, who: int, step: int) -> None:
    """A phone is added."""
    key = UUID(int=2**70 + step)
    work.add(t.PersonContact(id=key, person_id=three.people[who], value=f"0307{step}", order=9))


def another_event(work: UnitOfWork, three: Three, who: int, step: int) -> None:
    """A person comes to a new event."""
    event = add_event(work, f"NEW-{step}")
    event.id = UUID(int=2**71 + step)
    key, person = UUID(int=2**72 + step), three.people[who]
    work.add(t.Registration(id=key, event_id=event.id, person_id=person, role="participant"))


EDITS: tuple[Edit, ...] = (promote, note, mark, rephone, one_more_phone, another_event)
WHO = st.integers(0, 2)
STEP = st.one_of(
    st.tuples(st.just("merge"), WHO, WHO),
    st.tuples(st.just("unmerge"), WHO, WHO),
    st.tuples(st.sampled_from(EDITS), WHO, WHO),
)


def into(store: Store, three: Three) -> list[UUID | None]:
    """Whom each is merged into now."""
    with store.unit_of_work("Look") as work:
        return [work.get(t.Person, id).merged_into_id for id in three.people]


def play(
    store: Store, steps: list[tuple[str | Edit, int, int]], *, merging: bool
) -> dict[str, dict[UUID, dict[str, object]]]:
    """Take the steps; edits are made on people in use. In the end all stand alone."""
    three = make_three(store)
    now: list[int | None] = [None, None, None]
    for number, (what, a, b) in enumerate(steps):
        if what == "merge":
            if a == b or now[a] is not None or now[b] is not None:
                continue
            now[b] = a
            if merging:
                merge(store, three.people[a], three.people[b], ["given_name"])
        elif what == "unmerge":
            if now[a] is None:
                continue
            now[a] = None
            if merging:
                unmerge(store, three.people[a])
        elif callable(what) and now[a] is None:
            with store.unit_of_work("Edit") as work:
                what(work, three, a, number)
                work.commit()
        if merging:
            keys = [None if at is None else three.people[at] for at in now]
            assert into(store, three) == keys
    for person, at in zip(three.people, now, strict=True):
        if merging and at is not None:
            unmerge(store, person)
    assert store.check() == []
    return content(store)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a step is too slow to shrink by
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEP, min_size=2, max_size=9))
@example([("merge", 2, 0), ("merge", 2, 1)])
@example([("merge", 0, 1), ("merge", 2, 0), ("unmerge", 1, 0), (promote, 2, 0), ("merge", 1, 2)])
@example([("merge", 0, 1), ("merge", 2, 0), ("unmerge", 1, 0), ("merge", 2, 1), ("unmerge", 0, 0)])
@example([("merge", 1, 2), (mark, 1, 0), ("merge", 0, 1), (rephone, 0, 0), ("unmerge", 1, 0)])
def test_any_order_of_merging_and_telling_apart_loses_nothing(
    template_file: Path, steps: list[tuple[str | Edit, int, int]]
) -> None:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for merging in (True, False):
            path = shutil.copy(template_file, Path(folder) / f"{merging}.wdb")
            store = open_store(str(path), origin=origin_named("x"))
            found.append(play(store, steps, merging=merging))
            store.close()
    assert found[0] == found[1]
