"""Stores on real engines: SQLite files always, PostgreSQL where its programs are installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from tests.store.servers import USER, binaries, running_server

from workshopdesk import i18n
from workshopdesk.store import Origin, Store, fixed_origin, open_store

START = datetime(2025, 9, 1, 2, 0, tzinfo=UTC)

Opened = Callable[[Origin], Store]
_numbers = count(1)


def origin_named(name: str) -> Origin:
    """A writer with reproducible keys and times."""
    return fixed_origin(name, START)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are compared with their English words."""
    before = i18n.screen_language()
    i18n.set_screen_language("en")
    yield
    i18n.set_screen_language(before)


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database, made once and copied for each test."""
    path = tmp_path_factory.mktemp("template") / "new.wdb"
    open_store(str(path), create=True, origin=origin_named("template")).close()
    return path


@pytest.fixture
def file(template_file: Path, tmp_path: Path) -> Path:
    """A fresh database file."""
    return Path(shutil.copy(template_file, tmp_path / "test.wdb"))


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The socket folder of a running PostgreSQL; skips, and says so, where there is none."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL IS NOT TESTED: no initdb found on this machine")
    with running_server(programs) as socket:
        url = server_url(socket, "template_store")
        _execute(socket, "CREATE DATABASE template_store")
        open_store(url, create=True, origin=origin_named("template")).close()
        yield socket


def server_url(socket: Path, database: str) -> str:
    """The address of a database of the test server."""
    return f"postgresql://{USER}@/{database}?host={socket}"


def _execute(socket: Path, statement: str) -> None:
    with psycopg.connect(f"host={socket} user={USER} dbname=postgres", autocommit=True) as admin:
        admin.execute(statement.encode())


@contextmanager
def _copied_database(server: Path) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE template_store")
    yield server_url(server, name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def server_database(server: Path) -> Iterator[str]:
    """A fresh database on the server."""
    with _copied_database(server) as url:
        yield url


@pytest.fixture(scope="module")
def module_server_database(server: Path) -> Iterator[str]:
    """A fresh database on the server, for all tests of a module."""
    with _copied_database(server) as url:
        yield url


@pytest.fixture
def server_database_empty(server: Path) -> Iterator[str]:
    """A database on the server without any table."""
    name = f"empty_{next(_numbers)}"
    _execute(server, f"CREATE DATABASE {name}")
    yield server_url(server, name)
    _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """A fresh database on each engine in turn."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("file"))
    return str(request.getfixturevalue("server_database"))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An open store on each engine in turn."""
    opened = open_store(database, origin=origin_named("first"))
    yield opened
    opened.close()


@pytest.fixture
def second_store(database: str) -> Iterator[Store]:
    """The same database, opened by someone else on another device."""
    opened = open_store(database, origin=origin_named("second"))
    yield opened
    opened.close()
