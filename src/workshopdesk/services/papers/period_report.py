"""The report over a period as a paper: unique persons and participations of many events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workshopdesk.documents import model as m
from workshopdesk.domain.counting import Count, Dimension, Participation, Rule, Unit, tally
from workshopdesk.domain.funding import Funder
from workshopdesk.domain.people import Sex
from workshopdesk.i18n import N_
from workshopdesk.lao.text import search_key
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.agenda import agenda_headings
from workshopdesk.services.papers.event_report import sex_lines, sex_note
from workshopdesk.services.papers.facts import EventFacts
from workshopdesk.services.papers.heads import footing, letterhead, office_signers, signer
from workshopdesk.services.papers.wording import (
    Wording,
    dates,
    filled,
    number,
    people_count,
    share,
)

INDICATORS: dict[str, Count] = {
    "unique_people": Count(Unit.PERSON, Rule.REGISTERED),
    "participations": Count(Unit.PARTICIPATION, Rule.REGISTERED),
    "people_present": Count(Unit.PERSON, Rule.PRESENT),
    "completed": Count(Unit.PARTICIPATION, Rule.COMPLETED),
    "person_days": Count(Unit.PERSON_DAY, Rule.PRESENT),
    "events": Count(Unit.EVENT, Rule.REGISTERED),
}
"""What every report counts, by its stable English code."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A period (both days included) and, if given, a programme's code and a funder's name."""

    first_day: date
    last_day: date
    programme: str | None = None
    funder: str | None = None


def is_named(funder: Funder, text: str) -> bool:
    """Whether a text is one of the names of a funder."""
    names = (funder.name_lo, funder.name_en, funder.abbreviation)
    return search_key(text) in {search_key(name) for name in names if name}


def participations_of(events: Sequence[EventFacts]) -> list[Participation]:
    """The registrations of all the events as counting sees them."""
    return [one for facts in events for one in facts.participations]


def period_report(events: list[EventFacts], scope: Scope) -> m.EventReport:
    """The report as a paper, in the language of the funder asked for, else in both."""
    words = Wording(_language(events, scope))
    first, title = events[0], words.say(N_("Report on participation"))
    head = letterhead(first, words, title, details=())
    period = words.each(lambda lang: dates(scope.first_day, scope.last_day, lang))
    head = replace(head, event=period, number=words.line(N_("No. %(number)s"), number="........"))
    foot = footing(first, words, title)
    foot = replace(foot, running=f"{title.main} · {period.main}")
    people = participations_of(events)
    return m.EventReport(
        language=words.language,
        head=head,
        foot=foot,
        dated=scope.last_day,
        facts=(m.Fact(words.say(N_("Period")), period), *_scope_facts(events, scope, words)),
        figures=_figures(people, words),
        sections=(
            m.Section(words.say(N_("Events")), tuple(_event_line(f, words) for f in events)),
        ),
        agenda_title=m.Words(""),
        agenda_headings=agenda_headings(words),
        agenda=(),
        participation=_participation(events, people, words),
        findings_title=m.Words(""),
        findings=None,
        signers=(signer(words, N_("Compiled by")), *office_signers(first, words)[:1]),
    )


def _language(events: list[EventFacts], scope: Scope) -> m.Language:
    for facts in events:
        for funder in facts.funders:
            if scope.funder and is_named(funder, scope.funder):
                return "lo" if funder.report_language == "lo" else "en"
    return "lo-en"


def _scope_facts(events: list[EventFacts], scope: Scope, words: Wording) -> list[m.Fact]:
    found = []
    programmes = {p.id: p for f in events for p in f.programmes}
    chosen = [p for p in programmes.values() if not scope.programme or p.code == scope.programme]
    if chosen:
        names = words.joined([words.stored(p.name_lo, p.name_en) for p in chosen])
        found.append(m.Fact(words.say(N_("Programme")), names))
    funders = {f.id: f for facts in events for f in facts.funders}
    if funders:
        names = words.joined([words.stored(f.name_lo, f.name_en) for f in funders.values()])
        found.append(m.Fact(words.say(N_("Supporters")), names))
    return found


