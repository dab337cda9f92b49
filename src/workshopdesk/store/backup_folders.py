"""Where backups lie: one folder for each database, in a root that a person may choose.

Hides that a chosen root (a USB stick) may be away: then backups go to the user's data folder,
so that there always is one, and those of both are listed together.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from workshopdesk import settings

FOLDER_VARIABLE = settings.BACKUPS_VARIABLE


def roots() -> tuple[Path, ...]:
    """The folders that hold folders of backups; new ones go to the first that is there.

    WORKSHOPDESK_BACKUPS alone if it is set; else the one chosen, and the one in the user's data
    folder.
    """
    home = os.environ.get(FOLDER_VARIABLE)
    if home:
        return (Path(home),)
    own = settings.user_data_dir() / "backups"
    chosen = settings.chosen_backup_root()
    return (own,) if chosen in (None, own) else (chosen, own)


def away() -> Path | None:
    """The root that was chosen, if it is not there now (a stick pulled out)."""
    first, *others = roots()
    return first if others and not first.is_dir() else None


def folder_of(database: Path) -> Path:
    """Where new backups of a database go: a folder of its own."""
    every = roots()
    return _inside(every[-1] if away() else every[0], database)


def folders_of(database: Path) -> tuple[Path, ...]:
    """Every folder where backups of a database may lie."""
    return tuple(_inside(root, database) for root in roots())


def same_disk(one: Path, other: Path) -> bool:
    """Whether two places (files or folders, made or not yet) go when one disk goes."""
    return _device(one) == _device(other)


def _inside(root: Path, database: Path) -> Path:
    whole = database.resolve()
    mark = hashlib.sha256(str(whole).encode()).hexdigest()[:8]
    return root / f"{whole.stem}-{mark}"


def _device(path: Path) -> int:
    there = next((p for p in (path.absolute(), *path.absolute().parents) if p.exists()), path)
    return there.stat().st_dev
