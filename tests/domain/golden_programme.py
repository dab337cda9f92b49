"""Twelve events and their people, made by hand: what a golden table of counts is computed from.

One letter is one person. `·` after an event stands for nobody. Marks are a letter per expected
half-day: P present, L late, A absent, E excused.

    people  sex  born         what is odd
    A       F    1990-06-10   turns 36 on 10 June 2026; moves from Khammouane to Luang Prabang
    B       M    year 1970
    C       -    unknown      sex not said, age not said
    D       F    said 14 in 2025
    E       M    2011-03-03   turns 15 the day after E03
    F       F    year 1960    registered twice as two people who were merged into one
    S       M    year 1985    project staff
    R       F    year 1975    resource person

    event  first day   days  rule  programmes  agenda (half-days)        state
    E01    2026-01-12  1     100   P1          none: 2                   held
    E02    2026-02-10  2     100   P1          none: 4                   held
    E03    2026-03-02  1     50    P1 P2       none: 2                   held
    E04    2026-04-01  1     100   P2          morning only: 1           held
    E05    2026-05-04  1     100   P2          none: 2                   cancelled
    E06    2026-06-10  1     100   P1          none: 2                   held
    E07    2026-07-01  1     100   P1          none: 2                   planned
    E08    2026-08-03  1     100   P2          none: 2                   held
    E09    2026-09-01  3     80    P1          none: 6                   held
    E10    2026-10-01  1     100   -           none: 2                   held
    E11    2026-12-31  2     100   P1          none: 4                   held
    E12    2027-01-01  1     100   P1          none: 2                   held

P1 is paid for by X; P2 by X and Y: E03 is shared and counts in full for each of them.

    event  registrations: person, role, province, unit, state, marks
    E01    A part KH office PP | B part KH office PA | S staff VT - PP
    E02    A part KH office PPLP | C part LP - PPAA | R resource LP - PPPP
    E03    A part LP dept PE | E part KH - LP | F part KH - PP | D part - - EE
    E04    B part KH office P | F part KH - A
    E05    A part LP dept PP | B part KH office PP      (the event was cancelled)
    E06    A part LP dept PP | D part LP - PL | B cancelled KH office PP
    E07    A part LP dept (no marks) | C invited LP -
    E08    F guest KH - PP | S staff VT - PP | 7 women, 5 men, 1 not said without names
    E09    B part KH office PPPPPA | E part KH - PPPPAA
    E10    C part - - PP | a seat without a name
    E11    D part LP - PPPP
    E12    A part LP dept PP
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.people import Sex
from workshopdesk.store import Store, UnitOfWork, merging
from workshopdesk.store import tables as t

EVENTS = """
E01 2026-01-12 1 100 P1    held
E02 2026-02-10 2 100 P1    held
E03 2026-03-02 1  50 P1,P2 held
E04 2026-04-01 1 100 P2    held
E05 2026-05-04 1 100 P2    cancelled
E06 2026-06-10 1 100 P1    held
E07 2026-07-01 1 100 P1    planned
E08 2026-08-03 1 100 P2    held
E09 2026-09-01 3  80 P1    held
E10 2026-10-01 1 100 -     held
E11 2026-12-31 2 100 P1    held
E12 2027-01-01 1 100 P1    held
"""
REGISTRATIONS = """
E01 A participant     LA-KH office registered PP
E01 B participant     LA-KH office registered PA
E01 S project_staff   LA-VT -      registered PP
E02 A participant     LA-KH office registered PPLP
E02 C participant     LA-LP -      registered PPAA
E02 R resource_person LA-LP -      registered PPPP
E03 A participant     LA-LP dept   registered PE
E03 E participant     LA-KH -      registered LP
E03 F participant     LA-KH -      registered PP
E03 D participant     -     -      registered EE
E04 B participant     LA-KH office registered P
E04 f participant     LA-KH -      registered A
E05 A participant     LA-LP dept   registered PP
E05 B participant     LA-KH office registered PP
E06 A participant     LA-LP dept   registered PP
E06 D participant     LA-LP -      registered PL
E06 B participant     LA-KH office cancelled  PP
E07 A participant     LA-LP dept   registered -
E07 C participant     LA-LP -      invited    -
E08 f guest           LA-KH -      registered PP
E08 S project_staff   LA-VT -      registered PP
E09 B participant     LA-KH office registered PPPPPA
E09 E participant     LA-KH -      registered PPPPAA
E10 C participant     -     -      registered PP
E10 - participant     -     -      registered PP
E11 D participant     LA-LP -      registered PPPP
E12 A participant     LA-LP dept   registered PP
"""
_MARKS = {"P": Mark.PRESENT, "L": Mark.LATE, "A": Mark.ABSENT, "E": Mark.EXCUSED}
PEOPLE: dict[str, dict[str, Any]] = {
    "A": {"sex": Sex.FEMALE, "birth_date": date(1990, 6, 10), "birth_year": 1990},
    "B": {"sex": Sex.MALE, "birth_year": 1970},
    "C": {},
    "D": {"sex": Sex.FEMALE, "age_said": 14, "age_said_on": date(2025, 5, 1)},
    "E": {"sex": Sex.MALE, "birth_date": date(2011, 3, 3)},
    "F": {"sex": Sex.FEMALE, "birth_year": 1960},
    "f": {"sex": Sex.FEMALE, "birth_year": 1960},
    "S": {"sex": Sex.MALE, "birth_year": 1985},
    "R": {"sex": Sex.FEMALE, "birth_year": 1975},
}


def write(store: Store) -> None:
    """The programme as the tables above say it; F is merged at the end."""
    with store.unit_of_work("Golden") as work:
        units: dict[str, UUID | None] = {
            "office": work.add(t.Organisation(name_lo="office", type="local_authority")).id,
            "dept": work.add(t.Organisation(name_lo="dept", type="ministry")).id,
            "-": None,
        }
        people = {
            name: work.add(t.Person(given_name=name, **facts)) for name, facts in PEOPLE.items()
        }
        programmes = _programmes(work)
        for code, first, days, percent, shared, status in map(str.split, EVENTS.split("\n")[1:-1]):
            day = date.fromisoformat(first)
            event = t.Event(
                code=code,
                kind="training",
                status=status,
                first_day=day,
                last_day=day + timedelta(days=int(days) - 1),
                completion_percent=int(percent),
            )
            work.add(event)
            for programme in shared.split(","):
                if programme != "-":
                    link = t.EventProgramme(
                        event_id=event.id, programme_id=programmes[programme].id
                    )
                    work.add(link)
            for row in map(str.split, REGISTRATIONS.split("\n")[1:-1]):
                if row[0] == code:
                    _register(work, event, people, units, row)
            if code == "E04":
                _morning(work, event)
            if code == "E08":
                work.add(
                    t.HeadCount(event_id=event.id, women=7, men=5, not_said=1, role="participant")
                )
        merging.merge(work, people["F"].id, people["f"].id)
        work.commit()


def _programmes(work: UnitOfWork) -> dict[str, t.Programme]:
    funders = {name: work.add(t.Funder(name_en=name)) for name in "XY"}
    found = {}
    for code, paid in (("P1", "X"), ("P2", "XY")):
        found[code] = work.add(t.Programme(code=code))
        for name in paid:
            work.add(t.ProgrammeFunder(programme_id=found[code].id, funder_id=funders[name].id))
    return found


def _morning(work: UnitOfWork, event: t.Event) -> None:
    for order, (start, end, kind) in enumerate(
        ((8, 9, "registration"), (9, 12, "presentation"), (12, 13, "meal"), (13, 14, "photo"))
    ):
        work.add(
            t.Session(
                event_id=event.id, day=event.first_day, order=order, kind=kind,
                start=time(start), end=time(end),
            )
        )  # fmt: skip


def _register(
    work: UnitOfWork,
    event: t.Event,
    people: dict[str, t.Person],
    units: dict[str, UUID | None],
    row: list[str],
) -> None:
    _code, name, role, province, unit, state, marks = row
    made = work.add(
        t.Registration(
            event_id=event.id,
            person_id=people[name].id if name != "-" else None,
            role=role,
            province=None if province == "-" else province,
            organisation_id=units[unit],
            state=state,
        )
    )
    for half_day, letter in enumerate(marks.replace("-", ""), 1):
        work.add(t.Attendance(registration_id=made.id, half_day=half_day, mark=_MARKS[letter]))
