"""One person's data: all of it handed out, or the identity taken away while the counts stay.

Hides where a person's data lies: every table that refers to a person, or to a registration of
theirs, belongs to them, found by the references themselves, so that a new table is not forgotten.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, case, delete, exists, func, select

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import N_, _
from workshopdesk.store import engines, erasing, files
from workshopdesk.store import tables as t
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.logbook import Saying
from workshopdesk.store.readers import history
from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.recording import logged_fields
from workshopdesk.store.store import Store
from workshopdesk.store.tables.log import Action
from workshopdesk.store.units import UnitOfWork

RETENTION_YEARS = 10
"""How long after their last event people stay known, unless the office says otherwise."""
_AT_ONCE = 500  # keys asked for by one query
ERASURE = "erasure"
"""The kind of action that anonymises: it cannot be taken back."""


@dataclass(frozen=True, slots=True)
class DuePerson:
    """Someone whose data should go: name, and the last day of their last event."""

    id: UUID
    name: str
    last_day: date


@dataclass(frozen=True, slots=True)
class DueProgramme:
    """A programme whose people's data should go."""

    id: UUID
    code: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Due:
    """Everything whose retention has ended, the oldest first."""

    people: tuple[DuePerson, ...]
    programmes: tuple[DueProgramme, ...]


@dataclass(frozen=True, slots=True)
class Anonymised:
    """How many people lost their identity; how many of a programme keep it, being in others."""

    people: int
    kept: int = 0


def due(store: Store, today: date, years: int = RETENTION_YEARS) -> Due:
    """People and programmes whose data should go by ``today``.

    A programme keeps its people known for its own ``retention_years``, or ``years``; someone who
    took part in several events is due when the last of these terms has ended.
    """
    with told_in_words(), store.engine.connect() as connection:
        p = t.Programme
        ended = connection.execute(
            select(p.id, p.code, p.last_day, p.retention_years)
            .where(p.last_day.is_not(None))
            .order_by(p.last_day, p.code)
        ).all()
        terms = {years, *connection.scalars(select(p.retention_years).distinct())} - {None}
        limits = {term: _years_before(today, term) for term in terms if term is not None}
        return Due(
            tuple(_due_people(connection, limits, years)),
            tuple(
                DueProgramme(id, code, day)
                for id, code, day, term in ended
                if day is not None
                and day <= limits[years if term is None else term]
                and _known_people(connection, id)
            ),
        )


def terms(store: Store) -> dict[UUID, int | None]:
    """How many years after its end each programme's people stay known; None as usual."""
    with told_in_words(), store.engine.connect() as connection:
        rows = connection.execute(select(t.Programme.id, t.Programme.retention_years))
        return {row.id: row.retention_years for row in rows}


def _years_before(today: date, years: int) -> date:
    with suppress(ValueError):
        return today.replace(year=max(today.year - years, 1))
    return date(today.year - years, 3, 1)  # 29 February, in a year without


def _due_people(connection: Connection, limits: dict[int, date], years: int) -> Iterator[DuePerson]:
    """Everyone with a name all of whose events ended before the limit of their term."""
    p, e, r, link, programme = t.Person, t.Event, t.Registration, t.EventProgramme, t.Programme
    term = func.coalesce(func.max(func.coalesce(programme.retention_years, years)), years)
    events = (
        select(e.id, e.last_day, term.label("term"))
        .outerjoin(link, link.event_id == e.id)
        .outerjoin(programme, programme.id == link.programme_id)
        .group_by(e.id, e.last_day)
        .subquery()
    )
    limit = case(limits, value=events.c.term)
    last = func.max(events.c.last_day).label("last_day")
    people = (
        select(p.id, p.given_name, p.surname, last)
        .join(r, r.person_id == p.id)
        .join(events, events.c.id == r.event_id)
        .where((p.given_name != "") | (p.surname != ""))
        .group_by(p.id, p.given_name, p.surname)
        .having(func.min(case((events.c.last_day <= limit, 1), else_=0)) == 1)
        .order_by(last, p.id)
    )
    for id, given, surname, day in connection.execute(people):
        yield DuePerson(id, f"{given} {surname}".strip(), day)


def _known_people(connection: Connection, programme_id: UUID) -> set[UUID]:
    """People with a name who took part in a programme."""
    link, p = t.EventProgramme, t.Person
    return set(
        connection.scalars(
            select(p.id)
            .join(t.Registration, t.Registration.person_id == p.id)
            .join(link, link.event_id == t.Registration.event_id)
            .where(link.programme_id == programme_id)
            .where((p.given_name != "") | (p.surname != ""))
        )
    )