def _figures(people: list[Participation], words: Wording) -> tuple[m.Figure, ...]:
    labels = {
        "unique_people": N_("unique persons"),
        "participations": N_("participations"),
        "completed": N_("completed an event"),
        "events": N_("events"),
    }
    return tuple(
        m.Figure(
            number(int(tally(INDICATORS[code], people).total), words.main),
            words.say(label),
            m.Words("") if code == "events" else _women(INDICATORS[code], people, words),
        )
        for code, label in labels.items()
    )


def _women(count: Count, people: list[Participation], words: Wording) -> m.Words:
    found = tally(replace(count, dimensions=(Dimension.SEX,)), people)
    women = int(found.parts.get((Sex.FEMALE.value,), 0))
    return words.each(
        lambda lang: filled(
            N_("women %(n)s (%(share)s)"),
            lang,
            {"n": women, "share": share(women, int(found.total), lang)},
        )
    )


def _event_line(facts: EventFacts, words: Wording) -> m.Words:
    count = tallies.tally(m.Words(""), facts.registered)

    def line(lang: str) -> str:
        one = Wording("en" if lang == "en" else "lo")
        title = one.stored_line(facts.event.title_lo, facts.event.title_en)
        when = dates(facts.event.first_day, facts.event.last_day, lang)
        return f"{when}: {title} · {people_count(lang, count.total, count.women)}"

    return words.each(line)


def _participation(
    events: list[EventFacts], people: list[Participation], words: Wording
) -> m.Participation:
    everyone = _by_sex(words.say(N_("Total")), INDICATORS["unique_people"], people)
    unique, all_of_them = everyone.total, int(tally(INDICATORS["participations"], people).total)
    return m.Participation(
        title=words.say(N_("Unique persons")),
        by_sex=words.say(N_("By sex")),
        sex=sex_lines(words, everyone),
        sex_note=sex_note(words, everyone),
        tables=(
            _table(words, N_("Province"), Dimension.PROVINCE, _places(events, words), people),
            _table(words, N_("Role"), Dimension.ROLE, _roles(events, words), people),
        ),
        attendance=None,
        reconciliation=(
            words.say(
                N_("%(all)s participations = %(unique)s unique persons + %(again)s repeats."),
                all=all_of_them,
                unique=unique,
                again=all_of_them - unique,
            ),
            words.say(
                N_("A person may stand under several values, so parts may exceed the total.")
            ),
        ),
    )


def _places(events: list[EventFacts], words: Wording) -> dict[str, m.Words]:
    provinces = events[0].gazetteer.provinces
    return {p.code: words.stored(p.name_lo, p.name_en) for p in provinces}


def _roles(events: list[EventFacts], words: Wording) -> dict[str, m.Words]:
    return {r.code: words.stored(r.name_lo, r.name_en) for r in events[0].roles}


def _table(
    words: Wording,
    title: str,
    dimension: Dimension,
    labels: dict[str, m.Words],
    people: list[Participation],
) -> m.TallyTable:
    """Unique persons under each value, the most frequent first, the unknown last."""
    count = replace(INDICATORS["unique_people"], dimensions=(dimension, Dimension.SEX))
    parts = tally(count, people).parts
    values = {value for value, _sex in parts}
    rows = [
        _tally_of(labels.get(value or "", words.say(N_("Not said"))), value, parts)
        for value in values
    ]
    rows.sort(key=lambda row: (row.label not in labels.values(), -row.total, row.label.main))
    total = _by_sex(words.say(N_("Total")), INDICATORS["unique_people"], people)
    return m.TallyTable(words.say(title), tallies.headings(words), tuple(rows), total)


def _tally_of(
    label: m.Words, value: str | None, parts: dict[tuple[str | None, ...], float]
) -> m.Tally:
    women, men, unknown = (int(parts.get((value, sex), 0)) for sex in ("F", "M", None))
    return m.Tally(label, women, men, unknown)


def _by_sex(label: m.Words, count: Count, people: list[Participation]) -> m.Tally:
    parts = tally(replace(count, dimensions=(Dimension.SEX,)), people).parts
    women, men, unknown = (int(parts.get((sex,), 0)) for sex in ("F", "M", None))
    return m.Tally(label, women, men, unknown)
