"""What a finished PDF says: to readers (text) and to a printer (glyphs and where they stand)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pymupdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

Point = tuple[float, float]


def _program(name: str, *arguments: str, pdf: bytes, folder: Path) -> list[str]:
    """The pages a command prints, split at form feeds."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed: its reading of the text stays unchecked")
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    words = [name, *(word.replace("{}", str(file)) for word in arguments)]
    out = subprocess.run(words, check=True, capture_output=True).stdout.decode()
    return out.removesuffix("\f").split("\f")


def poppler(pdf: bytes, folder: Path) -> list[str]:
    """Each page's text as pdftotext gives it in content order."""
    return _program("pdftotext", "-raw", "-enc", "UTF-8", "{}", "-", pdf=pdf, folder=folder)


def poppler_layout(pdf: bytes, folder: Path) -> list[str]:
    """Each page's text as pdftotext gives it laid out."""
    return _program("pdftotext", "-layout", "-enc", "UTF-8", "{}", "-", pdf=pdf, folder=folder)


def mutool(pdf: bytes, folder: Path) -> list[str]:
    """Each page's text as the mutool on this machine gives it."""
    return _program("mutool", "draw", "-q", "-F", "txt", "{}", pdf=pdf, folder=folder)


def pdfium(pdf: bytes, folder: Path) -> list[str]:
    """Each page's text as pdfium gives it."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [page.replace("\r\n", "\n") for page in pages]


def mupdf(pdf: bytes, folder: Path) -> list[str]:
    """Each page's text as current MuPDF gives it."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        return [page.get_text() for page in document]


READERS: dict[str, Callable[[bytes, Path], list[str]]] = {
    "poppler": poppler,
    "pdfium": pdfium,
    "MuPDF": mupdf,
    "mutool": mutool,
}


def lines(page: str) -> list[str]:
    """A page's lines without the empty ones."""
    return [line for line in page.split("\n") if line.strip()]


@dataclass(frozen=True)
class Glyph:
    """One shown glyph: font resource, number, size, where its pen stood, how the text was moved."""

    font: str
    number: int
    size: float
    pen: Point
    matrix: tuple[float, ...]


_TOKEN = re.compile(rb"\((?:\\.|[^\\()])*\)|\[|\]|/?[^\s()\[\]/]+", re.DOTALL)
_ESCAPE = re.compile(rb"\\(.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


class Paper:
    """A PDF's first page: its embedded fonts and the glyphs shown."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pymupdf.open(stream=pdf, filetype="pdf")
        self.fonts: dict[str, TTFont] = {}
        self._widths: dict[str, list[float]] = {}
        for xref, _, _, _, name, _ in self.document[0].get_fonts():
            self.fonts[name] = TTFont(BytesIO(self.document.extract_font(xref)[3]))
            self._widths[name] = self._width_list(xref)

    def _width_list(self, xref: int) -> list[float]:
        key = self.document.xref_get_key(xref, "DescendantFonts")[1]
        descendant = int(re.search(r"(\d+) 0 R", key)[1])  # type: ignore[index]  # always there
        widths = self.document.xref_get_key(descendant, "W")[1]
        return [float(word) for word in re.findall(r"[\d.]+", widths)][1:]

    def width(self, font: str, number: int) -> float:
        """A glyph's width in thousandths of an em, as the PDF tells it to readers."""
        return self._widths[font][number - 1]

    def glyphs(self) -> Iterator[Glyph]:
        """The glyphs shown by the page's own stream, in order."""
        stack: list[bytes] = []
        font, size, spacing = "", 0.0, 0.0
        matrix = (1.0, 0.0, 0.0, 1.0)
        line = pen = (0.0, 0.0)
        for token in _TOKEN.findall(self.document[0].read_contents()):
            if token == b"BT":
                matrix, line = (1.0, 0.0, 0.0, 1.0), (0.0, 0.0)
            elif token == b"Tf":
                font, size = stack[-2].decode().removeprefix("/"), float(stack[-1])
            elif token == b"Td":
                line = pen = (line[0] + float(stack[-2]), line[1] + float(stack[-1]))
            elif token == b"Tm":
                numbers = tuple(map(float, stack[-6:]))
                matrix = (numbers[0], numbers[1], numbers[2], numbers[3])
                line = pen = (numbers[4], numbers[5])
            elif token == b"Tc":
                spacing = float(stack[-1])
            elif token in (b"Tj", b"TJ"):
                for piece in stack:
                    if piece[:1] == b"(":
                        for number in _codes(piece):
                            yield Glyph(font, number, size, pen, matrix)
                            along = self.width(font, number) / 1000 * size + spacing
                            pen = (pen[0] + along * matrix[0], pen[1] + along * matrix[1])
                    elif piece not in (b"[", b"]"):
                        pen = (pen[0] - float(piece) / 1000 * size, pen[1])
            if token.isalpha() or token in (b"T*",):
                stack = []
            else:
                stack.append(token)

    def outline(self, glyph: Glyph) -> list[Point]:
        """The points of a glyph's outline in font units, from its own pen."""
        font = self.fonts[glyph.font]
        name = font.getGlyphOrder()[glyph.number]
        return list(font["glyf"][name].getCoordinates(font["glyf"])[0])

    def unicode(self, font_xref: int) -> str:
        """The whole ToUnicode map."""
        key = self.document.xref_get_key(font_xref, "ToUnicode")[1]
        return str(self.document.xref_stream(int(key.split()[0])).decode())


def _codes(literal: bytes) -> list[int]:
    raw = _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), literal[1:-1])
    return [int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2)]
