"""What helps to prepare an event: templates, checklists, wishes for groups, invitations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Date, Integer
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Code, Record, maybe, refers, text


class EventTemplate(Record):
    """What new events begin with. ``content`` is JSON and holds nobody's personal data."""

    __tablename__ = "event_template"
    natural_key = ("code",)

    code: Mapped[str] = mapped_column(Code, unique=True)
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    content: Mapped[str] = text()


class ChecklistItem(Record):
    """One thing to prepare for an event; done when ``done_on`` is set."""

    __tablename__ = "checklist_item"

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    title_lo: Mapped[str] = text()
    title_en: Mapped[str] = text()
    due: Mapped[date | None] = maybe(Date)
    done_on: Mapped[date | None] = maybe(Date)
    responsible: Mapped[str] = text(personal=True)


class GroupWish(Record):
    """Two people to be kept together or apart (``kind``) in a group-work session.

    The smaller key stands first.
    """

    __tablename__ = "group_wish"
    natural_key = ("session_id", "registration_id", "other_id")

    session_id: Mapped[UUID] = refers("session.id", owned=True)
    registration_id: Mapped[UUID] = refers("registration.id", owned=True)
    other_id: Mapped[UUID] = refers("registration.id", owned=True)
    kind: Mapped[str] = mapped_column(Code)


class Invitation(Record):
    """A letter to a unit, with the seats promised to it and what it answered."""

    __tablename__ = "invitation"

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    organisation_id: Mapped[UUID | None] = refers("organisation.id", nullable=True)
    organisation_text: Mapped[str] = text()
    number: Mapped[str] = text()
    seats: Mapped[int] = mapped_column(Integer, default=1)
    role: Mapped[str] = refers("role.code", index=False)
    sent_on: Mapped[date | None] = maybe(Date)
    answer: Mapped[str] = mapped_column(Code, default="")
    answered_on: Mapped[date | None] = maybe(Date)
    note: Mapped[str] = text(personal=True)
