"""The rates an office pays by, and what currencies are worth: entered, copied on, pasted.

A rate is never looked up by a screen: which one applies is decided by ``domain.payments`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import KIP, CurrencyRate, PaymentKind, Rate
from workshopdesk.i18n import N_, _
from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

KIND_WORDS = {
    PaymentKind.PER_DIEM: N_("Per diem"),
    PaymentKind.ACCOMMODATION: N_("Accommodation"),
    PaymentKind.TRANSPORT: N_("Transport"),
    PaymentKind.MEAL: N_("Meal provided"),
}
_GROUPED = re.compile(r"([+-]?[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)(?:[.,]([0-9]+))?")
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
MOST_KIP = Decimal(10) ** 15
"""More than any list of people sums up to; beyond it Excel would lose digits."""


@dataclass(frozen=True, slots=True)
class NewRate:
    """A rate to be entered; the fields are those of ``Rate``, the amount as typed."""

    kind: PaymentKind
    amount: str
    first_day: date
    funder_id: UUID | None = None
    grade: str = ""
    province: str | None = None
    origin: str | None = None
    last_day: date | None = None
    currency: str = KIP
    per_km: bool = False
    source: str = ""


def rates(store: Store) -> tuple[Rate, ...]:
    """All rates that were entered, the oldest first."""
    with store.read() as reader:
        return reader.payment_rates()


def currency_rates(store: Store) -> tuple[CurrencyRate, ...]:
    """What currencies are worth in kip, from which day."""
    with store.read() as reader:
        return reader.currency_rates()


def add_rates(store: Store, wanted: Sequence[NewRate]) -> tuple[UUID, ...]:
    """Enter rates, all or none. Raises UserError for what is no rate."""
    with store.unit_of_work(N_("Enter a rate")) as work:
        made = [work.add(t.PaymentRate(**_checked(one))) for one in wanted]
        work.commit()
        return tuple(record.id for record in made)


def add_rate(store: Store, kind: PaymentKind, amount: str, first_day: date, **more: Any) -> UUID:
    """Enter one rate; ``more`` are the other fields of ``NewRate``. Raises UserError."""
    (made,) = add_rates(store, [NewRate(kind, amount, first_day, **more)])
    return made


def change_rate(store: Store, rate: Rate, **changes: Any) -> None:
    """Change fields of a rate, the amount as typed; lists keep their sums until computed anew.

    Raises UserError for what is no rate.
    """
    now = {name: getattr(rate, name) for name in NewRate.__slots__}
    now["amount"] = f"{rate.amount:f}"
    checked = _checked(NewRate(**now | changes))
    with store.unit_of_work(N_("Change a rate")) as work:
        record = work.get(t.PaymentRate, rate.id)
        for name in changes:
            setattr(record, name, checked[name])
        work.commit()


def remove_rates(store: Store, rate_ids: Sequence[UUID]) -> None:
    """Take rates away; lists that were made with them keep their sums."""
    with store.unit_of_work(N_("Take away a rate")) as work:
        for rate_id in rate_ids:
            work.delete(work.get(t.PaymentRate, rate_id))
        work.commit()


def copy_rates(
    store: Store, chosen: Sequence[Rate], first_day: date, last_day: date | None = None
) -> int:
    """Copy rates to a new period; the old ones end the day before. Gives how many.

    Raises UserError when the period does not begin after a rate's own, or ends before it begins.
    """
    if last_day is not None and last_day < first_day:
        raise UserError(_("The last day is before the first"))
    late = [rate for rate in chosen if rate.first_day >= first_day]
    if late:
        raise UserError(
            _("The new period must begin after the old one"),
            _("Choose a first day later than those of the rates chosen."),
        )
    with store.unit_of_work(N_("Copy rates to a new period")) as work:
        for rate in chosen:
            _copy(work, rate, first_day, last_day)
        work.commit()
    return len(chosen)


def _copy(work: UnitOfWork, rate: Rate, first_day: date, last_day: date | None) -> None:
    old = work.get(t.PaymentRate, rate.id)
    if old.last_day is None or old.last_day >= first_day:
        old.last_day = first_day - timedelta(days=1)
    fields = {name: getattr(rate, name) for name in NewRate.__slots__}
    work.add(t.PaymentRate(**fields | {"first_day": first_day, "last_day": last_day}))


def set_currency_rate(store: Store, currency: str, first_day: date, kip: str) -> None:
    """Say what one unit of a currency is worth in kip from a day on. Raises UserError."""
    value, code = positive(kip), currency_code(currency)
    if code == KIP:
        raise UserError(_("A kip is worth one kip"))
    with store.unit_of_work(N_("Exchange rate of %(currency)s"), currency=code) as work:
        found = work.find(t.CurrencyRate, currency=code, first_day=first_day)
        if found:
            found[0].kip = value
        else:
            work.add(t.CurrencyRate(currency=code, first_day=first_day, kip=value))
        work.commit()


def remove_currency_rate(store: Store, currency: str, first_day: date) -> None:
    """Take an exchange rate away."""
    with store.unit_of_work(N_("Exchange rate of %(currency)s"), currency=currency) as work:
        for record in work.find(t.CurrencyRate, currency=currency, first_day=first_day):
            work.delete(record)
        work.commit()


def _checked(one: NewRate) -> Mapping[str, Any]:
    if one.last_day is not None and one.last_day < one.first_day:
        raise UserError(_("The last day is before the first"))
    if one.per_km and one.kind is not PaymentKind.TRANSPORT:
        raise UserError(_("Only transport is paid by the kilometre"))
    fields = {name: getattr(one, name) for name in NewRate.__slots__}
    return fields | {
        "amount": positive(one.amount), "grade": one.grade.strip(),
        "currency": currency_code(one.currency), "source": one.source.strip(),
    }  # fmt: skip


def currency_code(text: str) -> str:
    """Three capital letters (ISO 4217). Raises UserError."""
    code = text.strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise UserError(
            _("%(text)s is not a currency") % {"text": text.strip()},
            _("Write its three letters, for example LAK, USD or EUR."),
        )
    return code


def positive(text: str) -> Decimal:
    """An amount above nothing. Raises UserError."""
    found = amount(text)
    if found <= 0:
        raise _no_amount(text)
    return found


def amount(text: str) -> Decimal:
    """An amount as typed or copied: digits of either script, grouped or not, with decimals.

    One mark before exactly three digits groups them (1.250 is 1250), as both languages write it;
    any other mark begins decimals. Raises UserError for what is no number.
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", from_lao_digits(text))
    if grouped := _GROUPED.fullmatch(plain):
        plain = re.sub("[.,]", "", grouped[1]) + (f".{grouped[3]}" if grouped[3] else "")
    elif not _PLAIN.fullmatch(plain):
        raise _no_amount(text)
    found = Decimal(plain.replace(",", "."))
    if abs(found) >= MOST_KIP:
        raise _no_amount(text)
    return found


def _no_amount(text: str) -> UserError:
    return UserError(
        _("%(text)s is not an amount") % {"text": text},
        _("Write it in figures, for example 150000."),
    )