def person_data(store: Store, person_id: UUID) -> dict[str, Any]:
    """Everything stored about one person, as JSON values; files in base64.

    {"person": {field: value}, "records": {table: [{field: value}]}, "events": [...],
    "history": [{at, author, action, kind, operation, fields}]}. Raises UserError when unknown.
    """
    with told_in_words(), engines.for_reading(store.engine).connect() as connection:
        ids = _belonging(connection, person_id)
        rows = {
            table.__tablename__: _rows(connection, table, ids[table]) for table in ids if ids[table]
        }
        me = [row for row in rows.pop("person", []) if row["id"] == str(person_id)]
        if not me:
            raise UserError(_("No such person"), _("Someone else deleted it in the meantime."))
        return {
            "person": me[0],
            "records": rows,
            "events": _events(connection, ids[t.Registration]),
            "history": _history(connection, [key for found in ids.values() for key in found]),
        }


def _belonging(connection: Connection, *wanted: UUID) -> dict[type[t.Record], list[UUID]]:
    """The keys of all records that are of these people, by table; those merged into them too."""
    people = [*wanted, *_keys(connection, t.Person, "merged_into_id", wanted)]
    registrations = _keys(connection, t.Registration, "person_id", people)
    owners = {"person.id": people, "registration.id": registrations}
    found: dict[type[t.Record], list[UUID]] = {t.Person: people}
    for table in record_tables():
        for column in table.__table__.columns:
            for key in column.foreign_keys:
                owned = owners.get(key.target_fullname)
                if owned and table is not t.Person:
                    known = dict.fromkeys(found.get(table, ()))
                    known |= dict.fromkeys(_keys(connection, table, column.key, owned))
                    found[table] = list(known)
    found.setdefault(t.Registration, [])
    return found


def _keys(
    connection: Connection, table: type[t.Record], column: str, owners: Iterable[UUID]
) -> list[UUID]:
    """The keys of the records whose column holds one of these."""
    found: list[UUID] = []
    rest = iter(owners)
    while some := list(islice(rest, _AT_ONCE)):
        wanted = select(table.id).where(table.__table__.c[column].in_(some))
        found += connection.scalars(wanted)
    return found


def _rows(connection: Connection, table: type[t.Record], ids: list[UUID]) -> list[dict[str, Any]]:
    shown = [c for c in table.__table__.columns if not c.info.get("derived")]
    rows = connection.execute(select(*shown).where(table.id.in_(ids)).order_by(table.id))
    found = [{name: _json(value) for name, value in row._mapping.items()} for row in rows]
    if table is t.Attachment:
        for row in found:
            data = select(t.Content.data).where(t.Content.sha256 == row["sha256"])
            row["data"] = base64.b64encode(connection.scalar(data) or b"").decode()
    return found


