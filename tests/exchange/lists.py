"""Lists of invented people in many layouts, with the rows they must become.

A layout is drawn from a seed: the same seed makes the same file. What a list does not say is
left out of the expected row, so that a test compares exactly what the list says.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from workshopdesk.domain.places import District, Gazetteer, Province
from workshopdesk.settings import resource

Row = dict[str, object]

GIVEN_WOMEN = [
    "ມາລີວັນ",
    "ບົວສອນ",
    "ເກດມະນີ",
    "ວັນເພັງ",
    "ນ້ຳທິບ",
    "ຄຳປຽວ",
    "ດາວເຮືອງ",
    "ແສງມະນີ",
    "ສຸພາວັນ",
    "ອ່ອນສີ",
]
GIVEN_MEN = ["ບຸນເລີດ", "ຄຳປະສົງ", "ສົມຈິດ", "ວຽງສະໄໝ", "ທອງດີ", "ໄຊພອນ", "ອຳນວຍ", "ໜູພັນ", "ສີພັນ", "ຄຳຫລ້າ"]
SURNAMES = [
    "ພົມມະວົງ",
    "ແກ້ວບົວສີ",
    "ຫຼວງອາໄພ",
    "ສຸວັນນະວົງ",
    "ດາລາພອນ",
    "ໄຊຍະວົງສາ",
    "ຄຳພູວົງ",
    "ຫນູທອງ",
    "ລາດຊະບຸດ",
]
POSITIONS = [
    "ສະມາຊິກສະພາປະຊາຊົນຂັ້ນແຂວງ",
    "ເລຂາພັກເມືອງ",
    "ຫົວໜ້າພະແນກ",
    "ຮອງຫົວໜ້າຫ້ອງການ",
    "ວິຊາການ",
    "ວິທະຍາກອນ",
    "ນາຍບ້ານ",
    "ແຂກຖືກເຊີນ",
    "ຜູ້ປະສານງານໂຄງການ",
    "ພະນັກງານເສນາທິການຊ່ວຍວຽກ",
]
ORGANISATIONS = [
    "ສະພາປະຊາຊົນແຂວງ",
    "ຫ້ອງວ່າການເມືອງ",
    "ພະແນກພາຍໃນ",
    "ເຮວວິຕັດ",
    "ສະມາຄົມພັດທະນາຊຸມຊົນ",
    "ສະຫະພັນແມ່ຍິງລາວ",
    "ສະພາແຫ່ງຊາດ",
    "ກະຊວງພາຍໃນ",
]
TITLES_WOMEN = ["ທ່ານ ນາງ ", "ທ່ານນາງ ", "ນາງ ", "ສະຫາຍ ນາງ ", "ທ່ານ ", "", "ນ. "]
TITLES_MEN = ["ທ່ານ ", "ທ້າວ ", "ສະຫາຍ ", "", "ທ່ານ ດຣ. ", "ທ່ານ ພັອ ", "ທ. "]
TICKS = ["x", "X", "/", "✓", "√", "1", "ü", "☑", "v", "•", "*", "໑"]
DITTOS = ['"', "″", "''", ",,", '- " -', "-//-", "〃", "“", '"-"', "ຄືກັນ", "//", '" "', "”"]


@cache
def gazetteer() -> Gazetteer:
    """The places that come with the product."""

    def rows(name: str) -> Iterable[dict[str, str]]:
        with resource(f"reference/{name}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    provinces = tuple(
        Province(r["code"], r["number"], r["name_lo"], r["name_en"], r["full_lo"], _words(r))
        for r in rows("provinces")
    )
    districts = tuple(
        District(r["code"], r["province"], r["name_lo"], r["name_en"], _words(r))
        for r in rows("districts")
    )
    return Gazetteer(provinces, districts)


def _words(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, row["variants"].split("|")))


@dataclass
class Person:
    """What is true of one invented person."""

    given: str
    surname: str
    sex: str
    position: str
    organisation: str
    district: District
    province: Province
    phone: str
    birth_year: int
    title: str

    @property
    def name(self) -> str:
        """Given name and surname."""
        return f"{self.given} {self.surname}"


def people(rng: random.Random, count: int) -> list[Person]:
    """Invented people of a few provinces, each with a phone of their own."""
    places = gazetteer()
    chosen = rng.sample(places.provinces, rng.randint(1, 4))
    found: list[Person] = []
    for number in range(count):
        woman = rng.random() < 0.45
        province = rng.choice(chosen)
        district = rng.choice([d for d in places.districts if d.province == province.code])
        found.append(
            Person(
                given=rng.choice(GIVEN_WOMEN if woman else GIVEN_MEN),
                surname=rng.choice(SURNAMES),
                sex="F" if woman else "M",
                position=rng.choice(POSITIONS),
                organisation=rng.choice(ORGANISATIONS),
                district=district,
                province=province,
                phone=f"020{rng.choice('2579')}{rng.randint(1_000_000, 9_999_999)}",
                birth_year=rng.randint(1950, 2003),
                title=rng.choice(TITLES_WOMEN if woman else TITLES_MEN),
            )
        )
        assert number < count
    return found


def noisy(rng: random.Random, text: str) -> str:
    """The text as people type it: decomposed ຳ, stray spaces, zero-width and no-break ones."""
    if rng.random() < 0.3:
        text = text.replace("້ຳ", "ໍ້າ").replace("ຳ", "ໍາ")
    if rng.random() < 0.15:
        text = text.replace(" ", "\u00a0")
    if rng.random() < 0.15:
        text = text.replace(" ", "  ")
    return text + rng.choice(["", "", "", "", " ", "\u200b", "\u00a0"])


def place_typed(rng: random.Random, name: str) -> str:
    """A place's name as typed: ຫລ for ຫຼ, ຫນ for ໜ."""
    if rng.random() < 0.4:
        name = name.replace("ຫຼ", "ຫລ").replace("ໜ", "ຫນ").replace("ໝ", "ຫມ")
    return noisy(rng, name)


