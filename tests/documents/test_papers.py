"""Papers as PDF: what is read back is what was given, page by page, whatever the names are."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path

import pytest
from PIL import Image
from tests.documents import reading, samples

from workshopdesk.documents import model as m
from workshopdesk.documents import render_pdf
from workshopdesk.documents.papers.sign_in_sheet import rows_a_page
from workshopdesk.documents.typeset import MissingGlyph
from workshopdesk.domain.progress import Cancelled

LANGUAGES = m.LANGUAGES
MARKUP = '<img src="x.png"/> <b>ຊື່</b> &amp; </para>'
LONG = "ຄຳສິງແສງຈັນວິໄລພອນ ນົນທະວົງສະຫວັນຈຸນລະມະນີແສງສະຫວ່າງພັນທະລາດທຳມະວົງບຸນຍະວົງ"


def logo(width: int, height: int) -> m.Logo:
    """A logo of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#7A1F2E").save(out, "PNG")
    return m.Logo("Funder", out.getvalue())


def named(*names: str) -> tuple[m.PersonLine, ...]:
    """Rows of a list with these names."""
    rows = samples.people(len(names))
    return tuple(
        dataclasses.replace(row, name=m.Words(name)) for row, name in zip(rows, names, strict=True)
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "make",
    [
        samples.sign_in,
        samples.participant_list,
        samples.groups,
        samples.certificates,
    ],
)
def test_every_name_is_read_back_by_two_readers(
    make: object, language: m.Language, tmp_path: Path
) -> None:
    assert callable(make)
    sheet = make(language)
    content = render_pdf(sheet)
    pdfium, layout = "\n".join(reading.pages(content)), reading.poppler(content, tmp_path)
    for name in names_of(sheet):
        assert name in pdfium
        assert name in layout


def names_of(sheet: m.AnySheet) -> list[str]:
    """Every name a sheet prints."""
    match sheet:
        case m.SignInSheet() | m.ParticipantList():
            return [p.name.main for p in sheet.people]
        case m.GroupLists():
            return [p.name.main for s in sheet.sessions for g in s.groups for p in g.members]
        case m.CertificateBatch():
            return [c.name.main for c in sheet.certificates]
        case _:
            raise AssertionError(sheet)


def test_names_stand_in_list_order() -> None:
    sheet = samples.sign_in(count=87)
    text = "\n".join(reading.pages(render_pdf(sheet)))
    places = [text.index(f"{p.name.main}") for p in sheet.people if f"{p.name.main}\n" in text]
    assert places == sorted(places)


def test_sign_in_sheet_has_the_pages_of_the_design() -> None:
    texts = reading.pages(render_pdf(samples.sign_in(count=87)))
    assert len(texts) == 7
    assert "ໜ້າ 1/7" in texts[0]
    assert "ໜ້າ 7/7" in texts[6]
    assert all("ຊື່ ແລະ ນາມສະກຸນ" in text for text in texts)
    assert re.search(r"^93$", texts[6], re.MULTILINE)
    assert samples.name(86) in texts[6]


@pytest.mark.parametrize("named_rows", [0, 1, 3, 5, 6, 11, 12, 20, 87, 500])
@pytest.mark.parametrize("blank", [0, 6, 20])
def test_rows_are_shared_out_whole(named_rows: int, blank: int) -> None:
    if named_rows + blank == 0:
        return
    sizes = rows_a_page(named_rows, blank, 11, 9)
    rows = named_rows + blank
    assert sum(sizes) == rows or (rows < sum(sizes) <= 20 and named_rows < sizes[0] == 11)
    assert all(1 <= size <= 16 for size in sizes)
    assert sizes[0] <= 11
    assert len(sizes) == 1 or sizes[-1] <= 9


@pytest.mark.parametrize("days", [1, 2, 3, 5])
def test_every_half_day_has_its_column(days: int) -> None:
    text = "\n".join(reading.pages(render_pdf(samples.sign_in(count=8, days=days))))
    for day in range(1, days + 1):
        assert f"ມື້ທີ {day} · {14 + day} ກັນຍາ 2025" in text


def test_a_thousand_people() -> None:
    sheet = samples.participant_list(count=1000)
    texts = reading.pages(render_pdf(sheet))
    assert len(texts) == 39
    joined = "\n".join(texts)
    assert all(p.name.main in joined for p in sheet.people)
    assert "1000" in texts[-2] + texts[-1]


@pytest.mark.parametrize("name", [MARKUP, LONG])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_prints_as_typed_on_one_line(
    name: str, language: m.Language, tmp_path: Path
) -> None:
    lines = named(name, samples.name(1))
    lists = samples.sign_in(language, lines=lines)
    batch = samples.certificates(language, names=(m.Words(name),))
    for content in (render_pdf(lists), render_pdf(batch)):
        assert name in "\n".join(reading.pages(content))
        assert name in reading.poppler(content, tmp_path)


