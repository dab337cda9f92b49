"""Reviewing duplicates: offered with reasons, merged, kept apart for good, taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from workshopdesk.i18n import set_screen_language
from workshopdesk.services import people
from workshopdesk.store import Store, fixed_origin, open_store
from workshopdesk.store import tables as t

ROWS = (
    ("ຄຳໝັ້ນ", "ລັດຕະນະ", "", "", "F", "02055123456", "LA-KH"),
    ("ຄໍາຫມັ້ນ", "ລັດຕະນະ", "", "", "F", "02055123456", "LA-KH"),
    ("", "", "Khammanh", "Rattana", None, "02055123456", "LA-KH"),
    ("ບຸນມີ", "ວົງສາ", "", "", "M", "02077000111", "LA-SV"),
    ("ສົມພອນ", "ວົງສາ", "", "", "F", "02077000111", "LA-SV"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three records of one woman; a brother and a sister with one phone."""
    set_screen_language("en")
    origin = fixed_origin("people", datetime(2025, 9, 1, tzinfo=UTC))
    opened = open_store(str(tmp_path / "people.wdb"), create=True, origin=origin)
    with opened.unit_of_work("Make") as work:
        for given, surname, latin, latin_surname, sex, phone, province in ROWS:
            person = work.add(
                t.Person(
                    given_name=given, surname=surname, given_name_latin=latin,
                    surname_latin=latin_surname, sex=sex, province=province,
                )
            )  # fmt: skip
            work.add(t.PersonContact(person_id=person.id, value=phone))
        work.commit()
    yield opened
    opened.close()


def pairs(store: Store) -> set[frozenset[UUID]]:
    """The pairs offered."""
    return {frozenset((p.first.id, p.second.id)) for p in people.duplicates(store)}


def test_one_woman_is_offered_and_the_siblings_are_not(store: Store) -> None:
    by_row = {}
    with store.unit_of_work("Look") as work:
        for number, row in enumerate(ROWS):
            found = work.find(t.Person, given_name=row[0], given_name_latin=row[2])
            by_row[number] = found[0].id
    woman = [by_row[n] for n in range(3)]
    assert pairs(store) == {frozenset((a, b)) for a in woman for b in woman if a != b}
    assert all(p.certain for p in people.duplicates(store))


def test_one_phone_typed_in_two_ways_and_a_move_are_still_one_person(store: Store) -> None:
    with store.unit_of_work("Add") as work:
        ids = set()
        for phone, province, post in (
            ("+856 20 5599 0011", "LA-VT", "ວິຊາການ"), ("02055990011", "LA-SV", "ຫົວໜ້າພະແນກ"),
        ):  # fmt: skip
            person = work.add(
                t.Person(given_name="ພອນໄຊ", surname="ດາລາ", province=province, position=post)
            )
            work.add(t.PersonContact(person_id=person.id, value=phone))
            ids.add(person.id)
        work.commit()
    found = [p for p in people.duplicates(store) if {p.first.id, p.second.id} == ids]
    assert [p.certain for p in found] == [True]
    assert "the same phone" in found[0].reasons


def test_comparing_tells_how_far_it_is(store: Store) -> None:
    told: list[tuple[int, int]] = []

    class Told:
        def step(self, done: int, total: int, label: str = "") -> None:
            told.append((done, total))

    people.duplicates(store, Told())
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert all(done <= total for done, total in told)


def test_merging_leaves_nothing_to_ask_and_can_be_taken_back(store: Store) -> None:
    before = people.duplicates_json(store)
    for _ in range(2):
        pair = people.duplicates(store)[0]
        people.merge(store, pair.first.id, pair.second.id, ["given_name"])
    assert people.duplicates(store) == []
    with store.read() as reader:
        merged = list(reader.merged_into())
    assert len(merged) == 2
    for person_id in merged:
        people.unmerge(store, person_id)
    assert people.duplicates_json(store) == before
    assert store.check() == []


def test_not_the_same_is_never_asked_again_even_after_a_merge(store: Store) -> None:
    first, *others = people.duplicates(store)
    people.not_same(store, first.second.id, first.first.id)
    people.not_same(store, first.first.id, first.second.id)
    assert frozenset((first.first.id, first.second.id)) not in pairs(store)
    third = others[0]
    people.merge(store, third.first.id, third.second.id)
    assert pairs(store) == set()


def test_what_the_commands_print_is_json_with_reasons(store: Store) -> None:
    told = people.duplicates_json(store)
    assert json.loads(json.dumps(told)) == told
    found = people.find_json(store, "khammanh")
    assert "Khammanh Rattana" in json.dumps(found)
    assert json.loads(json.dumps(found)) == found
