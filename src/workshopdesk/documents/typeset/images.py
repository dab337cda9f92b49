"""Pictures into PDF image objects, without loss and each once a file.

A JPEG goes in as it is. Of anything else (PNG) the colours and the transparency are written
apart, packed as PNG packs them (PDF 1.7, 7.4.4.4: predictors). A decoder is only loaded for the
PNG files that need one.
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from workshopdesk.documents.typeset import png
from workshopdesk.documents.typeset.pdffile import PdfFile, dictionary, reference
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _

if TYPE_CHECKING:
    from PIL import Image

_LARGEST = 64_000_000  # pixels; a poster at 300 dpi has half
_MODES = {"L": 1, "RGB": 3}
_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}


def write_image(file: PdfFile, name: str, data: bytes) -> int:
    """Write a picture (PNG or JPEG file); the number of its object.

    Raises UserError naming the picture when it cannot be read or is beyond all size.
    """
    rows = png.read(data, _LARGEST)
    if rows is not None:
        return _ready(file, rows)
    try:
        picture = _opened(data)
        if picture.width * picture.height > _LARGEST:
            raise UserError(_("The picture %s is too large") % name)
        if picture.format == "JPEG" and picture.mode in _MODES:
            picture.verify()
            return _jpeg(file, data, picture.size, picture.mode)
        return _lossless(file, picture)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise UserError(_("The picture %s cannot be read") % name, str(error)) from error


def _opened(data: bytes) -> Image.Image:
    """The picture, its header read; only the reader it needs is loaded."""
    if data.startswith(b"\xff\xd8"):
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile(BytesIO(data))
    from PIL.PngImagePlugin import PngImageFile

    return PngImageFile(BytesIO(data))


def _entries(width: int, height: int, colours: int) -> dict[str, str | int]:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": width,
        "Height": height,
        "ColorSpace": _SPACES[colours],
        "BitsPerComponent": 8,
    }


def _jpeg(file: PdfFile, data: bytes, size: tuple[int, int], mode: str) -> int:
    entries = _entries(*size, _MODES[mode])
    return file.stream(data, {**entries, "Filter": "/DCTDecode"}, compress=False)


def _lossless(file: PdfFile, picture: Image.Image) -> int:
    """Colours, and where some are transparent a soft mask."""
    full = picture.convert("RGBA")
    channel = full.getchannel("A")
    alpha = None if channel.getextrema() == (255, 255) else _filtered(channel)
    colours = full.convert("L" if picture.mode in ("1", "L", "LA") else "RGB")
    rows = png.Rows(*picture.size, _MODES[colours.mode], _filtered(colours), alpha)
    return _ready(file, rows)


def _filtered(picture: Image.Image) -> bytes:
    """Each row as its difference from the row above (PNG's filter 2)."""
    from PIL import Image, ImageChops

    above = Image.new(picture.mode, picture.size)
    above.paste(picture, (0, 1))
    data = ImageChops.subtract_modulo(picture, above).tobytes()
    row = _MODES[picture.mode] * picture.width
    return b"".join(b"\2" + data[at : at + row] for at in range(0, len(data), row))


def _ready(file: PdfFile, rows: png.Rows) -> int:
    """Write filtered rows, after the soft mask if there is one."""
    more = {}
    if rows.alpha is not None:
        more["SMask"] = reference(_packed(file, rows._replace(colours=1, data=rows.alpha), {}))
    return _packed(file, rows, more)


def _packed(file: PdfFile, rows: png.Rows, more: dict[str, str]) -> int:
    """One image object of filtered rows."""
    predictor = {
        "Predictor": 15,
        "Colors": rows.colours,
        "BitsPerComponent": 8,
        "Columns": rows.width,
    }
    entries = _entries(rows.width, rows.height, rows.colours)
    return file.stream(rows.data, {**entries, "DecodeParms": dictionary(predictor), **more})
