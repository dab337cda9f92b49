"""Reading who takes part in an event: the participant list, marks, certificates, head-counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, select

from workshopdesk.domain.attendance import AttendanceMark, AttendanceSource, Mark
from workshopdesk.domain.certificate import (
    Certificate,
    CertificateException,
    CertificateRule,
    CertificateState,
    Printing,
)
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import (
    HeadCount,
    ParticipantRow,
    RegistrationState,
    Role,
)
from workshopdesk.store import tables as t

_first_phone = (
    select(t.PersonContact.value)
    .where(t.PersonContact.person_id == t.Registration.person_id, t.PersonContact.kind == "phone")
    .order_by(t.PersonContact.order, t.PersonContact.id)
    .limit(1)
    .correlate(t.Registration)
    .scalar_subquery()
)
_CERTIFICATE = (
    "id", "registration_id", "number", "name", "title", "issued_on", "state", "reason",
    "name_latin", "unit", "event_title_lo", "event_title_en", "first_day", "last_day",
    "contact_minutes", "copy", "revoked_on", "replaces_id", "statement",
)  # fmt: skip
_certificate_number = (
    select(t.Certificate.number)
    .where(t.Certificate.registration_id == t.Registration.id, t.Certificate.state != "revoked")
    .order_by(t.Certificate.sequence.desc())
    .limit(1)
    .correlate(t.Registration)
    .scalar_subquery()
)


def _participants() -> Select[*tuple[Any, ...]]:
    r, p, place, area = t.Registration, t.Person, t.Province, t.District
    return (
        select(
            r.id,
            r.version,
            r.person_id,
            r.order,
            r.honorific,
            func.coalesce(p.given_name, "").label("given_name"),
            func.coalesce(p.surname, "").label("surname"),
            p.given_name_latin,
            p.surname_latin,
            p.sex,
            r.role,
            r.state,
            r.position,
            r.organisation_text,
            r.organisation_id,
            t.Organisation.type.label("organisation_type"),
            r.province,
            func.coalesce(place.name_lo, r.province_text).label("province_lo"),
            func.coalesce(place.name_en, r.province_text).label("province_en"),
            r.district,
            func.coalesce(area.name_lo, r.district_text).label("district_lo"),
            func.coalesce(area.name_en, r.district_text).label("district_en"),
            _first_phone.label("phone"),
            p.birth_year,
            _certificate_number.label("certificate_number"),
            p.sort_key,
        )
        .select_from(r)
        .outerjoin(p, p.id == r.person_id)
        .outerjoin(t.Organisation, t.Organisation.id == r.organisation_id)
        .outerjoin(place, place.code == r.province)
        .outerjoin(area, area.code == r.district)
    )


def participants(connection: Connection, event_id: UUID) -> tuple[ParticipantRow, ...]:
    """The participant list in its own order; cancelled registrations and empty seats included."""
    r = t.Registration
    rows = connection.execute(_participants().where(r.event_id == event_id).order_by(r.order, r.id))
    return tuple(_participant(row) for row in rows)


def _participant(row: Sequence[Any]) -> ParticipantRow:
    """Taken apart at once: naming each column of a row would take three times as long."""
    (
        id, version, person_id, order, honorific, given_name, surname, given_latin, surname_latin,
        sex, role, state, position, organisation, organisation_id, organisation_type, province,
        province_lo, province_en, district, district_lo, district_en, phone, birth_year,
        certificate_number, sort_key,
    ) = row  # fmt: skip
    return ParticipantRow(
        id=id,
        version=version,
        person_id=person_id,
        order=order,
        honorific=honorific,
        given_name=given_name,
        surname=surname,
        name_latin=f"{given_latin or ''} {surname_latin or ''}".strip(),
        sex=Sex(sex) if sex else None,
        role=Role(role),
        state=RegistrationState(state),
        position=position,
        organisation=organisation,
        organisation_id=organisation_id,
        organisation_type=organisation_type,
        province=province,
        province_lo=province_lo,
        province_en=province_en,
        district=district,
        district_lo=district_lo,
        district_en=district_en,
        phone=phone or "",
        birth_year=birth_year,
        certificate_number=certificate_number or "",
        sort_key=sort_key or b"",
    )


def attendance(connection: Connection, event_id: UUID) -> tuple[AttendanceMark, ...]:
    """All marks of an event, in list order and by half-day."""
    rows = connection.execute(
        select(
            t.Attendance.registration_id,
            t.Attendance.half_day,
            t.Attendance.mark,
            t.Attendance.source,
        )
        .join(t.Registration, t.Registration.id == t.Attendance.registration_id)
        .where(t.Registration.event_id == event_id)
        .order_by(t.Registration.order, t.Registration.id, t.Attendance.half_day)
    )
    return tuple(
        AttendanceMark(registration, half_day, Mark(mark), AttendanceSource(source))
        for registration, half_day, mark, source in rows
    )


def certificates(connection: Connection, event_id: UUID | None = None) -> tuple[Certificate, ...]:
    """All certificates (of an event), revoked ones too, in the order of their numbers."""
    c = t.Certificate
    query = (
        select(*(getattr(c, name) for name in _CERTIFICATE))
        .join(t.Registration, t.Registration.id == c.registration_id)
        .join(t.CertificateSeries, t.CertificateSeries.id == c.series_id)
        .order_by(t.CertificateSeries.name, c.sequence)
    )
    if event_id is not None:
        query = query.where(t.Registration.event_id == event_id)
    return tuple(_certificate(row._asdict()) for row in connection.execute(query))


def _certificate(row: dict[str, Any]) -> Certificate:
    state = CertificateState(row.pop("state"))
    return Certificate(**row | {"state": state, "copy": row["copy"] or 1})


def event_of(connection: Connection, registration_id: UUID) -> UUID | None:
    """The event a registration is of; None when it is gone."""
    r = t.Registration
    return connection.execute(select(r.event_id).where(r.id == registration_id)).scalar()


def certificate_printings(connection: Connection, event_id: UUID) -> tuple[Printing, ...]:
    """What was printed of an event's certificates, the oldest first."""
    p, c, r = t.CertificatePrinting, t.Certificate, t.Registration
    rows = connection.execute(
        select(p.certificate_id, p.printed_at, p.copy, p.way)
        .join(c, c.id == p.certificate_id)
        .join(r, r.id == c.registration_id)
        .where(r.event_id == event_id)
        .order_by(p.printed_at, p.id)
    )
    return tuple(Printing(*row) for row in rows)


def certificate_rule(connection: Connection, event_id: UUID) -> CertificateRule:
    """Who gets a certificate of an event."""
    e, x = t.Event, t.CertificateException
    half_days, roles_out = connection.execute(
        select(e.certificate_half_days, e.certificate_roles_out).where(e.id == event_id)
    ).one()
    exceptions = connection.execute(
        select(x.registration_id, x.allowed, x.reason)
        .join(t.Registration, t.Registration.id == x.registration_id)
        .where(t.Registration.event_id == event_id)
    )
    return CertificateRule(
        half_days,
        frozenset(roles_out.split()),
        {key: CertificateException(allowed, reason) for key, allowed, reason in exceptions},
    )


def head_counts(connection: Connection, event_id: UUID) -> tuple[HeadCount, ...]:
    """The head-counts of an event, in the order they were made."""
    h = t.HeadCount
    rows = connection.execute(
        select(h.id, h.version, h.women, h.men, h.not_said, h.role, h.organisation_id, h.note)
        .where(h.event_id == event_id)
        .order_by(h.id)
    )
    return tuple(
        HeadCount(id, version, women, men, not_said, Role(role), organisation, note)
        for id, version, women, men, not_said, role, organisation, note in rows
    )
