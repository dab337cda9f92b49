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
from workshopdesk.lao.names import split_name
from workshopdesk.lao.text import canonical
from workshopdesk.matching.phones import national
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be changed; None stays as it is, "" becomes unknown.

    ``province`` and ``district`` are words in any spelling, or codes. ``sex`` is F, M or "".
    """

    name: str | None = None
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
    said = split_name(name)
    if person_id is None and not said.given:
        raise UserError(_("Type a name first"))
    with store.unit_of_work(N_("Add %(name)s"), name=canonical(name)) as work:
        listed = work.find(t.Registration, event_id=event_id)
        if person_id is not None and any(r.person_id == person_id for r in listed):
            raise UserError(_("%(name)s is on the list already") % {"name": name})
        if person_id is None:
            person = work.add(
                t.Person(
                    given_name=said.given, surname=said.surname, honorific=said.honorific,
                    rank=said.rank, sex=said.sex,
                )
            )  # fmt: skip
        else:
            person = work.get(t.Person, person_id)
        registration = work.add(
            t.Registration(
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
        work.commit()
        return registration.id


def change_participants(store: Store, ids: Sequence[UUID], changes: Changes) -> int:
    """Change one registration or many in one action; gives how many people that concerned.

    Name, sex and phone belong to the person and change everywhere; the rest is of this event.
    Raises UserError.
    """
    named = [f.name for f in fields(changes) if getattr(changes, f.name) is not None]
    if not ids or not named:
        return 0
    action = N_("Change %(what)s of %(number)s people")
    with store.unit_of_work(action, what=", ".join(named), number=str(len(ids))) as work:
        places = work.reader.gazetteer()
        organisation_id = _find_organisation(work, canonical(changes.organisation or ""))
        for registration_id in ids:
            registration = work.get(t.Registration, registration_id)
            _change_registration(registration, changes, organisation_id)
            _change_places(registration, changes, places)
            if registration.person_id is not None:
                _change_person(work, work.get(t.Person, registration.person_id), changes)
        work.commit()
    return len(ids)


def _change_registration(
    row: t.Registration, changes: Changes, organisation_id: UUID | None
) -> None:
    if changes.role is not None:
        row.role = changes.role
    if changes.state is not None:
        row.state = changes.state
    if changes.position is not None:
        row.position = canonical(changes.position)
    if changes.organisation is not None:
        row.organisation_text = canonical(changes.organisation)
        row.organisation_id = organisation_id


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
        said = split_name(changes.name)
        if not said.given:
            raise UserError(_("A person needs a name"))
        person.given_name, person.surname = said.given, said.surname
        if said.honorific:
            person.honorific = said.honorific
        if said.rank:
            person.rank = said.rank
    if changes.sex is not None:
        person.sex = Sex(changes.sex) if changes.sex else None
    if changes.phone is not None:
        _change_phone(work, person, changes.phone)


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


def _find_organisation(work: UnitOfWork, name: str) -> UUID | None:
    if not name:
        return None
    for organisation in work.reader.organisations():
        if name in (organisation.name_lo, organisation.name_en, organisation.abbreviation):
            return organisation.id
    return None


def _organisation_name(work: UnitOfWork, organisation_id: UUID | None) -> str:
    return "" if organisation_id is None else work.get(t.Organisation, organisation_id).name_lo
