"""Opening a database: making a new one, telling ours from others, refusing in words.

Hides where the marks of a database are kept: application id and schema version in the header
of a SQLite file, the table ``alembic_version`` on both engines.
"""

from __future__ import annotations

import codecs
import struct
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, text
from sqlalchemy.schema import CreateIndex, CreateTable

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import _
from workshopdesk.store import backup, checking, engines, files, kept_counts, places, search
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.logbook import SCHEMA_VERSION
from workshopdesk.store.migrations import REVISIONS, version_table
from workshopdesk.store.origin import Origin, system_origin
from workshopdesk.store.passphrases import (
    NO_PASSPHRASE,
    Passphrase,
    PassphraseNeeded,
    may_be_encrypted,
)
from workshopdesk.store.seeding import LOADING, load_reference
from workshopdesk.store.store import Store
from workshopdesk.store.tables import Base
from workshopdesk.store.units import UnitOfWork

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"


def open_store(
    url_or_path: str, *, create: bool = False, origin: Origin | None = None, passphrase: str = ""
) -> Store:
    """Open a database by file path or URL, upgrading an older one; ``create`` makes a missing one.

    ``passphrase`` opens an encrypted file, or encrypts a new one. Raises UserError when it is
    missing, empty, not ours, newer than this program or damaged; PassphraseNeeded and
    WrongPassphrase for an encrypted file; EnvironmentProblem when the machine or the server does
    not let us.
    """
    writer = origin or system_origin()
    with told_in_words():
        if engines.is_server(url_or_path):
            engine, new = _server(url_or_path, create=create)
            writer = _as_login(engine, writer)
        else:
            key = Passphrase(passphrase)
            path = engines.file_of(url_or_path)
            engine, new = _file(path, key, writer, create=create)
        store = Store(engine, writer)
        try:
            if new:
                _make(engine, writer)
        except BaseException:
            store.close()
            raise
    return store


def _server(url: str, *, create: bool) -> tuple[Engine, bool]:
    engine = engines.connect_server(url)
    try:
        return engine, _is_new_server(engine, create=create)
    except BaseException:
        engine.dispose()
        raise


def _is_new_server(engine: Engine, *, create: bool) -> bool:
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        if version_table.name in names and "change" in names:
            revision = known_revision(connection)
            if revision != REVISIONS[-1]:
                if is_team(connection):
                    raise _older(connection)
                _upgrade(engines.for_writing(engine), revision)
            return False
    if names:
        raise UserError(
            _("Not a database of this program"),
            _("The server's database holds other tables. Choose an empty one."),
        )
    if not create:
        raise UserError(_("The database is empty"), _("Make it with: workshopdesk server init"))
    return True


def _as_login(engine: Engine, origin: Origin) -> Origin:
    """On a team's server the author is the login, and the server makes sure of it."""
    with engine.connect() as connection:
        login = connection.scalar(
            text("SELECT session_user::text WHERE to_regnamespace('team') IS NOT NULL")
        )
    return replace(origin, author=login) if login else origin


def _file(
    path: Path, passphrase: Passphrase, origin: Origin, *, create: bool
) -> tuple[Engine, bool]:
    if path.is_dir():
        raise UserError(_("This is a folder, not a database"), str(path))
    places.refuse_network(path)
    if not path.exists():
        if not create:
            raise UserError(_("No such database"), str(path))
        _make_folder(path.parent)
        return engines.connect_file(path, passphrase, create=True), True
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError as error:
        raise EnvironmentProblem(
            _("The database cannot be read"), f"{path}: {error.strerror}"
        ) from error
    if not header and create:
        return engines.connect_file(path, passphrase), True
    if header.startswith(_MAGIC):
        passphrase = NO_PASSPHRASE
    if not (passphrase and may_be_encrypted(header, path.stat().st_size)):
        _check_header(path, header)
    unfinished = _is_unfinished(path)
    if create and _never_made(path, passphrase):
        return engines.connect_file(path, passphrase), True
    revision = _revision_of_file(path, passphrase)
    if unfinished:
        _look_through(path, passphrase)
    if revision != REVISIONS[-1]:
        _upgrade_file(path, revision, passphrase, origin.now())
    return engines.connect_file(path, passphrase), False


def _is_unfinished(path: Path) -> bool:
    """Whether whoever wrote last did not close the file: it crashed, or has it open still."""
    log, _shared = files.beside(path)
    return log.exists() and log.stat().st_size > 0


def _look_through(path: Path, passphrase: Passphrase) -> None:
    """After a crash: pages and references must be whole. Raises EnvironmentProblem if not."""
    engine = engines.peek(path, passphrase)
    try:
        with engine.connect() as connection:
            faults = checking.of_file(connection)
    finally:
        engine.dispose()
    if faults:
        raise EnvironmentProblem(
            _("The database is damaged"),
            f"{faults[0].message}\n" + _("Restore the newest backup of it: %s") % path,
        )


def _never_made(path: Path, passphrase: Passphrase) -> bool:
    """Whether this is what a broken-off creation leaves: a SQLite file nobody put anything in."""
    engine = engines.peek(path, passphrase)
    try:
        with engine.connect() as connection:
            marks = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("application_id", "user_version")
            ]
            return not any(marks) and not inspect(connection).get_table_names()
    finally:
        engine.dispose()


