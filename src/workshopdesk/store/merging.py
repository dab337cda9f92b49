"""Two people who are one: joining their records, and telling them apart again at any later time.

Hides what belongs to a person. The merged person stays, pointing to the one kept. What a merge
did is read back from the change log, so there is no second record of it to go stale: telling
apart turns every field back that still holds what the merge left there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from sqlalchemy import select

from workshopdesk.domain.attendance import PRESENT, Mark
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.history import FieldChange, RecordChange
from workshopdesk.domain.registration import RegistrationState
from workshopdesk.i18n import _
from workshopdesk.store import tables as t
from workshopdesk.store.readers import history
from workshopdesk.store.rebuilding import record_tables
from workshopdesk.store.recording import logged_fields
from workshopdesk.store.tables import Record
from workshopdesk.store.turning import record_from, turned, value_of
from workshopdesk.store.units import UnitOfWork

FIELDS = tuple(name for name in logged_fields(t.Person).all if name != "merged_into_id")
"""What may be taken over from the other person."""
_AS_THEN = (
    "honorific", "position", "organisation_text", "organisation_id", "province", "district",
    "province_text", "district_text",
)  # fmt: skip
_EARLY = (RegistrationState.PROMISED, RegistrationState.INVITED)


def merge(work: UnitOfWork, keep_id: UUID, other_id: UUID, take: Collection[str] = ()) -> None:
    """Make the other person part of the one kept.

    ``take`` names the fields (of FIELDS) whose value comes from the other; a field the kept
    person has nothing in is filled anyway. Registrations move with their marks, certificates
    and groups; of two for one event the kept person's stands (see docs/decisions) and the
    other is cancelled. Raises UserError when the two are one already.
    """
    keep, other = work.get(t.Person, keep_id), work.get(t.Person, other_id)
    if keep.id == other.id or keep.merged_into_id is not None or other.merged_into_id is not None:
        raise UserError(_("These were merged before"))
    unknown = set(take) - set(FIELDS)
    if unknown:
        raise UserError(_("No such field"), ", ".join(sorted(unknown)))
    for name in FIELDS:
        if name in take or _is_blank(getattr(keep, name)):
            setattr(keep, name, getattr(other, name))
    _merge_numbers(work, keep, other)
    _merge_sensitive(work, keep, other)
    for consent in work.find(t.Consent, person_id=other.id):
        consent.person_id = keep.id
    for chair in work.find(t.EventChair, person_id=other.id):
        chair.person_id = keep.id
    for attachment in work.find(t.Attachment, person_id=other.id):
        attachment.person_id = keep.id
    _merge_registrations(work, keep, other)
    other.merged_into_id = keep.id


def _is_blank(value: object) -> bool:
    return value is None or value == ""


def _merge_numbers(work: UnitOfWork, keep: t.Person, other: t.Person) -> None:
    """Contacts and identifiers; one that both have stays with each."""
    contacts = work.find(t.PersonContact, person_id=keep.id)
    known = {(c.kind, c.value) for c in contacts}
    order = max((c.order for c in contacts), default=0)
    for contact in work.find(t.PersonContact, person_id=other.id):
        if (contact.kind, contact.value) not in known:
            order += 1
            contact.person_id, contact.order = keep.id, order
    identifiers = {(i.kind, i.value) for i in work.find(t.PersonIdentifier, person_id=keep.id)}
    for identifier in work.find(t.PersonIdentifier, person_id=other.id):
        if (identifier.kind, identifier.value) not in identifiers:
            identifier.person_id = keep.id


def _merge_sensitive(work: UnitOfWork, keep: t.Person, other: t.Person) -> None:
    """These have one record a person: what the kept one lacks is copied."""
    theirs = work.find(t.PersonSensitive, person_id=other.id)
    mine = work.find(t.PersonSensitive, person_id=keep.id)
    if theirs:
        target = mine[0] if mine else work.add(t.PersonSensitive(person_id=keep.id))
        for name in logged_fields(t.PersonSensitive).all:
            if name != "person_id" and getattr(target, name) is None:
                setattr(target, name, getattr(theirs[0], name))
    groups = {g.group_id for g in work.find(t.PersonLeftBehindGroup, person_id=keep.id)}
    for group in work.find(t.PersonLeftBehindGroup, person_id=other.id):
        if group.group_id not in groups:
            work.add(t.PersonLeftBehindGroup(person_id=keep.id, group_id=group.group_id))


def _merge_registrations(work: UnitOfWork, keep: t.Person, other: t.Person) -> None:
    standing = {
        r.event_id: r
        for r in reversed(work.find(t.Registration, person_id=keep.id))
        if r.state != RegistrationState.CANCELLED
    }
    for registration in work.find(t.Registration, person_id=other.id):
        registration.person_id = keep.id
        stands = standing.get(registration.event_id)
        if stands is not None and registration.state != RegistrationState.CANCELLED:
            _join(work, stands, registration)


def _join(work: UnitOfWork, stands: t.Registration, second: t.Registration) -> None:
    """One person takes part in an event once: what was entered on either counts."""
    if stands.state in _EARLY and second.state not in _EARLY:
        stands.state = second.state
    for name in _AS_THEN:
        if _is_blank(getattr(stands, name)):
            setattr(stands, name, getattr(second, name))
    _join_marks(work, stands, second)
    _join_groups(work, stands, second)
    _join_certificates(work, stands, second)
    _join_wishes(work, stands, second)
    for part in work.find(t.SessionPart, registration_id=second.id):
        part.registration_id = stands.id
    for group in work.find(t.WorkGroup, facilitator_id=second.id):
        group.facilitator_id = stands.id
    for group in work.find(t.WorkGroup, rapporteur_id=second.id):
        group.rapporteur_id = stands.id
    second.state = RegistrationState.CANCELLED


def _join_marks(work: UnitOfWork, stands: t.Registration, second: t.Registration) -> None:
    mine = {m.half_day: m for m in work.find(t.Attendance, registration_id=stands.id)}
    for mark in work.find(t.Attendance, registration_id=second.id):
        known = mine.get(mark.half_day)
        if known is None:
            work.add(
                t.Attendance(
                    registration_id=stands.id,
                    half_day=mark.half_day,
                    mark=mark.mark,
                    source=mark.source,
                    evidence_id=mark.evidence_id,
                )
            )
        elif Mark(known.mark) not in PRESENT and Mark(mark.mark) in PRESENT:
            known.mark, known.source = mark.mark, mark.source
            known.evidence_id = mark.evidence_id


def _join_groups(work: UnitOfWork, stands: t.Registration, second: t.Registration) -> None:
    def session(member: t.GroupMember) -> UUID:
        return work.get(t.WorkGroup, member.group_id).session_id

    taken = {session(m) for m in work.find(t.GroupMember, registration_id=stands.id)}
    for member in work.find(t.GroupMember, registration_id=second.id):
        if session(member) not in taken:
            work.add(
                t.GroupMember(
                    group_id=member.group_id,
                    registration_id=stands.id,
                    order=member.order,
                    locked=member.locked,
                )
            )
        work.delete(member)


def _join_certificates(work: UnitOfWork, stands: t.Registration, second: t.Registration) -> None:
    """A certificate goes along unless the person has another one: numbers are never lost."""
    if not work.find(t.CertificateException, registration_id=stands.id):
        for allowed in work.find(t.CertificateException, registration_id=second.id):
            work.add(
                t.CertificateException(
                    registration_id=stands.id, allowed=allowed.allowed, reason=allowed.reason
                )
            )
    if any(c.state != "revoked" for c in work.find(t.Certificate, registration_id=stands.id)):
        return
    for certificate in work.find(t.Certificate, registration_id=second.id):
        certificate.registration_id = stands.id


def _join_wishes(work: UnitOfWork, stands: t.Registration, second: t.Registration) -> None:
    """Who is to sit with whom: wishes of either hold for the one; nobody sits with themself."""
    wishes = {
        wish.id: wish
        for wish in (
            *work.find(t.GroupWish, registration_id=second.id),
            *work.find(t.GroupWish, other_id=second.id),
        )
    }
    for wish in wishes.values():
        partner = wish.other_id if wish.registration_id == second.id else wish.registration_id
        first, other = sorted((stands.id, partner))
        key = t.GroupWish.key(wish.session_id, first, other)
        if partner != stands.id and not work.find(t.GroupWish, id=key):
            work.add(
                t.GroupWish(
                    session_id=wish.session_id, registration_id=first, other_id=other,
                    kind=wish.kind,
                )
            )  # fmt: skip
        work.delete(wish)


def unmerge(work: UnitOfWork, person_id: UUID) -> UUID:
    """Tell a merged person apart again; gives the key of the person it was part of.

    Both are as they were; what was entered since on a record stays on that record, what was
    added since to the kept person stays theirs. Raises UserError when nothing was merged.
    """
    person = work.get(t.Person, person_id)
    if person.merged_into_id is None:
        raise UserError(_("This person is not merged"))
    kept_id = person.merged_into_id
    later = {_merge_action(work, id) for id in _merged_on(work, kept_id)}
    now = _Now(work, frozenset(later))
    changes = history.changes(work.connection, _merge_action(work, person_id))
    for operation in ("U", "C", "D"):
        for change in reversed(changes):
            if change.operation == operation:
                now.turn_back(change)
        work.flush()
    return kept_id


def _merged_on(work: UnitOfWork, kept_id: UUID) -> Iterator[UUID]:
    """The kept person, if merged into another since, and so on."""
    into = work.get(t.Person, kept_id).merged_into_id
    while into is not None:
        yield kept_id
        kept_id, into = into, work.get(t.Person, into).merged_into_id


def _merge_action(work: UnitOfWork, person_id: UUID) -> UUID:
    for change in reversed(history.changes_of(work.connection, person_id)):
        if any(f.field == "merged_into_id" and f.after is not None for f in change.fields):
            return change.action_id
    raise UserError(_("The log does not say what was merged"))


class _Now:
    """The records as they are now, to be turned back to before the merge where still due."""

    def __init__(self, work: UnitOfWork, later: frozenset[UUID]) -> None:
        self._work = work
        self._later = later
        self._tables = {table.__tablename__: table for table in record_tables()}

    def turn_back(self, change: RecordChange) -> None:
        """Take back one record's change, as far as nothing was built upon it."""
        table = self._tables[change.kind]
        found = self._work.find(table, id=change.record_id)
        if change.operation == "U" and found:
            self._turn_fields(found[0], change)
        elif change.operation == "C" and found and found[0].version == change.version:
            self._work.delete_alone(found[0])
        elif change.operation == "D" and not found:
            record = record_from(table, turned(change))
            if self._has_all_it_needs(record):
                self._work.add(record)

    def _turn_fields(self, record: Record, change: RecordChange) -> None:
        """What a later merge moved on comes back as well, with its place among the others."""
        table = type(record)
        columns = table.__table__.c
        moves = [f.field for f in change.fields if columns[f.field].foreign_keys]
        due = {name for name in moves if self._moved_it(change, name)}
        for field in change.fields:
            still = getattr(record, field.field) == value_of(table, field.field, field.after)
            if field.field not in moves and (still or (due and field.field == "order")):
                due.add(field.field)
        for field in change.fields:
            if field.field in due:
                before = field.before if field.field in moves else self._before(change, field)
                setattr(record, field.field, value_of(table, field.field, before))

    def _before(self, change: RecordChange, field: FieldChange) -> object:
        """What stood there before, without what a merge left there that was told apart since."""
        before = field.before
        earlier = [
            (one.action_id, f)
            for one in history.changes_of(self._work.connection, change.record_id)
            for f in (one.fields if one.operation == "U" else ())
            if f.field == field.field
        ]
        places = [n for n, (action, _f) in enumerate(earlier) if action == change.action_id]
        for action, f in reversed(earlier[: places[0]] if places else []):
            if f.after != before or not self._was_told_apart(action):
                break
            before = f.before
        return before

    def _was_told_apart(self, action: UUID) -> bool:
        """Whether an action was a merge that does not hold any more."""
        merged = [
            one.record_id
            for one in history.changes(self._work.connection, action)
            if one.kind == t.Person.__tablename__
            and any(f.field == "merged_into_id" and f.after is not None for f in one.fields)
        ]
        return any(
            self._work.get(t.Person, person).merged_into_id is None
            or _merge_action(self._work, person) != action
            for person in merged
        )

    def _moved_it(self, change: RecordChange, name: str) -> bool:
        """Whether the record lies where it does because of this merge (and of later ones, which
        moved the kept person's on): it may have been told apart since, and merged by itself.
        """
        moves: list[tuple[object, UUID]] = []
        for one in history.changes_of(self._work.connection, change.record_id):
            for field in one.fields if one.operation == "U" else ():
                if field.field == name:
                    left = [before for before, _action in moves]
                    if field.after in left:
                        del moves[left.index(field.after) :]
                    else:
                        moves.append((field.before, one.action_id))
        while moves and moves[-1][1] in self._later:
            moves.pop()
        return bool(moves) and moves[-1][1] == change.action_id

    def _has_all_it_needs(self, record: Record) -> bool:
        tables = self._tables
        for column in record.__table__.columns:
            value = getattr(record, column.key)
            for key in column.foreign_keys:
                kind, _dot, target = key.target_fullname.partition(".")
                if target == "id" and value is not None:
                    wanted = select(tables[kind].id).where(tables[kind].id == value)
                    if self._work.connection.scalar(wanted) is None:
                        return False
        return True
