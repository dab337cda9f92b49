"""Settings: backups made, compared and restored; the passphrase; identities that should go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from tests.quick_keys import quick_keys
from tests.windowed import Told, dispose, open_shell

from workshopdesk import app
from workshopdesk.domain.event import Event
from workshopdesk.services import backup, passphrase
from workshopdesk.services.events import create_event
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t
from workshopdesk.ui import between
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.between import After, Between
from workshopdesk.ui.desk import Place
from workshopdesk.ui.settings.view import SettingsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tasks import InlineTasks
from workshopdesk.ui.widgets.text import Paragraph

SECRET = "ຊ້າງ ກິນ ກ້ວຍ 77"


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    with quick_keys():
        yield


@pytest.fixture(autouse=True)
def _own_backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKSHOPDESK_BACKUPS")
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))


@pytest.fixture
def data(store: Store) -> Path:
    """The file the window has open."""
    found = backup.file_of(store)
    assert found is not None
    return found


def page(window: Shell, name: str) -> SettingsRoom:
    """Settings at a page."""
    window.go(Place("settings", focus=name))
    QApplication.processEvents()
    assert isinstance(window.room, SettingsRoom)
    return window.room


def agree(window: Shell) -> list[str]:
    """Click the verb of the question that is open; gives its words."""
    [dialog] = [d for d in window.findChildren(Confirm) if d.isVisible()]
    said = [label.accessibleName() for label in dialog.findChildren(Paragraph)]
    QTest.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)
    return [words for words in said if words]


def reopened(window: Shell, store: Store, tmp_path: Path, qtbot: QtBot) -> tuple[Shell, After]:
    """What app.run does once the window has closed: the work, then a window on the file."""
    wanted = window.desk.between
    data = backup.file_of(store)
    assert wanted is not None
    assert data is not None
    assert not window.isVisible()
    store.close()
    after = between.carry_out(wanted, InlineTasks())
    opened = open_store(str(data), passphrase=after.passphrase)
    again = open_shell(opened, tmp_path, qtbot)
    app.greet(again, after)
    return again, after


@pytest.fixture
def closing() -> Iterator[list[Shell]]:
    """Windows opened in a test, closed after it with their stores."""
    opened: list[Shell] = []
    yield opened
    for window in opened:
        store = window.desk.store
        dispose(window)
        store.close()


def test_a_backup_is_made_compared_and_restored(
    window: Shell, store: Store, tmp_path: Path, qtbot: QtBot, closing: list[Shell], told: Told
) -> None:
    panel = page(window, "backups").backups
    assert panel.differs.accessibleName() == "There is no backup yet."
    QTest.mouseClick(panel.make_button, Qt.MouseButton.LeftButton)
    assert [line.why for line in panel.model.all_rows] == ["By hand"]
    day = date(2026, 1, 5)
    create_event(store, code="LATER", title_lo="ກ", first_day=day, last_day=day)
    panel.table.selectRow(0)
    assert "gone after restoring: 1 event" in panel.differs.accessibleName()
    QTest.mouseClick(panel.restore_button, Qt.MouseButton.LeftButton)
    said = agree(window)
    assert any("present state is backed up first" in words for words in said)
    again, after = reopened(window, store, tmp_path, qtbot)
    closing.append(again)
    assert after.error is None
    assert again.place.room == "settings"
    assert again.status.said.text().startswith("The backup of ")
    with again.desk.store.read() as reader:
        assert "LATER" not in {event.code for event in reader.events()}
    room = again.room
    assert isinstance(room, SettingsRoom)
    assert [line.why for line in room.backups.model.all_rows] == ["Before restoring", "By hand"]


def test_a_restore_that_fails_leaves_all_as_it_was(
    window: Shell, store: Store, tmp_path: Path, qtbot: QtBot, closing: list[Shell], data: Path
) -> None:
    panel = page(window, "backups").backups
    panel.make()
    panel.table.selectRow(0)
    [made] = backup.list_backups(data)
    panel.restore_button.click()
    agree(window)
    with made.path.open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 64)
    again, after = reopened(window, store, tmp_path, qtbot)
    closing.append(again)
    assert after.error is not None
    assert again.bar.title.text() == "The backup was altered or is damaged"
    with again.desk.store.read() as reader:
        assert reader.events()


def test_backups_go_where_a_person_chooses(
    window: Shell, tmp_path: Path, data: Path, told: Told
) -> None:
    panel = page(window, "backups").backups
    stick = tmp_path / "stick"
    stick.mkdir()
    panel.take(stick)
    assert panel.folder.text() == str(stick)
    assert "same disk" in panel.warning.accessibleName()
    assert panel.usual_button.isVisible()
    [made] = backup.list_backups(data)
    assert made.path.is_relative_to(stick)
    stick.rename(tmp_path / "pulled out")
    panel.load()
    assert "is not there" in panel.warning.accessibleName()
    told.refusals_expected = True
    panel.usual_button.click()
    assert not panel.usual_button.isVisible()


def test_a_backup_that_fails_is_said_plainly(
    store: Store, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOPDESK_BACKUPS", str(tmp_path / "file"))
    (tmp_path / "file").write_text("no folder")
    opened = open_shell(store, tmp_path, qtbot)
    panel = page(opened, "backups").backups
    panel.make_button.click()
    assert opened.bar.isVisible()
    assert opened.bar.title.text() == "The file cannot be written"
    assert panel.make_button.isEnabled()
    dispose(opened)


def test_leaving_is_not_held_up_by_a_backup_that_fails(
    window: Shell, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, expect_log_warnings: None,
) -> None:  # fmt: skip
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    monkeypatch.setenv("WORKSHOPDESK_BACKUPS", str(tmp_path / "file"))
    (tmp_path / "file").write_text("no folder")
    memory = app.memory(tmp_path / "window.ini")
    keeping = app.Keeping(window.desk, memory)
    keeping.on_leaving()
    assert said == ["No backup was made on leaving"]
    told: list[str] = []
    window.desk.messages.told.connect(lambda message: told.append(message.title))
    window.desk.messages.told.disconnect(window._tell)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window.desk.messages, "error", lambda error: told.append(error.title))
        keeping.tell_of_last_time()
    assert told == ["No backup was made when you last left"]
    monkeypatch.setenv("WORKSHOPDESK_BACKUPS", str(tmp_path / "good"))
    keeping.on_leaving()
    keeping.tell_of_last_time()
    assert len(told) == 1


def type_new(room: SettingsRoom, new: str, again: str, old: str = "") -> None:
    """Fill the three fields."""
    for field, text in zip(
        (room.passphrase.old, room.passphrase.new, room.passphrase.again),
        (old, new, again),
        strict=True,
    ):
        field.setText(text)


def test_a_passphrase_is_set_and_asked_for_before_it_is_taken_away(
    window: Shell, store: Store, tmp_path: Path, qtbot: QtBot, closing: list[Shell], data: Path
) -> None:
    room = page(window, "passphrase")
    assert not room.passphrase.old.isVisible()
    type_new(room, SECRET, SECRET)
    assert room.passphrase.strength.accessibleName()
    QTest.mouseClick(room.passphrase.set_button, Qt.MouseButton.LeftButton)
    said = agree(window)
    assert any("no way round a forgotten passphrase" in words for words in said)
    again, after = reopened(window, store, tmp_path, qtbot)
    assert after.passphrase == SECRET
    assert SECRET not in repr(after)
    assert passphrase.is_set(data)
    closing.append(again)
    room = page(again, "passphrase")
    type_new(room, "another long sentence", "another long sentence", "wrong")
    room.passphrase.set_button.click()
    assert again.bar.title.text() == "The present passphrase is wrong"
    type_new(room, "", "", SECRET)
    QTest.mouseClick(room.passphrase.remove_button, Qt.MouseButton.LeftButton)
    agree(again)
    assert again.desk.between is not None
    assert again.desk.between.passphrase == SECRET
    assert SECRET not in repr(again.desk.between)


@pytest.mark.parametrize(
    ("new", "again", "refusal"),
    [("short", "short", "At least 8 characters"),
     (SECRET, SECRET + "x", "The two passphrases are not the same")],
)  # fmt: skip
def test_what_would_lock_people_out_is_refused(
    window: Shell, told: Told, new: str, again: str, refusal: str
) -> None:
    room = page(window, "passphrase")
    type_new(room, new, again)
    room.passphrase.set_button.click()
    told.refusals_expected = True
    assert [m.title for m in told.of("refusal")] == [refusal]
    assert not [d for d in window.findChildren(Confirm) if d.isVisible()]


def test_identities_that_are_due_go_after_a_question(
    window: Shell, store: Store, event: Event, qtbot: QtBot
) -> None:
    with store.unit_of_work("Long ago") as work:
        for record in work.find(t.Event):
            record.last_day = record.last_day.replace(year=2001)
            record.first_day = record.first_day.replace(year=2001)
        work.commit()
    personal = page(window, "personal").personal
    assert len(personal.state.people) > 80
    QTest.mouseClick(personal.all_button, Qt.MouseButton.LeftButton)
    said = agree(window)
    assert any("cannot be taken back" in words for words in said)
    assert personal.state.people == ()
    with store.read() as reader:
        rows = reader.participants(event.id)
    assert {row.name for row in rows} == {""}
    assert sum(row.sex == "F" for row in rows) == 29


def test_a_programme_keeps_its_people_as_long_as_is_typed(window: Shell, told: Told) -> None:
    personal = page(window, "personal").personal
    [term, *_rest] = personal.state.terms
    personal.keep_for(term, "3")
    assert personal.state.terms[0].years == "3"
    personal.keep_for(personal.state.terms[0], "")
    assert personal.state.terms[0].years == ""
    told.refusals_expected = True
    personal.keep_for(term, "soon")
    assert [m.title for m in told.of("refusal")] == ["Type a number of years"]


def test_work_between_windows_that_fails_opens_the_file_as_it_was() -> None:
    def job() -> After:
        raise OSError("disk")

    after = between.carry_out(Between(job, "Work", "old"), InlineTasks())
    assert after.passphrase == "old"
    assert isinstance(after.error, OSError)
