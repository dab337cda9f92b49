"""The budget of an event: its lines, what closed payment lists spent on them, and the totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from workshopdesk import documents
from workshopdesk.documents.model import Language
from workshopdesk.domain.budget import (
    BudgetLine,
    BudgetTotal,
    NoRate,
    Pays,
    in_kip,
    spent_by_lists,
    totals,
)
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import KIP, ZERO, rounded
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers.budget import budget_sheet
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.payment_rates import amount, currency_code
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t

_AMOUNTS = ("planned", "committed", "spent")


@dataclass(frozen=True, slots=True)
class SpentLine:
    """A line with what the closed lists say of it; None where no list is spent on it.

    ``missing`` names a currency no rate is known of.
    """

    line: BudgetLine
    by_lists: Decimal | None
    missing: str = ""

    @property
    def difference(self) -> Decimal:
        """What is written as spent beyond what the lists paid."""
        return ZERO if self.by_lists is None else self.line.spent - self.by_lists


@dataclass(frozen=True, slots=True)
class Budget:
    """A whole budget. ``kip`` is None when ``missing``, a currency, has no rate on the day."""

    lines: tuple[SpentLine, ...]
    totals: tuple[BudgetTotal, ...]
    kip: BudgetTotal | None
    missing: str = ""


def read_budget(reader: Reader, event_id: UUID) -> Budget:
    """The budget of an event, its totals by the currency rates of the event's first day."""
    day = reader.event(event_id).first_day
    lines = reader.budget_lines(event_id)
    currencies = reader.currency_rates()
    lists = reader.payment_lists(event_id)

    def spent(line: BudgetLine) -> SpentLine:
        if line.pays is Pays.NOTHING:
            return SpentLine(line, None)
        try:
            return SpentLine(line, spent_by_lists(line, lists, day, currencies))
        except NoRate as missing:
            return SpentLine(line, None, missing.currency)

    try:
        kip, missing = in_kip(lines, day, currencies), ""
    except NoRate as gap:
        kip, missing = None, gap.currency
    return Budget(tuple(map(spent, lines)), totals(lines), kip, missing)


def add_line(
    store: Store, event_id: UUID, title: str, *, funder_id: UUID | None = None, currency: str = KIP
) -> UUID:
    """Add a line at the end, with nothing planned yet. Raises UserError without a title."""
    if not title.strip():
        raise UserError(_("Say what the budget line is for"))
    with store.unit_of_work(N_("Add a budget line: %(title)s"), title=title.strip()) as work:
        lines = work.reader.budget_lines(event_id)
        record = work.add(
            t.BudgetLine(
                event_id=event_id, order=1 + max((x.order for x in lines), default=0),
                title_lo=title.strip(), funder_id=funder_id, currency=currency_code(currency),
                planned=ZERO, committed=ZERO, spent=ZERO,
            )
        )  # fmt: skip
        work.commit()
        return record.id


def change_line(store: Store, line: BudgetLine, **changes: Any) -> None:
    """Change fields of a line; amounts as typed. Raises UserError for what is no amount."""
    checked = dict(changes)
    currency = line.currency
    if "currency" in changes:
        checked["currency"] = currency = currency_code(changes["currency"])
    for name in _AMOUNTS:
        if name in changes:
            checked[name] = _amount(changes[name], currency)
    with store.unit_of_work(N_("Change a budget line")) as work:
        record = work.get(t.BudgetLine, line.id)
        for name, value in checked.items():
            setattr(record, name, value.strip() if isinstance(value, str) else value)
        work.commit()


def _amount(text: str, currency: str) -> Decimal:
    found = rounded(amount(text), currency) if text.strip() else ZERO
    if found < 0:
        raise UserError(_("An amount is not below nothing"))
    return found


def remove_lines(store: Store, line_ids: Sequence[UUID]) -> None:
    """Take lines away."""
    with store.unit_of_work(N_("Take away budget lines")) as work:
        for line_id in line_ids:
            work.delete(work.get(t.BudgetLine, line_id))
        work.commit()


def fill_spent(store: Store, event_id: UUID) -> int:
    """Write what the closed lists paid as spent, where lines pay from them; gives how many changed.

    Raises UserError where a currency has no rate.
    """
    with store.unit_of_work(N_("Fill what was spent from payment lists")) as work:
        found = [one for one in read_budget(work.reader, event_id).lines if one.line.pays]
        for one in found:
            if one.by_lists is None:
                raise UserError(
                    _("There is no exchange rate for %(currency)s") % {"currency": one.missing},
                    _("Enter what one unit is worth in kip from a day on."),
                )
        changed = [one for one in found if one.difference]
        for one in changed:
            work.get(t.BudgetLine, one.line.id).spent = one.by_lists or ZERO
        work.commit()
    return len(changed)


def budget_bytes(store: Store, event_code: str, language: Language, format: str) -> bytes:
    """The budget as a paper: "pdf" or "xlsx". Raises UserError when it has no lines."""
    with store.read() as reader:
        facts = read_facts(reader, event_code)
        budget = read_budget(reader, facts.event.id)
    if not budget.lines:
        raise UserError(_("The budget has no lines yet"))
    lines = tuple(one.line for one in budget.lines)
    sheet = budget_sheet(facts, Wording(language), lines, budget.totals, budget.kip)
    return documents.render_xlsx(sheet) if format == "xlsx" else documents.render_pdf(sheet)
