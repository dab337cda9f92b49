"""One person as the card beside the list shows them. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.people import Person
from workshopdesk.i18n import _, screen_language
from workshopdesk.store import Reader
from workshopdesk.ui import words


@dataclass(frozen=True, slots=True)
class Part:
    """Another record that was merged into this person."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Been:
    """An event the person is registered for."""

    event: UUID
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A person in words: facts as (label, value), events the latest first, merged records."""

    id: UUID
    name: str
    other_name: str
    facts: tuple[tuple[str, str], ...]
    events: tuple[Been, ...]
    parts: tuple[Part, ...]


def read(reader: Reader, person_id: UUID) -> Shown:
    """The person; of a merged one the person they became part of."""
    person = reader.person(person_id)
    name, other = _names(person)
    return Shown(
        person.id, name, other, _facts(reader, person), _events(reader, person.id),
        tuple(Part(part.id, _names(part)[0]) for part in reader.parts(person.id)),
    )  # fmt: skip


def _names(person: Person) -> tuple[str, str]:
    latin = f"{person.given_name_latin} {person.surname_latin}".strip()
    if screen_language() == "en" and latin:
        return latin, person.name
    return person.name or latin, latin if person.name else ""


def _facts(reader: Reader, person: Person) -> tuple[tuple[str, str], ...]:
    english = screen_language() == "en"
    unit = next((o for o in reader.organisations() if o.id == person.organisation_id), None)
    places = reader.gazetteer()
    where = [
        place.name_en if english else place.name_lo
        for place in (
            places.district_by_code.get(person.district or ""),
            places.province_by_code.get(person.province or ""),
        )
        if place is not None
    ]
    of_unit = "" if unit is None else (unit.name_en if english else "") or unit.name_lo
    phones = reader.phones([person.id]).get(person.id, ())
    said = (
        (_("Position"), person.position),
        (_("Unit / organisation"), of_unit),
        (_("Province"), ", ".join(where)),
        (_("Phone"), ", ".join(map(words.phone, phones))),
        (_("Sex"), words.sex(person.sex)),
        (_("Year of birth"), str(person.birth_year or "")),
    )
    return tuple((label, value) for label, value in said if value)


def _events(reader: Reader, person_id: UUID) -> tuple[Been, ...]:
    english = screen_language() == "en"
    roles = {r.code: r.name_en if english else r.name_lo for r in reader.roles()}
    known = {e.id: e for e in reader.events()}
    found = []
    for event_id, role, cancelled in reader.events_of(person_id):
        event = known[event_id]
        state = _("Cancelled") if cancelled else roles.get(role, role)
        detail = f"{words.days(event.first_day, event.last_day)} · {state}"
        found.append(Been(event_id, event.title(screen_language()), detail))
    return tuple(found)
