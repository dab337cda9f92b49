"""Lists that come back filled in or corrected: preview what they change, then write it at once.

Deleting a row of a list never removes anyone, and an empty cell takes nothing away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from workshopdesk.domain.attendance import AttendanceSource, Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.event import Event
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.exchange.returned import Grid, is_ours, read_grid
from workshopdesk.i18n import N_, _
from workshopdesk.matching.people import Known, judge
from workshopdesk.services.attendance import MarkWriter
from workshopdesk.services.papers.facts import read_facts
from workshopdesk.services.registrations import Changing, add_person, register
from workshopdesk.services.returned_rows import HALF_DAY, NEW, RowReader, Step
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t

__all__ = ["HALF_DAY", "NEW", "ReturnPlan", "Step", "apply", "as_json", "in_words", "is_ours"]
__all__ += ["preview"]


@dataclass(frozen=True)
class ReturnPlan:
    """What a list would change. ``rows`` had a name, ``recognised`` are on the event's list."""

    event: Event
    file: str
    ours: bool
    rows: int
    recognised: int
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]

    @property
    def safe(self) -> tuple[Step, ...]:
        """The steps that overwrite nothing that was changed here meanwhile."""
        return tuple(step for step in self.steps if not step.conflict)


def preview(
    store: Store, event_code: str, path: Path, progress: Progress | None = None
) -> ReturnPlan:
    """What a list would change in an event; writes nothing.

    Raises UserError when there is no such event, the file is no list, the list is another
    event's, or none of its columns is a half-day and it is not one of ours.
    """
    with store.read() as reader:
        reader.event(event_code)
        places = reader.gazetteer()
    grid = read_grid(path, places, progress or Silent())
    with store.read() as reader:
        facts = read_facts(reader, event_code)
        _refuse_another_event(reader, grid, facts.event)
    rows = RowReader(facts, grid)
    if not rows.half_days and grid.ours is None:
        raise UserError(
            _("No column of %(file)s is a half-day of the event") % {"file": path.name},
            _("Head each with its day and half: Day 1 morning, or 15/9/2025 pm."),
        )
    steps = tuple(rows.steps())
    named = sum(any(row.cells) for row in grid.rows)
    return ReturnPlan(
        facts.event, path.name, grid.ours is not None, named, rows.recognised, steps,
        tuple(sorted(rows.problems, key=lambda p: p.row or 0)),
    )  # fmt: skip


def _refuse_another_event(reader: Reader, grid: Grid, event: Event) -> None:
    if grid.ours is None or grid.ours.event_id == event.id:
        return
    other = next((e.code for e in reader.events() if e.id == grid.ours.event_id), "")
    raise UserError(
        _("%(file)s is a list of another event") % {"file": grid.file},
        _("It belongs to %(code)s.") % {"code": other}
        if other
        else _("It was made with another database."),
    )


def apply(
    store: Store,
    plan: ReturnPlan,
    steps: Collection[Step] | None = None,
    progress: Progress | None = None,
) -> int:
    """Write steps of a plan (else its safe ones) as one action; gives how many.

    Raises Conflict when someone changed a registration since the preview, UserError when a value
    cannot be; then nothing is written.
    """
    chosen = plan.safe if steps is None else tuple(steps)
    watched = progress or Silent()
    with store.unit_of_work(N_("Take back the list %(file)s"), file=plan.file) as work:
        writer = _Writer(work, plan.event)
        for number, step in enumerate(chosen):
            watched.step(number, len(chosen), plan.file)
            writer.write(step)
        work.commit()
    return len(chosen)


