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
        self._own = store.origin.actions
        self._connection: Any = None
        self._counter = 0
        self._newest = 0
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
        self.close()

    def wait(self, seconds: float) -> frozenset[str]:
        """The kinds of records (table names) others changed, as soon as they save some.

        Empty when nobody did for ``seconds``; {"*"} when it cannot be told what was missed: after
        the server was away. Raises ServerAway while it is.
        """
        if self._connection is None:
            self._connect()
            return frozenset({ANYTHING})
        with told_in_words():
            if self._on_file:
                return self._wait_for_file(seconds)
            try:
                return self._wait_for_server(seconds)
            except DBAPIError:
                self.close()
                raise

    def stop(self) -> None:
        """End a wait on a file at once. May be called from another thread."""
        self._pause.set()

    def close(self) -> None:
        """Let go of the connection; the next wait makes a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def _on_file(self) -> bool:
        return self._store.engine.dialect.name == "sqlite"

    def _connect(self) -> None:
        with told_in_words():
            made = self._store.engine.raw_connection()
            made.detach()
            driver: Any = made.dbapi_connection
            if self._on_file:
                self._counter, self._newest = self._count(driver), self._newest_entry(driver)
            else:
                driver.autocommit = True
                driver.execute(f"LISTEN {names.CHANNEL}")
        self._connection = made

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
        return {kind for action, _space, kind in told if UUID(action) not in self._own}

    def _wait_for_file(self, seconds: float) -> frozenset[str]:
        ends, driver = time.monotonic() + seconds, self._connection.dbapi_connection
        while True:
            before, self._counter = self._counter, self._count(driver)
            if self._counter != before and (heard := self._new_in_file(driver)):
                return heard
            if (rest := ends - time.monotonic()) <= 0:
                return frozenset()
            if self._pause.wait(min(rest, _LOOK_AGAIN_SECONDS)):
                return frozenset()

    def _new_in_file(self, driver: Any) -> frozenset[str]:
        """A counter says only that somebody wrote, this very window perhaps: the log says who."""
        after, self._newest = self._newest, self._newest_entry(driver)
        rows = driver.execute(_NEW_ENTRIES, (after, self._newest))
        return frozenset(kind for kind, action in rows if UUID(bytes=action) not in self._own)

    @staticmethod
    def _newest_entry(driver: Any) -> int:
        return int(driver.execute("SELECT max(number) FROM change").fetchone()[0] or 0)

    @staticmethod
    def _count(driver: Any) -> int:
        """Goes up whenever another connection has written (sqlite.org/pragma.html, data_version);
        one of this very program counts as another.
        """
        return int(driver.execute("PRAGMA data_version").fetchone()[0])


_NEW_ENTRIES = (
    "SELECT DISTINCT change.kind, action.id FROM change"
    " JOIN action ON action.number = change.action WHERE change.number > ? AND change.number <= ?"
)
