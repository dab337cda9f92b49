"""The report over a period as a paper: what ``services.period`` counted, in words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workshopdesk.documents import model as m
from workshopdesk.domain.counting import Count, Dimension, Rule, Unit, Value, Within
from workshopdesk.domain.event import EventKind
from workshopdesk.domain.people import Sex
from workshopdesk.domain.small_cells import Hidden, Shown
from workshopdesk.i18n import N_
from workshopdesk.services.papers import tallies
from workshopdesk.services.papers.agenda import agenda_headings
from workshopdesk.services.papers.event_report import sex_lines, sex_note
from workshopdesk.services.papers.facts import EventFacts, read_facts
from workshopdesk.services.papers.heads import (
    KIND_WORDS,
    footing,
    letterhead,
    office_signers,
    signer,
)
from workshopdesk.services.papers.wording import (
    SEX,
    Wording,
    dates,
    filled,
    number,
    people_count,
    share,
)
from workshopdesk.services.period import Measured, Part, PeriodFigures, is_named
from workshopdesk.store import Reader

_FIGURES = {
    "unique_people": N_("unique persons"),
    "participations": N_("participations"),
    "completed": N_("completed an event"),
    "events": N_("events"),
}
_DIMENSIONS = {
    Dimension.SEX: N_("Sex"),
    Dimension.PROVINCE: N_("Province"),
    Dimension.DISTRICT: N_("District"),
    Dimension.ORGANISATION_TYPE: N_("Organisation type"),
    Dimension.ROLE: N_("Role"),
    Dimension.AGE_BAND: N_("Age"),
    Dimension.ETHNIC_FAMILY: N_("Ethnic family"),
    Dimension.DISABILITY: N_("Disability"),
    Dimension.LEFT_BEHIND_GROUP: N_("Left-behind group"),
    Dimension.EVENT_KIND: N_("Kind"),
    Dimension.EVENT: N_("Event"),
    Dimension.YEAR: N_("Year"),
    Dimension.QUARTER: N_("Quarter"),
    Dimension.MONTH: N_("Month"),
}
_RULES = {
    Rule.REGISTERED: N_("registered"),
    Rule.PRESENT: N_("present at least one half-day"),
    Rule.SHARE: N_("present at least %(share)s of the half-days"),
    Rule.COMPLETED: N_("completed by the event's rule"),
}
_WITHIN = {
    Within.PERIOD: N_("each counted once in the period"),
    Within.EVENT: N_("each counted once at every event"),
    Within.YEAR: N_("each counted once a year"),
    Within.PROGRAMME: N_("each counted once in each programme"),
    Within.PROGRAMME_YEAR: N_("each counted once in each programme and year"),
}
_UNITS = {
    Unit.PERSON: N_("persons"),
    Unit.PARTICIPATION: N_("participations"),
    Unit.PERSON_DAY: N_("person-days"),
    Unit.EVENT: N_("events"),
    Unit.ORGANISATION: N_("organisations"),
}


def period_report(reader: Reader, found: PeriodFigures) -> m.EventReport:
    """The report as a paper, in the language of the funder asked for, else in both."""
    words = Wording(_language(found))
    first = replace(read_facts(reader, found.events[0].event.code), programmes=found.programmes)
    title = words.say(N_("Report on participation"))
    scope = found.scope
    head = letterhead(first, words, title, details=())
    period = words.each(lambda lang: dates(scope.first_day, scope.last_day, lang))
    head = replace(head, event=period, number=words.line(N_("No. %(number)s"), number="........"))
    foot = footing(first, words, title)
    foot = replace(foot, running=f"{title.main} · {period.main}")
    return m.EventReport(
        language=words.language,
        head=head,
        foot=foot,
        dated=scope.last_day,
        facts=(m.Fact(words.say(N_("Period")), period), *_scope_facts(first, found, words)),
        figures=tuple(
            _figure(found.standard[code], label, words) for code, label in _FIGURES.items()
        ),
        sections=tuple(_sections(first, found, words)),
        agenda_title=m.Words(""),
        agenda_headings=agenda_headings(words),
        agenda=(),
        participation=_participation(first, found, words),
        findings_title=m.Words(""),
        findings=None,
        signers=(signer(words, N_("Compiled by")), *office_signers(first, words)[:1]),
    )


def _language(found: PeriodFigures) -> m.Language:
    for programme in found.programmes:
        for funder in programme.funders:
            if found.scope.funder and is_named(funder, found.scope.funder):
                return "lo" if funder.report_language == "lo" else "en"
    return "lo-en"


def _scope_facts(first: EventFacts, found: PeriodFigures, words: Wording) -> list[m.Fact]:
    made = []
    if found.programmes:
        names = words.joined(
            [words.stored(p.name_lo or p.name_en or p.code, p.name_en) for p in found.programmes]
        )
        made.append(m.Fact(words.say(N_("Programme")), names))
    if first.funders:
        names = words.joined([words.stored(f.name_lo, f.name_en) for f in first.funders])
        made.append(m.Fact(words.say(N_("Supporters")), names))
    if found.asked.province:
        place = first.gazetteer.province_by_code[found.asked.province]
        name = words.stored(place.name_lo, place.name_en)
        made.append(m.Fact(words.say(N_("Participants' province")), name))
    return made


def _figure(one: Measured, label: str, words: Wording) -> m.Figure:
    return m.Figure(
        number(int(one.total), words.main),
        words.say(label),
        m.Words("") if one.count.unit is Unit.EVENT else _women(one, words),
    )


def _women(one: Measured, words: Wording) -> m.Words:
    women = int(one.under(Dimension.SEX).get((Sex.FEMALE.value,), 0))
    return words.each(
        lambda lang: filled(
            N_("women %(n)s (%(share)s)"),
            lang,
            {"n": women, "share": share(women, int(one.total), lang)},
        )
    )


def _sections(first: EventFacts, found: PeriodFigures, words: Wording) -> Iterable[m.Section]:
    if found.indicators:
        lines = tuple(w for one in found.indicators for w in _indicator_lines(first, one, words))
        yield m.Section(words.say(N_("Indicators")), lines)
    yield m.Section(
        words.say(N_("Trend")),
        tuple(
            words.say(
                N_("%(period)s: %(all)s participations, %(people)s unique persons"),
                period=period, all=every, people=people,
            )
            for period, every, people in found.trend
        ),
    )  # fmt: skip
    yield m.Section(
        words.say(N_("Events")),
        tuple(_event_line(found, n, words) for n in range(len(found.events))),
    )
    yield m.Section(words.say(N_("What is counted")), tuple(_rules(found, words)))


def _indicator_lines(first: EventFacts, one: Measured, words: Wording) -> Iterable[m.Words]:
    """The number with its rule, then one line for each target."""
    assert one.indicator is not None
    names = one.indicator.name_lo, one.indicator.name_en
    unit = _UNITS[one.count.unit]

    def line(lang: str) -> str:
        said = Wording("en" if lang == "en" else "lo")
        value = number(_plain(one.total), lang)
        rule = rule_line(first, one.count, said)
        return f"{one.code} {said.stored_line(*names)}: {value} {said.line(unit)} ({rule})"

    yield words.each(line)
    for breakdown, parts in one.by:
        yield words.each(
            lambda lang, b=breakdown, p=parts: _breakdown_line(first, b.dimensions, p, lang)  # type: ignore[misc]  # bound at once
        )
    for target in one.targets:
        if target.values:
            continue
        yield words.each(
            lambda lang, t=target: filled(  # type: ignore[misc]  # bound at once
                N_("Target %(period)s: %(reached)s of %(target)s (%(percent)s)"),
                lang,
                {
                    "period": dates(t.first_day, t.last_day, lang),
                    "reached": number(_plain(t.reached), lang),
                    "target": number(_plain(float(t.target)), lang),
                    "percent": "–" if t.percent is None else f"{t.percent}%",
                },
            )
        )


def _breakdown_line(
    first: EventFacts,
    dimensions: Sequence[Dimension],
    parts: Sequence[Part] | None,
    language: str,
) -> str:
    """ "Sex: Female 12, Male 9"; what is sensitive as it may be told."""
    words = Wording("en" if language == "en" else "lo")
    by = " × ".join(words.line(_DIMENSIONS[d]) for d in dimensions)
    if parts is None:
        return f"{by}: {words.line(N_('too few people to be told'))}"
    told = [
        " · ".join(_label(first, d, v, words) for d, v in zip(dimensions, part.values, strict=True))
        + f" {_shown(part.number, language)}"
        for part in parts
    ]
    return f"{by}: {', '.join(told) or '–'}"


def _shown(n: Shown | float, language: str) -> str:
    return str(n) if isinstance(n, Hidden) else number(_plain(float(n)), language)


def _label(first: EventFacts, dimension: Dimension, value: Value, words: Wording) -> str:
    if value is None:
        return words.line(N_("Not said"))
    if dimension is Dimension.SEX:
        return words.line(SEX[Sex(value)])
    if dimension is Dimension.PROVINCE:
        place = first.gazetteer.province_by_code[value]
        return words.stored_line(place.name_lo, place.name_en)
    if dimension is Dimension.EVENT_KIND:
        return words.line(KIND_WORDS[EventKind(value)])
    if dimension is Dimension.DISABILITY:
        return words.line(N_("yes") if value == "yes" else N_("no"))
    terms = {Dimension.ROLE: first.roles, Dimension.ORGANISATION_TYPE: first.organisation_types}
    names = {t.code: words.stored_line(t.name_lo, t.name_en) for t in terms.get(dimension, ())}
    return names.get(value, value)


def _plain(n: float) -> int | str:
    return int(n) if n == int(n) else f"{n}"


def rule_line(first: EventFacts, count: Count, words: Wording) -> str:
    """Who is counted, as it stands beside the number."""
    said = [words.line(_RULES[count.rule], share=f"{count.share}%")]
    if count.unit in (Unit.PERSON, Unit.ORGANISATION):
        said.append(words.line(_WITHIN[count.within]))
    roles = {str(r.code): words.stored_line(r.name_lo, r.name_en) for r in first.roles}
    if count.roles_out:
        names = ", ".join(roles.get(str(code), str(code)) for code in sorted(count.roles_out))
        said.append(words.line(N_("without: %(names)s"), names=names))
    if count.roles_in:
        names = ", ".join(roles.get(str(code), str(code)) for code in sorted(count.roles_in))
        said.append(words.line(N_("only: %(names)s"), names=names))
    kinds = {str(k.code): words.stored_line(k.name_lo, k.name_en) for k in first.organisation_types}
    for codes, message in (
        (count.organisation_types_in, N_("only: %(names)s")),
        (count.organisation_types_out, N_("without: %(names)s")),
    ):
        if codes:
            names = ", ".join(kinds.get(code, code) for code in sorted(codes))
            said.append(words.line(message, names=names))
    if count.primary_only:
        said.append(words.line(N_("primary stakeholders only")))
    if count.minimum_minutes:
        hours = count.minimum_minutes // 60
        said.append(words.line(N_("events of %(hours)s contact hours or more"), hours=hours))
    return "; ".join(said)


def _event_line(found: PeriodFigures, n: int, words: Wording) -> m.Words:
    one = found.events[n]
    whole = int(found.standard["participations"].total)

    def line(lang: str) -> str:
        said = Wording("en" if lang == "en" else "lo")
        title = said.stored_line(one.event.title_lo, one.event.title_en) or one.event.code
        when = dates(one.event.first_day, one.event.last_day, lang)
        people = people_count(lang, one.total, one.women)
        text = f"{when}: {title} · {people} · {share(one.total, whole, lang)}"
        if not one.shared_with:
            return text
        names = ", ".join(said.stored_line(f.name_lo, f.name_en) for f in one.shared_with)
        return f"{text} · {said.line(N_('shared by %(names)s'), names=names)}"

    return words.each(line)


def _rules(found: PeriodFigures, words: Wording) -> Iterable[m.Words]:
    """What is excluded and why."""
    lines = found.reconciliation
    yield words.say(N_("People of every role are counted unless an indicator says otherwise."))
    yield words.say(
        N_("Cancelled events and cancelled registrations count nothing. Late is present.")
    )
    left_out = (
        ("seats_without_name", N_("Seats without a name, not counted: %(n)s.")),
        ("not_yet_registered", N_("People not registered yet, so not counted: %(n)s.")),
        ("attendance_not_taken", N_("Participations of which no attendance was taken: %(n)s.")),
        ("events_shared", N_("Shared events, which each funder's count holds in full: %(n)s.")),
    )
    for key, message in left_out:
        if lines[key]:
            yield words.say(message, n=int(lines[key]))


def _participation(first: EventFacts, found: PeriodFigures, words: Wording) -> m.Participation:
    people = found.standard["unique_people"]
    everyone = _total(words, people)
    provinces = {p.code: words.stored(p.name_lo, p.name_en) for p in first.gazetteer.provinces}
    roles = {r.code: words.stored(r.name_lo, r.name_en) for r in first.roles}
    kinds = {k.code: words.stored(k.name_lo, k.name_en) for k in first.organisation_types}
    return m.Participation(
        title=words.say(N_("Unique persons")),
        by_sex=words.say(N_("By sex")),
        sex=sex_lines(words, everyone),
        sex_note=sex_note(words, everyone),
        tables=(
            _table(words, N_("Province"), Dimension.PROVINCE, provinces, people),
            _table(words, N_("Organisation type"), Dimension.ORGANISATION_TYPE, kinds, people),
            _table(words, N_("Role"), Dimension.ROLE, roles, people),
            _table(words, N_("Age"), Dimension.AGE_BAND, {}, people),
        ),
        attendance=None,
        reconciliation=tuple(_reconciled(found, words)),
    )


def _reconciled(found: PeriodFigures, words: Wording) -> Iterable[m.Words]:
    lines = {key: int(n) for key, n in found.reconciliation.items()}
    fields = {
        "all": lines["participations"],
        "unique": lines["unique_people"],
        "again": lines["repeat_participations"],
        "heads": lines["head_count"],
    }
    if lines["head_count"]:
        message = N_(
            "%(all)s participations = %(unique)s unique persons + %(again)s repeats"
            " + %(heads)s counted but not named."
        )
    else:
        message = N_("%(all)s participations = %(unique)s unique persons + %(again)s repeats.")
    yield words.say(message, **fields)
    often = sum(people for n, people in found.times.items() if n > 3)
    yield words.say(
        N_(
            "Of the unique persons %(once)s came once, %(twice)s twice, %(thrice)s three times,"
            " %(often)s more often."
        ),
        once=found.times.get(1, 0),
        twice=found.times.get(2, 0),
        thrice=found.times.get(3, 0),
        often=often,
    )
    yield words.say(N_("A person may stand under several values, so parts may exceed the total."))


def _total(words: Wording, one: Measured) -> m.Tally:
    parts = one.under(Dimension.SEX)
    women, men, unknown = (int(parts.get((sex,), 0)) for sex in ("F", "M", None))
    return m.Tally(words.say(N_("Total")), women, men, unknown)


def _table(
    words: Wording,
    title: str,
    dimension: Dimension,
    labels: dict[str, m.Words],
    one: Measured,
) -> m.TallyTable:
    """Unique persons under each value, the most frequent first, the unknown last."""
    parts = one.under(dimension, Dimension.SEX)
    rows = []
    for value in {values[0] for values in parts}:
        label = words.say(N_("Not said")) if value is None else labels.get(value, m.Words(value))
        women, men, unknown = (int(parts.get((value, sex), 0)) for sex in ("F", "M", None))
        rows.append((value is None, m.Tally(label, women, men, unknown)))
    rising = dimension is Dimension.AGE_BAND
    rows.sort(key=lambda row: (row[0], 0 if rising else -row[1].total, row[1].label.main))
    return m.TallyTable(
        words.say(title), tallies.headings(words), tuple(r for _u, r in rows), _total(words, one)
    )
