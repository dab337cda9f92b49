"""The table of a payment list: what each line rests on, and its sums, typed in the cells."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from workshopdesk.domain.payments import PaymentKind, PaymentLine
from workshopdesk.i18n import N_
from workshopdesk.ui.payments.presenter import ScreenState, amount, corrections
from workshopdesk.ui.tables import Column
from workshopdesk.ui.widgets.table import tick_column

SetBasis = Callable[[PaymentLine, str, str], None]
Correct = Callable[[PaymentLine, PaymentKind, str], None]
_SUMS = (
    (PaymentKind.PER_DIEM, N_("Per diem"), 86),
    (PaymentKind.ACCOMMODATION, N_("Bed"), 80),
    (PaymentKind.TRANSPORT, N_("Transport"), 86),
)


def line_columns(
    state: Callable[[], ScreenState],
    currency: Callable[[], str],
    change: SetBasis,
    correct: Correct,
) -> list[Column[PaymentLine]]:
    """The columns; ``change`` is told the line, "grade", "origin" or "distance_km", and a text."""

    def unit(line: PaymentLine) -> str:
        return state().units.get(line.registration_id, "")

    def origin(line: PaymentLine) -> str:
        return dict(state().provinces).get(line.stay.origin or "", "")

    return [
        tick_column(),
        Column("name", N_("Name"), lambda x: x.name, (150, 150), weight=500, grow=3,
               other_texts=unit),
        Column("grade", N_("Grade"), lambda x: x.stay.grade, (60, 60),
               edit=lambda x, text: change(x, "grade", text), suggestions=lambda: state().grades),
        Column("origin", N_("Comes from"), origin, (100, 100), grow=1,
               edit=lambda x, text: change(x, "origin", text),
               suggestions=lambda: [name for _code, name in state().provinces]),
        Column("km", N_("Km"), lambda x: str(x.stay.distance_km or ""), (48, 48), right=True,
               sort=lambda x: x.stay.distance_km, filtered=False,
               edit=lambda x, text: change(x, "distance_km", text)),
        _count("half_days", N_("Half-days"), (70, 76), lambda x: x.stay.half_days),
        _count("nights", N_("Nights"), (88, 62), lambda x: x.stay.nights),
        _count("meals", N_("Meals"), (66, 60), lambda x: x.stay.meals),
        *(_sum(kind, title, width, currency, correct) for kind, title, width in _SUMS),
        Column("total", N_("Total"), lambda x: amount(x.total, currency()), (98, 98), right=True,
               weight=600, sort=lambda x: x.total, filtered=False),
        Column("why", N_("Correction"), lambda x: corrections(x, currency()), (110, 110),
               grow=2, tone="quiet"),
    ]  # fmt: skip


def _count(
    key: str, title: str, width: tuple[int, int], of: Callable[[PaymentLine], int]
) -> Column[PaymentLine]:
    return Column(key, title, lambda x: str(of(x)), width, right=True, sort=of, filtered=False)


def _sum(
    kind: PaymentKind, title: str, width: int, currency: Callable[[], str], correct: Correct
) -> Column[PaymentLine]:
    return Column(
        kind.value, title, lambda x: amount(x.amount(kind), currency()), (width, width), right=True,
        sort=lambda x: x.amount(kind), filtered=False,
        edit=lambda x, text: correct(x, kind, text),
    )  # fmt: skip


def key_of(line: PaymentLine) -> UUID:
    """What names a line."""
    return line.id
