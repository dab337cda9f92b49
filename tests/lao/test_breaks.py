"""Line breaks and syllables."""

from __future__ import annotations

from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.lao.corpus import names
from tests.lao.strategies import any_text

from workshopdesk.lao.breaks import break_positions, syllables
from workshopdesk.lao.text import canonical, clusters

NEVER_LAST = ("-", "(", "[", "“", "‘", *"ເແໂໃໄ")
PROSE = (
    "ກອງປະຊຸມຄັ້ງທີ 2 ໄດ້ຈັດຂຶ້ນໃນລະຫວ່າງວັນທີ 15-16 ກັນຍາ 2025 ທີ່ເມືອງບົວລະພາ ແຂວງຄຳມ່ວນ, ມີຜູ້ເຂົ້າຮ່ວມ "
    "80 ຄົນ (ຍິງ 31 ຄົນ) ຈາກ 9 ພາກສ່ວນຕ່າງໆ ຂອງສະພາປະຊາຊົນຂັ້ນແຂວງ ແລະ ອົງການຈັດຕັ້ງສັງຄົມ."
)


def _lines(text: str, *keep: str) -> str:
    """The text with a stroke at every break."""
    edges = [0, *break_positions(text, keep), len(text)]
    return "|".join(text[a:b] for a, b in pairwise(edges))


@pytest.mark.parametrize(
    "marked",
    [
        "ສະບາຍດີ",
        "ດີ|ຂອບໃຈ",
        "ເຈົ້າ|ເວົ້າ|ພາສາ|ອັງກິດ|ໄດ້|ບໍ່",
        "ກະລຸນາ|ເວົ້າ|ຊ້າໆ",
        "ກໍ|ກໍ່|ກໍ້",
        "ໄຮ|ໄຮ່|ໄຮ້",
        "ເມືອງ|ກວັນ",
        "ເມືອງ|ຕາໂອ້ຍ",
        "ແຂວງ|ຄຳມ່ວນ",
        "ແຂວງ|ຄ\u0ecd\u0eb2ມ່ວນ",
        "ເຄື່ອງໝາຍ",
        "ເຄື່ອງຫມາຍ",
        "ຈັດຕັ້ງ|ປະຕິບັດ|ວຽກງານ",
        "ລະຫວ່າງ|ວັນທີ |15-16 ກັນຍາ |2025 |ທີ່|ເມືອງ|ບົວລະພາ",
        "ເສດຖະກິດ-ສັງຄົມ",
        "30 ກັນຍາ |- 2 ຕຸລາ |2025",
        "ໄລຍະ II",
        "ເລກທີ 12/ກພລ |ລົງ|ວັນທີ |3 ເມສາ |ຄັ້ງທີ 2",
        "ແຜນງານ |“ເຊກ້າ” |(CEGGA), |ໄລຍະ II",
        "ແຜນງານ|CEGGA",
        "ໂຄງການ/|ແຜນງານ",
        "10.000 ກີບ/ມື້",
        "ຫົວຂໍ້:|ກອງປະຊຸມ,|ບ້ານ",
        "ສປປ|(ລາວ)|ແລະ",
        "ກ່າວ|“ຂອບໃຈ”|ທ່ານ",
        "ລ/ດ",
        "https://|example.org/|a?|b=1",
        "a@example.org |ໂທ: |020 |55-55",
        "ໄດ້ ໆ |ແລະ ຯລຯ",
        "ງົບ |( 50% )",
        "one\n|ສອງ\n|ສາມ-\n|)",
    ],
)
def test_breaks(marked: str) -> None:
    assert _lines(marked.replace("|", "")) == marked


def test_names_stay_whole_with_their_spaces() -> None:
    text = "ໂດຍ ທ່ານ ບຸນມີ ພິມມະສອນ ປະທານ, ທ່ານບຸນມີ ພິມມະສອນໄດ້ກ່າວ"
    whole = _lines(text, "ບຸນມີ ພິມມະສອນ")
    assert whole == "ໂດຍ |ທ່ານ |ບຸນມີ ພິມມະສອນ |ປະທານ, |ທ່ານ|ບຸນມີ ພິມມະສອນ|ໄດ້|ກ່າວ"
    assert "ພິມ|ມະ|ສອນ" in _lines(text)


def test_a_name_is_found_in_either_spelling() -> None:
    assert _lines("ທ່ານ ຄ\u0ecd\u0eb2ສິງ ຫມອນ", "ຄຳສິງ ໝອນ") == "ທ່ານ |ຄ\u0ecd\u0eb2ສິງ ຫມອນ"


def test_places_of_the_country_stay_whole() -> None:
    places = ("ນະຄອນຫຼວງວຽງຈັນ", "ສະຫວັນນະເຂດ", "ບາຈຽງຈະເລີນສຸກ", "ຫລວງນໍ້າທາ", "ໄກສອນ ພົມວິຫານ")
    for place in places:
        assert _lines(f"ທີ່{place}") == f"ທີ່|{place}"


