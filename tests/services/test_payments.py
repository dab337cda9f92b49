"""Payment lists: equal to an independent computation to the last kip; closed ones never change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from python_calamine import CalamineWorkbook
from tests.documents import reading

from workshopdesk.documents.model import Language
from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.payments import PAID, PaymentKind, PaymentList, Rules
from workshopdesk.lao.numbers import format_number, number_in_words
from workshopdesk.services import attendance, payment_rates, payments
from workshopdesk.services.events import create_event
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

EVENT = "PAY-1"
FIRST = date(2025, 9, 15)
COUNT = 200
DAY_RATE, BED, KM, LUNCH = 187_500, 220_000, 1_350, 45_000
HOME, AWAY = "1203", "1201"
LAO = {
    0: "ສູນ", 11: "ສິບເອັດ", 20: "ຊາວ", 21: "ຊາວເອັດ", 101: "ໜຶ່ງຮ້ອຍໜຶ່ງ", 10_000: "ສິບພັນ",
    1_250_000: "ໜຶ່ງລ້ານສອງແສນຫ້າສິບພັນ",
    7_393_170_000: "ເຈັດຕື້ສາມຮ້ອຍເກົ້າສິບສາມລ້ານໜຶ່ງແສນເຈັດສິບພັນ",
}  # fmt: skip
"""How the amounts are spoken, written by hand."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days with a lunch each, 200 people with every pattern of attendance, and rates."""
    file = tmp_path_factory.mktemp("pay") / "pay.wdb"
    opened = open_store(str(file), create=True)
    create_event(
        opened, code=EVENT, title_lo="ກອງປະຊຸມ", title_en="", first_day=FIRST,
        last_day=FIRST + timedelta(days=1), kind=EventKind.WORKSHOP, province="LA-KH",
    )  # fmt: skip
    with opened.unit_of_work("fill") as work:
        event = work.get(t.Event, work.reader.event(EVENT).id)
        event.district = HOME
        for day in range(2):
            for order, (start, end, kind) in enumerate(
                [(8, 12, "presentation"), (12, 13, "meal"), (13, 16, "discussion")], 1
            ):
                work.add(
                    t.Session(
                        event_id=event.id, day=FIRST + timedelta(days=day), order=order,
                        start=time(start), end=time(end), kind=kind, title_lo="-",
                    )
                )  # fmt: skip
        for n in range(COUNT):
            person = work.add(t.Person(given_name=f"ຄົນ{n}", surname="ທົດລອງ"))
            work.add(
                t.Registration(
                    event_id=event.id, person_id=person.id, order=n + 1, role="participant",
                    province="LA-KH", district=HOME if n % 3 == 0 else AWAY,
                )
            )  # fmt: skip
        work.commit()
    attendance.set_marks(opened, EVENT, {key: marks(n) for n, key in enumerate(keys(opened))})
    for kind, amount, per_km in (
        (PaymentKind.PER_DIEM, DAY_RATE, False),
        (PaymentKind.ACCOMMODATION, BED, False),
        (PaymentKind.TRANSPORT, KM, True),
        (PaymentKind.MEAL, LUNCH, False),
    ):
        payment_rates.add_rate(opened, kind, str(amount), date(2025, 1, 1), per_km=per_km)
    opened.close()
    return file


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it that a test may change."""
    opened = open_store(str(shutil.copy(filled, tmp_path / "copy.wdb")))
    yield opened
    opened.close()


def keys(store: Store) -> list[UUID]:
    """The registrations in list order."""
    with store.read() as reader:
        return [p.id for p in reader.participants(reader.event(EVENT).id)]


def marks(n: int) -> dict[int, Mark]:
    """One of the sixteen patterns of four half-days."""
    return {h + 1: Mark.PRESENT if n >> h & 1 else Mark.ABSENT for h in range(4)}


def km(n: int) -> int:
    """How far somebody comes from."""
    return 0 if n % 3 == 0 else 10 + n


def expected(n: int) -> int:
    """The independent computation, in whole kip."""
    here = [h for h in range(4) if n >> h & 1]
    if not here:
        return 0
    lunches = sum(1 for h in here if h in (0, 2))
    per_diem = max((DAY_RATE * len(here) + 1) // 2 - LUNCH * lunches, 0)
    days = {h // 2 for h in here}
    nights = 1 if len(days) == 2 and n % 3 else 0
    return per_diem + BED * nights + 2 * km(n) * KM


def make(store: Store) -> UUID:
    """The list of the event, with everyone's distance."""
    distances = {key: km(n) for n, key in enumerate(keys(store))}
    return payments.make_list(store, EVENT, distances=distances)


