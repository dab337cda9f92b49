"""Records the tests of the store write."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

FIRST_DAY = date(2025, 9, 15)
NAMES = (
    ("ຄຳສິງ", "ນົນທະສອນ", "M"),
    ("ບຸນມີ", "ແສງສະຫວ່າງ", "F"),
    ("ສົມພອນ", "ວົງພະຈັນ", None),
)


def add_event(work: UnitOfWork, code: str = "E1") -> t.Event:
    """A two-day event in Khammouane."""
    return work.add(
        t.Event(
            code=code,
            title_lo="ກອງປະຊຸມຝຶກອົບຮົມ",
            first_day=FIRST_DAY,
            last_day=date(2025, 9, 16),
            province="LA-KH",
            district="1206",
        )
    )


def add_people(work: UnitOfWork, event: t.Event) -> list[t.Registration]:
    """Three people with phones, registered in list order."""
    registrations = []
    for order, (given, surname, sex) in enumerate(NAMES, 1):
        person = work.add(t.Person(given_name=given, surname=surname, sex=sex, birth_year=1980))
        work.add(t.PersonContact(person_id=person.id, value=f"0205500000{order}"))
        registration = t.Registration(
            event_id=event.id,
            person_id=person.id,
            order=order,
            role="participant",
            position="ວິຊາການ",
            organisation_text="ຫ້ອງການ",
            province="LA-KH",
        )
        registrations.append(work.add(registration))
    return registrations


def write_event(store: Store, code: str = "E1") -> UUID:
    """An event with people and an agenda, saved; its id."""
    with store.unit_of_work("Make event %(code)s", code=code) as work:
        event = add_event(work, code)
        add_people(work, event)
        session = work.add(
            t.Session(
                event_id=event.id,
                day=FIRST_DAY,
                order=1,
                start=time(8, 30),
                end=time(9, 0),
                kind="opening",
                title_lo="ພິທີເປີດ",
            )
        )
        work.add(t.SessionPart(session_id=session.id, part="chair", text_lo="ທ່ານ ປະທານ"))
        work.commit()
        return event.id
