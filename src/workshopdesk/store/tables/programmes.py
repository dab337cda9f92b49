"""Programmes, the funders behind them, and what funders ask to be counted."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Code, Record, maybe, refers, text


class Programme(Record):
    """A programme; ``code`` is what people call it for short.

    ``retention_years``: how long after its end people stay known; None as the office says.
    """

    __tablename__ = "programme"

    code: Mapped[str] = mapped_column(Code, unique=True)
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    first_day: Mapped[date | None] = maybe()
    last_day: Mapped[date | None] = maybe()
    note: Mapped[str] = text()
    retention_years: Mapped[int | None] = maybe(Integer)
    logo_id: Mapped[UUID | None] = refers("attachment.id", nullable=True)


class Funder(Record):
    """A funder. ``logo_id`` is an attachment; ``currency`` an ISO 4217 code."""

    __tablename__ = "funder"

    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    abbreviation: Mapped[str] = text()
    visibility_lo: Mapped[str] = text()
    visibility_en: Mapped[str] = text()
    report_language: Mapped[str] = mapped_column(Code, default="en")
    currency: Mapped[str] = mapped_column(Code, default="")
    logo_id: Mapped[UUID | None] = refers("attachment.id", nullable=True)


class ProgrammeFunder(Record):
    """A funder of a programme; logos stand in ``order``. ``share_percent`` is of cost only."""

    __tablename__ = "programme_funder"
    natural_key = ("programme_id", "funder_id")

    programme_id: Mapped[UUID] = refers("programme.id", owned=True)
    funder_id: Mapped[UUID] = refers("funder.id")
    order: Mapped[int] = mapped_column(Integer, default=1)
    share_percent: Mapped[int | None] = maybe(Integer)


class Indicator(Record):
    """What a programme promised to count. ``definition`` is a domain Count as JSON."""

    __tablename__ = "indicator"

    programme_id: Mapped[UUID] = refers("programme.id", owned=True)
    code: Mapped[str] = mapped_column(Code)
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
    definition: Mapped[str] = text()
    target: Mapped[int | None] = maybe(Integer)
    order: Mapped[int | None] = maybe(Integer)
    set_code: Mapped[str] = text()
    source: Mapped[str] = text()


class LeftBehindGroup(Record):
    """A left-behind group as one programme defines it."""

    __tablename__ = "left_behind_group"

    programme_id: Mapped[UUID] = refers("programme.id", owned=True)
    code: Mapped[str] = mapped_column(Code)
    name_lo: Mapped[str] = text()
    name_en: Mapped[str] = text()
