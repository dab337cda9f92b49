"""One record in place of another: whatever named the one that goes names the one that stays."""

from __future__ import annotations

from uuid import UUID

from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.recording import logged_fields
from workshopdesk.store.tables import Record
from workshopdesk.store.units import UnitOfWork


def replace_by(work: UnitOfWork, kind: type[Record], gone: UUID, kept: UUID) -> None:
    """Have everything that names ``gone`` name ``kept``, then delete ``gone``.

    Where both were named side by side (two hosts of one event) one stays.
    """
    target = f"{kind.__tablename__}.id"
    for table in record_tables():
        for column in table.__table__.columns:
            if any(key.target_fullname == target for key in column.foreign_keys):
                for record in work.find(table, **{column.key: gone}):
                    _point(work, record, column.key, kept)
    work.flush()
    work.delete_alone(work.get(kind, gone))


def _point(work: UnitOfWork, record: Record, column: str, kept: UUID) -> None:
    """A record whose key is made of what it names is made anew."""
    if column not in record.natural_key:
        setattr(record, column, kept)
        return
    table = type(record)
    values = {name: getattr(record, name) for name in logged_fields(table).all} | {column: kept}
    work.delete_alone(record)
    work.flush()
    if not work.find(table, **{name: values[name] for name in table.natural_key}):
        work.add(table(**values))
