"""Pictures into PDF image objects, without loss and each once a file.

A JPEG goes in as it is. Of anything else (PNG) the colours and the transparency are written
apart, each packed as PNG packs it (PDF 1.7, 7.4.4.4: predictors).
"""

from __future__ import annotations

import struct
from io import BytesIO
from typing import TYPE_CHECKING

from workshopdesk.documents.typeset.pdffile import Entries, PdfFile, reference
from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _

if TYPE_CHECKING:
    from PIL import Image

_LARGEST = 64_000_000  # pixels; a poster at 300 dpi has half
_MODES = {"L": ("/DeviceGray", 1), "RGB": ("/DeviceRGB", 3)}


def write_image(file: PdfFile, name: str, data: bytes) -> int:
    """Write a picture (PNG or JPEG file); the number of its object.

    Raises UserError naming the picture when it cannot be read or is beyond all size.
    """
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


def _entries(size: tuple[int, int], mode: str) -> Entries:
    return {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": size[0],
        "Height": size[1],
        "ColorSpace": _MODES[mode][0],
        "BitsPerComponent": 8,
    }


def _jpeg(file: PdfFile, data: bytes, size: tuple[int, int], mode: str) -> int:
    return file.stream(data, {**_entries(size, mode), "Filter": "/DCTDecode"}, compress=False)


def _lossless(file: PdfFile, picture: Image.Image) -> int:
    """Colours, and where some are transparent a soft mask."""
    full = picture.convert("RGBA")
    alpha = full.getchannel("A")
    mask = None if alpha.getextrema() == (255, 255) else _packed(file, alpha, {})
    more = {"SMask": reference(mask)} if mask is not None else {}
    return _packed(file, full.convert("L" if picture.mode in ("1", "L", "LA") else "RGB"), more)


def _packed(file: PdfFile, picture: Image.Image, more: dict[str, str]) -> int:
    """One image object: each row as its difference from the row above (PNG's filter 2)."""
    from PIL import Image, ImageChops

    above = Image.new(picture.mode, picture.size)
    above.paste(picture, (0, 1))
    data = ImageChops.subtract_modulo(picture, above).tobytes()
    colours = _MODES[picture.mode][1]
    row = colours * picture.width
    rows = b"".join(b"\2" + data[at : at + row] for at in range(0, len(data), row))
    predictor = f"<</Predictor 15/Colors {colours}/BitsPerComponent 8/Columns {picture.width}>>"
    entries = {**_entries(picture.size, picture.mode), "DecodeParms": predictor, **more}
    return file.stream(rows, entries)
