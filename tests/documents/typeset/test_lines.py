"""Lines break where Lao may be broken, are as wide as they say, and lose nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.typeset.sentences import LETTERS, NAMES, PARAGRAPHS
from tests.lao.corpus import names

from workshopdesk.documents import typeset
from workshopdesk.documents.typeset import lines, shaping
from workshopdesk.lao.breaks import break_positions, syllables

STYLE = typeset.TextStyle("sans", 12)
WIDTHS = st.floats(min_value=15, max_value=500)


def _ends(wrapped: list[typeset.Line]) -> list[int]:
    """The places in the source where lines end, but for the last."""
    ends, at = [], 0
    for line in wrapped[:-1]:
        at += len(line.text)
        ends.append(at)
    return ends


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(PARAGRAPHS), WIDTHS, st.sampled_from(["sans", "serif", "phetsarath"]))
def test_lines_are_the_source_and_never_cut_a_syllable(
    text: str, width: float, family: str
) -> None:
    style = typeset.TextStyle(family, 12)
    wrapped = typeset.wrap(text, style, width)
    assert "".join(line.text for line in wrapped) == text
    inside = {i for start, end in syllables(text) for i in range(start + 1, end)}
    assert not inside.intersection(_ends(wrapped))
    for line in wrapped:
        assert line.width == pytest.approx(typeset.measure(line.text.rstrip(" "), style))
        # Only what cannot be divided stands over the edge.
        assert line.width <= width + 0.01 or len(typeset.wrap(line.text, style, width)) == 1


@pytest.mark.parametrize("width", [150.0, 220.0, 400.0])
def test_wide_columns_break_only_between_words(width: float) -> None:
    for text in PARAGRAPHS:
        allowed = {0, *break_positions(text), len(text)}
        words = [text[a:b].rstrip(" ") for a, b in pairwise(sorted(allowed))]
        if max(typeset.measure(word, STYLE) for word in words) <= width:
            assert allowed.issuperset(_ends(typeset.wrap(text, STYLE, width)))


def test_as_much_as_fits_stands_on_a_line() -> None:
    for text in PARAGRAPHS:
        stops = [*break_positions(text), len(text)]
        start = 0
        for line in typeset.wrap(text, STYLE, 260)[:-1]:
            end = start + len(line.text)
            after = next(stop for stop in stops if stop > end)
            assert typeset.measure(text[start:after].rstrip(" "), STYLE) > 260 - 0.01
            start = end


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PARAGRAPHS), st.floats(80, 500))
def test_the_quick_way_to_fill_lines_equals_the_thorough_one(text: str, width: float) -> None:
    setter = shaping.shaper("sans", 400)
    pieces = lines._stretches(text, setter, ())
    room = width / 12
    quick = lines._quickly_filled(text, pieces, setter, room, 12)
    if quick is not None:
        stops = lines._stops(text, pieces)
        assert quick == list(lines._filled(text, stops, setter, room, 12))


def test_names_stay_whole_until_they_alone_are_too_wide() -> None:
    for name in names(60):
        text = f"ມອບໃບຢັ້ງຢືນນີ້ໃຫ້ ທ່ານ {name} ຈາກ ເມືອງບົວລະພາ"
        room = typeset.measure(name, STYLE) + 8
        wrapped = typeset.wrap(text, STYLE, room, keep=[name])
        assert any(name in line.text for line in wrapped)
        narrow = typeset.wrap(name, STYLE, room / 2, keep=[name])
        given_name = name.split()[0]
        if typeset.measure(given_name, STYLE) <= room / 2:
            assert narrow[0].text.startswith(given_name)


def test_a_line_feed_begins_a_paragraph() -> None:
    wrapped = typeset.wrap("ກ ຂ\n\nຄ", STYLE, 100)
    assert [line.text for line in wrapped] == ["ກ ຂ", "", "ຄ"]
    assert all(line.ends for line in wrapped)


def test_the_last_line_of_a_justified_paragraph_is_not_stretched() -> None:
    items = typeset.paragraph(PARAGRAPHS[0], 0, 0, 200, STYLE, 20, align="justify")
    assert [item.align for item in items] == ["justify"] * (len(items) - 1) + ["left"]
    assert [item.y for item in items] == [20.0 * i for i in range(len(items))]


def test_a_hundred_thousand_characters() -> None:
    text = (" ".join(PARAGRAPHS) + " ") * (100_000 // len(" ".join(PARAGRAPHS)) + 1)
    wrapped = typeset.wrap(text, STYLE, 400)
    assert "".join(line.text for line in wrapped) == text
    assert len(text) > 100_000
    unbroken = PARAGRAPHS[4] * (100_000 // len(PARAGRAPHS[4]) + 1)
    assert "".join(line.text for line in typeset.wrap(unbroken, STYLE, 400)) == unbroken
    assert max(line.width for line in typeset.wrap("x" * 100_000, STYLE, 400)) <= 400.01


def test_a_name_is_made_smaller_until_it_fits() -> None:
    big = typeset.TextStyle("sans", 30, 700)
    assert typeset.fit_size(NAMES[0], big, 1000, 24) == big
    fitted = typeset.fit_size(NAMES[0], big, typeset.measure(NAMES[0], big) * 0.9, 20)
    assert typeset.measure(NAMES[0], fitted) <= typeset.measure(NAMES[0], big) * 0.9
    assert 26 <= fitted.size < 30
    assert typeset.fit_size(NAMES[0], big, 1, 24).size == 24
    assert typeset.fit_size("", big, 1, 24) == big


def test_spaces_at_the_end_do_not_count_when_text_is_set_to_the_right() -> None:
    assert typeset.wrap("ກ  ", STYLE, 100)[0].width == pytest.approx(typeset.measure("ກ", STYLE))
    assert typeset.measure("ກ  ", STYLE) > typeset.measure("ກ", STYLE)


def test_measuring_refuses_what_cannot_be_printed() -> None:
    with pytest.raises(typeset.MissingGlyph):
        typeset.measure("😀", STYLE)
    typeset.check(LETTERS, STYLE)
