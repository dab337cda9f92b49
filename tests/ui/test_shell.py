"""The window itself: keys, the rail, a list dropped onto it, Qt's own words, what it remembers."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox
from pytestqt.qtbot import QtBot
from tests.windowed import Told, dispose, open_shell

from workshopdesk import settings
from workshopdesk.store import Store
from workshopdesk.ui import qtwords
from workshopdesk.ui.desk import Place
from workshopdesk.ui.participants.view import ParticipantsRoom
from workshopdesk.ui.shell import Shell

LIST = settings.resource("sample/khammouane-2024-registration-form.xlsx")
Key, Control, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def drop(window: Shell, path: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)
    return event


def test_keys_lead_to_every_page(window: Shell, event_id: UUID) -> None:
    window.go(Place("overview", event_id))
    QTest.keyClick(window, Key.Key_3, Control)
    assert window.place.room == "participants"
    QTest.keyClick(window, Key.Key_1, Alt)
    assert window.place.room == "home"
    QTest.keyClick(window, Key.Key_2, Control)
    assert window.place == Place("agenda", event_id)


def test_the_rail_folds_and_is_remembered(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    first = open_shell(store, tmp_path, qtbot)
    QTest.keyClick(first, Key.Key_B, Control)
    assert first.rail.narrow
    assert first.rail.item("home").toolTip() == "Home"
    first.speak("lo")
    dispose(first)
    second = open_shell(store, tmp_path, qtbot)
    assert second.rail.narrow
    assert second.rail.language.button("lo").isChecked()
    dispose(second)


def test_a_list_dropped_on_an_open_event_is_previewed(window: Shell, event_id: UUID) -> None:
    window.go(Place("overview", event_id))
    drop(window, LIST)
    room = window.room
    assert isinstance(room, ParticipantsRoom)
    assert room.dialog.isVisible()
    assert room.dialog.plan is not None
    assert room.dialog.plan.file == LIST.name
    room.dialog.reject()


def test_a_list_dropped_without_an_event_is_asked_about(window: Shell, told: Told) -> None:
    told.refusals_expected = True
    drop(window, LIST)
    assert [m.title for m in told.of("refusal")] == ["Into which event?"]
    assert window.bar.isVisible()


def test_other_files_are_not_taken(window: Shell, event_id: UUID, tmp_path: Path) -> None:
    window.go(Place("overview", event_id))
    drop(window, tmp_path / "photo.png")
    assert window.place.room == "overview"


def test_a_list_that_is_none_is_refused_in_words(
    window: Shell, event_id: UUID, tmp_path: Path, told: Told
) -> None:
    told.refusals_expected = True
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"this is no workbook")
    window.go(Place("overview", event_id))
    drop(window, path)
    assert len(told.of("refusal")) == 1
    room = window.room
    assert isinstance(room, ParticipantsRoom)
    assert not [d for d in room.findChildren(QDialog) if d.isVisible()]
    assert room.model.rowCount() == 87


def test_a_place_that_is_gone_leaves_the_window_where_it_was(
    window: Shell, event_id: UUID, told: Told
) -> None:
    told.refusals_expected = True
    window.go(Place("overview", event_id))
    window.go(Place("overview", UUID(int=5)))
    assert window.place == Place("overview", event_id)
    assert told.of("refusal")


def test_qts_own_buttons_speak_our_words(window: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qtwords, "_", lambda message: {"OK": "ຕົກລົງ", "Cancel": "ຍົກເລີກ"}[message])
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    said = {button.text() for button in box.buttons()}
    assert said == {"ຕົກລົງ", "ຍົກເລີກ"}
    unknown = "Something Qt alone says"
    assert QApplication.translate("QLineEdit", unknown) == unknown
    box.deleteLater()
