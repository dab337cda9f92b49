"""The payments page: a list is made, corrected, closed; rates are entered where one is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.windowed import TRAINING, Told, type_text

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.budget import Pays
from workshopdesk.domain.event import Event
from workshopdesk.domain.payments import PaymentKind, PaymentList
from workshopdesk.services import attendance, payment_rates, payments
from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.payments.asking import ListFields
from workshopdesk.ui.payments.view import PaymentsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.widgets.fields import Field

LEFT, RETURN = Qt.MouseButton.LeftButton, Qt.Key.Key_Return


@pytest.fixture
def room(window: Shell, store: Store, event: Event) -> PaymentsRoom:
    """The page of an event four people came to."""
    with store.read() as reader:
        people = [p for p in reader.participants(event.id) if p.person_id][:4]
        others = [p.id for p in reader.participants(event.id)]
    attendance.set_marks(store, TRAINING, {key: {1: Mark.ABSENT, 2: Mark.ABSENT, 3: Mark.ABSENT,
                                                 4: Mark.ABSENT} for key in others})  # fmt: skip
    attendance.set_marks(store, TRAINING, {p.id: {1: Mark.PRESENT} for p in people})
    window.go(Place("payments", event.id))
    assert isinstance(window.room, PaymentsRoom)
    return window.room


def enter_rates(store: Store) -> None:
    payment_rates.add_rate(store, PaymentKind.PER_DIEM, "200000", date(2025, 1, 1))
    payment_rates.add_rate(
        store, PaymentKind.PER_DIEM, "260000", date(2025, 1, 1), grade="A", source="ຂໍ້ 4"
    )
    payment_rates.add_rate(store, PaymentKind.TRANSPORT, "1000", date(2025, 1, 1), per_km=True)
    payment_rates.add_rate(store, PaymentKind.ACCOMMODATION, "150000", date(2025, 1, 1))


def make_list(room: PaymentsRoom) -> None:
    QTest.mouseClick(room.lists.new, LEFT)
    QTest.mouseClick(room.lists.asked.verb, LEFT)


def asked_field(room: PaymentsRoom) -> Field:
    """The field of the question now open."""
    field = room.lists.asked.findChild(Field)
    assert isinstance(field, Field)
    return field


def only(store: Store) -> PaymentList:
    (one,) = payments.lists(store, TRAINING)
    return one


def test_a_missing_rate_opens_the_page_of_rates_filled_in(
    room: PaymentsRoom, store: Store, told: Told
) -> None:
    told.refusals_expected = True
    make_list(room)
    assert payments.lists(store, TRAINING) == ()
    assert room.pages.currentWidget() is room.rates
    assert room.rates.kind.currentData() == PaymentKind.PER_DIEM
    assert room.rates.first_day.day == date(2025, 1, 1)
    type_text(room.rates.amount, "200.000")
    QTest.mouseClick(room.rates.add, LEFT)
    (rate,) = payment_rates.rates(store)
    assert (rate.amount, rate.currency) == (Decimal(200000), "LAK")
    room.turn_to("lists")
    make_list(room)
    assert len(only(store).lines) == 4
    assert "four hundred thousand" in room.lists.totals.in_words.text()


def test_grade_and_distance_for_many_then_a_sum_with_a_reason_then_closed(
    window: Shell, room: PaymentsRoom, store: Store, told: Told
) -> None:
    enter_rates(store)
    make_list(room)
    lists, table = room.lists, room.lists.table
    table.selectAll()
    QTest.mouseClick(lists.selection.distance, LEFT)
    type_text(asked_field(room), "25")
    QTest.mouseClick(lists.asked.verb, LEFT)
    assert {line.stay.distance_km for line in only(store).lines} == {25}
    table.clearSelection()
    first, second = lists.model.visible[:2]
    table.select_keys({first.id, second.id})
    lists.model.setData(lists.model.index(0, 2), "A")
    assert [line.stay.grade for line in only(store).lines] == ["A", "A", "", ""]
    table.setCurrentIndex(lists.model.index(0, 1))
    assert "grade A" in lists.totals.why.accessibleName()
    assert "ຂໍ້ 4" in lists.totals.why.accessibleName()
    section = [column.key for column in lists.model.columns].index("transport")
    lists.model.setData(lists.model.index(0, section), "30,000")
    told.refusals_expected = True
    QTest.mouseClick(lists.asked.verb, LEFT)  # without a reason nothing is written
    assert not only(store).lines[0].corrected
    type_text(asked_field(room), "own car")
    QTest.mouseClick(lists.asked.verb, LEFT)
    line = only(store).lines[0]
    assert (line.amount(PaymentKind.TRANSPORT), line.reason) == (Decimal(30000), "own car")
    window.desk.undo()
    assert not only(store).lines[0].corrected
    window.desk.redo()
    assert only(store).lines[0].reason == "own car"
    QTest.mouseClick(lists.close_list, LEFT)
    QTest.mouseClick(lists.asked_close.verb, LEFT)
    assert only(store).closed_on is not None
    assert lists.close_list.isHidden()
    assert not lists.supplement.isEnabled()


def test_a_difference_is_shown_opens_attendance_and_is_paid_by_a_supplement(
    window: Shell, room: PaymentsRoom, store: Store, event_id: UUID
) -> None:
    enter_rates(store)
    make_list(room)
    one = only(store)
    payments.close(store, one.id, date(2025, 9, 20))
    attendance.set_marks(store, TRAINING, {one.lines[2].registration_id: {2: Mark.PRESENT}})
    room.refresh()
    assert "1 difference" in room.lists.differ.text()
    QTest.mouseClick(room.lists.differ, LEFT)
    room.lists.differences.opened.emit(one.lines[2].name)
    assert window.place.room == "attendance"
    window.go(Place("payments", event_id))
    QTest.mouseClick(room.lists.supplement, LEFT)
    first, further = payments.lists(store, TRAINING)
    assert first == one or first.closed_on is not None
    assert [line.name for line in further.lines] == [one.lines[2].name]
    assert room.lists.current == further


def test_rates_pasted_from_a_spreadsheet_say_why_a_row_is_none(
    room: PaymentsRoom, store: Store
) -> None:
    rows = (
        "Paid for\tAmount\tCurrency\tFrom day\tEvent in\tGrade\n"
        "Per diem\t180.000\tLAK\t01/01/2025\tKhammouane\tA\n"
        "ເບ້ຍລ້ຽງ\t8,5\tUSD\t1 January 2025\t\t\n"
        "Dance\t5\tLAK\t01/01/2025\t\t\n"
        "Transport\tmuch\tLAK\t01/01/2025\t\t\n"
    )
    QApplication.clipboard().setText(rows)
    room.turn_to("rates")
    QTest.mouseClick(room.rates.paste, LEFT)
    wrong = [row.wrong for row in room.rates.pasting.model.all_rows]
    assert [bool(text) for text in wrong] == [False, False, True, True]
    QTest.mouseClick(room.rates.pasting.enter, LEFT)
    found = payment_rates.rates(store)
    assert {(r.amount, r.currency, r.grade, r.province) for r in found} == {
        (Decimal(180000), "LAK", "A", "LA-KH"), (Decimal("8.5"), "USD", "", None),
    }  # fmt: skip


def test_rates_are_copied_to_a_new_period(room: PaymentsRoom, store: Store) -> None:
    enter_rates(store)
    room.refresh()
    room.turn_to("rates")
    room.rates.table.selectAll()
    QTest.mouseClick(room.rates.copy, LEFT)
    QTest.mouseClick(room.rates.asked.verb, LEFT)
    found = payment_rates.rates(store)
    assert [r.last_day for r in found] == [date(2025, 12, 31)] * 4 + [None] * 4
    assert {r.first_day for r in found[4:]} == {date(2026, 1, 1)}


def test_a_budget_line_is_typed_and_filled_from_closed_lists(
    room: PaymentsRoom, store: Store, event_id: UUID, tmp_path: Path
) -> None:
    enter_rates(store)
    make_list(room)
    payments.close(store, only(store).id, date(2025, 9, 20))
    room.turn_to("budget")
    page = room.budget
    type_text(page.title, "Per diem")
    QTest.keyClick(page.title, RETURN)
    keys = [column.key for column in page.model.columns]
    page.model.setData(page.model.index(0, keys.index("planned")), "100,000")
    page.model.setData(page.model.index(0, keys.index("pays")), "All payments")
    QTest.mouseClick(page.fill, LEFT)
    with store.read() as reader:
        (line,) = reader.budget_lines(event_id)
    assert (line.spent, line.planned, line.pays) == (Decimal(400000), Decimal(100000), Pays.ALL)
    left = page.model.index(0, keys.index("left"))
    assert "More is spent" in str(left.data(Qt.ItemDataRole.ToolTipRole))
    page.paper.save_to(tmp_path / "budget.pdf", "en", "pdf")
    assert (tmp_path / "budget.pdf").read_bytes().startswith(b"%PDF")


def test_a_new_list_says_who_pays_and_by_which_rules(room: PaymentsRoom, store: Store) -> None:
    enter_rates(store)
    QTest.mouseClick(room.lists.new, LEFT)
    fields = room.lists.asked.findChild(ListFields)
    assert fields is not None
    fields.rules.whole.click()
    fields.funder.setCurrentIndex(1)
    QTest.mouseClick(room.lists.asked.verb, LEFT)
    one = only(store)
    assert one.rules.whole_days
    assert one.funder_id is not None
    assert {line.stay.half_days for line in one.lines} == {2}
    assert "a day begun is paid whole" in room.lists.rules.text()
