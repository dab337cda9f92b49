"""Import a list of participants: say what each row would become, then write all of it or nothing.

Hides how rows find their registrations and people: a registration by phone and name, else by
name and unit; a person of another event only when a phone agrees and the name fits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from workshopdesk.domain.event import Event
from workshopdesk.domain.problems import Problem, Severity
from workshopdesk.domain.progress import Progress, Silent
from workshopdesk.exchange.bulk import without_collecting
from workshopdesk.exchange.columns import IGNORED, ColumnGuess
from workshopdesk.exchange.reading import ListReading, read_list
from workshopdesk.i18n import N_, _
from workshopdesk.matching.organisations import Proposal
from workshopdesk.services import import_matching
from workshopdesk.services.import_planned import Change, PlannedRow, RowAction
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

# Rows that say something of people but not of whom.
_LEFT_OUT = frozenset({"no-name", "head-count"})

__all__ = ["Change", "ImportPlan", "ImportResult", "PlannedRow", "RowAction", "apply"]
__all__ += ["import_file", "preview", "problem_in_words", "read_for"]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing a list would do. Nothing is written by making one.

    ``unknown`` are the headings of columns that were not understood, by letters; ``ignored`` the
    letters of those a person said are nothing.
    """

    event: Event
    file: str
    columns: Mapping[str, ColumnGuess]
    rows: tuple[PlannedRow, ...]
    new_organisations: tuple[Proposal, ...]
    unusable: int
    problems: tuple[Problem, ...]
    fingerprint: str
    unknown: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    def count(self, *actions: RowAction) -> int:
        """How many rows become one of these."""
        return sum(row.action in actions for row in self.rows)

    @property
    def has_errors(self) -> bool:
        """Whether any problem is an error, which ``--strict`` refuses."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do: ``written`` tells which; ``refused`` by ``--strict``."""

    plan: ImportPlan
    written: bool
    refused: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything odd in the list, in the order of its rows."""
        return self.plan.problems

    def as_json(self) -> dict[str, object]:
        """The document of ``participants import --json``.

        ``rows`` = ``new`` + ``matched`` + ``skipped``; ``changed`` are some of the matched.
        """
        plan = self.plan
        return {
            "rows": len(plan.rows) + plan.unusable,
            "new": plan.count(RowAction.NEW),
            "matched": plan.count(RowAction.KNOWN, RowAction.UNCHANGED, RowAction.CHANGED),
            "changed": plan.count(RowAction.CHANGED),
            "skipped": plan.count(RowAction.SKIPPED) + plan.unusable,
            "written": self.written,
            "columns": {
                name: {"column": guess.column, "confidence": guess.confidence}
                for name, guess in plan.columns.items()
            },
            "changes": [row.as_json() for row in plan.rows if row.changes],
            "problems": [problem.as_json() for problem in plan.problems],
        }

    def in_words(self) -> list[str]:
        """The same for a terminal, a line each: the counts, then every change."""
        plan = self.plan
        counts = (
            (_("new"), plan.count(RowAction.NEW)),
            (_("known from other events"), plan.count(RowAction.KNOWN)),
            (_("unchanged"), plan.count(RowAction.UNCHANGED)),
            (_("changed"), plan.count(RowAction.CHANGED)),
            (_("skipped"), plan.count(RowAction.SKIPPED) + plan.unusable),
        )
        lines = [f"{plan.event.code}: " + ", ".join(f"{n} {word}" for word, n in counts)]
        for row in plan.rows:
            lines += [
                f"{row.place} {row.name}: {c.field}: {c.before or '-'} → {c.after or '-'}"
                for c in row.changes
            ]
        if not self.written:
            lines.append(_("Nothing was written."))
        return lines


def problem_in_words(problem: Problem) -> str:
    """A problem on one line, with its place as a spreadsheet names it."""
    row = "" if problem.row is None else str(problem.row)
    place = "!".join(part for part in (problem.sheet, f"{problem.column}{row}") if part)
    return f"{place}: {problem.message}" if place else problem.message


def import_file(
    store: Store,
    event_code: str,
    path: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    write: bool = True,
    strict: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Read a list and write it into an event, in one transaction or not at all.

    ``write`` False only says what would happen; ``strict`` writes nothing when a problem is an
    error. A mapping given is remembered for lists of the same layout. UserError when there is no
    such event or the file is no list of people; Cancelled leaves everything as it was.
    """
    progress = progress or Silent()
    with store.read() as reader:
        reader.event(event_code)
    reading = read_for(store, path, sheet=sheet, mapping=mapping, progress=progress)
    plan = preview(store, event_code, reading, progress)
    refused = strict and plan.has_errors
    if not write or refused:
        return ImportResult(plan, written=False, refused=refused)
    return apply(store, plan, progress, remember=mapping)


