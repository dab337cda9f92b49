"""Reading: one snapshot of the database, given out as frozen domain rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection

from workshopdesk.domain.agenda import Session
from workshopdesk.domain.attachment import Kept
from workshopdesk.domain.attendance import AttendanceMark
from workshopdesk.domain.budget import BudgetLine
from workshopdesk.domain.certificate import Certificate, CertificateRule, Printing, SigningKey
from workshopdesk.domain.consent import Consent
from workshopdesk.domain.counting import Count, Participation, Scope, Tally
from workshopdesk.domain.evaluation import EvaluationQuestion
from workshopdesk.domain.event import Event
from workshopdesk.domain.forms import ReportForm
from workshopdesk.domain.funding import Programme
from workshopdesk.domain.groups import GroupWish, WorkGroup
from workshopdesk.domain.history import Did, RecordChange, Sought
from workshopdesk.domain.indicators import Indicator
from workshopdesk.domain.invitation import Invitation
from workshopdesk.domain.office import Office
from workshopdesk.domain.organisation import Organisation
from workshopdesk.domain.payments import CurrencyRate, PayeeBefore, PaymentList, Rate
from workshopdesk.domain.people import Person
from workshopdesk.domain.places import Gazetteer
from workshopdesk.domain.planning import ChecklistItem
from workshopdesk.domain.reference import PositionRule, Term
from workshopdesk.domain.registration import HeadCount, ParticipantRow, Role
from workshopdesk.domain.sent import SentReport
from workshopdesk.domain.standing import Standing, YearInNumbers
from workshopdesk.store import anchors, stance
from workshopdesk.store.readers import (
    attachments,
    certificate_templates,
    consents,
    counted,
    events,
    forms,
    history,
    indicators,
    money,
    participation,
    parties,
    planning,
    records,
    reference,
    reported,
    standing,
)

if TYPE_CHECKING:
    from workshopdesk.store.counting import Facts


class Reader:
    """Everything that can be read, as it stood when the snapshot was taken."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts: list[tuple[Scope, Facts]] = []

    def events(self) -> tuple[Event, ...]:
        """All events, the newest first."""
        return events.events(self._connection)

    def standings(self, known: Sequence[Event]) -> tuple[Standing, ...]:
        """How these events stand, in the order given, by one query."""
        return standing.standings(self._connection, known)

    def touched(self, position: str, records: Collection[UUID]) -> frozenset[UUID]:
        """Which records anybody did something to since a position of the log."""
        return stance.touched(self._connection, position, records)

    def stages(self, event_id: UUID) -> tuple[int, int, int, int, int]:
        """An event's sessions, places on its list, women on it, groups, and people marked."""
        return standing.stages(self._connection, event_id)

    def programmes_of_events(self) -> dict[UUID, frozenset[UUID]]:
        """The programmes that share each event; events of none are left out."""
        return standing.programmes_of_events(self._connection)

    def head_counts_of_events(
        self, ids: Collection[UUID] | None = None
    ) -> dict[UUID, tuple[int, int]]:
        """Of every event how many people are on its list, and the women among them."""
        return standing.head_counts_of_events(self._connection, ids)

    def year_in_numbers(self, event_ids: Collection[UUID]) -> YearInNumbers:
        """People of these events, counted once each, and the provinces they came from."""
        return standing.year_in_numbers(self._connection, event_ids)

    def event(self, code_or_id: str | UUID) -> Event:
        """One event by its code or id. Raises UserError if none."""
        return events.event(self._connection, code_or_id)

    def sessions(self, event_id: UUID) -> tuple[Session, ...]:
        """The agenda of an event, in the order of its codes."""
        return events.sessions(self._connection, event_id)

    def groups(self, session_id: UUID) -> tuple[WorkGroup, ...]:
        """The groups of a group-work session, by number."""
        return events.groups(self._connection, session_id)

    def group_wishes(self, session_id: UUID) -> tuple[GroupWish, ...]:
        """Who is to be kept together or apart in a group-work session."""
        return events.group_wishes(self._connection, session_id)

    def attachments(self, event_id: UUID) -> tuple[Kept, ...]:
        """The files kept of an event, by name."""
        return attachments.of_event(self._connection, event_id)

    def content(self, attachment_id: UUID) -> bytes:
        """The bytes of a file that is kept. Raises UserError when it is gone."""
        return attachments.content(self._connection, attachment_id)

    def evaluation(self, event_id: UUID) -> tuple[EvaluationQuestion, ...]:
        """The questions of an event's evaluation with their answers, in order."""
        return reported.evaluation(self._connection, event_id)

    def sent_reports(self, event_id: UUID | None = None) -> tuple[SentReport, ...]:
        """Reports as they were sent (of an event), the newest first."""
        return reported.sent_reports(self._connection, event_id)

    def done_since(self, anchor: str, events: Sequence[UUID], limit: int = 50) -> tuple[Did, ...]:
        """What was done since then that can have changed figures of these events."""
        return reported.done_since(self._connection, anchor, events, limit)

    def refused(self, event_id: UUID, purpose: str) -> frozenset[UUID]:
        """Who of an event's people said no to a purpose."""
        return reported.refused(self._connection, event_id, purpose)

    def sensitive_without_consent(self, event_id: UUID) -> frozenset[UUID]:
        """Of whom of an event something sensitive is kept without their consent."""
        return reported.sensitive_without_consent(self._connection, event_id)

    def in_other_provinces(self, event_id: UUID) -> frozenset[UUID]:
        """Who of an event counts in the same year under another province too."""
        return reported.in_other_provinces(self._connection, event_id)

    def invitations(self, event_id: UUID) -> tuple[Invitation, ...]:
        """The letters of invitation of an event, in order."""
        return planning.invitations(self._connection, event_id)

    def basis(self, event_id: UUID) -> tuple[str, str]:
        """What an event rests on, in Lao and English."""
        return events.basis(self._connection, event_id)

    def checklist(self, event_id: UUID | None = None) -> tuple[ChecklistItem, ...]:
        """An event's checklist in its order; of all events what is still to be done, by date."""
        return planning.checklist(self._connection, event_id)

    def templates(self) -> tuple[tuple[UUID, str, str, str, str], ...]:
        """Stored templates of events by code: key, code, names, content as JSON."""
        return planning.templates(self._connection)

    def participants(self, event_id: UUID) -> tuple[ParticipantRow, ...]:
        """The participant list in its own order; cancelled and unnamed seats included."""
        return participation.participants(self._connection, event_id)

    def attendance(self, event_id: UUID) -> tuple[AttendanceMark, ...]:
        """All marks of an event."""
        return participation.attendance(self._connection, event_id)

    def certificates(self, event_id: UUID | None = None) -> tuple[Certificate, ...]:
        """All certificates (of an event), revoked ones too, in the order of their numbers."""
        return participation.certificates(self._connection, event_id)

    def event_of(self, registration_id: UUID) -> UUID | None:
        """The event a registration is of; None when it is gone."""
        return participation.event_of(self._connection, registration_id)

    def certificate_printings(self, event_id: UUID) -> tuple[Printing, ...]:
        """What was printed of an event's certificates, the oldest first."""
        return participation.certificate_printings(self._connection, event_id)

    def certificate_rule(self, event_id: UUID) -> CertificateRule:
        """Who gets a certificate of an event."""
        return participation.certificate_rule(self._connection, event_id)

    def certificate_templates(self) -> tuple[tuple[UUID, str, str], ...]:
        """Templates of certificates by name: key, name, content as JSON."""
        return certificate_templates.certificate_templates(self._connection)

    def certificate_template(self, event_id: UUID) -> tuple[UUID, str] | None:
        """The key and content of an event's certificate template; None when it has none."""
        return certificate_templates.certificate_template(self._connection, event_id)

    def signing_keys(self) -> tuple[SigningKey, ...]:
        """The keys certificates are signed with, the newest first."""
        return reference.signing_keys(self._connection)

    def payment_rates(self) -> tuple[Rate, ...]:
        """All rates that are paid by."""
        return money.payment_rates(self._connection)

    def currency_rates(self) -> tuple[CurrencyRate, ...]:
        """What currencies are worth in kip, from which day."""
        return money.currency_rates(self._connection)

    def payment_lists(self, event_id: UUID) -> tuple[PaymentList, ...]:
        """The payment lists of an event."""
        return money.payment_lists(self._connection, event_id)

    def payees_before(self, event_id: UUID) -> dict[UUID, PayeeBefore]:
        """How people of an event were last paid, there or before, by registration."""
        return money.payees_before(self._connection, event_id)

    def budget_lines(self, event_id: UUID) -> tuple[BudgetLine, ...]:
        """The lines of an event's budget."""
        return money.budget_lines(self._connection, event_id)

    def head_counts(self, event_id: UUID) -> tuple[HeadCount, ...]:
        """People counted but not named at an event."""
        return participation.head_counts(self._connection, event_id)

    def count(self, count: Count) -> Tally:
        """What a count comes to."""
        return self.facts(count.scope).tally(count)

    def facts(self, scope: Scope) -> Facts:
        """All that is needed to count in a scope, or in any within it; kept for this snapshot."""
        wanted = Scope(event=scope.event, first_day=scope.first_day, last_day=scope.last_day)
        for held, facts in self._facts:
            if held.holds(wanted):
                return facts
        # Counting loads numpy, which opening a window does not need.
        from workshopdesk.store.readers import counted_facts

        self._facts.append((wanted, counted_facts.read(self._connection, wanted)))
        return self._facts[-1][1]

    def indicators(self, programme_id: UUID | None = None) -> tuple[Indicator, ...]:
        """All indicators, or a programme's, with their targets. Raises UserError."""
        return indicators.indicators(self._connection, programme_id)

    def report_forms(self) -> tuple[ReportForm, ...]:
        """Funders' own forms by name. Raises UserError for one whose marks cannot be read."""
        return forms.report_forms(self._connection)

    def participations(self, event_id: UUID | None = None) -> tuple[Participation, ...]:
        """Every registration and head-count, or an event's, with what counting looks at."""
        return self.participations_of(None if event_id is None else [event_id])

    def participations_of(self, only: Collection[UUID] | None) -> tuple[Participation, ...]:
        """Those of some events, or of all, by the first day of their events."""
        known = counted.counted_events(self._connection, only)
        named = counted.participations(self._connection, known, only)
        return named + counted.heads(self._connection, known, only)

    def programmes(self) -> tuple[Programme, ...]:
        """All programmes with their funders, by code."""
        return parties.programmes(self._connection)

    def programmes_of(self, event_id: UUID) -> tuple[Programme, ...]:
        """The programmes that share an event, in its own order."""
        return parties.programmes(self._connection, event_id)

    def hosts(self, event_id: UUID) -> tuple[Organisation, ...]:
        """Who hosts an event."""
        return parties.organisations_of(self._connection, event_id, "host")

    def organisers(self, event_id: UUID) -> tuple[Organisation, ...]:
        """Who organises an event."""
        return parties.organisations_of(self._connection, event_id, "organiser")

    def organisations(self) -> tuple[Organisation, ...]:
        """All organisations, in Lao alphabetical order."""
        return parties.organisations(self._connection)

    def people(self, search: str = "", limit: int = 200) -> tuple[Person, ...]:
        """Everyone, or who fits ``search``: parts of names, phone, unit, code; merged ones not."""
        return parties.people(self._connection, search, limit)

    def person(self, id: UUID) -> Person:
        """One person. Raises UserError if none."""
        return parties.person(self._connection, id)

    def consents(self, person_id: UUID) -> tuple[Consent, ...]:
        """What one person agreed to or refused, by purpose, the newest first."""
        return consents.consents(self._connection, person_id)

    def phones(self, person_ids: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
        """Phone numbers by person; people without any are left out."""
        return parties.phones(self._connection, person_ids)

    def identifiers(self) -> dict[UUID, tuple[str, ...]]:
        """Everyone's identifiers as "kind value"; people without any are left out."""
        return parties.identifiers(self._connection)

    def parts(self, person_id: UUID) -> tuple[Person, ...]:
        """Who was merged into a person, at whatever remove, as they are stored."""
        return parties.parts(self._connection, person_id)

    def events_of(self, person_id: UUID) -> tuple[tuple[UUID, Role, bool], ...]:
        """The events a person is registered for, the latest first: event, role, if cancelled."""
        return parties.events_of(self._connection, person_id)

    def merged_into(self) -> dict[UUID, UUID]:
        """Of every merged person the one they are part of now."""
        return parties.merged_into(self._connection)

    def not_same(self) -> frozenset[frozenset[UUID]]:
        """Pairs of people who were found not to be one."""
        return parties.not_same(self._connection)

    def gazetteer(self) -> Gazetteer:
        """All places in use."""
        return reference.gazetteer(self._connection)

    def roles(self) -> tuple[Term, ...]:
        """The words for roles."""
        return reference.roles(self._connection)

    def organisation_types(self) -> tuple[Term, ...]:
        """The types of organisations."""
        return reference.organisation_types(self._connection)

    def ethnic_families(self) -> tuple[Term, ...]:
        """The ethno-linguistic families."""
        return reference.ethnic_families(self._connection)

    def ethnic_groups(self) -> tuple[Term, ...]:
        """The ethnic groups, each with its family as ``parent``."""
        return reference.ethnic_groups(self._connection)

    def position_rules(self) -> tuple[PositionRule, ...]:
        """Which positions mean which role."""
        return reference.position_rules(self._connection)

    def office(self) -> Office:
        """The issuing office."""
        return reference.office(self._connection)

    def paper_texts(self) -> dict[str, dict[str, str]]:
        """The editable wordings of papers: {code: {language: text}}."""
        return reference.paper_texts(self._connection)

    def anchor(self, most: int | None = None) -> str:
        """Where the log stands: for reports to carry, so that a log cut off later is found.
        ``most``: of no more devices than that, those that wrote most."""
        return anchors.anchor(self._connection, most)

    def holds_anchor(self, said: str) -> bool:
        """Whether the log still holds all that an anchor (as on a report) names."""
        return anchors.is_held(self._connection, said)

    def first_author(self) -> str:
        """Who made this database."""
        return history.first_author(self._connection)

    def history(
        self, *, author: str = "", record_id: UUID | None = None, limit: int = 200
    ) -> tuple[Did, ...]:
        """What people did, the newest first: all of it, one person's, or to one record."""
        return history.actions(self._connection, author=author, record_id=record_id, limit=limit)

    def did(
        self, wanted: Sought, *, limit: int = 200, before: UUID | None = None
    ) -> tuple[Did, ...]:
        """The newest actions that are wanted; ``before`` one that was seen, for the next ones."""
        return history.sought(self._connection, wanted, limit=limit, before=before)

    def action(self, action_id: UUID) -> Did:
        """One action. Raises UserError if none has this key."""
        return history.action(self._connection, action_id)

    def authors(self) -> tuple[str, ...]:
        """Everyone who ever wrote here."""
        return history.authors(self._connection)

    def devices(self) -> tuple[tuple[UUID, str], ...]:
        """Every machine that ever wrote here: key, and name where it has one."""
        return history.devices(self._connection)

    def changes(self, action_id: UUID, limit: int | None = None) -> tuple[RecordChange, ...]:
        """What one action changed, with before and after; the first ``limit`` records."""
        return history.changes(self._connection, action_id, limit)

    def values(self, kind: str, ids: Iterable[UUID]) -> dict[UUID, dict[str, object]]:
        """What records of a table hold, by field; deleted ones, what they held last."""
        return records.values(self._connection, kind, ids)

    def undoable(self, author: str) -> Did | None:
        """What Undo would take back for this person."""
        return history.undoable(self._connection, author)

    def redoable(self, author: str) -> Did | None:
        """What Redo would do again for this person."""
        return history.redoable(self._connection, author)

    def changes_of(self, record_id: UUID) -> tuple[RecordChange, ...]:
        """Everything that happened to one record, the oldest first."""
        return history.changes_of(self._connection, record_id)

    def layout(self, fingerprint: str) -> dict[str, str] | None:
        """The column mapping confirmed for lists of this look, or None."""
        return reference.layout(self._connection, fingerprint)
