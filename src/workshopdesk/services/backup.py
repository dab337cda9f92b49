"""Backing up, restoring, and what can be restored: for the window and the commands alike.

Hides when a backup is due and how a preview of restoring is put in words.
"""

from __future__ import annotations

from pathlib import Path

from workshopdesk.domain.history import Did
from workshopdesk.domain.problems import Problem
from workshopdesk.i18n import _
from workshopdesk.store import Store, restoring
from workshopdesk.store import backup as backups
from workshopdesk.store.backup import Backup, Reason
from workshopdesk.store.origin import system_origin
from workshopdesk.store.passphrases import Passphrase
from workshopdesk.store.restoring import Preview, Restored

__all__ = ["Backup", "Preview", "Reason", "Restored", "backup", "before_import", "daily"]
__all__ += ["faults_against_backups", "list_backups", "on_leaving", "preview_in_words"]
__all__ += ["preview_restore", "restore"]


def backup(store: Store, path: Path) -> Backup:
    """Write a verified backup to ``path``, with its manifest beside it.

    Raises UserError when ``path`` exists, EnvironmentProblem when it cannot be written.
    """
    return backups.make(store, path)


def before_import(store: Store) -> Backup | None:
    """To be called before many records are written at once; None if nothing is new."""
    return backups.automatic(store, Reason.IMPORT)


def daily(store: Store) -> Backup | None:
    """To be called on opening and every hour: makes the day's backup when it is due."""
    return backups.automatic(store, Reason.DAILY)


def on_leaving(store: Store) -> Backup | None:
    """To be called before the program ends; None if nothing is new since the newest backup."""
    return backups.automatic(store, Reason.LEAVING)


def list_backups(data: Path) -> tuple[Backup, ...]:
    """The backups in the user's backup folder of the database ``data``, the newest first."""
    return tuple(backups.in_folder(backups.folder_of(data)))


def preview_restore(path: Path, data: Path, passphrase: str = "", present: str = "") -> Preview:
    """What restoring would change; ``passphrase`` opens the backup, ``present`` the present file.

    ``present`` is ``passphrase`` unless given.
    """
    return restoring.preview(path, data, _keys(passphrase, present))


def restore(path: Path, data: Path, passphrase: str = "", present: str = "") -> Restored:
    """Put the backup ``path`` in the place of ``data``, which is backed up first.

    No window of this program may have ``data`` open. Passphrases as for ``preview_restore``.
    """
    return restoring.restore(path, data, system_origin(), _keys(passphrase, present))


def _keys(passphrase: str, present: str) -> restoring.Keys:
    return restoring.Keys(Passphrase(passphrase), Passphrase(present or passphrase))


def preview_in_words(preview: Preview) -> list[str]:
    """The preview for a person, a line each: counts, last actions, what would be lost."""
    lines = [
        _("%(table)s: %(now)d now, %(then)d in the backup")
        % {"table": count.table, "now": count.now, "then": count.then}
        for count in preview.differing
    ]
    if not preview.present_readable:
        lines.insert(0, _("The present file is missing or damaged."))
    elif not preview.lost_count:
        lines.append(_("Nothing was done since this backup."))
    else:
        lines.append(_("Done since, and lost by restoring: %d") % preview.lost_count)
        lines += [f"  {_said(did)}" for did in preview.lost]
    if preview.last_then is not None:
        lines.append(_("Last in the backup: %s") % _said(preview.last_then))
    return lines


def _said(did: Did) -> str:
    words = _(did.message)
    if did.details:
        words = words % dict(did.details)
    return f"{did.at.astimezone():%Y-%m-%d %H:%M} {did.author}: {words}"


def faults_against_backups(store: Store) -> list[Problem]:
    """Entries of the log that a backup has seen and the database lacks: its end was cut off."""
    if store.engine.dialect.name != "sqlite":
        return []
    known = list_backups(backups.file_of(store))
    with store.engine.connect() as connection:
        return backups.missing_anchors(connection, list(known))
