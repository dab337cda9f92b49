"""Where the log stood, in a line short enough for paper: what a report carries of it.

Hides the form of that line: for each device that wrote, the end of its key, the number of its
newest entry and the beginning of that entry's hash. A log whose end was cut off, or written anew,
no longer holds what an older line names.
"""

from __future__ import annotations

from sqlalchemy import Connection, and_, not_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from workshopdesk.store.tables.log import Change, Device

_KEY, _HASH = 8, 16
"""So many hexadecimal digits tell a device, and an entry, well enough."""


def anchor(connection: Connection, most: int | None = None) -> str:
    """Where the log stands now, as "KEY-NUMBER-HASH" for each device; "" while it is empty.

    ``most``: of so many devices at most, those that wrote most.
    """
    wrote = Device.last_sequence
    rows = connection.execute(
        select(Device.id, wrote, Device.last_hash)
        .where(wrote > 0)
        .order_by(Device.id if most is None else wrote.desc(), Device.id)
        .limit(most)
    )
    return " ".join(f"{i.hex[-_KEY:]}-{n}-{h.hex()[:_HASH]}" for i, n, h in rows)


def after(connection: Connection, said: str) -> ColumnElement[bool]:
    """The condition that an entry (``Change``) was written after the log stood there."""
    keys = {k.hex[-_KEY:]: n for k, n in connection.execute(select(Device.id, Device.number))}
    known = []
    for part in said.split():
        device, number = part.split("-")[:2]
        if device in keys:
            known.append(and_(Change.device == keys[device], Change.sequence <= int(number)))
    return not_(or_(*known)) if known else Change.sequence > 0


def is_held(connection: Connection, said: str) -> bool:
    """Whether the log still holds every entry that an anchor names."""
    devices = connection.execute(select(Device.id, Device.number))
    keys = {key.hex[-_KEY:]: number for key, number in devices}
    for part in said.split():
        device, _dash, rest = part.partition("-")
        number, _dash, digits = rest.partition("-")
        if device not in keys or not number.isdigit():
            return False
        wanted = select(Change.hash).where(
            Change.device == keys[device], Change.sequence == int(number)
        )
        stored = connection.scalar(wanted)
        if stored is None or not digits or not stored.hex().startswith(digits):
            return False
    return True
