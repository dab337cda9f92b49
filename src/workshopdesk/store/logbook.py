"""Writing entries of the change log, in bulk and in the transaction of the change itself.

Hides the rows of the log: numbering, clock, chain, and where personal values go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    Connection,
    LargeBinary,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from workshopdesk.store import journal, subjects
from workshopdesk.store.origin import Origin
from workshopdesk.store.recording import Changed
from workshopdesk.store.tables.base import Base, Key
from workshopdesk.store.tables.log import Action, Change, Device, PersonalValues

SCHEMA_VERSION = 2
"""The version of the tables that entries speak of: the number of migrations."""

FOR_GOOD = "kept"
"""The kind of an action that is never taken back."""

_MANY = 500  # parameters of one IN list


@dataclass(frozen=True, slots=True)
class Saying:
    """What an action is called: an English msgid and the details that fill it."""

    message: str
    details: Mapping[str, str]
    kind: str = "user"
    undoes: UUID | None = None


class _Chain(NamedTuple):
    """The writing device and the end of its chain; ``newest`` is the latest clock of all."""

    number: int
    id: UUID
    sequence: int
    hash: bytes
    newest: int


class _Act(NamedTuple):
    number: int
    digest: bytes
    at: datetime


class _Entry(NamedTuple):
    head: journal.EntryHead
    fields: str
    previous_hash: bytes
    hash: bytes


class _Personal(NamedTuple):
    operation_id: UUID
    salt: bytes
    fields: str


def write(
    connection: Connection, origin: Origin, saying: Saying, changes: Sequence[Changed]
) -> UUID:
    """Put down ``changes`` (at least one) as one action; its id."""
    chain = _chain(connection, origin)
    action_id = origin.new_id()
    origin.actions.add(action_id)
    act = _write_action(connection, origin, saying, chain, (action_id, len(changes)))
    parents = heads(connection, [c.record_id for c in changes if c.operation != "C"])
    entries, personal = _entries(origin, chain, act, changes, parents)
    _insert_entries(connection, chain.number, act.number, entries)
    _insert_personal(connection, personal)
    subjects.write(connection, act.number, {(c.kind, c.record_id): c.names for c in changes})
    last = entries[-1]
    connection.execute(
        update(Device)
        .where(Device.number == chain.number)
        .values(
            name=origin.device_name,
            last_sequence=last.head.sequence,
            last_clock=last.head.clock,
            last_hash=last.hash,
        )
    )
    return action_id


def heads(connection: Connection, record_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The newest operations on records (those no other builds upon), as concatenated keys."""
    seen: dict[UUID, list[UUID]] = {}
    built_upon: set[bytes] = set()
    for some in _portions(record_ids):
        rows = connection.execute(
            select(Change.record_id, Change.operation_id, Change.parents)
            .where(Change.record_id.in_(some))
            .order_by(Change.number)
        )
        for record_id, operation_id, parents in rows:
            seen.setdefault(record_id, []).append(operation_id)
            built_upon.update(parents[i : i + 16] for i in range(0, len(parents), 16))
    return {
        record_id: b"".join(o.bytes for o in operations if o.bytes not in built_upon)
        for record_id, operations in seen.items()
    }


