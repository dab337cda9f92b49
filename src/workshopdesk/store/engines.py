"""Connecting to a database: a SQLite file or a PostgreSQL server, behind the same engine.

Hides drivers, pragmas and how a transaction begins. The SQLite driver is sqlcipher3 for plain
files too, because the SQLite inside Python may be older than 3.51.3, whose WAL mode could
corrupt a file. Writers take the write lock at once (BEGIN IMMEDIATE): a lock taken later can
be refused in spite of the busy timeout.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import _
from workshopdesk.store.passphrases import NO_PASSPHRASE, Passphrase, unlock

APPLICATION_ID = 0x57445348
"""Marks a SQLite file as ours ("WDSH" in its header)."""
SAFE_SQLITE = (3, 51, 3)
BUSY_MILLISECONDS = 5000
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_NOT_ENCRYPTED = ("disable", "allow")
_ALIVE = {
    "connect_timeout": "5", "keepalives_idle": "10", "keepalives_interval": "5",
    "keepalives_count": "3", "tcp_user_timeout": "20000",
}  # fmt: skip
"""So that a server behind a dead network is noticed in seconds, not in hours."""
driver: Any = sqlcipher3.dbapi2
_WRITES = "workshopdesk_writes"
_OPENED_BY = "workshopdesk_opened_by"


def is_server(url_or_path: str) -> bool:
    """Whether this names a PostgreSQL database rather than a file."""
    return url_or_path.startswith(("postgresql:", "postgresql+", "postgres:"))


def file_of(url_or_path: str) -> Path:
    """The file a path, or a ``sqlite:///`` address, names."""
    for prefix in ("sqlite:///", "file://"):
        if url_or_path.startswith(prefix):
            return Path(url_or_path.removeprefix(prefix))
    return Path(url_or_path)


def connect_server(url: str) -> Engine:
    """An engine on a PostgreSQL server. Raises UserError for an address that is none, and for
    one that asks another machine for a connection that is not encrypted."""
    try:
        address = make_url(f"postgresql:{url.partition(':')[2]}")
    except (ArgumentError, ValueError) as error:
        raise UserError(_("Not a database address"), url.split("@")[-1]) from error
    # A refusal inside a pipeline reaches us as an exception; the driver's own line repeats it.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    options = _ALIVE | {"options": "-c search_path=workshopdesk,public"}
    if _is_elsewhere(address):
        if address.query.get("sslmode") in _NOT_ENCRYPTED:
            raise UserError(
                _("The connection would not be encrypted"),
                _("Leave sslmode out of the address, or write sslmode=verify-full."),
            )
        if "sslmode" not in address.query:
            options["sslmode"] = "require"  # the library alone would fall back to none
    return create_engine(
        address.set(drivername="postgresql+psycopg"), pool_pre_ping=True, connect_args=options
    )


def _is_elsewhere(address: URL) -> bool:
    host = address.host or address.query.get("host") or ""
    return isinstance(host, str) and not host.startswith("/") and host not in ("", *_THIS_MACHINE)


def is_readable_on_the_way(connection: Connection) -> bool:
    """Whether others on the network could read along: a server elsewhere, not encrypted."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "postgresql" or driver.pgconn.ssl_in_use:
        return False
    host = driver.info.host
    return not host.startswith("/") and host not in _THIS_MACHINE


def connect_file(
    path: Path,
    passphrase: Passphrase = NO_PASSPHRASE,
    *,
    create: bool = False,
    references: bool = True,
) -> Engine:
    """An engine on a SQLite file; the file must be there unless ``create``.

    ``references``: whether foreign keys are enforced (not while tables are rebuilt). The pool
    keeps its connections: deriving the key of an encrypted file takes a third of a second.
    Raises WrongPassphrase at the first use.
    """
    engine = peek(path, passphrase, create=create)
    event.listen(engine, "connect", _set_pragmas)
    if not references:
        event.listen(engine, "connect", _let_references_dangle)
    return engine


def peek(
    path: Path, passphrase: Passphrase = NO_PASSPHRASE, *, create: bool = False, fixed: bool = False
) -> Engine:
    """An engine that leaves a file's settings alone: to see whose it is.

    ``fixed``: nobody writes to the file (a backup); not a byte of it or beside it will change.
    """
    check_driver(driver.sqlite_version_info)
    mode = "ro&immutable=1" if fixed else "rwc" if create else "rw"
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: raw_connection(path, mode, passphrase),
        poolclass=QueuePool,
        execution_options={_OPENED_BY: passphrase},
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "reset", _end)
    return engine


def raw_connection(path: Path, mode: str, passphrase: Passphrase = NO_PASSPHRASE) -> Any:
    """The driver's own connection, for what only that can do. ``mode``: of a SQLite URI.

    Raises WrongPassphrase.
    """
    address = f"{path.absolute().as_uri()}?mode={mode}"
    made = driver.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    unlock(made, passphrase, driver.DatabaseError)
    return made


def passphrase_of(engine: Engine) -> Passphrase:
    """What opens the file of this engine."""
    found = engine.get_execution_options().get(_OPENED_BY)
    return found if isinstance(found, Passphrase) else NO_PASSPHRASE


def check_driver(version: tuple[int, ...]) -> None:
    """Raise EnvironmentProblem for a SQLite that can corrupt a file in WAL mode."""
    if version < SAFE_SQLITE:
        raise EnvironmentProblem(
            _("The database library is too old"),
            _("SQLite %(found)s is installed; at least %(needed)s is needed.")
            % {"found": ".".join(map(str, version)), "needed": ".".join(map(str, SAFE_SQLITE))},
        )


def for_writing(engine: Engine) -> Engine:
    """The same connections, for units of work."""
    return engine.execution_options(**{_WRITES: True})


def for_reading(engine: Engine) -> Engine:
    """The same connections, each transaction one snapshot."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _set_pragmas(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _end(connection: Any, _record: object, _state: object) -> None:
    """A COMMIT refused for a dangling reference leaves SQLite in its transaction: end it."""
    connection.rollback()


def _let_references_dangle(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
