"""What was typed is what every reader gives back: names, paragraphs, what nobody should type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.documents.typeset import pdf_reading
from tests.documents.typeset.pdf_reading import READERS
from tests.documents.typeset.sentences import HOSTILE, LETTERS, NAMES, PARAGRAPHS, REFUSED
from tests.lao.corpus import names

from workshopdesk.documents import typeset

FAMILIES = ("sans", "serif", "phetsarath")
# What a reader does to blanks whatever the file says: pdfium gives rows of spaces as one, MuPDF
# 1.21 a no-break space as a space.
ITS_OWN_WAY = {
    ("pdfium", "ສອງ  ຊ່ອງ   ວ່າງ"): "ສອງ ຊ່ອງ ວ່າງ",
    ("mutool", "ຕົວ\u00a0ຕິດ ກັນ"): "ຕົວ ຕິດ ກັນ",
}
PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\x00]")


def _listed(texts: Sequence[str], family: str, per_page: int = 40) -> bytes:
    look = typeset.TextStyle(family, 10)
    pages = [
        typeset.Page(
            *typeset.A4,
            [typeset.Text(40, 40 + 19 * i, text, look) for i, text in enumerate(part)],
        )
        for part in (texts[at : at + per_page] for at in range(0, len(texts), per_page))
    ]
    return typeset.render(typeset.Document("ລາຍຊື່", "lo", pages))


def _read(pdf: bytes, reader: str, folder: Path) -> list[str]:
    return [line for page in READERS[reader](pdf, folder) for line in pdf_reading.lines(page)]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("family", FAMILIES)
def test_two_thousand_names(family: str, reader: str, tmp_path: Path) -> None:
    listed = names(2000)
    found = _read(_listed(listed, family), reader, tmp_path)
    assert found == list(listed)


def test_names_laid_out_by_poppler(tmp_path: Path) -> None:
    pages = pdf_reading.poppler_layout(_listed(names(400), "sans"), tmp_path)
    assert [line.strip() for page in pages for line in pdf_reading.lines(page)] == list(names(400))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("align", ["left", "centre", "right", "justify"])
def test_paragraphs_put_together_are_the_source(
    align: typeset.Align, family: str, reader: str, tmp_path: Path
) -> None:
    for text in PARAGRAPHS:
        for width in (120.0, 300.0):
            style = typeset.TextStyle(family, 11)
            items = typeset.paragraph(text, 60, 60, width, style, 20, align=align)
            page = typeset.Page(*typeset.A4, items)
            pdf = typeset.render(typeset.Document("ວັກ", "lo", [page]))
            assert "".join(_read(pdf, reader, tmp_path)) == text


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", [*HOSTILE, LETTERS, *NAMES])
def test_odd_text_is_printed_as_typed(text: str, reader: str, tmp_path: Path) -> None:
    expected = ITS_OWN_WAY.get((reader, text), text)
    for family in FAMILIES:
        assert _read(_listed([text], family), reader, tmp_path) == [expected]


@pytest.mark.parametrize("reader", READERS)
def test_text_in_forms_and_bold_and_sizes(reader: str, tmp_path: Path) -> None:
    form = typeset.Form(
        400, 40, (typeset.Text(0, 20, LETTERS, typeset.TextStyle("serif", 9, 700)),)
    )
    items: list[typeset.Item] = [
        typeset.UseForm("head", 40, 40),
        *(
            typeset.Text(40, 120 + 60 * i, NAMES[i], typeset.TextStyle("sans", size, weight))
            for i, (size, weight) in enumerate(((5.5, 400), (12, 600), (40, 700)))
        ),
    ]
    page = typeset.Page(*typeset.A4, items)
    pdf = typeset.render(typeset.Document("ແບບ", "lo", [page], forms={"head": form}))
    assert sorted(_read(pdf, reader, tmp_path)) == sorted([LETTERS, *NAMES[:3]])


@pytest.mark.parametrize("reader", READERS)
def test_cells_of_a_table_come_back_apart(reader: str, tmp_path: Path) -> None:
    rows = [(str(i), name, f"020 5551 23{i:02d}") for i, name in enumerate(names(12), 1)]
    columns = (typeset.Column(40, "right"), typeset.Column(250), typeset.Column(120, "centre"))
    table = typeset.Table(columns, (), rows)
    page = typeset.Page(*typeset.A4, table.row_items(40, 40, range(len(rows))))
    pdf = typeset.render(typeset.Document("ຕາຕະລາງ", "lo", [page]))
    text = re.sub(r"\s+", " ", " ".join(_read(pdf, reader, tmp_path)))
    assert text == " ".join(" ".join(row) for row in rows)


def test_no_reader_is_told_a_private_character() -> None:
    pdf = _listed([*names(400), LETTERS, *PARAGRAPHS[:3]], "sans")
    assert not PRIVATE.search("".join(pdf_reading.mupdf(pdf, Path())))


def test_words_can_be_searched_for() -> None:
    import pymupdf

    with pymupdf.open(stream=_listed(NAMES, "sans"), filetype="pdf") as document:
        for name in NAMES:
            for word in name.split():
                assert document[0].search_for(word), word


@pytest.mark.parametrize(("text", "index", "name"), [(t, *v) for t, v in REFUSED.items()])
def test_what_no_font_can_draw_is_refused_by_name(text: str, index: int, name: str) -> None:
    for family in FAMILIES:
        with pytest.raises(typeset.MissingGlyph) as caught:
            _listed(["ສະບາຍດີ", text], family)
        assert caught.value.index == index
        assert caught.value.text == text
        assert caught.value.character == text[index]
        message = str(caught.value)
        assert f"U+{ord(text[index]):04X}" in message
        assert name in message
        message.encode("utf-8")
        with pytest.raises(typeset.MissingGlyph):
            typeset.check(text, typeset.TextStyle(family))
