"""The door to the window: wires the store, the look, the words and the shell together."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workshopdesk import i18n, settings
from workshopdesk.store import Store, open_store
from workshopdesk.ui import theme
from workshopdesk.ui.desk import Desk, Place
from workshopdesk.ui.messages import Messages, catch_everything
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tasks import Tasks, ThreadTasks


def run(data: str, *, argv: list[str] | None = None, sample: bool = False) -> int:
    """Open the window on a database (file path or URL), made when missing; ends with the window.

    ``sample``: a database that has no event yet is filled with the sample programme.
    Raises UserError when the database cannot be opened.
    """
    app = QApplication.instance() or QApplication(argv or ["workshopdesk"])
    if not isinstance(app, QApplication):
        raise RuntimeError("a Qt application without windows is running")
    _log_to_file()
    if "://" not in data:
        Path(data).parent.mkdir(parents=True, exist_ok=True)
    store = open_store(data, create=True)
    try:
        if sample:
            _fill_with_sample(store)
        window = open_window(app, store, memory())
        window.show()
        return app.exec()
    finally:
        store.close()


def open_window(
    app: QApplication, store: Store, memory: QSettings, tasks: Tasks | None = None
) -> Shell:
    """A window on an open store, at Home or, while there is no event, at the first page."""
    app.setApplicationName(settings.APP_NAME)
    theme.load_fonts()
    i18n.set_screen_language(_kept(memory, "language", i18n.LANGUAGES))
    theme.apply(_kept(memory, "theme", theme.MODES))
    messages = Messages()
    catch_everything(messages)
    desk = Desk(store, tasks or ThreadTasks(), messages)
    window = Shell(desk, memory)
    window.recall()
    desk.setParent(window)
    QGuiApplication.styleHints().colorSchemeChanged.connect(
        lambda _scheme: window.dress(_kept(memory, "theme", theme.MODES))
    )
    with store.read() as reader:
        empty = not reader.events()
    window.go(Place("start" if empty else "home"))
    return window


def memory(path: Path | None = None) -> QSettings:
    """Where the window remembers its size, theme and language; not part of the data."""
    file = path or settings.user_config_dir() / "window.ini"
    return QSettings(str(file), QSettings.Format.IniFormat)


def _kept(memory: QSettings, name: str, allowed: tuple[str, ...]) -> str:
    value = memory.value(name)
    return str(value) if value in allowed else allowed[0]


def _fill_with_sample(store: Store) -> None:
    from workshopdesk.domain.progress import Silent
    from workshopdesk.services import sample

    with store.read() as reader:
        if reader.events():
            return
    sample.load(store, Silent())


def _log_to_file() -> None:
    folder = settings.user_log_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "workshopdesk.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8"
        )
    except OSError:
        return  # a log is no reason not to work
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
