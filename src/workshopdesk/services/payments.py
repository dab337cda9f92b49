"""Lists people sign for: made from attendance, corrected with a reason, closed, supplemented.

A list keeps what it was computed from. As long as it is open it can be computed anew; once it is
closed, what changed since is paid (or taken back) by a supplement to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from workshopdesk import documents
from workshopdesk.documents.model import Language
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import (
    KIP,
    PAID,
    ZERO,
    PayeeBefore,
    PaymentKind,
    PaymentLine,
    PaymentList,
    Rate,
    Rules,
    Stay,
    Sums,
    options_text,
    rounded,
    sums_of,
    sums_text,
)
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.payment_list import payment_sheet
from workshopdesk.services.papers.wording import Wording
from workshopdesk.services.payment_computing import Computing, Payee, columns, rules_of
from workshopdesk.services.payment_rates import amount as read_amount
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t
from workshopdesk.store.finality import list_is_closed

FARTHEST = 2000
"""Kilometres; no way inside the country is longer."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where payment and attendance disagree: half-days paid for and half-days attended.

    ``due`` is what would be paid now, ``paid`` what the list and its supplements pay together.
    ``also`` are the numbers of other lists that pay the same kind to the same person.
    """

    registration_id: UUID
    name: str
    paid_half_days: int
    half_days: int
    paid: Decimal
    due: Decimal
    also: tuple[int, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether it is more than that somebody is paid elsewhere too."""
        return self.paid != self.due or self.paid_half_days != self.half_days


def lists(store: Store, event_code: str) -> tuple[PaymentList, ...]:
    """The payment lists of an event, the first one first."""
    with store.read() as reader:
        return reader.payment_lists(reader.event(event_code).id)


def make_list(
    store: Store,
    event_code: str,
    *,
    funder_id: UUID | None = None,
    currency: str = KIP,
    rules: Rules | None = None,
    grades: Mapping[UUID, str] | None = None,
    distances: Mapping[UUID, int] | None = None,
) -> UUID:
    """Make a list of everyone who came, from attendance and the rates; gives its key.

    ``grades`` and ``distances`` (km, one way) by registration; without them what is known from
    the person's last event is taken. Raises UserError when nobody's attendance was taken,
    MissingRate when a rate is missing.
    """
    with store.unit_of_work(N_("Make a payment list of %(event)s"), event=event_code) as work:
        facts = read_facts(work.reader, event_code)
        if not facts.attendance:
            raise UserError(
                _("Nobody's attendance has been taken yet"),
                _("Payments follow from half-days attended. Take attendance first."),
            )
        made = work.add(
            t.PaymentList(
                event_id=facts.event.id,
                number=_next_number(work.reader, facts.event.id),
                funder_id=funder_id,
                currency=currency,
                options=options_text(rules or Rules()),
            )
        )
        payees = _payees(work.reader, facts, grades or {}, distances or {})
        _write_lines(work, facts, made, payees)
        work.commit()
        return made.id


def _next_number(reader: Reader, event_id: UUID) -> int:
    return 1 + max((one.number for one in reader.payment_lists(event_id)), default=0)


def _payees(
    reader: Reader, facts: EventFacts, grades: Mapping[UUID, str], distances: Mapping[UUID, int]
) -> dict[UUID, Payee]:
    before = reader.payees_before(facts.event.id)
    payees = {}
    for person in facts.registered:
        if person.id in facts.came:
            known = _remembered(facts, before.get(person.id))
            payees[person.id] = Payee(
                grades.get(person.id, known.grade), None,
                distances.get(person.id, known.distance_km),
            )  # fmt: skip
    return payees


def _remembered(facts: EventFacts, before: PayeeBefore | None) -> Payee:
    """A grade is the person's own; a distance holds only for the place it was measured to."""
    if before is None:
        return Payee()
    event = facts.event
    here = (before.province, before.district) == (event.province, event.district)
    return Payee(before.grade, None, before.distance_km if here else 0)


def _write_lines(
    work: UnitOfWork, facts: EventFacts, made: t.PaymentList, payees: Mapping[UUID, Payee]
) -> None:
    computing = Computing(work.reader, facts, made)
    people = [person for person in facts.registered if person.id in payees]
    for order, person in enumerate(people, 1):
        stay = computing.stay(person, payees[person.id])
        work.add(
            t.PaymentLine(
                list_id=made.id,
                registration_id=person.id,
                order=order,
                name=person.name,
                **columns(stay),
                computed=sums_text(computing.sums(stay, person.name)),
            )
        )


