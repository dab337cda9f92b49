"""Keeping a passphrase in the system's keyring (Windows Credential Manager, macOS Keychain,
Secret Service), if the user wishes; nowhere else, ever.

Hides the library ``keyring``, which may be missing, and its backends, which may be missing or
locked: then nothing is kept and the passphrase is asked for each time.
"""

from __future__ import annotations

import contextlib
import importlib
from pathlib import Path
from typing import Any

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.i18n import _

SERVICE = "WorkshopDesk"


def can_keep() -> bool:
    """Whether this machine has a keyring that keeps secrets."""
    library = _library()
    if library is None:
        return False
    return float(library.get_keyring().priority) >= 1  # below are stand-ins that keep nothing


def keep(data: Path | str, passphrase: str) -> None:
    """Keep the passphrase of the file ``data``. Raises EnvironmentProblem when it cannot be."""
    library = _library()
    if library is None:
        raise EnvironmentProblem(
            _("This machine has no keyring"), _("The passphrase is asked for each time.")
        )
    try:
        library.set_password(SERVICE, _name(data), passphrase)
    except library.errors.KeyringError as error:
        raise EnvironmentProblem(
            _("The keyring did not take the passphrase"), type(error).__name__
        ) from error


def kept(data: Path | str) -> str:
    """The passphrase kept for the file ``data``; "" when none is, or the keyring is locked."""
    library = _library()
    if library is None:
        return ""
    try:
        return str(library.get_password(SERVICE, _name(data)) or "")
    except library.errors.KeyringError:
        return ""


def forget(data: Path | str) -> None:
    """Keep it no longer; nothing happens when none was kept."""
    library = _library()
    if library is not None:
        with contextlib.suppress(library.errors.KeyringError):
            library.delete_password(SERVICE, _name(data))


def _name(data: Path | str) -> str:
    """A file by where it lies, a server's database by its address."""
    return data if isinstance(data, str) else str(data.resolve())


def _library() -> Any:
    try:
        return importlib.import_module("keyring")
    except ImportError:
        return None
