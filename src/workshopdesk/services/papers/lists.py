"""The sign-in sheet and the participant list of an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from workshopdesk.documents import model as m
from workshopdesk.domain import returning
from workshopdesk.domain.event import Chair, HalfDay
from workshopdesk.domain.registration import ParticipantRow
from workshopdesk.i18n import N_
from workshopdesk.lao.dates import format_date
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import footing, held_at, letterhead, place_and_dates, signer
from workshopdesk.services.papers.positions import unit_in_english
from workshopdesk.services.papers.wording import Field, Wording, filled, phone, total_count

BLANK_ROWS = 6
"""Rows for people who come without having been registered."""


def sign_in_sheet(facts: EventFacts, words: Wording) -> m.SignInSheet:
    """The list that circulates, with a signature cell per person and half-day."""
    title = words.say(N_("List of participants"))
    total = tallies.tally(words.say(N_("Total")), facts.named)
    counts = [
        _count(words, words.say(N_("Female")), total.women),
        _count(words, words.say(N_("Male")), total.men),
    ]
    if total.not_said:
        counts.append(_count(words, words.say(N_("Not said")), total.not_said))
    counts.append(_count(words, total.label, total.total))
    return m.SignInSheet(
        language=words.language,
        head=letterhead(
            facts,
            words,
            title,
            place_date=held_at(facts, words),
            details=(place_and_dates(facts, words), *_chairs(facts, words)),
        ),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        headings=list_headings(words),
        days=_days(facts, words),
        people=person_lines(facts, words),
        blank_rows=BLANK_ROWS,
        counts_title=words.say(N_("Count")),
        counts=tuple(counts),
        total=words.each(lambda lang: total_count(lang, total.total, total.women)),
        signers=(
            signer(words, N_("Compiled by")),
            signer(words, N_("Checked by")),
            signer(words, N_("Certified by")),
        ),
        mark=returning.list_mark(facts.event.id, words.language),
    )


def _count(words: Wording, label: m.Words, n: int) -> m.CountLine:
    return m.CountLine(label, n, words.ngettext("person", "people", n).main)


def participant_list(facts: EventFacts, words: Wording) -> m.ParticipantList:
    """Everyone registered, with totals by province and position."""
    title = words.say(N_("List of participants"))
    total = tallies.tally(words.say(N_("Total")), facts.named)
    in_all = words.each(lambda lang: total_count(lang, total.total, total.women))
    return m.ParticipantList(
        language=words.language,
        head=letterhead(facts, words, title, place_date=held_at(facts, words)),
        foot=footing(facts, words, title),
        dated=facts.event.first_day,
        headings=list_headings(words),
        people=person_lines(facts, words),
        total=in_all,
        tallies=(tallies.by_province(facts.named, words), tallies.by_position(facts.named, words)),
        signers=(signer(words, N_("Compiled by")),),
        mark=returning.list_mark(facts.event.id, words.language),
    )


def list_headings(words: Wording) -> m.ListHeadings:
    """The words above a list of people."""
    return m.ListHeadings(
        number=words.say(N_("No.")),
        name=words.say(N_("Name and surname")),
        sex=words.say(N_("Sex")),
        position=words.say(N_("Position")),
        unit=words.say(N_("Unit")),
        district=words.say(N_("District")),
        province=words.say(N_("Province")),
        phone=words.say(N_("Phone")),
    )


def person_lines(facts: EventFacts, words: Wording) -> tuple[m.PersonLine, ...]:
    """The people in list order, numbered from 1. A seat without a name keeps its line."""
    return tuple(
        _person(facts, words, number, person) for number, person in enumerate(facts.people, 1)
    )


def _person(facts: EventFacts, words: Wording, number: int, person: ParticipantRow) -> m.PersonLine:
    line = m.PersonLine(
        number=number,
        name=words.name(person),
        sex=words.sex(person.sex) if person.person_id is not None else "",
        position=tallies.position(words, person).main,
        unit=unit(facts, words, person).main,
        district=words.stored_line(person.district_lo, person.district_en),
        province=words.stored_line(person.province_lo, person.province_en),
        phone=phone(person.phone),
    )
    marks, half_days = facts.marks.get(person.id, {}), len(facts.event.half_days)
    return replace(line, mark=returning.row_mark(person.id, values_of(line), marks, half_days))


def values_of(line: m.PersonLine) -> dict[str, str]:
    """What a line says, by the fields that can come back corrected."""
    said = {field: getattr(line, field) for field in returning.FIELDS if field != "name"}
    return {"name": line.name.main, **said}


def unit(facts: EventFacts, words: Wording, person: ParticipantRow) -> m.Words:
    """The unit as the list says it; in English the name of the organisation it was matched with."""
    organisation = (
        facts.organisations.get(person.organisation_id) if person.organisation_id else None
    )
    english = organisation.name_en if organisation else ""
    return words.stored(person.organisation, english or unit_in_english(person.organisation))


def _chairs(facts: EventFacts, words: Wording) -> tuple[m.Words, ...]:
    chairs = facts.event.chairs
    return (words.each(lambda lang: _chair_line(chairs, lang)),) if chairs else ()


def _chair_line(chairs: Sequence[Chair], language: str) -> str:
    one = Wording("en" if language == "en" else "lo")
    names = [one.stored(chair.name, chair.name_en) for chair in chairs]
    return one.line(N_("Chair: %(names)s"), names=one.joined(names).main)


def _days(facts: EventFacts, words: Wording) -> tuple[m.SignInDay, ...]:
    days = groupby(facts.half_days, lambda half_day: half_day.day)
    return tuple(
        m.SignInDay(
            _day_label(words, number, day), tuple(half_day_words(words, h) for h in half_days)
        )
        for number, (day, half_days) in enumerate(days, 1)
    )


def _day_label(words: Wording, number: int, day: date) -> m.Words:
    """Day and date; the English under a Lao label leaves the date to the Lao."""
    fields: dict[str, Field] = {"number": number, "date": format_date(day, words.main)}
    main = filled(N_("Day %(number)s · %(date)s"), words.main, fields)
    return m.Words(main, words.say(N_("Day %(number)s"), number=number).under)


def half_day_words(words: Wording, half_day: HalfDay) -> m.Words:
    """Morning or afternoon."""
    return words.say(N_("Afternoon") if half_day.afternoon else N_("Morning"))
