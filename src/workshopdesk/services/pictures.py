"""Pictures people bring: made anew, small, upright, and without what cameras write into them."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image, ImageOps

from workshopdesk.domain.errors import EnvironmentProblem, UserError
from workshopdesk.i18n import _

SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff")
_LONGEST, _LOGO, _QUALITY = 1_600, 800, 85
_MOST_PIXELS, _MOST_BYTES = 120_000_000, 60 << 20
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")


class Picture(NamedTuple):
    """A picture made anew: its bytes, and what they are."""

    data: bytes
    media_type: str


def photograph(path: Path) -> Picture:
    """A photograph or scan as JPEG, at most 1,600 px long, without EXIF.

    Raises UserError when the file is no picture, EnvironmentProblem when it cannot be read.
    """
    image = _opened(path, _LONGEST)
    done = io.BytesIO()
    _on_white(image).save(done, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(done.getvalue(), "image/jpeg")


def logo(path: Path) -> Picture:
    """A logo as PNG, at most 800 px long, its transparency kept. As ``photograph``."""
    done = io.BytesIO()
    _opened(path, _LOGO).convert("RGBA").save(done, "PNG", optimize=True)
    return Picture(done.getvalue(), "image/png")


def picture_for_paper(path: Path) -> Picture:
    """A picture for a template, at most 1,600 px long: PNG with its transparency, or JPEG.

    Raises as ``photograph``.
    """
    image = _opened(path, _LONGEST)
    done = io.BytesIO()
    coloured = image.convert("RGBA")
    opaque = coloured.getchannel("A").getextrema() == (255, 255)
    if opaque and path.suffix.lower() != ".png":
        image.convert("RGB").save(done, "JPEG", quality=_QUALITY, optimize=True)
        return Picture(done.getvalue(), "image/jpeg")
    coloured.save(done, "PNG", optimize=True)
    return Picture(done.getvalue(), "image/png")


def _opened(path: Path, longest: int) -> Image.Image:
    """Upright and no longer than that; a file that unpacks without end is refused first."""
    refusal = UserError(
        _("%(file)s is no picture") % {"file": path.name},
        _("Choose a PNG or JPEG file of up to 60 MB."),
    )
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise refusal
        data = path.read_bytes()
    except OSError as error:
        title = _("%(file)s cannot be read") % {"file": path.name}
        raise EnvironmentProblem(title, str(error)) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            if image.width * image.height > _MOST_PIXELS:
                raise refusal
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise refusal from error
    return upright


def _on_white(image: Image.Image) -> Image.Image:
    coloured = image.convert("RGBA")
    ground = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(ground, coloured).convert("RGB")
