"""What the payments page shows: lists, their lines and totals, why a sum is what it is. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from workshopdesk.domain.event import Event
from workshopdesk.domain.funding import Funder
from workshopdesk.domain.payments import (
    KIP,
    PAID,
    ZERO,
    PaymentKind,
    PaymentLine,
    PaymentList,
    Rate,
)
from workshopdesk.i18n import N_, _, ngettext, screen_language
from workshopdesk.services.papers.payment_list import amount_text, in_words
from workshopdesk.services.papers.payment_list import currency_word as word_of
from workshopdesk.services.payment_rates import KIND_WORDS
from workshopdesk.store import Reader
from workshopdesk.ui import words


@dataclass(frozen=True, slots=True)
class ScreenState:
    """The whole page. ``funders`` and ``provinces`` are key and name; ``units`` by registration.

    ``grades`` are those in use, to be offered while typing.
    """

    event: Event
    lists: tuple[PaymentList, ...]
    funders: tuple[tuple[str, str], ...]
    provinces: tuple[tuple[str, str], ...]
    units: dict[UUID, str]
    grades: tuple[str, ...]

    def list_of(self, key: str) -> PaymentList | None:
        """The list of a key; the newest for one that is not there."""
        last = self.lists[-1] if self.lists else None
        return next((one for one in self.lists if one.id.hex == key), last)


def read(reader: Reader, event_id: UUID) -> ScreenState:
    """Read the payments of an event."""
    lists = reader.payment_lists(event_id)
    rates = reader.payment_rates()
    grades = {line.stay.grade for one in lists for line in one.lines} | {r.grade for r in rates}
    funders: dict[UUID, Funder] = {
        funder.id: funder
        for programme in reader.programmes_of(event_id)
        for funder in programme.funders
    }
    return ScreenState(
        reader.event(event_id),
        lists,
        tuple((key.hex, funder_name(funder)) for key, funder in funders.items()),
        provinces(reader),
        {p.id: p.organisation for p in reader.participants(event_id)},
        tuple(sorted(grades - {""})),
    )


def funder_name(funder: Funder) -> str:
    """Short, as a chip shows it."""
    english = screen_language() == "en"
    long = (funder.name_en or funder.name_lo) if english else funder.name_lo or funder.name_en
    return funder.abbreviation or long


def provinces(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Code and name of every province, in the screen's language."""
    english = screen_language() == "en"
    return tuple(
        (p.code, p.name_en if english else p.name_lo) for p in reader.gazetteer().provinces
    )


def amount(value: Decimal, currency: str = KIP) -> str:
    """An amount with its groups and the decimals of its currency, in the screen's language."""
    return amount_text(value, currency, screen_language())


def currency_word(currency: str) -> str:
    """Kip in words; others by their code."""
    return word_of(currency, screen_language())


def list_name(one: PaymentList, funders: Sequence[tuple[str, str]]) -> str:
    """ "List 2 · supplement · EU · open"."""
    parts = [_("List %(n)s") % {"n": one.number}]
    if one.supplement_to_id is not None:
        parts.append(_("supplement"))
    if one.funder_id is not None:
        parts.append(dict(funders).get(one.funder_id.hex, ""))
    if one.closed_on is None:
        parts.append(_("open"))
    else:
        parts.append(_("closed on %(day)s") % {"day": words.day(one.closed_on)})
    return " · ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Totals:
    """The total in words, and each sum in figures."""

    people: str
    sums: tuple[tuple[str, str], ...]
    total: str
    in_words: str


def totals(one: PaymentList) -> Totals:
    """What a list comes to."""
    count = len(one.lines)
    sums = [
        (_(KIND_WORDS[kind]), amount(sum((x.amount(kind) for x in one.lines), ZERO), one.currency))
        for kind in PAID
    ]
    return Totals(
        ngettext("%(n)d person", "%(n)d people", count) % {"n": count},
        tuple(sums),
        f"{amount(one.total, one.currency)} {currency_word(one.currency)}",
        in_words(one, screen_language()),
    )


def corrections(line: PaymentLine, currency: str) -> str:
    """ "Own car · Transport 300,000 → 50,000"."""
    if not line.corrected:
        return ""
    told = [
        f"{_(KIND_WORDS[kind])} {amount(line.computed.get(kind, ZERO), currency)}"
        f" → {amount(value, currency)}"
        for kind, value in line.corrected.items()
    ]
    return " · ".join([line.reason, *told])


_UNITS = {
    PaymentKind.PER_DIEM: N_("a day"),
    PaymentKind.ACCOMMODATION: N_("a night"),
    PaymentKind.TRANSPORT: N_("there and back"),
    PaymentKind.MEAL: N_("a meal, taken off"),
}


def why(
    kind: PaymentKind,
    rate: Rate,
    funders: Sequence[tuple[str, str]],
    places: Sequence[tuple[str, str]],
) -> str:
    """Which rate applied and why: its amount, and whom, where and from when it is for."""
    unit = _("a kilometre") if rate.per_km else _(_UNITS[kind])
    names = dict(places)
    fits = [
        dict(funders).get(rate.funder_id.hex, _("another funder")) if rate.funder_id else "",
        _("grade %(grade)s") % {"grade": rate.grade} if rate.grade else "",
        _("from %(place)s") % {"place": names.get(rate.origin, rate.origin)} if rate.origin else "",
        _("in %(place)s") % {"place": names.get(rate.province, rate.province)}
        if rate.province
        else "",
    ]
    whom = ", ".join(filter(None, fits)) or _("everyone")
    since = _("since %(day)s") % {"day": words.day(rate.first_day)}
    sum_of = f"{amount(rate.amount, rate.currency)} {currency_word(rate.currency)}"
    told = f"{_(KIND_WORDS[kind])}: {sum_of} {unit}"
    return " · ".join(filter(None, (told, whom, since, rate.source)))
