"""Organisations from a list: what each row would make or change, then all of it at once.

A blank cell takes nothing away; a known organisation is found by any of its names in its province.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.organisation import Organisation, OrganisationLevel
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.domain.reference import Term
from workshopdesk.exchange.returned import read_book
from workshopdesk.exchange.sheets import Sheet
from workshopdesk.exchange.values import text_of
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import canonical, search_key
from workshopdesk.matching.organisations import propose
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t

_HEADINGS: Final = {
    "name": "ຊື່|ຊື່ອົງການ|ອົງການ|ພາກສ່ວນ|ຊື່ພາກສ່ວນ|name|organisation|organization|unit",
    "name_lo": "ຊື່ພາສາລາວ|ຊື່ລາວ|name in lao|lao name|name lo",
    "name_en": "ຊື່ພາສາອັງກິດ|ຊື່ອັງກິດ|name in english|english name|name en",
    "abbreviation": "ຊື່ຫຍໍ້|ຕົວຫຍໍ້|abbreviation|acronym|short name",
    "type": "ປະເພດ|ປະເພດອົງການ|type|type of organisation",
    "level": "ຂັ້ນ|ລະດັບ|level",
    "parent": "ຂຶ້ນກັບ|ສັງກັດ|parent|part of|belongs to",
    "province": "ແຂວງ|province",
}
_LEVELS: Final = {
    "ສູນກາງ": OrganisationLevel.CENTRAL, "ແຂວງ": OrganisationLevel.PROVINCE,
    "ເມືອງ": OrganisationLevel.DISTRICT, "ບ້ານ": OrganisationLevel.VILLAGE,
} | {str(level): level for level in OrganisationLevel}  # fmt: skip
_HEAD_ROWS, _MOST_ROWS = 30, 5_000


class Becomes(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class OrganisationRow:
    """One row: what it says of which organisation; ``parent`` is a name; ``why`` it is skipped."""

    row: int
    name: str
    becomes: Becomes
    fields: Mapping[str, str | None]
    parent: str = ""
    known: UUID | None = None
    version: int | None = None
    why: str = ""


def preview(
    store: Store, path: Path, progress: Progress | None = None
) -> tuple[OrganisationRow, ...]:
    """What every row of a list would become; writes nothing.

    Raises UserError when the file cannot be read or no column of names is found.
    """
    book = read_book(path, progress or Silent())
    found = next(((s, *head) for s in book.sheets if (head := _head(s)) is not None), None)
    if found is None:
        raise UserError(
            _("No list of organisations was found in %(file)s") % {"file": path.name},
            _("Head its columns: Name, Abbreviation, Type, Level, Province, Part of."),
        )
    sheet, at, columns = found
    with store.read() as reader:
        rows = _Rows(reader, columns)
    numbers = [n for n in sorted(sheet.rows) if n > at][:_MOST_ROWS]
    return tuple(row for n in numbers if (row := rows.read(sheet, n)) is not None)


def apply(store: Store, file: str, rows: Sequence[OrganisationRow]) -> int:
    """Write the new and the changed rows as one action; gives how many.

    Raises Conflict when one was changed since the preview; then nothing is written.
    """
    wanted = [row for row in rows if row.becomes in (Becomes.NEW, Becomes.CHANGED)]
    with store.unit_of_work(N_("Import list %(file)s"), file=file) as work:
        records: list[tuple[OrganisationRow, t.Organisation]] = []
        for row in wanted:
            record = (
                work.add(t.Organisation())
                if row.known is None
                else work.get(t.Organisation, row.known, row.version)
            )
            for name, value in row.fields.items():
                setattr(record, name, value)
            records.append((row, record))
        work.flush()
        by_name = {
            search_key(name): o.id
            for o in work.reader.organisations()
            for name in (o.name_lo, o.name_en, o.abbreviation)
            if name
        }
        for row, record in records:
            above = by_name.get(search_key(row.parent)) if row.parent else None
            if above is not None and above != record.id:
                record.parent_id = above
        work.commit()
    return len(wanted)


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and the column of each field."""
    words = {search_key(w): field for field, said in _HEADINGS.items() for w in said.split("|")}
    for number in sorted(sheet.rows)[:_HEAD_ROWS]:
        cells = enumerate(sheet.rows[number])
        keys = [(search_key(text_of(cell)), column) for column, cell in cells if cell]
        found = {words[key]: column for key, column in keys if key in words}
        if {"name", "name_lo", "name_en"} & found.keys() and (len(found) > 1 or len(keys) == 1):
            return number, found
    return None


