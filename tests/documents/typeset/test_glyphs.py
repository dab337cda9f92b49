"""Every glyph on the page stands where HarfBuzz puts it: read back from the PDF, to the unit."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.typeset.pdf_reading import Glyph, Paper, Point
from tests.documents.typeset.sentences import LETTERS, NAMES, PARAGRAPHS

from workshopdesk.documents import typeset
from workshopdesk.documents.typeset import fonts, shaping
from workshopdesk.documents.typeset.harfbuzz import Cluster

hb: Any = uharfbuzz
FACES = {
    "sans": (400, 500, 600, 700),
    "serif": (400, 700),
    "phetsarath": (400, 700),
}
SYSTEM_FONTS = (
    Path("/usr/share/fonts/truetype/lao/Phetsarath_OT.ttf"),
    Path("/usr/share/fonts/truetype/noto/NotoLoopedLao-Regular.ttf"),
    Path("/usr/share/fonts/truetype/noto/NotoLoopedLao-Bold.ttf"),
)


def _page(*items: typeset.Item) -> Paper:
    page = typeset.Page(*typeset.A4, items)
    return Paper(typeset.render(typeset.Document("ທົດລອງ", "lo", [page])))


class _Expected:
    """HarfBuzz on a whole text of one face and script, by the test's own reckoning."""

    def __init__(self, face: fonts.Face, path: Path, text: str, script: str = "Laoo") -> None:
        self.units = face.units_per_em
        font = TTFont(path)
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script = "ltr", script
        buffer.language = "lo" if script == "Laoo" else "en"
        buffer.flags = hb.BufferFlags.BOT | hb.BufferFlags.EOT
        hb.shape(hb.Font(hb.Face(path.read_bytes())), buffer)
        pen = 0
        self.points: list[Point] = []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            name = font.getGlyphOrder()[info.codepoint]
            for x, y in font["glyf"][name].getCoordinates(font["glyf"])[0]:
                self.points.append((pen + place.x_offset + x, place.y_offset + y))
            pen += place.x_advance
        self.advance = pen


def _drawn(paper: Paper, glyphs: list[Glyph], units: int) -> list[Point]:
    """All points of a row of glyphs in font units from the first pen."""
    points = []
    start = glyphs[0].pen
    for glyph in glyphs:
        along = math.hypot(glyph.pen[0] - start[0], glyph.pen[1] - start[1])
        pen = along / glyph.size * units
        points += [(pen + x, y) for x, y in paper.outline(glyph)]
    return points


def _agree(found: list[Point], expected: list[Point]) -> bool:
    return len(found) == len(expected) and all(
        math.dist(a, b) < 0.51 for a, b in zip(found, expected, strict=True)
    )


def _face_file(family: str, weight: int) -> tuple[fonts.Face, Path]:
    face = fonts.stack(family, weight)[0]
    files = fonts.FAMILIES[family].weights[weight]
    from workshopdesk.settings import resource

    return face, resource("fonts") / files[0]


@pytest.mark.parametrize(
    ("family", "weight"), [(family, weight) for family in FACES for weight in FACES[family]]
)
@pytest.mark.parametrize("size", [5.5, 11, 30])
def test_outlines_offsets_and_advances_are_harfbuzz_s(
    family: str, weight: int, size: float
) -> None:
    style = typeset.TextStyle(family, size, weight)
    face, path = _face_file(family, weight)
    for text in (LETTERS, *NAMES[:3]):
        text = text.replace(". ", " ")
        paper = _page(typeset.Text(50, 100, text, style))
        glyphs = list(paper.glyphs())
        expected = _Expected(face, path, text)
        assert {glyph.size for glyph in glyphs} == {size}
        assert glyphs[0].pen == pytest.approx((50, typeset.A4[1] - 100), abs=0.006)
        assert _agree(_drawn(paper, glyphs, face.units_per_em), expected.points)
        assert typeset.measure(text, style) == pytest.approx(
            expected.advance / face.units_per_em * size
        )


@pytest.mark.parametrize("path", SYSTEM_FONTS, ids=lambda path: path.stem)
def test_fonts_an_office_brings_along(path: Path) -> None:
    if not path.exists():
        pytest.skip(f"{path.name} is not installed on this machine")
    if path.stem not in fonts.FAMILIES:
        typeset.add_family(path.stem, {400: (path,)})
    style = typeset.TextStyle(path.stem, 14)
    paper = _page(typeset.Text(50, 100, LETTERS, style))
    face = fonts.stack(path.stem, 400)[0]
    expected = _Expected(face, path, LETTERS)
    assert _agree(_drawn(paper, list(paper.glyphs()), face.units_per_em), expected.points)


def test_widths_told_to_readers_are_those_in_the_font() -> None:
    paper = _page(typeset.Text(50, 100, LETTERS + " AVATAR", typeset.TextStyle("phetsarath", 12)))
    for glyph in paper.glyphs():
        font = paper.fonts[glyph.font]
        name = font.getGlyphOrder()[glyph.number]
        units = fonts.stack("phetsarath", 400)[0].units_per_em
        units = 1000 if glyph.font != "F1" else units
        told = paper.width(glyph.font, glyph.number)
        assert told == pytest.approx(font["hmtx"][name][0] * 1000 / units, abs=0.001)


@pytest.mark.parametrize("align", ["left", "centre", "right"])
def test_alignment_moves_the_whole_line_only(align: typeset.Align) -> None:
    style = typeset.TextStyle("sans", 16, 600)
    face, path = _face_file("sans", 600)
    paper = _page(typeset.Text(300, 100, NAMES[1], style, align))
    glyphs = list(paper.glyphs())
    width = typeset.measure(NAMES[1], style)
    shift = {"left": 0.0, "centre": width / 2, "right": width}[align]
    assert glyphs[0].pen[0] == pytest.approx(300 - shift, abs=0.006)
    assert _agree(_drawn(paper, glyphs, face.units_per_em), _Expected(face, path, NAMES[1]).points)


