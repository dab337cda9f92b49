"""Two laptops at one registration desk: hand out a list, work with it, take back what was done.

``hand_out`` and ``preview``/``apply`` stand at the computer that has the event; ``SecondDesk``
needs no database at all. What was taken back once is told apart from what is new by the log: a
mark somebody touched since the list was handed out is not touched again, and whoever was added
keeps the key given at the other desk. So reading the same file twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from uuid import UUID, uuid4

from workshopdesk.domain.attendance import PRESENT, AttendanceSource, Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.i18n import N_, _
from workshopdesk.lao.text import search_key
from workshopdesk.services import desk_list
from workshopdesk.services.attendance import MarkWriter
from workshopdesk.services.desk_list import HandedBack, HandedOut, Listed, Taken, WalkIn
from workshopdesk.services.papers import write_whole
from workshopdesk.services.registrations import Changes, Changing, add_person, register
from workshopdesk.store import Reader, Store
from workshopdesk.store import tables as t

NEW, SAME, NEWER, LISTED, GONE = "new", "same", "newer", "listed", "gone"
"""A step: not here yet; so already; changed here meanwhile; the name is listed; no such person."""


def hand_out(store: Store, event_id: UUID, path: Path, *, phones: bool = False) -> int:
    """Write an event's list for another laptop; gives how many people are on it.

    Names, units and marks go along; phones only when asked. Raises UserError when nobody is on
    the list, EnvironmentProblem when the file cannot be written.
    """
    position = store.position()
    with store.read() as reader:
        event, people = reader.event(event_id), _people(reader, event_id)
        marks: dict[UUID, dict[int, Mark]] = {}
        for mark in reader.attendance(event_id):
            marks.setdefault(mark.registration_id, {})[mark.half_day] = mark.mark
    if not people:
        raise UserError(_("Nobody is on the list yet"))
    handed = HandedOut(
        event.id, event.code, event.title_lo, event.title_en, tuple(event.half_days),
        datetime.now(UTC), position,
        tuple(
            Listed(
                row.id, number, row.name, row.name_latin, row.organisation,
                row.phone if phones else "", MappingProxyType(marks.get(row.id, {})),
            )
            for number, row in people
        ),
    )  # fmt: skip
    write_whole(path, desk_list.packed(desk_list.list_document(handed)))
    return len(people)


def _people(reader: Reader, event_id: UUID) -> list[tuple[int, ParticipantRow]]:
    """Who can be marked, numbered as on the sign-in sheet."""
    rows = [
        row for row in reader.participants(event_id) if row.state is not RegistrationState.CANCELLED
    ]
    return [(number, row) for number, row in enumerate(rows, 1) if row.person_id is not None]


class SecondDesk:
    """The other laptop: everything done is in the file that is handed back before it is shown."""

    def __init__(self, path: Path) -> None:
        """Open a list, and go on where it was left. Raises UserError, EnvironmentProblem."""
        self.handed = desk_list.read_list(path)
        self.back_path = path.with_name(f"{path.stem}-{_('marks')}{desk_list.SUFFIX}")
        before = {(p.id, n): mark for p in self.handed.people for n, mark in p.marks.items()}
        handed = self.handed
        self.back = HandedBack(uuid4(), handed.event_id, handed.code, handed.position, before, ())
        if self.back_path.exists():
            earlier = desk_list.read_taken(self.back_path)
            if earlier.event_id == handed.event_id:
                self.back = replace(self.back, desk=earlier.desk, taken=earlier.taken)

    @property
    def people(self) -> tuple[Listed, ...]:
        """Everyone on the list, then who was added here, with the marks as they now are."""
        marks: dict[UUID, dict[int, Mark]] = {p.id: dict(p.marks) for p in self.handed.people}
        new: dict[UUID, WalkIn] = {}
        for one in self.back.taken:
            if one.walk_in is not None:
                new[one.who] = one.walk_in
            row = marks.setdefault(one.who, {})
            if one.mark is None:
                row.pop(one.half_day, None)
            else:
                row[one.half_day] = one.mark
        last = max((p.number for p in self.handed.people), default=0)
        listed = [replace(p, marks=marks[p.id]) for p in self.handed.people]
        added = [
            Listed(id, last + number, w.name, "", w.unit, w.phone, marks[id])
            for number, (id, w) in enumerate(new.items(), 1)
            if marks[id]
        ]
        return (*listed, *added)

    def mark(self, who: UUID, half_day: int, mark: Mark | None = Mark.PRESENT) -> None:
        """Mark someone, or with None take the mark back. Raises EnvironmentProblem."""
        self._keep(Taken(uuid4(), datetime.now(UTC), who, half_day, mark))

    def add(self, new: WalkIn, half_day: int) -> UUID:
        """Add whoever came without being on the list, present; gives their key.

        Raises UserError without a name, EnvironmentProblem when the file cannot be written.
        """
        if not new.name.strip():
            raise UserError(_("Type a name first"))
        who = uuid4()
        self._keep(Taken(uuid4(), datetime.now(UTC), who, half_day, Mark.PRESENT, new))
        return who

    def take_back(self) -> Taken | None:
        """Take back what was done last here and not taken back yet; None when there is nothing."""
        now = {p.id: p.marks for p in self.people}
        for one in reversed(self.back.taken):
            if one.mark is not None and now.get(one.who, {}).get(one.half_day) is one.mark:
                self.mark(one.who, one.half_day, None)
                return one
        return None

    def count(self, half_day: int) -> int:
        """How many are there."""
        return sum(p.marks.get(half_day) in PRESENT for p in self.people)

    def _keep(self, one: Taken) -> None:
        back = replace(self.back, taken=(*self.back.taken, one))
        write_whole(self.back_path, desk_list.packed(desk_list.taken_document(back)))
        self.back = back


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be taken back. ``state`` is NEW, SAME, NEWER, LISTED or GONE."""

    who: UUID
    name: str
    half_day: int
    before: Mark | None
    mark: Mark | None
    state: str
    walk_in: WalkIn | None = None


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """What a file that came back would change. ``safe`` is what nothing speaks against."""

    event: Event
    file: str
    steps: tuple[Step, ...]

    @property
    def safe(self) -> tuple[Step, ...]:
        """The steps that are new and overwrite nothing."""
        return tuple(step for step in self.steps if step.state == NEW)

    @property
    def open(self) -> tuple[Step, ...]:
        """The steps that could still change something."""
        return tuple(step for step in self.steps if step.state not in (SAME, GONE))


