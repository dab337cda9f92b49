"""What the attendance page shows, and what each key would set. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from types import MappingProxyType
from uuid import UUID

from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.attendance import PRESENT, Mark
from workshopdesk.domain.badge import badge_code, read_badge_code
from workshopdesk.domain.counting import NOON, expected_half_days
from workshopdesk.domain.event import Event, HalfDay
from workshopdesk.domain.people import Sex
from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.i18n import N_, _, screen_language
from workshopdesk.lao.text import search_key
from workshopdesk.services import evidence
from workshopdesk.store import Reader
from workshopdesk.ui import words

Marks = dict[UUID, dict[int, Mark | None]]

KEYS = {"P": Mark.PRESENT, "A": Mark.ABSENT, "E": Mark.EXCUSED, "L": Mark.LATE}
LOOKS: Mapping[Mark, tuple[str, str, str]] = MappingProxyType(
    {
        Mark.PRESENT: (N_("Present"), "check", "good"),
        Mark.ABSENT: (N_("Absent"), "x", "bad"),
        Mark.EXCUSED: (N_("Excused"), "calendar-off", "quiet"),
        Mark.LATE: (N_("Late"), "clock", "warn"),
    }
)
"""Each mark's message, icon and tone, in the order in which Space goes round."""

EVERYONE, UNMARKED, ABSENT = "all", "unmarked", "absent"


@dataclass(frozen=True, slots=True)
class Line:
    """One person and their marks by half-day; ``number`` is the one on the sign-in sheet."""

    id: UUID
    number: int
    name: str
    keys: str
    female: bool
    sex: str
    position: str
    unit: str
    place: str
    marks: Mapping[int, Mark]

    def came(self, half_day: int) -> bool:
        """Whether the person was there; late is there."""
        return self.marks.get(half_day) in PRESENT


@dataclass(frozen=True, slots=True)
class Taken:
    """A half-day and how many came to it; ``share`` of everyone, 0 to 1."""

    number: int
    day: str
    time: str
    counted: str
    share: float
    pages: int = 0

    @property
    def title(self) -> str:
        """ "Day 1 · Morning"."""
        return f"{self.day} · {self.time}"


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page. ``pages`` prove half-days; ``badges`` are registrations by badge code."""

    event: Event
    lines: tuple[Line, ...]
    half_days: tuple[Taken, ...]
    pages: Mapping[int, tuple[Kept, ...]]
    badges: Mapping[str, UUID]

    def line(self, id: UUID) -> Line | None:
        """The line of a registration."""
        return next((line for line in self.lines if line.id == id), None)


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read an event's people and marks. A seat without a name cannot be marked."""
    event = reader.event(event_id)
    marks: dict[UUID, dict[int, Mark]] = {}
    for mark in reader.attendance(event_id):
        marks.setdefault(mark.registration_id, {})[mark.half_day] = mark.mark
    rows = [
        row for row in reader.participants(event_id) if row.state is not RegistrationState.CANCELLED
    ]
    lines = tuple(
        _line(row, number, marks.get(row.id, {}))
        for number, row in enumerate(rows, 1)
        if row.person_id is not None
    )
    pages = evidence.pages(reader, event)
    half_days = _taken(event, _shown(reader, event, marks), lines, pages)
    badges = {badge_code(line.id): line.id for line in lines}
    return ScreenState(event, lines, half_days, MappingProxyType(pages), MappingProxyType(badges))


def _line(row: ParticipantRow, number: int, marks: dict[int, Mark]) -> Line:
    english = screen_language() == "en"
    district = row.district_en if english else row.district_lo
    province = row.province_en if english else row.province_lo
    return Line(
        row.id,
        number,
        row.name_latin if english and row.name_latin else row.name,
        search_key(f"{row.name} {row.name_latin} {row.organisation}"),
        row.sex is Sex.FEMALE,
        words.sex(row.sex),
        row.position,
        row.organisation,
        ", ".join(part for part in (district, province) if part),
        MappingProxyType(marks),
    )


def with_marks(state: ScreenState, marks: Marks) -> ScreenState:
    """The page after these marks were written: only what they touch is made anew."""
    lines = tuple(
        replace(line, marks=_together(line.marks, marks[line.id])) if line.id in marks else line
        for line in state.lines
    )
    numbers = {h.number for h in state.half_days}
    half_days = [h for h in state.event.half_days if h.number in numbers]
    taken = _taken(state.event, half_days, lines, state.pages)
    return replace(state, lines=lines, half_days=taken)


def _together(old: Mapping[int, Mark], new: Mapping[int, Mark | None]) -> Mapping[int, Mark]:
    return MappingProxyType({n: mark for n, mark in {**old, **new}.items() if mark is not None})


def _shown(reader: Reader, event: Event, marks: dict[UUID, dict[int, Mark]]) -> tuple[HalfDay, ...]:
    """The half-days the agenda fills, and any other that was marked all the same."""
    sessions = ((s.day, s.start, s.end, s.kind) for s in reader.sessions(event.id))
    wanted = expected_half_days(event.first_day, event.last_day, sessions)
    wanted |= {number for row in marks.values() for number in row}
    return tuple(h for h in event.half_days if h.number in wanted)


