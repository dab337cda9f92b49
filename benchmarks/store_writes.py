"""What the change log costs: one import through the unit of work beside a bare ``add_all``.

Writes the same people and registrations both ways, each into a fresh database, several
times in turn; prints the medians and their ratios, in time and in growth of the file.
Bounds: 2.5 times the time, 3 times the growth.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from workshopdesk.store import Store, open_store, system_origin
from workshopdesk.store import tables as t
from workshopdesk.store.tables import Record

GIVEN = ("ຄຳສິງ", "ບຸນມີ", "ສົມພອນ", "ຈັນທາ", "ແກ້ວມະນີ", "ວັນນາ", "ພອນສະຫວັນ", "ສີສຸກ")
SURNAMES = ("ນົນທະສອນ", "ພົມມະຈັນ", "ແສງສະຫວ່າງ", "ວົງພະຈັນ", "ສີສະຫວັດ", "ໄຊຍະວົງ")
POSITIONS = ("ຫົວໜ້າຫ້ອງການ", "ຄະນະກຳມະການ", "ວິຊາການ", "ຮອງຫົວໜ້າພະແນກ")
UNITS = ("ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ", "ພະແນກຍຸຕິທຳແຂວງ", "ຫ້ອງການປົກຄອງເມືອງບົວລະພາ")


def rows(number: int, new_event: t.Event, new_id: Callable[[], UUID]) -> Iterator[Record]:
    """People with their registrations, keys made, as an import would make them."""
    for index in range(number):
        person = t.Person(
            id=new_id(),
            honorific="ທ່ານ",
            given_name=GIVEN[index % len(GIVEN)],
            surname=f"{SURNAMES[index % len(SURNAMES)]}{index}",
            sex="F" if index % 3 else "M",
            birth_year=1960 + index % 45,
            position=POSITIONS[index % len(POSITIONS)],
            province="LA-KH",
            district="1206",
        )
        yield person
        yield t.Registration(
            id=new_id(),
            event_id=new_event.id,
            person_id=person.id,
            order=index + 1,
            role="participant",
            honorific="ທ່ານ",
            position=person.position,
            organisation_text=UNITS[index % len(UNITS)],
            province="LA-KH",
            district="1206",
        )


def an_event(store: Store) -> t.Event:
    """An event to register for, and the key of it."""
    with store.unit_of_work("Make an event") as work:
        event = work.add(t.Event(code="E", first_day=date(2025, 9, 15), last_day=date(2025, 9, 16)))
        work.commit()
    return event


def size(path: Path) -> int:
    """Bytes of the file and of its write-ahead log."""
    return sum(p.stat().st_size for p in (path, Path(f"{path}-wal")) if p.exists())


def measure(folder: Path, number: int, logged: bool) -> tuple[float, int]:
    """Seconds and bytes that writing ``number`` people took."""
    path = folder / f"{logged}-{time.monotonic_ns()}.wdb"
    origin = system_origin()
    store = open_store(str(path), create=True, origin=origin)
    event = an_event(store)
    made = list(rows(number, event, origin.new_id))
    store.close()
    before = size(path)
    store = open_store(str(path), origin=origin)
    if logged:
        start = time.perf_counter()
        with store.unit_of_work("Import") as work:
            for record in made:
                work.add(record)
            work.commit()
    else:
        for record in made:
            record.derive()
        start = time.perf_counter()
        with Session(store.engine) as session:
            session.add_all(made)
            session.commit()
    taken = time.perf_counter() - start
    store.close()
    return taken, size(path) - before


def main() -> None:
    """Measure both ways in turn and print the ratios."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    measured: dict[bool, list[tuple[float, int]]] = {False: [], True: []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            for logged in measured:
                measured[logged].append(measure(Path(folder), number, logged))
    times = {k: statistics.median(s for s, _ in v) for k, v in measured.items()}
    sizes = {k: statistics.median(b for _, b in v) for k, v in measured.items()}
    print(f"{number} people and registrations")
    print(f"add_all       {times[False]:6.2f} s  {sizes[False] / 1e6:7.2f} MB")
    print(f"unit of work  {times[True]:6.2f} s  {sizes[True] / 1e6:7.2f} MB")
    print(f"ratio         {times[True] / times[False]:6.2f}    {sizes[True] / sizes[False]:7.2f}")


if __name__ == "__main__":
    main()
