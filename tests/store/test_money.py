"""Money on both engines: read back to the last cent, and a closed list refused to everybody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.budget import Pays
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.payments import PaymentKind, Rules
from workshopdesk.services import attendance, budget, payment_rates, payments
from workshopdesk.services.events import create_event
from workshopdesk.store import Store
from workshopdesk.store import tables as t

EVENT, DAY = "MONEY-1", date(2025, 9, 15)
RULES = Rules(meals_deducted=False, night_before=True, least_km=30, whole_days=True)


def test_money_comes_back_as_it_was_and_stays_closed_for_the_others(
    store: Store, second_store: Store
) -> None:
    create_event(
        store, code=EVENT, title_lo="ກອງປະຊຸມ", title_en="", first_day=DAY, last_day=DAY,
        kind=EventKind.WORKSHOP,
    )  # fmt: skip
    with store.unit_of_work("fill") as work:
        event = work.reader.event(EVENT)
        person = work.add(t.Person(given_name="ຄຳ", surname="ທົດລອງ"))
        seat = work.add(
            t.Registration(event_id=event.id, person_id=person.id, order=1, role="participant")
        )
        work.commit()
        seat_id = seat.id
    attendance.set_marks(store, EVENT, {seat_id: {1: Mark.PRESENT}})
    payment_rates.add_rate(store, PaymentKind.PER_DIEM, "8,35", DAY, currency="USD")
    payment_rates.set_currency_rate(store, "EUR", DAY, "24850,125")
    payment_rates.add_rate(store, PaymentKind.ACCOMMODATION, "10", DAY, currency="USD")
    payment_rates.add_rate(store, PaymentKind.TRANSPORT, "0,05", DAY, currency="USD", per_km=True)
    list_id = payments.make_list(store, EVENT, currency="USD", rules=RULES, distances={seat_id: 33})
    payments.close(store, list_id, DAY)
    budget.add_line(store, event.id, "ເບ້ຍລ້ຽງ", currency="EUR")
    with store.read() as reader:
        line = reader.budget_lines(event.id)[0]
    budget.change_line(store, line, planned="1.234,56", pays=Pays.PER_DIEM)

    (one,) = payments.lists(second_store, EVENT)
    assert one.total == Decimal("8.35") + 10 + Decimal("3.30")
    assert one.rules == RULES
    assert {rate.amount for rate in one.applied} == {
        Decimal("8.35"), Decimal(10), Decimal("0.05"),
    }  # fmt: skip
    assert payment_rates.currency_rates(second_store)[0].kip == Decimal("24850.125")
    with second_store.read() as reader:
        (line,) = reader.budget_lines(event.id)
    assert line.planned == Decimal("1234.56")
    assert line.pays is Pays.PER_DIEM
    with second_store.unit_of_work("by hand") as work:
        work.get(t.PaymentLine, one.lines[0].id).computed = "{}"
        with pytest.raises(UserError):
            work.commit()
    assert payments.lists(store, EVENT) == (one,)
