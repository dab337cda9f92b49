"""Random changes of people, registrations and marks, with undo, redo, merge and unmerge."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import Did
from workshopdesk.store import Reader, Store, UnitOfWork, merging
from workshopdesk.store import tables as t

Step = tuple[str, int, str]
"""What is done, to which of those that are there, and a text."""

CHANGES = ("add", "edit", "clear", "delete", "mark", "remark", "certificate")
TURNS = ("undo", "redo", "partly")
MERGES = ("merge", "unmerge")
KINDS = (*CHANGES, "commit", "commit", "commit", "forget", *TURNS, *MERGES)


def run(store: Store, steps: Iterable[Step]) -> None:
    """Do the steps in units of work, of which each ends with "commit", "forget" or a turn."""
    pending: list[Step] = []
    for step in steps:
        if step[0] in CHANGES:
            pending.append(step)
            continue
        if pending and step[0] != "forget":
            _together(store, pending)
        pending = []
        if step[0] in TURNS:
            turn(store, step[0])
        elif step[0] in MERGES:
            with suppress(UserError):
                _merge(store, step)
    _together(store, pending)


def _together(store: Store, steps: list[Step]) -> None:
    """A unit of work; what the database refuses (somebody needed is deleted) is not done."""
    with suppress(UserError), store.unit_of_work("Random") as work:
        for what, which, text in steps:
            do(work, what, which, text)
        work.commit()


def do(work: UnitOfWork, what: str, which: int, text: str) -> None:
    """One random change."""
    people = work.find(t.Person, merged_into_id=None)
    person = people[which % len(people)] if people else None
    registrations = work.find(t.Registration)
    if what == "add" or person is None:
        made = work.add(t.Person(given_name=text, sex="F" if which % 2 else None))
        for event in work.find(t.Event):
            work.add(t.Registration(event_id=event.id, person_id=made.id, role="guest", note=text))
    elif what == "edit":
        person.surname, person.birth_year = text, 1950 + which
    elif what == "clear":
        person.surname, person.birth_year, person.position = "", None, text
    elif what == "delete":
        for registration in work.find(t.Registration, person_id=person.id):
            work.delete(registration)
        work.delete(person)
    elif what in ("mark", "remark") and registrations:
        row = registrations[which % len(registrations)]
        for mark in work.find(t.Attendance, registration_id=row.id):
            work.delete(mark)
        if what == "remark" or which % 2:
            work.add(t.Attendance(registration_id=row.id, half_day=1, mark="late"))
    elif what == "certificate" and registrations:
        row = registrations[which % len(registrations)]
        series, number = work.next_in_series("2025")
        day = work.find(t.Event)[0].last_day if work.find(t.Event) else work.now().date()
        work.add(
            t.Certificate(
                registration_id=row.id, series_id=series, sequence=number, issued_on=day, name=text
            )
        )


def turn(store: Store, what: str) -> None:
    """Undo or redo the newest step, if there is one and nobody built upon it (but "partly")."""
    with store.read() as reader:
        step = _step(reader, store.origin.author, what)
    if step is not None:
        with suppress(UserError):
            turned = store.redo if what == "redo" else store.undo
            turned(step.id, partly=what == "partly")


def _step(reader: Reader, author: str, what: str) -> Did | None:
    if what == "redo":
        return reader.redoable(author)
    if what == "undo":
        return reader.undoable(author)
    standing = [d for d in reader.history(limit=9) if d.kind == "user" and not d.undone]
    return standing[-1] if standing else None


def _merge(store: Store, step: Step) -> None:
    what, which, _text = step
    with store.unit_of_work("Random merge") as work:
        if what == "merge":
            people = work.find(t.Person, merged_into_id=None)
            if len(people) < 2:
                return
            keep, other = people[which % len(people)], people[(which + 1) % len(people)]
            merging.merge(work, keep.id, other.id, ("position",))
        else:
            merged = [p for p in work.find(t.Person) if p.merged_into_id is not None]
            if not merged:
                return
            merging.unmerge(work, merged[which % len(merged)].id)
        work.commit()
