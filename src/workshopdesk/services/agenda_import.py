"""Take an agenda from a file or pasted rows into an event: shown first, then all of it or nothing.

Hides which stored session a row means: the one with its code or title on that day, else the one
at its time in its room. Sessions the file does not name stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from workshopdesk.domain.agenda import Session, names_in
from workshopdesk.domain.clashes import bare_name
from workshopdesk.domain.event import Event
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.exchange.agenda_list import AgendaReading, AgendaRow
from workshopdesk.i18n import N_, _, ngettext
from workshopdesk.lao.names import name_key
from workshopdesk.lao.text import canonical, search_key
from workshopdesk.services.agenda import put_in_order, write_people
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t

ACTIONS = ("new", "changed", "unchanged")


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """What one row becomes: ``action`` new, changed (``session``: which) or unchanged."""

    row: AgendaRow
    day: date
    action: str
    session: Session | None
    people: tuple[str, ...]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaPlan:
    """What a file would do to an event's agenda."""

    event: Event
    file: str
    rows: tuple[PlannedSession, ...]
    problems: tuple[Problem, ...]

    def count(self, action: str) -> int:
        """How many rows are new, changed or unchanged."""
        return sum(row.action == action for row in self.rows)

    def as_json(self) -> dict[str, object]:
        """For ``--json``: counts, the sessions and the problems."""
        return {
            "event": self.event.code,
            "rows": len(self.rows),
            **{action: self.count(action) for action in ACTIONS},
            "sessions": [_row_json(row) for row in self.rows],
            "problems": [problem.as_json() for problem in self.problems],
        }

    def in_words(self) -> list[str]:
        """A line of counts."""
        n = len(self.rows)
        read = ngettext("%(n)d session read", "%(n)d sessions read", n) % {"n": n}
        counts = ((_("new"), "new"), (_("changed"), "changed"), (_("unchanged"), "unchanged"))
        return [", ".join([read, *(f"{words} {self.count(key)}" for words, key in counts)])]


def plan_agenda(store: Store, event_code: str, reading: AgendaReading) -> AgendaPlan:
    """What a reading would do to an event's agenda; nothing is written. Raises UserError."""
    with store.read() as reader:
        return _plan(reader, reader.event(event_code), reading)


def import_agenda(store: Store, event_code: str, reading: AgendaReading) -> AgendaPlan:
    """Write a reading into an event's agenda in one step. Raises UserError."""
    with store.unit_of_work(N_("Import an agenda from %(file)s"), file=reading.file) as work:
        plan = _plan(work.reader, work.reader.event(event_code), reading)
        for row in plan.rows:
            if row.action != "unchanged":
                _write(work, plan.event.id, row)
        if plan.count("unchanged") < len(plan.rows):
            put_in_order(work, plan.event.id)
            work.commit()
    return plan


def _plan(reader: Reader, event: Event, reading: AgendaReading) -> AgendaPlan:
    left = list(reader.sessions(event.id))
    registered = {p.id: p for p in reader.participants(event.id)}
    known = {p.name for p in registered.values()}
    problems = list(reading.problems)
    by, told = _moved_days(event, reading)
    problems += told
    rows = []
    for row in reading.rows:
        day = event.first_day + (
            row.day - event.first_day + by if isinstance(row.day, date) else timedelta(row.day - 1)
        )
        if not event.first_day <= day <= event.last_day:
            message = _("%(day)s is not a day of the event") % {"day": day.isoformat()}
            problems.append(Problem(Severity.WARNING, "outside", message, row.sheet, row.row))
        found = _meant(row, day, left)
        if found is not None:
            left.remove(found)
        rows.append(_planned(row, day, found, names_in(row.people, known), registered))
    return AgendaPlan(event, reading.file, tuple(rows), tuple(problems))


