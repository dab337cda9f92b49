"""Every table of a team's server under every role: rows of others cannot be read or written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from tests.store.conftest import origin_named
from tests.store.full import fill

from workshopdesk.domain.errors import UserError
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t
from workshopdesk.store.server import initialising, members
from workshopdesk.store.server.names import Group

LOGINS = ("anna", "bounmy", "oulay", "vieng")
REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)

BY_EVENT = frozenset(
    {
        "event_organisation", "event_chair", "session", "session_part", "registration",
        "head_count", "attendance", "work_group", "group_member", "finding", "certificate",
        "checklist_item", "invitation", "group_wish", "evaluation_result",
        "certificate_exception", "certificate_printing", "budget_line", "payment_list",
        "payment_line", "sent_report", "sent_report_file", "attachment", "person_contact",
        "person_identifier", "person_sensitive", "consent",
    }
)  # fmt: skip
"""Tables of which a stranger to an event sees and writes no row that belongs to it."""
ORGANISED = frozenset(
    {
        "registration", "head_count", "attendance", "work_group", "group_member", "finding",
        "group_wish", "certificate_printing", "attachment", "person_contact",
        "person_identifier", "person_sensitive", "consent",
    }
)  # fmt: skip
"""Those of them an organiser writes, for their own events."""


@dataclass(frozen=True)
class Team:
    """A server with two programmes: P1 is Anna's (Oulay organises, Vieng views), P2 Bounmy's."""

    socket: Path
    boss: Store
    connections: dict[str, psycopg.Connection]

    def url(self, login: str) -> str:
        """Its address for a login."""
        return f"postgresql://{login}_roles@/roles?host={self.socket}"

    def sql(self, login: str, statement: str) -> int:
        """How many rows a statement gives or touches; taken back again."""
        if login not in self.connections:
            where = f"host={self.socket} user={login}_roles dbname=roles"
            self.connections[login] = psycopg.connect(where)
        connection = self.connections[login]
        try:
            connection.execute("SET search_path = workshopdesk, team")
            return connection.execute(statement.encode()).rowcount
        finally:
            connection.rollback()


@pytest.fixture(scope="module")
def team(server: Path) -> Iterator[Team]:
    """One row of every kind for each of the two events."""
    address = f"host={server} user=postgres dbname=postgres"
    with psycopg.connect(address, autocommit=True) as root:
        for statement in (
            "CREATE ROLE boss_roles LOGIN CREATEROLE",
            *(f"CREATE ROLE {login}_roles LOGIN" for login in LOGINS),
            "CREATE DATABASE roles",
            "GRANT CREATE ON DATABASE roles TO boss_roles",
        ):
            root.execute(statement.encode())
    url = f"postgresql://boss_roles@/roles?host={server}"
    initialising.init(url, origin_named("boss"))
    boss = open_store(url, origin=origin_named("boss-window"))
    for number in "12":
        with boss.unit_of_work("Fill") as work:
            fill(work, number)
            work.commit()
    members.give(boss, "anna_roles", Group.COORDINATOR, programmes=["P1"])
    members.give(boss, "bounmy_roles", Group.COORDINATOR, programmes=["P2"])
    members.give(boss, "oulay_roles", Group.ORGANISER, events=["E1"])
    members.give(boss, "vieng_roles", Group.VIEWER, programmes=["P1"])
    made = Team(server, boss, {})
    yield made
    for connection in made.connections.values():
        connection.close()
    boss.close()


@pytest.mark.parametrize("table", sorted(BY_EVENT))
def test_rows_of_an_event_are_its_own_peoples(team: Team, table: str) -> None:
    everything = team.sql("boss", f"SELECT id FROM {table}")
    assert everything >= 2
    assert everything % 2 == 0
    count, touch = f"SELECT id FROM {table}", f"UPDATE {table} SET version = version"
    writes = 0 if table in ("sent_report", "sent_report_file") else everything // 2
    for login in ("anna", "bounmy"):
        assert team.sql(login, count) == everything // 2
        assert touched(team, login, touch) == writes
    seen = 0 if table in ("sent_report", "sent_report_file") else everything // 2
    assert team.sql("oulay", count) == seen - (0 if table != "attachment" else everything // 4)
    if table not in ORGANISED:
        assert touched(team, "oulay", touch) == 0
        assert touched(team, "oulay", f"DELETE FROM {table}") == 0
    for statement in (count, touch, f"DELETE FROM {table}"):
        assert touched(team, "vieng", statement) == 0


def touched(team: Team, login: str, statement: str) -> int:
    """How many rows; none where the server refuses the very try."""
    try:
        return team.sql(login, statement)
    except REFUSED:
        return 0


OFFICE_TABLES = sorted(
    {table for table in t.Base.metadata.tables if table not in BY_EVENT} - {"alembic_version"}
)


@pytest.mark.parametrize("table", OFFICE_TABLES)
def test_organisers_and_viewers_delete_nothing_of_the_office(team: Team, table: str) -> None:
    for login in ("oulay", "vieng"):
        assert touched(team, login, f"DELETE FROM {table}") == 0


@pytest.mark.parametrize(
    ("login", "statement"),
    [
        ("oulay", "SELECT private FROM signing_key"),
        ("oulay", "UPDATE payment_rate SET version = version"),
        ("oulay", "UPDATE certificate_template SET version = version"),
        ("anna", "DELETE FROM sent_report"),
        ("anna", "UPDATE sent_report SET figures = 'x'"),
        ("anna", "UPDATE action_subject SET action = 1"),
        ("anna", "DELETE FROM action_subject"),
        ("oulay", "INSERT INTO checklist_item (id, version, event_id, \"order\", title_lo,"
                  " title_en, responsible) SELECT gen_random_uuid(), 1, id, 1, '', '', ''"
                  " FROM event"),
        ("anna", "INSERT INTO checklist_item (id, version, event_id, \"order\", title_lo,"
                 " title_en, responsible) SELECT gen_random_uuid(), 1, id, 1, '', '', ''"
                 " FROM event WHERE code = 'E2'"),
    ],
)  # fmt: skip
def test_what_is_not_theirs_is_refused(team: Team, login: str, statement: str) -> None:
    assert touched(team, login, statement) == 0


def event_of(store: Store, code: str) -> UUID:
    """The key of an event."""
    with store.read() as reader:
        return reader.event(code).id


def test_the_history_of_others_events_is_not_seen(team: Team) -> None:
    with team.boss.unit_of_work("Note of P2") as work:
        work.get(t.Event, event_of(team.boss, "E2")).venue_en = "x"
        work.commit()
    anna = open_store(team.url("anna"), origin=origin_named("anna-window"))
    bounmy = open_store(team.url("bounmy"), origin=origin_named("bounmy-window"))
    with anna.read() as reader:
        said = {did.message for did in reader.history()}
    with bounmy.read() as reader:
        theirs = {did.message for did in reader.history()}
    assert "Note of P2" not in said
    assert "Note of P2" in theirs
    anna.close()
    bounmy.close()


def test_a_viewer_is_told_in_words(team: Team) -> None:
    vieng = open_store(team.url("vieng"), origin=origin_named("vieng-window"))
    with pytest.raises(UserError, match="may not do this"), vieng.read() as reader:
        reader.events()
    vieng.close()
