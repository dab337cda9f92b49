"""Personal data: handed out whole, erased for good, while what is counted stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import UserError
from workshopdesk.store import Store, backup, files, open_store, privacy
from workshopdesk.store import tables as t

NAME, SURNAME, PHONE = "ພູວົງສັກ", "ໄຊຍະຈັກ", "02098765432"
POST, PICTURE = "ຫົວໜ້າຂະແໜງລັບ", b"\x89PNG their face" * 50
WORDS = (NAME, SURNAME, PHONE, POST, "Phouvongsak", "P-778899")


def write_person(store: Store, event_code: str = "E1") -> UUID:
    """Someone with everything a person can have, registered at an event of their own."""
    event_id = samples.write_event(store, event_code)
    with store.unit_of_work("Register %(who)s", who=f"{NAME} {SURNAME}") as work:
        person = work.add(
            t.Person(
                given_name=NAME,
                surname=SURNAME,
                given_name_latin="Phouvongsak",
                sex="F",
                birth_date=date(1980, 5, 6),
                position=POST,
                province="LA-KH",
            )
        )
        work.add(t.PersonContact(person_id=person.id, value=PHONE))
        work.add(t.PersonIdentifier(person_id=person.id, kind="staff", value="P-778899"))
        work.add(t.PersonSensitive(person_id=person.id, ethnic_family="LAO", seeing=2))
        work.add(t.Consent(person_id=person.id, purpose="photo", asked_by="Oulay"))
        photo = work.attach(
            kind="photo", name=f"{SURNAME}.png", media_type="image/png", data=PICTURE,
            person_id=person.id,
        )  # fmt: skip
        work.add(t.Consent(person_id=person.id, purpose="list", evidence_id=photo.id))
        place = work.add(
            t.Registration(
                event_id=event_id, person_id=person.id, role="participant", position=POST,
                province="LA-KH", organisation_text="ຫ້ອງການ",
            )
        )  # fmt: skip
        work.add(t.Attendance(registration_id=place.id, half_day=1, mark="present"))
        series, number = work.next_in_series("2025")
        work.add(
            t.Certificate(
                registration_id=place.id, series_id=series, sequence=number, number="001",
                name=f"{NAME} {SURNAME}", title=POST, issued_on=date(2025, 9, 16),
            )
        )  # fmt: skip
        work.commit()
    with store.unit_of_work("Edit") as work:
        work.get(t.Person, person.id).village = POST
        work.commit()
    return person.id


def counts(store: Store) -> list[tuple[object, ...]]:
    """What reports count."""
    r, p, s, a = t.Registration, t.Person, t.PersonSensitive, t.Attendance
    wanted = (
        select(p.sex, r.province, r.role, r.organisation_text, s.ethnic_family, s.seeing, a.mark,
               func.count())
        .select_from(r)
        .join(p, p.id == r.person_id)
        .outerjoin(s, s.person_id == p.id)
        .outerjoin(a, a.registration_id == r.id)
        .group_by(p.sex, r.province, r.role, r.organisation_text, s.ethnic_family, s.seeing, a.mark)
    )  # fmt: skip
    with store.engine.connect() as connection:
        return sorted((tuple(row) for row in connection.execute(wanted)), key=str)


def test_everything_of_a_person_is_handed_out(store: Store) -> None:
    person = write_person(store)
    given = privacy.person_data(store, person)
    assert given["person"]["given_name"] == NAME
    assert given["person"]["birth_date"] == "1980-05-06"
    assert "search_key" not in given["person"]
    assert set(given["records"]) == {
        "person_contact", "person_identifier", "person_sensitive", "consent", "attachment",
        "registration", "attendance", "certificate",
    }  # fmt: skip
    assert {c["purpose"] for c in given["records"]["consent"]} == {"photo", "list"}
    assert [e["code"] for e in given["events"]] == ["E1"]
    changed = [entry["fields"] for entry in given["history"] if entry["kind"] == "person"]
    assert {"village": ["", POST]} in changed
    others = str(given)
    assert samples.NAMES[0][0] not in others


def test_an_unknown_person_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="No such person"):
        privacy.person_data(store, UUID(int=1))
    with pytest.raises(UserError):
        privacy.anonymise(store, UUID(int=1))


def test_identity_goes_and_counts_stay(store: Store) -> None:
    person = write_person(store)
    before = counts(store)
    assert privacy.anonymise(store, person).people == 1
    assert counts(store) == before
    left = privacy.person_data(store, person)
    assert [word for word in WORDS if word in str(left)] == []
    assert left["person"]["birth_year"] == 1980
    assert left["person"]["birth_date"] is None
    assert set(left["records"]) == {
        "person_sensitive", "consent", "registration", "attendance", "certificate",
    }  # fmt: skip
    assert [c["number"] for c in left["records"]["certificate"]] == ["001"]
    assert store.check() == []
    with store.read() as reader:
        assert reader.people(NAME) == ()
        assert len(reader.people(samples.NAMES[0][0])) == 1


def test_nothing_of_it_is_left_in_the_database(store: Store, database: str) -> None:
    person = write_person(store)
    privacy.anonymise(store, person)
    with store.engine.connect() as connection:
        everything = [
            str(tuple(row))
            for table in t.Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    assert [word for word in WORDS for line in everything if word in line] == []
    if not database.startswith("postgresql"):
        for path in (Path(database), *files.beside(Path(database))):
            whole = path.read_bytes() if path.exists() else b""
            assert [word for word in WORDS if word.encode() in whole] == []
            assert PICTURE not in whole


def test_backups_made_afterwards_do_not_hold_it(file: Path, tmp_path: Path) -> None:
    store = open_store(str(file), origin=origin_named("first"))
    person = write_person(store)
    privacy.anonymise(store, person)
    made = backup.make(store, tmp_path / "copy.wdb")
    store.close()
    whole = made.path.read_bytes()
    assert [word for word in WORDS if word.encode() in whole] == []


def test_a_file_someone_else_uses_too_stays(store: Store) -> None:
    person = write_person(store)
    with store.unit_of_work("Use it elsewhere") as work:
        work.attach(kind="logo", name="same.png", media_type="image/png", data=PICTURE)
        work.commit()
    privacy.anonymise(store, person)
    with store.engine.connect() as connection:
        assert connection.scalars(select(t.Content.data)).all() == [PICTURE]
        assert connection.scalars(select(t.Attachment.name)).all() == ["same.png"]


def test_others_are_untouched_and_work_goes_on(store: Store) -> None:
    person = write_person(store)
    privacy.anonymise(store, person)
    with store.unit_of_work("Edit") as work:
        work.get(t.Person, person).province = "LA-VT"
        work.commit()
    assert store.check() == []
    privacy.anonymise(store, person)
    assert store.check() == []
    with store.engine.connect() as connection:
        names = connection.scalars(select(t.Person.given_name).where(t.Person.given_name != ""))
        assert sorted(names) == sorted(given for given, _, _ in samples.NAMES)


def test_erasing_cannot_be_taken_back(store: Store) -> None:
    person = write_person(store)
    privacy.anonymise(store, person)
    with store.read() as reader:
        newest = reader.history(limit=1)[0]
    assert newest.kind == privacy.ERASURE
    with pytest.raises(UserError):
        store.undo(newest.id)


def test_what_is_due_is_listed_until_done(store: Store) -> None:
    person = write_person(store)
    with store.unit_of_work("Programme") as work:
        event = work.find(t.Event)[0]
        programme = work.add(t.Programme(code="OLD", last_day=date(2025, 12, 31)))
        work.add(t.EventProgramme(event_id=event.id, programme_id=programme.id))
        work.commit()
    assert privacy.due(store, date(2035, 9, 15)) == privacy.Due((), ())
    due = privacy.due(store, date(2035, 9, 16))
    assert len(due.people) == 4
    assert (f"{NAME} {SURNAME}", date(2025, 9, 16)) in [(d.name, d.last_day) for d in due.people]
    assert due.programmes == ()
    assert [d.code for d in privacy.due(store, date(2036, 1, 1)).programmes] == ["OLD"]
    assert privacy.due(store, date(2028, 2, 29), years=2).people == due.people
    privacy.anonymise(store, person)
    assert len(privacy.due(store, date(2035, 9, 16)).people) == 3
    assert privacy.anonymise_programme(store, programme.id) == privacy.Anonymised(3, 0)
    assert privacy.due(store, date(2040, 1, 1)) == privacy.Due((), ())
    assert store.check() == []


def test_people_of_other_programmes_keep_their_identity(store: Store) -> None:
    person = write_person(store)
    other = samples.write_event(store, "E2")
    with store.unit_of_work("Programme") as work:
        event = work.find(t.Event, code="E1")[0]
        programme = work.add(t.Programme(code="OLD", last_day=date(2025, 12, 31)))
        work.add(t.EventProgramme(event_id=event.id, programme_id=programme.id))
        work.add(t.Registration(event_id=other, person_id=person, role="participant"))
        work.commit()
    assert privacy.anonymise_programme(store, programme.id) == privacy.Anonymised(3, 1)
    with store.read() as reader:
        assert reader.person(person).name == f"{NAME} {SURNAME}"
    assert store.check() == []