def test_a_long_name_stays_inside_the_border() -> None:
    batch = samples.certificates(names=(m.Words(LONG + LONG),))
    content = render_pdf(batch)
    assert not reading.ink_outside(content, 27)
    assert reading.ink_outside(content, 30)


def test_a_certificate_a_page_in_list_order() -> None:
    batch = samples.certificates("lo", count=40)
    content = render_pdf(batch)
    texts = reading.pages(content)
    assert len(texts) == 40
    for text, certificate in zip(texts, batch.certificates, strict=True):
        assert certificate.name.main in text
        assert certificate.number in text
        assert "ໃບຢັ້ງຢືນ" in text
    width, height = reading.boxes(content)
    assert (round(width), round(height)) == (842, 595)


def test_what_certificates_share_is_written_once() -> None:
    few, many = (len(render_pdf(samples.certificates(count=n))) for n in (10, 210))
    assert (many - few) / 200 < 2500


@pytest.mark.parametrize("language", LANGUAGES)
def test_agenda_has_a_page_a_day(language: m.Language) -> None:
    texts = reading.pages(render_pdf(samples.agenda(language, days=3)))
    assert len(texts) == 3
    assert all("08:30–10:00" in text for text in texts)


def test_five_groups_of_fifteen_fit_one_page() -> None:
    sheet = dataclasses.replace(
        samples.groups(), head=dataclasses.replace(samples.groups().head, details=())
    )
    foot = dataclasses.replace(sheet.foot, logos=(logo(280, 140), logo(140, 140)))
    texts = reading.pages(render_pdf(dataclasses.replace(sheet, foot=foot)))
    assert len(texts) == 1
    assert "ສາທາລະນະລັດ" not in texts[0]


@pytest.mark.parametrize(("size", "number"), [(1, 1), (40, 3), (3, 30)])
def test_groups_of_any_size(size: int, number: int) -> None:
    text = "\n".join(reading.pages(render_pdf(samples.groups(size=size, number=number))))
    assert samples.name(size * number - 1) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_event_report_says_everything(language: m.Language) -> None:
    sheet = samples.event_report(language)
    text = "\n".join(reading.pages(render_pdf(sheet)))
    assert sheet.participation is not None
    for words in (sheet.head.title, sheet.participation.title, sheet.findings_title):
        assert words.main in text
        assert words.under in text
    for line in sheet.participation.reconciliation:
        assert line.main in text
    assert "ຄຳຮ້ອງຫຼາຍສະບັບຂາດເອກະສານຄັດຕິດ" in text


def test_a_report_without_groups_and_attendance_is_a_report() -> None:
    full = samples.event_report()
    assert full.participation is not None
    participation = dataclasses.replace(full.participation, attendance=None)
    sheet = dataclasses.replace(full, participation=participation, findings=None, agenda=())
    text = "\n".join(reading.pages(render_pdf(sheet)))
    assert full.participation.title.main in text
    assert full.findings_title.main not in text


def test_unknown_sex_has_a_column_only_where_it_is_needed() -> None:
    sheet = samples.participant_list(count=3)
    table = sheet.tallies[0]
    unknown = dataclasses.replace(table, total=dataclasses.replace(table.total, not_said=2))
    assert "ບໍ່ລະບຸ" not in "".join(reading.pages(render_pdf(sheet)))
    with_unknown = dataclasses.replace(sheet, tallies=(unknown,))
    assert "ບໍ່ລະບຸ" in "".join(reading.pages(render_pdf(with_unknown)))


def test_the_signed_list_has_no_room_for_sensitive_facts() -> None:
    fields = {field.name for field in dataclasses.fields(m.PersonLine)}
    assert fields == {
        "number", "name", "sex", "position", "unit", "district", "province", "phone", "mark",
    }  # fmt: skip


def test_logos_keep_their_shape_and_are_in_the_file() -> None:
    sheet = samples.sign_in(count=3)
    foot = dataclasses.replace(sheet.foot, logos=(logo(300, 100), m.Logo("No picture", None)))
    content = render_pdf(dataclasses.replace(sheet, foot=foot))
    assert len(content) > len(render_pdf(sheet))


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_sheet_same_bytes(language: m.Language) -> None:
    for make in (samples.sign_in, samples.agenda, samples.certificates, samples.event_report):
        assert render_pdf(make(language)) == render_pdf(make(language))


def test_a_character_no_font_has_is_named() -> None:
    with pytest.raises(MissingGlyph):
        render_pdf(samples.sign_in(lines=named("ນາງ \U0001f600")))


class StopAt:
    """A progress that is told to stop at a page."""

    def __init__(self, page: int) -> None:
        self.page = page

    def step(self, done: int, total: int, label: str = "") -> None:
        """Stop when the page is reached."""
        if done >= self.page:
            raise Cancelled


def test_drawing_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        render_pdf(samples.certificates(count=20), progress=StopAt(5))


def test_the_funder_workbook_is_not_a_pdf() -> None:
    with pytest.raises(TypeError):
        render_pdf(samples.funder_workbook((("P1", "F", "LA-KH", 1, 1),)))
