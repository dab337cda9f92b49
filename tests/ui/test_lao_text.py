"""Lao on the screen: nothing clipped in any line, lines broken between words, copies clean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from workshopdesk.ui import theme
from workshopdesk.ui.widgets.buttons import Button, Segments
from workshopdesk.ui.widgets.fields import Field
from workshopdesk.ui.widgets.text import Label, Paragraph, breakable, unbroken

HARD = "ນ້ຳ ຢັ້ງ ປູ່ ຜູ້ ເຊື້ອ ຊື່ ກູ້ ທີ່ໃຫຍ່"
WORDS = st.lists(
    st.sampled_from(["ນ້ຳ", "ໃບຢັ້ງຢືນ", "ຜູ້ເຂົ້າຮ່ວມ", " ", "2025", "English", "ປະຊຸມ"]), max_size=12
)


@pytest.fixture(autouse=True)
def _look(qtbot: QtBot) -> None:
    theme.load_fonts()
    theme.apply("light")


def ink(widget: QWidget, size: QSize) -> int:
    """How many pixels of a widget of this size are dark (the words, not the ground)."""
    widget.resize(size)
    image = QImage(size * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    return sum(
        QColor(image.pixel(x, y)).lightness() < 150
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("role", list(theme.TYPE))
def test_stacked_marks_are_whole_in_every_line(role: str, qtbot: QtBot) -> None:
    label = Label(HARD, role=role, weight=600)
    qtbot.addWidget(label)
    line = label.sizeHint()
    assert line.height() >= 1.6 * theme.TYPE[role][0]
    roomy = QSize(line.width(), line.height() + 30)
    roomy_ink = ink(Label(HARD, role=role, weight=600), roomy)
    assert ink(label, line) == pytest.approx(roomy_ink, rel=0.03)


def test_stacked_marks_are_whole_in_fields_and_buttons(qtbot: QtBot) -> None:
    def make_field() -> Field:
        field = Field("Name")
        field.setText(HARD)
        field.setStyleSheet("border: 0; background: white;")
        return field

    for widget, roomy in ((make_field(), make_field()), (Label(HARD), Label(HARD))):
        qtbot.addWidget(widget)
        qtbot.addWidget(roomy)
        height = 32 if isinstance(widget, Field) else 28
        assert ink(widget, QSize(320, height)) == pytest.approx(
            ink(roomy, QSize(320, 80)), rel=0.03
        )


def test_buttons_and_switches_have_room_for_stacked_marks(qtbot: QtBot) -> None:
    button = Button(HARD, "plus")
    switch = Segments([("a", HARD), ("b", "ລາວ")], "Switch", verbatim=True)
    for widget in (button, switch):
        qtbot.addWidget(widget)
        assert widget.sizeHint().height() >= 28


@given(WORDS)
def test_break_marks_come_off_again(words: list[str]) -> None:
    text = "".join(words)
    assert unbroken(breakable(text)) == text


def test_a_long_lao_sentence_is_broken_into_lines(qtbot: QtBot) -> None:
    sentence = "ກອງປະຊຸມຝຶກອົບຮົມສ້າງຄວາມເຂັ້ມແຂງກ່ຽວກັບການວິເຄາະວິໄຈບັນຫາ"
    paragraph = Paragraph(sentence)
    qtbot.addWidget(paragraph)
    one, narrow = paragraph.heightForWidth(2000), paragraph.heightForWidth(160)
    assert narrow >= 3 * one - 4
    assert paragraph.accessibleName() == sentence
