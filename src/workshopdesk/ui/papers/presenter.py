"""What the papers' page offers: the papers of an event, their languages and formats. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from workshopdesk.domain.agenda import SessionKind
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.i18n import N_, _
from workshopdesk.store import Reader

PDF, EXCEL = "pdf", "xlsx"
LANGUAGES = (("lo", "ລາວ"), ("en", "English"), ("lo-en", "ລາວ + English"))
_BOTH = (PDF, EXCEL)
# kind, words, icon, formats
_PAPERS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("sign-in-sheet", N_("Sign-in sheet"), "writing-sign", _BOTH),
    ("participant-list", N_("Participant list"), "list-numbers", _BOTH),
    ("agenda", N_("Agenda"), "clock", _BOTH),
    ("group-lists", N_("Group lists and questions"), "users-group", (PDF,)),
    ("findings", N_("Findings of the groups"), "bulb", (PDF,)),
    ("certificates", N_("Certificates"), "certificate", (PDF,)),
    ("badges", N_("Name badges"), "id-badge-2", (PDF,)),
    ("table-tents", N_("Table tents"), "tent", (PDF,)),
    ("invitations", N_("Invitations"), "mail", (PDF,)),
    ("per-diem", N_("Payment list"), "cash", _BOTH),
    ("event-report", N_("Event report"), "clipboard-text", (PDF,)),
    ("funder-workbook", N_("Funder workbook"), "table", (EXCEL,)),
)
_NEEDS = {
    "sign-in-sheet": "people", "participant-list": "people", "certificates": "people",
    "badges": "people", "table-tents": "people", "invitations": "invitations",
    "per-diem": "payments", "agenda": "sessions", "group-lists": "groups", "findings": "findings",
}  # fmt: skip
_LACKING = {
    "people": N_("Nobody is on the list yet"),
    "sessions": N_("The agenda is empty"),
    "groups": N_("No groups yet"),
    "findings": N_("No findings yet"),
    "invitations": N_("Nobody is invited yet"),
    "payments": N_("There is no payment list yet"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. ``lacking`` says why it cannot be made yet, "" when it can."""

    kind: str
    name: str
    icon: str
    formats: tuple[str, ...]
    lacking: str

    @property
    def formats_text(self) -> str:
        """ "PDF, Excel"."""
        return ", ".join("PDF" if f == PDF else "Excel" for f in self.formats)


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page."""

    event_code: str
    papers: tuple[Paper, ...]
    people: tuple[tuple[UUID, str, str], ...] = ()
    """Who is on the list: key, name, unit."""

    def units(self) -> tuple[str, ...]:
        """The units people come from, in the order of the list."""
        return tuple(dict.fromkeys(unit for _id, _name, unit in self.people if unit))

    def of_unit(self, unit: str) -> frozenset[UUID]:
        """The people of a unit."""
        return frozenset(id for id, _name, of in self.people if of == unit)

    def paper(self, kind: str) -> Paper | None:
        """The paper of a kind."""
        return next((p for p in self.papers if p.kind == kind), None)


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read which papers an event can have."""
    event = reader.event(event_id)
    listed = tuple(
        (row.id, row.name, row.organisation)
        for row in reader.participants(event_id)
        if row.state is not RegistrationState.CANCELLED and row.person_id is not None
    )
    sessions = reader.sessions(event_id)
    groups = [g for s in sessions if s.kind is SessionKind.GROUP_WORK for g in reader.groups(s.id)]
    there = {
        "people": bool(listed),
        "sessions": bool(sessions),
        "groups": bool(groups),
        "findings": any(group.findings for group in groups),
        "invitations": bool(reader.invitations(event_id)),
        "payments": bool(reader.payment_lists(event_id)),
    }
    made = []
    for kind, name, icon, formats in _PAPERS:
        needs = _NEEDS.get(kind, "")
        lacking = "" if there.get(needs, True) else _(_LACKING[needs])
        made.append(Paper(kind, _(name), icon, formats, lacking))
    return ScreenState(event.code, tuple(made), listed)
