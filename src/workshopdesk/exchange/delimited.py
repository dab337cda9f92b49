"""Text with separators to a sheet: hides encodings, byte order marks and which separator is used.

The encodings are those Excel and forms export: UTF-8 and UTF-16, with or without a mark, and
the Western 8-bit one that lists typed with legacy Lao fonts come in.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.progress import Progress
from workshopdesk.exchange.container import MAX_ROWS
from workshopdesk.exchange.sheets import Cell, Sheet
from workshopdesk.i18n import _

_SEPARATORS = "\t;,|"
_SAMPLE_LINES = 60
_MAX_COLUMNS = 512
_MAX_FIELD = 1 << 20
_UTF8, _UTF16_LE, _UTF16_BE = codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE


def read_delimited(data: bytes, name: str, progress: Progress) -> Sheet:
    """The rows of a .csv, .tsv or .txt file as one sheet without a name.

    UserError when the bytes are no text or there are more rows than any list of people has.
    """
    return read_text(_decode(data, name), name, progress)


def read_text(text: str, name: str, progress: Progress) -> Sheet:
    """The rows of text with tabs, semicolons, commas or bars between cells."""
    separator, text = _separator(text)
    if separator == "\t":
        text = _with_quoted_dittos(text)
    rows: dict[int, tuple[Cell, ...]] = {}
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    try:
        for index, fields in enumerate(reader):
            if index >= MAX_ROWS or len(fields) > _MAX_COLUMNS:
                raise _refused(name, _("It has more rows or columns than any list of people."))
            if any(field.strip() for field in fields):
                rows[index] = tuple(field or None for field in fields)
            if index % 5000 == 0:
                progress.step(index, 0, name)
    except csv.Error as error:
        raise _refused(name, _("A cell never ends, or is far too long.")) from error
    return Sheet(name="", rows=rows)


_LONE_QUOTE = re.compile(r'(?:^|(?<=[\n\t]))"(?:[ .\-–]{1,5}")?(?=\t|\r?\n|$)')


def _with_quoted_dittos(text: str) -> str:
    """A lone ``"`` in a pasted cell means "as above"; a reader would see a quotation begin."""
    out: list[str] = []
    last = quotes = 0
    for match in _LONE_QUOTE.finditer(text):
        before = text[last : match.start()]
        quotes += before.count('"')
        out.append(before)
        # An odd number of quotes before it: this one ends a quotation.
        inside = quotes % 2 == 1
        out.append(match[0] if inside else '""""')
        quotes += match[0].count('"') if inside else 4
        last = match.end()
    return "".join(out) + text[last:]


def _refused(name: str, message: str) -> UserError:
    return UserError(_("%(file)s cannot be read") % {"file": name}, message)


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in (
        (_UTF8, "utf-8-sig"),
        (_UTF16_LE, "utf-16"),
        (_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decoded(data, encoding, name)
    head = data[:4000]
    if b"\x00" in head:
        # ASCII separators and digits have a zero byte before (big endian) or after them.
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return _decoded(data, "utf-16-be" if even > odd else "utf-16-le", name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _mostly_text(head):
            return data.decode("cp1252", "replace")
        raise _not_text(name) from error


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(name) from error


def _mostly_text(head: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\r\n" for byte in head)
    return controls == 0


def _not_text(name: str) -> UserError:
    return _refused(
        name, _("It is neither UTF-8 nor UTF-16 text. Save it again as “CSV UTF-8” or .xlsx.")
    )


def _separator(text: str) -> tuple[str, str]:
    """The separator that splits most lines into the same number of cells, and the text after it.

    Excel's own ``sep=;`` line decides when it is there.
    """
    first, _line_end, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], "\n" + rest
    lines = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda separator: _regularity(lines, separator)), text


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
