"""The door to the window: backups by themselves, and databases that cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from workshopdesk import app
from workshopdesk.services import backup
from workshopdesk.services.events import create_event
from workshopdesk.store import Store, open_store
from workshopdesk.ui.tasks import InlineTasks
from workshopdesk.ui.unlock import Unlock


def test_the_day_and_leaving_are_backed_up(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOPDESK_BACKUPS", str(tmp_path / "backups"))
    data = tmp_path / "desk.wdb"
    store = open_store(str(data), create=True)
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    window = app.open_window(running, store, app.memory(tmp_path / "window.ini"), InlineTasks())
    qtbot.addWidget(window)
    keeping = app.Keeping(window.desk, app.memory(tmp_path / "window.ini"))
    keeping.daily()
    assert len(backup.list_backups(data)) == 1
    keeping.daily()
    assert len(backup.list_backups(data)) == 1
    day = store.origin.now().date()
    create_event(store, code="E", title_lo="ກ", first_day=day, last_day=day)
    keeping.on_leaving()
    assert len(backup.list_backups(data)) == 2
    store.close()


def test_a_file_that_is_no_database_is_told_in_a_box(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    rubbish = tmp_path / "list.wdb"
    rubbish.write_text("no database")
    assert app.run(str(rubbish)) == app.NOT_OPENED
    assert len(told) == 1
    assert rubbish.read_text() == "no database"


def test_an_encrypted_database_asks_until_it_opens(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = str(tmp_path / "secret.wdb")
    open_store(data, create=True, passphrase="ພາສາລາວ ງາມຫຼາຍ").close()
    typed = iter(["wrong words here", "ພາສາລາວ ງາມຫຼາຍ"])
    faults: list[str] = []

    def answer(dialog: Unlock[Store]) -> int:
        while dialog.opened is None:
            dialog.field.setText(next(typed))
            dialog.open_button.click()
            faults.append(dialog.fault.accessibleName())
        return 1

    monkeypatch.setattr(Unlock, "exec", answer)
    store = app._opened(data)
    assert store is not None
    store.close()
    assert len(faults) == 2
    assert "ລະຫັດ" in faults[0] or "wrong" in faults[0]
    monkeypatch.setattr(Unlock, "exec", lambda _dialog: 0)
    assert app._opened(data) is None
