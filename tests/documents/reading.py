"""Reading a PDF back with two readers, pdfium and poppler."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

POPPLER = shutil.which("pdftotext")


def pages(content: bytes) -> list[str]:
    """The text of each page as pdfium reads it."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r", "") for page in document]
    finally:
        document.close()


def poppler(content: bytes, folder: Path) -> str:
    """The whole text as poppler reads it, laid out. Skips the test where poppler is absent."""
    if POPPLER is None:
        pytest.skip("pdftotext is not installed: NOT read by poppler")
    path = folder / "paper.pdf"
    path.write_bytes(content)
    done = subprocess.run(
        [POPPLER, "-layout", str(path), "-"], check=True, capture_output=True, timeout=120
    )
    return done.stdout.decode()


def boxes(content: bytes, page: int = 0) -> tuple[float, float]:
    """Width and height of a page in points."""
    document = pypdfium2.PdfDocument(content)
    try:
        width, height = document[page].get_size()
        return float(width), float(height)
    finally:
        document.close()


def ink_outside(content: bytes, margin: float, page: int = 0) -> bool:
    """Whether anything is drawn within ``margin`` points of the paper's edge."""
    document = pypdfium2.PdfDocument(content)
    try:
        image = document[page].render(scale=1).to_pil().convert("L")
    finally:
        document.close()
    width, height = image.size
    edge = int(margin)
    middle = image.crop((edge, edge, width - edge, height - edge))
    image.paste(255, (edge, edge, edge + middle.width, edge + middle.height))
    return bool(image.getextrema()[0] < 200)


def recalculated(content: bytes, folder: Path) -> bytes:
    """A workbook as LibreOffice saves it, every value in it calculated by LibreOffice.

    The stored values are taken out first. Skips the test where LibreOffice is absent.
    """
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: formulas NOT recalculated")
    source, out = folder / "book.xlsx", folder / "out"
    openpyxl.load_workbook(BytesIO(content)).save(source)
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(out), str(source)], check=True, timeout=240, capture_output=True
    )
    return (out / "book.xlsx").read_bytes()
