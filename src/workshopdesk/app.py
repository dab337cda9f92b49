"""The door to the window: wires the store, the look, the words and the shell together."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMessageBox, QWidget

from workshopdesk import i18n, settings
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _
from workshopdesk.services import backup
from workshopdesk.store import PassphraseNeeded, Store, open_store
from workshopdesk.ui import theme
from workshopdesk.ui.desk import Desk, Place
from workshopdesk.ui.messages import Messages, catch_everything
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tasks import Tasks, ThreadTasks

NOT_OPENED = 4
"""The exit code of a window that could not open its database."""


def run(data: str, *, argv: list[str] | None = None, sample: bool = False) -> int:
    """Open the window on a database (file path or URL), made when missing; ends with the window.

    ``sample``: a database that has no event yet is filled with the sample programme.
    A database that cannot be opened is told in a box; the exit code is then NOT_OPENED.
    """
    app = QApplication.instance() or QApplication(argv or ["workshopdesk"])
    if not isinstance(app, QApplication):
        raise RuntimeError("a Qt application without windows is running")
    _log_to_file()
    if "://" not in data:
        Path(data).parent.mkdir(parents=True, exist_ok=True)
    theme.load_fonts()
    i18n.set_screen_language(_kept(memory(), "language", i18n.LANGUAGES))
    store = _opened(data)
    if store is None:
        return NOT_OPENED
    try:
        if sample:
            _fill_with_sample(store)
        window = open_window(app, store, memory())
        keeping = Keeping(window.desk)
        window.show()
        code = app.exec()
        keeping.on_leaving()
        return code
    finally:
        store.close()


class Keeping(QObject):
    """Backups by themselves: the day's one when it is due, and one on leaving."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._hourly = QTimer(self, interval=3_600_000)
        self._hourly.timeout.connect(self.daily)
        self._hourly.start()
        QTimer.singleShot(2_000, self.daily)

    def daily(self) -> None:
        """Back up in the background if a day has gone by since the newest backup."""
        store = self._desk.store
        self._desk.tasks.run(
            lambda _progress: backup.daily(store), lambda _made: None, self._desk.messages.error
        )

    def on_leaving(self) -> None:
        """Back up what is new. A disk that is full must not keep the window from closing."""
        try:
            backup.on_leaving(self._desk.store)
        except UserError as problem:
            logging.getLogger(__name__).error("no backup on leaving: %s", problem.title)


def _opened(data: str) -> Store | None:
    """Open the database, asking for its passphrase as often as it is wrong; None if given up."""
    try:
        return open_store(data, create=True)
    except PassphraseNeeded:
        return _unlocked(data)
    except UserError as problem:
        _tell(problem)
        return None


def _unlocked(data: str) -> Store | None:
    while True:
        text, given = QInputDialog.getText(
            QWidget(),
            settings.APP_NAME,
            _("This database is encrypted. Its passphrase:"),
            QLineEdit.EchoMode.Password,
        )
        if not given:
            return None
        try:
            return open_store(data, passphrase=text)
        except UserError as problem:
            _tell(problem)


def _tell(problem: UserError) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, settings.APP_NAME, problem.title)
    box.setInformativeText(problem.message)
    box.exec()


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
