"""Lao alphabetical order: the vectors, and thousands of pairs ordered by ICU's own collator."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from tests.lao.strategies import any_text

from workshopdesk.lao.collation import sort_key
from workshopdesk.lao.text import canonical

CONSONANTS = "ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ"
# fmt: off
PROVINCES = [
    "ຄຳມ່ວນ", "ຈຳປາສັກ", "ສະຫວັນນະເຂດ", "ສາລະວັນ", "ຊຽງຂວາງ", "ເຊກອງ", "ໄຊສົມບູນ", "ໄຊຍະບູລີ",
    "ນະຄອນຫຼວງວຽງຈັນ", "ບໍ່ແກ້ວ", "ບໍລິຄຳໄຊ", "ຜົ້ງສາລີ", "ວຽງຈັນ", "ຫົວພັນ", "ຫຼວງນ້ຳທາ",
    "ຫຼວງພະບາງ", "ອັດຕະປື", "ອຸດົມໄຊ",
]
# fmt: on
PEOPLE = [
    "ກິແກ້ວ ແກ່ນສີ",
    "ເກດສະໜາ ຂັນທະລີ",
    "ແກ້ວ ຈັນທະວີໄຊ",
    "ຄຳສິງ ນົນທະສອນ",
    "ນາງນ້ອຍ ຈັນທະວົງ",
    "ບຸນມີ ພິມມະສອນ",
    "ບົວພັນ ແສງຈັນ",
    "ໃບຄຳ ອິນທະວົງ",
    "ເພັດສະໝອນ ແກ້ວມະນີ",
    "ໂພໄຊ ໄຊຍະສອນ",
    "ໜູ ພົມມະຈັນ",
    "ໝອນ ບຸນຍະວົງ",
    "ຫຼ້າ ສີສະຫວາດ",
    "ອຳພອນ ສີຫາລາດ",
    "ຮັກ ລາດຊະວົງ",
]
ORDERED = json.loads((Path(__file__).parent / "collation_order.json").read_text("utf-8"))


@pytest.mark.parametrize("ordered", [list(CONSONANTS), PROVINCES, PEOPLE])
def test_the_alphabet_the_provinces_and_people_by_given_name(ordered: list[str]) -> None:
    assert sorted(sorted(ordered), key=sort_key) == ordered


def test_the_order_is_that_of_icu() -> None:
    """Each entry of the file holds texts that ICU 72 takes for equal; entries ascend."""
    keys = [[sort_key(text) for text in entry] for entry in ORDERED]
    assert len(keys) > 1000
    assert all(len(set(entry)) == 1 for entry in keys)
    wrong = [
        (a, b)
        for (a, b), (i, j) in zip(pairwise(ORDERED), pairwise(keys), strict=True)
        if i[0] >= j[0]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ກາ", "ກ່າ"),
        ("ກ່າ", "ກ້າ"),
        ("ກ້າ", "ກາງ"),
        ("10 ຄົນ", "ກາ"),
        ("ຮັກ", "Anna"),
        ("anna", "Anna"),
        ("Anna", "Ánna"),
        ("Ánna", "Bounmy"),
        ("ບຸນ ມີ", "ບຸນມີ"),
        ("ຮ", "中"),
    ],
)
def test_levels_and_scripts(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


@given(any_text)
def test_what_is_stored_alike_sorts_alike(text: str) -> None:
    assert sort_key(text) == sort_key(canonical(text))


@given(any_text, any_text)
def test_a_text_never_sorts_after_its_own_continuation(a: str, b: str) -> None:
    """Letters that no tailoring swaps: a prefix comes first."""
    head = f"{a}ກະ"
    assert sort_key(head) <= sort_key(f"{head} {b}".rstrip())


def test_long_input() -> None:
    assert len(sort_key("ນ\u0ecd\u0ec9\u0eb2ເກ" * 20_000)) > 100_000