def _taken(
    event: Event,
    half_days: Iterable[HalfDay],
    lines: tuple[Line, ...],
    pages: Mapping[int, tuple[Kept, ...]],
) -> tuple[Taken, ...]:
    taken = []
    for day, parts in groupby(half_days, lambda h: h.day):
        name = _("Day %(n)d") % {"n": (day - event.first_day).days + 1}
        for part in parts:
            time = _("Afternoon") if part.afternoon else _("Morning")
            came = [line.female for line in lines if line.came(part.number)]
            counted = words.people(len(came), sum(came))
            share = len(came) / len(lines) if lines else 0.0
            kept = len(pages.get(part.number, ()))
            taken.append(Taken(part.number, name, time, counted, share, kept))
    return tuple(taken)


def in_hand(state: ScreenState, now: datetime) -> int:
    """The half-day to begin with: today's, else the first not finished, else the last."""
    shown = {h.number: h for h in state.event.half_days}
    for taken in state.half_days:
        half_day = shown[taken.number]
        if half_day.day == now.date() and half_day.afternoon == (now.time() >= NOON):
            return taken.number
    for taken in state.half_days:
        if any(taken.number not in line.marks for line in state.lines):
            return taken.number
    return state.half_days[-1].number


def counts(state: ScreenState, half_day: int) -> dict[str, int]:
    """How many lines each view of a half-day has: everyone, not marked yet, absent."""
    return {
        EVERYONE: len(state.lines),
        UNMARKED: sum(half_day not in line.marks for line in state.lines),
        ABSENT: sum(line.marks.get(half_day) is Mark.ABSENT for line in state.lines),
    }


def shown(lines: Sequence[Line], view: str, half_day: int, text: str) -> tuple[Line, ...]:
    """The lines of a view of one half-day whose name, unit or number fits a text."""
    tests: dict[str, Callable[[Line], bool]] = {
        EVERYONE: lambda _line: True,
        UNMARKED: lambda line: half_day not in line.marks,
        ABSENT: lambda line: line.marks.get(half_day) is Mark.ABSENT,
    }
    return tuple(line for line in matching(lines, text) if tests[view](line))


def scanned(state: ScreenState, text: str) -> tuple[bool, Line | None]:
    """Whether a text is the code of a badge, and whose of this event it is."""
    code = read_badge_code(text)
    if code is None:
        return False, None
    found = state.badges.get(code)
    return True, None if found is None else state.line(found)


def matching(lines: Sequence[Line], text: str) -> tuple[Line, ...]:
    """The lines a text means: a number on the list, or part of a name or unit."""
    text = text.strip()
    if not text:
        return tuple(lines)
    numbered = tuple(line for line in lines if str(line.number) == text)
    if numbered:
        return numbered
    key = search_key(text)
    return tuple(line for line in lines if key in line.keys)


def following(mark: Mark | None) -> Mark | None:
    """What Space makes of a mark: once round all of them, then nothing."""
    order: list[Mark | None] = [*LOOKS, None]
    return order[(order.index(mark) + 1) % len(order)]


def same(lines: Iterable[Line], half_days: Iterable[int], mark: Mark | None) -> Marks:
    """One mark for every cell of a block."""
    numbers = tuple(half_days)
    return {line.id: dict.fromkeys(numbers, mark) for line in lines}


def filled_down(lines: Sequence[Line], half_days: Iterable[int]) -> Marks:
    """A block of several rows takes its first row's marks."""
    first, *rest = lines
    return {line.id: {n: first.marks.get(n) for n in half_days} for line in rest}


def filled_right(lines: Iterable[Line], half_days: Sequence[int]) -> Marks:
    """A block of several half-days takes its first one's marks."""
    first, *rest = half_days
    return {line.id: {n: line.marks.get(first) for n in rest} for line in lines}


def run_down(lines: Sequence[Line], start: int, half_day: int) -> Marks:
    """One cell's mark for everyone beneath it who has none yet; nothing said is overwritten."""
    mark = lines[start].marks.get(half_day)
    if mark is None:
        return {}
    return {x.id: {half_day: mark} for x in lines[start + 1 :] if half_day not in x.marks}


def run_right(line: Line, half_day: int, later: Iterable[int]) -> Marks:
    """One cell's mark for the person's later half-days that have none yet."""
    mark = line.marks.get(half_day)
    free = [n for n in later if n not in line.marks]
    return {line.id: dict.fromkeys(free, mark)} if mark is not None and free else {}


def before(state: ScreenState, marks: Marks) -> Marks:
    """What the cells of ``marks`` hold now: what taking it back would set."""
    known = {line.id: line for line in state.lines}
    return {id: {n: known[id].marks.get(n) for n in row} for id, row in marks.items()}


def said(state: ScreenState, marks: Marks) -> str:
    """What setting these marks is called: "Present: 83 people (29 women)"."""
    people = [line for line in state.lines if line.id in marks]
    set_to = {mark for row in marks.values() for mark in row.values()}
    who = people[0].name if len(people) == 1 else words.people(
        len(people), sum(line.female for line in people)
    )  # fmt: skip
    if len(set_to) != 1:
        return _("Marked: %(who)s") % {"who": who}
    (mark,) = set_to
    what = _("Mark taken away") if mark is None else _(LOOKS[mark][0])
    return f"{who}: {what}" if len(people) == 1 else f"{what}: {who}"
