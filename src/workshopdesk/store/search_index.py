"""What searching people needs beside the tables: made, kept in step, built anew.

The names searched are derived columns of ``person`` (so nothing is logged and a server's rules of
who sees whom hold). SQLite keeps them, and the numbers people are known by, in trigram indexes of
its own, filled by triggers in the transaction of the change; PostgreSQL indexes the columns with
pg_trgm where that extension can be made, and scans them where not: what is found is the same.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Table, column, event, select, table, text

from workshopdesk.store import tables as t
from workshopdesk.store.tables.people import written_as_found

COLUMNS: Final = ("found_lao", "found_latin", "sound_lao", "sound_latin")
"""The searched columns of a person."""

entry = table(
    "person_entry", column("number"), column("person_id", t.Person.id.type), column("sort_key")
)
"""SQLite: everyone who is not merged, as numbered in the index, in Lao order."""
index = table("person_index", column("rowid"), column("person_index"))
code_entry = table(
    "code_entry",
    column("number"),
    column("person_id", t.Person.id.type),
    column("registration_id", t.Registration.id.type),
    column("said"),
)
"""SQLite: contacts and identifiers (with their person), certificates (with their registration)."""
code_index = table("code_index", column("rowid"), column("code_index"))

_NAMED: Final = ", ".join(COLUMNS)
_NEW: Final = ", ".join(f"new.{name}" for name in COLUMNS)
_FILE: Final = (
    "INSERT INTO person_entry(person_id, sort_key) SELECT new.id, new.sort_key "  # noqa: S608 - our own names
    "WHERE new.merged_into_id IS NULL; "
    f"INSERT INTO person_index(rowid, {_NAMED}) "
    f"SELECT number, {_NEW} FROM person_entry WHERE person_id = new.id"
)
_UNFILE: Final = (
    "DELETE FROM person_index WHERE rowid = "
    "(SELECT number FROM person_entry WHERE person_id = old.id); "
    "DELETE FROM person_entry WHERE person_id = old.id"
)
_CODES: Final = (
    ("person_contact", "person_id", "value"),
    ("person_identifier", "person_id", "value"),
    ("certificate", "registration_id", "number"),
)
"""Tables that hold numbers people are known by: whose it is, and the number."""


# S608: only our own names are put into these statements.
def _code_triggers(source: str, owner: str, value: str) -> tuple[str, ...]:
    file = (
        f"INSERT INTO code_entry(record_id, {owner}, said) "  # noqa: S608 - our own names
        f"VALUES (new.id, new.{owner}, lower(new.{value})); "
        "INSERT INTO code_index(rowid, said) SELECT number, said FROM code_entry "
        "WHERE record_id = new.id"
    )
    unfile = (
        "DELETE FROM code_index WHERE rowid = "
        "(SELECT number FROM code_entry WHERE record_id = old.id); "
        "DELETE FROM code_entry WHERE record_id = old.id"
    )
    made = f"CREATE TRIGGER IF NOT EXISTS {source}"
    return (
        f"{made}_filed AFTER INSERT ON {source} BEGIN {file}; END",
        f"{made}_refiled AFTER UPDATE OF {owner}, {value} ON {source} BEGIN {unfile}; {file}; END",
        f"{made}_unfiled AFTER DELETE ON {source} BEGIN {unfile}; END",
    )


_TRIGGERS: Final = (
    f"CREATE TRIGGER IF NOT EXISTS person_filed AFTER INSERT ON person BEGIN {_FILE}; END",
    f"CREATE TRIGGER IF NOT EXISTS person_refiled AFTER UPDATE OF {_NAMED}, sort_key, "
    f"merged_into_id ON person BEGIN {_UNFILE}; {_FILE}; END",
    f"CREATE TRIGGER IF NOT EXISTS person_unfiled AFTER DELETE ON person BEGIN {_UNFILE}; END",
    *(statement for code in _CODES for statement in _code_triggers(*code)),
)
_SQLITE: Final = (
    "CREATE TABLE IF NOT EXISTS person_entry "
    "(number INTEGER PRIMARY KEY, person_id BLOB NOT NULL UNIQUE, sort_key BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS person_entry_in_order ON person_entry(sort_key, person_id)",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS person_index USING fts5({_NAMED}, "
    "content='', contentless_delete=1, tokenize='trigram')",
    "CREATE TABLE IF NOT EXISTS code_entry (number INTEGER PRIMARY KEY, "
    "record_id BLOB NOT NULL UNIQUE, person_id BLOB, registration_id BLOB, said TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS code_entry_begins ON code_entry(said, person_id)",
    "CREATE INDEX IF NOT EXISTS code_entry_of_person ON code_entry(person_id, said)",
    "CREATE INDEX IF NOT EXISTS code_entry_of_registration ON code_entry(registration_id, said)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS code_index USING fts5(said, "
    "content='', contentless_delete=1, tokenize='trigram')",
    *_TRIGGERS,
)
_MADE: Final = tuple(statement.split()[5] for statement in _TRIGGERS)
_TABLES: Final = ("person_index", "person_entry", "code_index", "code_entry")
# The extension may lie in any schema; indexes wait until it is there.
_TRIGRAM_INDEX: Final = """DO $$ DECLARE home text; BEGIN
    SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n
    ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm';
    IF home IS NOT NULL THEN EXECUTE 'CREATE INDEX IF NOT EXISTS '
    'ix_%(table)s_%(column)s_trigram ON %(table)s USING gin (%(what)s '
    || quote_ident(home) || '.gin_trgm_ops)'; END IF; END $$"""
_POSTGRESQL: Final = (
    """DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm;
    EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN NULL;
    END $$""",
    *(
        _TRIGRAM_INDEX % {"table": table_name, "column": name, "what": what}
        for table_name, name, what in (
            *(("person", name, name) for name in COLUMNS),
            *((source, value, f"lower({value})") for source, _owner, value in _CODES),
        )
    ),
    *(  # what is typed first is the beginning of a name or of a number
        f"CREATE INDEX IF NOT EXISTS ix_person_{name}_begins ON person "
        f"({name} text_pattern_ops) INCLUDE (sort_key, id) WHERE merged_into_id IS NULL"
        for name in COLUMNS
    ),
    "CREATE INDEX IF NOT EXISTS ix_person_in_order ON person (sort_key, id) "
    "WHERE merged_into_id IS NULL",
    *(
        f"CREATE INDEX IF NOT EXISTS ix_{source}_{value}_begins ON {source} "
        f"(lower({value}) text_pattern_ops)"
        for source, _owner, value in _CODES
    ),
)


def prepare(connection: Connection) -> None:
    """Make what searching needs beside the tables, where it is missing."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite and _is_of_version_1(connection):
        _drop(connection)
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        connection.execute(text(statement))


