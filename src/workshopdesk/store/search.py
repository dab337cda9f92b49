"""Finding people as one types: either script and spelling, part of a name, phone, unit, code.

Hides the indexes. The texts searched are derived columns of ``person`` (so nothing is logged and
a server's rules of who sees whom hold). SQLite keeps them in a trigram index of its own, filled by
triggers in the transaction of the change; PostgreSQL indexes the columns with pg_trgm where that
extension can be made, and scans them where not: what is found is the same.
"""

from __future__ import annotations

import re
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    case,
    column,
    event,
    false,
    func,
    intersect,
    literal,
    or_,
    select,
    table,
    text,
    union,
)

from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.lao.text import is_lao, search_key
from workshopdesk.store import tables as t
from workshopdesk.store.tables.people import written_as_found

_COLUMNS: Final = ("found_lao", "found_latin", "sound_lao", "sound_latin")
_WHOLE: Final = 3
"""Shorter than a trigram, a text is looked for at the beginning of words only."""
_PHONE: Final = re.compile(r"[\d\s().+-]+")

_entry = table("person_entry", column("number"), column("person_id", t.Person.id.type))
_index = table("person_index", column("rowid"), column("person_index"))

_NAMED: Final = ", ".join(_COLUMNS)
_NEW: Final = ", ".join(f"new.{name}" for name in _COLUMNS)
_FILE: Final = (
    f"INSERT INTO person_index(rowid, {_NAMED}) "  # noqa: S608 - our own names
    f"SELECT number, {_NEW} FROM person_entry WHERE person_id = new.id"
)
_UNFILE: Final = (
    "DELETE FROM person_index WHERE rowid = "
    "(SELECT number FROM person_entry WHERE person_id = old.id)"
)
# S608: only our own names are put into these statements.
_SQLITE: Final = (
    "CREATE TABLE IF NOT EXISTS person_entry "
    "(number INTEGER PRIMARY KEY, person_id BLOB NOT NULL UNIQUE)",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS person_index USING fts5({_NAMED}, "
    "content='', contentless_delete=1, tokenize='trigram')",
    "CREATE TRIGGER IF NOT EXISTS person_filed AFTER INSERT ON person BEGIN "  # noqa: S608 - our own names
    f"INSERT INTO person_entry(person_id) VALUES (new.id); {_FILE}; END",
    f"CREATE TRIGGER IF NOT EXISTS person_refiled AFTER UPDATE OF {_NAMED} ON person BEGIN "
    f"{_UNFILE}; {_FILE}; END",
    f"CREATE TRIGGER IF NOT EXISTS person_unfiled AFTER DELETE ON person BEGIN {_UNFILE}; "  # noqa: S608 - our own names
    "DELETE FROM person_entry WHERE person_id = old.id; END",
)
# The extension may lie in any schema; indexes wait until it is there.
_TRIGRAM_INDEX: Final = """DO $$ DECLARE home text; BEGIN
    SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n
    ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm';
    IF home IS NOT NULL THEN EXECUTE 'CREATE INDEX IF NOT EXISTS '
    'ix_%(table)s_%(column)s_trigram ON %(table)s USING gin (%(column)s '
    || quote_ident(home) || '.gin_trgm_ops)'; END IF; END $$"""
_POSTGRESQL: Final = (
    """DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm;
    EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN NULL;
    END $$""",
    *(
        _TRIGRAM_INDEX % {"table": table_name, "column": column_name}
        for table_name, column_name in (
            *(("person", name) for name in _COLUMNS),
            ("person_contact", "value"),
        )
    ),
)


def prepare(connection: Connection) -> None:
    """Make what searching needs beside the tables, where it is missing."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        connection.execute(text(statement))


def rebuild(connection: Connection) -> None:
    """Compute the searched columns of everyone anew, and SQLite's index from them."""
    person = t.Person.__table__
    assert isinstance(person, Table)
    names = ("given_name", "surname", "given_name_latin", "surname_latin")
    for row in connection.execute(select(person.c.id, *(person.c[n] for n in names))).all():
        found = written_as_found(*(getattr(row, n) for n in names))
        connection.execute(person.update().where(person.c.id == row.id).values(found))
    if connection.dialect.name == "sqlite":
        for name in ("person_filed", "person_refiled", "person_unfiled"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql("DROP TABLE IF EXISTS person_index")
        connection.exec_driver_sql("DROP TABLE IF EXISTS person_entry")
        prepare(connection)
        connection.exec_driver_sql("INSERT INTO person_entry(person_id) SELECT id FROM person")
        connection.exec_driver_sql(
            f"INSERT INTO person_index(rowid, {_NAMED}) SELECT e.number, {_NAMED} "  # noqa: S608 - our own names
            "FROM person_entry e JOIN person p ON p.id = e.person_id"
        )


def is_in_step(connection: Connection) -> bool:
    """Whether SQLite's index holds every person once; always so on a server."""
    if connection.dialect.name != "sqlite":
        return True
    row = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM person_entry), "
        "(SELECT count(*) FROM person_index)"
    ).one()
    triggers = "SELECT count(*) FROM sqlite_master WHERE type='trigger' AND tbl_name='person'"
    made = connection.exec_driver_sql(triggers).scalar_one()
    return len(set(row)) == 1 and made >= 3


@event.listens_for(t.Base.metadata, "after_create")
def _made(_target: object, connection: Connection, **_kw: object) -> None:
    prepare(connection)


