"""Small crafted files that no list of people looks like, made anew for each test."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
RELS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>'
    "</Relationships>"
)
WORKBOOK = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>%s</sheetData>%s</worksheet>"
)


def workbook(
    rows: str, *, after: str = "", prologue: str = "", parts: dict[str, bytes] | None = None
) -> bytes:
    """A spreadsheet whose only sheet holds this XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELS % ("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", RELS % ("worksheet", "worksheets/sheet1.xml")
        )
        sheet = prologue + SHEET % (rows, after)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def cell(place: str, text: str) -> str:
    """A cell with text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def list_rows(*names: str) -> str:
    """A heading and people, as sheet XML."""
    rows = [f'<row r="1">{cell("A1", "ຊື່ ແລະ ນາມສະກຸນ")}{cell("B1", "ເພດ")}</row>']
    rows += [
        f'<row r="{n}">{cell(f"A{n}", name)}{cell(f"B{n}", "ຍິງ")}</row>'
        for n, name in enumerate(names, 2)
    ]
    return "".join(rows)


def sparse() -> bytes:
    """A few kilobytes that make a reader ask for half a terabyte."""
    return workbook(
        f'<row r="1">{cell("A1", "ຊື່")}</row><row r="1048576">{cell("XFD1048576", "x")}</row>'
    )


def declared_huge() -> bytes:
    """A zip whose directory says that a part unpacks to ten gigabytes (in ZIP64 form, 4 GB)."""
    data = bytearray(workbook(list_rows("ບົວສອນ ພົມມະວົງ")))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 0xFFFFFFF0)
    return bytes(data)


def bomb(megabytes: int) -> bytes:
    """A part of nothing but zeros."""
    return workbook(list_rows("x y"), parts={"xl/media/image1.bin": bytes(megabytes << 20)})


def understated() -> bytes:
    """A sheet that unpacks to far more than its directory says."""
    rows = list_rows("ບົວສອນ ພົມມະວົງ") + " " * (40 << 20)
    data = bytearray(workbook(rows))
    size = struct.pack("<I", len((SHEET % (rows, "")).encode()))
    start = 0
    while (at := data.find(size, start)) >= 0:
        data[at : at + 4] = struct.pack("<I", 4000)
        start = at + 4
    return bytes(data)


def many_parts(count: int) -> bytes:
    """A zip of very many parts."""
    return workbook(list_rows("x y"), parts={f"xl/p{n}.xml": b"<a/>" for n in range(count)})


def entities() -> bytes:
    """A billion laughs."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{levels}]>'
    return workbook(list_rows("&l9; x"), prologue=doctype)


def external_entity() -> bytes:
    """An entity that names a file of the machine."""
    doctype = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    return workbook(list_rows("&f; x"), prologue=doctype)


def overlapping_merges() -> bytes:
    """Merged ranges over each other, and over the whole sheet."""
    merges = "".join(
        f'<mergeCell ref="{r}"/>' for r in ("A1:B2", "A1:B2", "B2:A1", "A2:XFD1048576")
    )
    after = f'<mergeCells count="4">{merges}</mergeCells>'
    return workbook(list_rows("ບົວສອນ ພົມມະວົງ"), after=after)


def wide(columns: int) -> bytes:
    """A list with far too many columns."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in range(1, 4):
        for column in range(1, columns + 1):
            sheet.cell(row, column, f"ຊື່ {column}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def png() -> bytes:
    """A picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    image = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + image + chunk(b"IEND", b"")


def encrypted() -> bytes:
    """The outside of a password-protected workbook: an OLE file with an encrypted package."""
    names = "Root Entry EncryptionInfo EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + names + bytes(2048)


def with_macros() -> bytes:
    """A list that carries macros."""
    rows = list_rows("ບົວສອນ ພົມມະວົງ")
    return workbook(rows, parts={"xl/vbaProject.bin": b"macro"})


ODS_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
    '<table:table table:name="A">%s</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)
ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">%s'
    "</manifest:file-entry></manifest:manifest>"
)


def open_document(*rows: tuple[str, ...], encrypted: bool = False) -> bytes:
    """An OpenDocument spreadsheet with these rows of text."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{text}</text:p></table:table-cell>"
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    locked = "<manifest:encryption-data/>" if encrypted else ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS_CONTENT % cells)
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST % locked)
    return out.getvalue()
