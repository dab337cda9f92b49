"""A folder of files that no one should open, each made anew: by name, with what must come of it.

``REFUSED`` are refused whole; ``READ`` are lists of two people, whatever else they carry.
"""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.exchange import hostile
from tests.exchange.hostile import cell, list_rows, workbook

Make = Callable[[], bytes]
DATA = Path(__file__).parent / "data"
ONE, TWO = "ບົວສອນ ພົມມະວົງ", "ທອງດີ ຄຳພູວົງ"
LIST = list_rows(ONE, TWO)
CSV = f"ຊື່ ແລະ ນາມສະກຸນ,ເພດ\n{ONE},ຍິງ\n{TWO},ຍິງ\n"


def _zip(
    parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, source: bytes = b""
) -> bytes:
    """A workbook with some of its parts put in place of its own, or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source or workbook(LIST))) as old,
        zipfile.ZipFile(out, "w", method) as new,
    ):
        kept = {name: old.read(name) for name in old.namelist()}
        for name, data in (kept | parts).items():
            with new.open(name, "w", force_zip64=name.endswith("sheet1.xml")) as part:
                part.write(data)
    return out.getvalue()


def _zip64_ten_gigabytes() -> bytes:
    """A directory whose ZIP64 entry says ten gigabytes."""
    info = zipfile.ZipInfo("xl/workbook.xml")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"<workbook/>")
        info.file_size = info.compress_size = 10 << 30
        info.extra = b""
    return out.getvalue()


def _late_entities() -> bytes:
    comment = "<!--" + "x" * 9000 + "-->"
    doctype = '<?xml version="1.0"?>' + comment + '<!DOCTYPE w [<!ENTITY a "ha">]>'
    return workbook(list_rows("&a; x"), prologue=doctype)


def _many_merges(count: int, size: int) -> bytes:
    spans = "".join(f'<mergeCell ref="A{n}:A{n + size}"/>' for n in range(1, count))
    return workbook(LIST, after=f'<mergeCells count="{count}">{spans}</mergeCells>')


def _shared_strings(count: int) -> bytes:
    text = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        f' count="{count}" uniqueCount="{count}"><si><t>x</t></si></sst>'
    )
    relations = (hostile.RELS % ("worksheet", "worksheets/sheet1.xml")).replace(
        "</Relationships>",
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    return _zip({
        "xl/sharedStrings.xml": text.encode(), "xl/_rels/workbook.xml.rels": relations.encode(),
    })  # fmt: skip


def _styles(formats: int) -> bytes:
    inside = '<xf numFmtId="14" fontId="0"/>' * formats
    text = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<cellXfs count="{formats}">{inside}</cellXfs></styleSheet>'
    )
    return _zip({"xl/styles.xml": text.encode()})


def _odd_numbers() -> bytes:
    values = ("NaN", "1e400", "-1e999", "99999999999999999999", "1e15", "abc", "")
    cells = "".join(f'<c r="{"CDEFGHI"[n]}2"><v>{v}</v></c>' for n, v in enumerate(values))
    return workbook(LIST.replace("</row>", cells + "</row>", 2).replace(cells, "", 1))


def _ods(*, repeated: str, cells: str = "") -> bytes:
    row = (
        f"<table:table-row {repeated}><table:table-cell office:value-type='string'>"
        f"<text:p>x</text:p></table:table-cell>{cells}</table:table-row>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", hostile.ODS_CONTENT % row)
        archive.writestr("META-INF/manifest.xml", hostile.ODS_MANIFEST % "")
    return out.getvalue()


def _xls() -> bytes:
    return (DATA / "bualapha-2025-sign-in-as-typed.xls").read_bytes()


def _ods_with_entities() -> bytes:
    data = hostile.open_document(("ຊື່", "x"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml").decode()
    bad = content.replace("?><", '?><!DOCTYPE a [<!ENTITY b "c">]><', 1).encode()
    return _zip({"content.xml": bad}, source=data)


def _method_unknown() -> bytes:
    data = bytearray(workbook(LIST))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = 0
        while (found := data.find(mark, start)) >= 0:
            struct.pack_into("<H", data, found + at, 99)
            start = found + 4
    return bytes(data)


def _locked_part() -> bytes:
    data = bytearray(workbook(LIST))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    return bytes(data)


def _long_name_list(rows: int) -> bytes:
    body = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(3, rows))
    return workbook(LIST + body)


def flipped(data: bytes, seed: int) -> bytes:
    """The file with a few bytes changed by chance."""
    chance = random.Random(seed)
    broken = bytearray(data)
    for _time in range(chance.randint(1, 12)):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def cut(data: bytes, tenths: int) -> bytes:
    """The beginning of a file."""
    return data[: len(data) * tenths // 10]


REFUSED: dict[str, Make] = {
    "ten-gigabytes-zip64.xlsx": _zip64_ten_gigabytes,
    "entities-after-a-comment.xlsx": _late_entities,
    "entities.ods": _ods_with_entities,
    "styles-bomb.xlsx": lambda: _styles(900_000),
    "million-rows.xlsx": lambda: _long_name_list(1_048_576),
    "rows-repeated.ods": lambda: _ods(repeated="table:number-rows-repeated='1048576'"),
    "cells-repeated.ods": lambda: _ods(
        repeated="table:number-rows-repeated='1048576'",
        cells="<table:table-cell table:number-columns-repeated='16383'"
        " office:value-type='float' office:value='1'/>",
    ),
    "headings-of-16384-columns.xlsx": lambda: hostile.wide(16_384),
    "picture.xls": hostile.png,
    "picture.ods": hostile.png,
    "packed.xlsx": lambda: gzip.compress(workbook(LIST)),
    "zip-in-zip.xlsx": lambda: _zip({"xl/workbook.xml": workbook(LIST)}),
    "method-99.xlsx": _method_unknown,
    "locked-part.xlsx": _locked_part,
    "half.xls": lambda: cut(_xls(), 5),
    "web-page.xls": lambda: b"<html><table><tr><td>x</td></tr></table></html>",
    "strings-said-to-be-four-billion.xlsx": lambda: _shared_strings(4_000_000_000),
    "places-there-are-not.xlsx": lambda: workbook(
        LIST + f'<row r="4">{cell("ZZZZZZ99999999999", "x")}</row>'
    ),
    "nul.csv": lambda: CSV.encode() + bytes(5000),
    "one-line.csv": lambda: b"x" * (63 << 20),
    "far-too-large.csv": lambda: b"x" * (100 << 20),
    "never-ending-quote.csv": lambda: CSV.encode() + b'"' + b"x,y\n" * (1 << 22),
    "commas.csv": lambda: b"," * (20 << 20),
    "million-rows.csv": lambda: CSV.encode() + b"a b,F\n" * 1_048_576,
    "blank-lines.csv": lambda: CSV.encode() + b"\n" * (20 << 20),
    "binary.csv": lambda: random.Random(1).randbytes(100_000),
    "half-a-letter.csv": lambda: CSV.encode("utf-16")[:-1],
}

READ: dict[str, Make] = {
    "strings-said-to-be-less-than-none.xlsx": lambda: _shared_strings(-1),
    "many-styles.xlsx": lambda: _styles(50_000),
    "outside-links.xlsx": lambda: _zip(
        {
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                hostile.RELS % ("externalLinkPath", "file:///etc/passwd")
            ).encode(),
        }
    ),
    "absolute-paths.xlsx": lambda: _zip({"/etc/x.xml": b"<a/>", "../../y.xml": b"<a/>"}),
    "zip64.xlsx": lambda: _zip({}),
    "stored.xlsx": lambda: _zip({}, method=zipfile.ZIP_STORED),
    "thousands-of-merges.xlsx": lambda: _many_merges(40_000, 1900),
    "odd-numbers.xlsx": _odd_numbers,
    "after-the-end.xlsx": lambda: workbook(LIST, after="<evil>" * 1000),
    "utf-32.csv": lambda: CSV.encode("utf-32"),
    "utf-16.csv": lambda: CSV.encode("utf-16"),
    "old-mac.csv": lambda: CSV.replace("\n", "\r").encode(),
    "semicolons.csv": lambda: CSV.replace(",", ";").encode("utf-8-sig"),
}
