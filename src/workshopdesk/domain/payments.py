"""What people are paid for coming: which rate applies, and the sums that follow from attendance.

Every amount is a Decimal, rounded half up to the currency's smallest unit as each sum is made, so
that the parts on paper add up to the total on paper.

- Per diem: a day's rate for every two half-days attended, half of it for one.
- Meals provided in the half-days attended are taken off it, never below nothing.
- Accommodation: a night's rate for each night between the first and the last day attended, for
  those who come from another place.
- Transport: one sum, or so much a kilometre, there and back.

Which of these hold for a list is said by its ``Rules``; they are printed on it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

KIP = "LAK"
_DIGITS = {KIP: 0, "VND": 0, "JPY": 0}
_OTHERS = 2
ZERO = Decimal(0)


class PaymentKind(StrEnum):
    """What money is paid for; a meal is what one provided meal takes off the per diem."""

    PER_DIEM = "per_diem"
    ACCOMMODATION = "accommodation"
    TRANSPORT = "transport"
    MEAL = "meal"


PAID = (PaymentKind.PER_DIEM, PaymentKind.ACCOMMODATION, PaymentKind.TRANSPORT)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as the office entered it. None and "" fit any funder, grade, place and origin.

    ``province`` is where the event takes place, ``origin`` where the person comes from. ``per_km``
    only for transport. ``source`` says where the rate is written.
    """

    id: UUID
    kind: PaymentKind
    funder_id: UUID | None
    grade: str
    province: str | None
    origin: str | None
    first_day: date
    last_day: date | None
    currency: str
    amount: Decimal
    per_km: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """How a list counts. ``least_km``: from how far, one way, a bed is paid; 0 asks the district.

    ``night_before``: the night before the first day is paid as well. ``whole_days``: a day begun
    is paid whole.
    """

    meals_deducted: bool = True
    night_before: bool = False
    least_km: int = 0
    whole_days: bool = False

    def nights(self, days: Collection[date], distance_km: int, *, elsewhere: bool) -> int:
        """Nights paid for these days; ``elsewhere``: the person lives in another district."""
        far = distance_km >= self.least_km if self.least_km else elsewhere
        return nights_between(days) + self.night_before if days and far else 0

    def half_days(self, present: Collection[int], days: Collection[date]) -> int:
        """Half-days paid for those attended."""
        return 2 * len(days) if self.whole_days else len(present)


@dataclass(frozen=True, slots=True)
class Terms:
    """For whom, where and when a list pays, and in what."""

    funder_id: UUID | None
    province: str | None
    day: date
    currency: str = KIP


@dataclass(frozen=True, slots=True)
class Stay:
    """What one person's sums are made of; half-days, nights and meals as the rules count them."""

    grade: str = ""
    origin: str | None = None
    distance_km: int = 0
    half_days: int = 0
    nights: int = 0
    meals: int = 0

    def basis(self, kind: PaymentKind) -> tuple[object, ...]:
        """What the sum of a kind rests on."""
        if kind is PaymentKind.TRANSPORT:
            return (self.grade, self.origin, self.distance_km, self.half_days > 0)
        if kind is PaymentKind.ACCOMMODATION:
            return (self.grade, self.origin, self.nights)
        return (self.grade, self.origin, self.half_days, self.meals)


@dataclass(frozen=True, slots=True)
class PayeeBefore:
    """How somebody was paid last, and where that event took place."""

    grade: str
    origin: str | None
    distance_km: int
    province: str | None
    district: str | None


@dataclass(frozen=True, slots=True)
class CurrencyRate:
    """What one unit of a currency is worth in kip from a day on."""

    currency: str
    first_day: date
    kip: Decimal


class NoRate(Exception):  # noqa: N818 - a gap in what was entered
    """There is no rate for this kind (a PaymentKind), or none to change ``currency`` with."""

    def __init__(self, kind: PaymentKind | None, currency: str = "") -> None:
        super().__init__(kind or currency)
        self.kind = kind
        self.currency = currency


def rate_for(rates: Iterable[Rate], kind: PaymentKind, stay: Stay, terms: Terms) -> Rate | None:
    """The rate that fits best: by funder first, then grade, origin and place, then the newest."""
    fitting = [rate for rate in rates if rate.kind is kind and _fits(rate, stay, terms)]
    return max(fitting, key=_closeness, default=None)


def _fits(rate: Rate, stay: Stay, terms: Terms) -> bool:
    return (
        rate.funder_id in (None, terms.funder_id)
        and rate.grade in ("", stay.grade)
        and rate.origin in (None, stay.origin)
        and rate.province in (None, terms.province)
        and rate.first_day <= terms.day
        and (rate.last_day is None or terms.day <= rate.last_day)
    )


def _closeness(rate: Rate) -> tuple[bool, bool, bool, bool, date, str]:
    return (
        rate.funder_id is not None,
        rate.grade != "",
        rate.origin is not None,
        rate.province is not None,
        rate.first_day,
        rate.id.hex,
    )


def sums(
    stay: Stay, rates: Sequence[Rate], terms: Terms, currencies: Sequence[CurrencyRate] = ()
) -> dict[PaymentKind, Decimal]:
    """What is paid for each of ``PAID``, in the terms' currency.

    Raises NoRate where something is due and no rate says how much. Nothing is due for transport
    or a night when neither a distance nor a night is known and no rate is a whole sum.
    """
    per_diem = _times(
        PaymentKind.PER_DIEM, Decimal(stay.half_days) / 2, stay, rates, terms, currencies
    )
    meals = _times(PaymentKind.MEAL, Decimal(stay.meals), stay, rates, terms, currencies)
    return {
        PaymentKind.PER_DIEM: max(per_diem - meals, ZERO),
        PaymentKind.ACCOMMODATION: _times(
            PaymentKind.ACCOMMODATION, Decimal(stay.nights), stay, rates, terms, currencies
        ),
        PaymentKind.TRANSPORT: _transport(stay, rates, terms, currencies),
    }


