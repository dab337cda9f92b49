"""Badges and table tents: every name is there, every code is read by a scanner."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from uuid import UUID

import pytest
import zxingcpp
from PIL import Image, ImageFilter
from tests.documents import reading, samples

from workshopdesk.documents import cards as c
from workshopdesk.documents import model as m
from workshopdesk.documents import render_pdf
from workshopdesk.documents.papers.qr import qr_path
from workshopdesk.domain.badge import badge_code

COUNT = 23
LONG = "ຄຳສິງແສງຈັນວິໄລພອນ ນົນທະວົງສະຫວັນຈຸນລະມະນີແສງສະຫວ່າງພັນທະລາດທຳມະວົງ"


def cards(language: m.Language) -> tuple[c.Card, ...]:
    names = [samples.name(n) for n in range(COUNT - 2)] + [LONG, ""]
    return tuple(
        c.Card(
            name=m.Words(name, "Khammanh Rattana" if language == "lo-en" and name else ""),
            position=samples.in_language(language, "ສະມາຊິກສະພາປະຊາຊົນຂັ້ນແຂວງ", "Member"),
            unit=samples.in_language(language, "ສະພາປະຊາຊົນແຂວງຄຳມ່ວນ", "Provincial Assembly"),
            role=samples.in_language(language, "ຜູ້ເຂົ້າຮ່ວມ", "Participant"),
            code=badge_code(UUID(int=n)),
        )
        for n, name in enumerate(names)
    )


def badges(language: m.Language) -> c.NameBadges:
    return c.NameBadges(
        language,
        samples.head(language, "ບັດຕິດຊື່", "Name badges", official=False),
        samples.foot(language),
        samples.DAY,
        cards(language),
    )


def tents(language: m.Language) -> c.TableTents:
    return c.TableTents(
        language,
        samples.head(language, "ປ້າຍຊື່ຕັ້ງໂຕະ", "Table tents", official=False),
        samples.foot(language),
        samples.DAY,
        cards(language),
    )


def drawn(content: bytes, tmp_path: Path, dpi: int) -> list[Image.Image]:
    """The pages as a printer would show them."""
    (tmp_path / "in.pdf").write_bytes(content)
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", tmp_path / "in.pdf", tmp_path / "page"], check=True
    )
    return [Image.open(io.BytesIO(p.read_bytes())) for p in sorted(tmp_path.glob("page*.pgm"))]


@pytest.mark.parametrize("language", m.LANGUAGES)
def test_every_name_is_on_a_badge_and_on_both_faces_of_a_tent(language: m.Language) -> None:
    badge_text = "\n".join(reading.pages(render_pdf(badges(language))))
    tent_text = "\n".join(reading.pages(render_pdf(tents(language))))
    for card in cards(language):
        assert card.name.main in badge_text
        assert not card.name.main or tent_text.count(card.name.main) >= 2


def test_ten_badges_and_two_tents_make_a_page() -> None:
    assert len(reading.pages(render_pdf(badges("lo")))) == -(-COUNT // 10)
    assert len(reading.pages(render_pdf(tents("lo")))) == -(-COUNT // 2)


def test_the_codes_are_read_from_paper(tmp_path: Path) -> None:
    found = set()
    for page in drawn(render_pdf(badges("lo-en")), tmp_path, 200):
        blurred = page.filter(ImageFilter.GaussianBlur(1))
        found |= {code.text for code in zxingcpp.read_barcodes(blurred)}
    assert found == {card.code for card in cards("lo-en")}


def test_nothing_is_drawn_off_the_page(tmp_path: Path) -> None:
    for sheet in (badges("lo-en"), tents("lo-en")):
        for page in drawn(render_pdf(sheet), tmp_path, 50):
            edge = page.crop((0, 0, 5, page.height))
            assert edge.getextrema() == (255, 255) or isinstance(sheet, c.TableTents)


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_path("A" * 400, 0, 0, 100)
