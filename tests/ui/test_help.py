"""F1 and Ctrl+K: a short page for every room in both languages, commands with their keys."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.windowed import type_text

from workshopdesk import i18n
from workshopdesk.ui import help_pages
from workshopdesk.ui.desk import Place
from workshopdesk.ui.help import HelpDialog
from workshopdesk.ui.navigation import COMMANDS, MAIN, PAGES
from workshopdesk.ui.shell import Shell

RETURN = Qt.Key.Key_Return
LATIN = re.compile(r"Ctrl|Shift|Enter|Space|Alt|Esc|Tab|PDF|Excel|F\d")


def test_pages_are_the_same_in_both_languages(window: Shell) -> None:
    said = {}
    for language in i18n.LANGUAGES:
        window.speak(language)
        said[language] = help_pages.pages()
    for lao, english in zip(said["lo"], said["en"], strict=True):
        assert lao.title != english.title
        for mark in ("\n- ", "\n1. ", "\n| ", "\n\n"):
            assert lao.text.count(mark) == english.text.count(mark), (lao.code, mark)
        assert not re.search(r"[A-Za-z]{2,}", LATIN.sub("", lao.text)), lao.code


@pytest.mark.parametrize("room", [room for room, _words, _icon in (*MAIN, *PAGES)])
def test_every_room_has_a_page(room: str) -> None:
    assert help_pages.page_for(room) in help_pages.PAGES


def test_f1_shows_the_page_of_the_room(window: Shell, event_id: UUID) -> None:
    window.go(Place("agenda", event_id))
    window.help()
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    assert dialog.code == "agenda"
    window.speak("lo")
    assert dialog.code == "agenda"
    assert "ວາລະ" in dialog.text.toPlainText()
    type_text(dialog.search, "Ctrl+B")
    assert dialog.code == "keys"
    dialog.close()


def test_commands_are_found_with_their_keys_and_done(window: Shell) -> None:
    window._open_find()
    box = window.find_box
    shown = [box.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(box.list.count())]
    keys = {hit.command: hit.keys for hit in shown if hit.command}
    assert keys == {code: keys for code, _name, _icon, keys in COMMANDS}
    narrow = window.rail.narrow
    type_text(box.field, "Rail narrow")
    QTest.keyClick(box.field, RETURN)
    assert window.rail.narrow is not narrow
    window.command("language")
    assert i18n.screen_language() == "lo"
    window._open_find()
    type_text(box.field, "ສອງໂຕະ")
    QTest.keyClick(box.field, RETURN)
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    assert dialog.code == "two-desks"
    dialog.close()