def compute_anew(store: Store, list_id: UUID) -> None:
    """Compute an open list again from attendance and rates as they are now.

    Corrections stay; who came by now is added, and who did not come after all goes, unless
    corrected. A supplement is made anew instead. Raises UserError.
    """
    with store.unit_of_work(N_("Compute a payment list again")) as work:
        made = _open(work, list_id)
        facts = _facts(work, made)
        if made.supplement_to_id is not None:
            _supplement_anew(work, facts, made)
        else:
            _list_anew(work, facts, made)
        work.commit()


def _list_anew(work: UnitOfWork, facts: EventFacts, made: t.PaymentList) -> None:
    computing = Computing(work.reader, facts, made)
    before = work.reader.payees_before(facts.event.id)
    records = {x.registration_id: x for x in work.find(t.PaymentLine, list_id=made.id)}
    order = max((record.order for record in records.values()), default=0)
    for person in facts.registered:
        if person.id in facts.came and person.id not in records:
            order += 1
            stay = computing.stay(person, _remembered(facts, before.get(person.id)))
            work.add(
                t.PaymentLine(
                    list_id=made.id, registration_id=person.id, order=order, name=person.name,
                    **columns(stay), computed=sums_text(computing.sums(stay, person.name)),
                )
            )  # fmt: skip
    for record in records.values():
        if record.registration_id in facts.came or record.corrected:
            _compute(facts, computing, record)
        else:
            work.delete(record)


def set_rules(store: Store, list_id: UUID, rules: Rules) -> None:
    """Say how an open list counts, and compute it anew. Raises UserError."""
    with store.unit_of_work(N_("Change the rules of a payment list")) as work:
        made = _open(work, list_id)
        _not_a_supplement(made)
        made.options = options_text(rules)
        _list_anew(work, _facts(work, made), made)
        work.commit()


def remove_list(store: Store, list_id: UUID) -> None:
    """Take an open list away. Raises UserError when it is closed."""
    with store.unit_of_work(N_("Take away a payment list")) as work:
        made = _open(work, list_id)
        for record in work.find(t.PaymentLine, list_id=list_id):
            work.delete(record)
        work.delete(made)
        work.commit()


def set_lines(
    store: Store,
    line_ids: Sequence[UUID],
    *,
    grade: str | None = None,
    origin: str | None = None,
    distance_km: int | None = None,
) -> None:
    """Say what lines of one list are computed from, and compute them again.

    Raises UserError when the list is closed or a supplement, or for a distance below nothing.
    """
    if distance_km is not None and not 0 <= distance_km <= FARTHEST:
        raise UserError(_("A distance is from 0 to %(most)d km") % {"most": FARTHEST})
    with store.unit_of_work(
        N_("Change %(number)s payment lines"), number=str(len(line_ids))
    ) as work:
        records = [work.get(t.PaymentLine, line_id) for line_id in line_ids]
        for list_id in {record.list_id for record in records}:
            made = _open(work, list_id)
            _not_a_supplement(made)
            facts = _facts(work, made)
            computing = Computing(work.reader, facts, made)
            for record in (x for x in records if x.list_id == list_id):
                record.grade = record.grade if grade is None else grade.strip()
                record.origin = record.origin if origin is None else origin or None
                record.distance_km = record.distance_km if distance_km is None else distance_km
                _compute(facts, computing, record)
        work.commit()


def _not_a_supplement(made: t.PaymentList) -> None:
    if made.supplement_to_id is not None:
        raise UserError(
            _("This list is a supplement"),
            _("It pays what has changed since the first list; its sums can be corrected."),
        )


def correct(
    store: Store, line_id: UUID, kind: PaymentKind, amount: str | None, reason: str = ""
) -> None:
    """Pay another sum than the computed one, with a reason; None: the computed one again.

    Raises UserError without a reason, for an amount that is no number, or when closed.
    """
    with store.unit_of_work(N_("Correct a payment")) as work:
        record = work.get(t.PaymentLine, line_id)
        made = _open(work, record.list_id)
        corrected = dict(sums_of(record.corrected))
        if amount is None:
            corrected.pop(kind, None)
        elif not reason.strip():
            raise UserError(_("A reason is needed"), _("It is printed beside the payment."))
        else:
            corrected[kind] = rounded(read_amount(amount), made.currency)
        record.corrected = sums_text(corrected) if corrected else ""
        record.reason = reason.strip() if corrected else ""
        work.commit()