def _revision_of_file(path: Path, passphrase: Passphrase) -> str:
    """Ask the database itself: a header may be older than what waits in the write-ahead log."""
    engine = engines.peek(path, passphrase)
    try:
        with engine.connect() as connection:
            application = connection.exec_driver_sql("PRAGMA application_id").scalar()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if application != engines.APPLICATION_ID:
                raise UserError(_("A database, but of another program"), _untouched(path))
            if version > SCHEMA_VERSION:
                raise _newer(str(path))
            return known_revision(connection)
    finally:
        engine.dispose()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            _("The folder cannot be made"), f"{folder}: {error.strerror}"
        ) from error


def _check_header(path: Path, header: bytes) -> None:
    """Tell by its first bytes what a file is. Refuse all but a whole SQLite database."""
    if not header:
        raise UserError(_("The file is empty"), str(path))
    if not header.startswith(_MAGIC):
        raise _not_a_database(header, path)
    if len(header) < _HEADER:
        raise UserError(_("The database file is cut off"), str(path))
    page_size, pages = struct.unpack(">H", header[16:18])[0], struct.unpack(">I", header[28:32])[0]
    whole = pages * (65536 if page_size == 1 else page_size)
    if path.stat().st_size < whole and not _is_unfinished(path):
        raise UserError(
            _("The database file is cut off"), _("Restore the newest backup of it: %s") % path
        )


def _not_a_database(header: bytes, path: Path) -> UserError:
    said = _("Not a database of this program")
    if header.startswith(b"PK\x03\x04"):
        said = _("This is an Office document or an archive, not a database")
    elif header.startswith(b"%PDF"):
        said = _("This is a PDF, not a database")
    elif header.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _is_text(header):
        said = _("This is a text file, not a database")
    elif may_be_encrypted(header, path.stat().st_size):
        return PassphraseNeeded(
            _("Not a database of this program, or an encrypted one"),
            _("If it is encrypted, it opens with its passphrase: %s") % path,
        )
    return UserError(said, _untouched(path))


def _untouched(path: Path) -> str:
    return _("Nothing in it was changed. Choose another file: %s") % path


def _is_text(header: bytes) -> bool:
    try:
        words = codecs.getincrementaldecoder("utf-8")().decode(header)
    except UnicodeDecodeError:
        return False
    return "\x00" not in words


def _newer(where: str) -> UserError:
    return UserError(
        _("The database was made by a newer version"),
        _("Install the newest WorkshopDesk to open it: %s") % where,
    )


def _older(connection: Connection) -> UserError:
    """Whoever may upgrade a team's server is told how, everybody else whom to ask."""
    may = connection.scalar(
        text(
            "SELECT pg_has_role(current_user, nspowner, 'MEMBER') FROM pg_namespace"
            " WHERE nspname = 'team'"
        )
    )
    return UserError(
        _("The team's database was made by an older version"),
        _("Upgrade it with: workshopdesk server init")
        if may
        else _("Ask its administrator to upgrade it with: workshopdesk server init"),
    )


def is_team(connection: Connection) -> bool:
    """Whether this is a database that was set up as a team's server."""
    return connection.scalar(text("SELECT to_regnamespace('team') IS NOT NULL")) is True


def known_revision(connection: Connection) -> str:
    """The revision of the schema. Raises UserError when it is newer than this program."""
    revision = connection.scalar(version_table.select())
    if revision not in REVISIONS:
        raise _newer(connection.engine.url.database or "")
    return str(revision)


def _upgrade(engine: Engine, revision: str) -> None:
    from workshopdesk.store.migrations import running

    running.upgrade(engine, running.steps_after(revision))


def _upgrade_file(path: Path, revision: str, passphrase: Passphrase, at: datetime) -> None:

    backup.of_file(path, passphrase, at, backup.Reason.MIGRATION)
    engine = engines.connect_file(path, passphrase, references=False)
    try:
        _upgrade(engines.for_writing(engine), revision)
    finally:
        engine.dispose()


def _make(engine: Engine, origin: Origin) -> None:
    """Tables, marks and reference data in one transaction: a database is ours or not there."""
    with UnitOfWork(engines.for_writing(engine), origin, LOADING) as work:
        make_tables(work.connection)
        load_reference(work)
        work.commit()


def make_tables(connection: Connection) -> None:
    """All tables of today's schema, empty, and the marks that say whose they are."""
    _create_tables(connection)
    version_table.create(connection)
    connection.execute(insert(version_table).values(version_num=REVISIONS[-1]))
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id={engines.APPLICATION_ID}"))
        connection.execute(text(f"PRAGMA user_version={SCHEMA_VERSION}"))


def _create_tables(connection: Connection) -> None:
    """On SQLite indexes are made in the order of their names: SQLAlchemy keeps them in a set,
    and the same content shall be the same file.
    """
    if connection.dialect.name == "sqlite":
        for table in Base.metadata.sorted_tables:
            connection.execute(CreateTable(table))
            for index in sorted(table.indexes, key=lambda index: str(index.name)):
                connection.execute(CreateIndex(index))
    else:
        Base.metadata.create_all(connection)
    search.prepare(connection)
    kept_counts.prepare(connection)
