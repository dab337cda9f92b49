"""Lists people sign for: made from attendance, corrected with a reason, closed, supplemented.

A list keeps what it was computed from. As long as it is open it can be computed anew; once it is
closed, what changed since is paid (or taken back) by a supplement to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from workshopdesk import documents
from workshopdesk.documents.model import Language
from workshopdesk.domain.agenda import WITHOUT_CONTACT_HOURS, Session, SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import (
    KIP,
    PAID,
    ZERO,
    NoRate,
    PaymentKind,
    PaymentLine,
    PaymentList,
    Rate,
    Stay,
    Sums,
    Terms,
    nights_between,
    rounded,
    sums,
    sums_of,
    sums_text,
)
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, _
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.payment_list import payment_sheet
from workshopdesk.services.papers.wording import Wording
from workshopdesk.store import Reader, Store, UnitOfWork
from workshopdesk.store import tables as t

KIND_WORDS = {
    PaymentKind.PER_DIEM: N_("Per diem"),
    PaymentKind.ACCOMMODATION: N_("Accommodation"),
    PaymentKind.TRANSPORT: N_("Transport"),
    PaymentKind.MEAL: N_("Meal provided"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where payment and attendance disagree: half-days paid for and half-days attended.

    ``due`` is what would be paid now, ``paid`` what all lists together pay.
    """

    registration_id: UUID
    name: str
    paid_half_days: int
    half_days: int
    paid: Decimal
    due: Decimal


def rates(store: Store) -> tuple[Rate, ...]:
    """All rates that were entered."""
    with store.read() as reader:
        return reader.payment_rates()


def add_rate(
    store: Store,
    kind: PaymentKind,
    amount: str,
    first_day: date,
    *,
    funder_id: UUID | None = None,
    grade: str = "",
    province: str | None = None,
    origin: str | None = None,
    last_day: date | None = None,
    currency: str = KIP,
    per_km: bool = False,
    source: str = "",
) -> UUID:
    """Enter a rate. Raises UserError for an amount that is no positive number."""
    with store.unit_of_work(N_("Enter a rate")) as work:
        record = work.add(
            t.PaymentRate(
                kind=kind, amount=_positive(amount), first_day=first_day, last_day=last_day,
                funder_id=funder_id, grade=grade.strip(), province=province, origin=origin,
                currency=currency, per_km=per_km, source=source,
            )
        )  # fmt: skip
        work.commit()
        return record.id


def remove_rate(store: Store, rate_id: UUID) -> None:
    """Take a rate away; lists that were made with it keep their sums."""
    with store.unit_of_work(N_("Take away a rate")) as work:
        work.delete(work.get(t.PaymentRate, rate_id))
        work.commit()


