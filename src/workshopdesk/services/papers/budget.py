"""The budget of an event as a paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workshopdesk.documents import budget as d
from workshopdesk.documents import model as m
from workshopdesk.documents.payments import Money
from workshopdesk.domain.budget import BudgetLine, BudgetTotal
from workshopdesk.domain.payments import digits
from workshopdesk.i18n import N_
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import footing, letterhead, signer
from workshopdesk.services.papers.payment_list import currency_word, money
from workshopdesk.services.papers.wording import Wording


def budget_sheet(
    facts: EventFacts,
    words: Wording,
    lines: Sequence[BudgetLine],
    totals: Sequence[BudgetTotal],
    kip: BudgetTotal | None,
) -> d.BudgetSheet:
    """The lines, the totals, and everything in kip where the rates are known."""
    title = words.say(N_("Budget of the event"))
    rows = tuple(_line(facts, words, line) for line in lines)
    over = any(row.over for row in rows)
    return d.BudgetSheet(
        language=words.language,
        head=letterhead(facts, words, title),
        foot=footing(facts, words, title),
        dated=facts.event.last_day,
        headings=_headings(words),
        lines=rows,
        totals=tuple(_total(facts, words, one) for one in (*totals, *([kip] if kip else ()))),
        over_note=words.say(N_("* More is spent and committed than was planned"))
        if over
        else m.Words(""),
        signers=(signer(words, N_("Compiled by")), signer(words, N_("Approved by"))),
    )


def _headings(words: Wording) -> d.BudgetHeadings:
    return d.BudgetHeadings(
        code=words.say(N_("Code")),
        title=words.say(N_("Budget line")),
        funder=words.say(N_("Funder")),
        currency=words.say(N_("Currency")),
        sums=(
            words.say(N_("Plan")),
            words.say(N_("Committed")),
            words.say(N_("Spent")),
            words.say(N_("Left")),
        ),
    )


def _line(facts: EventFacts, words: Wording, line: BudgetLine) -> d.BudgetRow:
    return d.BudgetRow(
        line.code,
        words.stored(line.title_lo, line.title_en),
        _funder(facts, words, line),
        currency_word(line.currency, words.main),
        _sums(words, line),
        digits(line.currency),
        line.overspent,
    )


def _total(facts: EventFacts, words: Wording, one: BudgetTotal) -> d.BudgetRow:
    title = N_("Everything, in kip by the rate of the day") if one.whole else N_("Total")
    funder = "" if one.whole else _funder(facts, words, one)
    return d.BudgetRow(
        "", words.say(title), funder, currency_word(one.currency, words.main),
        _sums(words, one), digits(one.currency), one.left < 0, one.whole,
    )  # fmt: skip


def _sums(words: Wording, one: BudgetLine | BudgetTotal) -> tuple[Money, ...]:
    amounts: tuple[Decimal, ...] = (one.planned, one.committed, one.spent, one.left)
    return tuple(money(words, amount, one.currency) for amount in amounts)


def _funder(facts: EventFacts, words: Wording, one: BudgetLine | BudgetTotal) -> str:
    found = next((f for f in facts.funders if f.id == one.funder_id), None)
    return words.stored_line(found.name_lo, found.name_en) if found else ""
