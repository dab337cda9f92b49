"""Connecting to a team's server: its address, the login, and the password in the keyring.

Hides how an address is written. A password is part of an address only in memory: what is kept in
a file never holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _
from workshopdesk.lao.text import canonical
from workshopdesk.store import Store, keeping, open_store


@dataclass(frozen=True, slots=True)
class Address:
    """Where a team's data lies and who connects; ``host`` may end in a port (db.example.la:5432)
    or be a folder with a socket."""

    host: str
    database: str
    login: str
    options: str = field(default="")

    @property
    def url(self) -> str:
        """As a URL, without any password: what may be kept and shown."""
        return self.with_password("")

    def with_password(self, password: str) -> str:
        """As a URL to connect with; not to be kept or shown."""
        secret = f":{quote(password, safe='')}" if password else ""
        who = f"{quote(self.login, safe='')}{secret}"
        database = quote(self.database, safe="")
        options = f"?{self.options}" if self.options else ""
        if self.host.startswith("/"):
            joined = f"&{self.options}" if self.options else ""
            return f"postgresql://{who}@/{database}?host={quote(self.host)}{joined}"
        return f"postgresql://{who}@{self.host}/{database}{options}"


def address(host: str, database: str, login: str) -> Address:
    """An address as typed. Raises UserError when a part is missing or cannot be."""
    parts = [canonical(part) for part in (host, database, login)]
    if not all(parts):
        raise UserError(
            _("Something is missing"), _("Give the server, the database and the login.")
        )
    if not parts[0].startswith("/") and any(c in parts[0] for c in "/@?# "):
        raise UserError(
            _("This is not a server's name"), _("It looks like db.example.la or 192.168.1.20:5432.")
        )
    return Address(*parts)


def parsed(url: str) -> Address:
    """An address from a URL kept before. Raises UserError."""
    parts = urlsplit(url)
    host, query = parts.netloc.rpartition("@")[2], parts.query
    socket = [p for p in query.split("&") if p.startswith("host=")]
    options = "&".join(p for p in query.split("&") if p and p not in socket)
    where = unquote(socket[0].removeprefix("host=")) if socket else host
    login = unquote(parts.username or "")
    if not where or not parts.path.strip("/"):
        raise UserError(_("Not a database address"), parts.path)
    return Address(where, unquote(parts.path.strip("/")), login, options)


def is_address(data: str) -> bool:
    """Whether this names a server's database rather than a file."""
    return data.startswith(("postgresql:", "postgres:"))


def try_out(to: Address, password: str) -> str:
    """Open and close it; gives the URL to connect with. Raises UserError in plain words."""
    url = to.with_password(password or kept_password(to))
    store = open_store(url)
    try:
        with store.read() as reader:
            reader.events()
    finally:
        store.close()
    return url


def is_readable_on_the_way(store: Store) -> bool:
    """Whether others on the network could read along."""
    return store.is_readable_on_the_way()


def kept_password(to: Address) -> str:
    """What the keyring knows; "" when nothing."""
    return keeping.kept(to.url)


def keep_password(to: Address, password: str) -> None:
    """Keep it in the keyring of this computer's user. Raises EnvironmentProblem."""
    keeping.keep(to.url, password)


def forget_password(to: Address) -> None:
    """Ask for it each time."""
    keeping.forget(to.url)


def can_keep() -> bool:
    """Whether this computer has a keyring that keeps secrets."""
    return keeping.can_keep()
