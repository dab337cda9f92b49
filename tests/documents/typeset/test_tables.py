"""Tables and running text over pages: nothing lost, nothing twice, nothing stranded."""

from __future__ import annotations

from itertools import pairwise, takewhile

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.typeset.sentences import NAMES, PARAGRAPHS
from tests.lao.corpus import names

from workshopdesk.documents import typeset

STYLE = typeset.TextStyle("sans", 10)
SMALL = typeset.TextStyle("sans", 7)
LOOK = typeset.TableStyle(STYLE, every=5)


def _table(count: int, totals: bool = False) -> typeset.Table:
    columns = (typeset.Column(30, "right"), typeset.Column(120, whole=True), typeset.Column(90))
    heads = (
        typeset.Heading("ລ/ດ", 0, rows=2),
        typeset.Heading("ຜູ້ເຂົ້າຮ່ວມ", 1, span=2),
        typeset.Heading("ຊື່", 1, row=1),
        typeset.Heading("ຕຳແໜ່ງ", 2, row=1),
    )
    rows = [(str(i + 1), names(200)[i % 200], PARAGRAPHS[i % 3][:60]) for i in range(count)]
    return typeset.Table(columns, heads, rows, LOOK, ("", "ລວມ", str(count)) if totals else None)


def _texts(items: list[typeset.Item]) -> list[str]:
    return ["".join(i.lines) for i in items if isinstance(i, typeset.TextBlock)]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 120),
    st.floats(150, 700),
    st.floats(150, 700),
    st.booleans(),
    st.integers(1, 3),
)
def test_rows_fall_on_pages_once_and_in_order(
    count: int, first: float, other: float, totals: bool, keep: int
) -> None:
    table = _table(count, totals)
    pages = table.split(first, other, keep_last=keep)
    assert [row for rows in pages for row in rows] == list(range(count))
    for n, rows in enumerate(pages):
        room = first if n == 0 else other
        height = table.head_height + sum(table.heights[i] for i in rows)
        if totals and rows.stop == count:
            height += table.totals_height
        assert height <= room + 0.01 or len(rows) <= 1
    if len(pages) > 1 and len(pages[-1]) < keep and len(pages[-2]) > 1:
        # One more would not have fitted.
        more = range(pages[-1].start - 1, count)
        height = table.head_height + sum(table.heights[i] for i in more)
        assert height + (table.totals_height if totals else 0) > other


def test_every_cell_is_drawn_and_the_totals_close_the_table() -> None:
    table = _table(40, totals=True)
    found: list[str] = []
    for rows in table.split(400, 500):
        found += _texts(table.row_items(20, 60, rows))
    expected = [cell for row in table.rows for cell in row] + ["ລວມ", "40"]
    assert found == expected


def test_headings_stand_over_their_columns() -> None:
    table = _table(1)
    blocks = [i for i in table.heading_items(10, 20) if isinstance(i, typeset.TextBlock)]
    assert [(b.lines[0], b.x) for b in blocks] == [
        ("ລ/ດ", 25),
        ("ຜູ້ເຂົ້າຮ່ວມ", 40 + 105),
        ("ຊື່", 40 + 60),
        ("ຕຳແໜ່ງ", 160 + 45),
    ]
    assert table.head_height == 2 * LOOK.head_row


def test_a_row_is_as_high_as_its_fullest_cell() -> None:
    table = _table(3)
    for row, height in zip(table.rows, table.heights, strict=True):
        lines = max(
            len(
                typeset.wrap(
                    str(cell), STYLE, column.width - 8, keep=[str(cell)] if column.whole else []
                )
            )
            for cell, column in zip(row, table.columns, strict=True)
        )
        assert height == max(LOOK.least, lines * LOOK.leading + 2 * LOOK.padding)


