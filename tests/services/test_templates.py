"""Events are copied and begun from templates; dates shift, and nobody's data goes along unasked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.windowed import TRAINING, sample_database

from workshopdesk import i18n
from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.errors import Conflict, UserError
from workshopdesk.domain.event import Event, EventStatus
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.services import checklist, templates
from workshopdesk.services.plan_file import plan_from_json, plan_to_json
from workshopdesk.store import Store, open_store

__all__ = ["sample_database"]
DAY = date(2026, 3, 2)
BREAK = {"day": 0, "start": "08:00", "end": "09:00", "kind": "break", "title_lo": "ພັກ"}


@pytest.fixture
def store(sample_database: Path, tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "copy.wdb"
    shutil.copy(sample_database, path)
    opened = open_store(str(path))
    yield opened
    opened.close()


@pytest.fixture
def source(store: Store) -> Event:
    with store.read() as reader:
        return reader.event(TRAINING)


def test_every_ready_template_makes_an_event(store: Store) -> None:
    ready = templates.templates(store)
    assert {t.code for t in ready} >= {"two-day-training", "exchange-meeting", "consultation"}
    for number, template in enumerate(ready):
        made = templates.create_from(
            store, template.plan, code=f"N-{number}", title_lo="ໃໝ່", first_day=DAY
        )
        assert made.status is EventStatus.DRAFT
        assert len(made.days) == template.plan.days
        with store.read() as reader:
            sessions = reader.sessions(made.id)
            tasks = reader.checklist(made.id)
            groups = [reader.groups(s.id) for s in sessions if s.kind is SessionKind.GROUP_WORK]
        assert len(sessions) == len(template.plan.sessions)
        assert {s.day for s in sessions} == set(made.days)
        assert sum(map(len, groups)) == sum(len(s.groups) for s in template.plan.sessions)
        assert [t.due for t in tasks] == sorted(t.due for t in tasks if t.due)
        assert len(tasks) == len(template.plan.tasks)


def test_a_copy_shifts_its_dates_and_names_nobody(store: Store, source: Event) -> None:
    made = templates.copy_event(store, source, code="COPY", first_day=DAY)
    shift = DAY - source.first_day
    with store.read() as reader:
        before, now = reader.sessions(source.id), reader.sessions(made.id)
        assert [(s.day - shift, s.start, s.title_lo) for s in now] == [
            (s.day, s.start, s.title_lo) for s in before
        ]
        names = {p.given_name for p in reader.people()} | {
            part.text_lo for s in before for part in s.parts
        }
        words = {part.text_lo for s in now for part in s.parts}
        assert not any(p.person_id for p in reader.participants(made.id))
        assert reader.hosts(made.id) == reader.hosts(source.id)
        assert reader.programmes_of(made.id) == reader.programmes_of(source.id)
    assert source.chairs
    assert made.chairs == ()
    assert not words & {name for name in names if " " in name}
    assert all(part.registration_id is None for s in now for part in s.parts)
    assert (made.venue_lo, made.district) == (source.venue_lo, source.district)


def test_people_go_along_when_asked_for(store: Store, source: Event) -> None:
    made = templates.copy_event(store, source, code="COPY", first_day=DAY, people=True)
    with store.read() as reader:
        before = [
            p for p in reader.participants(source.id) if p.state is not RegistrationState.CANCELLED
        ]
        now = reader.participants(made.id)
    assert [p.person_id for p in now] == [p.person_id for p in before]
    assert {p.state for p in now} == {RegistrationState.INVITED}
    assert [c.name for c in made.chairs] == [c.name for c in source.chairs]


def test_a_copy_is_one_step_to_be_taken_back(store: Store, source: Event) -> None:
    templates.copy_event(store, source, code="COPY", first_day=DAY)
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    with store.read() as reader, pytest.raises(UserError):
        reader.event("COPY")


def test_a_template_goes_out_and_comes_in_again(
    store: Store, source: Event, tmp_path: Path
) -> None:
    with store.read() as reader:
        people = [p.surname for p in reader.people() if len(p.surname) > 3]
    saved = templates.save_template(store, source, "ຝຶກອົບຮົມ ຄຳຮ້ອງ")
    path = tmp_path / "mine.wdtemplate"
    templates.export_template(saved, path)
    assert not [name for name in people if name in path.read_text()]
    templates.remove_template(store, saved)
    assert "ຝຶກອົບຮົມ ຄຳຮ້ອງ" not in {t.code for t in templates.templates(store)}
    back = templates.import_template(store, path)
    assert back.plan == saved.plan
    assert templates.import_template(store, path).id == back.id


def test_a_template_of_the_program_stays(store: Store) -> None:
    i18n.set_screen_language("en")
    ready = next(t for t in templates.templates(store) if t.id is None)
    with pytest.raises(UserError, match="stays"):
        templates.remove_template(store, ready)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_what_is_no_plan_is_refused(document: object) -> None:
    with pytest.raises(UserError):
        plan_from_json(json.dumps(document))


@pytest.mark.parametrize(
    "damage",
    [{"days": 0}, {"days": True}, {"kind": "party"}, {"seats": {"king": 1}}, {"sessions": [{}]},
     {"tasks": [{"title_lo": "", "days_before": 1}]}, {"tasks": [{"title_lo": 7}] * 3},
     {"sessions": [BREAK | {"day": 5}]}, {"sessions": [BREAK | {"end": "07:00"}]},
     {"sessions": [BREAK | {"title_lo": ""}]}],
)  # fmt: skip
def test_a_damaged_plan_is_refused(store: Store, damage: dict[str, object]) -> None:
    whole = json.loads(plan_to_json(templates.templates(store)[0].plan))
    with pytest.raises(UserError):
        plan_from_json(json.dumps(whole | damage))


def test_a_file_that_is_no_template_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.wdtemplate"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match=r"x\.wdtemplate"):
        templates.import_template(store, path)
    path.write_text('{"format": "workshopdesk-template", "version": 99}')
    with pytest.raises(UserError, match=r"x\.wdtemplate"):
        templates.import_template(store, path)


def test_tasks_are_added_ticked_changed_and_taken_away(store: Store, source: Event) -> None:
    with store.read() as reader:
        listed = len(reader.checklist(source.id))
    checklist.add_task(store, source, "ພິມ ເອກະສານ", DAY)
    with store.read() as reader:
        task = reader.checklist(source.id)[-1]
        assert task.id in {t.id for t in reader.checklist()}
    checklist.change_task(store, task, done_on=DAY + timedelta(days=1))
    with pytest.raises(Conflict):
        checklist.change_task(store, task, responsible="ນາງ ຄຳ")
    with store.read() as reader:
        task = reader.checklist(source.id)[-1]
        assert task.done_on == DAY + timedelta(days=1)
        assert task.id not in {t.id for t in reader.checklist()}
    with pytest.raises(UserError):
        checklist.change_task(store, task, title_lo=" ")
    with pytest.raises(UserError):
        checklist.add_task(store, source, "  ")
    checklist.remove_task(store, task)
    with store.read() as reader:
        assert len(reader.checklist(source.id)) == listed
