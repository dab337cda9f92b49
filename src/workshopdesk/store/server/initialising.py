"""Making an empty PostgreSQL database a team's server, and bringing an older one up to date.

Hides the order in which roles, schemas, tables, reference data, functions, triggers and rights
are made, what the server must allow for it, and that rights are made anew at every upgrade.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, event, text

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import _
from workshopdesk.store import engines, opening
from workshopdesk.store.failures import told_in_words
from workshopdesk.store.migrations import version_table
from workshopdesk.store.origin import Origin, system_origin
from workshopdesk.store.seeding import LOADING, load_reference
from workshopdesk.store.server import guards, names, rights
from workshopdesk.store.server.names import Group
from workshopdesk.store.tables import Base
from workshopdesk.store.units import UnitOfWork

OLDEST_SERVER = 150000
"""PostgreSQL 15, as ``server_version_num``."""


def init(url: str, origin: Origin | None = None) -> None:
    """Make schema, roles, grants and row-level security in the empty database ``url`` names.

    The login needs CREATEROLE and CREATE on the database; it becomes the first administrator.
    A team's server set up before is brought to today's schema and rights instead, in one
    transaction; who is what stays. Raises UserError, with nothing done, when the login may not,
    when the database holds something else or is newer; EnvironmentProblem for an older server.
    """
    if not engines.is_server(url):
        raise UserError(_("Not the address of a server"), url.split("@")[-1])
    engine = engines.connect_server(url)
    try:
        with told_in_words():
            with engine.begin() as connection:
                _refuse_old(connection)
                if opening.is_team(connection):
                    roles = _roles_of(connection)
                    _refuse_not_owner(connection, roles[names.OWNER])
                    _renew(connection, roles)
                    return
                _refuse_unfit(connection)
                roles = _make_roles(connection)
            try:
                _make(url, roles, origin or system_origin())
            except BaseException:
                _unmake(engine, roles)
                raise
    finally:
        engine.dispose()


def _refuse_old(connection: Connection) -> None:
    if int(connection.scalar(text("SHOW server_version_num")) or 0) < OLDEST_SERVER:
        raise EnvironmentProblem(_("The server is too old"), _("PostgreSQL 15 or newer is needed."))


def _refuse_not_owner(connection: Connection, owner: str) -> None:
    if not connection.scalar(text("SELECT pg_has_role(current_user, :o, 'MEMBER')"), {"o": owner}):
        raise UserError(
            _("This login may not upgrade the server"),
            _("The administrator who set it up does it, with: workshopdesk server init"),
        )


def _refuse_unfit(connection: Connection) -> None:
    may_roles, may_create = connection.execute(
        text(
            "SELECT rolcreaterole OR rolsuper,"
            " has_database_privilege(current_database(), 'CREATE')"
            " FROM pg_roles WHERE rolname = current_user"
        )
    ).one()
    if not (may_roles and may_create):
        raise UserError(
            _("This login may not set up a server"),
            _("It needs CREATEROLE, and CREATE on the database. Ask who runs the server."),
        )
    if connection.scalar(
        text(
            "SELECT EXISTS (SELECT FROM pg_class WHERE relkind = 'r' AND relnamespace IN"
            " (SELECT oid FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'"
            " AND nspname <> 'information_schema'))"
        )
    ):
        raise UserError(_("The database is not empty"), _("Make a new one for WorkshopDesk."))


def _roles_of(connection: Connection) -> dict[str, str]:
    database = str(connection.scalar(text("SELECT current_database()")))
    return {group: names.role(database, group) for group in (names.OWNER, *Group)}


def _make_roles(connection: Connection) -> dict[str, str]:
    roles = _roles_of(connection)
    for role in roles.values():
        if not connection.scalar(text("SELECT to_regrole(:name)"), {"name": role}):
            connection.execute(text(f"CREATE ROLE {role} NOLOGIN"))
    for group in (names.OWNER, Group.ADMINISTRATOR):
        connection.execute(text(f"GRANT {roles[group]} TO CURRENT_USER WITH ADMIN OPTION"))
    for group in Group:
        connection.execute(
            text(f"GRANT {roles[group]} TO {roles[Group.ADMINISTRATOR]} WITH ADMIN OPTION")
            if group is not Group.ADMINISTRATOR
            else text("SELECT 1")
        )
    for schema in (names.RECORDS, names.TEAM):
        connection.execute(text(f"CREATE SCHEMA {schema} AUTHORIZATION {roles[names.OWNER]}"))
    return roles


def _make(url: str, roles: dict[str, str], origin: Origin) -> None:
    engine = as_owner(engines.connect_server(url), roles[names.OWNER])
    try:
        with engine.begin() as connection:
            opening.make_tables(connection)
        with UnitOfWork(engines.for_writing(engine), origin, LOADING) as work:
            load_reference(work)
            work.commit()
        with engine.begin() as connection:
            _run(connection, [_filled(statement, roles) for statement in guards.MEMBERSHIP])
            _run(connection, _statements(roles))
    finally:
        engine.dispose()


def _run(connection: Connection, statements: Iterable[str]) -> None:
    raw: Any = connection.connection.driver_connection
    for statement in statements:  # not text(): per cent signs are PL/pgSQL's
        raw.execute(statement)


def _renew(connection: Connection, roles: dict[str, str]) -> None:
    """Today's schema and rights in place of those of an earlier version: all, or nothing."""
    from workshopdesk.store.migrations import running

    revision = opening.known_revision(connection)
    connection.execute(text(f"SET LOCAL ROLE {roles[names.OWNER]}"))
    groups = ", ".join(roles[group] for group in Group)
    _run(connection, [
        "LOCK TABLE workshopdesk.alembic_version IN ACCESS EXCLUSIVE MODE",
        guards.TAKE_DOWN,
        f"REVOKE ALL ON ALL TABLES IN SCHEMA workshopdesk, team FROM {groups}",
    ])  # fmt: skip
    running.upgrade_within(connection, running.steps_after(revision))
    _run(connection, _statements(roles))


