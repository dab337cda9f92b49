"""Locks and wishes hold whenever groups are formed; late arrivals move nobody who need not move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from workshopdesk import cli
from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.forming import Freedom
from workshopdesk.domain.groups import GroupWish, WishKind, WorkGroup
from workshopdesk.services import agenda, events, group_members, groups, registrations
from workshopdesk.store import Store, open_store

DAY = date(2026, 1, 5)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "groups.wdb"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    opened = open_store(str(database), create=True)
    yield opened
    opened.close()


@pytest.fixture
def event(store: Store) -> Event:
    made = events.create_event(store, code="E-1", title_lo="ຝຶກ", first_day=DAY, last_day=DAY)
    agenda.add_session(
        store, made.id, day=DAY, start=time(8), end=time(9), title_lo="ກຸ່ມ",
        kind=SessionKind.GROUP_WORK,
    )  # fmt: skip
    for number in range(9):
        registrations.add_participant(store, made.id, f"ຄົນ ທີ{number}")
    return made


def form(store: Store, number: int = 3, freedom: Freedom = Freedom.ANEW) -> groups.Formed:
    return groups.form_session_groups(store, "E-1", "d1s1", number, freedom=freedom)


def session_id(store: Store, event: Event) -> UUID:
    with store.read() as reader:
        return reader.sessions(event.id)[0].id


def formed(store: Store, event: Event) -> tuple[WorkGroup, ...]:
    with store.read() as reader:
        return reader.groups(session_id(store, event))


def seats(store: Store, event: Event) -> dict[UUID, UUID]:
    return {member: g.id for g in formed(store, event) for member in g.member_ids}


def test_the_locked_stay_and_wishes_hold(store: Store, event: Event) -> None:
    form(store)
    first, second, third = formed(store, event)
    stays = first.member_ids[1]
    group_members.lock_member(store, stays, first.id, True)
    work = session_id(store, event)
    pair = (second.member_ids[0], third.member_ids[0])
    group_members.set_wish(store, work, *pair, WishKind.TOGETHER)
    group_members.set_wish(store, work, first.member_ids[0], first.member_ids[2], WishKind.APART)
    for seed in range(3):
        groups.form_session_groups(store, "E-1", "d1s1", 3, seed=seed)
        where = seats(store, event)
        assert where[stays] == first.id
        assert where[pair[0]] == where[pair[1]]
        assert where[first.member_ids[0]] != where[first.member_ids[2]]
    assert stays in formed(store, event)[0].locked_ids


def test_a_wish_is_changed_and_dropped(store: Store, event: Event) -> None:
    form(store)
    one, other = formed(store, event)[0].member_ids[:2]
    work = session_id(store, event)
    first, second = sorted((one, other))
    for kind in WishKind:
        group_members.set_wish(store, work, other, one, kind)
        with store.read() as reader:
            assert reader.group_wishes(work) == (GroupWish(first, second, kind),)
    group_members.set_wish(store, work, one, other, None)
    with store.read() as reader:
        assert reader.group_wishes(work) == ()
    with pytest.raises(UserError):
        group_members.set_wish(store, work, one, one, WishKind.APART)


def test_late_arrivals_move_nobody(store: Store, event: Event) -> None:
    form(store, 4)
    before = seats(store, event)
    for number in range(3):
        registrations.add_participant(store, event.id, f"ມາຊ້າ ທີ{number}")
    made = form(store, 4, Freedom.FEWEST)
    after = seats(store, event)
    assert (made.placed, made.moved) == (3, 0)
    assert {key: after[key] for key in before} == before
    sizes = [len(group.member_ids) for group in formed(store, event)]
    assert sizes == [3, 3, 3, 3]
    with store.read() as reader:
        did = reader.undoable(store.origin.author)
    assert did is not None
    assert "late arrivals" in did.message
    store.undo(did.id)
    assert seats(store, event) == before


def test_leaders_stay_while_they_are_members(store: Store, event: Event) -> None:
    form(store)
    group = formed(store, event)[0]
    leader = group.member_ids[2]
    group_members.set_leader(
        store, group.id, group.version, secretary=False, registration_id=leader
    )
    group_members.lock_member(store, leader, group.id, True)
    form(store)
    after = formed(store, event)[0]
    assert after.facilitator_id == leader
    assert after.rapporteur_id not in (None, leader)
    group_members.remove_member(store, leader, group.id)
    assert formed(store, event)[0].facilitator_id is None


def test_what_cannot_be_is_said_with_names(store: Store, event: Event) -> None:
    form(store)
    members = [key for group in formed(store, event) for key in group.member_ids]
    work = session_id(store, event)
    for one, other in pairwise(members[:5]):
        group_members.set_wish(store, work, one, other, WishKind.TOGETHER)
    before = seats(store, event)
    with pytest.raises(UserError, match="ຄົນ ທີ"):
        form(store)
    assert seats(store, event) == before
    group_members.lock_member(store, formed(store, event)[2].member_ids[0],
                              formed(store, event)[2].id, True)  # fmt: skip
    with pytest.raises(UserError):
        form(store, 2)


def test_the_command_keeps_locks(store: Store, event: Event, database: Path) -> None:
    form(store)
    group = formed(store, event)[2]
    stays = group.member_ids[0]
    group_members.lock_member(store, stays, group.id, True)
    command = ["--data", str(database), "groups", "form", "E-1", "d1s1", "--groups", "3"]
    for seed in ("1", "2", "3"):
        assert cli.main([*command, "--seed", seed]) == 0
        assert seats(store, event)[stays] == group.id
