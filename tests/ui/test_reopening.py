"""The window as app.run opens it, closed for a passphrase and opened again, over and over, with
work under way each time: nothing of a window gone holds the file or speaks up."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from tests.quick_keys import quick_keys

from workshopdesk import app
from workshopdesk.domain.progress import Progress
from workshopdesk.services import passphrase
from workshopdesk.ui.asking import Confirm
from workshopdesk.ui.between import After, Between, carry_out
from workshopdesk.ui.desk import Place
from workshopdesk.ui.messages import Message
from workshopdesk.ui.settings.passphrase import PassphrasePanel
from workshopdesk.ui.settings.view import SettingsRoom
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tasks import Tasks

SECRET, OTHER = "ຊ້າງ ກິນ ກ້ວຍ 77", "ໝາ ບໍ່ ກິນ ຫຍ້າ 88"
ROUNDS = max(1, int(os.environ.get("WORKSHOPDESK_ENDURANCE", "0")) // 10)
STEPS = (("", SECRET), (SECRET, OTHER), (OTHER, ""))
"""What opens the file now, and what shall."""


@pytest.fixture(autouse=True)
def _quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("WORKSHOPDESK_BACKUPS")
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    with quick_keys():
        yield


class Person(QObject):
    """Somebody who does one step in each window, as soon as it is there, and closes the last."""

    def __init__(self, steps: list[tuple[str, str]]) -> None:
        super().__init__()
        self.steps = steps
        self.told: list[Message] = []
        self.said: list[str] = []
        self.seen: list[Shell] = []
        self._watch = QTimer(self, interval=5)
        self._watch.timeout.connect(self._look)
        self._watch.start()

    def meet(self, window: Shell) -> Shell:
        """A new window: hear all it tells."""
        window.desk.messages.told.connect(self.told.append)
        self.seen.append(window)
        return window

    def _look(self) -> None:
        if not self.seen or not self.seen[-1].isVisible():
            return
        window = self.seen.pop()
        self.said.append(window.status.said.text())
        if not self.steps:
            self._watch.stop()
            window.close()
            return
        start_work(window.desk.tasks, window)
        self._write_anew(window, *self.steps.pop(0))

    def _write_anew(self, window: Shell, old: str, new: str) -> None:
        window.go(Place("settings", focus="passphrase"))
        room = window.room
        assert isinstance(room, SettingsRoom)
        panel: PassphrasePanel = room.passphrase
        panel.old.setText(old)
        panel.new.setText(new)
        panel.again.setText(new)
        (panel.set_button if new else panel.remove_button).click()
        [asked] = window.findChildren(Confirm)
        asked.verb.click()


def start_work(tasks: Tasks, window: Shell) -> None:
    """Jobs that read the file: one that can be stopped, one that cannot, one that fails."""
    store = window.desk.store

    def count() -> int:
        with store.read() as reader:
            return len(reader.events())

    def steps(progress: Progress) -> int:
        for n in range(10_000):
            progress.step(n, 10_000)
            count()
        return count()

    def whole(_progress: Progress) -> int:
        return sum(count() for _ in range(5))

    def fails(_progress: Progress) -> int:
        count()
        raise LookupError

    for job in (whole, steps, fails):
        tasks.run(job, lambda _n: window.status.say("late"), window.desk.messages.error, "Counting")


def held(data: Path) -> list[str]:
    """What this process has open of a database; known on Linux only."""
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        return []
    links = [str(each.readlink()) for each in folder.iterdir() if each.is_symlink()]
    return [link for link in links if link.startswith(str(data))]


@pytest.mark.usefixtures("qapp", "expect_log_warnings")
def test_a_passphrase_is_set_changed_and_removed_over_and_over(
    sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "office.wdb"
    shutil.copy(sample_database, data)
    person = Person(list(STEPS) * ROUNDS)
    opened = app.open_window
    left: list[list[str]] = []
    monkeypatch.setattr(app, "open_window", lambda *given: person.meet(opened(*given)))

    def between(wanted: Between, tasks: Tasks) -> After:
        left.append(held(data))
        return carry_out(wanted, tasks)

    monkeypatch.setattr(app, "carry_out", between)
    assert app.run(str(data)) == 0
    assert [(m.title, m.text, m.report) for m in person.told if m.kind != "done"] == []
    assert left == [[]] * len(STEPS) * ROUNDS
    assert len(person.said) == len(STEPS) * ROUNDS + 1
    assert not passphrase.is_set(data)
