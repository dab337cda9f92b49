"""The sheet of an event's budget: lines, and totals by funder and currency and in kip."""

from __future__ import annotations

from dataclasses import dataclass

from workshopdesk.documents.model import Sheet, Signer, Words
from workshopdesk.documents.payments import Money


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A line or a total: ``sums`` are planned, committed, spent and left. ``over`` is marked.

    ``decimals`` of its currency. ``exchanged``: the total of all currencies in one.
    """

    code: str
    title: Words
    funder: str
    currency: str
    sums: tuple[Money, ...]
    decimals: int
    over: bool = False
    exchanged: bool = False


@dataclass(frozen=True, slots=True)
class BudgetHeadings:
    """The words above the columns."""

    code: Words
    title: Words
    funder: Words
    currency: Words
    sums: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class BudgetSheet(Sheet):
    """A budget. ``totals`` are those by funder and currency, then the one in kip if known."""

    headings: BudgetHeadings
    lines: tuple[BudgetRow, ...]
    totals: tuple[BudgetRow, ...]
    over_note: Words
    signers: tuple[Signer, ...]
