"""Finding people: the same on both engines, in either script and spelling, kept in step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.store.conftest import origin_named
from tests.store.samples import add_event

from workshopdesk.store import Store, merging, open_store, search
from workshopdesk.store import tables as t

PEOPLE = {
    "rattana": ("ຄຳໝັ້ນ", "ລັດຕະນະ", "", "", "02055123456"),
    "latin": ("", "", "Khammanh", "Rattana", "02077000111"),
    "boun": ("ບຸນຍັງ", "ພົມມະຈັນ", "", "", "02022334455"),
    "keo": ("ແກ້ວມະນີ", "ໄຊຍະວົງ", "", "", "0305551234"),
    "both": ("ສົມພອນ", "ວຽງຄຳ", "Somphone", "Viengkham", "02099887766"),
    "vieng": ("ວຽງຈັນ", "", "", "", ""),
}


@pytest.fixture
def people(store: Store) -> Store:
    """A handful of people, one in an organisation, one with a card and a certificate."""
    with store.unit_of_work("Make") as work:
        unit = work.add(t.Organisation(name_lo="ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ", name_en="Assembly of K"))
        event = add_event(work)
        for note, (given, surname, latin, latin_surname, phone) in PEOPLE.items():
            person = work.add(
                t.Person(
                    given_name=given, surname=surname, given_name_latin=latin,
                    surname_latin=latin_surname, village=note,
                    organisation_id=unit.id if note == "keo" else None,
                )
            )  # fmt: skip
            if phone:
                work.add(t.PersonContact(person_id=person.id, value=phone))
            if note == "rattana":
                work.add(
                    t.PersonContact(
                        person_id=person.id, kind="email", value="Kham@example.org", order=2
                    )
                )
            if note == "boun":
                work.add(t.PersonIdentifier(person_id=person.id, kind="card", value="KM-0042"))
                made = work.add(
                    t.Registration(event_id=event.id, person_id=person.id, role="participant")
                )
                series, number = work.next_in_series("C")
                work.add(
                    t.Certificate(
                        registration_id=made.id, series_id=series, sequence=number,
                        number="2025/017", issued_on=date(2025, 9, 16),
                    )
                )  # fmt: skip
        work.commit()
    return store


def found(store: Store, typed: str) -> list[str]:
    """Who is found, by their notes."""
    with store.unit_of_work("Look") as work:
        return [work.get(t.Person, p.id).village for p in work.reader.people(typed)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ຄຳໝັ້ນ", ["rattana", "latin"]),
        ("ຄໍາຫມັ້ນ", ["rattana", "latin"]),  # other code points
        ("ຄຳຫມັນ ລັດ", ["rattana", "latin"]),  # a tone left out, part of the surname
        ("Khammanh", ["latin", "rattana"]),
        ("khaman rat", ["latin", "rattana"]),
        ("ລັດຕະ", ["rattana", "latin"]),
        ("ຄຳໝັ້ນລັດຕະນະ", ["rattana", "latin"]),  # no space
        ("bounnhang", ["boun"]),
        ("bunyang", ["boun"]),
        ("vieng", ["both", "vieng"]),
        ("vie", ["both", "vieng"]),
        ("xayavong", ["keo"]),
        ("ກ", ["latin"]),  # sounds so
        ("ຮ", []),
        ("ແ", ["keo"]),
        ("s", ["both", "keo"]),
        ("5512", ["keo", "rattana"]),
        ("020 5512", ["rattana"]),
        ("+856 20 5512", ["rattana"]),
        ("໐໒໐໕໕", ["rattana"]),
        ("km-0042", ["boun"]),
        ("2025/017", ["boun"]),
        ("ປະຊາຊົນ", ["keo"]),
        ("assembly", ["keo"]),
        ("ແກ້ວ ປະຊາຊົນ", ["keo"]),
        ("ບຸນ ແກ້ວ", []),
        ('"; DROP TABLE person; --', []),
        ("kham@", ["rattana"]),  # an address
        ("example", ["rattana"]),
        ("02", ["both", "boun", "latin", "rattana"]),  # two digits begin a number
        ("12", []),
        ("rattana assembly", []),
        ("%", []),
        ("_", []),
        ("*", []),
    ],
)
def test_people_are_found_as_typed(people: Store, typed: str, names: list[str]) -> None:
    assert sorted(found(people, typed)) == sorted(names)


def test_names_that_begin_so_come_first(people: Store) -> None:
    assert found(people, "ວຽງ") == ["vieng", "both"]
    assert found(people, "khammanh")[0] == "latin"


def test_a_change_is_found_at_once_and_a_rollback_is_not(people: Store) -> None:
    with people.unit_of_work("Rename") as work:
        person = work.find(t.Person, village="boun")[0]
        person.given_name = "ທອງດີ"
        work.commit()
    assert found(people, "ທອງດີ") == ["boun"]
    assert found(people, "ບຸນ") == []
    with people.unit_of_work("Forget") as work:
        work.find(t.Person, village="boun")[0].given_name = "ບຸນມາ"
        assert len(work.reader.people("ບຸນມາ")) == 1
    assert found(people, "ບຸນມາ") == []
    with people.unit_of_work("Delete") as work:
        work.delete(work.find(t.Person, village="vieng")[0])
        work.commit()
    assert found(people, "ວຽງ") == ["both"]
    assert people.check() == []


def test_the_index_can_be_built_anew(people: Store) -> None:
    with people.unit_of_work("Damage, then mend") as work:
        connection = work.connection
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER person_filed")
            connection.exec_driver_sql("DELETE FROM person_entry")
            assert not search.is_in_step(connection)
        search.rebuild(connection)
        assert search.is_in_step(connection)
        work.commit()
    assert found(people, "khammanh") == ["latin", "rattana"]
    assert people.check() == []


def test_numbers_follow_their_changes_and_merges(people: Store) -> None:
    with people.unit_of_work("Correct") as work:
        boun, keo = (work.find(t.Person, village=note)[0] for note in ("boun", "keo"))
        work.find(t.PersonContact, person_id=boun.id)[0].value = "02066001122"
        work.delete(work.find(t.PersonIdentifier, person_id=boun.id)[0])
        work.commit()
    with people.unit_of_work("Merge") as work:
        merging.merge(work, keo.id, boun.id)
        work.commit()
    assert found(people, "66001") == ["keo"]
    assert found(people, "2025/017") == ["keo"]
    assert found(people, "22334455") == found(people, "km-0042") == []
    assert found(people, "ບຸນຍັງ") == []
    with people.unit_of_work("Tell apart") as work:
        merging.unmerge(work, boun.id)
        work.commit()
    assert found(people, "66001") == found(people, "ບຸນຍັງ") == ["boun"]
    assert people.check() == []


def test_what_very_many_fit_is_found_in_the_order_of_the_list(
    people: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("020", "0205", "assembly", "ປະຊາຊົນ", "ແກ້ວ 030", "0", "kham 020")
    few = [found(people, typed) for typed in words]
    monkeypatch.setattr(search, "_FEW", 0)
    assert [found(people, typed) for typed in words] == few


def test_a_stale_index_is_a_fault(file: Path) -> None:
    store = open_store(str(file), origin=origin_named("x"))
    with store.unit_of_work("Add") as work:
        work.add(t.Person(given_name="ຄຳ"))
        work.connection.exec_driver_sql("DELETE FROM person_entry")
        work.commit()
    assert [p.code for p in store.check()] == ["search_stale"]
    store.close()