def test_the_product_words_are_stored_once_and_never_cut() -> None:
    lines = (
        resources.files("workshopdesk.lao").joinpath("words.txt").read_text("utf-8").splitlines()
    )
    words = [line for line in lines if line and not line.startswith("#")]
    assert len(words) > 400
    assert len(set(words)) == len(words)
    assert [word for word in words if canonical(word) != word] == []
    assert [_lines(word) for word in words if break_positions(word)] == []


def test_invisible_characters_guide_but_do_not_split() -> None:
    assert _lines("ມາ\u200bນີ") == "ມາ\u200b|ນີ"
    assert _lines("ກັ\u200bນຍາ") == "ກັ\u200bນຍາ"
    assert _lines("ດີ\u2060ຂອບໃຈ") == "ດີ\u2060ຂອບໃຈ"
    assert _lines("ທ່ານ\u00a0ດີ") == "ທ່ານ\u00a0ດີ"


@given(any_text, st.sampled_from(["", "ດີ", "ບຸນມີ ພິມ"]))
@example("ເ\u200bກ", "")
@example("\n\u200b.", "")
@example("ຫ\u200b\u2060ມາ", "")
def test_laws(text: str, name: str) -> None:
    found = break_positions(text, [name] if name else [])
    assert list(found) == sorted(set(found))
    assert all(0 < at < len(text) for at in found)
    edges, at = set(), 0
    for piece in clusters(text):
        at += len(piece)
        edges.add(at)
    assert set(found) <= edges
    free = [at for at in found if not _after_line_end(text[:at])]
    assert not any(text[at] in "ໆຯະາຳຽ\u0ec8\u0ebc\u0eb5.,;:!?)]}”’% " for at in free)
    assert not any(text[:at].rstrip(" ").endswith(NEVER_LAST) for at in free)
    if name:
        inside = {
            i + k for i in range(len(text)) if text.startswith(name, i) for k in range(1, len(name))
        }
        assert inside.isdisjoint(found)


def _after_line_end(before: str) -> bool:
    return before.rstrip("\u200b\u200c\u200e\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad").endswith(
        tuple("\n\r\v\f\x85\u2028\u2029")
    )


@given(any_text)
def test_never_inside_a_syllable(text: str) -> None:
    stored = canonical(text)
    # Which of two possible readings applies may depend on the words found; a stretch that is
    # the same in all readings is never cut.
    found = set(break_positions(stored))
    for start, end in syllables(stored):
        cut = [at for at in found if start < at < end]
        assert all(_is_edge_in_some_reading(stored, at) for at in cut)


def _is_edge_in_some_reading(text: str, at: int) -> bool:
    """Whether what stands before and after `at` can each be read as whole syllables."""
    before = [pair for pair in syllables(text[:at]) if pair[1] == at]
    after = [pair for pair in syllables(text[at:]) if pair[0] == 0]
    return bool(before and after)


@given(st.lists(st.sampled_from(names(400)), min_size=1, max_size=6))
def test_spellings_of_one_text_break_alike(words: list[str]) -> None:
    text = "".join(words)
    typed = text.replace("ຳ", "\u0ecd\u0eb2")
    drawn = {len(canonical(f"{typed[:at]}|")) - 1 for at in break_positions(typed)}
    assert drawn == set(break_positions(text))


def test_prose_breaks_often_enough_for_narrow_columns() -> None:
    edges = [0, *break_positions(PROSE), len(PROSE)]
    assert max(len(clusters(PROSE[a:b])) for a, b in pairwise(edges)) <= 12


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ສະຫວັນນະເຂດ", ["ສະ", "ຫວັນ", "ນະ", "ເຂດ"]),
        ("ຕາກົມກວ້າງ", ["ຕາ", "ກົມ", "ກວ້າງ"]),
        ("ວຽງຈັນ", ["ວຽງ", "ຈັນ"]),
        ("ຕ່າງໆ ຯລຯ", ["ຕ່າງໆ", "ຯລຯ"]),
        ("ໄຟລ໌ເຈົ້າ", ["ໄຟລ໌", "ເຈົ້າ"]),
        ("ສປປ ລາວ", ["ສປປ", "ລາວ"]),
        ("ນ\u0ecd\u0ec9\u0eb2ຫມອນ", ["ນ\u0ecd\u0ec9\u0eb2", "ຫມອນ"]),
        ("a1", []),
    ],
)
def test_syllables(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in syllables(text)] == parts


@pytest.mark.parametrize(
    "piece",
    [
        "ກອງປະຊຸມຝຶກອົບຮົມ",
        "ກ",
        "ກັ້",
        "ນໍ້າ",
        "ເ",
        "\u0ec8",
        "ໆ",
        "(",
        "-",
        " ",
        "😀",
        "a",
        "\u200b",
        "ຫ\u200b",
        "ກຂ/",
    ],
)
def test_long_input(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    found = break_positions(text, [piece * 3])
    assert all(0 < at < len(text) for at in found)