def read_for(
    store: Store,
    path: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> ListReading:
    """Read a list with the store's places, and the columns once confirmed for its layout."""
    with store.read() as reader:
        gazetteer = reader.gazetteer()
    reading = read_list(path, sheet=sheet, mapping=mapping, gazetteer=gazetteer, progress=progress)
    if mapping or not reading.fingerprint:
        return reading
    with store.read() as reader:
        remembered = reader.layout(reading.fingerprint)
    if not remembered or _agrees(remembered, reading):
        return reading
    return read_list(path, sheet=sheet, mapping=remembered, gazetteer=gazetteer, progress=progress)


def _agrees(remembered: Mapping[str, str], reading: ListReading) -> bool:
    ignored = set(filter(None, remembered.get(IGNORED, "").split(",")))
    return ignored <= set(reading.ignored) and all(
        name in reading.columns and reading.columns[name].column == column
        for name, column in remembered.items()
        if name != IGNORED
    )


def preview(
    store: Store, event_code: str, reading: ListReading, progress: Progress | None = None
) -> ImportPlan:
    """What each row of a list would become in an event. Writes nothing; UserError for no event."""
    with store.read() as reader:
        planner = import_matching.Planner(reader, reader.event(event_code))
    with without_collecting():
        rows = planner.plan(reading, progress or Silent())
    return ImportPlan(
        event=planner.event,
        file=reading.file,
        columns=reading.columns,
        rows=rows,
        new_organisations=planner.new_organisations(rows),
        unusable=sum(problem.code in _LEFT_OUT for problem in reading.problems),
        problems=_in_order((*reading.problems, *planner.problems)),
        fingerprint=reading.fingerprint,
        unknown=reading.unknown,
        ignored=reading.ignored,
    )


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    sheets = {problem.sheet: None for problem in problems}
    places = {sheet: number for number, sheet in enumerate(sheets)}
    return tuple(sorted(problems, key=lambda p: (places[p.sheet], p.row or 0)))


def apply(
    store: Store,
    plan: ImportPlan,
    progress: Progress | None = None,
    *,
    remember: Mapping[str, str] | None = None,
) -> ImportResult:
    """Write a plan in one unit of work.

    Conflict when someone changed a registration since the preview; Cancelled between two rows.
    In both cases nothing is written.
    """
    progress = progress or Silent()
    with store.unit_of_work(N_("Import list %(file)s"), file=plan.file) as work:
        _Writer(work, plan).write(progress)
        if remember and plan.fingerprint:
            _remember(work, plan)
        work.commit()
    return ImportResult(plan, written=True)


def _remember(work: UnitOfWork, plan: ImportPlan) -> None:
    columns = {name: guess.column for name, guess in plan.columns.items()}
    if plan.ignored:
        columns[IGNORED] = ",".join(plan.ignored)
    mapping = json.dumps(columns)
    known = work.find(t.ListLayout, fingerprint=plan.fingerprint)
    if known:
        known[0].mapping = mapping
    else:
        work.add(t.ListLayout(fingerprint=plan.fingerprint, mapping=mapping))


class _Writer:
    """Writes the rows of a plan into a unit of work."""

    def __init__(self, work: UnitOfWork, plan: ImportPlan) -> None:
        self._work = work
        self._plan = plan
        self._organisations: dict[str, UUID] = {}

    def write(self, progress: Progress) -> None:
        """All rows, in list order; new ones go to the end of the event's list."""
        for proposal in self._plan.new_organisations:
            self._organisations[proposal.key] = self._work.add(
                t.Organisation(
                    name_lo=proposal.name,
                    type=proposal.type,
                    level=proposal.level,
                    province=proposal.province,
                    district=proposal.district,
                )
            ).id
        order = max((p.order for p in self._listed()), default=0)
        for number, row in enumerate(self._plan.rows):
            progress.step(number, len(self._plan.rows), self._plan.file)
            if row.action in (RowAction.NEW, RowAction.KNOWN):
                order += 1
                self._register(row, order)
            elif row.action is RowAction.CHANGED:
                self._change(row)

    def _listed(self) -> list[t.Registration]:
        return self._work.find(t.Registration, event_id=self._plan.event.id)

    def _register(self, row: PlannedRow, order: int) -> None:
        person_id = row.person_id or self._add_person(row)
        if row.person_id is not None and row.person_fields:
            self._set(self._work.get(t.Person, row.person_id), row.person_fields)
        self._work.add(
            t.Registration(
                event_id=self._plan.event.id,
                person_id=person_id,
                order=order,
                organisation_id=self._organisation(row),
                **row.registration_fields,
            )
        )

    def _add_person(self, row: PlannedRow) -> UUID:
        person = self._work.add(
            t.Person(**row.person_fields, organisation_id=self._organisation(row))
        )
        contacts = [("phone", value) for value in row.phones]
        contacts += [("email", row.email)] if row.email else []
        for order, (kind, value) in enumerate(contacts, 1):
            self._work.add(
                t.PersonContact(person_id=person.id, kind=kind, value=value, order=order)
            )
        return person.id

    def _organisation(self, row: PlannedRow) -> UUID | None:
        if row.organisation_id is not None:
            return row.organisation_id
        return self._organisations.get(row.organisation_key)

    def _change(self, row: PlannedRow) -> None:
        assert row.registration_id is not None
        registration = self._work.get(t.Registration, row.registration_id, row.version)
        self._set(registration, row.registration_fields)
        if "organisation_text" in row.registration_fields:
            registration.organisation_id = self._organisation(row)
        if row.person_id is not None:
            if row.person_fields:
                self._set(self._work.get(t.Person, row.person_id), row.person_fields)
            if row.phones:
                self._change_phone(row.person_id, row.phones)

    def _change_phone(self, person_id: UUID, phones: tuple[str, ...]) -> None:
        """The list's first phone takes the place of the first one known."""
        known = self._work.find(t.PersonContact, person_id=person_id, kind="phone")
        if known:
            known[0].value = phones[0]
        else:
            self._work.add(t.PersonContact(person_id=person_id, kind="phone", value=phones[0]))

    @staticmethod
    def _set(record: t.Person | t.Registration, fields: Mapping[str, Any]) -> None:
        for name, value in fields.items():
            setattr(record, name, value)
