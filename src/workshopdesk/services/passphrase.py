"""The passphrase of a database: setting, changing, removing and remembering it; how good one is.

Hides the keyring and what becomes of backups made before. There is no way round a forgotten
passphrase, by design.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from pathlib import Path

from workshopdesk.domain.errors import EnvironmentProblem
from workshopdesk.i18n import _
from workshopdesk.store import Store, encryption, engines, files, keeping, open_store
from workshopdesk.store import backup as backups
from workshopdesk.store.backup import Backup
from workshopdesk.store.encryption import SHORTEST
from workshopdesk.store.passphrases import (
    PassphraseNeeded,
    WrongPassphrase,
    is_encrypted,
)

__all__ = ["SHORTEST", "PassphraseNeeded", "Strength", "WrongPassphrase", "can_remember"]
__all__ += ["delete_plain_backups", "encrypt_plain_backups", "forget", "is_remembered"]
__all__ += ["is_set", "of_store", "open_remembered", "plain_backups", "rate", "remember"]
__all__ += ["set_passphrase"]


def is_set(data: Path) -> bool:
    """Whether the file ``data`` is encrypted."""
    return data.exists() and is_encrypted(data)


def of_store(store: Store) -> str:
    """What opens the file of an open store; "" for a plain one. Not to be shown or kept."""
    return engines.passphrase_of(store.engine).text


def set_passphrase(data: Path, new: str, old: str = "") -> tuple[Path, ...]:
    """Encrypt the file and its backups, anew, or ("" for ``new``) not any more.

    No window may have it open. Gives the backups that ``old`` does not open: they stay as they
    are. A passphrase remembered on this computer is remembered anew. Raises UserError for a
    short one, WrongPassphrase, EnvironmentProblem; nothing is changed then.
    """
    unopened = encryption.set_passphrase(data, new, old)
    if keeping.kept(data):
        forget(data)
        if new:
            remember(data, new)
    return tuple(unopened)


def can_remember() -> bool:
    """Whether this computer has a keyring that keeps secrets."""
    return keeping.can_keep()


def is_remembered(data: Path) -> bool:
    """Whether the keyring opens the file by itself."""
    return bool(keeping.kept(data))


def remember(data: Path, passphrase: str) -> None:
    """Keep it in the keyring of this computer's user. Raises EnvironmentProblem."""
    keeping.keep(data, passphrase)


def forget(data: Path) -> None:
    """Ask for it again each time."""
    keeping.forget(data)


def open_remembered(data: Path) -> Store | None:
    """Open with what the keyring knows; None when that is nothing, or opens it no more."""
    kept = keeping.kept(data)
    if not kept:
        return None
    try:
        return open_store(str(data), passphrase=kept)
    except WrongPassphrase:
        return None


def plain_backups(data: Path) -> tuple[Backup, ...]:
    """Backups that anybody can open although the database itself is encrypted."""
    if not is_set(data):
        return ()
    return tuple(b for b in backups.of_database(data) if not b.encrypted)


def encrypt_plain_backups(data: Path, passphrase: str) -> tuple[Path, ...]:
    """Encrypt the backups made before the passphrase was set; gives those that could not be."""
    with files.file_told():
        return tuple(encryption.encrypt_backups(plain_backups(data), "", passphrase))


def delete_plain_backups(data: Path) -> int:
    """Delete the backups made before the passphrase was set, if a newer encrypted one is there.

    Gives how many went. Raises EnvironmentProblem when there is no encrypted one yet.
    """
    plain = plain_backups(data)
    if not any(b.encrypted for b in backups.of_database(data)):
        raise EnvironmentProblem(
            _("There is no encrypted backup yet"), _("Back up now, then delete the old ones.")
        )
    with files.file_told():
        for each in plain:
            backups.delete(each)
    return len(plain)


class Strength(IntEnum):
    """How hard a passphrase is to guess."""

    TOO_SHORT = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Rating:
    """A strength, and in words what would make it better."""

    strength: Strength
    hint: str


_WEAK_BITS, _FAIR_BITS = 45, 70


def rate(text: str) -> Rating:
    """Rate a passphrase by its length and variety; runs and repeats count little."""
    if len(text) < SHORTEST:
        return Rating(Strength.TOO_SHORT, _("At least %(n)d characters") % {"n": SHORTEST})
    bits = _bits(text)
    if bits < _WEAK_BITS:
        return Rating(Strength.WEAK, _("Weak: add words. A sentence only you know is best."))
    if bits < _FAIR_BITS:
        return Rating(Strength.FAIR, _("Fair: one or two more words make it strong."))
    return Rating(Strength.STRONG, _("Strong"))


def _bits(text: str) -> float:
    """A careful guess: each character that neither repeats nor follows the one before it."""
    lowered = text.lower()
    telling = sum(
        ord(b) - ord(a) not in (-1, 0, 1) and lowered.find(lowered[n : n + 3], 0, n) < 0
        for n, (a, b) in enumerate(pairwise(lowered))
    )
    classes = [r"[a-z]", r"[A-Z]", r"[0-9]", r"[\u0e80-\u0eff]", r"[^a-zA-Z0-9\u0e80-\u0eff]"]
    sizes = (26, 26, 10, 60, 20)
    letters = sum(n for c, n in zip(classes, sizes, strict=True) if re.search(c, text))
    # Words are guessed more easily than letters by chance: half of what chance would give.
    return telling * math.log2(max(letters, 2)) * 0.6
