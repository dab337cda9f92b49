"""The child process that reads a spreadsheet; hides python-calamine and the limits it runs under.

Run as a script by ``sandbox``: the file's bytes come on standard input, messages go out. It
imports nothing of ours, so that it starts in a tenth of a second and a crash takes nothing along.

A message is two lengths (32 bits each), JSON of the first length, bytes of the second. Cells go
out by column, as numbers of values: each different value is told once, when it is first met.
"""

from __future__ import annotations

import datetime as dt
import gc
import io
import json
import re
import struct
import sys
import zipfile
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

MEGABYTE = 1 << 20
BATCH = 500
FONT_NAME = re.compile(rb'<name val="([^"]{1,60})"')
ROW_TAG = re.compile(rb"<row ([^>]*)>")
COLUMN_TAG = re.compile(rb"<col ([^>]*)>")
ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')


def main() -> int:
    """Limit this process, read standard input, write what the sheets hold. Returns exit code."""
    limits = json.loads(sys.argv[-1])
    limit_process(limits["memory"], limits["cpu"])
    # Many values and no cycles among them.
    gc.disable()
    data = sys.stdin.buffer.read()
    try:
        for message, cells in read(data, limits):
            told = json.dumps(message, separators=(",", ":"), ensure_ascii=False)
            line = told.encode("utf-8", "surrogatepass")
            sys.stdout.buffer.write(struct.pack("<II", len(line), len(cells)) + line + cells)
            sys.stdout.buffer.flush()
    except MemoryError:
        return 9
    return 0


def limit_process(memory: int, seconds: int) -> None:
    """At most ``memory`` bytes and ``seconds`` of processor time, then the system ends us.

    macOS does not hold a process to its address space: there the watchdog of the parent decides.
    """
    if sys.platform == "win32":
        _limit_windows(memory, seconds)
        return
    import resource

    for what, amount in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        soft = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        try:
            resource.setrlimit(what, (soft, hard))
        except (ValueError, OSError):
            # A system that refuses one limit still has the others and the parent's watchdog.
            continue


def _limit_windows(memory: int, seconds: int) -> None:
    """Put this process into a job object with a memory and a time limit (winnt.h)."""
    import ctypes

    class Limits(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    process_time, process_memory, kill_on_close, extended_information = 0x2, 0x100, 0x2000, 9
    limits = Limits(process_time=seconds * 10_000_000, process_memory=memory)
    limits.flags = process_time | process_memory | kill_on_close
    kernel: Any = ctypes.__dict__["windll"].kernel32
    for function in (kernel.CreateJobObjectW, kernel.GetCurrentProcess):
        function.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(
        job, extended_information, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))


def read(data: bytes, limits: dict[str, int]) -> Iterator[tuple[dict[str, object], bytes]]:
    """Messages: one a workbook, one a sheet, blocks of rows, an error, or the end."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        extra = _Extras(data)
        yield {"fonts": extra.fonts()}, b""
        values = _Values()
        left = limits["cells"]
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            visible = meta.visible == calamine.SheetVisibleEnum.Visible
            rows, columns = extra.hidden(index)
            merges = (sheet.merged_cell_ranges or [])[: limits["merges"]]
            yield (
                {
                    "sheet": meta.name,
                    "visible": visible,
                    "merges": merges,
                    "hidden_rows": rows,
                    "hidden_columns": columns,
                },
                b"",
            )
            for block, numbers in _blocks(sheet, values, limits["rows"], limits["columns"]):
                left -= len(numbers) // 4
                if left < 0:
                    raise _TooLarge
                yield block, numbers
        yield {"end": True}, b""
    except calamine.PasswordError:
        yield {"error": "password"}, b""
    except _TooLarge:
        yield {"error": "too-large"}, b""
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError) as e:
        yield {"error": "unreadable", "detail": str(e)[:200]}, b""


class _TooLarge(Exception):  # noqa: N818 - an outcome, told to the parent
    """More rows, columns or cells than a list of people can have."""


class _Values(dict[object, int]):
    """The number of each value met so far; 0 is the empty cell. ``new`` are those not yet told."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self.new: list[object] = []

    def __missing__(self, value: object) -> int:
        number = self[value] = len(self)
        self.new.append(value if type(value) is str else _plain(value))
        return number

    def numbered(self, column: Sequence[object]) -> bytes:
        """The numbers of a column's values."""
        if bool in set(map(type, column)):
            # True equals 1: as text, the way a sheet shows it, it is a value of its own.
            column = [str(v).upper() if type(v) is bool else v for v in column]
        return array("I", map(self.__getitem__, column)).tobytes()