def _moved_days(event: Event, reading: AgendaReading) -> tuple[timedelta, list[Problem]]:
    """By how much the file's dates are moved: an agenda of other days is one of these days."""
    days = [row.day for row in reading.rows if isinstance(row.day, date)]
    if not days or any(event.first_day <= day <= event.last_day for day in days):
        return timedelta(), []
    message = _("The dates are not those of the event: %(day)s was taken as its first day") % {
        "day": min(days).isoformat()
    }
    return event.first_day - min(days), [Problem(Severity.WARNING, "other-days", message)]


def _meant(row: AgendaRow, day: date, sessions: Sequence[Session]) -> Session | None:
    """The stored session a row is about, of those no other row is."""
    keys = {search_key(title) for title in (row.title_lo, row.title_en) if title}
    same_day = [s for s in sessions if s.day == day]
    named = [s for s in same_day if keys & {search_key(s.title_lo), search_key(s.title_en)}]
    by_code = [s for s in sessions if row.code and s.code == row.code]
    at_once = [s for s in same_day if (s.start, s.end, s.room) == (row.start, row.end, row.room)]
    at_time = [s for s in named if s.start == row.start]
    both = [s for s in by_code if s in named or s in at_once]
    return next(iter([*at_time, *both, *named, *at_once]), None)


def _planned(
    row: AgendaRow,
    day: date,
    found: Session | None,
    people: tuple[str, ...],
    registered: Mapping[UUID, ParticipantRow],
) -> PlannedSession:
    if found is None:
        return PlannedSession(row, day, "new", None, people)
    wanted = _fields(row, day)  # what a row leaves open stays
    changes = [field for field, value in wanted.items() if getattr(found, field) != value]
    if people and not _same_people(people, found, registered):
        changes.append("people")
    action = "changed" if changes else "unchanged"
    return PlannedSession(row, day, action, found, people, tuple(changes))


def _same_people(
    people: Sequence[str], found: Session, registered: Mapping[UUID, ParticipantRow]
) -> bool:
    """Whether those named are those who have a part: as written in either language, or as a
    paper names the registered, titles and posts aside."""
    for texts in ([p.text_lo or p.text_en for p in found.parts],
                  [p.text_en or p.text_lo for p in found.parts]):  # fmt: skip
        if canonical(", ".join(people)) == canonical(", ".join(texts)):
            return True
    if len(people) != len(found.parts):
        return False
    for name, part in zip(people, found.parts, strict=True):
        person = registered.get(part.registration_id) if part.registration_id else None
        called = {part.text_lo, part.text_en}
        if person is not None:
            called |= {person.name, person.name_latin}
        if name_key(bare_name(name)) not in {name_key(bare_name(text)) for text in called}:
            return False
    return True


def _fields(row: AgendaRow, day: date) -> dict[str, Any]:
    given = {"title_lo": row.title_lo, "title_en": row.title_en, "room": row.room}
    fields: dict[str, Any] = {"day": day, "start": row.start, "end": row.end, "kind": row.kind}
    return fields | {field: canonical(text) for field, text in given.items() if text}


def _write(work: UnitOfWork, event_id: UUID, planned: PlannedSession) -> None:
    fields = _fields(planned.row, planned.day)
    if planned.session is None:
        session = work.add(t.Session(event_id=event_id, order=0, **fields))
    else:
        session = work.get(t.Session, planned.session.id)
        for field in planned.changes:
            if field != "people":
                setattr(session, field, fields[field])
    if planned.session is None or "people" in planned.changes:
        write_people(work, session, planned.people)


def _row_json(planned: PlannedSession) -> dict[str, object]:
    row = planned.row
    return {
        "row": row.row,
        "action": planned.action,
        "changes": list(planned.changes),
        "day": planned.day.isoformat(),
        "start": f"{row.start:%H:%M}",
        "end": f"{row.end:%H:%M}",
        "kind": str(row.kind),
        "title_lo": row.title_lo,
        "title_en": row.title_en,
        "room": row.room,
        "people": list(planned.people),
    }
