"""The budget of an event: kept exactly, filled from closed lists, printed with what is over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook
from tests.documents import reading
from tests.services.test_payments import EVENT, FIRST, filled, make, only

from workshopdesk.domain.budget import BudgetLine, Pays
from workshopdesk.domain.errors import UserError
from workshopdesk.services import budget, payment_rates, payments
from workshopdesk.services.budget import Budget, read_budget
from workshopdesk.store import Store, open_store

__all__ = ["filled"]


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the event with attendance and rates."""
    opened = open_store(str(shutil.copy(filled, tmp_path / "copy.wdb")))
    yield opened
    opened.close()


def event_id(store: Store) -> UUID:
    with store.read() as reader:
        return reader.event(EVENT).id


def of(store: Store) -> Budget:
    with store.read() as reader:
        return read_budget(reader, reader.event(EVENT).id)


def add(store: Store, title: str, *, currency: str = "LAK", **fields: object) -> BudgetLine:
    budget.add_line(store, event_id(store), title, currency=currency)
    line = of(store).lines[-1].line
    budget.change_line(store, line, **fields)
    return of(store).lines[-1].line


def test_amounts_are_kept_to_the_cent_and_taken_back(store: Store) -> None:
    line = add(store, "ເອກະສານ", currency="EUR", planned="1.234,56", spent="0,1")
    assert (line.planned, line.spent) == (Decimal("1234.56"), Decimal("0.1"))
    with pytest.raises(UserError):
        budget.change_line(store, line, planned="-1")
    with pytest.raises(UserError):
        budget.change_line(store, line, planned="ຫຼາຍ")
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    store.undo(did.id)
    assert of(store).lines[0].line.planned == 0
    assert of(store).missing == "EUR"
    assert of(store).kip is None
    payment_rates.set_currency_rate(store, "eur", FIRST, "24000")
    kip = of(store).kip
    assert kip is not None
    assert kip.spent == 0


def test_spent_follows_closed_lists_and_the_difference_is_shown(store: Store) -> None:
    list_id = make(store)
    line = add(store, "ເບ້ຍລ້ຽງ", planned="1000000", spent="5", pays=Pays.ALL)
    assert of(store).lines[0].by_lists == 0
    payments.close(store, list_id, FIRST)
    total = only(store, list_id).total
    found = of(store).lines[0]
    assert (found.by_lists, found.difference) == (total, 5 - total)
    assert budget.fill_spent(store, event_id(store)) == 1
    assert budget.fill_spent(store, event_id(store)) == 0
    filled_in = of(store).lines[0]
    assert (filled_in.line.spent, filled_in.difference) == (total, Decimal(0))
    assert filled_in.line.overspent
    budget.remove_lines(store, [line.id])
    assert of(store).lines == ()


@pytest.mark.parametrize("language", ["lo", "en", "lo-en"])
def test_the_paper_and_the_workbook_say_the_same(
    store: Store, language: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError):
        budget.budget_bytes(store, EVENT, "lo", "pdf")
    add(store, "ຫ້ອງປະຊຸມ", code="1.1", planned="6000000", committed="6500000")
    add(store, "ເອກະສານ", currency="EUR", code="2.1", planned="320.5", spent="80.25")
    payment_rates.set_currency_rate(store, "EUR", date(2025, 9, 1), "24850")
    pdf = budget.budget_bytes(store, EVENT, language, "pdf")  # type: ignore[arg-type]  # of the three
    text = "\n".join(reading.pages(pdf))
    group, mark = (",", ".") if language == "en" else (".", ",")
    assert f"* -500{group}000" in text
    assert f"320{mark}50" in text
    assert f"13{group}964{group}425" in text  # 6,000,000 + 320.50 x 24,850
    book = budget.budget_bytes(store, EVENT, language, "xlsx")  # type: ignore[arg-type]  # of the three
    again = [reading.recalculated(book, tmp_path)] if language == "lo" else []
    for content in (book, *again):
        rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
        left = [row[7] for row in rows if isinstance(row[7], float)]
        assert left == [-500000, 240.25, -500000, 240.25, 13964425 - 6500000 - 1994213]
