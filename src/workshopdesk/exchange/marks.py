"""Marks of attendance as people type them, and the half-day a heading means.

Hides the words and signs. A cross is a tick in one office and an absence in the next: where a file
also holds ticks it means absent, else present.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.event import HalfDay
from workshopdesk.lao.dates import parse_date
from workshopdesk.lao.numbers import from_lao_digits
from workshopdesk.lao.text import canonical

_TICKS = frozenset(["✓", "✔", "√", "☑", "v", "/", "ü"])
_WORDS = {
    Mark.PRESENT: "p present yes y 1 true signed here attended ມາ ມາຮ່ວມ ເຂົ້າຮ່ວມ ໄດ້ມາ ເຊັນ ເຊັນແລ້ວ ມ",
    Mark.LATE: "l late ຊ້າ ມາຊ້າ ມາຊ້າກວ່າ ຊ",
    Mark.ABSENT: "a absent no n 0 false - – — ✗ ✘ ☐ ຂາດ ບໍ່ມາ ບໍ່ເຂົ້າຮ່ວມ ບໍ່ໄດ້ມາ ຂ",
    Mark.EXCUSED: "e excused leave ລາ ລາພັກ ຂໍລາພັກ ພັກ ລ",
}
_READ = {canonical(word): mark for mark, words in _WORDS.items() for word in words.split()}
_READ |= dict.fromkeys(_TICKS, Mark.PRESENT)
_CROSSES = frozenset(["x", "×", "☒", "✕"])
_MORNING = re.compile(r"ເຊົ້າ|\bam\b|a\.m|morning|forenoon", re.IGNORECASE)
_AFTERNOON = re.compile(r"ບ່າຍ|ແລງ|\bpm\b|p\.m|afternoon", re.IGNORECASE)
_DAY_NUMBER = re.compile(r"(?:ມື້ທີ|ມື້|ວັນທີ|ວັນ|\bday|\bd)\s*\.?\s*(\d{1,2})(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*\d{2,4})?(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PARTS = re.compile(r"[\n·|,()]+")


def crosses_are_absent(texts: Iterable[str]) -> bool:
    """Whether crosses mean absent here, as they do beside ticks."""
    return any(_said(text) in _TICKS or _said(text) in ("p", "1", "ມາ") for text in texts)


def is_cross(text: str) -> bool:
    """Whether a text is a cross, which needs its neighbours to be understood."""
    return _said(text) in _CROSSES


def read_mark(text: str, *, cross: Mark = Mark.PRESENT) -> Mark | None:
    """The mark a text means, None when it is none; ``cross`` is what crosses mean."""
    said = _said(text)
    return cross if said in _CROSSES else _READ.get(said)


def _said(text: str) -> str:
    return canonical(text).strip().strip(".").lower()


def half_days_of(heading: Sequence[str], half_days: Sequence[HalfDay]) -> tuple[int, ...]:
    """The numbers of the half-days a heading means; both of a day when it names no half.

    Days are known by date or by number; of an event of one day the half is enough.
    """
    text = from_lao_digits(canonical(" \n ".join(heading)))
    morning, afternoon = bool(_MORNING.search(text)), bool(_AFTERNOON.search(text))
    days = list(dict.fromkeys(h.day for h in half_days))
    day = _day(text, days)
    if day is None and len(days) == 1 and (morning or afternoon):
        day = days[0]
    if day is None or (morning and afternoon):
        return ()
    wanted = (False, True) if morning == afternoon else (afternoon,)
    return tuple(h.number for h in half_days if h.day == day and h.afternoon in wanted)


def _day(text: str, days: Sequence[date]) -> date | None:
    for part in (text, *_PARTS.split(text)):
        found = parse_date(part.strip())
        if found in days:
            return found
    if iso := _ISO.search(text):
        return next((d for d in days if d.isoformat() == iso[0]), None)
    if typed := _NUMBERS.search(text):
        pair = (int(typed[1]), int(typed[2]))
        return next((d for d in days if (d.day, d.month) == pair), None)
    if numbered := _DAY_NUMBER.search(text):
        number = int(numbered[1])
        dated = next((d for d in days if d.day == number), None)
        if dated is not None and number > len(days):
            return dated
        return days[number - 1] if 1 <= number <= len(days) else None
    return None
