"""Who writes over what: a window that has not seen the newest is refused, field by field."""

from __future__ import annotations

from uuid import UUID

import pytest
from tests.store import samples

from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.store import Store, stance
from workshopdesk.store import tables as t


def retitle(store: Store, event: UUID, **fields: str) -> None:
    """Change fields of an event without saying which version was seen."""
    with store.unit_of_work("Change event") as work:
        record = work.get(t.Event, event)
        for name, value in fields.items():
            setattr(record, name, value)
        work.commit()


def title(store: Store, event: UUID) -> str:
    """As it is stored now."""
    with store.read() as reader:
        return reader.event(event).title_en


def test_a_field_others_changed_since_is_not_written_over(
    store: Store, second_store: Store
) -> None:
    event = samples.write_event(store)
    looked = store.position()
    retitle(second_store, event, title_en="theirs")
    with stance.as_seen(looked), pytest.raises(Conflict) as refused:
        retitle(store, event, title_en="mine")
    assert refused.value.newer == {"title_en": "theirs"}
    assert title(store, event) == "theirs"


def test_another_field_and_ones_own_newer_value_may_be_written(
    store: Store, second_store: Store
) -> None:
    event = samples.write_event(store)
    looked = store.position()
    retitle(second_store, event, venue_en="theirs")
    retitle(store, event, title_en="first")
    with stance.as_seen(looked):
        retitle(store, event, title_en="second")
    assert title(store, event) == "second"


def test_a_record_others_changed_since_is_not_deleted(store: Store, second_store: Store) -> None:
    event = samples.write_event(store)
    looked = store.position()
    retitle(second_store, event, title_en="theirs")

    def delete() -> None:
        with store.unit_of_work("Delete event") as work:
            work.delete(work.get(t.Event, event))
            work.commit()

    with stance.as_seen(looked), pytest.raises(Conflict):
        delete()
    assert title(store, event) == "theirs"


def test_a_rehearsal_tells_mine_and_theirs_and_writes_nothing(
    store: Store, second_store: Store
) -> None:
    event = samples.write_event(store)
    looked = store.position()
    retitle(second_store, event, title_en="theirs", venue_en="there")
    clashes = stance.rehearse(lambda: retitle(store, event, title_en="mine", venue_en="there"))
    assert clashes == (stance.Clash("event", event, "title_en", mine="mine", theirs="theirs"),)
    assert title(store, event) == "theirs"
    [newer] = store.newer(looked, {event})
    assert newer.author == "second"
    assert newer.fields == {"title_en", "venue_en"}


def test_insisting_writes_a_new_change_over_the_newer_and_leaves_what_is_to_stay(
    store: Store, second_store: Store
) -> None:
    event = samples.write_event(store)
    with store.read() as reader:
        seen = reader.event(event)
    retitle(second_store, event, title_en="theirs", venue_en="there")

    def verb() -> None:
        with store.unit_of_work("Change event") as work:
            record = work.get(t.Event, event, seen.version)
            record.title_en, record.venue_en = "mine", "here"
            work.commit()

    with pytest.raises(Conflict):
        verb()
    with stance.insisting({("event", event, "venue_en")}):
        verb()
    with store.read() as reader:
        now = reader.event(event)
        newest = reader.changes_of(event)[-1]
    assert (now.title_en, now.venue_en) == ("mine", "there")
    assert [(f.field, f.before, f.after) for f in newest.fields] == [("title_en", "theirs", "mine")]
    assert store.check() == []


def test_what_is_refused_anyway_is_refused_in_a_rehearsal(store: Store) -> None:
    with pytest.raises(UserError, match="deleted"):
        stance.rehearse(lambda: retitle(store, UUID(int=1), title_en="x"))
