"""Whatever is done afterwards, a closed list stays as it was signed; nor does undo change it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.payments import PaymentKind, PaymentList, Rules
from workshopdesk.services import attendance, payment_rates, payments
from workshopdesk.services.events import create_event
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

EVENT, DAY = "SIGNED-1", date(2025, 9, 15)
Act = Callable[[Store, PaymentList], object]


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three people paid for a day, the list closed."""
    file = tmp_path_factory.mktemp("signed") / "signed.wdb"
    store = open_store(str(file), create=True)
    create_event(
        store, code=EVENT, title_lo="ກອງປະຊຸມ", title_en="", first_day=DAY, last_day=DAY,
        kind=EventKind.WORKSHOP, province="LA-KH",
    )  # fmt: skip
    with store.unit_of_work("fill") as work:
        event = work.reader.event(EVENT)
        for n in range(3):
            person = work.add(t.Person(given_name=f"ຄົນ{n}", surname="ທົດລອງ"))
            work.add(
                t.Registration(
                    event_id=event.id, person_id=person.id, order=n + 1, role="participant"
                )
            )
        work.commit()
    with store.read() as reader:
        people = reader.participants(reader.event(EVENT).id)
    attendance.set_marks(store, EVENT, {p.id: {1: Mark.PRESENT} for p in people})
    payment_rates.add_rate(store, PaymentKind.PER_DIEM, "150000", date(2025, 1, 1))
    payment_rates.add_rate(store, PaymentKind.TRANSPORT, "100000", date(2025, 1, 1))
    list_id = payments.make_list(store, EVENT)
    line = payments.lists(store, EVENT)[0].lines[0]
    payments.correct(store, line.id, PaymentKind.TRANSPORT, "50000", "ລົດສ່ວນຕົວ")
    payments.close(store, list_id, DAY)
    store.close()
    return file


def attend(store: Store, one: PaymentList) -> object:
    """Somebody was there after all."""
    return attendance.set_marks(store, EVENT, {one.lines[1].registration_id: {2: Mark.PRESENT}})


def dearer(store: Store, one: PaymentList) -> None:
    """A rate is changed."""
    payment_rates.change_rate(store, payment_rates.rates(store)[0], amount="170000")


def undo(store: Store, one: PaymentList) -> object:
    """Take back what was done last: the closing itself when nothing else was."""
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    return did and store.undo(did.id, partly=True)


def redo(store: Store, one: PaymentList) -> object:
    """Do it again."""
    with store.read() as reader:
        did = reader.redoable(store.origin.author)
    return did and store.redo(did.id, partly=True)


def by_hand(store: Store, one: PaymentList) -> None:
    """A part of the program that knows nothing of lists changes a line."""
    with store.unit_of_work("by hand") as work:
        work.get(t.PaymentLine, one.lines[0].id).computed = "{}"
        work.commit()


def delete_by_hand(store: Store, one: PaymentList) -> None:
    """The same deletes the list."""
    with store.unit_of_work("by hand") as work:
        work.delete(work.get(t.PaymentList, one.id))
        work.commit()


def close_all(store: Store, one: PaymentList) -> None:
    """Supplements are signed too."""
    for found in payments.lists(store, EVENT):
        if found.closed_on is None:
            payments.close(store, found.id, DAY)


ACTS: dict[str, Act] = {
    "attend": attend, "dearer": dearer, "undo": undo, "redo": redo, "by hand": by_hand,
    "delete": delete_by_hand,
    "anew": lambda s, one: payments.compute_anew(s, one.id),
    "rules": lambda s, one: payments.set_rules(s, one.id, Rules(whole_days=True)),
    "line": lambda s, one: payments.set_lines(s, [one.lines[0].id], grade="A"),
    "correct": lambda s, one: payments.correct(
        s, one.lines[0].id, PaymentKind.TRANSPORT, "1", "ຜິດ"
    ),
    "uncorrect": lambda s, one: payments.correct(s, one.lines[0].id, PaymentKind.TRANSPORT, None),
    "close": lambda s, one: payments.close(s, one.id, date(2025, 9, 20)),
    "remove": lambda s, one: payments.remove_list(s, one.id),
    "supplement": lambda s, one: payments.supplement(s, one.id),
    "close all": close_all,
}  # fmt: skip


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=3, max_size=9))
def test_a_closed_list_never_changes(signed: Path, acts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(str(shutil.copy(signed, Path(folder) / "copy.wdb")))
        try:
            (before,) = payments.lists(store, EVENT)
            closed = {before.id: before}
            for act in acts:
                with contextlib.suppress(UserError):
                    ACTS[act](store, before)
                now = {one.id: one for one in payments.lists(store, EVENT)}
                assert {key: now.get(key) for key in closed} == closed, act
                closed |= {key: one for key, one in now.items() if one.closed_on is not None}
        finally:
            store.close()


@pytest.mark.parametrize(
    "act", ["undo", "by hand", "delete", "anew", "rules", "line", "correct", "close", "remove"]
)
def test_each_way_of_changing_it_is_refused_in_words(
    signed: Path, act: str, tmp_path: Path
) -> None:
    store = open_store(str(shutil.copy(signed, tmp_path / "copy.wdb")))
    (before,) = payments.lists(store, EVENT)
    with pytest.raises(UserError):
        ACTS[act](store, before)
    assert payments.lists(store, EVENT) == (before,)
    store.close()


def test_a_name_may_go_and_the_sums_stay(signed: Path, tmp_path: Path) -> None:
    store = open_store(str(shutil.copy(signed, tmp_path / "copy.wdb")))
    (before,) = payments.lists(store, EVENT)
    with store.unit_of_work("forget") as work:
        work.get(t.PaymentLine, before.lines[0].id).name = ""
        work.commit()
    (after,) = payments.lists(store, EVENT)
    line = after.lines[0]
    assert line.name == ""
    assert (
        replace(line, name=before.lines[0].name, version=before.lines[0].version)
        == (before.lines[0])
    )
    assert after.total == before.total
    store.close()
