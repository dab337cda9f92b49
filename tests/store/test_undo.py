"""Undo and redo: the inverse is written, what others built upon is refused."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.store import samples

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Did
from workshopdesk.store import Store
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
