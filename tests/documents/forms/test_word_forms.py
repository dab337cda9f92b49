"""Word forms refilled: placeholders in any number of pieces, repeated rows, heads and feet."""

from __future__ import annotations

import io
from datetime import date

import docx
from tests.documents.forms import making
from tests.documents.forms.test_excel_forms import say

from workshopdesk.documents import forms
from workshopdesk.domain.forms import Layout, Mark, Place, Value, tokens

VALUES: dict[str, Value] = {
    "programme": "ໂຄງການ <one>",
    "from": date(2026, 1, 1),
    "to": date(2026, 3, 31),
    "indicator:people": 42,
}
EVENTS: list[dict[str, Value]] = [
    {"title": f"Event {n}", "day": date(2026, 2, n), "women": n} for n in range(1, 4)
]


def filled(data: bytes, *more: Mark, events: list[dict[str, Value]] | None = None) -> bytes:
    found = (*tokens(forms.read(data, "form.docx")), *more)
    answers = forms.Answers(VALUES, {"events": EVENTS if events is None else events}, say)
    return forms.fill(data, "form.docx", found, answers)


def body(layout: Layout) -> list[str]:
    sheet = layout.sheet("body")
    assert sheet is not None
    return [cell.text for cell in sheet.cells]


def test_a_document_is_read_as_rows_and_cells() -> None:
    layout = forms.read(making.document(), "form.docx")
    assert [sheet.name for sheet in layout.sheets] == ["body", "header1", "footer1"]
    assert body(layout)[:2] == [
        "Narrative report",
        "In the period {{from}} to {{to}} there were {{indicator:people}} people.",
    ]  # fmt: skip
    assert {m.token for m in tokens(layout)} == {
        "{{from}}", "{{to}}", "{{indicator:people}}", "{{events.title}}", "{{events.day}}",
        "{{events.women}}", "{{programme}}",
    }  # fmt: skip


def test_placeholders_and_rows_are_filled_in() -> None:
    given = making.document()
    sheet = forms.read(given, "form.docx").sheet("body")
    assert sheet is not None
    total = next(c for c in sheet.cells if c.text == "All")
    place = Place("body", total.row, 3)
    after = docx.Document(io.BytesIO(filled(given, Mark(place, "indicator:people"))))
    line = after.paragraphs[1]
    assert line.text == "In the period 2026-01-01 to 2026-03-31 there were 42 people."
    assert [run.text for run in line.runs if run.bold] == [
        "2026-01-01", "", "", " to 2026-03-31", "",
    ]  # fmt: skip
    assert [run.text for run in line.runs if run.italic] == ["42"]
    rows = [[cell.text for cell in row.cells] for row in after.tables[0].rows]
    assert rows == [
        ["Event", "Day", "Women"],
        *([f"Event {n}", f"2026-02-0{n}", str(n)] for n in (1, 2, 3)),
        ["All", "", "42"],
    ]
    section = after.sections[0]
    assert section.header.paragraphs[0].text.strip() == "ໂຄງການ <one>"
    assert section.footer.paragraphs[0].text == "Printed 2026-03-31"
    assert len(after.sections[0].header.part.related_parts) == 1


def test_every_other_part_is_the_same_byte_for_byte() -> None:
    given = making.document()
    before, after = making.parts(given), making.parts(filled(given))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/header1.xml", "word/footer1.xml"}


def test_without_records_the_row_is_left_empty() -> None:
    after = docx.Document(io.BytesIO(filled(making.document(), events=[])))
    assert [cell.text for cell in after.tables[0].rows[1].cells] == ["", "", ""]
    assert len(after.tables[0].rows) == 3
