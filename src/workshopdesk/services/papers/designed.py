"""Certificates by a template: what each field of it stands for, in Lao and in English.

Hides how the facts of an event become the words of fields; the template says which are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from workshopdesk.documents import design as d
from workshopdesk.documents import model as m
from workshopdesk.documents.design_json import design_from_json
from workshopdesk.domain.certificate import Certificate, CertificateState
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_
from workshopdesk.lao.numbers import format_number
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import (
    footing,
    issued_at,
    letterhead,
    office_signers,
    place,
    place_and_dates,
    support,
)
from workshopdesk.services.papers.issuing import honorific
from workshopdesk.services.papers.wording import Wording, dates

LANGUAGES = ("lo", "en")


def designed_batch(
    facts: EventFacts,
    words: Wording,
    issued: Iterable[tuple[Certificate, ParticipantRow, m.Words]],
    design: d.Design | None = None,
    *,
    preprinted: tuple[float, float] | None = None,
    sketch: bool = False,
) -> d.DesignedBatch:
    """The certificates of an event (each with its position in Lao and English) by a template.

    ``design``: the template; None for the event's own. Raises UserError when that cannot be used,
    and when there is no certificate.
    """
    given = tuple(issued)
    both = Wording("lo-en")
    title = words.say(N_("Certificate of Attendance"))
    alike = {_as_issued(one): _shared(facts, one) for one, _person, _position in given}
    shared = alike[_as_issued(given[0][0])]
    return d.DesignedBatch(
        language=words.language,
        head=letterhead(facts, words, title, place_date=shared.of(words.main)["place_date"]),
        foot=footing(facts, both, title),
        dated=given[0][0].last_day or facts.event.last_day,
        design=design or design_from_json(facts.certificate_template),
        shared=shared,
        signers=office_signers(facts, both)[: d.MOST_SIGNATORIES],
        certificates=tuple(
            d.Designed(
                _differing(own_fields(one, person, position), alike[_as_issued(one)], shared),
                one.statement,
            )
            for one, person, position in given
        ),
        preprinted=preprinted,
        sketch=sketch,
    )


def _as_issued(one: Certificate) -> tuple[object, ...]:
    """What decides the fields that many certificates share."""
    return one.event_title_lo, one.event_title_en, one.first_day, one.last_day, one.issued_on


def _differing(own: d.FieldValues, here: d.FieldValues, shared: d.FieldValues) -> d.FieldValues:
    """One's own fields, and those of the event that were others when it was issued."""
    if here is shared:
        return own
    lao, english = (
        {key: text for key, text in here.of(lang).items() if text != shared.of(lang)[key]}
        for lang in LANGUAGES
    )
    return d.FieldValues({**own.lo, **lao}, {**own.en, **english})


def _one(language: str) -> Wording:
    return Wording("en" if language == "en" else "lo")


def _shared(facts: EventFacts, one: Certificate) -> d.FieldValues:
    event = replace(
        facts.event,
        title_lo=one.event_title_lo or facts.event.title_lo,
        title_en=one.event_title_en or facts.event.title_en,
        first_day=one.first_day or facts.event.first_day,
        last_day=one.last_day or facts.event.last_day,
    )
    then = replace(facts, event=event)
    lao, english = (_shared_in(then, lang, one.issued_on) for lang in LANGUAGES)
    return d.FieldValues(lao, english)


def _shared_in(facts: EventFacts, language: str, day: date) -> dict[str, str]:
    event, office, words = facts.event, facts.office, _one(language)
    states = office.state_lines_en if language == "en" else office.state_lines_lo
    values = {
        "event": words.stored_line(event.title_lo, event.title_en),
        "dates": _figures(event.first_day, event.last_day),
        "dates_in_words": dates(event.first_day, event.last_day, language),
        "place": place(facts, words),
        "place_date": issued_at(facts, words, day),
        "place_and_dates": place_and_dates(facts, words).main,
        "issuer": words.stored_line(office.name_lo, office.name_en),
        "state_lines": "\n".join(states),
        "support": support(facts, words).main,
    }
    for n, one in enumerate(office.signers[: d.MOST_SIGNATORIES], 1):
        values[f"signatory{n}_title"] = words.stored_line(one.title_lo, one.title_en)
        values[f"signatory{n}_name"] = words.stored_line(one.name_lo, one.name_en)
    return values


def _figures(first: date, last: date) -> str:
    """Days in figures: 15/09/2025, or the first and the last."""
    return "–".join(f"{day:%d/%m/%Y}" for day in dict.fromkeys((first, last)))


def own_fields(one: Certificate, person: ParticipantRow, position: m.Words) -> d.FieldValues:
    """What a certificate says of its person, as issued."""
    latin = one.name_latin or person.name_latin
    english = {"female": "Ms", "male": "Mr"}.get(person.sex.name.lower() if person.sex else "", "")
    same = {
        "name_latin": f"{english} {latin}".strip() if latin else "",
        "title": one.title,
        "unit": one.unit,
    }
    numbers = {lang: _number(one, lang) for lang in LANGUAGES}
    hours = {lang: _hours(one.contact_minutes, lang) for lang in LANGUAGES}
    return d.FieldValues(
        {
            **same,
            "name": one.name,
            "position": position.main,
            "hours": hours["lo"],
            "number": numbers["lo"],
        },
        {
            **same,
            "name": same["name_latin"] or one.name,
            "position": position.under or position.main,
            "hours": hours["en"],
            "number": numbers["en"],
        },
    )


def _number(one: Certificate, language: str) -> str:
    """The number, and which copy it is from the second on."""
    if one.copy == 1:
        return one.number
    return _one(language).line(N_("%(number)s · copy %(n)s"), number=one.number, n=one.copy)


def _hours(minutes: int | None, language: str) -> str:
    """Contact hours, to the tenth where they are not whole."""
    if not minutes:
        return ""
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.1"))
    whole = hours == hours.to_integral_value()
    return format_number(int(hours) if whole else hours, language)


def example_of(facts: EventFacts) -> tuple[Certificate, ParticipantRow] | None:
    """Whoever of the event has the longest name, with a certificate that is not kept anywhere."""
    person = max(facts.named, key=lambda p: len(p.name), default=None)
    if person is None:
        return None
    event = facts.event
    organisation = person.organisation
    year = event.last_day.year
    mark = f"{facts.office.abbreviation}-{year}" if facts.office.abbreviation else str(year)
    certificate = Certificate(
        id=person.id,
        registration_id=person.id,
        number=f"0000/{mark}",
        name=f"{honorific(person)} {person.name}",
        title=person.position,
        issued_on=event.last_day,
        state=CertificateState.ISSUED,
        reason="",
        name_latin=person.name_latin,
        unit=organisation,
        contact_minutes=60 * 6,
    )
    return certificate, person


def bare_batch(design: d.Design, words: Wording) -> d.DesignedBatch:
    """The template by itself: every field shows its name in braces."""
    signers = (m.Signer(m.Words("{signatory1_title}"), name=m.Words("{signatory1_name}")),)
    values: Mapping[str, str] = {name: f"{{{name}}}" for name in d.FIELDS}
    both = d.FieldValues(values, values)
    nothing = m.Words("")
    return d.DesignedBatch(
        language=words.language,
        head=m.Letterhead((), nothing, "", "", m.Words(design.name), nothing),
        foot=m.Footing("", ""),
        dated=date.min,
        design=design,
        shared=both,
        signers=signers,
        certificates=(d.Designed(both),),
        sketch=True,
    )
