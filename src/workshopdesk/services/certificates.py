"""The register of certificates: reissuing, replacing, revoking, and the rule for who gets one.

What a certificate says is kept as it was issued; nothing here changes or deletes it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from workshopdesk.domain.certificate import CertificateState
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.registration import ParticipantRow, RegistrationState
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.issuing import holding, issue_to, sign, taking_turns
from workshopdesk.store import Store, UnitOfWork
from workshopdesk.store import tables as t
from workshopdesk.verifying import KeyPair


def revoke(store: Store, certificate_id: UUID, reason: str, today: date) -> None:
    """Withdraw a certificate for good. Raises UserError without a reason, or when it is already."""
    with store.unit_of_work(N_("Revoke a certificate")) as work:
        record = _holding(work, certificate_id)
        _revoke(record, reason, today)
        work.commit()


def reissue(store: Store, certificate_id: UUID, reason: str) -> int:
    """Give out the same certificate once more (same number): gives which copy it is.

    Raises UserError without a reason, or when it is revoked.
    """
    with store.unit_of_work(N_("Reissue a certificate")) as work:
        record = _holding(work, certificate_id)
        record.reason = _reason(reason)
        record.state = CertificateState.REISSUED
        record.copy = (record.copy or 1) + 1
        work.commit()
        return record.copy


def replace(
    store: Store,
    event_code: str,
    certificate_id: UUID,
    reason: str,
    today: date,
    *,
    key: KeyPair | None = None,
) -> None:
    """Withdraw a certificate and issue another under a new number, as things are known now.

    One revoked before keeps its reason and its day. Raises UserError without a reason, when the
    person is not registered any more, or has another certificate that holds.
    """

    def exchanged() -> None:
        with store.unit_of_work(N_("Replace a certificate of %(event)s"), event=event_code) as work:
            record = work.get(t.Certificate, certificate_id)
            if record.state != CertificateState.REVOKED:
                _revoke(record, reason, today)
            work.flush()
            facts = read_facts(work.reader, event_code)
            issue_to(work, facts, _to_be_certified(facts, record), replaces=record.id)
            work.flush()
            if key:
                sign(work, read_facts(work.reader, event_code), key)
            work.commit()

    taking_turns(exchanged)


def _to_be_certified(facts: EventFacts, record: t.Certificate) -> ParticipantRow:
    person = next((p for p in facts.people if p.id == record.registration_id), None)
    if person is None or person.state is not RegistrationState.REGISTERED:
        raise UserError(_("This person is no longer registered for the event"))
    newer = next((c for c, p in holding(facts) if p.id == person.id), None)
    if newer is not None:
        raise UserError(
            _("%(name)s has certificate %(number)s") % {"name": newer.name, "number": newer.number}
        )
    return person


def set_rule(
    store: Store, event_code: str, *, half_days: int | None, roles_out: frozenset[str]
) -> None:
    """Say who gets a certificate of an event: see ``domain.certificate.CertificateRule``."""
    with store.unit_of_work(N_("Rule for certificates of %(event)s"), event=event_code) as work:
        event = work.get(t.Event, work.reader.event(event_code).id)
        event.certificate_half_days = half_days
        event.certificate_roles_out = " ".join(sorted(roles_out))
        work.commit()


def set_exception(
    store: Store, registration_id: UUID, allowed: bool | None, reason: str = ""
) -> None:
    """``set_exceptions`` for one person."""
    set_exceptions(store, [registration_id], allowed, reason)


def set_exceptions(
    store: Store, registration_ids: Collection[UUID], allowed: bool | None, reason: str = ""
) -> None:
    """Let people have a certificate against the rule, or none; None: as the rule says again.

    Raises UserError without a reason.
    """
    with store.unit_of_work(N_("Exception for a certificate")) as work:
        for registration_id in registration_ids:
            _except(work, registration_id, allowed, reason)
        work.commit()


def _except(work: UnitOfWork, registration_id: UUID, allowed: bool | None, reason: str) -> None:
    found = work.find(t.CertificateException, registration_id=registration_id)
    if allowed is None:
        for record in found:
            work.delete(record)
    elif found:
        found[0].allowed, found[0].reason = allowed, _reason(reason)
    else:
        work.add(
            t.CertificateException(
                registration_id=registration_id, allowed=allowed, reason=_reason(reason)
            )
        )


def note_printed(store: Store, certificate_ids: Sequence[UUID], way: str) -> None:
    """Remember that these came out of a printer or into a file (``way``: "printer", "file")."""
    with store.unit_of_work(N_("Certificates were printed")) as work:
        for certificate_id in certificate_ids:
            record = work.get(t.Certificate, certificate_id)
            work.add(
                t.CertificatePrinting(
                    certificate_id=certificate_id,
                    printed_at=work.now(),
                    copy=record.copy or 1,
                    way=way,
                )
            )
        work.commit()


def _holding(work: UnitOfWork, certificate_id: UUID) -> t.Certificate:
    record = work.get(t.Certificate, certificate_id)
    if record.state == CertificateState.REVOKED:
        raise UserError(
            _("Certificate %(number)s is revoked") % {"number": record.number},
            _("Replace it: the person gets a new number."),
        )
    return record


def _revoke(record: t.Certificate, reason: str, today: date) -> None:
    record.reason = _reason(reason)
    record.state = CertificateState.REVOKED
    record.revoked_on = today


def _reason(reason: str) -> str:
    if not reason.strip():
        raise UserError(_("A reason is needed"), _("It stands in the register for ever."))
    return reason.strip()