def only(store: Store, list_id: UUID) -> PaymentList:
    """One of the event's lists."""
    return next(one for one in payments.lists(store, EVENT) if one.id == list_id)


def test_two_hundred_people_are_paid_to_the_last_kip(store: Store) -> None:
    made = only(store, make(store))
    wanted = {key: expected(n) for n, key in enumerate(keys(store)) if n % 16}
    assert {line.registration_id: line.total for line in made.lines} == wanted
    assert made.total == sum(wanted.values())


def test_nobody_is_paid_before_attendance_or_without_a_rate(store: Store) -> None:
    for rate in payment_rates.rates(store):
        if rate.kind is PaymentKind.ACCOMMODATION:
            payment_rates.remove_rates(store, [rate.id])
    with pytest.raises(UserError) as refusal:
        make(store)
    assert "ຄົນ" in str(refusal.value)
    assert payments.lists(store, EVENT) == ()


def test_a_correction_needs_a_reason_and_survives_computing_again(store: Store) -> None:
    list_id = make(store)
    line = only(store, list_id).lines[0]
    with pytest.raises(UserError):
        payments.correct(store, line.id, PaymentKind.TRANSPORT, "50000", " ")
    for wrong in ("", "abc", "NaN", "1e"):
        with pytest.raises(UserError):
            payments.correct(store, line.id, PaymentKind.TRANSPORT, wrong, "ລົດສ່ວນຕົວ")
    payments.correct(store, line.id, PaymentKind.TRANSPORT, "50000", "ລົດສ່ວນຕົວ")
    payments.compute_anew(store, list_id)
    now = only(store, list_id).lines[0]
    assert now.amount(PaymentKind.TRANSPORT) == Decimal(50000)
    assert now.computed == line.computed
    payments.correct(store, line.id, PaymentKind.TRANSPORT, None)
    assert only(store, list_id).lines[0].total == line.total


def test_a_closed_list_is_never_changed(store: Store) -> None:
    list_id = make(store)
    payments.close(store, list_id, FIRST)
    before = only(store, list_id)
    line = before.lines[0]
    with pytest.raises(UserError):
        payments.compute_anew(store, list_id)
    with pytest.raises(UserError):
        payments.correct(store, line.id, PaymentKind.TRANSPORT, "1", "x")
    with pytest.raises(UserError):
        payments.set_lines(store, [line.id], grade="A")
    with pytest.raises(UserError):
        payments.close(store, list_id, FIRST)
    assert only(store, list_id) == before


def test_what_changes_after_signing_is_a_difference_then_a_supplement(store: Store) -> None:
    list_id = make(store)
    people = keys(store)
    payments.close(store, list_id, FIRST)
    assert payments.differences(store, EVENT, list_id) == ()
    assert payments.supplement(store, list_id) is None
    attendance.set_marks(store, EVENT, {people[1]: marks(15), people[15]: marks(0)})
    more, less = payments.differences(store, EVENT, list_id)
    away = BED * 1 + 2 * km(1) * KM
    assert (more.paid_half_days, more.half_days) == (1, 4)
    assert more.paid == expected(1)
    assert more.due == DAY_RATE * 2 - 2 * LUNCH + away
    assert less.half_days == 0
    assert less.due == 0
    further = payments.supplement(store, list_id)
    assert further is not None
    made = only(store, further)
    assert made.supplement_to_id == list_id
    assert [line.total for line in made.lines] == [more.due - more.paid, -expected(15)]
    assert payments.differences(store, EVENT, list_id) == ()
    with pytest.raises(UserError):
        payments.supplement(store, list_id)
    payments.close(store, further, FIRST)
    assert payments.supplement(store, list_id) is None


