"""Text with separators to a sheet: hides encodings, byte order marks and which separator is used.

The encodings are those Excel and forms export: UTF-8 and UTF-16, with or without a mark, and
the Western 8-bit one that lists typed with legacy Lao fonts come in. Text is read line by line:
no more than one line of a hostile file is ever taken apart.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.exchange.container import MAX_ROWS
from workshopdesk.exchange.sheets import Cell, Sheet
from workshopdesk.i18n import _

_SEPARATORS = "\t;,|"
_SAMPLE_LINES = 60
_SAMPLE_LETTERS = 100_000
_MAX_COLUMNS = 512
_MAX_FIELD = 1 << 20
_MAX_LINE = 1 << 21
_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_delimited(data: bytes, name: str, progress: Progress) -> Sheet:
    """The rows of a .csv, .tsv or .txt file as one sheet without a name.

    UserError when the bytes are no text or there are more rows than any list of people has.
    """
    text = io.TextIOWrapper(io.BytesIO(data), _encoding(data, name), "replace", newline="")
    return _read(text, name, progress)


def read_text(text: str, name: str, progress: Progress) -> Sheet:
    """The rows of text with tabs, semicolons, commas or bars between cells."""
    return _read(io.StringIO(text, newline=""), name, progress)


def _read(text: TextIO, name: str, progress: Progress) -> Sheet:
    separator = _separator(text.read(_SAMPLE_LETTERS))
    text.seek(0)
    lines = _lines(text, name)
    if separator == "\t":
        lines = _with_quoted_dittos(lines)
    rows: dict[int, tuple[Cell, ...]] = {}
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(lines, delimiter=separator, strict=False)
    try:
        for index, fields in enumerate(reader):
            if index >= MAX_ROWS or len(fields) > _MAX_COLUMNS:
                raise _refused(name, _("It has more rows or columns than any list of people."))
            if any(field.strip() for field in fields) and not _names_separator(index, fields):
                rows[index] = tuple([sys.intern(field) if field else None for field in fields])
            if index % 5000 == 0:
                progress.step(index, 0, name)
    except csv.Error as error:
        raise _never_ends(name) from error
    return Sheet(name="", rows=rows)


def _lines(text: TextIO, name: str) -> Iterator[str]:
    while line := text.readline(_MAX_LINE):
        if len(line) >= _MAX_LINE:
            raise _never_ends(name)
        yield line


def _never_ends(name: str) -> UserError:
    return _refused(name, _("A cell never ends, or is far too long."))


_LONE_QUOTE = re.compile(r'(?:^|(?<=\t))"(?:[ .\-–]{1,5}")?(?=\t|\r|\n|$)')


def _with_quoted_dittos(lines: Iterable[str]) -> Iterator[str]:
    """A lone ``"`` in a pasted cell means "as above"; a reader would see a quotation begin."""
    quotes = 0
    for line in lines:
        if '"' not in line:
            yield line
            continue
        out: list[str] = []
        last = 0
        for match in _LONE_QUOTE.finditer(line):
            before = line[last : match.start()]
            quotes += before.count('"')
            out.append(before)
            # An odd number of quotes before it: this one ends a quotation.
            inside = quotes % 2 == 1
            out.append(match[0] if inside else '""""')
            quotes += match[0].count('"') if inside else 4
            last = match.end()
        quotes += line[last:].count('"')
        yield "".join(out) + line[last:]


def _refused(name: str, message: str) -> UserError:
    return UserError(_("%(file)s cannot be read") % {"file": name}, message)


def _encoding(data: bytes, name: str) -> str:
    """The name of the encoding the bytes are in; all of them are tried."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _proved(data, encoding, name)
    head = data[:4000]
    if b"\x00" in head:
        # ASCII separators and digits have a zero byte before (big endian) or after them.
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return _proved(data, "utf-16-be" if even > odd else "utf-16-le", name)
    try:
        return _proved(data, "utf-8", name)
    except UserError:
        if _mostly_text(head):
            return "cp1252"
        raise


def _proved(data: bytes, encoding: str, name: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), _CHUNK):
            if "\x00" in decoder.decode(data[start : start + _CHUNK]):
                raise _not_text(name)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _not_text(name) from error
    return encoding


def _mostly_text(head: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\r\n" for byte in head)
    return controls == 0


def _not_text(name: str) -> UserError:
    return _refused(
        name, _("It is neither UTF-8 nor UTF-16 text. Save it again as “CSV UTF-8” or .xlsx.")
    )


def _separator(sample: str) -> str:
    """The separator that splits most lines into the same number of cells.

    Excel's own ``sep=;`` line decides when it is there.
    """
    lines = sample.splitlines()[:_SAMPLE_LINES]
    if lines and (told := _SEPARATOR_LINE.fullmatch(lines[0].strip())):
        return told[1]
    joined = "\n".join(lines)
    return max(_SEPARATORS, key=lambda separator: _regularity(joined, separator))


_SEPARATOR_LINE = re.compile("sep=(.)", re.IGNORECASE)


def _names_separator(index: int, fields: list[str]) -> bool:
    return index == 0 and fields[0].strip().casefold() in {"sep=", *_SEP_LINES}


_SEP_LINES = frozenset(f"sep={separator}" for separator in _SEPARATORS)


def _regularity(lines: str, separator: str) -> tuple[float, int]:
    try:
        reader = csv.reader(io.StringIO(lines, newline=""), delimiter=separator)
        widths = Counter(len(row) for row in reader if len(row) > 1)
    except csv.Error:
        return 0.0, 0
    if not widths:
        return 0.0, 0
    width, often = widths.most_common(1)[0]
    return float(often), width