def find(connection: Connection, typed: str, limit: int) -> list[UUID]:
    """The people who fit every word typed: names that begin so first, then in Lao order.

    Nobody for nothing typed. A merged person is found as the one they became part of.
    """
    words = _words(typed)
    if not words:
        return []
    fitting = [each.subquery() for each in _fitting(connection, words)]
    hit = fitting[0]
    if len(fitting) > 1:
        each = (select(next(iter(some.c)).label("id")) for some in fitting)
        hit = intersect(*each).subquery("hit")
    p, id_found = t.Person, next(iter(hit.c))
    wanted = select(p.id).join_from(hit, p, p.id == id_found).where(p.merged_into_id.is_(None))
    rows = connection.scalars(wanted.order_by(_rank(words[0]), p.sort_key, p.id).limit(limit))
    return list(rows)


def _words(typed: str) -> list[str]:
    """The words typed; a phone number typed with spaces and signs is one."""
    typed = from_lao_digits(typed)
    if _PHONE.fullmatch(typed) and any(ch.isdigit() for ch in typed):
        digits = re.sub(r"\D", "", typed)
        if typed.strip().startswith("+") or digits.startswith("00"):
            digits = "0" + digits.removeprefix("00").removeprefix("856")
        return [digits]
    return [word for word in typed.split() if search_key(word)]


def _patterns(word: str) -> dict[str, str]:
    """What is looked for in each column of names."""
    found = written_as_found(word, "", "", "") if _is_lao(word) else {}
    patterns: dict[str, str] = {}
    if found:
        patterns["found_lao"] = _pattern(found["found_lao"])
        patterns["sound_latin"] = _pattern(found["sound_lao"])
    elif not any(ch.isdigit() for ch in word):
        latin = written_as_found("", "", word, "")
        patterns["found_latin"] = _pattern(latin["found_latin"])
        patterns["sound_latin"] = _pattern(latin["sound_latin"])
        patterns["sound_lao"] = patterns["sound_latin"]
    return {name: pattern for name, pattern in patterns.items() if pattern.strip()}


def _is_lao(word: str) -> bool:
    return any(map(is_lao, word))


def _pattern(text: str) -> str:
    bare = text.strip()
    return bare if len(bare) >= _WHOLE else "  " + bare if bare else ""


def _fitting(connection: Connection, words: list[str]) -> list[Any]:
    """Selects of the keys of all who fit; who is in each of them fits every word.

    Words that only a name can hold are asked for at once, which an index answers fastest.
    """
    engine = connection.dialect.name
    names: list[dict[str, str]] = []
    selects: list[Any] = []
    for word in words:
        patterns = _patterns(word)
        ways = _by_unit(connection, word) if patterns else []
        if any(ch.isdigit() for ch in word) or "@" in word:
            ways += _by_number(word)
        if patterns and not ways:
            names.append(patterns)
            continue
        ways += [_by_name(engine, [patterns])] if patterns else []
        selects.append(union(*ways) if ways else select(t.Person.id).where(false()))
    return [*selects, *([_by_name(engine, names)] if names else [])]


def _by_name(engine: str, words: list[dict[str, str]]) -> Select[Any]:
    if engine == "sqlite":
        ored = (" OR ".join(f'{{{n}}} : "{p}"' for n, p in word.items()) for word in words)
        return (
            select(_entry.c.person_id)
            .join(_index, _index.c.rowid == _entry.c.number)
            .where(_index.c.person_index.op("MATCH")(" AND ".join(f"({one})" for one in ored)))
        )
    columns = t.Person.__table__.c
    fits = (or_(*(columns[n].like(f"%{p}%") for n, p in word.items())) for word in words)
    return select(t.Person.id).where(and_(*fits))


def _by_unit(connection: Connection, word: str) -> list[Select[Any]]:
    """Units are few: they are looked up first, so that a name alone costs no union."""
    o, key = t.Organisation, search_key(word)
    if len(key) < _WHOLE:
        return []
    named = or_(
        o.search_key.contains(key, autoescape=True),
        func.lower(o.name_en).contains(word.casefold(), autoescape=True),
        func.lower(o.abbreviation).contains(word.casefold(), autoescape=True),
    )
    units = list(connection.scalars(select(o.id).where(named).order_by(o.id).limit(500)))
    if not units:
        return []
    r = t.Registration
    return [
        select(t.Person.id).where(t.Person.organisation_id.in_(units)),
        select(r.person_id).where(r.organisation_id.in_(units), r.person_id.is_not(None)),
    ]


def _by_number(word: str) -> list[Select[Any]]:
    c, i, r = t.PersonContact, t.PersonIdentifier, t.Registration
    low = word.casefold()
    return [
        select(c.person_id).where(c.value.contains(low, autoescape=True)),
        select(i.person_id).where(func.lower(i.value).contains(low, autoescape=True)),
        select(r.person_id)
        .join(t.Certificate, t.Certificate.registration_id == r.id)
        .where(
            r.person_id.is_not(None),
            func.lower(t.Certificate.number).contains(low, autoescape=True),
        ),
    ]


def _rank(word: str) -> ColumnElement[int]:
    """Names written so from their beginning, then those that sound so, then the rest."""
    columns = t.Person.__table__.c
    begins = {
        name: columns[name].like(f"  {pattern.strip()}%")
        for name, pattern in _patterns(word).items()
    }
    written = [fits for name, fits in begins.items() if name.startswith("found")]
    sounding = [fits for name, fits in begins.items() if name.startswith("sound")]
    ranks = [(or_(*some), rank) for rank, some in enumerate((written, sounding)) if some]
    return case(*ranks, else_=2) if ranks else literal(0)
