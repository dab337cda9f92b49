"""Colours: readable in light and dark; the dark is our own where Qt knows of none."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workshopdesk.ui import theme
from workshopdesk.ui.theme import DARK, LIGHT, Colours

GROUNDS = ("window", "rail", "surface", "head", "hover", "selected")
TINTED = (("good", "good_tint"), ("warn", "warn_tint"), ("bad", "bad_tint"))


def luminance(colour: QColor) -> float:
    """WCAG 2.2 relative luminance."""
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted((luminance(QColor(first)), luminance(QColor(second))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", ["text", "quiet", "accent"])
def test_text_is_readable_on_every_ground(colours: Colours, ground: str, ink: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_tinted_words_and_filled_buttons_are_readable(colours: Colours) -> None:
    for ink, ground in (*TINTED, ("on_accent", "accent")):
        assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5, (ink, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_can_be_seen(colours: Colours) -> None:
    assert contrast(colours.edge, colours.surface) >= 3
    assert contrast(colours.edge, colours.window) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_on_session_cards_are_readable(mode: str, qtbot: QtBot) -> None:
    theme.load_fonts()
    theme.apply(mode)
    for name in ("slate", "amber", "blue", "teal", "violet", "green", "stone", "rose"):
        hue = theme.hue(name)
        assert contrast(theme.colours().text, hue.tint.name()) >= 4.5, name
        assert contrast(hue.text.name(), hue.tint.name()) >= 4.5, name


def test_dark_is_shown_though_the_platform_knows_of_none(qtbot: QtBot) -> None:
    theme.load_fonts()
    theme.apply("dark")
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    assert running.palette().color(QPalette.ColorRole.Window).name() == DARK.window.lower()
    theme.apply("light")
    assert running.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window.lower()


def test_no_text_is_slanted_and_the_family_is_ours(qtbot: QtBot) -> None:
    theme.load_fonts()
    for role in theme.TYPE:
        font = theme.font(role, 600)
        assert not font.italic()
        assert font.letterSpacing() == 0
        assert font.exactMatch(), role
