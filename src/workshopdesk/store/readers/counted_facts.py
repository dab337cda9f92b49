"""Reading what is to be counted, event by event, into columns.

Hides how few objects are alive at a time: a million participations do not fit as objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, exists, select

from workshopdesk.domain.counting import Participation, Scope
from workshopdesk.store import tables as t
from workshopdesk.store.columns import Packed, pack
from workshopdesk.store.counting import Facts
from workshopdesk.store.readers import counted
from workshopdesk.store.readers.counted import CountedEvent

_AT_ONCE = 200


def read(connection: Connection, scope: Scope) -> Facts:
    """The facts of a scope's events (its event and its period alone are looked at)."""
    only = None if scope.event is None else [scope.event]
    known = counted.counted_events(connection, only)
    events = {key: event for key, event in known.items() if _inside(event, scope)}
    packed = dict(_packed(connection, events))
    heads = [one for one in counted.heads(connection, known, only) if one.event_id in events]
    return Facts(
        events.values(),
        packed.__getitem__,
        heads,
        _types(connection),
        counted.sensitive(connection),
    )


def _inside(event: CountedEvent, scope: Scope) -> bool:
    return (scope.first_day is None or event.first_day >= scope.first_day) and (
        scope.last_day is None or event.first_day <= scope.last_day
    )


def _packed(
    connection: Connection, events: dict[UUID, CountedEvent]
) -> Iterator[tuple[UUID, Packed]]:
    keys = list(events)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        found: dict[UUID, list[Participation]] = {key: [] for key in some}
        for one in counted.participations(connection, events, some):
            found[one.event_id].append(one)
        taken = _taken(connection, some)
        yield from ((key, pack(own, taken=key in taken)) for key, own in found.items())


def _taken(connection: Connection, only: list[UUID]) -> frozenset[UUID]:
    """The events whose attendance was taken, whatever the marks."""
    r = t.Registration
    marked = exists().where(t.Attendance.registration_id == r.id)
    return frozenset(
        connection.scalars(select(r.event_id).where(r.event_id.in_(only), marked).distinct())
    )


def _types(connection: Connection) -> dict[bytes, str]:
    o = t.Organisation
    rows = connection.execute(select(o.id, o.type).where(o.type.is_not(None)))
    return {row.id.bytes: row.type for row in rows}
