"""The columns of each event's participations, kept so that a report need not read them again.

Derived like the search index: triggers forget an event's columns whenever something they rest on
changes, whoever changes it and how, so what is kept is never stale. It is not copied, not logged,
and thrown away with its event. Hides how columns become bytes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    delete,
    event,
    insert,
    inspect,
    select,
    text,
)

from workshopdesk.store import tables as t
from workshopdesk.store.columns import Packed
from workshopdesk.store.tables.base import Key

TABLE = "counted_event"
WORTH_KEEPING = 50
"""From so many events on without kept columns it pays to keep them."""
_KEY = 16
_AT_ONCE = 200

_table = Table(
    TABLE,
    MetaData(),
    Column("event_id", Key, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

# What an event's columns rest on: the table, when, and which events are to be forgotten.
_OF_PERSON = "SELECT event_id FROM registration WHERE person_id = {row}.id"
_OF_MARK = "SELECT event_id FROM registration WHERE id = {row}.registration_id"
_WATCHED = (
    ("registration", "INSERT", "SELECT NEW.event_id"),
    ("registration", "UPDATE", "SELECT NEW.event_id UNION SELECT OLD.event_id"),
    ("registration", "DELETE", "SELECT OLD.event_id"),
    ("attendance", "INSERT", _OF_MARK.format(row="NEW")),
    ("attendance", "UPDATE", _OF_MARK.format(row="NEW")),
    ("attendance", "DELETE", _OF_MARK.format(row="OLD")),
    (
        "person",
        "UPDATE OF sex, birth_date, birth_year, age_said, age_said_on",
        _OF_PERSON.format(row="NEW"),
    ),
    ("event", "UPDATE OF first_day", "SELECT NEW.id"),
    ("event", "DELETE", "SELECT OLD.id"),
)


def prepare(connection: Connection) -> None:
    """Make the table and its triggers where they are not there. For whoever owns the tables."""
    _table.create(connection, checkfirst=True)
    for number, (table, when, events) in enumerate(_WATCHED):
        for statement in _trigger(connection.dialect.name, number, table, when, events):
            connection.execute(text(statement))


def _trigger(dialect: str, number: int, table: str, when: str, events: str) -> Iterator[str]:
    name = f"forget_counts_{number}"
    forget = f"DELETE FROM {TABLE} WHERE event_id IN ({events})"  # noqa: S608 - our own names
    if dialect == "sqlite":
        yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {when} ON {table} BEGIN {forget}; END"
        return
    # The owner's right is needed: who changes a person may not see all of their events.
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path FROM CURRENT AS $$ BEGIN {forget}; RETURN NULL; END $$"
    )
    yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
    yield (f"CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


@event.listens_for(t.Base.metadata, "after_create")
def _made(_target: object, connection: Connection, **_kw: object) -> None:
    prepare(connection)


def may_use(connection: Connection) -> bool:
    """Whether this login may read and keep columns; on a server only who sees every event may."""
    if connection.dialect.name == "sqlite":
        return inspect(connection).has_table(TABLE)
    asked = text(
        "SELECT to_regclass(:name) IS NOT NULL"
        " AND has_table_privilege(to_regclass(:name), 'SELECT, INSERT')"
    )
    return bool(connection.scalar(asked, {"name": TABLE}))


def kept(connection: Connection, events: Collection[UUID]) -> dict[UUID, Packed]:
    """The columns kept of these events; {} for a login that may not."""
    if not events or not may_use(connection):
        return {}
    rows = connection.execute(select(_table.c.event_id, _table.c.packed))
    return {row.event_id: unpacked(row.packed) for row in rows if row.event_id in events}


def keep(connection: Connection, found: dict[UUID, Packed]) -> None:
    """Keep the columns of some events, instead of what was kept of them."""
    for part in parts(list(found)):
        connection.execute(delete(_table).where(_table.c.event_id.in_(part)))
        rows = [{"event_id": key, "packed": packed_bytes(found[key])} for key in part]
        connection.execute(insert(_table), rows)


def missing(connection: Connection) -> list[UUID]:
    """The events with registrations whose columns are not kept."""
    known = set(connection.scalars(select(_table.c.event_id)))
    registered = connection.scalars(select(t.Registration.event_id).distinct())
    return [key for key in registered if key not in known]


def parts(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Some at a time: as many as one transaction takes."""
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def packed_bytes(one: Packed) -> bytes:
    """The columns as one run of bytes: a line of JSON, then the columns one after the other."""
    head = json.dumps([len(one), one.seats, one.taken, [words for words, _c in one.values]])
    codes = b"".join(codes for _words, codes in one.values)
    return b"\n".join(
        (head.encode(), one.people + one.organisations + codes + one.ages + one.half_days)
    )


def unpacked(content: bytes) -> Packed:
    """The columns again."""
    head, _line, body = content.partition(b"\n")
    length, seats, taken, words = json.loads(head)
    at = 0

    def take(size: int) -> bytes:
        nonlocal at
        at += size
        return body[at - size : at]

    people, organisations = take(_KEY * length), take(_KEY * length)
    values = tuple((tuple(own), take(length)) for own in words)
    return Packed(people, organisations, values, take(length), take(length), seats, taken)