def test_a_grade_or_a_distance_changes_only_its_line(store: Store) -> None:
    payment_rates.add_rate(store, PaymentKind.PER_DIEM, "300000", date(2025, 1, 1), grade="A")
    list_id = make(store)
    before = only(store, list_id)
    line = next(x for x in before.lines if x.stay.half_days == 4)
    payments.set_lines(store, [line.id], grade="A", distance_km=7)
    after = only(store, list_id)
    changed = [x for x, y in zip(after.lines, before.lines, strict=True) if x != y]
    assert [x.id for x in changed] == [line.id]
    assert changed[0].amount(PaymentKind.PER_DIEM) == 2 * 300000 - 2 * LUNCH
    assert changed[0].amount(PaymentKind.TRANSPORT) == (2 * 7 * KM)


def test_rates_in_dollars_are_paid_in_kip(store: Store) -> None:
    for rate in payment_rates.rates(store):
        if rate.kind is PaymentKind.PER_DIEM:
            payment_rates.remove_rates(store, [rate.id])
    payment_rates.add_rate(store, PaymentKind.PER_DIEM, "8.5", date(2025, 1, 1), currency="USD")
    with pytest.raises(UserError, match="USD"):
        make(store)
    payment_rates.set_currency_rate(store, "USD", date(2025, 9, 1), "21657.5")
    made = only(store, make(store))
    line = next(x for x in made.lines if x.stay.half_days == 3 and x.stay.meals == 1)
    assert line.amount(PaymentKind.PER_DIEM) == Decimal(276133 - LUNCH)


@pytest.mark.parametrize("language", ["lo", "en", "lo-en"])
def test_the_paper_says_what_the_list_says(store: Store, language: Language) -> None:
    list_id = make(store)
    made = only(store, list_id)
    payments.correct(store, made.lines[0].id, PaymentKind.TRANSPORT, "50000", "ລົດສ່ວນຕົວ")
    made = only(store, list_id)
    content = payments.list_bytes(store, EVENT, list_id, language, "pdf")
    text = "\n".join(reading.pages(content))
    main = "en" if language == "en" else "lo"
    for line in made.lines:
        assert line.name in text
        assert format_number(int(line.total), main) in text
    assert format_number(int(made.total), main) in text
    assert number_in_words(int(made.total), main) in text.replace("\n", "")
    assert "ລົດສ່ວນຕົວ" in text


def test_the_workbook_adds_up_by_itself(store: Store, tmp_path: Path) -> None:
    list_id = make(store)
    made = only(store, list_id)
    content = payments.list_bytes(store, EVENT, list_id, "lo", "xlsx")
    for one in (content, reading.recalculated(content, tmp_path)):
        rows = CalamineWorkbook.from_filelike(BytesIO(one)).get_sheet_by_index(0).to_python()
        known = {row[1]: row[7] for row in rows if isinstance(row[0], float)}
        assert known == {line.name: int(line.total) for line in made.lines}
        assert max(row[7] for row in rows if isinstance(row[7], float)) == int(made.total)


@pytest.mark.parametrize(
    "rules",
    [
        Rules(meals_deducted=False),
        Rules(night_before=True, least_km=100),
        Rules(meals_deducted=False, night_before=True, least_km=50, whole_days=True),
    ],
)
def test_two_hundred_people_by_other_rules_and_in_two_currencies(
    store: Store, rules: Rules
) -> None:
    payment_rates.add_rate(
        store, PaymentKind.ACCOMMODATION, "11.35", date(2025, 2, 1), currency="USD", grade="A"
    )
    payment_rates.set_currency_rate(store, "USD", date(2025, 9, 1), "21657.5")
    people = keys(store)
    list_id = payments.make_list(
        store, EVENT, rules=rules,
        distances={key: km(n) for n, key in enumerate(people)},
        grades={key: "A" for n, key in enumerate(people) if n % 2},
    )  # fmt: skip
    wanted = {key: by_rules(n, rules) for n, key in enumerate(people) if n % 16}
    made = only(store, list_id)
    assert {line.registration_id: int(line.total) for line in made.lines} == wanted
    assert made.rules == rules


