"""Programmes that share an event, hosts and organisers: set, put in order, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.services import event_parties, events, programmes
from workshopdesk.store import Store, open_store

DAY = date(2026, 1, 5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "parties.wdb"), create=True)
    yield opened
    opened.close()


@pytest.fixture
def event(store: Store) -> Event:
    return events.create_event(store, code="E-1", title_lo="ຝຶກອົບຮົມ", first_day=DAY, last_day=DAY)


def test_programmes_are_kept_in_the_order_given(store: Store, event: Event) -> None:
    a, b = (programmes.create_programme(store, code=c, name_lo=c) for c in "AB")
    for wanted in ([a, b], [b, a], [b], [b, b, a], []):
        event_parties.set_programmes(store, event, wanted)
        with store.read() as reader:
            shown = [p.id for p in reader.programmes_of(event.id)]
        assert shown == list(dict.fromkeys(wanted))


def test_hosts_are_not_organisers(store: Store, event: Event) -> None:
    host = event_parties.organisation_named(store, "ຫ້ອງການ ກ")
    other = event_parties.organisation_named(store, "Office B")
    assert event_parties.organisation_named(store, " ຫ້ອງການ  ກ") == host
    event_parties.set_organisations(store, event, "host", [other, host])
    event_parties.set_organisations(store, event, "organiser", [host])
    event_parties.set_organisations(store, event, "host", [host, other])
    with store.read() as reader:
        assert [o.id for o in reader.hosts(event.id)] == [host, other]
        assert [o.id for o in reader.organisers(event.id)] == [host]
    with pytest.raises(ValueError, match="guest"):
        event_parties.set_organisations(store, event, "guest", [])


def test_an_unknown_party_is_refused_and_nothing_changes(store: Store, event: Event) -> None:
    with pytest.raises(UserError):
        event_parties.set_programmes(store, event, [event.id])
    with pytest.raises(UserError):
        event_parties.set_organisations(store, event, "host", [event.id])
    with pytest.raises(UserError):
        event_parties.organisation_named(store, "  ")
    with store.read() as reader:
        assert not reader.programmes_of(event.id) + reader.hosts(event.id)


@pytest.mark.parametrize("percent", [0, 101, -5])
def test_a_share_of_half_days_is_one_to_a_hundred(store: Store, event: Event, percent: int) -> None:
    events.change_event(store, event, completion_percent=75)
    with store.read() as reader:
        seen = reader.event(event.id)
    assert seen.completion_percent == 75
    with pytest.raises(UserError):
        events.change_event(store, seen, completion_percent=percent)
