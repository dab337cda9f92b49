"""Agendas as offices write them are read: times, days, topics, who, in whatever table."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.exchange.agenda_list import AgendaReading, read_agenda, read_pasted_agenda
from workshopdesk.exchange.agenda_words import kind_of


def told(reading: AgendaReading) -> list[tuple[object, str, str]]:
    return [
        (row.day, f"{row.start:%H:%M}-{row.end:%H:%M}", row.title_lo or row.title_en)
        for row in reading.rows
    ]


def saved(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    path = tmp_path / "agenda.xlsx"
    book.save(path)
    return path


def test_an_office_table_with_headings_of_days(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        ("ວາລະກອງປະຊຸມ",),
        ("ທີ່ເມືອງບົວລະພາ, ວັນທີ 15-16 ກັນຍາ 2025",),
        (),
        ("ລ/ດ", "ເວລາ", "ເນື້ອໃນ", "ຜູ້ຮັບຜິດຊອບ"),
        ("ວັນທີ 15 ກັນຍາ 2025",),
        (None, "ຕອນເຊົ້າ"),
        (1, "08h00 – 08h30", "ລົງທະບຽນ", "ພະນັກງານຊ່ວຍວຽກ"),
        (2, "8:30-9:00", "ກ່າວເປີດ", "ທ່ານ ວັນໄຊ ແກ້ວວິຈິດ, ປະທານ"),
        (3, "09.00-10.15 ໂມງ", "ນຳສະເໜີ: ການຮັບຄຳຮ້ອງ", "ກຳມາທິການຍຸຕິທຳ"),
        (4, "໑໒:໐໐-໑໓:໓໐", "ຮັບປະທານອາຫານທ່ຽງ", None),
        (None, "ຕອນບ່າຍ"),
        (5, "1:30-3:00", "ແບ່ງກຸ່ມຄົ້ນຄວ້າ", None),
        ("ວັນທີ 16 ກັນຍາ 2025",),
        (6, time(8, 30), "ລາຍງານຜົນຂອງກຸ່ມ", "ຫົວໜ້າກຸ່ມ"),
        (7, time(10), "ພັກຜ່ອນ", None),
        ("ຄຳມ່ວນ, ວັນທີ 1 ກັນຍາ 2025",),
    )
    reading = read_agenda(path)
    first, second = date(2025, 9, 15), date(2025, 9, 16)
    assert told(reading) == [
        (first, "08:00-08:30", "ລົງທະບຽນ"),
        (first, "08:30-09:00", "ກ່າວເປີດ"),
        (first, "09:00-10:15", "ນຳສະເໜີ: ການຮັບຄຳຮ້ອງ"),
        (first, "12:00-13:30", "ຮັບປະທານອາຫານທ່ຽງ"),
        (first, "13:30-15:00", "ແບ່ງກຸ່ມຄົ້ນຄວ້າ"),
        (second, "08:30-10:00", "ລາຍງານຜົນຂອງກຸ່ມ"),
        (second, "10:00-10:30", "ພັກຜ່ອນ"),
    ]
    assert [row.kind for row in reading.rows] == [
        SessionKind.REGISTRATION, SessionKind.OPENING, SessionKind.PRESENTATION,
        SessionKind.MEAL, SessionKind.GROUP_WORK, SessionKind.PLENARY_REPORT, SessionKind.BREAK,
    ]  # fmt: skip
    assert reading.rows[1].people == "ທ່ານ ວັນໄຊ ແກ້ວວິຈິດ, ປະທານ"
    assert [p.code for p in reading.problems] == ["no-end"]


def test_days_and_hours_in_columns_of_their_own(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        ("Date", "Start", "End", "Topic", "Responsible", "Room"),
        (date(2025, 9, 15), time(8), time(9), "Opening", "Chair", "Main hall"),
        (None, "9:00", "10:00", "Coffee break", None, None),
        (date(2025, 9, 16), "8:00 am", "1:00 pm", "Field visit", "Guide", None),
    )
    rows = read_agenda(path).rows
    assert [(r.day, r.start, r.end) for r in rows] == [
        (date(2025, 9, 15), time(8), time(9)),
        (date(2025, 9, 15), time(9), time(10)),
        (date(2025, 9, 16), time(8), time(13)),
    ]
    assert (rows[0].title_lo, rows[0].title_en, rows[0].room) == ("", "Opening", "Main hall")


@pytest.mark.parametrize(
    "text",
    [
        "Day 1\n08:30-09:00\tເປີດ\tບຸນມີ\n09:00-10:00\tພັກ\nDay 2\n8:00-9:00\tສະຫຼຸບ",
        "ມື້ທີ 1: ວັນຈັນ\n08:30-09:00 ເປີດ\n09:00-10:00: ພັກ\nມື້ທີ 2\n8h-9h ສະຫຼຸບ",
        "08:30-09:00\tເປີດ\n09:00-10:00\tພັກ\n08:00-09:00\tສະຫຼຸບ",
        "ເວລາ\tເນື້ອໃນ\n8:30\tເປີດ\n9:00-10:00\tພັກ\n8:00-9:00\tສະຫຼຸບ",
    ],
)
def test_pasted_rows_and_lines_of_a_letter(text: str) -> None:
    assert told(read_pasted_agenda(text)) == [
        (1, "08:30-09:00", "ເປີດ"), (1, "09:00-10:00", "ພັກ"), (2, "08:00-09:00", "ສະຫຼຸບ"),
    ]  # fmt: skip


def test_both_languages_in_one_cell_and_kinds_by_name() -> None:
    text = 'ເວລາ\tປະເພດ\tຫົວຂໍ້\tຜູ້ຮັບຜິດຊອບ\n8-9\tPresentation\t"ກ່າວເປີດ\nOpening"\t"ປະທານ\nChair"'
    (row,) = read_pasted_agenda(text).rows
    assert (row.title_lo, row.title_en, row.people) == ("ກ່າວເປີດ", "Opening", "ປະທານ")
    assert row.kind is SessionKind.PRESENTATION


def test_rows_that_say_too_little_are_told() -> None:
    text = "ເວລາ\tເນື້ອໃນ\n8:00-9:00\tເປີດ\nບໍ່ຮູ້\tຂໍ້ຄວາມ\n9:00-10:00\t\n10:00-11:00\tພັກ"
    reading = read_pasted_agenda(text)
    assert len(reading.rows) == 2
    assert [(p.code, p.row) for p in reading.problems] == [("no-time", 3), ("no-title", 4)]


@pytest.mark.parametrize("text", ["", "ລາຍຊື່\nບຸນມີ", "a\tb\tc\n1\t2\t3"])
def test_what_holds_no_agenda_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        read_pasted_agenda(text)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("ພັກທ່ຽງ", SessionKind.MEAL), ("Tea break", SessionKind.BREAK),
        ("ຖາມ-ຕອບ", SessionKind.DISCUSSION), ("ຫົວຂໍ້ໃດໜຶ່ງ", SessionKind.PRESENTATION),
        ("ກ່າວປິດກອງປະຊຸມ", SessionKind.CLOSING), ("Group work 2", SessionKind.GROUP_WORK),
    ],
)  # fmt: skip
def test_what_a_session_is_for_is_told_by_its_title(title: str, kind: SessionKind) -> None:
    assert kind_of(title) is kind


cells = st.text(alphabet="0189:.-hກຂ \t\n/ວັນທີDay", max_size=60)


@given(cells)
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        reading = read_pasted_agenda(text)
    except UserError:
        return
    assert all(row.start < row.end and (row.title_lo or row.title_en) for row in reading.rows)


def test_a_list_of_people_is_no_agenda(tmp_path: Path) -> None:
    path = saved(tmp_path, ("ລ/ດ", "ຊື່"), (1, "ບຸນມີ"), (2, "ຄຳສິງ"))
    with pytest.raises(UserError, match=r"agenda\.xlsx"):
        read_agenda(path)
