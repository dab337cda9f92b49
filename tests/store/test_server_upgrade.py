"""A team's server of an earlier version: who may upgrade it, and that nothing else changes."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic import op
from tests.store import samples
from tests.store.conftest import origin_named
from tests.store.servers import USER, binaries

from workshopdesk.domain.errors import UserError
from workshopdesk.store import open_store
from workshopdesk.store import tables as t
from workshopdesk.store.migrations import REVISIONS, running
from workshopdesk.store.server import initialising, rights

SAVED = sorted((Path(__file__).parent / "saved").glob("server-*.sql.gz"))
"""What pg_dump gave of servers of earlier versions, with members, programmes and people."""
GROUPS = ("administrator", "coordinator", "organiser", "viewer")
MEMBERS = {"anna": "coordinator", "oulay": "organiser", "vieng": "viewer"}


def as_root(server: Path, *statements: str, database: str = "postgres") -> list[tuple[object, ...]]:
    """Run statements as who runs the server; what the last one gives."""
    with psycopg.connect(f"host={server} user={USER} dbname={database}", autocommit=True) as root:
        for statement in statements:
            done = root.execute(statement.encode())
        return done.fetchall() if done.description else []


def make_roles(server: Path) -> None:
    """The roles of a server are not part of a database's dump."""
    owner, administrator = "wd_saved_owner", "wd_saved_administrator"
    given = [f"GRANT {owner}, {administrator} TO boss_saved WITH ADMIN OPTION"]
    given += [f"GRANT wd_saved_{g} TO {administrator} WITH ADMIN OPTION" for g in GROUPS[1:]]
    given += [f"GRANT wd_saved_{group} TO {login}_saved" for login, group in MEMBERS.items()]
    as_root(
        server,
        f"CREATE ROLE {owner}",
        *(f"CREATE ROLE wd_saved_{group}" for group in GROUPS),
        "CREATE ROLE boss_saved LOGIN CREATEROLE",
        *(f"CREATE ROLE {login}_saved LOGIN" for login in MEMBERS),
        *given,
    )


@pytest.fixture(scope="module")
def roles(server: Path) -> None:
    """The logins and groups of the saved servers, made once."""
    make_roles(server)