def test_a_cell_may_hold_two_looks() -> None:
    cell = typeset.Cell(((NAMES[0], STYLE), ("Somphone", SMALL)))
    table = typeset.Table((typeset.Column(200),), (), [[cell]], LOOK)
    blocks = [i for i in table.row_items(0, 0, range(1)) if isinstance(i, typeset.TextBlock)]
    assert [(b.lines, b.style) for b in blocks] == [((NAMES[0],), STYLE), (("Somphone",), SMALL)]
    assert blocks[1].y - blocks[0].y == LOOK.leading
    assert table.heights[0] == 2 * LOOK.leading + 2 * LOOK.padding


def test_empty_lines_in_a_cell_take_room_and_draw_nothing() -> None:
    table = typeset.Table((typeset.Column(200),), (), [["ກ\n\nຂ"], ["\n"], [""]], LOOK)
    assert table.heights[0] == 3 * LOOK.leading + 2 * LOOK.padding
    page = typeset.Page(300, 300, table.row_items(10, 10, range(3)))
    pdf = typeset.render(typeset.Document("x", "lo", [page]))
    with pymupdf.open(stream=pdf, filetype="pdf") as paper:
        assert paper[0].get_text().split() == ["ກ", "ຂ"]
        assert b"/ " not in paper[0].read_contents()


def test_rules_are_strong_after_every_fifth_row_and_at_the_end() -> None:
    paths = [i for i in _table(12).row_items(0, 0, range(12)) if isinstance(i, typeset.Path)]
    assert {path.line: len(path.steps) // 2 for path in paths} == {0.4: 9, 0.8: 3}


def test_a_character_no_font_has_is_refused_when_rows_are_measured() -> None:
    table = typeset.Table((typeset.Column(200),), (), [["ສົມພອນ"], ["ສົມ😀"]], LOOK)
    with pytest.raises(typeset.MissingGlyph) as caught:
        table.split(500, 500)
    assert caught.value.text == "ສົມ😀"


def _paragraphs(count: int) -> list[typeset.Paragraph]:
    out = []
    for i in range(count):
        head = typeset.TextStyle("sans", 13, 700)
        out.append(typeset.Paragraph(f"{i}. ຫົວຂໍ້", head, 24, before=12, with_next=True, role="H2"))
        out.append(typeset.Paragraph(PARAGRAPHS[i % 5], STYLE, 18, "justify", after=6))
    return out


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.floats(120, 400), st.floats(100, 400))
def test_running_text_keeps_headings_and_leaves_no_lone_line(
    count: int, width: float, height: float
) -> None:
    pages = typeset.flow(_paragraphs(count), 30, width, lambda n: (40.0, 40.0 + height))
    groups = [[g for g in page if isinstance(g, typeset.Group)] for page in pages]
    text = "".join(
        t.text for page in groups for g in page for t in g.items if isinstance(t, typeset.Text)
    )
    assert text == "".join(p.text for p in _paragraphs(count))
    for page in groups:
        assert page[-1].role != "H2"
    for page, after in pairwise(groups):
        if page[-1].items[0] != after[0].items[0] and after[0].role == "P":
            # The paragraph goes on: two of its lines at least on either side.
            assert _lines_at(page, -1) >= 2
            assert _lines_at(after, 0) >= 2
    for page in groups:
        ys = [t.y for g in page for t in g.items if isinstance(t, typeset.Text)]
        assert ys == sorted(ys)
        assert ys[0] >= 40


def _lines_at(page: list[typeset.Group], edge: int) -> int:
    """How many lines of one paragraph stand together at a page's beginning or end."""
    order = page if edge == 0 else page[::-1]
    return sum(len(group.items) for group in takewhile(lambda g: g.role == "P", order))


def test_pages_are_numbered_when_all_are_there() -> None:
    def label(n: int, of: int) -> list[typeset.Item]:
        return [typeset.Text(50, 90, f"ໜ້າ {n} / {of}", STYLE)]

    pages = [typeset.Page(100, 100, ()) for _ in range(3)]
    items = [item for page in typeset.numbered(pages, label) for item in page.items]
    texts = [item.text for item in items if isinstance(item, typeset.Text)]
    assert texts == ["ໜ້າ 1 / 3", "ໜ້າ 2 / 3", "ໜ້າ 3 / 3"]
