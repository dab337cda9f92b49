"""Backing up, restoring, and what can be restored: for the window and the commands alike.

Hides when a backup is due, where backups go, and how a preview of restoring is put in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from workshopdesk import settings
from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.domain.history import Did
from workshopdesk.domain.problems import Problem
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.services import privacy
from workshopdesk.store import Store, backup_folders, open_store, restoring
from workshopdesk.store import backup as backups
from workshopdesk.store.backup import Backup, Reason
from workshopdesk.store.origin import system_origin
from workshopdesk.store.passphrases import Passphrase
from workshopdesk.store.restoring import Preview, Restored, TableCount

__all__ = ["Backup", "Place", "Preview", "Reason", "Restored", "backup", "backup_now"]
__all__ += ["before_import", "choose_place", "daily", "faults_against_backups", "file_of"]
__all__ += ["list_backups", "on_leaving", "place", "preview_in_words", "preview_restore"]
__all__ += ["restore"]


def backup(store: Store, path: Path) -> Backup:
    """Write a verified backup to ``path``, with its manifest beside it.

    Raises UserError when ``path`` exists, EnvironmentProblem when it cannot be written.
    """
    return backups.make(store, path)


def backup_now(store: Store) -> Backup | None:
    """Make a verified backup in the backup folder because somebody asked; None on a server."""
    return backups.automatic(store, Reason.ASKED)


def before_import(store: Store) -> Backup | None:
    """To be called before many records are written at once; None if nothing is new."""
    return backups.automatic(store, Reason.IMPORT)


def daily(store: Store) -> Backup | None:
    """To be called on opening and every hour: makes the day's backup when it is due."""
    return backups.automatic(store, Reason.DAILY)


def on_leaving(store: Store) -> Backup | None:
    """To be called before the program ends; None if nothing is new since the newest backup."""
    return backups.automatic(store, Reason.LEAVING)


def file_of(store: Store) -> Path | None:
    """The file a store works on; None for a server's database, which the server backs up."""
    return None if store.engine.dialect.name != "sqlite" else backups.file_of(store)


def list_backups(data: Path) -> tuple[Backup, ...]:
    """The backups of the database ``data`` in every folder they may lie in, the newest first."""
    return tuple(backups.of_database(data))


@dataclass(frozen=True, slots=True)
class Place:
    """Where backups go. ``away``: the folder chosen, if it is not there now, so that they go to
    ``folder`` on this computer; ``same_disk``: they are lost together with the database."""

    folder: Path
    chosen: bool
    away: Path | None
    same_disk: bool


def place(data: Path) -> Place:
    """Where the backups of the database ``data`` go now."""
    root = backups.folder_of(data).parent
    chosen = settings.chosen_backup_root() is not None
    return Place(root, chosen, backup_folders.away(), backup_folders.same_disk(root, data))


def choose_place(folder: Path | None) -> Path:
    """Backups go to this folder from now on; None: to the usual one in the user's data folder.

    Gives where they go. Those made so far stay where they are and are listed still. Raises
    EnvironmentProblem when nothing can be written there.
    """
    try:
        if folder is not None:
            trial = folder / ".workshopdesk-can-write"
            trial.write_bytes(b"")
            trial.unlink()
        settings.choose_backup_root(folder)
    except OSError as error:
        raise EnvironmentProblem(
            _("Backups cannot be written there"), f"{folder or ''}: {error.strerror}"
        ) from error
    return backup_folders.roots()[0]


def preview_restore(path: Path, data: Path, passphrase: str = "", present: str = "") -> Preview:
    """What restoring would change; ``passphrase`` opens the backup, ``present`` the present file.

    ``present`` is ``passphrase`` unless given.
    """
    return restoring.preview(path, data, _keys(passphrase, present))


def restore(path: Path, data: Path, passphrase: str = "", present: str = "") -> Restored:
    """Put the backup ``path`` in the place of ``data``, which is backed up first.

    People anonymised since the backup was made are anonymised again. No window of this program
    may have ``data`` open. Passphrases as for ``preview_restore``.
    """
    restored = restoring.restore(path, data, system_origin(), _keys(passphrase, present))
    if restored.known_again:
        store = open_store(str(data), passphrase=passphrase)
        try:
            privacy.anonymise_all(store, restored.known_again)
        finally:
            store.close()
    return restored


def _keys(passphrase: str, present: str) -> restoring.Keys:
    return restoring.Keys(Passphrase(passphrase), Passphrase(present or passphrase))


# What restoring takes away or brings back, counted: the tables people know by these words.
_COUNTED: dict[str, Callable[[int], str]] = {
    "event": lambda n: ngettext("%(n)d event", "%(n)d events", n),
    "person": lambda n: ngettext("%(n)d person", "%(n)d people", n),
    "registration": lambda n: ngettext("%(n)d participation", "%(n)d participations", n),
    "session": lambda n: ngettext("%(n)d session", "%(n)d sessions", n),
    "attendance": lambda n: ngettext("%(n)d mark of attendance", "%(n)d marks of attendance", n),
    "work_group": lambda n: ngettext("%(n)d group", "%(n)d groups", n),
    "finding": lambda n: ngettext("%(n)d finding", "%(n)d findings", n),
    "certificate": lambda n: ngettext("%(n)d certificate", "%(n)d certificates", n),
    "organisation": lambda n: ngettext("%(n)d organisation", "%(n)d organisations", n),
    "programme": lambda n: ngettext("%(n)d programme", "%(n)d programmes", n),
}
_WAYS = (
    ("added", N_("Added since the backup, and gone after restoring: %(things)s")),
    ("changed", N_("Changed since the backup, and as before after restoring: %(things)s")),
    ("removed", N_("Deleted since the backup, and back after restoring: %(things)s")),
)


def preview_in_words(preview: Preview) -> list[str]:
    """The preview for a person, a line each: counts, last actions, what would be lost."""
    lines = []
    for way, message in _WAYS:
        things = _things((count, getattr(count, way)) for count in preview.differing)
        if things:
            lines.append(_(message) % {"things": things})
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


def _things(counted: Iterable[tuple[TableCount, int]]) -> str:
    """The numbers with their words; what has no word of its own is added up at the end."""
    numbers = {count.table: number for count, number in counted if number}
    said = [words(numbers[t]) % {"n": numbers[t]} for t, words in _COUNTED.items() if t in numbers]
    others = sum(number for table, number in numbers.items() if table not in _COUNTED)
    if others:
        said.append(ngettext("%(n)d other entry", "%(n)d other entries", others) % {"n": others})
    return ", ".join(said)


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
