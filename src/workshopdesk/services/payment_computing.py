"""What attendance and rates come to for a person: the stay under a list's rules, and its sums.

Hides which half-day a meal belongs to, and how a missing rate is told so that it can be entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workshopdesk.domain.agenda import WITHOUT_CONTACT_HOURS, Session, SessionKind
from workshopdesk.domain.errors import UserError
from workshopdesk.domain.payments import (
    PAID,
    NoRate,
    PaymentKind,
    PaymentList,
    Rate,
    Rules,
    Stay,
    Terms,
    options_of,
    rate_for,
    sums,
)
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import _
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.payment_rates import KIND_WORDS
from workshopdesk.store import Reader
from workshopdesk.store import tables as t


class MissingRate(UserError):  # noqa: N818 - a gap in what was entered
    """Nothing says how much is paid; ``kind`` None: what ``currency`` is worth is not known."""

    def __init__(
        self, title: str, message: str, kind: PaymentKind | None, stay: Stay, terms: Terms,
        currency: str,
    ) -> None:  # fmt: skip
        super().__init__(title, message)
        self.kind = kind
        self.stay = stay
        self.terms = terms
        self.currency = currency


@dataclass(frozen=True, slots=True)
class Payee:
    """What is known of somebody besides attendance: grade, province of origin, km one way."""

    grade: str = ""
    origin: str | None = None
    distance_km: int = 0


class Computing:
    """Computes for one list, by the rates as they are now."""

    def __init__(
        self, reader: Reader, facts: EventFacts, made: PaymentList | t.PaymentList
    ) -> None:
        self._facts = facts
        self._rates = reader.payment_rates()
        self._currencies = reader.currency_rates()
        self.rules = made.rules if isinstance(made, PaymentList) else options_of(made.options)[0]
        self.terms = Terms(
            made.funder_id, facts.event.province, facts.event.first_day, made.currency
        )
        self._meals = _meals(facts)

    def stay(self, person: ParticipantRow, payee: Payee) -> Stay:
        """What attendance says of somebody, as the rules count it."""
        present = self._facts.present.get(person.id, frozenset())
        days = {h.day for h in self._facts.event.half_days if h.number in present}
        elsewhere = bool(person.district) and person.district != self._facts.event.district
        rules = self.rules
        eaten = sum(1 for half_day in self._meals if half_day in present)
        return Stay(
            grade=payee.grade,
            origin=payee.origin or person.province,
            distance_km=payee.distance_km,
            half_days=rules.half_days(present, days),
            nights=rules.nights(days, payee.distance_km, elsewhere=elsewhere),
            meals=eaten if rules.meals_deducted else 0,
        )

    def sums(self, stay: Stay, name: str) -> dict[PaymentKind, Any]:
        """What a stay is paid. Raises MissingRate."""
        try:
            return sums(stay, self._rates, self.terms, self._currencies)
        except NoRate as missing:
            raise self._missing(missing, stay, name) from missing

    def use(self, rates: tuple[Rate, ...]) -> None:
        """Explain by these rates: those a closed list was signed with."""
        self._rates = rates

    def applied(self, stay: Stay) -> dict[PaymentKind, Rate]:
        """The rate that applies to each kind something is counted for."""
        counted = {
            PaymentKind.PER_DIEM: stay.half_days, PaymentKind.ACCOMMODATION: stay.nights,
            PaymentKind.TRANSPORT: stay.half_days, PaymentKind.MEAL: stay.meals,
        }  # fmt: skip
        found = {
            kind: rate_for(self._rates, kind, stay, self.terms)
            for kind in (*PAID, PaymentKind.MEAL)
            if counted[kind]
        }
        return {kind: rate for kind, rate in found.items() if rate is not None}

    def _missing(self, missing: NoRate, stay: Stay, name: str) -> MissingRate:
        if missing.kind is None:
            title = _("There is no exchange rate for %(currency)s")
            text = _("Enter what one unit is worth in kip from a day on.")
            said = title % {"currency": missing.currency}
        else:
            title = _("There is no rate for %(kind)s that fits %(name)s")
            text = _("Enter one for any grade and place, or one for this person's.")
            said = title % {"kind": _(KIND_WORDS[missing.kind]), "name": name}
        return MissingRate(said, text, missing.kind, stay, self.terms, missing.currency)


def columns(stay: Stay) -> Mapping[str, Any]:
    """A stay as the columns of a payment line."""
    return {
        "grade": stay.grade, "origin": stay.origin, "distance_km": stay.distance_km,
        "half_days": stay.half_days, "nights": stay.nights, "meals": stay.meals,
    }  # fmt: skip


def rules_of(made: t.PaymentList) -> Rules:
    """The rules of a stored list."""
    return options_of(made.options)[0]


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
