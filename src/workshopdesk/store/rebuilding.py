"""The state of every record as the log tells it, and where the tables say otherwise.

Hides how entries add up. Values are compared as the log writes them (canonical JSON), so both
engines and all types compare alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.i18n import _
from workshopdesk.store import journal
from workshopdesk.store.recording import field_texts, logged_fields
from workshopdesk.store.tables import Base, Record
from workshopdesk.store.tables.log import Change, PersonalValues

ERASED = "erased"
"""Stands for a personal value that was erased from the log: it fits any value."""


class State(NamedTuple):
    """A record: its version, and its fields that are not empty as JSON texts."""

    version: int
    fields: dict[str, str]


def record_tables() -> list[type[Record]]:
    """Every table whose rows are logged, by name."""
    found = [m.class_ for m in Base.registry.mappers if issubclass(m.class_, Record)]
    return sorted(found, key=lambda table: table.__tablename__)


def states(connection: Connection, kind: str) -> dict[UUID, State]:
    """Every living record of a table (``kind``) as the log tells it."""
    found: dict[UUID, State] = {}
    rows = connection.execute(
        select(
            Change.record_id,
            Change.operation,
            Change.version,
            Change.fields,
            PersonalValues.fields,
            PersonalValues.kept,
        )
        .outerjoin(PersonalValues, PersonalValues.operation_id == Change.operation_id)
        .where(Change.kind == kind)
        .order_by(Change.number)
    )
    for record_id, operation, version, public, personal, kept in rows:
        values = json.loads(public) | json.loads(personal or "{}")
        gone = [f for f, (what, _given) in json.loads(kept or "{}").items() if what == "digest"]
        if operation == "D":
            found.pop(record_id, None)
        elif operation == "C":
            texts = {f: journal.value_text(v) for f, v in values.items()}
            found[record_id] = State(version, texts | dict.fromkeys(gone, ERASED))
        else:
            fields = found[record_id].fields
            _update(fields, values)
            fields.update(dict.fromkeys(gone, ERASED))
            found[record_id] = State(version, fields)
    return found


def _update(fields: dict[str, str], changed: Mapping[str, list[object]]) -> None:
    for field, (_before, after) in changed.items():
        fields[field] = journal.value_text(after)


def stored(connection: Connection, table: type[Record]) -> dict[UUID, State]:
    """Every record of a table as it is stored."""
    fields = logged_fields(table)
    rows = connection.execute(select(table.__table__)).mappings()
    return {
        row["id"]: State(row["version"], field_texts(fields.all, dict(row), fields.optional))
        for row in rows
    }


def differences(connection: Connection) -> Iterator[Problem]:
    """Records that are not what the log says of them: something wrote around it."""
    for table in record_tables():
        told = states(connection, table.__tablename__)
        kept = stored(connection, table)
        for record_id in sorted(told.keys() | kept.keys()):
            if not _same(told.get(record_id), kept.get(record_id), table):
                yield Problem(
                    Severity.ERROR,
                    "log_disagrees",
                    _("A row of %(table)s is not what the log says")
                    % {"table": table.__tablename__},
                    record=f"{table.__tablename__} {record_id}",
                )


def _same(told: State | None, kept: State | None, table: type[Record]) -> bool:
    if told is None or kept is None:
        return told is kept
    optional = logged_fields(table).optional
    said = {f: v for f, v in told.fields.items() if v != "null" and (v != '""' or f in optional)}
    erased = {f for f, v in said.items() if v == ERASED}
    return told.version == kept.version and all(
        said.get(f) == kept.fields.get(f) for f in (said.keys() | kept.fields.keys()) - erased
    )