def _times(
    kind: PaymentKind,
    units: Decimal,
    stay: Stay,
    rates: Sequence[Rate],
    terms: Terms,
    currencies: Sequence[CurrencyRate],
) -> Decimal:
    if not units:
        return ZERO
    rate = rate_for(rates, kind, stay, terms)
    if rate is None:
        if kind is PaymentKind.MEAL:
            return ZERO
        raise NoRate(kind)
    return exchanged(rate.amount * units, rate.currency, terms, currencies)


def _transport(
    stay: Stay, rates: Sequence[Rate], terms: Terms, currencies: Sequence[CurrencyRate]
) -> Decimal:
    rate = rate_for(rates, PaymentKind.TRANSPORT, stay, terms)
    if rate is None:
        if stay.distance_km and stay.half_days:
            raise NoRate(PaymentKind.TRANSPORT)
        return ZERO
    if not stay.half_days:
        return ZERO
    units = Decimal(2 * stay.distance_km) if rate.per_km else Decimal(1)
    return exchanged(rate.amount * units, rate.currency, terms, currencies)


def exchanged(
    amount: Decimal, currency: str, terms: Terms, currencies: Iterable[CurrencyRate]
) -> Decimal:
    """An amount in the terms' currency, by the rates of their day, rounded. Raises NoRate."""
    if currency != terms.currency:
        known = list(currencies)
        amount *= _in_kip(currency, terms.day, known) / _in_kip(terms.currency, terms.day, known)
    return rounded(amount, terms.currency)


def _in_kip(currency: str, day: date, currencies: Iterable[CurrencyRate]) -> Decimal:
    if currency == KIP:
        return Decimal(1)
    known = [r for r in currencies if r.currency == currency and r.first_day <= day]
    if not known:
        raise NoRate(None, currency)
    return max(known, key=lambda rate: rate.first_day).kip


def digits(currency: str) -> int:
    """Decimal places of a currency's smallest unit (ISO 4217)."""
    return _DIGITS.get(currency, _OTHERS)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Half up to the currency's smallest unit (ISO 4217): a whole kip, a cent."""
    step = Decimal(1).scaleb(-digits(currency))
    return amount.quantize(step, ROUND_HALF_UP)


def total(
    computed: Mapping[PaymentKind, Decimal], corrected: Mapping[PaymentKind, Decimal]
) -> Decimal:
    """What is paid in all: the corrected sum where there is one."""
    return sum((corrected.get(kind, computed.get(kind, ZERO)) for kind in PAID), ZERO)


def nights_between(days: Iterable[date]) -> int:
    """Nights from the first to the last of these days."""
    known = sorted(days)
    return (known[-1] - known[0]).days if known else 0


Sums = Mapping[PaymentKind, Decimal]


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One person's line: what it was computed from, the sums, and sums corrected with a reason."""

    id: UUID
    version: int
    registration_id: UUID
    name: str
    stay: Stay
    computed: Sums
    corrected: Sums
    reason: str

    def amount(self, kind: PaymentKind) -> Decimal:
        """What is paid for a kind."""
        return self.corrected.get(kind, self.computed.get(kind, ZERO))

    @property
    def total(self) -> Decimal:
        """What is paid in all."""
        return total(self.computed, self.corrected)


@dataclass(frozen=True, slots=True)
class PaymentList:
    """A list with its lines in list order. ``applied``: the rates it was signed with."""

    id: UUID
    number: int
    funder_id: UUID | None
    currency: str
    closed_on: date | None
    supplement_to_id: UUID | None
    lines: tuple[PaymentLine, ...] = field(default=())
    rules: Rules = Rules()
    applied: tuple[Rate, ...] = ()

    @property
    def total(self) -> Decimal:
        """Everything on it."""
        return sum((line.total for line in self.lines), ZERO)


def sums_text(amounts: Sums) -> str:
    """Sums as they are stored: {kind: amount} as JSON, amounts as decimal text."""
    return json.dumps({str(kind): f"{amount:f}" for kind, amount in sorted(amounts.items())})


def sums_of(text: str) -> dict[PaymentKind, Decimal]:
    """The sums again; "" holds none."""
    told: dict[str, str] = json.loads(text or "{}")
    return {PaymentKind(kind): Decimal(amount) for kind, amount in told.items()}


def options_text(rules: Rules, applied: Iterable[Rate] = ()) -> str:
    """Rules, and the rates a closed list was signed with, as they are stored: JSON."""
    rates = [{key: _told(value) for key, value in asdict(rate).items()} for rate in applied]
    return json.dumps(asdict(rules) | ({"applied": rates} if rates else {}), sort_keys=True)


def _told(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def options_of(text: str) -> tuple[Rules, tuple[Rate, ...]]:
    """Rules and applied rates again; "" holds the usual rules and none."""
    told: dict[str, Any] = json.loads(text or "{}")
    rates = tuple(_rate_of(rate) for rate in told.pop("applied", ()))
    return Rules(**told), rates


def _rate_of(told: dict[str, Any]) -> Rate:
    known = {
        "id": UUID(told["id"]),
        "kind": PaymentKind(told["kind"]),
        "funder_id": UUID(told["funder_id"]) if told["funder_id"] else None,
        "first_day": date.fromisoformat(told["first_day"]),
        "last_day": date.fromisoformat(told["last_day"]) if told["last_day"] else None,
        "amount": Decimal(told["amount"]),
    }
    return Rate(**told | known)
