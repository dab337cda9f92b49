"""Copying between engines: every row, log included; never over data."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import EnvironmentProblem, UserError
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


@pytest.fixture
def filled(store: Store) -> Store:
    """A database on each engine in turn, with events, a file's bytes and a deletion."""
    samples.write_event(store)
    event_id = samples.write_event(store, "E2")
    with store.unit_of_work("Attach and delete") as work:
        logo = bytes(range(256))
        work.attach(kind="logo", name="ກາ.png", media_type="image/png", data=logo)
        work.delete(work.get(t.Event, event_id))
        work.commit()
    return store


def test_a_copy_on_the_other_engine_equals_the_original(
    filled: Store, database: str, tmp_path: Path, server_database_empty: str
) -> None:
    on_server = database.startswith("postgresql")
    target = str(tmp_path / "copy.wdb") if on_server else server_database_empty
    copied = copying.copy(database, target)
    assert copied.rows["person"] == 6
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
