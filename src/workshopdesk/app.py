"""The door to the window: wires the store, the look, the words and the shell together."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from workshopdesk import i18n, settings
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import _
from workshopdesk.services import backup, team
from workshopdesk.services import passphrase as passphrases
from workshopdesk.store import PassphraseNeeded, Store, open_store
from workshopdesk.ui import reconnecting, second, theme
from workshopdesk.ui.between import After, Between, carry_out
from workshopdesk.ui.desk import Desk, Place
from workshopdesk.ui.messages import Messages, catch_everything
from workshopdesk.ui.shell import Shell
from workshopdesk.ui.tasks import Tasks, ThreadTasks
from workshopdesk.ui.unlock import Unlock
from workshopdesk.ui.warming import Warming

_NO_BACKUP = "no-backup-on-leaving"
NOT_OPENED = 4
"""The exit code of a window that could not open its database."""


def run(data: str = "", *, argv: list[str] | None = None, sample: bool = False) -> int:
    """Open the window on a database (file path or URL), a file made when missing; ends with the
    window. "": the team's server connected to last, or else the file of this computer.

    ``sample``: a database that has no event yet is filled with the sample programme.
    A database that cannot be opened is told in a box; the exit code is then NOT_OPENED.
    """
    app = QApplication.instance() or QApplication(argv or ["workshopdesk"])
    if not isinstance(app, QApplication):
        raise RuntimeError("a Qt application without windows is running")
    _log_to_file()
    data = data or reconnecting.data(memory())
    if "://" not in data:
        Path(data).parent.mkdir(parents=True, exist_ok=True)
    theme.load_fonts()
    i18n.set_screen_language(_kept(memory(), "language", i18n.LANGUAGES))
    theme.apply(_kept(memory(), "theme", theme.MODES))
    after = After()
    while True:
        store = _opened(data, after.passphrase)
        if store is None:
            return NOT_OPENED
        if sample:
            _fill_with_sample(store)
        code, wanted = _sit(app, store, after)
        if wanted is None:
            return code
        after = carry_out(wanted, ThreadTasks())
        data = after.data or data


def _sit(app: QApplication, store: Store, after: After) -> tuple[int, Between | None]:
    """One window from opening to closing; what is to be done before the next one, if any."""
    mark = _marked(store)
    try:
        window = open_window(app, store, memory())
        keeping = Keeping(window.desk, memory())
        window.live.start()
        window.show()
        Warming(window).start()
        keeping.tell_of_last_time()
        greet(window, after)
        if mark is not None and not mark.alone:
            window.desk.messages.error(second.notice())
        code = app.exec()
        wanted = window.desk.between
        if wanted is None:
            keeping.on_leaving()
        _destroy(window)
        return code, wanted
    finally:
        store.close()
        if mark is not None:
            mark.release()


def _destroy(window: Shell) -> None:
    """Now, not when Python gets to it: a timer of it would open the file again. A job begun
    since the window closed is stopped too; none has anybody left to tell."""
    window.desk.tasks.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _marked(store: Store) -> second.OpenMark | None:
    """The mark that a file is open in a window; a server's database has none."""
    file = backup.file_of(store)
    return None if file is None else second.OpenMark(file)


def greet(window: Shell, after: After) -> None:
    """Say what came of what was done between two windows."""
    if after.error is not None:
        window.desk.messages.error(after.error)
    elif after.said:
        window.desk.messages.done(after.said)
    if after.error is not None or (after.said and not after.data):
        window.go(Place("settings", focus="backups"))


class Keeping(QObject):
    """Backups by themselves: the day's one when it is due, and one on leaving.

    One that failed on leaving is told when the window opens again, until one is made.
    """

    def __init__(self, desk: Desk, memory: QSettings) -> None:
        super().__init__(desk)
        self._desk = desk
        self._memory = memory
        self._hourly = QTimer(self, interval=3_600_000)
        self._hourly.timeout.connect(self.daily)
        self._hourly.start()
        QTimer.singleShot(2_000, self, self.daily)

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
            self._memory.setValue(_NO_BACKUP, f"{problem.title}: {problem.message}")
            _tell(
                EnvironmentProblem(
                    _("No backup was made on leaving"),
                    _("Your data is saved; only its copy is missing.")
                    + f"\n{problem.title}: {problem.message}",
                ),
                seconds=20,
            )
        else:
            self._memory.remove(_NO_BACKUP)
        self._memory.sync()

    def tell_of_last_time(self) -> None:
        """Say that the last backup on leaving failed, if it did."""
        why = self._memory.value(_NO_BACKUP)
        if why:
            self._desk.messages.error(
                EnvironmentProblem(_("No backup was made when you last left"), str(why))
            )


def _opened(data: str, passphrase: str = "") -> Store | None:
    """Open the database, asking for its passphrase as often as it is wrong; None if given up."""
    if team.is_address(data):
        return reconnecting.opened(data, _tell)
    try:
        return open_store(data, create=True, passphrase=passphrase)
    except PassphraseNeeded:
        return passphrases.open_remembered(Path(data)) or _unlocked(data)
    except UserError as problem:
        _tell(problem)
        return None


def _unlocked(data: str) -> Store | None:
    path = Path(data)
    dialog = Unlock(
        lambda text: open_store(data, passphrase=text), path, passphrases.can_remember()
    )
    dialog.exec()
    store = dialog.opened
    if store is not None and dialog.remember.isChecked():
        try:
            passphrases.remember(path, dialog.typed)
        except UserError as problem:
            _tell(problem)
    dialog.deleteLater()
    return store


def _tell(problem: UserError, seconds: int = 0) -> None:
    """Say it in a box; after ``seconds`` it goes by itself, so that it holds nothing up."""
    box = QMessageBox(QMessageBox.Icon.Warning, settings.APP_NAME, problem.title)
    box.setInformativeText(problem.message)
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    if seconds:
        QTimer.singleShot(1000 * seconds, box, box.accept)
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
    desk.memory = memory
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
