"""Consents, the files a person is given, and what no log and no file name ever says."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from tests.documents.reading import pages
from tests.store.test_privacy import NAME, PHONE, SURNAME, WORDS, write_person

from workshopdesk import i18n
from workshopdesk.domain.errors import Conflict, EnvironmentProblem, UserError
from workshopdesk.services import backup, privacy
from workshopdesk.store import Store, fixed_origin, open_store
from workshopdesk.store import tables as t
from workshopdesk.store.backup import FOLDER_VARIABLE
from workshopdesk.ui.messages import report

DAY = date(2025, 9, 15)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A new database; messages in English."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "backups"))
    before = i18n.screen_language()
    i18n.set_screen_language("en")
    origin = fixed_origin("privacy", datetime(2025, 9, 1, tzinfo=UTC))
    opened = open_store(str(tmp_path / "x.wdb"), create=True, origin=origin)
    yield opened
    opened.close()
    i18n.set_screen_language(before)


@pytest.fixture
def person(store: Store) -> UUID:
    """Someone with everything a person can have."""
    return write_person(store)


def test_a_person_is_given_their_data_as_a_file(store: Store, person: UUID, tmp_path: Path) -> None:
    path = privacy.export_person(store, person, tmp_path / "out" / "data.json")
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said == privacy.person_data(store, person)
    assert said["person"]["surname"] == SURNAME
    assert {entry["operation"] for entry in said["history"]} == {"C", "U"}
    with pytest.raises(EnvironmentProblem, match="cannot be written"):
        privacy.export_person(store, person, path)


@pytest.mark.parametrize("language", ["lo", "en", "lo-en"])
def test_the_same_stands_on_paper_in_words(
    store: Store, person: UUID, tmp_path: Path, language: privacy.Language
) -> None:
    privacy.set_consent(store, person, "photo", given=False, on=DAY, asked_by="ອຸໄລ")
    path = tmp_path / f"data-{language}.pdf"
    privacy.export_person_pdf(store, person, path, language, DAY)
    text = " ".join(pages(path.read_bytes()))
    for word in (NAME, SURNAME, "020 9876 5432", "P-778899", "001", "ອຸໄລ", "Phouvongsak"):
        assert word in text
    english = {"Some difficulty", "Participation in events", "Refused", "half-day 1: Present"}
    found = {word for word in english if word in text.replace("\n", " ")}
    assert found == (english if language == "en" else found)


def test_an_answer_has_a_date_and_the_newest_stands(store: Store, person: UUID) -> None:
    privacy.set_consent(store, person, "contact", given=True, on=DAY, asked_by="A")
    privacy.set_consent(store, person, "contact", given=False, on=date(2026, 1, 2))
    with store.read() as reader:
        [answer] = [c for c in reader.consents(person) if c.purpose == "contact"]
    assert (answer.given, answer.on, answer.asked_by) == (False, date(2026, 1, 2), "")
    privacy.withdraw_answer(store, answer)
    with store.read() as reader:
        assert [c for c in reader.consents(person) if c.purpose == "contact"] == []
        last = reader.history(limit=1)[0]
    store.undo(last.id)
    with store.read() as reader:
        assert "contact" in [c.purpose for c in reader.consents(person)]


def test_an_answer_changed_meanwhile_is_not_taken_away(store: Store, person: UUID) -> None:
    privacy.set_consent(store, person, "contact", given=True, on=DAY)
    with store.read() as reader:
        [seen] = [c for c in reader.consents(person) if c.purpose == "contact"]
    privacy.set_consent(store, person, "contact", given=False, on=DAY)
    with pytest.raises(Conflict):
        privacy.withdraw_answer(store, seen)
    with pytest.raises(UserError, match="what the consent is for"):
        privacy.set_consent(store, person, "  ", given=True, on=DAY)
    with pytest.raises(UserError):
        privacy.set_consent(store, UUID(int=1), "photo", given=True, on=DAY)


def test_each_programme_has_its_own_term(store: Store, person: UUID) -> None:
    with store.unit_of_work("Programme") as work:
        event = work.find(t.Event)[0]
        programme = work.add(t.Programme(code="SHORT", last_day=date(2025, 12, 31)))
        work.add(t.EventProgramme(event_id=event.id, programme_id=programme.id))
        work.commit()
    assert privacy.terms(store) == {programme.id: None}
    assert privacy.due(store, date(2030, 1, 1)) == privacy.Due((), ())
    privacy.keep_known_for(store, programme.id, 3)
    due = privacy.due(store, date(2028, 12, 31))
    assert [p.code for p in due.programmes] == ["SHORT"]
    assert person in [p.id for p in due.people]
    privacy.keep_known_for(store, programme.id, 20)
    assert privacy.due(store, date(2040, 1, 1)) == privacy.Due((), ())
    for wrong in (0, 101):
        with pytest.raises(UserError, match="1 to 100 years"):
            privacy.keep_known_for(store, programme.id, wrong)


def test_several_people_go_in_one_action(store: Store, person: UUID, tmp_path: Path) -> None:
    due = privacy.due(store, date(2100, 1, 1))
    assert privacy.anonymise_all(store, [p.id for p in due.people]).people == len(due.people)
    assert privacy.due(store, date(2100, 1, 1)).people == ()
    made = backup.backup_now(store)
    assert made is not None
    for path in (tmp_path / "x.wdb", made.path):
        whole = path.read_bytes()
        assert [word for word in WORDS if word.encode() in whole] == []


def test_nothing_of_anybody_reaches_a_log_a_report_or_a_file_name(
    store: Store, person: UUID, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    privacy.set_consent(store, person, "photo", given=True, on=DAY)
    privacy.export_person(store, person, tmp_path / "out" / "personal-data.json")
    backup.backup_now(store)
    try:
        with store.unit_of_work("Break") as work:
            work.add(t.PersonContact(person_id=UUID(int=9), value=PHONE))
            work.commit()
    except Exception as error:  # whatever the driver makes of it
        said = report(error)
    privacy.anonymise(store, person)
    names = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")]
    for word in WORDS:
        assert word not in caplog.text
        assert word not in said
        assert not [name for name in names if word in name]
