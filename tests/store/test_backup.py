"""Backups: verified copies in a folder, rotated, restored safely, anchors of the log."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from alembic import op
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Text, select, text
from tests.store import samples
from tests.store.conftest import START, origin_named

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.store import (
    Store,
    backup,
    engines,
    files,
    open_store,
    opening,
    restoring,
    rotation,
)
from workshopdesk.store import tables as t
from workshopdesk.store.backup import Reason
from workshopdesk.store.migrations import REVISIONS, running


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's backup folder."""
    monkeypatch.setenv(backup.FOLDER_VARIABLE, str(tmp_path / "backups"))
    return tmp_path / "backups"


@pytest.fixture
def open_file(file: Path) -> Iterator[Store]:
    """An open database file with one event."""
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    yield store
    store.close()


def codes(path: Path) -> list[str]:
    """The events of a database file, which is left as it is."""
    engine = engines.peek(path)
    with engine.connect() as connection:
        found = list(connection.scalars(select(t.Event.code).order_by(t.Event.code)))
    engine.dispose()
    return found


def test_a_backup_opens_and_says_what_it_is(open_file: Store, tmp_path: Path) -> None:
    made = backup.make(open_file, tmp_path / "kept" / "copy.wdb")
    assert codes(made.path) == ["E1"]
    said = backup.read_manifest(backup.manifest_of(made.path))
    assert said == made
    assert [h.hash for h in made.heads if h.sequence]
    assert not list(tmp_path.glob("kept/.*"))


def test_a_backup_is_one_file_that_verifying_does_not_touch(
    open_file: Store, tmp_path: Path
) -> None:
    made = backup.make(open_file, tmp_path / "copy.wdb")
    backup.verify(made.path)
    assert files.sha256_of(made.path) == made.sha256
    assert not any(path.exists() for path in files.beside(made.path))


def test_a_backup_holds_what_was_saved_while_others_write(open_file: Store, tmp_path: Path) -> None:
    with open_file.unit_of_work("Half done") as work:
        samples.add_event(work, "unsaved")
        work.find(t.Event)
        made = backup.make(open_file, tmp_path / "copy.wdb")
        work.commit()
    assert codes(made.path) == ["E1"]


def test_an_existing_file_is_not_overwritten(open_file: Store, tmp_path: Path) -> None:
    taken = tmp_path / "precious.wdb"
    taken.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        backup.make(open_file, taken)
    assert taken.read_text() == "mine"


def test_a_damaged_database_is_not_passed_off_as_a_backup(file: Path, tmp_path: Path) -> None:
    store = open_store(str(file), origin=origin_named("x"))
    samples.write_event(store)
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE change SET fields = '{}' WHERE sequence = 2"))
    with pytest.raises(EnvironmentProblem, match="could not be verified"):
        backup.make(store, tmp_path / "copy.wdb")
    store.close()
    assert not list(tmp_path.glob("*copy*"))


def test_every_flipped_bit_of_a_backup_is_found(open_file: Store, tmp_path: Path) -> None:
    made = backup.make(open_file, tmp_path / "copy.wdb")
    whole = made.path.read_bytes()
    places = random.Random(5)
    for _ in range(100):
        flipped = bytearray(whole)
        flipped[places.randrange(len(whole))] ^= 1 << places.randrange(8)
        made.path.write_bytes(flipped)
        with pytest.raises(UserError, match="altered or is damaged"):
            restoring.preview(made.path, tmp_path / "none.wdb")


def test_automatic_backups_are_made_when_there_is_something_new(open_file: Store) -> None:
    first = backup.automatic(open_file, Reason.LEAVING)
    assert first is not None
    assert backup.automatic(open_file, Reason.IMPORT) is None
    samples.write_event(open_file, "E2")
    assert backup.automatic(open_file, Reason.DAILY) is None
    second = backup.automatic(open_file, Reason.IMPORT)
    assert second is not None
    listed = backup.in_folder(backup.folder_of(backup.file_of(open_file)))
    assert [b.path for b in listed] == [second.path, first.path]
    assert [b.reason for b in listed] == [Reason.IMPORT, Reason.LEAVING]