def province_typed(rng: random.Random, province: Province) -> str:
    """A province in Lao or Latin, with or without its level."""
    ways = [province.name_lo, province.full_lo, province.name_en, province.name_en.upper()]
    if province.code == "LA-VI":
        ways = [province.full_lo, province.name_en]
    return place_typed(rng, rng.choice(ways))


def phone_typed(rng: random.Random, phone: str, style: int) -> object:
    """A phone as text, a number that lost its zero, international, or grouped."""
    bare = phone[1:]
    return [
        phone,
        int(bare),
        f"+856 20 {bare[2:6]} {bare[6:]}",
        f"020 {bare[2:]}",
        f"020-{bare[2:6]}-{bare[6:]}",
        f"856{bare}",
        f"(020) {bare[2:4]} {bare[4:7]} {bare[7:]}",
        phone.translate(str.maketrans("0123456789", "໐໑໒໓໔໕໖໗໘໙")),
        f"{phone} / 02022223333",
        float(bare),
    ][style]


def birth_typed(rng: random.Random, year: int, style: int) -> object:
    """A year of birth: plain, Buddhist, a date, text of a date, Lao digits."""
    return [
        year,
        year + 543,
        date(year, rng.randint(1, 12), rng.randint(1, 28)),
        f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{year}",
        str(year).translate(str.maketrans("0123456789", "໐໑໒໓໔໕໖໗໘໙")),
        f"{rng.randint(1, 28)}-{rng.randint(1, 12)}-{year + 543}",
        str(year),
    ][style]


@dataclass
class Column:
    """One column of a layout: its heading (rows top to bottom) and how a person fills it."""

    headings: list[str]
    fill: Callable[[Person], object]
    fields: tuple[str, ...] = ()


@dataclass
class Layout:
    """A drawn layout and the sheet it makes, cell by cell (rows and columns from 1)."""

    rng: random.Random
    crowd: list[Person]
    merges: bool = True
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    expected: list[Row] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)


WORDS = {
    "serial": ["ລ/ດ", "ລຳດັບ", "No.", "#", "ທີ"],
    "name": [
        "ຊື່ ແລະ ນາມສະກຸນ",
        "ຊື່ ແລະ ນາມສະກຸນ ຜູ້ເຂົ້າຮ່ວມ",
        "Full name",
        "ຊື່ - ນາມສະກຸນ",
        "Name and surname",
    ],
    "given_name": ["ຊື່", "First name", "ຊື່"],
    "surname": ["ນາມສະກຸນ", "Surname", "ນາມສະກຸນ"],
    "sex": ["ເພດ", "Sex", "Gender", "ຍ/ຊ", "ເພດ (ຍ/ຊ)", "M/F"],
    "position": ["ຕຳແໜ່ງ", "ຕໍາແຫນ່ງ", "ໜ້າທີ່ຮັບຜິດຊອບ", "Position", "Job title"],
    "organisation": ["ພາກສ່ວນ", "ມາຈາກພາກສ່ວນ", "ອົງການ", "Organization", "ສັງກັດ", "ບ່ອນປະຈຳການ"],
    "district": ["ເມືອງ", "District"],
    "province": ["ແຂວງ", "Province", "ແຂວງ/ນະຄອນຫຼວງ"],
    "phone": ["ເບີໂທ", "ໂທລະສັບ", "Mobile", "Phone number", "ເບີໂທຕິດຕໍ່", "Tel"],
    "birth_year": ["ປີເກີດ", "ວັນເດືອນປີເກີດ", "Year of birth", "DOB"],
}


