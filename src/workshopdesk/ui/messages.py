"""The one sink for what the user is told: done, refusal, environment problem, bug.

A refusal or a problem of the machine is said in its own words. Anything else is a bug: it is
logged, and a report can be copied that holds where it happened but nothing of anybody's data.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Signal

from workshopdesk import __version__
from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import _

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be shown: kind is "done", "refusal", "environment" or "bug"."""

    kind: str
    title: str
    text: str = ""
    report: str = ""


class Messages(QObject):
    """Whoever has something to tell, tells it here; the shell shows it."""

    told = Signal(object)

    def done(self, title: str) -> None:
        """Something went well; one line in the status line."""
        self.told.emit(Message("done", title))

    def error(self, error: BaseException) -> None:
        """Sort an error into its family and show it."""
        if isinstance(error, EnvironmentProblem):
            self.told.emit(Message("environment", error.title, error.message))
        elif isinstance(error, UserError):
            self.told.emit(Message("refusal", error.title, error.message))
        else:
            self._bug(error)

    def _bug(self, error: BaseException) -> None:
        text = report(error)
        log.error("%s", text)
        self.told.emit(
            Message(
                "bug",
                _("Something went wrong in the program"),
                _("Your data is safe: what was not finished was not written."),
                text,
            )
        )


def report(error: BaseException) -> str:
    """Versions and the way through our files, without any value: messages may hold a name."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"WorkshopDesk {__version__}",
        f"Python {platform.python_version()}, Qt {qt_version}, {platform.system()}",
        f"{type(error).__module__}.{type(error).__qualname__}",
    ]
    lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join(lines)


def _place(filename: str) -> str:
    parts = Path(filename).parts
    start = len(parts) - 1 - parts[::-1].index("workshopdesk") if "workshopdesk" in parts else -2
    return "/".join(parts[start:])


def catch_everything(messages: Messages) -> None:
    """Errors that nobody caught, also those raised in Qt's own callbacks, are told here."""

    def hook(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, at)
        else:
            messages.error(error)

    sys.excepthook = hook