@pytest.fixture(params=SAVED, ids=lambda p: p.name.removesuffix(".sql.gz"))
def saved(request: pytest.FixtureRequest, server: Path, roles: None) -> Iterator[Path]:
    """A server as an earlier version left it; gives the socket."""
    as_root(server, "CREATE DATABASE saved", "GRANT CREATE ON DATABASE saved TO boss_saved")
    programs = binaries()
    assert programs is not None
    subprocess.run(
        [str(programs / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", str(server), "-U", USER,
         "-d", "saved"],
        input=gzip.decompress(request.param.read_bytes()),
        check=True,
        capture_output=True,
    )  # fmt: skip
    yield server
    as_root(server, "DROP DATABASE saved WITH (FORCE)")


def url(server: Path, login: str) -> str:
    """The address of the saved database for a login."""
    return f"postgresql://{login}_saved@/saved?host={server}"


def everything(server: Path) -> list[object]:
    """Tables, columns, functions, policies, triggers and rights, as the server tells them."""
    return [
        as_root(server, statement, database="saved")
        for statement in (
            "SELECT table_schema, table_name, column_name, data_type FROM"
            " information_schema.columns WHERE table_schema IN ('workshopdesk', 'team')"
            " ORDER BY 1, 2, 3",
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'team'::regnamespace"
            " ORDER BY 1",
            "SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2",
            "SELECT relname, coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r'"
            ' END::"char", relowner))::text, relrowsecurity FROM pg_class WHERE relnamespace ='
            " 'workshopdesk'::regnamespace ORDER BY 1",
            "SELECT version_num FROM workshopdesk.alembic_version",
        )
    ]


def test_members_of_an_older_server_are_told_whom_to_ask(saved: Path) -> None:
    with pytest.raises(UserError, match="Ask its administrator"):
        open_store(url(saved, "anna"))
    with pytest.raises(UserError, match="Upgrade it with: workshopdesk server init"):
        open_store(url(saved, "boss"))
    with pytest.raises(UserError, match="may not upgrade"):
        initialising.init(url(saved, "anna"))


def test_an_older_server_is_upgraded_and_everyone_goes_on(saved: Path, server: Path) -> None:
    initialising.init(url(saved, "boss"))
    boss = open_store(url(saved, "boss"), origin=origin_named("later"))
    assert boss.check() == []
    with boss.read() as reader:
        assert {e.code for e in reader.events()} == {"E1", "E2"}
        event = reader.event("E1")
    with boss.unit_of_work("Plan") as work:
        work.add(t.ChecklistItem(event_id=event.id, title_lo="ຈອງຫ້ອງ"))
        work.commit()
    boss.close()
    anna = open_store(url(saved, "anna"), origin=origin_named("anna"))
    with anna.unit_of_work("Edit") as work:
        work.get(t.Event, event.id).title_en = "Upgraded"
        work.commit()
    with anna.unit_of_work("Edit") as work:
        [other] = work.find(t.Event, code="E2")
        other.title_en = "Not hers"
        with pytest.raises(UserError, match="may not"):
            work.commit()
    anna.close()
    oulay = open_store(url(saved, "oulay"), origin=origin_named("oulay"))
    with oulay.read() as reader:
        assert len(reader.participants(event.id)) == 3
    oulay.close()
    counted = "SELECT event FROM team.my_participation"
    with psycopg.connect(f"host={saved} user=vieng_saved dbname=saved") as vieng:
        assert vieng.execute(counted).fetchone() == ("E1",)


def test_an_upgraded_server_is_like_a_new_one(saved: Path, server: Path) -> None:
    initialising.init(url(saved, "boss"))
    upgraded = everything(saved)
    as_root(server, "DROP DATABASE saved WITH (FORCE)")
    as_root(server, "CREATE DATABASE saved", "GRANT CREATE ON DATABASE saved TO boss_saved")
    initialising.init(url(saved, "boss"), origin_named("new"))
    assert everything(saved) == upgraded
    initialising.init(url(saved, "boss"))  # up to date: the same once more
    assert everything(saved) == upgraded


def fails_half_way() -> None:
    """A step that changes something, then fails."""
    op.add_column("person", sa.Column("shoe_size", sa.Integer()))
    raise ZeroDivisionError


def test_a_failed_upgrade_leaves_the_server_as_it_was(
    saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(saved)
    for place, name, broken in (
        (running, "steps_after", lambda _revision: [("0002", fails_half_way)]),
        (rights, "policies", lambda: iter(["CREATE POLICY nonsense ON workshopdesk.nothing"])),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(place, name, broken)
            with pytest.raises((ZeroDivisionError, psycopg.Error, sa.exc.DBAPIError)):
                initialising.init(url(saved, "boss"))
        assert everything(saved) == before


def test_a_newer_server_is_told_apart(saved: Path) -> None:
    as_root(saved, "UPDATE workshopdesk.alembic_version SET version_num = '9999'", database="saved")
    for login in ("anna", "boss"):
        with pytest.raises(UserError, match="newer version"):
            open_store(url(saved, login))
    with pytest.raises(UserError, match="newer version"):
        initialising.init(url(saved, "boss"))


def test_every_earlier_version_has_its_saved_server() -> None:
    assert len(SAVED) == len(REVISIONS) - 1


def test_what_a_member_may_not_is_not_given_by_an_upgrade(saved: Path) -> None:
    initialising.init(url(saved, "boss"))
    with psycopg.connect(f"host={saved} user=oulay_saved dbname=saved") as oulay:
        for statement in (
            "DELETE FROM workshopdesk.change",
            "INSERT INTO team.event_member SELECT 'oulay_saved', id FROM workshopdesk.event",
            "UPDATE workshopdesk.alembic_version SET version_num = 'x'",
            "DELETE FROM workshopdesk.payment_rate",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                oulay.execute(statement.encode())
            oulay.rollback()
    boss = open_store(url(saved, "boss"), origin=origin_named("later"))
    samples.write_event(boss, "E9")
    assert boss.check() == []
    boss.close()
