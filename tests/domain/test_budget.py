"""Budgets: totals by funder and currency, in kip by the rates of a day, and what lists spent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.budget import BudgetLine, Pays, in_kip, spent_by_lists, totals
from workshopdesk.domain.payments import (
    CurrencyRate,
    NoRate,
    PaymentKind,
    PaymentLine,
    PaymentList,
    Stay,
)

DAY = date(2025, 9, 15)
FUNDER, OTHER = UUID(int=1), UUID(int=2)
RATES = (
    CurrencyRate("EUR", date(2025, 1, 1), Decimal("24000")),
    CurrencyRate("EUR", date(2025, 9, 1), Decimal("24850.5")),
    CurrencyRate("EUR", date(2025, 10, 1), Decimal("26000")),
)


def line(
    planned: str, committed: str = "0", spent: str = "0", *, currency: str = "LAK",
    funder: UUID | None = FUNDER, pays: Pays = Pays.NOTHING,
) -> BudgetLine:  # fmt: skip
    return BudgetLine(
        UUID(int=9), 1, 1, "1", "ລາຍການ", "", funder, currency,
        Decimal(planned), Decimal(committed), Decimal(spent), pays,
    )  # fmt: skip


def paid(amount: str, closed: date | None, currency: str = "LAK") -> PaymentList:
    sums = {PaymentKind.PER_DIEM: Decimal(amount), PaymentKind.TRANSPORT: Decimal(7)}
    person = PaymentLine(UUID(int=5), 1, UUID(int=6), "ຄົນ", Stay(), sums, {}, "")
    return PaymentList(UUID(int=4), 1, FUNDER, currency, closed, None, (person,))


def test_everything_in_kip_follows_the_rate_of_the_day() -> None:
    found = in_kip([line("1000"), line("10.10", "0.02", "1", currency="EUR")], DAY, RATES)
    assert found.planned == 1000 + Decimal("250990")  # 10.10 x 24850.5 = 250990.05
    assert found.committed == 497  # 0.02 x 24850.5 = 497.01
    assert found.spent == 24851  # 24850.5, half up
    with pytest.raises(NoRate) as missing:
        in_kip([line("1", currency="USD")], DAY, RATES)
    assert missing.value.currency == "USD"


def test_a_line_is_over_once_spent_and_committed_exceed_the_plan() -> None:
    assert not line("100", "40", "60").overspent
    assert line("100", "40", "60.01").overspent
    assert line("100", "40", "61").left == -1


def test_only_closed_lists_of_the_funder_count_and_only_what_the_line_pays() -> None:
    lists = [paid("100", DAY), paid("50", None), paid("1", DAY, "EUR")]
    # The whole list in euro is exchanged at once: 1 + 7 euro for all, 1 for the per diem.
    assert spent_by_lists(line("0", pays=Pays.PER_DIEM), lists[:2], DAY, RATES) == 100
    assert spent_by_lists(line("0", pays=Pays.ALL), lists[:2], DAY, RATES) == 107
    assert spent_by_lists(line("0", pays=Pays.PER_DIEM), lists, DAY, RATES) == 100 + 24851
    assert spent_by_lists(line("0", pays=Pays.ALL, funder=OTHER), lists, DAY, RATES) == 0
    assert spent_by_lists(line("0"), lists, DAY, RATES) == 0


@given(
    st.lists(
        st.tuples(
            st.decimals(0, 10**9, places=2), st.sampled_from(["LAK", "EUR"]),
            st.sampled_from([FUNDER, OTHER, None]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_totals_leave_nothing_out(entered: list[tuple[Decimal, str, UUID | None]]) -> None:
    lines = [line(str(a), currency=c, funder=f) for a, c, f in entered]
    for currency in ("LAK", "EUR"):
        of_totals = sum(t.planned for t in totals(lines) if t.currency == currency)
        assert of_totals == sum(a for a, c, _f in entered if c == currency)
    assert len(totals(lines)) == len({(f, c) for _a, c, f in entered})
