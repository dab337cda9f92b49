"""A funder workbook's data sheet of N rows: ``workbook.py N OUT.xlsx --data data.json``.

Rows, columns, fonts, dates and filters are those of a sheet a peer writes as well (14 columns,
people taken in turn from data.json); written by the same writer as every data sheet of the
product. ``side_by_side.py`` compares time; the peak of memory is printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workshopdesk.documents.model import CellKind, Column, DataSheet, Words
from workshopdesk.documents.workbook.funder import data_xlsx

TEXT, NUMBER, DATE = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE
COLUMNS = (
    ("number", "ລ/ດ", NUMBER, 8, ""), ("code", "ລະຫັດກິດຈະກຳ", TEXT, 16, ""),
    ("activity", "ກິດຈະກຳ", TEXT, 48, ""), ("first", "ວັນທີເລີ່ມ", DATE, 12, "dd/mm/yyyy"),
    ("last", "ວັນທີສິ້ນສຸດ", DATE, 12, "dd/mm/yyyy"), ("name", "ຊື່ ແລະ ນາມສະກຸນ", TEXT, 34, ""),
    ("sex", "ເພດ", TEXT, 7, ""), ("age", "ອາຍຸ", NUMBER, 7, ""),
    ("position", "ຕຳແໜ່ງ", TEXT, 24, ""), ("unit", "ອົງການ", TEXT, 38, ""),
    ("province", "ແຂວງ", TEXT, 20, ""), ("phone", "ໂທລະສັບ", TEXT, 16, ""),
    ("hours", "ຊົ່ວໂມງ", NUMBER, 10, "0.0"), ("amount", "ຈຳນວນເງິນ (ກີບ)", NUMBER, 18, "#,##0"),
)  # fmt: skip
FIRST_DAY = dt.date(2023, 1, 1)
PEOPLE = 5000


def rows(people: list[dict[str, Any]], count: int) -> Iterator[tuple[Any, ...]]:
    """The participations, made while they are written."""
    chance = random.Random(7)
    for i in range(count):
        p = people[(i * 7919) % len(people)]
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(1000))
        yield (
            i + 1, f"ACT-{i // 40:04d}", p["topic"], day,
            day + dt.timedelta(days=chance.randrange(1, 4)), p["name"], p["gender"],
            chance.randrange(18, 66), p["position"], p["org"], p["province"], p["phone"],
            chance.randrange(2, 49) / 2, chance.randrange(50, 2000) * 1000,
        )  # fmt: skip


def main() -> None:
    """Write the workbook."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    known = json.loads(args.data.read_text(encoding="utf-8"))["people"]
    people = [known[n % len(known)] for n in range(PEOPLE)]
    columns = tuple(Column(key, Words(head), kind, width, format=form)
                    for key, head, kind, width, form in COLUMNS)  # fmt: skip
    sheet = DataSheet("Participation", columns, rows(people, args.count), args.count)
    args.out.write_bytes(data_xlsx(sheet, FIRST_DAY, author="WorkshopDesk", page="{page}/{pages}"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{args.out.stat().st_size / 1e6:.1f} MB, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