def test_the_daily_backup_is_due_after_a_day(file: Path) -> None:
    clock = [START]
    origin = replace(origin_named("x"), now=lambda: clock[0])
    store = open_store(str(file), origin=origin)
    assert backup.automatic(store, Reason.DAILY) is not None
    samples.write_event(store)
    clock[0] += timedelta(hours=23)
    assert backup.automatic(store, Reason.DAILY) is None
    clock[0] += timedelta(hours=1)
    assert backup.automatic(store, Reason.DAILY) is not None
    store.close()


def test_rotation_deletes_file_and_manifest(file: Path) -> None:
    clock = [START]
    store = open_store(str(file), origin=replace(origin_named("x"), now=lambda: clock[0]))
    for number in range(12):
        clock[0] += timedelta(minutes=1)
        samples.write_event(store, f"E{number}")
        assert backup.automatic(store, Reason.IMPORT)
    folder = backup.folder_of(file)
    assert len(list(folder.glob("*.wdb"))) == len(list(folder.glob("*.json"))) == rotation.LAST
    store.close()


moments = st.integers(0, 4 * 366 * 24).map(lambda hours: START + timedelta(hours=hours))


@given(st.lists(moments, max_size=60))
def test_rotation_keeps_what_it_promises(times: list[datetime]) -> None:
    stay = rotation.kept(times)
    newest = sorted(set(times), reverse=True)
    assert stay <= set(times)
    assert set(newest[: rotation.LAST]) <= stay
    assert len(stay) <= rotation.LAST + rotation.DAYS + rotation.WEEKS + rotation.MONTHS
    months = sorted({(m.year, m.month) for m in times}, reverse=True)[: rotation.MONTHS]
    assert {(m.year, m.month) for m in stay} >= set(months)
    days = sorted({m.date() for m in times}, reverse=True)[: rotation.DAYS]
    assert {m.date() for m in stay} >= set(days)


def test_rotating_again_deletes_nothing_more() -> None:
    times = [START + timedelta(hours=7 * n) for n in range(3000)]
    once = rotation.kept(times)
    assert rotation.kept(once) == once


def test_a_preview_says_what_differs_and_writes_nothing(open_file: Store, tmp_path: Path) -> None:
    made = backup.make(open_file, tmp_path / "copy.wdb")
    samples.write_event(open_file, "E2")
    seen = restoring.preview(made.path, backup.file_of(open_file))
    counts = {count.table: (count.now, count.then) for count in seen.differing}
    assert counts["event"] == (2, 1)
    assert counts["person"] == (6, 3)
    assert "province" not in counts
    assert seen.lost_count == 1
    assert [did.details for did in seen.lost] == [{"code": "E2"}]
    assert seen.last_now == seen.lost[0]
    assert seen.last_then is not None
    assert seen.last_then.details == {"code": "E1"}


