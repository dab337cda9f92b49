"""Reading rates, payment lists and budgets as frozen values."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from workshopdesk.domain.budget import BudgetLine, Pays
from workshopdesk.domain.payments import (
    CurrencyRate,
    PayeeBefore,
    PaymentKind,
    PaymentLine,
    PaymentList,
    Rate,
    Stay,
    options_of,
    sums_of,
)
from workshopdesk.store import tables as t


def payment_rates(connection: Connection) -> tuple[Rate, ...]:
    """All rates, the oldest first."""
    r = t.PaymentRate
    rows = connection.execute(
        select(
            r.id, r.kind, r.funder_id, r.grade, r.province, r.origin, r.first_day, r.last_day,
            r.currency, r.amount, r.per_km, r.source,
        ).order_by(r.first_day, r.id)
    )  # fmt: skip
    return tuple(Rate(row.id, PaymentKind(row.kind), *row[2:]) for row in rows)


def currency_rates(connection: Connection) -> tuple[CurrencyRate, ...]:
    """What currencies are worth, from which day."""
    r = t.CurrencyRate
    rows = connection.execute(select(r.currency, r.first_day, r.kip).order_by(r.first_day, r.id))
    return tuple(CurrencyRate(*row) for row in rows)


def payment_lists(connection: Connection, event_id: UUID) -> tuple[PaymentList, ...]:
    """The payment lists of an event by number, with their lines in order."""
    one, line = t.PaymentList, t.PaymentLine
    lines: dict[UUID, list[PaymentLine]] = defaultdict(list)
    rows = connection.execute(
        select(line.__table__)
        .join(one, one.id == line.list_id)
        .where(one.event_id == event_id)
        .order_by(line.order, line.id)
    )
    for row in rows:
        lines[row.list_id].append(
            PaymentLine(
                row.id, row.version, row.registration_id, row.name,
                Stay(
                    row.grade, row.origin, row.distance_km, row.half_days, row.nights, row.meals
                ),
                sums_of(row.computed), sums_of(row.corrected), row.reason,
            )
        )  # fmt: skip
    found = connection.execute(
        select(
            one.id, one.number, one.funder_id, one.currency, one.closed_on, one.supplement_to_id,
            one.options,
        )
        .where(one.event_id == event_id)
        .order_by(one.number)
    )  # fmt: skip
    return tuple(
        PaymentList(*row[:6], tuple(lines[row.id]), *options_of(row.options)) for row in found
    )


def payees_before(connection: Connection, event_id: UUID) -> dict[UUID, PayeeBefore]:
    """How people of an event were last paid, there or before, by their registration here."""
    here, then = aliased(t.Registration), aliased(t.Registration)
    line, one, event, now = t.PaymentLine, t.PaymentList, aliased(t.Event), aliased(t.Event)
    rows = connection.execute(
        select(
            here.id, line.grade, line.origin, line.distance_km, event.province, event.district
        )
        .join(then, then.person_id == here.person_id)
        .join(line, line.registration_id == then.id)
        .join(one, one.id == line.list_id)
        .join(event, event.id == one.event_id)
        .join(now, now.id == here.event_id)
        .where(here.event_id == event_id)
        .where(event.first_day <= now.first_day)
        .order_by(event.first_day, one.number)
    )  # fmt: skip
    return {row[0]: PayeeBefore(*row[1:]) for row in rows}


def budget_lines(connection: Connection, event_id: UUID) -> tuple[BudgetLine, ...]:
    """The lines of an event's budget in order."""
    b = t.BudgetLine
    rows = connection.execute(
        select(
            b.id, b.version, b.order, b.code, b.title_lo, b.title_en, b.funder_id, b.currency,
            b.planned, b.committed, b.spent, b.pays,
        )
        .where(b.event_id == event_id)
        .order_by(b.order, b.id)
    )  # fmt: skip
    return tuple(BudgetLine(**row._asdict() | {"pays": Pays(row.pays)}) for row in rows)
