"""The change log: complete, chained, and true to the tables after any sequence of changes."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store import randomly, samples
from tests.store.conftest import origin_named

from workshopdesk.store import Store, engines, journal, open_store
from workshopdesk.store.tables import Base


def tampered(file: Path, statement: str) -> list[str]:
    """The codes of the faults found after someone ran a statement on the file."""
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    samples.write_event(store, "E2")
    assert store.check() == []
    store.close()
    return tampered_now(file, statement)


def tampered_now(file: Path, statement: str) -> list[str]:
    """The codes of the faults found once this statement was run on the file."""
    with engines.driver.connect(str(file)) as raw:
        assert raw.execute(statement).rowcount > 0
    raw.close()
    store = open_store(str(file), origin=origin_named("first"))
    codes = [problem.code for problem in store.check()]
    store.close()
    return codes


NEWEST = "(SELECT max(number) FROM change)"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (f"UPDATE change SET fields='{{}}' WHERE number={NEWEST}-5", "log_altered"),
        (f"UPDATE change SET operation='D' WHERE number={NEWEST}-5", "log_altered"),
        (f"UPDATE change SET clock=clock+1 WHERE number={NEWEST}-5", "log_altered"),
        (f"UPDATE change SET hash=zeroblob(32) WHERE number={NEWEST}-5", "log_altered"),
        ("UPDATE action SET author='someone else' WHERE number=3", "log_altered"),
        ("UPDATE action SET details='{}' WHERE number=3", "log_altered"),
        (
            "UPDATE personal_values SET fields=replace(fields, 'ຄຳສິງ', 'ຄຳແສງ')"
            " WHERE fields LIKE '%ຄຳສິງ%'",
            "log_altered",
        ),
        (f"DELETE FROM change WHERE number={NEWEST}", "log_cut"),
        ("UPDATE person SET given_name='x' WHERE given_name='ຄຳສິງ'", "log_disagrees"),
        ("DELETE FROM person_contact", "log_disagrees"),
    ],
)
def test_what_was_changed_behind_the_program_is_found(
    file: Path, statement: str, code: str
) -> None:
    assert code in tampered(file, statement)


def test_an_entry_taken_out_of_the_middle_is_found(file: Path) -> None:
    codes = tampered(
        file,
        "DELETE FROM change WHERE number=(SELECT min(number) FROM change WHERE kind='session')",
    )
    assert "log_gap" in codes


def test_a_personal_value_is_erased_without_breaking_the_chain(file: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    store.close()
    raw = engines.driver.connect(str(file))
    row = "SELECT operation_id, salt, fields FROM personal_values WHERE fields LIKE '%ຄຳສິງ%'"
    for operation, salt, fields in raw.execute(row).fetchall():
        texts = {f: journal.value_text(v) for f, v in json.loads(fields).items()}
        left, kept = journal.erase(salt, texts, {"given_name"})
        assert "surname" in left
        raw.execute(
            "UPDATE personal_values SET salt=NULL, fields=?, kept=? WHERE operation_id=?",
            (journal.fields_text(left), json.dumps(kept), operation),
        )
    raw.commit()
    raw.close()
    assert "ຄຳສິງ" not in sqlite_text(file, "personal_values")
    store = open_store(str(file), origin=origin_named("first"))
    assert store.check() == []
    store.close()
    assert "log_altered" in tampered_now(
        file, "UPDATE personal_values SET fields='{}' WHERE salt IS NULL"
    )


def sqlite_text(file: Path, table: str) -> str:
    """All rows of a table as one text."""
    raw = engines.driver.connect(str(file))
    found = str(raw.execute(f'SELECT * FROM "{table}"').fetchall())
    raw.close()
    return found


def test_an_action_without_changes_leaves_no_trace(store: Store) -> None:
    with store.read() as reader:
        before = reader.history()
    with store.unit_of_work("Do nothing") as work:
        work.commit()
    with store.read() as reader:
        assert reader.history() == before


texts = st.sampled_from(["", "ຄຳສິງ", 'a"b\\c\n', "\u200b", "x" * 300])
operations = st.lists(
    st.tuples(st.sampled_from(randomly.KINDS), st.integers(0, 5), texts), max_size=25
)


@settings(max_examples=8, deadline=None)
@given(operations)
def test_the_log_rebuilds_the_tables(
    template_file: Path, steps: list[tuple[str, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(template_file, Path(folder) / "test.wdb")
        store = open_store(str(file), origin=origin_named("random"))
        samples.write_event(store)
        randomly.run(store, steps)
        assert store.check() == []
        store.close()


def test_the_log_rebuilds_the_tables_on_a_server(server_database: str) -> None:
    store = open_store(server_database, origin=origin_named("first"))
    samples.write_event(store)
    kinds = ["add", "edit", "mark", "clear", "remark", "commit", "undo", "merge", "delete", "add"]
    kinds += ["commit", "unmerge", "undo", "redo", "partly", "forget"]
    randomly.run(store, [(kind, number, "ຄຳ") for number in range(4) for kind in kinds])
    assert store.check() == []
    store.close()


def test_the_same_program_writes_the_same_database(tmp_path: Path) -> None:
    dumps = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.wdb"
        store = open_store(str(path), create=True, origin=origin_named("same"))
        samples.write_event(store)
        store.close()
        dumps.append([sqlite_text(path, table) for table in Base.metadata.tables])
    assert dumps[0] == dumps[1]
