"""Lists typed with fonts from before Unicode: turned into Lao, or refused by the font's name."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from tests.exchange import lists

from workshopdesk.domain.errors import UserError
from workshopdesk.exchange.legacy import from_legacy, is_legacy
from workshopdesk.exchange.reading import read_list
from workshopdesk.lao.text import canonical
from workshopdesk.settings import resource

with resource("reference/legacy_lswin.csv").open(encoding="utf-8", newline="") as file:
    LETTERS = {row["lao"]: chr(int(row["code"], 16)) for row in csv.DictReader(file)}
WORDS = ["ຊື່", "ນາມສະກຸນ", "ເພດ", "ຍິງ", "ຊາຍ", "ບົວສອນ", "ພົມມະວົງ", "ຄຳປະສົງ", "ແກ້ວບົວສີ", "ໝື່ນ", "ເມືອງ"]


def typed(text: str) -> str:
    """Lao as the old fonts hold it, letter for letter."""
    longest_first = sorted(LETTERS, key=len, reverse=True)
    out = ""
    while text:
        found = next((lao for lao in longest_first if text.startswith(lao)), text[0])
        out += LETTERS.get(found, found)
        text = text.removeprefix(found)
    return out


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join))
def test_legacy_text_comes_back_as_lao(text: str) -> None:
    assert is_legacy(typed(text))
    assert from_legacy(typed(text)) == canonical(text)


@pytest.mark.parametrize("text", ["", "Bounmy", "Noël Müller", "ບົວສອນ", "12 / 9", "café"])
def test_other_text_is_left_alone(text: str) -> None:
    assert not is_legacy(text)


def saved(path: Path, font: str, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.font = Font(name=font)
    book.save(path)
    return path


def test_a_list_in_a_saysettha_font_is_converted_with_a_note(tmp_path: Path) -> None:
    rows = [["ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ເມືອງ"], ["ນາງ ບົວສອນ ພົມມະວົງ", "ຍິງ", "ນາກາຍ"]]
    rows += [["ທ້າວ ຄຳປະສົງ ແກ້ວບົວສີ", "ຊາຍ", "ທ່າແຂກ"]]
    old = [[typed(text) for text in row] for row in rows]
    path = saved(tmp_path / "old.xlsx", "Saysettha Lao", old)
    reading = read_list(path, gazetteer=lists.gazetteer())
    assert [row.name for row in reading.rows] == ["ບົວສອນ ພົມມະວົງ", "ຄຳປະສົງ ແກ້ວບົວສີ"]
    assert [row.district_code for row in reading.rows] == ["1207", "1201"]
    assert [p.code for p in reading.problems] == ["legacy-font"]


def test_a_list_in_an_unknown_old_font_is_refused_by_its_name(tmp_path: Path) -> None:
    path = saved(tmp_path / "old.xlsx", "Alice_0 Lao", [["-njv", "gri"], ["[q;lv", "pu"]])
    with pytest.raises(UserError, match="Alice_0"):
        read_list(path, gazetteer=lists.gazetteer())


def test_an_old_font_with_unicode_text_does_no_harm(tmp_path: Path) -> None:
    rows = [["ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"], ["ບົວສອນ ພົມມະວົງ", "ຍິງ"]]
    path = saved(tmp_path / "new.xlsx", "Alice_0 Lao", rows)
    assert len(read_list(path, gazetteer=lists.gazetteer()).rows) == 1


OLD = ["Alice_0", "Alice5", "SengChanh", "Lao 95", "Lao2000", "IBM-STENO", "Sayawath", "Duang Jan"]


@pytest.mark.parametrize("font", OLD)
def test_every_old_family_without_a_map_is_refused_by_its_name(font: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "old.xlsx", font, [["-njv", "gri"], ["[q;lv", "pu"]])
    with pytest.raises(UserError) as told:
        read_list(path, gazetteer=lists.gazetteer())
    assert font in told.value.message


@pytest.mark.parametrize("font", ["Saysettha Lao", "Chanthabouli Lao", "Saysettha OT", "Calibri"])
def test_the_known_family_is_converted_whatever_the_font_is_called(
    font: str, tmp_path: Path
) -> None:
    rows = [
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ຍ", "ຊ", "ພາກສ່ວນ"],
        ["1", "ນາງ ບົວສອນ ພົມມະວົງ", "x", "", "ຫ້ອງການ"],
    ]
    rows += [["2", "ທ້າວ ຄຳປະສົງ ແກ້ວບົວສີ", "", "x", '"']]
    old = [[typed(text) for text in row] for row in rows]
    reading = read_list(saved(tmp_path / "old.xlsx", font, old), gazetteer=lists.gazetteer())
    assert [(row.name, row.sex, row.organisation) for row in reading.rows] == [
        ("ບົວສອນ ພົມມະວົງ", "F", "ຫ້ອງການ"), ("ຄຳປະສົງ ແກ້ວບົວສີ", "M", "ຫ້ອງການ"),
    ]  # fmt: skip
    assert [p.code for p in reading.problems] == ["legacy-font"]
