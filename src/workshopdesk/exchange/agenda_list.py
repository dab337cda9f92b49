"""An agenda from a file or from pasted rows, as offices write it: the door to reading agendas.

Hides where the table stands, how its columns are called, how days are told (a column, a heading
between the rows, a sheet each, or a clock that begins anew) and how times are typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path

from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.clock import later, parse_span, parse_time, span_ahead
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.exchange import container, legacy, sandbox
from workshopdesk.exchange.agenda_words import (
    day_count,
    heading_of,
    is_part_of_day,
    kind_named,
    kind_of,
)
from workshopdesk.exchange.delimited import read_delimited, read_text
from workshopdesk.exchange.reading import bytes_of
from workshopdesk.exchange.sheets import Sheet, Workbook
from workshopdesk.exchange.values import lines_of
from workshopdesk.i18n import _
from workshopdesk.lao.dates import parse_date
from workshopdesk.lao.text import canonical

_LAO = re.compile("[\u0e80-\u0eff]")
_HEAD_ROWS = 40
_USUAL = 30  # minutes of a last session whose end is not told
_UNHEADED = ("title", "people", "room")
_DATE_INSIDE = re.compile(
    r"[\d\u0ed0-\u0ed9]{1,4}\s*[./-].*|[\d\u0ed0-\u0ed9]{1,2}\s+\D+[\d\u0ed0-\u0ed9]{4}"
)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One session of an agenda. ``day`` is a date, or the number of the day, from 1."""

    sheet: str
    row: int
    day: date | int
    start: time
    end: time
    title_lo: str
    title_en: str
    kind: SessionKind
    people: str
    room: str
    code: str


@dataclass(frozen=True, slots=True)
class AgendaReading:
    """What a file holds: its sessions in order, and what was odd."""

    file: str
    rows: tuple[AgendaRow, ...]
    problems: tuple[Problem, ...]


def read_agenda(path: Path, *, progress: Progress | None = None) -> AgendaReading:
    """The sessions in an .xlsx, .xls, .ods, .csv, .tsv or .txt file.

    UserError naming the file when it cannot be read or holds no agenda; EnvironmentProblem when
    the disk refuses.
    """
    watched = progress or Silent()
    data = bytes_of(path)
    found = container.examine(data, path.name)
    if found.kind is container.Kind.TEXT:
        book = Workbook((read_delimited(data, path.name, watched),))
    else:
        book = sandbox.read_spreadsheet(data, path.name, watched, found.unpacked)
    return _read(path.name, legacy.converted(book, path.name)[0])


def read_pasted_agenda(text: str) -> AgendaReading:
    """The sessions in rows pasted from a spreadsheet or a letter, as ``read_agenda``."""
    name = _("The pasted rows")
    if "\t" not in text:  # lines of a letter: commas and bars in them part no cells
        rows = {n: (line,) for n, line in enumerate(text.splitlines()) if line.strip()}
        return _read(name, Workbook((Sheet("", rows),)))
    return _read(name, Workbook((read_text(text, name, Silent()),)))


def _read(name: str, book: Workbook) -> AgendaReading:
    rows: list[AgendaRow] = []
    problems: list[Problem] = []
    for sheet in book.sheets:
        if sheet.visible and sheet.rows:
            reader = _SheetReader(sheet, _last_day(rows))
            rows += reader.sessions()
            problems += reader.problems if rows else ()
    if not rows:
        raise UserError(
            _("No agenda was found in %(file)s") % {"file": name},
            _("An agenda needs a time such as 08:30-09:00 in front of each topic."),
        )
    return AgendaReading(name, tuple(rows), tuple(problems))


def _last_day(rows: Sequence[AgendaRow]) -> int:
    return max((row.day for row in rows if isinstance(row.day, int)), default=0)


