"""How long a window takes to its first list: on a full database beside an empty one.

    python benchmarks/opening.py [--participations N] [--rounds N] [--data FILE]

A database of N participations (1,000 to an event, each person at ten of them) and a log to match
is made, and kept in FILE if one is named. Then whole processes are
timed in turn, from their start until the first page is shown. Bound: 1.3 times.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from uuid import UUID

from sqlalchemy.orm import Session

from workshopdesk.store import Store, engines, open_store, system_origin
from workshopdesk.store import tables as t

AT_ONE = 1000  # participants of an event
OF_ONE = 10  # events of a person
FIRST = date(2023, 1, 2)
WINDOW = """
import sys, time
from PySide6.QtWidgets import QApplication
from workshopdesk import app
from workshopdesk.store import open_store
running = QApplication(["workshopdesk"])
store = open_store(sys.argv[1], create=True)
window = app.open_window(running, store, app.memory(__import__("pathlib").Path(sys.argv[2])))
window.show()
running.processEvents()
window.grab()
print(time.time())
sys.stdout.flush()
__import__("os")._exit(0)
"""


def people(store: Store, number: int) -> list[UUID]:
    """That many people, saved 10,000 at a time."""
    made: list[UUID] = []
    for start in range(0, number, 10_000):
        some = [
            t.Person(id=store.origin.new_id(), given_name=f"ຄຳສິງ{n % 977}",
                     surname=f"ແສງສະຫວ່າງ{n}", sex="F" if n % 3 else "M", province="LA-KH")
            for n in range(start, min(start + 10_000, number))
        ]  # fmt: skip
        made += [person.id for person in some]
        with Session(engines.for_writing(store.engine)) as session:
            for person in some:
                person.derive()
            session.add_all(some)
            session.commit()
    return made


def fill(path: Path, participations: int) -> None:
    """Make the database: people, then event after event with its list, one action each.

    Lists and their log go straight to the driver, by the row: a million of them would take the
    unit of work a quarter of an hour. The entries have the size of real ones, not their hashes.
    """
    store = open_store(str(path), create=True, origin=system_origin())
    known = people(store, max(participations // OF_ONE, AT_ONE))
    for number in range(participations // AT_ONE):
        first = FIRST + timedelta(days=number)
        with store.unit_of_work("Import list") as work:
            event = work.add(t.Event(code=f"E-{number}", title_lo="ກອງປະຊຸມຝຶກອົບຮົມ",
                                     status="held", first_day=first,
                                     last_day=first + timedelta(days=1), province="LA-KH",
                                     district="1206"))  # fmt: skip
            work.commit()
        listed = [known[(number * AT_ONE + n) * 7 % len(known)] for n in range(AT_ONE)]
        _list_of(store, event.id, listed)
    store.close()


def _list_of(store: Store, event_id: UUID, people: list[UUID]) -> None:
    """The registrations of an event, with as much log as an import writes."""
    registrations, entries, subjects = [], [], []
    with engines.for_writing(store.engine).begin() as connection:
        action, sequence = connection.exec_driver_sql(
            "SELECT max(action), max(sequence) FROM change"
        ).one()
        for order, person in enumerate(people, 1):
            key = store.origin.new_id().bytes
            fields = json.dumps({"event_id": event_id.hex, "person_id": person.hex, "order": order,
                                 "role": "participant", "state": "registered",
                                 "organisation_text": "ຫ້ອງການ", "province": "LA-KH"},
                                ensure_ascii=False)  # fmt: skip
            registrations.append((key, event_id.bytes, person.bytes, order))
            entries.append((store.origin.new_id().bytes, sequence + order, order, action, key,
                            fields, bytes(32), bytes(32)))  # fmt: skip
            subjects.append((person.bytes, action))
        connection.exec_driver_sql(_REGISTRATION, registrations)
        connection.exec_driver_sql(_ENTRY, entries)
        connection.exec_driver_sql(_SUBJECT, subjects)
        connection.exec_driver_sql(
            "UPDATE device SET last_sequence = last_sequence + ?", (len(people),)
        )


_REGISTRATION = (
    'INSERT INTO registration (id, version, event_id, person_id, "order", role, state, honorific,'
    " organisation_text, position, province, province_text, district_text, note)"
    " VALUES (?, 1, ?, ?, ?, 'participant', 'registered', '', 'ຫ້ອງການ', 'ວິຊາການ', 'LA-KH', '', '',"
    " '')"
)
_ENTRY = (
    "INSERT INTO change (operation_id, device, sequence, clock, action, kind, record_id, operation,"
    " version, schema_version, fields, parents, previous_hash, hash)"
    " VALUES (?, 1, ?, ?, ?, 'registration', ?, 'C', 1, 2, ?, x'', ?, ?)"
)
_SUBJECT = "INSERT OR IGNORE INTO action_subject (subject_id, action) VALUES (?, ?)"


def opened(path: Path, folder: Path) -> float:
    """Seconds from the start of a process until its window shows the first page."""
    start = time.time()
    quiet = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", WINDOW, str(path), str(folder / "window.ini")]
    said = subprocess.run(command, env=quiet, capture_output=True, text=True, check=True)
    return float(said.stdout.split()[-1]) - start


def main() -> None:
    """Fill, then open both in turn."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--participations", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--data", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        full = given.data or folder / "full.wdb"
        if not full.exists():
            start = time.perf_counter()
            fill(full, given.participations)
            print(
                f"made in {time.perf_counter() - start:.0f} s, {full.stat().st_size / 1e6:.0f} MB"
            )
        empty = folder / "empty.wdb"
        open_store(str(empty), create=True).close()
        taken: dict[Path, list[float]] = {empty: [], full: []}
        for _ in range(given.rounds):
            for path, seconds in taken.items():
                seconds.append(opened(path, folder))
    print(f"empty  {median(taken[empty]):6.2f} s")
    print(f"full   {median(taken[full]):6.2f} s")
    print(f"ratio  {median(taken[full]) / median(taken[empty]):6.2f}")


if __name__ == "__main__":
    main()
