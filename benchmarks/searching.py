"""How soon the first people are found among many, as one types: on a file and on a server.

    python benchmarks/searching.py [--people N] [--server postgresql://...] [--rounds N]

Invented people with phones, cards, organisations, registrations and certificates are put straight
into the tables (the change log is not what is measured). Each text is asked for as the page of
people asks: the first 50; printed are the number found and medians, by the clock and of this
process (a file is searched inside it, a server is not). With ``--server``, the address of an empty
database, the same is done there and the answers are compared. Bound: 50 ms in 100,000 people.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy import insert

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lao_people import PROVINCES, Generator

from workshopdesk.lao.text import is_lao
from workshopdesk.store import Store, open_store
from workshopdesk.store import tables as t
from workshopdesk.store.tables import Record

TYPED = (
    "ຄ", "ວ", "k", "s", "ຄຳ", "ບຸ", "kh", "vi", "ຄຳໝ", "ບຸນມີ", "khamm", "vongsa",
    "ຄຳໝັ້ນ ລັດຕະນະ", "khammanh rattana", "ກ ວົງ", "k v", "0", "2", "20", "020", "0205", "5512", "77",
    "020 5512 3", "+856 20 77", "ພະແນກ", "ພະ", "unit 12", "unit", "KM-0042", "KM", "2025/017",
    "@", "gmail", "ຄຳ ພະແນກ", "k 020", "zzzz", "ບໍ່ມີ", "%",
)  # fmt: skip
FIRST = 50


def people(count: int) -> Iterator[tuple[type[Record], dict[str, Any]]]:
    """A directory; every tenth person has an e-mail address, a card and a certificate."""
    chance = random.Random(count)
    units = [UUID(int=10_000_000 + n) for n in range(max(count // 60, 5))]
    for number, unit in enumerate(units):
        name = ("ພະແນກກະສິກຳ ແລະ ປ່າໄມ້ແຂວງ", "ຫ້ອງການສຶກສາເມືອງ", "ສະຫະພັນແມ່ຍິງ")[number % 3]
        yield (
            t.Organisation,
            {"id": unit, "name_lo": f"{name} {number}", "name_en": f"unit {number}"},
        )
    day = date(2025, 9, 15)
    event = {"id": UUID(int=1), "code": "A", "title_lo": "ກ", "first_day": day, "last_day": day}
    yield t.Event, event
    yield t.CertificateSeries, {"id": UUID(int=2), "name": "C"}
    for number, row in enumerate(Generator(count, count).rows()[:count]):
        yield from _person(number, row.known.name, row.known.phones, chance.choice(units))


def _person(
    number: int, name: str, phones: tuple[str, ...], unit: UUID
) -> Iterator[tuple[type[Record], dict[str, Any]]]:
    given, _space, surname = name.partition(" ")
    lao = any(map(is_lao, name))
    names = ("given_name", "surname") if lao else ("given_name_latin", "surname_latin")
    id = UUID(int=20_000_000 + number)
    place = {"organisation_id": unit, "province": PROVINCES[number % len(PROVINCES)]}
    yield t.Person, {"id": id, names[0]: given, names[1]: surname, **place}
    for phone in phones:
        yield t.PersonContact, {"person_id": id, "kind": "phone", "value": phone}
    if number % 10:
        return
    email = {"kind": "email", "value": f"person{number}@gmail.com", "order": 2}
    yield t.PersonContact, {"person_id": id, **email}
    yield (
        t.PersonIdentifier,
        {"person_id": id, "kind": "card", "value": f"KM-{number:06d}"},
    )
    registration = UUID(int=30_000_000 + number)
    yield (
        t.Registration,
        {"id": registration, "event_id": UUID(int=1), "person_id": id, "role": "participant",
         "organisation_id": unit},
    )  # fmt: skip
    yield (
        t.Certificate,
        {"registration_id": registration, "series_id": UUID(int=2), "sequence": number,
         "number": f"2025/{number:06d}", "issued_on": date(2025, 9, 16)},
    )  # fmt: skip


def fill(store: Store, count: int) -> None:
    """Put everyone straight into the tables, then build the index anew."""
    rows: dict[type[Record], list[dict[str, Any]]] = {}
    for number, (table, fields) in enumerate(people(count)):
        record = table(**({"id": UUID(int=90_000_000 + number)} | fields))
        record.derive()
        columns = record.__table__.columns
        said = {c.key: getattr(record, c.key) for c in columns}
        defaults = {c.key: c.default.arg for c in columns if c.default is not None}
        row = {k: defaults.get(k) if v is None else v for k, v in said.items()}
        rows.setdefault(table, []).append(row | {"version": 1})
    with store.engine.begin() as connection:
        for table, some in rows.items():
            connection.execute(insert(table), some)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def ask(store: Store, rounds: int) -> dict[str, list[UUID]]:
    """Time every text; the people found first."""
    found: dict[str, list[UUID]] = {}
    for typed in TYPED:
        clock, spent = [], []
        for _round in range(rounds):
            start, before = time.perf_counter(), time.process_time()
            with store.read() as reader:
                found[typed] = [p.id for p in reader.people(typed, FIRST)]
            clock.append(1000 * (time.perf_counter() - start))
            spent.append(1000 * (time.process_time() - before))
        said = f"{median(clock):7.1f} ms, {median(spent):7.1f} ms of this processor's time"
        print(f"  {len(found[typed]):4} found {said}  {typed}")
    return found


def measure(url: str, count: int, rounds: int) -> dict[str, list[UUID]]:
    """Fill a database and ask it."""
    store = open_store(url, create=True)
    try:
        start = time.perf_counter()
        fill(store, count)
        print(f"{store.engine.dialect.name}: {count} people in {time.perf_counter() - start:.0f} s")
        return ask(store, rounds)
    finally:
        store.close()


def main() -> None:
    """Measure on a file, and on a server when asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--server", help="address of an empty database")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        here = measure(str(Path(folder) / "people.wdb"), asked.people, asked.rounds)
    if asked.server:
        there = measure(asked.server, asked.people, asked.rounds)
        different = [typed for typed in TYPED if here[typed] != there[typed]]
        print("the same people in the same order" if not different else f"differs: {different}")


if __name__ == "__main__":
    main()
