"""The payment list as it is signed."""

from __future__ import annotations

from decimal import Decimal

from workshopdesk.documents import model as m
from workshopdesk.documents import payments as d
from workshopdesk.domain.payments import (
    KIP,
    PAID,
    PaymentKind,
    PaymentLine,
    PaymentList,
    Rules,
    Stay,
    digits,
)
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_, translator
from workshopdesk.lao.dates import format_date
from workshopdesk.lao.numbers import format_number, number_in_words
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import footing, letterhead, place_and_dates, signer
from workshopdesk.services.papers.lists import unit
from workshopdesk.services.papers.wording import Wording


def payment_sheet(facts: EventFacts, words: Wording, paid: PaymentList) -> d.PaymentSheet:
    """A payment list with its totals in figures and in words."""
    first = paid.supplement_to_id is None
    title = words.say(N_("Payment list") if first else N_("Supplementary payment list"))
    people = {person.id: person for person in facts.people}
    sums = tuple(sum((line.amount(kind) for line in paid.lines), Decimal(0)) for kind in PAID)
    return d.PaymentSheet(
        language=words.language,
        head=letterhead(
            facts, words, title, details=(place_and_dates(facts, words), _number(words, paid))
        ),
        foot=footing(facts, words, title),
        dated=facts.event.last_day,
        headings=_headings(words, paid.currency),
        lines=tuple(
            _line(facts, words, paid, number, line, people.get(line.registration_id))
            for number, line in enumerate(paid.lines, 1)
        ),
        total_label=words.say(N_("Total")),
        sums=_three([money(words, amount, paid.currency) for amount in sums]),
        total=money(words, paid.total, paid.currency),
        in_words=words.each(lambda lang: in_words(paid, lang)),
        rules=words.each(lambda lang: _basis(facts, paid, lang)),
        decimals=digits(paid.currency),
        signers=(
            signer(words, N_("Approved by")),
            signer(words, N_("Checked by")),
            signer(words, N_("Paid by")),
        ),
    )


def _three(found: list[d.Money]) -> tuple[d.Money, d.Money, d.Money]:
    first, second, third = found
    return first, second, third


def _number(words: Wording, paid: PaymentList) -> m.Words:
    if paid.closed_on is None:
        return words.say(N_("List %(n)s"), n=paid.number)
    return words.each(
        lambda lang: _language(lang).line(
            N_("List %(n)s, closed on %(date)s"),
            n=paid.number,
            date=format_date(paid.closed_on, lang) if paid.closed_on else "",
        )
    )


def _language(lang: str) -> Wording:
    return Wording("en" if lang == "en" else "lo")


def _headings(words: Wording, currency: str) -> d.PaymentHeadings:
    return d.PaymentHeadings(
        number=words.say(N_("No.")),
        name=words.say(N_("Name and surname")),
        position=words.say(N_("Position")),
        unit=words.say(N_("Unit")),
        sums=(
            words.say(N_("Per diem")),
            words.say(N_("Accommodation")),
            words.say(N_("Transport")),
        ),
        total=words.each(
            lambda lang: _language(lang).line(
                N_("Total (%(currency)s)"), currency=currency_word(currency, lang)
            )
        ),
        signature=words.say(N_("Signature of the payee")),
        note=words.say(N_("Note")),
    )


def currency_word(currency: str, language: str) -> str:
    """Kip in words; other currencies by their code (ISO 4217)."""
    return _language(language).line(N_("kip")) if currency == KIP else currency


def _line(
    facts: EventFacts,
    words: Wording,
    paid: PaymentList,
    number: int,
    line: PaymentLine,
    person: ParticipantRow | None,
) -> d.PaymentLine:
    return d.PaymentLine(
        number=number,
        name=words.name(person) if person else m.Words(line.name),
        position=tallies.position(words, person).main if person else "",
        unit=unit(facts, words, person).main if person else "",
        sums=_three([money(words, line.amount(kind), paid.currency) for kind in PAID]),
        details=_details(words, line) if paid.supplement_to_id is None else ("", "", ""),
        total=money(words, line.total, paid.currency),
        note=line.reason,
    )


def _details(words: Wording, line: PaymentLine) -> tuple[str, str, str]:
    """What each sum is for; nothing where it was corrected, since the note says why."""
    stay = line.stay
    days = Decimal(stay.half_days) / 2
    counted = translator(words.main).ngettext("%(days)s day", "%(days)s days", _plural(days))
    said = {
        PaymentKind.PER_DIEM: ", ".join(
            filter(None, (counted % {"days": format_number(days, words.main)}, _meals(words, stay)))
        ),
        PaymentKind.ACCOMMODATION: words.ngettext("%(n)s night", "%(n)s nights", stay.nights).main
        if stay.nights
        else "",
        PaymentKind.TRANSPORT: words.line(N_("2 × %(km)s km"), km=stay.distance_km)
        if stay.distance_km
        else "",
    }
    first, second, third = ("" if kind in line.corrected else said[kind] for kind in PAID)
    return first, second, third


def _meals(words: Wording, stay: Stay) -> str:
    if not stay.meals:
        return ""
    return words.ngettext("%(n)s meal off", "%(n)s meals off", stay.meals).main


def _plural(days: Decimal) -> int:
    """One day is one; a half or one and a half are not."""
    return 1 if days == 1 else 2


def money(words: Wording, amount: Decimal, currency: str) -> d.Money:
    """An amount, exact and as printed."""
    return d.Money(amount, amount_text(amount, currency, words.main))


def amount_text(amount: Decimal, currency: str, language: str) -> str:
    """With its groups and the decimals of its currency; more where an amount has more."""
    if amount == amount.to_integral_value() and not digits(currency):
        return format_number(int(amount), language)
    whole, _mark, rest = f"{abs(amount):f}".partition(".")
    rest = rest.rstrip("0").ljust(digits(currency), "0")
    mark = format_number(Decimal("0.1"), language)[1]
    sign = "-" if amount < 0 else ""
    return f"{sign}{format_number(int(whole), language)}{mark}{rest}"


def in_words(paid: PaymentList, language: str) -> str:
    """The total in words; cents, where there are any, stay figures."""
    one = _language(language)
    whole, rest = divmod(abs(paid.total), 1)
    text = number_in_words(int(whole), language)
    if paid.total < 0:
        text = one.line(N_("minus %(amount)s"), amount=text)
    if rest:
        text += f" {int(rest * 10 ** digits(paid.currency)):02d}/100"
    return one.line(
        N_("In words: %(amount)s %(currency)s"),
        amount=text,
        currency=currency_word(paid.currency, language),
    )


def _basis(facts: EventFacts, paid: PaymentList, language: str) -> str:
    """What an auditor asks first: who pays, and how it was counted."""
    one = _language(language)
    funder = next((f for f in facts.funders if f.id == paid.funder_id), None)
    who = one.stored_line(funder.name_lo, funder.name_en) if funder else ""
    told = one.line(N_("Counted so: %(rules)s"), rules=rules_line(paid.rules, language))
    return " · ".join(filter(None, (who, told)))


def rules_line(rules: Rules, language: str) -> str:
    """How a list counts, in one line."""
    one = _language(language)
    parts = (
        one.line(N_("a day begun is paid whole") if rules.whole_days else N_("paid by half-days")),
        one.line(
            N_("meals provided are taken off")
            if rules.meals_deducted
            else N_("meals are not taken off")
        ),
        one.line(N_("the night before is paid")) if rules.night_before else "",
        one.line(N_("a bed from %(km)s km"), km=rules.least_km) if rules.least_km else "",
    )
    return "; ".join(filter(None, parts))
