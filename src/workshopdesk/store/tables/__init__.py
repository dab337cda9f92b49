"""Everything remembered, as SQLAlchemy tables. Handled by services only inside a unit of work."""

from workshopdesk.store.tables.base import Base, Record
from workshopdesk.store.tables.events import (
    Event,
    EventChair,
    EventOrganisation,
    EventProgramme,
    Session,
    SessionPart,
)
from workshopdesk.store.tables.log import Action, Change, Device, PersonalValues
from workshopdesk.store.tables.office import (
    Attachment,
    Content,
    ListLayout,
    Office,
    OfficeSigner,
    PaperText,
)
from workshopdesk.store.tables.organisations import Organisation
from workshopdesk.store.tables.participation import (
    Attendance,
    Certificate,
    CertificateSeries,
    Finding,
    GroupMember,
    HeadCount,
    Registration,
    WorkGroup,
)
from workshopdesk.store.tables.people import (
    Consent,
    Person,
    PersonContact,
    PersonIdentifier,
    PersonLeftBehindGroup,
    PersonSensitive,
)
from workshopdesk.store.tables.programmes import (
    Funder,
    Indicator,
    LeftBehindGroup,
    Programme,
    ProgrammeFunder,
)
from workshopdesk.store.tables.reference import (
    District,
    EthnicFamily,
    EthnicGroup,
    OrganisationType,
    PositionRule,
    Province,
    RoleTerm,
)

__all__ = [
    "Action",
    "Attachment",
    "Attendance",
    "Base",
    "Certificate",
    "CertificateSeries",
    "Change",
    "Consent",
    "Content",
    "Device",
    "District",
    "EthnicFamily",
    "EthnicGroup",
    "Event",
    "EventChair",
    "EventOrganisation",
    "EventProgramme",
    "Finding",
    "Funder",
    "GroupMember",
    "HeadCount",
    "Indicator",
    "LeftBehindGroup",
    "ListLayout",
    "Office",
    "OfficeSigner",
    "Organisation",
    "OrganisationType",
    "PaperText",
    "Person",
    "PersonContact",
    "PersonIdentifier",
    "PersonLeftBehindGroup",
    "PersonSensitive",
    "PersonalValues",
    "PositionRule",
    "Programme",
    "ProgrammeFunder",
    "Province",
    "Record",
    "Registration",
    "RoleTerm",
    "Session",
    "SessionPart",
    "WorkGroup",
]