def set_currency_rate(store: Store, currency: str, first_day: date, kip: str) -> None:
    """Say what one unit of a currency is worth in kip from a day on. Raises UserError."""
    value = _positive(kip)
    with store.unit_of_work(N_("Exchange rate of %(currency)s"), currency=currency) as work:
        found = work.find(t.CurrencyRate, currency=currency, first_day=first_day)
        if found:
            found[0].kip = value
        else:
            work.add(t.CurrencyRate(currency=currency, first_day=first_day, kip=value))
        work.commit()


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
    grades: Mapping[UUID, str] | None = None,
    distances: Mapping[UUID, int] | None = None,
) -> UUID:
    """Make a list of everyone who came, from attendance and the rates; gives its key.

    ``grades`` and ``distances`` (km, one way) by registration. Raises UserError when nobody's
    attendance was taken, or a rate is missing.
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
                number=len(work.reader.payment_lists(facts.event.id)) + 1,
                funder_id=funder_id,
                currency=currency,
            )
        )
        wanted = {
            person.id: _stay(facts, person, (grades or {}).get(person.id, ""), km)
            for person in facts.registered
            if person.id in facts.came
            for km in [(distances or {}).get(person.id, 0)]
        }
        _write_lines(work, facts, made, wanted)
        work.commit()
        return made.id


def _write_lines(
    work: UnitOfWork, facts: EventFacts, made: t.PaymentList, wanted: Mapping[UUID, Stay]
) -> None:
    pay = _Pay(work.reader, facts, made)
    people = [person for person in facts.registered if person.id in wanted]
    for order, person in enumerate(people, 1):
        stay = wanted[person.id]
        work.add(
            t.PaymentLine(
                list_id=made.id,
                registration_id=person.id,
                order=order,
                name=person.name,
                **_columns(stay),
                computed=sums_text(pay.sums(stay, person.name)),
            )
        )


def compute_anew(store: Store, list_id: UUID) -> None:
    """Compute an open list again from attendance and rates as they are now; corrections stay."""
    with store.unit_of_work(N_("Compute a payment list again")) as work:
        made = _open(work, list_id)
        facts = _facts(work, made)
        pay = _Pay(work.reader, facts, made)
        for record in work.find(t.PaymentLine, list_id=list_id):
            _compute(facts, pay, record)
        work.commit()


def set_line(
    store: Store,
    line_id: UUID,
    *,
    grade: str | None = None,
    origin: str | None = None,
    distance_km: int | None = None,
) -> None:
    """Say what a line is computed from, and compute it again. Raises UserError when closed."""
    with store.unit_of_work(N_("Change a payment line")) as work:
        record = work.get(t.PaymentLine, line_id)
        made = _open(work, record.list_id)
        record.grade = record.grade if grade is None else grade.strip()
        record.origin = record.origin if origin is None else origin
        record.distance_km = record.distance_km if distance_km is None else distance_km
        facts = _facts(work, made)
        _compute(facts, _Pay(work.reader, facts, made), record)
        work.commit()


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
            corrected[kind] = rounded(_number(amount), made.currency)
        record.corrected = sums_text(corrected) if corrected else ""
        record.reason = reason.strip() if corrected else ""
        work.commit()


def close(store: Store, list_id: UUID, day: date) -> None:
    """Close a list once it is signed: it is never changed again. Raises UserError."""
    with store.unit_of_work(N_("Close a payment list")) as work:
        _open(work, list_id).closed_on = day
        work.commit()


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
        changed = _changed(_Pay(work.reader, facts, family[0]), facts, family)
        if not changed:
            return None
        made = work.add(
            t.PaymentList(
                event_id=first.event_id,
                number=len(work.reader.payment_lists(first.event_id)) + 1,
                funder_id=first.funder_id,
                currency=first.currency,
                supplement_to_id=first.id,
            )
        )
        for order, (line, stay, more) in enumerate(changed, 1):
            work.add(
                t.PaymentLine(
                    list_id=made.id, registration_id=line.registration_id, order=order,
                    name=line.name, **_columns(stay), computed=sums_text(more),
                )
            )  # fmt: skip
        work.commit()
        return made.id


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
        return tuple(
            _difference(family, line, stay, more)
            for line, stay, more in _changed(_Pay(reader, facts, family[0]), facts, family)
        )


def _difference(
    family: Sequence[PaymentList], line: PaymentLine, stay: Stay, more: Sums
) -> Difference:
    paid = sum((_paid(family, line.registration_id, kind) for kind in PAID), ZERO)
    due = paid + sum(more.values(), ZERO)
    return Difference(
        line.registration_id, line.name, line.stay.half_days, stay.half_days, paid, due
    )


def _changed(
    pay: _Pay, facts: EventFacts, family: Sequence[PaymentList]
) -> list[tuple[PaymentLine, Stay, dict[PaymentKind, Decimal]]]:
    """Each line as it was last paid, how the stay is now, and what is still to be paid."""
    newest = {line.registration_id: line for one in family for line in one.lines}
    changed = []
    for person in facts.people:
        line = newest.get(person.id)
        came = person.id in facts.came
        if line is None and not came:
            continue
        known = line or _new_line(person)
        stay = _stay(facts, person, known.stay.grade, known.stay.distance_km, known.stay.origin)
        due = pay.sums(stay, person.name)
        for kind, amount in known.corrected.items():
            due[kind] = amount if stay == known.stay else due[kind]
        more = {kind: due[kind] - _paid(family, person.id, kind) for kind in PAID}
        if any(more.values()) or stay.half_days != known.stay.half_days:
            changed.append((known, stay, more))
    return changed


def _new_line(person: ParticipantRow) -> PaymentLine:
    stay = Stay(origin=person.province)
    return PaymentLine(UUID(int=0), 0, person.id, person.name, stay, {}, {}, "")


def _paid(family: Iterable[PaymentList], registration_id: UUID, kind: PaymentKind) -> Decimal:
    lines = (line for one in family for line in one.lines)
    return sum((x.amount(kind) for x in lines if x.registration_id == registration_id), ZERO)


def _family(reader: Reader, facts: EventFacts, list_id: UUID) -> list[PaymentList]:
    """The list and its supplements, in the order they were made."""
    lists_of = reader.payment_lists(facts.event.id)
    return [one for one in lists_of if list_id in (one.id, one.supplement_to_id)]


class _Pay:
    """Computes sums for one list, and says in words which rate is missing."""

    def __init__(
        self, reader: Reader, facts: EventFacts, made: PaymentList | t.PaymentList
    ) -> None:
        self._rates = reader.payment_rates()
        self._currencies = reader.currency_rates()
        self._terms = Terms(
            made.funder_id, facts.event.province, facts.event.first_day, made.currency
        )

    def sums(self, stay: Stay, name: str) -> dict[PaymentKind, Decimal]:
        """What a stay is paid. Raises UserError."""
        try:
            return sums(stay, self._rates, self._terms, self._currencies)
        except NoRate as missing:
            raise _missing(missing, name) from missing


def _missing(missing: NoRate, name: str) -> UserError:
    if missing.kind is None:
        return UserError(
            _("There is no exchange rate for %(currency)s") % {"currency": missing.currency},
            _("Enter what one unit is worth in kip from a day on."),
        )
    return UserError(
        _("There is no rate for %(kind)s that fits %(name)s")
        % {"kind": _(KIND_WORDS[missing.kind]), "name": name},
        _("Enter one for any grade and place, or one for this person's."),
    )


def _stay(
    facts: EventFacts, person: ParticipantRow, grade: str, km: int, origin: str | None = None
) -> Stay:
    """What attendance says of somebody; who lives where the event is needs no bed."""
    present = facts.present.get(person.id, frozenset())
    days = {h.day for h in facts.event.half_days if h.number in present}
    from_elsewhere = bool(person.district) and person.district != facts.event.district
    return Stay(
        grade=grade,
        origin=origin or person.province,
        distance_km=km,
        half_days=len(present),
        nights=nights_between(days) if from_elsewhere else 0,
        meals=sum(1 for half_day in _meals(facts) if half_day in present),
    )


def _meals(facts: EventFacts) -> list[int]:
    """For each meal of the agenda the half-day whose people eat it: the one before it, if any."""
    found = []
    for meal in facts.sessions:
        if meal.kind is SessionKind.MEAL:
            same_day = [
                s
                for s in facts.sessions
                if s.day == meal.day and s.kind not in WITHOUT_CONTACT_HOURS
            ]
            before = [s for s in same_day if s.end <= meal.start]
            if beside := before[-1:] or same_day[:1]:
                found.append(_half_day(facts, beside[0]))
    return found


def _half_day(facts: EventFacts, session: Session) -> int:
    morning = 2 * (session.day - facts.event.first_day).days + 1
    return morning if session.start.hour < 12 else morning + 1


def _compute(facts: EventFacts, pay: _Pay, record: t.PaymentLine) -> None:
    person = next((p for p in facts.people if p.id == record.registration_id), None)
    if person is None:
        stay = Stay(record.grade, record.origin, record.distance_km)
    else:
        stay = _stay(facts, person, record.grade, record.distance_km, record.origin)
    for name, value in _columns(stay).items():
        setattr(record, name, value)
    record.computed = sums_text(pay.sums(stay, record.name))


def _columns(stay: Stay) -> dict[str, Any]:
    return {
        "grade": stay.grade, "origin": stay.origin, "distance_km": stay.distance_km,
        "half_days": stay.half_days, "nights": stay.nights, "meals": stay.meals,
    }  # fmt: skip


def _facts(work: UnitOfWork, made: t.PaymentList) -> EventFacts:
    return read_facts(work.reader, work.get(t.Event, made.event_id).code)


def _open(work: UnitOfWork, list_id: UUID) -> t.PaymentList:
    found = work.get(t.PaymentList, list_id)
    if found.closed_on is not None:
        raise UserError(
            _("This list is closed"),
            _("People signed for it. Make a supplement for what has changed since."),
        )
    return found


def _positive(text: str) -> Decimal:
    amount = _number(text)
    if amount <= 0:
        raise _no_number(text)
    return amount


def _number(text: str) -> Decimal:
    try:
        amount = Decimal(text.strip())
    except InvalidOperation as error:
        raise _no_number(text) from error
    if not amount.is_finite():
        raise _no_number(text)
    return amount


def _no_number(text: str) -> UserError:
    return UserError(
        _("%(text)s is not an amount") % {"text": text},
        _("Write it in figures, for example 150000."),
    )