def as_owner(engine: Engine, owner: str) -> Engine:
    """The same connections, acting as the owner of the tables."""

    def take_role(connection: object, _record: object) -> None:
        with connection.cursor() as cursor:  # type: ignore[attr-defined] # a driver's connection
            cursor.execute(f"SET ROLE {owner}")
        connection.commit()  # type: ignore[attr-defined] # a driver's connection

    event.listen(engine, "connect", take_role)
    return engine


def _statements(roles: dict[str, str]) -> Iterator[str]:
    made = (
        guards.INDEXES, guards.QUESTIONS, guards.EVENT_SETS,
        (guards.OWN_PEOPLE, guards.OWN_NEWCOMERS, guards.SEES, guards.GONE),
        guards.TRIGGER_FUNCTIONS, guards.TRIGGERS, guards.ERASING, guards.VIEWS,
    )  # fmt: skip
    for statements in made:
        yield from (_filled(statement, roles | guards.WORDS) for statement in statements)
    everyone = ", ".join(roles[group] for group in Group)
    writers = ", ".join(roles[g] for g in Group if g is not Group.VIEWER)
    for schema in (names.RECORDS, names.TEAM):
        yield f"GRANT USAGE ON SCHEMA {schema} TO {everyone}"
    yield f"GRANT SELECT ON workshopdesk.{version_table.name} TO {everyone}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA workshopdesk TO {writers}"
    yield from rights.grants(sorted(Base.metadata.tables), roles)
    yield from rights.policies()
    for view in guards.VIEW_NAMES:
        yield f"GRANT SELECT ON team.{view} TO {roles[Group.VIEWER]}, {roles[Group.ADMINISTRATOR]}"
    for table in ("programme_member", "event_member"):
        yield f"GRANT SELECT, INSERT, DELETE ON team.{table} TO {roles[Group.ADMINISTRATOR]}"


def _filled(statement: str, words: dict[str, str]) -> str:
    for name, word in words.items():
        statement = statement.replace(f"{{{name}}}", word)
    return statement


def _unmake(engine: Engine, roles: dict[str, str]) -> None:
    with engine.begin() as connection:
        for schema in (names.TEAM, names.RECORDS):
            connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        for role in roles.values():
            connection.execute(text(f"DROP ROLE IF EXISTS {role}"))