def close(store: Store, list_id: UUID, day: date) -> None:
    """Close a list once it is signed: it is never changed again. Raises UserError."""
    with store.unit_of_work(N_("Close a payment list")) as work:
        made = _open(work, list_id)
        made.options = options_text(rules_of(made), _rates_used(work, made))
        made.closed_on = day
        work.commit()


def _rates_used(work: UnitOfWork, made: t.PaymentList) -> list[Rate]:
    """The rates its lines were computed with, to be shown for ever."""
    computing = Computing(work.reader, _facts(work, made), made)
    used: dict[UUID, Rate] = {}
    for line in work.find(t.PaymentLine, list_id=made.id):
        stay = Stay(
            line.grade, line.origin, line.distance_km, line.half_days, line.nights, line.meals
        )
        used |= {rate.id: rate for rate in computing.applied(stay).values()}
    return list(used.values())


def applied(store: Store, event_code: str, list_id: UUID) -> dict[UUID, dict[PaymentKind, Rate]]:
    """The rate behind each sum of each line: as signed for a closed list, else as of now."""
    with store.read() as reader:
        facts = read_facts(reader, event_code)
        made = next((one for one in facts.payments if one.id == list_id), None)
        if made is None:
            return {}
        computing = Computing(reader, facts, made)
    if made.applied:
        computing.use(made.applied)
    return {line.id: computing.applied(line.stay) for line in made.lines}


def supplement(store: Store, list_id: UUID) -> UUID | None:
    """A further list that pays (or takes back) what has changed since; None when nothing has.

    Raises UserError when the list is still open, or another supplement is.
    """
    with store.unit_of_work(N_("Make a supplement to a payment list")) as work:
        first = work.get(t.PaymentList, list_id)
        facts = _facts(work, first)
        family = _family(work.reader, facts, list_id)
        if any(one.closed_on is None for one in family):
            raise UserError(
                _("This list is still open"),
                _("Change the open list itself, or close it first."),
            )
        made = t.PaymentList(
            event_id=first.event_id,
            number=_next_number(work.reader, first.event_id),
            funder_id=first.funder_id,
            currency=first.currency,
            options=options_text(rules_of(first)),
            supplement_to_id=first.id,
        )
        if not _pay_changes(work, facts, made, family):
            return None
        work.commit()
        return made.id


def _pay_changes(
    work: UnitOfWork, facts: EventFacts, made: t.PaymentList, family: Sequence[PaymentList]
) -> int:
    """Put what has changed on a supplement; gives how many lines."""
    changed = _changed(Computing(work.reader, facts, family[0]), facts, family)
    if changed:
        work.add(made)
    for order, change in enumerate(changed, 1):
        work.add(
            t.PaymentLine(
                list_id=made.id, registration_id=change.line.registration_id, order=order,
                name=change.line.name, **columns(change.stay), computed=sums_text(change.more),
            )
        )  # fmt: skip
    return len(changed)


def _supplement_anew(work: UnitOfWork, facts: EventFacts, made: t.PaymentList) -> None:
    first = made.supplement_to_id or made.id
    family = [one for one in _family(work.reader, facts, first) if one.id != made.id]
    corrected = {}
    for record in work.find(t.PaymentLine, list_id=made.id):
        corrected[record.registration_id] = (record.corrected, record.reason)
        work.delete(record)
    work.flush()
    _pay_changes(work, facts, made, family)
    for record in work.find(t.PaymentLine, list_id=made.id):
        record.corrected, record.reason = corrected.get(record.registration_id, ("", ""))


def list_bytes(
    store: Store, event_code: str, list_id: UUID, language: Language, format: str
) -> bytes:
    """One list as it is signed: "pdf" or "xlsx". Raises UserError when there is no such list."""
    with store.read() as reader:
        facts = read_facts(reader, event_code)
    chosen = next((one for one in facts.payments if one.id == list_id), None)
    if chosen is None:
        raise UserError(_("This payment list is no longer there"))
    sheet = payment_sheet(facts, Wording(language), chosen)
    return documents.render_xlsx(sheet) if format == "xlsx" else documents.render_pdf(sheet)


def differences(store: Store, event_code: str, list_id: UUID) -> tuple[Difference, ...]:
    """Everyone whose payment and attendance disagree now, in list order."""
    with store.read() as reader:
        facts = read_facts(reader, event_code)
        family = _family(reader, facts, list_id)
        changed = _changed(Computing(reader, facts, family[0]), facts, family)
        twice = _paid_twice(facts, family)
    found = [change.difference(twice.pop(change.line.registration_id, ())) for change in changed]
    lines = {line.registration_id: line for one in family for line in one.lines}
    for key, also in twice.items():
        line = lines[key]
        half_days, paid = line.stay.half_days, line.total
        found.append(Difference(key, line.name, half_days, half_days, paid, paid, also))
    return tuple(found)


