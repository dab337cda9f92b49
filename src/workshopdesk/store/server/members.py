"""Who is what on a server: giving people their group, their programmes and their events.

Done by an administrator of the database. Logins themselves (name, password, TLS certificate)
are made by who runs the server.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, text

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _
from workshopdesk.store import tables as t
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.server import names
from workshopdesk.store.server.names import Group
from workshopdesk.store.store import Store


def give(
    store: Store,
    login: str,
    group: Group,
    *,
    programmes: Iterable[str] = (),
    events: Iterable[str] = (),
) -> None:
    """Make ``login`` one of a group, for programmes and events by their codes.

    What was given before stays. Raises UserError for an unknown login or code, or when who asks
    is not an administrator.
    """
    with told_in_words(), store.engine.begin() as connection:
        role = _role(connection, group)
        connection.execute(text(f"GRANT {role} TO {_login(connection, login)}"))
        for code in programmes:
            _add(connection, "programme_member", login, _key(connection, t.Programme, code))
        for code in events:
            _add(connection, "event_member", login, _key(connection, t.Event, code))


def take(store: Store, login: str) -> None:
    """Take everything from ``login``; what they wrote stays theirs in the log."""
    with told_in_words(), store.engine.begin() as connection:
        quoted = _login(connection, login)
        for group in Group:
            connection.execute(text(f"REVOKE {_role(connection, group)} FROM {quoted}"))
        for table in ("programme_member", "event_member"):
            connection.execute(
                text(f"DELETE FROM team.{table} WHERE login = :login"),  # noqa: S608 - our own names
                {"login": login},
            )


def _role(connection: Connection, group: Group) -> str:
    return names.role(str(connection.scalar(text("SELECT current_database()"))), group)


def _login(connection: Connection, login: str) -> str:
    quoted = connection.scalar(
        text("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = :login AND rolcanlogin"),
        {"login": login},
    )
    if quoted is None:
        raise UserError(
            _("No such login on the server"), _("Who runs the server makes it first: %s") % login
        )
    return str(quoted)


def _key(connection: Connection, table: type[t.Programme | t.Event], code: str) -> object:
    found = connection.scalar(select(table.id).where(table.code == code))
    if found is None:
        raise UserError(_("No such programme or event"), code)
    return found


def _add(connection: Connection, table: str, login: str, key: object) -> None:
    connection.execute(
        text(f"INSERT INTO team.{table} VALUES (:login, :key) ON CONFLICT DO NOTHING"),  # noqa: S608 - our own names
        {"login": login, "key": key},
    )
