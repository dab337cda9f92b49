"""What single marks and habits of lists mean: headings, ditto marks, notes, several people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.exchange import lists

from workshopdesk.domain.errors import UserError
from workshopdesk.exchange.reading import ListReading, read_list, read_pasted

ONE, TWO, THREE = "ທ່ານ ນາງ ບົວສອນ ພົມມະວົງ", "ທ້າວ ຄຳປະສົງ ແກ້ວບົວສີ", "ສົມຈິດ ລາດຊະບຸດ"
NAMES = ["ບົວສອນ ພົມມະວົງ", "ຄຳປະສົງ ແກ້ວບົວສີ", "ສົມຈິດ ລາດຊະບຸດ"]
Cells = Sequence[Sequence[object]]


def pasted(rows: Cells, mapping: Mapping[str, str] | None = None) -> ListReading:
    text = "\n".join("\t".join("" if c is None else str(c) for c in row) for row in rows)
    return read_pasted(text, gazetteer=lists.gazetteer(), mapping=mapping)


def saved(rows: Cells, path: Path, *merges: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    for span in merges:
        sheet.merge_cells(span)
    book.save(path)
    return path


def column(reading: ListReading, field: str) -> list[object]:
    return [getattr(row, field) for row in reading.rows]


def codes(reading: ListReading) -> list[tuple[str, int | None, str]]:
    return [(p.code, p.row, p.column) for p in reading.problems]


def test_a_list_without_any_heading_is_known_by_its_content() -> None:
    reading = pasted([
        [1, ONE, "ຍິງ", "ຫົວໜ້າພະແນກ", "ພະແນກພາຍໃນ", "02055512345"],
        [2, TWO, "ຊາຍ", "ວິຊາການ", "ຫ້ອງການສະພາ", "2055512346"],
        [3, THREE, "ຊາຍ", "ວິຊາການ", "ຫ້ອງການສະພາ", "2055512347"],
    ])  # fmt: skip
    assert column(reading, "name") == NAMES
    assert column(reading, "organisation") == ["ພະແນກພາຍໃນ", "ຫ້ອງການສະພາ", "ຫ້ອງການສະພາ"]
    assert reading.columns["phone"].column == "F"
    assert all(guess.confidence < 0.8 for guess in reading.columns.values())


@pytest.mark.parametrize("mark", lists.DITTOS)
def test_a_ditto_mark_means_what_stands_above(mark: str) -> None:
    reading = pasted([
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ", "ພາກສ່ວນ"],
        [1, ONE, "ວິຊາການ", "ພະແນກພາຍໃນ"],
        [2, TWO, mark, "ພະແນກພາຍໃນ"],
        [3, THREE, mark, mark],
    ])  # fmt: skip
    assert column(reading, "position") == ["ວິຊາການ"] * 3
    assert column(reading, "organisation") == ["ພະແນກພາຍໃນ"] * 3


def test_a_ditto_mark_below_nothing_is_told() -> None:
    reading = pasted([["ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ"], [ONE, "″"], [TWO, "ວິຊາການ"]])
    assert column(reading, "position") == ["", "ວິຊາການ"]
    assert codes(reading) == [("ditto-without-value", 2, "B")]


def test_units_districts_and_roles_as_section_headings() -> None:
    reading = pasted([
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ໂທ"],
        ["ແຂວງຄຳມ່ວນ", "", ""],
        ["", "ເມືອງ ທ່າແຂກ", ""],
        [1, ONE, "02055512345"],
        ["II. ແຂວງຫລວງພະບາງ (2 ຄົນ)", "", ""],
        ["ສະພາປະຊາຊົນແຂວງ", "", ""],
        [2, TWO, "02055512346"],
        ["ວິທະຍາກອນ", "", ""],
        [3, THREE, "02055512347"],
    ])  # fmt: skip
    assert column(reading, "province") == ["ຄຳມ່ວນ", "ຫຼວງພະບາງ", "ຫຼວງພະບາງ"]
    assert column(reading, "district") == ["ທ່າແຂກ", "", ""]
    assert column(reading, "organisation")[1] == "ສະພາປະຊາຊົນແຂວງ"
    assert column(reading, "role") == ["", "", "ວິທະຍາກອນ"]


def test_totals_notes_and_signatures_are_no_people() -> None:
    reading = pasted([
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ຕຳແໜ່ງ", "ລາຍເຊັນ"],
        [1, ONE, "ຍ", "ປະທານ", ""],
        ["", "ລວມ 1 ທ່ານ, ຍິງ 1 ທ່ານ", "", "", ""],
        [2, TWO, "ຊ", "ວິຊາການ", ""],
        [3, "", "", "", ""],
        ["", "ລວມທັງໝົດ", "", 2, ""],
        ["", "", "", "ທ່າແຂກ, ວັນທີ 15 ກັນຍາ 2025", ""],
        ["", "", "", "ຜູ້ສັງລວມ", ""],
        ["", "", "", "ສົມພອນ ມະໂນລາ", ""],
    ])  # fmt: skip
    assert column(reading, "name") == NAMES[:2]
    assert reading.problems == ()


def test_a_row_without_a_name_is_left_out_and_told() -> None:
    reading = pasted([
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ຕຳແໜ່ງ"], [1, ONE, "ປະທານ"], [2, "-", "ວິຊາການ"],
    ])  # fmt: skip
    assert column(reading, "name") == NAMES[:1]
    assert codes(reading) == [("no-name", 3, "B")]


def test_several_tables_on_one_sheet_each_with_columns_of_its_own() -> None:
    reading = pasted([
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"], [1, ONE, "ຍ"],
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"], [2, TWO, "ຊ"],
        [], ["No", "Sex", "Full name"], [1, "M", THREE],
    ])  # fmt: skip
    assert column(reading, "name") == NAMES
    assert column(reading, "sex") == ["F", "M", "M"]


def test_a_list_of_nothing_but_names() -> None:
    reading = pasted([["ລາຍຊື່ຜູ້ເຂົ້າຮ່ວມ"], ["ຊື່ ແລະ ນາມສະກຸນ"], [ONE], [TWO], [THREE]])
    assert column(reading, "name") == NAMES


def test_sex_from_an_honorific_that_says_it_only() -> None:
    reading = pasted([["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ"], [1, ONE], [2, TWO], [3, "ທ່ານ " + THREE]])
    assert column(reading, "sex") == ["F", "M", None]


def test_a_column_that_contradicts_the_honorific_is_believed_and_told() -> None:
    reading = pasted([["ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"], [ONE, "ຊາຍ"], [TWO, "ຊາຍ"]])
    assert column(reading, "sex") == ["M", "M"]
    assert codes(reading) == [("sex-against-honorific", 2, "B")]


def test_one_tick_column_leaves_the_others_open() -> None:
    reading = pasted([["ຊື່ ແລະ ນາມສະກຸນ", "ຍິງ"], ["ທ່ານ " + NAMES[0], "x"], [THREE, ""]])
    assert column(reading, "sex") == ["F", None]
    assert codes(reading) == [("sex-one-column", None, "B")]


def test_both_sexes_ticked_is_told() -> None:
    rows = [["ຊື່ ແລະ ນາມສະກຸນ", "ຍິງ", "ຊາຍ"], [THREE, "x", "x"], [THREE, "", "x"]]
    reading = pasted(rows)
    assert column(reading, "sex") == [None, "M"]
    assert codes(reading) == [("sex-twice", 2, "B")]


def test_several_people_in_one_cell(tmp_path: Path) -> None:
    path = saved(
        [
            ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ພາກສ່ວນ", "ເບີໂທ"],
            [1, f"{ONE}\n{TWO}", "ເຮວວິຕັດ", "020 55512345\n020 55512346"],
            [2, THREE, "ເຮວວິຕັດ", "020 55512347 / 030 9123456"],
        ],
        tmp_path / "list.xlsx",
    )
    reading = read_list(path, gazetteer=lists.gazetteer())
    assert column(reading, "name") == NAMES
    assert column(reading, "organisation") == ["ເຮວວິຕັດ"] * 3
    assert column(reading, "phones") == [
        ("020 55512345",), ("020 55512346",), ("020 55512347", "030 9123456"),
    ]  # fmt: skip
    assert codes(reading) == [("several-people", 2, "B")]


def test_an_address_in_one_cell_is_told_apart() -> None:
    reading = pasted([
        ["ຊື່ ແລະ ນາມສະກຸນ", "ທີ່ຢູ່"],
        [ONE, "ບ້ານໂພນໄຊ, ເມືອງໄຊເສດຖາ, ນະຄອນຫຼວງວຽງຈັນ"],
        [TWO, "Nakai, Khammouane"],
        [THREE, "ບ້ານນາ ເມືອງຫົວເມືອງ ແຂວງຫົວພັນ"],
    ])  # fmt: skip
    assert column(reading, "village") == ["ໂພນໄຊ", "", "ນາ"]
    assert column(reading, "district_code") == ["0103", "1207", "0705"]
    assert column(reading, "province_code") == ["LA-VT", "LA-KH", "LA-HO"]


def test_places_that_are_not_certain_stay_as_typed_with_a_problem() -> None:
    reading = pasted([
        ["ຊື່ ແລະ ນາມສະກຸນ", "ເມືອງ", "ແຂວງ"],
        [ONE, "ວຽງຄຳ", ""],
        [TWO, "ນາກາຍ", "ຫຼວງພະບາງ"],
        [THREE, "ປາກຊອງ", "Champasak"],
        [THREE, "", "Vientiane"],
    ])  # fmt: skip
    assert column(reading, "district") == ["ວຽງຄຳ", "ນາກາຍ", "ປາກຊ່ອງ", ""]
    assert column(reading, "province") == ["", "ຫຼວງພະບາງ", "ຈຳປາສັກ", "Vientiane"]
    assert codes(reading) == [
        ("district-ambiguous", 2, "B"),
        ("district-elsewhere", 3, "B"),
        ("place-respelled", 4, "B"),
        ("province-ambiguous", 5, "C"),
    ]
    assert "ຄຳມ່ວນ" in reading.problems[1].message


def test_years_of_birth_in_every_form(tmp_path: Path) -> None:
    years = [
        1988, 2531, "໑໙໘໘", date(1988, 5, 1), "12/05/2531", "5 ພຶດສະພາ 1988",
        date(1905, 6, 10), "1/1/88", 32_264, "ປີ 1988", "?",
    ]  # fmt: skip
    rows: list[list[object]] = [["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ວັນເດືອນປີເກີດ"]]
    rows += [[n, f"ທອງດີ ຄຳ{n}", year] for n, year in enumerate(years)]
    reading = read_list(saved(rows, tmp_path / "l.xlsx"), gazetteer=lists.gazetteer())
    assert column(reading, "birth_year") == [1988] * 10 + [None]
    assert codes(reading) == [("year-guessed", 9, "C")]


def test_ages_are_kept_as_ages() -> None:
    reading = pasted([["Name", "Age"], ["Somphone Keo", 35], ["Ms Bounmy Vong", "໔໒ ປີ"]])
    assert column(reading, "age") == [35, 42]
    assert column(reading, "birth_year") == [None, None]


def test_merged_cells_speak_for_all_rows_they_cover(tmp_path: Path) -> None:
    path = saved(
        [
            ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ພາກສ່ວນ", "ໂທ"],
            [1, ONE, "ພະແນກພາຍໃນ", "02055512345"],
            [2, TWO, None, "02055512346"],
            [3, THREE, None, "02055512347"],
        ],
        tmp_path / "l.xlsx",
        "C2:C3",
    )
    reading = read_list(path, gazetteer=lists.gazetteer())
    assert column(reading, "organisation") == ["ພະແນກພາຍໃນ", "ພະແນກພາຍໃນ", ""]


def test_hidden_rows_are_read_and_told_and_hidden_sheets_are_a_last_resort(tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    rows: Cells = [["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"], [1, ONE, "ຍ"], [2, TWO, "ຊ"]]
    book = openpyxl.load_workbook(saved(rows, path))
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.row_dimensions[3].hidden = True
    old = book.create_sheet("Old")
    old.append(["ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"])
    old.append([THREE, "ຊ"])
    old.sheet_state = "hidden"
    book.save(path)
    reading = read_list(path, gazetteer=lists.gazetteer())
    assert column(reading, "name") == NAMES[:2]
    assert codes(reading) == [("hidden-rows", 3, "")]
    only = read_list(path, sheet="Old", gazetteer=lists.gazetteer())
    assert column(only, "name") == NAMES[2:]


def test_the_table_may_lie_on_any_sheet_and_a_missing_sheet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "l.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "ສະຫຼຸບ"  # type: ignore[union-attr]  # a new book has a sheet
    sheet = book.create_sheet("ລາຍຊື່")
    for row in (["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"], [1, ONE, "ຍ"]):
        sheet.append(row)
    book.save(path)
    reading = read_list(path, gazetteer=lists.gazetteer())
    assert [(r.sheet, r.row) for r in reading.rows] == [("ລາຍຊື່", 2)]
    with pytest.raises(UserError, match="ລາຍຊື່"):
        read_list(path, sheet="X", gazetteer=lists.gazetteer())


def test_columns_can_be_named_by_letters_or_by_heading() -> None:
    rows = [["x", "y", "z"], ["ວິຊາການ", ONE, "ພະແນກ"], ["ວິຊາການ", TWO, "ພະແນກ"]]
    reading = pasted(rows, {"name": "B", "position": "x"})
    assert column(reading, "name") == NAMES[:2]
    assert column(reading, "position") == ["ວິຊາການ"] * 2
    with pytest.raises(UserError, match="No such field"):
        pasted(rows, {"nam": "B"})
    with pytest.raises(UserError, match="No such column"):
        pasted(rows, {"name": "nowhere"})


def test_a_layout_is_recognised_whoever_is_on_the_list() -> None:
    heading = ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"]
    first = pasted([heading, [1, ONE, "ຍ"]]).fingerprint
    assert first
    assert pasted([["ບັນຊີ"], heading, [1, TWO, "ຊ"]]).fingerprint == first
    assert pasted([heading[::-1], ["ຍ", ONE, 1]]).fingerprint != first


def test_what_is_no_list_is_refused() -> None:
    with pytest.raises(UserError, match="No list of people"):
        pasted([["2024", "12"], ["3", "4"]])


def test_titles_and_ranks_are_told_apart_from_names() -> None:
    reading = pasted([
        ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ"],
        [1, "ທ່ານ ພັອ ຄຳປະສົງ ແກ້ວບົວສີ"], [2, "ທ່ານ ປອ.ສົມຈິດ ລາດຊະບຸດ"],
        [3, "3. ທ່ານນາງ\u00a0ນໍ້າທິບ  ພົມມະວົງ\u200b"], [4, "ທອງດີ ວົງໄຊ (ຊ)"],
    ])  # fmt: skip
    assert column(reading, "name") == [
        "ຄຳປະສົງ ແກ້ວບົວສີ", "ສົມຈິດ ລາດຊະບຸດ", "ນ້ຳທິບ ພົມມະວົງ", "ທອງດີ ວົງໄຊ",
    ]  # fmt: skip
    assert column(reading, "sex") == [None, None, "F", "M"]
    assert reading.rows[0].rank == "ພັອ"


def test_a_name_in_both_scripts_is_told_apart() -> None:
    reading = pasted([
        ["No", "Participants' name"],
        [1, "ທ່ານ ບຸນມີ ວົງໄຊ / Mr. Bounmy Vongxay"], [2, "Mr. ບຸນມີ ວົງໄຊ"],
    ])  # fmt: skip
    assert column(reading, "name") == ["ບຸນມີ ວົງໄຊ"] * 2
    assert column(reading, "name_latin") == ["Bounmy Vongxay", ""]


def test_two_tables_side_by_side_are_both_read() -> None:
    heading = ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ເພດ"]
    reading = pasted([
        ["ບັນຊີລາຍຊື່"], [*heading, "", *heading], [1, ONE, "ຍ", "", 3, THREE, "ຊ"], [2, TWO, "ຊ"],
    ])  # fmt: skip
    assert column(reading, "name") == NAMES
    assert column(reading, "sex") == ["F", "M", "M"]


def test_one_heading_over_given_name_and_surname_or_honorific_and_name(tmp_path: Path) -> None:
    heading = ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", None, "ໂທ"]
    split = [heading] + [[n, *name.split(), "02055512345"] for n, name in enumerate(NAMES)]
    path = saved(split, tmp_path / "a.xlsx", "B1:C1")
    assert column(read_list(path, gazetteer=lists.gazetteer()), "name") == NAMES
    titled = [heading] + [[n, "ທ່ານ", name, "02055512345"] for n, name in enumerate(NAMES)]
    for merges in ((), ("B1:C1",)):
        path = saved(titled, tmp_path / "b.xlsx", *merges)
        reading = read_list(path, gazetteer=lists.gazetteer())
        assert column(reading, "name") == NAMES
        assert column(reading, "honorific") == ["ທ່ານ"] * 3


def test_a_hidden_column_gives_way_to_one_that_is_seen(tmp_path: Path) -> None:
    rows: Cells = [["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ພາກສ່ວນ", "ພາກສ່ວນ"], [1, ONE, "ເກົ່າ", "ໃໝ່"]]
    path = saved(rows, tmp_path / "l.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.column_dimensions["C"].hidden = True
    book.save(path)
    assert column(read_list(path, gazetteer=lists.gazetteer()), "organisation") == ["ໃໝ່"]


@pytest.mark.parametrize("serial", ["1.", "(1)", "໑"])
def test_serial_numbers_in_other_forms(serial: str) -> None:
    reading = pasted([["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ໂທ"], [serial, "ສົມຈິດ", ""], ["", "ທ່າແຂກ", ""]])
    assert column(reading, "name") == ["ສົມຈິດ"]


@pytest.mark.parametrize(
    "heading",
    [
        "ແຂວງຄຳມ່ວນ",
        "ແຂວງ ຄໍາມ່ວນ: 31 ຄົນ",
        "II. ແຂວງຄຳມ່ວນ (31)",
        "ກ. ຄຳມ່ວນ",
        "ແຂວງຄຳມ່ວນ ຈຳນວນ 31 ທ່ານ, ຍິງ 12 ທ່ານ",
        "Khammouane Province (31 people)",
        "1. Khammouane",
    ],
)
def test_a_section_heading_may_be_numbered_and_counted(heading: str) -> None:
    rows: Cells = [["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ໂທ"], [heading, "", ""], [1, ONE, "02055512345"]]
    assert column(pasted(rows), "province") == ["ຄຳມ່ວນ"]


def test_a_number_in_the_name_of_a_unit_stays() -> None:
    rows: Cells = [["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ໂທ"], ["ໂຮງໝໍ 103", "", ""], [1, ONE, "02055512345"]]
    assert column(pasted(rows), "organisation") == ["ໂຮງໝໍ 103"]


def test_a_heading_typed_on_two_rows() -> None:
    reading = pasted([
        ["ເມືອງ:", "ນາກາຍ", "ແຂວງ:", "ຄຳມ່ວນ"],
        ["ລ/ດ", "ຊື່ ແລະ", "ຕຳ", "ເບີ"], ["", "ນາມສະກຸນ", "ແໜ່ງ", "ໂທ"],
        [1, ONE, "ປະທານ", "020 55512345"], [2, THREE, "ວິຊາການ", "020 55512346"],
    ])  # fmt: skip
    assert column(reading, "name") == [NAMES[0], NAMES[2]]
    assert column(reading, "position") == ["ປະທານ", "ວິຊາການ"]


def test_a_column_that_is_nothing_is_left_aside_and_one_not_understood_is_told() -> None:
    rows = [
        ["ຊື່ ແລະ ນາມສະກຸນ", "ໂທ", "ໂທ 2", "ງວດ", "ລາຍເຊັນ"],
        [ONE, "02055512345", "02099912345", "ກ", "x"], [TWO, "02055512346", "", "ຂ", ""],
    ]  # fmt: skip
    reading = pasted(rows)
    assert reading.unknown == {"D": "ງວດ"}
    assert reading.rows[0].phones == ("02055512345", "02099912345")
    told = pasted(rows, {"ignored": "ໂທ 2,D"})
    assert (told.ignored, told.unknown) == (("C", "D"), {})
    assert told.rows[0].phones == ("02055512345",)
    assert told.fingerprint == reading.fingerprint
    with pytest.raises(UserError, match="No such column"):
        pasted(rows, {"ignored": "nowhere"})


def test_people_below_a_total_are_read_where_they_are_surely_people() -> None:
    reading = pasted([
        ["ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ຕຳແໜ່ງ"], [ONE, "ຍ", "ປະທານ"], ["ລວມ", 1, ""], [TWO, "ຊ", ""],
        ["ຫົວໜ້າຫ້ອງການ", "", "ຜູ້ສັງລວມ"], [THREE, "", "ບຸນມີ ວົງໄຊ"],
    ])  # fmt: skip
    assert column(reading, "name") == NAMES[:2]


def test_the_row_below_a_heading_of_names_is_no_further_heading_when_it_names_someone() -> None:
    reading = pasted([
        ["ຊື່ ແລະ ນາມສະກຸນ", "ເພດ", "ພາກສ່ວນ"], [ONE, "ຍິງ", "ອົງການຊ່ວຍເຫຼືອ"], [TWO, "ຊາຍ", "ອົງການ"],
    ])  # fmt: skip
    assert column(reading, "name") == NAMES[:2]


def test_a_heading_above_each_table_holds_for_it_and_for_its_next_page() -> None:
    heading = ["ລ/ດ", "ຊື່ ແລະ ນາມສະກຸນ", "ໂທ"]
    reading = pasted([
        ["ເມືອງນາກາຍ"], heading, [1, ONE, "02055512345"], heading, [2, TWO, "02055512346"],
        ["ເມືອງທ່າແຂກ"], heading, [1, THREE, "02055512347"],
    ])  # fmt: skip
    assert column(reading, "district_code") == ["1207", "1207", "1201"]
