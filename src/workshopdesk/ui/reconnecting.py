"""Opening the window on the team's server used last: its password from the keyring, or asked for.

Hides where the address is remembered (never with a password), and what is offered when the
server cannot be reached.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from urllib.parse import urlsplit

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMessageBox, QWidget

from workshopdesk import settings
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import _
from workshopdesk.services import team
from workshopdesk.store import Store, open_store

_REMEMBERED = "team-server"


def remembered(memory: QSettings | None) -> str:
    """The address of the server used last, without a password; "" when there is none."""
    return str(memory.value(_REMEMBERED) or "") if memory is not None else ""


def remember(memory: QSettings | None, url: str) -> None:
    """Open on this server next time; "": on this computer's own file."""
    if memory is not None:
        memory.setValue(_REMEMBERED, url)
        memory.sync()


def data(memory: QSettings) -> str:
    """What to open when nothing was named."""
    named = os.environ.get(settings.DATA_VARIABLE)
    return named or remembered(memory) or settings.default_data()


def opened(url: str, tell: Callable[[UserError], None]) -> Store | None:
    """Connect, asking for the password as often as it is wrong; None if given up. A server that
    cannot be reached may be left for the file of this computer."""
    try:
        to = team.parsed(url)
    except UserError as problem:
        tell(problem)
        return None
    password = urlsplit(url).password
    secret = to.with_password(team.kept_password(to)) if password is None else url
    while True:
        try:
            return open_store(secret)
        except EnvironmentProblem as problem:
            return open_store(settings.default_data(), create=True) if _elsewhere(problem) else None
        except UserError as problem:
            tell(problem)
        typed = _asked(to)
        if typed is None:
            return None
        secret = to.with_password(typed)


def _asked(to: team.Address) -> str | None:
    said = _("The password of %(login)s on %(server)s:")
    text, given = QInputDialog.getText(
        QWidget(),
        settings.APP_NAME,
        said % {"login": to.login, "server": to.host},
        QLineEdit.EchoMode.Password,
    )
    return text if given else None


def _elsewhere(problem: UserError) -> bool:
    """Whether to work on this computer's own data meanwhile."""
    box = QMessageBox(QMessageBox.Icon.Warning, settings.APP_NAME, problem.title)
    box.setInformativeText(problem.message)
    box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
    here = box.addButton(_("Use the data on this computer"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    return box.clickedButton() is here
