"""A place is found in any spelling; what is not certain is told, not guessed."""

from __future__ import annotations

import pytest
from tests.exchange.lists import gazetteer

from workshopdesk.domain.places import split_place, split_plain_place

PLACES = gazetteer()


def province(text: str) -> str | None:
    found = PLACES.find_province(text)
    return found.code if found else None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ຄຳມ່ວນ", "LA-KH"),
        ("ຄໍາມ່ວນ\u200b ", "LA-KH"),
        ("ແຂວງ ຄຳມ່ວນ", "LA-KH"),
        ("KHAMMOUANE", "LA-KH"),
        ("Khammouan province", "LA-KH"),
        ("LA-KH", "LA-KH"),
        ("12", "LA-KH"),
        ("LPB", "LA-LP"),
        ("ຫລວງພະບາງ", "LA-LP"),
        ("Louangphabang", "LA-LP"),
        ("ນະຄອນຫລວງວຽງຈັນ", "LA-VT"),
        ("ນະຄອນຫຼວງ", "LA-VT"),
        ("ນະຄອນວຽງຈັນ", "LA-VT"),
        ("ນວ", "LA-VT"),
        ("VTE Capital", "LA-VT"),
        ("ແຂວງວຽງຈັນ", "LA-VI"),
        ("Vientiane Province", "LA-VI"),
        ("ວຽງຈັນ", "LA-VI"),
        ("Vientiane", None),
        ("Viangchan", None),
        ("ປາລີ", None),
        ("", None),
    ],
)
def test_a_province_in_any_spelling(text: str, code: str | None) -> None:
    assert province(text) == code


def test_every_place_is_found_by_every_spelling_it_is_known_by() -> None:
    for unit in PLACES.provinces:
        for text in (unit.code, unit.number, unit.name_lo, unit.full_lo, unit.name_en):
            assert province(text) == unit.code
    for area in PLACES.districts:
        for text in (area.code, area.name_lo, f"ເມືອງ{area.name_lo}", f"ມ. {area.name_lo}"):
            found = PLACES.resolve(text, PLACES.province_by_code[area.province].full_lo)
            assert found.district == area
            assert found.doubts == ()


@pytest.mark.parametrize(
    ("district", "of", "expected", "doubts"),
    [
        ("ວຽງຄຳ", "ຫຼວງພະບາງ", ("0610", "LA-LP"), []),
        ("ວຽງຄຳ", "ແຂວງວຽງຈັນ", ("1009", "LA-VI"), []),
        ("ວຽງຄຳ", "", (None, None), ["district-ambiguous"]),
        ("ໂພນທອງ", "Champassack", ("1606", "LA-CH"), []),
        ("ໂພນທອງ", "", (None, None), ["district-ambiguous"]),
        ("ໄຊເສດຖາ", "ນະຄອນຫຼວງວຽງຈັນ", ("0103", "LA-VT"), []),
        ("ໄຊເສດຖາ", "ອັດຕະປື", ("1701", "LA-AT"), []),
        ("ໄຊເສດຖາ", "", (None, None), ["district-ambiguous"]),
        ("ວຽງທອງ", "ບໍລິຄຳໄຊ", ("1106", "LA-BL"), []),
        ("ນາກາຍ", "", ("1207", None), []),
        ("ນາກາຍ", "ຫຼວງພະບາງ", ("1207", "LA-LP"), ["district-elsewhere"]),
        ("ຈັນທະບູລີ", "ວຽງຈັນ", ("0101", "LA-VT"), []),
        ("ວັງວຽງ", "Vientiane", ("1005", "LA-VI"), []),
        ("", "ວຽງຈັນ", (None, "LA-VI"), ["province-assumed"]),
        ("", "Vientiane", (None, None), ["province-ambiguous"]),
        ("ຍົມມະລາດ", "Khammuane", ("1205", "LA-KH"), []),
        ("ປາກຊອງ", "ຈຳປາສັກ", ("1604", "LA-CH"), ["place-respelled"]),
        ("ບໍ່ມີເມືອງ", "ຄຳມ່ວນ", (None, "LA-KH"), ["district-unknown"]),
        ("", "", (None, None), []),
    ],
)
def test_two_texts_name_their_places_together(
    district: str, of: str, expected: tuple[str | None, str | None], doubts: list[str]
) -> None:
    found = PLACES.resolve(district, of)
    codes = (
        found.district.code if found.district else None,
        found.province.code if found.province else None,
    )
    assert codes == expected
    assert [doubt.code for doubt in found.doubts] == doubts


def test_a_doubt_names_what_the_place_may_be() -> None:
    (doubt,) = PLACES.resolve("ນາກາຍ", "ຫຼວງພະບາງ").doubts
    assert doubt.may_be == ("ຄຳມ່ວນ",)
    (doubt,) = PLACES.resolve("", "ຄຳມວນນ").doubts
    assert "ຄຳມ່ວນ" in doubt.may_be


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ບ້ານໂພນໄຊ, ເມືອງໄຊເສດຖາ, ນະຄອນຫຼວງວຽງຈັນ", ("ໂພນໄຊ", "ໄຊເສດຖາ", "ນະຄອນຫຼວງວຽງຈັນ")),
        ("ເມືອງ ທ່າແຂກ ແຂວງ ຄໍາມ່ວນ", ("", "ທ່າແຂກ", "ຄຳມ່ວນ")),
        ("ແຂວງຫົວພັນ ເມືອງຫົວເມືອງ", ("", "ຫົວເມືອງ", "ຫົວພັນ")),
        ("ບ້ານນາເມືອງນາກາຍແຂວງຄຳມ່ວນ", ("ນາ", "ນາກາຍ", "ຄຳມ່ວນ")),
        ("ບໍ່ຮູ້", ("", "", "")),
    ],
)
def test_an_address_with_level_words(text: str, parts: tuple[str, str, str]) -> None:
    assert split_place(text) == parts


def test_an_address_without_level_words() -> None:
    assert split_plain_place(PLACES, "Nakai, Khammouane") == ("Nakai", "Khammouane")
    assert split_plain_place(PLACES, "ຫຼວງພະບາງ / ຫຼວງພະບາງ") == ("ຫຼວງພະບາງ", "ຫຼວງພະບາງ")
    assert split_plain_place(PLACES, "ຄຳມ່ວນ") == ("", "ຄຳມ່ວນ")
