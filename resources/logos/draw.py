"""Draws the logos of the sample programme: invented marks beside a name, no real emblem.

Run ``python resources/logos/draw.py`` to draw them again; the PNG files beside it are committed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts" / "noto-sans"
SIZE = 280
SCALE = 4
RED, GREEN = "#7A1F2E", "#2F5F3E"

Mark = Callable[[ImageDraw.ImageDraw, str], None]


def mountain(draw: ImageDraw.ImageDraw, ink: str) -> None:
    """Two peaks with snow over a base line."""
    u = SIZE * SCALE / 28
    draw.polygon(
        [(0, 21 * u), (8 * u, 7 * u), (12 * u, 14 * u), (17 * u, 3 * u), (28 * u, 21 * u)], ink
    )
    snow = [
        (17 * u, 3 * u),
        (14.4 * u, 9 * u),
        (16.5 * u, 8 * u),
        (17.5 * u, 10 * u),
        (20.6 * u, 9 * u),
    ]
    draw.polygon(snow, "white")
    draw.rectangle([0, 23 * u, 28 * u, 25.4 * u], ink)


def voices(draw: ImageDraw.ImageDraw, ink: str) -> None:
    """Two speech bubbles, one full and one open."""
    u = SIZE * SCALE / 28
    draw.rectangle([0, 2 * u, 18 * u, 15 * u], ink)
    draw.polygon([(4 * u, 15 * u), (10 * u, 15 * u), (4 * u, 21 * u)], ink)
    draw.rectangle([10 * u, 9 * u, 28 * u, 22 * u], "white", ink, round(1.6 * u))
    draw.polygon([(18 * u, 21.2 * u), (24 * u, 21.2 * u), (24 * u, 27.6 * u)], ink)
    draw.polygon([(20.4 * u, 20 * u), (22.5 * u, 20 * u), (22.5 * u, 24.2 * u)], "white")


def logo(mark: Mark, first: str, second: str, ink: str) -> Image.Image:
    """The mark with a bold word above a lighter one at its right."""
    big = SIZE * SCALE
    bold = ImageFont.truetype(FONTS / "NotoSans_700Bold.ttf", round(big * 0.31))
    plain = ImageFont.truetype(FONTS / "NotoSans_400Regular.ttf", round(big * 0.31))
    width = round(big * 1.14 + max(bold.getlength(first), plain.getlength(second)) + big * 0.02)
    picture = Image.new("RGB", (width, big), "white")
    draw = ImageDraw.Draw(picture)
    mark(draw, ink)
    x = big * 1.14
    draw.text((x, big * 0.47), first, ink, bold, anchor="ls")
    draw.text((x, big * 0.83), second, ink, plain, anchor="ls")
    return picture.resize((width // SCALE, SIZE), Image.Resampling.LANCZOS)


LOGOS = {
    "helvetas": (mountain, "HELVETAS", "Laos", RED),
    "cegga": (voices, "CEGGA", "Programme", GREEN),
}

if __name__ == "__main__":
    for name, (mark, first, second, ink) in LOGOS.items():
        picture = logo(mark, first, second, ink).quantize(64)
        picture.save(HERE / f"{name}.png", optimize=True)
