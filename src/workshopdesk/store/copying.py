"""Copying a whole database to another place or engine, log included, and comparing every row.

Hides in which order tables go, how engines count up, and how big tables are compared without
holding them in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, inspect, select, text

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.i18n import _
from workshopdesk.store import checking, engines, files, opening
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.migrations import version_table
from workshopdesk.store.passphrases import Passphrase
from workshopdesk.store.server import names
from workshopdesk.store.tables import Base
from workshopdesk.store.tables.log import Action

_PORTION = 1000
_COUNTED = ("device", "action", "change")
"""Tables whose ``number`` the engine itself counts up."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Rows copied and found equal, by table."""

    rows: dict[str, int]

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


def copy(
    source: str,
    target: str,
    *,
    source_passphrase: str = "",
    target_passphrase: str = "",
    progress: Progress | None = None,
) -> Copied:
    """Copy the database ``source`` to ``target`` (paths or URLs), verified row by row.

    ``target`` must be a missing or empty file, or a server's database that holds nothing but
    reference data; ``target_passphrase`` encrypts a file. All or nothing: a file is written
    beside and renamed, a server's database filled in one transaction. Raises UserError when the
    target holds data, or when the source's log does not check.
    """
    watched = progress or Silent()
    store = opening.open_store(source, passphrase=source_passphrase)
    try:
        with told_in_words(), engines.for_reading(store.engine).connect() as reading:
            _refuse_broken(reading)
            if engines.is_server(target):
                return _to_server(reading, target, watched)
            path = engines.file_of(target)
            return _to_file(reading, path, Passphrase(target_passphrase), watched)
    finally:
        store.close()


def _refuse_broken(reading: Connection) -> None:
    faults = checking.verify_log(reading)
    if faults:
        raise UserError(_("The database is damaged and was not copied"), faults[0].message)


def _to_file(reading: Connection, path: Path, key: Passphrase, progress: Progress) -> Copied:
    if path.exists() and path.stat().st_size:
        raise UserError(
            _("The target holds data"), _("Choose a file that does not exist: %s") % path
        )
    part = files.part_of(path)
    with files.file_told():
        path.parent.mkdir(parents=True, exist_ok=True)
        files.remove(part)
        try:
            engine = engines.connect_file(part, key, create=True)
            try:
                copied = _fill(reading, engine, opening.make_tables, progress)
            finally:
                engine.dispose()
            files.settle(part, key)
            files.put_in_place(part, path)
        except BaseException:
            files.remove(part)
            raise
    return copied


def _to_server(reading: Connection, url: str, progress: Progress) -> Copied:
    engine = engines.connect_server(url)
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            ours = version_table.name in tables
            if tables and not (ours and _holds_reference_only(connection)):
                raise UserError(
                    _("The target holds data"), _("Choose an empty database on the server.")
                )
        return _fill(reading, engine, _emptied if ours else opening.make_tables, progress)
    finally:
        engine.dispose()


def _holds_reference_only(connection: Connection) -> bool:
    kinds = set(connection.scalars(select(Action.kind).distinct()))
    return kinds <= {"reference"}


def _emptied(connection: Connection) -> None:
    """On a team's server only who set it up may do this: its log is append-only for all others."""
    tables = [f'"{table.name}"' for table in Base.metadata.sorted_tables]
    if connection.scalar(text("SELECT to_regnamespace('team')")):
        database = str(connection.scalar(text("SELECT current_database()")))
        connection.execute(text(f"SET LOCAL ROLE {names.role(database, names.OWNER)}"))
        connection.execute(text("SET LOCAL team.erasing = 'on'"))
        tables += ["team.programme_member", "team.event_member"]
    connection.execute(text(f"TRUNCATE {', '.join(tables)}"))


def _fill(
    reading: Connection, engine: Engine, prepare: Callable[[Connection], None], progress: Progress
) -> Copied:
    tables = Base.metadata.sorted_tables
    rows: dict[str, int] = {}
    with engines.for_writing(engine).begin() as writing:
        prepare(writing)
        steps = 2 * len(tables)
        for done, table in enumerate(tables):
            progress.step(done, steps, _("Copying"))
            rows[table.name] = _copy_rows(reading, writing, table)
        if writing.dialect.name == "postgresql":
            _count_on(writing)
        for done, table in enumerate(tables, len(tables)):
            progress.step(done, steps, _("Comparing every row"))
            _compare(reading, writing, table)
        _refuse_broken(writing)
    progress.step(steps, steps, _("Comparing every row"))
    return Copied(rows)


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """All rows by key, without holding them; both engines order keys (bytes) alike."""
    wanted = select(table).order_by(*table.primary_key.columns)
    with connection.execute(wanted, execution_options={"yield_per": _PORTION}) as result:
        for row in result:
            yield tuple(row)


def _copy_rows(reading: Connection, writing: Connection, table: Table) -> int:
    columns = [column.name for column in table.columns]
    rows, copied = _rows(reading, table), 0
    while portion := [dict(zip(columns, row, strict=True)) for row in islice(rows, _PORTION)]:
        writing.execute(insert(table), portion)
        copied += len(portion)
    return copied


def _compare(reading: Connection, writing: Connection, table: Table) -> None:
    for before, after in zip_longest(_rows(reading, table), _rows(writing, table)):
        if before != after:
            raise EnvironmentProblem(
                _("The copy differs from the original; nothing was written"), table.name
            )


def _count_on(connection: Connection) -> None:
    """The server's counters go on after the numbers copied."""
    for name in _COUNTED:
        number = Base.metadata.tables[name].c.number
        newest = connection.scalar(select(func.max(number))) or 0
        counter = func.pg_get_serial_sequence(name, "number")
        connection.execute(select(func.setval(counter, newest + 1, False)))