class _Writer:
    """Writes steps into one unit of work."""

    def __init__(self, work: UnitOfWork, event: Event) -> None:
        self._work, self._event = work, event
        self._change = Changing(work)
        self._marks = MarkWriter(work, event.id)
        self._checked: set[UUID] = set()

    def write(self, step: Step) -> None:
        if step.registration_id is None:
            self._new(step)
            return
        version = None if step.registration_id in self._checked else step.version
        registration = self._work.get(t.Registration, step.registration_id, version)
        self._checked.add(registration.id)
        self._change(registration, step.changes)
        self._set_marks(registration.id, step.marks)

    def _new(self, step: Step) -> None:
        known = self._known(step)
        person = add_person(self._work, step.changes.name or "") if known is None else known
        registration = register(self._work, self._event.id, person)
        self._change(registration, step.changes)
        self._set_marks(registration.id, step.marks)

    def _known(self, step: Step) -> t.Person | None:
        """Someone of another event, only when a phone agrees and the name fits."""
        if not step.phone:
            return None
        reader = self._work.reader
        row = Known(None, step.who, "", (step.phone,))
        for person in reader.people(step.phone, 20):
            phones = reader.phones((person.id,)).get(person.id, ())
            latin = f"{person.given_name_latin} {person.surname_latin}".strip()
            if judge(row, Known(person.id, person.name, latin, phones)).certain:
                return self._work.get(t.Person, person.id)
        return None

    def _set_marks(self, registration_id: UUID, marks: Mapping[int, Mark]) -> None:
        for half_day, mark in marks.items():
            self._marks.set(registration_id, half_day, mark, AttendanceSource.TYPED)


def as_json(plan: ReturnPlan, *, written: int) -> dict[str, object]:
    """The document of ``attendance import --json``; ``written`` steps were written."""
    return {
        "event": plan.event.code,
        "rows": plan.rows,
        "recognised": plan.recognised,
        "new": sum(step.field == NEW for step in plan.steps),
        "marks": sum(step.field == HALF_DAY for step in plan.steps),
        "changed": sum(step.field not in (NEW, HALF_DAY) for step in plan.steps),
        "conflicts": sum(step.conflict for step in plan.steps),
        "written": written,
        "changes": [_step_json(plan.event, step) for step in plan.steps],
        "problems": [problem.as_json() for problem in problems(plan)],
    }


def problems(plan: ReturnPlan) -> tuple[Problem, ...]:
    """What was odd in the list, and what was left out because it was changed here meanwhile."""
    message = _("%(who)s was changed here meanwhile (%(before)s); the list says %(after)s.")
    told = tuple(
        Problem(
            Severity.WARNING, "conflict",
            message % {"who": s.who, "before": s.before or "-", "after": s.after}, row=s.row,
        )
        for s in plan.steps if s.conflict
    )  # fmt: skip
    return plan.problems + told


def _step_json(event: Event, step: Step) -> dict[str, object]:
    return {
        "row": step.row,
        "registration_id": step.registration_id and str(step.registration_id),
        "name": step.who,
        "field": step.field,
        "half_day": None if step.half_day is None else _half_day(event, step.half_day),
        "before": step.before or None,
        "after": step.after,
        "conflict": step.conflict,
        "marks": {_half_day(event, n): str(mark) for n, mark in step.marks.items()},
    }


def _half_day(event: Event, number: int) -> str:
    found = event.half_days[number - 1]
    return f"{found.day.isoformat()} {'pm' if found.afternoon else 'am'}"


def in_words(plan: ReturnPlan, *, written: int) -> list[str]:
    """The same for a terminal, a line each: the counts, then every change."""
    lines = [
        _("%(rows)d rows, %(known)d on the list, %(steps)d changes, %(written)d written")
        % {
            "rows": plan.rows, "known": plan.recognised, "steps": len(plan.steps),
            "written": written,
        }
    ]  # fmt: skip
    for step in plan.steps:
        half_day = step.half_day
        what = step.field if half_day is None else _half_day(plan.event, half_day)
        flag = _(" (changed here meanwhile)") if step.conflict else ""
        lines.append(f"{step.row} {step.who}: {what}: {step.before or '-'} → {step.after}{flag}")
    return lines
