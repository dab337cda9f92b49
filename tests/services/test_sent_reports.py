"""Reports as sent: nothing done afterwards changes a version, and what differs is a recount."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.people import Sex
from workshopdesk.domain.progress import Silent
from workshopdesk.domain.sent import SentReport, differences
from workshopdesk.services import people, sample, sent_reports
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.figures import event_figures, flat
from workshopdesk.services.period import Scope, measure
from workshopdesk.store import Store, UnitOfWork, open_store
from workshopdesk.store import tables as t

EVENT = "BUALAPHA-2025"
DAY = date(2025, 10, 1)
YEAR = Scope(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme, with its training reported."""
    path = tmp_path_factory.mktemp("sent") / "sent.wdb"
    store = open_store(str(path), create=True)
    sample.load(store, Silent())
    sent_reports.send_event_report(
        store, EVENT, recipient="Meridian Fund", sent_on=DAY, languages=("en",), workbook=False
    )
    store.close()
    return path


@pytest.fixture
def store(file: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it that a test may change."""
    shutil.copy(file, tmp_path / "copy.wdb")
    opened = open_store(str(tmp_path / "copy.wdb"))
    yield opened
    opened.close()


def sent_of(store: Store) -> SentReport:
    """The newest version of the training's report."""
    with store.read() as reader:
        return max(reader.sent_reports(reader.event(EVENT).id), key=lambda one: one.number)


def figures_of(store: Store) -> dict[str, float]:
    """Counted anew."""
    with store.read() as reader:
        return flat(event_figures(read_facts(reader, EVENT)))


def persons(store: Store) -> list[UUID]:
    """Everyone on the training's list, in order."""
    with store.read() as reader:
        rows = reader.participants(reader.event(EVENT).id)
    return [row.person_id for row in rows if row.person_id is not None]


def merge_two(store: Store) -> None:
    """The first two people of the list turn out to be one."""
    keep, other = persons(store)[:2]
    people.merge(store, keep, other)


def test_what_was_sent_is_kept_with_its_figures_files_and_place(store: Store) -> None:
    sent = sent_of(store)
    assert (sent.number, sent.recipient, sent.sent_on) == (1, "Meridian Fund", DAY)
    assert dict(sent.figures) == figures_of(store)
    assert [f.name for f in sent.files] == [f"{EVENT}-event-report-en.pdf"]
    assert sent_reports.content(store, sent.files[0]).startswith(b"%PDF")
    with store.read() as reader:
        assert sent.anchor
        assert reader.holds_anchor(sent.anchor)
        assert sent_reports.since(reader, sent) == sent_reports.Since((), (), 0)


def test_it_is_saved_again_byte_for_byte(store: Store, tmp_path: Path) -> None:
    sent = sent_of(store)
    before = sent_reports.content(store, sent.files[0])
    merge_two(store)
    (path,) = sent_reports.save(store, sent_of(store), tmp_path / "again")
    assert path.read_bytes() == before


def test_a_correction_is_the_next_version(store: Store) -> None:
    first = sent_of(store)
    merge_two(store)
    sent_reports.send_event_report(
        store, EVENT, recipient="Meridian Fund", sent_on=DAY, languages=("en",), workbook=True
    )
    second = sent_of(store)
    assert (second.series, second.number) == (first.series, 2)
    assert [f.name.rsplit(".")[-1] for f in second.files] == ["pdf", "xlsx"]
    with store.read() as reader:
        assert sent_reports.since(reader, second).differences == ()
        both = reader.sent_reports(reader.event(EVENT).id)
    assert first in both


def test_sending_cannot_be_taken_back(store: Store) -> None:
    with store.read() as reader:
        newest = reader.history(limit=1)[0]
        undoable = reader.undoable(store.origin.author)
    assert newest.message == sent_reports.SENDING
    assert undoable is None or undoable.id != newest.id
    with pytest.raises(UserError, match="ຍົກເລີກ"):
        store.undo(newest.id)


def test_a_merge_is_told_with_what_explains_it(store: Store) -> None:
    merge_two(store)
    with store.read() as reader:
        found = sent_reports.since(reader, sent_of(store))
    changed = {one.key: one.change for one in found.differences}
    assert changed["persons"] == -1
    assert found.merged == 1
    assert people.MERGING in {did.message for did in found.done}


def test_a_period_report_is_kept_the_same_way(store: Store) -> None:
    sent_reports.send_period_report(store, YEAR, recipient="", sent_on=DAY)
    with store.read() as reader:
        (sent,) = [s for s in reader.sent_reports() if s.scope["kind"] == "period"]
        assert sent_reports.since(reader, sent).differences == ()
        assert sent.figures["participations"] == measure(reader, YEAR).standard[
            "participations"].total  # fmt: skip
    assert sorted(f.name.rsplit(".")[-1] for f in sent.files) == ["pdf", "xlsx"]
    with store.unit_of_work("Cancel") as work:
        (event,) = work.find(t.Event, code=EVENT)
        event.status = "cancelled"
        work.commit()
    with store.read() as reader:
        found = sent_reports.since(reader, sent)
    assert {one.key: one.change for one in found.differences}["reconciliation/events"] == -1
    assert len(found.done) == 1


def _sex(work: UnitOfWork, n: int) -> None:
    person = work.get(t.Person, _registration(work, n).person_id or UUID(int=0))
    person.sex = Sex.MALE if person.sex == Sex.FEMALE else Sex.FEMALE


def _cancel(work: UnitOfWork, n: int) -> None:
    _registration(work, n).state = "cancelled"


def _absent(work: UnitOfWork, n: int) -> None:
    for mark in work.find(t.Attendance, registration_id=_registration(work, n).id):
        mark.mark = Mark.ABSENT


def _move(work: UnitOfWork, n: int) -> None:
    _registration(work, n).province = "LA-XE"


def _walk_in(work: UnitOfWork, n: int) -> None:
    person = work.add(t.Person(given_name="ດວງໃຈ", surname=f"ທີ {n}", sex=Sex.FEMALE))
    (event,) = work.find(t.Event, code=EVENT)
    work.add(
        t.Registration(
            event_id=event.id, person_id=person.id, role="guest", state="registered", order=900 + n
        )
    )


def _registration(work: UnitOfWork, n: int) -> t.Registration:
    (event,) = work.find(t.Event, code=EVENT)
    everyone = work.find(t.Registration, event_id=event.id)
    return everyone[n % len(everyone)]


EDITS: list[Callable[[UnitOfWork, int], None]] = [_sex, _cancel, _absent, _move, _walk_in]


@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 86)), min_size=1, max_size=5))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_edit_changes_a_version_and_the_difference_is_a_recount(
    store: Store, edits: list[tuple[Callable[[UnitOfWork, int], None], int]]
) -> None:
    before = sent_of(store)
    bytes_before = sent_reports.content(store, before.files[0])
    for edit, n in edits:
        with store.unit_of_work("Edit") as work:
            edit(work, n)
            work.commit()
    after = sent_of(store)
    assert after == before
    assert sent_reports.content(store, after.files[0]) == bytes_before
    now = figures_of(store)
    with store.read() as reader:
        found = sent_reports.since(reader, after)
    assert found.differences == differences(before.figures, now)
    rebuilt = dict(before.figures) | {one.key: one.now for one in found.differences}
    assert {key: n for key, n in rebuilt.items() if n} == {key: n for key, n in now.items() if n}
    assert bool(found.done) == bool(found.differences)
