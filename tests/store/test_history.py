"""History: of an event, a person, a record, an author, a device, a period; told in pages."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select
from tests.store import samples
from tests.store.conftest import START, origin_named

from workshopdesk.domain.history import Did, Sought
from workshopdesk.services import history
from workshopdesk.services.history import Named
from workshopdesk.store import Store, engines, merging, open_store, subjects
from workshopdesk.store import tables as t
from workshopdesk.store.tables.log import ActionSubject


def said(actions: tuple[Did, ...]) -> list[str]:
    """The words of actions, the oldest first."""
    return [did.said(str) for did in reversed(actions)]


def act(store: Store, words: str, table: type[t.Record], key: UUID, **fields: object) -> None:
    """Change a record as one action."""
    with store.unit_of_work(words) as work:
        record = work.get(table, key)
        for name, value in fields.items():
            setattr(record, name, value)
        work.commit()


@pytest.fixture
def event_id(store: Store) -> UUID:
    """An event beside another one, with attendance, a group and a certificate."""
    samples.write_event(store, "OTHER")
    made = samples.write_event(store)
    with store.read() as reader:
        registration = reader.participants(made)[0].id
        session = reader.sessions(made)[0].id
    with store.unit_of_work("Mark") as work:
        work.add(t.Attendance(registration_id=registration, half_day=1, mark="present"))
        work.commit()
    with store.unit_of_work("Group") as work:
        group = work.add(t.WorkGroup(session_id=session, number=1))
        work.add(t.GroupMember(group_id=group.id, registration_id=registration))
        work.commit()
    with store.unit_of_work("Find") as work:
        work.add(t.Finding(group_id=work.find(t.WorkGroup)[0].id, text="ນ້ຳ"))
        work.commit()
    with store.unit_of_work("Unmark") as work:
        work.delete(work.find(t.Attendance)[0])
        work.commit()
    return made


def test_of_an_event_everything_that_belongs_to_it_is_told(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        of_event = said(history.history(reader, event=event_id))
        person = reader.participants(event_id)[0].person_id
        of_person = said(history.history(reader, person=person))
        of_record = said(history.history(reader, record=event_id))
    assert of_event == ["Make event E1", "Mark", "Group", "Find", "Unmark"]
    assert of_person == ["Make event E1", "Mark", "Group", "Unmark"]
    assert of_record == ["Make event E1"]


def test_an_event_deleted_keeps_its_history(store: Store, event_id: UUID) -> None:
    with store.unit_of_work("Delete") as work:
        work.delete(work.get(t.Event, event_id))
        work.commit()
    with store.read() as reader:
        (newest, *_older) = history.history(reader, event=event_id)
        changes = history.changes(reader, newest.id)
    assert newest.said(str) == "Delete"
    by_kind = {c.record.kind: c for c in changes}
    assert by_kind["event"].record.values["code"] == "E1"
    owner = by_kind["group_member"].record.owner
    assert owner is not None
    assert owner.owner is not None
    assert owner.owner.values["given_name"] == samples.NAMES[0][0]


def test_author_device_and_period_narrow_it(store: Store, second_store: Store) -> None:
    event_id = samples.write_event(store)
    act(second_store, "Theirs", t.Event, event_id, title_en="x")
    with store.read() as reader:
        everything = reader.did(Sought())
        theirs = everything[0]
        assert said(history.history(reader, author="second")) == ["Theirs"]
        assert said(history.history(reader, device=theirs.device)) == ["Theirs"]
        assert history.history(reader, until=START) == ()
        assert history.history(reader, since=theirs.at)[0] == theirs
        made = everything[1]
        just_after = made.at + timedelta(milliseconds=1)
        assert made in history.history(reader, until=just_after, event=event_id)
        assert made not in history.history(reader, until=made.at, event=event_id)
        assert history.history(reader, since=theirs.at + timedelta(days=1)) == ()
        assert set(reader.authors()) >= {"first", "second"}
        assert theirs.device in [key for key, _name in reader.devices()]


def test_it_is_told_page_by_page(store: Store) -> None:
    event_id = samples.write_event(store)
    for number in range(7):
        act(store, "Rename", t.Event, event_id, title_en=str(number))
    with store.read() as reader:
        whole = history.history(reader, event=event_id)
        pages = []
        before = None
        while page := history.history(reader, event=event_id, limit=3, before=before):
            pages.append(page)
            before = page[-1].id
    assert [len(p) for p in pages] == [3, 3, 2]
    assert tuple(did for page in pages for did in page) == whole


def test_values_are_told_with_their_types_and_names(store: Store) -> None:
    event_id = samples.write_event(store)
    act(
        store,
        "Move",
        t.Event,
        event_id,
        province="LA-SV",
        district=None,
        last_day=samples.FIRST_DAY,
    )
    with store.read() as reader:
        (change,) = history.changes(reader, history.history(reader)[0].id)
    fields = {f.name: (f.before, f.after) for f in change.fields}
    assert fields["last_day"][1] == samples.FIRST_DAY
    before, after = fields["province"]
    assert isinstance(before, Named)
    assert isinstance(after, Named)
    assert (before.values["name_en"], after.values["name_en"]) == ("Khammouane", "Savannakhet")
    assert fields["district"][1] is None


def test_what_was_taken_back_is_marked(store: Store) -> None:
    event_id = samples.write_event(store)
    act(store, "Rename", t.Event, event_id, title_en="x")
    with store.read() as reader:
        step = history.history(reader)[0]
    assert not step.undone
    store.undo(step.id)
    with store.read() as reader:
        undoing, step = history.history(reader, event=event_id)[:2]
        assert (undoing.kind, undoing.undoes, step.undone) == ("undo", step.id, True)
    store.redo(step.id)
    with store.read() as reader:
        assert not reader.action(step.id).undone


def test_what_actions_are_about_can_be_told_from_the_log_again(
    store: Store, event_id: UUID
) -> None:
    with store.read() as reader:
        people = [p.person_id for p in reader.participants(event_id)]
    with store.unit_of_work("Merge") as work:
        assert people[0] is not None
        assert people[1] is not None
        merging.merge(work, people[0], people[1], ())
        work.commit()
    with store.read() as reader:
        store.undo(history.history(reader)[0].id)
    with store.unit_of_work("Delete") as work:
        work.delete(work.get(t.Event, event_id))
        work.commit()
    with engines.for_reading(store.engine).connect() as connection:
        written = set(connection.execute(select(ActionSubject.action, ActionSubject.subject_id)))
        told = {(number, s) for number, found in subjects.told(connection) for s in found}
        assert written == told
    with engines.for_writing(store.engine).begin() as connection:
        connection.execute(delete(ActionSubject))
        assert not subjects.is_in_step(connection)
        subjects.rebuild(connection)
        assert subjects.is_in_step(connection)
        again = set(connection.execute(select(ActionSubject.action, ActionSubject.subject_id)))
    assert again == written


def test_the_history_of_an_event_is_found_without_looking_through_the_log(file: str) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    event_id = samples.write_event(store)
    asked: list[str] = []
    with store.engine.connect() as connection:
        query = (
            "EXPLAIN QUERY PLAN SELECT number FROM action WHERE number IN"
            " (SELECT action FROM action_subject WHERE subject_id = ?) ORDER BY number DESC LIMIT 9"
        )
        asked = [row[3] for row in connection.exec_driver_sql(query, (event_id.bytes,))]
    assert not [step for step in asked if step.startswith("SCAN action")]
    store.close()
