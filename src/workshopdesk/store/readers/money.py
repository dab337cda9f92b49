"""Reading rates and payment lists as frozen values."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import Connection, select

from workshopdesk.domain.payments import (
    CurrencyRate,
    PaymentKind,
    PaymentLine,
    PaymentList,
    Rate,
    Stay,
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
        select(one.id, one.number, one.funder_id, one.currency, one.closed_on, one.supplement_to_id)
        .where(one.event_id == event_id)
        .order_by(one.number)
    )
    return tuple(PaymentList(*row, tuple(lines[row.id])) for row in found)