def _json(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _events(connection: Connection, registrations: list[UUID]) -> list[dict[str, Any]]:
    e = t.Event
    rows = connection.execute(
        select(e.id, e.code, e.title_lo, e.title_en, e.first_day, e.last_day)
        .join(t.Registration, t.Registration.event_id == e.id)
        .where(t.Registration.id.in_(registrations))
        .order_by(e.first_day, e.id)
        .distinct()
    )
    return [{name: _json(value) for name, value in row._mapping.items()} for row in rows]


def _history(connection: Connection, ids: Iterable[UUID]) -> list[dict[str, Any]]:
    told = []
    for key in ids:
        for change in history.changes_of(connection, key):
            did = connection.execute(
                select(Action.at, Action.author, Action.message).where(
                    Action.id == change.action_id
                )
            ).one()
            told.append(
                {
                    "at": did.at.isoformat(),
                    "author": did.author,
                    "action": did.message,
                    "kind": change.kind,
                    "operation": change.operation,
                    "fields": {f.field: [f.before, f.after] for f in change.fields},
                }
            )
    return sorted(told, key=lambda entry: entry["at"])


def anonymise(store: Store, person_id: UUID) -> Anonymised:
    """Take away a person's identity for good: names, contacts, identifiers, files, notes, posts
    as printed, and every personal value in the log. What is counted stays: sex, year of birth,
    province, unit, family, disability, attendance.

    Raises UserError when the person is unknown. Cannot be taken back.
    """
    return _anonymise(store, [person_id], N_("Anonymise a person"), 0)


def anonymise_all(store: Store, people: Collection[UUID]) -> Anonymised:
    """The same for several people, in one action."""
    return _anonymise(store, list(people), N_("Anonymise people"), 0)


def anonymise_programme(store: Store, programme_id: UUID) -> Anonymised:
    """Anonymise everyone who took part in this programme and in no other."""
    with told_in_words(), store.engine.connect() as connection:
        mine = _known_people(connection, programme_id)
        elsewhere = _in_others(connection, programme_id)
    chosen = sorted(mine - elsewhere)
    message = N_("Anonymise the people of a programme")
    return _anonymise(store, chosen, message, len(mine & elsewhere))


def _in_others(connection: Connection, programme_id: UUID) -> set[UUID]:
    """People registered at an event that is not, or not only, of this programme."""
    link, r = t.EventProgramme, t.Registration
    own = exists().where(link.event_id == r.event_id, link.programme_id == programme_id)
    other = exists().where(link.event_id == r.event_id, link.programme_id != programme_id)
    people = connection.scalars(select(r.person_id).where(~own | other).distinct())
    return {key for key in people if key is not None}


def _anonymise(store: Store, people: list[UUID], message: str, kept: int) -> Anonymised:
    saying = Saying(message, {}, kind=ERASURE)
    with UnitOfWork(engines.for_writing(store.engine), store.origin, saying) as work:
        if work.connection.dialect.name == "sqlite":
            work.connection.exec_driver_sql("PRAGMA secure_delete=ON")
        records = _records_of(work, people)
        ids = [record.id for record in records]
        words = [word for record in records for word in _names(record)]
        attached = {r.id: r.sha256 for r in records if isinstance(r, t.Attachment)}
        for record in records:
            _take_identity(work, record, attached)
        work.once_logged(lambda connection: erasing.erase(connection, ids, words))
        work.once_logged(lambda connection: _drop_contents(connection, attached.values()))
        work.commit()
    _compact(store)
    return Anonymised(len(people), kept)


def _records_of(work: UnitOfWork, people: Sequence[UUID]) -> list[t.Record]:
    """Everything of these people, to be changed. Raises UserError when one is unknown."""
    if len(work.those(t.Person, people)) < len(set(people)):
        raise UserError(_("No such person"), _("Someone else deleted it in the meantime."))
    found = _belonging(work.connection, *people)
    return [record for table, ids in found.items() for record in work.those(table, ids).values()]


def _names(record: t.Record) -> Iterator[str]:
    """The words by which an action may have named this person."""
    if isinstance(record, t.Person):
        yield f"{record.given_name} {record.surname}".strip()
        yield f"{record.given_name_latin} {record.surname_latin}".strip()
        yield from (record.surname, record.surname_latin)
    elif isinstance(record, t.PersonContact | t.PersonIdentifier):
        yield record.value
    elif isinstance(record, t.Certificate | t.Attachment):
        yield record.name


def _take_identity(work: UnitOfWork, record: t.Record, attached: Collection[UUID]) -> None:
    if isinstance(record, _GONE):
        work.delete(record)
        return
    if isinstance(record, t.Person):
        record.birth_year = _birth_year(record)
        record.honorific = record.rank = ""
    fields = logged_fields(type(record))
    for name in set(fields.personal) - set(_COUNTED.get(type(record), ())):
        setattr(record, name, None if name in fields.optional else "")
    for column in record.__table__.columns:
        if column.nullable and getattr(record, column.key, None) in attached:
            setattr(record, column.key, None)


_GONE = (t.PersonContact, t.PersonIdentifier, t.Attachment, t.NotSamePerson)
"""Records that are nothing but identity."""
_COUNTED: dict[type[t.Record], tuple[str, ...]] = {
    t.Person: ("birth_year",),
    t.PersonSensitive: logged_fields(t.PersonSensitive).personal,
}
"""Personal fields that stay, since people are counted by them."""


def _birth_year(person: t.Person) -> int | None:
    if person.birth_year is not None:
        return person.birth_year
    if person.birth_date is not None:
        return person.birth_date.year
    if person.age_said is not None and person.age_said_on is not None:
        return person.age_said_on.year - person.age_said
    return None


def _drop_contents(connection: Connection, contents: Iterable[str]) -> None:
    """Bytes nobody else refers to."""
    used = exists().where(t.Attachment.sha256 == t.Content.sha256)
    for sha256 in set(contents):
        connection.execute(delete(t.Content).where(t.Content.sha256 == sha256, ~used))


def _compact(store: Store) -> None:
    """Nothing of it may linger in free pages, the search index or the write-ahead log."""
    if store.engine.dialect.name != "sqlite":
        return
    with files.file_told(), closing(store.engine.raw_connection()) as pooled:
        raw: Any = pooled.driver_connection
        names = raw.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")
        for (name,) in names.fetchall():
            raw.execute(f'INSERT INTO "{name}"("{name}") VALUES (\'optimize\')')  # noqa: S608 - our own names
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