def _is_of_version_1(connection: Connection) -> bool:
    """Version 1 kept no order in its index."""
    columns = connection.exec_driver_sql("PRAGMA table_info(person_entry)").all()
    return bool(columns) and "sort_key" not in {row.name for row in columns}


def _drop(connection: Connection) -> None:
    for name in _MADE:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    for name in _TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def rebuild(connection: Connection) -> None:
    """Compute the searched columns of everyone anew, and SQLite's indexes from them."""
    person = t.Person.__table__
    assert isinstance(person, Table)
    names = ("given_name", "surname", "given_name_latin", "surname_latin")
    for row in connection.execute(select(person.c.id, *(person.c[n] for n in names))).all():
        found = written_as_found(*(getattr(row, n) for n in names))
        connection.execute(person.update().where(person.c.id == row.id).values(found))
    if connection.dialect.name == "sqlite":
        refill(connection)


def refill(connection: Connection) -> None:
    """SQLite: the indexes, from the tables as they are."""
    _drop(connection)
    prepare(connection)
    for statement in (
        "INSERT INTO person_entry(person_id, sort_key) "
        "SELECT id, sort_key FROM person WHERE merged_into_id IS NULL",
        f"INSERT INTO person_index(rowid, {_NAMED}) SELECT e.number, {_NAMED} "  # noqa: S608 - our own names
        "FROM person_entry e JOIN person p ON p.id = e.person_id",
        *(
            f"INSERT INTO code_entry(record_id, {owner}, said) "  # noqa: S608 - our own names
            f"SELECT id, {owner}, lower({value}) FROM {source}"
            for source, owner, value in _CODES
        ),
        "INSERT INTO code_index(rowid, said) SELECT number, said FROM code_entry",
    ):
        connection.exec_driver_sql(statement)


def is_in_step(connection: Connection) -> bool:
    """Whether SQLite's indexes are today's and hold everyone once; always so on a server."""
    if connection.dialect.name != "sqlite":
        return True
    triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    made = {row.name: row.sql for row in connection.exec_driver_sql(triggers)}
    bare = (statement.replace("IF NOT EXISTS ", "") for statement in _TRIGGERS)
    if any(made.get(name) != sql for name, sql in zip(_MADE, bare, strict=True)):
        return False
    codes = " + ".join(f"(SELECT count(*) FROM {source})" for source, _owner, _value in _CODES)  # noqa: S608 - our own names
    people, entries, indexed, numbers, coded, code_indexed = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM person WHERE merged_into_id IS NULL), "  # noqa: S608 - our own names
        "(SELECT count(*) FROM person_entry e JOIN person p ON p.id = e.person_id "
        "AND p.merged_into_id IS NULL AND p.sort_key = e.sort_key), "
        f"(SELECT count(*) FROM person_index), {codes}, "
        "(SELECT count(*) FROM code_entry), (SELECT count(*) FROM code_index)"
    ).one()
    return bool(people == entries == indexed and numbers == coded == code_indexed)


@event.listens_for(t.Base.metadata, "after_create")
def _made(_target: object, connection: Connection, **_kw: object) -> None:
    prepare(connection)
