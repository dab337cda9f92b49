"""Names taken apart."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lao.strategies import any_text

from workshopdesk.lao.names import PersonName, name_key, split_name
from workshopdesk.lao.text import canonical

TITLES = ["ທ່ານ", "ນາງ", "ທ່ານນາງ", "ທ້າວ", "ສະຫາຍ", "ສ.", "ພັອ", "ດຣ.", "ປອ.", "Mr.", "Dr"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ທ່ານ ພັອ ຄຳສິງ ນົນທະສອນ", PersonName("ທ່ານ", "ພັອ", "ຄຳສິງ", "ນົນທະສອນ", None)),
        ("ທ່ານ ປອ.ຊົມພູ ວົງ", PersonName("ທ່ານ", "ປອ.", "ຊົມພູ", "ວົງ", None)),
        ("ທ່ານ ຮສ. ດຣ. ບຸນ ດີ", PersonName("ທ່ານ", "ຮສ. ດຣ.", "ບຸນ", "ດີ", None)),
        ("ທ່ານ\u00a0ນາງ\u00a0 ລ\u0ecd\u0eb2ພູນ  ສຸກ ", PersonName("ທ່ານ ນາງ", "", "ລຳພູນ", "ສຸກ", "F")),
        ("ທ່ານນາງ ຄຳໝັ້ນ ດວງ", PersonName("ທ່ານນາງ", "", "ຄຳໝັ້ນ", "ດວງ", "F")),
        ("ທ່ານນາງຄຳໝັ້ນ ດວງ", PersonName("ທ່ານນາງ", "", "ຄຳໝັ້ນ", "ດວງ", "F")),
        ("ທ່ານ ນາງຄຳໝັ້ນ ດວງ", PersonName("ທ່ານ ນາງ", "", "ຄຳໝັ້ນ", "ດວງ", "F")),
        ("ທ່ານບຸນມີ ພິມ", PersonName("ທ່ານ", "", "ບຸນມີ", "ພິມ", None)),
        ("ສະຫາຍ ນາງ ຄຳ", PersonName("ສະຫາຍ ນາງ", "", "ຄຳ", "", "F")),
        ("ທ້າວ ວິໄລ ແສງ", PersonName("ທ້າວ", "", "ວິໄລ", "ແສງ", "M")),
        ("ພັນເອກ ບຸນ ດີ", PersonName("", "ພັນເອກ", "ບຸນ", "ດີ", None)),
        ("Mr. Bounmy Phim", PersonName("Mr.", "", "Bounmy", "Phim", "M")),
        ("MRS KHAM", PersonName("MRS", "", "KHAM", "", "F")),
        ("H.E. Dr.Kham Sy", PersonName("H.E.", "Dr.", "Kham", "Sy", None)),
        ("ບຸນມີ (ນ້ອຍ) ພິມ", PersonName("", "", "ບຸນມີ (ນ້ອຍ)", "ພິມ", None)),
        ("ຫລ້າ ສີ", PersonName("", "", "ຫລ້າ", "ສີ", None)),
        ("", PersonName("", "", "", "", None)),
    ],
)
def test_split(typed: str, name: PersonName) -> None:
    assert split_name(typed) == name


@pytest.mark.parametrize(
    "name",
    ["ນາງນ້ອຍ ຈັນທະວົງ", "ນາງຫຼ້າ", "ນາງ", "ທ່ານ", "ທ່ານາລີ ສີ", "ທ້າວຄຳ ສີ", "ສົມ ດີ", "He Xiao", "Gen Sato"],
)
def test_what_may_be_a_name_stays(name: str) -> None:
    assert split_name(name).name == name
    assert split_name(name).sex is None


def test_a_title_needs_a_name_after_it() -> None:
    assert split_name("ທ່ານ ນາງ") == PersonName("ທ່ານ", "", "ນາງ", "", None)


@given(
    st.lists(st.sampled_from([*TITLES, "ບຸນມີ", "ສີ", "ນາງນ້ອຍ"]), max_size=6),
    st.sampled_from(["", " "]),
)
def test_nothing_typed_is_lost(words: list[str], joint: str) -> None:
    _same_characters(joint.join(words))


@given(any_text)
def test_nothing_of_any_text_is_lost(text: str) -> None:
    _same_characters(text)


def _same_characters(text: str) -> None:
    found = split_name(text)
    parts = found.honorific + found.rank + found.given + found.surname
    assert Counter("".join(parts.split())) == Counter("".join(canonical(text).split()))
    assert bool(found.name) == bool(canonical(text))


def test_key_ignores_titles_and_spelling() -> None:
    assert name_key("ທ່ານ ພັອ ຫມອນ ບຸນຍະວົງ") == name_key("ໝອນ  ບຸນຍະວົງ")
    assert name_key("ນາງ ສີ") != name_key("ນາງສີ")


def test_long_input() -> None:
    assert split_name("ທ່ານ" * 25_000).name
    assert split_name("ທ່ານ " * 20_000).given == "ທ່ານ"
    assert split_name("ສ." * 50_000).name