def draw(seed: int, count: int = 24) -> Layout:
    """A whole list in a layout drawn from ``seed``."""
    rng = random.Random(seed)
    crowd = people(rng, count)
    layout = Layout(rng, crowd, merges=rng.random() < 0.7)
    columns, sections = _columns(layout)
    row = _titles(layout, len(columns))
    left = rng.choice([1, 1, 1, 2, 3])
    row = _header(layout, columns, row, left)
    row = _body(layout, columns, sections, row, left)
    _below(layout, columns, row, left)
    return layout


def _columns(layout: Layout) -> tuple[list[Column], list[str]]:
    """The columns, and what is said by section headings instead."""
    rng = layout.rng
    sections: list[str] = []
    serials = iter(range(1, 10_000))
    columns = [Column([rng.choice(WORDS["serial"])], lambda p: next(serials))]
    if rng.random() < 0.15:
        columns.pop()
    columns += _name_columns(layout)
    columns += _sex_columns(layout, sections)
    style = rng.randrange(10)
    birth = rng.randrange(7)
    others = [
        Column([rng.choice(WORDS["position"])], lambda p: noisy(rng, p.position), ("position",)),
        Column(
            [rng.choice(WORDS["phone"])], lambda p: phone_typed(rng, p.phone, style), ("phone",)
        ),
        Column(
            [rng.choice(WORDS["birth_year"])],
            lambda p: birth_typed(rng, p.birth_year, birth),
            ("birth_year",),
        ),
    ]
    others = [c for c in others if rng.random() < 0.85]
    others += _place_columns(layout, sections)
    extras = [
        Column([rng.choice(["ລາຍເຊັນ", "Signature"])], lambda p: None),
        Column([rng.choice(["ໝາຍເຫດ", "Remarks"])], lambda p: rng.choice([None, None, "ok"])),
        Column(["Timestamp"], lambda p: "2024-03-21 08:30"),
        Column(["Do you agree to photos?"], lambda p: rng.choice(["Yes", "No"])),
        Column(["ຊົນເຜົ່າ"], lambda p: rng.choice(["ລາວ", "ກຶມມຸ", "ມົ້ງ"])),
    ]
    others += [c for c in extras if rng.random() < 0.25]
    if rng.random() < 0.5:
        rng.shuffle(others)
    for column in (*columns, *others):
        layout.said.update(column.fields)
    return [*columns, *others], sections


def _name_columns(layout: Layout) -> list[Column]:
    rng = layout.rng
    way = rng.random()
    if way < 0.2:
        order = rng.randrange(3)
        return [
            Column(
                [WORDS["given_name"][order]], lambda p: noisy(rng, p.title + p.given), ("name",)
            ),
            Column([WORDS["surname"][order]], lambda p: noisy(rng, p.surname), ("name",)),
        ]
    if way < 0.3:
        return [
            Column(["ຄຳນຳໜ້າ"], lambda p: p.title.strip() or None),
            Column([rng.choice(WORDS["name"])], lambda p: noisy(rng, p.name), ("name",)),
        ]
    return [Column([rng.choice(WORDS["name"])], lambda p: noisy(rng, p.title + p.name), ("name",))]


