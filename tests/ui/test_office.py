"""The office that issues papers is said on the first page and in the settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.windowed import Told, dispose, open_shell, type_text

from workshopdesk.domain.office import Office, Signer
from workshopdesk.store import Store, open_store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.settings.view import SettingsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.start.view import StartRoom
from workshopdesk.ui.widgets.fields import Saved

RETURN = Qt.Key.Key_Return


def stored(store: Store) -> Office:
    with store.read() as reader:
        return reader.office()


def retype(field: Saved, text: str) -> None:
    field.setFocus()
    field.selectAll()
    type_text(field, text)
    QTest.keyClick(field, RETURN)


def settings(window: Shell) -> SettingsRoom:
    window.go(Place("settings"))
    assert isinstance(window.room, SettingsRoom)
    return window.room


def test_the_first_page_asks_what_papers_need(tmp_path: Path, qtbot: QtBot) -> None:
    store = open_store(str(tmp_path / "empty.wdb"), create=True)
    window = open_shell(store, tmp_path, qtbot)
    start = window.room
    assert isinstance(start, StartRoom)
    assert start.office.isVisible()
    retype(start.office.fields["name_lo"], "ຫ້ອງການ ກ")
    retype(start.office.fields["place_lo"], "ທ່າແຂກ")
    office = stored(store)
    assert (office.name_lo, office.place_lo) == ("ຫ້ອງການ ກ", "ທ່າແຂກ")
    assert settings(window).office.fields["name_lo"].text() == "ຫ້ອງການ ກ"
    window.desk.undo()
    assert stored(store).place_lo == ""
    dispose(window)
    store.close()


def test_once_there_are_events_the_first_page_is_about_the_next(window: Shell) -> None:
    window.go(Place("start"))
    assert isinstance(window.room, StartRoom)
    assert not window.room.office.isVisible()


def test_every_field_of_the_office_is_kept(window: Shell, store: Store) -> None:
    card = settings(window).office
    retype(card.fields["name_en"], "Office A")
    retype(card.fields["abbreviation"], "OA")
    retype(card.fields["state_lines_en.1"], "Peace")
    office = stored(store)
    assert (office.name_en, office.abbreviation) == ("Office A", "OA")
    assert len(office.state_lines_en) == 2
    assert office.state_lines_en[1] == "Peace"


def test_a_mask_without_a_number_is_refused_and_taken_back(
    window: Shell, store: Store, told: Told
) -> None:
    told.refusals_expected = True
    field = settings(window).office.fields["certificate_mask"]
    before = stored(store).certificate_mask
    retype(field, "{year}")
    assert len(told.of("refusal")) == 1
    assert stored(store).certificate_mask == before == field.text()


def test_signers_are_typed_one_after_the_other(window: Shell, store: Store) -> None:
    card = settings(window).office
    known = stored(store).signers
    QTest.mouseClick(card.add_signer, Qt.MouseButton.LeftButton)
    title, name, _title_en, _name_en = card.signer_lines()[-1]
    assert title.hasFocus()
    type_text(title, "ຫົວໜ້າ")
    QTest.keyClick(title, Qt.Key.Key_Tab)
    assert name.hasFocus()
    type_text(name, "ທ່ານ ກ")
    QTest.keyClick(name, RETURN)
    assert stored(store).signers == (*known, Signer("ຫົວໜ້າ", "", "ທ່ານ ກ", ""))
