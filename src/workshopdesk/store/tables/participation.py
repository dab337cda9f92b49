"""Who takes part: registrations, head-counts, attendance, groups and certificates."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Code, Record, maybe, refers, text


class Registration(Record):
    """A person at an event in one role, with unit, post and province as they were then.

    ``person_id`` is None for a seat whose name is not known yet. ``*_text`` is what the list
    says; the code or id beside it is what that was matched with.
    """

    __tablename__ = "registration"

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    person_id: Mapped[UUID | None] = refers("person.id", nullable=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    role: Mapped[str] = refers("role.code", index=False)
    state: Mapped[str] = mapped_column(Code, default="registered")
    honorific: Mapped[str] = text()
    position: Mapped[str] = text(personal=True)
    organisation_text: Mapped[str] = text()
    organisation_id: Mapped[UUID | None] = refers("organisation.id", nullable=True)
    province: Mapped[str | None] = refers("province.code", nullable=True, index=False)
    district: Mapped[str | None] = refers("district.code", nullable=True, index=False)
    province_text: Mapped[str] = text()
    district_text: Mapped[str] = text()
    note: Mapped[str] = text(personal=True)


class HeadCount(Record):
    """People who were counted but not named."""

    __tablename__ = "head_count"

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    women: Mapped[int] = mapped_column(Integer, default=0)
    men: Mapped[int] = mapped_column(Integer, default=0)
    not_said: Mapped[int] = mapped_column(Integer, default=0)
    role: Mapped[str] = refers("role.code", index=False)
    organisation_id: Mapped[UUID | None] = refers("organisation.id", nullable=True)
    note: Mapped[str] = text()


class Attendance(Record):
    """The mark of a registration for a half-day, with the page that proves it."""

    __tablename__ = "attendance"
    natural_key = ("registration_id", "half_day")

    registration_id: Mapped[UUID] = refers("registration.id", owned=True)
    half_day: Mapped[int] = mapped_column(Integer)
    mark: Mapped[str] = mapped_column(Code)
    source: Mapped[str] = mapped_column(Code, default="typed")
    evidence_id: Mapped[UUID | None] = refers("attachment.id", nullable=True)


class WorkGroup(Record):
    """One group of a group-work session."""

    __tablename__ = "work_group"

    session_id: Mapped[UUID] = refers("session.id", owned=True)
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = text()
    question_lo: Mapped[str] = text()
    question_en: Mapped[str] = text()
    room: Mapped[str] = text()
    facilitator_id: Mapped[UUID | None] = refers("registration.id", nullable=True)
    rapporteur_id: Mapped[UUID | None] = refers("registration.id", nullable=True)


class GroupMember(Record):
    """A registration in a group; a locked one stays when groups are formed anew."""

    __tablename__ = "group_member"
    natural_key = ("group_id", "registration_id")

    group_id: Mapped[UUID] = refers("work_group.id", owned=True)
    registration_id: Mapped[UUID] = refers("registration.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    locked: Mapped[bool] = mapped_column(Boolean, default=False)


class Finding(Record):
    """One line a group reported: a finding, or a recommendation."""

    __tablename__ = "finding"

    group_id: Mapped[UUID] = refers("work_group.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    text: Mapped[str] = text()
    recommendation: Mapped[bool] = mapped_column(Boolean, default=False)


class CertificateSeries(Record):
    """A run of certificate numbers without gaps; ``last`` is the newest one given out."""

    __tablename__ = "certificate_series"
    natural_key = ("name",)

    name: Mapped[str] = mapped_column(Code, unique=True)
    last: Mapped[int] = mapped_column(Integer, default=0)


class Certificate(Record):
    """A certificate as issued: ``sequence`` in its series, ``number`` as printed.

    What is written on it is kept here as issued. ``copy`` counts reissues (None: the first).
    ``replaces_id``: the one it was given out in place of. ``statement`` is what its QR code holds.
    """

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("series_id", "sequence"),)

    registration_id: Mapped[UUID] = refers("registration.id")
    series_id: Mapped[UUID] = refers("certificate_series.id", index=False)
    sequence: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = text()
    name: Mapped[str] = text(personal=True)
    title: Mapped[str] = text(personal=True)
    issued_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(Code, default="issued")
    reason: Mapped[str] = text()
    name_latin: Mapped[str] = text(personal=True)
    unit: Mapped[str] = text()
    event_title_lo: Mapped[str] = text()
    event_title_en: Mapped[str] = text()
    first_day: Mapped[date | None] = maybe(Date)
    last_day: Mapped[date | None] = maybe(Date)
    contact_minutes: Mapped[int | None] = maybe(Integer)
    copy: Mapped[int | None] = maybe(Integer)
    revoked_on: Mapped[date | None] = maybe(Date)
    replaces_id: Mapped[UUID | None] = refers("certificate.id", nullable=True)
    statement: Mapped[str] = text(personal=True)