def _portions(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while portion := list(islice(rest, _MANY)):
        yield portion


def _chain(connection: Connection, origin: Origin) -> _Chain:
    """The device's chain, locked until the end of the transaction; a new device begins one."""
    of_device = (
        select(Device.number, Device.id, Device.last_sequence, Device.last_hash)
        .where(Device.id == origin.device)
        .with_for_update()
    )
    found = connection.execute(of_device).one_or_none()
    if found is None:
        connection.execute(_NEW_DEVICE, {"id": origin.device, "none": b""})
        found = connection.execute(of_device).one()
    newest = connection.scalar(select(func.max(Device.last_clock))) or 0
    return _Chain(*found, newest)


_NEW_DEVICE = text(
    "INSERT INTO device (id, name, last_sequence, last_clock, last_hash)"
    " VALUES (:id, '', 0, 0, :none) ON CONFLICT (id) DO NOTHING"
).bindparams(bindparam("id", type_=Key), bindparam("none", type_=LargeBinary))
"""Another window of the same machine may begin at the same moment."""


def _write_action(
    connection: Connection, origin: Origin, saying: Saying, chain: _Chain, made: tuple[UUID, int]
) -> _Act:
    action_id, entries = made
    salt = origin.random_bytes(journal.SALT_BYTES)
    details = journal.value_text(dict(saying.details))
    said: dict[str, Any] = {
        "id": action_id,
        "kind": saying.kind,
        "author": origin.author,
        "at": origin.now(),
        "message": saying.message,
        "undoes": saying.undoes,
    }
    row = connection.execute(
        insert(Action)
        .values(
            **said,
            device=chain.number,
            details=details,
            salt=salt,
            erased_digest=None,
            first_sequence=chain.sequence + 1,
            last_sequence=chain.sequence + entries,
        )
        .returning(Action.number)
    )
    digest = journal.action_digest(**said, details=journal.details_digest(salt, details))
    return _Act(row.scalar_one(), digest, said["at"])


def _entries(
    origin: Origin,
    chain: _Chain,
    act: _Act,
    changes: Sequence[Changed],
    parents: Mapping[UUID, bytes],
) -> tuple[list[_Entry], list[_Personal]]:
    entries: list[_Entry] = []
    personal: list[_Personal] = []
    clock = journal.next_clock(act.at, chain.newest)
    salts = origin.random_bytes(journal.SALT_BYTES * len(changes))
    previous = chain.hash
    for index, change in enumerate(changes):
        head = journal.EntryHead(
            operation_id=origin.new_id(),
            device=chain.id,
            sequence=chain.sequence + 1 + index,
            clock=clock + index,
            action=act.digest,
            kind=change.kind,
            record_id=change.record_id,
            operation=change.operation,
            version=change.version,
            schema_version=SCHEMA_VERSION,
            parents=parents.get(change.record_id, b""),
        )
        salt = salts[index * journal.SALT_BYTES : (index + 1) * journal.SALT_BYTES]
        digests = journal.personal_digests(salt, change.personal)
        made = journal.entry_hash(previous, head, change.public, digests)
        entries.append(_Entry(head, change.public, previous, made))
        if change.personal:
            fields = journal.fields_text(change.personal)
            personal.append(_Personal(head.operation_id, salt, fields))
        previous = made
    return entries, personal


def _insert_entries(
    connection: Connection, device: int, action: int, entries: Iterable[_Entry]
) -> None:
    key = _key_form(connection)
    columns = (
        "operation_id", "device", "sequence", "clock", "action", "kind", "record_id", "operation",
        "version", "schema_version", "fields", "parents", "previous_hash", "hash",
    )  # fmt: skip
    rows = [
        (
            key(h.operation_id), device, h.sequence, h.clock, action, h.kind, key(h.record_id),
            h.operation, h.version, h.schema_version, e.fields, h.parents, e.previous_hash, e.hash,
        )
        for e in entries
        for h in (e.head,)
    ]  # fmt: skip
    _insert_many(connection, Change, columns, rows)


def _insert_personal(connection: Connection, personal: Iterable[_Personal]) -> None:
    key = _key_form(connection)
    rows = [(key(p.operation_id), p.salt, p.fields) for p in personal]
    _insert_many(connection, PersonalValues, ("operation_id", "salt", "fields"), rows)


def _key_form(connection: Connection) -> Callable[[UUID], object]:
    return _bytes_of if connection.dialect.name == "sqlite" else _as_is


_bytes_of = attrgetter("bytes")


def _as_is(key: UUID) -> UUID:
    return key


def _insert_many(
    connection: Connection,
    table: type[Base],
    columns: tuple[str, ...],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Straight to the driver: converting parameters one by one would double the log's cost."""
    if not rows:
        return
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    named = ", ".join(columns)
    marks = ", ".join([mark] * len(columns))
    statement = f"INSERT INTO {table.__tablename__} ({named}) VALUES ({marks})"  # noqa: S608 - our own names
    connection.exec_driver_sql(statement, list(rows))
