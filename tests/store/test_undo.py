"""Undo and redo: the inverse is written, what others built upon is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import BuiltUpon, Did
from workshopdesk.store import Store, merging, open_store
from workshopdesk.store import tables as t

AUTHOR = "first"


def newest(store: Store) -> Did:
    """What was done last."""
    with store.read() as reader:
        return reader.history(limit=1)[0]


def retitle(store: Store, event_id: UUID, title: str) -> None:
    """Give the event another English title."""
    with store.unit_of_work("Rename to %(title)s", title=title) as work:
        work.get(t.Event, event_id).title_en = title
        work.commit()


def title(store: Store, event_id: UUID) -> str:
    """The event's English title."""
    with store.read() as reader:
        return reader.event(event_id).title_en


def test_a_whole_import_is_one_step(store: Store) -> None:
    event_id = samples.write_event(store)
    with store.read() as reader:
        before = reader.participants(event_id), reader.sessions(event_id)
    store.undo(newest(store).id)
    with store.read() as reader:
        assert reader.events() == ()
        assert reader.people() == ()
        wanted = reader.redoable(AUTHOR)
    assert wanted is not None
    store.redo(wanted.id)
    with store.read() as reader:
        assert (reader.participants(event_id), reader.sessions(event_id)) == before
    assert store.check() == []


def test_steps_are_taken_back_and_done_again_in_order(store: Store) -> None:
    event_id = samples.write_event(store)
    for name in ("one", "two", "three"):
        retitle(store, event_id, name)
    seen = []
    for _ in range(2):
        with store.read() as reader:
            step = reader.undoable(AUTHOR)
        assert step is not None
        store.undo(step.id)
        seen.append(title(store, event_id))
    assert seen == ["two", "one"]
    for expected in ("two", "three"):
        with store.read() as reader:
            step = reader.redoable(AUTHOR)
        assert step is not None
        store.redo(step.id)
        assert title(store, event_id) == expected
    with store.read() as reader:
        assert reader.redoable(AUTHOR) is None
        last = reader.undoable(AUTHOR)
    assert last is not None
    assert last.said(str) == "Rename to three"
    assert store.check() == []


def test_something_new_ends_what_could_be_done_again(store: Store) -> None:
    event_id = samples.write_event(store)
    retitle(store, event_id, "one")
    store.undo(newest(store).id)
    retitle(store, event_id, "two")
    with store.read() as reader:
        assert reader.redoable(AUTHOR) is None


def test_what_someone_built_upon_is_refused_with_who_and_what(
    store: Store, second_store: Store
) -> None:
    event_id = samples.write_event(store)
    retitle(store, event_id, "mine")
    step = newest(store)
    retitle(second_store, event_id, "theirs")
    with pytest.raises(UserError, match="second has built upon it: Rename to theirs"):
        store.undo(step.id)
    assert title(store, event_id) == "theirs"
    assert store.check() == []


def test_another_field_of_the_same_record_may_have_changed(
    store: Store, second_store: Store
) -> None:
    event_id = samples.write_event(store)
    retitle(store, event_id, "mine")
    step = newest(store)
    with second_store.unit_of_work("Move") as work:
        work.get(t.Event, event_id).venue_lo = "ທ່າແຂກ"
        work.commit()
    store.undo(step.id)
    with store.read() as reader:
        assert (reader.event(event_id).title_en, reader.event(event_id).venue_lo) == ("", "ທ່າແຂກ")


def test_what_others_now_need_is_not_taken_away(store: Store, second_store: Store) -> None:
    event_id = samples.write_event(store)
    step = newest(store)
    with second_store.unit_of_work("Add a guest") as work:
        work.add(t.Registration(event_id=event_id, role="guest"))
        work.commit()
    with pytest.raises(UserError, match="second has built upon it: Add a guest"):
        store.undo(step.id)


def test_the_rest_is_taken_back_if_the_user_says_so(store: Store, second_store: Store) -> None:
    event_id = samples.write_event(store)
    step = newest(store)
    with second_store.unit_of_work("Add a guest") as work:
        person = work.find(t.Person)[0]
        work.add(t.PersonContact(person_id=person.id, value="02099999999"))
        work.commit()
    with pytest.raises(BuiltUpon, match="second has built upon it: Add a guest") as refused:
        store.undo(step.id)
    assert refused.value.partly
    assert [did.said(str) for did in refused.value.by] == ["Add a guest"]
    store.undo(step.id, partly=True)
    with store.read() as reader:
        assert reader.events() == ()
        (stays,) = reader.people()
        again = reader.redoable(AUTHOR)
    assert stays.name == "ຄຳສິງ ນົນທະສອນ"
    assert store.check() == []
    assert again is not None
    store.redo(again.id)
    with store.read() as reader:
        assert len(reader.participants(event_id)) == 3
    assert store.check() == []


def test_of_one_record_the_fields_that_stand_are_taken_back(
    store: Store, second_store: Store
) -> None:
    event_id = samples.write_event(store)
    with store.unit_of_work("Change two") as work:
        record = work.get(t.Event, event_id)
        record.title_en, record.venue_en = "mine", "hall"
        work.commit()
    step = newest(store)
    retitle(second_store, event_id, "theirs")
    with pytest.raises(BuiltUpon) as refused:
        store.undo(step.id)
    assert refused.value.partly
    store.undo(step.id, partly=True)
    with store.read() as reader:
        event = reader.event(event_id)
    assert (event.title_en, event.venue_en) == ("theirs", "")


