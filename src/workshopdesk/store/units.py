"""The unit of work: the only way to change anything. It logs what it changes, or nothing happens.

Hides SQLAlchemy's session. Records may be handled inside; what leaves must be read through a
Reader.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from types import TracebackType
from typing import Self, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.unitofwork import UOWTransaction

from workshopdesk.domain.errors import Conflict, ServerAway, UserError
from workshopdesk.i18n import _
from workshopdesk.store import finality, logbook, saving, stance
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.origin import Origin
from workshopdesk.store.readers import Reader
from workshopdesk.store.recording import Recorder
from workshopdesk.store.tables import Attachment, CertificateSeries, Content, Record
from workshopdesk.store.tables.base import Base

T = TypeVar("T", bound=Record)

_MANY = 500  # parameters of one IN list
MAX_ATTACHMENT = 20 * 1024 * 1024


class UnitOfWork:
    """One user action, in one transaction. Rolled back unless committed.

    The database is locked for writing from entering on, so what is read inside stays true.
    """

    def __init__(self, engine: Engine, origin: Origin, saying: logbook.Saying) -> None:
        self._engine = engine
        self._origin = origin
        self._saying = saying
        self._recorder = Recorder()
        self._stance = stance.current()
        self._session = Session(engine, autobegin=False, expire_on_commit=False)
        event.listen(self._session, "before_flush", self._before_flush)
        self._once_logged: list[Callable[[Connection], None]] = []
        self.action_id: UUID | None = None

    def __enter__(self) -> Self:
        """Begin, taking the write lock."""
        with told_in_words():
            self._session.begin()
            self._session.connection()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed; what the engine complained of is told in words."""
        self._session.close()
        if isinstance(error, DBAPIError):  # of a reader used inside
            with told_in_words():
                raise error

    def new_id(self) -> UUID:
        """A new key, made on this device."""
        return self._origin.new_id()

    def now(self) -> datetime:
        """The time, by the store's clock, in UTC."""
        return self._origin.now()

    @property
    def reader(self) -> Reader:
        """Reading inside this transaction, changes made so far included."""
        return Reader(self.connection)

    @property
    def connection(self) -> Connection:
        """The transaction itself, changes made so far included, for the store's own modules."""
        self.flush()
        return self._session.connection()

    def add(self, record: T) -> T:
        """Add a new record; it gets its key now unless it has one."""
        if cast("UUID | None", record.id) is None:
            named = record.natural_key
            record.id = record.key(*(getattr(record, n) for n in named)) if named else self.new_id()
        if record.natural_key and self._session.deleted:
            self.flush()  # the same key may have been deleted just before
        self._session.add(record)
        return record

    def get(self, table: type[T], id: UUID, version: int | None = None) -> T:
        """The record with this key, to be changed in place.

        Raises UserError when it is gone, Conflict when ``version`` (the one the user saw) is not
        the stored one any more.
        """
        with self._told():
            record = self._session.get(table, id)
        if record is None:
            raise UserError(_("This was deleted"), _("Someone else deleted it in the meantime."))
        if version is not None and record.version != version and not self._stance.insists:
            raise _conflict(_values(record))
        return record

    def find(self, table: type[T], **equal: object) -> list[T]:
        """All records whose columns hold these values, by ``order`` where they have one."""
        wanted = select(table).filter_by(**equal)
        order = table.__table__.c.get("order")
        sorted_by = [table.id] if order is None else [order, table.id]
        with self._told():
            return list(self._session.scalars(wanted.order_by(*sorted_by)))

    def those(self, table: type[T], ids: Iterable[UUID]) -> dict[UUID, T]:
        """The records of these keys that are there, by key."""
        rest, found = iter(ids), dict[UUID, T]()
        with self._told():
            while some := list(islice(rest, _MANY)):
                records = self._session.scalars(select(table).where(table.id.in_(some)))
                found.update((record.id, record) for record in records)
        return found

    def delete(self, record: Record) -> None:
        """Delete a record and what is part of it; refused at commit when it is still needed."""
        for part, column in _parts_of(record.__tablename__):
            for owned in self.find(part, **{column: record.id}):
                self.delete(owned)
        self.delete_alone(record)

    def delete_alone(self, record: Record) -> None:
        """Delete a record only; refused at commit when something still refers to it."""
        self._session.delete(record)

    def attach(
        self, *, kind: str, name: str, media_type: str, data: bytes, **belongs_to: UUID
    ) -> Attachment:
        """Keep a file's bytes in the database; ``belongs_to``: event_id or person_id.

        Raises UserError above 20 MB.
        """
        if len(data) > MAX_ATTACHMENT:
            raise UserError(_("The file is too large"), _("At most 20 MB can be kept: %s") % name)
        sha256 = hashlib.sha256(data).hexdigest()
        if self._session.get(Content, sha256) is None:
            self._session.add(Content(sha256=sha256, data=data))
        made = Attachment(kind=kind, name=name, media_type=media_type, size=len(data))
        made.sha256 = sha256
        for column, key in belongs_to.items():
            setattr(made, column, key)
        return self.add(made)

    def next_in_series(self, name: str) -> tuple[UUID, int]:
        """The next number of a certificate series, without gaps: its key and the number."""
        found = self.find(CertificateSeries, name=name)
        series = found[0] if found else self.add(CertificateSeries(name=name))
        series.last = (series.last or 0) + 1
        return series.id, series.last

    def commit(self) -> None:
        """Save everything with its log, or nothing.

        Raises Conflict when a record was changed by someone else meanwhile, UserError when the
        database refuses a value, EnvironmentProblem when it cannot write.
        """
        self.flush()
        with self._told():
            self._keep_stance()
            changes = self._recorder.changes()
            if changes:
                connection = self._session.connection()
                self.action_id = logbook.write(connection, self._origin, self._saying, changes)
            for step in self._once_logged:
                step(self._session.connection())
            self._session.commit()

    def _keep_stance(self) -> None:
        if self._stance.leave:
            self._recorder.leave(self._stance.leave)
            self._session.flush()
        if self._stance.rehearses:
            raise stance.Rehearsed(self._recorder.clashes())
        if self._stance.seen:
            self._refuse_unseen(self._recorder.clashes())

    def _refuse_unseen(self, clashes: tuple[stance.Clash, ...]) -> None:
        """Refuse to write over what others wrote since the person looked."""
        connection = self._session.connection()
        records = {clash.record_id for clash in clashes}
        own = self._origin.actions
        for theirs in stance.newer(connection, self._stance.seen, records, own):
            for clash in clashes:
                if clash.record_id == theirs.record_id and (
                    clash.field in theirs.fields or not clash.field
                ):
                    raise _conflict({clash.field: clash.theirs})

    def for_good(self) -> None:
        """What is done here is kept for ever: Undo passes it by and is refused."""
        self._saying = replace(self._saying, kind=logbook.FOR_GOOD)

    def once_logged(self, step: Callable[[Connection], None]) -> None:
        """Have ``step`` done at commit, after the log is written: for erasing values from it."""
        self._once_logged.append(step)

    def flush(self) -> None:
        """Send what was changed so far to the database, still to be rolled back or committed."""
        with self._told():
            self._session.flush()

    def _before_flush(self, session: Session, context: UOWTransaction, _instances: object) -> None:
        finality.refuse_changes(session)
        self._recorder.notice(session)
        if self._engine.dialect.name == "postgresql":
            saving.parents_first(context)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with told_in_words():
                yield
        except StaleDataError as error:
            raise self._stale() from error
        except ServerAway as away:
            away.action_id = self.action_id
            raise

    def _stale(self) -> UserError:
        """Which record was stale, and what it holds now."""
        self._session.rollback()
        with Session(self._engine) as now:
            for table, key, version in self._recorder.stored():
                newer = now.get(table, key)
                if newer is None or newer.version != version:
                    return _conflict({} if newer is None else _values(newer))
        return UserError(
            _("You may not change this"), _("The server lets you see it but not change it.")
        )


def _conflict(newer: dict[str, object]) -> Conflict:
    return Conflict(
        _("Changed meanwhile"),
        _("Someone else changed this since you opened it. Compare, then choose what to keep."),
        newer,
    )


def _values(record: Record) -> dict[str, object]:
    return {c.key: getattr(record, c.key) for c in record.__table__.columns}


def _parts_of(table: str) -> list[tuple[type[Record], str]]:
    """The tables whose rows are part of a row of this one, and the column that says so."""
    return [
        (mapper.class_, column.key)
        for mapper in Base.registry.mappers
        for column in mapper.columns
        if column.info.get("owned")
        for key in column.foreign_keys
        if key.target_fullname == f"{table}.id"
    ]
