"""Finding damage: in the file, between tables, in the log's chain, and between log and tables.

Hides how each is found out; every fault is a Problem, none is mended here. A log whose newest
entries were cut off together with the head kept beside it looks whole from the inside: that
shows only against a hash kept elsewhere (in a backup or on paper).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, text
from sqlalchemy.exc import DatabaseError

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.i18n import _
from workshopdesk.store import anchors, journal, search
from workshopdesk.store.rebuilding import differences
from workshopdesk.store.tables import SentReport
from workshopdesk.store.tables.log import Action, Change, Device, PersonalValues

NO_HASH = b""
"""What the first entry of a device builds upon."""


def check(connection: Connection) -> list[Problem]:
    """Everything that can be wrong with a database; an empty list when nothing is."""
    faults: list[Problem] = []
    if connection.dialect.name == "sqlite":
        faults = of_file(connection)
        if any(fault.code == "file_damaged" for fault in faults):
            return faults
        faults.extend(_stale_search(connection))
    faults.extend(verify_log(connection))
    faults.extend(_reports_ahead(connection))
    # A log that is itself in doubt cannot say what the tables should hold.
    return faults or list(differences(connection))


def of_file(connection: Connection) -> list[Problem]:
    """What is wrong with a SQLite file itself: its pages, then references between its rows."""
    return _file_faults(connection) or list(_broken_references(connection))


def _file_faults(connection: Connection) -> list[Problem]:
    try:
        said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    except DatabaseError as error:
        said = [str(error.orig)]
    return [
        _fault("file_damaged", _("The file is damaged: %s") % line) for line in said if line != "ok"
    ]


def _broken_references(connection: Connection) -> Iterator[Problem]:
    for table, row, target, _number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        message = _("A row of %(table)s refers to a row of %(target)s that is not there")
        yield _fault(
            "reference_broken", message % {"table": table, "target": target}, f"{table} {row}"
        )


def _stale_search(connection: Connection) -> Iterator[Problem]:
    if not search.is_in_step(connection):
        message = _("The search index does not hold everyone: people may not be found")
        yield _fault("search_stale", message)


def refuse_partial_sight(connection: Connection) -> None:
    """Raise UserError for a login of a team's server that sees only some rows: it cannot judge."""
    if connection.dialect.name != "postgresql":
        return
    if connection.scalar(text("SELECT to_regnamespace('team')")) is None:
        return
    if not connection.scalar(text("SELECT team.is_administrator()")):
        raise UserError(
            _("Only an administrator can do this"),
            _("Your login sees a part of the server's data only, so faults could not be told."),
        )


def verify_log(connection: Connection) -> list[Problem]:
    """Walk every device's chain: entries altered, missing or cut off are named."""
    refuse_partial_sight(connection)
    actions = _action_digests(connection)
    devices = connection.execute(
        select(Device.number, Device.id, Device.last_sequence, Device.last_hash)
    ).all()
    return [problem for device in devices for problem in _walk(connection, device, actions)]


def _action_digests(connection: Connection) -> dict[int, bytes]:
    a = Action
    rows = connection.execute(
        select(
            a.number, a.id, a.kind, a.author, a.at, a.message, a.details, a.salt,
            a.erased_digest, a.undoes,
        )
    )  # fmt: skip
    return {
        row.number: journal.action_digest(
            id=row.id,
            kind=row.kind,
            author=row.author,
            at=row.at,
            message=row.message,
            details=row.erased_digest or journal.details_digest(row.salt or b"", row.details or ""),
            undoes=row.undoes,
        )
        for row in rows
    }


def _walk(
    connection: Connection, device: Row[*tuple[Any, ...]], actions: dict[int, bytes]
) -> Iterator[Problem]:
    expected, previous = 1, NO_HASH
    rows = connection.execute(
        select(Change.__table__, PersonalValues.salt, PersonalValues.fields.label("personal"),
               PersonalValues.kept)
        .outerjoin(PersonalValues, PersonalValues.operation_id == Change.operation_id)
        .where(Change.device == device.number)
        .order_by(Change.sequence)
    )  # fmt: skip
    for row in rows:
        if row.sequence != expected:
            yield _fault(
                "log_gap",
                _("Entries %(first)d to %(last)d of the log are missing")
                % {"first": expected, "last": row.sequence - 1},
                str(device.id),
            )
        elif row.previous_hash != previous:
            yield _altered(row.sequence - 1, device.id)
        if not _is_whole(row, device.id, actions.get(row.action, b"")):
            yield _altered(row.sequence, device.id)
        expected, previous = row.sequence + 1, row.hash
    if (expected - 1, previous) != (device.last_sequence, device.last_hash):
        yield _fault("log_cut", _("The end of the log is missing"), str(device.id))


def _reports_ahead(connection: Connection) -> Iterator[Problem]:
    """Reports that were sent name the newest entry of their time: it must still be there."""
    rows = connection.execute(select(SentReport.id, SentReport.title, SentReport.anchor))
    for key, title, anchor in rows:
        if not anchors.is_held(connection, anchor):
            message = _("The log lacks entries that the report %s has seen") % title
            yield _fault("log_cut", message, f"sent_report {key}")


def _altered(sequence: int, device: UUID) -> Problem:
    message = _("Entry %(number)d of the log was altered") % {"number": sequence}
    return _fault("log_altered", message, str(device))


def _is_whole(row: Row[*tuple[Any, ...]], device: UUID, action: bytes) -> bool:
    try:
        return bool(_hash_of(row, device, action) == row.hash)
    except (ValueError, KeyError, TypeError, AttributeError):  # it is not even an entry any more
        return False


def _hash_of(row: Row[*tuple[Any, ...]], device: UUID, action: bytes) -> bytes:
    head = journal.EntryHead(
        operation_id=row.operation_id,
        device=device,
        sequence=row.sequence,
        clock=row.clock,
        action=action,
        kind=row.kind,
        record_id=row.record_id,
        operation=row.operation,
        version=row.version,
        schema_version=row.schema_version,
        parents=row.parents,
    )
    return journal.entry_hash(row.previous_hash, head, row.fields, _digests_of(row))


def _digests_of(row: Row[*tuple[Any, ...]]) -> bytes:
    if row.personal is None:
        return b""
    texts = {field: journal.value_text(value) for field, value in json.loads(row.personal).items()}
    if row.salt is not None:
        return journal.personal_digests(row.salt, texts)
    return journal.kept_digests(json.loads(row.kept), texts)


def _fault(code: str, message: str, record: str = "") -> Problem:
    return Problem(Severity.ERROR, code, message, record=record)
