"""A period report over a million participations: how long the product takes to count and write it.

    period_report.py [--data FILE_OR_URL] [--participations 1000000] [--people 200000] \\
        [--events 5000] [--made] [--out REPORT.pdf]

Fills a new database by bulk SQL (or counts over one ``--made`` before), then reports over all of
it as ``report --json`` does, and as a PDF when ``--out`` says where; prints seconds and the peak
of memory. POSIX only.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Connection, FromClause, Integer, text

from workshopdesk.services.report import Scope, report_json, write_report
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
PROVINCES = ("LA-KH", "LA-LP", "LA-SV", "LA-VT", "LA-CH", "LA-XI", "LA-OU", "LA-PH")
TYPES = ("assembly", "ministry", "local_authority", "cso", "ingo")
ROLES = ("participant",) * 17 + ("resource_person", "guest", "project_staff")
SESSIONS = (("08:00", "09:00", "registration"), ("09:00", "12:00", "presentation"),
            ("12:00", "13:00", "meal"), ("13:30", "16:00", "group_work"))  # fmt: skip


class Filler:
    """Fills tables with rows computed from a running number, in the words of either engine."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._server = connection.dialect.name == "postgresql"

    def key(self, number: str, kind: int) -> str:
        """A key made of a kind and a number."""
        if self._server:
            return f"(lpad(to_hex({kind}), 8, '0') || lpad(to_hex({number}), 24, '0'))::uuid"
        return f"unhex(printf('%08x%024x', {kind}, {number}))"

    def random_key(self) -> str:
        """A key as names give it: without order."""
        return "gen_random_uuid()" if self._server else "randomblob(16)"

    def bytes(self, number: str) -> str:
        """A number as bytes."""
        text = f"({number})::text" if self._server else f"CAST({number} AS TEXT)"
        return f"convert_to({text}, 'UTF8')" if self._server else f"CAST({text} AS BLOB)"

    def one_of(self, values: tuple[str, ...], number: str) -> str:
        """A value picked by a number."""
        cases = " ".join(f"WHEN {n} THEN '{value}'" for n, value in enumerate(values))
        return f"CASE ({number}) % {len(values)} {cases} END"

    def day(self, number: str) -> str:
        """A day of the period."""
        if self._server:
            return f"DATE '{FIRST}' + (({number}) % 1090)::int"
        return f"date('{FIRST}', '+' || (({number}) % 1090) || ' days')"

    def clock(self, value: str) -> str:
        """A time of day."""
        return f"TIME '{value}'" if self._server else f"'{value}:00.000000'"

    def fill(self, table: FromClause, count: int, **values: str) -> None:
        """Add ``count`` rows; in ``values`` n is the row's number, from 0."""
        row = {c.name: values.get(c.name, self._empty(c)) for c in table.columns
               if c.name in values or not c.nullable}  # fmt: skip
        columns = ", ".join(f'"{name}"' for name in row)
        source = (
            f"generate_series(0, {count - 1}) AS s(n)" if self._server
            else f"(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s"
                 f" WHERE n < {count - 1}) SELECT n FROM s)"
        )  # fmt: skip
        self._connection.execute(
            text(f'INSERT INTO "{table.description}" ({columns}) SELECT {", ".join(row.values())}'
                 f" FROM {source}".replace(":", r"\:"))
        )  # fmt: skip

    def _empty(self, column: Any) -> str:
        if isinstance(column.type, Boolean):
            return "false"
        if isinstance(column.type, Integer):
            return "1"
        return "''"


def fill(store: Store, participations: int, people: int, events: int) -> None:
    """The database: ``participations`` spread over ``events`` and ``people``, two marks each."""
    with store.unit_of_work("Fill") as work:
        programme = work.add(t.Programme(code="P", name_en="Programme"))
        funder = work.add(t.Funder(name_en="Funder"))
        work.add(t.ProgrammeFunder(programme_id=programme.id, funder_id=funder.id))
        work.commit()
    with store.unit_of_work("Fill") as work:
        _fill(Filler(work.connection), participations, people, events)
        work.commit()


def _fill(f: Filler, participations: int, people: int, events: int) -> None:
    person = f"(n * 7919 + n / {people}) % {people}"
    f.fill(t.Organisation.__table__, 500, id=f.key("n", 1), name_lo="'unit' || n",
           type=f.one_of(TYPES, "n"))  # fmt: skip
    f.fill(t.Event.__table__, events, id=f.key("n", 2), code="'E' || n", kind="'training'",
           status="'held'", first_day=f.day("n * 37"), last_day=f.day("n * 37"),
           completion_percent="100", certificate_roles_out="''")  # fmt: skip
    f.fill(t.EventProgramme.__table__, events, id=f.random_key(), event_id=f.key("n", 2),
           programme_id="(SELECT id FROM programme)")  # fmt: skip
    for order, (start, end, kind) in enumerate(SESSIONS, 1):
        f.fill(t.Session.__table__, events, id=f.random_key(), event_id=f.key("n", 2),
               day=f.day("n * 37"), order=str(order), start=f.clock(start), end=f.clock(end),
               kind=f"'{kind}'")  # fmt: skip
    f.fill(t.Person.__table__, people, id=f.key("n", 3), given_name="'Name' || n",
           sex="CASE n % 20 WHEN 0 THEN NULL WHEN 1 THEN 'F' ELSE"
               " CASE n % 2 WHEN 0 THEN 'F' ELSE 'M' END END",
           birth_year="1950 + n % 60", search_key="'name' || n", sort_key=f.bytes("n"),
           found_lao="''", found_latin="''", sound_lao="''", sound_latin="''")  # fmt: skip
    f.fill(t.Registration.__table__, participations, id=f.key("n", 4),
           event_id=f.key(f"n / {participations // events}", 2), person_id=f.key(person, 3),
           role=f.one_of(ROLES, "n"), state="'registered'",
           organisation_id=f.key(f"({person}) % 500", 1),
           province=f.one_of(PROVINCES, f"({person}) + (n / 300000)"))  # fmt: skip
    for half_day in (1, 2):
        f.fill(t.Attendance.__table__, participations, id=f.random_key(),
               registration_id=f.key("n", 4), half_day=str(half_day), source="'typed'",
               mark="CASE n % 10 WHEN 3 THEN 'absent' ELSE 'present' END")  # fmt: skip


def main() -> None:
    """Fill, report, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="")
    parser.add_argument("--participations", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--made", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(args.data or f"{folder}/large.wdb", create=not args.made)
        if not args.made:
            start = time.perf_counter()
            fill(store, args.participations, args.people, args.events)
            print(f"filled in {time.perf_counter() - start:.1f} s")
        _measure(store, args.out)
        store.close()


def _measure(store: Store, out: Path | None) -> None:
    scope = Scope(FIRST, LAST)
    start = time.perf_counter()
    found = report_json(store, scope)
    print(f"report in {time.perf_counter() - start:.2f} s: {found['reconciliation']}")
    if out is not None:
        start = time.perf_counter()
        write_report(store, scope, out)
        print(f"{out.name} in {time.perf_counter() - start:.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
