"""A team's server: everyone tries by SQL what they must not do, and the server stops them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from tests.store import samples
from tests.store.conftest import origin_named

from workshopdesk.domain.errors import Conflict, EnvironmentProblem, UserError
from workshopdesk.store import Store, copying, open_store, privacy
from workshopdesk.store import tables as t
from workshopdesk.store.server import initialising, listening, members
from workshopdesk.store.server.names import Group

_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """A database on the test server, and how to reach it as anyone."""

    socket: Path
    name: str

    def url(self, login: str) -> str:
        """Its address for a login (short for ``login_database``)."""
        return f"postgresql://{login}_{self.name}@/{self.name}?host={self.socket}"

    def sql(self, login: str, *statements: str) -> list[tuple[object, ...]]:
        """What the last statement gives this login, in one transaction."""
        user = f"{login}_{self.name}"
        with psycopg.connect(f"host={self.socket} user={user} dbname={self.name}") as connection:
            connection.execute("SET search_path = workshopdesk, team")
            for statement in statements:
                done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def changed(self, login: str, statement: str) -> int:
        """How many rows a statement touches (taken back again)."""
        user = f"{login}_{self.name}"
        with psycopg.connect(f"host={self.socket} user={user} dbname={self.name}") as connection:
            connection.execute("SET search_path = workshopdesk, team")
            touched = connection.execute(statement.encode()).rowcount
            connection.rollback()
            return touched

    def store(self, login: str) -> Store:
        """Opened by this login, on a device of its own."""
        return open_store(self.url(login), origin=origin_named(f"{login}{next(_numbers)}"))


def as_superuser(socket: Path, *statements: str) -> None:
    """Run statements as who runs the server."""
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as root:
        for statement in statements:
            root.execute(statement.encode())


LOGINS = ("anna", "bounmy", "oulay", "vieng", "nobody")


@pytest.fixture(scope="module")
def fresh(server: Path) -> Server:
    """A database set up by a login with just the rights that needs, and logins without any."""
    made = Server(server, f"team_{next(_numbers)}")
    as_superuser(
        server,
        f"CREATE ROLE boss_{made.name} LOGIN CREATEROLE",
        *(f"CREATE ROLE {login}_{made.name} LOGIN" for login in LOGINS),
        f"CREATE DATABASE {made.name}",
        f"GRANT CREATE ON DATABASE {made.name} TO boss_{made.name}",
    )
    initialising.init(made.url("boss"), origin_named("boss"))
    return made


@pytest.fixture(scope="module")
def team(fresh: Server) -> Iterator[Server]:
    """Programmes P1 (Anna coordinates, Vieng views) and P2 (Bounmy coordinates), one event each;
    Oulay organises the event of P1."""
    boss = fresh.store("boss")
    for number in "12":
        with boss.unit_of_work("Set up") as work:
            programme = work.add(t.Programme(code=f"P{number}", name_en="Programme"))
            event = samples.add_event(work, f"E{number}")
            work.add(t.EventProgramme(event_id=event.id, programme_id=programme.id))
            people = samples.add_people(work, event)
            assert people[0].person_id is not None
            work.add(t.PersonSensitive(person_id=people[0].person_id, ethnic_family="LAO"))
            work.commit()
    for login, group, programmes, events in (
        ("anna", Group.COORDINATOR, ["P1"], []),
        ("bounmy", Group.COORDINATOR, ["P2"], []),
        ("oulay", Group.ORGANISER, [], ["E1"]),
        ("vieng", Group.VIEWER, ["P1"], []),
    ):
        full = f"{login}_{fresh.name}"
        members.give(boss, full, group, programmes=programmes, events=events)
    yield fresh
    boss.close()


def event_id(store: Store, code: str) -> UUID:
    """The key of an event."""
    with store.read() as reader:
        return reader.event(code).id


def test_who_sets_up_must_be_allowed_to(server: Path) -> None:
    made = Server(server, f"weak_{next(_numbers)}")
    as_superuser(server, f"CREATE ROLE boss_{made.name} LOGIN", f"CREATE DATABASE {made.name}")
    with pytest.raises(UserError, match="CREATEROLE, and CREATE"):
        initialising.init(made.url("boss"), origin_named("x"))


def test_a_database_that_holds_something_else_is_not_set_up(server: Path) -> None:
    made = Server(server, f"taken_{next(_numbers)}")
    as_superuser(
        server,
        f"CREATE ROLE boss_{made.name} LOGIN CREATEROLE",
        f"CREATE DATABASE {made.name} OWNER boss_{made.name}",
    )
    made.sql("boss", "CREATE TABLE public.theirs (x text)")
    with pytest.raises(UserError, match="not empty"):
        initialising.init(made.url("boss"), origin_named("x"))


def test_a_file_is_no_server() -> None:
    with pytest.raises(UserError, match="Not the address of a server"):
        initialising.init("workshop.wdb")


def test_the_log_is_whole_and_names_the_login(team: Server) -> None:
    boss = team.store("boss")
    assert boss.check() == []
    with boss.read() as reader:
        assert reader.event("E1").code == "E1"
    boss.close()
    authors = team.sql("boss", "SELECT DISTINCT author FROM action WHERE kind = 'user'")
    assert (f"boss_{team.name}",) in authors


def test_a_coordinator_writes_their_programme(team: Server) -> None:
    store = team.store("anna")
    event = event_id(store, "E1")
    with store.unit_of_work("Edit") as work:
        work.get(t.Event, event).title_en = "By Anna"
        person = work.add(t.Person(given_name="ໃໝ່"))
        work.add(t.PersonContact(person_id=person.id, value="02055500099"))
        work.add(t.Registration(event_id=event, person_id=person.id, role="participant"))
        work.commit()
    with store.unit_of_work("New event") as work:
        made = samples.add_event(work, "E3")
        programme = work.find(t.Programme, code="P1")[0]
        work.add(t.EventProgramme(event_id=made.id, programme_id=programme.id))
        work.commit()
    with store.unit_of_work("Delete it") as work:
        work.delete(work.get(t.Event, made.id))
        work.commit()
    store.close()
    boss = team.store("boss")
    assert boss.check() == []
    boss.close()


def test_an_organiser_registers_and_takes_attendance(team: Server) -> None:
    store = team.store("oulay")
    event = event_id(store, "E1")
    with store.unit_of_work("Register") as work:
        person = work.add(t.Person(given_name="ມາຊ້າ"))
        work.add(t.PersonContact(person_id=person.id, value="02055500098"))
        late = work.add(t.Registration(event_id=event, person_id=person.id, role="participant"))
        work.add(t.Attendance(registration_id=late.id, half_day=1, mark="late"))
        work.commit()
    with store.unit_of_work("Correct") as work:
        work.get(t.Attendance, t.Attendance.key(late.id, 1)).mark = "present"
        work.commit()
    with store.read() as reader:
        assert "02055500098" in [p.phone for p in reader.participants(event)]
    store.close()
    boss = team.store("boss")
    assert boss.check() == []
    boss.close()


def test_what_is_not_theirs_is_refused_in_words(team: Server) -> None:
    store = team.store("anna")
    other = event_id(store, "E2")
    with store.unit_of_work("Edit") as work:
        work.get(t.Event, other).title_en = "By Anna"
        with pytest.raises(UserError, match="You may not change this") as refused:
            work.commit()
    assert not isinstance(refused.value, Conflict)
    with store.unit_of_work("Register") as work:
        person = work.add(t.Person(given_name="ໃໝ່"))
        work.add(t.Registration(event_id=other, person_id=person.id, role="participant"))
        with pytest.raises(UserError, match="You may not do this"):
            work.commit()
    store.close()


E1, E2 = "(SELECT id FROM event WHERE code = 'E1')", "(SELECT id FROM event WHERE code = 'E2')"
OF_E2 = "person_id IN (SELECT id FROM person)"


@pytest.mark.parametrize(
    ("login", "statement"),
    [
        ("anna", "UPDATE event SET title_en = 'x' WHERE code = 'E2'"),
        ("anna", "DELETE FROM event WHERE code = 'E2'"),
        ("anna", f"DELETE FROM event_programme WHERE event_id = {E2}"),
        ("anna", f"UPDATE registration SET note = 'x' WHERE event_id = {E2}"),
        ("anna", "UPDATE programme SET name_en = 'x' WHERE code = 'P2'"),
        ("anna", "DELETE FROM programme"),
        ("anna", "DELETE FROM person"),
        ("oulay", f"UPDATE registration SET note = 'x' WHERE event_id = {E2}"),
    ],
)
def test_rows_of_others_are_out_of_reach(team: Server, login: str, statement: str) -> None:
    assert team.changed(login, statement) == 0


MEMBER = f"INSERT INTO event_member VALUES (session_user, {E1})"
ENTRY = (
    "INSERT INTO change (operation_id, device, sequence, clock, action, kind, record_id,"
    " operation, version, schema_version, fields, parents, previous_hash, hash) SELECT"
    " gen_random_uuid(), number, last_sequence + {step}, 0, {action}, 'event', {record},"
    " 'U', 9, 1, '{{}}', '', {previous}, 'x' FROM device ORDER BY number LIMIT 1"
)
OWN = (
    "INSERT INTO action (id, device, kind, author, at, message, first_sequence, last_sequence)"
    " VALUES (gen_random_uuid(), 1, 'user', {author}, now(), 'x', 1, 1)"
)
LAST = "(SELECT max(number) FROM action WHERE author = session_user)"


@pytest.mark.parametrize("login", ["anna", "oulay", "vieng", "nobody"])
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM change",
        "UPDATE change SET fields = '{}'",
        "TRUNCATE change CASCADE",
        "UPDATE personal_values SET fields = '{}'",
        "DELETE FROM personal_values",
        "UPDATE action SET author = 'someone'",
        "DELETE FROM action",
        OWN.format(author="'someone else'"),
        "UPDATE device SET last_hash = 'x', last_sequence = 0",
        "INSERT INTO programme (id, version, code) VALUES (gen_random_uuid(), 1, 'MINE')",
        MEMBER,
        "INSERT INTO programme_member SELECT session_user, id FROM programme",
        "SELECT * FROM programme_member",
        "SELECT team.erase_personal((SELECT operation_id FROM personal_values LIMIT 1), '{}', '')",
        "SELECT team.erase_details((SELECT id FROM action LIMIT 1), 'x')",
        "UPDATE alembic_version SET version_num = 'x'",
        "DELETE FROM district",
        "ALTER TABLE change DISABLE TRIGGER ALL",
        "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
        "DROP TABLE attendance",
        "CREATE TABLE workshopdesk.mine (x text)",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT lo_import('/etc/passwd')",
        "COPY person TO '/tmp/people'",
    ],
)
def test_the_server_stops(team: Server, login: str, statement: str) -> None:
    with pytest.raises(psycopg.Error) as refused:
        team.sql(login, statement)
    if login == "nobody" and isinstance(refused.value, psycopg.errors.UndefinedTable):
        return  # who is nobody does not even see that there are tables
    assert isinstance(refused.value, psycopg.errors.InsufficientPrivilege)


@pytest.mark.parametrize("login", ["vieng", "nobody"])
@pytest.mark.parametrize("table", sorted(set(t.Base.metadata.tables) - {"alembic_version"}))
def test_viewers_and_strangers_read_no_table(team: Server, login: str, table: str) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)):
        team.sql(login, f"SELECT * FROM workshopdesk.{table}")


def test_roles_cannot_be_taken(team: Server) -> None:
    owner = f"wd_{team.name}_owner"
    for login in ("anna", "oulay", "vieng", "nobody"):
        for statement in (f"SET ROLE {owner}", f"GRANT {owner} TO {login}_{team.name}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                team.sql(login, statement)


def test_the_log_goes_on_from_its_newest_entry_only(team: Server) -> None:
    own = OWN.format(author="session_user")
    for step, record, previous in (
        ("1", E1, "'forged'"),
        ("2", E1, "last_hash"),
        ("0", E1, "previous_hash"),
    ):
        forged = ENTRY.format(step=step, action=LAST, record=record, previous=previous)
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedColumn)):
            team.sql("anna", own, forged)
    theirs = ENTRY.format(step="1", action="1", record=E1, previous="last_hash")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        team.sql("anna", theirs)


def test_an_event_of_others_cannot_be_drawn_into_ones_programme(team: Server) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        team.sql(
            "anna",
            'INSERT INTO event_programme (id, version, event_id, programme_id, "order")'
            f" SELECT gen_random_uuid(), 1, {E2}, id, 2 FROM programme WHERE code = 'P1'",
        )


def test_people_are_found_but_contacts_and_facts_only_through_a_registration(team: Server) -> None:
    everyone = team.sql("boss", "SELECT count(*) FROM person")
    assert team.sql("anna", "SELECT count(*) FROM person") == everyone
    assert team.sql("oulay", "SELECT count(*) FROM person") == everyone
    all_facts = team.sql("boss", "SELECT person_id FROM person_sensitive")
    assert len(all_facts) == 2
    assert len(team.sql("anna", "SELECT person_id FROM person_sensitive")) == 1
    assert len(team.sql("bounmy", "SELECT person_id FROM person_sensitive")) == 1
    contacts = set(team.sql("bounmy", "SELECT value FROM person_contact"))
    assert ("02055500099",) not in contacts
    assert len(contacts) == 3


def test_the_log_follows_its_records(team: Server) -> None:
    asked = (
        "SELECT DISTINCT c.record_id FROM change AS c JOIN personal_values USING (operation_id)"
        " WHERE kind = 'person_sensitive'"
    )
    assert len(team.sql("boss", asked)) == 2
    assert team.sql("anna", asked) == team.sql("anna", "SELECT id FROM person_sensitive")
    assert team.sql("bounmy", asked) == team.sql("bounmy", "SELECT id FROM person_sensitive")


def test_viewers_count_people_of_their_programme_only(team: Server) -> None:
    seen = team.sql("vieng", "SELECT DISTINCT programme, event FROM my_participation")
    assert seen == [("P1", "E1")]
    assert ("E2",) not in team.sql("vieng", "SELECT code FROM my_events")
    columns = team.sql(
        "vieng",
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'team'"
        " AND table_name LIKE 'my%'",
    )
    assert not {"given_name", "surname", "value", "ethnic_family", "id"} & {c for (c,) in columns}


def test_a_merge_needs_the_coordinators_of_all_programmes(team: Server) -> None:
    merge = (
        "UPDATE person SET merged_into_id = (SELECT person_id FROM registration WHERE event_id ="
        " {other} AND person_id <> person.id LIMIT 1) WHERE id = (SELECT person_id FROM"
        " registration WHERE event_id = {own} ORDER BY id LIMIT 1)"
    )
    [[of_e2]] = team.sql(
        "boss", f"SELECT min(person_id::text) FROM registration WHERE event_id = {E2}"
    )
    across = merge.format(own=E1, other=E1).replace(
        "(SELECT person_id FROM registration WHERE event_id = " + E1 + " AND person_id <>"
        " person.id LIMIT 1)",
        f"'{of_e2}'",
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="merge"):
        team.changed("anna", across)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="merge"):
        team.changed("oulay", merge.format(own=E1, other=E1))
    assert team.changed("anna", merge.format(own=E1, other=E1)) == 1
    assert team.changed("boss", across) == 1


def test_who_sees_a_part_only_cannot_judge_or_copy_the_whole(team: Server, tmp_path: Path) -> None:
    anna = team.store("anna")
    with pytest.raises(UserError, match="Only an administrator"):
        anna.check()
    anna.close()
    with pytest.raises(UserError, match="Only an administrator"):
        copying.copy(team.url("anna"), str(tmp_path / "all.wdb"))
    assert not list(tmp_path.iterdir())


def test_only_administrators_say_who_is_what(team: Server) -> None:
    anna = team.store("anna")
    with pytest.raises(UserError, match="You may not do this"):
        members.give(anna, f"nobody_{team.name}", Group.COORDINATOR, programmes=["P1"])
    anna.close()
    boss = team.store("boss")
    with pytest.raises(UserError, match="No such login"):
        members.give(boss, "stranger", Group.VIEWER)
    with pytest.raises(UserError, match="No such programme"):
        members.give(boss, f"nobody_{team.name}", Group.VIEWER, programmes=["P9"])
    members.give(boss, f"nobody_{team.name}", Group.VIEWER, programmes=["P2"])
    assert team.sql("nobody", "SELECT DISTINCT event FROM my_participation") == [("E2",)]
    members.take(boss, f"nobody_{team.name}")
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable)):
        team.sql("nobody", "SELECT * FROM my_participation")
    boss.close()


def test_others_hear_at_once_what_was_saved(team: Server) -> None:
    anna, boss = team.store("anna"), team.store("boss")
    event = event_id(boss, "E1")
    with listening.Listener(anna) as heard:
        assert heard.wait(0) == frozenset()
        with boss.unit_of_work("Edit") as work:
            work.get(t.Event, event).title_en = "News"
            work.commit()
        assert heard.wait(20) == {"event"}
        with anna.unit_of_work("Own edit") as work:
            work.get(t.Event, event).title_en = "Own"
            work.commit()
        assert heard.wait(0) == frozenset()
    anna.close()
    boss.close()


def test_a_waiting_window_is_woken(team: Server) -> None:
    anna, boss = team.store("anna"), team.store("boss")
    event = event_id(boss, "E1")

    def save() -> None:
        with boss.unit_of_work("Edit") as work:
            work.get(t.Event, event).title_en = "Woken"
            work.commit()

    with listening.Listener(anna) as heard:
        other = threading.Timer(0.2, save)
        other.start()
        assert heard.wait(60) == {"event"}
        other.join()
    anna.close()
    boss.close()


def test_the_server_gone_is_told_and_coming_back_is_noticed(
    team: Server, expect_log_warnings: None
) -> None:
    anna = team.store("anna")
    end = (
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anna_{team.name}'"
    )
    with listening.Listener(anna) as heard:
        as_superuser(team.socket, end)
        with pytest.raises(EnvironmentProblem, match="does not answer"):
            heard.wait(20)
        assert heard.wait(0) == {listening.ANYTHING}
        assert heard.wait(0) == frozenset()
    with anna.read() as reader:
        assert reader.event("E1")
    as_superuser(team.socket, end)
    with anna.read() as reader:
        assert reader.event("E1")
    anna.close()


def test_windows_on_one_file_hear_each_other(file: Path) -> None:
    one = open_store(str(file), origin=origin_named("one"))
    two = open_store(str(file), origin=origin_named("two"))
    with listening.Listener(one) as heard:
        assert heard.wait(0) == frozenset()
        samples.write_event(two)
        assert heard.wait(20) >= {"event", "person", "registration"}
        assert heard.wait(0) == frozenset()
        samples.write_event(one, "OWN")
        assert heard.wait(0) == frozenset()
    one.close()
    two.close()


def test_only_administrators_erase_and_only_by_the_servers_own_functions(team: Server) -> None:
    boss, anna = team.store("boss"), team.store("anna")
    with boss.unit_of_work("Register") as work:
        person = work.add(t.Person(given_name="ຈະລຶບ", surname="ອອກແລ້ວ"))
        event = work.find(t.Event, code="E1")[0]
        work.add(t.PersonContact(person_id=person.id, value="02099999999"))
        work.add(t.Registration(event_id=event.id, person_id=person.id, role="participant"))
        work.commit()
    with pytest.raises(UserError, match="You may not do this"):
        privacy.anonymise(anna, person.id)
    assert "ອອກແລ້ວ" in str(privacy.person_data(anna, person.id))
    privacy.anonymise(boss, person.id)
    assert "ອອກແລ້ວ" not in str(privacy.person_data(boss, person.id))
    assert boss.check() == []
    altered = (
        "SELECT erase_personal(operation_id, '{\"surname\": \"x\"}', '{}') FROM personal_values"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="blanked"):
        team.sql("boss", altered)
    boss.close()
    anna.close()


def test_an_office_moves_from_a_file_to_a_new_server(server: Path, file: Path) -> None:
    made = Server(server, f"moved_{next(_numbers)}")
    as_superuser(
        server,
        f"CREATE ROLE boss_{made.name} LOGIN CREATEROLE",
        f"CREATE DATABASE {made.name}",
        f"GRANT CREATE ON DATABASE {made.name} TO boss_{made.name}",
    )
    initialising.init(made.url("boss"), origin_named("boss"))
    store = open_store(str(file), origin=origin_named("office"))
    samples.write_event(store)
    store.close()
    copying.copy(str(file), made.url("boss"))
    moved = made.store("boss")
    with moved.read() as reader:
        assert len(reader.participants(reader.event("E1").id)) == 3
    samples.write_event(moved, "E2")
    assert moved.check() == []
    moved.close()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        made.sql("boss", "TRUNCATE change CASCADE")
