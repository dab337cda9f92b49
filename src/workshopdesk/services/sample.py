"""The sample programme that comes with the product: two real events, every name invented.

Hides the form it is kept in (resources/sample/programme.toml and two lists as offices send
them); everything is written through the same services that a person uses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from workshopdesk import settings
from workshopdesk.domain.attendance import Mark
from workshopdesk.domain.progress import Progress
from workshopdesk.i18n import N_
from workshopdesk.services import attendance, groups, import_list
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

Table = dict[str, Any]

EVENT_FIELDS = (
    "code", "kind", "status", "title_lo", "title_en", "topic_lo", "topic_en", "objectives_lo",
    "objectives_en", "summary_lo", "summary_en", "first_day", "last_day", "venue_lo", "venue_en",
    "province", "district", "reference_number", "completion_percent",
)  # fmt: skip


def load(store: Store, progress: Progress) -> tuple[str, ...]:
    """Write the sample programme into a new database. Gives the events' codes."""
    with settings.resource("sample/programme.toml").open("rb") as file:
        data = tomllib.load(file)
    with store.unit_of_work(N_("Make the sample programme")) as work:
        _write_office(work, data["office"])
        programme_id = _write_programme(work, data["programme"])
        for event in data["events"]:
            _write_event(work, event, programme_id)
        work.commit()
    for number, event in enumerate(data["events"], 1):
        progress.step(number, len(data["events"]), event["code"])
        _fill_event(store, event, progress)
    return tuple(event["code"] for event in data["events"])


def _write_office(work: UnitOfWork, data: Table) -> None:
    (office,) = work.find(t.Office, slot="own")
    for field in ("name_lo", "name_en", "abbreviation", "place_lo", "place_en", "certificate_mask"):
        setattr(office, field, data[field])
    for order, signer in enumerate(data["signers"], 1):
        work.add(t.OfficeSigner(office_id=office.id, order=order, **signer))


def _write_programme(work: UnitOfWork, data: Table) -> UUID:
    fields = {k: v for k, v in data.items() if k not in ("funders", "logo")}
    logo = _attach_logo(work, data["logo"])
    programme = work.add(t.Programme(**fields, logo_id=logo))
    for order, funder in enumerate(data["funders"], 1):
        plain = {k: v for k, v in funder.items() if k != "logo"}
        record = work.add(t.Funder(**plain, logo_id=_attach_logo(work, funder["logo"])))
        work.add(t.ProgrammeFunder(programme_id=programme.id, funder_id=record.id, order=order))
    return programme.id


def _attach_logo(work: UnitOfWork, name: str) -> UUID:
    data = settings.resource(f"logos/{name}").read_bytes()
    return work.attach(kind="logo", name=name, media_type="image/png", data=data).id


def _write_event(work: UnitOfWork, data: Table, programme_id: UUID) -> None:
    event = work.add(t.Event(**{f: data[f] for f in EVENT_FIELDS if f in data}))
    work.add(t.EventProgramme(event_id=event.id, programme_id=programme_id))
    for order, host in enumerate(data["hosts"], 1):
        organisation = _organisation(work, host)
        work.add(t.EventOrganisation(event_id=event.id, organisation_id=organisation, order=order))
    for order, chair in enumerate(data["chairs"], 1):
        work.add(t.EventChair(event_id=event.id, order=order, **chair))
    for day in sorted({s["day"] for s in data["sessions"]}):
        that_day = [s for s in data["sessions"] if s["day"] == day]
        for order, session in enumerate(that_day, 1):
            _write_session(
                work, event.id, data["first_day"] + timedelta(days=day - 1), order, session
            )


def _organisation(work: UnitOfWork, host: Table) -> UUID:
    found = work.find(t.Organisation, name_lo=host["name_lo"])
    if found:
        return found[0].id
    return work.add(t.Organisation(**host, type="provincial_assembly", level="province")).id


def _write_session(work: UnitOfWork, event_id: UUID, day: date, order: int, data: Table) -> None:
    start, end = (time.fromisoformat(part) for part in data["time"].split("-"))
    session = work.add(
        t.Session(
            event_id=event_id,
            day=day,
            order=order,
            start=start,
            end=end,
            kind=data["kind"],
            title_lo=data["title_lo"],
            title_en=data["title_en"],
        )
    )
    for place, (part, text_lo, text_en) in enumerate(data["who"], 1):
        work.add(
            t.SessionPart(
                session_id=session.id, order=place, part=part, text_lo=text_lo, text_en=text_en
            )
        )


def _fill_event(store: Store, data: Table, progress: Progress) -> None:
    """Import the event's list, form its groups, take attendance, note what groups found."""
    path = settings.resource(f"sample/{data['participants']}")
    import_list.import_file(
        store, data["code"], path, sheet=None, mapping=None, write=True, strict=False,
        progress=progress,
    )  # fmt: skip
    work = data.get("group_work")
    if work:
        groups.form_session_groups(
            store, data["code"], work["session"], work["groups"], balance=work["balance"]
        )
        _write_tasks(store, data["code"], work)
    _take_attendance(store, data)


def _write_tasks(store: Store, event_code: str, data: Table) -> None:
    with store.unit_of_work(N_("Note what the groups found")) as work:
        event = work.reader.event(event_code)
        session = groups.find_session(work.reader, event.id, data["session"])
        formed = {g.number: g for g in work.find(t.WorkGroup, session_id=session.id)}
        for number, task in enumerate(data["tasks"], 1):
            group = formed[number]
            for field in ("question_lo", "question_en", "room"):
                setattr(group, field, task[field])
            lines = [(text, False) for text in task["findings_lo"]]
            lines += [(text, True) for text in task["recommendations_lo"]]
            for order, (text, recommendation) in enumerate(lines, 1):
                work.add(
                    t.Finding(
                        group_id=group.id, order=order, text=text, recommendation=recommendation
                    )
                )
        work.commit()


def _take_attendance(store: Store, data: Table) -> None:
    with store.read() as reader:
        event = reader.event(data["code"])
        people = reader.participants(event.id)
    numbers = [half_day.number for half_day in event.half_days]
    attendance.set_marks(
        store,
        data["code"],
        {
            person.id: {n: _mark(data, place, n) for n in numbers}
            for place, person in enumerate(people, 1)
        },
    )


def _mark(data: Table, place: int, half_day: int) -> Mark:
    if half_day in _half_days(data["absent"], place):
        return Mark.ABSENT
    return Mark.LATE if half_day in _half_days(data["late"], place) else Mark.PRESENT


def _half_days(places: Table, place: int) -> Iterable[int]:
    found: Iterable[int] = places.get(str(place), ())
    return found
