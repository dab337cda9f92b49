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


NAMES = (*(samples.name(n) for n in range(COUNT - 2)), LONG, "")


def badges(language: m.Language) -> c.NameBadges:
    return c.NameBadges(
        language,
        samples.head(language, "ບັດຕິດຊື່", "Name badges", official=False),
        samples.foot(language),
        samples.DAY,
        "15-16 ກັນຍາ 2025",
        tuple(
            c.Badge(
                *(name.partition(" ")[::2]),
                ("ສະມາຊິກສະພາປະຊາຊົນຂັ້ນແຂວງ ກຳມາທິການຍຸຕິທຳ", "ມະຫາໄຊ, ຄຳມ່ວນ"),
                samples.in_language(language, "ຜູ້ເຂົ້າຮ່ວມ", "Participant"),
                list(c.Band)[n % 3],
                badge_code(UUID(int=n)),
            )
            for n, name in enumerate(NAMES)
        ),
    )


def tents(language: m.Language) -> c.TableTents:
    return c.TableTents(
        language,
        samples.head(language, "ປ້າຍຊື່ຕັ້ງໂຕະ", "Table tents", official=False),
        samples.foot(language),
        samples.DAY,
        "15-16 ກັນຍາ 2025",
        tuple(
            c.Tent(m.Words(name, "Khammanh Rattana" if name else ""), "ຄະນະປະຈຳ · ຄຳມ່ວນ")
            for name in NAMES
        ),
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
    tent_pages = reading.pages(render_pdf(tents(language)))
    for name, page in zip(NAMES, tent_pages, strict=True):
        assert all(part in badge_text for part in name.split())
        assert not name or page.count(name) == 2


def test_eight_badges_make_a_page() -> None:
    assert len(reading.pages(render_pdf(badges("lo")))) == -(-COUNT // 8)


def test_the_codes_are_read_from_paper(tmp_path: Path) -> None:
    found = set()
    for page in drawn(render_pdf(badges("lo-en")), tmp_path, 200):
        blurred = page.filter(ImageFilter.GaussianBlur(1))
        found |= {code.text for code in zxingcpp.read_barcodes(blurred)}
    assert found == {card.code for card in badges("lo-en").cards}


def test_nothing_is_drawn_off_the_page(tmp_path: Path) -> None:
    for page in drawn(render_pdf(badges("lo-en")), tmp_path, 50):
        assert page.crop((0, 0, 5, page.height)).getextrema() == (255, 255)


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_path("A" * 400, 0, 0, 100)
