"""Where the log stood, as reports carry it: a log cut off or written anew does not hold it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.store import Store, engines, open_store
from workshopdesk.store import tables as t


def test_an_anchor_is_held_for_ever(store: Store, second_store: Store) -> None:
    samples.write_event(store)
    with store.read() as reader:
        before = reader.anchor()
    samples.write_event(second_store, "E2")
    samples.write_event(store, "E3")
    with store.read() as reader:
        assert reader.anchor() != before
        assert reader.holds_anchor(before)
        assert reader.holds_anchor(reader.anchor())
        assert len(reader.anchor().split()) == len(before.split()) + 1
        assert reader.holds_anchor("")


@pytest.mark.parametrize(
    "change", ["00000000-1-abc", "{d}-999999-{h}", "{d}-1-ffffffff", "{d}-x-y"]
)
def test_what_never_was_is_not_held(store: Store, change: str) -> None:
    samples.write_event(store)
    with store.read() as reader:
        device, _number, digits = reader.anchor().split()[-1].split("-")
        assert not reader.holds_anchor(change.format(d=device, h=digits))


def test_a_log_cut_off_shows_against_a_report_that_was_sent(file: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    samples.write_event(store)
    with store.read() as reader:
        anchor = reader.anchor()
    with store.unit_of_work("Send the report") as work:
        work.add(
            t.SentReport(
                series="r", number=1, title="Quarter 3", sent_on=samples.FIRST_DAY, anchor=anchor
            )
        )
        work.commit()
    assert store.check() == []
    store.close()
    raw = engines.driver.connect(str(file))
    raw.execute("UPDATE sent_report SET anchor = replace(anchor, '-', '-1')")
    raw.commit()
    raw.close()
    store = open_store(str(file), origin=origin_named("first"))
    assert "log_cut" in {problem.code for problem in store.check()}
    store.close()
