"""Noticing what a unit of work changes, so that the log can say it.

Hides SQLAlchemy's attribute history, read before each flush. A record changed several times in
one unit of work becomes one entry; a creation is one entry with all its fields that are not
empty (None or "").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from workshopdesk.store import journal, subjects
from workshopdesk.store.stance import Clash, Place
from workshopdesk.store.tables.base import Record


class LoggedFields(NamedTuple):
    """The fields of a table the log speaks of, in the order entries list them."""

    public: tuple[str, ...]
    personal: tuple[str, ...]
    optional: frozenset[str]

    @property
    def all(self) -> tuple[str, ...]:
        """Public and personal ones."""
        return self.public + self.personal


@cache
def logged_fields(table: type[Record]) -> LoggedFields:
    """All columns but key, version and what is derived from others."""
    columns = [
        c
        for c in inspect(table).columns
        if c.key not in ("id", "version") and not c.info.get("derived")
    ]
    return LoggedFields(
        tuple(c.key for c in columns if not c.info.get("personal")),
        tuple(c.key for c in columns if c.info.get("personal")),
        frozenset(c.key for c in columns if c.nullable),
    )


class Changed(NamedTuple):
    """One record as the log will tell it. ``operation`` is C, U or D; values are JSON texts.

    ``names``: the records it leads by to an event or a person, before and after.
    """

    kind: str
    record_id: UUID
    version: int
    operation: str
    public: str
    personal: dict[str, str]
    names: frozenset[subjects.Named]


@dataclass(slots=True)
class _Touched:
    record: Record
    created: bool
    version: int = 0
    deleted: bool = False
    before: dict[str, object] = field(default_factory=dict)


def _in_order(records: Iterable[object]) -> list[Record]:
    """SQLAlchemy keeps these in sets; the log tells the same action the same way every time."""
    ours = [record for record in records if isinstance(record, Record)]
    return sorted(ours, key=lambda record: (record.__tablename__, record.id))


class Recorder:
    """Notices what one session changes."""

    def __init__(self) -> None:
        self._touched: dict[tuple[str, UUID], _Touched] = {}

    def notice(self, session: Session) -> None:
        """Take down what the coming flush will do. To be called before every flush."""
        for record in _in_order(session.deleted):
            self._deleted(record)
        for record in _in_order(session.dirty):
            if session.is_modified(record):
                record.derive()
                self._changed(record)
        for record in session.new:
            if isinstance(record, Record):
                record.derive()
                self._created(record)

    def changes(self) -> list[Changed]:
        """Everything noticed, in the order it was first touched. To be called after a flush."""
        return [c for t in self._touched.values() if (c := _told(t)) is not None]

    def clashes(self) -> tuple[Clash, ...]:
        """What would be written over what is stored, field by field. After a flush."""
        return tuple(
            clash
            for (kind, key), t in self._touched.items()
            if not t.created
            for clash in _clashes(kind, key, t)
        )

    def leave(self, places: Collection[Place]) -> None:
        """Give fields their stored values back. After a flush, and before another."""
        for (kind, key), t in self._touched.items():
            for name, was in t.before.items():
                if (kind, key, name) in places:
                    setattr(t.record, name, was)

    def stored(self) -> list[tuple[type[Record], UUID, int]]:
        """Table, key and version before of the records touched that were there already."""
        return [
            (type(t.record), key[1], t.version) for key, t in self._touched.items() if not t.created
        ]

    def _created(self, record: Record) -> None:
        key = (record.__tablename__, record.id)
        gone = self._touched.get(key)
        if gone is None or gone.created:
            self._touched[key] = _Touched(record, created=True)
        else:  # deleted, and made again under the same natural key
            self._touched[key] = _Touched(record, False, gone.version, before=gone.before)

    def _changed(self, record: Record) -> _Touched:
        key = (record.__tablename__, record.id)
        touched = self._touched.get(key)
        if touched is None:
            touched = _Touched(record, created=False, version=record.version)
            self._touched[key] = touched
        if not touched.created:
            attributes = inspect(record).attrs
            for name in logged_fields(type(record)).all:
                was = attributes[name].history.deleted
                if was:
                    touched.before.setdefault(name, was[0])
        return touched

    def _deleted(self, record: Record) -> None:
        touched = self._changed(record)
        touched.deleted = True
        for name in logged_fields(type(record)).all:
            touched.before.setdefault(name, getattr(record, name))


def _clashes(kind: str, key: UUID, touched: _Touched) -> Iterator[Clash]:
    if touched.deleted:
        yield Clash(kind, key, "", None, None)
        return
    for name, was in touched.before.items():
        now = getattr(touched.record, name)
        if now != was:
            yield Clash(kind, key, name, mine=now, theirs=was)


def _told(touched: _Touched) -> Changed | None:
    record = touched.record
    if touched.created:
        return None if touched.deleted else _with_values(record, "C", record.__dict__, {})
    if touched.deleted:
        return _with_values(record, "D", touched.before, touched.before)
    now = {n: getattr(record, n) for n in touched.before}
    changed = {n: [was, now[n]] for n, was in touched.before.items() if was != now[n]}
    saved = changed or record.version != touched.version
    return _with_values(record, "U", changed, touched.before) if saved else None


def _names(record: Record, before: Mapping[str, object]) -> frozenset[subjects.Named]:
    ways = subjects.ways(type(record))
    return frozenset(
        (target, value)
        for column, target in ways
        for value in (getattr(record, column), before.get(column))
        if isinstance(value, UUID)
    )


def _with_values(
    record: Record, operation: str, values: Mapping[str, object], before: Mapping[str, object]
) -> Changed:
    fields = logged_fields(type(record))
    return Changed(
        record.__tablename__,
        record.id,
        record.version,
        operation,
        journal.fields_text(field_texts(fields.public, values, fields.optional)),
        field_texts(fields.personal, values, fields.optional),
        _names(record, before),
    )


def field_texts(
    names: tuple[str, ...], values: Mapping[str, object], optional: frozenset[str]
) -> dict[str, str]:
    """Unknown values, and "" where a field cannot be unknown, are left out of an entry."""
    return {
        name: journal.value_text(value)
        for name in names
        if (value := values.get(name)) is not None and (value != "" or name in optional)
    }
