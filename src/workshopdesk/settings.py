"""Where things lie: the user's data folder and the files that come with the program.

Hides the difference between a checkout (``resources/`` beside ``src/``) and an
installed wheel, where the same folders are packed inside the package.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs import PlatformDirs

APP_NAME = "WorkshopDesk"
DATA_VARIABLE = "WORKSHOPDESK_DATA"
BACKUPS_VARIABLE = "WORKSHOPDESK_BACKUPS"

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


@cache
def _root(kind: str) -> Path:
    packed = _PACKAGE / f"_{kind}"
    return packed if packed.is_dir() else _CHECKOUT / kind


def resource(relative: str) -> Path:
    """The path of a file under resources/, e.g. ``resource("fonts/phetsarath/OFL.txt")``."""
    return _root("resources") / relative


def translations_root() -> Path:
    """The folder that holds one folder a language with its compiled catalogue."""
    return _root("translations")


def _platform() -> PlatformDirs:
    from platformdirs import PlatformDirs  # only now: printing asks for fonts, not for folders

    return PlatformDirs(APP_NAME, appauthor=False)


def user_data_dir() -> Path:
    """The folder of the user's own databases; not created here."""
    return _platform().user_data_path


def user_config_dir() -> Path:
    """The folder of the user's settings; not created here."""
    return _platform().user_config_path


def user_log_dir() -> Path:
    """The folder of the program's log files; not created here."""
    return _platform().user_log_path


def default_data() -> str:
    """The database to open when none is named: WORKSHOPDESK_DATA or a file in the data folder."""
    return os.environ.get(DATA_VARIABLE) or str(user_data_dir() / "workshopdesk.wdb")


def chosen_backup_root() -> Path | None:
    """The folder a person chose for backups on this computer; None while none was chosen."""
    try:
        said = _backup_choice().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return Path(said) if said else None


def choose_backup_root(folder: Path | None) -> None:
    """Remember where backups go from now on; None for the usual place. Raises OSError."""
    kept = _backup_choice()
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("" if folder is None else str(folder.absolute()), encoding="utf-8")


def _backup_choice() -> Path:
    return user_config_dir() / "backup-folder.txt"
