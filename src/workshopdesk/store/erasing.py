"""Blanking personal values in the log, so that its chain still checks.

Hides how: of a personal value its salted digest stays, which tells nothing; of an action that
names someone, the digest of its details. On a team's server the server's own functions do it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select, text, update

from workshopdesk.store import journal
from workshopdesk.store.tables.log import Action, Change, PersonalValues

_MANY = 500  # parameters of one IN list
_SHORTEST = 3
"""Letters: a shorter word is not looked for in what actions are called."""


def erase(connection: Connection, record_ids: Collection[UUID], words: Iterable[str]) -> None:
    """Blank all personal values of these records, and details of actions that hold a word."""
    on_team = connection.dialect.name == "postgresql" and bool(
        connection.scalar(text("SELECT to_regnamespace('team')"))
    )
    for some in _portions(record_ids):
        for row in _personal(connection, some):
            _blank_values(connection, row, on_team)
    sought = tuple({word for word in words if len(word) >= _SHORTEST})
    for row in connection.execute(
        select(Action.id, Action.salt, Action.details).where(Action.details.is_not(None))
    ).all():
        if any(_json_inside(word) in row.details for word in sought):
            _blank_details(connection, row, on_team)


def _json_inside(word: str) -> str:
    return journal.value_text(word)[1:-1]


def _portions(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while portion := list(islice(rest, _MANY)):
        yield portion


def _personal(connection: Connection, ids: list[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    p = PersonalValues
    return connection.execute(
        select(p.operation_id, p.salt, p.fields, p.kept)
        .join(Change, Change.operation_id == p.operation_id)
        .where(Change.record_id.in_(ids))
    ).all()


def _blank_values(connection: Connection, row: Row[*tuple[Any, ...]], on_team: bool) -> None:
    kept = journal.fields_text({f: json.dumps(d) for f, d in _digests(row).items()})
    if on_team:
        connection.execute(select(func.team.erase_personal(row.operation_id, "{}", kept)))
        return
    connection.execute(
        update(PersonalValues)
        .where(PersonalValues.operation_id == row.operation_id)
        .values(salt=None, fields="{}", kept=kept)
    )


def _digests(row: Row[*tuple[Any, ...]]) -> dict[str, tuple[str, str]]:
    texts = {f: journal.value_text(v) for f, v in json.loads(row.fields).items()}
    if row.salt is not None:
        salts = {f: journal.field_salt(row.salt, f) for f in texts}
        return {f: ("digest", journal.field_digest(salts[f], t).hex()) for f, t in texts.items()}
    return {
        f: ("digest", given)
        if what == "digest"
        else ("digest", journal.field_digest(bytes.fromhex(given), texts[f]).hex())
        for f, (what, given) in json.loads(row.kept).items()
    }


def _blank_details(connection: Connection, row: Row[*tuple[Any, ...]], on_team: bool) -> None:
    digest = journal.details_digest(row.salt or b"", row.details)
    if on_team:
        connection.execute(select(func.team.erase_details(row.id, digest)))
        return
    connection.execute(
        update(Action)
        .where(Action.id == row.id)
        .values(details=None, salt=None, erased_digest=digest)
    )
