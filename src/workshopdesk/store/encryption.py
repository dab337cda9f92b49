"""Setting, changing and removing the passphrase of a database file and of its backups.

Hides how a file is written anew under another key: beside itself, checked, then renamed, so
that a pulled plug leaves the old file or the new one. Everything that opens a file goes through
``store.passphrases``; keeping a passphrase for the user is ``store.keeping``'s.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _
from workshopdesk.store import backup, engines, files
from workshopdesk.store.backup import Backup
from workshopdesk.store.passphrases import Passphrase, for_file

SHORTEST = 8
"""Characters a passphrase must have; a sentence of some words is better than a short riddle."""


def set_passphrase(data: Path, new: str, old: str = "") -> list[Path]:
    """Encrypt the file ``data``, and every backup of it in the user's backup folder.

    ``old`` opens them now ("" for plain ones); ``new`` opens them afterwards ("" removes the
    encryption). No window may have ``data`` open. Gives the backups that ``old`` does not open:
    they stay as they were. Raises UserError for a short passphrase, WrongPassphrase,
    EnvironmentProblem when the file is in use or the disk is full; nothing is changed then.
    """
    if new and len(new) < SHORTEST:
        raise UserError(
            _("The passphrase is too short"),
            _("Use at least %d characters, best a sentence only you know.") % SHORTEST,
        )
    if not data.exists():
        raise UserError(_("No such database"), str(data))
    key = Passphrase(new)
    with files.file_told():
        present = for_file(data, Passphrase(old))
        files.settle(data, present)
        _write_anew(data, present, key)
        return encrypt_backups(backup.of_database(data), old, new)


def encrypt_backups(backups: Iterable[Backup], old: str, new: str) -> list[Path]:
    """Write backups anew under another passphrase; gives those that ``old`` does not open."""
    key, unopened = Passphrase(new), []
    for each in backups:
        try:
            present = for_file(each.path, Passphrase(old))
            backup.verify(each.path, present)
            _write_anew(each.path, present, key)
        except UserError:
            unopened.append(each.path)
        else:
            sha256, size = files.sha256_of(each.path), each.path.stat().st_size
            backup.write_manifest(replace(each, sha256=sha256, size=size, encrypted=bool(new)))
    return unopened


def _write_anew(path: Path, old: Passphrase, new: Passphrase) -> None:
    part = files.part_of(path)
    files.remove(part)
    try:
        with closing(engines.raw_connection(path, "ro", old)) as source:
            application, version = (
                source.execute(f"PRAGMA {mark}").fetchone()[0]
                for mark in ("application_id", "user_version")
            )
            source.execute(f"ATTACH DATABASE ? AS anew KEY {new.quoted}", (_created(part),))
            source.execute("SELECT sqlcipher_export('anew')").fetchone()
            source.execute(f"PRAGMA anew.application_id={int(application)}")
            source.execute(f"PRAGMA anew.user_version={int(version)}")
            source.execute("DETACH DATABASE anew")
        if backup.verify(part, new) != backup.verify(path, old):
            raise UserError(_("The encrypted copy differs; nothing was changed"), str(path))
        files.put_in_place(part, path)
    except BaseException:
        files.remove(part)
        raise


def _created(part: Path) -> str:
    return f"{part.absolute().as_uri()}?mode=rwc"
