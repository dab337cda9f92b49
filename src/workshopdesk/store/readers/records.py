"""Reading any record by table and key, deleted ones too: so that the history can name them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.store.tables.base import Base, Record
from workshopdesk.store.tables.log import Change, PersonalValues
from workshopdesk.store.turning import told_value

_MANY = 500  # parameters of one IN list


def values(connection: Connection, kind: str, ids: Iterable[UUID]) -> dict[UUID, dict[str, object]]:
    """What records of a table (by its name) hold; of deleted ones, what they held last.

    A key that was never one of this table is left out.
    """
    tables = {m.class_.__tablename__: m.class_ for m in Base.registry.mappers}
    table = tables[kind]
    if not issubclass(table, Record):
        raise LookupError(kind)
    found: dict[UUID, dict[str, object]] = {}
    for some in _portions(ids):
        rows = connection.execute(select(table.__table__).where(table.id.in_(some))).mappings()
        found.update((row["id"], dict(row)) for row in rows)
        found.update(_last(connection, kind, [key for key in some if key not in found]))
    return found


def _last(
    connection: Connection, kind: str, gone: list[UUID]
) -> Iterator[tuple[UUID, dict[str, object]]]:
    rows = connection.execute(
        select(Change.record_id, Change.fields, PersonalValues.fields)
        .outerjoin(PersonalValues, PersonalValues.operation_id == Change.operation_id)
        .where(Change.record_id.in_(gone), Change.kind == kind, Change.operation == "D")
        .order_by(Change.number)
    )
    for key, public, personal in rows:
        told = json.loads(public) | json.loads(personal or "{}")
        yield key, {field: told_value(kind, field, value) for field, value in told.items()}


def _portions(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while portion := list(islice(rest, _MANY)):
        yield portion
