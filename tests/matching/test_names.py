"""Names in two scripts: the written transliteration, and how like two names are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshopdesk.lao.romanise import bones, romanise, sound_key
from workshopdesk.matching.names import FIT, Likeness, likeness, similarity, word


@pytest.mark.parametrize(
    ("lao", "latin"),
    [
        ("ຄຳໝັ້ນ", "khamman"),
        ("ວຽງຈັນ", "viangchan"),
        ("ຫຼວງພະບາງ", "louangphabang"),
        ("ສະຫວັນນະເຂດ", "savannakhet"),
        ("ບໍລິຄຳໄຊ", "bolikhamxai"),
        ("ແກ້ວ", "keo"),
        ("ຂວັນໃຈ", "khouanchai"),
        ("ເມືອງ", "muang"),
        ("Anna", "Anna"),
        ("", ""),
    ],
)
def test_lao_is_written_after_bgn_pcgn(lao: str, latin: str) -> None:
    assert romanise(lao) == latin


@pytest.mark.parametrize(
    ("lao", "spellings"),
    [
        ("ຄຳໝັ້ນ", "Khammanh Khamman Kamman"),
        ("ບຸນຍັງ", "Bounnhang Bounyang Bougnang Bunyang"),
        ("ພອນສະຫວັນ", "Phonesavanh Phonsavan"),
        ("ໄຊຍະວົງ", "Xayavong Sayavong Saiyavong Xaiyavong"),
        ("ວຽງຈັນ", "Viengchan Viangchan Viengchanh"),
        ("ດວງຈັນ", "Douangchanh Duangchan Douangjan"),
        ("ແກ້ວມະນີ", "Keomany Keomanee Kaeomani Kevmany"),
        ("ຂວັນໃຈ", "Khouanchai Khwanjai Khuanchay"),
        ("ລັດຕະນະ", "Rattana Lattana Ratana"),
        ("ບຸນເລີດ", "Bounleut Bounlert Bounleuth"),
        ("ວິໄລ", "Vilay Vilai Wilai"),
    ],
)
def test_usual_spellings_sound_the_same(lao: str, spellings: str) -> None:
    assert {sound_key(spelling) for spelling in spellings.split()} == {sound_key(lao)}


@pytest.mark.parametrize(
    ("a", "b", "like"),
    [
        ("ຄຳ", "ຄໍາ", Likeness.EQUAL),
        ("ຫຼ້າ", "ຫລ້າ", Likeness.EQUAL),
        ("ສິ", "ສີ", Likeness.SPELLING),
        ("Bounmy", "Bounmee", Likeness.SPELLING),
        ("ຄຳໝັ້ນ", "Khammanh", Likeness.SOUND),
        ("ພອນສະຫວັນ", "ພອນສະຫັນ", Likeness.SLIP),
        ("ຄຳ", "ບົວ", Likeness.OTHER),
        ("ຄຳ", "Boua", Likeness.OTHER),
    ],
)
def test_words_are_as_like_as_they_are(a: str, b: str, like: Likeness) -> None:
    assert likeness(word(a), word(b)) is like
    assert likeness(word(b), word(a)) is like


def test_names_fit_or_do_not() -> None:
    assert similarity("ຄຳໝັ້ນ ລັດຕະນະ", "ຄໍາຫມັ້ນ ລັດຕະນະ") == 1.0
    assert similarity("ຄຳໝັ້ນ ລັດຕະນະ", "Khammanh Rattana") >= FIT
    assert similarity("ຄຳໝັ້ນ ລັດຕະນະ", "ລັດຕະນະ ຄຳໝັ້ນ") >= FIT
    assert similarity("ຄຳໝັ້ນ ລັດຕະນະ", "ບຸນມີ ວົງສາ") < FIT
    assert similarity("ຄຳໝັ້ນ", "") == 0.0


@given(st.text())
def test_any_text_has_a_sound_of_letters_alone(text: str) -> None:
    sound = sound_key(text)
    assert sound.isascii()
    assert sound == "" or sound.isalpha()
    assert set(bones(sound)) <= set(sound)
    romanise(text)