def _paid_twice(facts: EventFacts, family: Sequence[PaymentList]) -> dict[UUID, tuple[int, ...]]:
    """Who gets the same kind from another list too, and the numbers of those lists."""
    own = {one.id for one in family}
    ours: dict[UUID, set[PaymentKind]] = {}
    for line in (line for one in family for line in one.lines):
        ours.setdefault(line.registration_id, set()).update(_kinds_paid(line))
    found: dict[UUID, tuple[int, ...]] = {}
    for other in (one for one in facts.payments if one.id not in own):
        for line in other.lines:
            if ours.get(line.registration_id, set()) & _kinds_paid(line):
                numbers = (*found.get(line.registration_id, ()), other.number)
                found[line.registration_id] = numbers
    return found


def _kinds_paid(line: PaymentLine) -> set[PaymentKind]:
    return {kind for kind in PAID if line.amount(kind) > 0}


@dataclass(frozen=True, slots=True)
class _Change:
    """A line as it was last paid, how the stay is now, what was paid and what is still to be."""

    line: PaymentLine
    stay: Stay
    paid: Sums
    more: Sums

    def difference(self, also: tuple[int, ...]) -> Difference:
        """The same, as it is shown."""
        paid = sum(self.paid.values(), ZERO)
        due = paid + sum(self.more.values(), ZERO)
        before, line = self.line.stay.half_days, self.line
        return Difference(
            line.registration_id, line.name, before, self.stay.half_days, paid, due, also
        )


def _changed(
    computing: Computing, facts: EventFacts, family: Sequence[PaymentList]
) -> list[_Change]:
    """Everyone who is owed something, owes something, or attended otherwise than paid for."""
    lines: dict[UUID, list[PaymentLine]] = {}
    for line in (line for one in family for line in one.lines):
        lines.setdefault(line.registration_id, []).append(line)
    changed = []
    for person in facts.people:
        before = lines.get(person.id) or []
        if not before and person.id not in facts.came:
            continue
        known = before[-1] if before else _new_line(person)
        was = known.stay
        stay = computing.stay(person, Payee(was.grade, was.origin, was.distance_km))
        due = computing.sums(stay, person.name)
        paid = {kind: sum((x.amount(kind) for x in before), ZERO) for kind in PAID}
        more = {
            kind: ZERO if _agreed(before, kind, stay) else due[kind] - paid[kind] for kind in PAID
        }
        if any(more.values()) or stay.half_days != was.half_days:
            changed.append(_Change(known, stay, paid, more))
    return changed


def _agreed(lines: Sequence[PaymentLine], kind: PaymentKind, stay: Stay) -> bool:
    """Whether a corrected sum still holds: nothing it rests on has changed since."""
    corrected = [line for line in lines if kind in line.corrected]
    return bool(corrected) and corrected[-1].stay.basis(kind) == stay.basis(kind)


def _new_line(person: ParticipantRow) -> PaymentLine:
    stay = Stay(origin=person.province)
    return PaymentLine(UUID(int=0), 0, person.id, person.name, stay, {}, {}, "")


def _family(reader: Reader, facts: EventFacts, list_id: UUID) -> list[PaymentList]:
    """The list and its supplements, in the order they were made."""
    lists_of = reader.payment_lists(facts.event.id)
    return [one for one in lists_of if list_id in (one.id, one.supplement_to_id)]


def _compute(facts: EventFacts, computing: Computing, record: t.PaymentLine) -> None:
    payee = Payee(record.grade, record.origin, record.distance_km)
    person = next((p for p in facts.people if p.id == record.registration_id), None)
    if person is None:
        stay = Stay(payee.grade, payee.origin, payee.distance_km)
    else:
        stay = computing.stay(person, payee)
    for name, value in columns(stay).items():
        setattr(record, name, value)
    record.computed = sums_text(computing.sums(stay, record.name))


def _facts(work: UnitOfWork, made: t.PaymentList) -> EventFacts:
    return read_facts(work.reader, work.get(t.Event, made.event_id).code)


def _open(work: UnitOfWork, list_id: UUID) -> t.PaymentList:
    found = work.get(t.PaymentList, list_id)
    if found.closed_on is not None:
        raise list_is_closed()
    return found
