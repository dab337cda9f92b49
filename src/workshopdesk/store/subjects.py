"""Which events and people an action is about, so that their history is one quick query.

Hides the ways from a record to the event and the people it belongs to (a mark to its registration
to its event and person), before and after the change. ``action_subject`` follows from the log:
what it holds can be told from the entries again (``rebuild``), for a database that lacks it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, islice
from uuid import UUID

from sqlalchemy import Connection, insert, select

from workshopdesk.store.tables.base import Base, Record
from workshopdesk.store.tables.log import ActionSubject, Change

SUBJECTS = frozenset(("event", "person"))
_MANY = 500  # parameters of one IN list

Named = tuple[str, UUID]
"""A record by its table and key."""
Parents = Callable[[str, Sequence[UUID]], Mapping[UUID, Iterable[Named]]]


@cache
def _tables() -> dict[str, type[Record]]:
    mapped = [m.class_ for m in Base.registry.mappers if issubclass(m.class_, Record)]
    return {table.__tablename__: table for table in mapped}


def _references(table: type[Record]) -> Iterator[tuple[str, str, bool]]:
    """Column, table referred to, and whether every row has such a reference."""
    for column in table.__table__.columns:
        for key in column.foreign_keys:
            target, _dot, name = key.target_fullname.partition(".")
            if name == "id":
                yield column.key, target, not column.nullable


@cache
def _leading() -> frozenset[str]:
    """Tables whose every row belongs to an event or a person, by one step or several."""
    found = set(SUBJECTS)
    while True:
        more = {
            name
            for name, table in _tables().items()
            if any(always and target in found for _c, target, always in _references(table))
        }
        if more <= found:
            return frozenset(found)
        found |= more


@cache
def ways(table: type[Record]) -> tuple[tuple[str, str], ...]:
    """The columns of a table that lead to an event or a person, each with the table it names."""
    leading = _leading()
    return tuple((column, target) for column, target, _a in _references(table) if target in leading)


def write(connection: Connection, action: int, changed: Mapping[Named, frozenset[Named]]) -> None:
    """Put down what an action (by its number) is about: its records, with what they name."""
    rows = [
        {"subject_id": subject, "action": action}
        for subject in sorted(_found(changed, lambda kind, ids: _stored(connection, kind, ids)))
    ]
    if rows:
        connection.execute(insert(ActionSubject), rows)


def _found(changed: Mapping[Named, frozenset[Named]], parents: Parents) -> set[UUID]:
    subjects: set[UUID] = set()
    seen: set[Named] = set()
    wanted = set(changed)
    while wanted:
        seen |= wanted
        subjects |= {key for kind, key in wanted if kind in SUBJECTS}
        named = {n for one in wanted for n in changed.get(one, ())}
        named |= _parents_of(wanted - changed.keys(), parents)
        wanted = named - seen
    return subjects


def _parents_of(unchanged: set[Named], parents: Parents) -> set[Named]:
    """What records name that this action did not touch. An event or a person is an end."""
    asked = sorted(one for one in unchanged if one[0] not in SUBJECTS)
    return {
        parent
        for kind, ones in groupby(asked, key=lambda one: one[0])
        for named in parents(kind, [key for _kind, key in ones]).values()
        for parent in named
    }


def _stored(
    connection: Connection, kind: str, ids: Sequence[UUID]
) -> Mapping[UUID, Iterable[Named]]:
    table = _tables()[kind]
    columns = ways(table)
    found: dict[UUID, list[Named]] = {}
    for start in range(0, len(ids), _MANY):
        some = ids[start : start + _MANY]
        of_table = table.__table__.c
        rows = connection.execute(
            select(table.id, *(of_table[c] for c, _target in columns)).where(table.id.in_(some))
        )
        for key, *values in rows:
            named = zip(columns, values, strict=True)
            found[key] = [(target, v) for (_c, target), v in named if v is not None]
    return found


def is_in_step(connection: Connection) -> bool:
    """Whether the log's events and people have their actions put down at all."""
    if connection.scalar(select(ActionSubject.action).limit(1)) is not None:
        return True
    spoken_of = select(Change.number).where(Change.kind.in_(SUBJECTS)).limit(1)
    return connection.scalar(spoken_of) is None


def rebuild(connection: Connection) -> None:
    """Tell everything anew from the log, for a database that had no such table."""
    rows = ({"subject_id": s, "action": n} for n, found in told(connection) for s in sorted(found))
    while portion := list(islice(rows, 10_000)):
        connection.execute(insert(ActionSubject), portion)


def told(connection: Connection) -> Iterator[tuple[int, set[UUID]]]:
    """Every action's number and what it was about, as the log tells it."""
    now: dict[Named, frozenset[Named]] = {}

    def parents(kind: str, ids: Sequence[UUID]) -> Mapping[UUID, Iterable[Named]]:
        return {key: now.get((kind, key), ()) for key in ids}

    wanted = select(
        Change.action, Change.kind, Change.record_id, Change.operation, Change.fields
    ).order_by(Change.number)
    entries = connection.execute(wanted, execution_options={"yield_per": 1000})
    for number, rows in groupby(entries, key=lambda row: int(row.action)):
        changed: dict[Named, frozenset[Named]] = {}
        for _number, kind, key, operation, fields in rows:
            one = (kind, key)
            before = now.pop(one, frozenset())
            after = frozenset() if operation == "D" else _after(kind, operation, fields, before)
            changed[one] = before | after
            if after and kind not in SUBJECTS:
                now[one] = after
        yield number, _found(changed, parents)


def _after(kind: str, operation: str, fields: str, before: frozenset[Named]) -> frozenset[Named]:
    table = _tables().get(kind)
    if table is None:
        return frozenset()
    said = json.loads(fields)
    after = set(before)
    for column, target in ways(table):
        if column not in said:
            continue
        was, now = (None, said[column]) if operation == "C" else said[column]
        after -= {(target, UUID(hex=was))} if was else set()
        after |= {(target, UUID(hex=now))} if now else set()
    return frozenset(after)
