"""The columns of the table of rates, and how what is typed into them is read."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from workshopdesk.domain.payments import Rate
from workshopdesk.i18n import N_, _
from workshopdesk.lao.dates import parse_date
from workshopdesk.services.payment_rates import KIND_WORDS
from workshopdesk.ui import words
from workshopdesk.ui.payments.presenter import ScreenState, amount
from workshopdesk.ui.tables import Column
from workshopdesk.ui.widgets.table import tick_column

State = Callable[[], ScreenState | None]
Change = Callable[[Rate, str, object], None]


def rate_columns(state: State, change: Change) -> list[Column[Rate]]:
    """``change`` is told the rate, the field, and its new value."""

    def funders() -> dict[str, str]:
        known = state()
        return dict(known.funders) if known else {}

    def places() -> dict[str, str]:
        known = state()
        return dict(known.provinces) if known else {}

    def funder(rate: Rate) -> str:
        return funders().get(rate.funder_id.hex, _("another funder")) if rate.funder_id else ""

    def edit_funder(rate: Rate, text: str) -> None:
        key = _key(funders(), text)
        if key is not None:
            change(rate, "funder_id", UUID(key) if key else None)

    def edit_text(key: str) -> Callable[[Rate, str], None]:
        return lambda rate, text: change(rate, key, text)

    def edit_place(key: str) -> Callable[[Rate, str], None]:
        def edit(rate: Rate, text: str) -> None:
            code = _key(places(), text)
            if code is not None:
                change(rate, key, code or None)

        return edit

    def edit_day(key: str) -> Callable[[Rate, str], None]:
        def edit(rate: Rate, text: str) -> None:
            day = parse_date(text) if text else None
            if day is not None or (not text and key == "last_day"):
                change(rate, key, day)

        return edit

    def kind(rate: Rate) -> str:
        return _(KIND_WORDS[rate.kind]) + (f", {_('a kilometre')}" if rate.per_km else "")

    return [
        tick_column(),
        Column("kind", N_("Paid for"), kind, (130, 150), weight=500, choices=True),
        Column("amount", N_("Amount"), lambda r: amount(r.amount, r.currency), (84, 84), right=True,
               sort=lambda r: r.amount, edit=edit_text("amount"), filtered=False),
        Column("currency", N_("Currency"), lambda r: r.currency, (70, 76), choices=True,
               edit=edit_text("currency")),
        Column("funder", N_("Funder"), funder, (76, 76), grow=1, edit=edit_funder,
               suggestions=lambda: list(funders().values())),
        Column("grade", N_("Grade"), lambda r: r.grade, (50, 56), edit=edit_text("grade")),
        Column("province", N_("Event in"), lambda r: places().get(r.province or "", ""), (80, 80),
               grow=1, edit=edit_place("province"), suggestions=lambda: list(places().values())),
        Column("origin", N_("Comes from"), lambda r: places().get(r.origin or "", ""), (84, 84),
               grow=1, edit=edit_place("origin"), suggestions=lambda: list(places().values())),
        Column("first_day", N_("From day"), lambda r: words.day(r.first_day), (104, 122),
               sort=lambda r: r.first_day, edit=edit_day("first_day"), filtered=False),
        Column("last_day", N_("To day"), lambda r: words.day(r.last_day) if r.last_day else "",
               (104, 122), edit=edit_day("last_day"), filtered=False),
        Column("source", N_("Written in"), lambda r: r.source, (90, 90), grow=2, tone="quiet",
               edit=edit_text("source")),
    ]  # fmt: skip


def _key(names: dict[str, str], text: str) -> str | None:
    """The key of a name; "" for nothing typed, None for a strange name."""
    return "" if not text else next((key for key, name in names.items() if name == text), None)
