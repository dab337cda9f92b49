"""A registration: a person at an event in one role, with unit and place as they were then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from workshopdesk.domain.people import Sex


class Role(StrEnum):
    """The part a person takes in an event."""

    CHAIR = "chair"
    PARTICIPANT = "participant"
    RESOURCE_PERSON = "resource_person"
    FACILITATOR = "facilitator"
    RAPPORTEUR = "rapporteur"
    GUEST = "guest"
    PROJECT_STAFF = "project_staff"
    ASSISTING_STAFF = "assisting_staff"
    INTERPRETER = "interpreter"
    MEDIA = "media"
    DRIVER = "driver"


class RegistrationState(StrEnum):
    """How far a registration has come. A promised seat may have no name yet."""

    PROMISED = "promised"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    REGISTERED = "registered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One row of an event's participant list, as read by one select.

    ``order`` is the place in the list (protocol order is kept, people are not sorted by
    alphabet). ``position`` and ``organisation`` are what the list says in canonical spelling.
    ``province`` and ``district`` are codes; the ``_lo`` and ``_en`` fields are their short names,
    or the text as typed where the place is not known. ``phone`` is national digits beginning
    with 0, "" when unknown.
    """

    id: UUID
    version: int
    person_id: UUID | None
    order: int
    honorific: str
    given_name: str
    surname: str
    name_latin: str
    sex: Sex | None
    role: Role
    state: RegistrationState
    position: str
    organisation: str
    organisation_id: UUID | None
    organisation_type: str | None
    province: str | None
    province_lo: str
    province_en: str
    district: str | None
    district_lo: str
    district_en: str
    phone: str
    birth_year: int | None
    certificate_number: str
    sort_key: bytes

    @property
    def name(self) -> str:
        """Given name and surname, without honorific."""
        return f"{self.given_name} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class HeadCount:
    """People who were counted but not named: they add participations, never unique persons."""

    id: UUID
    version: int
    women: int
    men: int
    not_said: int
    role: Role
    organisation_id: UUID | None
    note: str
