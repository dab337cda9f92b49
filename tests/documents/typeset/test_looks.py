"""Pages look as another shaping and drawing stack draws the same lines: Qt, at 200 dpi."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter
from pytestqt.qtbot import QtBot
from tests.documents.typeset.sentences import LETTERS, NAMES, PARAGRAPHS

from workshopdesk.documents import typeset
from workshopdesk.settings import resource

DPI = 200
WIDTH, HEIGHT = 560.0, 60.0
FACES = {
    ("sans", 400): "noto-sans-lao/NotoSansLao_400Regular.ttf",
    ("sans", 600): "noto-sans-lao/NotoSansLao_600SemiBold.ttf",
    ("sans", 700): "noto-sans-lao/NotoSansLao_700Bold.ttf",
    ("serif", 400): "noto-serif-lao/NotoSerifLao-Regular.ttf",
    ("serif", 700): "noto-serif-lao/NotoSerifLao-Bold.ttf",
    ("phetsarath", 400): "phetsarath/Phetsarath_400Regular.ttf",
}


def _ours(text: str, style: typeset.TextStyle) -> Image.Image:
    page = typeset.Page(WIDTH, HEIGHT, [typeset.Text(10, 40, text, style)])
    pdf = pypdfium2.PdfDocument(typeset.render(typeset.Document("x", "lo", [page])))
    picture: Image.Image = pdf[0].render(scale=DPI / 72).to_pil()
    return picture.convert("L")


def _qt_s(text: str, style: typeset.TextStyle, size: tuple[int, int], file: str) -> Image.Image:
    number = QFontDatabase.addApplicationFont(str(resource("fonts") / file))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    image = QImage(*size, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    # One unit of the image is a thousandth of an em, so that no advance is rounded.
    font = QFont(family)
    font.setPixelSize(1000)
    font.setWeight(QFont.Weight(style.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(DPI / 72 * style.size / 1000, DPI / 72 * style.size / 1000)
    painter.setFont(font)
    unit = 1000 / style.size
    painter.drawText(QPointF(10 * unit, 40 * unit), text)
    painter.end()
    data = bytes(image.constBits())
    return Image.frombytes("L", size, data, "raw", "L", image.bytesPerLine())


def _stray_ink(a: Image.Image, b: Image.Image) -> int:
    """How many dark pixels of `a` have nothing dark of `b` within one pixel."""
    near = b.filter(ImageFilter.MinFilter(3))
    stray = ImageChops.subtract(near, a)
    return sum(stray.histogram()[128:])


@pytest.mark.parametrize(("family", "weight"), FACES)
def test_every_mark_stands_where_qt_puts_it(
    family: str, weight: int, qtbot: QtBot, tmp_path: Path
) -> None:
    for size in (11.0, 24.0):
        style = typeset.TextStyle(family, size, weight)
        for text in (LETTERS[:50], NAMES[3], PARAGRAPHS[4][:44]):
            if typeset.measure(text, style) > WIDTH - 20:
                text = text[:24]
            ours = _ours(text, style)
            theirs = _qt_s(text, style, ours.size, FACES[family, weight])
            inked = sum(ours.histogram()[:128])
            assert inked > 200
            assert _stray_ink(ours, theirs) <= inked * 0.002
            assert _stray_ink(theirs, ours) <= inked * 0.002


def test_a_mark_in_the_wrong_place_would_be_seen(qtbot: QtBot) -> None:
    style = typeset.TextStyle("sans", 24)
    ours = _ours("ກີ່", style)
    theirs = _qt_s("ກ່ີ", style, ours.size, FACES["sans", 400])
    assert _stray_ink(ours, theirs) > 5
