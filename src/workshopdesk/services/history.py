"""Looking back: what people did, and what each action changed, with the records named by it.

Hides how keys become records that can be named: those that are there, and those deleted since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from workshopdesk.domain.history import Did, RecordChange, Sought
from workshopdesk.store import Reader
from workshopdesk.store.turning import referred, told_value

PAGE = 100
"""So many actions are read at a time."""
MOST = 200
"""So many records of one action are told, if it has more."""

OWNERS = {
    "registration": "person_id", "attendance": "registration_id",
    "certificate": "registration_id", "certificate_exception": "registration_id",
    "certificate_printing": "certificate_id", "consent": "person_id",
    "event_chair": "person_id", "event_organisation": "organisation_id",
    "event_programme": "programme_id", "finding": "group_id", "group_member": "registration_id",
    "group_wish": "registration_id", "indicator_target": "indicator_id",
    "not_same_person": "person_id", "payment_line": "registration_id", "payment_list": "event_id",
    "person_contact": "person_id", "person_identifier": "person_id",
    "person_left_behind_group": "person_id", "person_sensitive": "person_id",
    "programme_funder": "funder_id", "sent_report_file": "attachment_id",
    "session_part": "registration_id", "work_group": "session_id",
}  # fmt: skip
"""Records that have no name of their own, or a short one: the column of what they are named by."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record as it can be named: its table, what it holds, and what it is named by."""

    kind: str
    values: Mapping[str, object]
    owner: Named | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field before and after; references are records to be named, None where nothing stood."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened to one record: ``operation`` is C(reated), U(pdated) or D(eleted)."""

    record_id: UUID
    record: Named
    operation: str
    fields: tuple[Field, ...]


def history(
    reader: Reader,
    *,
    event: UUID | None = None,
    person: UUID | None = None,
    record: UUID | None = None,
    author: str = "",
    device: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = PAGE,
    before: UUID | None = None,
) -> tuple[Did, ...]:
    """The newest actions that fit all of these (see ``Sought``); ``before``: for the next page."""
    wanted = Sought(event, person, record, author, device, since, until)
    return reader.did(wanted, limit=limit, before=before)


def changes(reader: Reader, action_id: UUID, limit: int = MOST) -> tuple[Changed, ...]:
    """What an action did to each record (the first ``limit``), with everything it names."""
    told = reader.changes(action_id, limit)
    names = _Names(reader, told)
    return tuple(
        Changed(
            change.record_id,
            names.record(change.kind, change.record_id),
            change.operation,
            tuple(
                Field(
                    field.field,
                    names.value(change.kind, field.field, field.before),
                    names.value(change.kind, field.field, field.after),
                )
                for field in change.fields
            ),
        )
        for change in told
    )


class _Names:
    """The records some changes speak of, read in a few queries."""

    def __init__(self, reader: Reader, changes: Sequence[RecordChange]) -> None:
        self._reader = reader
        self._known: dict[tuple[str, UUID], dict[str, object]] = {}
        self._codes = _codes(reader)
        self._read((c.kind, c.record_id) for c in changes)
        self._read(
            (referred(c.kind, f.field)[0], key)
            for c in changes
            for f in c.fields
            for key in (told_value(c.kind, f.field, v) for v in (f.before, f.after))
            if isinstance(key, UUID)
        )
        for _step in range(3):  # a certificate is named by a registration, that by a person
            self._read(self._owners())

    def _read(self, wanted: Iterable[tuple[str, UUID]]) -> None:
        by_kind: dict[str, set[UUID]] = defaultdict(set)
        for kind, key in wanted:
            if kind and (kind, key) not in self._known:
                by_kind[kind].add(key)
        for kind, keys in by_kind.items():
            found = self._reader.values(kind, sorted(keys))
            for key in keys:
                self._known[kind, key] = found.get(key, {})

    def _owners(self) -> list[tuple[str, UUID]]:
        return [
            (referred(kind, column)[0], key)
            for (kind, _key), values in self._known.items()
            if (column := OWNERS.get(kind)) and isinstance(key := values.get(column), UUID)
        ]

    def record(self, kind: str, key: UUID) -> Named:
        """A record with what it is named by."""
        values = self._known.get((kind, key), {})
        column = OWNERS.get(kind)
        owner = values.get(column) if column else None
        named_by = None
        if column and isinstance(owner, UUID):
            named_by = self.record(referred(kind, column)[0], owner)
        return Named(kind, values, named_by)

    def value(self, kind: str, field: str, told: object) -> object:
        """A value as its own type; a key or a code of a table as the record it stands for."""
        target, column = referred(kind, field)
        value = told_value(kind, field, told)
        if not target or value is None or value == "":
            return value
        if isinstance(value, UUID):
            return self.record(target, value)
        names = self._codes.get(target, {}).get(str(value)) if column == "code" else None
        return Named(target, names or {"code": value})


class _Coded(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def name_lo(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def _codes(reader: Reader) -> dict[str, dict[str, dict[str, object]]]:
    """The names of coded things, by table and code."""
    places = reader.gazetteer()
    terms: dict[str, Sequence[_Coded]] = {
        "province": places.provinces, "district": places.districts, "role": reader.roles(),
        "organisation_type": reader.organisation_types(),
        "ethnic_family": reader.ethnic_families(), "ethnic_group": reader.ethnic_groups(),
    }  # fmt: skip
    return {
        table: {one.code: {"name_lo": one.name_lo, "name_en": one.name_en} for one in rows}
        for table, rows in terms.items()
    }