def test_what_names_something_gone_does_not_come_back(store: Store, second_store: Store) -> None:
    event_id = samples.write_event(store)
    with store.read() as reader:
        person = reader.participants(event_id)[0].person_id
    with store.unit_of_work("Delete the event") as work:
        work.delete(work.get(t.Event, event_id))
        work.commit()
    step = newest(store)
    assert person is not None
    with second_store.unit_of_work("Delete the person") as work:
        work.delete(work.get(t.Person, person))
        work.commit()
    with pytest.raises(BuiltUpon, match="second has built upon it: Delete the person"):
        store.undo(step.id)
    store.undo(step.id, partly=True)
    with store.read() as reader:
        assert len(reader.participants(event_id)) == 2
    assert store.check() == []


def issue(store: Store, registration: UUID) -> UUID:
    """Give out a certificate; its key."""
    with store.unit_of_work("Issue") as work:
        series, number = work.next_in_series("2025")
        made = work.add(
            t.Certificate(
                registration_id=registration, series_id=series, sequence=number,
                number=f"{number:04}", issued_on=samples.FIRST_DAY,
            )
        )  # fmt: skip
        work.commit()
    return made.id


def certificates(store: Store) -> list[tuple[str, str]]:
    """Number and state of all that were ever given out."""
    with store.read() as reader:
        (event,) = reader.events()
        found = reader.certificates(event.id)
    return sorted((c.number, str(c.state)) for c in found)


def test_a_certificate_taken_back_is_revoked_and_its_number_never_given_again(
    store: Store,
) -> None:
    event_id = samples.write_event(store)
    with store.read() as reader:
        people = [p.id for p in reader.participants(event_id)]
    issue(store, people[0])
    step = newest(store)
    store.undo(step.id)
    assert certificates(store) == [("0001", "revoked")]
    issue(store, people[1])
    assert certificates(store) == [("0001", "revoked"), ("0002", "issued")]
    store.undo(newest(store).id)
    store.redo(step.id)
    assert certificates(store) == [("0001", "issued"), ("0002", "revoked")]
    store.undo(step.id)
    assert certificates(store) == [("0001", "revoked"), ("0002", "revoked")]
    assert store.check() == []


def test_a_merge_and_its_taking_back_are_steps_like_others(store: Store) -> None:
    event_id = samples.write_event(store)
    with store.read() as reader:
        keep, other = [p.person_id for p in reader.participants(event_id)][:2]
        before = reader.participants(event_id)
    assert keep is not None
    assert other is not None
    with store.unit_of_work("Merge") as work:
        merging.merge(work, keep, other, ())
        work.commit()
    merged = newest(store)
    with store.unit_of_work("Unmerge") as work:
        merging.unmerge(work, other)
        work.commit()
    unmerged = newest(store)
    store.undo(unmerged.id)
    with store.read() as reader:
        assert len({p.person_id for p in reader.participants(event_id)}) == 2
    store.undo(merged.id)
    with store.read() as reader:
        after = reader.participants(event_id)
    assert [(p.person_id, p.state) for p in after] == [(p.person_id, p.state) for p in before]
    assert store.check() == []


def test_steps_are_remembered_over_restarts(file: Path) -> None:
    first = open_store(str(file), origin=origin_named("first"))
    event_id = samples.write_event(first)
    retitle(first, event_id, "one")
    first.close()
    again = open_store(str(file), origin=replace(origin_named("second"), author="first"))
    for expected in ("Rename to one", "Make event E1"):
        with again.read() as reader:
            step = reader.undoable("first")
        assert step is not None
        assert step.said(str) == expected
        again.undo(step.id)
    again.close()
    last = open_store(str(file), origin=replace(origin_named("third"), author="first"))
    with last.read() as reader:
        assert reader.events() == ()
        step = reader.redoable("first")
    assert step is not None
    last.redo(step.id)
    assert title(last, event_id) == ""
    last.close()


def test_a_deletion_is_taken_back_whole(store: Store) -> None:
    event_id = samples.write_event(store)
    with store.read() as reader:
        before = reader.event("E1"), reader.participants(event_id), reader.sessions(event_id)
    with store.unit_of_work("Delete") as work:
        work.delete(work.get(t.Event, event_id))
        work.commit()
    store.undo(newest(store).id)
    with store.read() as reader:
        after = reader.event("E1"), reader.participants(event_id), reader.sessions(event_id)
    assert after == before
    assert store.check() == []


def test_nothing_is_taken_back_twice(store: Store) -> None:
    event_id = samples.write_event(store)
    retitle(store, event_id, "one")
    step = newest(store)
    store.undo(step.id)
    with pytest.raises(UserError, match="before"):
        store.undo(step.id)
    store.redo(step.id)
    with pytest.raises(UserError, match="stands"):
        store.redo(step.id)
    assert title(store, event_id) == "one"


def test_history_tells_before_and_after(store: Store) -> None:
    event_id = samples.write_event(store)
    retitle(store, event_id, "one")
    with store.read() as reader:
        (change,) = reader.changes(reader.history(limit=1)[0].id)
        told = reader.changes_of(event_id)
    assert [(f.field, f.before, f.after) for f in change.fields] == [("title_en", "", "one")]
    assert [(c.operation, c.version) for c in told] == [("C", 1), ("U", 2)]
    assert {f.field: f.after for f in told[0].fields}["first_day"] == "2025-09-15"