def test_restoring_keeps_the_present_file_first(file: Path, tmp_path: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    made = backup.make(store, tmp_path / "copy.wdb")
    samples.write_event(store, "E2")
    store.close()
    done = restoring.restore(made.path, file, origin_named("later"))
    assert codes(file) == ["E1"]
    assert done.before is not None
    assert codes(done.before) == ["E1", "E2"]
    restoring.restore(done.before, file, origin_named("still later"))
    assert codes(file) == ["E1", "E2"]


def test_restoring_is_refused_while_another_window_has_the_file_open(
    open_file: Store, tmp_path: Path
) -> None:
    made = backup.make(open_file, tmp_path / "copy.wdb")
    samples.write_event(open_file, "E2")
    file = backup.file_of(open_file)
    with pytest.raises(EnvironmentProblem, match="another window"):
        restoring.restore(made.path, file, origin_named("later"))
    samples.write_event(open_file, "E3")
    assert codes(file) == ["E1", "E2", "E3"]


def test_a_damaged_file_is_replaced_and_kept_as_it_is(file: Path, tmp_path: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    made = backup.make(store, tmp_path / "copy.wdb")
    store.close()
    broken = bytearray(file.read_bytes())
    broken[:4096] = bytes(4096)
    file.write_bytes(broken)
    assert not restoring.preview(made.path, file).present_readable
    done = restoring.restore(made.path, file, origin_named("later"))
    assert codes(file) == ["E1"]
    assert done.before is not None
    assert done.before.read_bytes() == broken


def test_a_missing_file_is_restored(open_file: Store, tmp_path: Path) -> None:
    made = backup.make(open_file, tmp_path / "copy.wdb")
    done = restoring.restore(made.path, tmp_path / "new" / "here.wdb", origin_named("later"))
    assert done.before is None
    assert codes(done.path) == ["E1"]


def test_what_waits_in_the_write_ahead_log_does_not_leak_into_the_restored_file(
    file: Path, tmp_path: Path
) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    made = backup.make(store, tmp_path / "copy.wdb")
    samples.write_event(store, "E2")
    main, log = file.read_bytes(), files.beside(file)[0].read_bytes()
    store.close()
    file.write_bytes(main)
    files.beside(file)[0].write_bytes(log)
    done = restoring.restore(made.path, file, origin_named("later"))
    assert codes(file) == []
    assert done.before is not None
    assert codes(done.before) == ["E2"]


def test_a_cut_tail_shows_against_a_backup(open_file: Store) -> None:
    file = backup.file_of(open_file)
    before = _devices(open_file)
    samples.write_event(open_file, "E2")
    assert backup.automatic(open_file, Reason.LEAVING) is not None
    known = backup.in_folder(backup.folder_of(file))
    with open_file.engine.connect() as connection:
        assert backup.missing_anchors(connection, known) == []
    _cut_tail(open_file, before)
    with open_file.engine.connect() as connection:
        found = backup.missing_anchors(connection, known)
    assert {problem.code for problem in found} == {"log_cut"}


def _devices(store: Store) -> list[tuple[int, int, bytes]]:
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT number, last_sequence, last_hash FROM device"))
        return [(n, s, h) for n, s, h in rows]


def _cut_tail(store: Store, heads: list[tuple[int, int, bytes]]) -> None:
    """Someone cuts off the newest entries and mends the head, so that the log looks whole."""
    with store.engine.begin() as connection:
        for number, sequence, hash in heads:
            values = {"n": number, "s": sequence, "h": hash}
            connection.execute(
                text(
                    "DELETE FROM personal_values WHERE operation_id IN (SELECT operation_id"
                    " FROM change WHERE device = :n AND sequence > :s)"
                ),
                values,
            )
            for statement in (
                "DELETE FROM change WHERE device = :n AND sequence > :s",
                "UPDATE device SET last_sequence = :s, last_hash = :h WHERE number = :n",
            ):
                connection.execute(text(statement), values)


def test_after_restoring_newer_backups_are_no_measure_any_more(file: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    first = backup.automatic(store, Reason.LEAVING)
    samples.write_event(store, "E2")
    second = backup.automatic(store, Reason.IMPORT)
    store.close()
    assert first is not None
    assert second is not None
    restoring.restore(first.path, file, origin_named("later"))
    known = {b.path: b for b in backup.in_folder(backup.folder_of(file))}
    assert known[second.path].superseded
    assert not known[first.path].superseded
    again = open_store(str(file), origin=origin_named("first"))
    with again.engine.connect() as connection:
        assert backup.missing_anchors(connection, list(known.values())) == []
    again.close()


def test_a_manifest_that_is_not_ours_is_passed_over(open_file: Store, folder: Path) -> None:
    made = backup.automatic(open_file, Reason.LEAVING)
    assert made is not None
    for name, words in (("a.wdb", "{}"), ("b.wdb", "not json"), ("c.wdb", "[]")):
        (made.path.parent / name).write_bytes(b"")
        (made.path.parent / f"{name}.json").write_text(words)
    lonely = json.loads(backup.manifest_of(made.path).read_text())
    (made.path.parent / "gone.wdb.json").write_text(json.dumps(lonely))
    assert backup.in_folder(made.path.parent) == [made]


def test_another_programs_database_is_not_restored_over(open_file: Store, tmp_path: Path) -> None:
    made = backup.make(open_file, tmp_path / "copy.wdb")
    other = tmp_path / "other.db"
    raw = sqlite3.connect(other)
    raw.execute("CREATE TABLE precious (x)")
    raw.commit()
    raw.close()
    before = other.read_bytes()
    with pytest.raises(UserError, match="another program"):
        restoring.restore(made.path, other, origin_named("later"))
    assert other.read_bytes() == before


def test_states_restored_at_random_points_are_those_of_the_time(file: Path, tmp_path: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    made, states = [], []
    for number in range(5):
        samples.write_event(store, f"E{number}")
        made.append(backup.make(store, tmp_path / f"{number}.wdb"))
        states.append([f"E{n}" for n in range(number + 1)])
    store.close()
    for index in random.Random(7).sample(range(5), 5):
        restoring.restore(made[index].path, file, origin_named(f"later{index}"))
        assert codes(file) == states[index]
        whole = open_store(str(file), origin=origin_named("checker"))
        assert whole.check() == []
        whole.close()


def test_an_older_file_is_backed_up_before_it_is_upgraded(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    store.close()
    before = _contents(file)

    def failing_step() -> None:
        op.add_column("event", Column("colour", Text))
        raise ZeroDivisionError

    monkeypatch.setattr(opening, "REVISIONS", (*REVISIONS, "next"))
    monkeypatch.setattr(running, "steps_after", lambda _revision: [("next", failing_step)])
    with pytest.raises(ZeroDivisionError):
        open_store(str(file), origin=origin_named("newer"))
    [made] = backup.in_folder(backup.folder_of(file))
    assert made.reason is Reason.MIGRATION
    assert codes(made.path) == ["E1"]
    assert _contents(file) == _contents(made.path) == before


def _contents(path: Path) -> list[object]:
    """Everything in a database file: what it is made of, and every row."""
    raw = engines.raw_connection(path, "ro")
    made = raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    rows = [
        raw.execute(f'SELECT * FROM "{n}"').fetchall() for kind, n, _ in made if kind == "table"
    ]
    raw.close()
    return [made, rows]


def test_restoring_broken_off_anywhere_leaves_the_old_file_or_the_new(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk refuses at the first, second, third ... thing that is asked of it."""
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    made = backup.make(store, tmp_path / "copy.wdb")
    samples.write_event(store, "E2")
    store.close()
    asked: list[str] = []
    refused_at = 0

    def refusing(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def ask(*given: object, **options: object) -> object:
            asked.append(name)
            if len(asked) == refused_at:
                raise OSError(5, "Input/output error")
            return real(*given, **options)

        return ask

    for place, name in ((os, "fsync"), (Path, "replace"), (shutil, "copyfile")):
        monkeypatch.setattr(place, name, refusing(name, getattr(place, name)))
    ends = set[str]()
    for refused_at in count(1):
        present = tmp_path / f"present{refused_at}.wdb"
        present.write_bytes(file.read_bytes())
        asked.clear()
        try:
            restoring.restore(made.path, present, origin_named(f"later{refused_at}"))
        except EnvironmentProblem:
            ends.add(" ".join(codes(present)))
            assert not list(tmp_path.glob(f".present{refused_at}*"))
        else:
            break
    assert "copyfile" in asked
    assert codes(present) == ["E1"]
    assert ends == {"E1 E2", "E1"}
