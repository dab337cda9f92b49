"""Make the pictures of the window for the documentation: every screen, both languages and themes.

    .venv/bin/python docs/pictures.py [FOLDER] [WIDTHxHEIGHT]

They are drawn without a screen from the sample programme, in a database of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from workshopdesk import app, i18n
from workshopdesk.domain.progress import Silent
from workshopdesk.services import sample
from workshopdesk.store import Store, open_store
from workshopdesk.ui.desk import Place
from workshopdesk.ui.navigation import MAIN, PAGES
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tasks import InlineTasks

EVENT_ROOMS = [room for room, _words, _icon in PAGES]
ROOMS = ["start", *(room for room, _words, _icon in MAIN), *EVENT_ROOMS, "settings"]
THEMES = ("light", "dark")


def make_pictures(folder: Path, width: int, height: int) -> list[Path]:
    """Write ``ROOM-LANGUAGE-THEME.png`` for every screen; gives the files."""
    running = QApplication.instance() or QApplication(["workshopdesk"])
    if not isinstance(running, QApplication):
        raise RuntimeError("a Qt application without windows is running")
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as place:
        store = open_store(str(Path(place) / "pictures.wdb"), create=True)
        codes = sample.load(store, Silent())
        memory = app.memory(Path(place) / "window.ini")
        window = app.open_window(running, store, memory, InlineTasks())
        window.resize(width, height)
        window.show()
        event_id = _event(store, codes[0])
        for language in i18n.LANGUAGES:
            for theme in THEMES:
                window.speak(language)
                window.dress(theme)
                made += [_picture(window, room, event_id, folder, f"{language}-{theme}")
                         for room in ROOMS]  # fmt: skip
        window.close()
        store.close()
    return made


def _event(store: Store, code: str) -> UUID:
    with store.read() as reader:
        return reader.event(code).id


def _picture(window: Shell, room: str, event_id: UUID, folder: Path, look: str) -> Path:
    window.go(Place(room, event_id if room in EVENT_ROOMS else None))
    for _turn in range(4):  # layouts settle over a few turns of the event loop
        QApplication.processEvents()
    path = folder / f"{room}-{look}.png"
    window.grab().save(str(path))
    return path


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures"
    wide, high = (sys.argv[2] if len(sys.argv) > 2 else "1366x768").split("x")
    for picture in make_pictures(target, int(wide), int(high)):
        sys.stdout.write(f"{picture}\n")
