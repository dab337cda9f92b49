"""Log entries turned into records and back: what taking back, doing again and unmerging share.

Hides how the log writes values: as JSON, with what is empty left out.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import inspect

from workshopdesk.domain.history import RecordChange
from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.recording import logged_fields
from workshopdesk.store.tables import Record
from workshopdesk.store.tables.base import Key

_TURNED = {"C": "D", "D": "C", "U": "U"}


def turned(change: RecordChange) -> RecordChange:
    """The change that takes this one back."""
    return RecordChange(
        operation_id=change.operation_id,
        action_id=change.action_id,
        kind=change.kind,
        record_id=change.record_id,
        operation=_TURNED[change.operation],
        version=change.version,
        fields=tuple(f.turned() for f in change.fields),
    )


def record_from(table: type[Record], change: RecordChange) -> Record:
    """The record a creation tells of, under the same key."""
    values: dict[str, object] = {name: _empty(table, name) for name in logged_fields(table).all}
    values |= {f.field: value_of(table, f.field, f.after) for f in change.fields}
    return table(id=change.record_id, **values)


def holds(record: Record, field: str, told: Any) -> bool:
    """Whether a record's field holds what the log tells of it."""
    return bool(getattr(record, field) == value_of(type(record), field, told))


def holds_all(record: Record, change: RecordChange) -> bool:
    """Whether a record is as a deletion says it was: nothing else was filled in since."""
    table = type(record)
    said = {f.field: value_of(table, f.field, f.before) for f in change.fields}
    fields = logged_fields(table).all
    return all(getattr(record, n) == said.get(n, _empty(table, n)) for n in fields)


def _empty(table: type[Record], field: str) -> str | None:
    return None if field in logged_fields(table).optional else ""


def told_value(kind: str, field: str, told: Any) -> object:
    """As ``value_of``, for a table by its name; what an older version told is given as it is."""
    table = tables_by_name().get(kind)
    if told is None or table is None or field not in inspect(table).columns:
        return told
    return value_of(table, field, told)


def referred(kind: str, field: str) -> tuple[str, str]:
    """The table and column a field refers to, by their names; two "" where it refers to none."""
    table = tables_by_name().get(kind)
    column = None if table is None else table.__table__.c.get(field)
    for key in () if column is None else column.foreign_keys:
        target, _dot, name = key.target_fullname.partition(".")
        return target, name
    return "", ""


@cache
def tables_by_name() -> dict[str, type[Record]]:
    """Every table whose rows are logged."""
    return {table.__tablename__: table for table in record_tables()}


def value_of(table: type[Record], field: str, told: Any) -> object:
    """What the log tells of a field, as the column's own type."""
    if told is None:
        return _empty(table, field)
    column = inspect(table).columns[field]
    if isinstance(column.type, Key):
        return UUID(hex=told)
    kind = column.type.python_type
    if issubclass(kind, date | datetime | time):
        return kind.fromisoformat(told)
    return Decimal(told) if issubclass(kind, Decimal) else told