class _Rows:
    """Reads rows against what is known."""

    def __init__(self, reader: Reader, columns: Mapping[str, int]) -> None:
        self._columns = columns
        self._places: Gazetteer = reader.gazetteer()
        self._types: tuple[Term, ...] = reader.organisation_types()
        self._known: dict[str, list[Organisation]] = {}
        self._said: set[tuple[str, str | None]] = set()
        for organisation in reader.organisations():
            names = (organisation.name_lo, organisation.name_en, organisation.abbreviation)
            for key in {search_key(name) for name in names if name}:
                self._known.setdefault(key, []).append(organisation)

    def read(self, sheet: Sheet, number: int) -> OrganisationRow | None:
        """What one row becomes; None for a row that says nothing."""
        said = {
            field: canonical(text_of(sheet.cell(number, column)))
            for field, column in self._columns.items()
        }
        if not any(said.values()):
            return None
        fields = self._fields(said)
        name = str(fields.get("name_lo") or fields.get("name_en") or "")
        if not name:
            return self._skipped(number, "", _("A row without a name"))
        place = (search_key(name), fields.get("province"))
        if place in self._said:
            return self._skipped(number, name, _("Said twice in the list"))
        self._said.add(place)
        known = self._find(name, fields.get("province"))
        parent = said.get("parent", "")
        if known is None:
            return OrganisationRow(number + 1, name, Becomes.NEW, self._guessed(fields), parent)
        changed = {k: v for k, v in fields.items() if v and v != getattr(known, k)}
        becomes = Becomes.CHANGED if changed or (parent and not known.parent_id) else None
        return OrganisationRow(
            number + 1, name, becomes or Becomes.UNCHANGED, changed, parent, known.id,
            known.version,
        )  # fmt: skip

    def _skipped(self, number: int, name: str, why: str) -> OrganisationRow:
        return OrganisationRow(number + 1, name, Becomes.SKIPPED, {}, why=why)

    def _fields(self, said: Mapping[str, str]) -> dict[str, str | None]:
        name = said.get("name", "")
        lao = any("\u0e80" <= letter <= "\u0eff" for letter in name)
        fields: dict[str, str | None] = {
            "name_lo": said.get("name_lo") or (name if lao else ""),
            "name_en": said.get("name_en") or ("" if lao else name),
            "abbreviation": said.get("abbreviation", ""),
        }
        key = search_key(said.get("type", ""))
        fields["type"] = next(
            (
                term.code
                for term in self._types
                if key and key in map(search_key, (term.code, term.name_lo, term.name_en))
            ),
            None,
        )
        fields["level"] = _LEVELS.get(said.get("level", "").removeprefix("ຂັ້ນ").strip().lower())
        province = self._places.find_province(said["province"]) if said.get("province") else None
        fields["province"] = province.code if province else None
        return {name: value for name, value in fields.items() if value}

    def _guessed(self, fields: dict[str, str | None]) -> dict[str, str | None]:
        """Type and level as the name tells them, where the list does not."""
        name = str(fields.get("name_lo") or fields.get("name_en"))
        province = self._places.province_by_code.get(str(fields.get("province") or ""))
        told = propose(name, province, None, [term.code for term in self._types])
        if told is None:
            return fields
        return {"type": told.type, "level": told.level, **fields}

    def _find(self, name: str, province: str | None) -> Organisation | None:
        found = self._known.get(search_key(name), [])
        here = [o for o in found if province is None or o.province in (None, province)]
        return here[0] if len(here) == 1 else None
