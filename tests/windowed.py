"""A real window on a real database for tests: offscreen, on a copy of the sample programme."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import UUID

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workshopdesk import app, i18n
from workshopdesk.domain.event import Event
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.services import sample
from workshopdesk.store import Store, open_store
from workshopdesk.ui.messages import Message
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tasks import Handle, InlineTasks, Tasks

T = TypeVar("T")
TRAINING = "BUALAPHA-2025"


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.wdb"
    store = open_store(str(path), create=True)
    sample.load(store, Silent())
    store.close()
    return path


@pytest.fixture
def store(sample_database: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the sample programme of this test's own."""
    path = tmp_path / "copy.wdb"
    shutil.copy(sample_database, path)
    opened = open_store(str(path))
    yield opened
    opened.close()


@pytest.fixture
def event(store: Store) -> Event:
    """The training of two days."""
    with store.read() as reader:
        return reader.event(TRAINING)


@pytest.fixture
def event_id(event: Event) -> UUID:
    """Its key."""
    return event.id


class HeldTasks(QObject):
    """Takes long work and never begins it: for tests of how screens look."""

    started = Signal(object)

    def run(
        self,
        job: Callable[[Progress], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object],
        name: str = "",
        on_progress: Callable[[int, int, str], object] | None = None,
    ) -> Handle:
        """Hold the job."""
        return Handle(name)

    def close(self, milliseconds: int = 0) -> bool:
        """Nothing is under way."""
        return True


class Told:
    """Everything the window told; a test that expects a refusal says so."""

    def __init__(self) -> None:
        self.all: list[Message] = []
        self.refusals_expected = False

    def of(self, *kinds: str) -> list[Message]:
        """The messages of these kinds."""
        return [m for m in self.all if m.kind in kinds]


def open_shell(
    store: Store, folder: Path, qtbot: QtBot, language: str = "en", tasks: Tasks | None = None
) -> Shell:
    """A window as app.run opens it, with work done at once."""
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    memory = app.memory(folder / "window.ini")
    if not memory.contains("language"):
        memory.setValue("language", language)
        memory.setValue("theme", "light")
    window = app.open_window(running, store, memory, tasks or InlineTasks())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def dispose(window: Shell) -> None:
    """Close a window and let Qt delete it now: without a running loop it would stay for ever."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    i18n.set_screen_language("lo")


@pytest.fixture
def told() -> Told:
    """What the window told so far."""
    return Told()


@pytest.fixture
def window(store: Store, tmp_path: Path, qtbot: QtBot, told: Told) -> Iterator[Shell]:
    """The window in English, on the sample; an error nobody expected fails the test."""
    opened = open_shell(store, tmp_path, qtbot)
    opened.desk.messages.told.connect(told.all.append)
    yield opened
    dispose(opened)
    bad = told.of("environment", "bug")
    bad += [] if told.refusals_expected else told.of("refusal")
    assert not bad, [(m.title, m.text, m.report) for m in bad]


def type_text(widget: QWidget, text: str) -> None:
    """Type letters of any script; QTest knows only Latin ones."""
    widget.setFocus()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, key)
