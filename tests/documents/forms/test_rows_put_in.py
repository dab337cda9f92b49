"""What Excel itself writes and openpyxl does not: shared formulas, extensions, links, breaks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Border
from openpyxl.worksheet.pagebreak import Break
from tests.documents.forms import making
from tests.documents.forms.test_excel_forms import MARKS, opened, refilled

from workshopdesk.documents.forms.references import Grown, moved_block, moved_formula
from workshopdesk.domain.errors import UserError

X14 = (
    b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"'
    b' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    b'<x14:conditionalFormattings><x14:conditionalFormatting'
    b' xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    b'<x14:cfRule type="expression" id="{1}"><xm:f>Report!$D$15&gt;1</xm:f></x14:cfRule>'
    b"<xm:sqref>D12:D14 B17</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>"
    b"</ext></extLst>"
)  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"


def given_with(old: bytes, new: bytes) -> bytes:
    """The form with a piece of its first sheet replaced."""

    def change(held: dict[str, bytes]) -> None:
        assert old in held[SHEET]
        held[SHEET] = held[SHEET].replace(old, new)

    return making.repacked(FORM, change)


FORM = making.saved(making.workbook())


def test_an_extension_follows_and_stays() -> None:
    sheet = making.parts(refilled(given_with(b"</worksheet>", X14 + b"</worksheet>"), 6))[SHEET]
    assert b">D12:D17 B20</xm:sqref>" in sheet
    assert b"Report!$D$18&gt;1</xm:f>" in sheet
    assert b'<x14:cfRule type="expression" id="{1}">' in sheet


def test_links_breaks_and_views() -> None:
    book = making.workbook()
    book["Report"]["B17"].hyperlink = "https://example.org/"
    book["Report"].row_breaks.append(Break(id=16))
    after = opened(refilled(making.saved(book), 6))["Report"]
    assert after["B20"].hyperlink is not None
    assert after["B20"].hyperlink.target == "https://example.org/"
    assert [b.id for b in after.row_breaks.brk] == [19]


def test_shared_formulas_are_spelled_out_where_rows_part_them() -> None:
    def change(held: dict[str, bytes]) -> None:
        sheet = held[SHEET]
        for row in (12, 13, 14):
            said = b"<f>D%d+E%d</f>" % (row, row)
            shared = b'<f t="shared" si="0"/>'
            if row == 12:
                shared = b'<f t="shared" ref="F12:F14" si="0">D12+E12</f>'
            assert said in sheet
            sheet = sheet.replace(said, shared)
        held[SHEET] = sheet

    form = making.repacked(FORM, change)
    after = opened(refilled(form, 5))["Report"]
    assert [after.cell(r, 6).value for r in range(12, 17)] == [f"=D{r}+E{r}" for r in range(12, 17)]
    assert b't="shared"' in making.parts(refilled(form, 2))[SHEET]


def test_an_array_formula_across_the_last_row_is_refused() -> None:
    form = given_with(b"<f>D14+E14</f>", b'<f t="array" ref="F14:F15">D14:D15</f>')
    with pytest.raises(UserError, match="formula over several cells"):
        refilled(form, 6)


def test_without_a_frame_the_rows_are_used_to_the_next_text() -> None:
    book = making.workbook()
    sheet = book["Report"]
    for row in (12, 13, 14):
        for column in range(1, 7):
            sheet.cell(row, column).border = Border()
    after = opened(refilled(making.saved(book), 3))["Report"]
    assert [after.cell(row, 2).value for row in range(12, 16)] == [
        "Event 1", "Event 2", "Event 3", "Total",
    ]  # fmt: skip


def test_a_mark_below_the_table_is_filled_where_it_went() -> None:
    assert any(m.source == "office" and m.place.row == 17 for m in MARKS)
    assert opened(refilled(FORM, 9))["Report"]["D23"].value == "=HYPERLINK(1)"


@given(
    st.integers(1, 60), st.integers(0, 20), st.integers(1, 30), st.integers(1, 9), st.integers(0, 9)
)
def test_no_cell_is_lost_or_named_twice(
    first: int, length: int, bottom: int, count: int, above: int
) -> None:
    """Every cell a range meant is in the moved range; what it gained are new rows alone."""
    grown = Grown("S", max(bottom - above, 1), bottom, count)
    moved = moved_block(f"C{first}:C{first + length}", grown)
    start, end = (int(n) for n in re.findall(r"\d+", moved))
    before = {grown.row(row) for row in range(first, first + length + 1)}
    now = set(range(start, end + 1))
    new = set(range(bottom + 1, bottom + count + 1))
    assert before <= now
    assert now - before <= new


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(A1:A3)", "SUM(A1:A5)"), ("SUM(A1:A2)", "SUM(A1:A2)"), ("A3", "A3"), ("A4", "A6"),
        ("$A$4&\"A4\"", "$A$6&\"A4\""), ("Other!A4", "Other!A4"), ("'S'!A4", "'S'!A6"),
        ("SUM(A3:C3)", "SUM(A3:C3)"), ("SUM(A:A)", "SUM(A:A)"), ("SUM(4:4)", "SUM(6:6)"),
        ("LOG10(A4)", "LOG10(A6)"), ("[1]S!A4", "[1]S!A4"), ("Name4+A9", "Name4+A11"),
        ("SUM(A1:A1048576)", "SUM(A1:A1048576)"), ("S!$B$2:$B$3,S!$1:$1", "S!$B$2:$B$5,S!$1:$1"),
    ],
)  # fmt: skip
def test_formulas(formula: str, moved: str) -> None:
    assert moved_formula(formula, "S", Grown("S", 2, 3, 2)) == moved
