"""Taking an action back, and doing it again: by writing the inverse change, never by erasing.

What is turned back is the newest turn of an action: doing it again is the inverse of having taken
it back, so that an action taken back in part is done again in just that part. A record is turned
back only where it still holds what was left in it; what others built upon it is said, or left
standing where the user wants the rest. Numbers of certificates are never free again: one issued is
revoked instead of deleted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Engine, select

from workshopdesk.domain.certificate import CertificateState
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import BuiltUpon, Did, FieldChange, RecordChange
from workshopdesk.i18n import _
from workshopdesk.store.logbook import FOR_GOOD, Saying
from workshopdesk.store.origin import Origin
from workshopdesk.store.readers import history
from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.tables import Certificate, CertificateSeries, Record
from workshopdesk.store.tables.log import Action, Change, PersonalValues
from workshopdesk.store.turning import (
    holds,
    holds_all,
    record_from,
    tables_by_name,
    turned,
    value_of,
)
from workshopdesk.store.units import UnitOfWork

_TOLD = 5
"""So many of those who built upon an action are named."""


def undo(engine: Engine, origin: Origin, action_id: UUID, *, partly: bool = False) -> UUID:
    """Take an action back; gives the new action's id.

    ``partly``: leave standing what was built upon. Raises BuiltUpon with who and what otherwise;
    UserError when it was taken back before or when values of it were erased.
    """
    return _turn(engine, origin, action_id, kind="undo", partly=partly)


def redo(engine: Engine, origin: Origin, action_id: UUID, *, partly: bool = False) -> UUID:
    """Do an action again that was taken back. As ``undo``."""
    return _turn(engine, origin, action_id, kind="redo", partly=partly)


def _turn(engine: Engine, origin: Origin, action_id: UUID, *, kind: str, partly: bool) -> UUID:
    with engine.connect() as connection:
        done = history.action(connection, action_id)
    if done.kind == FOR_GOOD:
        raise UserError(
            _("This cannot be taken back"), _("A report that was sent is kept. Send a new version.")
        )
    saying = Saying(done.message, done.details, kind=kind, undoes=action_id)
    with UnitOfWork(engine, origin, saying) as work:
        connection = work.connection
        newest = history.newest_turn(connection, action_id)
        if (newest is not None and newest.kind == "undo") is (kind == "undo"):
            raise UserError(_("This was taken back before") if kind == "undo" else _already())
        source = action_id if newest is None else newest.id
        _refuse_erased(connection, source)
        plan = _planned(work, history.changes(connection, source))
        by = _who(connection, plan.built_upon, source)
        if plan.built_upon and not (partly and plan.steps):
            raise _refusal(done, kind, by or [done], partly=bool(plan.steps))
        _apply(work, plan.steps)
        work.commit()
        if work.action_id is None:
            raise UserError(_("There is nothing to take back"))
        return work.action_id


def _already() -> str:
    return _("This stands already")


def _refusal(done: Did, kind: str, by: Sequence[Did], *, partly: bool) -> BuiltUpon:
    said = _("%(author)s has built upon it: %(action)s")
    lines = [said % {"author": one.author, "action": one.said(_)} for one in by]
    title = _("This cannot be taken back") if kind == "undo" else _("This cannot be done again")
    return BuiltUpon(title, done, kind, tuple(by), lines, partly=partly)


def _who(connection: Connection, records: Collection[UUID], source: UUID) -> list[Did]:
    """The newest action upon each of these records, each action once, but not ``source``."""
    found: dict[UUID, Did] = {}
    for record_id in records:
        for did in history.actions(connection, record_id=record_id, limit=1):
            if did.id != source:
                found.setdefault(did.id, did)
        if len(found) == _TOLD:
            break
    return list(found.values())


# What is to be done


@dataclass(slots=True)
class _Plan:
    steps: list[RecordChange] = field(default_factory=list)
    built_upon: dict[UUID, None] = field(default_factory=dict)  # records, in order


def _planned(work: UnitOfWork, changes: Sequence[RecordChange]) -> _Plan:
    plan = _Plan()
    tables = tables_by_name()
    now = _now(work, changes)
    for change in reversed(changes):
        record = now.get(change.record_id)
        back = _without_numbers(work, tables[change.kind], turned(change))
        if back is not None and not _is_turned(back, record):
            _add(plan, back, record)
    _keep_what_is_needed(work.connection, plan)
    _leave_what_lacks(work.connection, plan)
    return plan


def _now(work: UnitOfWork, changes: Sequence[RecordChange]) -> dict[UUID, Record]:
    tables = tables_by_name()
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for change in changes:
        wanted[change.kind].append(change.record_id)
    return {
        key: record
        for kind, ids in wanted.items()
        for key, record in work.those(tables[kind], ids).items()
    }


def _without_numbers(
    work: UnitOfWork, table: type[Record], back: RecordChange
) -> RecordChange | None:
    """Of a series nothing is turned back, and a certificate is revoked instead of deleted."""
    if table is CertificateSeries:
        return None
    if table is Certificate and back.operation == "D":
        state = {f.field: f.before for f in back.fields}["state"]
        revoked = (
            FieldChange("state", state, str(CertificateState.REVOKED)),
            FieldChange("reason", None, _("The issuing was taken back")),
            FieldChange("revoked_on", None, work.now().date().isoformat()),
        )
        return replace(back, operation="U", fields=revoked)
    return back


def _is_turned(back: RecordChange, record: Record | None) -> bool:
    """Whether nothing is left to do: somebody else has deleted it, or brought it back."""
    return back.operation == "D" and record is None


def _add(plan: _Plan, back: RecordChange, record: Record | None) -> None:
    if back.operation == "U":
        still = tuple(
            f for f in back.fields if record is not None and holds(record, f.field, f.before)
        )
        if len(still) < len(back.fields) or record is None:
            plan.built_upon[back.record_id] = None
        if still:
            plan.steps.append(replace(back, fields=still))
    elif (back.operation == "C") is (record is None) and (
        record is None or holds_all(record, back)
    ):
        plan.steps.append(back)
    else:
        plan.built_upon[back.record_id] = None


def _keep_what_is_needed(connection: Connection, plan: _Plan) -> None:
    """What is to go must not be named by a record that stays; what is kept may name others."""
    while True:
        gone: dict[str, set[UUID]] = defaultdict(set)
        for step in plan.steps:
            if step.operation == "D":
                gone[step.kind].add(step.record_id)
        kept: set[UUID] = set()
        for table, needing, needed in _needed(connection, gone):
            if needing not in gone[table] and not _is_released(plan, needing, needed):
                kept.add(needed)
                plan.built_upon[needing] = None
        if not kept:
            return
        plan.steps = [s for s in plan.steps if s.operation != "D" or s.record_id not in kept]


def _needed(connection: Connection, gone: dict[str, set[UUID]]) -> Iterator[tuple[str, UUID, UUID]]:
    """Table and key of each record that names one of these, and which."""
    for table in record_tables():
        for column in table.__table__.columns:
            for key in column.foreign_keys:
                kind, _dot, target = key.target_fullname.partition(".")
                for ids in _portions(sorted(gone.get(kind, ())) if target == "id" else []):
                    wanted = select(table.id, column).where(column.in_(ids))
                    for needing, needed in connection.execute(wanted):
                        yield table.__tablename__, needing, needed


def _is_released(plan: _Plan, needing: UUID, needed: UUID) -> bool:
    """Whether a step gives the record another reference in place of this one."""
    return any(
        step.record_id == needing and f.before == needed.hex
        for step in plan.steps
        if step.operation == "U"
        for f in step.fields
    )


def _leave_what_lacks(connection: Connection, plan: _Plan) -> None:
    """A record cannot come back, nor a field, while what it names is gone."""
    while True:
        made = {s.record_id for s in plan.steps if s.operation == "C"}
        missing = _missing(connection, plan.steps, made)
        if not missing:
            return
        plan.built_upon |= dict.fromkeys(sorted(missing))
        plan.steps = [s for s in plan.steps if missing.isdisjoint(key for _c, key in _named(s))]


def _missing(
    connection: Connection, steps: Sequence[RecordChange], made: Collection[UUID]
) -> set[UUID]:
    """What steps name that is not there and is not made by one of them."""
    named: dict[Column[Any], set[UUID]] = defaultdict(set)
    for step in steps:
        for column, key in _named(step):
            if key not in made:
                named[column].add(key)
    there: set[UUID] = set()
    for column, keys in named.items():
        for some in _portions(sorted(keys)):
            there.update(connection.scalars(select(column).where(column.in_(some))))
    return set().union(*named.values()) - there


def _named(step: RecordChange) -> Iterator[tuple[Column[Any], UUID]]:
    """The keys a step would have a record name, each with the column it must stand in."""
    if step.operation == "D":
        return
    table = tables_by_name()[step.kind]
    for change in step.fields:
        value = value_of(table, change.field, change.after)
        if isinstance(value, UUID):
            for key in table.__table__.c[change.field].foreign_keys:
                yield key.column, value


def _portions(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


# Doing it


def _apply(work: UnitOfWork, steps: Sequence[RecordChange]) -> None:
    """Deletions go first and creations last, so that no code exists twice on the way."""
    tables = tables_by_name()
    for wanted in ("D", "U", "C"):
        for step in steps:
            if step.operation == wanted:
                _apply_one(work, tables[step.kind], step)
        work.flush()


def _apply_one(work: UnitOfWork, table: type[Record], step: RecordChange) -> None:
    if step.operation == "C":
        work.add(record_from(table, step))
        return
    record = work.get(table, step.record_id)
    if step.operation == "D":
        work.delete_alone(record)
        return
    for change in step.fields:
        setattr(record, change.field, value_of(table, change.field, change.after))


def _refuse_erased(connection: Connection, action_id: UUID) -> None:
    erasures = connection.scalars(
        select(PersonalValues.kept)
        .join(Change, Change.operation_id == PersonalValues.operation_id)
        .join(Action, Action.number == Change.action)
        .where(Action.id == action_id, PersonalValues.kept.is_not(None))
    )
    if any(
        what == "digest" for kept in erasures for what, _given in json.loads(kept or "{}").values()
    ):
        raise UserError(
            _("This cannot be taken back"), _("Personal data in it was erased for good.")
        )
