"""Reading programmes, funders, organisations and people, as frozen rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.funding import Funder, Programme
from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.domain.people import Person, Sex
from workshopdesk.domain.registration import RegistrationState, Role
from workshopdesk.i18n import _
from workshopdesk.store import search as finding
from workshopdesk.store import tables as t
from workshopdesk.store.readers.history import parts_of


def programmes(connection: Connection, event_id: UUID | None = None) -> tuple[Programme, ...]:
    """All programmes by code, or those of one event in its own order."""
    wanted = (
        select(t.Programme.__table__, t.Content.data)
        .outerjoin(t.Attachment, t.Attachment.id == t.Programme.logo_id)
        .outerjoin(t.Content, t.Content.sha256 == t.Attachment.sha256)
    )
    if event_id is None:
        wanted = wanted.order_by(t.Programme.code)
    else:
        shared = t.EventProgramme
        wanted = (
            wanted.join(shared, shared.programme_id == t.Programme.id)
            .where(shared.event_id == event_id)
            .order_by(shared.order, t.Programme.code)
        )
    rows = connection.execute(wanted).all()
    funders = _funders(connection, [row.id for row in rows])
    return tuple(
        Programme(
            row.id,
            row.version,
            row.code,
            row.name_lo,
            row.name_en,
            row.first_day,
            row.last_day,
            tuple(funders[row.id]),
            row.data,
        )
        for row in rows
    )


def _funders(connection: Connection, programme_ids: list[UUID]) -> dict[UUID, list[Funder]]:
    by_programme: dict[UUID, list[Funder]] = defaultdict(list)
    link = t.ProgrammeFunder
    rows = connection.execute(
        select(link.programme_id, t.Funder.__table__, t.Content.data)
        .join(t.Funder, t.Funder.id == link.funder_id)
        .outerjoin(t.Attachment, t.Attachment.id == t.Funder.logo_id)
        .outerjoin(t.Content, t.Content.sha256 == t.Attachment.sha256)
        .where(link.programme_id.in_(programme_ids))
        .order_by(link.order, t.Funder.id)
    )
    for row in rows:
        by_programme[row.programme_id].append(
            Funder(
                row.id,
                row.version,
                row.name_lo,
                row.name_en,
                row.abbreviation,
                row.visibility_lo,
                row.visibility_en,
                row.report_language,
                row.currency,
                row.data,
            )
        )
    return by_programme


def organisations(connection: Connection) -> tuple[Organisation, ...]:
    """All organisations, in Lao alphabetical order."""
    o = t.Organisation
    return _organisations(connection, _organisation_columns().order_by(o.sort_key, o.id))


def organisations_of(connection: Connection, event_id: UUID, kind: str) -> tuple[Organisation, ...]:
    """The hosts or the organisers (``kind``) of an event, in its own order."""
    link = t.EventOrganisation
    return _organisations(
        connection,
        _organisation_columns()
        .join(link, link.organisation_id == t.Organisation.id)
        .where(link.event_id == event_id, link.kind == kind)
        .order_by(link.order, link.id),
    )


def _organisation_columns() -> Select[*tuple[Any, ...]]:
    o = t.Organisation
    return select(
        o.id,
        o.version,
        o.name_lo,
        o.name_en,
        o.abbreviation,
        o.type,
        o.level,
        o.parent_id,
        o.province,
        o.sector,
    )


def _organisations(
    connection: Connection, wanted: Select[*tuple[Any, ...]]
) -> tuple[Organisation, ...]:
    return tuple(_organisation(row) for row in connection.execute(wanted))


def _organisation(row: Row[*tuple[Any, ...]]) -> Organisation:
    return Organisation(
        id=row.id,
        version=row.version,
        name_lo=row.name_lo,
        name_en=row.name_en,
        abbreviation=row.abbreviation,
        type=row.type,
        level=OrganisationLevel(row.level) if row.level else None,
        parent_id=row.parent_id,
        province=row.province,
        sector=row.sector,
    )


def people(connection: Connection, search: str, limit: int) -> tuple[Person, ...]:
    """People who fit ``search`` (see ``store.search``), or all, in Lao alphabetical order."""
    p = t.Person
    if not search.strip():
        all_people = _people_columns().where(p.merged_into_id.is_(None))
        rows = connection.execute(all_people.order_by(p.sort_key, p.id).limit(limit))
        return tuple(_person(row) for row in rows)
    ids = finding.find(connection, search, limit)
    found: dict[UUID, Person] = {}
    for start in range(0, len(ids), 500):
        wanted = _people_columns().where(p.id.in_(ids[start : start + 500]))
        found.update((row.id, _person(row)) for row in connection.execute(wanted))
    return tuple(found[id] for id in ids)


def person(connection: Connection, id: UUID) -> Person:
    """One person; of a merged one the person it became part of. Raises UserError if none."""
    into = connection.scalar(select(t.Person.merged_into_id).where(t.Person.id == id))
    if into is not None:
        return person(connection, into)
    row = connection.execute(_people_columns().where(t.Person.id == id)).one_or_none()
    if row is None:
        raise UserError(_("No such person"), _("Someone else deleted it in the meantime."))
    return _person(row)


def parts(connection: Connection, person_id: UUID) -> tuple[Person, ...]:
    """Who was merged into a person, at whatever remove, as they are stored."""
    merged = _people_columns().where(t.Person.id.in_(parts_of(connection, person_id)[1:]))
    rows = connection.execute(merged.order_by(t.Person.sort_key, t.Person.id))
    return tuple(_person(row) for row in rows)


def events_of(connection: Connection, person_id: UUID) -> tuple[tuple[UUID, Role, bool], ...]:
    """The events a person is registered for, the latest first: event, role, and whether cancelled.

    One that both of two merged people were at stands once.
    """
    r, e = t.Registration, t.Event
    rows = connection.execute(
        select(r.event_id, r.role, r.state)
        .join(e, e.id == r.event_id)
        .where(r.person_id == person_id)
        .order_by(e.first_day.desc(), e.code, r.order)
    ).all()
    off = RegistrationState.CANCELLED
    stands = {row.event_id for row in rows if row.state != off}
    return tuple(
        (row.event_id, Role(row.role), row.state == off)
        for row in rows
        if row.state != off or row.event_id not in stands
    )


def _people_columns() -> Select[*tuple[Any, ...]]:
    p = t.Person
    return select(
        p.id,
        p.version,
        p.honorific,
        p.rank,
        p.given_name,
        p.surname,
        p.given_name_latin,
        p.surname_latin,
        p.sex,
        p.birth_year,
        p.birth_date,
        p.organisation_id,
        p.position,
        p.province,
        p.district,
    )


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    return Person(
        id=row.id,
        version=row.version,
        honorific=row.honorific,
        rank=row.rank,
        given_name=row.given_name,
        surname=row.surname,
        given_name_latin=row.given_name_latin,
        surname_latin=row.surname_latin,
        sex=Sex(row.sex) if row.sex else None,
        birth_year=row.birth_year,
        birth_date=row.birth_date,
        organisation_id=row.organisation_id,
        position=row.position,
        province=row.province,
        district=row.district,
    )


def phones(connection: Connection, person_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The phone numbers of people, each one's in order; people without any are left out."""
    found: dict[UUID, tuple[str, ...]] = {}
    ids = list(person_ids)
    c = t.PersonContact
    for start in range(0, len(ids), 500):
        rows = connection.execute(
            select(c.person_id, c.value)
            .where(c.kind == "phone", c.person_id.in_(ids[start : start + 500]))
            .order_by(c.order, c.id)
        )
        for person_id, value in rows:
            found[person_id] = (*found.get(person_id, ()), value)
    return found


def identifiers(connection: Connection) -> dict[UUID, tuple[str, ...]]:
    """Everyone's identifiers as "kind value"; people without any are left out."""
    found: dict[UUID, tuple[str, ...]] = {}
    i = t.PersonIdentifier
    for person_id, kind, value in connection.execute(select(i.person_id, i.kind, i.value)):
        found[person_id] = (*found.get(person_id, ()), f"{kind} {value}")
    return found


def merged_into(connection: Connection) -> dict[UUID, UUID]:
    """Of every merged person the one they are part of now."""
    p = t.Person
    rows = connection.execute(select(p.id, p.merged_into_id).where(p.merged_into_id.is_not(None)))
    direct: dict[UUID, UUID] = {row.id: row.merged_into_id for row in rows}
    found: dict[UUID, UUID] = {}
    for id, into in direct.items():
        while into in direct:
            into = direct[into]
        found[id] = into
    return found


def not_same(connection: Connection) -> frozenset[frozenset[UUID]]:
    """Pairs of people who were found not to be one."""
    n = t.NotSamePerson
    return frozenset(frozenset(row) for row in connection.execute(select(n.person_id, n.other_id)))
