"""The sheet of a payment list: what each person gets, signed for by them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from workshopdesk.documents.model import Sheet, Signer, Words


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: exact for Excel, and as printed."""

    exact: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A person's row: per diem, accommodation and transport, with what each is for.

    ``note`` is why a sum was corrected.
    """

    number: int
    name: Words
    position: str
    unit: str
    sums: tuple[Money, Money, Money]
    details: tuple[str, str, str]
    total: Money
    note: str


@dataclass(frozen=True, slots=True)
class PaymentHeadings:
    """The words above the columns; position and unit share one on paper."""

    number: Words
    name: Words
    position: Words
    unit: Words
    sums: tuple[Words, Words, Words]
    total: Words
    signature: Words
    note: Words


@dataclass(frozen=True, slots=True)
class PaymentSheet(Sheet):
    """A payment list with its totals, in words too, and the three who sign for it.

    ``rules`` say how it was counted.
    """

    headings: PaymentHeadings
    lines: tuple[PaymentLine, ...]
    total_label: Words
    sums: tuple[Money, Money, Money]
    total: Money
    in_words: Words
    rules: Words
    decimals: int
    signers: tuple[Signer, Signer, Signer]