class _SheetReader:
    """Walks down one sheet; ``day`` and ``columns`` are what was told last."""

    def __init__(self, sheet: Sheet, days_before: int) -> None:
        self.sheet = sheet
        self.day: date | int = _date_in(sheet.name) or days_before + 1
        self.columns: dict[int, str] = {}
        self.headed = False
        self.clock: time | None = None
        self.problems: list[Problem] = []

    def sessions(self) -> list[AgendaRow]:
        """Every session, those without an end lasting until the next."""
        found = list(self._walk())
        made: list[AgendaRow] = []
        for number, row in enumerate(found):
            if row.end == row.start:
                after = found[number + 1] if number + 1 < len(found) else None
                same_day = after is not None and after.day == row.day and after.start > row.start
                end = after.start if after and same_day else later(row.start, _USUAL)
                row = replace(row, end=end)
                if not same_day:
                    self._tell(
                        row.row,
                        "no-end",
                        _("The end of this session was set to %(time)s") % {"time": f"{end:%H:%M}"},
                        Severity.HINT,
                    )
            made.append(row)
        return made

    def _walk(self) -> Iterator[AgendaRow]:
        for index in sorted(self.sheet.rows):
            texts = [canonical(lines_of(cell)) for cell in self.sheet.rows[index]]
            said = [text for text in texts if text]
            if not said or self._is_head(texts) or self._is_day(said):
                continue
            row = self._session(index, texts)
            if row is not None:
                self.clock = row.start
                yield row

    def _is_head(self, texts: Sequence[str]) -> bool:
        """Whether this row names columns, which hold from here on."""
        if len([t for t in texts if t]) < 2:
            return False
        fields = {c: field for c, text in enumerate(texts) if text and (field := heading_of(text))}
        named = set(fields.values()) - {"none"}
        if not named & {"time", "start"} or not named & {"title", "title_en", "kind"}:
            return False
        self.columns, self.headed = fields, True
        return True

    def _is_day(self, said: Sequence[str]) -> bool:
        """Whether this row only tells a day, or a part of one."""
        line = " ".join(dict.fromkeys(said))
        if is_part_of_day(line):
            return True
        if len(set(said)) > 2 or parse_span(said[0]) or span_ahead(line):
            return False
        told = _date_in(line)
        number = day_count(line) or day_count(re.split(r"[:,(–-]", line)[0])
        if told is None and number is None:
            return False
        if told is None and self.columns and parse_time(said[0]):
            return False
        self.day, self.clock = told or number or self.day, None
        return True

    def _session(self, index: int, texts: list[str]) -> AgendaRow | None:
        values = self._values(texts)
        start, end = self._times(values)
        title = values.get("title") or values.get("title_en") or ""
        if start is None or not title:
            self._doubt(index, start, title)
            return None
        self._turn_the_day(values)
        if self.clock is not None and start < self.clock and not values.get("day"):
            if start.hour < 7 and later(start, 720) >= self.clock:
                start, end = later(start, 720), later(end, 720) if end else None
            elif isinstance(self.day, int) and start.hour < 12:
                self.day += 1
        lao, english = _two_languages(values.get("title", ""), values.get("title_en", ""))
        said = values.get("kind", "")
        kind = kind_named(said) or kind_of(said or f"{lao} {english}")
        return AgendaRow(
            self.sheet.name, index + 1, self.day, start, end or start, lao, english, kind,
            _one_language(values.get("people", "")), values.get("room", "").replace("\n", " "),
            values.get("code", ""),
        )  # fmt: skip

    def _values(self, texts: Sequence[str]) -> dict[str, str]:
        """The row's cells by field; without headings the time comes first, then the topic."""
        if self.headed:
            found: dict[str, str] = {}
            for column, field in self.columns.items():
                if column < len(texts) and texts[column] and field != "none":
                    found[field] = "\n".join(filter(None, (found.get(field), texts[column])))
            return found
        said = [text for text in texts if text]
        for place, text in enumerate(said[:3]):
            if parse_span(text) or (parse_time(text) and not text.isdecimal()):
                return {"time": text, **dict(zip(_UNHEADED, said[place + 1 :], strict=False))}
        ahead = span_ahead(said[0])
        if ahead is None:
            return {}
        (start, end), rest = ahead
        after = [rest, *said[1:]] if rest else said[1:]
        times = f"{start:%H:%M}-{end:%H:%M}"
        return {"time": times, **dict(zip(_UNHEADED, after, strict=False))}

    def _times(self, values: dict[str, str]) -> tuple[time | None, time | None]:
        said = values.get("time", "").replace("\n", " ")
        span = parse_span(said)
        if span is None and (ahead := span_ahead(said)):
            span = ahead[0]
            values.setdefault("title", ahead[1])
        if span:
            return span
        start = _clock(values.get("start", "") or said)
        end = _clock(values.get("end", ""))
        return start, end if start and end and end > start else None

    def _turn_the_day(self, values: dict[str, str]) -> None:
        """A column of days says it for this row and those below."""
        said = values.get("day", "")
        told = _date_in(said) or day_count(said) or (int(said) if said.isdecimal() else None)
        if told is not None and told != self.day:
            self.day, self.clock = told, None

    def _doubt(self, index: int, start: time | None, title: str) -> None:
        """Tell of a row that was left out, unless it stands above the table or under it."""
        if start is not None and not title:
            self._tell(
                index + 1, "no-title", _("This row has a time but no topic; it was left out.")
            )
        elif self.headed and self.clock is not None and title:
            self._tell(
                index + 1, "no-time", _("No time was understood here; the row was left out.")
            )

    def _tell(
        self, row: int, code: str, message: str, severity: Severity = Severity.WARNING
    ) -> None:
        self.problems.append(Problem(severity, code, message, self.sheet.name, row))


def _clock(text: str) -> time | None:
    """A time as typed, or as a spreadsheet keeps it: a fraction of a day."""
    if re.fullmatch(r"0?\.\d{3,}", text):
        minutes = round(float(text) * 1440)
        return time(minutes // 60, minutes % 60) if minutes < 1440 else None
    return parse_time(text.replace("\n", " "))


def _date_in(text: str) -> date | None:
    """The date a text is or ends with."""
    told = parse_date(text)
    if told is None and (inside := _DATE_INSIDE.search(text)):
        told = parse_date(inside[0].strip(" ,.:()"))
    return told


def _two_languages(title: str, english: str) -> tuple[str, str]:
    """The title in Lao and in English: lines of one cell, or cells of their own."""
    lines = [line.strip() for line in title.split("\n") if line.strip()]
    lao = [line for line in lines if _LAO.search(line)]
    other = [line for line in lines if not _LAO.search(line)]
    if english and not _LAO.search(english):
        return " ".join(lao or other), english.replace("\n", " ")
    return " ".join(lao), " ".join(other)


def _one_language(people: str) -> str:
    """Those responsible as written in Lao where both languages stand in one cell."""
    lines = [line.strip() for line in people.split("\n") if line.strip()]
    lao = [line for line in lines if _LAO.search(line)]
    return "\n".join(lao or lines)
