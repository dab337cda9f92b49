"""Clock times as people type them: 8:30, 8h30, 08.30, 0830, ໘:໓໐, and spans of two."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from workshopdesk.lao.numbers import from_lao_digits

_LAST_AFTERNOON = 6
_CLOCK = (
    r"(\d{1,2})\s*(?:[:.,hH]|ໂມງ)?\s*(\d{2})?(?::00)?\s*(?:ນາທີ|ໂມງ|[hH])?\s*([AaPp]\.?[Mm]\.?)?"
)
_ONE = re.compile(rf"\s*{_CLOCK}\s*")
_SPAN = re.compile(rf"\s*{_CLOCK}\s*(?:[-–—−~]|ຫາ|ເຖິງ|to)\s*{_CLOCK}\s*")
_BEGINNING = re.compile(
    rf"\s*{_CLOCK}\s*(?:[-–—−~]|ຫາ|ເຖິງ|to)\s*{_CLOCK}(?=\s|[:;,.)]|$)[\s:;,.)]*"
)


def parse_time(text: str) -> time | None:
    """The time a text says, None for anything else."""
    found = _ONE.fullmatch(from_lao_digits(text))
    return _time(*found.groups()) if found else None


def parse_span(text: str) -> tuple[time, time] | None:
    """The two times of "8:30-9"; None for anything else, or when it does not last.

    An end before the start that would be right in the afternoon is meant so: "11-1:30".
    """
    found = _SPAN.fullmatch(from_lao_digits(text))
    return _span(found) if found else None


def parse_times(text: str, minutes: int) -> tuple[time, time] | None:
    """A span, or a lone start that lasts so many minutes ("8:30", "8:30-")."""
    span = parse_span(text)
    if span is None and (start := parse_time(text.strip().rstrip("-–—"))):
        span = (start, later(start, minutes))
    return span if span and span[0] < span[1] else None


def span_ahead(text: str) -> tuple[tuple[time, time], str] | None:
    """The span a line begins with and the words after it."""
    found = _BEGINNING.match(from_lao_digits(text))
    span = _span(found) if found else None
    return (span, text[found.end() :].strip()) if found and span else None


def later(start: time, minutes: int) -> time:
    """A time some minutes later (or earlier), not past 23:55 and not before midnight."""
    moved = datetime.combine(date(2000, 1, 1), start) + timedelta(minutes=minutes)
    if moved.date() == date(2000, 1, 1):
        return moved.time()
    return time(23, 55) if minutes > 0 else time()


def minutes_between(start: time, end: time) -> int:
    """Minutes from one time of a day to another, negative when it is earlier."""
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _span(found: re.Match[str]) -> tuple[time, time] | None:
    first, last = _time(*found.groups()[:3]), _time(*found.groups()[3:6])
    if first is None or last is None:
        return None
    if last < first and 0 < last.hour <= _LAST_AFTERNOON:
        last = time(last.hour + 12, last.minute)
    return (first, last) if first < last else None


def _time(hours: str, minutes: str | None, half: str | None) -> time | None:
    hour, minute = int(hours), int(minutes or 0)
    if half and half[0] in "pP" and hour < 12:
        hour += 12
    if half and half[0] in "aA" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
