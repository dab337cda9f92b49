"""The budget of an event: lines in any currency, totals by funder and currency, and in kip.

Amounts are Decimals. What is spent on a line is written by hand or follows from the payment lists
that were closed; where both are known and differ, the difference is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from workshopdesk.domain.payments import (
    KIP,
    PAID,
    ZERO,
    CurrencyRate,
    NoRate,
    PaymentKind,
    PaymentList,
    Terms,
    exchanged,
)


class Pays(StrEnum):
    """What of the closed payment lists is spent on a budget line."""

    NOTHING = ""
    ALL = "all"
    PER_DIEM = "per_diem"
    ACCOMMODATION = "accommodation"
    TRANSPORT = "transport"

    @property
    def kinds(self) -> tuple[PaymentKind, ...]:
        """The kinds of payment it stands for."""
        if self is Pays.NOTHING:
            return ()
        return PAID if self is Pays.ALL else (PaymentKind(self.value),)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line, its amounts in ``currency``."""

    id: UUID
    version: int
    order: int
    code: str
    title_lo: str
    title_en: str
    funder_id: UUID | None
    currency: str
    planned: Decimal
    committed: Decimal
    spent: Decimal
    pays: Pays = Pays.NOTHING

    @property
    def left(self) -> Decimal:
        """What of the plan is neither spent nor committed; below nothing when over-spent."""
        return self.planned - self.committed - self.spent

    @property
    def overspent(self) -> bool:
        """Whether more is spent and committed than was planned."""
        return self.left < 0


@dataclass(frozen=True, slots=True)
class BudgetTotal:
    """Sums in one currency, of one funder or (``funder_id`` None, ``whole``) of all."""

    funder_id: UUID | None
    currency: str
    planned: Decimal
    committed: Decimal
    spent: Decimal
    whole: bool = False

    @property
    def left(self) -> Decimal:
        """What is left of the plan."""
        return self.planned - self.committed - self.spent


def totals(lines: Iterable[BudgetLine]) -> tuple[BudgetTotal, ...]:
    """The sums of each funder in each currency, in the order they first appear."""
    groups: dict[tuple[UUID | None, str], list[BudgetLine]] = {}
    for line in lines:
        groups.setdefault((line.funder_id, line.currency), []).append(line)
    return tuple(
        BudgetTotal(
            funder, currency,
            sum((x.planned for x in found), ZERO),
            sum((x.committed for x in found), ZERO),
            sum((x.spent for x in found), ZERO),
        )
        for (funder, currency), found in groups.items()
    )  # fmt: skip


def in_kip(
    lines: Iterable[BudgetLine], day: date, currencies: Sequence[CurrencyRate]
) -> BudgetTotal:
    """Everything in kip by the rates of a day; each total is exchanged as a whole.

    Raises NoRate for a currency without a rate on that day.
    """
    terms = Terms(None, None, day, KIP)
    planned = committed = spent = ZERO
    for one in totals(lines):
        planned += exchanged(one.planned, one.currency, terms, currencies)
        committed += exchanged(one.committed, one.currency, terms, currencies)
        spent += exchanged(one.spent, one.currency, terms, currencies)
    return BudgetTotal(None, KIP, planned, committed, spent, whole=True)


def spent_by_lists(
    line: BudgetLine, lists: Iterable[PaymentList], day: date, currencies: Sequence[CurrencyRate]
) -> Decimal:
    """What closed lists of the line's funder paid for what the line pays, in its currency.

    Raises NoRate where a list is in another currency and no rate says what that is worth.
    """
    terms = Terms(line.funder_id, None, day, line.currency)
    found = ZERO
    for one in lists:
        if one.closed_on is None or one.funder_id != line.funder_id:
            continue
        paid = sum((x.amount(kind) for x in one.lines for kind in line.pays.kinds), ZERO)
        found += exchanged(paid, one.currency, terms, currencies)
    return found


__all__ = ["BudgetLine", "BudgetTotal", "NoRate", "Pays", "in_kip", "spent_by_lists", "totals"]
