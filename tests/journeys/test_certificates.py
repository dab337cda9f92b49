"""A morning at the door: a key, one certificate after another, a walk-in, a mistake, a check."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.windowed import dispose, open_shell, type_text

from workshopdesk.domain.certificate import CertificateState
from workshopdesk.store import Store
from workshopdesk.ui.certificates.view import CertificatesRoom
from workshopdesk.ui.desk import Place
from workshopdesk.ui.pages import Pages
from workshopdesk.ui.tasks import ThreadTasks

RETURN, LEFT, DOWN = Qt.Key.Key_Return, Qt.MouseButton.LeftButton, Qt.Key.Key_Down
PASSPHRASE = "ສີ່ຄຳ ຢູ່ ໃນ ເຈ້ຍ"


def test_a_morning_at_the_door(store: Store, event_id: UUID, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_shell(store, tmp_path, qtbot, tasks=ThreadTasks())
    opened: list[Path] = []
    window.go(Place("certificates", event_id, focus="keys"))
    room = window.room
    assert isinstance(room, CertificatesRoom)
    room.door.outlet.opens = opened.append

    type_text(room.keys.new, PASSPHRASE)
    type_text(room.keys.again, PASSPHRASE)
    QTest.mouseClick(room.keys.make, LEFT)
    qtbot.waitUntil(lambda: window.desk.signing_key is not None)

    # The queue: names are typed while papers are still being made.
    QTest.mouseClick(room.pages.button("door"), LEFT)
    assert room.state is not None
    names = [line.name for line in room.state.lines[:3]]
    for name in names:
        type_text(room.door.field, name.split()[0])
        QTest.keyClick(room.door.field, RETURN)
        assert room.door.field.text() == ""
    qtbot.waitUntil(lambda: len(opened) == len(names))
    pages = [Pages(path.read_bytes()) for path in opened]
    assert [page.count for page in pages] == [1, 1, 1]

    # Somebody nobody expected: a name, Enter, Enter.
    type_text(room.door.field, "ທ້າວ ຄຳຜຸຍ ສຸກສະຫວັດ")
    QTest.keyClick(room.door.field, RETURN)
    QTest.keyClick(room.door.field, RETURN)
    qtbot.waitUntil(lambda: len(opened) == 4)
    with store.read() as reader:
        issued = reader.certificates(event_id)
    assert len(issued) == 4
    assert all(certificate.statement for certificate in issued)
    assert "ຄຳຜຸຍ ສຸກສະຫວັດ" in issued[-1].name

    # A wrong name is found: by keyboard from the register.
    QTest.mouseClick(room.pages.button("register"), LEFT)
    QTest.keySequence(window, QKeySequence("Ctrl+F"))
    assert room.register.search.hasFocus()
    room.register.search.setText(issued[0].number)
    room.register.table.setFocus()
    room.register.table.setCurrentIndex(room.register.model.index(0, 1))
    QTest.keyClick(room.register.table, RETURN)
    revoke = room.register.menu.actions()[-1]
    assert revoke.text() == "Revoke…"
    revoke.trigger()
    room.register.menu.close()
    assert room.register.dialog is not None
    type_text(room.register.dialog.field, "ຂຽນຊື່ຜິດ")
    QTest.keyClick(room.register.dialog.field, RETURN)
    with store.read() as reader:
        assert reader.certificates(event_id)[0].state is CertificateState.REVOKED

    # Whoever holds the paper is told.
    QTest.mouseClick(room.pages.button("check"), LEFT)
    room.checking.field.setText(issued[0].statement)
    QTest.keyClick(room.checking.field, RETURN)
    assert room.checking.verdict.accessibleName() == "Revoked"
    room.checking.save_page(tmp_path / "verify.html")
    qtbot.waitUntil((tmp_path / "verify.html").exists)
    window.desk.tasks.close()
    dispose(window)
