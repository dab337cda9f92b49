"""Copying between engines: every row, log included; never over data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from tests.quick_keys import quick_keys
from tests.store import full, samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.progress import Cancelled
from workshopdesk.store import Store, copying, open_store
from workshopdesk.store import tables as t


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, by key."""
    with store.engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in t.Base.metadata.sorted_tables
        }


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    with quick_keys():
        yield


@pytest.fixture
def filled(store: Store) -> Store:
    """A database on each engine in turn, with events, rows of nearly every kind, a large file's
    bytes and a deletion."""
    samples.write_event(store)
    event_id = samples.write_event(store, "E2")
    with store.unit_of_work("Attach and delete") as work:
        logo = bytes(range(256)) * 8_000
        work.attach(kind="logo", name="ກາ.png", media_type="image/png", data=logo)
        work.delete(work.get(t.Event, event_id))
        work.commit()
    with store.unit_of_work("Rows of every kind") as work:
        full.fill(work, "9")
        full.fill_office(work)
        work.commit()
    return store


def test_a_copy_on_the_other_engine_equals_the_original(
    filled: Store, database: str, tmp_path: Path, server_database_empty: str
) -> None:
    on_server = database.startswith("postgresql")
    target = str(tmp_path / "copy.wdb") if on_server else server_database_empty
    copied = copying.copy(database, target)
    assert copied.rows["person"] == 9
    assert copied.rows["change"] > 200
    other = open_store(target, origin=origin_named("second"))
    assert contents(other) == contents(filled)
    assert other.check() == []
    samples.write_event(other, "E3")
    assert other.check() == []
    other.close()


def test_there_and_back_is_the_same(
    filled: Store, database: str, tmp_path: Path, server_database_empty: str
) -> None:
    middle = server_database_empty
    copying.copy(database, middle)
    copying.copy(middle, str(tmp_path / "back.wdb"))
    back = open_store(str(tmp_path / "back.wdb"), origin=origin_named("second"))
    assert contents(back) == contents(filled)
    back.close()


def test_a_target_that_holds_data_is_refused(
    filled: Store, database: str, tmp_path: Path, server_database: str
) -> None:
    held = open_store(server_database, origin=origin_named("mine"))
    if not database.startswith("postgresql"):
        samples.write_event(held, "MINE")
    before = contents(held)
    with pytest.raises(UserError, match="holds data"):
        copying.copy(database, server_database)
    assert contents(held) == before
    held.close()
    taken = tmp_path / "taken.wdb"
    taken.write_text("mine")
    with pytest.raises(UserError, match="holds data"):
        copying.copy(database, str(taken))
    assert taken.read_text() == "mine"


def test_a_server_with_reference_data_only_may_be_filled(
    file: Path, server_database: str, tmp_path: Path
) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    copying.copy(str(file), server_database)
    other = open_store(server_database, origin=origin_named("second"))
    assert contents(other) == contents(store)
    other.close()
    store.close()


class Steps:
    """Takes down how far a copy came; stops it at a step, if wished."""

    def __init__(self, stop_at: int = -1) -> None:
        self.seen: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int, label: str = "") -> None:
        """As the work reports."""
        assert label
        self.seen.append((done, total))
        if len(self.seen) == self._stop_at:
            raise Cancelled


def test_progress_is_told_and_ends(filled: Store, database: str, tmp_path: Path) -> None:
    steps = Steps()
    copying.copy(database, str(tmp_path / "copy.wdb"), progress=steps)
    done = [d for d, _total in steps.seen]
    assert done == sorted(done)
    assert len(done) > len(t.Base.metadata.tables)
    assert steps.seen[-1][0] == steps.seen[-1][1]


@pytest.mark.parametrize("at", [20, 75])
def test_a_copy_broken_off_leaves_the_target_empty(
    filled: Store, database: str, tmp_path: Path, server_database_empty: str, at: int
) -> None:
    on_server = database.startswith("postgresql")
    target = str(tmp_path / "copy.wdb") if on_server else server_database_empty
    with pytest.raises(Cancelled):
        copying.copy(database, target, progress=Steps(stop_at=at))
    assert not list(tmp_path.glob("*copy*"))
    with pytest.raises(UserError, match=r"No such database|The database is empty"):
        open_store(target)
    copied = copying.copy(database, target)
    assert copied.total > 500


def test_an_encrypted_file_goes_to_a_server_and_back_encrypted(
    file: Path, tmp_path: Path, server_database_empty: str
) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    with store.unit_of_work("Rows of every kind") as work:
        full.fill(work, "9")
        work.commit()
    locked, back = tmp_path / "locked.wdb", tmp_path / "back.wdb"
    copying.copy(str(file), str(locked), target_passphrase="ລະຫັດ ລັບ ຫຼາຍ")
    copying.copy(str(locked), server_database_empty, source_passphrase="ລະຫັດ ລັບ ຫຼາຍ")
    copying.copy(server_database_empty, str(back), target_passphrase="another one")
    again = open_store(str(back), origin=origin_named("second"), passphrase="another one")
    assert contents(again) == contents(store)
    again.close()
    store.close()


def test_a_log_that_does_not_check_is_not_copied(
    filled: Store, database: str, tmp_path: Path
) -> None:
    with filled.engine.begin() as connection:
        connection.execute(text("UPDATE change SET fields = '{}' WHERE sequence = 2"))
    with pytest.raises(UserError, match="damaged"):
        copying.copy(database, str(tmp_path / "copy.wdb"))
    assert not list(tmp_path.glob("*copy*"))


def test_a_copy_that_differs_is_thrown_away(
    filled: Store, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = copying._copy_rows

    def losing(*places: object) -> int:
        copied = whole(*places)  # type: ignore[arg-type] # passed on as they are
        writing, table = places[1:]
        if table is t.PersonContact.__table__:
            writing.execute(text("UPDATE person_contact SET value = '0'"))  # type: ignore[attr-defined] # a Connection
        return copied

    monkeypatch.setattr(copying, "_copy_rows", losing)
    with pytest.raises(EnvironmentProblem, match="differs"):
        copying.copy(database, str(tmp_path / "copy.wdb"))
    assert not list(tmp_path.glob("*copy*"))


def test_a_copy_can_be_encrypted(file: Path, tmp_path: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    target = tmp_path / "copy.wdb"
    copying.copy(str(file), str(target), target_passphrase="ລະຫັດ 'ລັບ'")
    other = open_store(str(target), origin=origin_named("second"), passphrase="ລະຫັດ 'ລັບ'")
    assert contents(other) == contents(store)
    assert "ຄຳສິງ".encode() not in target.read_bytes()
    other.close()
    store.close()
