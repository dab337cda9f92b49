"""An open database: the door to reading and writing it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Engine, select

from workshopdesk.domain.problems import Problem
from workshopdesk.domain.progress import Progress
from workshopdesk.store import checking, engines, kept_counts, stance, undoing
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.logbook import Saying
from workshopdesk.store.origin import Origin
from workshopdesk.store.readers import Reader
from workshopdesk.store.tables.log import Action
from workshopdesk.store.units import UnitOfWork


class Store:
    """An open database. May be used from several threads, one unit of work or reader each."""

    def __init__(self, engine: Engine, origin: Origin) -> None:
        self._engine = engine
        self.origin = origin

    @property
    def engine(self) -> Engine:
        """The connections, for the store's own modules."""
        return self._engine

    def unit_of_work(self, action: str, **details: str) -> UnitOfWork:
        """Begin changing things. ``action`` is an English msgid that ``details`` fill."""
        return UnitOfWork(engines.for_writing(self._engine), self.origin, Saying(action, details))

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """One snapshot: everything read inside stands as it was at the first read."""
        with told_in_words(), engines.for_reading(self._engine).connect() as connection:
            yield Reader(connection)

    def undo(self, action_id: UUID, *, partly: bool = False) -> UUID:
        """Take an action back by writing the inverse change; the new action's id.

        Raises BuiltUpon, saying who and what, when someone has built upon it; ``partly`` takes
        back the rest.
        """
        writing = engines.for_writing(self._engine)
        return undoing.undo(writing, self.origin, action_id, partly=partly)

    def redo(self, action_id: UUID, *, partly: bool = False) -> UUID:
        """Do again what was taken back. As ``undo``."""
        writing = engines.for_writing(self._engine)
        return undoing.redo(writing, self.origin, action_id, partly=partly)

    @property
    def server(self) -> str:
        """The server the data lies on, as people know it; "" for a file of this machine."""
        address = self._engine.url
        if address.get_backend_name() == "sqlite":
            return ""
        host = address.host or address.query.get("host") or ""
        return "localhost" if not isinstance(host, str) or host[:1] in ("", "/") else host

    def is_readable_on_the_way(self) -> bool:
        """Whether others on the network could read along."""
        with told_in_words(), self._engine.connect() as connection:
            return engines.is_readable_on_the_way(connection)

    def position(self) -> str:
        """Up to where the log is seen now: given to ``as_seen`` when something is saved later."""
        with told_in_words(), self._engine.connect() as connection:
            return stance.position(connection)

    def newer(self, position: str, records: Collection[UUID]) -> tuple[stance.Newer, ...]:
        """What others did to records since a position, the newest first."""
        with told_in_words(), self._engine.connect() as connection:
            return stance.newer(connection, position, records, self.origin.actions)

    def holds(self, action_id: UUID) -> bool:
        """Whether an action was saved."""
        with told_in_words(), self._engine.connect() as connection:
            return connection.scalar(select(Action.id).where(Action.id == action_id)) is not None

    def keep_counts(self, progress: Progress) -> None:
        """Keep what reports over many events count from, where that is worth it. May be cancelled.

        Nothing happens for a login that may not, or that sees only some of a server's events.
        """
        with told_in_words(), engines.for_reading(self._engine).connect() as connection:
            lacking = kept_counts.missing(connection) if kept_counts.may_use(connection) else []
        if len(lacking) < kept_counts.WORTH_KEEPING:
            return
        from workshopdesk.store.readers import counted_facts  # loads numpy

        done = 0
        for part in kept_counts.parts(lacking):
            progress.step(done, len(lacking))
            with told_in_words(), engines.for_writing(self._engine).begin() as connection:
                kept_counts.keep(connection, counted_facts.packed_now(connection, part))
            done += len(part)
        progress.step(done, len(lacking))

    def check(self) -> list[Problem]:
        """Look for damage in the file, its references and its log; every fault is named."""
        with told_in_words(), engines.for_reading(self._engine).connect() as connection:
            return checking.check(connection)

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()
