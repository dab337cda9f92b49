"""Migrations: they make today's schema, keep the data, and fail without harm."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import op
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.store import engines, logbook, open_store
from workshopdesk.store.migrations import REVISIONS, running
from workshopdesk.store.tables import Base

SAVED = Path(__file__).parent / "saved"


def described(engine: sa.Engine) -> dict[str, object]:
    """What the database itself says of its tables."""
    seen = sa.inspect(engine)

    def sorted_by_name(rows: object) -> list[str]:
        assert isinstance(rows, list)
        return sorted(str(sorted(row.items(), key=lambda item: str(item[0]))) for row in rows)

    return {
        table: (
            [str((c["name"], str(c["type"]), c["nullable"])) for c in seen.get_columns(table)],
            seen.get_pk_constraint(table),
            sorted_by_name(seen.get_foreign_keys(table)),
            sorted_by_name(seen.get_unique_constraints(table)),
            sorted_by_name(seen.get_indexes(table)),
        )
        for table in sorted(seen.get_table_names())
        if table != "alembic_version"
    }


def ordered(description: dict[str, object]) -> dict[str, object]:
    """Without the order of columns, which batches of a kind may change."""
    return {t: (sorted(d[0]), *d[1:]) for t, d in description.items() if isinstance(d, tuple)}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engines(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[sa.Engine, sa.Engine]]:
    """Two empty databases of one engine."""
    if request.param == "sqlite":
        made = [engines.for_writing(engines.connect_file(tmp_path / n, create=True)) for n in "ab"]
    else:
        url = request.getfixturevalue("server_database")
        made = [engines.connect_server(url) for _ in "ab"]
        for schema, engine in zip("ab", made, strict=True):
            with engine.begin() as connection:
                connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
            sa.event.listen(engine, "connect", _search_path(schema))
            engine.dispose()
    yield made[0], made[1]
    for engine in made:
        engine.dispose()


def _search_path(schema: str) -> Callable[[Any, object], None]:
    def connected(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"SET search_path TO {schema}")
        cursor.close()
        connection.commit()

    return connected


def test_migrating_from_nothing_makes_todays_schema(
    empty_engines: tuple[sa.Engine, sa.Engine],
) -> None:
    migrated, created = empty_engines
    running.upgrade(migrated, running.steps_after(None))
    with created.begin() as connection:
        Base.metadata.create_all(connection)
    assert ordered(described(migrated)) == ordered(described(created))


def test_every_revision_counts_as_one_schema_version() -> None:
    assert len(REVISIONS) == logbook.SCHEMA_VERSION


def fails_half_way() -> None:
    """A step that changes something, then fails."""
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("shoe_size", sa.Integer()))
    raise ZeroDivisionError


def adds_a_column() -> None:
    """A step that rebuilds a table others refer to."""
    with op.batch_alter_table("person", recreate="always") as person:
        person.add_column(sa.Column("shoe_size", sa.Integer()))


def test_a_failed_step_leaves_the_file_as_it_was(file: Path) -> None:
    store = open_store(str(file), origin=origin_named("x"))
    samples.write_event(store)
    store.close()
    engine = engines.connect_file(file, references=False)
    before = described(engine)
    with pytest.raises(ZeroDivisionError):
        running.upgrade(engines.for_writing(engine), [(REVISIONS[-1], fails_half_way)])
    assert described(engine) == before
    engine.dispose()
    store = open_store(str(file), origin=origin_named("x"))
    assert store.check() == []
    store.close()


def test_a_rebuilt_table_keeps_its_rows_and_references(file: Path) -> None:
    store = open_store(str(file), origin=origin_named("x"))
    event_id = samples.write_event(store)
    store.close()
    engine = engines.connect_file(file, references=False)
    running.upgrade(engines.for_writing(engine), [(REVISIONS[-1], adds_a_column)])
    assert "shoe_size" in str(described(engine)["person"])
    engine.dispose()
    store = open_store(str(file), origin=origin_named("x"))
    with store.read() as reader:
        assert len(reader.participants(event_id)) == 3
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("saved", sorted(SAVED.glob("version-*.wdb")), ids=lambda p: p.stem)
def test_a_database_of_every_released_version_opens(saved: Path, tmp_path: Path) -> None:
    file = shutil.copy(saved, tmp_path / saved.name)
    store = open_store(str(file), origin=origin_named("later"))
    with store.read() as reader:
        event = reader.event("E1")
        assert [p.name for p in reader.participants(event.id)] == [
            f"{given} {surname}" for given, surname, _ in samples.NAMES
        ]
    assert store.check() == []
    samples.write_event(store, "E2")
    assert store.check() == []
    store.close()
