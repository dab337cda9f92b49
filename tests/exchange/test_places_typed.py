"""Every spelling of every province and district, typed as people type, comes to its code."""

from __future__ import annotations

import pytest
from tests.exchange import lists

from workshopdesk.domain.places import District, Province

PLACES = lists.gazetteer()


def typings(name: str) -> set[str]:
    """One name as it is typed in lists."""
    ways = {name, f" {name} ", name.replace("ຳ", "ໍາ"), name.replace(" ", "  ")}
    ways |= {way.replace("ຫຼ", "ຫລ").replace("ໜ", "ຫນ").replace("ໝ", "ຫມ") for way in set(ways)}
    if name.isascii():
        ways |= {name.upper(), name.lower(), name.replace("-", " "), name.replace(" ", "-")}
    return {way for way in ways if way.strip()}


def spellings(place: Province | District) -> list[str]:
    names = [place.name_lo, place.name_en, *place.variants]
    if isinstance(place, Province):
        names += [place.full_lo, place.code, place.number, f"{place.name_en} Province"]
        return [n for n in names if n]
    return [*names, place.code, f"ເມືອງ{place.name_lo}", f"ມ. {place.name_lo}"]


@pytest.mark.parametrize("province", PLACES.provinces, ids=lambda p: p.code)
def test_a_province_in_every_spelling_is_found_or_asked(province: Province) -> None:
    for name in spellings(province):
        for typed in typings(name):
            found = PLACES.resolve("", typed)
            if found.province is None:
                assert [d.code for d in found.doubts] == ["province-ambiguous"], typed
            else:
                assert found.province.code == province.code, typed


@pytest.mark.parametrize("province", PLACES.provinces, ids=lambda p: p.code)
def test_a_district_in_every_spelling_is_found_with_its_province(province: Province) -> None:
    for district in PLACES.districts:
        if district.province != province.code:
            continue
        for name in spellings(district):
            for typed in typings(name):
                found = PLACES.resolve(typed, province.full_lo or province.name_lo)
                assert found.district is not None, typed
                assert found.district.code == district.code, typed
                assert not found.doubts, typed


def test_a_district_without_its_province_is_found_and_a_homonym_asked() -> None:
    asked: set[str] = set()
    for district in PLACES.districts:
        for name in spellings(district):
            found = PLACES.resolve(name, "")
            if found.district is None:
                assert [d.code for d in found.doubts] == ["district-ambiguous"], name
                asked.add(district.code)
            else:
                assert found.district.code == district.code, name
    assert asked >= {"0610", "1009", "0612", "1606", "0103", "1701", "1106", "0703"}


@pytest.mark.parametrize("name", ["ວຽງຄຳ", "ໂພນທອງ", "ໄຊເສດຖາ", "ວຽງທອງ"])
def test_the_four_homonyms_are_asked(name: str) -> None:
    found = PLACES.resolve(name, "")
    assert found.district is None
    assert [d.code for d in found.doubts] == ["district-ambiguous"]
