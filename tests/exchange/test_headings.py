"""Headings in Lao and English, with the slips people type."""

from __future__ import annotations

import pytest

from workshopdesk.exchange.headings import fields_of, path_fields


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ຊື່ ແລະ ນາມສະກຸນ", "name"),
        ("ຊື່ເເລະນາມສະກຸນ", "name"),
        ("Full name / ຊື່", "name"),
        ("Participants' Name", "name"),
        ("What is your full name?", "name"),
        ("ຊື່ ແລະ ນາມສະກຸນ (ພາສາອັງກິດ)", "name_latin"),
        ("Name (English)", "name_latin"),
        ("ຊື່", "given_name"),
        ("Family Name", "surname"),
        ("ເພດ (ຍ/ຊ)", "sex"),
        ("ເພດ ຍິງ/ຊາຍ", "sex"),
        ("ຍິງ / F", "sex_female"),
        ("ຕໍາແຫນ່ງ", "position"),
        ("ຕຳແໜ່ງ ແລະ ໜ້າທີ່", "position"),
        ("Job title", "position"),
        ("ຊື່ອົງການ", "organisation"),
        ("Name of Organization", "organisation"),
        ("ມາຈາກພາກສ່ວນ", "organisation"),
        ("ແຂວງ/Province", "province"),
        ("ມາຈາກເມືອງ", "district"),
        ("ແຂວງ-ເມືອງ", "place"),
        ("ເບີໂທ (WhatsApp)", "phone"),
        ("Mobile phone number", "phone"),
        ("ວ/ດ/ປ ເກີດ", "birth_year"),
        ("Date of birth (dd/mm/yyyy)", "birth_year"),
        ("ອາຍຸ/Age", "age"),
        ("ລ.ດ", "serial"),
        ("#", "serial"),
        ("ລາຍເຊັນ", "ignored"),
        ("ມື້ທີ 1 ເຊົ້າ", "ignored"),
        ("ໂທລະສບ", "phone"),
        ("Organizaton", "organisation"),
    ],
)
def test_a_heading_names_its_field(heading: str, field: str) -> None:
    assert fields_of(heading)[0].field == field


@pytest.mark.parametrize(
    "text", ["ບົວສອນ ພົມມະວົງ", "ຄຳປະສົງ", "12", "", "'", "x" * 500, "ກອງປະຊຸມ", "Somphone Keomany"]
)
def test_other_text_names_none(text: str) -> None:
    assert fields_of(text) == ()


def test_the_lowest_row_of_a_heading_decides_if_it_can() -> None:
    assert path_fields(("ເພດ", "ຍ"))[0].field == "sex_female"
    assert path_fields(("ຊື່ ແລະ ນາມສະກຸນ", "Name and surname"))[0].field == "name"
    assert path_fields(("ຕຳແໜ່ງ", "(5)"))[0].field == "position"
    assert path_fields(("ລາຍເຊັນ", "15/9"))[0].field == "ignored"
    assert path_fields(()) == ()
