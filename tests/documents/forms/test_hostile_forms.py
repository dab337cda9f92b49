"""Files that are no forms, or mean harm: refused in words that name them."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.documents.forms import making

from workshopdesk.documents import forms
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.forms import Mark, Place

Parts = dict[str, bytes]


def sheet_said(change: Callable[[bytes], bytes]) -> bytes:
    def within(held: Parts) -> None:
        held["xl/worksheets/sheet1.xml"] = change(held["xl/worksheets/sheet1.xml"])

    return making.repacked(FORM, within)


def with_entities(held: Parts) -> None:
    held["xl/workbook.xml"] = b'<!DOCTYPE w [<!ENTITY a "b">]>' + held["xl/workbook.xml"]


def with_macros(held: Parts) -> None:
    held["xl/vbaProject.bin"] = b"\0"


def signed(held: Parts) -> None:
    held["_xmlsignatures/sig1.xml"] = b"<s/>"


def strict(held: Parts) -> None:
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )


def without_sheets(held: Parts) -> None:
    held["xl/workbook.xml"] = re.sub(rb"<sheets>.*</sheets>", b"", held["xl/workbook.xml"])


def without_its_sheet(held: Parts) -> None:
    del held["xl/worksheets/sheet1.xml"]


FORM = making.saved(making.workbook())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_entities, "entities|damaged"), (with_macros, "macros"), (signed, "signed"),
        (strict, "Strict"), (without_sheets, "no sheet"), (without_its_sheet, "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(change: Callable[[Parts], None], said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        forms.read(making.repacked(FORM, change), "report.xlsx")
    assert "report.xlsx" in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\3\4 half", FORM[: len(FORM) // 2]])
def test_broken_files_are_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="damaged"):
        forms.read(data, "report.xlsx")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_sheet_with_any_piece_cut_out_is_filled_or_refused(data: st.DataObject) -> None:
    whole = making.parts(FORM)["xl/worksheets/sheet1.xml"]
    quoted = [m.span(1) for m in re.finditer(rb'"([^"]*)"', whole)]
    start, end = data.draw(st.sampled_from(quoted))
    said = data.draw(st.sampled_from([b"", b"-1", b"x", b"999999999", b"A1:"]))
    broken = sheet_said(lambda sheet: sheet[:start] + said + sheet[end:])
    mark = Mark(Place("Report", 12, 2), "events.title")
    answers = forms.Answers({}, {"events": [{"title": "a"}] * 6})
    with contextlib.suppress(UserError):
        filled = forms.fill(broken, "report.xlsx", [mark], answers)
        assert forms.read(filled, "report.xlsx").sheets
