"""The stored form, the search key, clusters and doubts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from tests.lao.corpus import names, syllables
from tests.lao.strategies import any_text, lao_text, tangled

from workshopdesk.lao.text import canonical, clusters, doubts, is_lao, search_key

TYPED_AND_STORED = [
    ("\u0e84\u0ecd\u0eb2", "\u0e84\u0eb3"),
    ("\u0e99\u0ecd\u0ec9\u0eb2", "\u0e99\u0ec9\u0eb3"),
    ("\u0e99\u0ec9\u0ecd\u0eb2", "\u0e99\u0ec9\u0eb3"),
    ("\u0e99\u0eb3\u0ec9", "\u0e99\u0ec9\u0eb3"),
    ("\u0e99\u0ecd\u0eb2\u0ec9", "\u0e99\u0ec9\u0eb3"),
    ("\u0e97\u0ec8\u0eb5", "\u0e97\u0eb5\u0ec8"),
    ("\u0e94\u0ec9\u0eb9", "\u0e94\u0eb9\u0ec9"),
    ("\u0e81\u0ec8\u0ec8", "\u0e81\u0ec8"),
    ("\u0e97\u0eb5\u0eb5\u0ec8", "\u0e97\u0eb5\u0ec8"),
    ("\u0eab\u0ec9\u0ebc\u0eb2", "\u0eab\u0ebc\u0ec9\u0eb2"),
    ("\u0ec0\u0ec0\u0e82\u0ea7\u0e87", "\u0ec1\u0e82\u0ea7\u0e87"),
    ("\u0e81\u0ead\u0e87\u200b\u0e9b\u0eb0", "\u0e81\u0ead\u0e87\u0e9b\u0eb0"),
    ("ບຸນມີ\u00a0 ພິມ", "ບຸນມີ ພິມ"),
    ("ນາ\u0edd\u0ecd\u0ec9 ", "ນາ\u0edd\u0ecd\u0ec9"),
    ("\u0e9a\u0ecd\u0ec8", "\u0e9a\u0ecd\u0ec8"),
    ("ເລຂາທິກາານ", "ເລຂາທິກາານ"),
    ("ຫລ້າ", "ຫລ້າ"),
    ("ຫຼ້າ", "ຫຼ້າ"),
    ("ຂື້ນ", "ຂື້ນ"),
    ("\u202eBounmy\u202c\x00 Phim\u0308", "Bounmy Phim\u0308"),
    ("one \r\n\ttwo\u2028three\x0b ", "one\ntwo\nthree"),
    ("👩\u200d🌾", "👩\u200d🌾"),
    ("ກ\u200dຂ\u200d", "ກຂ"),
    ("a\ud800b\uffff", "a\ufffdb\ufffd"),
    ("<b>ກ & ຂ</b>", "<b>ກ & ຂ</b>"),
]


@pytest.mark.parametrize(("typed", "stored"), TYPED_AND_STORED)
def test_stored_form(typed: str, stored: str) -> None:
    assert canonical(typed) == stored


@given(any_text)
@example("\u0eb3\u0ec8\u0eb3\u0ec8")
@example("\u0ecd\u0ecd\u0eb2\u0eb8\u0ec8\u0eba")
@example("\u200d\u200d\u200b\u200d")
def test_stored_form_is_idempotent(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


@given(tangled)
def test_lao_letters_are_never_lost_or_added(text: str) -> None:
    """ເເ counts as ແ and ໍ…າ as ຳ; beyond that only a mark beside its double may go."""
    letters = [ch for ch in canonical(text) if ch not in "\u0ecd\u0eb2\u0eb3ເແ" and ch not in MARKS]
    typed = [ch for ch in text if ch not in "\u0ecd\u0eb2\u0eb3ເແ" and ch not in MARKS]
    assert letters == typed
    assert _counted(canonical(text)) == _counted(text)
    assert {ch for ch in canonical(text) if ch in MARKS} == {ch for ch in text if ch in MARKS}


MARKS = "\u0eb1\u0eb5\u0eb8\u0eb9\u0ebb\u0ebc\u0ec8\u0ec9\u0ecc"


def _counted(text: str) -> tuple[int, int]:
    """(pre-vowels with ແ as two ເ, vowels aa with ຳ as one)."""
    count = Counter(text)
    return count["ເ"] + 2 * count["ແ"], count["\u0eb2"] + count["\u0eb3"]


@given(lao_text)
def test_nothing_moves_but_marks(text: str) -> None:
    fixed = [ch for ch in text if ch.isalnum() and ch not in "\u0eb2\u0eb3ເແ"]
    assert [ch for ch in canonical(text) if ch.isalnum() and ch not in "\u0eb2\u0eb3ເແ"] == fixed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ຫລວງພະບາງ", "ຫຼວງພະບາງ"),
        ("ຫນອງບົກ", "ໜອງບົກ"),
        ("ຫມື່ນ", "ໝື່ນ"),
        ("ຄ\u0ecd\u0eb2ມ່ວນ", "ຄຳມ່ວນ"),
        ("ຫລວງນ\u0ecd\u0ec9\u0eb2ທາ", "ຫຼວງນ້ຳທາ"),
        ("ແຂວງ ຄຳມ່ວນ", "ແຂວງຄຳມ່ວນ"),
        ("ໝູ່ທີ ໑໒", "ໝູ່ທີ 12"),
        ("ຕ່າງໆ", "ຕ່າງ"),
        ("Vientiane Capital", "VIENTIANE  capital"),
        ("Phôngsali", "phongsali"),
        ("ບ. ຄຳ-ດີ", "ບຄຳດີ"),
    ],
)
def test_one_key_for_one_word(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


def test_keys_tell_words_apart() -> None:
    assert search_key("ຄຳ") != search_key("ຄ້ຳ")
    assert search_key("ມີ") != search_key("ມິ")
    assert search_key("ຣາ") != search_key("ລາ")


def test_loose_key_forgives_tones_and_vowel_length() -> None:
    assert (
        search_key("ຂື້ນ", loose=True) == search_key("ຂຶ້ນ", loose=True) == search_key("ຂຶນ", loose=True)
    )
    assert search_key("ສາຣະວັນ", loose=True) == search_key("ສາລະວັນ", loose=True)
    assert search_key("ຕຳຫຣວດ", loose=True) == search_key("ຕຳຫຼວດ", loose=True)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("ແຂວງຄຳມ່ວນ", "ຄຳມ່ວນ"),
        ("ແຂວງ ຄຳມ່ວນ", "ຄຳມ່ວນ"),
        ("ເມືອງບົວລະພາ", "ບົວລະພາ"),
        ("ນະຄອນຫຼວງພະບາງ", "ຫຼວງພະບາງ"),
        ("Khammouane Province", "khammouane"),
    ],
)
def test_level_words_drop_on_request(address: str, place: str) -> None:
    assert search_key(address, level_words=False) == search_key(place)
    assert search_key(address) != search_key(place)


def test_the_capital_is_never_taken_for_the_province() -> None:
    capital = search_key("ນະຄອນຫຼວງວຽງຈັນ", level_words=False)
    assert capital != search_key("ແຂວງວຽງຈັນ", level_words=False)


def test_a_level_word_alone_stays() -> None:
    assert search_key("ເມືອງ", level_words=False) == "ເມືອງ"


@given(any_text)
def test_search_key_is_idempotent_and_blind_to_the_stored_form(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert search_key(canonical(text)) == key


@given(any_text)
def test_clusters_join_to_the_text(text: str) -> None:
    pieces = clusters(text)
    assert "".join(pieces) == text
    assert all(pieces)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ນ້ຳເຊິ່ງ", ["ນ້ຳ", "ເຊິ່", "ງ"]),
        ("ນ\u0ecd\u0ec9\u0eb2", ["ນ\u0ecd\u0ec9\u0eb2"]),
        ("ເກາະ", ["ເກາະ"]),
        ("ໃໝ່ໆ", ["ໃໝ່", "ໆ"]),
        ("ຫຼາຍ", ["ຫຼາ", "ຍ"]),
        ("\u0ec8ກ", ["\u0ec8", "ກ"]),
        ("😀ກ👩\u200d🌾e\u0301", ["😀", "ກ", "👩\u200d🌾", "e\u0301"]),
        ("", []),
    ],
)
def test_clusters(text: str, pieces: list[str]) -> None:
    assert clusters(text) == pieces


def test_doubts_point_at_what_no_rule_explains() -> None:
    found = doubts("ທ່ານ ພັອ ຄົບຖວ້ນ ກາານ ສພຂ \u0ec8ມາ")
    assert [(d.text, d.code) for d in found] == [
        ("ພັອ", "stray-mark"),
        ("ຖວ້ນ", "stray-mark"),
        ("ານ", "stray-vowel"),
        ("ສພຂ", "no-vowel"),
        ("\u0ec8", "stray-mark"),
    ]
    assert all("ທ່ານ ພັອ ຄົບຖວ້ນ ກາານ ສພຂ \u0ec8ມາ"[d.start : d.end] == d.text for d in found)


def test_doubts_do_not_depend_on_the_form_typed() -> None:
    assert doubts("ຄ\u0ecd\u0eb2ມ່ວນ ນ\u0ec9\u0ecd\u0eb2 ກອງ\u200bປະຊຸມ ທ\u0ec8\u0eb5") == []
    found = doubts("ນ\u0ecd\u0ec9\u0eb2 ພັອ")
    assert [(d.start, d.end, d.text) for d in found] == [(5, 8, "ພັອ")]


def test_every_legal_syllable_is_stored_as_it_is_and_beyond_doubt() -> None:
    assert [s for s in (*syllables(), *names()) if canonical(s) != s or doubts(s)] == []


@given(any_text)
def test_doubts_never_refuse(text: str) -> None:
    assert all(text[d.start : d.end] == d.text and d.text for d in doubts(text))


def test_is_lao() -> None:
    assert is_lao("ກ")
    assert is_lao("\u0ec8")
    assert not is_lao("ก")


@pytest.mark.parametrize(
    "piece",
    [
        "ນ\u0ecd\u0ec9\u0eb2",
        "\u0ec8\u0eb5",
        "\u0eb3\u0ec8",
        "ເ",
        "😀",
        " \u00a0",
        "\u200d",
        "\u0ec8\u0eb8",
        "a\u0301\u0323",
    ],
)
def test_long_input(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert canonical(canonical(text)) == canonical(text)
    assert "".join(clusters(text)) == text