def preview(store: Store, path: Path) -> DeskPlan:
    """What a file that came back would change; writes nothing.

    Raises UserError when the file is none, or its event is not in this database.
    """
    back = desk_list.read_taken(path)
    with store.read() as reader:
        try:
            event = reader.event(back.event_id)
        except UserError as error:
            raise UserError(
                _("%(file)s is of an event that is not here") % {"file": path.name},
                _("It belongs to %(code)s.") % {"code": back.code},
            ) from error
        return DeskPlan(event, path.name, tuple(_Steps(reader, event, back).all()))


class _Steps:
    """Tells of each thing done at the other desk how it stands to what is here."""

    def __init__(self, reader: Reader, event: Event, back: HandedBack) -> None:
        self._back = back
        self._rows = {row.id: row for row in reader.participants(event.id)}
        self._names = {search_key(r.name) for r in self._rows.values() if r.person_id}
        self._numbers = {h.number for h in event.half_days}
        self._marks = {(m.registration_id, m.half_day): m.mark for m in reader.attendance(event.id)}
        keys = {t.Attendance.key(one.who, one.half_day) for one in back.taken}
        self._strange = {
            one.who for one in back.taken
            if one.walk_in is not None and reader.event_of(one.who) not in (None, event.id)
        }  # fmt: skip
        self._touched = reader.touched(back.position, keys | {one.who for one in back.taken})

    def all(self) -> list[Step]:
        """One step for each person and half-day, as it was left at the other desk."""
        last: dict[tuple[UUID, int], Taken] = {}
        new: dict[UUID, WalkIn] = {}
        for one in self._back.taken:
            last[one.who, one.half_day] = one
            if one.walk_in is not None:
                new[one.who] = one.walk_in
        steps = [self._step(one, new.get(one.who)) for one in last.values()]
        return [step for step in steps if step is not None]

    def _step(self, one: Taken, new: WalkIn | None) -> Step | None:
        place = (one.who, one.half_day)
        row, before = self._rows.get(one.who), self._marks.get(place)
        name = row.name if row is not None else new.name if new is not None else ""
        stood = self._back.before.get(place)
        if before is one.mark and (row is not None or one.mark is None):
            state = SAME
        elif one.half_day not in self._numbers or (row is None and self._nobody(one, new)):
            state = GONE
        elif row is None:
            state = self._state_of_new(one, name)
        else:
            touched = t.Attendance.key(*place) in self._touched
            state = NEWER if touched or before is not stood else NEW
        if state == SAME and one.mark is stood and new is None:
            return None  # marked and taken back there: nothing came of it
        return Step(one.who, name, one.half_day, before, one.mark, state, new)

    def _nobody(self, one: Taken, new: WalkIn | None) -> bool:
        return new is None or one.who in self._strange

    def _state_of_new(self, one: Taken, name: str) -> str:
        if one.who in self._touched:
            return NEWER  # taken back once already, and removed here since
        return LISTED if search_key(name) in self._names else NEW


def apply(store: Store, plan: DeskPlan, steps: Collection[Step] | None = None) -> int:
    """Write steps of a plan (else its safe ones) as one action; gives how many.

    Raises UserError when a value cannot be; then nothing is written.
    """
    chosen = [s for s in (plan.safe if steps is None else steps) if s.state not in (SAME, GONE)]
    if not chosen:
        return 0
    with store.unit_of_work(N_("Take back the check-in %(file)s"), file=plan.file) as work:
        marks = MarkWriter(work, plan.event.id)
        listed = {row.id for row in work.reader.participants(plan.event.id)}
        change = Changing(work)
        for step in chosen:
            if step.who not in listed and step.walk_in is not None:
                person = add_person(work, step.walk_in.name)
                record = register(work, plan.event.id, person, id=step.who)
                change(record, _said_of(step.walk_in))
                listed.add(step.who)
            marks.set(step.who, step.half_day, step.mark, AttendanceSource.BADGE)
        work.commit()
    return len(chosen)


def _said_of(new: WalkIn) -> Changes:
    given: Mapping[str, str] = {
        "sex": new.sex or "", "organisation": new.unit, "phone": new.phone,
    }  # fmt: skip
    return Changes(**{key: text for key, text in given.items() if text})  # type: ignore[arg-type]  # all three are texts
