"""Events, who stands behind them, and their agenda."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from sqlalchemy import Date, Integer, Time
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Code, Record, maybe, refers, text


class Event(Record):
    """An event. ``completion_percent``: share of the half-days that makes it complete.

    ``basis_*``: the plan or decision it rests on, as letters name it.
    ``certificate_half_days``: how many half-days earn a certificate; None as completion says.
    """

    __tablename__ = "event"

    code: Mapped[str] = mapped_column(Code, unique=True)
    kind: Mapped[str] = mapped_column(Code, default="workshop")
    status: Mapped[str] = mapped_column(Code, default="draft")
    title_lo: Mapped[str] = text()
    title_en: Mapped[str] = text()
    topic_lo: Mapped[str] = text()
    topic_en: Mapped[str] = text()
    objectives_lo: Mapped[str] = text()
    objectives_en: Mapped[str] = text()
    summary_lo: Mapped[str] = text()
    summary_en: Mapped[str] = text()
    first_day: Mapped[date] = mapped_column(Date, index=True)
    last_day: Mapped[date] = mapped_column(Date)
    venue_lo: Mapped[str] = text()
    venue_en: Mapped[str] = text()
    province: Mapped[str | None] = refers("province.code", nullable=True, index=False)
    district: Mapped[str | None] = refers("district.code", nullable=True, index=False)
    reference_number: Mapped[str] = text()
    completion_percent: Mapped[int] = mapped_column(Integer, default=100)
    certificate_roles_out: Mapped[str] = text()
    certificate_half_days: Mapped[int | None] = maybe(Integer)
    certificate_template_id: Mapped[UUID | None] = refers(
        "certificate_template.id", nullable=True, index=False
    )
    basis_lo: Mapped[str] = text()
    basis_en: Mapped[str] = text()
    lessons_lo: Mapped[str] = text()
    lessons_en: Mapped[str] = text()


class EventProgramme(Record):
    """A programme that shares an event; each counts it in full."""

    __tablename__ = "event_programme"
    natural_key = ("event_id", "programme_id")

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    programme_id: Mapped[UUID] = refers("programme.id")
    order: Mapped[int] = mapped_column(Integer, default=1)


class EventOrganisation(Record):
    """A host or an organiser (``kind``) of an event."""

    __tablename__ = "event_organisation"
    natural_key = ("event_id", "organisation_id", "kind")

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    organisation_id: Mapped[UUID] = refers("organisation.id")
    kind: Mapped[str] = mapped_column(Code, default="host")
    order: Mapped[int] = mapped_column(Integer, default=1)


class EventChair(Record):
    """Someone who chairs an event, printed as given; a person when known as one."""

    __tablename__ = "event_chair"

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str] = text(personal=True)
    title: Mapped[str] = text(personal=True)
    name_en: Mapped[str] = text(personal=True)
    title_en: Mapped[str] = text(personal=True)
    person_id: Mapped[UUID | None] = refers("person.id", nullable=True)


class Session(Record):
    """One session; ``order`` counts from 1 within its day."""

    __tablename__ = "session"

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    day: Mapped[date] = mapped_column(Date)
    order: Mapped[int] = mapped_column(Integer)
    start: Mapped[time] = mapped_column(Time)
    end: Mapped[time] = mapped_column(Time)
    kind: Mapped[str] = mapped_column(Code, default="presentation")
    title_lo: Mapped[str] = text()
    title_en: Mapped[str] = text()
    room: Mapped[str] = text()


class SessionPart(Record):
    """Who does what in a session: a registered person, or a name or unit as written."""

    __tablename__ = "session_part"

    session_id: Mapped[UUID] = refers("session.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    part: Mapped[str] = mapped_column(Code, default="presenter")
    registration_id: Mapped[UUID | None] = refers("registration.id", nullable=True)
    text_lo: Mapped[str] = text(personal=True)
    text_en: Mapped[str] = text(personal=True)
