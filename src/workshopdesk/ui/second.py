"""Noticing that a database file is open in another window of this machine, and saying so.

Hides the file that marks it (beside the database, removed with the last window; one that a crash
left behind is told by its dead process). Both windows may work: each shows what the other saves.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.i18n import _


class OpenMark:
    """Says that a window has a database open, for as long as it is kept."""

    def __init__(self, database: Path) -> None:
        self._lock = QLockFile(str(database.with_name(f".{database.name}.open")))
        self._lock.setStaleLockTime(0)  # a window may stay open for days
        self.alone = self._lock.tryLock(0) or not self._is_held()

    def _is_held(self) -> bool:
        """A folder that cannot be written to holds no mark, so nothing is known."""
        return self._lock.error() is QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """The window closes."""
        self._lock.unlock()


def notice() -> EnvironmentProblem:
    """What a window says that is not alone."""
    return EnvironmentProblem(
        _("This database is open in another window already"),
        _("What one window saves, the other shows; nothing is lost."),
    )
