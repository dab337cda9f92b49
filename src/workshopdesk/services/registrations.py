"""Register people by hand, and change what a list says of one person or of many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from workshopdesk.domain.errors import UserError
from workshopdesk.domain.people import Sex
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.registration import RegistrationState, Role
from workshopdesk.i18n import N_, _
from workshopdesk.lao.names import PersonName, split_name
from workshopdesk.lao.text import canonical
from workshopdesk.matching.organisations import Organisations
from workshopdesk.matching.phones import national
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t

MOST_SEATS = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be changed; None stays as it is, "" becomes unknown.

    ``province`` and ``district`` are words in any spelling, or codes. ``sex`` is F, M or "".
    """

    name: str | None = None
    name_latin: str | None = None
    sex: str | None = None
    role: Role | None = None
    state: RegistrationState | None = None
    position: str | None = None
    organisation: str | None = None
    district: str | None = None
    province: str | None = None
    phone: str | None = None


def add_participant(
    store: Store, event_id: UUID, name: str, *, person_id: UUID | None = None
) -> UUID:
    """Register someone at the end of the list: a known person, or a new one by name.

    Gives the registration's id. A name may carry its honorific and rank. Raises UserError when
    there is no name, or when the person is on the list already.
    """
    with store.unit_of_work(N_("Add %(name)s"), name=canonical(name)) as work:
        if person_id is None:
            registration = register(work, event_id, add_person(work, name))
        else:
            registration = register(work, event_id, work.get(t.Person, person_id))
        work.commit()
        return registration.id


def promise_seats(
    store: Store, event_id: UUID, unit: str, count: int, role: Role = Role.PARTICIPANT
) -> tuple[UUID, ...]:
    """Keep seats for a unit whose people are not named yet; gives their ids.

    Raises UserError when the unit is not said, or for fewer than one seat or more than 500.
    """
    unit = canonical(unit)
    if not unit:
        raise UserError(_("Say which unit the seats are for"))
    if not 1 <= count <= MOST_SEATS:
        raise UserError(_("From 1 to %(most)d seats can be kept at once") % {"most": MOST_SEATS})
    with store.unit_of_work(
        N_("Keep %(number)s seats for %(unit)s"), number=str(count), unit=unit
    ) as work:
        seats = add_seats(work, event_id, unit, find_organisation(work, unit), count, role)
        work.commit()
        return tuple(seat.id for seat in seats)


