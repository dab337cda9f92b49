"""Payments to the last kip: the rate that fits best, the sums, rounding, other currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.domain.payments import (
    PAID,
    CurrencyRate,
    NoRate,
    PaymentKind,
    Rate,
    Stay,
    Terms,
    nights_between,
    rate_for,
    rounded,
    sums,
    total,
)

FUNDER, OTHER = UUID(int=1), UUID(int=2)
DAY = date(2025, 9, 15)
TERMS = Terms(FUNDER, "LA-KH", DAY)


def rate(
    kind: PaymentKind,
    amount: str,
    n: int = 0,
    *,
    funder: UUID | None = None,
    grade: str = "",
    province: str | None = None,
    origin: str | None = None,
    first_day: date = date(2025, 1, 1),
    last_day: date | None = None,
    currency: str = "LAK",
    per_km: bool = False,
) -> Rate:
    return Rate(
        UUID(int=100 + n), kind, funder, grade, province, origin, first_day, last_day, currency,
        Decimal(amount), per_km,
    )  # fmt: skip


RATES = (
    rate(PaymentKind.PER_DIEM, "150000", 1),
    rate(PaymentKind.PER_DIEM, "200000", 2, grade="A"),
    rate(PaymentKind.PER_DIEM, "180000", 3, funder=FUNDER),
    rate(PaymentKind.PER_DIEM, "999999", 4, funder=OTHER),
    rate(PaymentKind.ACCOMMODATION, "250000", 5),
    rate(PaymentKind.TRANSPORT, "1500", 6, per_km=True),
    rate(PaymentKind.TRANSPORT, "300000", 7, origin="LA-VT"),
    rate(PaymentKind.MEAL, "45000", 8),
)


def test_the_closest_rate_is_taken() -> None:
    assert _amount(Stay()) == Decimal(180000)
    assert _amount(Stay(grade="A")) == Decimal(180000)  # the funder's own rule goes first
    assert _amount(Stay(grade="A"), Terms(None, None, DAY)) == Decimal(200000)
    assert _amount(Stay(grade="B"), Terms(None, None, DAY)) == Decimal(150000)


def _amount(stay: Stay, terms: Terms = TERMS) -> Decimal:
    found = rate_for(RATES, PaymentKind.PER_DIEM, stay, terms)
    assert found is not None
    return found.amount


def test_a_rate_holds_from_its_first_to_its_last_day() -> None:
    rates = [
        rate(PaymentKind.PER_DIEM, "100", 1, last_day=date(2025, 9, 14)),
        rate(PaymentKind.PER_DIEM, "110", 2, first_day=DAY),
        rate(PaymentKind.PER_DIEM, "120", 3, first_day=date(2025, 9, 16)),
    ]
    found = rate_for(rates, PaymentKind.PER_DIEM, Stay(), TERMS)
    assert found is not None
    assert found.amount == Decimal(110)


def test_three_half_days_two_meals_one_night_and_the_road() -> None:
    stay = Stay(origin="LA-BL", distance_km=140, half_days=3, nights=1, meals=2)
    assert sums(stay, RATES, TERMS) == {
        PaymentKind.PER_DIEM: Decimal(180000 * 3 // 2 - 2 * 45000),
        PaymentKind.ACCOMMODATION: Decimal(250000),
        PaymentKind.TRANSPORT: Decimal(2 * 140 * 1500),
    }


def test_a_sum_for_an_origin_goes_before_kilometres() -> None:
    found = sums(Stay(origin="LA-VT", distance_km=350, half_days=4), RATES, TERMS)
    assert found[PaymentKind.TRANSPORT] == Decimal(300000)


def test_meals_never_take_more_than_the_per_diem() -> None:
    assert sums(Stay(half_days=1, meals=9), RATES, TERMS)[PaymentKind.PER_DIEM] == 0


def test_who_did_not_come_is_paid_nothing() -> None:
    assert total(sums(Stay(origin="LA-VT", distance_km=350), RATES, TERMS), {}) == 0


def test_what_has_no_rate_is_named() -> None:
    with pytest.raises(NoRate) as missing:
        sums(Stay(half_days=1, nights=1), RATES[:4], TERMS)
    assert missing.value.kind is PaymentKind.ACCOMMODATION


def test_another_currency_is_changed_by_the_rate_of_the_day() -> None:
    dollars = [rate(PaymentKind.PER_DIEM, "8.5", currency="USD")]
    known = [
        CurrencyRate("USD", date(2025, 1, 1), Decimal("21000")),
        CurrencyRate("USD", date(2025, 9, 1), Decimal("21657.5")),
        CurrencyRate("USD", date(2025, 10, 1), Decimal("30000")),
    ]
    found = sums(Stay(half_days=3), dollars, TERMS, known)
    assert found[PaymentKind.PER_DIEM] == Decimal("276133")  # 12.75 x 21657.5 = 276133.125
    with pytest.raises(NoRate) as missing:
        sums(Stay(half_days=3), dollars, TERMS)
    assert missing.value.currency == "USD"


@pytest.mark.parametrize(
    ("amount", "currency", "wanted"),
    [("0.5", "LAK", "1"), ("2.5", "LAK", "3"), ("1.005", "USD", "1.01"), ("1.004", "EUR", "1.00")],
)
def test_halves_are_rounded_up(amount: str, currency: str, wanted: str) -> None:
    assert rounded(Decimal(amount), currency) == Decimal(wanted)


@given(
    half_days=st.integers(0, 20),
    nights=st.integers(0, 9),
    meals=st.integers(0, 9),
    distance=st.integers(0, 900),
    day=st.integers(1, 10**7),
)
def test_the_parts_add_up_to_the_last_kip(
    half_days: int, nights: int, meals: int, distance: int, day: int
) -> None:
    rates = [
        rate(PaymentKind.PER_DIEM, str(day)),
        rate(PaymentKind.ACCOMMODATION, "200000"),
        rate(PaymentKind.TRANSPORT, "1250", per_km=True),
        rate(PaymentKind.MEAL, "40000"),
    ]
    stay = Stay("", None, distance, half_days, nights, meals)
    found = sums(stay, rates, TERMS)
    per_diem = max((day * half_days + 1) // 2 - 40000 * meals, 0)
    road = 2 * distance * 1250 if half_days else 0
    assert total(found, {}) == per_diem + 200000 * nights + road
    assert all(amount == amount.to_integral_value() for amount in found.values())


def test_a_correction_stands_in_place_of_the_sum() -> None:
    computed = {kind: Decimal(100) for kind in PAID}
    assert total(computed, {PaymentKind.TRANSPORT: Decimal(0)}) == 200


def test_nights_are_those_between_the_days() -> None:
    assert nights_between([]) == 0
    assert nights_between([DAY]) == 0
    assert nights_between([date(2025, 9, 17), DAY]) == 2
