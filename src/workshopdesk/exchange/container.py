"""What a file is and whether it is safe to open; hides magic bytes and the zip directory.

Nothing is unpacked here beyond the first bytes of a part: the directory of a zip says what it
would unpack to. Sizes a file may have are far above any list of people.
"""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from workshopdesk.domain.errors import UserError
from workshopdesk.i18n import _

MEGABYTE = 1 << 20
MAX_FILE = 64 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
MAX_PARTS = 2000
MAX_RATIO = 100
# Below this a part may be packed as tightly as it likes: many equal small cells are honest.
RATIO_MATTERS = 8 * MEGABYTE

# More people than any list names; more is refused before it is parsed.
MAX_ROWS = 150_000
_COUNTED = 16 * MEGABYTE

TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "RIFF"),
    (b"BM", "BMP"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)


class Kind(StrEnum):
    """How the content is to be read."""

    SPREADSHEET = "spreadsheet"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Container:
    """What a file is: how to read it, whether it carries macros, what it unpacks to (bytes)."""

    kind: Kind
    macros: bool
    unpacked: int


def examine(data: bytes, name: str) -> Container:
    """What kind of list ``data`` is.

    ``name`` is the file's name, for its suffix and for the message. UserError when it is not a
    list, is damaged, locked with a password, or would unpack to more than any list needs.
    """
    if not data:
        raise _refused(name, _("The file is empty."))
    if len(data) > MAX_FILE:
        raise _refused(name, _("The file is far larger than any list of people."))
    if data.startswith(b"PK"):
        return _examine_zip(data, name)
    if data.startswith(_OLE):
        return Container(Kind.SPREADSHEET, _examine_ole(data, name), 4 * len(data))
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            message = _("The file is not a list: inside it is %(kind)s.")
            raise _refused(name, message % {"kind": what})
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix in TEXT_SUFFIXES:
        return Container(Kind.TEXT, False, len(data))
    message = _(
        "The file is not an Excel or OpenDocument spreadsheet, whatever its name says."
        " If it holds text with commas or tabs, name it .csv."
    )
    raise _refused(name, message)


def check_form(data: bytes, name: str) -> None:
    """Whether a form (.xlsx or .docx) may be unpacked at all; ``name`` is for the message.

    UserError when it is another kind of file, damaged, locked with a password, or would unpack
    to more than any form needs.
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _password(name)
        raise _refused(name, _("It is an old Excel or Word file. Save it as .xlsx or .docx."))
    if not data.startswith(b"PK") or len(data) > MAX_FILE:
        raise _refused(name, _("A form is an Excel (.xlsx) or a Word (.docx) file."))
    archive, parts = _listed(data, name)
    _check_sizes(parts, len(data), name)
    if any(part.flag_bits & 0x1 for part in parts):
        raise _password(name)
    _check_entities(archive, parts, name)


def _refused(name: str, message: str) -> UserError:
    return UserError(_("%(file)s cannot be read") % {"file": name}, message)


def _listed(data: bytes, name: str) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return archive, archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, OSError, NotImplementedError) as error:
        raise _refused(name, _("The file is damaged or only half copied.")) from error


def _examine_zip(data: bytes, name: str) -> Container:
    archive, parts = _listed(data, name)
    _check_sizes(parts, len(data), name)
    names = {part.filename for part in parts}
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 0x1 for part in parts):
        raise _password(name)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        _check_entities(archive, parts, name)
        macros = any(n.endswith("vbaProject.bin") for n in names)
        return Container(Kind.SPREADSHEET, macros, unpacked)
    if "content.xml" in names and _first_bytes(archive, "mimetype", name)[:200].endswith(
        (b"spreadsheet", b"spreadsheet-template")
    ):
        if b"encryption-data" in _first_bytes(archive, "META-INF/manifest.xml", name):
            raise _password(name)
        _check_entities(archive, parts, name)
        macros = any(n.startswith("Basic/") for n in names)
        return Container(Kind.SPREADSHEET, macros, unpacked)
    if any(n.startswith("word/") for n in names):
        raise _refused(name, _("The file is a Word document. Copy its table into a spreadsheet."))
    raise _refused(name, _("The file is not an Excel or OpenDocument spreadsheet."))


def _check_sizes(parts: list[zipfile.ZipInfo], size: int, name: str) -> None:
    if len(parts) > MAX_PARTS:
        raise _refused(name, _("The file has more parts than any spreadsheet needs."))
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    too_tight = any(
        part.file_size > RATIO_MATTERS and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    # Parts that lie over each other add up to more than the file itself.
    if unpacked > MAX_UNPACKED or too_tight or packed > size:
        raise _refused(name, _("The file would unpack to far more than any list of people needs."))


def _first_bytes(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    try:
        with _opened(archive, part, name) as stream:
            return stream.read(4096)
    except KeyError:
        return b""


@contextmanager
def _opened(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[IO[bytes]]:
    """A part to be read; whatever is wrong with its packing is told as damage."""
    damaged = _("The file is damaged or only half copied.")
    try:
        with archive.open(part) as stream:
            yield stream
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise _refused(name, damaged) from error
    except (zlib.error, lzma.LZMAError) as error:
        raise _refused(name, damaged) from error


def check_rows(data: bytes, name: str) -> None:
    """Count the rows of large sheets: parsing a million of them takes a minute, this a moment.

    ``data`` is what ``examine`` let pass. UserError when they are more than any list has.
    """
    if not data.startswith(b"PK"):
        return
    archive = zipfile.ZipFile(io.BytesIO(data))
    for part in archive.infolist():
        if part.file_size < _COUNTED or "/worksheets/" not in part.filename:
            continue
        rows = 0
        with _opened(archive, part.filename, name) as stream:
            while chunk := stream.read(MEGABYTE):
                rows += chunk.count(b"<row")
                if rows > MAX_ROWS:
                    raise _refused(name, _("It has more rows or columns than any list of people."))


def _check_entities(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str) -> None:
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            head = _first_bytes(archive, part.filename, name).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise _refused(
                    name, _("The file defines XML entities, which no spreadsheet needs.")
                )


def _password(name: str) -> UserError:
    message = _("The file is locked with a password. Open it, save it without one, try again.")
    return _refused(name, message)


def _examine_ole(data: bytes, name: str) -> bool:
    def holds(entry: str) -> bool:
        return entry.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise _password(name)
    if holds("WordDocument"):
        raise _refused(name, _("The file is a Word document. Copy its table into a spreadsheet."))
    if not (holds("Workbook") or holds("Book")):
        raise _refused(name, _("The file is not an Excel or OpenDocument spreadsheet."))
    return holds("_VBA_PROJECT")