def _sex_columns(layout: Layout, sections: list[str]) -> list[Column]:
    rng = layout.rng
    way = rng.random()
    layout.said.add("sex")
    if way < 0.4:
        tick = rng.choice(TICKS)
        words = rng.choice([("ຍ", "ຊ"), ("ຍິງ", "ຊາຍ"), ("F", "M"), ("Female", "Male")])
        parent = rng.choice(["ເພດ", "Sex"])
        pair = [
            Column([parent, words[0]], lambda p: tick if p.sex == "F" else None),
            Column([parent, words[1]], lambda p: tick if p.sex == "M" else None),
        ]
        return pair if rng.random() < 0.7 else pair[::-1]
    if way < 0.8:
        words = rng.choice(
            [
                ("ຍິງ", "ຊາຍ"),
                ("ຍ", "ຊ"),
                ("F", "M"),
                ("Female", "Male"),
                ("f", "m"),
                ("ຍິງ ", "ຊາຍ\u200b"),
            ]
        )
        return [Column([rng.choice(WORDS["sex"])], lambda p: words[p.sex == "M"])]
    if way < 0.9:
        sections.append("sex")
        return []
    layout.said.discard("sex")
    return []


def _place_columns(layout: Layout, sections: list[str]) -> list[Column]:
    rng = layout.rng
    found: list[Column] = []
    way = rng.random()
    if "sex" not in sections and way < 0.3:
        sections.append("province")
        layout.said.add("province")
    elif way < 0.75:
        heading = [rng.choice(WORDS["province"])]
        found.append(Column(heading, lambda p: province_typed(rng, p.province), ("province",)))
    elif way < 0.85:
        found.append(
            Column(
                ["ທີ່ຢູ່"],
                lambda p: f"ເມືອງ{p.district.name_lo}, {p.province.full_lo}",
                ("district", "province"),
            )
        )
    places_said = "province" in sections or bool(found)
    if places_said and "district" not in layout.said and way < 0.75 and rng.random() < 0.7:
        prefix = rng.choice(["", "", "ເມືອງ", "ມ. "])
        heading = [rng.choice(WORDS["district"])]
        found.append(
            Column(heading, lambda p: place_typed(rng, prefix + p.district.name_lo), ("district",))
        )
    if not sections and rng.random() < 0.25:
        sections.append("organisation")
        layout.said.add("organisation")
    elif rng.random() < 0.85:
        heading = [rng.choice(WORDS["organisation"])]
        found.append(Column(heading, lambda p: noisy(rng, p.organisation), ("organisation",)))
    return found


def _titles(layout: Layout, width: int) -> int:
    rng = layout.rng
    lines = [
        "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ",
        "ສັນຕິພາບ ເອກະລາດ ປະຊາທິປະໄຕ ເອກະພາບ ວັດທະນະຖາວອນ",
        "ບັນຊີລາຍຊື່ຜູ້ເຂົ້າຮ່ວມກອງປະຊຸມ",
        "ວັນທີ 15-16 ກັນຍາ 2025, ທີ່ເມືອງບົວລະພາ ແຂວງຄຳມ່ວນ",
        "Registration form responses",
    ]
    row = 1
    for line in rng.sample(lines, rng.randint(0, 4)):
        layout.cells[row, 1] = line
        if layout.merges and width > 1:
            layout.merged.append((row, 1, row, width))
        row += rng.choice([1, 1, 2])
    return row


def _header(layout: Layout, columns: list[Column], row: int, left: int) -> int:
    depth = max(len(c.headings) for c in columns)
    bilingual = depth == 1 and layout.rng.random() < 0.15
    for place, column in enumerate(columns, left):
        for level, text in enumerate(column.headings):
            same = level == 0 and place > left and columns[place - left - 1].headings[0] == text
            if not (same and depth > 1 and len(column.headings) > 1):
                layout.cells[row + level, place] = text
        if depth > 1 and len(column.headings) == 1 and layout.merges:
            layout.merged.append((row, place, row + depth - 1, place))
        elif (
            depth > 1
            and layout.merges
            and not (place > left and columns[place - left - 1].headings[0] == column.headings[0])
        ):
            layout.merged.append((row, place, row, place + 1))
    row += depth
    if bilingual:
        for place in range(left, left + len(columns)):
            layout.cells[row, place] = f"({place - left + 1})"
        row += 1
    return row