def _blocks(
    sheet: Any, values: _Values, max_rows: int, max_columns: int
) -> Iterator[tuple[dict[str, object], bytes]]:
    # Rows come from the top of the sheet on, but columns only from the first used one.
    left = sheet.start[1] if sheet.start else 0
    places: list[int] = []
    rows: list[list[object]] = []
    used = 0
    for index, row in enumerate(sheet.iter_rows()):
        if row.count("") == len(row):
            continue
        if left + len(row) > max_columns:
            _cut(row, max_columns - left)
        places.append(index)
        rows.append(row)
        used += 1
        if used > max_rows:
            raise _TooLarge
        if len(rows) == BATCH:
            yield _block(left, places, rows, values)
            places, rows = [], []
    if rows:
        yield _block(left, places, rows, values)


def _cut(row: list[object], width: int) -> None:
    """Take away the empty cells beyond the last column a list may have."""
    if width < 0 or any(value != "" for value in row[width:]):
        raise _TooLarge
    del row[width:]


def _block(
    left: int, places: list[int], rows: list[list[object]], values: _Values
) -> tuple[dict[str, object], bytes]:
    columns = [values.numbered(column) for column in zip(*rows, strict=True)]
    told, values.new = values.new, []
    numbers = array("I", places).tobytes() + b"".join(columns)
    return {"rows": len(rows), "left": left, "new": told}, numbers


def _plain(value: object) -> object:
    """A number, a truth, a date or a time as JSON can say it; whole numbers without a point."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, dt.datetime | dt.date):
        return {"date": value.isoformat()[:10]}
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return value


class _Extras:
    """What calamine does not tell: fonts, hidden rows and columns (Office Open XML only)."""

    def __init__(self, data: bytes) -> None:
        self._zip: zipfile.ZipFile | None = None
        if data[:2] == b"PK":
            try:
                self._zip = zipfile.ZipFile(io.BytesIO(data))
            except zipfile.BadZipFile:
                return

    def _part(self, name: str, most: int) -> bytes:
        if self._zip is None:
            return b""
        try:
            with self._zip.open(name) as part:
                return part.read(most)
        except (KeyError, zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
            return b""

    def fonts(self) -> list[str]:
        """Names of the fonts the workbook's styles use."""
        found = FONT_NAME.findall(self._part("xl/styles.xml", 2 * MEGABYTE))
        return sorted({name.decode("utf-8", "replace") for name in found})[:50]

    def hidden(self, index: int) -> tuple[list[int], list[tuple[int, int]]]:
        """Hidden rows (0-based) and spans of hidden columns of a sheet."""
        part = self._part(self._sheet_part(index), 16 * MEGABYTE)
        if b"hidden" not in part:
            return [], []
        rows = [int(a[b"r"]) - 1 for a in _tags(ROW_TAG, part) if a.get(b"r", b"").isdigit()]
        columns = [
            (int(a[b"min"]) - 1, int(a[b"max"]) - 1)
            for a in _tags(COLUMN_TAG, part[: 4 * MEGABYTE])
            if a.get(b"min", b"").isdigit() and a.get(b"max", b"").isdigit()
        ]
        return rows[:20_000], columns[:100]

    def _sheet_part(self, index: int) -> str:
        """The part of the sheet at ``index``: the workbook's relation, not the file's number."""
        book = self._part("xl/workbook.xml", MEGABYTE)
        tags = re.findall(rb"<sheet [^>]*>", book)
        if index >= len(tags):
            return ""
        relation = re.search(rb'r:id="([^"]*)"', tags[index])
        wanted = relation[1] if relation else b""
        relations = self._part("xl/_rels/workbook.xml.rels", MEGABYTE)
        for tag in re.findall(rb"<Relationship [^>]*>", relations):
            found = dict(ATTRIBUTE.findall(tag))
            if found.get(b"Id") == wanted:
                target = found.get(b"Target", b"").decode("utf-8", "replace")
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return ""


def _tags(pattern: re.Pattern[bytes], part: bytes) -> Iterator[dict[bytes, bytes]]:
    for match in pattern.finditer(part):
        if b"hidden" in match[1]:
            attributes = dict(ATTRIBUTE.findall(match[1]))
            if attributes.get(b"hidden") in (b"1", b"true"):
                yield attributes


if __name__ == "__main__":
    sys.exit(main())
