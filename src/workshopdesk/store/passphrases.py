"""The passphrase of an encrypted file, and how the engine is told it.

Hides SQLCipher's words. The passphrase goes to SQLCipher's own key derivation (PBKDF2, its salt
is in the file's first 16 bytes), so the one file is self-contained and there is no other way in.
A passphrase is never part of an address, a file, a log line or a ``repr``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _

PLAIN_START = b"SQLite format 3\x00"
"""The first bytes of a SQLite file that is not encrypted; in an encrypted one a random salt."""
_SALT = 16
PAGE = 4096
"""SQLCipher's page: an encrypted file is made of whole ones."""


class PassphraseNeeded(UserError):  # noqa: N818 - a question to the person, not a fault
    """The file is encrypted, as far as can be told without its passphrase: ask for it."""


class WrongPassphrase(UserError):  # noqa: N818 - a question to the person, not a fault
    """The passphrase does not open the file: ask again. Nothing else opens it."""


@dataclass(frozen=True)
class Passphrase:
    """What a person types to open a file; "" for a file that is not encrypted."""

    text: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if "\x00" in self.text:
            raise UserError(_("This cannot be a passphrase"), _("It holds an unusable character."))

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self.text)

    @property
    def quoted(self) -> str:
        """As an SQL string."""
        return "'" + self.text.replace("'", "''") + "'"


NO_PASSPHRASE = Passphrase()


def may_be_encrypted(start: bytes, size: int) -> bool:
    """Whether a file of this start and size (bytes) can be an encrypted database.

    Random bytes cannot be told from a salt, but a page of zeros or a repeated pattern is none.
    """
    salt = start[:_SALT]
    varied = len(set(salt)) >= _SALT // 2
    return varied and not start.startswith(PLAIN_START) and size > 0 and size % PAGE == 0


def is_encrypted(path: Path) -> bool:
    """Whether a file that is one of ours is encrypted."""
    with path.open("rb") as file:
        return may_be_encrypted(file.read(len(PLAIN_START)), path.stat().st_size)


def for_file(path: Path, passphrase: Passphrase) -> Passphrase:
    """The passphrase if the file needs one, else none. Raises PassphraseNeeded."""
    if not path.exists() or not is_encrypted(path):
        return NO_PASSPHRASE
    if not passphrase:
        raise PassphraseNeeded(_("The file is encrypted"), _("Its passphrase opens it: %s") % path)
    return passphrase


def unlock(connection: Any, passphrase: Passphrase, error: type[Exception]) -> None:
    """Give a new driver connection its passphrase and try it; ``error`` is the driver's own.

    Raises WrongPassphrase, and closes the connection, when it does not open the file.
    """
    if not passphrase:
        return
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key={passphrase.quoted}")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except error as problem:
        connection.close()
        if "not a database" not in str(problem):
            raise
        raise WrongPassphrase(
            _("The passphrase is wrong"),
            _("Type it again. Without it nobody can open this file, not even its makers."),
        ) from None