def add_seats(
    work: UnitOfWork,
    event_id: UUID,
    unit: str,
    organisation_id: UUID | None,
    count: int,
    role: str,
) -> list[t.Registration]:
    """Put seats without names at the end of an event's list, within a larger action."""
    listed = work.find(t.Registration, event_id=event_id)
    last = max((r.order for r in listed), default=0)
    return [
        work.add(
            t.Registration(
                event_id=event_id, order=last + number, role=role,
                state=RegistrationState.PROMISED, organisation_text=unit,
                organisation_id=organisation_id,
            )
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


def change_participants(store: Store, ids: Sequence[UUID], changes: Changes) -> int:
    """Change one registration or many in one action; gives how many people that concerned.

    Name, sex and phone belong to the person and change everywhere; the rest is of this event.
    A name makes a person of a seat that was kept. Raises UserError.
    """
    named = [f.name for f in fields(changes) if getattr(changes, f.name) is not None]
    if not ids or not named:
        return 0
    action = N_("Change %(what)s of %(number)s people")
    with store.unit_of_work(action, what=", ".join(named), number=str(len(ids))) as work:
        change = Changing(work)
        for registration_id in ids:
            change(work.get(t.Registration, registration_id), changes)
        work.commit()
    return len(ids)


# Inside one unit of work, for this and for lists that come back


def add_person(work: UnitOfWork, name: str) -> t.Person:
    """A new person by name. Raises UserError when there is none."""
    said = split_name(name)
    if not said.given:
        raise UserError(_("Type a name first"))
    return work.add(
        t.Person(
            given_name=said.given, surname=said.surname, honorific=said.honorific,
            rank=said.rank, sex=said.sex,
        )
    )  # fmt: skip


def register(
    work: UnitOfWork, event_id: UUID, person: t.Person, *, id: UUID | None = None
) -> t.Registration:
    """Put a person at the end of a list. Raises UserError when they are on it already.

    ``id``: the key they were given at another desk.

    Who was taken off the list comes back onto it.
    """
    listed = work.find(t.Registration, event_id=event_id)
    for known in listed:
        if known.person_id == person.id and known.state == RegistrationState.CANCELLED:
            known.state = RegistrationState.REGISTERED
            return known
        if known.person_id == person.id:
            name = f"{person.given_name} {person.surname}".strip()
            raise UserError(_("%(name)s is on the list already") % {"name": name})
    return work.add(
        t.Registration(
            id=id or work.new_id(),
            event_id=event_id,
            person_id=person.id,
            order=max((r.order for r in listed), default=0) + 1,
            role=Role.PARTICIPANT,
            state=RegistrationState.REGISTERED,
            honorific=person.honorific,
            position=person.position,
            province=person.province,
            district=person.district,
            organisation_id=person.organisation_id,
            organisation_text=_organisation_name(work, person.organisation_id),
        )
    )


class Changing:
    """Changes registrations of one unit of work; places and units are read once."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._places = work.reader.gazetteer()
        self._units = Organisations(work.reader.organisations())

    def __call__(self, row: t.Registration, changes: Changes) -> None:
        """Change one registration and its person. Raises UserError."""
        if changes.role is not None:
            row.role = changes.role
        if changes.state is not None:
            row.state = changes.state
        if changes.position is not None:
            row.position = canonical(changes.position)
        _change_places(row, changes, self._places)
        if changes.organisation is not None:
            self._change_unit(row, canonical(changes.organisation))
        if row.person_id is None and changes.name:
            row.person_id = add_person(self._work, changes.name).id
            if changes.state is None:
                row.state = RegistrationState.REGISTERED
        if row.person_id is not None:
            _change_person(self._work, self._work.get(t.Person, row.person_id), changes)

    def _change_unit(self, row: t.Registration, text: str) -> None:
        """The text stays as typed; a known unit of that place is found in any spelling."""
        province = self._places.province_by_code.get(row.province or "")
        district = self._places.district_by_code.get(row.district or "")
        known = self._units.find(text, province, district) if text else None
        row.organisation_text = text
        row.organisation_id = known.id if known else None


def _change_places(row: t.Registration, changes: Changes, gazetteer: Gazetteer) -> None:
    if changes.province is not None:
        province = gazetteer.find_province(changes.province)
        row.province = province.code if province else None
        row.province_text = "" if province else canonical(changes.province)
    if changes.district is not None:
        found = gazetteer.find_districts(changes.district, row.province)
        found = found or gazetteer.find_districts(changes.district)
        row.district = found[0].code if len(found) == 1 else None
        row.district_text = "" if row.district else canonical(changes.district)
        if row.district and row.province is None and not row.province_text:
            row.province = found[0].province


def _change_person(work: UnitOfWork, person: t.Person, changes: Changes) -> None:
    if changes.name is not None:
        _rename(person, split_name(changes.name))
    if changes.name_latin is not None:
        given, _space, surname = canonical(changes.name_latin).partition(" ")
        person.given_name_latin, person.surname_latin = given, surname
    if changes.sex is not None:
        person.sex = Sex(changes.sex) if changes.sex else None
    if changes.phone is not None:
        _change_phone(work, person, changes.phone)


def _rename(person: t.Person, said: PersonName) -> None:
    if not said.given:
        raise UserError(_("A person needs a name"))
    person.given_name, person.surname = said.given, said.surname
    person.honorific = said.honorific or person.honorific
    person.rank = said.rank or person.rank


def _change_phone(work: UnitOfWork, person: t.Person, text: str) -> None:
    number = national(text) if text.strip() else ""
    if number is None:
        raise UserError(
            _("%(text)s is not a phone number") % {"text": text},
            _("Numbers look like 020 55 123 456 or 030 9 123 456."),
        )
    stored = work.find(t.PersonContact, person_id=person.id, kind="phone")
    if stored and number:
        stored[0].value = number
    elif stored:
        work.delete(stored[0])
    elif number:
        work.add(t.PersonContact(person_id=person.id, kind="phone", value=number))


def find_organisation(work: UnitOfWork, name: str) -> UUID | None:
    """The unit a text names in any spelling, wherever it lies; None when that is not certain."""
    known = Organisations(work.reader.organisations()).find(name, None, None) if name else None
    return known.id if known else None


def _organisation_name(work: UnitOfWork, organisation_id: UUID | None) -> str:
    return "" if organisation_id is None else work.get(t.Organisation, organisation_id).name_lo
