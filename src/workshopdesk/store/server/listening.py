"""Hearing at once what others save: LISTEN on a server, the file's own counter on SQLite.

Hides the connection it needs, and that it may break: the next call connects again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.server import names
from workshopdesk.store.store import Store

ANYTHING = "*"
"""Stands for all kinds of records: what changed is not known."""
_LOOK_AGAIN_SECONDS = 0.25


class Listener:
    """Hears what others save, from when it is entered. For one thread, which it keeps waiting."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._own = store.origin.device
        self._connection: Any = None
        self._counter = 0
        self._pause = threading.Event()

    def __enter__(self) -> Self:
        """Connect, so that nothing saved from now on is missed."""
        self._connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the connection."""
        self._close()

    def wait(self, seconds: float) -> frozenset[str]:
        """The kinds of records (table names) others changed, as soon as they save some.

        Empty when nobody did for ``seconds``; {"*"} when it cannot be told what was missed: on
        SQLite, and after the server was away. Raises EnvironmentProblem while it is away.
        """
        if self._connection is None:
            self._connect()
            return frozenset({ANYTHING})
        if self._store.engine.dialect.name == "sqlite":
            return self._wait_for_file(seconds)
        try:
            with told_in_words():
                return self._wait_for_server(seconds)
        except EnvironmentProblem:
            self._close()
            raise

    def _connect(self) -> None:
        with told_in_words():
            self._connection = self._store.engine.raw_connection()
            self._connection.detach()
        driver = self._connection.dbapi_connection
        if self._store.engine.dialect.name == "sqlite":
            self._counter = self._count(driver)
        else:
            driver.autocommit = True
            driver.execute(f"LISTEN {names.CHANNEL}")

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _wait_for_server(self, seconds: float) -> frozenset[str]:
        driver, ends = self._connection.dbapi_connection, time.monotonic() + seconds
        heard: set[str] = set()
        try:
            while not heard and (rest := ends - time.monotonic()) > 0:
                heard |= self._of_others(driver.notifies(timeout=rest, stop_after=1))
            return frozenset(heard | self._of_others(driver.notifies(timeout=0)))
        except self._store.engine.dialect.loaded_dbapi.OperationalError as error:
            raise DBAPIError("", None, error, connection_invalidated=True) from error

    def _of_others(self, heard: Iterable[Any]) -> set[str]:
        told = [notice.payload.partition(" ") for notice in heard]
        return {kind for device, _space, kind in told if UUID(device) != self._own}

    def _wait_for_file(self, seconds: float) -> frozenset[str]:
        ends, driver = time.monotonic() + seconds, self._connection.dbapi_connection
        while True:
            before, self._counter = self._counter, self._count(driver)
            if self._counter != before:
                return frozenset({ANYTHING})
            if (rest := ends - time.monotonic()) <= 0:
                return frozenset()
            self._pause.wait(min(rest, _LOOK_AGAIN_SECONDS))

    @staticmethod
    def _count(driver: Any) -> int:
        """Goes up whenever another connection has written (sqlite.org/pragma.html, data_version);
        one of this very program counts as another.
        """
        return int(driver.execute("PRAGMA data_version").fetchone()[0])