def by_rules(n: int, rules: Rules) -> int:
    """The independent computation under other rules, odd people's beds paid in dollars."""
    here = [h for h in range(4) if n >> h & 1]
    days = {h // 2 for h in here}
    half_days = 2 * len(days) if rules.whole_days else len(here)
    lunches = sum(1 for h in here if h in (0, 2)) if rules.meals_deducted else 0
    per_diem = max((DAY_RATE * half_days + 1) // 2 - LUNCH * lunches, 0)
    far = km(n) >= rules.least_km if rules.least_km else n % 3 > 0
    nights = (len(days) - 1) + rules.night_before if far else 0
    thousandths = nights * 11_350 * 216_575 // 10  # 11.35 dollars at 21657.5 kip, thousandths
    bed = (thousandths + 500) // 1000 if n % 2 else BED * nights
    return per_diem + bed + 2 * km(n) * KM


def test_what_was_known_of_somebody_is_remembered_at_the_next_list(store: Store) -> None:
    people = keys(store)
    first = payments.make_list(store, EVENT, distances={people[3]: 77}, grades={people[3]: "B"})
    payments.close(store, first, FIRST)
    second = only(store, payments.make_list(store, EVENT))
    line = next(x for x in second.lines if x.registration_id == people[3])
    assert (line.stay.grade, line.stay.distance_km) == ("B", 77)
    also = {d.registration_id: d.also for d in payments.differences(store, EVENT, second.id)}
    assert also[people[3]] == (1,)


def test_computing_anew_adds_who_came_and_takes_off_who_did_not(store: Store) -> None:
    list_id = make(store)
    people = keys(store)
    attendance.set_marks(store, EVENT, {people[16]: marks(15), people[15]: marks(0)})
    payments.compute_anew(store, list_id)
    now = {line.registration_id for line in only(store, list_id).lines}
    assert people[16] in now
    assert people[15] not in now


def test_why_a_line_is_what_it_is_stays_true_of_a_closed_list(store: Store) -> None:
    list_id = make(store)
    payments.close(store, list_id, FIRST)
    for rate in payment_rates.rates(store):
        payment_rates.change_rate(store, rate, amount="1")
    line = next(x for x in only(store, list_id).lines if x.stay.nights)
    rates = payments.applied(store, EVENT, list_id)[line.id]
    assert {kind: int(rate.amount) for kind, rate in rates.items()} == {
        PaymentKind.PER_DIEM: DAY_RATE, PaymentKind.ACCOMMODATION: BED,
        PaymentKind.TRANSPORT: KM, PaymentKind.MEAL: LUNCH,
    }  # fmt: skip


def test_a_correction_is_not_taken_back_by_a_supplement_for_something_else(store: Store) -> None:
    list_id = make(store)
    people = keys(store)
    line = next(x for x in only(store, list_id).lines if x.registration_id == people[1])
    payments.correct(store, line.id, PaymentKind.TRANSPORT, "50000", "ລົດສ່ວນຕົວ")
    payments.close(store, list_id, FIRST)
    assert payments.differences(store, EVENT, list_id) == ()
    attendance.set_marks(store, EVENT, {people[1]: marks(3)})
    further = payments.supplement(store, list_id)
    assert further is not None
    (more,) = only(store, further).lines
    assert more.amount(PaymentKind.TRANSPORT) == 0
    payments.close(store, further, FIRST)
    assert payments.differences(store, EVENT, list_id) == ()


def test_totals_stand_on_the_paper_in_lao_words(store: Store) -> None:
    list_id = make(store)
    lines = only(store, list_id).lines
    with store.unit_of_work("leave one") as work:
        for line in lines[1:]:
            work.delete(work.get(t.PaymentLine, line.id))
        work.commit()
    for kind in PAID[1:]:
        payments.correct(store, lines[0].id, kind, "0", "ຕາມຈິງ")
    for total, words in LAO.items():
        payments.correct(store, lines[0].id, PAID[0], str(total), "ຕາມຈິງ")
        text = "".join(reading.pages(payments.list_bytes(store, EVENT, list_id, "lo", "pdf")))
        assert f"{words}ກີບ" in text.replace("\n", "")
