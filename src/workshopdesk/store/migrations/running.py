"""Bringing an older database to today's schema, step by step.

Hides Alembic, which is loaded only here: it takes longer to import than a database to open. A
file is backed up first by who opens it; each step is one transaction; a step that fails leaves
the schema as it was.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, delete, insert

from workshopdesk.store import kept_counts, search, subjects
from workshopdesk.store.migrations import REVISIONS, version_table

Step = tuple[str, Callable[[], None]]


def steps_after(revision: str | None) -> list[Step]:
    """What is to be done to a database at this revision; everything for an empty one."""
    done = 0 if revision is None else REVISIONS.index(revision) + 1
    package = "workshopdesk.store.migrations.versions"
    return [(r, importlib.import_module(f"{package}.v{r}").upgrade) for r in REVISIONS[done:]]


def upgrade(engine: Engine, steps: Sequence[Step]) -> None:
    """Take the steps. ``engine`` takes the write lock and lets references dangle meanwhile."""
    for revision, step in steps:
        with engine.begin() as connection:
            _take(connection, revision, step)
    with engine.begin() as connection:
        _catch_up(connection)


def upgrade_within(connection: Connection, steps: Sequence[Step]) -> None:
    """Take the steps in a transaction that is under way, on an engine that can take them back."""
    for revision, step in steps:
        _take(connection, revision, step)
    _catch_up(connection)


def _take(connection: Connection, revision: str, step: Callable[[], None]) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        step()
    mark(connection, revision)


def _catch_up(connection: Connection) -> None:
    """What is derived from the records is derived as today."""
    search.prepare(connection)
    kept_counts.prepare(connection)
    if not search.is_in_step(connection):
        search.rebuild(connection)
    if not subjects.is_in_step(connection):
        subjects.rebuild(connection)


def mark(connection: Connection, revision: str) -> None:
    """Say which revision the schema is now at."""
    version_table.create(connection, checkfirst=True)
    connection.execute(delete(version_table))
    connection.execute(insert(version_table).values(version_num=revision))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={REVISIONS.index(revision) + 1}")
