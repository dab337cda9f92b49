"""What the screens show, without a window: lanes, clashes, totals, balance, the month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from uuid import UUID

import pytest

from workshopdesk import i18n
from workshopdesk.domain.event import Event
from workshopdesk.services import agenda, registrations
from workshopdesk.services.registrations import Changes
from workshopdesk.store import Store
from workshopdesk.ui import navigation, words
from workshopdesk.ui.agenda import presenter as agenda_page
from workshopdesk.ui.groups import presenter as groups_page
from workshopdesk.ui.home import presenter as home_page
from workshopdesk.ui.papers import presenter as papers_page
from workshopdesk.ui.participants import presenter as people_page


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.set_screen_language("en")
    yield
    i18n.set_screen_language("lo")


def test_sessions_stand_side_by_side_only_where_they_run_in_parallel(
    store: Store, event: Event
) -> None:
    with store.read() as reader:
        before = agenda_page.read(reader, event.id)
    assert all(card.lanes == 1 for day in before.days for card in day.cards)
    busy = before.days[0].cards[0].session
    agenda.add_session(
        store, event.id, day=busy.day, start=busy.start, end=busy.end, title_lo="ຄູ່ກັນ"
    )
    with store.read() as reader:
        after = agenda_page.read(reader, event.id)
    first = [card for card in after.days[0].cards if card.session.start == busy.start]
    assert sorted((card.lane, card.lanes) for card in first) == [(0, 2), (1, 2)]
    others = [card for card in after.days[0].cards if card not in first]
    assert all(card.lanes == 1 for card in others)


def test_a_person_in_two_places_is_a_warning_and_blocks_nothing(store: Store, event: Event) -> None:
    days = event.days
    for room in ("1", "2"):
        agenda.add_session(
            store, event.id, day=days[0], start=time(18, 0), end=time(19, 0), title_lo="ຄ່ຳ",
            room=room, people=["ອຸດອນ ຫຼ້າແສງ"],
        )  # fmt: skip
    with store.read() as reader:
        state = agenda_page.read(reader, event.id)
        rail = navigation.rail_state(reader, event.id)
    twice = [alarm for alarm in state.warnings if alarm.key[0] == "person"]
    assert [alarm.title for alarm in twice] == ["ອຸດອນ ຫຼ້າແສງ is in two sessions at the same time"]
    assert twice[0].offers
    marked = [card for day in state.days for card in day.cards if card.clashing]
    assert len([card for card in marked if card.clashing == "ອຸດອນ ຫຼ້າແສງ"]) == 2
    assert dict(rail.warnings) == {"agenda": len(state.warnings)}


def test_codes_follow_the_times(store: Store, event: Event) -> None:
    with store.read() as reader:
        first, second = reader.sessions(event.id)[:2]
    agenda.move_session(store, first, day=first.day, start=time(20, 0), end=time(20, 30))
    with store.read() as reader:
        sessions = {s.id: s.code for s in reader.sessions(event.id)}
    assert sessions[second.id] == "d1s1"
    assert sessions[first.id] == f"d1s{sum(c.startswith('d1') for c in sessions.values())}"


def test_a_district_in_another_province_is_a_problem_with_its_mend(
    store: Store, event: Event
) -> None:
    with store.read() as reader:
        line = next(
            x for x in people_page.read(reader, event.id).lines if x.row.province == "LA-KH"
        )
    registrations.change_participants(store, [line.id], Changes(province="Savannakhet"))
    with store.read() as reader:
        (wrong,) = people_page.read(reader, event.id).problems
    assert wrong.id == line.id
    assert wrong.problem == f"{line.district} is in Khammouane"
    registrations.change_participants(store, [line.id], Changes(province=wrong.right_province))
    with store.read() as reader:
        assert people_page.read(reader, event.id).problems == ()


def test_totals_add_up(store: Store, event: Event) -> None:
    with store.read() as reader:
        lines = people_page.read(reader, event.id).lines
    assert people_page.count(lines) == "87 people (29 women)"
    roles = people_page.totals(lines, "role")
    assert sum(int(total.count.split()[0]) for total in roles) == 87
    assert roles[0].name == "Participant"


@pytest.mark.parametrize(
    ("digits", "shown"),
    [("02028513358", "020 28 513 358"), ("0304567890", "030 4567 890"), ("", ""), ("1234", "1234")],
)
def test_phone_numbers_are_grouped(digits: str, shown: str) -> None:
    assert words.phone(digits) == shown


def test_meters_tell_even_groups_from_uneven_ones(store: Store, event: Event) -> None:
    with store.read() as reader:
        state = groups_page.read(reader, event.id, "")
    assert state.columns
    assert all(
        meter.score == 100 for c in state.columns for meter in c.meters if meter.key == "sex"
    )
    women = [row for row in state.everyone if row.sex == "F"]
    only_women = {m.key: m for m in groups_page.meters(women, state.everyone)}
    assert only_women["sex"].score < 50
    assert only_women["sex"].warns
    everyone = groups_page.meters(state.everyone, state.everyone)
    assert {meter.score for meter in everyone} == {100}


def test_a_card_dragged_over_a_group_is_counted_in_it(store: Store, event: Event) -> None:
    with store.read() as reader:
        state = groups_page.read(reader, event.id, "")
    first, second = state.columns[:2]
    moved = groups_page.with_person(state, second, first.cards[0].id)
    assert moved.count != second.count
    assert groups_page.with_person(state, second, second.cards[0].id) is second
    effects = groups_page.effects(state, first.cards[0])
    assert [e.group for e in effects] == [
        c.group.id for c in state.columns[1:] if c.group is not None
    ]


def test_home_shows_the_month_with_an_event_and_bars_over_its_days(store: Store) -> None:
    with store.read() as reader:
        state = home_page.counted(reader, home_page.read(reader, date(2025, 9, 18), None))
    assert state.month == date(2025, 9, 1)
    (bar,) = state.bars
    assert (bar.row, bar.start, bar.length) == (2, 0, 2)
    values = [number.value for number in state.numbers]
    assert values == ["1", "87", "33.3%", "5"]


def test_home_turns_over_the_year() -> None:
    assert home_page.shifted(date(2025, 12, 1), 1) == date(2026, 1, 1)
    assert home_page.shifted(date(2025, 1, 1), -1) == date(2024, 12, 1)


def test_home_names_what_is_missing_and_where_to_mend_it(
    store: Store, event: Event, event_id: UUID
) -> None:
    with store.read() as reader:
        row = reader.participants(event_id)[0]
    registrations.change_participants(store, [row.id], Changes(sex=""))
    with store.read() as reader:
        state = home_page.counted(reader, home_page.read(reader, date(2025, 9, 18), None))
    gap = next(m for m in state.missing if m.room == "participants")
    assert gap.text == "Sex of 1 person not said"
    assert (gap.event, gap.focus) == (event_id, "unknown-sex")


def test_search_finds_events_people_and_pages(store: Store, event_id: UUID) -> None:
    with store.read() as reader:
        by_title = navigation.find(reader, "petitions", event_id)
        by_name = navigation.find(reader, "ທິບພາພອນ", event_id)
        by_page = navigation.find(reader, "agenda", event_id)
    assert (by_title[0].room, by_title[0].event) == ("overview", event_id)
    assert any(hit.room == "people" and "ທິບພາພອນ" in hit.title for hit in by_name)
    assert any(hit.room == "agenda" and hit.event == event_id for hit in by_page)


def test_papers_say_what_they_lack(store: Store) -> None:
    from workshopdesk.services.events import create_event

    made = create_event(
        store, code="NEW", title_lo="ໃໝ່", first_day=date(2026, 1, 5), last_day=date(2026, 1, 5)
    )
    with store.read() as reader:
        papers = {p.kind: p.lacking for p in papers_page.read(reader, made.id).papers}
    assert papers["sign-in-sheet"] == "Nobody is on the list yet"
    assert papers["agenda"] == "The agenda is empty"
    assert papers["event-report"] == ""
