"""Every screen: opens in both languages and themes, names its inputs, cuts nothing off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.windowed import HeldTasks, dispose, open_shell

from workshopdesk.store import Store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.navigation import MAIN, PAGES
from workshopdesk.ui.shell import Shell

EVENT_ROOMS = [room for room, _words, _icon in PAGES]
ROOMS = [room for room, _words, _icon in MAIN] + EVENT_ROOMS + ["start", "settings"]
INPUTS = (QLineEdit, QComboBox, QAbstractButton, QAbstractItemView, QPlainTextEdit)


def go(window: Shell, room: str, event_id: UUID) -> QWidget:
    window.go(Place(room, event_id if room in EVENT_ROOMS else None))
    assert window.room is not None
    assert window.stack.currentWidget() is window.room
    return window.room


def inside_qt(widget: QWidget) -> bool:
    """Parts that Qt makes itself: the field in a combo box, its list, heads, scroll bars."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QComboBox, QScrollBar)):
            return True
        parent = parent.parentWidget()
    made_by_qt = widget.objectName().startswith("qt_") or widget.inherits("QTableCornerButton")
    return made_by_qt or isinstance(widget, (QHeaderView, QScrollBar))


@pytest.fixture
def window(store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[Shell]:
    """A window whose long work is never begun: only its looks are asked for."""
    opened = open_shell(store, tmp_path, qtbot, tasks=HeldTasks())
    yield opened
    dispose(opened)


def test_every_input_has_a_name(window: Shell, event_id: UUID) -> None:
    for room in ROOMS:
        shown = go(window, room, event_id)
        for kind in INPUTS:
            for widget in shown.findChildren(kind):
                named = widget.accessibleName() or (
                    isinstance(widget, QAbstractButton) and widget.text().strip()
                )
                assert named or inside_qt(widget), (room, widget, widget.objectName())


def test_inputs_can_be_reached_by_key(window: Shell, event_id: UUID) -> None:
    for room in ROOMS:
        shown = go(window, room, event_id)
        for kind in (QLineEdit, QComboBox, QPushButton, QListView):
            for widget in shown.findChildren(kind):
                if widget.isVisibleTo(shown) and not inside_qt(widget):
                    assert reached(widget), (room, widget)


@pytest.mark.parametrize("size", [QSize(1280, 720), QSize(1366, 768), QSize(2560, 1440)])
def test_no_button_is_cut_off(window: Shell, event_id: UUID, size: QSize) -> None:
    window.resize(size)
    for language in ("lo", "en"):
        window.speak(language)
        for room in ROOMS:
            shown = go(window, room, event_id)
            for button in shown.findChildren(QPushButton):
                if not button.isVisible() or not button.text():
                    continue
                wide = button.fontMetrics().horizontalAdvance(button.text())
                assert button.width() >= wide, (room, button.text())
                corner = button.mapTo(window, button.rect().bottomRight())
                scrolled = any(isinstance(p, QAbstractScrollArea) for p in parents(button))
                assert scrolled or window.rect().contains(corner), (room, button.text())


def reached(widget: QWidget) -> bool:
    """By the tab key; in a switch the tab key enters at one choice and arrows go on."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    ways = [widget] if group is None else group.buttons()
    return any(way.focusPolicy() & Qt.FocusPolicy.TabFocus for way in ways)


def parents(widget: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    above = widget.parentWidget()
    while above is not None:
        found.append(above)
        above = above.parentWidget()
    return found


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_room_is_drawn_in_both_themes(window: Shell, event_id: UUID, mode: str) -> None:
    window.dress(mode)
    for room in ROOMS:
        go(window, room, event_id)
        image = window.grab().toImage()
        light = image.pixelColor(window.width() - 3, window.height() // 2).lightness()
        assert (light > 200) is (mode == "light"), room


def test_the_language_is_switched_live_on_every_screen(window: Shell, event_id: UUID) -> None:
    for room in ROOMS:
        go(window, room, event_id)
    window.speak("lo")
    assert window.rail.item("participants").text() != "Participants"
    window.speak("en")
    assert window.rail.item("participants").text() == "Participants"
    assert go(window, "participants", event_id) is window.room


def test_a_page_is_entered_with_no_button_ringed(window: Shell, event_id: UUID) -> None:
    for room in ROOMS:
        shown = go(window, room, event_id)
        caret = window.focusWidget()
        assert caret is not None
        assert caret is shown or shown.isAncestorOf(caret), room
        assert not isinstance(caret, QPushButton), (room, caret)