def _body(layout: Layout, columns: list[Column], sections: list[str], row: int, left: int) -> int:
    rng = layout.rng
    ditto = rng.choice(DITTOS) if rng.random() < 0.35 else None
    merged_units = ditto is None and layout.merges and rng.random() < 0.2
    crowd = sorted(layout.crowd, key=lambda p: _section(p, sections))
    before: Person | None = None
    section = ""
    unit_top = row
    for person in crowd:
        if sections and _section(person, sections) != section:
            section = _section(person, sections)
            row = _section_row(layout, columns, sections, person, row, left)
            before = None
        if rng.random() < 0.03:
            row += 1
            before = None
        if before is None or before.organisation != person.organisation:
            unit_top = row
        for place, column in enumerate(columns, left):
            value = column.fill(person)
            if (
                ditto
                and before
                and column.fields in (("position",), ("organisation",))
                and _same(before, person, column.fields[0])
            ):
                value = ditto
            if merged_units and column.fields == ("organisation",) and unit_top < row:
                value = None
                _grow_merge(layout, unit_top, place, row)
            if value is not None:
                layout.cells[row, place] = value
        layout.expected.append(_expected(person, layout.said))
        before = person
        row += 1
    return row


def _grow_merge(layout: Layout, top: int, place: int, row: int) -> None:
    layout.merged = [m for m in layout.merged if m[:2] != (top, place)]
    layout.merged.append((top, place, row, place))


def _same(a: Person, b: Person, name: str) -> bool:
    return bool(getattr(a, name) == getattr(b, name))


def _section(person: Person, sections: list[str]) -> str:
    if "province" in sections:
        return person.province.number
    if "sex" in sections:
        return person.sex
    return person.organisation if "organisation" in sections else ""


def _section_row(
    layout: Layout,
    columns: list[Column],
    sections: list[str],
    person: Person,
    row: int,
    left: int,
) -> int:
    rng = layout.rng
    if "province" in sections:
        text = place_typed(
            rng, rng.choice([person.province.full_lo, f"I. {person.province.full_lo}"])
        )
    elif "sex" in sections:
        text = {"F": rng.choice(["ຍິງ", "ເພດຍິງ", "ຜູ້ຍິງ"]), "M": rng.choice(["ຊາຍ", "ເພດຊາຍ"])}[
            person.sex
        ]
    else:
        text = person.organisation
    place = left
    layout.cells[row, place] = text
    if layout.merges:
        layout.merged.append((row, left, row, left + len(columns) - 1))
    return row + 1


def _below(layout: Layout, columns: list[Column], row: int, left: int) -> None:
    rng = layout.rng
    if rng.random() < 0.5:
        layout.cells[row, left] = rng.choice(["ລວມທັງໝົດ", "ລວມ", "Total", "ລວມ: 24 ຄົນ, ຍິງ 10"])
        if len(columns) > 2:
            layout.cells[row, left + 2] = rng.randint(1, 30)
        row += 1
    if rng.random() < 0.5:
        row += rng.randint(0, 2)
        layout.cells[row, left + len(columns) - 1] = "ຜູ້ສັງລວມ"
        layout.cells[row + 2, left + len(columns) - 1] = "ສົມຈິດ ພົມມະວົງ"


def _expected(person: Person, said: set[str]) -> Row:
    truth: Row = {
        "name": person.name,
        "sex": person.sex,
        "position": person.position,
        "organisation": person.organisation,
        "district": person.district.name_lo,
        "province": person.province.name_lo,
        "phone": person.phone,
        "birth_year": person.birth_year,
    }
    return {name: value for name, value in truth.items() if name in said}


def save_xlsx(layout: Layout, path: Path) -> None:
    """The layout as a workbook, on a sheet that need not be the first."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    if layout.rng.random() < 0.3:
        sheet.title = "ສະຫຼຸບ"
        sheet["A1"] = "ສະຫຼຸບຈຳນວນຜູ້ເຂົ້າຮ່ວມ"
        sheet["A2"], sheet["B2"] = "ຍິງ", 10
        sheet = book.create_sheet("ລາຍຊື່")
    for (row, column), value in layout.cells.items():
        sheet.cell(row, column).value = value
    for top, left, bottom, right in layout.merged:
        if (top, left) != (bottom, right):
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(path)


def as_text(layout: Layout, separator: str) -> str:
    """The layout as delimited text."""
    height = max(row for row, _column in layout.cells)
    width = max(column for _row, column in layout.cells)
    shown = dict(layout.cells)
    for top, left, bottom, right in layout.merged:
        if left == right and top > 3:
            shown |= {(row, left): shown.get((top, left)) for row in range(top, bottom + 1)}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    for row in range(1, height + 1):
        cells = [shown.get((row, column)) for column in range(1, width + 1)]
        writer.writerow(["" if c is None else c for c in cells])
    return out.getvalue()
