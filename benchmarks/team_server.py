"""What a team's server costs each role: opening a list, a page of history, a search, an import.

python benchmarks/team_server.py [participants]

Makes a server of its own, two programmes with an event of so many people each and some thousand
entries of history; prints medians of seven in milliseconds, by role, and for the same on a file.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from tests.store import samples
from tests.store.servers import USER, binaries, running_server

from workshopdesk.store import Store, open_store, system_origin
from workshopdesk.store import tables as t
from workshopdesk.store.server import initialising, members
from workshopdesk.store.server.names import Group

ROUNDS = 7


def fill(store: Store, people: int) -> None:
    """Two programmes with one event each, people, attendance, and many small edits."""
    for number in "12":
        with store.unit_of_work("Set up") as work:
            programme = work.add(t.Programme(code=f"P{number}", name_en="Programme"))
            event = samples.add_event(work, f"E{number}")
            work.add(t.EventProgramme(event_id=event.id, programme_id=programme.id))
            work.commit()
        register(store, f"E{number}", people, mark=True)
        for turn in range(300):
            with store.unit_of_work("Edit") as work:
                work.get(t.Event, event.id).title_en = f"Title {turn}"
                work.commit()


def register(store: Store, code: str, people: int, *, mark: bool = False) -> None:
    """Register so many new people at an event, in one action."""
    with store.unit_of_work("Import") as work:
        [event] = work.find(t.Event, code=code)
        for order in range(people):
            person = work.add(t.Person(given_name=f"ຄຳ{order}", surname="ນົນທະສອນ", sex="F"))
            work.add(t.PersonContact(person_id=person.id, value=f"0205{order:07}"))
            row = work.add(
                t.Registration(
                    event_id=event.id, person_id=person.id, order=order, role="participant"
                )
            )
            if mark:
                work.add(t.Attendance(registration_id=row.id, half_day=1, mark="present"))
        work.commit()


def median(what: Callable[[], object]) -> float:
    """Milliseconds of the middle one of some rounds."""
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        what()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def measure(store: Store, name: str) -> None:
    """Print what one role waits for."""
    with store.read() as reader:
        event = reader.event("E1").id

    def listed() -> None:
        with store.read() as reader:
            reader.participants(event)
            reader.attendance(event)
            reader.sessions(event)

    def history() -> None:
        with store.read() as reader:
            reader.history(limit=200)

    def search() -> None:
        with store.read() as reader:
            reader.people("ຄຳ77", 20)

    def once() -> None:
        with store.read() as reader:
            reader.events()

    said = [f"{median(what):8.0f}" for what in (once, listed, history, search)]
    begun = time.perf_counter()
    register(store, "E1", 87)
    said.append(f"{(time.perf_counter() - begun) * 1000:8.0f}")
    print(f"{name:14}{''.join(said)}", flush=True)


def main(people: int) -> None:
    """Make, fill, measure."""
    programs = binaries()
    if programs is None:
        sys.exit("PostgreSQL is not installed")
    print(f"{'':14}{'events':>8}{'list':>8}{'history':>8}{'search':>8}{'import':>8}  ms")
    with tempfile.TemporaryDirectory() as folder:
        file = open_store(str(Path(folder) / "file.wdb"), create=True, origin=system_origin())
        fill(file, people)
        measure(file, "a file")
        file.close()
    with running_server(programs) as socket:
        with psycopg.connect(f"host={socket} user={USER} dbname=postgres", autocommit=True) as root:
            for login in ("anna", "oulay"):
                root.execute(f"CREATE ROLE {login} LOGIN".encode())
        address = f"postgresql://{{}}@/postgres?host={socket}"
        initialising.init(address.format(USER))
        boss = open_store(address.format(USER))
        fill(boss, people)
        members.give(boss, "anna", Group.COORDINATOR, programmes=["P1"])
        members.give(boss, "oulay", Group.ORGANISER, events=["E1"])
        measure(boss, "administrator")
        for login, name in (("anna", "coordinator"), ("oulay", "organiser")):
            store = open_store(address.format(login))
            measure(store, name)
            store.close()
        boss.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