@pytest.mark.parametrize("angle", [90.0, 45.0, 180.0, -90.0])
def test_rotated_text_keeps_its_glyphs(angle: float) -> None:
    style = typeset.TextStyle("sans", 12)
    face, path = _face_file("sans", 400)
    paper = _page(typeset.Text(300, 400, LETTERS, style, "centre", rotation=angle))
    glyphs = list(paper.glyphs())
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    assert glyphs[0].matrix == pytest.approx((cos, sin, -sin, cos), abs=0.001)
    drawn = _drawn(paper, glyphs, face.units_per_em)
    expected = _Expected(face, path, LETTERS).points
    assert all(math.dist(a, b) < 3 for a, b in zip(drawn, expected, strict=True))
    middle = typeset.measure(LETTERS, style) / 2
    begin = (300 - middle * cos, typeset.A4[1] - 400 - middle * sin)
    assert glyphs[0].pen == pytest.approx(begin, abs=0.01)


def test_justified_by_spaces_ends_at_the_edge_and_leaves_words_alone() -> None:
    style = typeset.TextStyle("sans", 12)
    face, path = _face_file("sans", 400)
    natural = typeset.measure(NAMES[0], style)
    paper = _page(typeset.Text(50, 100, NAMES[0], style, "justify", natural + 30))
    glyphs = list(paper.glyphs())
    space = NAMES[0].index(" ")
    word = NAMES[0][:space]
    first = [g for g in glyphs if g.pen[0] < 50 + typeset.measure(word, style) - 0.01]
    assert _agree(_drawn(paper, first, face.units_per_em), _Expected(face, path, word).points)
    end = glyphs[-1].pen[0] + paper.width(glyphs[-1].font, glyphs[-1].number) / 1000 * 12
    assert end == pytest.approx(50 + natural + 30, abs=0.02)


def test_justified_without_spaces_spreads_the_clusters_evenly() -> None:
    style = typeset.TextStyle("sans", 12)
    text = PARAGRAPHS[4][:40]
    natural = typeset.measure(text, style)
    paper = _page(typeset.Text(50, 100, text, style, "justify", natural + 6))
    glyphs = list(paper.glyphs())
    gaps = {
        round(b.pen[0] - a.pen[0] - paper.width(a.font, a.number) / 1000 * 12, 2)
        for a, b in pairwise(glyphs)
    }
    assert len(gaps) == 1
    assert sum(gaps) * (len(glyphs) - 1) == pytest.approx(6, abs=0.15)


def test_a_table_cell_s_glyphs_are_harfbuzz_s() -> None:
    face, path = _face_file("sans", 400)
    style = typeset.TableStyle(typeset.TextStyle("sans", 9))
    table = typeset.Table((typeset.Column(200, "right"),), (), [[LETTERS[:20]]], style)
    paper = _page(*table.row_items(50, 100, range(1)))
    expected = _Expected(face, path, LETTERS[:20])
    assert _agree(_drawn(paper, list(paper.glyphs()), face.units_per_em), expected.points)


def test_an_accent_made_of_parts_stays_whole_under_a_tone_mark() -> None:
    paper = _page(typeset.Text(50, 100, "é é\u0301 Ệ", typeset.TextStyle("sans", 12)))
    for glyph in paper.glyphs():
        assert paper.outline(glyph) is not None
        font = paper.fonts[glyph.font]
        assert font["maxp"].maxComponentDepth >= 1


NUMBERED = ["0714/ສພຊ-2025", "12ກ", "7\u0ec8ກ", "16ຖ້າ", "1A", "7/A", "10)", "3\u200dກ", "4ຳ"]
WORDS = st.sampled_from(
    [*LETTERS.split(), *NAMES[0].split(), "15-16", "To", "AVA", "(ກ)", "2025", *NUMBERED]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=9), st.sampled_from(sorted(FACES)))
def test_words_shaped_apart_equal_the_stretch_shaped_whole(words: list[str], family: str) -> None:
    text = " ".join(words)
    shaper = shaping.shaper(family, 400)
    found = _placed((run.face, run.clusters) for run in shaper.shape(text).runs())
    script = next(filter(None, map(shaping._script, text)), "Latn")
    stretches: list[tuple[fonts.Face, str, str]] = []
    for piece in shaping._UNIT.findall(text):
        cut = shaper._cut(piece, script)
        script = cut.leaves
        for face, tag, stretch in cut.stretches:
            if stretches and stretches[-1][:2] == (face, tag):
                stretch = stretches.pop()[2] + stretch
            stretches.append((face, tag, stretch))
    whole = []
    for face, tag, stretch in stretches:
        clusters, _, _ = face.harfbuzz.shape(stretch, tag, "lo" if tag == "Laoo" else "en")
        whole.append((face, tuple(clusters)))
    assert found == _placed(whole)


def _placed(
    runs: Iterable[tuple[fonts.Face, tuple[Cluster, ...]]],
) -> list[tuple[str, int, float, int]]:
    """Every glyph with its face, its place from the text's beginning (ems) and its height."""
    pen, out = 0.0, []
    for face, clusters in runs:
        for cluster in clusters:
            for glyph, x, y in cluster.parts:
                out.append((face.name, glyph, round(pen + x / face.units_per_em, 6), y))
            pen += cluster.advance / face.units_per_em
    return out
