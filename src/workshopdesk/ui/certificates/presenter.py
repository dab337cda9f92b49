"""What the certificates' page shows: who has one and why, and whom a typed name means. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from workshopdesk.domain.certificate import Certificate, CertificateRule, Decision, Printing, Why
from workshopdesk.domain.event import Event
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.lao.text import search_key
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.issuing import decisions
from workshopdesk.services.papers.register import became
from workshopdesk.store import Reader

EVERYONE, GET, NONE, REVOKED = "all", "get", "none", "revoked"
OFFERED = 6
"""So many people are offered for a typed name."""
_WHY = {
    Why.EARNED: N_("Earned"),
    Why.REGISTERED: N_("Registered; attendance is not taken yet"),
    Why.ALLOWED: N_("Exception: %(reason)s"),
    Why.REFUSED: N_("Refused: %(reason)s"),
    Why.ROLE_OUT: N_("The role %(role)s gets none"),
    Why.TOO_FEW: N_("Too few half-days: %(present)d of %(needed)d"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One person, or one more certificate of theirs: final words and what they stand for."""

    id: tuple[UUID, UUID | None]
    order: str
    name: str
    latin: str
    unit: str
    half_days: str
    decision: str
    entitled: bool
    number: str
    state: str
    holds: bool
    printed: str
    printed_at: datetime | None
    certificate: Certificate | None
    registered: bool
    key: str

    @property
    def registration_id(self) -> UUID:
        """Whose line it is."""
        return self.id[0]


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page. ``needed``: half-days that earn a certificate."""

    event: Event
    lines: tuple[Line, ...]
    rule: CertificateRule
    needed: int
    roles: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    listed: frozenset[UUID]

    def counts(self) -> dict[str, int]:
        """How many lines each view has."""
        return {view: len(shown(self.lines, view)) for view in (EVERYONE, GET, NONE, REVOKED)}

    def line(self, registration_id: UUID) -> Line | None:
        """Somebody's newest line."""
        return next((x for x in self.lines if x.registration_id == registration_id), None)


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read the page."""
    event = reader.event(event_id)
    facts = read_facts(reader, event.code)
    printings: dict[UUID, Printing] = {
        p.certificate_id: p for p in reader.certificate_printings(event_id)
    }
    english = screen_language() == "en"
    roles = tuple((r.code, (r.name_en if english else r.name_lo) or r.code) for r in facts.roles)
    made = _Lines(facts, printings, dict(roles))
    lines = made.all()
    units = dict.fromkeys(line.unit for line in lines if line.unit and line.registered)
    listed = frozenset(p.person_id for p in facts.people if p.person_id)
    return ScreenState(
        event, lines, facts.certificate_rule, made.needed, roles, tuple(units), listed
    )


def shown(lines: Iterable[Line], view: str) -> tuple[Line, ...]:
    """The lines of a view."""
    return tuple(line for line in lines if _fits(line, view))


def _fits(line: Line, view: str) -> bool:
    match view:
        case "get":
            return line.entitled and (line.certificate is None or line.holds)
        case "none":
            return not line.entitled
        case "revoked":
            return line.certificate is not None and not line.holds
    return True


def to_print(state: ScreenState, *, only_new: bool, unit: str) -> tuple[UUID, ...]:
    """The registrations whose certificates are printed, in list order."""
    return tuple(
        dict.fromkeys(
            line.registration_id
            for line in state.lines
            if line.registered
            and (line.holds or (line.entitled and line.certificate is None))
            and (not only_new or line.printed_at is None)
            and (not unit or line.unit == unit)
        )
    )


def meant(state: ScreenState, text: str) -> tuple[Line, ...]:
    """The people a part of a name means, in either script and any spelling; list order."""
    key = search_key(text)
    if not key:
        return ()
    newest: dict[UUID, Line] = {}
    for line in state.lines:
        if line.registered:
            newest.setdefault(line.registration_id, line)
    return tuple(line for line in newest.values() if key in line.key or text.strip() == line.order)


def completes(event: Event) -> str:
    """The rule of those who set no other, in words."""
    return _("Whoever completes the event (%(percent)d %%)") % {"percent": event.completion_percent}


def at_least(half_days: int) -> str:
    """ "At least 3 half-days"."""
    said = ngettext("At least %(n)d half-day", "At least %(n)d half-days", half_days)
    return said % {"n": half_days}


class _Lines:
    """Makes the lines of an event."""

    def __init__(
        self, facts: EventFacts, printings: dict[UUID, Printing], roles: dict[str, str]
    ) -> None:
        self._facts, self._printings, self._roles = facts, printings, roles
        self._of: dict[UUID, list[Certificate]] = {}
        for certificate in facts.certificates:
            self._of.setdefault(certificate.registration_id, []).insert(0, certificate)
        self._next = {c.replaces_id: c.number for c in facts.certificates if c.replaces_id}
        percent, whole = facts.event.completion_percent, len(facts.expected)
        rule = facts.certificate_rule.half_days
        self.needed = -(-percent * whole // 100) if rule is None else rule

    def all(self) -> tuple[Line, ...]:
        """Everyone registered in list order, then certificates of those who are not any more."""
        lines: list[Line] = []
        judged = decisions(self._facts)
        for person, decision in judged:
            theirs: Sequence[Certificate | None] = self._of.get(person.id) or (None,)
            lines += [self._line(person, decision, one) for one in theirs]
        known = {person.id for person, _decision in judged}
        for certificate in self._facts.certificates:
            if certificate.registration_id not in known:
                lines.append(self._gone(certificate))
        return tuple(lines)

    def _line(
        self, person: ParticipantRow, decision: Decision, certificate: Certificate | None
    ) -> Line:
        present = len(self._facts.present.get(person.id, ()))
        taken = bool(self._facts.attendance)
        return Line(
            id=(person.id, certificate.id if certificate else None),
            order=str(person.order),
            name=person.name,
            latin=person.name_latin,
            unit=person.organisation,
            half_days=f"{present}/{len(self._facts.expected)}" if taken else "",
            decision=self._why(decision, person, present),
            entitled=decision.entitled,
            registered=True,
            key=search_key(f"{person.name} {person.name_latin}"),
            **self._issued(certificate),  # type: ignore[arg-type]  # the fields of a certificate
        )

    def _gone(self, certificate: Certificate) -> Line:
        return Line(
            id=(certificate.registration_id, certificate.id),
            order="",
            name=certificate.name,
            latin=certificate.name_latin,
            unit=certificate.unit,
            half_days="",
            decision=_("Not registered any more"),
            entitled=False,
            registered=False,
            key=search_key(f"{certificate.name} {certificate.name_latin}"),
            **self._issued(certificate),  # type: ignore[arg-type]  # the fields of a certificate
        )

    def _issued(self, certificate: Certificate | None) -> dict[str, object]:
        if certificate is None:
            return {"number": "", "state": "", "holds": False, "printed": "",
                    "printed_at": None, "certificate": None}  # fmt: skip
        language = "en" if screen_language() == "en" else "lo"
        state = became(certificate, self._next.get(certificate.id, ""), language)
        if certificate.reason:
            state = f"{state} · {certificate.reason}"
        printed = self._printings.get(certificate.id)
        # A copy that was given out anew is to be printed anew.
        at = printed.at.astimezone() if printed and printed.copy >= certificate.copy else None
        return {
            "number": certificate.number, "state": state,
            "holds": certificate.state != "revoked",
            "printed": said_when(at), "printed_at": at, "certificate": certificate,
        }  # fmt: skip

    def _why(self, decision: Decision, person: ParticipantRow, present: int) -> str:
        return _(_WHY[decision.why]) % {
            "reason": decision.reason,
            "role": self._roles.get(person.role, person.role),
            "present": present,
            "needed": self.needed,
        }


def said_when(at: datetime | None) -> str:
    """The day and the time; "" for never."""
    return "" if at is None else f"{at:%d/%m/%Y %H:%M}"


def names_of(lines: Sequence[Line]) -> str:
    """Whom an action concerns: a name, or how many."""
    if len(lines) == 1:
        return lines[0].name
    return ngettext("%(n)d person", "%(n)d people", len(lines)) % {"n": len(lines)}
