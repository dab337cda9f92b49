"""How long a long list takes: read, compared with the bare reader, then matched.

    python benchmarks/reading.py [--rows N] [--rounds N] [--import N]

An invented list of N rows is written as .xlsx, once as offices type it (units, posts, places
and dates repeat). Per round: python-calamine alone, then ``read_list``, then ``preview`` in an
empty database. ``--import`` writes a list of that many rows as well. Processor time of this
process and its child is told beside the clock: a busy machine lengthens only the clock.
Bounds: reading at most twice the bare reader's time, matching of 100,000 rows under 30 s.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

import openpyxl
import python_calamine

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lao_people import PROVINCES, Generator

from workshopdesk.exchange.reading import ListReading, read_list
from workshopdesk.services import import_list
from workshopdesk.services.events import create_event
from workshopdesk.store import Store, open_store

Made = TypeVar("Made")
HEADING = ("ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ຕຳແໜ່ງ", "ພາກສ່ວນ", "ແຂວງ", "ເບີໂທ", "ປີເກີດ")
POSTS = ("ວິຊາການ", "ຫົວໜ້າຫ້ອງການ", "ຮອງຫົວໜ້າພະແນກ", "ນາຍບ້ານ", "ພະນັກງານ", "ສະມາຊິກສະພາ")
UNITS = ("ພະແນກກະສິກຳ ແລະ ປ່າໄມ້ແຂວງ", "ຫ້ອງການສຶກສາເມືອງ", "ສະພາປະຊາຊົນແຂວງ", "ສະຫະພັນແມ່ຍິງ")


def write_list(path: Path, rows: int, provinces: dict[str, str]) -> None:
    """An .xlsx of invented people under one heading row."""
    chance = random.Random(rows)
    people = [row.known for row in Generator(rows, rows).rows()[:rows]]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("ລາຍຊື່")
    sheet.append(HEADING)
    for number, person in enumerate(people, 1):
        sex = {"F": "ຍ", "M": "ຊ"}.get(str(person.sex), "")
        place = provinces[chance.choice(PROVINCES)]
        phone = person.phones[0] if person.phones else ""
        year = chance.randrange(1955, 2004)
        cells = (person.name, sex, chance.choice(POSTS), chance.choice(UNITS), place, phone, year)
        sheet.append((number, *cells))
    book.save(path)


class Timer:
    """Seconds by the clock and of processor time, by what was done."""

    def __init__(self) -> None:
        self.found: dict[str, list[tuple[float, float]]] = {}

    def time(self, what: str, work: Callable[[], Made]) -> Made:
        """Do it and note how long it took."""
        clock, spent = time.perf_counter(), _processor()
        made = work()
        taken = (time.perf_counter() - clock, _processor() - spent)
        self.found.setdefault(what, []).append(taken)
        return made

    def middle(self, what: str) -> tuple[float, float]:
        """The medians of the rounds."""
        times = self.found[what]
        return median(t[0] for t in times), median(t[1] for t in times)


def _processor() -> float:
    parts = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(part.ru_utime + part.ru_stime for part in parts)


def _bare(path: Path) -> int:
    book = python_calamine.CalamineWorkbook.from_path(path)
    return sum(1 for _row in book.get_sheet_by_index(0).to_python())


def _event(store: Store, code: str) -> None:
    day = date(2025, 9, 15)
    create_event(store, code=code, title_lo="ກອງປະຊຸມ", first_day=day, last_day=day)


def run(folder: Path, rows: int, rounds: int, written: int) -> None:
    """Write the lists, time them, print the medians and the ratio."""
    store = open_store(str(folder / "data.wdb"), create=True)
    _event(store, "A")
    with store.read() as reader:
        gazetteer = reader.gazetteer()
    provinces = {p.code: p.full_lo or p.name_lo for p in gazetteer.provinces}
    path, timer = folder / "list.xlsx", Timer()
    write_list(path, rows, provinces)
    for _round in range(rounds):
        timer.time("calamine", lambda: _bare(path))
        read: ListReading = timer.time("reading", lambda: read_list(path, gazetteer=gazetteer))
        plan = timer.time("matching", partial(import_list.preview, store, "A", read))
        assert len(plan.rows) == rows
    if written:
        write_list(path, written, provinces)
        timer.time("import", lambda: import_list.import_file(store, "A", path))
    for what in timer.found:
        clock, spent = timer.middle(what)
        print(f"{what:10} {clock:6.2f} s by the clock, {spent:6.2f} s of processor time")
    bare, ours = timer.middle("calamine"), timer.middle("reading")
    print(f"reading takes {ours[0] / bare[0]:.1f} x (clock), {ours[1] / bare[1]:.1f} x (processor)")
    store.close()


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--import", dest="written", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), given.rows, given.rounds, given.written)


if __name__ == "__main__":
    main()
