"""Money: budgets, rates, and lists that people sign for. Amounts are decimals, never floats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer
from sqlalchemy.orm import Mapped, mapped_column

from workshopdesk.store.tables.base import Amount, Code, Record, maybe, refers, text


class BudgetLine(Record):
    """One line of an event's budget, in ``currency`` (ISO 4217).

    ``pays``: what of the closed payment lists is spent on it, see domain.budget.Pays.
    """

    __tablename__ = "budget_line"

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    order: Mapped[int] = mapped_column(Integer, default=1)
    code: Mapped[str] = mapped_column(Code, default="")
    title_lo: Mapped[str] = text()
    title_en: Mapped[str] = text()
    funder_id: Mapped[UUID | None] = refers("funder.id", nullable=True)
    currency: Mapped[str] = mapped_column(Code, default="LAK")
    planned: Mapped[Decimal] = mapped_column(Amount)
    committed: Mapped[Decimal] = mapped_column(Amount)
    spent: Mapped[Decimal] = mapped_column(Amount)
    pays: Mapped[str] = mapped_column(Code, default="")


class CurrencyRate(Record):
    """What one unit of ``currency`` is worth in kip from ``first_day`` on."""

    __tablename__ = "currency_rate"
    natural_key = ("currency", "first_day")

    currency: Mapped[str] = mapped_column(Code)
    first_day: Mapped[date] = mapped_column(Date)
    kip: Mapped[Decimal] = mapped_column(Amount)


class PaymentRate(Record):
    """What is paid: ``kind`` per_diem, transport, accommodation or meal (a deduction).

    Empty ``grade`` and no ``province`` mean any. Transport is per kilometre when ``per_km``.
    """

    __tablename__ = "payment_rate"

    funder_id: Mapped[UUID | None] = refers("funder.id", nullable=True)
    kind: Mapped[str] = mapped_column(Code)
    grade: Mapped[str] = mapped_column(Code, default="")
    province: Mapped[str | None] = refers("province.code", nullable=True, index=False)
    origin: Mapped[str | None] = refers("province.code", nullable=True, index=False)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date | None] = maybe(Date)
    currency: Mapped[str] = mapped_column(Code, default="LAK")
    amount: Mapped[Decimal] = mapped_column(Amount)
    per_km: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[str] = text()


class PaymentList(Record):
    """A list people sign for. Closed once signed; later changes are a supplement to it."""

    __tablename__ = "payment_list"
    natural_key = ("event_id", "number")

    event_id: Mapped[UUID] = refers("event.id", owned=True)
    number: Mapped[int] = mapped_column(Integer)
    funder_id: Mapped[UUID | None] = refers("funder.id", nullable=True)
    currency: Mapped[str] = mapped_column(Code, default="LAK")
    options: Mapped[str] = text()
    closed_on: Mapped[date | None] = maybe(Date)
    supplement_to_id: Mapped[UUID | None] = refers("payment_list.id", nullable=True)


class PaymentLine(Record):
    """What one person is paid; ``computed`` and ``corrected`` are JSON of kind to amount.

    ``grade`` and ``distance_km`` are what it was computed from, ``reason`` why it was corrected.
    """

    __tablename__ = "payment_line"
    natural_key = ("list_id", "registration_id")

    list_id: Mapped[UUID] = refers("payment_list.id", owned=True)
    registration_id: Mapped[UUID] = refers("registration.id")
    order: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str] = text(personal=True)
    grade: Mapped[str] = mapped_column(Code, default="")
    origin: Mapped[str | None] = refers("province.code", nullable=True, index=False)
    distance_km: Mapped[int] = mapped_column(Integer, default=0)
    half_days: Mapped[int] = mapped_column(Integer, default=0)
    nights: Mapped[int] = mapped_column(Integer, default=0)
    meals: Mapped[int] = mapped_column(Integer, default=0)
    computed: Mapped[str] = text()
    corrected: Mapped[str] = text()
    reason: Mapped[str] = text(personal=True)
